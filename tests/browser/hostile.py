"""A site of notes in which every field is hostile, and a trap for whatever runs in its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import BrowserContext, Page, Request

POLICY = "default-src 'self'"

BODY = """
Present: {V}, Ada Berg ({V}), Bo Crane (@{V}), Cy Dahl - {V}, {V} Dahl, @{V}
Chair: {V}
Regrets: {V}

## {V}

- AI ({V}): {V} by Friday
- AI: {V}
- [ ] {V}: {V}
- ACTION Ada Berg and {V}: {V} ({V})
- Decision: {V}
- => {V}
- Question: {V}
- Basket 1.2.3 ({V}) was released, {V} 2.3.4 is in testing, {V}-3.4.5.tar.gz
- #12 {V}, GH-13 {V}, {V}-14, [{V}](https://github.com/{V}/issues/3), {V}#15
- {V}: said {V}

| {V} | Action | Owner |
|-----|--------|-------|
| {V} | {V}    | {V}   |

> {V}

[{V}]({V}) ![{V}]({V}) <{V}> [{V}]: {V}

`{V}` ``{V}`` **{V}** _{V}_ ~~{V}~~

    {V}

```{V}
{V}
```

<p>{V}</p> <a href="{V}" title='{V}'>{V}</a> <img alt="{V}" src={V}>

<details><summary>{V}</summary>
{V}
</details>

### Decisions

- {V}

{V}
"""


DIALECTS = {
    "mediawiki": """
= {V} =
'\'\'Present:'\'\' {V}, Ann Bell
* ACTION Ann: '\'{V}'\' [[{V}|{V}]] [{V} {V}] [[File:{V}|{V}]]
<nowiki>{V}</nowiki> <ref>{V}</ref> {{{{{V}|{V}}}}}
{{| {V}
! {V}
|-
| {V} || {V}
|}}
""",
    "dokuwiki": """
====== {V} ======
  * **{V}**: //{V}// [[{V}|{V}]] {{{{{V}|{V}}}}} \'\'{V}\'\' %%{V}%% (({V}))
^ {V} ^
| {V} |
<code {V}>
{V}
</code>
<html>{V}</html>
""",
    "org": """
#+TITLE: {V}
* TODO {V} :{V}:
- {V} :: [[{V}][{V}]] ={V}= @@html:{V}@@ [fn:1: {V}]
#+BEGIN_SRC {V}
{V}
#+END_SRC
#+BEGIN_EXPORT html
{V}
#+END_EXPORT
""",
    "rst": """
{V}
====================

:Present: {V}, Ann Bell

* `{V} <{V}>`_ ``{V}`` :role:`{V}` |{V}|

.. image:: {V}
   :alt: {V}

.. raw:: html

   {V}
""",
    "adoc": """
= {V}

Present: {V}, Ann Bell

* link:{V}[{V}] image::{V}[{V}] xref:{V}[{V}] <<x,{V}>> +++{V}+++

[source,{V}]
----
{V}
----

++++
{V}
++++
""",
    "textile": """
h2. {V}

* "{V}":{V} !{V}! @{V}@ =={V}== p({V}). {V}

|_. {V} |
| {V} |
""",
    "vtt": """WEBVTT - {V}

STYLE
{V}

00:00:01.000 --> 00:00:03.000 {V}
<v {V}>{V}</v>
""",
    "html": """
<h1 id="{V}">{V}</h1><p>Present: {V}, Ann Bell</p>
<ul class="{V}"><li>{V}<ul><li>{V}</li></ul></li></ul>
<p><a href="{V}">{V}</a><img src="{V}" alt="{V}"><span class="author-{V}">{V}</span><pre>{V}</pre>
""",
    "xhtml": """
