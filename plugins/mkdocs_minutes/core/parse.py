"""The per-note stage: a source note's bytes to what it states, each note by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import blake2b
from itertools import pairwise

from . import text as texts
from .blocks import outline
from .drafts import Markup
from .encodings import NAMES, encoding_for
from .extract import extract
from .frontmatter import read_front_matter
from .meeting import identify
from .permalinks import permalink
from .records import Facts, FrontMatter, Line, Note, ParsedNote, Problem, RawNote, Span
from .redact import redact
from .settings import NoteFolder, Settings

_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".qmd")


def parse(raw: RawNote, settings: Settings) -> ParsedNote:
    r"""What one note states, with the problems of its form; no bytes make it raise.

    Empty, binary and over-large files give a note without text and one problem. Broken front matter
    gives a problem and the rest of the note.

    >>> parsed = parse(RawNote("a/2024-11-13.md", b"# Weekly\n\nPresent: Ann Bell"), Settings())
    >>> parsed.note.title, parsed.note.date.isoformat(), parsed.facts.attendees[0].name
    ('Weekly', '2024-11-13', 'Ann Bell')
    """
    digest = blake2b(raw.data, digest_size=16).hexdigest()
    if len(raw.data) > settings.max_note_bytes:
        problem = Problem(
            raw.path,
            0,
            "note-too-large",
            f"the file is larger than {settings.max_note_bytes:,} bytes",
            "split the note, or raise `max_note_bytes`",
        )
        return ParsedNote(_blank(raw.path, digest, settings), Facts(), (problem,))
    decoded = texts.decode(raw.data, encoding_for(raw.path, settings.encoding))
    if decoded.binary:
        problem = Problem(
            raw.path,
            0,
            "note-binary",
            "the file is not text",
            "export the note as text or Markdown, or move the file out of the notes",
        )
        return ParsedNote(_blank(raw.path, digest, settings), Facts(), (problem,))
    if not decoded.text.strip():
        problem = Problem(
            raw.path, 0, "note-empty", "the file holds no text", "write the note or delete the file"
        )
        return ParsedNote(_blank(raw.path, digest, settings), Facts(), (problem,))
    return _parse_text(raw.path, digest, decoded, settings)


def show_as_text(raw: RawNote, settings: Settings, problem: Problem) -> ParsedNote:
    """A note that could not be read, as the text that it is: masked, and stating nothing."""
    digest = blake2b(raw.data, digest_size=16).hexdigest()
    blank = _blank(raw.path, digest, settings)
    decoded = texts.decode(raw.data, encoding_for(raw.path, settings.encoding))
    text = redact(decoded.text, settings.redact, texts.line_starts(decoded.text)).text
    if not text.strip():
        return ParsedNote(blank, Facts(), (problem,))
    starts = texts.line_starts(text)
    spans = [Span(start, end) for start, end in pairwise((*starts, len(text) + 1))]
    lines = tuple(
        Line(number, shown, "code", shown, block=0)
        for number, span in enumerate(spans, 1)
        if (shown := Span(span.start, max(span.start, span.end - 1)))
    )
    note = replace(blank, text=text, line_starts=starts, lines=lines)
    return ParsedNote(note, Facts(), (problem,))


def unread(raw: RawNote, settings: Settings, problem: Problem) -> ParsedNote:
    """A note of which nothing is shown, with the problem that says why."""
    digest = blake2b(raw.data, digest_size=16).hexdigest()
    return ParsedNote(_blank(raw.path, digest, settings), Facts(), (problem,))


def _parse_text(path: str, digest: str, decoded: texts.Decoded, settings: Settings) -> ParsedNote:
    redacted = redact(decoded.text, settings.redact, texts.line_starts(decoded.text))
    text = redacted.text
    starts = texts.line_starts(text)
    head = read_front_matter(text, path, settings.date_order)
    shape = outline(text, starts, body=head.body, markup=_markup(path))
    front_matter = _within(settings.folder_of(path), head.front_matter)
    identity = identify(text, shape, front_matter, path, settings)
    note = Note(
        path=path,
        digest=digest,
        text=text,
        line_starts=starts,
        title=identity.title,
        date=identity.date,
        series=front_matter.series or identity.series,
        kind=identity.kind,
        front_matter=front_matter,
        lines=shape.lines,
        sections=shape.sections,
        tables=shape.tables,
        title_line=identity.title_line,
        date_line=identity.date_line,
        other_date=identity.other_date,
        either=identity.either,
        home=_home(path, settings, identity.date, identity.title),
    )
    facts = extract(note, settings, redacted.removed)
    problems = (*_encoding_problems(path, decoded), *head.problems, *identity.problems)
    return ParsedNote(note, facts, problems)


def _within(folder: NoteFolder, stated: FrontMatter) -> FrontMatter:
    """What a note sets itself, and what holds for all notes of its folder."""
    return replace(
        stated,
        series=stated.series or folder.series,
        project=stated.project or folder.project,
    )


def _home(path: str, settings: Settings, day: date | None, title: str) -> str:
    """The address that the note had before, unless something that is masked stands in it."""
    folder = settings.folder_of(path)
    inside = path.removeprefix(f"{folder.path}/") if folder.path else path
    home = permalink(folder.permalink, inside, day, title)
    return "" if redact(home, settings.redact, (0,)).removed else home


def _markup(path: str) -> Markup:
    lowered = path.lower()
    if lowered.endswith(".org"):
        return "org"
    return "markdown" if lowered.endswith(_MARKDOWN_SUFFIXES) else "text"


def _encoding_problems(path: str, decoded: texts.Decoded) -> tuple[Problem, ...]:
    name = NAMES.get(decoded.encoding, decoded.encoding)
    if decoded.guessed:
        message = f"the file is not UTF-8: it is read as {name}, which is a guess"
        hint = f"save it as UTF-8, or set `encoding: {decoded.encoding}` if it reads well"
    elif decoded.invalid:
        message, hint = f"a byte here is not valid {name}", "save the file as UTF-8"
    else:
        return ()
    return (Problem(path, decoded.invalid, "note-encoding", message, hint),)


def _blank(path: str, digest: str, settings: Settings) -> Note:
    shape = outline("", (0,))
    identity = identify("", shape, FrontMatter(), path, Settings())
    return Note(
        path=path,
        digest=digest,
        text="",
        line_starts=(0,),
        title=identity.title,
        date=identity.date,
        series="",
        kind="minutes",
        front_matter=FrontMatter(),
        lines=shape.lines,
        sections=(),
        home=_home(path, settings, identity.date, identity.title),
    )
