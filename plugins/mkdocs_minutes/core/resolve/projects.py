"""Projects: those of the registry, and those that the notes themselves make certain."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import takewhile
from typing import Literal, NamedTuple

from ..extract.names import is_common_word, is_everyday_word, is_initials
from ..names import Hit, fold, is_distinctive
from ..records import (
    Line,
    Note,
    ProjectId,
    ProjectKind,
    SeriesId,
    Span,
    VersionReading,
)
from ..registry import ProjectEntry, Registry
from .addresses import Placed, SeriesName, unique_slug
from .forms import most_common


@dataclass(frozen=True, slots=True)
class ProjectName:
    """A project before its mentions are known."""

    id: ProjectId
    name: str
    kind: ProjectKind = "other"
    entry: ProjectEntry | None = None


@dataclass(frozen=True, slots=True)
class Projects:
    """The projects, and how they are found: by each way of writing them, by a ticket's prefix."""

    names: Mapping[ProjectId, ProjectName]
    forms: tuple[tuple[str, ProjectId], ...]
    by_key: Mapping[str, ProjectId]
    by_ticket: Mapping[str, ProjectId]

    def named(self, written: str) -> ProjectId | None:
        """The project of a name, whatever its case and joints; `None` where there is none."""
        return self.by_key.get(key_of(written))

    def beside(self, words: str) -> ProjectId | None:
        """The project of the longest end of the words before a number."""
        for word in _WORD.finditer(words):
            name = words[word.start() :].strip("*_`\"'“”‘’[]")
            project = self.named(name)
            if project is not None and not self._is_other_word(name, project):
                return project
        return None

    def _is_other_word(self, name: str, project: ProjectId) -> bool:
        """Whether a word is only spelt as a project that its capital makes one: `edge`, `Edge`."""
        return (
            name in _SMALL_SYSTEMS
            and self.names[project].name != name
            and (name, project) not in self.forms
        )

    def of_ticket(self, ticket: str) -> ProjectId | None:
        """The project that a ticket's prefix or repository belongs to."""
        prefix = re.split(r"[#!]|-(?=\d+$)", ticket)[0]
        return self.by_ticket.get(fold(prefix))


def key_of(name: str) -> str:
    """What two ways of writing one project's name have in common.

    >>> key_of("HTCondor-CE") == key_of("HTCondor CE") == key_of("htcondorce")
    True
    """
    return fold(name).replace(" ", "")


_WORD = re.compile(r"\S+")
# Among the words of technical English those that are a program's name and nothing else.
_PROGRAMS = frozenset(
    """
    centos chrome chromium clang conda curl debian docker fedora firefox git java javascript jenkins
    kubernetes linux mysql nginx npm numpy openssl perl php postgresql pytest python redis slurm
    sqlite squid ubuntu yarn
    """.split()
)
# Words, and formats, that are a system's name where they have their capitals and a number.
_SYSTEMS = frozenset(
    """
    Android CSS Edge HTML HTTP JSON Rails Unicode Windows XML YAML
    """.split()
)
_SYSTEM_OF_TWO = re.compile(r"\b(?:Mac )?OS X$|\bWindows (?:Server|NT|Phone)$")
_SMALL_SYSTEMS = frozenset(map(str.lower, _SYSTEMS))
_NAMED = _PROGRAMS | _SMALL_SYSTEMS


def _is_word(word: str) -> bool:
    """Whether a word is an everyday one, and so the name of no project by its capital alone."""
    bare = word.lower().strip(".:")
    return bare not in _NAMED and is_everyday_word(bare)


def _is_heading_word(word: str) -> bool:
    bare = word.strip(".:")
    return bare.lower() not in _PROGRAMS and bare not in _SYSTEMS and is_common_word(word)


def may_be_word(note: Note, span: Span) -> bool:
    """Whether a system's name may only be the word: where it begins a sentence, without a number.

    `Windows of the house`, not `Windows 8.1`.
    """
    written = note.text[span.slice]
    if written not in _SYSTEMS or written.isupper():
        return False
    numbered = note.text[span.end : span.end + 2].strip().isdigit()
    return _begins_sentence(note, span.start) and not numbered


