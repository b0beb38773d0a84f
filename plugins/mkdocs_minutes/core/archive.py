"""All notes and the registry, read together: the archive."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, pairwise
from typing import NamedTuple, Protocol, get_args

from msgspec import structs

from .edited import Edited, Standing, StandingNote, follow_places
from .grouping import grouped
from .of_series import (
    Contribution,
    OfSeries,
    Texts,
    contribution,
    follow_series,
    retold,
    texts_of,
)
from .part_ids import part_of, place_of, within_page
from .places import Patched, Places, brief_of, entities, gather, given, rebriefed
from .records import (
    ActionThread,
    Archive,
    ArchivedNote,
    LoggedOutcome,
    Note,
    NoteId,
    NoteKind,
    ParsedNote,
    Problem,
    Related,
    Series,
    SeriesId,
    ThreadId,
    VersionClaim,
    VersionId,
)
from .registry import Registry
from .related import names_of, relate
from .resolve.addresses import Placed, SeriesName, place
from .resolve.following import Reading, Resolutions, Watch, follow, lists_of, read_notes, reading_of
from .resolve.one_ticket import ticket_names
from .resolve.problems import archive_problems
from .resolve.projects import Projects
from .resolve.tables import Resolved
from .settings import Settings
from .threads import Followed, ended, left_open
from .unread import (
    Briefs,
    Key,
    Links,
    UnreadParsed,
    alone,
    count_of,
    linked,
    threads_of,
    unread_archived,
)


class Former(Resolutions, Protocol):
    """How the notes of an archive were read before some were edited."""

    @property
    def standing(self) -> Standing | None:
        """The archive, if it is known whole."""

    @property
    def texts(self) -> Mapping[SeriesId, Texts]:
        """What was said in each series, as far as that is known."""

    def followed(self, series: SeriesId) -> OfSeries:
        """What a series came to; `LookupError` where that is not known any more."""

    def contribution(self, key: bytes) -> Contribution:
        """What a note gave to its series; `LookupError` where that is not known any more."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """An archive with how its notes were read, in their places, and what its series come to.

    `given` is what the notes of series that were followed anew give to these. `alone` are the notes
    as they are by themselves, and `place_problems` what is wrong with their places. `places` are
    those of the entities, of which `touched` are other ones than before; `None` is all of them.
    `outlines` are hashes of all that lists take from each table of the archive, where known, and
    `texts` what is said in each series.
    """

    archive: Archive
    placed: tuple[Placed, ...]
    reading: Reading
    of_series: Mapping[SeriesId, OfSeries]
    given: Mapping[NoteId, Contribution]
    alone: Sequence[ParsedNote]
    place_problems: tuple[Problem, ...]
    places: Places
    briefs: Briefs
    touched: Collection[Key] | None = None
    outlines: Mapping[str, bytes] = field(default_factory=dict)
    texts: Mapping[SeriesId, Texts] = field(default_factory=dict)


class _Read(NamedTuple):
    """Notes in their places and how they are read; `notes` are those of which all is at hand.

    `related` are the notes that each is related to, if that is as it was.
    """

    placed: tuple[Placed, ...]
    names: Mapping[SeriesId, SeriesName]
    problems: tuple[Problem, ...]
    reading: Reading
    notes: Mapping[NoteId, ArchivedNote]
    places: Places
    briefs: Briefs
    touched: Collection[Key] | None = None
    related: Mapping[NoteId, tuple[Related, ...]] | None = None


def assemble_following(
    parsed: Iterable[ParsedNote],
    registry: Registry,
    settings: Settings,
    *,
    problems: Iterable[Problem] = (),
    watch: Watch = iter,
    former: Former | None = None,
) -> Assembled:
    """The archive of parsed notes, in whatever order they come, with how they were read.

    `problems` are those that were found before, in files that gave no note and in the registry;
    they are added to the archive's own. No note and no registry give an empty archive. `watch`
    gives the notes as they are, one when the one before is resolved. Where it is known how the
    notes of a `former` archive were read, those that an edit does not concern are not read.
    """
    parsed = list(parsed)
    if former is not None:
        with suppress(LookupError):
            edited = _read_edited(parsed, registry, settings, watch, former)
            return _assembled(*edited, registry, problems, former)
    parsed = [alone(item) for item in parsed]
    read = _read_all(parsed, registry, settings, watch, former)
    return _assembled(parsed, read, registry, problems, former)


def assemble_edited(
    parsed: Sequence[ParsedNote],
    registry: Registry,
    settings: Settings,
    former: Former,
    problems: Iterable[Problem] = (),
) -> Assembled:
    """As `assemble_following`; `LookupError` where that would look at all notes."""
    edited = _read_edited(parsed, registry, settings, iter, former)
    return _assembled(*edited, registry, problems, former)


def _assembled(
    parsed: Sequence[ParsedNote],
    read: _Read,
    registry: Registry,
    problems: Iterable[Problem],
    former: Former | None,
) -> Assembled:
    """The archive of notes in their places, by how they are read."""
    placed, names, place_problems, reading, whole, places, briefs, touched, related = read
    projects, people = reading.tables.projects, reading.tables.people
    gives = {key: contribution(note) for key, note in whole.items() if key in reading.again}
    texts = _retold(placed, gives, former)
    reading = replace(reading, standing=reading.standing | texts.keys())
    of_series = _by_series(placed, whole, gives, former, reading, texts)
    followed = {series: one.followed for series, one in of_series.items()}
    notes = [_threaded(item, whole, followed[item.series].of.get(item.id, ())) for item in placed]
    series = _series(names, notes, projects, followed)
    notes = _linked(notes, series, related)
    found = entities(people, projects, places, briefs)
    if touched is None:
        for table in found:
            table.make_all()
    archive = Archive(
        notes={note.id: note for note in notes},
        series=series,
        people=found.people,
        projects=found.projects,
        versions=found.versions,
        tickets=found.tickets,
        threads=_threads(followed, notes),
        topics={topic.id: topic for one in of_series.values() for topic in one.topics},
        outcomes=_outcomes(notes, of_series),
    )
    told = chain(
        problems,
        chain.from_iterable(item.parsed.problems for item in placed if item.id in whole),
        place_problems,
        archive_problems(archive, people, projects, registry, briefs),
    )
    archive = replace(archive, problems=tuple(sorted(set(told))))
    return Assembled(
        *(archive, placed, reading, of_series, gives, parsed),
        *(place_problems, places, briefs, touched),
        texts=texts,
    )


def _read_all(
    parsed: Sequence[ParsedNote],
    registry: Registry,
    settings: Settings,
    watch: Watch,
    former: Former | None,
) -> _Read:
    """All notes put in their places and read, or how they were read taken up."""
    placed, names, problems = place(parsed, registry, settings)
    reading = read_notes(placed, names, registry, former, watch)
    tables = reading.tables
    tickets = ticket_names(parsed, {item.parsed.note.path: item.series for item in placed})
    reading = replace(reading, tables=replace(tables, tickets=tickets))
    notes = {item.id: archived(item, reading.notes[item.id]) for item in placed}
    places = gather(notes.values(), reading.notes)
    briefs = {
        key: brief_of(key, found, tables.people, tables.projects) for key, found in places.items()
    }
    return _Read(placed, names, problems, reading, notes, places, briefs)


def _read_edited(
    parsed: Sequence[ParsedNote],
    registry: Registry,
    settings: Settings,
    watch: Watch,
    former: Former,
) -> tuple[list[ParsedNote], _Read]:
    """The notes after an edit, those with other places as they are by themselves.

    Only those are read that were edited, or that ask for what is answered otherwise now. Raises
    `LookupError` where all have to be looked at.
    """
    standing = former.standing
    if standing is None or former.registry != registry:
        raise LookupError
    edit = follow_places(parsed, standing, registry, settings)
    read = _follow(edit, registry, watch, former, standing)
    return [edit.alone.get(item.note.path, item) for item in parsed], read


def _follow(
    edit: Edited, registry: Registry, watch: Watch, former: Former, standing: Standing
) -> _Read:
    """How notes in their places are read; `LookupError` where all have to be read."""
    items, names = edit.items, edit.names
    tables, read = follow(tuple(items.values()), names, registry, former, edit.keys, watch)
    notes: dict[NoteId, ArchivedNote] = {}
    gave, gives = {}, {}
    for path in edit.gone:
        was, resolved = standing.notes[path].before()
        gave[was.id] = given(was, resolved)
    alike = not edit.gone
    for path, item in items.items():
        is_unread = isinstance(item.parsed, UnreadParsed)
        if is_unread and item.id not in read:
            continue
        before = standing.notes.get(path)
        if before:
            was, resolved = before.before()
            gave[was.id] = given(was, resolved)
            if is_unread:
                items[path] = replace(item, parsed=before.parsed())
            read.setdefault(item.id, resolved)
        note = archived(items[path], read[item.id])
        notes[item.id], gives[item.id] = note, given(note, read[item.id])
        alike &= (
            before is not None and before.item.id == item.id and names_of(note) == before.told.names
        )
    placed = tuple(items.values())
    order = {item.id: number for number, item in enumerate(placed)}
    places = Patched(standing.places, gave, gives, order)
    tables = replace(tables, tickets=standing.tickets)
    return _Read(
        placed,
        names,
        edit.problems,
        reading_of(placed, tables, read, edit.keys, former, read),
        notes,
        places,
        rebriefed(standing.briefs, places, former.tables, tables),
        places.touched,
        {note.item.id: note.related for note in standing.notes.values()} if alike else None,
    )


def archived(item: Placed, resolved: Resolved) -> ArchivedNote:
    """The note as the archive holds it, still without threads, neighbours and related notes."""
    note, named = _on_its_page(item), resolved.named
    claims = tuple(
        VersionClaim(
            item.id,
            VersionId(f"{a.project}/{a.reading.number}"),
            a.reading.status,
            a.reading.date,
            a.reading.span,
            note.line_of(a.reading.span.start),
            a.reading.bound,
        )
        for a in resolved.attributions
    )
    return ArchivedNote(
        id=item.id,
        series=item.series,
        note=note,
        facts=item.parsed.facts,
        attendance=named.attendance,
        mentions=named.mentions,
        doubts=named.doubts,
        claims=claims,
        persons=named.persons,
        aliases=item.aliases,
    )


def _on_its_page(item: Placed) -> Note:
    """A note with the anchors that its headings have on the page that shows it."""
    note = item.parsed.note
    if not place_of(item.id):
        return note
    return replace(
        note,
        sections=tuple(
            structs.replace(section, anchor=within_page(item.id, section.anchor))
            for section in note.sections
        ),
    )


def _by_series(
    placed: Iterable[Placed],
    whole: Mapping[NoteId, ArchivedNote],
    given: dict[NoteId, Contribution],
    former: Former | None,
    reading: Reading,
    texts: dict[SeriesId, Texts],
) -> dict[SeriesId, OfSeries]:
    """What each series comes to; that of standing ones is as it was.

    So is what notes give that are not among `given`, to which that of all notes of others is added,
    and what is said in these series to `texts`.
    """
    found = {}
    for series, members in sorted(grouped((item.series, item) for item in placed).items()):
        known = None
        if former is not None and series in former.lists:
            with suppress(LookupError):
                known = former.followed(series)
        if known is None or series not in reading.standing:
            for item in (item for item in members if item.id not in given):
                given[item.id] = _given_before(item, whole, former, reading.keys[item.id])
            gives = [given[item.id] for item in members]
            known, texts[series] = follow_series(series, gives, known), texts_of(gives)
        found[series] = known
    return found


def _retold(
    placed: Sequence[Placed], given: Mapping[NoteId, Contribution], former: Former | None
) -> dict[SeriesId, Texts]:
    """What is said in the series that come to what they came to, whatever was edited."""
    standing = former.standing if former else None
    if former is None or standing is None:
        return {}
    notes = standing.notes
    before = {item.id: _key_before(notes.get(item.parsed.note.path)) for item in placed}
    lists, known = lists_of(placed, before), former.lists
    found = {one: former.texts.get(one, {}) for one in known if lists.get(one) == known[one]}
    for item in (item for item in placed if item.id in given and item.series in found):
        said = found.pop(item.series)
        with suppress(LookupError):  # as of a note that has come
            texts = retold(said, former.contribution(before[item.id]), given[item.id])
            if texts is not None:
                found[item.series] = texts
    return found


def _key_before(note: StandingNote | None) -> bytes:
    return note.key if note else b""


def _given_before(
    item: Placed, whole: Mapping[NoteId, ArchivedNote], former: Former | None, key: bytes
) -> Contribution:
    """What a note gives to its series that is read as it was before."""
    if former is not None:
        with suppress(LookupError):
            return former.contribution(key)
    if isinstance(item.parsed, UnreadParsed):
        return contribution(item.parsed.kept.archived())
    return contribution(whole[item.id])


def _outcomes(
    notes: Iterable[ArchivedNote], of_series: Mapping[SeriesId, OfSeries]
) -> dict[NoteId, tuple[LoggedOutcome, ...]]:
    """What is known of all outcomes, series by series, that of the oldest note first."""
    series = dict.fromkeys(note.series for note in notes)
    return dict(chain.from_iterable(of_series[one].outcomes.items() for one in series))


def _threads(
    followed: Mapping[SeriesId, Followed], notes: Sequence[ArchivedNote]
) -> dict[ThreadId, ActionThread]:
    """All threads by their opening. Series that have ended leave no action open."""
    over = ended((note.series, note.note.date) for note in notes)
    order = {note.id: place for place, note in enumerate(notes)}
    threads = [
        left_open(thread) if series in over else thread
        for series, found in followed.items()
        for thread in found.threads
    ]
    threads.sort(key=lambda thread: (order[thread.actions[0][0]], thread.actions[0][1], thread.id))
    return {thread.id: thread for thread in threads}


def _threaded(
    item: Placed, whole: Mapping[NoteId, ArchivedNote], threads: tuple[ThreadId, ...]
) -> ArchivedNote:
    """A note with the threads of its actions."""
    if isinstance(item.parsed, UnreadParsed):
        return unread_archived(item.parsed, item.id, item.series, item.aliases, threads)
    note = whole[item.id]
    return replace(note, threads=threads_of(note.facts.actions, threads)) if threads else note


def _series(
    names: Mapping[SeriesId, SeriesName],
    notes: Sequence[ArchivedNote],
    projects: Projects,
    followed: Mapping[SeriesId, Followed],
) -> dict[SeriesId, Series]:
    members = grouped((note.series, note.id) for note in notes)
    series = {}
    for name in sorted(names.values(), key=lambda name: (name.name.casefold(), name.id)):
        entry = name.entry
        series[name.id] = Series(
            id=name.id,
            name=name.name,
            notes=members.get(name.id, ()),
            project=projects.named(entry.project) if entry and entry.project else None,
            registered=entry is not None,
            aliases=entry.aliases if entry else (),
            repeats=name.id in followed and followed[name.id].repeats,
        )
    return series


def _linked(
    notes: Sequence[ArchivedNote],
    series: Mapping[SeriesId, Series],
    related: Mapping[NoteId, tuple[Related, ...]] | None,
) -> list[ArchivedNote]:
    """The notes with their neighbours in the series, and the notes related to them."""
    before: dict[NoteId, NoteId] = {}
    after: dict[NoteId, NoteId] = {}
    parts: dict[NoteId, tuple[NoteId, ...]] = {}
    by_id = {note.id: note for note in notes}
    for one in series.values():
        meetings = [
            tuple(sorted(day, key=lambda id_: _rank(by_id[id_])))
            for _, day in groupby(one.notes, key=lambda id_: by_id[id_].note.date or id_)
        ]
        for meeting in meetings:
            parts |= {part: tuple(id_ for id_ in meeting if id_ != part) for part in meeting}
        for earlier, later in pairwise(meetings):
            before |= dict.fromkeys(later, earlier[0])
            after |= dict.fromkeys(earlier, later[0])
    if related is None:
        related = relate(notes)
    return [
        linked(
            note,
            Links(
                before.get(note.id),
                after.get(note.id),
                related.get(note.id, ()),
                parts.get(note.id, ()),
            ),
        )
        for note in notes
    ]


def _rank(note: ArchivedNote) -> tuple[bool, int, int, NoteId]:
    """The order of the notes of one day: first the minutes, the fullest of these; parts last."""
    kinds = get_args(NoteKind)
    stated = sum(count_of(note, facts) for facts in ("attendees", "actions", "outcomes"))
    return bool(part_of(note.id)), kinds.index(note.note.kind), -stated, note.id
