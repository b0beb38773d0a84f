"""The notes folder and the registry folder: the only module that reads them."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath
from posixpath import splitext

from pathspec import GitIgnoreSpec

from ..core.dates import date_in_path
from ..core.dialects.databases import is_database
from ..core.dialects.webpage import is_webpage
from ..core.parts import MEETING_WORD
from ..core.records import Problem, RawNote
from ..core.registers import REGISTERS
from ..core.settings import NoteFolder
from .html_pages import SUFFIXES

NOTE_SUFFIXES = frozenset(
    {
        "",
        *(".md", ".markdown", ".mkd", ".txt", ".text", ".vtt", ".srt", ".eml", ".tid"),
        *(".org", ".rst", ".adoc", ".asciidoc", ".mediawiki", ".wiki", ".dokuwiki", ".textile"),
    }
)
"""What a note's file name can end in; other files (pictures, recordings) lie beside notes."""

_HIDDEN = ".*"

_OF_WIKIS = ("_Sidebar.*", "_Footer.*", "_Header.*")

NO_NOTES: Mapping[str, tuple[str, ...]] = {
    "index": ("README*", "index.*", "_index.*", "SUMMARY.*", "[Hh]ome.*", *_OF_WIKIS),
    "template": (
        "[Tt]emplate.*",
        "TEMPLATE*",
        "_template.*",
        "[Tt]emplate[-_ ]*",
        "*[-_ ][Tt]emplate.*",
        "*[a-z]Template.*",
        "[Tt]emplates/",
        "_templates/",
        "*YYYY*",
        "*yyyy[-_]mm*",
    ),
    "changelog": (
        "CHANGE[LS]*",
        "[Cc]hange[-_]?[Ll]og.*",
        "HISTORY.*",
        "NEWS.*",
        "RELEASE[-_]NOTES*",
        "[Rr]elease[-_][Nn]otes.*",
    ),
    "repository file": (
        *("LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*", "CONTRIBUT*", "MAINTAINERS*"),
        *("CODE_OF_CONDUCT*", "CODEOWNERS", "OWNERS", "SECURITY.*", "SUPPORT.*", "GOVERNANCE.*"),
        *("CHARTER.*", "Makefile", "Dockerfile", "Gemfile*"),
        *("[Dd]elegates.*", "[Mm]embers.*", "MEMBERS*", "[Cc]ommitters.*", "COMMITTERS*"),
        *("[Gg]lossary.*", "GLOSSARY*"),
    ),
}
"""Files among notes that are none, as patterns: what explains or lists a folder, what a new note is
copied from, and what any repository has on top. One that bears a date, or lies in a folder that
does, is a meeting's all the same."""


HTML, XML, TABLE, LOG = (
    "page of HTML",
    "page of XML (read if named .xhtml or confluence, or by its day)",
    "table (read if in Markdown)",
    "log (a chat's is read if named .txt)",
)
"""What else among notes is told: it may well be minutes, and nothing is read from it."""

_UNREAD = {
    HTML: tuple(SUFFIXES),
    XML: (".xml", ".storage"),
    TABLE: (".csv", ".tsv"),
    LOG: (".log",),
}


def read_notes(
    folder: Path,
    *,
    exclude: tuple[str, ...] = (),
    unpublished: tuple[str, ...] = (),
    folders: Sequence[NoteFolder] = (NoteFolder(),),
    max_bytes: int = 5_000_000,
    listed: Iterable[str] | None = None,
    known: Callable[[str], RawNote | None] = lambda _: None,
) -> Iterator[RawNote | Problem]:
    """Each note of a folder, in the order of paths, or the problem that kept it from being read.

    `folders` are those below it that notes lie in, and `listed` is what `list_notes_folders` gives
    for them, where the caller has it. What is `known` of a path is not read. Of a file larger than
    `max_bytes` one byte more than that is read, by which parsing knows it. A symbolic link is
    followed only to a file inside the folder. A folder that does not exist, or holds no notes, is
    one problem.
    """
    missing = [part for part in folders if not (folder / part.path).is_dir()]
    for part in missing:
        name = part.path or folder.name
        yield _unreadable(name, "there is no such folder", "set `notes` in mkdocs.yml")
    if len(missing) == len(folders):
        return
    paths = [*(list_notes_folders(folder, folders) if listed is None else listed)]
    wanted = note_filter(exclude, folders, unpublished, paths)
    root = folder.resolve()
    found = left_out = 0
    for relative in paths:
        note = None if _INDEX.search(relative) else known(relative)
        if note is None and not wanted(relative):
            left_out += 1
            continue
        found += 1
        yield note or read_note(folder, relative, root=root, max_bytes=max_bytes)
    if not found:
        beside = f"; {left_out} other files are no notes" if left_out else ""
        hint = "add a .md file; see `exclude` for README files" if left_out else "add a .md file"
        yield Problem(folder.name, 0, "note-empty", f"the folder holds no notes{beside}", hint)


