"""Search beside its peers on the same notes, in one run.

    python -m tests.bench.search [COUNT...] [--without-material]

Each size is indexed by us (anew, and with the terms of each note from the cache), by Pagefind where
it is installed, and up to 1,000 by lunr's own Python builder; then the same queries are typed in
headless Chromium on our site, on Pagefind's and on Material's, over HTTP without compression, and
on ours also from the folder. Pagefind reads the pages' HTML, we read the passages that the parser
has made; what the parser costs, `building.py` measures.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from itertools import chain, pairwise
from math import inf
from pathlib import Path
from statistics import median
from threading import Thread
from urllib.parse import unquote, urlsplit

from lunr import lunr
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from mkdocs_minutes.configuration import configure
from mkdocs_minutes.indexing import index_documents
from mkdocs_minutes.search.client import button_html, client_files
from mkdocs_minutes.search.documents import fields
from mkdocs_minutes.search.shards import write_files
from mkdocs_minutes.search.tokens import WORD

from .synthetic import SyntheticNote, notes, vocabulary

PATIENCE = 180_000
"""Milliseconds after which a search counts as one without a result."""

SEEN = """selector => {
  window.seen = {};
  addEventListener("keydown", () => { seen.key = seen.key || performance.now(); }, true);
  const look = () => {
    if (seen.key && !seen.result && document.querySelector(selector)) {
      seen.result = performance.now();
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A site to search: how it is opened, and what shows a first result."""

    name: str
    folder: Path
    open: Callable[[Page], None]
    result: str
    scheme: str = "http"
    queries: int = 6


@dataclass(frozen=True, slots=True)
class Measured:
    """Bytes before search opens, bytes until the first result and a second after, milliseconds."""

    before: int
    after: int
    milliseconds: float


def main() -> None:
    """Measures the sizes that the command line names, else 1,000."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", type=int, nargs="*", default=[1000])
    parser.add_argument("--without-material", action="store_true")
    arguments = parser.parse_args()
    for size in arguments.sizes:
        searching(size, with_material=not arguments.without_material)


def searching(size: int, *, with_material: bool = True) -> None:
    """Prints a table for so many notes."""
    vocabulary()
    with tempfile.TemporaryDirectory() as scratch:
        _measure(size, Path(scratch), with_material=with_material)


def _measure(size: int, scratch: Path, *, with_material: bool) -> None:
    made = list(notes(size))
    print(f"\n{size:,} notes, {sum(len(n.markdown()) for n in made) // size:,} bytes each")
    ours, pagefind = scratch / "ours", scratch / "pagefind"
    _timed("our index", lambda: _index(ours / "search", made, None))
    cache = scratch / "cache"
    _index(scratch / "again", made, cache)
    _timed("our index, terms from the cache", lambda: _index(scratch / "again", made, cache))
    _pages(ours, made, _our_head)
    peers = [
        Peer("ours", ours, _open_ours, ".minutes-search a[role=option]"),
        Peer("ours, from a folder", ours, _open_ours, ".minutes-search a[role=option]", "file"),
    ]
    if find_spec("pagefind"):
        _pages(pagefind, made, _pagefind_head)
        _timed("Pagefind's index", lambda: _pagefind(pagefind))
        peers.append(Peer("Pagefind", pagefind, _open_pagefind, ".pagefind-ui__result"))
    else:
        print("  Pagefind is not installed: pip install 'pagefind[bin]'")
    if size <= 1000:
        _timed("lunr's Python builder", lambda: _lunr(made))
    if with_material:
        material = scratch / "material"
        _timed("Material's whole site", lambda: _material(material, made))
        item = ".md-search-result__item"
        peers.append(Peer("Material", material, _open_material, item, queries=3))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for peer in peers:
            queries = _queries(made)[: peer.queries]
            _report(peer, [_type(browser, peer, query) for query in queries])
        for peer in peers:
            queries = _queries(made)
            if peer.scheme == "http" and peer.queries == 6:
                _report_slow(peer, [_slow_line(browser, peer, *pair) for pair in pairwise(queries)])
        browser.close()


def _queries(made: Sequence[SyntheticNote]) -> list[str]:
    """Two words each, both in the notes: frequent ones, middling ones, rare ones, names."""
    words, _ = vocabulary()
    written = {word for n in made[:1000] for word in WORD.findall(n.markdown().lower())}
    queries = [
        f"{words[60]} {words[90]}",
        f"{words[300]} {words[700]}",
        f"{words[2_000]} {words[5_000]}",
        f"{words[20_000]} {words[400]}",
        "anvil testing",
        "ada bruun",
    ]
    return [query for query in queries if written.issuperset(query.split())]


def _timed(what: str, run: Callable[[], object]) -> None:
    start = time.perf_counter()
    run()
    print(f"  {what}: {time.perf_counter() - start:.1f} s", flush=True)


def _index(folder: Path, made: Sequence[SyntheticNote], cache: Path | None) -> None:
    options = {"cache": str(cache) if cache else False}
    configuration, _ = configure(options, base=folder, docs_dir=folder)
    documents = (n.documents() for n in made)
    index = index_documents(documents, (), len(made), configuration)
    write_files(folder, chain(client_files(), index))


def _lunr(made: Sequence[SyntheticNote]) -> None:
    documents = [
        {"id": str((place, index)), "title": title, "heading": heading, "body": body}
        for place, n in enumerate(made)
        for index, (title, heading, body) in enumerate(fields(n.documents()))
    ]
    lunr(ref="id", fields=("title", "heading", "body"), documents=documents).serialize()


def _pagefind(site: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(site)]
    subprocess.run(command, check=True, capture_output=True)


def _material(folder: Path, made: Sequence[SyntheticNote]) -> None:
    source = folder.with_name("material-source")
    for n in made:
        _write(source / "docs" / n.folder / "index.md", n.markdown().encode())
    _write(source / "docs" / "index.md", b"# Home\n")
    _write(
        source / "mkdocs.yml",
        f"site_name: Notes\nsite_dir: {folder}\ntheme: {{name: material, font: false}}\n"
        "plugins: [search]\nnav: [index.md]\nvalidation: {omitted_files: ignore}\n".encode(),
    )
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(source / "mkdocs.yml")]
    subprocess.run(command, check=True, capture_output=True)


def _pages(folder: Path, made: Sequence[SyntheticNote], head: str) -> None:
    _write(folder / "index.html", _page("", "Home", head, "<h1>Home</h1>"))
    for n in made:
        body = "".join(
            f'<h2 id="{section.heading.lower()}">{section.heading}</h2><ul>'
            + "".join(f"<li>{escape(line)}</li>" for line in section.lines)
            + "</ul>"
            for section in n.sections
        )
        path = folder / n.folder / "index.html"
        root = "../" * (n.folder.count("/") + 1)
        _write(path, _page(root, n.title, head, f"<h1>{escape(n.title)}</h1>{body}"))


def _page(root: str, title: str, head: str, body: str) -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"</head><body><main data-pagefind-body>{body}</main>"
        f"{head.replace('ROOT', root)}</body></html>"
    ).encode()


