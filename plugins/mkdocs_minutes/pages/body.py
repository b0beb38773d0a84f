"""The body of a note's page: the note itself, linked, with an anchor on each line that is cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from ..core.addresses import line_anchor, note_uri, relative
from ..core.blocks import title_lines, title_section
from ..core.escape import html_attribute, html_text, web_address
from ..core.extract.linked import link_target
from ..core.grouping import grouped
from ..core.kinds import STATEMENTS
from ..core.named_files import file_path
from ..core.part_ids import place_of, within_page
from ..core.records import ArchivedNote, Mention, Note, NoteId, Section, Span
from ..core.redact import MARK
from ..core.text import plain
from .evidence import PASSAGES_AT_MOST, file_link, passages_below, source_link
from .gfm import rewrite
from .here import Here
from .model import TocEntry
from .note_names import block_key, link_key
from .rendering import Annotation, Box, Heading, Picture, Rendering
from .talk import folds
from .writer import write

# An address that stands in the text by itself. A closing bracket belongs to it only where the
# address opens one; punctuation at the end belongs to the sentence.
# It begins with letters, so that the search for it is quick: `http` at the beginning of a word.
BARE_ADDRESS = re.compile(r"http(?<=\bhttp)s?://[^\s<>\"'`|\\^{}\[\]]+")
TRAILING = ".,;:!?*_~'\"…"
LINK_LABEL = re.compile(r"!?\[(.*)\]\(", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Body:
    """A note as HTML with its table of contents."""

    html: str
    toc: tuple[TocEntry, ...]


def render_body(here: Here, archived: ArchivedNote) -> Body:
    """The text of a note with every resolved mention linked, without the heading that is its title.

    An empty note gives an empty body. The headings of a part of a meeting lie below its name.
    """
    note = archived.note
    former = _former_anchors(here, archived)
    rendering = Rendering(
        gfm=rewrite(note, without=title_lines(note)),
        text=note.text,
        line_starts=tuple(note.line_starts),
        annotations=overlays(here, archived),
        lines=(
            dict.fromkeys(former, "") | cited_lines(archived) | _cited_by_topics(here, archived)
        ),
        former=former,
        headings=_headings(here, archived),
        states={action.line: action.status for action in archived.facts.actions},
        table_names=_table_names(note),
        callouts={
            note.line_of(mark.span.start): mark.value
            for mark in note.marks
            if mark.kind == "callout"
        },
        boxes=tuple(sorted((*_boxes(note), *folds(note)), key=lambda box: box.first)),
        link=_link_policy(here, archived),
        picture=partial(_picture, here, archived),
        line_anchor=partial(line_anchor, archived.id),
    )
    return Body(write(rendering), contents(archived))


def _cited_by_topics(here: Here, archived: ArchivedNote) -> dict[int, str]:
    """The lines that the pages of topics link to, but those that are cited anyway."""
    known = {0, *title_lines(archived.note), *cited_lines(archived)}
    note = archived.note
    lines: dict[int, str] = {}
    for line, topic in here.lookups.topics_of_note.get(archived.id, ()):
        lines[line] = ""
        if here.lookups.is_standing(topic):  # its page leads to the section, not to each line
            continue
        for index, _ in passages_below(note, line)[:PASSAGES_AT_MOST]:
            lines[index + 1] = ""
    return {line: said for line, said in lines.items() if line not in known}


def cited_lines(archived: ArchivedNote) -> dict[int, str]:
    """The lines that other pages link to, each with the class that says what it holds.

    The title's line is not among them: the page's heading carries its anchor.
    """
    note, facts = archived.note, archived.facts
    known = archived.mentions, archived.claims, archived.doubts
    stated = facts.tickets, facts.metrics, facts.reports
    cited: Iterable[Any] = chain(*known, *stated)
    lines = {one.line: "" for one in cited}
    spans = [one.span for one in facts.attendees]
    spans += [mark.span for mark in note.marks if mark.kind == "block"]
    lines |= {note.line_of(span.start): "" for span in spans}
    for kind in STATEMENTS:
        lines |= {item.line: f"mn-line--{kind.name}" for item in kind.of(facts)}
    for action in facts.actions:
        settled = "" if action.status == "open" else " mn-line--settled"
        lines[action.line] = f"mn-line--action{settled}"
    shown = {0, *title_lines(note)}
    return {line: said for line, said in lines.items() if line not in shown}


def contents(archived: ArchivedNote) -> tuple[TocEntry, ...]:
    """The note's sections as a nested table of contents, the title left out."""
    note = archived.note
    return tuple(_items(note, _parent_of_top(note), _highest(archived)))