<ac:structured-macro ac:name="{V}"><ac:rich-text-body><p>{V}</p></ac:rich-text-body>
</ac:structured-macro>
<ac:link><ri:page ri:content-title="{V}"/><ac:link-body>{V}</ac:link-body></ac:link>
""",
}
"""By the endings of files, what is written for each text in notes of other tools; `{V}` is it."""


def vectors() -> tuple[str, ...]:
    """The texts of `vectors.txt`."""
    lines = Path(__file__).with_name("vectors.txt").read_text(encoding="ascii").splitlines()
    remark = re.compile(r"# |\[[A-Za-z ]+\]$|$")
    return tuple(
        line.encode("ascii").decode("unicode_escape") for line in lines if not remark.match(line)
    )


def write_site(folder: Path, texts: Sequence[str]) -> None:
    """A site's sources: each text in each field of two notes and of the registry."""
    notes, registry = folder / "notes", folder / "docs" / "registry"
    registry.mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Home\n\n<!-- minutes:dashboard -->\n")
    for number, text in enumerate(texts):
        day = f"{2000 + number // 300}-{1 + number % 12:02}-{1 + number // 12 % 25:02}"
        name = file_name(text)
        stated = {
            **dict.fromkeys(("title", "series", "project"), text),
            "date": day,
            "attendees": [text, f"Ada {text}"],
            "aliases": [text],
        }
        front = yaml.safe_dump(stated, allow_unicode=True, sort_keys=False)
        body = BODY.replace("{V}", text)
        _write(notes / name / f"{day} {name}.md", f"---\n{front}---\n{body}")
        _write(notes / "own" / f"{number}.md", f"# {text}, {day}\n\n## {text}\n\n{text}\n")
    for ending, form in DIALECTS.items():
        for first in range(0, len(texts), 40):
            shown = (form.format(V=text) for text in texts[first : first + 40])
            day = f"2010-{1 + first // 40:02}-{len(ending):02}"
            _write(notes / ending / f"{day}.{ending}", "\n".join(shown))
    names = {
        "people": [_person(text) for text in texts],
        "projects": [
            {"name": text, "homepage": text, "parts": [f"{text} part"], "aliases": [f"P {text}"]}
            for text in texts
        ],
        "series": [
            {"name": "Own", "match": ["own/*"]},
            *({"name": text, "aliases": [f"S {text}"]} for text in texts),
        ],
    }
    for kind, entries in names.items():
        _write(registry / f"{kind}.yml", yaml.safe_dump(entries, allow_unicode=True))


def _person(text: str) -> dict[str, object]:
    return {
        "name": f"Eve {text}",
        "aliases": [f"E. {text}"],
        "handles": [text],
        "roles": [text],
    }


def file_name(text: str) -> str:
    """A text as far as a file's name can hold it."""
    return re.sub(r"[/\x00]", "_", text)[:60].strip(". ") or "_"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")


# What the theme and we put into each page, by the forms of their addresses alone: each page would
# ask for it again.
OWN_FILES = re.compile(
    r"""
      <script \s src="(?:\.{1,2}/)*(?:assets|search)/[\w./-]+"></script>
    | <link \s rel="(?:stylesheet|icon|modulepreload)" \s href="(?:\.{1,2}/)*assets/[\w./-]+">
    """,
    re.VERBOSE,
)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # two dozen frames ask for several files each, all at once


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder under a policy, and without what matters to no reader of it."""

    def __init__(self, *request: Any, policy: str, without: str, **options: Any) -> None:
        self.policy = policy
        self.without = re.compile(without)
        super().__init__(*request, **options)

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        if self.path.endswith(".js"):
            self.send_header("Cache-Control", "max-age=600")  # else each frame asks for all of them
        super().end_headers()

    def do_GET(self) -> None:
        """Answer with a file, or with nothing."""
        if self.without.search(self.path):
            self.send_error(404)
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path, *, policy: str = "", without: str = r"(?!)") -> Iterator[str]:
    """The address of a folder that is served, for as long as it is needed.

    `without` matches the files that are not there, such as styles where only scripts matter.
    """
    handler = partial(_Handler, directory=str(folder), policy=policy, without=without)
    with _Server(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


# Runs before anything else in each page and frame.
BAIT = """
window.caught = [];
for (const name of ["alert", "confirm", "prompt", "print"])
  window[name] = (...said) => { window.top.caught.push(`${name}(${said})`); };
addEventListener("securitypolicyviolation", (event) =>
  window.top.caught.push(`${event.violatedDirective} ${event.blockedURI.slice(0, 80)}`), true);
