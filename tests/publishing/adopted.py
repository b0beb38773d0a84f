"""A checker of sites that notes were published in before: what readers of the old one rely on."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.publishing.written import readable
from tests.unit.search.archive import index_in

CONTENT = re.compile(r"minutes-|assets/minutes/|archive\.json|/search/|^search/")


def losses(plain: Path | None, site: Path, secrets: Iterable[str]) -> dict[str, list[str]]:
    """All that readers of a site would miss in the one that the archive is in, by what it is.

    It is empty for a site that keeps every address and heading of the `plain` one (`None` where
    there is none to compare), and each file that its pages lead to, shows no secret, leads nowhere
    that is not there, and has each page once in navigation, sitemap and search.
    """
    found = {
        "unanswered": unanswered(plain, site) if plain else [],
        "lost anchors": lost_anchors(plain, site) if plain else [],
        "leaks": leaks(site, secrets),
        "unreachable": list(unreachable(site)),
        "twice in sitemap": twice_in_sitemap(site),
        "twice in navigation": twice_in_nav(site / "index.html"),
        "called otherwise": called_otherwise(plain, site) if plain else [],
        "twice published": twice_published(site),
        "wrong in search": wrong_in_search(site),
    }
    return {what: lost for what, lost in found.items() if lost}


def unanswered(plain: Path, site: Path) -> list[str]:
    """Pages of the plain site, and files that they lead to, that the other one has no file for.

    A note that was published as it is has a page instead of its file.
    """
    pages = [path.relative_to(plain).as_posix() for path in plain.rglob("*.html")]
    named = {file for page in pages for file in _files_named_by(plain / page, plain.resolve())}
    return sorted(page for page in {*pages, *named} if not (site / page).is_file())


def _files_named_by(page: Path, site: Path) -> Iterator[str]:
    """The files of a site, besides those of its theme, that a page of it shows or links to."""
    for tag, attributes in tags(page):
        parts = urlsplit(attributes.get("src") or attributes.get("href") or "")
        target = (page.parent / unquote(parts.path)).resolve()
        is_own = not parts.scheme and not parts.netloc and parts.path and tag != "link"
        if is_own and target.is_relative_to(site) and target.is_file():
            address = target.relative_to(site).as_posix()
            if not address.startswith("assets/"):
                yield address


def lost_anchors(plain: Path, site: Path) -> list[str]:
    """Anchors of pages of the plain site, below their first heading, that the other one lacks."""
    lost: list[str] = []
    for path in sorted(plain.rglob("*.html")):
        page = path.relative_to(plain).as_posix()
        now = _leads_to(site / page)
        lost += [f"{page}#{anchor}" for anchor in sorted(headings(path) - ids(now))]
    return lost


def _leads_to(page: Path) -> Path:
    """The page itself, or that to which it redirects."""
    text = page.read_text(encoding="utf-8")
    found = re.search(r'http-equiv="refresh" content="\d+; ?url=([^"]+)"', text)
    return (page.parent / unquote(found[1])).resolve() if found else page


def targets(page: Path) -> list[Path]:
    """The files that the links of a page lead to."""
    hrefs = (attributes.get("href", "") for tag, attributes in tags(page) if tag == "a")
    return [(page.parent / unquote(href)).resolve() for href in hrefs if href]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def tags(page: Path) -> list[tuple[str, dict[str, str]]]:
    reader = _Tags()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader.found


def ids(page: Path) -> set[str]:
    return {attributes["id"] for _, attributes in tags(page) if "id" in attributes}


def headings(page: Path) -> set[str]:
    return {
        attributes["id"]
        for tag, attributes in tags(page)
        if re.fullmatch("h[1-6]", tag) and "id" in attributes
    }


def leaks(site: Path, secrets: Iterable[str]) -> list[str]:
    """Files of a site that hold something that should be masked, their names included."""
    found = []
    wanted = [secret.encode() for secret in secrets]
    for path in sorted(site.rglob("*")):
        if path.is_file():
            data = readable(path)
            data += path.relative_to(site).as_posix().encode()
            if any(secret in data for secret in wanted):
                found.append(path.relative_to(site).as_posix())
    return found


def twice_published(site: Path) -> list[str]:
    """Files of the site that show a note, and are not the one page that the data has for it."""
    [file] = site.rglob("archive.json")
    shown: Counter[Path] = Counter(set(_pages_of_notes(site, file)))
    for page in site.rglob("*.html"):
        shown[page] += 'class="mn mn-note"' in page.read_text(encoding="utf-8")
    return [str(page) for page, count in shown.items() if count not in (0, 2)]


def wrong_in_search(site: Path) -> list[str]:
    """What the index has twice, of a page that is not there, or of a note and not at its page.

    Each note has one run of passages, and no other page that shows a note or leads elsewhere has
    any.
    """
    [file] = site.rglob("archive.json")
    if not (folder := file.parent / "search").is_dir():
        return []
    index = index_in(folder)
    runs: Counter[Path] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    before = None
    for number in range(index.slots):
        for document in index.slot(number):
            page = (file.parent / unquote(document.url.partition("#")[0])).resolve()
            page = page / "index.html" if page.is_dir() else page
            runs[page] += page != before
            found[document.url, document.body] += 1
            before = page
    wrong = [url for (url, _), count in found.items() if count > 1]
    notes = Counter(page.resolve() for page in _pages_of_notes(site, file))
    wrong += [f"{page}: {runs[page]} times" for page in notes if not 0 < runs[page] <= notes[page]]
    for page in runs.keys() - notes:
        text = page.read_text(encoding="utf-8") if page.is_file() else "refresh"
        if 'class="mn mn-note"' in text or 'http-equiv="refresh"' in text or text == "refresh":
            wrong.append(str(page))
    return wrong


def _pages_of_notes(site: Path, archive: Path) -> Iterator[Path]:
    """The file of each note's page, by the data of an archive."""
    for note in json.loads(archive.read_text(encoding="utf-8"))["notes"]:
        address = note["address"].partition("#")[0]  # several meetings may share a page
        at = site / address[1:] if address.startswith("/") else archive.parent / address
        yield at if address.endswith(".html") else at / "index.html"


