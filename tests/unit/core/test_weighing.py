"""Who is a person, weighed over all notes: one sighting decides nothing for the archive."""

from __future__ import annotations

from itertools import permutations

import pytest

from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.registry import PersonEntry, Registry
from mkdocs_minutes.core.settings import Settings
from tests.assembling import build

NOTHING = Registry()


def archive(*bodies: str, registry: Registry = NOTHING, title: str = "Loom Board") -> Archive:
    notes = [
        RawNote(f"2024-03-{day:02}.md", f"# {title}\n\n{body}\n".encode())
        for day, body in enumerate(bodies, 1)
    ]
    return build(notes, registry, Settings())


def people(*bodies: str, registry: Registry = NOTHING) -> list[str]:
    return [person.name for person in archive(*bodies, registry=registry).people.values()]


def present(*names: str) -> str:
    return "## Attendees\n\n" + "\n".join(f"- {name}" for name in names)


TALK = "\n\n## Looms\n\n- warp"


@pytest.mark.parametrize(
    ("bodies", "wanted"),
    [
        # A comma is missing once: two short names, two full ones.
        (("Ann, Bo, Cy", "Ann, Bo, Cy", "Ann, Bo Cy"), ["Ann", "Bo", "Cy"]),
        (
            ("Ann Bell, Bo Cole", "Ann Bell, Bo Cole", "Ann Bell Bo Cole, Di Ek"),
            ["Ann Bell", "Bo Cole", "Di Ek"],
        ),
        # A full name whose halves are not more frequent stays one.
        (("Ann, Bo Cy", "Ann, Bo Cy", "Bo Cy, Di"), ["Ann", "Bo Cy", "Di"]),
    ],
)
def test_a_missing_comma_marries_nobody(bodies: tuple[str, ...], wanted: list[str]) -> None:
    assert people(*(f"Present: {body}" for body in bodies)) == wanted


def test_both_attend_where_a_comma_is_missing() -> None:
    found = archive("Present: Ann, Bo, Cy", "Present: Ann, Bo, Cy", "Present: Ann, Bo Cy")
    last = list(found.notes.values())[-1]
    assert [one.person for one in last.attendance] == ["ann", "bo", "cy"]
    assert [doubt.written for doubt in last.doubts] == ["Bo Cy"]


def test_a_team_that_owns_an_action_unmakes_no_project() -> None:
    found = archive(
        "Present: Ann, Bo\n\n- KettleWMS 1.7\n- Wringer 2.5 is out",
        "Present: Ann, Bo\n\n- KettleWMS 1.8 is out",
        "Present: Ann, Bo\n\n- AI (KettleWMS devs): mend the lid",
    )
    assert "kettlewms" in found.projects
    assert {"kettlewms/1.7", "kettlewms/1.8"} <= set(found.versions)
    assert [person.name for person in found.people.values()] == ["Ann", "Bo"]


@pytest.mark.parametrize(
    "team",
    ["%-Team", "% maintainers", "équipe %", "zespół %", "%チーム", "команда %"],
)
def test_a_team_of_any_language_unmakes_no_project(team: str) -> None:
    found = archive(
        "Present: Ann, Bo\n\n- KettleWMS 1.7 is out",
        f"Present: Ann, Bo\n\n- AI ({team.replace('%', 'KettleWMS')}): mend it",
    )
    assert "kettlewms/1.7" in found.versions


def test_a_word_is_a_name_on_a_line_of_names() -> None:
    assert people("Present: Mwangi, Astrid, Col") == ["Astrid", "Col", "Mwangi"]
    assert people(present("Mwangi", "Astrid", "Elections")) == ["Astrid", "Mwangi"]
    assert people("Present: Mwangi, Col") == ["Mwangi"]


def test_a_person_of_more_notes_than_a_number_stays_a_person() -> None:
    listed = present("Flax", "Ann")
    found = archive(listed, listed, present("Flax", "Ann") + "\n\n## Talk\n\n- Flax 2.0 is a joke")
    assert "flax" in found.people
    assert not found.projects


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (("Ann Bell", "Erik Zahn"), ("Ann Bell", "erikzahn"), ["Ann Bell", "Erik Zahn"]),
        (("Ann Van-der Berg",), ("Ann VanDer Berg",), ["Ann Van-der Berg"]),
        (("José Ek", "*Ann Bell"), ("Jose Ek", "+Ann Bell"), ["Ann Bell", "Jose Ek"]),
        (("Ann Bell annb", "Cy"), ("Ann Bell", "annb"), ["Ann Bell", "Cy"]),
        (("Ann Bell @annb",), ("annb", "Cy Dunn"), ["Ann Bell", "Cy Dunn"]),
    ],
)
def test_one_person_is_one_entry(
    first: tuple[str, ...], second: tuple[str, ...], wanted: list[str]
) -> None:
    assert people(present(*first) + TALK, present(*second) + TALK) == wanted