_our_head = (
    button_html("ROOTsearch/index.html") + '<script src="ROOTsearch/assets/open.js"></script>'
)
_pagefind_head = (
    '<link href="ROOTpagefind/pagefind-ui.css" rel="stylesheet"><div id="search"></div>'
    '<script src="ROOTpagefind/pagefind-ui.js"></script>'
    '<script>new PagefindUI({ element: "#search" });</script>'
)


def _open_ours(page: Page) -> None:
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open]")


def _open_pagefind(page: Page) -> None:
    page.locator(".pagefind-ui__search-input").click()


def _open_material(page: Page) -> None:
    page.keyboard.press("/")
    page.wait_for_timeout(300)


def _type(browser: Browser, peer: Peer, query: str) -> Measured:
    with _served(peer) as root:
        page = browser.new_page()
        loaded: list[str] = []
        page.context.on("request", lambda request: loaded.append(request.url))
        page.goto(f"{root}/index.html")
        page.wait_for_timeout(300)
        before = _size(peer.folder, root, loaded)
        peer.open(page)
        page.evaluate(SEEN, peer.result)
        page.keyboard.type(query)
        try:
            page.wait_for_function("() => seen.result", timeout=PATIENCE, polling=20)
            seen = page.evaluate("() => seen.result - seen.key")
        except TimeoutError:
            seen = inf
        page.wait_for_timeout(1_000)
        after = _size(peer.folder, root, loaded)
        page.context.close()
        return Measured(before, after - before, seen)


SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""A slow line of a telephone, as Chromium's developer tools have it."""


@dataclass(frozen=True, slots=True)
class Slowly:
    """A query on a slow line: time, requests and bytes until the first result, and in all."""

    milliseconds: float
    requests: int
    size: int
    all_requests: int
    all_size: int


def _slow_line(browser: Browser, peer: Peer, query: str, other: str) -> list[Slowly]:
    """What a query takes from when search is opened, and then another one."""
    with _served(peer) as root:
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        page.goto(f"{root}/index.html", wait_until="networkidle")
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        peer.open(page)
        measured: list[Slowly] = []
        for text in (query, other):
            if measured:
                page.keyboard.press("Control+A")
                page.keyboard.press("Delete")
                page.wait_for_timeout(500)
                loaded.clear()
            page.evaluate(SEEN, peer.result)
            page.keyboard.type(text)
            page.wait_for_function("() => seen.result", timeout=PATIENCE, polling=20)
            first = list(loaded)
            milliseconds = page.evaluate("() => seen.result - seen.key")
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(2_000)
            sizes = [_size(peer.folder, root, some) for some in (first, loaded)]
            measured.append(Slowly(milliseconds, len(first), sizes[0], len(loaded), sizes[1]))
        page.context.close()
        return measured


def _report_slow(peer: Peer, measured: Sequence[Sequence[Slowly]]) -> None:
    for name, some in zip(("first", "second"), zip(*measured, strict=True), strict=True):
        print(
            f"  {peer.name:<20} slow line, {name} query:"
            f" {_usual([one.milliseconds for one in some])} ms,"
            f" {_usual([one.requests for one in some])} requests,"
            f" {_usual([one.size / 1000 for one in some])} kB;"
            f" in all {_usual([one.all_requests for one in some])} requests,"
            f" {_usual([one.all_size / 1000 for one in some])} kB",
            flush=True,
        )


def _usual(values: Sequence[float]) -> str:
    return f"{median(values):.0f} (most {max(values):.0f})"


def _size(folder: Path, root: str, addresses: Sequence[str]) -> int:
    files = {
        folder / unquote(urlsplit(address).path).removeprefix(urlsplit(root).path).lstrip("/")
        for address in addresses
        if address.startswith(root)
    }
    return sum(file.stat().st_size for file in files if file.is_file())


@contextmanager
def _served(peer: Peer) -> Iterator[str]:
    if peer.scheme == "file":
        yield peer.folder.as_uri()
        return
    handler = partial(_Quiet, directory=str(peer.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    disable_nagle_algorithm = True  # its 40 ms a file would be a measure of this server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _report(peer: Peer, measured: Sequence[Measured]) -> None:
    print(
        f"  {peer.name:<20} before {measured[0].before / 1000:9.1f} kB"
        f"   after {median(m.after for m in measured) / 1000:9.1f} kB"
        f" (most {max(m.after for m in measured) / 1000:.1f})"
        f"   first result {median(m.milliseconds for m in measured):7.0f} ms"
        f" (most {max(m.milliseconds for m in measured):.0f})",
        flush=True,
    )


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    main()
