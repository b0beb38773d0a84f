"""Reports that nothing in a note can break or forge."""

from __future__ import annotations

import json
import re

import markdown
import pytest

from mkdocs_minutes.review.diff_report import (
    DIFF_FORMATS,
    LONGEST_COMMENT,
    MARKER,
    report_difference,
)
from tests.unit.review.archives import APRIL, MARCH, NOTES, archive_of
from tests.whole import compare

HOSTILE = (
    "</details><script>alert(1)</script>",
    "<!-- minutes diff -->",
    "`` ` @everyone #1 https://evil.example/ **bold** | a |",
    "![x](https://evil.example/x.png) [click](javascript:alert(1))",
    "::set-output name=x::y ##[error]boo",
    "\u202eevil\u2066 \x1b[2J \x07",
)


def hostile_report(text: str, form: str) -> str:
    note = MARCH.replace("write up the Basket tests", f"write {text}").replace(
        "Storage meeting, 3", f"Storage {text} meeting, 3"
    )
    path = f"x/{text.replace('/', '_')}.md"
    return report_difference(compare(archive_of(), archive_of({**NOTES, path: note})), form)


def outside_code(markdown: str) -> str:
    """The Markdown without its code spans, whose content nothing reads as markup."""
    spans = re.sub(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", "CODE", markdown)
    return re.sub(r"<code>(?:[\w ]|[^\x00-\x7f]|&#\d+;)*</code>", "CODE", spans)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_from_a_note_is_markup_in_a_comment(text: str) -> None:
    comment = hostile_report(text, "markdown")
    rest = outside_code(comment)
    assert comment.startswith(f"{MARKER}\n")
    assert rest.count(MARKER) == 1
    assert set(re.findall(r"<[^>]*>", rest)) <= {
        MARKER,
        "<details>",
        "<details open>",
        "</details>",
        "<summary>",
        "</summary>",
    }
    assert rest.count("<details") == rest.count("</details>")
    for mark in ("@", "http", "![", "](", "#1", "script"):
        assert mark not in rest


@pytest.mark.parametrize("text", [*HOSTILE, "<area href=javascript:x> a", "`<b onclick=x>`"])
def test_no_tag_of_a_note_is_one_where_details_are_taken_for_html(text: str) -> None:
    comment = hostile_report(text, "markdown")
    harmless = hostile_report("a plain word", "markdown")
    assert tags(markdown.markdown(comment)) <= tags(markdown.markdown(harmless)) | {"code"}


def tags(page: str) -> set[str]:
    """The tags of a page, each with its attributes."""
    return set(re.findall(r"(?<=<)[a-z][^<>]*(?=>)", page, re.IGNORECASE))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_no_line_of_a_report_is_a_command_and_none_holds_control_characters(
    text: str, form: str
) -> None:
    for line in hostile_report(text, form).split("\n"):
        assert not line.startswith(("::", "##["))
        assert line.isprintable()


def test_a_comment_is_never_longer_than_a_forge_takes() -> None:
    notes = {
        f"2021/{n:04}.md": MARCH.replace("3 March 2020", f"{n % 28 + 1} March {1990 + n // 28}")
        for n in range(200)
    }
    comment = report_difference(compare(archive_of(), archive_of({**NOTES, **notes})), "markdown")
    assert len(comment) <= LONGEST_COMMENT
    assert comment.count("<details") == comment.count("</details>")
    assert "more lines: `minutes diff` shows them all." in comment


def test_json_holds_the_facts_with_their_lines() -> None:
    head = archive_of({**NOTES, "2020/03-03.md": MARCH.replace("- [ ] Bo:", "- [x] Bo:")})
    whole = json.loads(report_difference(compare(archive_of(), head), "json"))
    (note,) = whole["notes"]
    (change,) = note["changes"]
    assert (note["state"], change["after"]["line"]) == ("edited", 11)
    assert ["status", "done"] in change["after"]["state"]
    assert whole["facts_changed"] is True


@pytest.mark.parametrize("form", DIFF_FORMATS)
def test_an_archive_may_come_from_nothing_and_go(form: str) -> None:
    empty = archive_of({}, {})
    full = archive_of({"2020/04-07.md": APRIL}, {})
    assert report_difference(compare(empty, full), form)
    assert report_difference(compare(full, empty), form)
