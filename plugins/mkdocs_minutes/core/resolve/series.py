"""Which series each note belongs to, weighed over the titles, folders and files of all notes.

A title names a meeting, and with it a topic, a day or nothing of the kind. What several notes of a
folder share is their series; what one of them says alone is not, unless it names a meeting.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ..dates import GLUED_DAY, HOUR_IN_NAME, MONTH_PATTERN
from ..dialects.captions import called, is_captions
from ..extract.names import is_common_word, is_everyday_word
from ..lexicon import late, pattern
from ..names import fold
from ..parts import GROUP_WORD, MEETING_WORD, PART_OF_MEETING
from ..records import Note
from ..series import GENITIVE, OF, series_of
from ..slugs import note_stem, stem_slug
from .forms import most_common

NO_SERIES = "Meeting notes"
"""What the notes are called that neither words nor folders name."""

PAGES = "Pages"
"""What the notes of a vault are called that are about somebody or something."""

# Folders that say how notes are filed and not what they are about.
_FILING = late(
    rf"""
    {pattern("series.folder")} | (?: {pattern("series.season")} )? [-_ ]? (?: 20 | 19 )\d\d
  | (?: 20 | 19 )\d\d [-_]?
    (?: \d\d (?: [-_]\d\d (?: [-_ ] \d{{1,4}} )? )? | {pattern("series.season")} )
  | {pattern("series.season")} | \d{{1,2}} | q[1-4] | (?: \d\d? [-_. ] )? {MONTH_PATTERN}
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Named(NamedTuple):
    """The name of a note's series, and the rule of `RULES` that gave it."""

    name: str
    rule: str


RULES: Mapping[str, str] = {
    "series-front-matter": "`series` in the front matter",
    "series-page": "a note about somebody or something, and no meeting's",
    "series-shared": "the name that titles of the folder share",
    "series-within": "a name that titles of the folder share, within a longer title",
    "series-meeting": "the meeting that this note alone names",
    "series-file": "the file's name, as titles of the folder have it",
    "series-files": "the name that files of the folder share, which those of its meeting have not",
    "series-day": "the one meeting that the folder has of its day, beside whose notes it lies",
    "series-main": "the folder's main meeting, since this note names none",
    "series-folder": "the folder's name",
    "series-none": "nothing names it",
}
"""How the series of a note is found, in the order in which it is sought."""


def name_series(notes: Iterable[Note]) -> dict[str, Named]:
    """The name of each note's series by the note's path, before the registry has its say.

    The order of the notes changes nothing. A name in the front matter stands as it is. Of the rest
    each folder is weighed by itself: see `RULES`.
    """
    folders: dict[str, list[Note]] = defaultdict(list)
    named: dict[str, Named] = {}
    for note in notes:
        if note.kind == "page" and not note.front_matter.series:
            named[note.path] = Named(PAGES, "series-page")
        else:
            folders[_named_folders(note.path)].append(note)
    for folder, members in folders.items():
        named |= _weigh(folder, sorted(members, key=lambda note: note.path))
        named |= _of_their_day(members, named)
    return named | _of_their_folders(folders, named)


