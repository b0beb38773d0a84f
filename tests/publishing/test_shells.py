"""Pages that are joined into the theme's shell are those that MkDocs would have made."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from mkdocs_minutes.site.shell import slim
from tests.publishing import adopted
from tests.publishing.commands import run
from tests.publishing.links import broken_links
from tests.publishing.test_site import differing
from tests.publishing.written import shown

NOTES = {
    "a.md": '# Weekly "quoted" & <b>bold</b> 2030-01-07\n\nPresent: Ann Bell, Bo O\'Neill\n\n'
    "## One\n\nAI (Ann Bell): mend the net\n\n### Deeper `<i>`\n\nOar 4.1.0 is out, see BOAT-7.\n\n"
    "## Two & three\n\nDecision: buy rope\n",
    "b.md": "# Weekly 2030-01-14\n\nPresent: Ann Bell\n\nAI (Ann Bell): mend the net\n",
}
LISTED = [f"meetings/2019-{1 + at // 28:02}-{1 + at % 28:02}.md" for at in range(60)]
SITE = """\
site_name: Boats
site_url: https://example.org/boats/
repo_url: https://github.com/example/boats
edit_uri: edit/main/docs/
theme: {theme}
plugins:
{plugins}  - minutes:
      page_events: {events}
"""
IN_SITEMAP = re.compile(r"<loc>(.*)</loc>\s*<lastmod>(.*)</lastmod>")
THEMES = {
    "material": "{name: material, font: false, features: [content.action.edit, content.action.view,"
    " navigation.tabs, navigation.path, navigation.footer, navigation.indexes, toc.follow]}",
    "mkdocs": "mkdocs\nuse_directory_urls: false",
    "readthedocs": "readthedocs",  # which puts titles into a script, and so cannot be cut
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    for name, text in NOTES.items():
        (tmp_path / "notes" / name).write_text(text)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Boats\n\n[Ann](people/ann-bell/index.md)\n")
    return tmp_path


def build(
    project: Path, site: str, *, theme: str, events: bool, plugins: str = "", settings: str = ""
) -> str:
    text = SITE.format(theme=THEMES[theme], events=str(events).lower(), plugins=plugins) + settings
    (project / "mkdocs.yml").write_text(text)
    done = run("mkdocs", "build", "-d", site, folder=project, SOURCE_DATE_EPOCH="0")
    assert done.returncode == 0, done.stderr
    return done.stderr


def resolved(page: Path, site: Path) -> str:
    """A page without needless blanks, but with what scripts put back.

    Each relative address is written out from the root.
    """
    base = page.relative_to(site).as_posix()
    return re.sub(
        r'\b(href|src)="([^":]*)"',
        lambda link: f'{link[1]}="{urljoin(base, link[2])}"',
        slim(shown(page)),
    )


def list_many(project: Path) -> str:
    """Have the site list many notes: what its settings then say."""
    (project / "docs/meetings").mkdir()
    for at, path in enumerate(LISTED):
        headings = "## One\n\nRope.\n\n## Two\n\nOars.\n" if at % 3 else ""
        text = f"# Crew {path[9:19]}\n\nPresent: Ann Bell\n\n{headings}"
        (project / "docs" / path).write_text(text)
    (project / "docs/about.md").write_text("# About\n")
    entries: list[object] = [*LISTED[:30], "about.md", {'Thirty <b>&</b> "one"': LISTED[30]}]
    nav = ["index.md", {"Meetings": [{"Crew": [*entries, *LISTED[31:]]}]}]
    return f"      notes: [notes, docs/meetings]\nnav: {json.dumps(nav)}\n"


@pytest.mark.parametrize("theme", THEMES)
def test_a_joined_page_is_the_one_that_mkdocs_makes(project: Path, theme: str) -> None:
    settings = list_many(project)
    said = build(project, "joined", theme=theme, events=False, settings=settings)
    build(project, "made", theme=theme, events=True, settings=settings)
    joined, made = project / "joined", project / "made"
    paths = {path.relative_to(made) for path in made.rglob("*.html")}
    assert {path.relative_to(joined) for path in joined.rglob("*.html")} == paths
    for path in paths:
        assert resolved(joined / path, joined) == resolved(made / path, made), path
    listed = [
        sorted(IN_SITEMAP.findall((site / "sitemap.xml").read_text())) for site in (joined, made)
    ]
    assert listed[0] == listed[1]
    ann = f"people/ann-bell/{'index.html' if theme == 'mkdocs' else ''}"
    assert (f"https://example.org/boats/{ann}", "2030-01-14") in listed[0]
    assert ("rendered one by one" in said) == (theme == "readthedocs")
    assert list(broken_links(joined)) == [] or theme == "readthedocs"
    before = {path: (joined / path).read_text() for path in paths}
    assert list(adopted.unreachable(joined)) == [] or theme == "readthedocs"
    build(project, "joined", theme=theme, events=False, settings=settings)  # nothing is written
    assert {path: (joined / path).read_text() for path in paths} == before


def test_a_hand_written_page_links_to_pages_that_mkdocs_does_not_know(project: Path) -> None:
    with (project / "docs" / "index.md").open("a") as page:
        page.write("[nobody](people/nobody/index.md)\n")
    said = build(project, "site", theme="material", events=False)
    assert 'href="people/ann-bell/index.html"' in (project / "site" / "index.html").read_text()
    assert "people/nobody/index.md" in said
    assert "people/ann-bell" not in said


def test_what_a_plugin_does_to_a_page_it_does_to_the_shell(project: Path) -> None:
    (project / "hook.py").write_text(
        "def on_page_context(context, page, config, nav):\n"
        "    page.content += '<p>from a hook</p>'\n\n"
        "def on_post_page(output, page, config):\n"
        "    return output.replace('</body>', f'<i>{page.title}</i></body>')\n"
    )
    text = SITE.format(theme="material\nhooks: [hook.py]", events="false", plugins="")
    (project / "mkdocs.yml").write_text(text)
    assert run("mkdocs", "build", folder=project).returncode == 0
    page = (project / "site/people/ann-bell/index.html").read_text()
    assert page.count("<p>from a hook</p>") == 1
    assert "<i>Ann Bell</i></body>" in page


def test_the_index_of_another_search_holds_no_page_of_marks(project: Path) -> None:
    for plugin in ("search", "material/search"):
        build(project, "site", theme="material", events=False, plugins=f"  - {plugin}\n")
        index = (project / "site/search/search_index.json").read_text()
        assert '"location":""' in index
        assert not re.search(r"m[0-9a-f]{16}n\d{6}", index)
        build(project, "site", theme="material", events=True, plugins=f"  - {plugin}\n")
        assert "people/ann-bell" in (project / "site/search/search_index.json").read_text()


def test_pages_written_by_several_processes_round_by_round_are_those_of_one(
    project: Path,
) -> None:
    build(project, "alone", theme="material", events=False)
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text() + "      workers: 3\nhooks: [hook.py]\n")
    (project / "hook.py").write_text(
        "from mkdocs_minutes.plugin import page_writer\n\n"
        "page_writer.WORTH_FORKING, page_writer.BATCH, page_writer.ROUND = 1, 2, 9\n"
    )
    for _ in ("cold", "warm"):
        assert run("mkdocs", "build", "-d", "shared", folder=project).returncode == 0
        assert differing(project / "alone", project / "shared") == []
