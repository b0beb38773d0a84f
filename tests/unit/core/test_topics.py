"""Topics that the notes of a series come back to, and outcomes with what they are about."""

from __future__ import annotations

from itertools import count

import pytest

from mkdocs_minutes.core.records import Archive, RawNote, TopicId
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core.topic_names import topic_key
from mkdocs_minutes.core.topics import STANDING_FROM, STANDING_IN_IT
from mkdocs_minutes.pages.sitemap import redirects
from tests.assembling import build


def archive(*bodies: str) -> Archive:
    notes = [
        RawNote(f"2020-01-{day:02}.md", f"# Mill Call, {day} January 2020\n\n{body}\n".encode())
        for day, body in zip(count(1), bodies, strict=False)
    ]
    return build(notes, Registry(), Settings())


def topics(*bodies: str) -> list[tuple[str, int]]:
    found = archive(*bodies).topics.values()
    return [(topic.name, len(topic.places)) for topic in found]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sail cloth", "Sail cloth"),
        ("Sail cloth", "3. SAIL CLOTH:"),
        ("Sail cloth (10 min)", "**Sail cloths**"),
        ("Retirement of the old wheel", "Old wheel retirement"),
        ("Sail cloth", "Update on the sail cloth"),
        ("Sail cloth (MILL-7)", "New canvas (MILL-7)"),
        ("Sail cloth #12", "Sail cloth"),
        ("Sail cloth team", "Sail cloth meeting"),
        ("Mill sail cloth", "Sail cloth (revisited)"),
        ("Standing sail cloth reminder", "Sail cloth"),
        ("SMs", "SM"),
    ],
)
def test_headings_of_one_topic(first: str, second: str) -> None:
    found = topics(f"## {first}\n\nIt is torn.", f"## {second}\n\nIt is mended.")
    assert [sections for _, sections in found] == [2]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sail cloth", "Sail rope"),
        ("Release of wheel 1.2", "Release of wheel 1.3"),
        ("Sail cloth (MILL-7)", "Sail rope (MILL-8)"),
    ],
)
def test_headings_of_two_topics(first: str, second: str) -> None:
    assert topics(f"## {first}\n\nIt is torn.", f"## {second}\n\nIt is mended.") == []


@pytest.mark.parametrize(
    "heading",
    [
        "Agenda",
        "Action items",
        "Next meeting",
        "Review of the previous minutes",
        "Attendees (in person)",
        "Approval of last week's minutes",
        "Any other business",
        "Tagesordnung",
        "Tagesordnungspunkte",
        "Meeting started at 19:10",
        "12 March 2020",
        "lake/tools",
        "Mill Call",
        "Mill queue",
        "Meeting highlights",
        "Issues discussed",
        "Pending PRs",
        "Meeting roles",
        "Check-out",
        "Nominated issues",
    ],
)
def test_what_belongs_to_the_form_of_a_meeting_is_no_topic(heading: str) -> None:
    assert topics(f"## {heading}\n\nIt is torn.", f"## {heading}\n\nIt is mended.") == []


def test_whose_report_it_is_is_no_topic() -> None:
    body = "Present: Ann Bell, Bo\n\n## {}\n\n- it rained {}\n\n## Bo\n\n- snow {}"
    assert topics(body.format("Ann", 1, 2), body.format("Ann", 3, 4)) == []
    assert topics(body.format("Sails", 1, 2), body.format("Sails", 3, 4)) == [("Sails", 2)]


def test_a_dated_title_and_a_section_of_nothing_but_names_are_no_topics() -> None:
    titled = "---\ntitle: Mill Call\n---\n\n# Sails of {} May 2020\n\nTorn {}."
    notes = [RawNote(f"2020-05-{d:02}.md", titled.format(d, d).encode()) for d in (3, 4)]
    assert not build(notes, Registry(), Settings()).topics
    body = "Present: Ann Bell, Bo Dane\n\n## Quillmaster\n\n{}"
    assert topics(body.format("Ann Bell"), body.format("Bo Dane")) == []
    assert topics(body.format("No quill"), body.format("One quill")) == [("Quillmaster", 2)]


def test_tags_file_what_a_section_says_under_a_topic() -> None:
    notes = ("## Sails #torn\n\nOne. [[x]]", "## Ropes\n\nTwo #torn and #mill/wheel [[x]].")
    found = archive(*notes, "## Wheel\n\nThree #mill/wheel [[x]] #Wheel").topics.values()
    told = {topic.name: len(topic.places) for topic in found}
    assert told == {"torn": 2, "mill wheel": 2}
    assert not topics("## A\n\nOne #meeting [[x]]", "## B\n\nTwo #meeting [[x]]")


