"""What a build of MkDocs leaves for the next `minutes build`: see `unchanged`."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..configuration import Configuration
from ..core.escape import log_lines
from ..incremental.unchanged import (
    VARIABLE,
    Sources,
    UntellableError,
    depends_on_files_alone,
    drop_record,
    keep_record,
    look_at_sources,
)


class Recording(logging.Handler):
    """Notes what a build is made of as it begins, and what it warns of until it ends.

    It does nothing unless `minutes build` has asked for a record.
    """

    def __init__(self, config: MkDocsConfig, configuration: Configuration) -> None:
        super().__init__(logging.INFO)
        self._name = os.environ.get(VARIABLE, "")
        self._configuration = configuration
        self._is_strict = bool(config.strict)
        self._said: list[str] = []
        self._warned = False
        self._sources: Sources | None = None
        if self._name:
            self._begin(config)

    def _begin(self, config: MkDocsConfig) -> None:
        drop_record(self._name, self._configuration)
        site_file = Path(config.config_file_path)
        if not depends_on_files_alone(
            site_file, config.plugins, config.markdown_extensions, hooks=bool(config.hooks)
        ):
            return
        try:
            self._sources = look_at_sources(
                site_file, self._configuration, Path(config.site_dir), config.theme.dirs
            )
        except (UntellableError, OSError):
            return
        logging.getLogger("mkdocs").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line that a person should read again: each warning, and what is of the notes."""
        is_warning = record.levelno >= logging.WARNING
        self._warned |= is_warning
        if is_warning or getattr(record, "lasting", False):
            self._said.append(f"{record.levelname:<8}-  {log_lines(record.getMessage())}")

    def end(self, published: Mapping[str, bytes]) -> None:
        """Leave the record, now that the site is `published`: these are the states of its files."""
        logging.getLogger("mkdocs").removeHandler(self)
        if self._sources is None or (self._warned and self._is_strict):
            return
        try:
            keep_record(self._name, self._sources, published, self._configuration, self._said)
        except (UntellableError, OSError) as error:
            logging.getLogger(__name__).debug("No record is kept: %s", error)

    def drop(self) -> None:
        """End without a record."""
        logging.getLogger("mkdocs").removeHandler(self)
