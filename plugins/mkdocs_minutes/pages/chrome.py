"""What the theme writes around a page, made to work from a folder as it does from a server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from urllib.parse import urlsplit

SCRIPT_FILES = "assets/minutes/theme/"
"""Where the scripts lie that a theme writes into its pages."""

# A classic script; one with attributes may be data, a module, or have a file already.
_INLINE_SCRIPT = re.compile(r"<script>(.+?)</script>", re.DOTALL)

_FOLDER_LINK = re.compile(
    r"""
    (?P<before> <(?:a|link)\b [^>]*? \bhref=" )     # a link that a reader or a browser follows,
    (?P<path> (?! [a-z][a-z0-9+.-]*: | / | \# )     # relative: no scheme, no root, no mere fragment
        (?: [^"?\#]*/ | (?:[^"?\#]*/)?\.\.? ) )     # to a folder: `x/`, `.`, `..`, `../..`
    (?= ["?\#] )
    """,
    re.VERBOSE,
)


def name_index_files(html: str) -> str:
    """The page with each relative link to a folder led to the `index.html` in it.

    A web server opens a folder's index file by itself, a browser on `file://` lists the folder.

    >>> name_index_files('<a href="../people/#x">')
    '<a href="../people/index.html#x">'
    >>> name_index_files('<a href=".."><a href="https://example.org/"><a href="#top">')
    '<a href="../index.html"><a href="https://example.org/"><a href="#top">'
    """
    return _FOLDER_LINK.sub(
        lambda link: f"{link['before']}{link['path'].rstrip('/')}/index.html", html
    )


def add_to_header(html: str, button: str) -> str:
    """The page with a button at the end of Material's header, or as it is under another theme.

    The header's last part, the link to the repository, stays the last.

    >>> add_to_header('<nav class="md-header__inner md-grid"><a></a></nav>', "<b></b>")
    '<nav class="md-header__inner md-grid"><a></a><b></b></nav>'
    """
    start = html.find('<nav class="md-header__inner')
    if start < 0:
        return html
    end = html.find("</nav>", start)
    source = html.find('<div class="md-header__source">', start, end)
    place = source if source >= 0 else end
    return html[:place] + button + html[place:]


# The theme's own button, and what it opens; the box that the button ticks is left to its scripts.
_THEME_BUTTON = re.compile(
    r'<label class="md-header__button md-icon" for="__search">.*?</label>', re.DOTALL
)
_THEME_SEARCH = '<div class="md-search"'
_OTHER_SEARCH = re.compile(r'role="search"|id="mkdocs_search_modal"')
_DIV = re.compile(r"<(/?)div\b")
_NAV = re.compile(r"<(/?)nav\b")
_THEME_NAVIGATION = '<nav class="md-nav md-nav--primary'
_TABLE_OF_CONTENTS = 'class="md-nav md-nav--secondary'
_SETTINGS = re.compile(r'<script id="__config" type="application/json">[^<]*</script>')


def one_search(html: str, button: str) -> str:
    """The page with the archive's search in place of Material's, by a button in the header.

    Under a theme without that header and without a search, the button stands by itself.

    >>> header = '<nav class="md-header__inner"><div class="md-search"><div></div></div></nav>'
    >>> one_search(header, "<b></b>")
    '<nav class="md-header__inner"><b></b></nav>'
    >>> one_search("<body></body>", "<b></b>")
    '<body><div class="minutes-search-alone"><b></b></div></body>'
    """
    if '<nav class="md-header__inner' not in html:
        end = html.rfind("</body>")
        if end < 0 or _OTHER_SEARCH.search(html):
            return html
        return f'{html[:end]}<div class="minutes-search-alone">{button}</div>{html[end:]}'
    html = _THEME_BUTTON.sub("", html)
    start = html.find(_THEME_SEARCH)
    if start >= 0:
        html = html[:start] + html[_end_of_element(html, start, _DIV) :]
    return add_to_header(html, button)


def _end_of_element(html: str, start: int, tags: re.Pattern[str]) -> int:
    """Where an element that begins at `start` ends, by the tags of its name.

    It is `start` where it has no end.
    """
    depth = 0
    for tag in tags.finditer(html, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return html.find(">", tag.end()) + 1
    return start


def one_title(html: str, content: str, title: str) -> str:
    """The page without the title that a theme writes above a content that has its own.

    >>> one_title("<h1 class=x>A</h1><main><h1>A</h1></main>", "<h1>A</h1>", "A")
    '<main><h1>A</h1></main>'
    """
    if "<h1" not in content or not title or content not in html:
        return html
    before, after = html.split(content, 1)
    own = re.compile(rf"<h1\b[^>]*>\s*{re.escape(title)}\s*</h1>")
    return own.sub("", before) + content + own.sub("", after)


def ask_no_forge(html: str) -> str:
    """The page without the mark that makes Material ask the forge for stars and releases.

    A page of the archive sends nothing anywhere, and it reads the same with the network off.

    >>> ask_no_forge('<a class="md-source" data-md-component="source">')
    '<a class="md-source">'
    """
    return html.replace(' data-md-component="source"', "")


def scripts_in_files(html: str, root: str) -> tuple[str, dict[str, str]]:
    """The page with files in the place of the scripts written into it, and these files by address.

    A policy that trusts the site's own files, `default-src 'self'`, trusts no script in a page. A
    file runs when and where the script in the page would have. `root` leads to the site's root.

    >>> html, files = scripts_in_files("<p><script>go()</script>", "../")
    >>> html
    '<p><script src="../assets/minutes/theme/e4a62ff8f51b.js"></script>'
    >>> files
    {'assets/minutes/theme/e4a62ff8f51b.js': 'go()'}
    """
    files: dict[str, str] = {}

    def in_file(script: re.Match[str]) -> str:
        return _in_file(script[1], root, files)

    return _INLINE_SCRIPT.sub(in_file, html), files


_HEADER = re.compile(r'<header class="md-header\b.*?</header>', re.DOTALL)
_TOGGLES = re.compile(
    r"""
    (?: <input \b [^>]* \b class="md-toggle" [^>]* > \s* )+
    <label \b [^>]* \b class="md-overlay" [^>]* > \s* </label>
    """,
    re.VERBOSE,
)
_SCRIPT_FILE = re.compile(r'<script src="[^"<>]*"></script>')
_TITLE_IN_HEADER = re.compile(
    r'(data-md-component="header-topic">\s*<span class="md-ellipsis">)[^<]*(</span>)'
)
# The header's place for the page's title is filled from that of the window, as a text.
_FILL_TITLE = """
{const[site,page]=document.querySelectorAll(".md-header__topic>.md-ellipsis")
const end=site?` - ${site.textContent.trim()}`:"",all=document.title
if(page)page.textContent=end&&all.endsWith(end)?all.slice(0,-end.length):all}"""


def repeats_in_files(html: str, root: str, own: Sequence[str] = ()) -> tuple[str, dict[str, str]]:
    r"""The page with scripts in place of what Material repeats on each page, and these by address.

    That is the header, the list of the site's sections, which the page's own place is not marked
    in, and the settings of the theme's scripts. Each script puts back what it stands for before a
    reader sees the page. A reader without scripts has the way up, and from the home page all
    sections. `own` are texts of this page alone: a header that shows one besides the title stays.

    >>> page = '<nav class="md-nav md-nav--primary"><nav></nav></nav><nav></nav>'
    >>> html, files = repeats_in_files(page, "../")
    >>> html
    '<script src="../assets/minutes/theme/f474b1a7aca3.js"></script><nav></nav>'
    >>> print(*files.values())
    document.currentScript.outerHTML="<nav class=\"md-nav md-nav--primary\"><nav></nav></nav>"
    """
    files: dict[str, str] = {}

    def put_back(part: str, then: str = "") -> str:
        script = f"document.currentScript.outerHTML={json.dumps(part, ensure_ascii=False)}{then}"
        return _in_file(script, root, files)

    if _INSTANT not in html:
        html = _without_header(html, own, put_back)
    html = _SETTINGS.sub(lambda settings: put_back(settings[0]), html)
    start = html.find(_THEME_NAVIGATION)
    end = _end_of_element(html, start, _NAV) if start >= 0 else start
    if end > start and _TABLE_OF_CONTENTS not in html[start:end]:
        html = html[:start] + put_back(html[start:end]) + html[end:]
    return html, files


_INSTANT = '"navigation.instant'
"""What Material's settings hold where its scripts change pages: they look for each one's header."""


def _without_header(html: str, own: Sequence[str], put_back: Callable[[str, str], str]) -> str:
    """The page with a script for its header, and for the boxes before it that menus are opened by.

    Scripts in the header run behind it: those that are put in with other HTML are not run.
    """
    header = _HEADER.search(html)
    if header is None:
        return html
    scripts = "".join(_SCRIPT_FILE.findall(header[0]))
    bare = _TITLE_IN_HEADER.sub(r"\1\2", _SCRIPT_FILE.sub("", header[0]))
    if "<script" in bare or any(text and text in bare for text in own):
        return html
    toggles = _TOGGLES.search(html, 0, header.start())
    before = html[: header.start()]
    if toggles:
        bare = toggles[0] + bare
        before = html[: toggles.start()] + html[toggles.end() : header.start()]
    return before + put_back(bare, _FILL_TITLE) + scripts + html[header.end() :]


def _in_file(script: str, root: str, files: dict[str, str]) -> str:
    """The element that runs a script out of a file, which is put among `files`."""
    address = f"{SCRIPT_FILES}{sha256(script.encode()).hexdigest()[:12]}.js"
    files[address] = script
    return f'<script src="{root}{address}"></script>'


_ERROR_TITLE = re.compile(r"<h1\b[^>]*>[^<]*404[^<]*</h1>")


def told_error(html: str, told: str) -> str:
    """A theme's error page with what is `told` below its title.

    A page without a title of 404 is its keepers' own, and stays as it is.

    >>> told_error("<h1>404 - Not found</h1>", "<p>Go on</p>"), told_error("<h1>Lost</h1>", "<p>")
    ('<h1>404 - Not found</h1><p>Go on</p>', '<h1>Lost</h1>')
    """
    return _ERROR_TITLE.sub(lambda title: title[0] + told, html, count=1)


def relative_error_page(html: str, site_url: str) -> str:
    """The error page with addresses relative to the site's root, and a base where that is known.

    A server shows this page at any address, so it needs a base; a folder has no server.

    >>> relative_error_page('<head></head><a href="/minutes/people/">', "https://x.org/minutes/")
    '<head><base href="/minutes/"></head><a href="people/index.html">'
    >>> relative_error_page('<head></head><a href="/people/">', "")
    '<head></head><a href="people/index.html">'
    """
    root = urlsplit(site_url).path.rstrip("/") + "/"
    html = re.sub(rf'(\b(?:href|src)="){re.escape(root)}(?=[^/"])', r"\1", html)
    html = html.replace(f'href="{root}"', 'href="index.html"')
    if site_url:
        html = html.replace("<head>", f'<head><base href="{root}">', 1)
    return name_index_files(ask_no_forge(html))
