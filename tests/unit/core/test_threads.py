"""Actions followed through a series, related notes, and names like other names."""

from __future__ import annotations

from itertools import count

import pytest

from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core.similar import slips
from mkdocs_minutes.core.threads import PATIENCE
from mkdocs_minutes.pages.changes import turns
from tests.assembling import build


def archive(*bodies: str) -> Archive:
    notes = [
        RawNote(f"2020-01-{day:02}.md", f"# Mill Call, {day} January 2020\n\n{body}\n".encode())
        for day, body in zip(count(1), bodies, strict=False)
    ]
    return build(notes, Registry(), Settings())


def threads(*bodies: str) -> list[tuple[str, int]]:
    return [(thread.status, len(thread.actions)) for thread in archive(*bodies).threads.values()]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("AI (Ann): grease the axle", "AI (Ann): grease the axle", True),
        ("AI (Ann): grease the axle", "AI (Ann): grease the axle (MILL-7)", True),
        ("AI (Ann): grease the big axle", "AI (Ann): Grease the axle, the big one", True),
        ("AI (Ann): grease the axle", "AI (Bob): grease the axle", False),
        ("AI (Ann): grease the axle", "AI (Ann): sweep the floor", False),
        ("AI (Ann): release wheel 1.2.0", "AI (Ann): release wheel 1.3.0", False),
        ("AI (Ann): look at MILL-7", "AI (Ann): look at MILL-8", False),
        ("AI (Ann): order new cogs (MILL-7)", "AI (Ann): fit what came for MILL-7", True),
        ("AI (Ann): order new cogs (MILL-7)", "AI (Bob): fit what came for MILL-7", False),
        ("AI (Ann): order new cogs (MILL-7)", "AI (Bob): order new cogs (MILL-7)", True),
        ("AI (Ann): order MILL-7, MILL-8", "AI (Ann): fit what came for MILL-7", False),
        (
            "AI (Ann): oil the gate and both its hinges",
            "AI (Bob): oil the gate and both its hinges",
            True,
        ),
        ("AI: oil the gate and hinges", "AI (Bob): oil the gate and hinges", True),
        (
            "AI (Ann): mend torn sail cloth",
            "AI (Ann): mend old sails of torn cloth. Ask Bo for sail",
            True,
        ),
        (
            "AI (Ann): mend torn sail cloth",
            "AI (Bob): mend old sails of torn cloth. Ask Bo for sail",
            False,
        ),
        ("AI (Ann): oil the gate", "AI (Ann): continue to oil the gate", True),
        ("AI (Ann): various tickets", "AI (Ann): various tickets, and one for the wheel", False),
        ("AI (Ann): write about the wheel", "AI (Ann): write about the wheel, again", True),
    ],
)
def test_one_action_or_two(first: str, second: str, same: bool) -> None:
    assert threads(f"- {first}", f"- {second}") == (
        [("open", 2)] if same else [("open", 1), ("open", 1)]
    )


@pytest.mark.parametrize(
    ("task", "same"), [("go on with it", False), ("write down what the whole gate costs", True)]
)
def test_few_words_below_two_headings_are_two_actions(task: str, same: bool) -> None:
    bodies = (f"## {topic}\n\nAI: {task}" for topic in ("Sail cloth", "The gate"))
    assert len(threads(*bodies)) == (1 if same else 2)


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("The float of £80 - Ann to get it from the bank.", "The float of £80"),
        ("2.1 The lamp is out. Mrs Ann to call.", "The lamp is out"),
        ("Can we mow the verge? Ann will find out who owns it.", "Can we mow the verge"),
        ("It rained. Ann to print posters.", "Fair"),
        ("It rained. Ann to print posters for the doors of the hall.", ""),
        ("AI (Ann): call", "Fair"),
    ],
)
def test_what_a_task_of_few_words_is_about(said: str, subject: str) -> None:
    notes = archive(f"Present: Ann\n\n## Fair\n\n{said}")
    assert [thread.subject for thread in notes.threads.values()] == [subject]


AXLE, SAIL, HINGE, FLOOR = (
    f"- AI (Ann): {task}"
    for task in ("grease the axle", "mend the sail", "oil it", "sweep the hall")
)


def test_what_a_series_repeats_is_silent_where_it_is_no_longer_listed() -> None:
    found = archive(f"{AXLE}\n{SAIL}\n{HINGE}", f"{AXLE}\n{SAIL}", SAIL)
    assert [series.repeats for series in found.series.values()] == [True]
    axle, sail, hinge = found.threads.values()
    days = [note.rpartition("-")[2] for note in (axle.since, sail.since, hinge.since)]
    assert [axle.status, sail.status, hinge.status] == ["silent", "open", "silent"]
    assert days == ["03", "01", "02"]


def test_what_a_series_never_repeats_stays_open_for_a_while() -> None:
    each_day = [f"- AI (Bo): {letter * 6} the {letter * 9}" for letter in "abcdefghijklmnop"]
    statuses = [status for status, _ in threads(*each_day)]
    assert statuses == ["silent"] * (15 - PATIENCE) + ["open"] * (PATIENCE + 1)


