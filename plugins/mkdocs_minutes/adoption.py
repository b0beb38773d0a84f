"""A way in: what a repository with minutes would set, and what that changes for its readers."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from .attachments import find_attachments
from .configuration import configure, lists_plugin, plugin_options, read_site_file
from .core.dates import date_in_path
from .core.parts import MEETING_WORD
from .core.records import Archive
from .core.settings import NoteFolder
from .folders import OptionError, read_site
from .forge import find_clone
from .pipeline import left_out, list_files, load_archive
from .site_file import add_plugin
from .source import NOTE_SUFFIXES, note_filter

FEWEST = 3
"""Fewer dated files than this are no archive of minutes."""

SHARE = 0.6
"""What part of a folder's texts has to bear dates for it to be one of minutes."""

MOST_FILES = 100_000
"""A folder is not looked through further than this."""

_PASSED_BY = frozenset(
    "node_modules venv env site public build dist target vendor __pycache__".split()
)
_CALLED_SO = re.compile(r"minutes|meetings?|notes?|protokoll\w*|actas?|verbali", re.I)


_OURS = frozenset(
    "notes people projects versions series years actions outcomes questions tickets search".split()
)
"""What the archive calls the folders of its pages."""

_FILED_BY = re.compile(
    r"\d{1,4}(?:[-_.]?\w{1,4})*|q[1-4]|fall|autumn|spring|summer|winter|[a-z]{3,9}[-_]?\d{2,4}",
    re.I,
)


class AdoptionError(ValueError):
    """Why nothing can be proposed for a repository."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What `mkdocs.yml` would say: its path, its text before and after, and the options set."""

    path: Path
    before: str
    after: str
    options: Mapping[str, Any]

    def diff(self, shown: str = "mkdocs.yml") -> str:
        """The change as a unified diff."""
        return "".join(
            unified_diff(
                self.before.splitlines(keepends=True),
                self.after.splitlines(keepends=True),
                f"a/{shown}" if self.before else "/dev/null",
                f"b/{shown}",
            )
        )


@dataclass(frozen=True, slots=True)
class Effects:
    """What readers would find changed: counts, and the files among the notes that stay pages."""

    notes: int
    kept: int
    new_addresses: int
    masked: Mapping[str, int]
    masked_notes: int
    attachments: int
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    faults: int = 0


def propose(base: Path) -> Proposal:
    """What to set for the repository at `base`; `AdoptionError` where nothing can be told."""
    path = base / "mkdocs.yml"
    site: dict[str, Any] = {}
    before = ""
    if path.is_file():
        try:
            site = read_site_file(path)
        except OptionError as error:
            raise AdoptionError(str(error)) from error
        before = path.read_text(encoding="utf-8-sig")
        if lists_plugin(site):
            raise AdoptionError(f"{path.name} has the plugin `minutes` already")
    folders = find_folders(base, site)
    if not folders:
        raise AdoptionError(
            f"there is no folder in which most files bear dates (at least {FEWEST} of them): "
            "name yours with `notes` in mkdocs.yml"
        )
    options: dict[str, Any] = {"notes": _as_option(folders)}
    if clashes := _clashes(base, site, folders):
        options["under"] = "archive" if "archive" not in clashes else "minutes-archive"
    fresh = before or _new_site(base)
    try:
        after = add_plugin(fresh, "minutes", options)
    except ValueError as error:
        raise AdoptionError(f"{path.name}: {error}") from error
    return Proposal(path, before, after, options)


def _as_option(folders: Sequence[NoteFolder]) -> Any:
    """The folders as the option `notes` is written in the least words."""
    if len(folders) == 1 and not folders[0].permalink:
        return folders[0].path
    return [
        {"path": folder.path, "permalink": folder.permalink} if folder.permalink else folder.path
        for folder in folders
    ]


def _new_site(base: Path) -> str:
    """An `mkdocs.yml` for a repository that has none."""
    clone = find_clone(base)
    site: dict[str, Any] = {"site_name": clone.name if clone else base.resolve().name}
    if clone and clone.repo_url:
        site["repo_url"] = clone.repo_url
    if clone and clone.edit_uri:
        docs = "docs/" if (base / "docs").is_dir() else ""
        site["edit_uri"] = f"{clone.edit_uri}{docs}"
    site["theme"] = {"name": "material", "font": False}
    return yaml.safe_dump(site, sort_keys=False, allow_unicode=True)


