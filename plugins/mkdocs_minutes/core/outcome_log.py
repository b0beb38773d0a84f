"""Outcomes as a log: what each is about, and which later ones came back to it.

A later outcome revisits one of another meeting on the same topic, or one of the same series in much
the same words. It supersedes it where its own words say so (`instead`, `rescinded`). What every
meeting concludes (`Approve the minutes`) is routine and comes back to nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from .lexicon import late, pattern
from .records import ArchivedNote, LoggedOutcome, NoteId, Topic, TopicId
from .topic_names import topic_key
from .topics import about, lines_around, subject, topics_by_place

Place = tuple[NoteId, int]
"""A note, and the index of an outcome in it."""

ALIKE = 82
"""Texts of two outcomes at least this similar (0 to 100) are about one thing."""

FEWEST_WORDS = 3
"""Telling words of an outcome below which its text alone says nothing of what it is about."""

RARE = 12
"""What more outcomes of a series than this have a word for relates none of them."""

ROUTINE = 4
"""So many outcomes of a series with the same words are routine."""

# A word of its own, or in a script that puts no blanks between words anywhere.
_LETTER = "[a-zß-ÿĀ-ſа-яё]"
_SUPERSEDES = late(rf"(?<!{_LETTER}){pattern('outcomes.supersedes')}(?!{_LETTER})", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+|\W*\d{4}-\d\d-\d\d\W*")


@dataclass(frozen=True, slots=True)
class ListedOutcome:
    """An outcome of a note: `section` is the index of the heading that tells what it is about.

    `around` are the lines of the items and headings that it stands below, the nearest first.
    """

    text: str
    line: int
    about: str
    section: int | None
    around: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OutcomeList:
    """The outcomes of a note, in its order; notes of a series with one `day` are of one meeting."""

    note: NoteId
    path: str
    outcomes: tuple[ListedOutcome, ...]
    day: str = ""


@dataclass(slots=True)
class _Entry:
    place: Place
    meeting: str
    listed: ListedOutcome
    topic: TopicId | None
    words: tuple[str, ...]
    text: str
    earlier: Place | None = None
    supersedes: bool = False
    later: Place | None = None
    superseded: bool = False


def log_series(
    lists: Iterable[OutcomeList], topics: Mapping[TopicId, Topic]
) -> dict[NoteId, tuple[LoggedOutcome, ...]]:
    """For each note of a series with outcomes what is known of each, in its order.

    `lists` run from the oldest note to the newest, and `topics` are those of the series.
    """
    places = topics_by_place(topics.values())
    entries = [
        _entry((one.note, index), one.day or one.note, listed, places)
        for one in lists
        for index, listed in enumerate(one.outcomes)
    ]
    _relate(entries, topics)
    found: dict[NoteId, list[LoggedOutcome]] = defaultdict(list)
    for entry in entries:
        found[entry.place[0]].append(_logged(entry))
    return {note: tuple(logged) for note, logged in found.items()}


def outcome_list(archived: ArchivedNote) -> OutcomeList:
    """The outcomes of a note, with what each is about."""
    found = []
    for outcome in archived.facts.outcomes:
        at = about(archived.note, outcome.line, archived.series)
        name = subject(archived.note, outcome.line, archived.series)
        around = lines_around(archived.note, outcome.line, at)
        found.append(ListedOutcome(outcome.text, outcome.line, name, at, around))
    day = archived.note.date.isoformat() if archived.note.date else ""
    return OutcomeList(archived.id, archived.note.path, tuple(found), day)


def _entry(
    place: Place,
    meeting: str,
    listed: ListedOutcome,
    topics: Mapping[tuple[NoteId, int], TopicId],
) -> _Entry:
    """An outcome with the topic of the nearest item or section around it that is of one."""
    found = (topics.get((place[0], line)) for line in listed.around)
    text = " ".join(_ADDRESS.sub(" ", listed.text).split())
    return _Entry(
        place,
        meeting,
        listed,
        next(filter(None, found), None),
        topic_key(text[:120]),
        text.casefold(),
    )


def _relate(entries: Sequence[_Entry], topics: Mapping[TopicId, Topic]) -> None:
    """Find for each outcome the last one before it that it comes back to."""
    texts: dict[tuple[str, ...], int] = defaultdict(int)
    for entry in entries:
        texts[entry.words] += 1
    on_topic: dict[TopicId, _Entry] = {}
    holders: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.words or texts[entry.words] >= ROUTINE:
            continue
        topic = entry.topic if entry.topic and not topics[entry.topic].standing else None
        before = on_topic.get(topic) if topic else None
        if before is None or before.meeting == entry.meeting:
            before = _like(entry, holders)
        if before is not None and before.meeting != entry.meeting:
            entry.earlier = before.place
            entry.supersedes = bool(_SUPERSEDES.search(entry.text))
            before.later, before.superseded = entry.place, entry.supersedes
        if topic:
            on_topic[topic] = entry
        for word in entry.words:
            holders[word].append(entry)


def _like(entry: _Entry, holders: Mapping[str, Sequence[_Entry]]) -> _Entry | None:
    """The last outcome before one that says much the same; `None` where no word is telling."""
    if len(entry.words) < FEWEST_WORDS:
        return None
    rare = sorted((len(holders[w]), w) for w in entry.words if w in holders)[:FEWEST_WORDS]
    near = {id(one): one for count, word in rare if count <= RARE for one in holders[word]}
    alike = [
        one
        for one in near.values()
        if len(set(one.words) & set(entry.words)) >= FEWEST_WORDS
        and fuzz.token_sort_ratio(one.text, entry.text) >= ALIKE
    ]
    return alike[-1] if alike else None


def _logged(entry: _Entry) -> LoggedOutcome:
    return LoggedOutcome(
        entry.listed.about,
        entry.listed.section,
        entry.topic,
        entry.earlier,
        entry.later,
        supersedes=entry.supersedes,
        superseded=entry.superseded,
    )