@pytest.mark.parametrize("login", ["xq-z77", "ab_cd", "loom-lake"])
def test_a_login_that_one_note_gives_beside_a_name_is_that_person_s(login: str) -> None:
    first = present(f"Ann Bell (@{login})", "Bo Crane")
    assert people(first, present(f"@{login}", "Bo Crane"), present(login)) == [
        "Ann Bell",
        "Bo Crane",
    ]


def test_initials_are_nobody_unless_a_list_explains_them() -> None:
    table = "| Name | Abbreviation |\n|--|--|\n| Ann Bell | ABL |\n| Cy Dunn | CD |"
    found = archive(f"## Attendees\n\n{table}", "Attendees: ABL, CD\n\nABL: hello", present("XYZ"))
    assert [person.name for person in found.people.values()] == ["Ann Bell", "Cy Dunn"]
    second = list(found.notes.values())[1]
    assert [one.person for one in second.attendance] == ["ann-bell", "cy-dunn"]


@pytest.mark.parametrize(
    ("names", "notes", "wanted"),
    [
        (("Ann Bell", "Cy Dunn"), 3, ["Ann Bell", "Cy Dunn", "TK"]),
        # Too few notes, and those of somebody whom a note names in full.
        (("Ann Bell", "Cy Dunn"), 2, ["Ann Bell", "Cy Dunn"]),
        (("Ann Bell", "Tom Kerr"), 3, ["Ann Bell", "Tom Kerr"]),
    ],
)
def test_whom_all_call_by_initials_is_called_so(
    names: tuple[str, ...], notes: int, wanted: list[str]
) -> None:
    told = "\n\n## Roles\n\n- Facilitator: TK"
    assert people(*[present(*names, "TK") + told] * notes) == wanted


def test_initials_of_two_people_are_neithers() -> None:
    table = (
        "| Name | Abbreviation |\n|--|--|\n| Ann Bell | ABL |\n| Al Bull | ABL |\n| Cy Dunn | CDN |"
    )
    found = archive(f"{table}\n\nABL: dry.\n\nCDN: wet.")
    (note,) = found.notes.values()
    assert [doubt.written for doubt in note.doubts] == ["ABL"]


def test_a_name_that_begins_with_initials_does_not_claim_them_in_the_text() -> None:
    found = archive(present("Ann Bell", "JS Rowfield"), "Present: Ann Bell\n\nThe JS looms are up.")
    second = list(found.notes.values())[1]
    assert [mention.written for mention in second.mentions] == ["Ann Bell"]


@pytest.mark.parametrize(
    "body",
    [
        # A topic and a firm in places of owners, a host's firm and town, a verdict before a colon.
        present("Ann Bell", "Cy Dunn") + "\n\n## Actions\n\n- Repaint: hulls, masts",
        present("Ann Bell", "Cy Dunn") + "\n\n## Actions\n\n- Set up (Ann Bell, Sailkit)",
        "- Host: Ropebolt, San Lucero\n\n" + present("Ann Bell", "Cy Dunn"),
        present("Ann Bell", "Cy Dunn") + "\n\n## Talk\n\nLB Verdict: all in favour",
        # A group, and what one list has by mistake.
        present("Ann Bell", "Cy Dunn", "Loom Team") + TALK,
        present("Ann Bell", "Cy Dunn", "none") + TALK,
        present("Ann Bell", "Cy Dunn", "ASUX elections") + TALK,
    ],
)
def test_what_one_place_alone_makes_a_person_is_none(body: str) -> None:
    assert people(body) == ["Ann Bell", "Cy Dunn"]


def test_the_short_name_of_the_meeting_is_nobody() -> None:
    body = present("Ann Bell", "BoW", "Cy Dunn") + TALK
    found = archive(body, title="Board of Weavers")
    assert [person.name for person in found.people.values()] == ["Ann Bell", "Cy Dunn"]


def test_the_registry_always_wins() -> None:
    registry = Registry(people=(PersonEntry("BoW"), PersonEntry("Loom Team"), PersonEntry("XYZ")))
    body = present("Ann Bell", "BoW", "Loom Team", "XYZ") + TALK
    assert set(people(body, registry=registry)) >= {"BoW", "Loom Team", "XYZ"}


def test_the_order_of_the_notes_changes_nothing() -> None:
    bodies = ("Ann, Bo, Cy", "Ann, Bo Cy", "annb, Ann Bell (annb)", "Bo, Cy, ABL")
    notes = [
        RawNote(f"2024-03-{day:02}.md", f"# Loom Board\n\nPresent: {body}\n".encode())
        for day, body in enumerate(bodies, 1)
    ]
    found = [build(order, NOTHING, Settings()) for order in permutations(notes)]
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize("event", ["Kite Day", "Post-Harvest Weekend", "Lamp Night"])
def test_an_event_that_a_heading_names_is_nobody(event: str) -> None:
    met = present("Ann Bell", "Bo Cole")
    assert people(f"{met}\n\n## Recap: {event}\n\n- rain", met) == ["Ann Bell", "Bo Cole"]


