"""What holds of pages whatever the notes are."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_minutes.core.addresses import note_uri
from mkdocs_minutes.core.blocks import title_lines
from mkdocs_minutes.core.records import Span
from mkdocs_minutes.pages.body import cited_lines, overlays, render_body
from mkdocs_minutes.pages.gfm import rewrite
from mkdocs_minutes.pages.here import Here
from mkdocs_minutes.pages.lookups import Lookups, look_up
from mkdocs_minutes.pages.model import Options
from mkdocs_minutes.pages.rendering import Rendering
from mkdocs_minutes.pages.writer import write
from tests.unit.pages.sites import (
    archive_of,
    broken_links,
    links_and_ids,
    lookups_of,
    only_note,
    rendered,
)

REGISTRY = {
    "people.yml": "- name: Ada Byron\n- name: Bo Diaz\n",
    "projects.yml": "- name: Basket\n",
}

words = st.sampled_from(
    [
        "Ada Byron",
        "Ada",
        "*Bo* Diaz",
        "**Ada Byron**",
        "Basket 1.2.0",
        "v1.2.0",
        "CRATE-7",
        "`Ada Byron`",
        "[Bo Diaz](https://example.org/)",
        "https://example.org/Ada_Byron",
        "<masked>",
        "<script>alert(1)</script>",
        "<b>",
        "</b>",
        "<a href='javascript:x'>Ada Byron</a>",
        '"><img src=x onerror=alert(1)>',
        "<details>",
        "&Delta;",
        "a | b",
        "\\",
        "```",
        "AI (Ada Byron): ship it",
        "Decision: we stay",
        "naïve 東京 🚀",
        "\u202eright to left",
        "[1]: https://example.org/",
        "~~",
        "_",
    ]
)
starts = st.sampled_from(
    ["", "", "- ", "  - ", "• ", "   ▶ ", "1. ", "# ", "## ", "> ", "| ", "    ", "\t", "- [ ] "]
)
line = st.builds(
    lambda start, parts: start + " ".join(parts), starts, st.lists(words | st.text(max_size=8))
)
notes = st.lists(line, max_size=14).map(lambda lines: "\n".join(["Weekly, 3 March 2020", *lines]))
anything = notes | st.text(max_size=300)

INSERTED = re.compile(r'<(?:a|span) class="mn-(?:link|doubt|masked)')


def without_inserted(html: str) -> str:
    """HTML without the elements that overlays open, and without the ends that close them."""
    out: list[str] = []
    open_tags: list[bool] = []
    for place, part in enumerate(re.split(r"(<(?:a|span)\b[^>]*>|</(?:a|span)>)", html)):
        if place % 2 == 0:
            out.append(part)
        elif part.startswith("</"):
            if not open_tags.pop():
                out.append(part)
        else:
            open_tags.append(bool(INSERTED.match(part)))
            if not open_tags[-1]:
                out.append(part)
    return "".join(out)


def page_of(lookups: Lookups) -> Here:
    """The page of the only note."""
    return Here(lookups, note_uri(only_note(lookups).id))


@given(notes)
def test_stripping_the_inserted_links_restores_the_text(text: str) -> None:
    lookups = lookups_of({"n.md": text}, REGISTRY)
    archived = only_note(lookups)
    note = archived.note
    gfm = rewrite(note, without=title_lines(note))
    inserted = [
        overlay
        for overlay in overlays(page_of(lookups), archived)
        if INSERTED.match(overlay.before)
    ]
    plain = write(Rendering(gfm, note.text, note.line_starts))
    linked = write(Rendering(gfm, note.text, note.line_starts, annotations=inserted))
    if "details" not in text and "<b>" not in text:  # mended by another parser, which tidies up
        assert without_inserted(linked) == plain
    assert re.sub(r"<[^>]*>", "", linked) == re.sub(r"<[^>]*>", "", plain)


@given(anything)
def test_copied_stretches_are_the_notes_own(text: str) -> None:
    note = only_note(lookups_of({"n.md": text})).note
    gfm = rewrite(note)
    for start, end, origin in zip(gfm.starts, gfm.ends, gfm.origins, strict=True):
        copied = gfm.data[start:end].decode()
        assert note.text[origin : origin + len(copied)] == copied
        assert not copied or gfm.origin(start, end) == Span(origin, origin + len(copied))


@given(anything)
def test_every_word_of_a_note_is_on_its_page(text: str) -> None:
    lookups = lookups_of({"n.txt": re.sub(r"[<>&`|\\\[\]*_~#!:]", " ", text)}, REGISTRY)
    archived = only_note(lookups)
    shown = re.sub(r"<[^>]*>|&[#\w]+;", " ", render_body(page_of(lookups), archived).html)
    titles = title_lines(archived.note)
    for each in archived.note.lines:
        if each.kind in ("text", "bullet") and each.number not in titles:
            for word in re.findall(r"[A-Za-z]{2,}", archived.note.quote(each.content)):
                assert word in shown


@given(anything)
def test_each_cited_line_has_exactly_one_anchor(text: str) -> None:
    lookups = lookups_of({"n.md": text}, REGISTRY)
    archived = only_note(lookups)
    _, ids = links_and_ids(render_body(page_of(lookups), archived).html)
    assert len(ids) == len(set(ids))
    assert {f"L{number}" for number in cited_lines(archived)} <= set(ids)


OWN_SCRIPT = re.compile(
    r'<script src="(?:\.\./)*assets/minutes/moved\.js" data-to="[^"<>]*"(?:></script)?>'
)
"""What takes an anchor along from a former address."""


@given(st.lists(anything, min_size=1, max_size=3), st.sampled_from([1, 2, 100]))
@settings(max_examples=settings().max_examples // 3)
def test_every_link_leads_somewhere_and_nothing_can_run(texts: list[str], size: int) -> None:
    lookups = lookups_of(
        {f"{number}.md": text for number, text in enumerate(texts)},
        REGISTRY,
        Options(page_size=size),
    )
    site = rendered(lookups)
    assert list(broken_links(site)) == []
    for html in site.values():
        _, ids = links_and_ids(html)
        assert len(ids) == len(set(ids))
        for tag in re.findall(r"<[A-Za-z][^>]*>", html):
            if OWN_SCRIPT.fullmatch(tag):
                continue
            assert not re.match(r"<(?:script|style|img|iframe|object|embed|form|svg\s+on)", tag)
            assert not re.search(r"\s(?:on\w+|style)=", re.sub(r'"[^"]*"', '""', tag))
            assert not re.search(r'href="\s*(?:javascript|data|vbscript):', tag, re.IGNORECASE)


@given(st.lists(notes, min_size=1, max_size=3), st.randoms())
@settings(max_examples=settings().max_examples // 4)
def test_the_order_of_notes_changes_no_page(texts: list[str], random) -> None:  # type: ignore[no-untyped-def]
    files = [(f"{number}.md", text) for number, text in enumerate(texts)]
    mixed = list(files)
    random.shuffle(mixed)
    first = rendered(look_up(archive_of(dict(files), REGISTRY), Options()))
    second = rendered(look_up(archive_of(dict(mixed), REGISTRY), Options()))
    assert first == second
