"""Values beside the words that tell what they are: behind, in brackets, before, or below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .days import is_day
from .forms import Forms
from .found import Found
from .seen import Said, is_word, line_start
from .table import Label
from .values import counts, counts_behind, repeats

_FORMS = Forms("labels")


_ALONE_BEFORE = re.compile(
    r"[\s>*+|;!#•·◦_-]*(?:(?:\d{1,2}|[a-z])[.)][ ])?(?:[^\W\d](?:[^\W\d]|-){0,15}[ ]){0,2}$"
)
_ALONE_BEHIND = re.compile(r"[\] \t|*#.;,`]*(?:$|\n)")
_TICKET = re.compile(r"[A-Z][A-Z0-9]{1,15}-\d{1,6}")
_RANGE = re.compile(r"\d{1,2}-\d{1,2}")
_VERSION = re.compile(r"\d{1,2}(?:\.\d{1,3}){2,3}|\d{3,4}(?:\.\d{1,2}){1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_IS_A_PIN = re.compile(r"[,.;)](?:$|\s)")


def labelled(text: str, hits: list[Said]) -> Iterator[Found]:
    """The values that stand beside labels; of a number that is a day, none is a value."""
    for said in hits:
        is_alone = not said.label.alone or _is_alone(text, said)
        if is_alone and is_word(text, said) and not _means_other(text, *said):
            yield from _beside(text, said)


def _means_other(text: str, start: int, end: int, label: Label) -> bool:
    return label.is_other(text, start, end) or label.is_of_others(text, start, end)


_DIALLED = frozenset({"phone", "pin", "meeting-link"})


def beside_dialled(text: str, hits: list[Said], found: Iterable[Found]) -> list[Said]:
    """The labels that count only on a line with something that lets people into a meeting."""
    held = [said for said in hits if said.label.company]
    if not held:
        return []
    lines = {line_start(text, thing.start, 400) for thing in found if thing.kind in _DIALLED}
    return [
        said
        for said in held
        if line_start(text, said.start, 400) in lines
        and not _FORMS.other_code.search(text, max(0, said.start - 12), said.start)
    ]


def _is_alone(text: str, said: Said) -> bool:
    return bool(_FORMS.before_alone.search(text, max(0, said.start - 16), said.start))


def _beside(text: str, said: Said) -> Iterator[Found]:
    found = (
        _behind(text, said, _FORMS.tail.match(text, said.end))
        or _behind(text, said, _FORMS.far_tail.match(text, said.end))
        or _behind(text, said, _FORMS.below.match(text, said.end))
        or _before(text, said)
    )
    if found:
        yield found
        yield from _further(text, said, found)


def _further(text: str, said: Said, found: Found) -> Iterator[Found]:
    """The values behind one, with letters and digits, which are no words."""
    firm = said.label.forms["firm"].items()
    forms = [form for name, form in firm if name in {"mixed", "digits"}]
    last: Found | None = found if said.label.kind == "pin" else None
    for _ in range(_MOST_IN_A_ROW):
        behind = _FORMS.further.match(text, last.end) if last else None
        if behind is None:
            return
        values = [_value(text, said, it, behind.end(), how="loose", strict=True) for it in forms]
        last = next(filter(None, values), None)
        yield from filter(None, (last,))


_MOST_IN_A_ROW = 5


def _behind(text: str, said: Said, tail: re.Match[str] | None) -> Found | None:
    if tail is None:
        return None
    how = _how(text, said, tail)
    if not _may_have_one(text, said, tail, how):
        return None
    strict = how in {"loose", "below"} or tail["sep"].strip() in {"-", "("}
    strict |= said.label.kind == "phone"
    for form in _forms(text, said, tail, how):
        found = _value(text, said, form, tail.end(), how=how, strict=strict)
        if found and (how != "below" or _ALONE_BEHIND.match(text, found.end)):
            return found
    return None


def _forms(text: str, said: Said, tail: re.Match[str], how: str) -> Iterator[re.Pattern[str]]:
    """The forms that a value may have that stands so to a label."""
    for name, form in said.label.forms.get(how, {}).items():
        # A word in the next cell of a head is that of the next column, not a value.
        if name != "word" or "|" not in tail["sep"]:
            yield form
    clause = how == "loose" and text[max(0, said.start - 2) : said.start] == ", "
    below = how == "below" and _RIGHT_BELOW.fullmatch(tail["sep"])
    may_be_a_word = (
        (clause and _WORD_ALONE.match(text, tail.end()))
        or below
        or _FORMS.is_for.fullmatch(text[said.end : tail.end()])
    )
    if may_be_a_word and "word" in said.label.forms["firm"]:
        yield said.label.forms["firm"]["word"]


# A word that ends a sentence behind a label that begins a clause: `…, lösenord syren.`
_WORD_ALONE = re.compile(r"[^\W\d_A-Z]{4,20}[.]?(?:$|\n)")
_RIGHT_BELOW = re.compile(r"[ ]?:[ ]*\n(?:[ ]*\n)?[ ]*")


def _may_have_one(text: str, said: Said, tail: re.Match[str], how: str) -> bool:
    """Whether a label can have a value behind it: not `Code #1234`, nor below a sentence."""
    if said.label.alone and "#" in text[said.end : tail.end()]:
        return False
    before = text[line_start(text, said.start, 400) : said.start]
    return how != "below" or bool(_ALONE_BEFORE.match(before))


def _how(text: str, said: Said, tail: re.Match[str]) -> str:
    """How a value stands to its label."""
    how = next(
        name
        for name in ("firm", "said", "loose", "below")
        if tail.groupdict().get(name) is not None
    )
    if how == "loose" and _OPTION.search(text, max(0, said.start - 24), said.start):
        return "firm"
    return how


_OPTION = re.compile(r"--[a-z-]{0,20}$")


def _value(
    text: str, said: Said, form: re.Pattern[str], at: int, *, how: str, strict: bool
) -> Found | None:
    match = form.match(text, at)
    if match is None:
        return None
    thing = match["thing"]
    if thing.startswith("//"):
        return None
    end = match.end("thing")
    if _means_another(text, said, thing, end, strict=strict) or (
        how != "firm"
        and (
            counts(text, end)
            or any(it.fullmatch(thing) for it in (_TICKET, _RANGE, _VERSION))
            or repeats(text[said.start : said.end], text, *match.span("thing"))
        )
    ):
        return None
    return Found(*match.span("thing"), said.label.kind, said.start)


def _means_another(text: str, said: Said, thing: str, end: int, *, strict: bool) -> bool:
    """Whether a value is a day, or counts what stands behind it.

    A year may be the PIN that a clause ends with: `the SIM PIN 1946, …`.
    """
    is_pin = said.label.kind == "pin"
    if (strict and counts(text, end)) or (is_pin and thing.isdigit() and counts_behind(text, end)):
        return True
    if not is_day(thing):
        return False
    if not _YEAR.fullmatch(thing):
        return True
    named = is_pin and " " in text[said.start : said.end]
    return strict and not (named and _IS_A_PIN.match(text, end))


def _before(text: str, said: Said) -> Found | None:
    if not said.label.forms["before"]:
        return None
    start = max(line_start(text, said.start, 400), said.start - 80)
    joint = _FORMS.before.search(text, start, said.start)
    if joint is None:
        return None
    begin = max(text.rfind(" ", start, joint.start()) + 1, start)
    for first in (begin, start):
        for form in said.label.forms["before"].values():
            for match in form.finditer(text, first, joint.start()):
                bounded = (
                    first == 0 or not text[match.start() - 1].isalnum() or match.start() == first
                )
                if match.end("thing") == joint.start() and bounded and not is_day(match["thing"]):
                    return Found(*match.span("thing"), said.label.kind, match.start("thing"))
    return None