def test_a_year_of_meetings_without_a_list_is_silence() -> None:
    notes = [
        RawNote(f"{year}.md", f"# Mill Call, 2 May {year}\n\n{body}\n".encode())
        for year, body in zip(count(2018), (SAIL, "We met.", "Again.", AXLE), strict=False)
    ]
    sail, axle = build(notes, Registry(), Settings()).threads.values()
    assert (sail.status, sail.since, axle.status) == ("silent", "mill-call/2019-05-02", "open")


@pytest.mark.parametrize(("year", "status"), [(2019, "open"), (2020, "silent"), (2022, "silent")])
def test_a_series_without_meetings_for_a_year_leaves_no_action_open(year: int, status: str) -> None:
    notes = [
        RawNote("a.md", f"# Mill Call, 2 May 2018\n\n{SAIL}\n- [x] Ann: {FLOOR}".encode()),
        RawNote("b.md", f"# Board, 2 May {year}\n\n{AXLE}\n".encode()),
    ]
    found = build(notes, Registry(), Settings())
    (sail,) = (one for one in found.threads.values() if "sail" in one.text)
    (axle,) = (one for one in found.threads.values() if "axle" in one.text)
    assert (sail.status, sail.since, axle.status) == (status, "mill-call/2018-05-02", "open")
    assert [turn for turn, thread in turns(found)[sail.since] if thread == sail.id] == ["new"]


def test_a_silent_note_splits_no_thread_and_ends_none() -> None:
    both = f"{AXLE}\n{SAIL}"
    assert threads(both, both, "Cancelled.", both, "Nobody came.") == [("open", 3), ("open", 3)]
    assert threads(both, both, FLOOR, AXLE)[0] == ("open", 3)


@pytest.mark.parametrize(
    ("report", "status"),
    [
        ("The axle is done.", "done"),
        ("Bo: we met, and the axle has been fixed, at last", "done"),
        ("Ann finished the axle and left.", "done"),
        ("Axle: done", "done"),
        ("Die Axle ist erledigt.", "done"),
        ("The axle is not done.", "open"),
        ("The axle is almost done.", "open"),
        ("When the axle is done, we grind.", "open"),
        ("Is the axle done?", "open"),
        ("The axle will be done.", "open"),
        ("Everything is done.", "open"),
        ("The axle of the cart is done.", "open"),
        ("- AI (Ann): grease the axle\n\nThe axle is done.", "open"),
    ],
)
def test_a_later_note_can_report_in_prose_that_an_action_is_done(report: str, status: str) -> None:
    (thread,) = archive(f"{AXLE}", report).threads.values()
    assert thread.status == status
    assert bool(thread.told) == (status == "done")


def test_a_report_that_fits_two_actions_settles_none() -> None:
    assert threads(f"{AXLE}\n- AI (Bo): paint the axle", "The axle is done.") == [
        ("open", 1),
        ("open", 1),
    ]


def test_what_is_done_and_to_do_again_later_is_another_thread() -> None:
    assert threads(AXLE, f"{AXLE} [DONE]", FLOOR, AXLE) == [("done", 2), ("open", 1), ("open", 1)]


def test_a_thread_keeps_its_address_when_later_notes_follow() -> None:
    axle = "- AI (Ann): grease the axle"
    (short,) = archive(axle).threads
    (long,) = archive(axle, axle, axle).threads
    assert short == long


def test_two_like_actions_of_one_note_are_two_threads() -> None:
    left, right = "- AI (Ann): grease the left axle", "- AI (Ann): grease the right axle"
    found = archive(f"{left}\n{right}", f"{right}\n{left}")
    assert [thread.text for thread in found.threads.values()] == [
        "grease the left axle",
        "grease the right axle",
    ]
    assert [len(thread.actions) for thread in found.threads.values()] == [2, 2]


def test_what_every_note_speaks_of_relates_none() -> None:
    found = archive("- Wheel 1.0.0, Sieve 2.0.0", "- Wheel 1.0.0", "- Wheel 1.0.0, Sieve 2.0.0")
    first, second, third = found.notes.values()
    assert [related.note for related in first.related] == [third.id]
    assert first.related[0].shared == (("version", "sieve/2.0.0"), ("project", "sieve"))
    assert second.related == ()


def test_slips_need_a_frequent_twin() -> None:
    assert list(slips({"Agathe Orth": 5, "Agathe Orh": 1, "Agata Orth": 1})) == [
        ("Agathe Orh", "Agathe Orth")
    ]
    assert list(slips({"GridTool": 9, "GridTools": 1, "GridTool2": 1, "GridTooo": 3})) == []


@pytest.mark.parametrize(
    ("body", "statuses"),
    [
        ("## Actions\n\n- AI (Ann): oil it\n\n### Done\n\n- AI (Bob): sweep it", ["open", "done"]),
        ("### Done\n\nAI (Ann): oil it", ["done"]),
        ("## Erledigt\n\n- TODO Ann: oil it", ["done"]),
        ("- Completed last week:\n  - AI (Ann): oil it\n- AI (Bo): cut it", ["done", "open"]),
        ("## Getting it done\n\n- AI (Ann): oil it", ["open"]),
    ],
)
def test_what_stands_below_a_heading_of_what_is_done_is_done(
    body: str, statuses: list[str]
) -> None:
    assert [status for status, _ in threads(body)] == statuses
