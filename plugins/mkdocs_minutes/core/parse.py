"""The per-note stage: a source note's bytes to what it states, each note by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from itertools import pairwise

from . import text as texts
from .blocks import outline
from .dates import date_in_path
from .dialects import without_private
from .dialects.captions import is_captions
from .dialects.databases import is_database
from .dialects.webpage import is_webpage
from .drafts import Markup
from .encodings import NAMES
from .extract import extract
from .frontmatter import FrontMatterReading, read_front_matter
from .meeting import Identity, identify
from .part_paths import file_of
from .permalinks import page_title, permalink, stated_pattern
from .reading import decoded_note, redact_note
from .records import (
    ArchivedNote,
    Facts,
    FrontMatter,
    Line,
    Note,
    ParsedNote,
    Problem,
    RawNote,
    Sensitive,
    Span,
)
from .redact import MARK, mask_path, mask_words, masked, redact
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
    digest = raw.digest
    path = mask_path(raw.path, settings)
    if len(raw.data) > settings.max_note_bytes:
        message = f"the file is larger than {settings.max_note_bytes:,} bytes"
        hint = "split the note, or raise `max_note_bytes`"
        return unread(raw, settings, Problem(path, 0, "note-too-large", message, hint))
    decoded = decoded_note(raw, settings)
    if decoded.binary:
        hint = "export the note as text or Markdown, or move the file out of the notes"
        problem = Problem(path, 0, "note-binary", "the file is not text", hint)
        return unread(raw, settings, problem)
    if not decoded.text.strip():
        hint = "write the note or delete the file"
        problem = Problem(path, 0, "note-empty", "the file holds no text", hint)
        return unread(raw, settings, problem)
    parsed = _parse_text(path, digest, decoded, settings)
    return parsed if path == raw.path else _named_apart(parsed)


def _named_apart(parsed: ParsedNote) -> ParsedNote:
    """A note whose file's name had to be masked: told apart from others that read the same then."""
    stem, point, suffix = parsed.note.path.rpartition(".")
    apart = blake2b(parsed.note.text.encode(), digest_size=3).hexdigest()
    path = f"{stem or suffix} {apart}{point if stem else ''}{suffix if stem else ''}"
    problem = Problem(
        path,
        0,
        "name-masked",
        "the name of the file holds what has to be masked",
        "rename the file: until then the archive shows it under this name and links to no source",
    )
    problems = tuple(replace(other, path=path) for other in parsed.problems)
    return ParsedNote(replace(parsed.note, path=path), parsed.facts, (*problems, problem))


def show_as_text(raw: RawNote, settings: Settings, problem: Problem) -> ParsedNote:
    """A note that could not be read, as the text that it is: masked, and stating nothing."""
    digest = raw.digest
    path = mask_path(raw.path, settings)
    problem = replace(problem, path=path)
    blank = _blank(path, digest, settings)
    decoded = decoded_note(raw, settings)
    shown = without_private(decoded.text)
    redacted = redact(shown, settings, texts.line_starts(shown))
    text = redacted.text
    if not text.strip():
        return ParsedNote(blank, Facts(), (problem,))
    note = _nothing_but_lines(replace(blank, text=text, starts=texts.line_starts(text)))
    return ParsedNote(note, Facts(sensitive=redacted.removed), (problem,))


def as_text(archived: ArchivedNote) -> ArchivedNote:
    """A note as the text that it is, stating nothing; its title, day and address stay."""
    return ArchivedNote(
        archived.id,
        archived.series,
        _nothing_but_lines(archived.note),
        Facts(),
        previous=archived.previous,
        next=archived.next,
        aliases=archived.aliases,
        parts=archived.parts,
    )


def stating_nothing(parsed: ParsedNote, problem: Problem) -> ParsedNote:
    """A note as the text that it is, with the problem that says why; its title and day stay."""
    facts = Facts(sensitive=parsed.facts.sensitive)
    return ParsedNote(_nothing_but_lines(parsed.note), facts, (*parsed.problems, problem)).packed()


def _nothing_but_lines(note: Note) -> Note:
    starts = tuple(note.line_starts)
    borders = pairwise((*starts, len(note.text) + 1))
    spans = (Span(start, max(start, end - 1)) for start, end in borders)
    lines = (Line(number, span, "code", span, block=0) for number, span in enumerate(spans, 1))
    bare = replace(note, sections=(), tables=(), title_line=0)
    return replace(bare, starts=starts, lines=tuple(lines))


def unread(raw: RawNote, settings: Settings, problem: Problem) -> ParsedNote:
    """A note of which nothing is shown, with the problem that says why."""
    digest = raw.digest
    path = mask_path(raw.path, settings)
    return ParsedNote(_blank(path, digest, settings), Facts(), (replace(problem, path=path),))