def find_folders(base: Path, site: Mapping[str, Any]) -> tuple[NoteFolder, ...]:
    """The folders of a repository that hold minutes, the widest ones, in the order of paths.

    Posts of a blog count as minutes where most of their names say so.
    """
    all_texts: Counter[str] = Counter()
    dated: Counter[str] = Counter()
    own: Counter[str] = Counter()
    wanted = note_filter()
    for path in _texts(base, site):
        if wanted(path):
            folders = _around(path)
            is_of_meeting = _is_of_meeting(path)
            all_texts.update(folders)
            dated.update(folders if is_of_meeting else ())
            own[folders[0]] += is_of_meeting
    fitting = {f for f, count in dated.items() if count >= max(FEWEST, SHARE * all_texts[f])}
    widest = (f for f in sorted(fitting) if fitting.isdisjoint(_around(f)))
    found = sorted({named for folder in widest for named in _named(folder, fitting, own)})
    jekyll = _jekyll(base)
    return tuple(NoteFolder(folder, permalink=_permalink(folder, site, jekyll)) for folder in found)


def _is_of_meeting(path: str) -> bool:
    """Whether a file bears a date; a blog's post has to be called a meeting's besides."""
    if date_in_path(path) is None:
        return False
    folder, _, name = path.rpartition("/")
    said = PurePosixPath(name).stem.replace("-", " ").replace("_", " ")
    return not _is_of_blog(folder) or bool(MEETING_WORD.search(said))


def _around(path: str) -> list[str]:
    """The folders around a path, the nearest first, the base (`.`) last."""
    return [parent.as_posix() for parent in PurePosixPath(path).parents]


def _named(folder: str, fitting: set[str], own: Mapping[str, int]) -> Iterator[str]:
    """The folder itself where it is called for minutes or holds some, else those below it.

    Folders that only file by years, seasons or months are no folders of their own.
    """
    below = [other for other in sorted(fitting) if _around(other)[:1] == [folder]]
    names = [PurePosixPath(other).name for other in below]
    is_called = _CALLED_SO.fullmatch(PurePosixPath(folder).name)
    if is_called or own[folder] or not below or any(map(_FILED_BY.fullmatch, names)):
        yield folder
        return
    for other in below:
        yield from _named(other, fitting, own)


def _texts(base: Path, site: Mapping[str, Any]) -> Iterator[str]:
    """The paths of files that could be notes, without what programs made."""
    site_dir = os.path.normpath(str(site.get("site_dir") or "site"))
    seen = 0
    for parent, folders, names in os.walk(base):
        inside = os.path.relpath(parent, base)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _PASSED_BY
            and os.path.normpath(os.path.join(inside, name)) != site_dir
        )
        for name in sorted(names):
            seen += 1
            if seen > MOST_FILES:
                return
            suffix = PurePosixPath(name).suffix.lower()
            if suffix and suffix in NOTE_SUFFIXES and not name.startswith("."):
                yield PurePosixPath(os.path.normpath(os.path.join(inside, name))).as_posix()


def _is_of_blog(folder: str) -> bool:
    return bool({"_posts", "posts", "blog"} & set(PurePosixPath(folder).parts))


