"""Values of unmistakable form near words that tell of access: nobody can list all labels."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from ..lexicon import everyday
from .checks import BEARS
from .forms import Forms
from .found import Found
from .seen import ASIAN, REST_OF_WORD, Seen, any_within, lets_in, stands
from .table import Cue
from .values import FOR, VALUES, Value, ends_there, repeats, says_no_value, values_at

_FORMS = Forms("cues")

_CLAUSE = 60
"""How far a value may stand from its cue that a sign or a verb tells."""


_CLAUSE_ENDS = re.compile(r"[.!?;](?:\s|$)|[.]\w|://|[，；،]")
_MAY_HOLD = re.compile(r"\d|[a-z](?:[A-Z]|[!&#*+$@_][A-Za-z])|[a-z]{3}-[a-z]{4}-")
_ALONE = re.compile(r"[`\"'”»*_.\\ \t\]]*(?:$|\n)")
_ASKED = re.compile(r"[?？][ ]*\n")
_ANSWER_ENDS = re.compile(rf"{_ALONE.pattern}|[ ]?[,;/(]")


def near_cues(text: str, hits: list[Seen]) -> Iterator[Found]:
    """The values near cues, each form within the reach of its cue in its line, or alone below."""
    done: set[tuple[str, int]] = set()
    company = lets_in(hits)
    apart: dict[int, bool] = {}
    notes = {it["name"]: it.end() for it in _NOTE.finditer(text)} if "[^" in text else {}
    nearest: dict[str, int] = {}
    # Of words that begin at one place, the longest alone.
    for hit in reversed(list(_behind_others(hits))):
        cue = hit.stem.cue
        until = nearest.get(cue.name, sys.maxsize)
        seen = hit._replace(until=until) if hit.end <= until < sys.maxsize else hit
        if (cue.name, seen.start) in done:
            continue
        start, end = seen.start - max(40, cue.earlier), seen.end + cue.reach + 40
        held = cue.earlier or cue.hold.search(text, max(0, start), end)
        if held and stands(text, seen):
            done.add((cue.name, seen.start))
            nearest[cue.name] = seen.start
            yield from _in_block(text, seen) if cue.block else _behind(text, seen, company, apart)
            noted = _NOTED.search(text, seen.end, seen.end + _LINE) if notes else None
            if noted and noted["name"] in notes:
                yield from _in_note(text, cue, notes[noted["name"]])


def _behind_others(hits: Iterable[Seen]) -> Iterator[Seen]:
    """Each hit with where the hit of the same cue before it ends."""
    ends: dict[str, int] = {}
    for hit in hits:
        since = ends.get(hit.stem.cue.name, 0)
        yield hit._replace(since=since) if 0 < since <= hit.start else hit
        ends[hit.stem.cue.name] = hit.end


# A footnote, and where a line points to one.
_NOTE = re.compile(r"^[ ]{0,3}\[\^(?P<name>[^\]\n]{1,20})\]:[ ]*", re.MULTILINE)
_NOTED = re.compile(r"[^\n]{0,120}?\[\^(?P<name>[^\]\n]{1,20})\]")


def _in_note(text: str, cue: Cue, at: int) -> Iterator[Found]:
    """The value that a footnote begins with."""
    for start, end in islice(values_at(text, at, (*cue.values, *cue.told)), 1):
        yield Found(start, end, cue.kind, start)


def _in_block(text: str, seen: Seen) -> Iterator[Found]:
    """All values behind a cue, down to the next empty line."""
    end = text.find("\n\n", seen.end + 2, seen.end + _BLOCK)
    end = end if end >= 0 else seen.end + _BLOCK
    for name in seen.stem.cue.values:
        for found in VALUES[name].within(text, seen.end, end):
            yield Found(*found, seen.stem.cue.kind, seen.start)


_BLOCK = 400
"""How many characters of a block are looked at."""


def _behind(text: str, seen: Seen, company: list[int], apart: dict[int, bool]) -> Iterator[Found]:
    cue = seen.stem.cue
    start = max(seen.since, seen.start - max(40, cue.earlier))
    end = seen.end
    if seen.stem.begins and text[end - 1].isascii():
        end = REST_OF_WORD.match(text, end).end()  # type: ignore[union-attr]  # may be empty
    found, told = _after(text, seen, end, company)
    if found is None and (cue.before or cue.lets_in) and _MAY_HOLD.search(text, start, seen.start):
        found = _ahead(text, seen) or _earlier(text, seen)
    if found is None:
        found, told = _below(text, cue, end) or _apart(text, seen, apart), True
    if found and _is_its_own(text, seen, found, company, told=told):
        yield Found(*found, cue.kind, min(seen.start, found[0]))
        yield from _further(text, cue, found[1], seen.start)


def _is_its_own(
    text: str, seen: Seen, found: tuple[int, int], company: list[int], *, told: bool
) -> bool:
    """Whether a value is that of a cue: no name, no code of what is numbered, none without company.

    One with letters in it, or that is told, needs no company.
    """
    cue = seen.stem.cue
    if _is_of_another(text, seen, found[0]):
        return False
    if cue.kind == "pin" and repeats(text[seen.start : seen.end], text, *found, told=told):
        return False
    bracketed = text[seen.start - 1 : seen.start] == "(" and text[found[1] : found[1] + 1] == ")"
    told |= bracketed and found[1] - found[0] > _SHORT
    needs = cue.needs_company and not told and not _is_odd(text[slice(*found)])
    return not needs or _in_company(text, seen, company)


def _in_company(text: str, seen: Seen, company: list[int]) -> bool:
    """Whether words that let somebody in stand on the line of a cue, or on the one above."""
    start = text.rfind("\n", max(0, seen.start - _LINE), seen.start)
    start = max(text.rfind("\n", max(0, start - _LINE), max(0, start)), seen.start - _LINE)
    end = text.find("\n", seen.end, seen.end + _LINE)
    end = seen.end + _LINE if end < 0 else end
    return any_within(company, start, end)


_SHORT = 4
"""A code of no more digits may be any number in brackets: `(code 404)`."""
_IS_FOR = re.compile(rf"[^\W\d_]{{0,3}}[ ](?:{FOR}[ ]|d[’'])", re.IGNORECASE)
_LINE = 200
"""How many characters of a line are looked at for company."""


def _after(
    text: str, seen: Seen, start: int, company: list[int]
) -> tuple[tuple[int, int] | None, bool]:
    """The value behind a cue in its sentence: in its reach, or told within its clause.

    With it, whether it is told.
    """
    cue = seen.stem.cue
    far = min(len(text), seen.until, start + max(cue.reach, _CLAUSE))
    limit = _FORMS.sentence.search(text, start, far)
    far = limit.start() if limit else far
    last = min(far, start + cue.reach)
    limit = _CLAUSE_ENDS.search(text, start, far)
    clause = limit.start() if limit else far
    if "told-word" not in cue.told and not _MAY_HOLD.search(text, start, min(far + 40, seen.until)):
        return None, False
    beside = _beside(text, cue, start)
    told = None if beside else _told(text, cue, start, clause)
    found = beside or told or _first(text, cue, start, last, company)
    return found, told is not None or bool(found and _IS_FOR.match(text, start))


def _apart(text: str, seen: Seen, told: dict[int, bool]) -> tuple[int, int] | None:
    """The code that a verb or comma tells in the sentence of a cue, or in the next on its line.

    `told` keeps by its place whether a code is, which more than one cue asks.
    """
    if not (seen.stem.cue.lets_in or seen.stem.cue.needs_company):
        return None
    if not _LIKE_A_CODE.search(
        text, max(seen.since, seen.start - _FAR), min(seen.until, seen.end + _FAR)
    ):
        return None
    start, end = _sentences(text, seen)
    value = VALUES["code-apart"]
    for first, last in ((seen.end, end), (start, seen.start)):
        for match in value.pattern.finditer(text, first, last):
            at = match.start("thing")
            if first == seen.end and at <= first + 1:
                continue  # it is a cue that tells nothing
            if at not in told:
                told[at] = _is_told_apart(text, seen.stem.cue, match)
            if told[at]:
                return match.span("thing")
    return None


def _is_told_apart(text: str, cue: Cue, match: re.Match[str]) -> bool:
    """Whether a verb stands right before a value, or a sign and the end of what is said behind."""
    start = max(0, match.start() - _TELLS)
    value = VALUES["code-apart"]
    opens = _FORMS.opens.match(text, match.end())
    if _APART_BY.search(text, start, match.start()):
        over = opens or _IS_OVER.match(text, match.end())
        return bool(over) and _holds(text, value, match)
    if opens and _BEGINS.search(text, start, match.start()):
        return _holds(text, value, match)
    tell = _verb_before(text, cue, start, match.start())
    if tell is None:
        return False
    if _tells_alone(text, tell):
        return _held_alone(text, value, match.start()) is not None
    return not _FORMS.of_time.search(text, start, match.start()) and _holds(text, value, match)


def _verb_before(text: str, cue: Cue, start: int, end: int) -> re.Match[str] | None:
    """The verb, with little words behind it, that ends at a place and tells a value there."""
    if text[end - 1] not in _ENDS_A_VERB and text[end - 1].isascii():
        return None
    tells = cue.tells.finditer(text, start, end)
    return next((it for it in tells if it.end() == end and not it["sign"]), None)


_ENDS_A_VERB = frozenset(" \"'`“„«‘「『(*_:")


def _tells_alone(text: str, tell: re.Match[str]) -> bool:
    """Whether words tell so much that those before a value say nothing else: `changed to 0118`."""
    return " " in tell[0].strip() and text[tell.end() - 2 : tell.end() - 1].islower()


def _held_alone(text: str, value: Value, at: int) -> int | None:
    """Where a value ends that stands at a place, whatever is before it."""
    held = value.at(text[at : at + _LONGEST_VALUE], 0)
    return at + held[1] if held else None


# Three digits with little between them, before it is looked at what they stand in.
_LIKE_A_CODE = re.compile(r"\d[^\W_]?[ #-]?\d[^\W_]?[ #-]?\d")
_TELLS = 40
"""How many characters before a value are looked at for what tells it."""


def _sentences(text: str, seen: Seen) -> tuple[int, int]:
    """Where the sentence of a cue begins, and where the next on its line ends."""
    start = max(seen.since, seen.start - _FAR)
    start = max(start, text.rfind("\n", start, seen.start) + 1)
    for limit in _FORMS.sentence.finditer(text, start, seen.start):
        start = limit.end()
    end = seen.end + _FAR
    limits = list(_FORMS.sentence.finditer(text, seen.end, end))
    end = next((it.start() for n, it in enumerate(limits) if n or it[0] == "\n"), end)
    return start, min(end, seen.until)


_FAR = 120
"""How many characters on either side of a cue are looked at for a code that stands apart."""
_APART_BY = re.compile(r"(?:(?<=\w),[ ]|(?<=[\u3040-\u9fff])[,、]|(?<!\w)[(–—][ ]?|[ ][-–—][ ])$")
_BEGINS = re.compile(
    r"(?:^|[.;:!?(|。][ ]?|\n[ >*-]*|\b(?:use|remember|with|mit|avec|con|com|met|med)[ ])$"
)


_IS_OVER = re.compile(r"\)?[.;!]?(?:$|\n| (?=[^\W\d_a-z]))|\)|[ ]*\|")


def _is_of_another(text: str, seen: Seen, end: int) -> bool:
    """Whether a word between a cue and its value, or beside it, says what else the value is."""
    cue, start = seen.stem.cue, seen.start
    if cue.is_of_others(text, start, seen.end):
        return True
    if cue.not_in is None:
        return False
    return bool(cue.not_in.search(text, max(0, start - 24), max(start, end) + 1))


def _first(
    text: str, cue: Cue, start: int, last: int, company: list[int]
) -> tuple[int, int] | None:
    """The first value of a cue's forms that begins before a place."""
    for value in map(VALUES.__getitem__, cue.values):
        if not value.near(text[start : last + _LONGEST_VALUE]):
            continue
        for match in value.pattern.finditer(text, start, last + _LONGEST_VALUE):
            between = text[start : match.start("thing")]
            if len(between) > last - start or "\n" in text[start : match.end("thing")]:
                break
            if _OTHER_LABEL.search(between) or (cue.narrow and _PARTS.search(between)):
                continue
            is_close = not cue.close or _is_odd(match["thing"]) or _FORMS.close.match(between)
            if not (is_close or any_within(company, start, match.start("thing"))):
                continue
            if value.holds(text, *match.span("thing")):
                return match.span("thing")
    return None


