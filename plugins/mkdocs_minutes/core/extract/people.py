"""Who attended, and which other names their place in a note makes persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..records import Action, Attendee, Line, Note, PersonName, Presence, Section, Span, Table
from ..redact import MARK
from ..settings import Settings
from ..text import plain
from .names import (
    handle_in,
    initials_of,
    is_common_word,
    is_initials,
    is_person_name,
)
from .scan import lines_with

# Attendance.

_PRESENT = (
    r"(?:introductions?\sof\s)?(?:(?:all|currently|remotely|virtually|voting|other|also|people|persons?|team|who(?:'s|’s|\sis|\swas)?|"
    r"(?:\w+\s)?members?|core|committee|board|meeting|call|list\sof|in)\s){0,3}"
    r"(?:present|attend(?:ing|ees?|ed|ance|ants)|participa(?:nts?|ting)|here|there|in\sattendance|roll\scall|"
    r"anwesend(?:e)?|teilnehmer(?:innen)?|asistentes|presents?|présents?|participantes)"
    r"(?:\s(?:list|members?|people|in\sperson|remotely|online|on\s(?:the\s)?(?:call|zoom)|names?|and\sguests?|today))?"
)
_GUEST = r"(?:(?:invited|other|and)\s)?(?:guests?|visitors?|observers?|invitees?|gäste|invités)"
_ABSENT = (
    r"(?:(?:not|non|absent|send)\s)?(?:(?:regrets|apologies|absences)(?:\s(?:from|for|sent\sby))?|absen(?:t|ces?|tees)|excused|missing|"
    r"not\s(?:present|attending|here|in\sattendance)|unable\sto\sattend|away|entschuldigt|abwesend|excusés?)"
)
_ROLE = (
    r"(?:(?:\w+\s){0,2}(?:note|minute|action)s?[- ]?(?:item\s)?(?:taker|keeper|scribe)s?|(?:\w+\s)?scribes?|scribe\(s\)|"
    r"(?:co-?|vice[- ]|meeting\s)?chair(?:s|\(s\)|person|man|woman)?|facilitators?|moderators?|hosts?|"
    r"secretary|recorder|minutes\s(?:by|taken\sby)|notes\s(?:by|taken\sby)|leader|organi[sz]ers?|timekeeper)"
)
_HEADING = re.compile(
    rf"(?:\d+[.)]\s*)?(?:(?P<absent>{_ABSENT})|(?P<guest>{_GUEST})|(?P<present>{_PRESENT}))"
    r"\s*(?:[-–(/\[].{0,60}|:.{0,60}|\d+)?",
    re.IGNORECASE,
)
# `**Attending:** …`, `Present (12): …`, `Regrets - …`; the text behind is the list.
_LABEL = re.compile(
    rf"""
    [*_]{{0,3}} (?: (?P<absent> {_ABSENT} ) | (?P<guest> {_GUEST} ) | (?P<present> {_PRESENT} ) | (?P<role> {_ROLE} ) )
    [*_]{{0,3}} \s* (?: [*_]? \( [^()\n]{{0,120}} \) [*_]? )? \s* [*_]{{0,3}}
    (?: \s*: | \s[-–]\s | (?<=\sfrom) \s | (?<=\sfor) \s | (?<=\*\*) \s* (?=$|\S) ) [*_]{{0,3}} \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A label of a group inside an attendance list: `Team: …`, `Remote: …`, `CERN: …`.
_GROUP_LABEL = re.compile(r"[*_]{0,3}([^\W\d_][\w /&'()-]{1,40})[*_]{0,3}\s*:[*_]{0,3}\s+")
# Where people of one list sat: `Remote: …`, `On-line: …`, `In the room: …`.
_PLACE = re.compile(
    r"(?:in\s(?:the\s)?)?(?:on-?line|remote(?:ly)?|in[- ]person|virtual(?:ly)?|on-?site|room|zoom|phone|video|irc|others?)",
    re.IGNORECASE,
)
_INLINE_LABEL = re.compile(
    rf"[;.,]?\s+[*_]{{0,3}}(?:(?P<absent>{_ABSENT})|(?P<guest>{_GUEST})|(?P<role>{_ROLE}))\s*:[*_]{{0,3}}\s*",
    re.IGNORECASE,
)

