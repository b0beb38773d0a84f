"""What a theme repeats on each page is put back by a script, but for what is the page's own."""

from __future__ import annotations

import json

from mkdocs_minutes.pages.chrome import repeats_in_files

HEADER = """\
<body><input class="md-toggle" id="__drawer"> <label class="md-overlay" for="__drawer"></label>
<p>Skip</p><header class="md-header"><a>Logo</a>
<div class="md-header__topic"><span class="md-ellipsis">Site</span></div>
<div class="md-header__topic" data-md-component="header-topic">
<span class="md-ellipsis">{title}</span></div><script src="x.js"></script>{more}</header><main>"""


def header(title: str = "A page", more: str = "") -> str:
    return HEADER.format(title=title, more=more)


def test_headers_of_all_pages_are_one_file_without_their_titles() -> None:
    html, files = repeats_in_files(header("A page"), "../")
    assert html.startswith("<body>\n<p>Skip</p><script src=")
    assert html.endswith('</script><script src="x.js"></script><main>')
    assert files == repeats_in_files(header("Another page"), "../")[1]
    (script,) = files.values()
    written, _ = json.JSONDecoder().raw_decode(script, script.index("=") + 1)
    assert "Logo" in written
    assert "__drawer" in written
    assert "x.js" not in written
    assert "A page" not in written


def test_a_header_stays_that_shows_more_of_a_page_or_is_looked_for() -> None:
    for page in (
        header(more='<a href="/de/people/ada/">Deutsch</a>'),
        header(more="<script>go()</script>"),
        header(more='{"features": ["navigation.instant"]}'),
        "<body><main>",
    ):
        assert repeats_in_files(page, "../", ("", "people/ada/")) == (page, {})
