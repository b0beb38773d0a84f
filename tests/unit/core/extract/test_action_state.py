"""What words say of how a task stands, in every way in which they can say it."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.extract.action_state import state_in


@pytest.mark.parametrize(
    "words",
    [
        "oil it ✅",
        "✔ oil it",
        "oil it ☑",
        "oil it :white_check_mark:",
        "~~oil it~~",
        "<s>oil it</s>",
        "<DEL>oil it</DEL>",
        "<strike>oil it</strike>",
        "oil it (OK)",
        "oil it DONE by noon",
        "Oil it – Erledigt",
        "Oil it: ГОТОВО",
        "oil it **done**",
        "oil it – sent",
    ],
)
def test_what_is_done_is_so_by_a_word_or_a_mark(words: str) -> None:
    assert state_in(words) == "done"


@pytest.mark.parametrize(
    "words", ["oil it (cancelled)", "oil it\t(won't\u00a0do)", "OIL IT: DROPPED"]
)
def test_what_is_dropped_is_so_by_a_word(words: str) -> None:
    assert state_in(words) == "dropped"


@pytest.mark.parametrize("words", ["oil it", "look at the book", "half-done it", "see the doc", ""])
def test_other_words_leave_a_task_open(words: str) -> None:
    assert state_in(words) == "open"