def _shown(path: str) -> str:
    r"""A path with the bytes of its names that are not UTF-8 written out.

    >>> _shown("a/\udcff.md")
    'a/\\xff.md'
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def list_notes_folders(root: Path, folders: Sequence[NoteFolder]) -> Iterator[str]:
    """The path of each file in the folders that notes lie in, once, relative to their root.

    A folder that cannot be listed has a path too, with a `/` at its end.
    """
    outer = (
        folder
        for folder in folders
        if not any(other is not folder and other.holds(f"{folder.path}/") for other in folders)
    )
    for folder in sorted({folder.path for folder in outer}):
        prefix = f"{folder}/" if folder else ""
        yield from (f"{prefix}{path}" for path in list_folder(root / folder))


def note_filter(
    exclude: tuple[str, ...] = (),
    folders: Sequence[NoteFolder] = (NoteFolder(),),
    unpublished: tuple[str, ...] = (),
    listed: Iterable[str] = (),
) -> Callable[[str], bool]:
    """What tells notes from other files by their path relative to the root of the folders.

    A README explains a folder and is no note, but for a folder that bears a date: such a one is a
    meeting's, and the file its minutes. So is an index, unless it is the only text of its folder in
    a place with numbers among the `listed`: `agm/2017/index.md` is `agm/2017.md`. So is a
    changelog, or what looks like a template,
    and so are the files that a repository has on top, as its license. `!README.md` among the
    excluded makes notes of all. What the site leaves `unpublished` is none in any case.
    A page of HTML is a note in a folder whose files have had no addresses of their own, and one of
    XML, as Confluence's storage format, where it bears a date or that name; so is a database of
    Notion, and a log that bears a date and says that it is of a channel or a meeting.

    >>> wanted = note_filter(("drafts/",))
    >>> [wanted(path) for path in ("a/b.MD", "c.txt", "photo.png", "drafts/x.md")]
    [True, True, False, False]
    >>> [wanted(path) for path in ("README.md", "2020/README.md", "2020-03-09/README.md")]
    [False, False, True]
    >>> [wanted(path) for path in ("CHANGELOG.md", "LICENSE", "changes.md", "NEWS-2020-03-09.md")]
    [False, False, True, True]
    >>> [wanted(path) for path in ("BoardTemplate.md", "YYYY-MM-DD.md", "2020-03-09-template.md")]
    [False, False, True]
    >>> pages = ["agm/2017/index.md", "agm/2018/index.md", "agm/2018/May.md", "about/index.md"]
    >>> [path for path in pages if note_filter(listed=pages)(path)]
    ['agm/2017/index.md', 'agm/2018/May.md']
    >>> [note_filter((), [NoteFolder("", "", "", link)])("pad.html") for link in ("", "/:path/")]
    [True, False]
    """
    patterns = chain.from_iterable(NO_NOTES.values())
    left_out = _matching([_HIDDEN, *patterns, *exclude])
    left_out_of_dated = _matching([_HIDDEN, *exclude])
    kept_back = _matching(unpublished)
    alone = _alone(listed)

    def wanted(path: str) -> bool:
        if path.endswith("/"):
            return not left_out(path) and any(folder.holds(path) for folder in folders)
        if kept_back(path) or not any(folder.holds(path) for folder in folders):
            return False
        if not (_is_text(path) or is_database(path) or _is_log(path) or _is_page(path, folders)):
            return False
        if not left_out(path):
            return True
        told = path in alone or _bears_date(path)
        return told and not left_out_of_dated(path)

    return wanted


def _is_text(path: str) -> bool:
    return splitext(path)[1].lower() in NOTE_SUFFIXES


def _matching(lines: Iterable[str]) -> Callable[[str], bool]:
    """What tells whether lines as of a `.gitignore` match a path.

    Most paths match none of them, which one pattern for all tells.
    """
    spec = GitIgnoreSpec.from_lines(lines)
    patterns = [_GROUP_NAME.sub("(?:", one.regex.pattern) for one in spec.patterns if one.regex]
    below = [one.removeprefix(_BELOW) for one in patterns if one.startswith(_BELOW)]
    others = [one for one in patterns if not one.startswith(_BELOW)]
    any_of = re.compile("|".join([f"{_BELOW}(?:{'|'.join(below) or '(?!)'})", *others]))
    return lambda path: any_of.search(path) is not None and spec.match_file(path)


_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_BELOW = "^(?:.+/)?"
"""How a pattern begins that holds in any folder: once for all of them."""


_INDEX = re.compile(r"(?:^|/)index\.\w+$")


def _alone(listed: Iterable[str]) -> frozenset[str]:
    """The files called `index` that are the only text in and below a folder with numbers above."""
    paths = [*listed]
    indexes = {path for path in paths if _INDEX.search(path) and any(map(str.isdigit, path))}
    held: Counter[str] = Counter()
    for path in paths if indexes else ():
        if _is_text(path):
            held.update(map(str, PurePosixPath(path).parents))
    return frozenset(path for path in indexes if held[path.rpartition("/")[0]] == 1)


def files_left_out(
    listed: Iterable[str],
    *,
    notes: Container[str] = (),
    exclude: tuple[str, ...] = (),
    unpublished: tuple[str, ...] = (),
    folders: Sequence[NoteFolder] = (NoteFolder(),),
) -> dict[str, tuple[str, ...]]:
    """The paths that look like notes by their ending and are none, by the kinds of `NO_NOTES`.

    Pages of HTML and XML, tables and logs are kinds of their own. `notes` are known to be notes.

    >>> site = [NoteFolder(permalink="/:path/")]
    >>> found = files_left_out(["README.md", "a.md", "NEWS.md", "2004-01-05.html"], folders=site)
    >>> found["index"], found["changelog"], found["page of HTML"]
    (('README.md',), ('NEWS.md',), ('2004-01-05.html',))
    >>> list(files_left_out(["Tasks 0a1b.csv", "a.log"]))
    ['table (read if in Markdown)', "log (a chat's is read if named .txt)"]
    """
    listed = [*listed]
    wanted = note_filter(exclude, folders, listed=listed)
    excluded = GitIgnoreSpec.from_lines([_HIDDEN, *exclude, *unpublished])
    others = [
        path for path in listed if not (path in notes or wanted(path) or excluded.match_file(path))
    ]
    texts = [path for path in others if _is_text(path)]
    specs = {kind: GitIgnoreSpec.from_lines(patterns) for kind, patterns in NO_NOTES.items()}
    found = {kind: tuple(spec.match_files(texts)) for kind, spec in specs.items()}
    unread = {
        kind: tuple(path for path in others if path.lower().endswith(endings))
        for kind, endings in _UNREAD.items()
    }
    return {kind: paths for kind, paths in (found | unread).items() if paths}


def _is_page(path: str, folders: Sequence[NoteFolder]) -> bool:
    """Whether a file is a page of HTML in a folder that no site has published as it is."""
    lowered = path.lower()
    told = not lowered.endswith(".xml") or "confluence" in lowered or _bears_date(path)
    if not (is_webpage(path) and told):
        return False
    return any(f.holds(path) and not f.permalink for f in folders)


def _is_log(path: str) -> bool:
    """Whether a file is a log of talk, by its name and that of its folder: of a machine it is none.

    >>> [_is_log(path) for path in ("#lake.2024-05-14.log", "irc/2024-05-14.log")]
    [True, True]
    >>> [_is_log(path) for path in ("build-2024-05-14.log", "meeting.log")]
    [False, False]
    """
    near = "/".join(path.split("/")[-2:])
    said = _TALK.search(near) or MEETING_WORD.search(re.sub(r"[-_.]", " ", near))
    return path.lower().endswith(".log") and said is not None and _bears_date(path)


_TALK = re.compile(r"(?i)#|(?<![a-z])(?:irc|chat|matrix|xmpp|meetbot|channel)(?![a-z])")


def _bears_date(path: str) -> bool:
    """Whether a file's name bears a date, or the folder that holds it and not one further up."""
    folder, _, name = path.rpartition("/")
    around = folder.rpartition("/")[0]
    if date_in_path(name) is not None:
        return True
    return date_in_path(folder) is not None and date_in_path(around) is None


