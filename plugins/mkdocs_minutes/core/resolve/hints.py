"""Names in one note that may be projects, by how they stand beside numbers, links and titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ..extract.linked import link_target
from ..extract.names import is_initials
from ..lexicon import late, pattern
from ..names import is_distinctive
from ..records import Note, Span, VersionReading
from .addresses import Placed
from .product_names import (
    PROGRAMS,
    SYSTEM_OF_TWO,
    SYSTEMS,
    begins_sentence,
    has_name_shape,
    is_doing,
    is_heading_word,
    is_phrase,
    is_precise,
    is_word,
    key_of,
)

_WORD = re.compile(r"\S+")
_MARKS = "*_`\"'“”‘’[]"


class Hint(NamedTuple):
    """A name that may be a project's, how it stands in a note, and the number that it carries.

    What is `spelt` as a name somewhere is none by that alone, and a word that is said to have a
    version (`claimed`) only where that is said again; so is a word at the beginning of a sentence
    (`opened`), where it is said of another version. A name beside its number in a section that it
    is the heading of (`headed`) is no person's.
    """

    how: Literal["listed", "beside", "phrase", "stated", "spelt", "headed", "claimed", "opened"]
    name: str
    number: str = ""


def hints_in(item: Placed) -> Iterator[Hint]:
    """The names that may be projects in one note."""
    facts, title = item.parsed.facts, item.parsed.note.title
    yield from _but_initials(item, _beside_numbers(item))
    stated = (_linked_name(link.text, link.url) for link in facts.links)
    yield from (Hint("stated", name) for name in stated if name)
    repositories = (re.split(r"[#!]", one.id)[0] for one in facts.tickets if "/" in one.id)
    yield from (Hint("spelt", name) for path in repositories for name in path.split("/"))
    yield from (Hint("spelt", word) for word in title.split() if has_name_shape(word))
    titled = TITLED.match(title)
    if titled and has_name_shape(titled["name"]):
        yield Hint("stated", titled["name"])


def _but_initials(item: Placed, hints: Iterator[Hint]) -> Iterator[Hint]:
    """Hints without those in which somebody speaks who is listed so: `ABe - Version 3.5 is out`."""
    listed = {one.initials for one in item.parsed.facts.attendees if not one.initials.isupper()}
    yield from (hint for hint in hints if hint.name not in listed)


def _beside_numbers(item: Placed) -> Iterator[Hint]:
    note = item.parsed.note
    linked = {m.span: link_target(m.value)[0] for m in note.marks if m.kind == "link"}
    for reading in item.parsed.facts.versions:
        if reading.beside is None:
            continue
        if name := linked.get(reading.beside):
            yield Hint("listed", name, reading.number)
            continue
        whole = _unmarked(note.quote(reading.beside))
        if reading.beside.start > reading.span.start:
            yield from _behind(note, reading, reading.beside, whole)
        elif is_listed(note, reading) and not _common_ending(whole):
            yield _listed(note, reading, _without_verb(whole))
        elif name := _last_name(note, reading, reading.beside):
            yield from _beside(note, reading, reading.beside, name)
        elif phrase := _phrase(note, reading):
            yield Hint("phrase", phrase, reading.number)
        elif opening := _opening(note, reading):
            yield Hint("opened", opening, reading.number)
        else:
            yield from _claimed(note, reading, reading.beside)


def _behind(note: Note, reading: VersionReading, words: Span, name: str) -> Iterator[Hint]:
    """The name behind a number, or the repository to whose releases it is linked."""
    if note.text[words.start - 1] == "/":
        yield Hint("listed", name, reading.number)
    elif has_name_shape(name) and not is_phrase(name) and not is_initials(name):
        yield Hint("beside", name, reading.number)


def _beside(note: Note, reading: VersionReading, words: Span, name: str) -> Iterator[Hint]:
    yield Hint("beside", name, reading.number)
    if _VERSION_OF.match(note.text[words.end : reading.span.start]):
        yield Hint("spelt", name)
    if key_of(_heading_above(note, reading)) == key_of(name):
        yield Hint("headed", name)


_EMPHASIS = re.compile(r"\*\*|__|`")


def _unmarked(words: str) -> str:
    """The words before a number without markup; what was set in bold before them is another's.

    >>> _unmarked("Ella** K4ZH"), _unmarked("Kiln**")
    ('K4ZH', 'Kiln')
    """
    parts = [part.strip() for part in _EMPHASIS.split(words.replace("\\", ""))]
    return next((part for part in reversed(parts) if part), "")


def _heading_above(note: Note, reading: VersionReading) -> str:
    section = note.lines[note.line_of(reading.span.start) - 1].section
    return "" if section is None else note.sections[section].heading


# `the astropy version is 5.0`: what has a version is a program, however it is written.
_VERSION_OF = re.compile(r"\s*versions?\b", re.IGNORECASE)
# `kiln-tools 1.2 release`, which says it of the number before it.
_OF_NAME = late(rf"\s{pattern('version.of_name')}\b", re.IGNORECASE)
# `DIRAC Project status`: what the meeting says that it is about. Not `The Project`.
TITLED = re.compile(r"(?P<name>[A-Z][\w-]*[A-Z0-9][\w-]*)\s+[Pp]roject\b")
# Names that come before a list entry's own: `Upcoming: HTCondor 8.9.3`, `[x] HTCondor 8.9.3`.
_ENTRY_LABEL = re.compile(r"[*_`\s]*(?:[A-Z][\w ]{1,20}:\s*)?[*_`\s]*")
_ENTRY_END = re.compile(r"[*_`\s]*(?:[,:;–(\[-].*|\s\w+\s*)?", re.DOTALL)


def is_listed(note: Note, reading: VersionReading) -> bool:
    """Whether a name and its version are a list entry of their own: `- osg-configure 2.4.0`.

    So are those in cells of a row.
    """
    if reading.beside is None:
        return False
    line = note.lines[note.line_of(reading.span.start) - 1]
    if line.kind == "table":
        return "|" in note.text[reading.beside.end : reading.span.start]
    if line.kind != "bullet":
        return False
    lead = note.text[line.content.start : reading.beside.start]
    rest = note.text[reading.span.end : line.content.end]
    joint = note.text[reading.beside.end : reading.span.start]
    return (
        bool(_ENTRY_LABEL.fullmatch(lead) and _ENTRY_END.fullmatch(rest)) and len(joint.strip()) < 2
    )


def _listed(note: Note, reading: VersionReading, name: str) -> Hint:
    return Hint("opened" if _may_be_amount(note, reading, name) else "listed", name, reading.number)


# A sum, or a measure: `Fee 12.40`, `Pressure 2.10`.
_SUM = re.compile(r"\d+\.\d\d")


def _may_be_amount(note: Note, reading: VersionReading, name: str) -> bool:
    """Whether an item may tell what something costs or measures: `- Plot size 12.4`.

    So it may where no word has the form of a program's name, nor the number that of a version. One
    word alone may only before a sum.
    """
    line = note.lines[note.line_of(reading.span.start) - 1]
    words = name.split()
    told = reading.status != "mentioned" or _PRECISE.match(reading.number)
    if line.kind == "table" or told or any(map(_is_of_program, words)):
        return False
    return len(words) > 1 or _SUM.fullmatch(reading.number) is not None


def _is_of_program(word: str) -> bool:
    return is_distinctive(word) or word.isupper() or word.lower() in PROGRAMS or word in SYSTEMS


def _common_ending(name: str) -> bool:
    """Whether a run of words is no name: one common word, or an ordinary phrase."""
    words = name.split()
    if len(words) == 1:
        return not _may_be_listed(words[0])
    if is_heading_word(words[0]):
        return True
    shaped = any(has_name_shape(word) for word in words)
    return not shaped and not (len(words) == 2 and _may_be_listed(words[0]))


def _may_be_listed(word: str) -> bool:
    return len(word) > 2 and not is_heading_word(word) and not word.endswith("ed")


@dataclass(frozen=True, slots=True)
class _Last:
    """The words before a number, the last of them without marks, and what joins both."""

    note: Note
    reading: VersionReading
    words: list[re.Match[str]]
    word: str
    joint: str

    @property
    def is_precise(self) -> bool:
        """Whether the number has a form that nothing but a version has."""
        return bool(_PRECISE.match(self.reading.number))


_PRECISE = re.compile(r"\d+\.\d+\.\d|\d+\.\d+-\d|\d+r\d")


def _last_name(note: Note, reading: VersionReading, beside: Span) -> str:
    """The word directly before a number where its shape makes it a name, else `""`.

    A capital proves nothing in an everyday word, nor in a label (`Ann: 1.5 is out`), nor at the
    beginning of a sentence unless the number has three parts; a lower-case word needs such a
    number too.
    """
    words = list(_WORD.finditer(note.text, beside.start, beside.end))
    joint = note.text[beside.end : reading.span.start]
    last = _Last(note, reading, words, words[-1][0].strip(_MARKS), joint)
    return next(name(last) for is_so, name in _SHAPES if is_so(last))


def _system(last: _Last) -> str:
    found = SYSTEM_OF_TWO.search(last.note.text, last.words[0].start(), last.words[-1].end())
    return found[0] if found else ""


def _is_too_short(last: _Last) -> bool:
    return len(last.word) < 3 and not (_SHORT_NAME.fullmatch(last.word) and last.joint.isspace())


def _is_none(last: _Last) -> bool:
    word = last.word
    labelled = ":" in last.joint and is_initials(word)
    return is_heading_word(word) or word[0].isdigit() or labelled


def _short(last: _Last) -> str:
    return last.word if _may_be_short_name(last.word, last.reading.number) else ""


def _in_small_letters(last: _Last) -> str:
    word = last.word
    text, number = last.note.text, last.reading.span
    told = _VERSION_OF.match(last.joint) or _OF_NAME.match(text, number.end, number.end + 20)
    stated = told and not is_word(word)
    named = word.isalpha() or _DOTTED_NAME.fullmatch(word)
    sure = (last.is_precise or stated) and named and not last.reading.bound
    return word if sure else ""


def _with_capital(last: _Last) -> str:
    word = last.word
    first, whole = _capitalised_run(last.note, last.words)
    joined = _JOINED_TITLE.search(last.note.text, max(0, first - 40), first)
    if is_word(word):
        return whole if whole != word and not joined else ""
    if joined:
        return ""
    begins = begins_sentence(last.note, last.words[-1].start())
    sure = last.is_precise or not begins or _is_named_elsewhere(last.note, word)
    return whole if sure else ""


def _is_named_elsewhere(note: Note, word: str) -> bool:
    """Whether a word has its capital within sentences of the note as well, as names have."""
    return re.search(rf"[a-z,;] {re.escape(word)}\b", note.text) is not None


def _itself(last: _Last) -> str:
    return last.word


def _no_name(_last: _Last) -> str:
    return ""


_LETTER_AND_DIGIT = re.compile(r"[A-Za-z]{1,3}\d")  # `V8`, `H2`
_SHAPES: tuple[tuple[Callable[[_Last], object], Callable[[_Last], str]], ...] = (
    (lambda last: last.word.lower() in PROGRAMS or last.word in SYSTEMS, _itself),
    (_system, _system),
    (lambda last: _LETTER_AND_DIGIT.fullmatch(last.word), _short),
    (_is_too_short, _no_name),
    (_is_none, _no_name),
    (lambda last: any(map(str.isupper, last.word[1:])) or "-" in last.word.strip("-"), _itself),
    (lambda last: last.word[0].islower(), _in_small_letters),
    (lambda last: ":" in last.joint or last.word.endswith("ed"), _no_name),
    (lambda last: True, _with_capital),
)
"""The shapes of a word before a number, in order, and the name that each makes of it."""


# A component of a family, which is a name of its own: `kiln.server`. No file, `setup.py`.
_DOTTED_NAME = re.compile(r"[a-z]{3,}(?:\.[a-z]{4,}){1,2}")
# `Observations and Measurements 2.0`: half of a name is no name, and what is whole is not certain.
_JOINED_TITLE = re.compile(r"(?<![\w.])[A-Z][a-z]+\s(?:and|&)\s(?:the\s)?$")


def _capitalised_run(note: Note, words: list[re.Match[str]]) -> tuple[int, str]:
    """Where the capitalised words right before a number begin, and they: `Qt Creator`.

    Capitals only are an organisation's, and an everyday word may have its capital from the
    sentence that it begins; neither belongs to the name. A name with capitals inside is whole
    before another name: `with HTCondor Anvil 3.6`.
    """
    first = len(words) - 1
    ends_in_name = not is_word(words[first][0])
    while first:
        head = words[first - 1][0]
        if not (head[0].isupper() and head.isalnum() and any(map(str.islower, head))):
            break
        begins = begins_sentence(note, words[first - 1].start())
        if is_heading_word(head) or (begins and (is_word(head) or is_doing(head))):
            break
        if ends_in_name and any(map(str.isupper, head[1:])):
            break
        first -= 1
    start = words[first].start()
    return start, " ".join(word[0].strip(_MARKS) for word in words[first:])


def _without_verb(words: str) -> str:
    """A list entry's name without what is done with it: `Dropping Kiln`, `blocks Kiln`."""
    first, _, rest = words.partition(" ")
    does = first.islower() and rest[:1].isupper() and first.endswith("s") and is_word(first[:-1])
    return rest if rest and (does or is_doing(first)) else words