def _is_phrase(word: str) -> bool:
    """Whether a hyphen joins everyday words: `back-end`, not `osg-configure`."""
    return all(_is_word(part) for part in word.split("-"))


def find_projects(
    hints: Mapping[Hint, int], people: Mapping[str, int], registry: Registry
) -> Projects:
    """The registry's projects, and those that the notes name beyond doubt.

    `hints` are those of all notes with how often each is given, `people` the names of persons with
    the notes that have them: what as many of them have for a person's is no project. Beyond doubt
    is a name that carries a version number, a link whose text is the name that its address leads
    to, and `NAME Project` in a title. Names that differ in case or joints only are one project; a
    registered name or alias is never another project.
    """
    names: dict[ProjectId, ProjectName] = {}
    forms: list[tuple[str, ProjectId]] = []
    by_key: dict[str, ProjectId] = {}
    by_ticket: dict[str, ProjectId] = {}
    for entry in sorted(registry.projects, key=lambda entry: fold(entry.name)):
        project = ProjectId(unique_slug(entry.slug or entry.name, names))
        names[project] = ProjectName(project, entry.name, entry.kind, entry)
        for form in (entry.name, *entry.aliases):
            by_key.setdefault(key_of(form), project)
            forms.append((form, project))
        for prefix in entry.tickets:
            by_ticket.setdefault(fold(prefix), project)
    known = frozenset(by_key) | _parts_and_people(registry) | _rather_people(hints, people)
    written = _certain(hints, known)
    for key in sorted(written):
        name = most_common(written[key])
        project = ProjectId(unique_slug(name, names))
        names[project] = ProjectName(project, name)
        by_key[key] = project
        forms += [(form, project) for form in sorted(written[key]) if not _is_plain(form)]
    for project, name_record in names.items():
        by_ticket.setdefault(fold(name_record.name), project)
    return Projects(names, tuple(forms), by_key, by_ticket)


def _rather_people(hints: Mapping[Hint, int], people: Mapping[str, int]) -> frozenset[str]:
    """The names that as many notes have for a person's as give them a version or a page.

    A team that owns an action does not unmake the project whose versions the notes tell.
    """
    headed = {key_of(hint.name) for hint in hints if hint.how == "headed"}
    weight: Counter[str] = Counter()
    for hint, notes in hints.items():
        if hint.how in ("listed", "beside", "stated"):
            weight[key_of(hint.name)] += notes
    return frozenset(key for key, notes in people.items() if notes >= weight[key]) - headed


def _parts_and_people(registry: Registry) -> frozenset[str]:
    parts = (part for entry in registry.projects for part in entry.parts)
    people = (form for entry in registry.people for form in (entry.name, *entry.aliases))
    return frozenset(key_of(name) for name in (*parts, *people))


def _is_plain(form: str) -> bool:
    """Whether a name is a word that text also uses otherwise, such as `condor` or `client`."""
    return form.islower() and not is_distinctive(form) and _is_heading_word(form)


class Hint(NamedTuple):
    """A name that may be a project's, how it stands in a note, and the number that it carries.

    What is `spelt` as a name somewhere is none by that alone. A name beside its number in a section
    that it is the heading of (`headed`) is no person's.
    """

    how: Literal["listed", "beside", "phrase", "stated", "spelt", "headed"]
    name: str
    number: str = ""


def _certain(hints: Mapping[Hint, int], known: frozenset[str]) -> dict[str, Counter[str]]:
    """The names beyond doubt with their ways of writing, those already known left out."""
    gathered: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    numbers: dict[str, set[str]] = defaultdict(set)
    spelt = {key_of(hint.name) for hint in hints if hint.how == "spelt"}
    for hint, times in hints.items():
        key = key_of(hint.name)
        if key and key not in known and hint.how not in ("spelt", "headed"):
            gathered[key][hint.how][hint.name] += times
            if hint.number:
                numbers[key].add(hint.number)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for key, ways in gathered.items():
        for how, forms in ways.items():
            sure = key in spelt or ("listed" in ways and not _is_price(key, numbers[key]))
            passing = _in_passing(key, forms, numbers[key]) or _is_price(key, numbers[key])
            if how != "phrase" and (sure or how == "stated" or not passing):
                written[key].update(forms)
    taken = known | written.keys()
    for key, ways in gathered.items():
        if "phrase" in ways and not any(
            key_of(form.split()[0]) in taken for form in ways["phrase"]
        ):
            written[key].update(ways["phrase"])
    longer = [key for key, forms in written.items() if _is_told_by_tail(forms, written)]
    for key in longer:
        if "listed" not in gathered[key]:
            del written[key]
    return written