def is_registry_file(path: str) -> bool:
    """Whether a path relative to the registry's folder is that of one of its files."""
    return "/" not in path and path.lower().endswith((".yml", ".yaml"))


def is_of_registry(path: str) -> bool:
    """Whether a file below the registry's folder may hold what its files do: a copy of one, too.

    >>> [is_of_registry(path) for path in ("people.yml~", "old/people.YAML.bak", "README.md")]
    [True, True, False]
    """
    return re.search(r"\.ya?ml", path, re.IGNORECASE) is not None


def read_registry_files(folder: Path) -> tuple[RawNote | Problem, ...]:
    """The registry's YAML files as bytes, by name, or what kept one from being read.

    There are none where the folder does not exist. A symbolic link is followed as for notes.
    """
    if not folder.is_dir():
        return ()
    try:
        names = sorted(name for name in os.listdir(folder) if is_registry_file(name))
    except OSError as error:
        reason = f"the folder cannot be listed: {(error.strerror or '').lower()}"
        return (Problem(folder.name, 0, "registry-invalid", reason, "check its permissions"),)
    read = (read_note(folder, name) for name in names)
    return tuple(
        replace(file, code="registry-invalid", hint="put the file itself there")
        if isinstance(file, Problem)
        else file
        for file in read
    )


