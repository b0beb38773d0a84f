"""Lists of people that neither a heading nor a label begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, takewhile

from msgspec.structs import replace

from ..lexicon import late, pattern
from ..records import Attendee, Line, Note, Presence, Span
from ..text import plain
from .action_lists import names_tasks
from .attendance_lists import IN_ROLE, WITH_PRONOUNS, Region
from .entries import ABSENT_REMARK, DASH, people_in, read_entry, split_dashed, split_entries
from .headed_lists import GROUP_OF_PEOPLE
from .labels import ANY_ROLE, HOST, LABEL, OFFICE, SENTENCE, WAY
from .names import CAPITAL, GIVEN_NAMES, is_everyday_word, is_full_name, is_person_name
from .roll import HEAD, Roll, cut
from .roll_words import all_named, begins_with_name, is_named
from .scan import holds_one
from .sought import Sought, lines_with
from .titles import behind_office, without_points


def in_sentences(roll: Roll) -> Iterator[Region]:
    """Full names in a sentence that lists who came, where it holds nothing else."""
    note = roll.note
    for index in lines_with(note, Sought.TOLD):
        content = note.lines[index].content
        told = _TOLD_BEHIND.search(note.text, content.start, content.end)
        if told and index not in roll.covered and note.lines[index].kind == "text":
            words = 1 if index < _OPENING else 2
            yield from _by_office(note.text, *told.span("names"), words=words)
    for index in _may_tell(note):
        start, last = note.lines[index].content.start, index
        while last < index + _WRAPPED and [one.kind for one in note.lines[last + 1 : last + 2]] == [
            "text"
        ]:
            last += 1
        end = note.lines[last].content.end
        for match in (
            () if index in roll.covered else SENTENCE.finditer(without_points(note.text[start:end]))
        ):
            at = start + match.start("names"), start + match.end("names")
            yield from _by_office(note.text, *at)
            behind = Region(at[1], end, "present", rule="label")
            yield from (part for part in cut(note.text, behind) if part.presence == "absent")


def _may_tell(note: Note) -> list[int]:
    """Indexes of the lines in which a sentence may begin that lists who came."""
    labelled = {at for at in lines_with(note, Sought.PRESENT) if _has_label(note, at)}
    return sorted(labelled.union(lines_with(note, Sought.PRESENT_WERE)))


def _has_label(note: Note, index: int) -> bool:
    """Whether a colon stands in a line right behind what may be the word for those who came."""
    before = note.quote(note.lines[index].content).split(":")[:-1]
    return any(holds_one(words[-_LABEL:], Sought.PRESENT.value) for words in before)


_LABEL = 40  # characters of a label within a sentence
_WRAPPED = 8  # lines at most over which such a sentence runs
# `Ann Bell, Bo Crane and Cy Dunn were present.`
_TOLD_BEHIND = late(
    rf"(?:^|(?<=[.!?]\s)|(?<=[.!?]\s\s))(?P<names>[^\W\d_][^.:;!?\n]{{5,400}}?)\s{pattern('attendance.told')}\b",
    re.IGNORECASE | re.MULTILINE,
)
_COLUMNS = re.compile(r"\S(?:\t|\s{3,})\S")
# `Ann Bell of the Lake Society (by phone)`
_OF_A_FIRM = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?[A-Z].*$|\s*\([^()]*\)\s*$")


def _by_office(text: str, start: int, end: int, *, words: int = 1) -> list[Region]:
    """The names of `directors A, B and C, clerk D and guest E`; none where one is no name.

    Behind three names what begins in small letters tells something else: `…, who had brought tea`.
    """
    found: list[Region] = []
    presence: Presence = "present"
    for left, right in split_entries(text, start, end):
        left += len(text[left:right]) - len(text[left:right].lstrip())
        if _COLUMNS.search(text, left, right):
            return []
        office = OFFICE.match(text, left, right)
        if office:
            presence, left = ("guest" if office["guest"] else "present"), office.end()
        left += 4 * text.startswith("the ", left)
        of = _OF_A_FIRM.search(text, left, right)
        right = of.start() if of else right
        if ABSENT_REMARK.search(text, left, right) or ANY_ROLE.fullmatch(text, left, right):
            continue  # `…; Bo Crane had sent his regrets`, `Ann Bell, secretary; …`
        person = read_entry(text, left, right)
        listed = person is not None and " " in person.name
        if person is None or not is_person_name(person.name, words=words, listed=listed):
            return found if len(found) >= _SEVERAL and text[left].islower() else []
        found.append(Region(left, right, presence, rule="label"))
    return found if len(found) > 1 else []


def in_boxes(roll: Roll) -> Iterator[Region]:
    """Boxes with nothing but names below a group's name or the title.

    Anywhere else a run of names to be ticked off may be of whoever is to be asked or thanked.
    """
    for run in _runs_of_boxes(roll.note):
        if run[0] in roll.covered or not _heads_roll(roll, run) or not _are_names(roll, run):
            continue
        roll.covered.update(run)
        for index in run:
            yield from roll.on_line(roll.note.lines[index], "present")


def _are_names(roll: Roll, run: list[int]) -> bool:
    """Whether the lines of a run begin with names, half of them at least with full ones.

    In a long run one may be odd.
    """
    text, named, full, told = roll.note.text, 0, 0, 0
    for index in run:
        content = roll.note.lines[index].content
        told += ": " in plain(text[content.slice])
        first = next(split_entries(text, content.start, content.end, bullet=True), None)
        person = read_entry(text, *first) if first else None
        if first is None or person is None:
            return False
        named += is_named(text, *first)
        full += is_full_name(person.name)
    listed = full * 2 >= len(run) and told * 2 <= len(run)
    return listed and len(run) - named <= len(run) // 6


def _heads_roll(roll: Roll, run: list[int]) -> bool:
    """Whether a group's name stands above a run, or the note's opening, with a box ticked."""
    lines = roll.note.lines
    above = next((at for at in range(run[0] - 1, -1, -1) if lines[at].kind != "blank"), None)
    if above is None or lines[above].number in (roll.note.title_line, roll.note.date_line):
        return len(run) > 1 and any(lines[index].task for index in run)
    words = plain(roll.note.text[lines[above].content.slice])
    return GROUP_OF_PEOPLE.fullmatch(words) is not None


def _runs_of_boxes(note: Note) -> list[list[int]]:
    """Indexes of the lines with a box, in runs between which something else stands."""
    runs: list[list[int]] = []
    last = None
    for index, line in enumerate(note.lines):
        if line.task is not None:
            if last is None:
                runs.append([])
            runs[-1].append(index)
            last = index
        elif line.kind != "blank":
            last = None
    return runs


def opening(roll: Roll) -> Iterator[Region]:
    """Opening lines of names with initials; where others came too, those above their lists."""
    top = min(roll.covered, default=0) if roll.lists_present() else len(roll.note.lines)
    for region in _with_initials(roll.note, 2 if roll.lists_present() else 3):
        if roll.note.line_of(region.start) <= top:
            yield region


# `Name (AB)`: three of them or more, or two where others are listed, are a list of people.
_NAME_AND_INITIALS = re.compile(
    r"(?<![\w.'’-])([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3})"
    rf" \(({CAPITAL}{{2,4}})\)(?=,|;|$| and )"
)


def _with_initials(note: Note, fewest: int) -> Iterator[Region]:
    """Opening lines that list people with their initials: `Ann Bell (AB), Carl Diaz (CD), …`.

    A line behind a comma at the end of one goes on with it.
    """
    wrapped = False
    for line in note.lines[:40]:
        content = note.text[line.content.slice]
        least = 1 if wrapped and line.kind == "text" else fewest
        wrapped = False
        if line.kind not in ("text", "bullet") or content.count("(") < least:
            continue
        pairs = list(_NAME_AND_INITIALS.finditer(content))
        if len(pairs) >= least and all(pair[2][0] == pair[1][0] for pair in pairs):
            start = line.content.start + pairs[0].start()
            wrapped = content.endswith(",")
            yield Region(start, line.content.end, "present", rule="initials")


def by_way(roll: Roll) -> list[Region]:
    """Full names behind or below how they took part: `Via phone: …`. Of many one may be odd.

    One such line is enough below an opening that lists people; else there are two.
    """
    note = roll.note
    came = {region.rule for region in roll.regions if region.presence != "absent"}
    ways = [region for region in roll.regions if _tells_way(note, region)]
    if len(ways) < len(roll.regions) and roll.lists_present() and came != {"initials"}:
        return []
    found = list(_by_ways(roll))
    if len(found) + len(ways) > 1 or came == {"initials"}:
        return found
    first = next((at for at in range(min(HEAD, len(note.lines))) if _by_one_way(roll, at)), 0)
    return found if _opened_by(roll, first) else []


def _by_ways(roll: Roll) -> Iterator[Region]:
    """The full names behind or below each way in which people took part."""
    for index in range(min(HEAD, len(roll.note.lines))):
        spans = _by_one_way(roll, index)
        if _mostly_full(roll.note.text, spans):
            yield from (Region(s.start, s.end, "present", rule="label") for s in spans)


def _mostly_full(text: str, spans: list[Span]) -> bool:
    odd = sum(not all_named(text, span.start, span.end) for span in spans)
    return odd <= len(spans) // 6


def _by_one_way(roll: Roll, index: int) -> list[Span]:
    """What stands behind the label of a way on a line, or below one that is alone there."""
    line = roll.note.lines[index]
    if line.kind not in ("text", "heading", "bullet") or index in roll.covered:
        return []
    way = WAY.match(roll.note.text, line.content.start, line.content.end)
    if way is None:
        return []
    if way.end() < line.content.end:
        return [Span(way.end(), line.content.end)]
    below = (roll.note.lines[at] for at in roll.introduced(index))
    return [one.content for one in takewhile(lambda one: not _has_way(roll.note, one), below)]


def _tells_way(note: Note, region: Region) -> bool:
    """Whether the label of a list is of how people took part: `Online: …`."""
    return _has_way(note, note.lines[note.line_of(region.start) - 1])


def _has_way(note: Note, line: Line) -> bool:
    return WAY.match(note.text, line.content.start, line.content.end) is not None


def names_on_top(roll: Roll) -> Iterator[Region]:
    """The opening line of nothing but full names, or lines of one, above the label of others."""
    others = min((roll.note.line_of(region.start) - 1 for region in roll.regions), default=0)
    for line in _opened_by(roll, others):
        roll.covered.add(line.number - 1)
        bullet = line.kind == "bullet"
        yield Region(line.content.start, line.content.end, "present", bullet=bullet, rule="top")


def _opened_by(roll: Roll, end: int) -> list[Line]:
    """The first line above another if it lists full names, or the items or lines of one each."""
    note, text = roll.note, roll.note.text
    head = note.lines[: min(end, _TOP)]
    first = next((at for at, line in enumerate(head) if _opens(note, line)), len(head))
    lines = [*takewhile(lambda line: line.kind in ("blank", head[first].kind), head[first:])]
    if not lines or lines[0].kind not in ("text", "bullet"):
        return []
    opened = lines[0].content
    several = lines[0].kind == "text" and len([*split_entries(text, opened.start, opened.end)]) > 1
    run = lines[:1] if several else [line for line in lines if line.kind != "blank"]
    return run if (several or len(run) > 1) and all(_lists_full(note, one) for one in run) else []


def _opens(note: Note, line: Line) -> bool:
    """Whether a line is the first of a note below its title, day and hour."""
    above = line.kind in _ABOVE_OPENING or line.number in (note.title_line, note.date_line)
    return not above and _HOUR.fullmatch(note.quote(line.content)) is None


_HOUR = re.compile(r"\W{0,3}\d\d?(?:[^\w\n]{0,3}(?:\d\d?|[ap]\.?m|h|Uhr)\b\.?){1,6}\W{0,3}")


def _lists_full(note: Note, line: Line) -> bool:
    """Whether a line lists full names, and tells them nothing: `- [ ] @ann: write it`."""
    named = all_named(note.text, line.content.start, line.content.end)
    return named and ":" not in note.quote(line.content)


# `Jelen: Ann Bell, Bo Crane`: any label; or in its place a picture, or a day: `24 Jun · Ann Bell`.
_ANY_LABEL = re.compile(
    r"[*_]{0,3}(?:(?P<label>[^\W\d_][^:：,\n]{0,38}?)[*_]{0,3}\s?[:：]|[\u2600-\u27bf\U0001f000-\U0001faff]\ufe0f?(?=\s)"
    r"|[^·\n]{4,40}\d[ ]·(?=[ ]))[*_]{0,3}\s*"
)
_NOT_THERE = late(
    rf"(?:{pattern('attendance.elsewhere')}\b|{pattern('summaries.invited')}(?=\s))", re.IGNORECASE
)
_FEWEST_NAMES = 2
_LABELLED = ("text", "bullet", "heading")


def behind_any_label(roll: Roll) -> Iterator[Region]:
    """Nothing but names, two of them full ones or more, behind a first label of whatever words.

    That is how notes begin in any language. Not where something else lists who came, nor behind
    a label of what others than those who came did, or are to do. Full names behind the labels of
    the lines around it, or around a list that is read, came as well: `Code: Ann Bell`.
    """
    text, labels = roll.note.text, _open_labels(roll)
    ends = {at: (label.end(), roll.note.lines[at - 1].content.end) for at, label in labels.items()}
    read = {roll.note.line_of(one.start) for one in roll.regions if one.rule != "label"}
    if not read and not roll.lists_present():
        read.update(islice((at for at in labels if _are_named(text, *ends[at])), 1))
        for at in read:
            yield from cut(text, Region(*ends[at], "present", rule="label"))
    for at in _also_named(roll, labels, ends, read):
        yield from cut(text, Region(*ends[at], "present", rule="label"))


def _also_named(
    roll: Roll,
    labels: Mapping[int, re.Match[str]],
    ends: Mapping[int, tuple[int, int]],
    read: set[int],
) -> Iterable[int]:
    """The lines of labels with full names beside what is `read`, or of an office beside any list.

    `Regional officer: Ann Bell` is of those who came beside whatever list of theirs.
    """
    text = roll.note.text
    named = [at for at in labels if labels[at]["label"] and all_named(text, *ends[at], words=2)]
    offices = [at for at in named if ANY_ROLE.search(labels[at]["label"])]
    listed = {roll.note.line_of(one.start) for one in roll.regions}
    heads = {at: roll.label(roll.note.lines[at - 1]) for at in listed}
    read |= {at for at, label in heads.items() if label and label["doubtful"]}
    return dict.fromkeys((*_beside(offices, listed), *_beside(named, read)))


def names_alone(roll: Roll) -> Iterator[Region]:
    """An opening line of three names or more and nothing else, where nothing lists who came.

    Or three lines or items of a full name each, below a bare hour or not: half with a known given
    name.
    """
    text = roll.note.text
    for line, label, (listed, *others) in _on_top(roll):
        people = people_in(text, listed.start, listed.end)
        named = all(person and is_person_name(person.name) for person in people)
        alone = line.kind == "text" and line.number != roll.note.date_line and label is None
        if alone and named and len(people) >= _SEVERAL:
            yield from (listed, *others)
            return
    run = [] if roll.lists_present() else _opened_by(roll, _TOP)
    given = sum(_begins_with_given_name(text, line) for line in run)
    if len(run) >= _SEVERAL and given * 2 >= len(run):
        for line in run:
            yield Region(line.content.start, line.content.end, "present", bullet=True, rule="alone")


def _begins_with_given_name(text: str, line: Line) -> bool:
    return text[line.content.slice].split(maxsplit=1)[0].strip("*_").casefold() in GIVEN_NAMES


def acting(roll: Roll) -> Iterator[Region]:
    """An opening line of names, behind whatever label or none, of whom other lines tell.

    That is where nothing lists who came, and lines or sentences below begin with two of the names
    or more: `Pals: Ann, Bo, Cy` above `Ann to bake` and `Bo: sails`. One odd entry of four is let
    pass.
    """
    for line, label, regions in _on_top(roll):
        if _are_acting(roll.note, line, regions[0], fewest=_FEWEST_NAMES if label else _SEVERAL):
            yield from regions
            if label is None:
                return


def _on_top(roll: Roll) -> Iterator[tuple[Line, re.Match[str] | None, list[Region]]]:
    """The lines of an opening, with the label that each may have, and what stands behind it.

    Nothing where something lists who came.
    """
    text = roll.note.text
    for line in () if roll.lists_present() else roll.note.lines[:_OPENING]:
        if line.kind not in ("text", "bullet") or line.number == roll.note.title_line:
            continue
        if _NOT_THERE.match(text, line.content.start, line.content.end):
            continue
        label = _any_label(roll, line)
        opened = label or _NAMES_OPENED.match(text, line.content.start, line.content.end)
        start, end = opened.end() if opened else line.content.start, line.content.end
        end -= opened is not None and opened[0][-1] in "([" and text[end - 1] in ")]"
        regions = list(cut(text, Region(start, end, "present", rule="alone")))
        if label or not _LABELLING.search(text, start, regions[0].end):
            yield line, label, regions


def _are_acting(note: Note, line: Line, listed: Region, *, fewest: int) -> bool:
    """Whether a stretch of a line lists names, with which lines or sentences below begin."""
    people = people_in(note.text, listed.start, listed.end)
    names = {one.name for one in people if one and _may_act(one.name)}
    if len(names) < fewest or (len(people) - len(names)) * 4 > len(people):
        return False
    if all(one is None or one.handle for one in people):
        return True
    told: set[str] = set()
    for first in _FIRST.finditer(note.text, line.span.end):
        # A label may be of things: there somebody has to do something.
        if fewest == _SEVERAL or _DOES.match(note.text, first.end()):
            told.add(first["word"].rstrip("."))
    return sum(not told.isdisjoint(name.split()) for name in names) >= _FEWEST_NAMES


# The first word of a line, an item or a sentence; of a whole name the surname too.
_FIRST = re.compile(
    r"(?:^[ \t]{0,20}(?:\d{1,3}[.)]|[-*•+>]|->|→|=>)?[ \t]{0,20}|[.!?:;] |[-–—>→] )[*_@]{0,3}"
    r"(?P<word>[^\W\d_][\w.'’-]*)",
    re.MULTILINE,
)
_DOES = late(
    r"(?:\s[A-Z][\w'’-]*){0,2}[*_]{0,3}(?: ?[:>–—-]+)?[*_]{0,3}\s+(?:"
    rf"{pattern('owners.is_to')}|{pattern('actions.verb')}|{pattern('actions.doing')}"
    rf"|{pattern('actions.reporting')}|{pattern('talk.telling')})\b"
)


def _may_act(name: str) -> bool:
    alone = " " not in name and not is_everyday_word(name)
    return alone or is_full_name(name) or behind_office(name) > 0


_OPENING = 10  # lines in which a note says who came without any word for it
_SEVERAL = 3
_LABELLING = re.compile("[:：]")
_NAMES_OPENED = late(
    r"[(\[]|w/\s*|(?i:(?:with|we (?:were|had))\s"
    rf"|{pattern('attendance.bracketing')}\b[^()\n:]{{0,20}}\()"
)


def _open_labels(roll: Roll) -> dict[int, re.Match[str]]:
    """The labels that may be of those who came, by the numbers of lines on top that nobody read."""
    lines = [one for one in roll.note.lines[:_TOP] if one.number - 1 not in roll.covered]
    return {one.number: label for one in lines if (label := _any_label(roll, one))}


def _beside(lines: list[int], read: set[int]) -> Iterator[int]:
    """Those of some lines, by number, that stand beside what is `read`, or beside each other."""
    for at in (*lines, *reversed(lines)):
        if read & {at - 1, at + 1} and at not in read:
            read.add(at)
            yield at


def _any_label(roll: Roll, line: Line) -> re.Match[str] | None:
    """The label or picture at the beginning of a line, if it may be that of those who came."""
    marked = line.kind == "heading" and line.span.start < line.content.start
    if line.kind not in _LABELLED or marked or roll.label(line):
        return None  # `## Status: Ann Bell and Bo Crane` tells who presented
    match = _ANY_LABEL.match(roll.note.text, line.content.start, line.content.end)
    label = match["label"] or "" if match else ""
    return None if names_tasks(label) or _NOT_THERE.search(label) else match


def _are_named(text: str, start: int, end: int) -> bool:
    """Whether a stretch holds nothing but names, most of them full ones, and two at least.

    That is up to a label within it: `Ann Bell, Bo Crane. Guests: …`.
    """
    end = next(cut(text, Region(start, end, "present"))).end
    people = people_in(text, start, end)
    full = sum(one is not None and is_full_name(one.name) for one in people)
    return _FEWEST_NAMES <= full > len(people) / 2 and all_named(text, start, end, words=1)


_TOP = 25  # lines in which a note tells who came, and who led it

# `Ann Bell ([@annb](https://…)) (chair)`, `Ann Bell @annb`
_NAME_AND_HANDLE = re.compile(
    r"(?P<name>[^\W\d_][^\[\]()@:;!?]{2,50}) \(?\[?@[\w-]+\]?(?:\([^()\s]*\))?\)?"
    r"(?:\s*\([^()]{1,60}\))*[\s.,]*"
)


def handles_behind_names(roll: Roll) -> list[Region]:
    """A list in a note's head where each item begins with a full name, as a roll has it.

    Handles stand behind all of them and perhaps roles, and it is the first list; or pronouns stand
    behind most of them.
    """
    for run in () if roll.lists_present() else _lists_on_top(roll.note):
        spans = [line.content for line in run if line.kind == "bullet"]
        named = len(spans) > 2 and all(begins_with_name(roll.note.text, at) for at in spans)
        if named and _is_of_persons(roll.note, run[0].number - 1, spans):
            return [Region(at.start, at.end, "present", bullet=True) for at in spans]
    return []


def _is_of_persons(note: Note, first: int, spans: list[Span]) -> bool:
    """Whether what stands behind the names of a list from a line on is said of persons."""
    above = note.lines[:first]
    on_top = all(it.kind in _ABOVE_OPENING or it.number == note.date_line for it in above)
    handles = (_NAME_AND_HANDLE.fullmatch(note.text, it.start, it.end) for it in spans)
    told = sum(WITH_PRONOUNS.search(note.text, it.start, it.end) is not None for it in spans)
    return told * 2 > len(spans) or (on_top and all(handles))


def _lists_on_top(note: Note) -> Iterator[list[Line]]:
    """The items of each list in a note's head, with the lines that go on with them."""
    run: list[Line] = []
    for line in note.lines[:HEAD]:
        below = line.parent is not None and note.lines[line.parent].kind == "bullet"
        if line.kind == "bullet" or (below and line.kind == "text"):
            run.append(line)
        elif line.kind != "blank":
            if run:
                yield run
            run = []
    if run:
        yield run