_LONGEST_VALUE = 130


def _beside(text: str, cue: Cue, start: int) -> tuple[int, int] | None:
    """The value right behind a cue, or behind a comma where its clause is nothing else."""
    if not (cue.told and cue.values):
        return None
    apposed = _apposed(text, cue, start)
    beside = apposed or _BESIDE.match(text, start)
    found = _told_at(text, cue, beside.end()) if beside else None
    if not found or not apposed:
        return found
    in_clause = cue.needs_company or cue.name == "pin" or "told-word" in cue.told
    return found if (_CLAUSE_IS_OVER if in_clause else _IS_OVER).match(text, found[1]) else None


def _apposed(text: str, cue: Cue, start: int) -> re.Match[str] | None:
    """The comma behind a cue that may have its value behind it."""
    number = _APPOSED.match(text, start) if cue.lets_in or cue.needs_company else None
    return number or (_WORD_APPOSED.match(text, start) if "told-word" in cue.told else None)


def _told(text: str, cue: Cue, start: int, last: int) -> tuple[int, int] | None:
    """The value right behind what tells it, before a place."""
    for tell in cue.tells.finditer(text, start, last) if cue.told else ():
        if _OF_ANOTHER.search(text, start, tell.start()):
            return None
        found = _told_at(text, cue, tell.end(), alone=_tells_alone(text, tell))
        if found and not _is_odd(text[slice(*found)]) and _is_of_a_compound(text, cue, start, tell):
            found = None
        if found is None and tell["sign"]:
            found = _behind_words(text, cue, start, tell)
        if found:
            return found
    return None