def _is_price(key: str, numbers: set[str]) -> bool:
    """Whether an everyday word is listed before one number, which no release has for certain."""
    return _is_word(key) and len(numbers) < 2 and not any(map(_is_precise, numbers))


def _is_told_by_tail(forms: Iterable[str], written: Mapping[str, object]) -> bool:
    """Whether the last word of a longer name is a name alone too: `Apache Kafka` beside `Kafka`."""
    return all(" " in form and key_of(form.split()[-1]) in written for form in forms)


def _in_passing(key: str, forms: Iterable[str], numbers: set[str]) -> bool:
    """Whether a lower-case word, or a verb, stood before one number only in running text."""
    if key in _PROGRAMS or len(numbers) > 1:
        return False
    precise = any(map(_is_precise, numbers))
    return all(
        (form.endswith("ing") and not is_distinctive(form))
        or (form.islower() and (form.isalpha() or (not precise and _is_phrase(form))))
        for form in forms
    )


def hints_in(item: Placed) -> Iterator[Hint]:
    """The names that may be projects in one note."""
    note = item.parsed.note
    alone = cache(lambda: _standing_alone(note.text))
    for reading in item.parsed.facts.versions:
        if reading.beside is None:
            continue
        whole = _unmarked(note.quote(reading.beside))
        if reading.beside.start > reading.span.start:
            if _has_name_shape(whole) and not _is_phrase(whole) and not is_initials(whole):
                yield Hint("beside", whole, reading.number)
            continue
        if is_listed(note, reading) and not _common_ending(whole):
            yield Hint("listed", _without_verb(whole), reading.number)
            continue
        name = _last_name(note, reading, alone)
        if name:
            yield Hint("beside", name, reading.number)
            if _VERSION_OF.match(note.text[reading.beside.end : reading.span.start]):
                yield Hint("spelt", name)
            if key_of(_heading_above(note, reading)) == key_of(name):
                yield Hint("headed", name)
        elif phrase := _phrase(note, reading):
            yield Hint("phrase", phrase, reading.number)
    for link in item.parsed.facts.links:
        name = _linked_name(link.text, link.url)
        if name:
            yield Hint("stated", name)
    for ticket in item.parsed.facts.tickets:
        if "/" in ticket.id:
            for name in re.split(r"[#!]", ticket.id)[0].split("/"):
                yield Hint("spelt", name)
    for word in note.title.split():
        if _has_name_shape(word):
            yield Hint("spelt", word)
    title = _TITLED.match(note.title)
    if title and _has_name_shape(title["name"]):
        yield Hint("stated", title["name"])


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
# `DIRAC Project status`: what the meeting says that it is about. Not `The Project`.
_TITLED = re.compile(r"(?P<name>[A-Z][\w-]*[A-Z0-9][\w-]*)\s+[Pp]roject\b")
# Names that come before a list entry's own: `Upcoming: HTCondor 8.9.3`, `[x] HTCondor 8.9.3`.
_ENTRY_LABEL = re.compile(r"[*_`\s]*(?:[A-Z][\w ]{1,20}:\s*)?[*_`\s]*")
_ENTRY_END = re.compile(r"[*_`\s]*(?:[,:;–(\[-].*|\s\w+\s*)?", re.DOTALL)