_ABOVE_OPENING = ("blank", "comment", "front-matter", "heading", "rule")


# `Name - Role`, the role perhaps left empty.
_ROSTER_LINE = re.compile(r"[^\s\-–—•*#>|:][^:|\n]{1,60}?\s[-–—](?:\s.{0,80})?$")


def _presiding(note: Note) -> Iterator[Attendee]:
    """Those who led the meeting by a sentence on top with their whole name: `Ann Bell presided`."""
    text = note.text
    for index in lines_with(note, Sought.PRESIDED):
        told = note.lines[index].content if index < _TOP else Span(0, 0)
        for match in _PRESIDED.finditer(text, told.start, told.end):
            person = read_entry(text, *match.span(match.lastgroup or 0))
            if person and is_full_name(person.name) and not behind_office(person.name):
                yield replace(person, roles=("chair",), rule=IN_ROLE)


def roles_alone(note: Note) -> Iterator[Attendee]:
    """Whoever labels of roles and sentences on top name: `Note taker: Ann`, `Ann Bell presided`.

    A host or an organiser may be a firm, so that these need a full name.
    """
    text = note.text
    yield from _presiding(note)
    for line in (note.lines[at] for at in lines_with(note, Sought.ROLE) if at < _TOP):
        label = LABEL.match(text, line.content.start, line.content.end)
        if not label or not label["role"] or line.kind not in ("text", "bullet", "heading"):
            continue
        role = plain(label["role"]).lower()
        for part in cut(text, Region(label.end(), line.content.end, "present", role=role)):
            fewest = 2 if HOST.fullmatch(part.role) else 1
            if not part.role or not all_named(text, part.start, part.end, words=fewest):
                continue
            for person in filter(None, people_in(text, part.start, part.end)):
                yield replace(person, roles=(*person.roles, part.role), rule=IN_ROLE)


