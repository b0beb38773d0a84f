"""One ticket has one id in an archive, whichever way its notes spell the repository."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from tests.assembling import build

GITHUB = "https://github.com"
LINKS = f"{GITHUB}/loom/warp/pull/1 and {GITHUB}/loom/warp/issues/2"


def tickets(*bodies: str) -> set[str]:
    notes = [
        RawNote(f"2024-03-{day:02}.md", f"# Loom Board\n\n## Looms\n\n- {body}\n".encode())
        for day, body in enumerate(bodies, 1)
    ]
    return set(build(notes, Registry(), Settings()).tickets)


@pytest.mark.parametrize(
    "spelling",
    [
        "loom/warp#12",
        "Loom/Warp#12",
        f"[#12]({GITHUB}/LOOM/warp/issues/12)",
        f"{GITHUB}/loom/warp/pull/12#discussion",
        "PR #12",
        "GH-12",
        "issues #12 and #1",
        f"[loom/old#12]({GITHUB}/loom/warp/issues/12)",
    ],
)
def test_a_ticket_has_one_id(spelling: str) -> None:
    assert tickets(LINKS, "loom/warp#12", spelling) == {f"loom/warp#{n}" for n in (1, 2, 12)}


def test_a_moved_ticket_is_one_where_a_link_tells() -> None:
    moved = f"[loom/old#12]({GITHUB}/loom/warp/issues/12)"
    assert tickets("loom/old#12, loom/old#13", moved) == {"loom/warp#12", "loom/old#13"}
    elsewhere = f"[loom/old#12]({GITHUB}/loom/weft/issues/12)"
    assert "loom/old#12" in tickets("loom/old#12", moved, elsewhere, "loom/old#12")


@pytest.mark.parametrize("other", [f"{GITHUB}/loom/weft/issues/2", "loom/weft#3"])
def test_of_two_repositories_none_is_guessed(other: str) -> None:
    assert "#12" in tickets(LINKS, other, "PR #12")


def test_one_link_makes_no_repository() -> None:
    assert "#12" in tickets(f"{GITHUB}/loom/warp/pull/1", "PR #12")


def test_a_number_beyond_those_of_a_repository_is_none_of_it() -> None:
    assert "#4512" in tickets(LINKS, "PR #4512")
    assert "loom/warp#4512" in tickets(LINKS, f"{GITHUB}/loom/warp/pull/4000", "PR #4512")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("The wheel squeaks (#1182)", {"#1182"}),
        ("#1182 is done, #1190 waits", {"#1182", "#1190"}),
        (f"{LINKS}: blocked by #118", {"loom/warp#1", "loom/warp#2", "#118"}),
        (f"[#118]({GITHUB}/loom/warp/issues/118), and #118 again", {"loom/warp#118"}),
        # A colour, a plot, what a word with a capital numbers, and what stands alone.
        ("The colours #102030 and #445", set()),
        (f"{LINKS}: plot #118, Motion #119", {"loom/warp#1", "loom/warp#2"}),
        ("It was visitor #1000", set()),
        ("#12 and #13", set()),
    ],
)
def test_a_long_number_alone_is_a_ticket_where_others_are(said: str, found: set[str]) -> None:
    assert tickets(said) == found