def _of_their_folders(
    folders: Mapping[str, Sequence[Note]], named: Mapping[str, Named]
) -> dict[str, Named]:
    """The names in everyday words that several folders have at one time, told by the folder.

    `Project call` in `keel` and in `mast`, week by week, are two meetings. Where the days of one
    folder follow those of the other, or are the same, notes of one meeting were filed apart.
    """
    days: dict[str, dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
    for folder, notes in folders.items():
        for note in notes if folder else ():
            name = named[note.path]
            if note.date and name.rule in _TITLED and _is_any(name.name):
                days[name.name][folder].add(note.date)
    return {
        note.path: named[note.path]._replace(name=_told_by_folder(one, note.path))
        for one, held in days.items()
        for folder in _at_one_time(held)
        for note in folders[folder]
        if named[note.path].name == one
    }


def _told_by_folder(name: str, path: str) -> str:
    folder = folder_name(path)
    told = set(fold(folder).split()) <= set(fold(name).split())
    return name if told else f"{folder} {name[:1].lower()}{name[1:]}"


_TITLED = frozenset({"series-shared", "series-within", "series-meeting"})


def _is_any(name: str) -> bool:
    """Whether a name has no word of its own, and could be any group's: `Project call`."""
    return all(map(is_everyday_word, fold(name).split()))


def _at_one_time(held: Mapping[str, set[date]]) -> set[str]:
    """The folders whose days lie among those of another, most of them not the same."""
    found: set[str] = set()
    ordered = sorted(held, key=lambda folder: (min(held[folder]), folder))
    last = ordered[0]
    for folder in ordered[1:]:
        own, other = held[folder], held[last]
        if min(own) < max(other) and len(own & other) * 2 < min(len(own), len(other)):
            found |= {folder, last}
        last = max(last, folder, key=lambda one: max(held[one]))
    return found


_BESIDE = frozenset({"slides", "summary", "transcript"})
_NAMELESS = frozenset({"series-folder", "series-main", "series-none"})


def _of_their_day(notes: Sequence[Note], named: Mapping[str, Named]) -> dict[str, Named]:
    """The series of what lies beside the notes of a meeting, and says not which: `GMT0930.vtt`.

    It is that of the only meeting of its day, of the note whose file is called as this one, or of
    the one that its own name has besides what it is: `Crane Weekly summary`.
    """
    beside = {note.path for note in notes if _lies_beside(note)}
    if not beside:
        return {}
    days: dict[tuple[date | None, str], dict[str, str]] = defaultdict(dict)
    for note in notes:
        name = named[note.path].name
        name = _PART_BEHIND.sub("", name) if note.path in beside else name
        if note.path not in beside:
            days[note.date, _called(note.path)][series_key(name)] = name
        if note.path not in beside or not _is_nameless(named[note.path]):
            days[note.date, ""].setdefault(series_key(name), name)
    found = {}
    for note in notes:
        if note.date and note.path in beside and not note.front_matter.series:
            near = _near(note, named[note.path], days)
            if len(near) == 1:
                found[note.path] = Named(next(iter(near.values())), "series-day")
    return found


def _is_nameless(named: Named) -> bool:
    """Whether a name is no meeting's, but the folder's, or a program's for what it has saved."""
    return named.rule in _NAMELESS or _PART_NAME.fullmatch(fold(named.name)) is not None


def _lies_beside(note: Note) -> bool:
    """Whether a note is a part of some meeting, by what it is or what its file is called."""
    return note.kind in _BESIDE or _PART_FILE.search(stem_slug(note.path)) is not None


def _near(
    note: Note, named: Named, days: Mapping[tuple[date | None, str], Mapping[str, str]]
) -> Mapping[str, str]:
    """The series of the meetings that what lies beside one may be of, by their keys."""
    of_day = days.get((note.date, ""), {})
    if _is_nameless(named):
        return of_day
    key = series_key(_PART_BEHIND.sub("", named.name))
    if key in of_day and series_key(named.name) != key:
        return {key: of_day[key]}
    return days.get((note.date, _called(note.path)), {})


def _called(path: str) -> str:
    """What a file is called besides what it is of a meeting: `keel-notes`, `keel-transcript`."""
    stem = stem_slug(path)
    return _MINUTES_FILE.sub("", _PART_FILE.sub("", stem)) or stem


# `weekly-agenda`, as `stem_slug` has it.
_PART_FILE = late(rf"(?:^|-) (?: {PART_OF_MEETING} ) $", re.VERBOSE)
_PART_NAME = late(PART_OF_MEETING, re.VERBOSE)
_MINUTES_FILE = late(rf"-{pattern('parts.minutes')}$")
# `Crane Weekly summary`: a meeting, and what a note is of it.
_PART_BEHIND = late(rf"\W+ (?: {PART_OF_MEETING} ) \W* $", re.IGNORECASE | re.VERBOSE)


def _named_folders(path: str) -> str:
    """The folders of a note that are named for something, `""` without one."""
    return "/".join(part for part in path.split("/")[:-1] if part != "." and not _is_filing(part))


@lru_cache(maxsize=1 << 12)
def _is_filing(part: str) -> bool:
    return not part or _FILING.fullmatch(part) is not None


def folder_name(path: str) -> str:
    """What the nearest folder of a note that is named for something is called, `""` without one.

    Words that nobody could speak are initials.

    >>> folder_name("teams/build-group/2019/minutes/may.md"), folder_name("2019/may.md")
    ('Build group', '')
    >>> folder_name("tsc-calls/2019.md")
    'TSC calls'
    """
    nearest = _named_folders(path).rpartition("/")[2]
    words = nearest.replace("_", " ").replace("-", " ").strip()
    words = _INITIALS.sub(lambda match: match[0].upper(), words)
    return words[:1].upper() + words[1:]


_INITIALS = re.compile(r"\b[b-df-hj-np-tv-xz]{2,5}\b")


# The ways of writing one name.

_SPELT_OUT = re.compile(r"(?:\b[^\W\d_][\w'-]*\s+){2,6}\(([A-Za-z]{2,6})\)")
_WORKING_GROUP = re.compile(r"\bworking group\b")
_MEETING_AT_END = re.compile(r"(?<=\w) (?:meetings?|minutes|notes|mtgs?|agendas?)$")
_CALL_OF_GROUP = late(rf"(.*{GROUP_WORD.pattern})\s(?:calls?|telcos?|telecons?)$", re.VERBOSE)
# `Tree WG telco`, which others write `Tree telco`.
_OF_WORKING_GROUP = re.compile(r" wg (?=\w)")
_ANY_MEETING = re.compile(r"(?:(?:meetings?|minutes|calls?|notes)\b ?)*")
_KIND_OF_MEETING = late(rf"^{pattern('series.single')} (?=\w)", re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def series_key(name: str) -> str:
    """What the ways of writing one series' name have in common.

    >>> series_key("Tree Working Group Call") == series_key("Tree WG call")
    True
    >>> series_key("Tree Steering Committee (TSC) Call") == series_key("TSC Call")
    True
    >>> series_key("Special Tree WG meeting") == series_key("Tree WG")
    True
    """
    short = _WORKING_GROUP.sub("wg", _compared(name))
    return _MEETING_AT_END.sub("", _KIND_OF_MEETING.sub("", short))


def _compared(name: str) -> str:
    """A name's words, with acronyms for what they spell out: `members` for `Members'` as well.

    >>> {_compared(name) for name in ("Sitzung des Vorstands", "Vorstandssitzung", "Vorstand")}
    {'vorstand'}
    >>> _compared("Réunion du bureau"), _compared("Réunion d'équipe")
    ('bureau', 'equipe')
    """
    whole = _SESSION_OF.sub("", GENITIVE.sub(r"des \g<name>", name))
    return fold(_SITTING.sub("", _OWNED.sub("", _SPELT_OUT.sub(_acronym, whole))))


# `Sitzung des Vorstands`, `Réunion du bureau`, `Vorstandssitzung`.
_SESSION_OF = late(rf"^{pattern('series.session')}\s+{OF}", re.IGNORECASE | re.VERBOSE)
_SITTING = late(rf"(?<=\w\w)s?{pattern('series.sitting')}$", re.IGNORECASE)

_OWNED = re.compile(r"(?<=\w)['’](?=s?(?:\W|$))")


def _acronym(match: re.Match[str]) -> str:
    """`Tree Steering Committee (TSC)` as `TSC`, with the words before those it stands for."""
    words = match[0].split()[:-1]
    letters = match[1]
    own = words[-len(letters) :]
    if "".join(word[0] for word in own).upper() != letters.upper():
        return match[0]
    return " ".join((*words[: -len(letters)], letters))


class _Spelling:
    """How the names of one folder are compared: acronyms written out, the organisation left out."""

    def __init__(self, names: Iterable[str]) -> None:
        written = list(names)
        keys = Counter(fold(name) for name in written)
        self._phrases = _phrases(keys)
        plain: Counter[str] = Counter()
        for key, times in keys.items():
            plain[self._written_out(key)] += times
        self._organisations = _organisations(plain, frozenset(self._phrases.values()))
        self._keys: dict[str, str] = {"": ""}
        self._shorter: dict[str, str] = {}
        for name in dict.fromkeys(written):
            without = _OF_WORKING_GROUP.sub(" ", self._whole(name))
            if without != self._whole(name):
                self._shorter[without] = self._found(name)

    def key(self, name: str) -> str:
        """What the ways of writing a series in this folder have in common, `""` for none."""
        if name not in self._keys:
            self._keys[name] = self._found(name)
        return self._keys[name]

    def _found(self, name: str) -> str:
        whole = self._whole(name)
        key = self._shorter.get(whole) or _CALL_OF_GROUP.sub(r"\1", whole)
        return "" if _ANY_MEETING.fullmatch(key) else key

    def _whole(self, name: str) -> str:
        words = self._written_out(_compared(name))
        return series_key(self._own(words))

    def _written_out(self, key: str) -> str:
        words = key.removeprefix("the ").split()
        return " ".join(self._phrases.get(word, word) for word in words)

    def _own(self, words: str) -> str:
        for organisation in self._organisations:
            if words == organisation:
                return ""
            if words.startswith(f"{organisation} "):
                return words.removeprefix(f"{organisation} ")
        return words


_SPELT = 3
"""A name of so many words before a meeting is an organisation's, be they everyday words."""
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "de", "der", "und"})


