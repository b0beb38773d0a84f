"""A small site to search: plain pages, the index, and the client, as a folder."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from unittest.mock import patch

from mkdocs_minutes.search.client import button_html, client_files, page_html
from mkdocs_minutes.search.documents import SearchDocument
from mkdocs_minutes.search.offline import LIST, offline_list, worker_script

from ..unit.search.archive import PAGES, Notes, index_in, write


def build_site(
    folder: Path, notes: Notes, pages: Sequence[SearchDocument] = PAGES, *, worker: bool = False
) -> Path:
    """Writes the site and returns its folder."""
    search = folder / "search"
    with patch("mkdocs_minutes.search.packing.TEXT_FILE", 1):  # as in an archive that needs many
        write(search, notes, pages)
    for made in client_files(worker=worker):
        target = search / made.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made.data)
    _page(folder, "index.html", "<h1>Home</h1><p>Welcome.</p>")
    _page(folder, "search/index.html", f"<h1>Search</h1>{page_html()}")
    for group in notes:
        sections = "".join(_section(document) for document in group)
        _page(folder, _path(group[0]), f"<h1>{escape(group[0].title)}</h1>{sections}")
    for page in pages:
        _page(folder, _path(page), f"<h1>{escape(page.title)}</h1>")
    if worker:
        build = index_in(search).build
        found = (path for path in folder.rglob("*") if path.is_file())
        sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in found}
        (folder / "sw.js").write_text(worker_script(sizes, build), encoding="utf-8")
        (folder / LIST).write_text(offline_list(sizes), encoding="utf-8")
    return folder


def _path(document: SearchDocument) -> str:
    return document.url.partition("#")[0]


def _section(document: SearchDocument) -> str:
    anchor = document.url.partition("#")[2]
    lines = "".join(f"<li>{escape(line)}</li>" for line in document.body.splitlines())
    heading = f'<h2 id="{escape(anchor)}">{escape(document.heading)}</h2>' if anchor else ""
    return f'{heading}<ul>{lines}</ul><div class="gap"></div>'


def _page(folder: Path, path: str, content: str) -> None:
    root = "../" * path.count("/")
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Page</title>'
        f'<link rel="stylesheet" href="{root}site.css"></head><body>'
        f"<header>{button_html(root + 'search/index.html')}</header>"
        f'<article>{content}</article><script src="{root}search/assets/open.js"></script>'
        "</body></html>"
    )
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html, encoding="utf-8")
    (folder / "favicon.ico").write_bytes(b"")
    (folder / "site.css").write_text(".gap { height: 900px } svg { width: 24px }", encoding="utf-8")
