"""Files beside the notes that a note shows or links to: which are published, where, and as what.

Only what a note names is looked at, and nothing outside of the folder that the note lies in.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from mimetypes import MimeTypes
from pathlib import Path
from posixpath import splitext

from .configuration import Configuration
from .core.named_files import may_name_files, named_files
from .core.part_paths import file_of
from .core.permalinks import PAGE_SUFFIXES, is_safe_step
from .core.records import Archive, ArchivedNote, Problem
from .core.redact import mask_path, mask_words
from .core.settings import NoteFolder
from .core.slugs import name_slug
from .core.svg import SvgError, clean_svg
from .core.unread import told_before
from .pages.model import Attachment
from .safety.note_reading import within_limits
from .source.files import NOTE_SUFFIXES
from .source.html_pages import is_dated_html

FOLDER = "attachments/"
"""Where attachments lie that had no address in a site before."""

PICTURES = frozenset(".png .jpg .jpeg .gif .webp .avif .svg .bmp".split())
"""What a page can show."""

KINDS = PICTURES | frozenset(
    """.pdf .ppt .pptx .odp .key .doc .docx .odt .rtf .xls .xlsx .ods .csv .tsv .ics .vtt .srt
    .zip .gz .tgz .7z .mp3 .m4a .ogg .opus .wav .flac .mp4 .m4v .webm .mov .epub .ps .eps
    .tif .tiff .heic .drawio .dot .bib""".split()
)
"""The endings of files that are published: none that a browser would run as part of the site."""

ACTIVE = frozenset(
    """.html .htm .xhtml .xht .shtml .mht .mhtml .xml .xsl .xslt .rdf .atom .rss .js .mjs .cjs .wasm
    .svgz .swf .jar .php .asp .aspx .jsp .cgi .hta .exe .dll .bat .cmd .com .scr .msi .vbs .ps1 .sh
    .py .htaccess .htc .css .webmanifest .appcache""".split()
)
"""The endings of files that are never published from beside notes, whatever the settings say."""

_SERVED = frozenset(MimeTypes().types_map[True])
"""Endings that any server knows: Python's own list, not that of this machine."""


@dataclass(frozen=True, slots=True)
class FoundAttachments:
    """The attachments of an archive by their paths, and what is wrong with others.

    Paths are relative to the root of the notes. `refused` are those of files that are there and
    are not published.
    """

    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


class RefusedError(Exception):
    """A file that is not published; `code` is that of the problem."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


def find_attachments(archive: Archive, configuration: Configuration) -> FoundAttachments:
    """What the notes of an archive name of the files beside them, in a stable order."""
    attachments: dict[str, Attachment] = {}
    refused: dict[str, RefusedError] = {}
    problems: list[Problem] = []
    taken: set[str] = set()
    notes = {file_of(note.note.path) for note in archive.notes.values()}
    for note in sorted(archive.notes.values(), key=lambda note: note.note.path):
        told = told_before(note)
        if not (told.files if told else may_name_files(note.note.text)):
            continue
        folder = configuration.settings.folder_of(note.note.path)
        named = within_limits(
            note.note.path, "searched for files", configuration.settings, partial(_named, note)
        )
        if isinstance(named, Problem):
            problems.append(named)
            continue
        for path, line in named:
            if path in attachments or path in notes or _is_page(path, configuration):
                continue
            try:
                if path in refused:
                    raise refused[path]
                _forbid_outside(path, folder, configuration)
                if _may_be_meant(path, folder):
                    attachments[path] = _attachment(path, folder, configuration, taken)
            except RefusedError as error:
                refused[path] = error
                problems.append(_problem(note.note.path, line, error, configuration))
    there = frozenset(path for path, error in refused.items() if error.code != "file-missing")
    return FoundAttachments(attachments, there, tuple(problems))


def _named(note: ArchivedNote) -> list[tuple[str, int]]:
    return list(named_files(note.note))


def _is_page(path: str, configuration: Configuration) -> bool:
    """Whether a path is that of a page beside the notes, which the site publishes."""
    where = configuration.notes / path
    is_page = is_dated_html(path) or splitext(path)[1] in PAGE_SUFFIXES
    return is_page and where.is_relative_to(configuration.docs_dir) and where.is_file()


def _forbid_outside(path: str, folder: NoteFolder, configuration: Configuration) -> None:
    """Refuse what is a file by its ending and lies outside of the note's folder and of the site.

    It is not looked whether it is there. What the site lacks of its own files is missing.
    """
    kinds = KINDS | set(configuration.attachments)
    if splitext(path)[1].lower() not in kinds or (_is_inside(path) and folder.holds(path)):
        return
    where = Path(os.path.normpath(configuration.notes / path))
    docs_dir = configuration.docs_dir
    is_site = configuration.notes.is_relative_to(docs_dir) or docs_dir.is_relative_to(
        configuration.notes
    )
    if is_site and (path.startswith("/") or where.is_relative_to(docs_dir)):
        # The site's own files are found when the page is made.
        if not (docs_dir / path[1:] if path.startswith("/") else where).is_file():
            raise _missing(path)
        return
    raise RefusedError(
        "file-not-published",
        f"{path} lies outside of the folder of the note",
        "put the file beside the notes",
    )


def _problem(note: str, line: int, error: RefusedError, configuration: Configuration) -> Problem:
    """The problem that a refusal is, without what a file's name gives away."""
    message = mask_words(str(error), configuration.settings)
    return Problem(note, line, error.code, message, error.hint)