def _is_odd(value: str) -> bool:
    """Whether a value has letters among its digits, or a sign of keys: it counts nothing then."""
    return sum(map(str.isalpha, value)) > 1 or value[-1] in "#*"


def _is_of_a_compound(text: str, cue: Cue, start: int, tell: re.Match[str]) -> bool:
    """Whether a number is told of something that a cue is part of: `PIN pads delivered: 1400`."""
    between = text[start : tell.start()]
    if "(" in (tell["sign"] or ""):
        return not (_FORMS.close.match(between) or _IS_FOR.match(between))
    if cue.narrow:
        return cue.close and not cue.needs_company and _is_compound(between)
    return cue.close and bool(tell["sign"]) and not _FORMS.close.match(between)


def _is_compound(between: str) -> bool:
    """Whether only nouns stand between a cue and what tells: `safe stock level is`."""
    words = between.split()
    return (
        bool(words)
        and between[0] == " "
        and all(it in everyday() for it in words)
        and not (_IS_FOR.match(between + " "))
    )


def _told_at(text: str, cue: Cue, at: int, *, alone: bool = False) -> tuple[int, int] | None:
    """The value of the forms that are told, right at a place.

    If `alone`, what stands before it tells nothing else: a code is changed `to 0118`, no hour.
    """
    if not (alone and text[at : at + 1].isdigit()):
        return next(values_at(text, at, cue.told), None)
    for value in map(VALUES.__getitem__, cue.told):
        match = value.pattern.match(text, at)
        if match and _held_alone(text, value, at):
            return match.span("thing")
    return None


