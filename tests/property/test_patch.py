"""The snapshot that follows from an edit is that of the archive read whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from mkdocs_minutes.core.archive import assemble_edited, assemble_following
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import ParsedNote, RawNote
from mkdocs_minutes.core.registry import Registry, read_registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.review.followed import followed_snapshot
from mkdocs_minutes.review.snapshot import Snapshot, snapshot
from mkdocs_minutes.store.cache import Cache
from mkdocs_minutes.store.readings import find_readings, keep_readings

LINES = (
    "- AI (Ann Bell): write the upgrade guide",
    "- AI (Ann Bell): write the upgrade guide [done]",
    "- AI (Ann): write the upgrade guides",
    "- AI (Zoe Zander): write the upgrade guides",
    "- [ ] Bo Dane: ask the sites about tokens, LOOM-7",
    "- [x] Bo Dane: ask the sites about tokens, LOOM-7",
    "- AI: ask the sites",
    "- Loom 3.5.1 in testing",
    "- Loom 3.5.1 released on 2 March 2021",
    "- Loom 3.5.1 released on 4 March 2021",
    "- Loom 3.5.1 released",
    "- 3.5.2 is planned",
    "- 3.9.1 is planned, 4.1.0 is not",
    "- Loom 3.8.0 and LoomCE 4.0.1 in testing",
    "- Spindle 7.0.1 released",
    "- spindle needs 3.9.1 and 7.1",
    "- [Heddle](https://example.org/git/heddle) and Heddle 3.5.1",
    "- Rework the reed, #12",
    "- See https://github.com/loom/reed/issues/12",
    "- See https://github.com/Loom/reed/issues/13 and loom/reed#14",
    "- See https://github.com/loom/shaft/issues/12",
    "- Settled [loom/old#12](https://github.com/loom/reed/issues/12)",
    "- What became of loom/old#12 and PR #77",
    "- Ann showed the shuttle",
    "- Ann shows the shuttle",
    "- Zoe and Will showed Heddle, LOOM-8 and SHED-3",
    "- Will: we met @annb and @zz",
    "- Dan met Ann Berg, Bo and Tim",
    "- Annn Bell showed the shuttle",
    "- Decision: meet on Tuesdays",
    "- Decision: meet on Mondays",
    "- Decision: meet on Mondays and no longer on Tuesdays, which supersedes the last decision",
    "The meeting was cancelled.",
    "| Sacks | Count |\n| --- | --- |\n| Rye | 7 |\n| Oats | 8 |",
    "| Sacks | Count |\n| --- | --- |\n| Rye | 9 |",
    "Some words.",
    "Call +1 555 010 0199",
    "",
    "## Anything else",
    "## Spindle",
)
REGISTRY = b"- name: Ann Bell\n  aliases: [AB]\n- name: Bea Dane\n  hidden: true\n"
PROJECTS = (
    b"- name: Loom\n  aliases: [The Loom]\n  tickets: [LOOM]\n- name: Shed\n  tickets: [SHED]\n"
)
NAMES = (
    "Ann Bell",
    "Bo Dane",
    "Ann Berg",
    "AnnB",
    "Bea Dane",
    "Zoe Zander (@zz)",
    "Ann Bell (@annb)",
    "Ann Bells",
    "Daniel Oak",
    "Will Day",
    "Will",
    "TimC",
    "TimT",
    "Tim",
    "Jose Ray",
    "José Ray",
    "Spindle",
    "Heddle",
)

lines = st.sampled_from(LINES)
bodies = st.lists(lines, max_size=8)
attendees = st.lists(st.sampled_from(NAMES), max_size=4, unique=True).map(", ".join)
titles = st.sampled_from(["Loom Call", "Board", "Loom Call Meeting", "Spindle Project Weekly"])
days = st.integers(1, 9)
folders = st.sampled_from(["", "loom/", "board/"])
# A day in the name can contradict the one that the note states.
stems = st.sampled_from(["", "2021-03-03-", "2021-06-07-"])
people_files = (RawNote("people.yml", REGISTRY),)
registries = st.sampled_from([(), people_files, (*people_files, RawNote("projects.yml", PROJECTS))])

Text = tuple[str, int, str, list[str], str]
"""Title, day, attendees, body and address of a note."""

# With a kind in place of an address, a note can be a part of the meeting of its day.
addresses = st.sampled_from(["", "", "", "a/b", "c", "=slides", "=transcript", "=summary"])
texts = st.tuples(titles, days, attendees, bodies, addresses)


def raw(path: str, text: Text) -> RawNote:
    title, day, present, body, address = text
    front = f"---\nid: {address}\naliases: [old/{address}]\n---\n" if address else ""
    if address.startswith("="):
        front = f"---\nkind: {address[1:]}\n---\n"
    date = f"{day} March 2021"
    named = f"# Board\n\nDate: {date}" if title == "Board" else f"# {title}, {date}"
    head = f"{front}{named}\n\nPresent: {present}\n\n"
    return RawNote(path, (head + "\n".join(body) + "\n").encode())


@st.composite
def edited(draw: st.DrawFn, text: Text) -> Text:
    """A note after an edit: of its lines, or of its head."""
    title, day, present, body, address = text
    match draw(st.sampled_from(["lines", "lines", "attendees", "title", "day", "address"])):
        case "attendees":
            return title, day, draw(attendees), body, address
        case "title":
            return draw(titles), day, present, body, address
        case "day":
            return title, draw(days), present, body, address
        case "address":
            return title, day, present, body, draw(st.sampled_from(["", "a/b", "d", "=slides"]))
    now = list(body)
    for _ in range(draw(st.integers(1, 2))):
        place = draw(st.integers(0, len(now)))
        now[place : place + draw(st.integers(0, 1))] = draw(st.lists(lines, max_size=1))
    return title, day, present, now, address


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[RawNote], list[RawNote]]:
    """Notes before and after one or two of them were edited, came, went or were renamed."""
    made = draw(st.lists(st.tuples(folders, stems, texts), min_size=1, max_size=6))
    before = {f"{folder}{stem}{n}.md": text for n, (folder, stem, text) in enumerate(made)}
    after = dict(before)
    for number in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(sorted(before)))
        match draw(st.sampled_from(["edit", "edit", "edit", "edit", "add", "remove", "rename"])):
            case "add":
                after[f"{draw(folders)}new-{number}.md"] = draw(texts)
            case "remove":
                after.pop(path, None)
            case "rename" if path in after:
                after[f"{draw(folders)}as-{number}.md"] = after.pop(path)
            case _ if path in after:
                after[path] = draw(edited(after[path]))
    return [raw(*each) for each in before.items()], [raw(*each) for each in after.items()]


@cache
def parsed_alone(note: RawNote) -> ParsedNote:
    """A note as it is read by itself, which the states of an archive have in common."""
    return parse(note, Settings())


def whole(notes: Iterable[RawNote], registry: Registry) -> Snapshot:
    return snapshot(assemble_following(map(parsed_alone, notes), registry, Settings()).archive)


def follow(before: list[RawNote], after: list[RawNote], registry: Registry) -> Snapshot | None:
    """The snapshot that follows from an edit, `None` where all notes would be looked at."""
    with Cache(None) as store:
        made = assemble_following(map(parsed_alone, before), registry, Settings())
        keep_readings(store, made, None, registry, Settings())
        former = find_readings(store, Settings())
        assert former
        assert former.standing
        stand = {note: former.standing.notes[note.path].item.parsed for note in before}
        parsed = [stand.get(note) or parsed_alone(note) for note in after]
        try:
            edited = assemble_edited(parsed, registry, Settings(), former)
        except LookupError:
            return None
        return followed_snapshot(snapshot(made.archive), former, former.standing, edited)


def assert_equal(found: Snapshot, expected: Snapshot) -> None:
    assert found.entities == expected.entities
    assert found.problems == expected.problems
    assert (found.notes, found.addresses) == (expected.notes, expected.addresses)
    assert found.redirects == expected.redirects


@given(edits(), registries)
def test_what_follows_from_an_edit_is_what_is_read_whole(
    notes: tuple[list[RawNote], list[RawNote]], files: tuple[RawNote, ...]
) -> None:
    registry, _ = read_registry(files)
    before, after = notes
    assume(before != after)
    found = follow(before, after, registry)
    event("followed" if found else "read whole")
    if found is not None:
        assert_equal(found, whole(after, registry))


def weekly(changed: Mapping[int, str], without: int = 0) -> list[RawNote]:
    """Notes of ten weeks with a table each, some of which say something else."""
    first = date(2021, 3, 1)
    table = "## Stock\n\n| Sacks | Count |\n| --- | --- |\n| Rye | {} |\n| Oats | 7 |\n"
    agreed = {2: "Decision: buy the mill by the river\n", 6: "Decision: paint the doors\n"}
    return [
        RawNote(
            f"{day.isoformat()}.md",
            f"# Mill Call, {day.isoformat()}\n\nPresent: Ann Bell\n\n{agreed.get(week, '')}\n"
            f"{changed.get(week, table.format(week))}".encode(),
        )
        for week in range(10)
        if (day := first + timedelta(weeks=week)) and week != without
    ]


@pytest.mark.parametrize(
    ("after", "gained"),
    [
        (weekly({4: "No table this week."}), set()),
        (weekly({}, without=5), {"missed/mill-call/2021-04-05"}),
        (
            weekly({7: "Decision: no longer buy the mill by the river\n"}),
            {"superseded/mill-call/2021-03-15/buy-the-mill-by-the-river"},
        ),
        (
            weekly(
                dict.fromkeys(
                    range(1, 4),
                    "## Boats\n\n| Boat | Count |\n| --- | --- |\n| Ark | 7 |\n| Bee | 8 |\n",
                )
            ),
            {"figure/mill-call/boats-ark-count", "figure/mill-call/boats-bee-count"},
        ),
    ],
)
def test_figures_missed_meetings_and_superseded_outcomes_follow(
    after: list[RawNote], gained: set[str]
) -> None:
    registry, _ = read_registry(())
    before = weekly({})
    found = follow(before, after, registry)
    expected = whole(after, registry)
    assert found is not None
    assert_equal(found, expected)
    kinds = ("figure/", "missed/", "superseded/")
    was = {key for key in whole(before, registry).entities if key.startswith(kinds)}
    assert {key for key in found.entities if key.startswith(kinds)} - was == gained
    assert {key for key in was if key.startswith("figure/")} <= found.entities.keys()
    assert "figures/mill-call/stock-rye-count/" in found.addresses
