"""The pages of a long list keep their addresses and what they show when notes are added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_minutes.pages.dependencies import AskedLookups, Dependency
from mkdocs_minutes.pages.kinds import plan_pages
from mkdocs_minutes.pages.lookups import Lookups
from mkdocs_minutes.pages.model import PlannedPage
from mkdocs_minutes.pages.paging import Cut, cut_by_weight
from mkdocs_minutes.pages.render import render
from mkdocs_minutes.search.passages import in_order, passages
from tests.telling import telling
from tests.unit.pages.sites import FORGE, broken_links, lookups_of, page, rendered

SMALL = replace(FORGE, page_size=10)


def weeklies(count: int) -> dict[str, str]:
    """Notes of so many weeks, each with actions and an outcome of its own, and with what recurs."""
    days = [date(2030, 1, 1) + timedelta(weeks=week) for week in range(count)]
    return {
        f"{day}.md": f"# Pier Weekly, {day}\n\nPresent: Ann Bell, Bo Carr\n\n## Winch\n\n"
        f"- Ann Bell oiled part {week} of the Winch\n- Winch 1.{week}.0 released\n"
        f"- AI (Ann Bell): {_word(week)} the {_word(week + 7)} {_word(2 * week + 3)}\n\n"
        f"Decision: the flag of week {week} is hoisted.\n"
        for week, day in enumerate(days)
    }


def _word(number: int) -> str:
    """A word that is unlike those of other numbers."""
    return blake2b(bytes([number % 256]), digest_size=5).hexdigest().translate(_LETTERS)


_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@pytest.fixture(scope="module")
def before() -> Lookups:
    return lookups_of(weeklies(40), options=SMALL)


@pytest.fixture(scope="module")
def after() -> Lookups:
    return lookups_of(weeklies(41), options=SMALL)


@given(st.integers(0, 500), st.integers(1, 40))
def test_the_pages_of_a_list_hold_each_entry_once_and_none_more_than_fits(
    entries: int, size: int
) -> None:
    cut = Cut(entries, size)
    parts = [range(entries)[cut.part(number)] for number in range(cut.count, 0, -1)]
    assert [entry for part in parts for entry in part] == [*range(entries)]
    assert all(len(part) <= size and (part or not entries) for part in parts)
    assert all(
        cut.number(entry) == cut.count - at for at, part in enumerate(parts) for entry in part
    )


@given(st.integers(1, 500), st.integers(2, 40))
def test_an_entry_on_top_of_a_list_moves_no_other_to_another_page(entries: int, size: int) -> None:
    old, new = Cut(entries, size), Cut(entries + 1, size)
    moved = [at for at in range(entries) if old.number(at) != new.number(at + 1)]
    assert not moved or new.count == old.count + 1  # the first page has been cut in two
    assert all(old.number(at) == old.count for at in moved)
    numbers = range(1, old.count)
    assert [old.part(one) for one in numbers] == [
        slice(part.start - 1, part.stop - 1) for part in map(new.part, numbers)
    ]


@given(st.lists(st.integers(1, 12), max_size=60), st.integers(1, 20))
def test_what_weighs_is_cut_alike_whatever_comes_on_top(weights: list[int], size: int) -> None:
    pages = cut_by_weight(range(len(weights)), weights, size)
    assert [one for part in pages for one in part] == [*range(len(weights))]
    more = cut_by_weight(range(len(weights) + 1), [1, *weights], size)
    kept = len(pages) - 1
    assert [tuple(one - 1 for one in part) for part in more[len(more) - kept :]] == [*pages[1:]]


def test_the_first_page_has_the_list_s_address_and_the_last_is_number_one(before: Lookups) -> None:
    listed = [one for one in plan_pages(before) if one.kind == "notes"]
    assert [one.uri for one in listed] == [
        "notes/",
        *(f"notes/page/{number}/" for number in (4, 3, 2, 1)),
    ]
    first, last = page(before, "notes/"), page(before, "notes/page/1/")
    told = ("40 notes", "2030-10-01", 'aria-current="page">First<')
    assert [one in first for one in told] == [True, True, True]
    assert [one in last for one in told] == [False, False, False]
    assert 'aria-current="page">1<' in last
    assert list(broken_links(rendered(before))) == []


def test_a_later_page_leads_back_to_the_first_one_by_name(before: Lookups) -> None:
    for uri, name in (("people/ann-bell/", "Ann Bell"), ("series/pier-weekly/", "Pier Weekly")):
        first, last = page(before, uri), page(before, f"{uri}page/1/")
        back = f'<a href="../../index.html">{name}</a>'
        assert back in last.partition("</nav>")[0]
        assert back not in first.partition("</nav>")[0]


def test_one_more_note_leaves_the_later_pages_of_lists_as_they_are(
    before: Lookups, after: Lookups
) -> None:
    made, planned = _made(before), {one.uri: one for one in plan_pages(after)}
    later = {
        uri: one
        for uri, (one, _, _) in made.items()
        if "/page/" in uri and not one.kind.startswith(("actions-", "silent-actions-"))
    }
    assert len(later) > 25
    answers = telling(after)
    fallen = {
        uri
        for uri, one in later.items()
        if planned.get(uri) != one or answers(made[uri][1]) != made[uri][2]
    }
    near_the_top = {uri for uri, one in later.items() if one.before < 3}
    assert fallen <= near_the_top
    assert len(fallen) < len(later) / 3


def test_one_more_note_makes_no_page_of_an_older_one_anew(before: Lookups, after: Lookups) -> None:
    made, answers = _made(before), telling(after)
    kinds = ("note", "version", "ticket-group")
    fallen = {
        uri
        for uri, (one, asked, told) in made.items()
        if one.kind in kinds and answers(asked) != told
    }
    assert len(fallen) <= 8, sorted(fallen)


def test_one_more_note_leaves_the_passages_of_older_ones(before: Lookups, after: Lookups) -> None:
    asking = AskedLookups(before)
    told, answers = telling(before), telling(after)
    fallen = []
    for note in in_order(before.archive):
        asking.asked.clear()
        passages(note, asking)
        asked = (*asking.asked, ("at", "archive.notes", note.id))
        if answers(asked) != told(asked):
            fallen.append(note.id)
    assert len(fallen) <= 4, fallen


def _made(
    lookups: Lookups,
) -> Mapping[str, tuple[PlannedPage, tuple[Dependency, ...], tuple[bytes, ...]]]:
    """Each page with what it asks, and a hash of what it is told."""
    asking, answers, found = AskedLookups(lookups), telling(lookups), {}
    for planned in plan_pages(lookups):
        asking.asked.clear()
        render(planned, asking)
        asked = tuple(asking.asked)
        found[planned.uri] = planned, asked, answers(asked)
    return found


def test_a_page_of_a_topic_far_from_the_last_one_leads_to_it_no_more() -> None:
    short, long = (lookups_of(weeklies(count)) for count in (25 * 6, 25 * 6 + 1))
    (uri,) = {one.uri for one in plan_pages(short) if one.kind == "topic" and one.number == 1}
    first, far, near = (
        [page(made, where) for made in (short, long)]
        for where in (uri, f"{uri}page/2/", f"{uri}page/3/")
    )
    assert far[0] == far[1]
    assert near[0] != near[1]
    assert ["page/6/" in first[0], "page/7/" in first[1]] == [True, True]
    assert far[0].count("mn-pager__gap") == 1