# What takes place, or is counted, is no program whoever's it is: `Kiln Workshop 2.1`.
_OCCASION = re.compile(
    r"meetings?|calls?|sessions?|workshops?|forum|summit|days?|week|sprint|school|review|survey"
    r"|budget|report|area|team|group|phase|goals?|users?|sites?",
    re.IGNORECASE,
)


def _phrase(note: Note, reading: VersionReading) -> str:
    """A name that begins with a word of its own and ends in a common one: `Kiln Core 0.14`.

    All its words have capitals. Unless the number has three parts, the name must begin a sentence.
    """
    if reading.beside is None or not note.text[reading.beside.end : reading.span.start].isspace():
        return ""
    words = list(_WORD.finditer(note.text, reading.beside.start, reading.beside.end))
    while words and is_heading_word(words[0][0]):
        words.pop(0)
    if len(words) < 2 or not all(re.fullmatch(r"[A-Z][\w-]+", word[0]) for word in words):
        return ""
    first, last = words[0][0], words[-1][0]
    if is_word(first) or len(first) < 3 or is_initials(first) or _OCCASION.fullmatch(last):
        return ""
    if not is_precise(reading.number) and not begins_sentence(note, words[0].start()):
        return ""
    return note.text[words[0].start() : reading.beside.end]