def _phrases(keys: Mapping[str, int]) -> dict[str, str]:
    """What acronyms among the names stand for: `bod` for `board of directors`."""
    tokens = {
        word
        for key in keys
        for word in key.split()
        if 2 <= len(word) <= 6 and word.isalpha() and not is_common_word(word)
    }
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for key, times in keys.items():
        for part in _spans(key.split()):
            for letters in {_letters(part), _letters(w for w in part if w not in _SMALL_WORDS)}:
                if letters in tokens:
                    found[letters][" ".join(part)] += times
    return {letters: most_common(phrases) for letters, phrases in found.items()}


def _spans(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The stretches of two to six words that neither begin nor end with a small one."""
    for start in range(len(words)):
        for end in range(start + 2, min(len(words), start + 6) + 1):
            part = words[start:end]
            if part[0] not in _SMALL_WORDS and part[-1] not in _SMALL_WORDS:
                yield part


def _letters(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def _organisations(keys: Mapping[str, int], spelt: frozenset[str]) -> list[str]:
    """Whose meetings they are: a name of its own before a name that also stands alone.

    Both stand more than once. `Kiln Board` beside `Board` is one board; the `Finance Committee`
    beside the `Committee` is not, since an everyday word tells of what kind a committee is, unless
    an acronym spells it out.
    """
    bare: Counter[str] = Counter()
    owned: Counter[tuple[str, str]] = Counter()
    for key, times in keys.items():
        bare[series_key(key)] += times
        words = key.split()
        for length in range(1, len(words)):
            own, rest = words[:length], " ".join(words[length:])
            short = length < _SPELT and " ".join(own) not in spelt
            tells = short and any(map(is_everyday_word, own))
            if MEETING_WORD.search(rest) and not (tells or MEETING_WORD.search(" ".join(own))):
                owned[" ".join(own), series_key(rest)] += times
    found = {
        own
        for (own, rest), times in owned.items()
        if times >= _ESTABLISHED and bare[rest] >= _ESTABLISHED
    }
    return sorted(found, key=lambda name: (-len(name), name))


# The weighing of one folder.

_SEPARATORS = re.compile(r"\s+[-–—|·@]+\s+|[:,]\s+|\s*[|]\s*|\s+\((?=[^()]*\)$)|\)$")
_ESTABLISHED = 2
_SMALL = 3
"""What a part of all notes names, of which there are so many in a folder, is no topic."""
_PART = 10
_MAIN = 2 / 3
_FEW = 4


@dataclass(slots=True)
class _StatedNames:
    """The names that the notes of one folder state, and how many notes state each."""

    folder: str
    spelling: _Spelling
    notes: int
    stated: Counter[str] = field(default_factory=Counter)
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    meetings: set[str] = field(default_factory=set)
    parts: Counter[str] = field(default_factory=Counter)
    filed: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def count(self, name: str) -> None:
        """Count what one note's title states, and each part of it."""
        key = self.spelling.key(name)
        if not key:
            return
        self.stated[key] += 1
        self.forms[key][name] += 1
        parts = [part for part in _SEPARATORS.split(name) if part]
        for form in {name, *parts}:
            if is_meeting(form):
                self.meetings.add(self.spelling.key(form))
        for part in parts if len(parts) > 1 else ():
            self.parts[self.spelling.key(part)] += 1
            self.forms[self.spelling.key(part)][part] += 0

    def is_established(self, key: str) -> bool:
        """Whether a name is a series': of a meeting that two notes name, or of a part of all."""
        return self.is_enough(key, self.stated[key])

    def is_enough(self, key: str, times: int) -> bool:
        """Whether a name that stands so often is a series'."""
        if key in self.meetings or times * _SMALL >= self.notes:
            return times >= _ESTABLISHED
        return times >= max(_ESTABLISHED + 1, self.notes / _PART)

    def established(self) -> list[str]:
        """The names of series, the longest first."""
        keys = (key for key in self.stated if self.is_established(key))
        return sorted(keys, key=lambda key: (-len(key.split()), key))

    def main(self) -> str:
        """The series of most of the notes that name one or any meeting, `""` where there is none.

        What fewer than a tenth of all notes name is not the one that the others leave unsaid.
        """
        named = {key: self.stated[key] for key in self.established()}
        if not named:
            return ""
        most = most_common(named)
        others = (key for key in self.meetings - named.keys() if f" {most} " not in f" {key} ")
        alone = sum(self.stated[key] for key in others)
        enough = max(_MAIN * (sum(named.values()) + alone), self.notes / _PART)
        return most if named[most] >= enough else ""

    def written(self, key: str) -> str:
        """How a series is mostly written."""
        return most_common(self.forms[key])


def is_meeting(name: str) -> bool:
    """Whether a name can be a meeting's or a group's: it says so, and is no sentence.

    >>> [is_meeting(n) for n in ("Build Group", "Core call", "Faster builds", "The board was out")]
    [True, True, False, False]
    """
    words = name.split()
    if not 0 < len(words) <= 9 or name.endswith((".", "!", "?", ":")) or _TOLD.search(name):
        return False
    return any(told.search(name) for told in (MEETING_WORD, GROUP_WORD, _REGULAR))


# `Crane weekly`
_REGULAR = late(rf"\w\s{pattern('series.regular')}$", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:was|were|is|are|am|will|would|had|has|have|been|be|did|do|does|i|we|you|it|me|my|not)\b"
    r"|[%$@<>=]|\d{1,2}:\d\d",
    re.IGNORECASE,
)


