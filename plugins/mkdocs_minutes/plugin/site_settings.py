"""What the settings of a site tell of the archive's folders and of the forge that keeps them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..configuration import Configuration
from ..forge import Forge, find_forge, notes_edit_uri


def docs_folder(config: MkDocsConfig, base: Path) -> Path:
    """The folder of the site's pages, below that of `mkdocs.yml` where that is no link's target."""
    return Path(
        os.path.normpath(base.resolve() / os.path.relpath(config.docs_dir, base.absolute()))
    )


def unpublished_patterns(config: MkDocsConfig) -> Iterator[str]:
    """The patterns of what the site does not publish."""
    for spec in (config.exclude_docs, config.draft_docs):
        yield from (str(pattern.pattern) for pattern in (spec.patterns if spec else ()))


def forge_of(config: MkDocsConfig, configuration: Configuration, base: Path) -> Forge | None:
    """The forge that keeps the notes, `None` where neither the site nor the plugin names one."""
    edit_uri = configuration.edit_uri
    if not edit_uri and configuration.notes.is_relative_to(base):
        docs_dir = Path(config.docs_dir)
        if docs_dir.is_relative_to(base):
            edit_uri = notes_edit_uri(
                config.edit_uri or "",
                docs_dir.relative_to(base).as_posix(),
                configuration.notes.relative_to(base).as_posix(),
            )
    return find_forge(config.repo_url or "", edit_uri)
