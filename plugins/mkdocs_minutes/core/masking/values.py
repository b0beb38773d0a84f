"""What a value that lets somebody in looks like, whatever word stands beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ahocorasick_rs import AhoCorasick

from ..lexicon import everyday
from .days import is_day
from .forms import Forms, value_forms, words

_FORMS = Forms("values")

_OF_OTHERS = re.compile(rf"\b (?: {words('others')} ) [ :]{{1,2}} $", re.VERBOSE | re.IGNORECASE)
_PLAIN = re.compile(r"(?<![\d.,/-])(?<!\d )(?:\d{1,7}|\d{1,3}(?:[.,']\d{3})+)$")
_PLACES = re.compile(r"https?:|[\w.-]+/[\w./-]+$|[\w.+-]+@[\w-]+\.", re.IGNORECASE)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ .,']\d{3})+")
ZIP = re.compile(r"\d{5}-\d{4}")
# Thousands, or a share: `1204 / 10000`.
_FIGURES = re.compile(rf"{_THOUSANDS.pattern}|\d+ / \d+")
_GROUPS = re.compile(r"\d+")


FOR = words("for")
"""What stands before that which a code is for, or is fixed to."""


@dataclass(frozen=True, slots=True)
class Value:
    """A form that values have: its pattern, and what tells whether a match is one.

    `near` tells quickly whether a stretch can hold one at all.
    """

    pattern: re.Pattern[str]
    holds: Callable[[str, int, int], bool]
    near: Callable[[str], object] = bool

    def at(self, text: str, place: int) -> tuple[int, int] | None:
        """Where the value that is told at a place begins and ends, if there is one."""
        match = self.pattern.match(text, place)
        return self._held(text, match) if match else None

    def within(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where the values between two places begin and end."""
        found = (self._held(text, match) for match in self.pattern.finditer(text, start, end))
        return filter(None, found)

    def _held(self, text: str, match: re.Match[str]) -> tuple[int, int] | None:
        start, end = match.span("thing")
        return (start, end) if self.holds(text, start, end) else None