def _weigh(folder: str, notes: Sequence[Note]) -> dict[str, Named]:
    """The series of the notes of one folder."""
    own = {note.path: Named(note.front_matter.series, "series-front-matter") for note in notes}
    named = {path: stated for path, stated in own.items() if stated.name}
    rest = [note for note in notes if note.path not in named]
    files = {note.path: name_in_file(note.path) for note in rest}
    spelling = _Spelling([*(note.series for note in notes), *files.values()])
    names = _StatedNames(folder, spelling, len(notes))
    for note in notes:
        names.count(note.series)
    for note in rest:
        names.filed[files[note.path]][spelling.key(note.series)] += 1
    for note in rest:
        told = (Named(tells(note, files[note.path], names), rule) for rule, tells in _ORDER)
        named[note.path] = next(one for one in told if one.name)
    return _joined_by_folder(folder, named)


def _shared(note: Note, file: str, names: _StatedNames) -> str:
    key = names.spelling.key(note.series)
    return names.written(key) if key and names.is_established(key) else ""


def _within(note: Note, file: str, names: _StatedNames) -> str:
    """`Core call: caches`, where others are a `Core call: builds` or a `Core call`."""
    key = names.spelling.key(note.series)
    if not key:
        return ""
    best = _best_part(note.series, names)
    if best is not None:
        return names.written(best)
    longer = [other for other in names.established() if other.startswith(f"{key} ")]
    if len(longer) == 1 and longer[0] in names.meetings:
        return names.written(longer[0])
    for other in names.established():
        rest = f" {key} ".replace(f" {other} ", " ", 1)
        if other in names.meetings and rest.strip() != key and not GROUP_WORD.search(rest):
            return names.written(other)
    return ""