_CAPITAL = re.compile(r"[A-Z][a-z]+")


def _opening(note: Note, reading: VersionReading) -> str:
    """The word that begins a sentence which says how its version stands: `Kiln 3.2 is out`."""
    words = note.quote(reading.beside) if reading.beside else ""
    if not _CAPITAL.fullmatch(words) or is_word(words) or len(words) < _SHORTEST_OPENING:
        return ""
    told = reading.status != "mentioned" and not reading.bound
    line = note.lines[note.line_of(reading.span.start) - 1]
    return words if told and line.kind in ("bullet", "text") else ""


_SHORTEST_OPENING = 4  # letters, since shorter words are short for others: `Sec 3.2 is done`


def _claimed(note: Note, reading: VersionReading, words: Span) -> Iterator[Hint]:
    """An everyday word with a capital that is said to have a version: `on Node version 8.10`.

    It is spelt as a name where it does not begin a sentence.
    """
    word = note.quote(words).split()[-1].strip(_MARKS)
    if not _VERSION_OF.match(note.text, words.end) or not _CAPITAL.fullmatch(word):
        return
    if note.lines[note.line_of(words.start) - 1].kind == "heading" or reading.bound:
        return
    within = not begins_sentence(note, note.text.rindex(word, words.start, words.end))
    if within:
        yield Hint("spelt", word)
    if within or is_precise(reading.number):
        yield Hint("claimed", word, reading.number)