_LEADER = r"[^\W\d_a-z][\w.'’-]+(?:\s[^\W\d_a-z][\w.'’-]*){1,4}"
_PRESIDED = late(
    rf"(?i:{pattern('attendance.presided_by')})(?:\sat\s[^,;A-Z\n]{{1,20}})?\sby\s(?P<behind>{_LEADER})"
    rf"|(?P<before>{_LEADER})\s(?i:{pattern('attendance.presided')})\b"
)


# `Ann Bell, Acme Mills`, with the whole name.
_ROSTER_COMMA = re.compile(r"(?P<name>[^\W\d_a-z][^,;:|\n()]{3,40}), [^\W\d_][^,;:|\n.]{1,50}$")


def _paragraphs_of_one(note: Note) -> list[Line]:
    """Three lines or more `Ann Bell, Acme` on top of a note, each a paragraph; else none."""
    run: list[Line] = []
    for line in note.lines[:_TOP]:
        words = note.text[line.content.slice].rstrip(" \\*")
        match = _ROSTER_COMMA.match(words) if line.kind == "text" else None
        if match and is_full_name(match["name"]) and not _is_beside(note, line):
            run.append(line)
        elif line.kind != "blank" and (run or line.kind in ("bullet", "table", "code")):
            break
    return run if len(run) > _FEWEST_NAMES else []


