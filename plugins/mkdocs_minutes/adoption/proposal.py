"""A way in: what a repository with minutes would set, and what that changes for its readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import yaml

from ..attachments import find_attachments
from ..configuration import configure_site, lists_plugin, plugin_options, read_site_file
from ..core.addresses import SEARCH
from ..core.records import Archive
from ..core.redact import mask_path, mask_words
from ..core.settings import NoteFolder, Settings
from ..forge import find_clone
from ..pages.sitemap import INDEXES
from ..pipeline import left_out, list_files, load_archive
from ..source.folders import OptionError, read_site
from .dated_folders import FEWEST, find_folders
from .former_addresses import read_layout
from .site_file import add_plugin, new_theme

_OURS = frozenset(uri.rstrip("/") for uri in (*INDEXES, SEARCH) if uri)
"""What the archive calls the folders of its pages."""


_AMBIGUOUS = "date-ambiguous"
_UNDATED = ("date-missing", _AMBIGUOUS)


class AdoptionError(ValueError):
    """Why nothing can be proposed for a repository."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What `mkdocs.yml` would say: its path, its text before and after, and the options set.

    `shown` is the text after with marks in names of folders that need them, as it is printed.
    `program` makes the site that there is, where it is another one than MkDocs.
    """

    path: Path
    before: str
    after: str
    shown: str
    options: Mapping[str, Any]
    program: str = ""

    def diff(self) -> str:
        """The change as a unified diff."""
        return "".join(
            unified_diff(
                self.before.splitlines(keepends=True),
                self.shown.splitlines(keepends=True),
                "a/mkdocs.yml" if self.before else "/dev/null",
                "b/mkdocs.yml",
            )
        )


class Effects(NamedTuple):
    """What a build would make of the proposal: the archive, and how many files its notes name.

    `left_out` are the files among the notes that are none, by why.
    """

    archive: Archive
    attachments: int
    left_out: Mapping[str, tuple[str, ...]]


def propose(base: Path) -> Proposal:
    """What to set for the repository at `base`; `AdoptionError` where nothing can be told."""
    path = base / "mkdocs.yml"
    site, before = _stated(path)
    found = find_folders(base, site)
    folders = found.folders
    if not folders:
        raise AdoptionError(
            f"there is no folder in which most files bear dates (at least {FEWEST} of them), nor a "
            "blog with posts that say they are of meetings: name yours with `notes` in mkdocs.yml"
        )
    options: dict[str, Any] = {"notes": _as_option(folders)}
    others = list(found.beside)
    if options["notes"] == "." and not (docs_dir := read_site(site, base).docs_dir).exists():
        others.append(f"{docs_dir.name}/")  # where pages that are no notes will be
    if others:
        options["exclude"] = others
    if found.date_order:
        options["date_order"] = found.date_order
    if clashes := _clashes(base, site, folders):
        options["under"] = "archive" if "archive" not in clashes else "minutes-archive"
    layout = read_layout(base, site)
    fresh = before or _new_site(base, layout.title)
    try:
        after = add_plugin(fresh, "minutes", options)
        shown = add_plugin(fresh, "minutes", _masked(options))
    except ValueError as error:
        raise AdoptionError(f"{path.name}: {error}") from error
    return Proposal(path, before, after, shown, options, layout.program)


def _masked(option: Any) -> Any:
    """An option as it is shown, with marks in its paths where their names need them."""
    if isinstance(option, dict):
        return {name: _masked(value) for name, value in option.items()}
    if isinstance(option, list):
        return [*map(_masked, option)]
    return mask_path(option, Settings())


def _stated(path: Path) -> tuple[dict[str, Any], str]:
    """What `mkdocs.yml` holds, and its text; nothing where there is none."""
    if not (path.is_symlink() or path.exists()):
        return {}, ""
    if not path.is_file() or not path.resolve().is_relative_to(path.parent.resolve()):
        raise AdoptionError(f"{path.name} is no file of this repository: put one there")
    try:
        site = read_site_file(path)
    except OptionError as error:
        raise AdoptionError(str(error)) from error
    if lists_plugin(site):
        raise AdoptionError(f"{path.name} has the plugin `minutes` already")
    return site, path.read_text(encoding="utf-8-sig")


def _as_option(folders: Sequence[NoteFolder]) -> Any:
    """The folders as the option `notes` is written in the least words."""
    if len(folders) == 1 and not folders[0].permalink:
        return folders[0].path
    return [
        {"path": folder.path, "permalink": folder.permalink} if folder.permalink else folder.path
        for folder in folders
    ]


def _new_site(base: Path, title: str) -> str:
    """An `mkdocs.yml` for a repository that has none; `title` is that of the site there is."""
    clone = find_clone(base)
    name = title or (clone.name if clone else base.resolve().name)
    site: dict[str, Any] = {"site_name": mask_words(name, Settings())}
    if clone and clone.repo_url:
        site["repo_url"] = clone.repo_url
    if clone and clone.edit_uri:
        site["edit_uri"] = f"{clone.edit_uri}docs/"
    site["theme"] = new_theme()
    return yaml.safe_dump(site, sort_keys=False, allow_unicode=True)


def _clashes(base: Path, site: Mapping[str, Any], folders: Sequence[NoteFolder]) -> set[str]:
    """Folders and pages at the top of the site that the archive would want for itself."""
    docs_dir = read_site(site, base).docs_dir
    if not docs_dir.is_dir():
        return set()
    taken = {PurePosixPath(path.name).stem for path in docs_dir.iterdir()}
    notes = {base / folder.path for folder in folders}
    clashes = {name for name in taken & _OURS if docs_dir / name not in notes}
    return clashes | (taken & {"archive"} if clashes else set())


def effects(proposal: Proposal) -> Effects:
    """What a proposal changes for readers: the notes are read for it as a build would."""
    base = proposal.path.parent.resolve()
    site = read_site_file(proposal.path) if proposal.before else {}
    options = plugin_options(site) | dict(proposal.options)
    configuration, errors = configure_site(site, options, base)
    if errors:
        raise AdoptionError("; ".join(f"{name} {message}" for name, message in errors))
    configuration = replace(configuration, cache=None)
    listed = list_files(configuration)
    archive = load_archive(configuration, listed=listed, progress=True)
    attachments = find_attachments(archive, configuration).attachments
    return Effects(archive, len(attachments), left_out(configuration, listed, archive))


def report(proposal: Proposal, found: Effects) -> Iterator[str]:
    """What would be set, and what readers would notice, line by line."""
    archive, notes = found.archive, found.archive.notes.values()
    kept = sum(bool(note.note.home) for note in notes)
    new = len(archive.people) + len(archive.projects) + len(archive.series)
    yield f"Notes: {len(notes):,} in {_folders(proposal.options['notes'])}"
    if kept:
        yield f"Addresses: {kept:,} notes keep the address that they have"
    if kept < len(notes):
        yield f"Addresses: {len(notes) - kept:,} notes get one, below notes/"
    if proposal.program:
        yield f"Other pages: they stay with {proposal.program}, and this site has the minutes alone"
    yield f"New pages: {new:,} of people, projects and series, and lists"
    if "under" in proposal.options:
        yield f"Prefix: {proposal.options['under']}/, as the site has folders of such names itself"
    if masked := [[one.what for one in n.facts.sensitive] for n in notes if n.facts.sensitive]:
        counts = sorted(Counter(chain(*masked)).items())
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in counts)
        yield f"Masked: {kinds}, in {len(masked):,} notes"
    if proposal.shown != proposal.after:
        yield "Names of folders: marks stand here for what mkdocs.yml has to say as it is"
    if found.attachments:
        yield f"Attachments: {found.attachments:,} files that notes name"
    for kind, paths in found.left_out.items():
        stay = "pages as before" if kept else "left out"
        yield f"No notes, {stay} ({kind}): {_first_of(paths)}"
    yield from _settled_by_options(proposal, archive)


def _settled_by_options(proposal: Proposal, archive: Archive) -> Iterator[str]:
    """What options are for: those that are proposed, and what only the keepers can say."""
    if undated := [path for path in proposal.options.get("exclude", ()) if path[-1] != "/"]:
        yield f"No notes, left out (undated): {_first_of(undated)}"
    if order := proposal.options.get("date_order"):
        first = {"dmy": "the day", "mdy": "the month"}[order]
        yield f"Dates: 03/04/2020 and the like have {first} first, as other days of the notes show"
    unclear = [problem for problem in archive.problems if problem.code in _UNDATED]
    if unclear:
        paths = [problem.path for problem in unclear]
        yield f"Without a date, or one that is not clear: {_first_of(paths)}"
    if any(problem.code == _AMBIGUOUS for problem in unclear):
        yield "Dates: `date_order`, dmy or mdy, says how 03/04/2020 and the like are read"
    alone = [*Counter(note.series for note in archive.notes.values()).values()].count(1)
    if alone >= FEWEST and alone > len(archive.notes) / 2:
        yield (
            f"Series: {alone:,} notes are called as no other, each a series of its own:"
            " `series` beside `path` in `notes` names the one that all are of"
        )


def _first_of(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    return ", ".join(map(_masked, paths[:3])) + more


def _folders(notes: Any) -> str:
    named = [notes] if isinstance(notes, str) else notes
    return ", ".join(
        _masked(entry["path"] if isinstance(entry, dict) else entry) for entry in named
    )