_REGISTER_BYTES = 1_000_000


def read_registers_of(notes: Path) -> tuple[RawNote, ...]:
    """The files of a repository that list its people, by their paths in it.

    The repository is the nearest folder around the notes with a `.git`, or else with an
    `mkdocs.yml`; without one it is the folder that holds the notes' own. Links and files over a
    megabyte are left out.
    """
    notes = notes.absolute()
    marked = (
        root
        for mark in (".git", "mkdocs.yml")
        for root in (notes, *notes.parents)
        if (root / mark).exists()
    )
    root = next(marked, notes.parent)
    return tuple(_registers(root, {root, root / ".github", root / "docs", notes}))


def _registers(root: Path, folders: Iterable[Path]) -> Iterator[RawNote]:
    for folder in sorted(folders):
        for name in (
            sorted(os.listdir(folder)) if folder.is_dir() and os.access(folder, os.R_OK) else ()
        ):
            path = folder / name
            named = REGISTERS.fullmatch(name) and path.is_file() and not path.is_symlink()
            if named and path.stat().st_size <= _REGISTER_BYTES:
                yield RawNote(path.relative_to(root).as_posix(), path.read_bytes())


def list_folder(folder: Path) -> Iterator[str]:
    """The paths of the files below a folder, relative to it, in order, without hidden folders.

    A built site below it is passed by: where the notes are a whole repository, it lies among them.
    A folder below it that cannot be listed comes last, with a `/` at its end.
    """
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        prefix = "" if parent == str(folder) else f"{Path(parent).relative_to(folder).as_posix()}/"
        folders[:] = sorted(
            name
            for name in folders
            if not (name.startswith(".") or _is_built_site(os.path.join(parent, name)))
        )
        yield from (f"{prefix}{name}" for name in sorted(names))
    for error in closed:
        yield f"{Path(error.filename).relative_to(folder).as_posix()}/"


def _is_built_site(folder: str) -> bool:
    """Whether a folder is what MkDocs, or a program like it, made: each site has these two."""
    return all(map(os.path.isfile, (f"{folder}/sitemap.xml", f"{folder}/404.html")))


def read_note(
    folder: Path, relative: str, *, root: Path | None = None, max_bytes: int = 5_000_000
) -> RawNote | Problem:
    """One note of a folder, or the problem that kept it from being read; as `read_notes`.

    `root` is the folder without symbolic links, where the caller knows it.
    """
    if _shown(relative) != relative:
        return _unreadable(_shown(relative), "its name is not UTF-8", "rename the file")
    if relative.endswith("/"):
        return _unreadable(relative, "the folder cannot be listed", "check its permissions")
    path = folder / relative
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe would wait for its writer
            return _unreadable(relative, "this is not a file", "put the note itself there")
        if path.is_symlink() and (root or folder.resolve()) not in path.resolve().parents:
            reason = "the file is a link that leads out of the folder"
            return _unreadable(relative, reason, "put the note itself there")
        with path.open("rb") as file:
            return RawNote(relative, file.read(max_bytes + 1))
    except OSError as error:
        reason = (error.strerror or "the file cannot be read").lower()
        hint = "put the note itself there" if path.is_symlink() else "check its permissions"
        return _unreadable(relative, reason, hint)


def _unreadable(path: str, reason: str, hint: str) -> Problem:
    return Problem(path, 0, "note-unreadable", reason, hint)