def _is_beside(note: Note, line: Line) -> bool:
    """Whether another line of the paragraph stands below a line."""
    return line.number < len(note.lines) and note.lines[line.number].kind != "blank"


def roster(note: Note) -> Iterator[Attendee]:
    """Lines `Name - Role` that follow each other above the first list of the note, two or more.

    So are three lines `Ann Bell, Acme` with blank ones between them, which no prose has.
    """
    run = _paragraphs_of_one(note)
    if run:
        for line in run:
            comma = note.text.index(",", line.content.start)
            person = read_entry(note.text, line.content.start, comma)
            firm = note.text[comma + 1 : line.content.end].strip(" \\*")
            if person:
                yield replace(person, roles=(firm,), rule="attendance-roster")
        return
    for line in note.lines[:80]:
        content = note.text[line.content.slice]
        named = line.kind == "text" and _ROSTER_LINE.match(content)
        if named and is_person_name(DASH.split(content, maxsplit=1)[0].strip()):
            run.append(line)
            continue
        if len(run) >= 2:
            break
        run = []
        if line.kind in ("bullet", "table", "code"):
            return
    if len(run) < 2:
        return
    for line in run:
        for start, end in split_dashed(note.text, line.content.start, line.content.end):
            person = read_entry(note.text, start, end)
            if person:
                yield replace(person, rule="attendance-roster")
