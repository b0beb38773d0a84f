"""What Python-Markdown made anchors of leads somewhere still; it is the oracle itself."""

from __future__ import annotations

import re
from dataclasses import replace

import markdown
import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.pages.anchors import former_anchors

EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list"]
TITLE = "# Weekly, 3 March 2020\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "## Über uns & 2.0 (draft)\n\n## Action items\n\n## Action items\n",
        "Straw polls:\n\n- #1 press\n\n- #2 basket: *two*\n    - #2 again\n\n1. #rooms\n",
        "- talk\n    - #talk\n\n## Talk\n\n## Talk\n",
        "## Own {#mine}\n\n## [Two *words*](https://example.org/) {: .a #its }\n\n## Own `x`\n",
        "####### (also a lock) ######\n\n#\n\n## next\n",
        "The end of it,\nand more\n\nAll were there\n------\n",
        "- What about rows?\n- \n- Higher?\n\n- server\n    - late\n    - \n    - no day\n",
        "- > Changing it? (#tests)\n- > #tests now exists\n",
        "    indented\nLast words\n---\n",
        "```\n# a comment\n```\n\n## After\n",
    ],
)
def test_anchors_that_headings_had_are_found(text: str) -> None:
    text = TITLE + text
    parsed = parse(RawNote("a.md", text.encode()), Settings())
    note = replace(parsed.note, home="/a/")
    there = {section.anchor for section in note.sections} | {
        anchor for found in former_anchors([note], "ascii") for anchor in found.values()
    }
    html = markdown.markdown(text, extensions=EXTENSIONS)
    assert {*re.findall(r'<h\d id="([^"]*)"', html)} <= there


# What kramdown-parser-gfm gives for each heading, by its rules: `pages.anchors` tells them.
OF_JEKYLL = {
    "## [#1130](https://example.org/1130) Nominating X": "1130-nominating-x",
    "## Plans": "plans",
    "## 2. Plans, _again_ & `x_y`": "2-plans-again--x_y",
    "##  Plans  ##": "plans-1",
    "## Was -- ist --- los?": "was--ist--los",
    "## Über uns 🎉": "über-uns-",
    "## Own {#mine}": "mine",
    "Plans\n-----": "plans-2",
    f"## {'long ' * 30}end": f"{'long-' * 30}end",
}


def test_anchors_of_jekyll_are_found() -> None:
    text = "\n\n".join(OF_JEKYLL) + "\n\n- # 3 is broken\n"
    note = replace(parse(RawNote("a.md", text.encode()), Settings()).note, home="/a/")
    [found] = former_anchors([note], "github")
    assert {*OF_JEKYLL.values()} <= {*found.values(), *(one.anchor for one in note.sections)}


# What plain kramdown gives for each heading, by its rules: `pages.anchors` tells them.
OF_KRAMDOWN = {
    "## Plans & `x_y`": "plans--xy",
    "## 2. Plans": "plans",
    "## [Plans](https://example.org/)": "planshttpsexampleorg",
    "##  Plans  ##": "plans-1",
    "## 12.": "section",
    "## Own {#mine}": "mine",
}


def test_anchors_of_plain_kramdown_are_found() -> None:
    text = "\n\n".join(OF_KRAMDOWN)
    note = replace(parse(RawNote("a.md", text.encode()), Settings()).note, home="/a/")
    [found] = former_anchors([note], "kramdown")
    assert {*OF_KRAMDOWN.values()} <= {*found.values(), *(one.anchor for one in note.sections)}


@pytest.mark.parametrize(
    "heading",
    ["__config", "\\_\\_search", "`__drawer`", "Own {#__search}", "Mn-top", "Own {#mn-top}"],
)
def test_no_heading_takes_an_anchor_that_the_page_has_for_itself(heading: str) -> None:
    parsed = parse(RawNote("a.md", f"{TITLE}## {heading}\n\n- a\n".encode()), Settings())
    note = replace(parsed.note, home="/a/")
    made = [section.anchor for section in note.sections]
    made += [a for found in former_anchors([note], "lower") for a in found.values()]
    assert len(made) >= 2
    assert not [anchor for anchor in made if anchor.startswith(("__", "mn-"))]
