"""Actions followed across the notes of a series."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz import fuzz, process

from .extract.scan import SENTENCE_END
from .grouping import grouped
from .lexicon import late, pattern, words
from .names import fold
from .part_ids import meeting_of, part_of
from .records import (
    Action,
    ActionStatus,
    ActionThread,
    ArchivedNote,
    Note,
    NoteId,
    SeriesId,
    ThreadId,
    ThreadOwner,
    ThreadStatus,
)
from .topic_names import topic_key, topic_name
from .topics import subject

ENOUGH = 78
"""Texts at least this similar (0 to 100) are one action, where owners and numbers agree."""

A_NOTE_LESS = 2
"""So much more alike two texts have to be for each list of actions between them without either."""

OWNER_CAME, OWNER_CHANGED = 12, 18
"""So much more alike they have to be where one of them names nobody, or both name others."""

WORDS_OF_A_TASK = 5
"""Words of a text that two people are not likely to have to do each."""

REACH = 6
"""Lists of actions after which an action with the same words begins another thread."""

PATIENCE = 10
"""Lists of actions for which one stays open in a series that does not repeat what is open."""

A_YEAR = timedelta(days=366)
"""The time for which it does, however few of its notes list actions."""

REPORTED_WITHIN = 12
"""Lists of actions after which a report of something done is about something else."""

NUMBERS_AGREE = 12
"""So much more alike two texts count where both name the same number."""

MOST_PAIRS = 40_000
"""Pairs of an action and a thread that are all held against each other."""

RAREST_WORDS, NEAREST = 3, 8
"""Of more pairs: the words by which a thread is sought, and threads looked at before and behind."""

FEWEST_REPEATED, SHARE_REPEATED = 2, 5
"""A series repeats what is open where it does so with two actions, and with one of five."""

_Described = tuple[frozenset[str], str, frozenset[str]]
"""An action's owners, words and numbers."""

_NUMBERS = re.compile(r"[A-Z][A-Z0-9]+-\d+|#\d+|\d+(?:\.\d+)+")
_WORDS = re.compile(r"[^\W_]+(?:[.#'-][^\W_]+)*")
_CARRIED_ON = late(rf"^{pattern('actions.carried_on')}\s")
_VAGUE = words("states.vague")
_OF_THAT = late(rf"\b{pattern('outcomes.of_that')}\b", re.IGNORECASE)
_IN_PROSE = "action-duty"
_PARTING = " -–—:;,>|→"
_WORDS_OF_AN_OBJECT = 2  # `print posters`: a task that says what is to be worked at
FEWEST_TELLING = 3
"""So many telling words that stand in another text as well make one action of both."""

_LONG_ENOUGH = 4  # letters of a word that tells one action from another