def test_a_heading_without_text_or_with_one_text_is_no_topic() -> None:
    assert topics("## Sail cloth", "## Sail cloth\n\nTorn.") == []
    assert topics(*["## Sail cloth\n\nSee the wall."] * 5) == []
    assert topics(*["## Helpers\n\nPresent: Ann Bell, Bo Dane"] * 2) == []


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("- Sail cloth [#7](x)\n  - Torn.", "* Canvas, mill/sails#7\n  * Mended.", ""),
        ("- Sail cloth (MILL-7)\n  - Torn.", "## Sail cloth, MILL-7\n\nMended.", "Sail cloth"),
        ("- New sail cloth MILL-7. It is torn.", "- MILL-7\n  - Mended.", "New sail cloth MILL-7"),
        ("- We discussed PEP 7 (Wheels) at length.", "It was decided to reject PEP-0007.", "PEP 7"),
        ("- **RFC #12**\n  - Torn.", "## RFC 12: Sails\n\nMended.", "RFC 12"),
        ("draft-bell-sails-03 is out.", "Ann likes draft-bell-sails-04.", "draft-bell-sails"),
        (
            "\\[WIP\\] x\n\n- \\[WIP\\] sails MILL-7\n  - Torn.",
            "- MILL-7\n  - Mended.",
            "[WIP] sails",
        ),
    ],
)
def test_items_on_one_ticket_and_passages_on_one_proposal(
    first: str, second: str, name: str
) -> None:
    found = topics(first, second)
    assert [places for _, places in found] == ([2] if name else [])
    assert all(called.startswith(name) for called, _ in found)


@pytest.mark.parametrize(
    "item",
    [
        "- Sail cloth MILL-7",  # an agenda
        "- TODO Ann: Sail cloth (MILL-7)\n  - Torn.",  # an action
        "- MILL-7, MILL-8\n  - Torn.",
        "Sails by PEP 1, PEP 2, PEP 3 and PEP 4.",
        "See RFC 3.5 and PEP.",
    ],
)
def test_what_takes_up_no_matter(item: str) -> None:
    assert topics(item, item + " So.") == []


def test_an_outcome_below_an_item_is_one_of_its_topic() -> None:
    found = archive("- Sails MILL-7\n  - Torn.\n  - Decision: mend", "- Sails MILL-7\n  - Mended.")
    ((logged,),) = found.outcomes.values()
    assert logged.topic == next(iter(found.topics))
    assert [line for _, line in found.topics[logged.topic].places] == [3, 3]


def test_what_nearly_every_note_has_is_a_standing_item() -> None:
    found = archive(*(f"## Rope duty\n\nDay {n}: {'ab'[n % 2] * n}" for n in range(STANDING_FROM)))
    assert [(t.name, t.standing) for t in found.topics.values()] == [("Rope duty", True)]


@pytest.mark.parametrize(("with_it", "standing"), [(STANDING_IN_IT, True), (8, False)])
def test_what_nearly_every_note_had_for_a_time_is_a_standing_item(
    with_it: int, standing: bool
) -> None:
    days = [f"## Rope duty\n\nDay {n}: {'ab'[n % 2] * n}" for n in range(with_it)]
    found = archive(*days, *["## Sails\n\nNone."] * 16).topics
    assert found[TopicId("mill-call/rope-duty")].standing is standing


def test_a_topic_keeps_its_address_when_later_notes_write_it_otherwise() -> None:
    torn, mended = "## Sail cloth\n\nTorn.", "## Sail cloth update\n\nMended."
    (short,), (long,) = (
        archive(torn, torn + " So.").topics,
        archive(torn, torn + " So.", mended).topics,
    )
    assert short == long == "mill-call/sail-cloth"


def test_topics_that_become_one_keep_both_addresses() -> None:
    torn, rope = "## Sail cloth\n\nTorn.", "## Canvas\n\nTorn too."
    before = archive(torn, rope, torn + " So.", rope + " So.")
    both = archive(torn, rope, torn + " So.", rope + " So.", TORN_7, CANVAS_7)
    assert list(before.topics) == ["mill-call/sail-cloth", "mill-call/canvas"]
    assert list(both.topics) == ["mill-call/sail-cloth"]
    assert redirects(both)["topics/mill-call/canvas/"] == "topics/mill-call/sail-cloth/"
    assert not [old for old in redirects(before) if old.startswith("topics/")]