def _best_part(series: str, names: _StatedNames) -> str | None:
    """The key of the part of a name that other notes have, before all one that is a meeting's."""
    parts = [names.spelling.key(part) for part in _SEPARATORS.split(series) if part]
    known = [
        part for part in parts if part and (names.is_established(part) or _recurs(part, names))
    ]
    return min(
        known, key=lambda part: (part not in names.meetings, parts.index(part)), default=None
    )


def _recurs(part: str, names: _StatedNames) -> bool:
    return names.is_enough(part, names.parts[part] + names.stated[part])


def _alone(note: Note, file: str, names: _StatedNames) -> str:
    """A meeting of its own; where all notes of a folder differ, the folder tells better."""
    if not note.series or not names.spelling.key(note.series):
        return ""
    scattered = names.folder and len(names.stated) >= max(_FEW, names.notes - 1)
    if scattered and not names.established():
        return ""
    told = names.main() or (names.folder and names.notes >= _FEW)
    if is_meeting(note.series) or not told:
        return note.series
    return _alone_within(note.series, names)


def _alone_within(series: str, names: _StatedNames) -> str:
    """`Coders' Meeting - how to be seen`: the one part of a long title that names a meeting."""
    parts = [part for part in _SEPARATORS.split(series) if part and is_meeting(part)]
    return parts[0] if len(parts) == 1 and names.spelling.key(parts[0]) else ""


