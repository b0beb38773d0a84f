"""Action items: who is to do what, by when, and whether it is done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace as changed

from msgspec.structs import replace

from ..blocks import SAID
from ..grouping import grouped
from ..lexicon import late, pattern
from ..records import Action, Attendee, Note, Outcome
from ..settings import Settings
from .action_lists import boxed_lines, listed_lines, names_of_owners
from .action_reader import ActionReader
from .action_rules import RULES
from .action_state import tells_state
from .duties import duties, duty_lines
from .implied_lists import items_by_form, items_gone_through, may_stand
from .linked import linked_people
from .owners import known_names, single_letters, speaking_initials, turn_in
from .people import invited
from .rules import Place, nearly_read, read_by
from .scan import INDEXED, own_marker
from .sought import Sought, lines_with

# The short markers stand in many words, so that they are looked for as they are written.
_SHORT_MARKER = re.compile(r"A(?:[IP]s?|\.I\.)(?![A-Za-z])")
# Tags before what a line says: `<li>TODO: …`.
_TAGS = re.compile(r"(?:</?(?:li|ul|ol|p|div|td|span|br)\b[^<>]{0,40}>\s*)+", re.IGNORECASE)
# `🎯 Action: …`: a sign that is no arrow.
_SIGN = re.compile(r"[^\x00-\x7f\w\s→⇒•–—“‘«]{1,3}\s+(?=[*_`\[(#]{0,4}[AaTt])")
# The heading of results of any kind, not only of what was decided.
_OUTCOMES = late(rf"{pattern('outcomes.results')}\s?:?", re.IGNORECASE)

# A whole table on one line is no task.
_BEFORE = (INDEXED, _TAGS, SAID, _SIGN)
_KINDS = ("bullet", "text", "quote", "heading")


def actions(
    note: Note,
    settings: Settings,
    people: tuple[Attendee, ...] = (),
    decided: frozenset[int] = frozenset(),
    listed: frozenset[int] = frozenset(),
) -> tuple[Action, ...]:
    """The note's action items in the order of the text, each once.

    `people` are those that the note lists; their initials and nicknames can own actions. `listed`
    are indexes of the lines that list people, which hold none. `decided` are indexes of lines that
    tell conclusions: these hold an action only where a marker says so, or where an outcome is what
    somebody of the note will do. A list of the actions that closes the note adds nothing; nor does
    a rota. `owners` is empty where a note names nobody.
    """
    reader = _reader(note, settings, people)
    places = _places(reader, listed, decided)
    read = [
        action
        for place in places
        if place.index not in reader.used
        for action in read_by(RULES, reader, place)
    ]
    if people or "@" in note.text:
        rules = {action.rule for action in _of_this_meeting(note, read)} - _BESIDE_OTHERS
        more = _by_form(reader, listed | decided, rules)
        read = sorted((*read, *more), key=lambda one: one.span)
    if not read:
        read = list(_promises(reader, listed | decided))
    found = _without_repeats(read)
    return tuple(map(_of_somebody, found)) if note.kind == "summary" else found


# What notes write beside sentences that tell of tasks as well.
_BESIDE_OTHERS = frozenset(("action-arrow", "action-in-charge"))


def _of_this_meeting(note: Note, read: Iterable[Action]) -> Iterator[Action]:
    """Actions without those of lists that go through the last meeting's.

    Such are headed so, or tell of half of them or more how they stand, and so are no sign of how a
    note marks others.
    """
    lists = grouped((_list_of(note, action), action) for action in read)
    for (section, parent), one in lists.items():
        told = [action for action in one if _tells_state(note, action)]
        heading = note.sections[section].heading if section is not None else ""
        label = note.quote(note.lines[parent].content) if parent is not None else ""
        earlier = _EARLIER.search(heading) or _EARLIER.search(label[:_LONGEST_LABEL])
        if len(told) * 2 < len(one) and not earlier:
            yield from one


_LONGEST_LABEL = 80
_EARLIER = late(rf"(?<!\w){pattern('actions.earlier')}", re.IGNORECASE)


def _list_of(note: Note, action: Action) -> tuple[int | None, int | None]:
    line = note.lines[action.line - 1]
    return line.section, line.parent


def _tells_state(note: Note, action: Action) -> bool:
    line = note.lines[action.line - 1]
    return bool(line.task) or tells_state(note.quote(line.content))


# What reads actions where nothing marks them one by one.
_HEADED = frozenset(("action-heading", "action-table"))
# `The group will …`: where nobody was named, a program that sums up names all who were there.
_ANONYMOUS = late(pattern("owners.anonymous"), re.IGNORECASE | re.VERBOSE)


def _of_somebody(action: Action) -> Action:
    """An action of a summary without owners that are nobody in particular."""
    owners = tuple(one for one in action.owners if not _ANONYMOUS.fullmatch(one.name))
    return action if owners == action.owners else replace(action, owners=owners)


def nearly_actions(
    note: Note,
    settings: Settings,
    people: tuple[Attendee, ...] = (),
    decided: frozenset[int] = frozenset(),
    listed: frozenset[int] = frozenset(),
) -> Iterator[tuple[int, str]]:
    """Lines, by number, that have the form of an action without being one, and by which rule.

    The arguments are those of `actions`.
    """
    reader = _reader(note, settings, people)
    for place in _places(reader, listed, decided):
        if place.index not in reader.used:
            for rule in nearly_read(RULES, reader, place):
                yield note.lines[place.index].number, rule


def _reader(note: Note, settings: Settings, people: tuple[Attendee, ...]) -> ActionReader:
    known = known_names(people, speaking_initials(note))
    named = (one.name.casefold() for one in invited(note))
    names = known.names | names_of_owners(note) | frozenset(named)
    letters = single_letters(note, known.listed)
    known = changed(known, names=names, linked=linked_people(note, known.knows), lettered=letters)
    own = own_marker(settings.action_markers)
    return ActionReader(note, known, own, listed_lines(note, known))


def _places(
    reader: ActionReader, people: frozenset[int], decided: frozenset[int]
) -> Iterator[Place]:
    """Where the note can have an action: at markers, boxes and tables, and in lists of actions."""
    note = reader.note
    governed = _without_talk(reader, reader.listed.lines - decided)
    governed |= {index for index in decided if _is_promise(reader, index)}
    boxes = boxed_lines(note, reader.known) - decided
    tables = {table.first for table in note.tables}
    listed = governed | boxes | tables | _marked(reader) | set(_in_charge(note))
    for index in sorted(listed - people - reader.listed.leads):
        line = note.lines[index]
        if line.kind in _KINDS or index in tables:
            by = "heading" if index in governed else "box" if index in boxes else ""
            yield Place(index, _beginning(note, index), line.content.end, by)


def _by_form(reader: ActionReader, besides: frozenset[int], rules: set[str]) -> Iterator[Action]:
    """Actions by their form, beside those that `rules` read; the lines `besides` hold none.

    Where headings list actions, or marks tell them, only what is sure to be one is another.
    """
    note, headed = reader.note, _HEADED.issuperset(rules) and not reader.listed.lines
    lists = items_by_form(note, reader.known) if headed else items_gone_through(note, reader.known)
    clauses = set(duty_lines(note, reader.known))
    for index in sorted(lists.union(clauses) - besides - reader.used - reader.listed.leads):
        by = "form" if index in lists else "assigned" if rules else "vowed"
        if by == "vowed" and may_stand(note, index, reports=False):
            by = "told"
        if index in lists or may_stand(note, index):
            place = Place(index, _beginning(note, index), note.lines[index].content.end, by)
            yield from read_by(RULES, reader, place)


def _promises(reader: ActionReader, besides: frozenset[int]) -> Iterator[Action]:
    """What lines begin with that anybody will do, where a note marks no actions at all."""
    note, anybody = reader.note, changed(reader, known=changed(reader.known, anybody=True))
    for index in lines_with(note, Sought.VOWED):
        line = note.lines[index]
        if line.kind == "text" and index not in besides:
            start, end = line.content.start, line.content.end
            found = duties(note.text, start, end, anybody.known, "wished")
            if found and found[0].begin == start and found[0].said == "vow":
                yield from read_by(RULES, anybody, Place(index, start, end, "outcome"))


def _without_talk(reader: ActionReader, listed: set[int]) -> set[int]:
    """The listed lines without what is said on them, where some of a list are marked as actions.

    `Bo: It is late.` between two items `AI (Ann): …` is talk, and so is `It is late.`; beside it
    every sentence that somebody says is, as `Cy: The boat leaks less.`.
    """
    note = reader.note
    lists = grouped(((note.lines[at].parent, note.lines[at].section), at) for at in sorted(listed))
    talk: set[int] = set()
    for lines in lists.values():
        marked = {
            at for at in lines if reader.marker(_beginning(note, at), note.lines[at].content.end)
        }
        bare = [at for at in lines if at not in marked and note.lines[at].task is None]
        told = {at for at in bare if _is_talk(reader, at)} if marked else set()
        talk |= told | ({at for at in bare if _says_sentence(reader, at)} if told else set())
    return listed - talk


def _said(reader: ActionReader, index: int) -> int | None:
    """Where what somebody says begins on a line; `None` on one that nobody of the note says."""
    note = reader.note
    end = note.lines[index].content.end
    return turn_in(note.text, _beginning(note, index), end, reader.known)


def _says_sentence(reader: ActionReader, index: int) -> bool:
    """Whether somebody says a whole sentence on a line."""
    note, said = reader.note, _said(reader, index)
    end = note.lines[index].content.end
    return said is not None and note.text[said:end].rstrip().endswith((".", "!"))


def _is_talk(reader: ActionReader, index: int) -> bool:
    """Whether a line without a box or a mark is a turn of talk, or a sentence that tells."""
    note, line = reader.note, reader.note.lines[index]
    said, end = _said(reader, index), line.content.end
    begin = _beginning(note, index) if said is None else said
    telling = _TELLING.search(note.text, begin, end) or note.text[begin:end].rstrip().endswith("?")
    if said is not None and not telling:
        return len(note.text[begin:end].split()) < _FEWEST_WORDS
    return bool(telling) and (said is not None or line.kind == "text")


_FEWEST_WORDS = 3  # of what somebody is to do, among items with a marker: not `Bo: sounds good`


_TELLING = late(rf"\b{pattern('talk.telling')}\b", re.IGNORECASE)


def _marked(reader: ActionReader) -> set[int]:
    """Lines that may hold a marker; all of them where a community has markers of its own."""
    note = reader.note
    if reader.own is not None:
        return set(range(len(note.lines)))
    short = (note.line_of(match.start()) - 1 for match in _SHORT_MARKER.finditer(note.text))
    return {*lines_with(note, Sought.ACTION), *short}


def _in_charge(note: Note) -> Iterator[int]:
    """Lines that may say with a colon who is in charge of something."""
    for index in lines_with(note, Sought.IN_CHARGE):
        content = note.lines[index].content
        if _CHARGED.search(note.text, content.start, content.end):
            yield index


_CHARGED = late(rf"(?<!\w){pattern('columns.in_charge')}(?:(?<=:)|\s?[:：])", re.IGNORECASE)


def _beginning(note: Note, index: int) -> int:
    """Where a line begins behind what stands before any marker: a stamp, tags, a sign."""
    start, end = note.lines[index].content.start, note.lines[index].content.end
    before = next((m for p in _BEFORE if (m := p.match(note.text, start, end))), None)
    return before.end() if before else start


def _is_promise(reader: ActionReader, index: int) -> bool:
    """Whether an outcome is only what one of those present will do: `Ann will send slides`."""
    note, line = reader.note, reader.note.lines[index]
    if line.kind != "bullet" or line.section is None:
        return False
    if not _OUTCOMES.fullmatch(note.sections[line.section].heading):
        return False
    promised = duties(note.text, line.content.start, line.content.end, reader.known)
    return bool(promised) and promised[0].begin == line.content.start


def undertaken(
    note: Note,
    settings: Settings,
    people: tuple[Attendee, ...],
    concluded: Iterable[Outcome],
    read: Iterable[Action],
) -> tuple[Action, ...]:
    """The actions `read` of a note, and what somebody whom it lists is to do by an outcome's line.

    In the order of the text. An outcome from whose line an action is read already adds none.
    """
    taken = {action.line for action in read}
    left = [
        outcome
        for outcome in concluded
        if outcome.line not in taken and note.lines[outcome.line - 1].kind != "table"
    ]
    if not left or not people:
        return tuple(read)
    reader, found = _reader(note, settings, people), list(read)
    for outcome in left:
        end = note.lines[outcome.line - 1].content.end
        place = Place(outcome.line - 1, outcome.span.start, end, "outcome")
        found += read_by(RULES, reader, place)
        begin = note.lines[outcome.line - 1].content.start
        for start, stop in ((begin, outcome.span.start), (outcome.span.end, end)):
            if stop - start > _SHORTEST and outcome.line - 1 not in reader.used:
                place = Place(outcome.line - 1, start, stop, "assigned")
                beside = read_by(RULES, reader, place)
                found += (action for action in beside if action.rule == "action-duty")
    return tuple(sorted(found, key=lambda action: action.span))


_SHORTEST = 12  # characters of a clause beside an outcome that gives somebody a task
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def _without_repeats(found: Iterable[Action]) -> tuple[Action, ...]:
    """Actions each once; the same words with other owners right after each other are one action.

    What is done is another than what is to be done again.
    """
    kept: dict[str, Action] = {}
    last = ""
    for action in found:
        words = _BETWEEN_WORDS.sub("", action.text.casefold())
        if not words:
            continue
        words = f"{words} {action.status}"
        other = kept.get(words)
        if other is None:
            kept[words], last = action, words
            continue
        names = {o.name.casefold().lstrip("@") for o in other.owners}
        more = tuple(o for o in action.owners if o.name.casefold().lstrip("@") not in names)
        if more and names and last != words:
            kept[f"{words} {action.line}"] = action
        elif more:
            kept[words] = replace(other, owners=(*other.owners, *more))
    return tuple(kept.values())