_NO_PERSON = """
    none nobody n/a na tbd tba tbc everyone everybody all others other various us me team you
    name names quorum and etc ... … - -- ? no yes nil same unknown anyone zoom guests guest
    regrets apologies people present attendees members participants
"""
_NOBODY = frozenset(_NO_PERSON.split())
_ABSENT_REMARK = re.compile(
    r"\b(?:absent|regrets?|apolog|excused|not (?:present|attending|here)|missing|ooo|away)\b", re.I
)
_BOT = re.compile(r"(?:\w+[-_]?)?bot\d?|zakim|rrsagent|trackbot", re.IGNORECASE)


def attendees(note: Note, settings: Settings) -> tuple[Attendee, ...]:
    """Everyone whom the note lists as present, guest or absent, one record a person.

    Front matter that names attendees replaces what the text lists. An empty list, a count without
    names and a note without a list give nothing.
    """
    if note.front_matter.attendees is not None:
        return _from_front_matter(note)
    found = list(_listed(note, settings))
    if not found:
        found = list(_roster(note))
    return _unique(found)


def _from_front_matter(note: Note) -> tuple[Attendee, ...]:
    end = note.lines[max(0, note.front_matter.last_line - 1)].span.end
    at = max(0, note.text.find("attendees", 0, end))
    found = []
    for name in note.front_matter.attendees or ():
        start = note.text.find(name, at, end)
        if start < 0:
            start = note.text.find(name, 0, end)
        if start < 0:
            continue
        at = start + len(name)
        person = _person(note.text, start, at)
        found.append(person or Attendee(name, Span(start, at)))
    return _unique(found)


