"""A site built over that of the last time is the one that a build from nothing gives."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_minutes.store.file_state import file_state
from tests.conftest import MadeOnce
from tests.publishing.commands import run
from tests.publishing.test_site import differing

WITH_MATERIAL_SEARCH = "plugins:\n  - material/search\n  - minutes:\n      notes: seeds\n"

OTHER_PLUGIN = """
def on_page_context(context, page, config, nav):
    context["stamp"] = STAMP
    page.content = page.content.replace("<h1", f"<p>{STAMP}</p><h1", 1)
    return context

def on_post_page(output, page, config):
    return output.replace("</body>", f'<a href="people/">{STAMP} {len(page.title)}</a></body>')
"""


UNCHANGED = "Nothing has changed since the last build"


@pytest.fixture(scope="module")
def built(repository: Path, made_once: MadeOnce) -> Path:
    """This repository's own archive with its site, and with the cache that was filled by it."""

    def fill(folder: Path) -> None:
        for name in ("content", "seeds"):
            shutil.copytree(repository / name, folder / name)
        for page in (folder / "content").glob("*.md"):  # what MkDocs makes of each time anew
            page.write_text(page.read_text().split("\n## ")[0])
        for note in (folder / "seeds").iterdir():  # enough for each kind of page
            note.write_text("".join(note.read_text().splitlines(keepends=True)[:40]))
        shutil.copyfile(repository / "mkdocs.yml", folder / "mkdocs.yml")
        build(folder)

    return made_once("built", fill)


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to be edited."""
    return shutil.copytree(built, tmp_path / "project")


def build(project: Path, site: str = "site", **environ: str) -> Path:
    done = run("mkdocs", "build", "--quiet", "--site-dir", site, folder=project, **environ)
    assert done.returncode == 0, done.stderr
    return project / site


def build_from_nothing(project: Path, **environ: str) -> Path:
    shutil.rmtree(project / ".cache", ignore_errors=True)
    shutil.rmtree(project / "cold", ignore_errors=True)
    return build(project, "cold", **environ)


def made_and_taken(project: Path) -> tuple[int, int]:
    """How many pages a further build makes, and how many it takes up from the last one."""
    done = run("mkdocs", "build", "--verbose", folder=project)
    found = re.search(r"(\d+) pages made, (\d+) taken up", done.stderr)
    assert found, done.stderr
    return int(found[1]), int(found[2])


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def edit_a_note(project: Path) -> None:
    note = min((project / "seeds").iterdir())
    note.write_text(note.read_text() + "\nAI (Brian): see to the upgrade of GlideinWMS 3.5.1\n")


def edit_one_after_the_other(project: Path) -> None:
    """An action more, then another title and day, an attendee less, and another name."""
    edit_a_note(project)
    build(project)
    note = max((project / "seeds").iterdir())
    first, rest = note.read_text().split("\n", 1)
    note.write_text(f"{first} again\n{rest}\nBrian Lin: we release HTCondor-CE 9.9.9\n")
    build(project)
    note.write_text(f"# OSG Planning, 3 June 2031\n{rest}")
    build(project)
    note.rename(note.with_stem("renamed"))


def add_a_note(project: Path) -> None:
    text = "# OSG Technology Area, 2 June 2031\n\nPresent: Ada Byron\n\nHTCondor-CE 9.9.9 is out.\n"
    (project / "seeds" / "new.md").write_text(text)


def name_a_ticket_in_each_note(project: Path) -> None:
    """The ticket then has a page where there was a mere document that led to one of several."""
    for note in (project / "seeds").iterdir():
        note.write_text(
            f"{note.read_text()}\nSee SOFTWARE-3642.\n\nSOFTWARE-3642 waits for review.\n"
        )


def remove_a_note(project: Path) -> None:
    """And leave files of another day in the site."""
    min((project / "seeds").iterdir()).unlink()
    for path in ("notes/old/index.html", "search/d/old.js", "people/note.txt", "guide/index.html"):
        (project / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (project / "site" / path).write_text("of another day")


def change_the_registry(project: Path) -> None:
    registry = project / "content/registry/people.yml"
    registry.write_text(re.sub(r"name: (\w+)", r"name: \1x", registry.read_text(), count=2))


def change_a_theme_option(project: Path) -> None:
    replace_in(project / "mkdocs.yml", "    - navigation.top\n", "")


def change_the_site(project: Path) -> None:
    replace_in(project / "mkdocs.yml", "site_name: Minutes", "site_name: All the minutes")


def change_an_option(project: Path) -> None:
    replace_in(project / "mkdocs.yml", "notes: seeds", "notes: seeds\n      page_size: 10")


def switch_search_off(project: Path) -> None:
    replace_in(project / "mkdocs.yml", "notes: seeds", "notes: seeds\n      search: false")


def change_a_template(project: Path) -> None:
    (project / "overrides/partials").mkdir(parents=True)
    (project / "overrides/partials/copyright.html").write_text("<p>{{ page.title | upper }}</p>")
    replace_in(project / "mkdocs.yml", "name: material", "name: material\n  custom_dir: overrides")


def rename_a_page(project: Path) -> None:
    replace_in(project / "mkdocs.yml", "- Home:", "- Start:")


def put_a_note_into_the_navigation(project: Path) -> None:
    page = next((project / "site" / "notes").rglob("20*/index.html")).relative_to(project / "site")
    entry = f"nav:\n  - A note: {page.with_suffix('.md').as_posix()}\n"
    replace_in(project / "mkdocs.yml", "nav:\n", entry)


def add_another_plugin(project: Path) -> None:
    (project / "hook.py").write_text(f"STAMP = 1\n{OTHER_PLUGIN}")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text() + "\nhooks: [hook.py]\n")


def change_the_other_plugin(project: Path) -> None:
    """It sees every page each time."""
    replace_in(project / "hook.py", "STAMP = 1", "STAMP = 2")


def add_a_function_to_the_templates(project: Path) -> None:
    (project / "hook.py").write_text(
        "def on_env(env, config, files):\n    env.filters['upper'] = lambda text: 'other'\n"
    )
    (project / "overrides/partials").mkdir(parents=True)
    (project / "overrides/partials/copyright.html").write_text("<p>{{ page.title | upper }}</p>")
    replace_in(project / "mkdocs.yml", "name: material", "name: material\n  custom_dir: overrides")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text() + "\nhooks: [hook.py]\n")


def add_the_search_of_the_theme(project: Path) -> None:
    replace_in(
        project / "mkdocs.yml", "plugins:\n  - minutes:\n      notes: seeds\n", WITH_MATERIAL_SEARCH
    )


EDITS: tuple[tuple[Callable[[Path], None], ...], ...] = (
    (
        edit_one_after_the_other,
        change_a_theme_option,
        change_the_registry,
        change_a_template,
        add_another_plugin,
        change_the_other_plugin,
    ),
    (
        add_a_note,
        change_the_site,
        name_a_ticket_in_each_note,
        put_a_note_into_the_navigation,
        switch_search_off,
    ),
    (remove_a_note, rename_a_page, change_an_option, add_the_search_of_the_theme),
    (add_a_function_to_the_templates,),
)
"""One after the other in one place; what concerns all later builds stands last."""


@pytest.mark.parametrize(
    "edits", EDITS, ids=["-".join(edit.__name__ for edit in edits) for edits in EDITS]
)
def test_a_build_after_each_edit_is_the_one_from_nothing(
    built: Path, project: Path, edits: tuple[Callable[[Path], None], ...]
) -> None:
    build(project)  # what a build notes for the next one is of the place that it is in
    before = built / "site"
    for edit in edits:
        edit(project)
        site = build(project)
        assert differing(site, before) != [], edit
        assert not [path for path in site.iterdir() if path.name.startswith(".")], edit
        (project / ".cache").rename(project / "kept")
        before = build_from_nothing(project)
        assert differing(site, before) == [], edit
        shutil.rmtree(project / ".cache")
        (project / "kept").rename(project / ".cache")


def test_another_version_of_the_plugin_makes_its_own_pages(
    project: Path, repository: Path, tmp_path: Path
) -> None:
    shutil.copytree(repository / "plugins", tmp_path / "plugins")
    replace_in(tmp_path / "plugins/mkdocs_minutes/pages/templates/macros.html", "<dt>", "<dt>Of ")
    newer = {"PYTHONPATH": str(tmp_path / "plugins")}
    site = build(project, **newer)
    assert any("<dt>Of " in page.read_text() for page in site.glob("notes/*/*/index.html"))
    assert differing(site, build_from_nothing(project, **newer)) == []


def test_pages_that_nothing_has_changed_are_taken_up(project: Path) -> None:
    made, taken = made_and_taken(project)
    assert made < 20 < taken
    edit_a_note(project)
    made, taken = made_and_taken(project)
    assert made < taken


def test_what_was_damaged_is_mended(built: Path, project: Path) -> None:
    site = project / "site"
    pages = ((path, path.read_text()) for path in site.rglob("index.html"))
    leading_on = next(path for path, text in pages if 'http-equiv="refresh"' in text)
    shown = (site / path for path in ("search/d/0.js", "search/manifest.js", "people/index.html"))
    for path in (*shown, leading_on):
        path.write_text("damaged")
    (site / "search/v/person.js").unlink()
    assert differing(build(project), built / "site") == []


def test_a_build_that_fails_leaves_nothing_hidden(project: Path) -> None:
    site = project / "site"
    (project / "hook.py").write_text("def on_files(files, config):\n    raise RuntimeError('no')\n")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text() + "\nhooks: [hook.py]\n")
    assert run("mkdocs", "build", folder=project).returncode != 0
    assert not [path for path in site.iterdir() if path.name.startswith(".")]


def test_nothing_is_built_where_nothing_has_changed(project: Path) -> None:
    def command(*words: str) -> str:
        done = run("mkdocs_minutes.cli", "build", *words, folder=project)
        assert done.returncode == 0, done.stderr
        return done.stderr

    time.sleep(1.1)  # what was written just now could be written again at the same time of its disk
    assert UNCHANGED not in command()
    state = {path: file_state(str(path)) for path in (project / "site").rglob("*")}
    assert UNCHANGED in command()
    assert {path: file_state(str(path)) for path in (project / "site").rglob("*")} == state
    assert UNCHANGED not in command("--verbose")
    edit_a_note(project)
    assert UNCHANGED not in command()
    assert not differing(project / "site", build_from_nothing(project))


def test_a_page_of_the_keepers_has_the_place_of_a_former_address_as_long_as_it_is_there(
    tmp_path: Path,
) -> None:
    notes, docs = tmp_path / "notes", tmp_path / "docs"
    notes.mkdir()
    docs.mkdir()
    (notes / "2024-03-04.md").write_text("---\naliases: [old]\n---\n# Winch weekly\n\nAll fine.\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Winch\ntheme: {name: mkdocs}\nplugins:\n  - minutes: {notes: notes}\n"
    )
    (docs / "about.md").write_text("# About\n")
    former, moved = build(tmp_path) / "notes/old/index.html", "This page has moved"
    assert moved in former.read_text()
    (docs / "notes").mkdir()
    for text in ("# Ours\n", "# Ours\n\nMore of it.\n"):
        (docs / "notes/old.md").write_text(text)
        build(tmp_path)
        assert moved not in former.read_text()
    (docs / "notes/old.md").unlink()
    build(tmp_path)
    assert moved in former.read_text()
    build(tmp_path)
    assert moved in former.read_text()