def values_at(text: str, place: int, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the values of some forms begin and end that stand at a place, form by form."""
    return filter(None, (VALUES[name].at(text, place) for name in names))


def turns(token: str) -> int:
    """How often a token turns from small letters to capitals, digits or signs.

    A first capital and what separates its parts count for none.

    >>> [turns(token) for token in ("no7Real", "f4!kQz", "Harbour", "el7-x", "python3", "x86")]
    [3, 5, 0, 1, 1, 1]
    """
    classes = [_class_of(c) for c in token]
    if len(classes) > 1 and classes[0] == "A" and classes[1] == "a":
        classes[0] = "a"
    return sum(1 for one, two in pairwise(classes) if one != two and "-" not in (one, two))


def _class_of(character: str) -> str:
    if character in "-_.":
        return "-"
    if character.isdigit():
        return "0"
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return "!"


# A room of a house: those in which people meet by telephone have longer numbers.
ROOM = r"\b(?:rooms?|raum|saal|salle|sala|lokale?|pokój|místnost)"
_IN_A_HOUSE = re.compile(rf"{ROOM}[ .:#-]{{0,3}}$", re.IGNORECASE)


def counts(text: str, end: int) -> bool:
    """Whether what stands behind a number tells what it counts.

    >>> counts("2468 lines", 4), counts("2468 opens it", 4)
    (True, False)
    """
    return bool(_FORMS.plural.match(text, end) and _PLAIN.search(text, max(0, end - 10), end))


def ends_there(text: str, end: int) -> bool:
    """Whether a clause ends at a place, or goes on with a little word."""
    return bool(_FORMS.ends.match(text, end))


def counts_behind(text: str, end: int) -> bool:
    """Whether what stands behind a number tells a measure, a day of the week or what it counts."""
    return bool(_FORMS.counted_behind.match(text, end, end + 40)) or counts(text, end)


def is_counted(text: str, start: int, end: int) -> bool:
    """Whether a number counts something, or is one of tickets, pages, years."""
    before = text[max(0, start - 25) : start].lower()
    return bool(
        _FORMS.counted_before.search(before, start > 24)
        or counts_behind(text, end)
        or (end - start < 5 and _IN_A_HOUSE.search(text, max(0, start - 12), start))
    )


def _code(text: str, start: int, end: int) -> bool:
    written = text[start:end]
    groups = _GROUPS.findall(written)
    singly = len(groups) > 3 and {len(group) for group in groups} == {1}
    is_row = len(groups) > 1 and sum(map(len, groups)) < 6 and "-" in written and not singly
    is_row |= "#" not in written and _is_a_row(groups) and len(groups[0]) * len(groups) > 8
    return not (
        is_row
        or ZIP.fullmatch(written)
        or is_counted(text, start, end)
        or _is_told(text, start, end, written)
    )


_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_HOURS = re.compile(rf"(?:{_CLOCK.pattern})-(?:{_CLOCK.pattern})")
_AT = re.compile(r"\b(?:at|um|ab|bis|gegen|om|kl\.?|alle|ore|dès|från|til|till) $", re.IGNORECASE)


def _lock_code(text: str, start: int, end: int) -> bool:
    """The code of a door: digits and one capital, at the end of a clause."""
    return not is_day(text[start : start + 4]) and ends_there(text, end)


def _compound(text: str, start: int, end: int) -> bool:
    """Words and numbers made one by signs, as people make passwords: `sardine-toast-44`.

    Without a digit in them not all may be small words of the language, nor all but the first.
    """
    token = text[start:end]
    parts = re.findall(r"[^\W\d_]+", token)
    if any(map(str.isdigit, token)):
        return (
            len(token) > 5 and _is_made_up(text, start, token) and not _FORMS.of_a_kind.match(token)
        )
    unknown = [part for part in parts if part.lower() not in everyday()]
    return len(token) > 6 and bool(unknown or any(part[0].isupper() for part in parts[1:]))


def _answer(text: str, start: int, end: int) -> bool:
    """What alone answers a question: with digits among its letters, or words made one."""
    token = text[start:end]
    mixed = any(map(str.isdigit, token)) and any(map(str.isalpha, token))
    alone = len(token) > 5 and token.islower() and token.isalpha() and token not in everyday()
    return (
        mixed or alone or (bool(re.search(r"\w[-_&+.]\w", token)) and _compound(text, start, end))
    )


def _told_code(text: str, start: int, end: int) -> bool:
    """Three digits or more, or such with a letter or two: `905`, `3-8-1`, `41В7`."""
    written = text[start:end].strip("#*")
    letters = [c for c in written if c.isalpha()]
    digits = sum(map(str.isdigit, written))
    if letters:
        few = len(letters) < 3 <= digits and all(map(str.isupper, letters))
        return few and not _MEASURED.fullmatch(written) and not _OF_A_FAULT.match(written)
    if digits < 3 or (digits == 3 and not ends_there(text, end)) or _is_range(written):
        return False
    hashed = text[start] == "#" and text[end - 1].isdigit()  # the number of a ticket
    return not (hashed or _STATUS.fullmatch(written) or _is_told(text, start, end, written))


def _code_apart(text: str, start: int, end: int) -> bool:
    """A code of four digits or more that stands apart from what it opens: no year, day or count."""
    written = text[start:end]
    return (
        (sum(map(str.isalnum, written)) > 3 or bool({"#", "*"} & {*written}))
        and _told_code(text, start, end)
        and not _YEAR.match(written)
        and not is_counted(text, start, end)
        and ends_there(text, end)
    )


_YEAR = re.compile(r"(?:19|20)\d\d$")


def _is_told(text: str, start: int, end: int, written: str) -> bool:
    """Whether a number is a day, an hour, or counts something."""
    return bool(
        is_day(written)
        or _OF_A_NORM.search(text, max(0, start - 6), start)
        or _THOUSANDS.fullmatch(written)
        or counts_behind(text, end)
        or (_CLOCK.fullmatch(written) and _AT.search(text, max(0, start - 5), start))
    )


def _is_range(written: str) -> bool:
    """Whether the second of two numbers is above the first: `24-36`, `1101-1148`."""
    first, _, second = written.partition("-")
    if not (first.isdigit() and second.isdigit()):
        return False
    beside = len(first) < 3 or first[:1] == second[:1]
    return len(first) <= len(second) < 2 * len(first) + 1 and beside and int(first) < int(second)


# `DIN 18040`, `EN 50131`.
_OF_A_NORM = re.compile(
    r"(?<![A-Z\d-])(?!PIN|ID|PUK|TAN|NIP|CODE|PW|VC|NR|NO|TV|WC|TEL)[A-Z]{2,4} $"
)
# What servers answer with.
_STATUS = re.compile(r"20[0-6]|30[1-8]|4(?:0\d|1[0-8]|2[29])|50[0-4]")
# Faults and warnings of machines: `E4711`.
_OF_A_FAULT = re.compile(r"[EFHNPUW]\d")
_MEASURED = re.compile(r"\d{1,3}(?:[AVWCFKMGTBHDPSX]|[KMGT]B|HZ|KW|MM|CM)|[A-Z]{2}\d+|[VQHL]\d+")


def _told_word(text: str, start: int, end: int) -> bool:
    """A word as passwords are: in quotes, made of several, or with digits; a day is none."""
    token = text[start:end]
    if is_day(token):
        return False
    if text[start - 1] in _QUOTES and text[end : end + 1] in _QUOTES.values():
        return not says_no_value(token) and len(token.split()) < 6
    if " " in token:
        return False
    if any(map(str.isdigit, token)):
        plain = re.sub(r"[.](?=[A-Z])|(?<=[a-z])-(?=\d)|(?<=[a-z]{5})#(?=\d{1,2}$)", "_", token)
        return _is_made_up(text, start, plain) and not _FORMS.of_a_kind.match(token)
    return bool(_JOINED_WORDS.fullmatch(token)) and _compound(text, start, end)


def _paired(text: str, start: int, end: int) -> bool:
    """What stands behind somebody's login: made up, or no small word behind one of a machine."""
    user = re.split(r"[\s(\"']", text[max(0, start - 44) : start].rstrip(" /:"))[-1].lower()
    token = text[start:end]
    plain = token.isalpha() and token.islower() and token not in everyday()
    odd = VALUES["odd-letters"].pattern.fullmatch(token)
    return _told_word(text, start, end) or bool(odd) or (user in _ACCOUNTS and plain)


_ACCOUNTS = frozenset(
    "admin administrator root pi guest gast user ubnt invité invitado demo club staff".split()
)
_QUOTES = {
    '"': '"',
    "'": "'",
    "`": "`",
    "“": "”",
    "„": "“",
    "«": "»",
    "‘": "’",
    "「": "」",
    "『": "』",
}
_JOINED_WORDS = re.compile(
    r"[^\W\d_]{2,20}(?:(?:[-_+&!*#]|[.](?=[A-Z]))[^\W\d_]{2,20}){1,4}!?|[^\W\d_]{4,20}[!#*+&]"
)


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a value begins and ends that a stretch of a text is a part of.

    A form of values ends at signs that few have. One in quotes goes to the closing one; one with
    letters to the blanks around it, but for the points and brackets of the sentence, and for the
    next parameter of an address.

    >>> text = "SECRET='k3v&8m(2)q' or pw: Blue;H0rse, as told (b9;x)."
    >>> [text[slice(*whole(text, text.index(one), text.index(one) + 3))] for one in ("k3v", "H0r")]
    ['k3v&8m(2)q', 'Blue;H0rse']
    """
    quote = "" if text[start - 2 : start - 1].isalpha() else _QUOTES.get(text[start - 1 : start])
    close = text.find(quote, end, end + _LONGEST_VALUE) if quote else -1
    if close >= 0 and "\n" not in text[end:close]:
        return start, close
    if text[start:end].isdigit() or not {" ", "\n"}.isdisjoint(text[start:end]):
        return start, end
    before = _RUN_BEFORE.search(text, max(0, start - _LONGEST_VALUE), start)
    behind = _RUN_BEHIND.match(text, end, end + _LONGEST_VALUE)
    return before.start() if before else start, behind.end() if behind else end


_LONGEST_VALUE = 130
# Not the sign that tells a value, nor what parts cells; wide characters have no blanks.
_WIDE = r"\u3000-\u9fff\uff00-\uffef"
_RUN_BEFORE = re.compile(rf"""(?<![^\s("'`“„«\[])[^\s|<>"'`“„«»”:=(\[{{/{_WIDE}]{{1,64}}\Z""")
_RUN_BEHIND = re.compile(
    rf"(?:(?!&[A-Za-z_]{{3,20}}=)[^\s|{_WIDE}]){{1,128}}(?<![.,;:!?\"'`“”«»*_~)\]}}<>])"
)


def repeats(word: str, text: str, start: int, end: int, *, told: bool = False) -> bool:
    """Whether a value begins with the word beside it, as names of fields do: `passwordHash2`.

    One that a sign or a verb tells does so only if it goes on as a name, as `Password123` does not.
    """
    rest = text[start + len(word) : end]
    again = text[start : start + len(word)].lower() == word.lower()
    goes_on = rest[:1] == "_" or rest[:1].isupper() or rest[:1] > "\u3040"
    return again and (goes_on if told else bool(rest))


def says_no_value(words: str) -> bool:
    """Whether words speak of a password, as messages of programs do: `enter your password`."""
    return bool(_FORMS.no_password.search(words))


def _final_code(text: str, start: int, end: int) -> bool:
    return _code(text, start, end) and ends_there(text, end)


def _long_code(text: str, start: int, end: int) -> bool:
    """Five digits or more, or a hash behind them."""
    written = text[start:end]
    if written[-1] in "#*" or _FORMS.then_hash.match(text, end):
        return _code(text, start, end)
    return sum(map(str.isdigit, written)) > 4 and _final_code(text, start, end)


def _odd(text: str, start: int, end: int) -> bool:
    token = text[start:end]
    enough = turns(token) >= _least(token, 2)
    return enough and not _is_a_name(token) and _is_made_up(text, start, token)


def _very_odd(text: str, start: int, end: int) -> bool:
    token = text[start:end]
    kinds = {_class_of(c) for c in token} - {"-"}
    enough = turns(token) >= _least(token, 2 if len(kinds) > 2 else 3)
    return enough and not _is_a_name(token) and _is_made_up(text, start, token)


_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NUMBERS = re.compile(r"\d+")


def _is_a_name(token: str) -> bool:
    """Whether a token reads as a program's name for something: `Http2Session`, `readInt32LE`."""
    words = _WORDS.findall(token)
    return (
        len(_NUMBERS.findall(token)) <= 2
        and all(len(word) >= (2 if word.isupper() else 3) for word in words)
        and all(c.isalnum() or c in "_.-" for c in token)
    )


def _least(token: str, least: int) -> int:
    """How many turns a token must have: a long one, which may be words written as one, has more."""
    return max(least, round(len(token) * 0.3)) if len(token) > 12 else least


def _is_made_up(text: str, start: int, token: str) -> bool:
    return bool(
        any(map(str.isdigit, token))
        and any(map(str.isalpha, token))
        and not _COUNTS_SOMETHING.search(token)
        and not _FORMS.technical.fullmatch(token)
        and not _PLACES.search(token)
        and not is_day(token)
        and not _IS_DIGEST.search(text, max(0, start - 8), start)
    )


# Han, Kana and Hangul around a number, or a share: `増加3.5%`, `12文字以上`.
_COUNTS_SOMETHING = re.compile(r"\d[%％]$|[\u3040-\ud7af]\d|\d[\u3040-\ud7af]")
# Before a token these tell that it is a part of an address, or the digest of something.
_IS_DIGEST = re.compile(r"://|\b(?:sha|md)\d{1,3}[-:=]$", re.IGNORECASE)


def _phone(text: str, start: int, end: int) -> bool:
    written = text[start:end]
    groups = _GROUPS.findall(written)
    digits = sum(map(len, groups))
    leading = bool(_LEADING.match(written))
    if not _as_dialled(written, groups, leading=leading):
        return False
    if is_day(written) or not 7 <= digits <= 15 or is_counted(text, start, end):
        return False
    if _HOURS.fullmatch(written):
        return False
    grouped = leading or (len(groups) > 1 and digits > 8)
    return not re.match(r"(?:19|20)\d\d\b", written) and (grouped or ends_there(text, end))


def _as_dialled(written: str, groups: list[str], *, leading: bool) -> bool:
    """Whether groups of digits are as those of numbers that are dialled: no version, no row."""
    digits = sum(map(len, groups))
    if leading:
        singly = digits == len(groups) > 8 and "." not in written
        return singly or len(groups) <= _MOST_GROUPS
    in_pairs = len(groups) in {4, 5} and {*map(len, groups)} == {2} and written[0] > "1"
    if len(groups) > _MOST_GROUPS or (max(map(len, groups)) < 3 and not in_pairs):
        return False
    if "." in written and not {1, 5}.isdisjoint(map(len, groups)):
        return False
    thousands = digits < 9 and _THOUSANDS.fullmatch(written)
    return not thousands and not (len(groups) > 2 and _is_a_row(groups))


_LEADING = re.compile(r"[+0]|\([+0]|\(\d{2,3}\)")
"""How a number begins that leads abroad, or out of a town."""
_MOST_GROUPS = 7


def _grouped_phone(text: str, start: int, end: int) -> bool:
    """Whether digits are nine or more, in groups as those of a number that is dialled."""
    groups = _GROUPS.findall(text[start:end])
    return (
        len(groups) > (2 if "." in text[start:end] else 1)
        and len(groups[0]) <= 5
        and not (_FIGURES.fullmatch(text[start:end]) and text[start] not in "+(0")
        and sum(map(len, groups)) >= 9
        and _phone(text, start, end)
    )


def _is_a_row(groups: list[str]) -> bool:
    """Whether numbers are several beside each other: tickets, runs, counts."""
    return len({len(group) for group in groups}) == 1 and len(groups[0]) >= 4 and len(groups) > 1


def _key(text: str, start: int, end: int) -> bool:
    token = text[start:end]
    if _HEXADECIMAL.fullmatch(token):
        return any(map(str.isdigit, token)) and any(map(str.isalpha, token))
    return _density(token) >= 0.3 and _is_made_up(text, start, token)


def _density(token: str) -> float:
    """At which part of its characters a token turns, without what separates its parts."""
    pairs = sum(1 for one, two in pairwise(token) if one not in "-_." and two not in "-_.")
    return turns(token) / max(pairs, 1)


_HEXADECIMAL = re.compile(
    r"[0-9a-f]{24,}|[0-9A-F]{24,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)


def _random(text: str, start: int, end: int) -> bool:
    """A long token of all kinds of characters that turns at nearly every other of them."""
    token = text[start:end]
    kinds = {_class_of(c) for c in token}
    before = text[max(0, start - 8) : start].lower()
    return bool(
        {"a", "A", "0"} <= kinds
        and _density(token) >= 0.42
        and not re.search(r"sha\d{1,3}[-:=]$", before)
        and _is_made_up(text, start, token)
    )


_STREET_WORDS = AhoCorasick(sorted(set(re.findall(r"[^\W\d_]{2,}", words("streets")))))
_POSTAL_CODE = re.compile(r"\d{5}|\d{4} [A-Z]{2}|[A-Z\d] \d[A-Z]{2}")


def _holds_a_street(text: str) -> object:
    return _STREET_WORDS.find_matches_as_indexes(text.lower()) or _POSTAL_CODE.search(text)


def _meeting(text: str, start: int, end: int) -> bool:
    digits = sum(map(str.isdigit, text[start:end]))
    return (
        7 <= digits <= 12
        and not ZIP.fullmatch(text[start:end])
        and not is_day(text[start:end])
        and not _OF_OTHERS.search(text, max(0, start - 24), start)
        and not _FORMS.counted_behind.match(text, end, end + 40)
        and not (_THOUSANDS.fullmatch(text[start:end]) and digits < 9)
        and (ends_there(text, end) or (digits >= 9 and not text[start:end].isdigit()))
    )


def _account(text: str, start: int, end: int) -> bool:
    digits = sum(map(str.isdigit, text[start:end]))
    written = text[start:end]
    return (
        6 <= digits <= 24
        and not _DOTTED.search(written)
        and not is_day(written)
        and not is_counted(text, start, end)
        and ends_there(text, end)
    )


_DOTTED = re.compile(r"\d\.\d{1,2}\.\d{1,3}(?!\d)")


def _any(_text: str, _start: int, _end: int) -> bool:
    return True


def _plainly(text: str, start: int, end: int) -> bool:
    return _is_made_up(text, start, text[start:end])


def _with_number(text: str, start: int, end: int) -> bool:
    return not (
        _FORMS.of_a_kind.match(text, start, end) or _FORMS.technical.fullmatch(text, start, end)
    )


def _recovery(text: str, start: int, end: int) -> bool:
    return not is_day(text[start:end]) and not is_counted(text, start, end)


def _hashed(text: str, start: int, _end: int) -> bool:
    return bool(_FORMS.says_code.search(text, max(0, start - 30), start))


_HOLDS: Mapping[str, Callable[[str, int, int], bool]] = {
    "code": _code,
    "final-code": _final_code,
    "long-code": _long_code,
    "lock-code": _lock_code,
    "compound-digits": _compound,
    "compound": _compound,
    "answer": _answer,
    "odd": _odd,
    "very-odd": _very_odd,
    "phone": _phone,
    "grouped-phone": _grouped_phone,
    "key": _key,
    "meeting": _meeting,
    "account": _account,
    "worded": _plainly,
    "made-word": lambda text, _start, end: text[end - 1].isdigit() or ends_there(text, end),
    "word-and-number": _with_number,
    "recovery": _recovery,
    "hashed-code": _hashed,
    "told-code": _told_code,
    "code-apart": _code_apart,
    "told-pair": _paired,
    "paired-behind": _paired,
    "digit-within": _plainly,
    "told-word": _told_word,
    "random": _random,
}
VALUES: Mapping[str, Value] = {
    name: Value(pattern, _HOLDS.get(name, _any), _holds_a_street if name == "address" else bool)
    for name, pattern in value_forms().items()
}
"""The forms, by the names that the table of cues calls them."""