TORN_7, CANVAS_7 = (f"## {name} (MILL-7)\n\nMended." for name in ("Sail cloth", "Canvas"))


def test_no_words_give_no_key() -> None:
    assert topic_key("") == topic_key("—") == topic_key("the of and") == topic_key("x" * 999) == ()


TORN = "## Sail cloth\n\nIt is torn.\n\n{}"


@pytest.mark.parametrize(
    ("body", "about"),
    [
        (TORN.format("Decision: buy canvas"), "Sail cloth"),
        (TORN.format("### Conclusion\n\nDecision: buy canvas"), "Sail cloth"),
        (
            TORN.format(
                "## Conclusion\n\nDecision: buy canvas\n\n## Rope\n\nOld.\n\n## Conclusion\n\nx"
            ),
            "Sail cloth",
        ),
        ("## Conclusion\n\nDecision: buy canvas", ""),
        ("## Topics\n\n- Sail cloth [#7](x)\n  - Ann\n    - Decision: buy it", "Sail cloth #7"),
        ("- Actions\n  - Sail\n    cloth\n    - torn\n    - Decision: buy it", "Sail cloth"),
        (f"- {'It is torn and so on. ' * 9}\n  - Decision: buy it", ""),
        ("- Sail cloth\n- Decision: buy it", ""),
        ("Decision: buy canvas", ""),
    ],
)
def test_an_outcome_is_about_the_topic_above_it(body: str, about: str) -> None:
    (outcomes,) = archive(body).outcomes.values()
    assert outcomes[0].about == about


def test_a_later_outcome_comes_back_to_one_on_the_same_topic() -> None:
    found = archive(
        TORN.format("Decision: buy canvas"),
        "Decision: sweep the hall on Mondays",
        TORN.format("Decision: buy linen instead"),
        TORN.format("Decision: sew it in May"),
    ).outcomes
    first, sweep, second, third = (logged for (logged,) in found.values())
    notes = list(found)
    assert (first.later, first.superseded) == ((notes[2], 0), True)
    assert (second.earlier, second.supersedes) == ((notes[0], 0), True)
    assert (second.later, second.superseded) == ((notes[3], 0), False)
    assert (third.earlier, sweep.earlier, sweep.later) == ((notes[2], 0), None, None)


def test_what_every_meeting_concludes_comes_back_to_nothing() -> None:
    routine = archive(*["Decision: approve the minutes of last week"] * 5).outcomes
    assert not any(logged.earlier or logged.later for (logged,) in routine.values())
    said = archive(
        "Decision: grind the rye before the barley", "Decision: grind the rye now before the barley"
    ).outcomes
    assert [bool(logged.earlier) for (logged,) in said.values()] == [False, True]


@pytest.mark.parametrize("name", ["Committee check-ins", "Note-taking", "Wrap-up", "Dial-in"])
def test_words_of_form_with_hyphens_name_no_topic(name: str) -> None:
    assert topic_key(name) == ()


@pytest.mark.parametrize(
    "name",
    ["Unresolved questions", "Offene Fragen", "Acciones pendientes", "Nächste Schritte", "Tarefas"],
)
def test_a_heading_of_a_list_names_no_topic_in_any_language(name: str) -> None:
    assert topic_key(name) == ()
    assert topic_key(f"{name} Malta") != ()


def test_a_heading_in_one_word_or_two_is_one_topic() -> None:
    names = ("Buy sheet", "Buysheet", "Buy-sheet update", "Boat sheet", "Build 1 12", "Build 11 2")
    said = (f"## {name}\n\nWhat was said of {name}." for name in names)
    assert topics(*said) == [("Buysheet", 3)]


def test_a_board_named_by_its_initials_is_not_the_topic() -> None:
    notes = [
        RawNote(f"{day}.md", f"# Board of Mills, {day} May 2020\n\n## {name}\n\n{day}".encode())
        for day, name in zip(
            count(3), ("BoM elections", "Elections", "BoM queue", "BoM queue"), strict=False
        )
    ]
    found = build(notes, Registry(), Settings()).topics.values()
    assert [(topic.name, len(topic.places)) for topic in found] == [("Elections", 2)]


def test_a_topic_is_called_by_the_shortest_of_its_frequent_names() -> None:
    names = ("Sail cloth (torn)", "Report on the sail cloth", "Sail cloth", "Sail cloth report")
    said = (f"## {name}\n\nWhat was said: {name}." for name in names)
    assert topics(*said) == [("Sail cloth", 4)]