def _unique(found: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """One record a person, in order; whoever is listed as absent and present is present."""
    kept: dict[str, Attendee] = {}
    for person in found:
        key = " ".join(person.name.casefold().split())
        if key not in kept or (kept[key].presence == "absent" and person.presence != "absent"):
            kept[key] = person
        elif person.roles and not set(person.roles) <= set(kept[key].roles):
            kept[key] = replace(
                kept[key], roles=tuple(dict.fromkeys((*kept[key].roles, *person.roles)))
            )
    return tuple(kept.values())


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of a line that lists people, and what the list says of them."""

    start: int
    end: int
    presence: Presence
    bullet: bool = False
    task: bool | None = None


def _listed(note: Note, settings: Settings) -> Iterator[Attendee]:
    wanted = _own_headings(settings)
    tables = {table.first: table for table in note.tables}
    regions: list[_Region] = []
    covered: set[int] = set()
    for section in note.sections:
        presence = _attendance(section.heading, wanted)
        if presence is None:
            presence = _inherited(note, section, wanted)
        if presence is not None:
            regions += _section_regions(note, section, presence, covered, tables)
    for index in lines_with(note, (*_LABEL_STEMS, *sorted(wanted))):
        if index not in covered and note.lines[index].kind in (
            "text",
            "bullet",
            "quote",
            "heading",
        ):
            regions += _label_regions(note, index, wanted, covered)
    if not regions:
        regions += _with_initials(note)
    for table in note.tables:
        if table.first in covered or _is_people_table(table):
            yield from _table_people(note, table)
    for listing in _lists(regions):
        yield from _read_list(note, listing)


def _own_headings(settings: Settings) -> frozenset[str]:
    return frozenset(h.casefold() for h in settings.attendee_headings)


def _attendance(heading: str, wanted: frozenset[str]) -> Presence | None:
    bare = heading.strip().rstrip(":").strip()
    if bare.casefold() in wanted:
        return "present"
    match = _HEADING.fullmatch(bare)
    return _presence(match) if match else None


def _presence(match: re.Match[str]) -> Presence:
    groups = match.groupdict()
    return "absent" if groups.get("absent") else "guest" if groups.get("guest") else "present"


def _inherited(note: Note, section: Section, wanted: frozenset[str]) -> Presence | None:
    """A heading right below an attendance heading is a group of it: `TSC`, `Remote`."""
    if section.parent is None or len(section.heading.split()) > 3:
        return None
    parent = note.sections[section.parent]
    return _attendance(parent.heading, wanted) if parent.level > 1 else None


def _section_regions(
    note: Note,
    section: Section,
    presence: Presence,
    covered: set[int],
    tables: dict[int, Table],
) -> Iterator[_Region]:
    covered.add(section.first)
    inline = note.text.find(":", section.span.start, section.span.end)
    if 0 <= inline < section.span.end - 2 and _LABEL.match(section.heading):
        yield _Region(inline + 1, section.span.end, presence)
        return
    seen = ended = False
    last_list_line = section.first
    for index in range(section.first + 1, section.last):
        line = note.lines[index]
        if line.kind in ("blank", "comment", "rule"):
            continue
        if index in tables:
            covered.update(range(index, tables[index].last))
        if line.kind == "table":
            seen = True
            continue
        if line.kind not in ("bullet", "text", "quote"):
            break
        label = _LABEL.match(note.text, line.content.start, line.content.end)
        if (
            line.kind == "text"
            and seen
            and not label
            and index - last_list_line > 1
            and not _is_list_line(note, line)
        ):
            break
        if line.kind == "text" and not label and not _is_list_line(note, line):
            if seen:
                ended = True
            continue
        if ended:
            break
        covered.add(index)
        seen = True
        last_list_line = index
        yield from _line_regions(note, line, presence)


def _is_list_line(note: Note, line: Line) -> bool:
    """Whether a line without a bullet lists people rather than telling something."""
    words = plain(note.text[line.content.slice])
    if "://" in words or (words.endswith((".", "?", "!")) and len(words.split()) > 6):
        return False
    items = re.split(r"[,;]| and | & ", re.sub(r"\([^()]*\)", "", words))
    return all(len(item.split()) <= 6 for item in items)


def _line_regions(note: Note, line: Line, presence: Presence) -> Iterator[_Region]:
    """The list on a line, cut where a label changes what it says."""
    start, end = line.content.start, line.content.end
    bullet = line.kind == "bullet"
    label = _LABEL.match(note.text, start, end)
    if label:
        if label["role"]:
            return
        presence, start, bullet = _presence(label), label.end(), False
    else:
        group = _GROUP_LABEL.match(note.text, start, end)
        if group and (re.fullmatch(_ROLE, group[1].strip(), re.IGNORECASE)):
            return
        if group and not _INITIALS_FIRST.match(note.text, start, end):
            start, bullet = group.end(), False
    yield from _cut(note.text, _Region(start, end, presence, bullet, line.task))


def _cut(text: str, region: _Region) -> Iterator[_Region]:
    presence, start = region.presence, region.start
    role = False
    for match in _INLINE_LABEL.finditer(text, region.start, region.end):
        if not role:
            yield replace(region, start=start, end=match.start(), presence=presence)
        start, role = match.end(), bool(match["role"])
        presence = _presence(match)
    if not role:
        yield replace(region, start=start, presence=presence)


def _label_regions(
    note: Note, index: int, wanted: frozenset[str], covered: set[int]
) -> Iterator[_Region]:
    """The list behind a label at the beginning of a line, with the lines that carry it on."""
    line = note.lines[index]
    start, end = line.content.start, line.content.end
    match = _LABEL.match(note.text, start, end)
    if match is not None:
        if match["role"]:
            return
        presence, after = _presence(match), match.end()
    else:
        own = _GROUP_LABEL.match(note.text, start, end)
        if _LABEL_AT_END.search(note.text, start, end):
            presence, after = "present", end
        elif own is not None and own[1].strip().casefold() in wanted:
            presence, after = "present", own.end()
        else:
            return
    covered.add(index)
    if after < end and note.text[after:end].strip("*_ \\"):
        yield from _cut(note.text, _Region(after, end, presence))
        rest = _continued(note, index, covered)
    else:
        rest = _introduced(note, index, covered)
    for at in rest:
        yield from _line_regions(note, note.lines[at], presence)


# Part of every word that a label of attendance has.
_LABEL_STEMS = (
    "present",
    "attend",
    "particip",
    "here",
    "roll",
    "anwesen",
    "teilnehm",
    "asist",
    "présent",
    "guest",
    "visitor",
    "observer",
    "invit",
    "gäste",
    "regret",
    "apolog",
    "absen",
    "excus",
    "missing",
    "away",
    "entschuld",
    "abwesend",
)
# `… so that we know who came. Roll call:` right above the list.
_LABEL_AT_END = re.compile(rf"[.!?]\s+(?:{_PRESENT})\s*:\**$", re.IGNORECASE)
# `Name (AB)`: a list of them is of people, without any label.
_NAME_AND_INITIALS = re.compile(
    r"([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}) \(([A-Z]{2,4})\)(?=,|;|$| and )"
)


def _with_initials(note: Note) -> Iterator[_Region]:
    """Opening lines that list three people or more with their initials: `Ann Bell (AB), …`."""
    for line in note.lines[:40]:
        if line.kind not in ("text", "bullet") or "(" not in note.text[line.content.slice]:
            continue
        pairs = _NAME_AND_INITIALS.findall(note.text[line.content.slice])
        fitting = sum(initials[0] == name[0] for name, initials in pairs)
        if fitting >= 3 and fitting == len(pairs):
            yield _Region(line.content.start, line.content.end, "present")


def _continued(note: Note, index: int, covered: set[int]) -> Iterator[int]:
    """Lines that go on with a list begun on a line: no blank between, no label of their own."""
    line = note.lines[index]
    for at in range(index + 1, len(note.lines)):
        below = note.lines[at]
        if below.kind != "text" or (below.parent != line.parent and below.parent != index):
            return
        content = note.text[below.content.slice]
        group = _GROUP_LABEL.match(content)
        if group and not _PLACE.fullmatch(group[1].strip()):
            return
        if _LABEL.match(content) or not _is_list_line(note, below):
            return
        covered.add(at)
        yield at


def _introduced(note: Note, index: int, covered: set[int]) -> Iterator[int]:
    """The bullets, or lines without a blank between, that a label alone on its line introduces."""
    line = note.lines[index]
    seen = False
    for at in range(index + 1, len(note.lines)):
        below = note.lines[at]
        if below.kind == "blank":
            if seen and at + 1 < len(note.lines) and note.lines[at + 1].kind != "bullet":
                return
            continue
        if below.kind not in ("bullet", "text"):
            return
        content = note.text[below.content.slice]
        if _LABEL.match(content) or (below.kind == "text" and not _is_list_line(note, below)):
            return
        if below.kind == "bullet" and line.kind == "bullet" and below.depth <= line.depth:
            return
        if (
            below.kind == "text"
            and (line.kind == "heading" or seen)
            and at - index > 1
            and note.lines[at - 1].kind == "blank"
        ):
            return
        seen = True
        covered.add(at)
        yield at


def _lists(regions: list[_Region]) -> Iterator[list[_Region]]:
    """Regions that follow each other as bullets of one list, others alone."""
    run: list[_Region] = []
    for region in regions:
        if run and not (region.bullet and run[-1].bullet):
            yield run
            run = []
        run.append(region)
    if run:
        yield run


def _read_list(note: Note, listing: list[_Region]) -> Iterator[Attendee]:
    """The people of a list; in a list of bullets one comma each sets off an affiliation."""
    pieces = [list(_split(note.text, r.start, r.end, fields=r.bullet)) for r in listing]
    pairs = sum(len(p) == 2 for p in pieces)
    affiliations = listing[0].bullet and len(listing) > 2 and pairs * 2 > len(listing)
    ticked = any(region.task for region in listing)
    for region, parts in zip(listing, pieces, strict=True):
        presence: Presence = region.presence
        if region.task is False and (ticked or presence == "present"):
            presence = "absent" if ticked else presence
        if affiliations and len(parts) == 2:
            person = _person(note.text, *parts[0])
            if person:
                role = plain(note.text[slice(*parts[1])])
                yield replace(person, presence=presence, roles=(*person.roles, role))
            continue
        for start, end in parts:
            for one, upto in _dashed(note.text, start, end):
                person = _person(note.text, one, upto)
                if person:
                    absent = person.presence == "absent"
                    yield replace(person, presence="absent" if absent else presence)


_SEPARATOR = re.compile(r"[,;]|\s(?:and|und|et|y|&|\+)\s|\s{3,}|\s\|\s|\t")
_FIELD = re.compile(r"\s[|/]\s|\s{3,}|\t")
_SEPARATOR_IN_BULLET = re.compile(r"[,;]|\s(?:and|und|et|y|&|\+)\s")


def _split(text: str, start: int, end: int, *, fields: bool = False) -> Iterator[tuple[int, int]]:
    """The pieces of a list, brackets kept whole; empty pieces are left out.

    `fields` is for a bullet, where a bar or wide blanks part a name from an affiliation.
    """
    separator = _SEPARATOR_IN_BULLET if fields else _SEPARATOR
    depth = 0
    at = start
    position = start
    field = _FIELD.search(text, start, end) if fields else None
    stop = field.start() if field else end
    while position < stop:
        char = text[position]
        if char in "([<":
            depth += 1
        elif char in ")]>":
            depth = max(0, depth - 1)
        elif depth == 0 and (char in ",;" or char.isspace()):
            match = separator.match(text, position, end)
            if match:
                if text[at:position].strip():
                    yield at, position
                position = at = match.end()
                continue
        position += 1
    if text[at:end].strip():
        yield at, end


_DASH = re.compile(r"\s+[-–—]+(?:\s+|$)")


def _dashed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The persons on a line `Name - Name - Role`, each with what follows it; else the whole.

    All but the last part have to look like names of two words for the line to name several.
    """
    dashes = list(_DASH.finditer(text, start, end))
    if len(dashes) < 2:
        yield start, end
        return
    names = [(start, dashes[0].start())]
    for one, two in zip(dashes, dashes[1:], strict=False):
        names.append((one.end(), two.start()))
    if all(is_person_name(text[a:b].strip(), words=2) for a, b in names):
        yield from names[:-1]
        yield names[-1][0], end
    else:
        yield start, end


# `[AB] Ann Bell`, `(AB) Ann Bell`, `AB: Ann Bell`, `AB = Ann Bell`.
_INITIALS_FIRST = re.compile(
    r"[\s*_]*(?:[\[(]([A-Z]{2,4})[\])]|([A-Z]{2,4})\s*[:=])[*_]*\s+(?=[^\W\d_]+\s[^\W\d_])"
)
_LINKED = re.compile(r"\[([^\[\]]{1,80})\]\([^()\s]{0,500}\)")
_BASE_END = re.compile(r"\s*[(\[<=@]|\s+\||\s+[-–—/]+(?:\s|$)|:\s|:$|\s+#")
_BRACKET = re.compile(r"\(([^()]{1,120})\)?|\[([^\[\]]{1,80})\]")
_STRUCK = re.compile(r"~~.+~~")
_NAME_EDGES = " \t\xa0*_`~\"'“”.!?•\\#>"


def _person(text: str, start: int, end: int) -> Attendee | None:
    """The person that a piece of a list names; `None` where it names nobody."""
    prefix = _INITIALS_FIRST.match(text, start, end)
    if prefix:
        person = _person(text, prefix.end(), end)
        return replace(person, initials=prefix[1] or prefix[2]) if person else None
    raw = text[start:end]
    left = start + len(raw) - len(raw.lstrip(_NAME_EDGES + ")]"))
    linked = _LINKED.match(text, left, end)
    if linked and not linked[1].startswith("@"):
        name_start, name_end = linked.span(1)
        rest = text[linked.end() : end]
    else:
        base = _BASE_END.search(text, left, end)
        name_start, name_end = left, base.start() if base else end
        rest = text[name_end:end]
    while name_end > name_start and text[name_end - 1] in _NAME_EDGES:
        name_end -= 1
    while name_start < name_end and text[name_start] in _NAME_EDGES:
        name_start += 1
    name = " ".join(text[name_start:name_end].split())
    handle = handle_in(text[left:end])
    if not name and handle:
        at = left + handle.start(1)
        name_start, name_end = at, at + len(handle[1])
        name = handle[1]
    if name.lower().startswith("and "):
        name_start += 4
        name = name[4:]
    if not _names_somebody(name, has_handle=handle is not None):
        return None
    roles, initials, absent = _remarks(rest, name)
    if _STRUCK.search(raw):
        absent = True
    return Attendee(
        name,
        Span(name_start, name_end),
        "absent" if absent else "present",
        handle[1] if handle else "",
        initials,
        roles,
    )


def _names_somebody(name: str, *, has_handle: bool) -> bool:
    words = name.split()
    if not words or len(words) > 6 or not any(c.isalpha() for c in name):
        return False
    if name.casefold().strip(".") in _NOBODY or MARK.search(name) or "://" in name:
        return False
    if _BOT.fullmatch(name):
        return False
    if len(words) == 1:
        return len(name) > 1 and not (is_common_word(name) and not has_handle)
    if has_handle:
        return True
    common = sum(is_common_word(w, alone=False) for w in words)
    if len(words) == 2 and name.islower() and name.replace(" ", "").isalpha():
        return not common
    capital = sum(not w[0].islower() and not w[0].isdigit() for w in words)
    return (
        capital * 2 > len(words) and common * 2 < len(words) and not any(w.isdigit() for w in words)
    )


def _remarks(rest: str, name: str) -> tuple[tuple[str, ...], str, bool]:
    """Roles, initials and absence out of what follows a name."""
    roles: list[str] = []
    initials = ""
    absent = bool(_ABSENT_REMARK.search(rest))
    bracketed = [a or b for a, b in _BRACKET.findall(rest)]
    dashed = _DASH.split(rest, maxsplit=1)
    if len(dashed) > 1:
        bracketed += [part for part in dashed[1].split("/")]
    for remark in bracketed:
        for part in remark.split(",") if handle_in(remark) else [remark]:
            bare = plain(part).strip(" :;,.@")
            if not bare or handle_in(part) or bare.isdigit() or bare.startswith("http"):
                continue
            if is_initials(bare) and bare == initials_of(name):
                initials = bare
            elif MARK.search(bare) is None and len(bare) <= 80:
                roles.append(bare)
    return tuple(dict.fromkeys(roles)), initials, absent


# Tables of people.

_COLUMNS = {
    "name": re.compile(
        r"(?:full |first |last )?names?|attendees?|participants?|members?|who|person|people", re.I
    ),
    "initials": re.compile(r"initials?|abbr(?:ev(?:iation)?)?\.?|short", re.I),
    "handle": re.compile(
        r"(?:github|irc|slack|gitlab)?\s*(?:handle|user(?:name)?|nick(?:name)?|id)|github|irc", re.I
    ),
    "role": re.compile(
        r"roles?|affiliations?|organi[sz]ations?|compan(?:y|ies)|institut(?:e|ion)s?|project|team|employer|position|group",
        re.I,
    ),
    "presence": re.compile(
        r"present\??|attend(?:ed|ing|ance)\??|here\??|status|in attendance", re.I
    ),
}
_TICK = re.compile(
    r"x|✓|✔|✅|☑|y(?:es)?|present|p|attended|remote|here|1|true|:white_check_mark:|\[x\]", re.I
)


def _columns(table: Table) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, cell in enumerate(table.header):
        for what, pattern in _COLUMNS.items():
            if what not in columns and pattern.fullmatch(cell.text.strip()):
                columns[what] = index
                break
    return columns


def _is_people_table(table: Table) -> bool:
    columns = _columns(table)
    return "name" in columns and (
        "initials" in columns or "presence" in columns or "role" in columns
    )


def _table_people(note: Note, table: Table) -> Iterator[Attendee]:
    columns = _columns(table)
    at = columns.get("name", 0)
    rows = table.rows if columns or not table.header else (table.header, *table.rows)
    for row in rows:
        if at >= len(row) or not row[at].text:
            continue
        person = _person(note.text, row[at].span.start, row[at].span.end)
        if person is None:
            continue

        def cell(what: str, row: tuple = row) -> str:  # type: ignore[type-arg]
            index = columns.get(what, -1)
            return row[index].text.strip() if 0 <= index < len(row) else ""

        initials = cell("initials") or person.initials
        roles = (*person.roles, cell("role")) if cell("role") else person.roles
        presence = person.presence
        if "presence" in columns and not _TICK.fullmatch(cell("presence")):
            presence = "absent"
        yield replace(
            person,
            initials=initials if is_initials(initials.upper()) else "",
            handle=person.handle or cell("handle").lstrip("@"),
            roles=roles,
            presence=presence,
        )


# A roster at the top, without a heading.

_ROSTER_LINE = re.compile(r"[^\s\-–—•*#>|:][^:|\n]{1,60}?\s[-–—](?:\s.{0,80})?$")


def _roster(note: Note) -> Iterator[Attendee]:
    """Two or more lines `Name - Role` that follow each other above the first list of the note."""
    run: list[Line] = []
    for line in note.lines[:80]:
        content = note.text[line.content.slice]
        if line.kind == "text" and _ROSTER_LINE.match(content) and _is_roster_name(content):
            run.append(line)
            continue
        if len(run) >= 2:
            break
        run = []
        if line.kind in ("bullet", "table", "code"):
            break
    if len(run) >= 2:
        for line in run:
            for start, end in _dashed(note.text, line.content.start, line.content.end):
                person = _person(note.text, start, end)
                if person:
                    yield person


def _is_roster_name(content: str) -> bool:
    return is_person_name(_DASH.split(content, maxsplit=1)[0].strip())


# Names outside the attendance list.

_SPEAKER = re.compile(
    r"[*_]{0,3}(?P<name>@?[^\W\d_][\w.'’-]*(?:[ ][^\W\d_][\w.'’-]*){0,3})[*_]{0,3}"
    r"(?:\s\([^()]{1,40}\))?(?::[*_]{0,3}|\s?[-=]?>)\s+(?=\S)"
)
_ROTA = re.compile(
    r"(?:this|next|last|following)\s(?:week|month|sprint|shift)|on[- ](?:call|duty|shift)|(?:triage|duty|shift|host|chair|scribe)(?:\s\w+)?",
    re.IGNORECASE,
)
_ITEM_NAMES = re.compile(r"[^()]{2,60}\((?P<names>[^()]{2,60})\)\s?:\s")
_TRAILING_NAMES = re.compile(r"\((?P<names>[^()]{2,60})\)[.\s]*$")
_AFTER_BRACKET = re.compile(r"\)\s(?P<names>[^\W\d_][\w.'’, -]{1,50})$")
_AND = re.compile(r"\s*(?:,|/|&|\band\b|\+)\s*")


def person_names(
    note: Note, present: tuple[Attendee, ...], actions: tuple[Action, ...]
) -> tuple[PersonName, ...]:
    """Names that their place makes persons', outside the attendance list, in the order of the text.

    `present` are the note's attendees and `actions` its actions: they tell which single words are
    names in this note. For a speaker given by initials `name` is the attendee's whose they are.
    """
    found = [
        PersonName(owner.name, owner.span, "owner")
        for action in actions
        for owner in action.owners
        if is_person_name(owner.name)
        or owner.name.startswith("@")
        or _known_key(owner.name) in _keys(present)
    ]
    known = _keys(present) | {_known_key(name.name) for name in found}
    found += _role_lines(note)
    found += _presenters(note, known)
    found += _speakers(note, present, known)
    found += _rota(note)
    found += _item_names(note, known)
    taken: dict[Span, PersonName] = {}
    for name in found:
        taken.setdefault(name.span, name)
    return tuple(sorted(taken.values(), key=lambda name: name.span))


def _known_key(name: str) -> str:
    return name.casefold().lstrip("@")


def _keys(present: tuple[Attendee, ...]) -> set[str]:
    """Every way in which an attendee can be called: whole, given name, handle."""
    keys: set[str] = set()
    for person in present:
        keys.add(_known_key(person.name))
        keys.add(person.name.split()[0].casefold())
        if person.handle:
            keys.add(person.handle.casefold())
    return keys


def _spans(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """The names of a list such as `Ann Bell, Carl and Dora`, each with its span."""
    at = start
    for match in (*_AND.finditer(text, start, end), None):
        upto = match.start() if match else end
        raw = text[at:upto]
        left = at + len(raw) - len(raw.lstrip(_NAME_EDGES))
        right = left + len(raw.strip(_NAME_EDGES))
        if right > left:
            yield text[left:right], Span(left, right)
        if match:
            at = match.end()


def _role_lines(note: Note) -> Iterator[PersonName]:
    """`Chair: Name`, `Scribe: Name, Name`, `Notes by: Name`."""
    for line in note.lines[:60]:
        if line.kind not in ("text", "bullet", "quote"):
            continue
        match = _LABEL.match(note.text, line.content.start, line.content.end)
        if match and match["role"] and line.content.end - match.end() <= 120:
            role = plain(match["role"]).lower().replace("(s)", "").rstrip("s") or "chair"
            for start, end in _split(note.text, match.end(), line.content.end):
                person = _person(note.text, start, end)
                if person:
                    yield PersonName(person.name, person.span, "role-line", (role,))


_HEADING_NAMES = re.compile(r"(?::\s+|\s[-–—]\s+|\()(?P<names>[^:()]{3,80})\)?$")


def _presenters(note: Note, known: set[str]) -> Iterator[PersonName]:
    """`Topic: Name and Name`, `Topic - Name`, `Name - topic` and a name alone, in headings."""
    for section in note.sections:
        start, end = section.span.start, section.span.end
        heading = note.text[start:end]
        match = _HEADING_NAMES.search(note.text, start, end)
        if match:
            names = list(_spans(note.text, *match.span("names")))
            if names and all(_is_presenter(n, known) for n, _ in names):
                for name, span in names:
                    yield PersonName(name, span, "presenter")
                continue
        dash = _DASH.search(note.text, start, end)
        lead = note.text[start : dash.start()] if dash else heading
        rest = note.text[dash.end() : end] if dash else ""
        if (
            section.level > 1
            and is_person_name(lead.strip(), words=2)
            and (not rest or rest[0].islower())
        ):
            yield PersonName(lead.strip(), Span(start, start + len(lead.rstrip())), "presenter")


def _is_presenter(name: str, known: set[str]) -> bool:
    return is_person_name(name, words=2) or (is_person_name(name) and _known_key(name) in known)


def _speakers(note: Note, present: tuple[Attendee, ...], known: set[str]) -> Iterator[PersonName]:
    """`Name: remark`, bound to an attendee, or said twice or more under a name of two words."""
    initials: dict[str, list[str]] = {}
    for person in present:
        for letters in {person.initials, initials_of(person.name)} - {""}:
            initials.setdefault(letters, []).append(person.name)
    for person in present:
        if person.initials:
            initials[person.initials] = [person.name]
    candidates: dict[str, list[PersonName]] = {}
    for line in note.lines:
        if line.kind not in ("text", "bullet", "quote"):
            continue
        match = _SPEAKER.match(note.text, line.content.start, line.content.end)
        if not match:
            continue
        name, span = match["name"], Span(*match.span("name"))
        if is_initials(name):
            if len(initials.get(name, ())) == 1:
                yield PersonName(initials[name][0], span, "speaker")
        elif _known_key(name) in known:
            yield PersonName(name, span, "speaker")
        elif is_person_name(name, words=2):
            candidates.setdefault(name, []).append(PersonName(name, span, "speaker"))
    for several in candidates.values():
        if len(several) > 1:
            yield from several


def _rota(note: Note) -> Iterator[PersonName]:
    """`This week: Name`, `On call: Name`."""
    for line in note.lines:
        if line.kind not in ("bullet", "text"):
            continue
        colon = note.text.find(":", line.content.start, line.content.end)
        if 0 < colon <= line.content.start + 30 and _ROTA.fullmatch(
            plain(note.text[line.content.start : colon])
        ):
            names = list(_spans(note.text, colon + 1, line.content.end))
            if all(is_person_name(n) for n, _ in names):
                for name, span in names:
                    yield PersonName(name, span, "rota")


def _item_names(note: Note, known: set[str]) -> Iterator[PersonName]:
    """`Item (Name): remark`, `remark (Name)` and `item (unit) Name`.

    A single word counts where it is a name in this note already, or where it stands in a list whose
    other items have a name in that place.
    """
    waiting: dict[int | None, list[tuple[str, Span]]] = {}
    sure: set[int | None] = set()
    for line in note.lines:
        if line.kind != "bullet":
            continue
        start, end = line.content.start, line.content.end
        match = _ITEM_NAMES.match(note.text, start, end)
        rule = "item"
        if match is None:
            match = _TRAILING_NAMES.search(note.text, max(start, end - 70), end)
        if match is None:
            match = _AFTER_BRACKET.search(note.text, max(start, end - 70), end)
            rule = "assignee"
        if match is None:
            continue
        names = list(_spans(note.text, *match.span("names")))
        if not names or not all(is_person_name(n) for n, _ in names):
            continue
        certain = [n for n, _ in names if _known_key(n) in known or is_person_name(n, words=2)]
        if rule == "assignee" or len(certain) * 2 >= len(names):
            if rule == "item":
                sure.add(line.section)
            for name, span in names:
                yield PersonName(name, span, rule)
        elif match.re is _ITEM_NAMES:
            waiting.setdefault(line.section, []).extend(names)
    for section, names in waiting.items():
        if section in sure:
            for name, span in names:
                yield PersonName(name, span, "item")
