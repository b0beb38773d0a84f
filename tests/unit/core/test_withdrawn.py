"""Names of people who are withdrawn, in a text."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.redact import mask_path, redact
from mkdocs_minutes.core.settings import Settings, Withdrawn

ADA = Withdrawn(
    ("Ada Lovelace", "Countess"), ("adal",), ("AL",), given=("Ada",), surnames=("Lovelace",)
)
BO = Withdrawn(("José Bótello",), given=("José",), surnames=("Bótello",), shown="Reader 7")
SETTINGS = Settings(withdrawn=(ADA, BO))


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace",
        "ADA LOVELACE",
        "Lovelace, Ada",
        "A. Lovelace",
        "Ada M. Lovelace",
        "Ada\nLovelace",
        "**Ada** Lovelace",
        "Ada&nbsp;Lovelace",
        "ada_lovelace",
        "ada.lovelace",
        "AdaLovelace",
        "Ada L.",
        "Ada",
        "Ada's",
        "Lovelace",
        "Dr Lovelace",
        "Countess",
        "@adal",
        "(adal)",
        "https://forge.example.org/adal",
        "[Ada Lovelace](https://forge.example.org/adal)",
        "AL: yes",
    ],
)
def test_a_withdrawn_name_is_masked(text: str) -> None:
    shown = redact(f"We met {text} there.", SETTINGS).text
    assert "[name removed]" in shown.replace("\n", " ")
    for part in ("ada", "lovelace", "countess"):
        assert part not in shown.lower()
    assert "AL:" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "Ada Smith spoke",
        "Byron Lovelace spoke",
        "adamant",
        "Adapter",
        "canada",
        "AL-3795",
        "ALSO",
        "the ada language",
        "/adalbert",
    ],
)
def test_what_is_somebody_else_or_no_name_stays(text: str) -> None:
    assert redact(text, SETTINGS).text == text


def test_a_pseudonym_takes_the_place_of_each_form() -> None:
    text = "José Bótello, Jose Botello and JOSÉ spoke; Bótello agreed."
    redacted = redact(text, SETTINGS)
    assert redacted.text == "Reader 7, Reader 7 and Reader 7 spoke; Reader 7 agreed."
    assert redacted.removed == ()


def test_nobody_is_read_of_a_mark() -> None:
    text = (
        "# Call, 4 March 2021\n\nPresent: Bo Crane, Ada Lovelace (adal), Cy Dale\n\n"
        "AI (Ada Lovelace): write it up\n\nAda: I agree\n"
    )
    parsed = parse(RawNote("a.md", text.encode()), SETTINGS)
    assert [one.name for one in parsed.facts.attendees] == ["Bo Crane", "Cy Dale"]
    assert "Ada" not in repr(parsed)
    [action] = parsed.facts.actions
    assert action.owners == ()


def test_names_of_files_are_masked_too() -> None:
    assert mask_path("talks/2021-03-04-ada-lovelace.md", SETTINGS) == (
        "talks/2021-03-04-[name removed].md"
    )
