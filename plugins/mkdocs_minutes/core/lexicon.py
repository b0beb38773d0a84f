r"""The words of minute-taking as data: one file a language, one pattern a role.

A file `lexicon/<language>.toml` gives phrases under the name of a role, as `attendance.absent`; the
phrases of all languages for a role make one pattern. A role is a list of phrases, or a table of
`words`, with what may stand `before` them (up to four times) or `behind` them (once), and `unless`:
what none of them begins with.

A phrase is written as it reads, in any case, with these marks: `(a|b)` is one of both, `[a|b]` one
of both or nothing, a blank any blank of a line, `*` any word, `**` up to 24 characters, `0` any
digit, `~` the endings by which a word is of women and men (`présent·e·s`, `Teilnehmer*innen`), `'`
any apostrophe, and `\` takes the mark behind it for itself. What heads or marks people, actions and
outcomes, and what meetings are called, is also read as people type it who have no accents at hand.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import starmap, takewhile
from typing import Any, cast

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from .grouping import agreed, grouped

_Table = Mapping[str, Any]

_BLANK = r"[ \t\xa0]"
_MARKS = {
    "*": r"[\w'’-]+",
    "0": r"\d",
    "~": r"(?:[.·•*:_/-]?(?:e|a|as|in|innen)|\((?:e|a|as|in|innen)\))?(?:[.·•-]?s|\(s\))?",
    "'": "['’]",
}


_MOST = 9  # spellings of a part of a phrase that are told apart


class _Part(Struct, frozen=True):
    """Part of a phrase: its alternatives, and strings of which one stands in whatever it matches.

    `options` has for each alternative, in their order, the letters that it begins with, and the
    pattern of what follows these. `exact` are all strings that the part matches, lower-case, if
    these are few; else it is empty.
    """

    options: tuple[tuple[str, str], ...]
    needs: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()

    @property
    def pattern(self) -> str:
        """All of it as a pattern."""
        return _grouped(_alternatives(self.options))


def _written(pattern: str, needs: frozenset[str] = frozenset()) -> _Part:
    """A part that is written as a pattern."""
    return _Part((("", pattern),), needs)


@lru_cache(maxsize=256)
def pattern(role: str) -> str:
    """The phrases of a role in all languages, as a group for a verbose pattern that ignores case.

    Raises `KeyError` for a role that no language has.

    >>> bool(re.fullmatch(pattern("attendance.absent"), "Regrets from", re.IGNORECASE))
    True
    """
    return f"(?:{'|'.join(_alternatives(_role(role).options))})"


class Stems(tuple[str, ...]):  # noqa: SLOT001  (it keeps its finder)
    """Lower-case strings, one of which stands wherever it is worth looking for something.

    A blank in them stands for any blank of a line.
    """

    @cached_property
    def finder(self) -> AhoCorasick:
        """What finds all of them at once, in a text in lower case."""
        return AhoCorasick(self)


class _Late:
    """A pattern with the source that it is compiled of, and what a compiled one has once it is."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update((known, getattr(compiled, known)) for known in _KNOWN)
        return getattr(compiled, name)