def is_listed(note: Note, reading: VersionReading) -> bool:
    """Whether a name and its version are a list entry of their own: `- osg-configure 2.4.0`."""
    if reading.beside is None:
        return False
    line = note.lines[note.line_of(reading.span.start) - 1]
    if line.kind != "bullet":
        return False
    lead = note.text[line.content.start : reading.beside.start]
    rest = note.text[reading.span.end : line.content.end]
    joint = note.text[reading.beside.end : reading.span.start]
    return (
        bool(_ENTRY_LABEL.fullmatch(lead) and _ENTRY_END.fullmatch(rest)) and len(joint.strip()) < 2
    )


def _common_ending(name: str) -> bool:
    """Whether a run of words is no name: one common word, or an ordinary phrase."""
    words = name.split()
    if len(words) == 1:
        return not _may_be_listed(words[0])
    if _is_heading_word(words[0]):
        return True
    shaped = any(_has_name_shape(word) for word in words)
    return not shaped and not (len(words) == 2 and _may_be_listed(words[0]))


def _may_be_listed(word: str) -> bool:
    return len(word) > 2 and not _is_heading_word(word) and not word.endswith("ed")


def _has_name_shape(word: str) -> bool:
    """Whether a word looks like a product's name: `XRootD`, `osg-ce`, `IGTF`, `Pegasus`."""
    letters = [char for char in word if char.isalpha()]
    if len(letters) < 2 or _is_heading_word(word):
        return False
    return is_distinctive(word) or word[0].isupper()


def _last_name(note: Note, reading: VersionReading, alone: Callable[[], frozenset[str]]) -> str:
    """The word directly before a number where its shape makes it a name, else `""`.

    A capital proves nothing in an everyday word, nor in a label (`Ann: 1.5 is out`), nor at the
    beginning of a sentence unless the number has three parts; a lower-case word needs such a
    number too.
    """
    if reading.beside is None:
        return ""
    words = list(_WORD.finditer(note.text, reading.beside.start, reading.beside.end))
    word = words[-1][0].strip("*_`\"'“”‘’[]")
    if word.lower() in _PROGRAMS or word in _SYSTEMS:
        return word
    system = _SYSTEM_OF_TWO.search(note.text, reading.beside.start, reading.beside.end)
    if system:
        return system[0]
    if _LETTER_AND_DIGIT.fullmatch(word):
        return word if _may_be_short_name(word, reading.number) else ""
    joint = note.text[reading.beside.end : reading.span.start]
    if len(word) < 3 and not (_SHORT_NAME.fullmatch(word) and joint.isspace()):
        return ""
    if _is_heading_word(word) or word[0].isdigit() or (":" in joint and is_initials(word)):
        return ""
    if any(char.isupper() for char in word[1:]) or "-" in word.strip("-"):
        return word
    precise = bool(re.match(r"\d+\.\d+\.\d|\d+\.\d+-\d|\d+r\d", reading.number))
    if word[0].islower():
        stated = _VERSION_OF.match(joint) and not _is_word(word)
        named = word.isalpha() or _DOTTED_NAME.fullmatch(word)
        return word if (precise or stated) and named and not reading.bound else ""
    if ":" in joint or word.endswith("ed"):
        return ""
    first, whole = _capitalised_run(note, words)
    joined = _JOINED_TITLE.search(note.text, max(0, first - 40), first)
    if _is_word(word):
        return whole if whole != word and not joined else ""
    if (joined or whole != word) and word in alone():
        whole = word
    elif joined:
        return ""
    return whole if precise or not _begins_sentence(note, words[-1].start()) else ""


# A component of a family, which is a name of its own: `kiln.server`. No file, `setup.py`.
_DOTTED_NAME = re.compile(r"[a-z]{3,}(?:\.[a-z]{4,}){1,2}")
_CAPITALISED = re.compile(r"\b[A-Z]\w*")
_LEADING_WORD = re.compile(r"(?:\b[A-Z][\w-]*|\band|&)\s$")


def _standing_alone(text: str) -> frozenset[str]:
    """The capitalised words that stand somewhere without another one before them, or `and`.

    >>> sorted(_standing_alone("Apache Shuttle, Forms and Tables; the Shuttle"))
    ['Apache', 'Forms', 'Shuttle']
    """
    return frozenset(
        found[0]
        for found in _CAPITALISED.finditer(text)
        if not _LEADING_WORD.search(text, max(0, found.start() - 40), found.start())
    )