def _highest(archived: ArchivedNote) -> int:
    """The level that the topmost headings of a note have on its page."""
    return 3 if place_of(archived.id) else 2


def overlays(here: Here, archived: ArchivedNote) -> tuple[Annotation, ...]:
    """Links for mentions, doubts and bare addresses, and frames for masks, in order of the text.

    Where two would overlap, an address wins, then a mention, then a doubt.
    """
    wanted = [
        *_addresses(archived.note.text),
        *_note_links(here, archived),
        *_mentions(here, archived),
        *_doubts(archived),
        *(
            Annotation(Span(*mark.span()), '<span class="mn-masked">', "</span>")
            for mark in MARK.finditer(archived.note.text)
        ),
        *(
            Annotation(mark.span, f'<span class="mn-{mark.kind}">', "</span>")
            for mark in archived.note.marks
            if mark.kind in ("tag", "field", "quote")
        ),
    ]
    taken = _Taken()
    kept = [annotation for annotation in wanted if taken.add(annotation.span)]
    return tuple(sorted(kept, key=lambda annotation: annotation.span))


class _Taken:
    """Stretches of a text that are spoken for."""

    def __init__(self) -> None:
        self._spans: dict[int, list[Span]] = {}

    def add(self, span: Span) -> bool:
        """Whether a stretch was still free; it is taken from then on. Empty ones never are."""
        if span.start >= span.end:
            return False
        cells = range(span.start // 256, (span.end - 1) // 256 + 1)
        for cell in cells:
            for other in self._spans.get(cell, ()):
                if span.start < other.end and other.start < span.end:
                    return False
        for cell in cells:
            self._spans.setdefault(cell, []).append(span)
        return True


def _mentions(here: Here, archived: ArchivedNote) -> Iterator[Annotation]:
    for mention in archived.mentions:
        uri = here.lookups.uri(mention.kind, mention.target)
        if uri:
            name = here.lookups.name(mention.kind, mention.target)
            by_number = mention.kind == "person" and _BY_NUMBER.fullmatch(mention.written)
            told = f" ({html_text(name)})" if by_number else ""
            yield Annotation(mention.span, _opening(mention, here.to(uri), name), f"</a>{told}")


# `@U024BE7LH`, as a chat has people, who are nobody to readers without their name.
_BY_NUMBER = re.compile(r"@?(?=[A-Z]*\d)[A-Z0-9]{4,24}")


def _note_links(here: Here, archived: ArchivedNote) -> Iterator[Annotation]:
    """Links to the notes, sections and blocks that links of a vault name, where no entity is meant.

    What they say of a block stands before the link.
    """
    spoken_for = {mention.span for mention in archived.mentions}
    for mark in archived.note.marks:
        if mark.kind == "link" and mark.span not in spoken_for:
            note, heading = _meant(here, archived, mark.value)
            name = heading.removeprefix("^")
            block = (
                here.lookups.blocks.get(block_key(note, name)) if note and name != heading else None
            )
            version = here.lookups.version_called(mark.value)
            href = here.to(version) if version else ""
            if note and not href:
                href = _note_address(here, archived, note, heading)
        elif mark.kind == "quote":
            block = here.lookups.blocks.get(mark.value)
            href = ""
        else:
            continue
        if block is not None and block[0] in here.lookups.archive.notes:
            yield _quotation(here, archived, mark.span, block)
        elif href:
            before = f'<a href="{html_attribute(href)}">'
            yield Annotation(mark.span, before, "</a>")


def _quotation(
    here: Here, archived: ArchivedNote, span: Span, block: tuple[NoteId, int, str]
) -> Annotation:
    """A reference to a block: a link to its line, behind its words where these are not there."""
    note, line, words = block
    shown = archived.note.quote(span)
    told = "" if shown.startswith("“") else f'<q class="mn-quote">{html_text(plain(words))}</q> '
    href = here.to(note_uri(note), line_anchor(note, line))
    return Annotation(span, f'{told}<a href="{html_attribute(href)}">', "</a>")


def _meant(here: Here, archived: ArchivedNote, value: str) -> tuple[NoteId | None, str]:
    """The note that a link of a vault leads to, and the heading or block (`^name`) in it."""
    name, heading = link_target(value)
    path, _, inside = value.partition("#")
    folder = dirname(archived.note.path)
    forms = (
        normpath(join(folder, path.strip())) if path.startswith(".") else path.strip(),
        name,
    )
    known = (here.lookups.notes_by_name.get(link_key(form)) for form in forms)
    note = next(filter(None, known), None) if name else archived.id
    return note, inside.strip() if inside.strip().startswith("^") else heading


def _note_address(here: Here, archived: ArchivedNote, note: NoteId, heading: str) -> str:
    anchor = _unique(here.lookups.note(note).sections).get(_words_of(heading), "")
    if note == archived.id:
        return f"#{anchor}" if anchor else ""
    return here.to(note_uri(note), anchor)


def _boxes(note: Note) -> tuple[Box, ...]:
    """Each box that is in no other, in their order."""
    boxes: list[Box] = []
    opened: list[tuple[int, str]] = []
    for mark in note.marks:
        line = note.line_of(mark.span.start)
        if mark.kind == "box" and mark.value:
            opened.append((line, mark.value))
        elif mark.kind == "box" and opened:
            first, kind = opened.pop()
            if not opened:
                boxes.append(Box(first, line, kind))
    return tuple(boxes)


def _opening(mention: Mention, href: str, name: str) -> str:
    title = f' title="{html_attribute(name)}"' if name != mention.written else ""
    return f'<a href="{html_attribute(href)}"{title}>'


def _doubts(archived: ArchivedNote) -> Iterator[Annotation]:
    anchors = doubt_anchors(archived)
    for doubt in archived.doubts:
        href = f"#{anchors[doubt.written]}"
        title = "Not linked: this name fits more than one"
        yield Annotation(doubt.span, f'<a class="mn-doubt" href="{href}" title="{title}">', "</a>")


def doubt_anchors(archived: ArchivedNote) -> dict[str, str]:
    """For each doubtful name, in their order, the anchor of the entry that lists its meanings."""
    names = sorted({doubt.written for doubt in archived.doubts})
    return {
        name: within_page(archived.id, f"mn-doubt-{number}") for number, name in enumerate(names, 1)
    }


def _addresses(text: str) -> Iterator[Annotation]:
    for match in BARE_ADDRESS.finditer(text):
        address = _without_trailing(match[0])
        if len(address) > len("https://"):
            span = Span(match.start(), match.start() + len(address))
            yield Annotation(span, f'<a href="{html_attribute(address)}">', "</a>")


def _without_trailing(address: str) -> str:
    """An address without what belongs to the sentence around it.

    >>> _without_trailing("https://a.example/b_(c)."), _without_trailing("https://a.example/b),")
    ('https://a.example/b_(c)', 'https://a.example/b')
    """
    closed = address.count(")") - address.count("(")
    end = len(address)
    while end and (address[end - 1] in TRAILING or (address[end - 1] == ")" and closed > 0)):
        end -= 1
        closed -= address[end] == ")"
    return address[:end]


def _parent_of_top(note: Note) -> int | None:
    """The index of the title's section where all others stand under it."""
    title = title_section(note)
    return note.sections.index(title) if title else None


def _depth(note: Note, section: Section) -> int:
    """How deep a section is nested, the title's section not counted."""
    title = title_section(note)
    depth, at = 0, section.parent
    while at is not None:
        depth += note.sections[at] is not title
        at = note.sections[at].parent
    return depth


def _former_anchors(here: Here, archived: ArchivedNote) -> dict[int, str]:
    """The anchors that lines had which are no heading any more, by line."""
    note = archived.note
    headings = {section.line for section in note.sections} | title_lines(note)
    former = here.lookups.former_anchors(archived.id)
    return {line: anchor for line, anchor in former.items() if line not in headings}


def _headings(here: Here, archived: ArchivedNote) -> dict[int, Heading]:
    note, highest = archived.note, _highest(archived)
    titles = title_lines(note)
    former = here.lookups.former_anchors(archived.id)
    return {
        section.line: Heading(
            min(6, _depth(note, section) + highest),
            section.anchor,
            _anchor(former.get(section.line, "")) + _after(here, note, section),
        )
        for section in note.sections
        if section.line not in titles
    }


def _anchor(name: str) -> str:
    return f'<span class="mn-anchor" id="{html_attribute(name)}"></span>' if name else ""


def _after(here: Here, note: Note, section: Section) -> str:
    source = source_link(here.lookups, note.path, section.line)
    link = (
        f' <a class="mn-source" href="{html_attribute(source)}"'
        f' title="Line {section.line} of the source">'
        f"line {section.line}</a>"
        if source
        else ""
    )
    return (
        f'{link}<a class="headerlink" href="#{html_attribute(section.anchor)}" '
        'title="Link to this section">¶</a>'
    )


def _items(note: Note, top: int | None, highest: int) -> Iterator[TocEntry]:
    children = grouped(
        (None if section.parent == top else section.parent, index)
        for index, section in enumerate(note.sections)
        if index != top
    )

    def item(index: int, level: int) -> TocEntry:
        section = note.sections[index]
        below = tuple(item(child, level + 1) for child in children.get(index, ()))
        return TocEntry(section.heading, section.anchor, min(6, level), below)

    return (item(index, highest) for index in children.get(None, ()))


def _table_names(note: Note) -> dict[int, str]:
    """What a screen reader calls each table: the heading above it."""
    names = {}
    for table in note.tables:
        section = note.lines[table.first].section
        heading = note.sections[section].heading if section is not None else ""
        names[table.line] = f"Table: {heading}" if heading else "Table"
    return names


def _link_policy(here: Here, archived: ArchivedNote) -> Callable[[str, str], str | None]:
    anchor_in = cache(partial(_anchor_in, here))
    headings = _unique(archived.note.sections)

    def link(address: str, written: str) -> str | None:
        if address.startswith("#"):
            label = LINK_LABEL.match(written)
            known = anchor_in(archived.id, unquote(address[1:]))
            anchor = known or headings.get(_words_of(label[1] if label else ""))
            return f"#{anchor}" if anchor else None
        if ":" in address.split("/")[0] or address.startswith("//"):
            return web_address(address)
        return _relative_link(here, archived, address, anchor_in)

    return link


def _in_pages(here: Here, archived: ArchivedNote, address: str) -> str | None:
    """The attachment, or the page of the site, that an address names."""
    file = here.lookups.options.files.get(file_path(archived.note.path, address))
    if file is None:
        return None
    fragment = "" if file.size else address.partition("#")[2]
    return relative(here.uri, file.uri, fragment)


def _picture(here: Here, archived: ArchivedNote, address: str) -> Picture | None:
    """The picture at an address, where the page may show it."""
    file = here.lookups.options.files.get(file_path(archived.note.path, address))
    if file is not None and file.is_picture:
        src = relative(here.uri, file.uri)
        return Picture(src, file.width, file.height)
    if here.lookups.options.remote_pictures and address.lower().startswith(("https://", "http://")):
        return Picture(address)
    return None


def _anchor_in(here: Here, key: NoteId, wanted: str) -> str:
    """The anchor that a link means by what it names on a note's page; `""` where none is so.

    These are the anchors of headings, also those that they had.
    """
    note = here.lookups.note(key)
    known = {section.anchor for section in note.sections}.union(here.lookups.former_beside(key))
    anchor = wanted if wanted in known else within_page(key, wanted)
    return anchor if anchor in known else ""


def _unique(sections: Iterable[Section]) -> Mapping[str, str]:
    """Anchors by the words of a heading, for headings that occur once."""
    seen: dict[str, str] = {}
    twice: set[str] = {""}
    for section in sections:
        words = _words_of(section.heading)
        twice |= {words} & seen.keys()
        seen[words] = section.anchor
    return {words: anchor for words, anchor in seen.items() if words not in twice}


def _words_of(heading: str) -> str:
    """What names a heading in whatever way a link spells it: in small letters, as a slug.

    >>> _words_of("Open *questions*: 2.1"), _words_of("open-questions-2.1")
    ('open questions 2 1', 'open questions 2 1')
    """
    return " ".join(re.findall(r"[^\W_]+", heading.casefold()))


def _relative_link(
    here: Here,
    archived: ArchivedNote,
    address: str,
    anchor_in: Callable[[NoteId, str], str],
) -> str | None:
    """The page of the note that a relative link names, else the file in the forge, else nothing."""
    path, _, fragment = address.partition("#")
    if path.startswith("/"):
        return _in_pages(here, archived, address)
    if not path or path.startswith("?"):
        return None
    target = normpath(join(dirname(archived.note.path), unquote(path)))
    note = here.lookups.notes_by_path.get(target)
    if note is not None:
        return here.to(note_uri(note), anchor_in(note, fragment))
    published = _in_pages(here, archived, address)
    if published:
        return published
    return file_link(here.lookups, target) or None
