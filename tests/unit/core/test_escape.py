"""Text that is escaped reads as it did, and is no markup, whoever renders it."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import markdown as python_markdown
import pyromark
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment

from mkdocs_minutes.core.escape import (
    html_markup,
    log_lines,
    markdown,
    markdown_code,
    one_line,
    workflow_data,
    workflow_property,
)

EXTENSIONS = (
    "abbr admonition attr_list def_list fenced_code footnotes md_in_html meta sane_lists tables "
    "toc wikilinks pymdownx.betterem pymdownx.blocks.html pymdownx.caret pymdownx.critic "
    "pymdownx.details pymdownx.emoji pymdownx.highlight pymdownx.inlinehilite pymdownx.keys "
    "pymdownx.magiclink pymdownx.mark pymdownx.snippets pymdownx.superfences pymdownx.tabbed "
    "pymdownx.tasklist pymdownx.tilde pymdownx.progressbar"
).split()

GITHUB = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_DEFINITION_LIST
)


def as_python_markdown(source: str) -> str:
    return str(python_markdown.markdown(source, extensions=EXTENSIONS))


def as_plain_markdown(source: str) -> str:
    return str(python_markdown.markdown(source))


def as_common_mark(source: str) -> str:
    return pyromark.html(source, options=GITHUB)


DIALECTS = (as_plain_markdown, as_python_markdown, as_common_mark)

MARKS = st.text(
    st.sampled_from("""\\`*_[](){}<>#+-.!|~&$^=:@/?%;,"' ab1\n\u202e\x1b"""), max_size=24
)

PIECES = st.lists(
    st.sampled_from(
        """{:onclick=alert(1)} {:.a} {{x}} {%y%} {#z#} @ada @org/team [a](b) [a]: <b> </b> <!--
        --> &lt; &amp; &#60; https://example.org/a_b www.example.org ada@example.org :smile:
        ++ctrl++
        ==mark== ^^ins^^ ~~del~~ !!! ??? === --8<-- *[ab] [^1] [[wiki]] [x] $$ $a$ || ``` ~~~ --- 1.
        a. # ## {++ins++} `code` ![i](u) javascript:alert(1) [=50%] //// #!py
        :::py ;--8<-- - + > \\""".split()
    ),
    max_size=5,
).map(" ".join)


class Read(HTMLParser):
    """The text of a page and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("render", DIALECTS)
@given(st.one_of(MARKS, PIECES))
@example("# 1. {: onclick=alert(1)}\n<script>alert(1)</script>")
@example("C #")
@example("https://example.org/a_b|c and <https://example.org>")
def test_text_in_markdown_reads_as_it_is_and_is_no_markup(
    render: Callable[[str], str], text: str
) -> None:
    read = Read(render(f"- {markdown(text)}\n\nSeries {markdown(text)}\n\n{markdown(text)}\n"))
    line = one_line(text)
    assert words(read.text) == words(f"{line} Series {line} {line}")
    assert read.tags <= {"ul", "li", "p", "code", "a"}
    assert all(
        name == "href" and value.startswith(("http://", "https://"))
        for name, value in read.attributes
    )


@pytest.mark.parametrize("render", DIALECTS)
@given(st.one_of(MARKS, PIECES))
@example("&#1 and &lt")
def test_code_in_markdown_reads_as_it_is_and_is_no_markup(
    render: Callable[[str], str], text: str
) -> None:
    read = Read(render(f"A {markdown_code(text)} b"))
    assert words(read.text) == words(f"A {one_line(text)} b")
    assert read.tags == {"p", "code"}


@given(st.one_of(MARKS, PIECES))
def test_no_template_engine_finds_anything_in_markdown(text: str) -> None:
    for source in (markdown(text), markdown_code(text)):
        assert Environment().from_string(source).render(x="ran") == source


@given(st.text())
def test_a_title_is_escaped_once_whatever_a_theme_does(text: str) -> None:
    title = html_markup(text)
    for template in ("{{ t }}", "{{ t | e }}", "{{ t | striptags | e }}", "{{ t | escape | e }}"):
        for safe in (False, True):
            shown = Environment(autoescape=safe).from_string(template).render(t=title)
            assert "<" not in shown
            assert words(Read(shown).text) == words(one_line(text))


@given(st.lists(st.sampled_from(["::", "##[", "##vso[", "\x1b[", "a", " ", "\n", "\r", "\u202e"])))
def test_no_line_of_a_log_is_a_command(parts: list[str]) -> None:
    for line in log_lines("".join(parts)).split("\n"):
        assert not line.strip().startswith("::")
        assert "##[" not in line
        assert "##vso[" not in line
        assert not set(line) & set("\x1b\r\u202e")


def test_a_command_of_a_workflow_ends_where_we_end_it() -> None:
    assert workflow_data("a\r\n::error::b") == "a%0A::error::b"
    assert workflow_property("a::b,c\n") == "a%3A%3Ab%2Cc%0A"