# `Observations and Measurements 2.0`: half of a name is no name, and what is whole is not certain.
_JOINED_TITLE = re.compile(r"(?<![\w.])[A-Z][a-z]+\s(?:and|&)\s(?:the\s)?$")


def _capitalised_run(note: Note, words: list[re.Match[str]]) -> tuple[int, str]:
    """Where the capitalised words right before a number begin, and they: `Qt Creator`.

    Capitals only are an organisation's, and an everyday word may have its capital from the
    sentence that it begins; neither belongs to the name. A name with capitals inside is whole
    before another name: `with HTCondor Anvil 3.6`.
    """
    first = len(words) - 1
    ends_in_name = not _is_word(words[first][0])
    while first:
        head = words[first - 1][0]
        if not (head[0].isupper() and head.isalnum() and any(map(str.islower, head))):
            break
        begins = _begins_sentence(note, words[first - 1].start())
        if _is_heading_word(head) or (begins and (_is_word(head) or _is_doing(head))):
            break
        if ends_in_name and any(map(str.isupper, head[1:])):
            break
        first -= 1
    start = words[first].start()
    return start, " ".join(word[0].strip("*_`\"'“”‘’[]") for word in words[first:])


def _without_verb(words: str) -> str:
    """A list entry's name without what is done with it: `Dropping Kiln`."""
    first, _, rest = words.partition(" ")
    return rest if rest and _is_doing(first) else words


def _is_doing(word: str) -> bool:
    """Whether a word is what somebody does with what follows: `Dropping Kiln 3.6`.

    >>> _is_doing("Dropping"), _is_doing("Spring")
    (True, False)
    """
    stem = word.lower().removesuffix("ing")
    doubled = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
    return stem != word.lower() and any(map(is_everyday_word, (stem, doubled, f"{stem}e")))


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
    while words and _is_heading_word(words[0][0]):
        words.pop(0)
    if len(words) < 2 or not all(re.fullmatch(r"[A-Z][\w-]+", word[0]) for word in words):
        return ""
    first, last = words[0][0], words[-1][0]
    if _is_word(first) or len(first) < 3 or is_initials(first) or _OCCASION.fullmatch(last):
        return ""
    if not _is_precise(reading.number) and not _begins_sentence(note, words[0].start()):
        return ""
    return note.text[words[0].start() : reading.beside.end]


# `V8`, `H2`. Not what counts quarters, priorities, milestones, tiers, releases, sprints, weeks,
# levels, days: `Q3`, `P1`.
_LETTER_AND_DIGIT = re.compile(r"[A-Za-z]{1,3}\d")
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


def _begins_sentence(note: Note, offset: int) -> bool:
    line = note.lines[note.line_of(offset) - 1]
    before = note.text[line.content.start : offset].rstrip(" *_`\"'(")
    return not before or before[-1] in ".!?:;"


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
    if not key or len(bare.split()) > 3 or not all(_has_name_shape(w) for w in bare.split()):
        return ""
    if bare != text and key in key_of(url.split("://")[-1].partition("/")[2]):
        return bare
    repository = None if _IN_REPOSITORY.search(url) else _REPOSITORY.fullmatch(url)
    return bare if repository and key_of(repository[1]) == key else ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A version reading with the project that it belongs to."""

    reading: VersionReading
    project: ProjectId


@dataclass(slots=True)
class Numbers:
    """The numbers that notes write beside a project's name, by their first part."""

    minors: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, number: str) -> None:
        """Count a number as the project's own."""
        major, minor = _parts(number)
        low, high = self.minors.get(major, (minor, minor))
        self.minors[major] = (min(low, minor), max(high, minor))

    def fits(self, number: str) -> bool:
        """Whether a bare number continues the project's own: 3.8 beside 3.7.6 and 3.9.4."""
        major, minor = _parts(number)
        low, high = self.minors.get(major, (0, -2))
        return low - 1 <= minor <= high + 1


