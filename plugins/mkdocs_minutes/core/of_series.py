"""What a series comes to, followed through what each of its notes contributes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from .calendar import Record, record_of
from .figures import Key
from .outcome_log import OutcomeList, log_series, outcome_list
from .records import ArchivedNote, LoggedOutcome, NoteId, SeriesId, Topic
from .threads import ActionList, Followed, action_list, follow
from .topics import Headings, gather, headings_of
from .unread import digest


class Contribution(NamedTuple):
    """What a note gives to its series: all that following it needs of the note.

    `figures` are the numbers that its tables state, `meeting` what it says of the meeting of its
    day, if it has one.
    """

    actions: ActionList
    headings: Headings
    outcomes: OutcomeList
    meeting: Record | None
    figures: tuple[Key, ...]


class OfSeries(NamedTuple):
    """What a series comes to: its threads, topics and outcomes, by the notes that have some.

    `acted` is a hash of what the threads follow from, `said` of what the others do.
    """

    acted: bytes
    said: bytes
    followed: Followed
    topics: tuple[Topic, ...]
    outcomes: Mapping[NoteId, tuple[LoggedOutcome, ...]]


Texts = Mapping[int, int]
"""How often what is said below a heading is said in a series, by its checksum."""


def contribution(note: ArchivedNote) -> Contribution:
    """What a note gives to its series."""
    stated = dict.fromkeys((one.group, one.label, one.column) for one in note.facts.metrics)
    return Contribution(
        action_list(note), headings_of(note), outcome_list(note), record_of(note), tuple(stated)
    )


def follow_series(
    series: SeriesId, given: Sequence[Contribution], known: OfSeries | None = None
) -> OfSeries:
    """What a series comes to, from what its notes give, the oldest first.

    What follows from the same as when it came to what is `known` is as it was.
    """
    lists = [one.actions for one in given]
    headings, outcomes = [one.headings for one in given], [one.outcomes for one in given]
    acted, said = digest(lists), digest((headings, outcomes))
    followed = known.followed if known and known.acted == acted else follow(series, lists)
    if known and known.said == said:
        return OfSeries(acted, said, followed, known.topics, known.outcomes)
    topics = gather(series, headings)
    logged = log_series(outcomes, {topic.id: topic for topic in topics})
    return OfSeries(acted, said, followed, topics, logged)


def texts_of(given: Iterable[Contribution]) -> Texts:
    """What is said below the headings of a series, from what its notes give."""
    return Counter(heading.text for one in given for heading in one.headings.headings)


def retold(texts: Texts, was: Contribution, now: Contribution) -> Texts | None:
    """What is said in a series after a note gives it something else; `None` if it is followed anew.

    It comes to what it came to where other words stand below the same headings. These count only as
    being there, unless something is said again and again.
    """
    if was == now:
        return texts
    if _without_texts(was) != _without_texts(now):
        return None
    found = Counter(texts)
    for old, new in zip(was.headings.headings, now.headings.headings, strict=True):
        if old.text != new.text:
            if not (old.text and new.text) or found[old.text] != 1 or new.text in found:
                return None
            del found[old.text]
            found[new.text] = 1
    return found


def _without_texts(given: Contribution) -> Contribution:
    headings = tuple(replace(one, text=0) for one in given.headings.headings)
    return given._replace(headings=replace(given.headings, headings=headings))
