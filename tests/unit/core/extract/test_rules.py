"""Each rule reads its example and leaves its counter-example, and rules have names of their own."""

from dataclasses import fields
from typing import Any

import pytest

from mkdocs_minutes.core.extract import TABLES
from mkdocs_minutes.core.extract.rules import Rule
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings

HEAD = "# Guild 2021-03-04\n\nPresent: Ann Bell, Bo Crane\n\n## Work\n\n"
SETTINGS = Settings(ticket_patterns=(("Desk", r"DESK/\d+", ""),))
RULES = [rule for table in TABLES for rule in table]


def read_by(written: str) -> set[str]:
    facts = parse(RawNote("2021-03-04.md", (HEAD + written).encode()), SETTINGS).facts
    kinds = (getattr(facts, kind.name) for kind in fields(facts))
    return {getattr(fact, "rule", "") for kind in kinds for fact in kind}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_reads_its_example_and_not_what_is_nearly_alike(rule: Rule[Any, Any]) -> None:
    assert rule.name in read_by(rule.example)
    assert rule.name not in read_by(rule.counter)


def test_no_two_rules_have_one_name() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