def _may_be_meant(path: str, folder: NoteFolder) -> bool:
    """Whether a path names a file of the note's own folder: not a folder, nor a word."""
    suffix = splitext(path)[1].lower()
    known = suffix in KINDS or suffix in ACTIVE or (suffix and suffix in NOTE_SUFFIXES)
    if "/www." in f"/{path}":  # an address without its scheme
        return False
    return bool(known or suffix[1:2].isalpha()) and _is_inside(path) and folder.holds(path)


def _is_inside(path: str) -> bool:
    return not path.startswith(("/", "../")) and path != ".."


def _attachment(
    path: str, folder: NoteFolder, configuration: Configuration, taken: set[str]
) -> Attachment:
    """The attachment at a path; raises `RefusedError` where it is none."""
    size = _size(path, folder, configuration)
    suffix = splitext(path)[1].lower()
    kinds = KINDS | set(configuration.attachments)
    if suffix not in kinds or not is_harmless(path):
        raise RefusedError(
            "file-not-published",
            f"{path} is of a kind that is not published",
            f"add {suffix} to `attachments` if it is harmless" if is_harmless(path) else "",
        )
    if size > configuration.max_attachment_bytes:
        raise RefusedError(
            "file-too-large",
            f"{path} has {size:,} bytes and is not published",
            "make it smaller, or raise `max_attachment_bytes`",
        )
    uri = _address(path, configuration, taken)
    name = mask_path(path.rpartition("/")[2], configuration.settings)
    width, height = _measures(path, configuration) if suffix in PICTURES else (0, 0)
    return Attachment(path, uri, name, size, suffix in PICTURES, width, height)


def _size(path: str, folder: NoteFolder, configuration: Configuration) -> int:
    """A file's size, which is inside the folder itself and no link to elsewhere."""
    missing = _missing(path)
    inside = path.removeprefix(f"{folder.path}/") if folder.path else path
    at = configuration.notes / folder.path
    try:
        for step in inside.split("/"):
            # Names are compared as they are written, also where the disk does not care.
            if step.startswith(".") or step not in os.listdir(at):
                raise missing
            at = at / step
            if at.is_symlink():
                raise RefusedError(
                    "file-not-published",
                    f"{path} is a symbolic link, or lies behind one",
                    "put the file itself there",
                )
        found = at.stat()
    except (OSError, ValueError):
        raise missing from None
    if not stat.S_ISREG(found.st_mode):
        raise missing
    return found.st_size


def _missing(path: str) -> RefusedError:
    return RefusedError(
        "file-missing", f"{path} is named and not there", "add the file, or correct the link"
    )