def _behind_words(text: str, cue: Cue, start: int, sign: re.Match[str]) -> tuple[int, int] | None:
    """What a sign tells: a password of several words."""
    phrase = _FORMS.phrase.match(text, sign.end()) if "told-word" in cue.told else None
    few = phrase and len(text[start : sign.start()].split()) < 4 and not says_no_value(phrase[0])
    doubtful = _FORMS.doubtful.search(text, max(0, start - 12), start)
    named = doubtful or _TITLE.match(text, text.rfind("\n", max(0, start - _LINE), start) + 1)
    return phrase.span("thing") if phrase and few and not named else None


# A comma, and behind it a noun of its own: `the password grant, token lifetime: 3600`.
_OF_ANOTHER = re.compile(r"[,，、] ?(?!(?:which|that|who|die|der|das|que|qui|che|som|dat)\b)\w+ \w")
# `the new code, 4711, is in force`; a year or a part of a list is none.
_APPOSED = re.compile(r",[ ](?=[#*]?\d)(?!(?:19|20)\d\d\b|\d{1,3}\b(?![ -]\d))")
_WORD_APPOSED = re.compile(r",[ ](?=[A-Za-z][^\s,;]{4,30}[,.](?:\s|$))(?=[^\s,]*\d)")
_CLAUSE_IS_OVER = re.compile(r"[#*]?(?:,[ ](?!\d|and|or|und|et)|[.;)]?(?:$|\n| (?=[A-Z])))")
_BESIDE = re.compile(r"""[^\W\d_]{0,2}(?:[ ]{1,2}["'`“„«‘「『(*_]{0,3}|(?<=[\u3040-\ud7af]))""")
_TITLE = re.compile(r"[ ]{0,3}#|title:")
_PARTS = re.compile(r"[,;，；、،]")
_OTHER_LABEL = re.compile(r",[^,=:]{1,30}[=:][ ]?$|[ ][\w\"'-]{1,30}=$")