# Quarters, priorities, milestones, tiers, releases, sprints, weeks, levels, days: `Q3`, `P1`.
_COUNTED = frozenset("QPMTRSWLD")
# `Qt`. Not two capitals, which stand for anything: `WP 2.1`, nor what is short for another word.
_SHORT_NAME = re.compile(r"(?!Ch|Co|Ed|Eq|Ex|Fn|Nr|No|Pt|Py|Re|St|Vs)[A-Z][a-z]")


def _may_be_short_name(word: str, number: str) -> bool:
    """Whether a capital and a digit before a number are a name rather than a count or a version.

    >>> [_may_be_short_name(*pair) for pair in [("V8", "6.7"), ("V2", "2.1"), ("F1", "0.9")]]
    [True, False, False]
    """
    if len(word) > 2 or not word[0].isupper() or word[0] in _COUNTED:
        return False
    major = re.match(r"\d+", number)
    return major is not None and major[0] not in ("0", word[1])


_IN_REPOSITORY = re.compile(
    r"/(?:-|blob|tree|raw|wiki|issues|pull|merge_requests|releases?|commits?|actions)(?:/|$)"
)
_REPOSITORY = re.compile(
    r"https?://(?:www\.)?(?:git(?:hub|lab)\.[\w.]+|[\w.]*gitlab[\w.]*)/[\w./-]*?([\w.-]+?)(?:\.git)?/?$"
)
_PROJECT_TAIL = re.compile(r"\s+(?:project|repo(?:sitory)?|home\s?page|website)$", re.IGNORECASE)


def _linked_name(text: str, url: str) -> str:
    """The name that a link's text and address agree on: `[GRACC Project](…/projects/GRACC)`."""
    text = text.strip()
    bare = _PROJECT_TAIL.sub("", text)
    key = key_of(bare)
    if not key or len(bare.split()) > 3 or not all(has_name_shape(w) for w in bare.split()):
        return ""
    if bare != text and key in key_of(url.split("://")[-1].partition("/")[2]):
        return bare
    repository = None if _IN_REPOSITORY.search(url) else _REPOSITORY.fullmatch(url)
    return bare if repository and key_of(repository[1]) == key else ""
