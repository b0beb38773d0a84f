"""Each way of listing who came finds people in its example and nobody in its counter-example."""

import pytest

from mkdocs_minutes.core.extract import nearly_stated
from mkdocs_minutes.core.extract.attendance import RULES, Listing
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings


def rules_of(written: str) -> set[str]:
    parsed = parse(RawNote("2021-03-04.md", f"# Guild call\n\n{written}\n".encode()), Settings())
    return {person.rule for person in parsed.facts.attendees}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_way_of_listing_people_finds_its_example_and_not_what_is_nearly_alike(
    rule: Listing,
) -> None:
    assert rule.name in rules_of(rule.example)
    assert rule.name not in rules_of(rule.counter)


def test_no_two_ways_have_one_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_heading_and_a_label_that_list_nobody_are_told() -> None:
    text = "# Guild call\n\n## Attendees\n\nNobody wrote them down, though many came.\n"
    parsed = parse(RawNote("2021-03-04.md", text.encode()), Settings())
    told = list(nearly_stated(parsed.note, parsed.facts, Settings()))
    assert (3, "attendance-heading") in told
