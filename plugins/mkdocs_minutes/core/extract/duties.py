"""What somebody of the note is to do, wherever a clause says so: `Ann to write it`, `Bo will`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Literal, NamedTuple

from ..lexicon import any_of, late, pattern
from ..records import Note, Owner, Span
from .names import is_initials, is_person_name
from .owners import BETWEEN, EDGES, EVERYBODY, KnownNames, owners_in
from .sought import Sought, lines_with
from .titles import behind_office, shortens

# A name, and that its bearer is to do something: behind `sure` words no report follows, behind
# others but those that `vow` perhaps what is wished for. What somebody `takes` on or `does` is a
# task as it stands, and what else somebody does if it is `coming`; the `rest` is what another
# leaves.
_LAST = r"[@A-Z\xaa-\U0010ffff](?<![\w@.].)(?:(?<=@)\w|(?<=[^\W\d_]))[\w'’-]{0,60}+"
# Between a name and what somebody is to do, which begins with a small letter.
_LED = r"[.*_`\])]{0,3}(?:\s\([^()\n]{1,40}\))?\s+(?=[^\W\dA-Z_])"
_LAST_NAME = re.compile(rf"{_LAST}(?={_LED})")
_DOING = late(
    rf"(?P<last>{_LAST}){_LED}(?:(?:(?P<takes>{pattern('actions.taking')})"
    rf"|(?P<does>{pattern('actions.doing')}))(?=\s+[^\s:]|[.;,)]|$)"
    rf"|(?:(?P<sure>{pattern('actions.assigning')})"
    rf"|(?P<vow>{pattern('actions.vowing')}|{pattern('actions.vowing_told')}(?=\s+{pattern('actions.verb')}\b))"
    rf"|{pattern('owners.is_to')})(?:\s+|(?<=['’]))(?!{pattern('actions.being')}\b)"
    r"(?=[^\W\dA-Z_][\w'’]|PR\b|(?<!\bto\s)[\dA-Z])"
    rf"|(?:(?!{pattern('actions.reporting')}\b)(?P<coming>[a-z]{{3,}}s|{pattern('actions.verb')})"
    rf"|(?P<rest>{pattern('actions.rest')}))(?=\s+[^\s:]))".replace(r"[ \t\xa0]", r"\s")
)
# The verb first: `Bis Mai soll Ann es schreiben`, `Den Brief übernimmt Ann`, and what others give
# somebody to do: `beauftragt Ann, es zu schreiben`.
_NAME = r"[^\W\d_a-z][\w'’-]+(?:\s[^\W\d_a-z][\w'’-]+)?+"
_TURNED = late(
    rf"(?:(?<=\w\s)|^)(?i:{pattern('actions.giving')})\s+(?P<given>{_NAME}(?:\s{pattern('joiners')}\s{_NAME})?),?\s+(?=\w)"
    rf"|(?<=\w\s)(?:{pattern('actions.turned')}\s+(?P<asked>{_NAME}(?:\s{pattern('joiners')}\s{_NAME})?)(?=\s+\w)"
    rf"|{pattern('actions.taken_by')}\s+(?P<takes>{_NAME}(?:\s{pattern('joiners')}\s{_NAME})?)(?=\s*(?:[.;!)]|$)))",
    re.MULTILINE,
)
# When what somebody does is still to come: `Ann bakes tomorrow`.
_SOON = late(rf"\b{pattern('actions.soon')}\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?;]\s")
_ARROW = re.compile(r"(?:[-=]>|[→⇒➔➜])[\s*_`]*$")
_ATTENDING = late(rf"\s*{pattern('actions.attending')}\b")
# The same where verbs end a clause: `Eva soll an der Sitzung teilnehmen`.
_CLOSING = late(
    rf"[^.!?;,\n]{{0,120}}?\s{pattern('actions.closing')}\s*(?:[.!?;,)]|$)", re.MULTILINE
)
# What a clause begins behind: `… canvas. Ann will order it`, `decided that Ann will order it`.
_CLAUSE = late(
    rf"[.!?][*_]{{0,3}}\s+|[;:)>→⇒|(]\s*|\s[-–—]+\s+|,?\s{pattern('actions.leading')}\s+"
)
# `The Clerk`, `Treasurer`: who has an office has a name that the note need not tell.
_OFFICE = late(rf"{pattern('attendance.office')}(?<!s)", re.IGNORECASE)
_OPENED = late(
    rf"(?:\[[ xX]\]\s|[*_`\[\"“])*(?:{pattern('actions.article')}\s+|[*_`\[\"“])*", re.IGNORECASE
)
# What parts a task from that of somebody else behind it.
_PARTING = re.compile(r"(?:[\s,;:=>→⇒(|*_–—-]|\band\b|\bso\b|\bbut\b)*$")
_FARTHEST = 120
"""Characters before a verb in which its subjects stand."""

Need = Literal["wished", "told", "vowed", "assigned"]
"""How sure it has to be that somebody will do it; what is `wished` for is also `to chair it`, and
what is `told` also `Ann bakes it`."""


class Duty(NamedTuple):
    """What somebody is to do: who, and where the clause and the task begin, and the task ends.

    `said` is how: `sure`, as a `vow`, as what somebody `does` or what is `coming`, or otherwise.
    """

    owners: tuple[Owner, ...]
    begin: int
    start: int
    end: int
    said: str


def duties(
    text: str, start: int, end: int, known: KnownNames, need: Need = "vowed"
) -> Sequence[Duty]:
    """The duties that a stretch of a line gives those of the note, in order, each in its clause.

    A question gives none, nor does being somewhere or speaking, unless it is `wished` for.
    """
    found: list[Duty] = []
    for match in _DOING.finditer(text, start, end):
        further = bool(found) and _is_like_one(match["last"])
        if _is_as_sure(match, need) and (further or _may_end_subject(match["last"], known)):
            since = found[-1].start if found else start
            found += _duty(text, since, end, match, known, joined=bool(found))
    if not found and need in ("vowed", "told"):
        found += _turned(text, start, end, known) or _unspaced(text, start, end, known)
    for at, duty in enumerate(found[1:]):
        stop = _PARTING.search(text, max(found[at].start, duty.begin - 20), duty.begin)
        found[at] = found[at]._replace(end=stop.start() if stop else duty.begin)
    closed = (_within_brackets(text, max(start, one.begin - _FARTHEST), one) for one in found)
    return [one for one in closed if not text[one.start : one.end].rstrip(" *_").endswith("?")]


def _duty(
    text: str, since: int, end: int, match: re.Match[str], known: KnownNames, *, joined: bool
) -> Iterator[Duty]:
    """What a match gives those of the note to do, if it is said of them, and as a task."""
    subjects, said = _subjects(text, since, match, known, joined=joined), match.lastgroup or ""
    if subjects and _is_told_of(match, subjects[1], end, joined=joined):
        task = match.start(said) if said in _AS_IT_STANDS else match.end()
        yield Duty(*subjects, task, end, said)


def _turned(text: str, start: int, end: int, known: KnownNames) -> list[Duty]:
    """The duties of a stretch whose verb stands before the name."""
    found: list[Duty] = []
    for match in _TURNED.finditer(text, start, end):
        said = match.lastgroup or ""
        owners, behind = _known_first(text, *match.span(said), known)
        if not owners:
            continue
        if said == "asked" and _CLOSING.match(text, match.end()):
            continue
        begins = [stop.end() for stop in _SENTENCE_END.finditer(text, start, match.start())]
        begin = begins[-1] if begins else start
        task = behind if said == "given" else begin
        found.append(Duty(owners, begin, task, match.start() if said == "takes" else end, said))
    return found


def _known_first(
    text: str, start: int, end: int, known: KnownNames
) -> tuple[tuple[Owner, ...], int]:
    """Those of the note whom a stretch names, or its first word, and where what follows begins."""
    for stop in (end, text.find(" ", start, end)):
        owners = owners_in(text, start, stop, known) if stop > start else None
        if owners and known.knows_all(owners):
            gap = text[stop : stop + 3]
            return owners, stop + len(gap) - len(gap.lstrip(" ,\xa0"))
    return (), end


def _unspaced(text: str, start: int, end: int, known: KnownNames) -> list[Duty]:
    """The duties of a stretch written without blanks between words: `王芳负责会场`.

    What stands before a name in its sentence is what it is about: `会场由王芳负责`.
    """
    found: list[Duty] = []
    tasks = _of_unspaced(known.names)
    for match in tasks.finditer(text, start, end) if tasks else ():
        about = match["about"].strip("はを、， ")
        owner = Owner(match["name"], Span(*match.span("name")))
        said = "does" if match["task"] is None else "task"
        task = match.start("about") if about else match.start(said)
        stop = match.end("about") if about and not match[said] else match.end()
        found.append(Duty((owner,), match.start(), task, stop, "vow"))
    return found


@lru_cache(maxsize=4)
def _of_unspaced(names: frozenset[str]) -> re.Pattern[str] | None:
    """What gives one of some names a task where no blanks part words; `None` without such names."""
    unspaced = [name for name in names if len(name) > 1 and _UNSPACED.fullmatch(name)]
    if not unspaced:
        return None
    surnames = {name[:2] if _HAN.match(name) else name.partition("・")[0] for name in unspaced}
    called = pattern("people.honorific")
    return re.compile(
        rf"(?:^|(?<=[。；;：:！？\s]))(?P<about>(?:[^。；;：:！？\n]{{1,60}}?(?=[由请請は、，]))?[由请請は、，]{{0,2}})"
        rf"(?P<name>{any_of(unspaced)}|{any_of(surnames)}(?={called})){called}?"
        rf"(?:(?!{pattern('actions.not_tasked')}){pattern('actions.tasked')}(?!{pattern('actions.not_tasked')})(?P<task>[^。；;！？\n]*)"
        rf"|[がは](?P<does>(?![^。\n]*{pattern('actions.not_done_by')})[^。；;！？\n]{{0,120}}?{pattern('actions.done_by')}(?=[。；;）)]|\s*$)))",
        re.MULTILINE,
    )


_HAN = re.compile("[\u3400-\u9fff]")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff々]+")


_SAID_IN = frozenset(("bullet", "text", "quote"))


def duty_lines(note: Note, known: KnownNames) -> Iterator[int]:
    """Indexes of the items and lines of text that may say of somebody of the note what to do."""
    unspaced = _of_unspaced(known.names)
    sought = range(len(note.lines)) if unspaced else lines_with(note, Sought.TURNED)
    for index in sought:
        line = note.lines[index]
        if line.kind in _SAID_IN and any(
            form.search(note.text, line.content.start, line.content.end)
            for form in (_TURNED, unspaced)
            if form
        ):
            yield index
    last = -1
    for word, at, end in _doing(note.text, known.lasts, anybody=known.anybody):
        # Of a name at the end of a wrapped line the verb is on the next one.
        for index in (note.line_of(at) - 1, note.line_of(end - 1) - 1):
            if index > last:
                last, kind = index, note.lines[index].kind
                if kind in _SAID_IN and (word[0] != "@" or kind != "quote"):
                    yield index


def may_give(text: str, line: Span, known: KnownNames) -> bool:
    """Whether a line of a text may give those of the note `duties`, the verb behind their names.

    Most lines do not, and all are looked through once.
    """
    found = _doing(text, known.lasts, anybody=known.anybody)
    before = bisect_left(found, line.end, key=itemgetter(1))
    return before > 0 and found[before - 1][2] > line.start


@lru_cache(maxsize=2)  # the lines of a note are asked one by one
def _doing(text: str, lasts: frozenset[str], *, anybody: bool) -> Sequence[tuple[str, int, int]]:
    """What may end the subjects of a text, with where it and what it is to do begin and end."""
    found: list[tuple[str, int, int]] = []
    for name in _LAST_NAME.finditer(text):
        if not found or name.start() >= found[-1][2]:
            word = name[0]
            if _may_be_last(word, lasts, anybody=anybody) and (
                match := _DOING.match(text, name.start())
            ):
                found.append((word, *match.span()))
    return found


def _is_as_sure(match: re.Match[str], need: Need) -> bool:
    at = match.end()
    if (match["sure"] or match["vow"]) and _CLOSING.match(match.string, at):
        return False
    if need == "wished":
        return True
    sure = match["sure"] or ((match["vow"] or match["takes"]) and need != "assigned")
    sure = sure or (match.lastgroup in _AS_IT_STANDS and need == "told")
    return bool(sure) and not _ATTENDING.match(match.string, at)


_AS_IT_STANDS = frozenset(("takes", "does", "coming", "rest"))


def _is_told_of(match: re.Match[str], begin: int, end: int, *, joined: bool) -> bool:
    """Whether what somebody does is told as a task: behind an arrow, or with a day to come.

    The rest of something follows a task of somebody else: `Ann bakes the bread, Bo the rolls`.
    """
    text = match.string
    if match["rest"]:
        return joined and text[:begin].endswith(", ")
    if match["coming"] is None:
        return True
    end = min(end, match.end() + _FARTHEST)
    stop = _SENTENCE_END.search(text, match.end(), end)
    soon = _SOON.search(text, match.end(), stop.start() if stop else end)
    return bool(soon or _ARROW.search(text, max(0, begin - 8), begin))


def _may_end_subject(word: str, known: KnownNames) -> bool:
    return _may_be_last(word, known.lasts, anybody=known.anybody)


def _may_be_last(word: str, lasts: frozenset[str], *, anybody: bool) -> bool:
    return word[0] == "@" or anybody or word.casefold() in lasts or _is_office(word)


@lru_cache(maxsize=4096)  # the words of one note stand in the next
def _is_office(word: str) -> bool:
    return _OFFICE.fullmatch(word) is not None


def _within_brackets(text: str, start: int, duty: Duty) -> Duty:
    """A duty that ends with the brackets in which it stands."""
    opened = text.rfind("(", start, duty.begin) > text.rfind(")", start, duty.begin)
    closed = text.find(")", duty.start, duty.end) if opened else -1
    return duty._replace(end=closed) if closed >= 0 else duty


def _subjects(
    text: str, since: int, match: re.Match[str], known: KnownNames, *, joined: bool
) -> tuple[tuple[Owner, ...], int] | None:
    """Who is to do something, and where they begin, if a clause begins with them.

    Behind a clause of the same kind a comma begins one: `Ann to go, Bo to stay`.
    """
    last = match.end("last")
    for behind in _clauses(text, since, match):
        opened = _OPENED.match(text, behind, last)
        clause = opened.end() if opened else since
        further = joined and match["sure"] is not None
        owners, first = _last_names(text, clause, last, known, joined=further)
        apart = _parts(match, text[clause:first], owners, known, joined=joined)
        if owners and (first == clause or apart):
            return owners, first
    return None


def _clauses(text: str, since: int, match: re.Match[str]) -> Iterator[int]:
    """Where the clause of a match may begin: the likeliest first, and none that is far away.

    What is a title in one language ends a sentence in another: `… hört av sig. Bertil lovar`.
    """
    begin = max(since, match.end("last") - _FARTHEST)
    clauses = [one.end() for one in _CLAUSE.finditer(text, begin, match.start("last"))]
    firm = [at for at in clauses if not shortens(text, begin, at)]
    small = [at for at in clauses if at in firm or text[begin:at].split()[-1][0].islower()]
    if firm or begin <= since:
        yield firm[-1] if firm else since
    if small != firm:
        yield small[-1]


def _last_names(
    text: str, start: int, end: int, known: KnownNames, *, joined: bool
) -> tuple[tuple[Owner, ...], int]:
    """Those whom a stretch names last, and from where on; if `joined`, it may be a stranger."""
    cuts = [match.span() for match in BETWEEN.finditer(text, start, end)]
    found: list[tuple[Owner, int]] = []
    starts, stops = (start, *(at for _, at in cuts)), (*(at for at, _ in cuts), end)
    for begin, stop in zip(starts, stops, strict=True):
        written = text[begin:stop].strip(EDGES)
        name = " ".join(written.split())  # where a line breaks within it
        if not _is_somebody(name, known) and not (joined and _is_like_one(name)):
            found.clear()
            continue
        titled = behind_office(name)
        at = text.index(written, begin)
        span = Span(at + titled, at + len(written))
        found.append((Owner(name[titled:], span), begin))
    return tuple(owner for owner, _ in found), found[0][1] if found else end


def _is_like_one(name: str) -> bool:
    return is_person_name(name) or is_initials(name)


def _parts(
    match: re.Match[str],
    before: str,
    owners: tuple[Owner, ...],
    known: KnownNames,
    *,
    joined: bool,
) -> bool:
    """Whether what stands before a name parts it from a clause: `and` may not: `ask Bo and Cy`.

    What is sure or promised, or still to come, is so behind a comma for those of the note: `It
    drips, Ann to mend it`.
    """
    comma = before.rstrip()[-1:] in (",", ";")
    given = match.lastgroup in ("sure", "vow", "takes", "coming")
    if given and comma and known.knows_all(owners):
        return True
    return joined and (comma or match["sure"] is None)


def _is_somebody(name: str, known: KnownNames) -> bool:
    """Whether a name means one of those of the note, all of them, or an office: `Cllr Bell`."""
    if name[:1] == "@" or known.knows(name) or name.casefold() in EVERYBODY:
        return True
    if _OFFICE.fullmatch(name) or (known.anybody and is_person_name(name)):
        return True
    titled = behind_office(name)
    return titled > 0 and name[titled:].casefold() in known.surnames