@dataclass(frozen=True, slots=True)
class ListedAction:
    """An action as a note lists it: all that following it needs.

    `about` are the telling words of what it is about, where it has few words of its own; `subject`
    says what that is.
    """

    text: str
    line: int
    owners: tuple[ThreadOwner, ...]
    status: ActionStatus
    due: date | None
    tickets: tuple[str, ...]
    about: tuple[str, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ActionList:
    """What following actions needs of a note: those it lists, and what it reports to be done.

    A report is what is done, in the note's words, and its line. `date` is the day of the meeting.
    """

    note: NoteId
    path: str
    actions: tuple[ListedAction, ...]
    reports: tuple[tuple[str, int], ...] = ()
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """The threads of a series, the thread of each action, and whether open actions are repeated.

    `of` gives the threads of a note's actions in the order of the note.
    """

    threads: tuple[ActionThread, ...]
    of: Mapping[NoteId, tuple[ThreadId, ...]]
    repeats: bool


@dataclass(slots=True)
class _Open:
    """A thread under way: its sights so far, and what the latest of them says.

    `turn` numbers the lists of actions of the series; the latest that holds it is meant.
    """

    id: ThreadId
    owners: frozenset[str]
    words: str
    numbers: frozenset[str]
    turn: int
    sights: list[tuple[NoteId, int]] = field(default_factory=list)
    actions: list[ListedAction] = field(default_factory=list)
    told: tuple[NoteId, int] | None = None

    @property
    def settled(self) -> bool:
        """Whether the notes say what came of it."""
        return self.told is not None or self.actions[-1].status != "open"


def action_list(note: ArchivedNote) -> ActionList:
    """What following actions needs of a note."""
    return ActionList(
        note.id,
        note.note.path,
        tuple(_listed(note, action) for action in note.facts.actions),
        tuple((report.text, report.line) for report in note.facts.reports),
        note.note.date,
    )


def _listed(note: ArchivedNote, action: Action) -> ListedAction:
    """An action with what it is about, where its own words could be said of anything.

    `Continue discussion` below two headings are two actions.
    """
    tells = len(_words(action.text)) >= WORDS_OF_A_TASK
    headed = "" if tells else subject(note.note, action.line, note.series)
    inside = action.span.slice
    return ListedAction(
        action.text,
        action.line,
        tuple(ThreadOwner(one.name, note.persons.get(one)) for one in action.owners),
        action.status,
        action.due,
        tuple(
            dict.fromkeys(
                ticket.id
                for ticket in note.facts.tickets
                if inside.start <= ticket.span.start < inside.stop
            )
        ),
        topic_key(headed),
        _said_before(note.note, action) or headed,
    )


def _said_before(note: Note, action: Action) -> str:
    """What a line says before it gives a task in prose: in the same sentence, or in the one before.

    `The float - Kay to get it from the bank`, `The lamp is out. Ann to call.`; the sentence before
    counts where the task says that it is about it, or next to nothing.
    """
    if action.rule != _IN_PROSE:
        return ""
    begin = note.lines[action.line - 1].content.start
    end = min(action.span.start, *(owner.span.start for owner in action.owners))
    *sentences, same = SENTENCE_END.split(note.text[begin : end + 1])
    before = same[:-1].rstrip(" *_(")
    if before and before[-1] in _PARTING and any(map(str.isalpha, before)):
        return topic_name(before.rstrip(_PARTING))
    bare = len(_words(action.text)) < _WORDS_OF_AN_OBJECT or _OF_THAT.search(action.text)
    return topic_name(sentences[-1]) if bare and sentences else ""


def follow(series: SeriesId, lists: Sequence[ActionList]) -> Followed:
    """The threads of a series, from what its notes list, the oldest first.

    An action carries on a thread that has the same owners and a similar text, the more alike the
    longer it was not listed; tickets and version numbers must not differ. An action on one ticket
    carries on what the same owners had to do on that ticket alone, and in the same words what
    others had. A note that lists no action is silent about all and ends nothing.

    The notes of one meeting list once: what its slides or a summary of it say again of an action
    of its minutes is of the same thread, and no further sight of it.

    A thread is done or dropped where its last sight or a later report says so. Where the series
    repeats what is open, one that the newest list lacks is silent; else it is so after `PATIENCE`
    lists, or a year of meetings.
    """
    path = _Path(series)
    for note in lists:
        path.hear(note)
        path.take(note)
    course = _Course(lists, path.turns, repeats=path.repeats())
    return Followed(
        tuple(_closed(thread, series, course) for thread in path.threads),
        path.of,
        course.repeats,
    )


def ended(days: Iterable[tuple[SeriesId, date | None]]) -> frozenset[SeriesId]:
    """The series whose last meeting lies more than a year before the last one of the archive.

    `days` has the day of each note, if it has one, with its series.
    """
    dated = grouped((series, day) for series, day in days if day)
    newest = {series: max(found) for series, found in dated.items()}
    last = max(newest.values(), default=None)
    return frozenset(one for one, day in newest.items() if last and last - day > A_YEAR)


def left_open(thread: ActionThread) -> ActionThread:
    """What became of a thread whose series has ended: an open one is silent since it was seen."""
    if thread.status != "open":
        return thread
    return replace(thread, status="silent", since=thread.actions[-1][0])


class _Course:
    """How the meetings of a series went on: what tells when it fell silent about an action."""

    def __init__(
        self, lists: Sequence[ActionList], turns: Sequence[NoteId], *, repeats: bool
    ) -> None:
        self.repeats = repeats
        self._turns = turns
        self._notes = [note.note for note in lists]
        self._place = {note: place for place, note in enumerate(self._notes)}
        self._dates = [note.date for note in lists]
        self._newest = max((day for day in self._dates if day), default=None)

    def silent_since(self, thread: _Open) -> NoteId | None:
        """The first note after the last that lists a thread, if silence lasted long enough."""
        missed = len(self._turns) - 1 - thread.turn
        if missed and (self.repeats or missed > PATIENCE):
            return self._turns[thread.turn + 1]
        last = self._place[thread.sights[-1][0]]
        day = self._dates[last]
        if day and self._newest and self._newest - day > A_YEAR:
            return next(note for note in self._notes[last + 1 :] if not part_of(note))
        return None


class _Path:
    """The threads of a series while its notes are walked through."""

    def __init__(self, series: SeriesId) -> None:
        self.threads: list[_Open] = []
        self.of: dict[NoteId, tuple[ThreadId, ...]] = {}
        self.turns: list[NoteId] = []
        self._series = series
        self._recent: list[_Open] = []
        self._by_ticket: dict[str, _Open] = {}
        self._taken: set[ThreadId] = set()
        self._tried: Counter[str] = Counter()

    def repeats(self) -> bool:
        """Whether the series lists open actions again, by those that it could have."""
        last = len(self.turns) - 1
        once = sum(
            len(thread.sights) == 1 and thread.turn < last and not thread.settled
            for thread in self.threads
        )
        again = sum(len(thread.sights) > 1 for thread in self.threads)
        return again >= FEWEST_REPEATED and again * SHARE_REPEATED >= once + again

    def hear(self, note: ActionList) -> None:
        """Settle the open threads of which a note reports that they are done."""
        if not note.reports:
            return
        turn = self._turn(note)
        waiting = [t for t in self._waiting(turn) if not t.settled and t.turn < turn]
        holders = grouped((word, one) for one in waiting for word in set(one.words.split()))
        listed = {" ".join(_words(action.text)) for action in note.actions}
        for text, line in note.reports:
            done = _reported(text, holders)
            if done and done.words not in listed:
                done.told = (note.note, line)

    def take(self, note: ActionList) -> None:
        """Join the actions of a note to their threads, and begin those of the others."""
        if not note.actions:
            return
        turn = self._turn(note)
        if turn == len(self.turns):
            self.turns.append(note.note)
        self._recent = [thread for thread in self._recent if turn - thread.turn <= REACH]
        described = [_describe(action) for action in note.actions]
        pairs = self._pair(note.actions, described, turn)
        threads = []
        for index, action in enumerate(note.actions):
            thread = pairs[index] if index in pairs else self._begin(note.note, action, turn)
            threads.append(thread)
            if thread.sights and thread.turn == turn:
                continue
            owners, words, numbers = described[index]
            thread.owners, thread.words, thread.numbers = owners or thread.owners, words, numbers
            thread.turn, thread.told = turn, None
            thread.sights.append((note.note, index))
            thread.actions.append(action)
            if ticket := _one_ticket(action):
                self._by_ticket[ticket] = thread
        # Those of this note lie where it lists them, which their nearness is measured by.
        here = set(map(id, threads))
        self._recent = [*threads, *(one for one in self._recent if id(one) not in here)]
        self.of[note.note] = tuple(thread.id for thread in threads)

    def _turn(self, note: ActionList) -> int:
        """Which list of the series is a note's: that of its meeting, where a part of it has one."""
        last = len(self.turns) - 1
        same = last >= 0 and meeting_of(self.turns[last]) == meeting_of(note.note)
        return last if same else last + 1

    def _waiting(self, turn: int) -> Iterable[_Open]:
        """Threads that a report can be about."""
        for thread in reversed(self.threads):
            if turn - thread.turn <= REPORTED_WITHIN:
                yield thread
            elif turn - thread.turn > 4 * REPORTED_WITHIN:
                return

    def _begin(self, note: NoteId, action: ListedAction, turn: int) -> _Open:
        thread_id = _thread_id(self._series, note, action, self._taken, self._tried)
        thread = _Open(thread_id, frozenset(), "", frozenset(), turn)
        self.threads.append(thread)
        return thread

    def _pair(
        self, actions: Sequence[ListedAction], described: Sequence[_Described], turn: int
    ) -> dict[int, _Open]:
        """The thread that each action carries on: the best pairs first, each once."""
        scored = []
        for index, number in _candidates(described, self._recent):
            thread = self._recent[number]
            gap = turn - thread.turn - 1
            on = _one_ticket(actions[index])
            same = bool(on) and thread.actions[-1].tickets == (on,)
            score = _similarity(*described[index], thread, on_one_ticket=same)
            if gap < 0:  # another note of the same meeting
                score = max(score, _retold(actions[index], thread.actions[-1]))
            again = (gap > 0 and thread.settled) or _apart(actions[index], thread.actions[-1])
            if score >= ENOUGH + A_NOTE_LESS * gap and not again:
                scored.append((-score, abs(index - number), index, number, thread))
        pairs: dict[int, _Open] = {}
        used: set[ThreadId] = set()
        best = [entry[2::2] for entry in sorted(scored, key=lambda entry: entry[:4])]
        for index, thread in (*best, *self._on_tickets(actions, described)):
            if index not in pairs and thread.id not in used:
                pairs[index] = thread
                used.add(thread.id)
        return pairs

    def _on_tickets(
        self, actions: Sequence[ListedAction], described: Sequence[_Described]
    ) -> Iterator[tuple[int, _Open]]:
        """Actions on one ticket, with what the same owners last had to do on that alone."""
        for index, (action, (owners, _, _)) in enumerate(zip(actions, described, strict=True)):
            held = self._by_ticket.get(_one_ticket(action))
            if held is None or held.settled or held.actions[-1].tickets != action.tickets:
                continue
            if owners & held.owners or not (owners and held.owners):
                yield index, held


def _apart(one: ListedAction, other: ListedAction) -> bool:
    """Whether two actions of few words are about different things."""
    return bool(one.about and other.about) and one.about != other.about


def _one_ticket(action: ListedAction) -> str:
    """The ticket that an action is about, `""` where it is about none or several."""
    return action.tickets[0] if len(action.tickets) == 1 else ""


def _reported(text: str, holders: Mapping[str, Sequence[_Open]]) -> _Open | None:
    """The one open thread in whose text all telling words of a report stand; else `None`."""
    telling = {w for w in _words(text) if len(w) >= _LONG_ENOUGH or w[-1].isdigit()}
    numbers = frozenset(_NUMBERS.findall(text))
    if telling <= _VAGUE:
        return None
    found = {
        id(thread): thread
        for thread in holders.get(min(telling), ())
        if telling <= set(thread.words.split()) and numbers <= thread.numbers
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def _describe(action: ListedAction) -> _Described:
    owners = frozenset(owner.person or fold(owner.name) for owner in action.owners)
    words = _CARRIED_ON.sub("", " ".join(_words(action.text)))
    return owners, words, frozenset(_NUMBERS.findall(action.text))


def _candidates(
    described: Sequence[_Described], current: Sequence[_Open]
) -> Iterable[tuple[int, int]]:
    """Places of actions and of threads that they may carry on: of few actions, all that are alike.

    Of many, those that share one of the action's rarest words, and of these the nearest in place.
    """
    if len(described) * len(current) <= MOST_PAIRS:
        return _alike([words for _, words, _ in described], [thread.words for thread in current])
    holders = grouped(
        (word, number)
        for number, thread in enumerate(current)
        for word in set(thread.words.split())
    )
    return (
        (index, number)
        for index, (_, words, _) in enumerate(described)
        for number in sorted(_sharing(index, words, holders))
    )


def _alike(texts: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of places of two texts that `_similarity` could find similar enough."""
    ordered = [_in_order(text) for text in others]
    beginning = grouped((text.partition(" ")[0], number) for number, text in enumerate(others))
    for index, text in enumerate(texts):
        near = set(beginning.get(text.partition(" ")[0], ()))
        for wanted, choices in ((text, others), (_in_order(text), ordered)):
            near.update(
                number
                for _, _, number in process.extract(
                    wanted,
                    choices,
                    scorer=fuzz.ratio,
                    score_cutoff=ENOUGH - NUMBERS_AGREE,
                    limit=None,
                )
            )
        yield from ((index, number) for number in sorted(near))


@lru_cache(maxsize=1 << 10)
def _in_order(text: str) -> str:
    """The words of a text in the order that `token_sort_ratio` compares them in."""
    return " ".join(sorted(text.split()))


def _sharing(index: int, words: str, holders: Mapping[str, Sequence[int]]) -> set[int]:
    known = sorted({word for word in words.split() if word in holders})
    near: set[int] = set()
    for word in sorted(known, key=lambda word: len(holders[word]))[:RAREST_WORDS]:
        at = bisect_left(holders[word], index)
        near.update(holders[word][max(0, at - NEAREST) : at + NEAREST])
    return near


def _similarity(
    owners: frozenset[str],
    words: str,
    numbers: frozenset[str],
    thread: _Open,
    *,
    on_one_ticket: bool = False,
) -> float:
    """How alike an action and a thread are, 0 where owners or numbers exclude each other.

    Other owners have taken it over where the words are the same, or nearly so and on one ticket.
    """
    if numbers and thread.numbers and not (numbers & thread.numbers):
        return 0.0
    shorter, longer = sorted((words, thread.words), key=len)
    score = _likeness(shorter, longer)
    if numbers & thread.numbers and score >= ENOUGH - 20:
        score += NUMBERS_AGREE
    if owners and owners == thread.owners and _is_part(shorter, longer):
        return max(score, ENOUGH + A_NOTE_LESS)
    if owners == thread.owners or owners & thread.owners or on_one_ticket:
        return score
    if not (owners and thread.owners):
        return _at_price(score, OWNER_CAME)
    return _at_price(score, OWNER_CHANGED) if len(shorter.split()) >= WORDS_OF_A_TASK else 0.0


def _at_price(score: float, price: float) -> float:
    """What is left of a likeness, 0 where that is not enough."""
    return score - price if score >= ENOUGH + price else 0.0


def _retold(action: ListedAction, other: ListedAction) -> float:
    """How alike two notes of one meeting word a task of the same people, whom they may name in it.

    >>> ann = (ThreadOwner("Ann Bell", None),)
    >>> minutes = ListedAction("Ann Bell orders the rope", 1, ann, "open", None, ())
    >>> _retold(minutes, ListedAction("order the rope.", 9, ann, "open", None, ())) > ENOUGH
    True
    """
    owners, others = (
        {owner.person or fold(owner.name) for owner in one.owners} for one in (action, other)
    )
    if not owners & others:
        return 0.0
    names = {word for one in (action, other) for own in one.owners for word in _words(own.name)}
    told = (" ".join(w for w in _words(one.text) if w not in names) for one in (action, other))
    return float(fuzz.token_sort_ratio(*told))


def _likeness(shorter: str, longer: str) -> float:
    """How alike two wordings are, up to 100; one of which the other is the beginning is near it."""
    score = max(fuzz.ratio(shorter, longer), fuzz.token_sort_ratio(shorter, longer))
    begins = len(shorter.split()) >= 3 and longer.startswith(shorter + " ")
    return max(score, 90.0) if begins else score


def _is_part(shorter: str, longer: str) -> bool:
    """Whether all that a text tells stands in a longer one, said in other words of glue."""
    telling = {word for word in shorter.split() if len(word) >= _LONG_ENOUGH}
    return len(telling) >= FEWEST_TELLING and telling <= set(longer.split())


def _thread_id(
    series: SeriesId, note: NoteId, action: ListedAction, taken: set[ThreadId], tried: Counter[str]
) -> ThreadId:
    """An identifier that is not `taken`; `tried` counts those that an equal action had before."""
    owners = ",".join(owner.name for owner in action.owners)
    opening = f"{note}\0{owners}\0{action.text}"
    while True:
        digest = hashlib.sha256(f"{opening}\0{tried[opening]}".encode()).hexdigest()[:10]
        tried[opening] += 1
        thread = ThreadId(f"{series}/{digest}")
        if thread not in taken:
            taken.add(thread)
            return thread


def _closed(thread: _Open, series: SeriesId, course: _Course) -> ActionThread:
    last = thread.actions[-1]
    due = next((action.due for action in reversed(thread.actions) if action.due), None)
    owners = {fold(owner.name): owner for action in thread.actions for owner in action.owners}
    status, since = _standing(thread, course)
    return ActionThread(
        id=thread.id,
        series=series,
        text=last.text,
        owners=tuple(owners.values()),
        status=status,
        actions=tuple(thread.sights),
        due=due,
        since=since,
        told=thread.told,
        subject=last.subject,
    )


def _standing(thread: _Open, course: _Course) -> tuple[ThreadStatus, NoteId]:
    """What is known of a thread in the end, and the note from which on that holds."""
    if thread.told:
        return "done", thread.told[0]
    last = thread.actions[-1].status
    if last != "open":
        settled = [at for at, action in enumerate(thread.actions) if action.status != "open"]
        while len(settled) > 1 and settled[-1] == settled[-2] + 1:
            settled.pop()  # said again by the notes behind the first that said so
        return last, thread.sights[settled[-1]][0]
    since = course.silent_since(thread)
    return ("silent", since) if since else ("open", thread.sights[0][0])