def attachment_data(path: str, configuration: Configuration) -> bytes:
    """What is published of an attachment: the file, or an SVG without anything that runs."""
    data = (configuration.notes / path).read_bytes()
    if splitext(path)[1].lower() != ".svg":
        return data
    try:
        return clean_svg(data)
    except SvgError as error:
        message = f"{path} is an SVG that cannot be made harmless: {error}"
        raise RefusedError("file-not-published", message, "save it as PNG, or plain SVG") from error


def _measures(path: str, configuration: Configuration) -> tuple[int, int]:
    """A picture's width and height in pixels, 0 where they are not known."""
    import imagesize  # pictures alone need it

    file: Path | BytesIO = configuration.notes / path
    if is_svg(path):
        file = BytesIO(attachment_data(path, configuration))
    try:
        width, height = imagesize.get(file)
    except Exception:
        return 0, 0
    sound = 0 < width < 100_000 and 0 < height < 100_000
    return (int(width), int(height)) if sound else (0, 0)


def _address(path: str, configuration: Configuration, taken: set[str]) -> str:
    """Where an attachment lives in the site: where it was, or below a folder of attachments."""
    before = _former_address(path, configuration)
    is_safe = all(map(is_safe_step, before.split("/"))) and not _is_masked(before, configuration)
    if before and is_safe and before not in taken:
        taken.add(before)
        return before
    stem, suffix = splitext(path)
    masked = mask_path(stem, configuration.settings)
    steps = [name_slug(step) or "x" for step in masked.split("/")]
    base = f"{configuration.under}{FOLDER}{'/'.join(steps)}"
    uri, number = f"{base}{suffix.lower()}", 1
    while uri in taken:
        number += 1
        uri = f"{base}-{number}{suffix.lower()}"
    taken.add(uri)
    return uri


def _former_address(path: str, configuration: Configuration) -> str:
    """The address that a file had in the site that it was in; `""` where it had none.

    Where pages have the addresses of their files, MkDocs and Jekyll have other files beside them.
    """
    where = configuration.notes / path
    if where.is_relative_to(configuration.docs_dir):
        return site_address(where, configuration)
    folder = configuration.settings.folder_of(path)
    above, of_files, end = folder.permalink.partition(":path")
    if not of_files or end not in ("/", ".html") or not above.strip("/"):
        return ""
    inside = path.removeprefix(f"{folder.path}/") if folder.path else path
    return f"{above.removeprefix('/')}{inside}"


def site_address(file: Path, configuration: Configuration) -> str:
    """The address that MkDocs gives a file in `docs_dir` that is no page."""
    inside = file.relative_to(configuration.docs_dir).as_posix()
    above = configuration.root_folder
    return inside.removeprefix(f"{above}/") if above else inside


def _is_masked(path: str, configuration: Configuration) -> bool:
    return mask_path(path, configuration.settings) != path


def published(
    found: FoundAttachments, configuration: Configuration
) -> Iterator[tuple[str, Path | bytes]]:
    """The address of each attachment, with the file, or what is made of one that is made harmless.

    A recording is larger than what a build should hold in memory: it is copied from its file.
    """
    for path, attachment in found.attachments.items():
        made = is_svg(path)
        yield (
            attachment.uri,
            (attachment_data(path, configuration) if made else configuration.notes / path),
        )


def is_harmless(path: str) -> bool:
    """Whether a browser would not run a file as part of the site, by the endings of its name.

    Some servers look for the last ending that they know.

    >>> is_harmless("a.png"), is_harmless("a.JS"), is_harmless("a.html.png")
    (True, False, True)
    >>> is_harmless("a.html.drawio"), is_harmless("a.html.")
    (False, False)
    """
    endings = [f".{ending}".strip().lower() for ending in path.rpartition("/")[2].split(".")[1:]]
    if ACTIVE.isdisjoint(endings):
        return True
    return endings[-1] not in ACTIVE and endings[-1] in _SERVED


def is_svg(path: str) -> bool:
    """Whether a path is that of an SVG picture."""
    return Path(path).suffix.lower() == ".svg"