"""

# What would run if a reader did something: clicked, pointed, typed.
WAITING = """
(document, location, still) => {
  const found = [];
  const here = location.protocol;
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (/^(iframe|frame|object|embed|base|foreignobject|animate|set|math|style)$/i.test(name))
      found.push(`<${name}>`);
    if (name === "script" && !element.src && element.type !== "application/json")
      found.push(`<script>${element.text.slice(0, 60)}`);
    if (name === "meta" && element.httpEquiv) found.push(element.outerHTML);
    for (const { name: attribute, value } of element.attributes) {
      if (/^on|^srcdoc$/i.test(attribute) || (still && attribute === "style"))
        found.push(`<${name} ${attribute}=${value}>`);
      if (/^((xlink:)?href|src|srcset|(form)?action|data|poster|background)$/i.test(attribute)) {
        let scheme = "unreadable:";
        try { scheme = new URL(value, location.href).protocol; } catch {}
        const link = name === "a" && /^(https?|mailto):$/.test(scheme);
        if (scheme !== here && !link) found.push(`<${name} ${attribute}=${value}>`);
        if (name !== "a" && new URL(value, location.href).host !== location.host)
          found.push(`<${name} ${attribute}=${value}>`);
      }
    }
  }
  return found;
}
"""


# Opens pages side by side, and tells what each would run.
FRAMES = """
async ([addresses, settle, still]) => {
  document.body.replaceChildren();
  const opened = addresses.map((address) => new Promise((loaded) => {
    const frame = document.createElement("iframe");
    // A browser that is kept waiting for long may lose a request: it is asked again, but not so
    // soon that a busy machine would begin anew what it is at.
    const again = setInterval(() => { frame.src = address; }, 180000);
    frame.onload = () => { clearInterval(again); loaded(frame); };
    frame.src = address;
    document.body.append(frame);
  }));
  const waiting = WAITING;
  const found = [];
  const frames = await Promise.all(opened);
  await new Promise((done) => setTimeout(done, settle));
  for (const frame of frames) {
    const page = frame.contentWindow;
    for (const what of waiting(page.document, page.location, still))
      found.push(`${page.location.pathname}: ${what}`);
  }
  return found;
}
"""

# Writes pages into frames, one after the other in each: a parser reads them, their scripts run, and
# what they name is asked for, as where a reader opens them; only the way to them is not gone again.
WRITTEN = """
async (pages) => {
  document.body.replaceChildren();
  document.body.style.display = "none";  // what runs does so without a place as well
  const waiting = WAITING;
  const found = [];
  const left = Object.entries(pages);
  const frames = [0, 1, 2, 3].map(() => document.createElement("iframe"));
  document.body.append(...frames);
  await Promise.all(frames.map(async (frame) => {
    for (let next; (next = left.pop());) {
      const { document: page, location } = frame.contentWindow;
      await new Promise((loaded) => {
        frame.onload = () => setTimeout(loaded);  // none comes where one is opened in its midst
        page.open();
        page.write(next[1]);
        page.close();
      });
      for (const what of waiting(page, location, true)) found.push(`${next[0]}: ${what}`);
    }
  }));
  return found;
}
"""


@dataclass
class Trap:
    """A page of a browser in which nothing may run but what is served as a file of the site."""

    context: BrowserContext
    caught: list[str] = field(default_factory=list)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.context.add_init_script(BAIT)
        self.context.on("request", self._request)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.caught.append(str(error)))
        self.page.on("popup", lambda popup: self.caught.append(f"popup {popup.url}"))

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            self.caught.append(f"request to {request.url[:80]}")

    def open(self, address: str) -> list[str]:
        """What a page did when it was opened, and what it would do if it was touched."""
        self.caught.clear()
        self.page.goto(address)
        return self.told()

    def told(self) -> list[str]:
        """What was caught since the page was opened."""
        waiting = self.page.evaluate(f"({WAITING})(document, location, false)")
        return [*self.caught, *self.page.evaluate("window.caught"), *waiting]

    def open_all(
        self, addresses: Sequence[str], *, settle: int = 0, still: bool = True
    ) -> list[str]:
        """The same of many pages of a site, each in a frame; an empty page of the site is open.

        They are left to themselves for `settle` milliseconds. `still` says that nothing of them
        moves, so that no style may stand at an element.
        """
        at_once = 24
        found: list[str] = []
        for start in range(0, len(addresses), at_once):
            some = list(addresses[start : start + at_once])
            found += self.page.evaluate(FRAMES.replace("WAITING", WAITING), [some, settle, still])
        return [*self.caught, *self.page.evaluate("window.caught"), *found]

    def write_all(self, site: Path, addresses: Sequence[str]) -> list[str]:
        """The same of many files of a site, without the theme's own files and not laid out.

        An empty page of the site is open.
        """
        at_once = 100
        found: list[str] = []
        for start in range(0, len(addresses), at_once):
            pages = {
                address: OWN_FILES.sub("", (site / address).read_text(encoding="utf-8"))
                for address in addresses[start : start + at_once]
            }
            found += self.page.evaluate(WRITTEN.replace("WAITING", WAITING), pages)
        return [*self.caught, *self.page.evaluate("window.caught"), *found]
