"""Mends the form of a note, and nothing that it says.

Each mending is tried by itself and kept only where the note then states exactly what it stated
before, line by line. So a rule here may be simple: it cannot do harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from itertools import chain

import yaml
from msgspec import Struct, structs

from ..core.parse import parse
from ..core.records import Note, ParsedNote, RawNote, Span
from ..core.settings import Settings

FRONT_MATTER_ORDER = ("title", "date", "series", "kind", "project", "attendees", "id", "aliases")

_TRAILING = re.compile(r"[ \t\u00a0\u200b\ufeff]+$", re.MULTILINE)
_HARD_BREAK = re.compile(r"(?<=\S)  +$")
_GLYPH = re.compile(r"[•▪◦●■▶►‣∙·–—*+](?=[ \t\u00a0])[ \t\u00a0]*")
_KEY = re.compile(r"[A-Za-z_][\w-]*(?=\s*:(?:\s|$))")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")

Mending = Callable[[str, ParsedNote], str]


def mend(raw: RawNote, settings: Settings) -> bytes:
    r"""The note's bytes in good form: every fact, and every fact's line, as it was.

    Line ends become single line feeds and the last line has one; a byte order mark and white space
    at line ends go, two blanks that break a line in Markdown stay; bullets become hyphens; the keys
    of the front matter take their usual order. A file that is not UTF-8, or no text, is left alone.

    >>> mend(RawNote("a.md", b"# Weekly  \r\n\r\n* AI (Ann): write it up\r\n"), Settings())
    b'# Weekly\n\n- AI (Ann): write it up\n'
    """
    try:
        text = raw.data.decode("utf-8")
    except UnicodeDecodeError:
        return raw.data
    stated = parse(raw, settings)
    if not stated.note.text or "\0" in text:
        return raw.data
    before = _statements(stated)
    for mending in _MENDINGS:
        mended = mending(text, stated)
        if mended != text:
            after = parse(RawNote(raw.path, mended.encode()), settings)
            if _statements(after) == before:
                text, stated = mended, after
    return text.encode()


def _white_space(text: str, parsed: ParsedNote) -> str:
    markdown = parsed.note.path.lower().endswith((".md", ".markdown", ".mkd"))

    def trimmed(line: str) -> str:
        bare = _TRAILING.sub("", line)
        return f"{bare}  " if markdown and bare and _HARD_BREAK.search(line) else bare

    lines = text.split("\n")
    followed = [bool(after.strip()) for after in [*lines[1:], ""]]
    fenced = _fenced(lines)
    return "\n".join(
        line if inside else (trimmed(line) if more and _is_prose(line) else _TRAILING.sub("", line))
        for line, more, inside in zip(lines, followed, fenced, strict=True)
    )


def _is_prose(line: str) -> bool:
    """Whether a break at the end of a line could mean anything: not in headings and tables."""
    return not line.lstrip().startswith(("#", "|", "---", "==="))


def _fenced(lines: list[str]) -> Iterator[bool]:
    inside = False
    for line in lines:
        fence = bool(_FENCE.match(line))
        yield inside or fence
        inside ^= fence


def _bullets(text: str, parsed: ParsedNote) -> str:
    lines = text.split("\n")
    for line in parsed.note.lines:
        if line.kind == "bullet" and line.number <= len(lines):
            written = lines[line.number - 1]
            start = len(written) - len(written.lstrip())
            glyph = _GLYPH.match(written, start)
            if glyph:
                lines[line.number - 1] = f"{written[:start]}- {written[glyph.end() :]}"
    return "\n".join(lines)


def _front_matter(text: str, parsed: ParsedNote) -> str:
    """The text with its front matter's keys in order; comments stay with the key below them."""
    lines = text.split("\n")
    end = parsed.note.front_matter.last_line - 1
    blocks = _blocks(lines[1:end]) if end > 0 and lines[0].rstrip() == "---" else None
    if not blocks:
        return text
    known = {key: place for place, key in enumerate(FRONT_MATTER_ORDER)}
    ordered = sorted(blocks, key=lambda block: known.get(block[0], len(known)))
    body = list(chain.from_iterable(block for _, block in ordered))
    meaning = _meaning(body)
    if not meaning or meaning != _meaning(lines[1:end]):
        return text
    return "\n".join([lines[0], *body, *lines[end:]])


def _blocks(lines: list[str]) -> list[tuple[str, list[str]]] | None:
    """The lines of each key, `None` where they are not a plain mapping."""
    blocks: list[tuple[str, list[str]]] = []
    above: list[str] = []
    for line in lines:
        key = _KEY.match(line)
        if key:
            blocks.append((key[0], [*above, line]))
            above = []
        elif not line.strip() or line.startswith("#"):
            above.append(line)
        elif blocks and line[:1] in " \t-" and not above:
            blocks[-1][1].append(line)
        else:
            return None
    if above and blocks:
        blocks[-1][1].extend(above)
    return blocks


def _meaning(lines: list[str]) -> str:
    """What the lines of a mapping mean, whatever the order of its keys; `""` if they are none.

    The values are not made: one may be no day, hold itself, or others many times over.
    """
    with suppress(yaml.YAMLError, ValueError, OverflowError, RecursionError):
        node = yaml.compose("\n".join(lines), Loader=yaml.SafeLoader)
        if isinstance(node, yaml.MappingNode):
            node.value.sort(key=lambda pair: str(pair[0].value))
            return str(yaml.serialize(node))
    return ""


_MENDINGS: tuple[Mending, ...] = (
    lambda text, _parsed: text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"),
    _white_space,
    lambda text, _parsed: text.rstrip("\n") + "\n",
    _bullets,
    _front_matter,
)


def _statements(parsed: ParsedNote) -> object:
    """All that a note states, and on which lines; not where in the line, nor with which marks."""
    note = parsed.note
    problems = [(problem.line, problem.code) for problem in parsed.problems]
    sections = [(each.heading, each.level, each.line, each.anchor) for each in note.sections]
    return (_head(note), sections, _tables(note), _bare(parsed.facts), problems)


def _head(note: Note) -> object:
    return note.title, note.date, note.series, note.kind, note.title_line, _bare(note.front_matter)


def _tables(note: Note) -> object:
    return [
        (table.line, [[cell.text for cell in row] for row in (table.header, *table.rows)])
        for table in note.tables
    ]


def _bare(value: object) -> object:
    """A record without its spans, which move when white space goes."""
    if isinstance(value, tuple):
        return [_bare(item) for item in value]
    if isinstance(value, Struct) or is_dataclass(value):
        told = structs.fields(value) if isinstance(value, Struct) else fields(value)
        members = ((one.name, getattr(value, one.name)) for one in told)
        return [(name, _bare(it)) for name, it in members if not isinstance(it, Span)]
    return value