def _parts(number: str) -> tuple[int, int]:
    parts = [int(part) for part in re.findall(r"\d+", number)[:2]]
    return (parts[0], parts[1]) if len(parts) == 2 else ((*parts, 0, 0)[0], 0)


@dataclass(frozen=True, slots=True)
class Numbering:
    """What bare numbers are told by: those written with a project's name, and each series' own."""

    numbers: Mapping[ProjectId, Numbers]
    own: Mapping[SeriesId, ProjectId]


class Bare(NamedTuple):
    """A version reading as it is counted: in which series, beside which words."""

    series: SeriesId
    beside: str
    number: str
    bound: bool


class Echo(NamedTuple):
    """A number that one note writes beside several names, `""` for none."""

    series: SeriesId
    number: str
    beside: tuple[str, ...]


class About(NamedTuple):
    """What the title of a note of a series says that the meeting is about: `DIRAC Project`."""

    series: SeriesId
    name: str


def readings_in(item: Placed) -> Iterator[Bare]:
    """The version readings of a note as they are counted."""
    note = item.parsed.note
    for reading in item.parsed.facts.versions:
        yield Bare(item.series, _beside(note, reading), reading.number, reading.bound)


def echoes_in(readings: Iterable[Bare]) -> Iterator[Echo]:
    """The numbers that one note's readings write in several ways."""
    beside: dict[tuple[SeriesId, str], set[str]] = defaultdict(set)
    for reading in readings:
        beside[reading.series, reading.number].add(reading.beside)
    for (series, number), names in beside.items():
        if len(names) > 1:
            yield Echo(series, number, tuple(sorted(names)))


def about(item: Placed) -> Iterator[About]:
    """The name that a note's title holds, if it is one of the form."""
    match = _TITLED.match(item.parsed.note.title)
    if match:
        yield About(item.series, match["name"])


def find_numbering(
    readings: Iterable[Bare],
    echoes: Iterable[Echo],
    titles: Iterable[About],
    projects: Projects,
    series: Mapping[SeriesId, SeriesName],
) -> Numbering:
    """The numbers that the notes write with each project's name, and what each series is about."""
    numbers: dict[ProjectId, Numbers] = defaultdict(Numbers)
    unnamed: list[Bare] = []
    for reading in readings:
        project = projects.beside(reading.beside)
        if project is None:
            unnamed.append(reading)
        elif not reading.bound:
            numbers[project].add(reading.number)
    own = _series_projects(echoes, titles, projects, series)
    return Numbering(dict(numbers) | _first_numbers(unnamed, own, numbers), own)


def named_beside(item: Placed, projects: Projects) -> list[ProjectId | None]:
    """For each version reading of a note the project that is named beside the number."""
    note = item.parsed.note
    return [projects.beside(_beside(note, r)) for r in item.parsed.facts.versions]


def _beside(note: Note, reading: VersionReading) -> str:
    return note.quote(reading.beside) if reading.beside else ""


def attribute(
    item: Placed, projects: Projects, hits: tuple[Hit[ProjectId], ...], numbering: Numbering
) -> tuple[Attribution, ...]:
    """The version readings of a note that certainly belong to a project.

    The name beside a number decides, then the bullets, table and headings that govern it, then the
    project of the series. Without its name a number belongs to a project only where it continues
    the numbers that are written with the name somewhere. `2.0` is the 2.0.0 of the same note.
    """
    default = _default(item, projects, numbering.own)
    beside = named_beside(item, projects)
    attributed = [
        Attribution(reading, project)
        for reading, named in zip(item.parsed.facts.versions, beside, strict=True)
        if (project := named or _unnamed(item, reading, hits, default, numbering.numbers))
    ]
    numbers = {(one.project, one.reading.number) for one in attributed}
    return tuple(_in_full(one, numbers) for one in attributed)


def _in_full(one: Attribution, numbers: set[tuple[ProjectId, str]]) -> Attribution:
    reading, full = one.reading, f"{one.reading.number}.0"
    if reading.series or not re.fullmatch(r"\d+\.0\.0", full) or (one.project, full) not in numbers:
        return one
    return Attribution(replace(reading, number=full), one.project)