def _ahead(text: str, seen: Seen) -> tuple[int, int] | None:
    """The value that ends right before a cue: `«no7Real» as password`."""
    cue, end = seen.stem.cue, seen.start
    start = max(text.rfind("\n", max(0, end - 80), end) + 1, end - 80, seen.since)
    names = (*cue.values, *_further_forms(cue, asked=False)) if cue.before else ()
    for found in chain.from_iterable(VALUES[name].within(text, start, end) for name in names):
        if _FORMS.joint.fullmatch(text[found[1] : end]):
            return found
    return _for_it(text, start, end) if cue.lets_in else None


def _for_it(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The code that is said to be for what a cue names: `4711 for the gate`; no round sum."""
    value = VALUES["code-apart"]
    if not _LIKE_A_CODE.search(text, start, end):
        return None
    for first, last in value.within(text, start, end):
        begins = _BEGINS.search(text, max(0, first - 12), first)
        is_sum = text.endswith("00", first, last)
        if begins and not is_sum and _FORMS.of_it.fullmatch(text, last, end):
            return first, last
    return None


def _earlier(text: str, seen: Seen) -> tuple[int, int] | None:
    """The last value of a sentence that a cue ends: `type 2468 there, that is the PIN`.

    What touches the cue is counted by it: `2400 PIN diodes`.
    """
    cue, end = seen.stem.cue, seen.start
    asian = ASIAN.match(text, seen.end)
    ends = _LONE_ENDS.match(text, seen.end) or (ends_there(text, seen.end) and not asian)
    if not (cue.earlier and ends):
        return None
    start = max(text.rfind("\n", max(0, end - cue.earlier), end) + 1, end - cue.earlier)
    start = max(start, text.rfind("; ", start, end) + 1)
    for limit in _FORMS.sentence.finditer(text, start, end):
        start = limit.end()
    for value in map(VALUES.__getitem__, ("final-code", "very-odd")):
        matches = list(value.pattern.finditer(text, start, end))
        if matches and end - matches[-1].end("thing") > 1 and _holds(text, value, matches[-1]):
            return matches[-1].span("thing")
    return None


_LETTER = re.compile(r"[^\W\d_]|[\u0300-\u036f\u0590-\u05c7\u0900-\u0dff]")
_SIGN = re.compile(r"[:=–—][*_]{0,2}[ ]{1,3}(?=[(\d])")


def behind_any_label(text: str) -> Iterator[Found]:
    """The numbers behind any word and a colon that are written as those that are dialled."""
    for sign in _SIGN.finditer(text):
        before = text[max(0, sign.start() - 12) : sign.start()].rstrip(" *_.)")
        if _LETTER.match(before[-1:]) and not BEARS.search(before):
            for start, end in values_at(text, sign.end(), ("grouped-phone",)):
                yield Found(start, end, "phone", start)


def _below(text: str, cue: Cue, end: int) -> tuple[int, int] | None:
    """The value alone below a line that a cue or a colon ends, or in the answer to a question."""
    answered = _FORMS.answered.match(text, end)
    below = answered or _FORMS.below.match(text, end)
    if below is None:
        return _lone(text, cue, end)
    asked = answered or _ASKED.search(below[0])
    few = len(below[0].partition("\n")[0].split()) <= (8 if cue.earlier else 3)
    if not (answered or few or ":" in below[0] or _FORMS.points_below.search(below[0])):
        return _lone(text, cue, end)
    ends = _ALONE if not asked else _ANSWER_ENDS
    names = (*cue.values, *_further_forms(cue, asked=bool(asked)))
    found = (it for it in values_at(text, below.end(), names) if ends.match(text, it[1]))
    return next(found, None) or _lone(text, cue, end)


def _lone(text: str, cue: Cue, end: int) -> tuple[int, int] | None:
    """The value that stands alone on one of the next lines, behind a bullet or a speaker's name."""
    at = text.find("\n", end, end + 200)
    if _HAS_ITS_OWN.match(text, end):
        return None
    asked = text[at - 1 : at] in _ASKS
    heads = text.startswith("#", text.rfind("\n", max(0, end - _LINE), end) + 1)
    at = at if cue.told and (cue.lone or asked or heads) else -1
    for _ in range(_LINES_BELOW):
        if at < 0 or text.startswith("#", at + 1):
            return None
        found = _alone_at(text, cue, at + 1, asked=asked)
        if found:
            return found
        at = text.find("\n", at + 1, at + 200)
    return None


def _alone_at(text: str, cue: Cue, start: int, *, asked: bool) -> tuple[int, int] | None:
    """The value alone on the line that begins at a place, or the first in an answer on it."""
    line = _FORMS.turn.match(text, start)
    if line is None or (not asked and _FIELD.match(text, start)):
        return None
    found = values_at(text, line.end(), cue.told)
    return next((it for it in found if asked or _LONE_ENDS.match(text, it[1])), None)


_LINES_BELOW = 5
# A field of a front matter: nobody who speaks.
_FIELD = re.compile(r"[a-z][\w-]{0,20}:[ ]")
# `pin: true`, of one.
_HAS_ITS_OWN = re.compile(r"[ ]?:[ ]\w+[ ]*\n")
_ASKS = frozenset("?？؟")
_LONE_ENDS = re.compile(r"[`\"'”»’」』)*_.!\\ \t]*(?:$|\n|,[ ]|[ ][–—-][ ])")


def _further_forms(cue: Cue, *, asked: bool) -> tuple[str, ...]:
    """The forms that the value of a password has besides, where nothing else stands."""
    if cue.name not in {"password", "pin"}:
        return ()
    return ("worded", "answer") if asked else ("compound", "word-and-number")


def _holds(text: str, value: Value, match: re.Match[str]) -> bool:
    return value.holds(text, *match.span("thing"))


def _further(text: str, cue: Cue, end: int, told: int) -> Iterator[Found]:
    """The values that follow one in a row: `codes 2468, 1357 and 9753`."""
    for _ in range(_MOST_IN_A_ROW):
        joint = _FORMS.further.match(text, end)
        if joint is None:
            return
        found = next(values_at(text, joint.end(), cue.values), None)
        if found is None:
            return
        yield Found(*found, cue.kind, told)
        end = found[1]


_MOST_IN_A_ROW = 12