def test_a_day_among_attendees_is_a_surname() -> None:
    assert people(present("Ann Bell", "Doris Day")) == ["Ann Bell", "Doris Day"]


@pytest.mark.parametrize(
    ("bodies", "wanted"),
    [
        # One note of three writes the initial of the surname.
        (("Ann, Bo Crane", "Ann B, Bo Crane", "Ann, Bo Crane"), ["Ann B", "Bo Crane"]),
        (("Ann, Bo Crane", "Ann B., Bo Crane", "Ann Bell, Bo Crane"), ["Ann Bell", "Bo Crane"]),
        # Two initials, or both forms in one list: nobody knows.
        (("Ann, Bo Crane", "Ann B, Bo Crane", "Ann D, Bo Crane"), ["Ann B", "Ann D", "Bo Crane"]),
        (("Ann, Ann B, Bo Crane", "Ann, Bo Crane"), ["Ann", "Ann B", "Bo Crane"]),
    ],
)
def test_a_given_name_with_an_initial_is_its_fuller_form(
    bodies: tuple[str, ...], wanted: list[str]
) -> None:
    assert people(*(f"Present: {body}" for body in bodies)) == wanted


@pytest.mark.parametrize("firm", ["Acme Mills", "Weft", "Lake Sons"])
def test_an_affiliation_that_lost_its_brackets_once_is_nobody(firm: str) -> None:
    usual = f"Present: Ann Bell ({firm}), Bo Crane"
    assert people(usual, usual, f"Present: Ann Bell, {firm}, Bo Crane") == ["Ann Bell", "Bo Crane"]


def test_a_person_whom_one_note_names_in_brackets_stays_one() -> None:
    usual = "Present: Ann Bell, Bo Crane"
    odd = "Present: Ann Bell (Bo Crane), Cy Dunn"
    assert people(usual, usual, odd) == ["Ann Bell", "Bo Crane", "Cy Dunn"]


LOOMKIT = (
    "- LoomKit 1.0 is out\n- LoomKit 1.1 is next",
    "- OpenWeft 1.0 is out\n- OpenWeft 1.1 is next",
)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("## OpenWeft and its dyes\n\nThat is a thing for 1.1.", "loomkit/1.1"),
        ("## OpenWeft and its dyes\n\nOpenWeft: that is a thing for 1.1.", "openweft/1.1"),
        ("- OpenWeft\n    - that is a thing for 1.1", "openweft/1.1"),
        ("## Looms\n\nI wanted to discuss 1.1.1.2.", None),
        ("## Looms\n\nFlax			 137.50\nOpenWeft			 137.50", None),
    ],
)
def test_a_bare_number_is_what_the_notes_are_about(body: str, wanted: str | None) -> None:
    found = archive(*LOOMKIT, body, title="LoomKit meeting")
    claims = list(found.notes.values())[-1].claims
    assert {str(claim.version) for claim in claims} == ({wanted} if wanted else set())


@pytest.mark.parametrize(
    "form",
    ["About 600kb", "LOOM-402 dyes", "Co-Moderator", "co-Treasurers", "agendas", "Loom 2 dyes"],
)
def test_what_no_name_is_made_of_is_nobody_though_one_list_has_it(form: str) -> None:
    assert people(present("Ann Bell", form, "Cy Dole", "Di Ek 3rd")) == [
        "Ann Bell",
        "Cy Dole",
        "Di Ek 3rd",
    ]


def test_a_login_beside_a_whole_name_never_makes_it_another_s() -> None:
    """A bracket that is not closed gives a name the login of the one beside it."""
    first = present("Ann Bell", "Cy Dole @cyd")
    slip = present("Ann Bell @cyd", "Di Ek")
    found = archive(first, first, slip)
    last = list(found.notes.values())[-1]
    assert [one.person for one in last.attendance] == ["ann-bell", "di-ek"]
    assert people(first, first, slip) == ["Ann Bell", "Cy Dole", "Di Ek"]


@pytest.mark.parametrize("form", ["(cyd@loom", "(cyd@loom *Di Ek (di@loom)"])
def test_a_login_on_a_machine_is_read_though_its_bracket_stays_open(form: str) -> None:
    found = archive(present(f"Cy Dole {form}"), present("cyd", "Ann Bell"))
    assert [one.person for one in list(found.notes.values())[-1].attendance][:1] == ["cy-dole"]
