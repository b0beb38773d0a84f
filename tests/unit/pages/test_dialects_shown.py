"""What the pages of notes in each dialect show: no markup, and every word that is none."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.unit.pages.sites import body, lookups_of, note_page, page

GOLDEN = Path(__file__).parents[2] / "golden"
NOTES = sorted(
    path.relative_to(GOLDEN)
    for path in GOLDEN.glob("dialect-*/*")
    if path.name != "expected.json" and "plain" not in path.name
)
# What is an address, a page that Notion names, or a picture within the text.
DATA = re.compile(r"data:image/[^\s)>]+|(?:https?://|mailto:|\.\./)[^\s()\[\]|>]+")
# The tags of a page of HTML with what they name, and what only a program reads.
TAGS = re.compile(
    r"<head>.*?</head>|<script>.*?</script>|<ac:adf-attribute.*?</ac:adf-attribute>|"
    r"<ac:task-(?:status|id)>[^<]*<[^<>]*>|"
    r"<ac:parameter ac:name=\"(?:colour|server|language)\">[^<]*<[^<>]*>|"
    r"<[!/]?\w[^<>]*>|CDATA",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]{2,}")

# Words of the sources that are markup, addresses, comments, or of use to a program only.
HIDDEN = {
    "asciidoc": "toc left written in rain cols image png sh",
    "captions": "WEBVTT NOTE Kind captions Language en made by program in two lines align start"
    " position cue",
    "captions-of-tasks": "WEBVTT",
    "captions-signed-in": "WEBVTT",
    "chat": "startmeeting topic info",
    "documents": "image",
    "google-code": "summary labels wiki toc max depth RopeLoft http example org",
    "dokuwiki": "NOTOC people yard png code",
    "dokuwiki-tasks": "todo tag",
    "double-brackets": "people vogt notes",
    "mediawiki": "TOC Meeting User class wikitable style color File old png thumb"
    " px ping talk pre Category",
    "mentions": "user mention GARDEN",
    "org": "TITLE DATE Written in rain PROPERTIES ID END TODO DEADLINE Mon LOGBOOK"
    " State from NEXT Fri CLOSED Sat BEGIN SRC sh",
    "org-bodies": "TODO DONE DEADLINE Mon fn",
    "outliner": "collapsed true id dec LOGBOOK CLOCK Wed END Mon TODO DEADLINE Thu query todo",
    "pads": "heavy check mark toc info dart spoiler name time color bf aside hammer",
    "asciidoc-terms": "footnote cols",
    "pads-as-text": "eyes",
    "chat-of-weechat": "tada",
    "restructuredtext-blocks": "admonition replace list table header rows rubric figure png width"
    " alt topic",
    "restructuredtext": "contents depth ref written in rain",
    "textile": "toc there color png info title pre bq",
    "vault-callouts": "dec here",
    "textile-notes": "info fn",
    "vault-statements": "IMPORTANT people",
    "vault": "tags meeting aliases call people ask her for bill Next steps drawings press",
}
MARKUP = re.compile(
    r"\[\[|\]\]|\{\{|\}\}|'''|\{\||\|\}|:::|^=+ |^#\+|%%|^h[1-6]\. |-->|<v |\(\(|^\.\. |^\|===|"
    r"\[/?\w+=\w+\]|:\w+:$",
    re.MULTILINE,
)


def test_what_blocks_of_other_notes_say_stands_where_they_are_named() -> None:
    block = "66dec1a0-1111-4222-8333-444455556666"
    there = f"# A\n\n- TODO call [[Bo]] <now>\n  id:: {block}\n\nThe rope is old. ^a1b2\n"
    here = f"# B\n\n- ![[one#^a1b2]] and (({block})) and [[one#^none]]\n"
    lookups = lookups_of({"x/two.md": here, "x/one.md": there})
    [note] = (id for id, note in lookups.archive.notes.items() if note.note.path == "x/two.md")
    html = body(page(lookups, f"notes/{note}/"))
    assert '<q class="mn-quote">The rope is old.</q> <a href' in html
    assert '<q class="mn-quote">call Bo &lt;now&gt;</q> ' in html
    assert html.count("<q") == 2
    assert "#L6" in html


def test_links_to_versions_notes_and_sections_lead_there() -> None:
    there = "# Crane Weekly 2024-05-06\n\nPresent: Ann Bell\n\n## Ropes\n\n- Winch 2.1 is near.\n"
    here = (
        "# Crane Weekly 2024-05-13\n\nPresent: [[Ann Bell]]\n\n- Released [[Winch 2.1]]\n"
        "- See ![[2024-05-06]], ![[2024-05-06#Ropes]] and [[Mast 9.9]]\n"
    )
    lookups = lookups_of({"x/2024-05-06.md": there, "x/2024-05-13.md": here})
    html = body(page(lookups, "notes/crane-weekly/2024-05-13/"))
    for href in (
        "people/ann-bell/",
        "projects/winch/2.1/",
        "2024-05-06/index.html",
        "2024-05-06/index.html#ropes",
    ):
        assert re.search(rf'href="[^"]*{re.escape(href)}', html), href
    assert "[[" not in html
    assert "Mast 9.9" in html


def page_of(path: Path) -> str:
    return note_page({f"x/{path.name}": (GOLDEN / path).read_text(encoding="utf-8")})


@pytest.mark.parametrize("path", NOTES, ids=str)
def test_no_word_is_lost(path: Path) -> None:
    html = page_of(path)
    labels = re.findall(r'aria-label="([^"]*)"', html)
    text = unescape(" ".join((re.sub(r"<[^>]*>", " ", html), *labels)))
    have = {word.casefold() for word in WORD.findall(text)}
    hidden = set(HIDDEN.get(path.parts[0].removeprefix("dialect-"), "").split())
    source = (GOLDEN / path).read_text(encoding="utf-8")
    source = unescape(TAGS.sub(" ", source)) if path.suffix in (".html", ".storage") else source
    written = set(WORD.findall(DATA.sub("", source)))
    lost = {word for word in written if word.casefold() not in have}
    assert lost <= hidden, sorted(lost - hidden)


@pytest.mark.parametrize("path", NOTES, ids=str)
def test_no_markup_shows(path: Path) -> None:
    html = re.sub(r"<pre>.*?</pre>|<code>.*?</code>", "", body(page_of(path)), flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]*>", "", html))
    assert not MARKUP.findall(text)
