"""What the navigation of a site becomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Link, Navigation, Section

from mkdocs_minutes.pages.model import PlannedPage
from mkdocs_minutes.plugin.long_navigation import ALIKE, LongNavigation
from mkdocs_minutes.plugin.navigation import drop_empty, pages_in
from mkdocs_minutes.plugin.page import ArchivePage


def test_sections_of_which_nothing_is_left_go_at_any_depth() -> None:
    links = [Link(title, f"/{title}/") for title in ("home", "trees")]
    items: list[Any] = [links[0], Section("Blog", [links[1], Section("Archive", [])])]
    drop_empty(items)
    assert [item.title for item in items] == ["home", "Blog"]
    assert items[1].children == [links[1]]
    bare: list[Any] = [Section("Blog", [Section("Archive", [])])]
    drop_empty(bare)
    assert bare == []


CONFIG = MkDocsConfig()
CONFIG.load_dict({"site_name": "A site"})


def note(name: str, title: str = "Weekly") -> ArchivePage:
    file = File(f"{name}.md", "docs", "site", use_directory_urls=True)
    planned = PlannedPage(f"{name}/", "note", title, source=f"{name}.md")
    page = ArchivePage(planned, file, CONFIG, "", indexed=False)
    page.title = title
    return page


def navigation(items: Sequence[Any]) -> Navigation:
    nav = Navigation(list(items), list(pages_in(items)))
    for page, behind in zip(nav.pages, nav.pages[1:], strict=False):
        page.next_page, behind.previous_page = behind, page
    return nav


def places(items: Sequence[Any]) -> dict[str, str]:
    return {uri: place.key for uri, place in LongNavigation(navigation(items)).places.items()}


def test_notes_amid_a_long_list_stand_alike_and_those_at_its_ends_do_not() -> None:
    notes = [note(f"n{number:02}") for number in range(60)]
    found = places([Section("Notes", [*notes])])
    assert list(found) == [f"n{number:02}/" for number in range(10, 50)]
    assert len(set(found.values())) == 1


def test_notes_do_not_stand_alike_around_what_a_theme_shows_otherwise() -> None:
    for odd in (note("x/index"), note("odd", "<b>Odd</b>"), Link("Elsewhere", "/")):
        notes = [note(f"n{number:03}") for number in range(100)]
        found = places([Section("Notes", [*notes[:50], odd, *notes[50:]])])
        assert list(found) == [f"n{number:03}/" for number in (*range(10, 40), *range(60, 90))]
        assert len(set(found.values())) == 2 - isinstance(odd, ArchivePage)
    notes = [note(f"n{number:03}") for number in range(100)]
    assert "n050/" in places([Section("Notes", [*notes]), Section("Old", [*notes[:11]])])
    assert "n020/" not in places([Section("Notes", [*notes]), Section("Old", [*notes[:11]])])


def test_few_notes_or_short_lists_have_no_places_of_their_own() -> None:
    assert places([Section("Notes", [note(f"n{number}") for number in range(50)])]) == {}
    short = [Section(f"S{at}", [note(f"s{at}/n{one}") for one in range(ALIKE)]) for at in range(4)]
    assert places(short) == {}
