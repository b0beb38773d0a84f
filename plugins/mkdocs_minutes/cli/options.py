"""What the commands share: the folders they work on, and the kinds of files that options name."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, reduce, wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..core.escape import log_line

if TYPE_CHECKING:
    from ..configuration import Configuration
    from ..core.records import Archive
    from ..core.withheld import Withheld

SITE_FILE = "mkdocs.yml"

_APART = frozenset({"note-failed", "note-too-slow"})
"""Problems of notes that state less than they hold, which any command tells."""

T = TypeVar("T")

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _NewFile(click.Path):
    """A file to be written: its folder has to be there, which is better known before the work."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not os.access(path.parent, os.W_OK):
            self.fail(f"nothing can be written to the folder '{path.parent}'", param, ctx)
        return path


NEW_FILE = _NewFile(dir_okay=False)


class _NewFolder(click.Path):
    """A folder to build into, which is made where it is missing."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.fail(f"cannot make {path}: {error.strerror}", param, ctx)
        return path


NEW_FOLDER = _NewFolder(file_okay=False, writable=True)


class Named(click.Choice):  # type: ignore[type-arg]  # click 8.1 has it without a type
    """One of the names of a table, whose module is imported when they are asked for."""

    def __init__(self, module: str, table: str) -> None:
        self._module, self._table = module, table
        self.case_sensitive = True

    @cached_property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        """The names."""
        return tuple(getattr(import_module(self._module, __package__), self._table))


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a command works: what the options say, before `mkdocs.yml` fills the gaps."""

    notes: Path | None
    registry: Path | None
    config: Path | None
    cache: bool = True
    jobs: int | None = None
    executor: str | None = None

    def site_file(self) -> Path | None:
        """The site's `mkdocs.yml`: the one named, or the one in this folder."""
        if self.config is not None:
            return self.config
        return Path(SITE_FILE) if Path(SITE_FILE).is_file() else None

    def configuration(self) -> Configuration:
        """What `mkdocs.yml` says, with the folders named on the command line in its place.

        The people whom the registry withdraws are in it.
        """
        from ..safety.withdrawal import with_withdrawn
        from ..source.folders import OptionError

        try:
            return with_withdrawn(self.configured())
        except OptionError as error:
            raise misuse(error) from error

    def configured(self) -> Configuration:
        """The same without those people, for who reads no notes."""
        from ..configuration import configure_site, overrides, place_of, plugin_options
        from ..source.folders import OptionError

        path = self.site_file()
        try:
            site = self._site()
        except OptionError as error:
            raise misuse(error) from error
        base = (path.parent if path else Path()).resolve()
        given = overrides(self.overrides())
        configuration, errors = configure_site(site, plugin_options(site) | given, base)
        if errors:
            places = (
                "" if name in given or not path else place_of(name, path) for name, _ in errors
            )
            told = (
                f"{place}{name} {text}" for place, (name, text) in zip(places, errors, strict=True)
            )
            raise click.UsageError("; ".join(told))
        if self.notes is None and not configuration.notes.is_dir():
            raise click.UsageError(f"no notes at {configuration.notes}: name a folder with --notes")
        return configuration

    def _site(self) -> dict[str, Any]:
        from ..configuration import read_site_file

        path = self.site_file()
        return read_site_file(path) if path else {}

    def named(self) -> dict[str, str]:
        """What the command line sets in place of the site's options, as text."""
        folders = {"notes": self.notes, "registry": self.registry}
        named = {option: str(folder.resolve()) for option, folder in folders.items() if folder}
        others = {
            "cache": "" if self.cache else "false",
            "workers": "" if self.jobs is None else str(self.jobs),
            "executor": self.executor or "",
        }
        return named | {option: text for option, text in others.items() if text}

    def overrides(self) -> dict[str, str]:
        """The same, as the variables that tell MkDocs of it."""
        from ..configuration import OVERRIDES

        return {OVERRIDES[option]: text for option, text in self.named().items()}

    def site_dir(self) -> Path:
        """Where the site is built: what `mkdocs.yml` says, or `site` beside it."""
        path = self.site_file()
        return (path.parent if path else Path()) / str(self._site().get("site_dir") or "site")

    def site_url(self) -> str:
        """Where the site is published; `""` where `mkdocs.yml` does not say."""
        return str(self._site().get("site_url") or "")

    def archive(self) -> Archive:
        """The archive of these folders, with progress on a terminal; why it is empty, if it is."""
        return self.made_of_archive(lambda archive: archive)[0]

    def made_of_archive(self, work: Callable[[Archive], T]) -> tuple[T, tuple[Withheld, ...]]:
        """What some work makes of the archive, and what was masked in it."""
        from ..pipeline import load_for

        made, loaded = load_for(
            self.configuration(), lambda loaded: work(loaded.archive), progress=True
        )
        for problem in loaded.archive.problems:
            if not loaded.archive.notes or problem.code in _APART:
                click.echo(log_line(f"{problem} ({problem.hint})"), err=True)
        return made, loaded.withheld


def folder_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where notes and registry lie, and who works on them."""
    options = (
        click.option(
            "--executor", metavar="dask://HOST:PORT", help="A Dask cluster to read and index notes."
        ),
        click.option(
            "--jobs", type=click.IntRange(min=1), help="Processes at work; one a core by default."
        ),
        click.option("--no-cache", is_flag=True, help="Keep nothing, and take up nothing kept."),
        click.option(
            "--config", type=FILE, help="The site's mkdocs.yml; ./mkdocs.yml if it is there."
        ),
        click.option(
            "--registry", type=FOLDER, help="The registry's folder, in place of the site's."
        ),
        click.option("--notes", type=FOLDER, help="The folder of notes, in place of the site's."),
    )

    @wraps(command)
    def unpack(
        *,
        notes: Path | None,
        registry: Path | None,
        config: Path | None,
        no_cache: bool,
        jobs: int | None,
        executor: str | None,
        **others: Any,
    ) -> Any:
        folders = Folders(notes, registry, config, not no_cache, jobs, executor)
        return command(folders, **others)

    return reduce(lambda wrapped, option: option(wrapped), options, unpack)


def format_option(module: str, table: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option that names a form of a command's output, as the table has it; `text` if none."""
    return click.option(
        "--format", "form", type=Named(module, table), default="text", show_default=True
    )


def misuse(error: Exception) -> click.UsageError:
    """What went wrong because of what was asked for, as misuse."""
    return click.UsageError(log_line(str(error)))