def _jekyll(base: Path) -> Mapping[str, Any] | None:
    """What Jekyll's `_config.yml` says; `None` where there is none."""
    for name in ("_config.yml", "docs/_config.yml"):
        try:
            read = yaml.safe_load((base / name).read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            continue
        return read if isinstance(read, dict) else {}
    return None


_STYLES = {
    "date": "/:year/:month/:day/:title.html",
    "pretty": "/:year/:month/:day/:title/",
    "none": "/:title.html",
}


def _permalink(folder: str, site: Mapping[str, Any], jekyll: Mapping[str, Any] | None) -> str:
    """The pattern of the addresses that notes had, where it is not that of MkDocs' pages."""
    parts = PurePosixPath(folder).parts
    if jekyll is not None and parts and parts[-1].startswith("_"):
        return _of_jekyll(parts[-1].removeprefix("_"), jekyll)
    if _has_plugin(site, ("blog", "material/blog")) and parts[-1:] == ("posts",):
        docs = PurePosixPath(str(site.get("docs_dir") or "docs")).parts
        blog = "/".join(parts[len(docs) : -1])
        return f"/{blog}/:year/:month/:day/:slug/" if blog else "/:year/:month/:day/:slug/"
    return ""


def _of_jekyll(collection: str, jekyll: Mapping[str, Any]) -> str:
    collections = jekyll.get("collections")
    own = collections.get(collection) if isinstance(collections, dict) else None
    stated = own.get("permalink") if isinstance(own, dict) else None
    if not stated and collection != "posts":
        return f"/{collection}/:path.html"
    pattern = str(stated or jekyll.get("permalink") or "date")
    pattern = _STYLES.get(pattern, pattern)
    pattern = pattern.replace(":output_ext", ".html").replace(":collection", collection)
    pattern = re.sub(r":categories/?|:name", lambda m: ":path" if m[0] == ":name" else "", pattern)
    return pattern if pattern.startswith("/") else f"/{pattern}"


def _has_plugin(site: Mapping[str, Any], names: Sequence[str]) -> bool:
    plugins = site.get("plugins") or []
    found = (
        list(plugins)
        if isinstance(plugins, dict)
        else [next(iter(entry), "") if isinstance(entry, dict) else str(entry) for entry in plugins]
    )
    return not set(names).isdisjoint(found)


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
    site = yaml_site(proposal)
    known = read_site(site, base)
    configuration, errors = configure(
        plugin_options(site) | dict(proposal.options),
        base=base,
        docs_dir=known.docs_dir,
        directory_urls=known.directory_urls,
        unpublished=known.unpublished,
    )
    if errors:
        raise AdoptionError("; ".join(f"{name} {message}" for name, message in errors))
    configuration = replace(configuration, cache=None)
    listed = list_files(configuration)
    archive = load_archive(configuration, listed=listed, progress=True)
    attachments = find_attachments(archive, configuration).attachments
    return _counted(archive, len(attachments), left_out(configuration, listed))


def yaml_site(proposal: Proposal) -> dict[str, Any]:
    """The site's mapping as it would be, what it inherits included."""
    return read_site_file(proposal.path) if proposal.before else {}


def _counted(archive: Archive, attachments: int, others: Mapping[str, tuple[str, ...]]) -> Effects:
    masked = Counter(s.what for note in archive.notes.values() for s in note.facts.sensitive)
    homes = [note.note.home for note in archive.notes.values()]
    return Effects(
        notes=len(archive.notes),
        kept=sum(map(bool, homes)),
        new_addresses=len(archive.people) + len(archive.projects) + len(archive.series),
        masked=dict(sorted(masked.items())),
        masked_notes=sum(bool(note.facts.sensitive) for note in archive.notes.values()),
        attachments=attachments,
        left_out={kind: paths for kind, paths in others.items() if paths},
        faults=sum(problem.code == "date-missing" for problem in archive.problems),
    )


def report(proposal: Proposal, found: Effects) -> Iterator[str]:
    """What would be set, and what readers would notice, line by line."""
    yield f"Notes: {found.notes:,} in {_folders(proposal.options['notes'])}"
    if found.kept:
        yield f"Addresses: {found.kept:,} notes keep the address that they have"
    if found.kept < found.notes:
        yield f"Addresses: {found.notes - found.kept:,} notes get one, below notes/"
    yield f"New pages: {found.new_addresses:,} of people, projects and series, and lists"
    if "under" in proposal.options:
        yield f"Prefix: {proposal.options['under']}/, as the site has folders of such names itself"
    if found.masked:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in found.masked.items())
        yield f"Masked: {kinds}, in {found.masked_notes:,} notes"
    if found.attachments:
        yield f"Attachments: {found.attachments:,} files that notes name"
    for kind, paths in found.left_out.items():
        shown = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
        yield f"No notes, but pages as before ({kind}): {shown}"
    if found.faults:
        yield f"Without a date: {found.faults:,} notes; `minutes check` lists them"


def _folders(notes: Any) -> str:
    if isinstance(notes, str):
        return notes
    return ", ".join(entry["path"] if isinstance(entry, dict) else entry for entry in notes)