def _first_numbers(
    unnamed: Iterable[Bare],
    own: Mapping[SeriesId, ProjectId],
    known: Mapping[ProjectId, Numbers],
) -> dict[ProjectId, Numbers]:
    """Where no note writes a number with the project's name, its precise bare numbers stand in."""
    numbers: dict[ProjectId, Numbers] = defaultdict(Numbers)
    for reading in unnamed:
        project = own.get(reading.series)
        precise = not reading.bound and _is_precise(reading.number)
        if project is not None and project not in known and precise:
            numbers[project].add(reading.number)
    return numbers


def _is_precise(number: str) -> bool:
    return number.count(".") > 1 or "r" in number


def _default(
    item: Placed, projects: Projects, own: Mapping[SeriesId, ProjectId]
) -> ProjectId | None:
    stated = item.parsed.note.front_matter.project
    return (projects.named(stated) if stated else None) or own.get(item.series)


def _unnamed(
    item: Placed,
    reading: VersionReading,
    hits: tuple[Hit[ProjectId], ...],
    default: ProjectId | None,
    numbers: Mapping[ProjectId, Numbers],
) -> ProjectId | None:
    """The project of a number that has no name beside it.

    A project earlier in the line counts where the number is none of the series' own; in a series
    about nothing in particular, only if that name has no number of its own. Then what governs the
    line tells, then the series.
    """
    note = item.parsed.note
    line = note.lines[note.line_of(reading.span.start) - 1]
    if line.kind == "heading" and _numbers_section(note, line, reading):
        return None
    own = default if default is not None and _fits(default, reading, numbers) else None
    ahead = Span(line.content.start, reading.span.start)
    used = {r.beside.end for r in item.parsed.facts.versions if r.beside and default is None}
    named = {
        project
        for hit in _within(hits, ahead)
        if hit.span.end not in used
        for project in hit.targets
        if project in numbers and numbers[project].fits(reading.number)
    }
    if own is None and len(named) == 1:
        return named.pop()
    if _is_of_something_else(note, ahead, reading) or _is_titled(note, reading):
        return None
    return _governing(note, line, reading, hits, numbers) or own


_SECTION_NUMBER = re.compile(r"[*_]*\d+(?:\.\d+)*\\?[.)]?\s+[*_]*[^\W\d_]{2}")


def _numbers_section(note: Note, line: Line, reading: VersionReading) -> bool:
    """Whether a heading's number counts a section in another's: `2.1 Members` in `2. Roll`."""
    ahead = note.text[line.content.start : reading.span.start]
    if any(map(str.isalpha, ahead)) or not _SECTION_NUMBER.match(note.quote(line.content)):
        return False
    above = re.compile(rf"[*_]*{reading.number.partition('.')[0]}\\?[.)]?\s")
    return any(above.match(section.heading) for section in note.sections)