_KNOWN = "match search fullmatch finditer findall split sub subn flags groups groupindex".split()


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but compiled when it is first asked for a match, if ever.

    It is for patterns of many words. A source that is no pattern raises `re.error` when it is used;
    the `re` of a match is another object.

    >>> late("regrets|apologies", re.IGNORECASE).match("Regrets: Ann")[0]
    'Regrets'
    """
    return cast("re.Pattern[str]", _Late(source, flags))


@lru_cache(maxsize=128)
def stems(*roles: str, but: tuple[str, ...] = ()) -> Stems:
    """The stems, sorted, of which one stands in whatever any of some roles matches.

    What only the words `but` these match is left to the caller.

    >>> "regrets" in stems("attendance.absent"), "remote" in stems("attendance.absent")
    (True, False)
    """
    needs = (stem for role in roles for stem in _role(role).needs)
    return Stems(_shortest(stem for stem in needs if stem not in but))


@lru_cache(maxsize=64)
def words(role: str) -> frozenset[str]:
    """The phrases of a role that is a list of plain words, or a text of them, as they are written.

    >>> "nobody" in words("nobody")
    True
    """
    return frozenset(word for table in _languages().values() for word in _plain(table, role))


@lru_cache(maxsize=1)
def everyday() -> frozenset[str]:
    """Words of everyday English that are nobody's name, in small letters.

    Which these are, and out of which lists they come, tells `tests/makers/words.py`.

    >>> "telephone" in everyday(), "anna" in everyday()
    (True, False)
    """
    text = files(__package__).joinpath("lexicon", "everyday.txt").read_text(encoding="ascii")
    return frozenset(text.split())


def months(*, ambiguous: bool = False) -> Mapping[str, int]:
    """The names of months in all languages, lower-case, in full and short, with their numbers.

    Short ones that are words too, as `set` in Italian, are left out unless `ambiguous` are wanted.

    >>> months()["september"], months()["märz"], months()["maerz"], months()["marz"]
    (9, 3, 3, 3)
    >>> "set" in months(), months(ambiguous=True)["set"]
    (False, 9)
    """
    doubtful = frozenset[str]() if ambiguous else words("ambiguous_months")
    return {name: number for name, number in _calendar("months").items() if name not in doubtful}


def weekdays() -> Mapping[str, int]:
    """The names of weekdays in all languages, lower-case, in full and short; Monday is 0.

    >>> weekdays()["friday"], weekdays()["mittwoch"]
    (4, 2)
    """
    return _calendar("weekdays")


_TELLING_WORDS = 5  # small words of a language that tell it from a name or a quotation in it


def language_of(text: str) -> str:
    """The code of the language that a text is written in, by its small words.

    `""` where fewer than five tell, or two languages have as many.

    >>> language_of("Der Vorstand und die Gruppe sind für das Fest, das im Mai ist, und am See")
    'de'
    >>> language_of("The board is for the party in May, and on the lake"), language_of("Lamp 3.5")
    ('en', '')
    """
    met = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    tables = _languages().items()
    found = {
        code: sum(met[word] for word in set(_plain(one, "topics.glue"))) for code, one in tables
    }
    first, second = sorted(found, key=lambda code: -found[code])[:2]
    return first if found[first] >= _TELLING_WORDS and found[first] > found[second] else ""


def any_of(names: Iterable[str]) -> str:
    """A pattern of some strings, the longest that fits first, shared beginnings written once.

    >>> any_of(["may", "march", "mar"])
    'ma(?:r(?:ch)?|y)'
    """
    return _branches(sorted(set(names)))


def _branches(names: Sequence[str]) -> str:
    """The pattern of sorted, distinct strings, shared beginnings written once."""
    groups = grouped((name[:1], name[1:]) for name in names)
    optional = groups.pop("", None) is not None
    if not groups:
        return ""
    parts = [re.escape(first) + _branches(rest) for first, rest in groups.items()]
    if not optional and len(parts) == 1:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if optional else ''}"


# Files and roles.


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, _Table]:
    """The tables of all languages by their codes, in alphabetical order."""
    found = (entry for entry in files(__package__).joinpath("lexicon").iterdir())
    tables = {
        entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in found
        if entry.name.endswith(".toml")
    }
    return dict(sorted(tables.items()))


def _entry(table: _Table, role: str) -> Any:
    """What a language has for a role, `None` for nothing."""
    value: Any = table
    for name in role.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _plain(table: _Table, role: str) -> list[str]:
    value = _entry(table, role) or ()
    return value.split() if isinstance(value, str) else list(value)


@lru_cache(maxsize=256)
def _role(role: str) -> _Part:
    entries = [entry for table in _languages().values() if (entry := _entry(table, role))]
    if not entries:
        raise KeyError(role)
    bare = role in _TYPED_BARE
    return _any(_compiled(entry, bare=bare) for entry in entries)


# Roles whose words tell enough by themselves to be read without their accents.
_TYPED_BARE = frozenset(
    f"{what}.{role}"
    for what, roles in {
        "attendance": "present guest absent role",
        "actions": "heading marker item naming",
        "outcomes": "heading decision conclusion",
        "columns": "action owner due decision",
        "meeting": "kinds",
    }.items()
    for role in roles.split()
)


def _compiled(entry: list[str] | _Table, *, bare: bool) -> _Part:
    """What one language has for a role, as one part; its words also `bare` of accents."""
    if not isinstance(entry, Mapping):
        return _phrases(entry, bare=bare)
    found = _phrases(entry["words"], bare=bare)
    before, behind, unless = (
        _any(map(_phrase, entry.get(key, ()))) for key in ("before", "behind", "unless")
    )
    pattern = found.pattern
    if "before" in entry:
        pattern = rf"(?:{before.pattern}{_BLANK}){{0,4}}{pattern}"
    if "behind" in entry:
        pattern = rf"{pattern}(?:{_BLANK}{behind.pattern})?"
    if "unless" in entry:
        pattern = rf"(?!{unless.pattern}{_BLANK}){pattern}"
    letters = {lead[:1] for lead, _ in (*before.options, *found.options)}
    return _written(pattern if "" in letters else _begun(letters, pattern), found.needs)


# Phrases.


def _phrases(written: Iterable[str], *, bare: bool) -> _Part:
    typed = (way for one in written for way in (_typed(one) if bare else (one,)))
    return _any(map(_phrase, dict.fromkeys(typed)))


def _typed(phrase: str) -> tuple[str, ...]:
    """A phrase, and a long one of Latin letters without its accents as well.

    >>> _typed("présent~"), _typed("thé"), _typed("присутні")
    (('présent~', 'present~'), ('thé',), ('присутні',))
    """
    bare = unicodedata.normalize("NFD", phrase).encode("ascii", "ignore").decode()
    return (phrase, bare) if len(bare) == len(phrase) > _LONG and bare != phrase else (phrase,)


def _phrase(written: str) -> _Part:
    """A phrase as a part; raises `ValueError` for one with a bracket that nothing closes or opens.

    >>> _phrase("apolog(y|ies)[s]").pattern
    'apolog(?:y|ies)(?:s)?'
    """
    if _LETTERS.fullmatch(written) and _keep_length(written):  # as most are
        spelled = frozenset((written.lower(),))
        return _Part(((written, ""),), spelled, spelled)
    part, at = _choice(written, 0)
    if at < len(written):
        raise ValueError(f"a bracket too many in the phrase `{written}`")
    return part


def _choice(written: str, at: int) -> tuple[_Part, int]:
    """The alternatives that begin at a place, and where the bracket around them closes."""
    options: list[_Part] = []
    while True:
        option, at = _sequence(written, at)
        options.append(option)
        if written[at : at + 1] != "|":
            return (options[0] if len(options) == 1 else _any(options)), at
        at += 1


def _sequence(written: str, at: int) -> tuple[_Part, int]:
    parts: list[_Part] = []
    while at < len(written) and written[at] not in "|)]":
        if (letters := _LETTERS.match(written, at)) and _keep_length(letters[0]):
            parts.append(_spelled(letters[0]))
            at = letters.end()
            continue
        char = written[at]
        at += 1
        if char in "([":
            part, at = _choice(written, at)
            if written[at : at + 1] != {"(": ")", "[": "]"}[char]:
                raise ValueError(f"a bracket that nothing closes in the phrase `{written}`")
            at += 1
            parts.append(part if char == "(" else _optional(part))
        elif written.startswith("**", at - 1):
            parts.append(_written(".{1,24}"))
            at += 1
        elif char in _MARKS:
            parts.append(_written(_MARKS[char]))
        else:
            if char == "\\":
                char, at = written[at], at + 1
            parts.append(_spelled(char))
    return _joined(parts), at


_LETTERS = re.compile(r"(?:[^\W\d_]|[ ])+")
"""Letters and blanks, which are looked at together."""


def _spelled(letters: str) -> _Part:
    return _Part(((letters, ""),), exact=frozenset((letters.lower(),)))


def _optional(part: _Part) -> _Part:
    pattern = f"(?:{'|'.join(_alternatives(part.options))})?"
    return _Part((("", pattern),), exact=part.exact and part.exact | {""})


def _joined(parts: list[_Part]) -> _Part:
    """Parts one after the other; of the stretches that can be spelled out, the most telling one."""
    needs = frozenset[str]()
    if len(parts) == 1 and _is_spelled(parts[0]):  # as most phrases are
        spelling = parts[0].exact
        return _Part(parts[0].options, spelling if any(_strength(spelling)) else needs, spelling)
    run, exact = frozenset(("",)), True
    for part in parts:
        longer = frozenset(one + two for one in run for two in part.exact)
        if 0 < len(longer) <= _MOST:
            run = longer
            continue
        needs = max(needs, run, part.needs, key=_strength)
        run, exact = (part.exact or frozenset(("",))), False
    needs = max(needs, run, key=_strength)
    needs = needs if any(_strength(needs)) else frozenset()
    return _Part((_led(parts),), needs, run if exact else frozenset())


def _led(parts: Iterable[_Part]) -> tuple[str, str]:
    """The letters that a sequence begins with, and the pattern of the rest."""
    rest = list(parts)
    letters = [part.options[0][0] for part in takewhile(_is_spelled, rest)]
    return "".join(letters), "".join(part.pattern for part in rest[len(letters) :])


def _is_spelled(part: _Part) -> bool:
    """Whether a part is letters alone, as many of them in the other case."""
    return len(part.options) == 1 and not part.options[0][1] and _keep_length(part.options[0][0])


def _keep_length(letters: str) -> bool:
    return len(letters) == len(letters.lower()) == len(letters.upper())


_TELLING = 8  # letters that are hardly ever met by chance


def _strength(needs: frozenset[str]) -> tuple[int, int]:
    """How much a set of strings narrows down where it can be found, and how little it costs."""
    shortest = min(map(len, needs), default=0)
    return (min(shortest, _TELLING), -len(needs)) if shortest else (0, 0)


def _any(parts: Iterable[_Part]) -> _Part:
    """One of several parts."""
    several = list(parts)
    needs, exact = frozenset[str](), frozenset[str]()
    if all(part.needs for part in several):
        needs = needs.union(*(part.needs for part in several))
    if all(part.exact for part in several):
        exact = exact.union(*(part.exact for part in several))
    options = tuple(one for part in several for one in part.options)
    return _Part(options, needs, exact if len(exact) <= _MOST else frozenset())


def _alternatives(options: Iterable[tuple[str, str]]) -> list[str]:
    """The patterns of some options, in the order in which they are tried; equal beginnings once.

    So a place is compared with some letters, not with hundreds of phrases. What begins with
    different letters, and not only in their case, cannot both fit, so that only the order of the
    others has to be kept.

    >>> _alternatives([("no", ""), ("not", "[ ]yet"), ("in", ""), ("no", "ne")])
    ['no(?:|t[ ]yet|ne)', 'in']
    """
    found: list[str] = []
    alike: dict[str, list[tuple[str, str]]] = {}
    for lead, rest in options:
        if not lead or (lead[0] not in alike and lead[0].swapcase() in alike):
            found += _by_letter(alike)
            alike = {}
        if lead:
            alike.setdefault(lead[0], []).append((lead[1:], rest))
        else:
            found.append(rest)
    return [*found, *_by_letter(alike)]


def _by_letter(options: Mapping[str, list[tuple[str, str]]]) -> list[str]:
    r"""The patterns of options by their first letters; of many, a place has to hold one of these.

    >>> _by_letter({"a": [("nn", "")], "b": [("o", "")], " ": [("cy", "")]})
    ['(?=[\\sab])(?:ann|bo|[ \\t\\xa0]cy)']
    """
    found = list(starmap(_shared, options.items()))
    if len(found) <= _FEW:
        return found
    return [_begun(options, _grouped(found))]


_FEW = 2  # alternatives that are as soon tried


def _begun(letters: Iterable[str], pattern: str) -> str:
    """A pattern that begins with one of some letters, behind a look whether one of them is there.

    Where case is ignored, each of its alternatives would be tried for what that tells at once.
    """
    first = "".join(map(re.escape, sorted(letters))).replace(r"\ ", r"\s")
    return f"(?=[{first}]){pattern}"


def _shared(letter: str, options: list[tuple[str, str]]) -> str:
    """The pattern of a letter and what may follow it."""
    if len(options) == 1:
        lead, rest = options[0]
        return _BLANK.join(map(re.escape, (letter + lead).split(" "))) + rest
    first = _BLANK if letter == " " else re.escape(letter)
    return first + _grouped(_alternatives(options))


def _grouped(patterns: list[str]) -> str:
    """Patterns as one, which can stand in a longer one."""
    return patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})"


def _shortest(found: Iterable[str]) -> tuple[str, ...]:
    """Those of some strings that have no other of them within, so that one stands in each.

    What several begin with may be half of a phrase that is everywhere, as `meeting ` is.
    """
    several = sorted(set(found))
    within = AhoCorasick(several).find_matches_as_indexes
    return tuple(one for one in several if len(within(one, overlapping=True)) == 1)


# The calendar.


@lru_cache(maxsize=2)
def _calendar(part: str) -> Mapping[str, int]:
    """The numbers of names on which all languages agree, those with numerals in them left out."""
    first = 1 if part == "months" else 0
    return agreed(
        (spelling, number)
        for table in _languages().values()
        for number, names in enumerate(_entry(table, f"calendar.{part}") or (), first)
        for name in names
        for spelling in _spellings(name)
    )


_LONG = 4  # letters, from which on a name is none other without its accents


def _spellings(name: str) -> Iterator[str]:
    """A name as it is, and a long one without its accents or with them written out.

    `März` is also `Marz` and `Maerz`. In a script without case a name is read by its numeral.
    """
    if name.lower() == name.upper():
        return
    yield name.lower()
    if len(name) < _LONG:
        return
    marked = unicodedata.normalize("NFD", name.lower())
    yield "".join(char for char in marked if not unicodedata.combining(char))
    yield unicodedata.normalize("NFC", marked.replace("\u0308", "e"))