def _parse_text(path: str, digest: str, decoded: texts.Decoded, settings: Settings) -> ParsedNote:
    # A mark may be no value in YAML, so values are masked one by one.
    read = read_front_matter(decoded.text, path, settings.date_order)
    head = _masked_head(read, settings)
    redacted = redact_note(decoded.text, file_of(path), settings, head.body)
    text = redacted.text
    starts = texts.line_starts(text)
    shape = outline(
        text, starts, body=head.body, markup=_markup(path), ends_lists=redacted.ends_lists
    )
    front_matter = _within(settings.folder_of(path), head.front_matter)
    identity = identify(text, shape, front_matter, path, settings, marks=redacted.marks)
    note = Note(
        path=path,
        digest=digest,
        text=text,
        starts=starts,
        title=identity.title,
        date=identity.held.day,
        series=front_matter.series or identity.series,
        kind=identity.kind,
        front_matter=front_matter,
        lines=shape.lines,
        sections=shape.sections,
        tables=shape.tables,
        title_line=identity.title_line,
        date_line=identity.held.line,
        other_date=identity.held.other,
        either=identity.held.either,
        home=_home(path, settings, identity, read, decoded.text),
        marks=redacted.marks,
    )
    facts = extract(note, settings, redacted.removed)
    problems = (
        *_encoding_problems(path, decoded),
        *head.problems,
        *identity.held.problems,
        *_forbidden(path, redacted.removed, settings),
        *_private(note),
    )
    return ParsedNote(note, facts, problems)


def _within(folder: NoteFolder, stated: FrontMatter) -> FrontMatter:
    """What a note sets itself, and what holds for all notes of its folder."""
    return replace(
        stated,
        series=stated.series or folder.series,
        project=stated.project or folder.project,
    )


def _home(
    path: str, settings: Settings, identity: Identity, head: FrontMatterReading, text: str
) -> str:
    """The address that the note had before, unless something that is masked stands in it.

    It is that of the day on which the note was posted, which may be later than the meeting. Of
    several meetings in a file each has the file's.
    """
    path = file_of(path)
    in_path = date_in_path(path, settings.date_order)
    posted = head.front_matter.date or (in_path and in_path.on()) or identity.held.day
    folder = settings.folder_of(path)
    inside = path.removeprefix(f"{folder.path}/") if folder.path else path
    pattern = folder.permalink
    if not folder.by_mkdocs:
        pattern = stated_pattern(pattern, head.filing)
    title = ""
    if ":slug" in pattern:
        below = text.split("\n", head.body)[-1]
        title = page_title(head.front_matter.title, below, inside.rpartition("/")[2])
    home = permalink(pattern, inside, posted, title, head.filing)
    return "" if MARK.search(path) or masked(home, settings) else home


def _masked_head(head: FrontMatterReading, settings: Settings) -> FrontMatterReading:
    """What the front matter sets, with marks in its texts; a name keeps none."""
    front = head.front_matter
    if not head.body:
        return head

    def words(value: str) -> str:
        return mask_words(value, settings)

    def name(value: str) -> str:
        return " ".join(MARK.sub("", words(value)).split())

    return replace(
        head,
        front_matter=replace(
            front,
            title=words(front.title),
            series=words(front.series),
            project=words(front.project),
            id=words(front.id),
            aliases=tuple(map(words, front.aliases)),
            names=tuple(filter(None, map(name, front.names))),
            tags=tuple(filter(None, map(name, front.tags))),
            attendees=None
            if front.attendees is None
            else tuple(filter(None, map(name, front.attendees))),
        ),
        problems=tuple(replace(item, message=words(item.message)) for item in head.problems),
    )


def _forbidden(
    path: str, removed: tuple[Sensitive, ...], settings: Settings
) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            path,
            thing.line,
            "sensitive-forbidden",
            f"here stands what no note may hold: {thing.what}",
            "take it out of the note, and have it changed where it gave access to something",
        )
        for thing in removed
        if thing.what in settings.forbid
    )


def _private(note: Note) -> Iterator[Problem]:
    """What tells of messages of a chat that were left out, once a note."""
    places = [mark.span.start for mark in note.marks if mark.kind == "private"]
    if places:
        several = len(places) > 1
        count = f"{len(places)} messages" if several else "a message"
        left = f"{'are' if several else 'is'} left out"
        message = f"{count} of the chat did not go to everyone, and {left}"
        hint = "take out of the file what is private: whoever has the repository can read it"
        yield Problem(note.path, note.line_of(places[0]), "message-private", message, hint)


def _markup(path: str) -> Markup:
    lowered = file_of(path).lower()
    if lowered.endswith(".org"):
        return "org"
    # Captions have no headings: a short line between blank ones is somebody's words.
    converted = is_webpage(path) or is_database(path) or is_captions(lowered)
    is_markdown = lowered.endswith(_MARKDOWN_SUFFIXES) or converted
    return "markdown" if is_markdown else "text"


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


_NO_HEAD = FrontMatterReading(FrontMatter(), 0, (0, 0), ())


def _blank(path: str, digest: str, settings: Settings) -> Note:
    shape = outline("", (0,))
    identity = identify("", shape, FrontMatter(), path, Settings())
    return Note(
        path=path,
        digest=digest,
        text="",
        starts=(0,),
        title=identity.title,
        date=identity.held.day,
        series="",
        kind="minutes",
        front_matter=FrontMatter(),
        lines=shape.lines,
        sections=(),
        home=_home(path, settings, identity, _NO_HEAD, ""),
    )
