"""Lines that come into `mkdocs.yml` leave all others as they are."""

from __future__ import annotations

from difflib import ndiff

import pytest
import yaml

from mkdocs_minutes.adoption.site_file import add_plugin

SHAPES = {
    "list": "site_name: A # ours\nplugins:\n  - search # theirs\n  - blog:\n"
    "      blog_dir: news\n\n# below\ntheme: x\n",
    "list below its key": "plugins:\n- search\n- tags\nmarkdown_extensions:\n"
    "- toc:\n    slugify: !!python/name:a.b\n",
    "one line": "plugins: [search, {tags: {}}] # kept\nnav:\n  - a.md\n",
    "empty": "plugins: []\n",
    "mapping": "plugins:\n  search: {}\n  tags:\n    x: !ENV [A, b]\ntheme: y\n",
    "none": "site_name: A\n# the end\n",
    "at the end without a line's end": "site_name: A\nplugins:\n  - search",
}


class Loader(yaml.SafeLoader):
    pass


Loader.add_multi_constructor("", lambda *_: None)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_plugin_comes_in_and_nothing_else_changes(shape: str) -> None:
    before = SHAPES[shape]
    after = add_plugin(before, "minutes", {"notes": "docs/meetings", "under": "archive"})
    plugins = yaml.load(after, Loader=Loader)["plugins"]
    found = (
        plugins
        if isinstance(plugins, dict)
        else {k: v for e in plugins if isinstance(e, dict) for k, v in e.items()}
    )
    assert found["minutes"] == {"notes": "docs/meetings", "under": "archive"}
    assert list(plugins)[-1] in ("minutes", {"minutes": found["minutes"]})
    gone = [
        line[2:].strip()
        for line in ndiff(before.splitlines(), after.splitlines())
        if line[0] == "-"
    ]
    assert all(line.startswith("plugins: [") for line in gone)
    assert [
        c for c in ("# ours", "# theirs", "# kept", "# below") if c in before and c not in after
    ] == []


@pytest.mark.parametrize("text", ["- a\n", "plugins: x\n", "INHERIT: b.yml\n", "a: [\n", ""])
def test_what_cannot_be_edited_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"its? "):
        add_plugin(text, "minutes", {})