# `upgraded the frontend to 3.6`: a number of the frontend's, whatever the meeting is about.
_UPGRADED = re.compile(
    r"\b(?:updat|upgrad|mov|migrat|switch|bump)\w*\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)


def _is_of_something_else(note: Note, ahead: Span, reading: VersionReading) -> bool:
    beside = reading.beside
    if beside is None or " to " not in note.text[beside.end : reading.span.start] + " ":
        return False
    return bool(_UPGRADED.search(note.text[ahead.start : beside.start]))


def _is_titled(note: Note, reading: VersionReading) -> bool:
    """Whether a number follows a word that only its capital makes a name: `an Annotation 1.1`."""
    if reading.beside is None or reading.beside.end > reading.span.start:
        return False
    written = note.quote(reading.beside)
    word = written.split()[-1]
    start = reading.beside.end - len(word)
    title = word.istitle() and note.text[reading.beside.end : reading.span.start].isspace()
    return title and _is_word(word) and not _begins_sentence(note, start)


def _governing(
    note: Note,
    line: Line,
    reading: VersionReading,
    hits: tuple[Hit[ProjectId], ...],
    numbers: Mapping[ProjectId, Numbers],
) -> ProjectId | None:
    """The project of the line, or the nearest line above it, which the number fits."""
    subject = _subject(note, line.content, hits)
    if subject and reading.span.start > line.content.start and _fits(subject, reading, numbers):
        return subject
    parent = line.parent
    if parent is None and line.section is not None:
        parent = note.sections[line.section].first
    for _ in range(_HIGHEST):
        if parent is None:
            break
        above = note.lines[parent]
        for project in _spoken_of(note, above.content, hits):
            if _fits(project, reading, numbers):
                return project
        parent = above.parent
    return None


_HIGHEST = 12
"""So many bullets and headings above a line are looked at."""


def _fits(
    project: ProjectId, reading: VersionReading, numbers: Mapping[ProjectId, Numbers]
) -> bool:
    return not reading.bound and project in numbers and numbers[project].fits(reading.number)


def _within(hits: tuple[Hit[ProjectId], ...], span: Span) -> Iterator[Hit[ProjectId]]:
    first = bisect_left(hits, span.start, key=lambda hit: hit.span.start)
    return takewhile(lambda hit: hit.span.start < span.end, hits[first:])


def _subject(note: Note, span: Span, hits: tuple[Hit[ProjectId], ...]) -> ProjectId | None:
    """The project that a line begins with: `XRootD: still waiting for 5.0`."""
    for hit in _within(hits, span):
        lead = note.text[span.start : hit.span.start].strip(" *_`[\"'")
        return hit.targets[0] if not lead and len(hit.targets) == 1 else None
    return None


def _spoken_of(note: Note, span: Span, hits: tuple[Hit[ProjectId], ...]) -> Iterator[ProjectId]:
    """The project that a line begins with, or the only one that it names."""
    subject = _subject(note, span, hits)
    if subject:
        yield subject
        return
    named = {target for hit in _within(hits, span) for target in hit.targets}
    if len(named) == 1:
        yield named.pop()


def _series_projects(
    echoes: Iterable[Echo],
    titles: Iterable[About],
    projects: Projects,
    series: Mapping[SeriesId, SeriesName],
) -> dict[SeriesId, ProjectId]:
    """The project that each series is about, where that is certain.

    The registry says so, or the series' name holds a project's name, or its notes write the same
    numbers bare and with one project's name.
    """
    own: dict[SeriesId, ProjectId] = {}
    for key, name in series.items():
        if name.entry and name.entry.project:
            project = projects.named(name.entry.project)
        else:
            project = _in_name(name.name, projects)
        if project is not None:
            own[key] = project
    for key, project in _titled(titles, projects).items():
        own.setdefault(key, project)
    for key, project in _echoed(echoes, projects).items():
        own.setdefault(key, project)
    return own


def _in_name(name: str, projects: Projects) -> ProjectId | None:
    """The project that a series' name holds, the longest first, then the one that stands first."""
    words = fold(name).split()
    for length in range(min(4, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            part = "".join(words[start : start + length])
            if len(part) > 1 and part in projects.by_key and not is_common_word(part):
                return projects.by_key[part]
    return None


def _titled(titles: Iterable[About], projects: Projects) -> dict[SeriesId, ProjectId]:
    titled: dict[SeriesId, set[ProjectId]] = defaultdict(set)
    for title in titles:
        project = projects.named(title.name)
        if project:
            titled[title.series].add(project)
    return {key: found.pop() for key, found in titled.items() if len(found) == 1}


def _echoed(echoes: Iterable[Echo], projects: Projects) -> dict[SeriesId, ProjectId]:
    """Series whose notes write at least two numbers both bare and with one project's name."""
    echoed: dict[SeriesId, dict[ProjectId, set[str]]] = defaultdict(lambda: defaultdict(set))
    for echo in echoes:
        named = [projects.beside(words) for words in echo.beside]
        if None in named:
            for project in filter(None, named):
                echoed[echo.series][project].add(echo.number)
    found = {}
    for key, candidates in echoed.items():
        repeated = [project for project, numbers in candidates.items() if len(numbers) > 1]
        if len(repeated) == 1:
            found[key] = repeated[0]
    return found
