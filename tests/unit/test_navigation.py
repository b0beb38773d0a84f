"""What the navigation of a site becomes."""

from __future__ import annotations

from typing import Any

from mkdocs.structure.nav import Link, Section

from mkdocs_minutes.plugin.navigation import drop_empty


def test_sections_of_which_nothing_is_left_go_at_any_depth() -> None:
    links = [Link(title, f"/{title}/") for title in ("home", "trees")]
    items: list[Any] = [links[0], Section("Blog", [links[1], Section("Archive", [])])]
    drop_empty(items)
    assert [item.title for item in items] == ["home", "Blog"]
    assert items[1].children == [links[1]]
    bare: list[Any] = [Section("Blog", [Section("Archive", [])])]
    drop_empty(bare)
    assert bare == []