def _filed(note: Note, file: str, names: _StatedNames) -> str:
    key = names.spelling.key(file)
    known = names.established() if key else []
    ends = [other for other in known if other == key or other.endswith(f" {key}")]
    told = key if key in ends else ends[0] if len(ends) == 1 else ""
    return names.written(told) if told else ""


def _by_files(note: Note, file: str, names: _StatedNames) -> str:
    """`launch-2020-10-16`, beside `tsc-2020-10-09` and others that name the folder's meeting.

    Two files or more are called so, and none of them names a meeting; those of the main one share a
    name of their own.
    """
    alike, main = names.filed[file], names.main()
    if not file or not main or alike.keys() - {"", names.spelling.key(file)}:
        return ""
    if alike.total() < _ESTABLISHED:
        return ""
    of_main = {other: keys[main] for other, keys in names.filed.items() if keys[main]}
    most = most_common(of_main)
    if not most or of_main[most] < _MAIN * sum(of_main.values()):
        return ""
    return file[:1].upper() + file[1:]


def _mainly(note: Note, file: str, names: _StatedNames) -> str:
    main = names.main()
    return names.written(main) if main else ""


_ORDER: tuple[tuple[str, Callable[[Note, str, _StatedNames], str]], ...] = (
    ("series-shared", _shared),
    ("series-within", _within),
    ("series-meeting", _alone),
    ("series-file", _filed),
    ("series-files", _by_files),
    ("series-main", _mainly),
    ("series-folder", lambda note, file, names: folder_name(note.path)),
    ("series-file", lambda note, file, names: file if MEETING_WORD.search(file) else ""),
    ("series-none", lambda note, file, names: NO_SERIES),
)
"""The rules by which a note's series is told, the surest first, with what tells its name."""


def name_in_file(path: str) -> str:
    """The meeting that a file's name states beside its day, `""` for none.

    >>> name_in_file("2017/Board-Meeting-2017-09-22.md"), name_in_file("a/minutes-20170922.md")
    ('Board Meeting', '')
    >>> name_in_file("2002/BoD09-26-02.md")
    'BoD'
    """
    stem = HOUR_IN_NAME.sub(":", GLUED_DAY.sub(" ", note_stem(path)))
    stem = _JOINTS.sub(" ", stem)
    return series_of(called(stem) if is_captions(path) else stem)


# What joins words in a file's name; between the numbers of a day it stays.
_JOINTS = re.compile(r"_+|(?<!\d)-+|-+(?!\d)")


def _joined_by_folder(folder: str, named: Mapping[str, Named]) -> dict[str, Named]:
    """The names, those of one folder joined where the folder is named for the longer one.

    `Stakeholders Meeting` in the folder `glideinwms-stakeholders` is the `GlideinWMS Stakeholders
    Meeting` that other notes there name; in a folder `meetings` nothing tells.
    """
    about = set(fold(folder.rpartition("/")[2]).split())
    names = {one.name for one in named.values()}
    full = [name for name in names if about and about <= set(fold(name).split())]
    joined: dict[str, str] = {}
    for name in names:
        words = set(fold(name).split())
        wider = {fold(other): other for other in sorted(full) if words < set(fold(other).split())}
        if len(wider) == 1 and words & about:
            joined[name] = next(iter(wider.values()))
    return {path: one._replace(name=joined.get(one.name, one.name)) for path, one in named.items()}
