"""Actions that nothing marks or heads: items that say in their form who is to do what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..grouping import grouped
from ..lexicon import late, pattern
from ..records import Line, Note, Span
from ..text import plain
from .action_state import tells_state
from .duties import duties, may_give
from .labels import heading_presence, headings_of
from .owners import KnownNames, split_owners

_ONE = r"@?[^\W\d_][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,2}"
_OPENED = r"(?:\[[ xX]\]\s)?[*_`\[(]{0,3}"
_NAMES = rf"(?P<names>{_ONE}(?:(?:, | and | & |\s?/\s?| \+ ){_ONE}){{0,4}})"
_VERB = pattern("actions.verb")
# `Ann will write it`, `Ann: write it`, `Ann - write it`, `Ann write it`.
_PROMISED = late(
    rf"{_OPENED}{_NAMES}[*_`\])]{{0,3}}\s*(?:"
    rf"\s(?:{pattern('owners.is_to')})\s+(?!(?i:{pattern('actions.being')}|{pattern('actions.attending')})\b)(?=[a-zà-ÿ]{{2}})"
    rf"|(?:[:：]|\s[-–—>]|\s?->)?[*_`]{{0,3}}\s+(?=(?i:{_VERB})\b))"
)
# `Write it (Ann)`, `write it — Ann`.
_OWNED_LAST = late(
    rf"{_OPENED}(?i:{_VERB})\b[^\n]{{3,300}}?(?:\s\(|\s\[|\s[-–—]+\s|\s->\s|:\s|\s(?=@))@?"
    rf"{_NAMES}(?:,\s[^()\n]{{1,40}}\))?[*_\])]{{0,3}}[\s.]*$"
)
# `The tap drips -> Ann`, `Plot 4 to be dug - Ann`: what needs nobody else in the list to say so.
_ASSIGNED_LAST = late(
    # It begins with one of few characters, so that all others are passed over at once.
    r"[-–—=→⇒➔➜ ](?:(?:(?<=[-=])>|(?<=[→⇒➔➜])|(?P<dash>(?<=\s[-–—])[-–—]*\s))\s*"
    rf"{_NAMES}(?:\s{pattern('actions.vowing')})?[*_)]{{0,3}}[\s.]*$"
    rf"|(?<=\S[ ])[ ]{{3,}}(?P<aside>{_ONE}(?:(?:, | and | & |\s?/\s?){_ONE}){{0,4}})"
    r"(?:,\s[^,()\n]{1,30})?[ ]*$)",
    re.MULTILINE,
)
_IS_TO = late(rf"\s{pattern('owners.is_to')}\s[^\n]{{3,200}}\s\Z")
# `Ann: the posters – done`.
_FIRST = re.compile(rf"{_OPENED}@?(?P<first>[^\W\d_].?)")
_NAMED_FIRST = late(rf"{_OPENED}{_NAMES}[*_`\])]{{0,3}}\s*(?:[:：]|[-–—]\s)")
_BEGINS_WITH_VERB = late(rf"{_OPENED}(?:{_VERB})\b(?!:)", re.IGNORECASE)
_JOINTS = re.compile(r", | and | & |\s?/\s?| \+ ")
_NUMBERED = r"\W*(?:\d[\d.)]*\s*)?(?:[\w'’-]+\s){0,3}?"
# `Updates`, `Round table`: where people are named for what they tell; for when, `Agenda`.
_TOLD = late(rf"{_NUMBERED}{pattern('actions.told')}\b", re.IGNORECASE)
_SCHEDULED = late(
    rf"{_NUMBERED}{pattern('actions.scheduled')}\b(?!(?:\s[\w'’-]+)?\s\d+\s?[:.)–—-])",
    re.IGNORECASE,
)
_BY_OWNER = late(pattern("actions.by_owner"), re.IGNORECASE)
_FARTHEST = 300  # characters before the dash that gives a task to somebody
_FEWEST_TOLD = 3  # words beside a column of owners, which are no list of people
_FEWEST = 2  # items of a list, or of a note, that say who is to do what


def items_by_form(note: Note, known: KnownNames) -> set[int]:
    """Indexes of the items of lists in which more than half say who of the note is to do what.

    `Ann will write it`, `Ann: write it`, `Ann write it`, `Write it (Ann)`. Lines of text right
    below each other are a list as well, but for talk. Agendas, reports, updates and lists of people
    have none; nor has a note that lists nobody.
    """
    spoken = any(mark.kind == "speaker" for mark in note.marks)
    kinds = ("bullet",) if spoken else ("bullet", "text")
    items = [at for at, line in enumerate(note.lines) if line.kind in kinds]
    tasks = {at for at in items if _fits(note, at, known)}
    found = {*_mostly(note, tasks, items), *_assigned_last(note, known)}
    lists = grouped((_list_of(note.lines[at]), at) for at in items) if tasks else {}
    for listed in lists.values():
        found.update(_signed(note, listed, known))
        for rows in (listed, listed[1:]):  # below what heads them
            if not tasks.isdisjoint(rows) and _is_of_each(note, rows, known):
                found.update(rows)
    return {at for at in found if may_stand(note, at, reports=False)}


def items_gone_through(note: Note, known: KnownNames) -> set[int]:
    """Indexes of the items of lists in which most say whose they are, and how they stand.

    Such a list goes through what was to be done: `Ann: the posters – done`.
    """
    items = [at for at, line in enumerate(note.lines) if line.kind in ("bullet", "text")]
    told = {at for at in items if _is_gone_through(note, at, known)}
    return {at for at in _mostly(note, told, items) if may_stand(note, at, reports=False)}


def _is_gone_through(note: Note, index: int, known: KnownNames) -> bool:
    content = note.lines[index].content
    if not _may_begin_with_name(note, content, known):
        return False
    named = _NAMED_FIRST.match(note.text, content.start, content.end)
    whose = named["names"] if named else ""
    return known.knows(whose) and tells_state(note.quote(content))


def _may_begin_with_name(note: Note, content: Span, known: KnownNames) -> bool:
    """Whether a line may begin with somebody of the note: most do not, by their first letters."""
    first = _FIRST.match(note.text, content.start, content.end)
    return first is not None and (first[0][0] == "[" or known.may_begin(first["first"]))


def _assigned_last(note: Note, known: KnownNames) -> Iterator[int]:
    """The lines at whose end somebody of the note is given what they tell of."""
    for match in _ASSIGNED_LAST.finditer(note.text):
        said = match.lastgroup or ""
        named = match[said].rstrip(".")
        named = named.partition(",")[0] if said == "aside" else named  # `Ann, by May`
        at = match.start()
        given = not match["dash"] or _IS_TO.search(note.text, max(0, at - _FARTHEST), at)
        if given and all(map(known.knows, _JOINTS.split(named))):
            index = note.line_of(match.start(said)) - 1
            told = note.text[note.lines[index].content.start : match.start(said)]
            if said == "names" or len(told.split()) >= _FEWEST_TOLD:
                yield index


def _signed(note: Note, items: Sequence[int], known: KnownNames) -> set[int]:
    """The items that end with somebody's name in brackets, where half of those begin with a verb.

    Among others, `Spec is the key thing (Ann)`, brackets tell who spoke.
    """
    found = ((at, _SIGNED.search(note.text, *_span(note, at))) for at in items)
    signed = [at for at, sign in found if sign and (not sign["when"] or known.knows(sign["names"]))]
    tasks = {at for at in signed if _fits(note, at, known)}
    return tasks if len(tasks) * 2 >= len(signed) else set()


def _span(note: Note, index: int) -> tuple[int, int]:
    return note.lines[index].content.start, note.lines[index].content.end


_SIGNED = re.compile(rf"(?<!\?)\s\({_NAMES}(?P<when>,\s[^()\n]{{1,40}})?\)[\s.]*$", re.MULTILINE)


def _is_of_each(note: Note, items: Sequence[int], known: KnownNames) -> bool:
    """Whether each of two items or more is a word or two for somebody else: `Ann - posters`.

    In talk somebody speaks again, asks, and tells.
    """
    owners = set[str]()
    for index in items:
        span = note.lines[index].content
        owned = split_owners(note.text, span.start, span.end, known)
        named = {owner.name.casefold().lstrip("@") for owner in owned.owners}
        task = note.text[owned.start : owned.end]
        told = _TOLD_OF.search(task) or len(task.split()) > _LONGEST
        if told or not named or named & owners or not all(map(known.knows, named)):
            return False
        owners |= named
    return len(items) >= _FEWEST


_LONGEST = 12  # words of a task in a list of which some say no more than what it is about
_TOLD_OF = late(rf"[?!]\W*$|\b(?:{pattern('talk.telling')}|[a-z]+ed)\b", re.IGNORECASE)


def _mostly(note: Note, tasks: set[int], bullets: Iterable[int]) -> Iterator[int]:
    """Those of some items that are two or more, and over half, of the items of a list.

    What has the form of a task beside them is one as well, though the note lists its owner nowhere.
    """
    lists = grouped((_list_of(note.lines[at]), at) for at in bullets)
    for one, listed in grouped((_list_of(note.lines[at]), at) for at in tasks).items():
        if len(listed) >= _FEWEST and len(listed) * 2 > len(lists[one]):
            yield from listed
            yield from (at for at in lists[one] if _promised(note, at))


def _list_of(line: Line) -> tuple[int | None, int | None, int]:
    if line.kind == "text":
        return line.section, line.block, -1
    return line.section, line.parent, line.depth


def may_stand(note: Note, index: int, *, reports: bool = True) -> bool:
    """Whether an action may stand there: in no list of people, nor right below what is to come.

    Nor may it among reports and updates, unless `reports` says so.
    """
    of_all = headings_of(note, note.lines[index].section)
    headings = [heading for heading in of_all if not _SAYS_ALL.search(heading)]
    scheduled = any(map(_SCHEDULED.match, headings[:1])) and note.lines[index].depth == 1
    if scheduled or any(map(_lists_others, headings)):
        return False
    return reports or not any(_SCHEDULED.match(one) or _TOLD.match(one) for one in headings)


# `Also there: Ann (Boats)`: what has its list beside it, and so none below.
_SAYS_ALL = re.compile(r"\w\s?[:：]\s*\w")


def _lists_others(heading: str) -> bool:
    """Whether a heading lists people, or once more the actions that stand elsewhere."""
    return bool(_BY_OWNER.match(heading)) or heading_presence(heading, frozenset()) is not None


def _fits(note: Note, index: int, known: KnownNames) -> bool:
    content = note.lines[index].content
    named = _may_begin_with_name(note, content, known)
    for form in (_PROMISED, _OWNED_LAST) if named else (_OWNED_LAST,):
        match = form.match(note.text, content.start, content.end)
        if match and all(map(known.knows, _JOINTS.split(match["names"]))):
            return not note.quote(content).rstrip(" *_").endswith("?")
    if named and _is_gone_through(note, index, known):
        return True
    given = may_give(note.text, content, known)
    return given and bool(duties(note.text, content.start, content.end, known, "assigned"))


def _promised(note: Note, index: int) -> bool:
    """Whether an item has the form `Ann - write it`, whoever that is."""
    content = note.lines[index].content
    return bool(_PROMISED.match(note.text, content.start, content.end))


def to_do(note: Note, items: Iterable[int], known: KnownNames) -> int:
    """How many of some lines name an owner, or begin with what is to be done."""
    return sum(_is_to_do(note, at, known) for at in items)


def _is_to_do(note: Note, index: int, known: KnownNames) -> bool:
    content = note.lines[index].content
    if _BEGINS_WITH_VERB.match(note.text, content.start, content.end):
        return True
    if plain(note.quote(content)).endswith("?"):
        return False
    return bool(split_owners(note.text, content.start, content.end, known).owners)
