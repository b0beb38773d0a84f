"""Topics: all of them, and for each what every meeting said of it, in order of time."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec import Struct

from ...core import addresses
from ...core.blocks import block_at
from ...core.kinds import STATEMENT_KINDS
from ...core.part_ids import meeting_of
from ...core.records import Note, NoteId, Topic, TopicId
from ..evidence import (
    PASSAGES_AT_MOST,
    PASSAGES_OF_A_STANDING_ITEM,
    Quote,
    States,
    passages_below,
    quote,
)
from ..here import Here, Link, Sight
from ..inline import plain_text
from ..lookups import Lookups
from ..model import PlannedPage, in_short
from ..paging import FAR
from ..plan import MEETINGS_ON_A_TOPIC
from ..rows import statement_rows, states
from .view import View, crumbs, pager_to_the_newest, to_first, toc

OUTCOMES_AT_MOST = 30

NAMES_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a list: how many meetings spoke of it, from when to when."""

    link: Link
    series: Link
    meetings: int
    first: Sight
    last: Sight
    outcomes: int


class Said(Struct, frozen=True, gc=False):
    """A passage of a meeting: `depth` is how deep it lies in a list, from 0."""

    depth: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Meeting:
    """What one meeting said of a topic; `more` counts the passages that are left out."""

    anchor: str
    note: Link
    date: str
    heading: str
    said: tuple[Said, ...]
    more: int


def topics_view(here: Here, planned: PlannedPage, shown: Sequence[TopicId]) -> View:
    """All topics, those of which most meetings spoke first, and the standing items behind them."""
    lookups = here.lookups
    standing = [topic for topic in shown if lookups.archive.topics[topic].standing]
    others = [topic for topic in shown if not lookups.archive.topics[topic].standing]
    groups = (
        ("Topics", "mn-topics", topic_rows(here, others)),
        ("Standing items", "mn-standing", topic_rows(here, standing)),
    )
    context: dict[str, object] = {
        "groups": tuple(group for group in groups if group[2]),
        "show_series": len(lookups.archive.series) > 1,
    }
    return View("topics.html", context)


def topic_view(planned: PlannedPage, lookups: Lookups) -> View:
    """What each meeting said of a topic, the oldest first."""
    key, here = TopicId(planned.key), Here(lookups, planned.uri)
    first = (planned.number - 1) * MEETINGS_ON_A_TOPIC
    shown = lookups.said_of(key, first, first + MEETINGS_ON_A_TOPIC)
    standing, uri = lookups.is_standing(key), addresses.topic_uri(key)
    passages = PASSAGES_OF_A_STANDING_ITEM if standing else PASSAGES_AT_MOST
    anchors = _anchors(here, shown)
    came = states(here, lookups.actions_below(key, first, first + len(shown)))
    meetings = tuple(
        _meeting(here, note, line, anchor, passages, came)
        for (note, line), anchor in zip(shown, anchors, strict=True)
    )
    most = planned.number + FAR if planned.before else sys.maxsize
    count, name = lookups.topic_pages(key, MEETINGS_ON_A_TOPIC, most), lookups.topic_name(key)
    context: dict[str, object] = {
        "crumbs": crumbs(here, ("Topics", addresses.TOPICS), *to_first(planned, name, uri)),
        "title": name,
        "page": planned.later,
        "series": here.series(lookups.series_of_topic(key)),
        "standing": standing,
        "meetings": meetings,
        "pager": pager_to_the_newest(here, planned, uri, count),
    }
    if not planned.before:
        context |= _first_of_topic(here, lookups.archive.topics[key], count)
    return View("topic.html", context, toc(*((m.date or m.note.text, m.anchor) for m in meetings)))


def _first_of_topic(here: Here, topic: Topic, count: int) -> dict[str, object]:
    """What stands above what the meetings said on the first of so many pages of a topic."""
    lookups = here.lookups
    outcomes = lookups.outcomes_of_topic.get(topic.id, ())
    latest = outcomes[-OUTCOMES_AT_MOST:][::-1]
    without = lookups.silent_on(topic.id) if topic.standing else ()
    return {
        "topic": topic_row(here, topic),
        "ticket": here.ticket(topic.ticket) if topic.ticket else None,
        "also": tuple(form for form in topic.written if form != topic.name)[:NAMES_AT_MOST],
        "outcomes": statement_rows(here, STATEMENT_KINDS["outcome"], latest),
        "outcome_count": len(outcomes),
        "latest": _latest(here, topic, count),
        "without": tuple(here.sight(note, 0) for note in without),
    }


def topic_rows(here: Here, topics: Iterable[TopicId]) -> tuple[TopicRow, ...]:
    """Topics as a list shows them."""
    return tuple(topic_row(here, here.lookups.archive.topics[topic]) for topic in topics)


def topic_row(here: Here, topic: Topic) -> TopicRow:
    """A topic as a list shows it."""
    lookups = here.lookups
    first, last = (here.sight(note, line) for note, line in (topic.places[0], topic.places[-1]))
    return TopicRow(
        here.topic(topic.id),
        here.series(topic.series),
        len({meeting_of(note) for note, _ in topic.places}),
        first,
        last,
        len(lookups.outcomes_of_topic.get(topic.id, ())),
    )


def _latest(here: Here, topic: Topic, count: int) -> Link:
    """Where the latest meeting stands among the pages of a topic."""
    note = topic.places[-1][0]
    (anchor,) = _anchors(here, topic.places[-1:])
    uri = addresses.paged(addresses.topic_uri(topic.id), count)
    return Link(here.lookups.date(note) or here.lookups.title(note), here.to(uri, anchor))


def _anchors(here: Here, places: Iterable[tuple[NoteId, int]]) -> tuple[str, ...]:
    """Where each meeting stands on a page: by its day, so that it stays there when others come."""
    seen: Counter[str] = Counter()
    anchors = []
    for note, _ in places:
        day = here.lookups.date(note) or "undated"
        seen[day] += 1
        anchors.append(f"mn-{day}" + (f"-{seen[day]}" if seen[day] > 1 else ""))
    return tuple(anchors)


def _meeting(here: Here, key: NoteId, line: int, anchor: str, most: int, came: States) -> Meeting:
    lookups = here.lookups
    note = lookups.note(key)
    starts = passages_below(note, line)
    shown = starts[:most]
    link = here.note(key, line)
    return Meeting(
        anchor,
        link,
        lookups.date(key),
        "" if starts and starts[0][0] == line - 1 else plain_text(_headed(note, line)),
        tuple(Said(depth, quote(here, key, index + 1, (), came)) for index, depth in shown),
        len(starts) - len(shown),
    )


def _headed(note: Note, line: int) -> str:
    """The heading or item that a line begins."""
    section = note.lines[line - 1].section
    if section is not None and note.sections[section].line == line:
        return note.sections[section].heading
    said = " ".join(note.text[block_at(note, line - 1).span.slice].split())
    return in_short(said)
