"""Conversations on a note's page: stretches that fold without a script."""

from __future__ import annotations

import re

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.pages.talk import AT_MOST, folds
from tests.unit.pages.sites import body, note_page

NAMES = ("Mira Holt", "Owen Price", "Cy Vale")


def log(turns: int, first: int = 0) -> str:
    lines = (
        f"**{NAMES[n % 3]}** 00:{n:02}:10 we talk of rope {n}" for n in range(first, first + turns)
    )
    return "\n".join(lines) + "\n"


def stretches(text: str) -> list[tuple[int, int, str]]:
    note = parse(RawNote("a/2024-05-14.md", text.encode()), Settings()).note
    return [(box.first, box.last, box.summary) for box in folds(note)]


def test_a_conversation_is_cut_at_headings_and_after_some_turns() -> None:
    text = f"# Weekly\n\n## Rope\n\n{log(9)}\n## Boats\n\n{log(AT_MOST + 2, 9)}"
    assert stretches(text) == [
        (5, 14, "00:00:10 – 00:08:10 · Mira Holt, Owen Price, Cy Vale"),
        (17, 41, "00:09:10 – 00:33:10 · Mira Holt, Owen Price, Cy Vale"),
        (42, 43, "00:34:10 – 00:35:10 · Owen Price, Cy Vale"),
    ]


def test_a_few_turns_and_minutes_do_not_fold() -> None:
    assert not stretches(f"# Weekly\n\n{log(5)}")
    assert not stretches("# Weekly\n\nPresent: Mira Holt\n\n- Mira: yes\n")


def test_a_page_holds_each_turn_once_within_its_stretch() -> None:
    html = body(
        note_page({"a/2024-05-14.md": f"# Weekly\n\nHello.\n\n{log(30)}\n## End\n\nBye.\n"})
    )
    parts = re.findall(r"<details class=\"mn-fold mn-talk\">.*?</details>", html, re.DOTALL)
    assert [part.count("<li>") for part in parts] == [AT_MOST, 30 - AT_MOST]
    assert html.count("we talk of rope") == 30
    assert all(part.count("<ul>") == part.count("</ul>") == 1 for part in parts)
    assert html.index("Hello.") < html.index("<details") < html.rindex("</details>")
    assert html.rindex("</details>") < html.index("Bye.")


def test_a_name_is_text_in_what_a_stretch_is_called() -> None:
    turns = "".join(f"00:{n:02}:00\tA & B:\tyes\n" for n in range(9))
    [(_, _, summary)] = stretches(turns)
    assert summary == "00:00:00 – 00:08:00 · A &amp; B"