def locations(site: Path) -> list[str]:
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    return re.findall(r"<loc>([^<]+)</loc>", text)


def twice_in_sitemap(site: Path) -> list[str]:
    counts = Counter(locations(site))
    return [address for address, count in counts.items() if count > 1]


# Within a page's own entry stands its table of contents, which a telephone shows there.
_NO_CONTENTS = re.compile(r'<nav class="md-nav md-nav--secondary.*?</nav>', re.DOTALL)


def _nav_of(page: Path) -> str:
    """The navigation of a page of Material, without the page's table of contents in it."""
    text = _NO_CONTENTS.sub("", page.read_text(encoding="utf-8"))
    _, _, behind = text.partition('<nav class="md-nav md-nav--primary')
    return behind.partition('<div class="md-content"')[0]


def nav_links(page: Path) -> list[Path]:
    """What the navigation of a page leads to, once for each entry."""
    hrefs = re.findall(r'<a href="([^"#]*)" class="md-nav__link', _nav_of(page))
    return [(page.parent / unquote(href)).resolve() for href in hrefs if not urlsplit(href).scheme]


def called_otherwise(plain: Path, site: Path) -> list[str]:
    """Entries of the plain site's navigation that are called otherwise in the other one's."""
    now = nav_titles(site / "index.html")
    before = nav_titles(plain / "index.html")
    return [
        f"{href}: {now[href]}" for href in before if now.get(href, before[href]) != before[href]
    ]


def nav_titles(page: Path) -> dict[str, str]:
    """What the entries of a page's navigation are called, by where they lead."""
    entry = r'<a href="([^"#]*)" class="md-nav__link[^>]*>\s*<span[^>]*>\s*(.*?)\s*</span>'
    entries = re.findall(entry, _nav_of(page), re.DOTALL)
    return {href.removesuffix("index.html") or "./": title for href, title in entries}


def twice_in_nav(page: Path) -> list[str]:
    counts = Counter(nav_links(page))
    return [str(path) for path, count in counts.items() if count > 1]


def unreachable(site: Path) -> Iterator[str]:
    """What a page shows or links to inside the site and is not there."""
    for page in sorted(site.rglob("*.html")):
        for tag, attributes in tags(page) if page.name != "404.html" else ():
            address = attributes.get("src") or attributes.get("href") or ""
            parts = urlsplit(address)
            if (
                "hreflang" in attributes
                or parts.scheme
                or parts.netloc
                or not parts.path
                or tag == "link"
            ):
                continue
            target = (page.parent / unquote(parts.path)).resolve()
            if not target.is_file():
                yield f"{page.relative_to(site).as_posix()}: {address}"
