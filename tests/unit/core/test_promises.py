"""Who is to do what: owners where minutes write them, and what is owned by nobody."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Facts, RawNote
from mkdocs_minutes.core.settings import Settings

HEAD = "# Bakers, 10 November 2021\n\nPresent: Ada Quinn, Grace Moon\n\n## Ovens\n\n"


def facts(body: str) -> Facts:
    return parse(RawNote("bakers.md", f"{HEAD}{body}\n".encode()), Settings()).facts


@pytest.mark.parametrize(
    ("body", "owners", "words"),
    [
        ("Action:\n@crumb (Bo) to buy flour and yeast", ["@crumb"], "buy flour and yeast"),
        ("Action:\nAda to buy flour", ["Ada"], "buy flour"),
        ("- Action for joss: buy flour", ["joss"], "buy flour"),
        ("- @Bo R To Do: buy flour", ["Bo R"], "buy flour"),
        ("- Grace To Do: buy flour", ["Grace"], "buy flour"),
        ("ACTION: joss to buy flour", ["joss"], "buy flour"),
        ("ACTION: aim to buy flour", [], "aim to buy flour"),
        ("ACTION: hope to buy flour", [], "hope to buy flour"),
        ("**ACTION: buy flour** (Grace) **DONE**", ["Grace"], "buy flour"),
        ("Action: buy flour (Bo, Ada (bread), Grace (cakes, buns))", [], None),
        ("Action: buy flour (Bo, Ada (bread), Grace (all cakes))", ["Bo", "Ada", "Grace"], None),
        ("ACTION (AQ, GM, and others): buy flour", ["AQ", "GM"], "buy flour"),
        ("ACTION: Ada, please buy flour", ["Ada"], "please buy flour"),
        ("ACTION: Ada, who is away, likes rye", [], None),
        ("ACTION-12 on Ada to buy flour", ["Ada"], "buy flour"),
        ("ACT-OVEN-2021-07: AQ - buy flour", ["AQ"], "buy flour"),
        ("- Grace - [Action-OV-2021-08 Buy flour](https://oven.example/8)", ["Grace"], "Buy flour"),
        ("- AQ [AI-OV-12: Buy flour](https://oven.example/8)", ["AQ"], "Buy flour"),
        ("- AI-2021-12 buy flour (Grace)", ["Grace"], "buy flour"),
        ("Actions: Ada to buy flour", ["Ada"], "buy flour"),
    ],
)
def test_owners(body: str, owners: list[str], words: str | None) -> None:
    (action,) = facts(body).actions
    assert [owner.name for owner in action.owners] == owners
    assert words is None or action.text == words


def test_a_marker_may_stand_before_the_tasks_of_several() -> None:
    found = facts("ACTION: Ada to buy flour; Bo to bake it; then all will eat").actions
    assert [(action.owners[0].name, action.text) for action in found] == [
        ("Ada", "buy flour"),
        ("Bo", "bake it; then all will eat"),
    ]


def test_a_line_may_mark_several_within() -> None:
    found = facts(
        "- Rye it is. ACTION: Ada will buy it.  ACTION: Bo to bake it. It is hot."
    ).actions
    assert [(one.owners[0].name, one.text) for one in found] == [
        ("Ada", "buy it."),
        ("Bo", "bake it. It is hot."),
    ]


@pytest.mark.parametrize("body", ["- ACT-UP came", "- ACTION-12 was closed", "- Fact-2021-07: no"])
def test_what_only_looks_like_the_number_of_an_action(body: str) -> None:
    assert facts(body).actions == ()


def test_a_paragraph_above_groups_of_actions_tells_what_they_are() -> None:
    found = facts("## Actions\nDrop what nobody did.\n\n### New\n- buy flour\n\n### Old\n- buy rye")
    assert [action.text for action in found.actions] == ["buy flour", "buy rye"]


def test_an_action_for_a_thing_has_no_owner() -> None:
    assert facts("- Action for documentation: say how to bake").actions == ()


def test_what_somebody_of_the_note_will_do_is_no_decision() -> None:
    found = facts("## Outcomes\n\n- Ada will buy flour\n- Rye will be bought\n- Barley will rise\n")
    assert [(action.text, action.owners[0].name) for action in found.actions] == [
        ("buy flour", "Ada")
    ]
    assert [outcome.text for outcome in found.outcomes] == [
        "Rye will be bought",
        "Barley will rise",
    ]


def test_a_paragraph_ends_the_list_of_outcomes() -> None:
    listed = (
        "## Outcomes\n\n- Rye is bought.\n\n  It is the best that there is in town.\n\nOvens:\n\n"
    )
    found = facts(f"{listed}- They stay.\n\nThink whether there are other ovens\n\n- Steam?\n- Gas")
    assert [outcome.text for outcome in found.outcomes] == [
        "Rye is bought.",
        "They stay.",
    ]
