"""Parts of addresses: short, safe on every file system, and never two for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import ParsedNote, RawNote
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core.slugs import LONGEST, code_slug, is_safe_address, name_slug, path_slug

UNSAFE = (
    "x\\..\\..\\y",
    "a?b",
    "a#b",
    "con",
    "Nul.txt",
    "a/COM1/b",
    "%2e%2e/x",
    "<script>",
    "a\0b",
    "a\u202eb",
    "../x",
    "a/../b",
    "a/./b",
    "a//b",
    "x/y/index.html/z",
    "trailing.",
    ".hidden",
    "a b",
    "e\u0301",
    "a" * 101,
    "/".join("abcdefghi"),
    "會" * 79,
)

SAFE = ("weekly/2019-09-09", "Weekly_Sync/2019.09", "notes/a/b/", "Протокол/1", "a~b", "_drafts/x")


@pytest.mark.parametrize("address", UNSAFE)
def test_an_address_that_no_page_can_have_is_refused(address: str) -> None:
    assert not is_safe_address(address)


@pytest.mark.parametrize("address", SAFE)
def test_an_address_that_was_published_once_is_taken(address: str) -> None:
    assert is_safe_address(address)


@given(st.text(max_size=400))
def test_a_slug_is_short_and_plain(text: str) -> None:
    for part in (name_slug(text), code_slug(text), *path_slug(text).split("/")):
        assert len(part) <= LONGEST + 2
        assert not part or is_safe_address(part[:LONGEST])


def test_two_long_names_stay_two() -> None:
    one, two = name_slug("a" * 300 + "b"), name_slug("a" * 300 + "c")
    assert one != two
    assert len(one) == len(two) == LONGEST


def read(front_matter: str) -> ParsedNote:
    text = f"---\n{front_matter}\n---\n# Weekly\n"
    return parse(RawNote("a.md", text.encode("utf-8", "surrogatepass")), Settings())


def test_unsafe_aliases_are_left_out_and_named_with_their_line() -> None:
    parsed = read('title: Weekly\naliases: ["old/1", "a?b", "x/..", "a\\0b"]')
    assert parsed.note.front_matter.aliases == ("old/1",)
    (problem,) = [p for p in parsed.problems if p.code == "front-matter-invalid"]
    assert problem.line == 3
    assert "'a?b'" in problem.message
    assert "weekly/2019-09-09" in problem.hint


@pytest.mark.parametrize(
    "front_matter",
    [
        "title: 0x" + "f" * 9000,
        "title: " + "1:" * 9000 + "1",
        "date: 0x" + "f" * 9000,
        "date: [2020-01-01]",
        "title: " + "x" * 10_000,
        "id: [1, 2]",
        "aliases: {a: b}",
        "aliases: [[], [], {}, 1, null]",
        "attendees: [1, 2.5, true, [a], {name: [b]}]",
        "title: 2020-01-01\nseries: 12\nproject: true",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nattendees: *c",
    ],
)
def test_values_of_odd_types_are_problems(front_matter: str) -> None:
    parsed = read(front_matter)
    assert parsed.note.title
    assert {problem.code for problem in parsed.problems} >= {"front-matter-invalid"}
    assert len(parsed.problems) < 10
