"""A page whose dependencies have the answers they had is the page that it was."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_minutes.pages.dependencies import IN_TABLES, Answers, AskedLookups, Dependency
from mkdocs_minutes.pages.kinds import plan_pages
from mkdocs_minutes.pages.lookups import Lookups
from mkdocs_minutes.pages.model import Page
from mkdocs_minutes.pages.render import render
from tests.telling import telling
from tests.unit.pages.sites import lookups_of

ROOT = Path(__file__).parents[2]
NOTES = {path.name: path.read_text() for path in sorted((ROOT / "seeds").iterdir())}
REGISTRY = {path.name: path.read_text() for path in (ROOT / "content/registry").glob("*.yml")}

EDITS = st.tuples(
    st.sampled_from(sorted(NOTES)),
    st.sampled_from(["cut", "twice", "reword", "act", "add", "beside", "remove"]),
    st.integers(0, 400),
)


@cache
def before() -> tuple[
    Lookups, Mapping[str, tuple[tuple[Dependency, ...], tuple[bytes, ...], Page]]
]:
    """The pages of the seeds, each with what it asked and what it was told."""
    lookups = lookups_of(NOTES, REGISTRY)
    asking, answers, made = AskedLookups(lookups), telling(lookups), {}
    for planned in plan_pages(lookups):
        asking.asked.clear()
        page = render(planned, asking)
        asked = tuple(asking.asked)
        made[planned.uri] = asked, answers(asked), page
    return lookups, made


def edited(name: str, edit: str, line: int) -> dict[str, str]:
    notes = dict(NOTES)
    lines = notes[name].splitlines(keepends=True)
    at = line % len(lines)
    if edit == "add":
        return notes | {"new.md": f"# Weekly, 2 June 2031\n\nPresent: Ada Byron\n\n{lines[at]}"}
    if edit == "beside":
        return notes | {"beside.md": beside(name, lines[at])}
    if edit == "remove":
        del notes[name]
        return notes
    lines[at : at + 1] = {
        "cut": [],
        "twice": [lines[at], lines[at]],
        "reword": [lines[at].rstrip("\n")[:40] + " then\n"],
        "act": [lines[at], "\n", "AI (Brian): write it down\n", "\n"],
    }[edit]
    return notes | {name: "".join(lines)}


def beside(name: str, line: str) -> str:
    """The summary of a seed's meeting, which its page shows as well."""
    archive = before()[0].archive
    note = next(note for note in archive.notes.values() if note.note.path == name)
    head = f"date: {note.note.date}\nseries: {archive.series[note.series].name}\nkind: summary"
    return f"---\n{head}\n---\n# Summary\n\n- Decision: keep it\n\n{line}"


@settings(max_examples=settings().max_examples // 4, deadline=None)
@given(EDITS)
def test_a_table_that_is_as_it_was_answers_as_before(edit: tuple[str, str, int]) -> None:
    _, made = before()
    was, now = Answers(before()[0]), Answers(lookups_of(edited(*edit), REGISTRY))
    asked = {one for found, _, _ in made.values() for one in found if one[0] in IN_TABLES}
    others = {str(one[1]) for one in asked if was.now(one) != now.now(one)}
    assert all(was.table(name) != now.table(name) or not was.table(name) for name in others)


def test_a_table_of_the_same_archive_is_as_it_was() -> None:
    lookups, made = before()
    was, now = Answers(lookups), Answers(lookups_of(NOTES, REGISTRY))
    asked = {one[1] for found, _, _ in made.values() for one in found if one[0] in IN_TABLES}
    assert {name for name in map(str, asked) if not was.table(name)} == {"archive.notes"}
    assert all(was.table(name) == now.table(name) for name in map(str, asked))


def test_noting_dependencies_changes_no_page() -> None:
    lookups, made = before()
    for planned in plan_pages(lookups):
        assert made[planned.uri][2] == render(planned, lookups)


@settings(max_examples=settings().max_examples // 4, deadline=None)
@given(EDITS)
def test_equal_answers_give_equal_pages(edit: tuple[str, str, int]) -> None:
    old, made = before()
    plans = {planned.uri: planned for planned in plan_pages(old)}
    lookups = lookups_of(edited(*edit), REGISTRY)
    answers = telling(lookups)
    for planned in plan_pages(lookups):
        if planned == plans.get(planned.uri):
            asked, answered, page = made[planned.uri]
            if answers(asked) == answered:
                assert render(planned, lookups) == page


@settings(max_examples=settings().max_examples // 4, deadline=None)
@given(EDITS)
def test_an_answer_is_the_former_while_those_that_it_follows_from_are(
    edit: tuple[str, str, int],
) -> None:
    old, made = before()
    new = lookups_of(edited(*edit), REGISTRY)
    was, now = Answers(old), Answers(new)
    told, told_now = telling(old), telling(new)
    for dependency in {one for asked, _, _ in made.values() for one in asked}:
        answer, follows_from, _ = was.now(dependency)
        assert (follows_from is None) == (dependency[0] in IN_TABLES)
        if follows_from and told(follows_from) == told_now(follows_from):
            assert now.now(dependency).hash == answer


@pytest.mark.parametrize("edit", ["reword", "act", "add", "beside"])
def test_an_edit_touches_few_pages(edit: str) -> None:
    _, made = before()
    lookups = lookups_of(edited(min(NOTES), edit, 30), REGISTRY)
    answers = telling(lookups)
    same = [uri for uri, (asked, told, _) in made.items() if answers(asked) == told]
    assert len(same) > len(made) * 0.8
