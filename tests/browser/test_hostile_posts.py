"""Posts of a blog that are notes: what Material's blog, tags and feeds make of hostile ones."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from ..publishing.commands import run
from .hostile import BODY, Trap, serving, vectors
from .test_hostile import FORGED, pages

pytestmark = pytest.mark.browser

SITE = """
site_name: Posts
site_url: https://example.org/
theme: {name: material, font: false}
plugins:
  - minutes: {notes: docs/blog/posts, page_events: true, max_note_seconds: 60}
  - search
  - blog: {categories: true, archive: true, authors: false, post_excerpt: optional}
  - tags
  - rss: {match_path: .*, use_git: false, cache_dir: rss}
"""
SECRETS = ("719-555-0100", "24680", "ann.bell@gmail.com")


def test_no_hostile_post_runs_or_leaks(tmp_path: Path, browser: Browser) -> None:
    posts = tmp_path / "docs" / "blog" / "posts"
    posts.mkdir(parents=True)
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    (tmp_path / "mkdocs.yml").write_text(SITE)
    for number, text in enumerate(vectors()[::12]):
        day = f"2020-{1 + number % 12:02}-{1 + number // 12:02}"
        stated = {
            **dict.fromkeys(("title", "description", "slug", "series", "author", "image"), text),
            "date": {"created": f"{day}T00:00:00"},
            **{
                key: [text, SECRETS[0], f"PIN {SECRETS[1]}"]
                for key in ("categories", "tags", "links")
            },
        }
        front = yaml.safe_dump(stated, allow_unicode=True, sort_keys=False)
        body = f"# {text}\n\nCall {SECRETS[0]}, PIN: {SECRETS[1]}, {SECRETS[2]}\n\n<!-- more -->\n"
        body += BODY.replace("{V}", text)
        (posts / f"{day}-meeting-{number}.md").write_text(f"---\n{front}---\n{body}", "utf-8")
    done = run("mkdocs", "build", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not FORGED.search(done.stdout + done.stderr)
    site = tmp_path / "site"
    for path in filter(Path.is_file, site.rglob("*")):
        data = path.read_bytes()
        assert not [value for value in SECRETS if value.encode() in data], path
    (site / "empty.html").write_text("<!doctype html><title>Empty</title><body>")
    context = browser.new_context(reduced_motion="reduce")
    with serving(site, without=r"\.(?:css|js)$") as address:
        trap = Trap(context)
        trap.open(f"{address}empty.html")
        caught = trap.write_all(site, [page for page in pages(site) if page != "404.html"])
        assert [one for one in caught if ": <link href=https://example.org/" not in one] == []
    context.close()
