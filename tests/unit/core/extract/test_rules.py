"""Each rule reads its example and leaves its counter-example, and rules have names of their own."""

from dataclasses import fields, replace
from typing import Any

import pytest

from mkdocs_minutes.core.extract import TABLES
from mkdocs_minutes.core.extract.owners import FORMS, KnownNames, OwnerForm, Words, known_names
from mkdocs_minutes.core.extract.rules import Rule
from mkdocs_minutes.core.extract.version_signs import SIGNS, Sign
from mkdocs_minutes.core.extract.versions import judged_versions
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Attendee, RawNote, Span
from mkdocs_minutes.core.settings import Settings

HEAD = "# Guild 2021-03-04\n\nPresent: Ann Bell, Bo Crane\n\n## Work\n\n"
SETTINGS = Settings(redact=(), ticket_patterns=(("Desk", r"DESK/\d+", ""),))
RULES = [rule for table in TABLES for rule in table]


def read_by(written: str) -> set[str]:
    facts = parse(RawNote("2021-03-04.md", (HEAD + written).encode()), SETTINGS).facts
    kinds = (getattr(facts, kind.name) for kind in fields(facts))
    return {getattr(fact, "rule", "") for kind in kinds for fact in kind}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_reads_its_example_and_not_what_is_nearly_alike(rule: Rule[Any, Any]) -> None:
    assert rule.name in read_by(rule.example)
    assert rule.name not in read_by(rule.counter)


def decided_by(written: str) -> set[str]:
    note = parse(RawNote("2021-03-04.md", (HEAD + written).encode()), SETTINGS).note
    return {name for _, name in judged_versions(note)}


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_a_sign_decides_about_its_example_and_not_about_what_is_nearly_alike(sign: Sign) -> None:
    assert sign.name in decided_by(sign.example)
    assert sign.name not in decided_by(sign.counter)


def test_no_two_rules_have_one_name() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)


OTHER_THINGS = r"""
# **Lamp Format Board #4, 5 August 2022**

## **1\. Welcome**

## **2\. Roll call**

### **2.1 Members**

## **3\. Lamp Format 2.0**

- The Lamp Format 2.0 draft was sent
- See Appendix B 4.1, Club Bylaws 3.2.1 and Code of Conduct 1.3
- doi:10.5555, arXiv 2101.00001 and SARS-CoV-2.x
- glow --lamp-height 2.5 --wick=0.3 -t 1.5
- 2.5 trillion lamps
- Lamp Tools 1.4 is out, v0.2 of Wick too
"""


def test_numbers_of_sections_papers_options_and_amounts_are_no_versions() -> None:
    parsed = parse(RawNote("2022-08-05.md", OTHER_THINGS.encode()), Settings())
    read = [
        (one.number, one.beside and parsed.note.quote(one.beside)) for one in parsed.facts.versions
    ]
    lamp = ("2.0", "Lamp Format")
    assert read == [lamp, lamp, ("1.4", "Lamp Tools"), ("0.2", None)]


OFF = (False, False)
LISTED = tuple(Attendee(name, Span(0, 8)) for name in ("Ann Bell", "Carl Diaz"))
ANN = known_names(LISTED)


def form_of(written: str, known: KnownNames = ANN) -> str:
    words = Words(written, 0, len(written), len(written) - len(written.lstrip("*_`[")), known, *OFF)
    return next((form.name for form in FORMS if form.read(words)), "")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_of_owners_reads_its_example_and_not_what_is_nearly_alike(form: OwnerForm) -> None:
    known = replace(ANN, linked={0: len("Eve Dunn")}) if form.name == "linked" else ANN
    assert form_of(form.example, known) == form.name
    for counter in form.counter.splitlines():
        assert form_of(counter, known) != form.name


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("buy chalk (together with Ann Bell)", ""),
        ("Kreide kaufen (Zusammen mit Ann Bell)", ""),
        ("acheter la craie - Avec Ann Bell", ""),
        ("comprar tiza -> Con Ann", ""),
        ("buy chalk (Metta Bell)", "behind"),
        ("buy chalk (Con Bell)", "behind"),
    ],
)
def test_who_helps_is_no_owner_unless_the_note_lists_such_a_name(written: str, form: str) -> None:
    assert form_of(written, known_names((*LISTED, Attendee("Con Bell", Span(0, 8))))) == form
