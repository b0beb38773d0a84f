"""Links between the notes of a vault: `[[Name]]`, `[[Name|text]]`, `[[note#heading]]`, embeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from ..lexicon import any_of, late, words
from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import each, linked
from .source import Change, Edit, Source
from .vault import named_blocks

# `![[harbour.png|300]]`, `#[[two words]]`. Not a macro's `[[TOC]]`.
_LINK = re.compile(
    r"(?P<embed>!)?(?P<tag>\#)?\[\[(?!_?(?:TOC|toc|TOSP)_?\]|https?://)"
    r"(?P<target>[^\[\]\n|]{0,300}?)(?:\\?\|(?P<text>[^\[\]\n]{1,300}))?\]\](?!\()"
)
# Links that lead out: `[[https://…]]`, `[[https://…][text]]` as in Org, `[[text|https://…]]` and
# `[[https://…|text]]` as in wikis.
_URL = r"https?://[^\[\]|\s]{1,1000}"
_OUTER = re.compile(
    rf"(?<!\[)\[\[(?:(?P<url>{_URL})(?:(?:\]\[|\|)(?P<text>[^\[\]\n]{{1,300}}))?"
    rf"|(?P<words>[^\[\]|\n]{{1,300}})\|(?P<target>{_URL}))\]\]"
)
_FILE = re.compile(r"\.(?!md\b|markdown\b)[A-Za-z][A-Za-z0-9]{1,4}$")
_AT_NAME = re.compile(r"@(?=[^\W\d_][^\s@|\]]*[ ][^\W\d_])")
# A page of a forge's wiki, whose file has hyphens for blanks.
_HYPHENED = re.compile(r"[A-Z][\w.]*(?:-[\w.]+)+(?:#.*)?")
# `[[the charter|Charter]]`: words as in a sentence, and the name of a page.
_SPOKEN = late(rf"{any_of(words('names.articles') | words('names.determiners'))}[ ]")
_PAGE = re.compile(r"[^\W\d_a-z][^ ]*(?:[ ][^\W\d_a-z]|$)")
_JOINED = re.compile(r"[-/#]")
_VAULT = r"dendron://[\w-]+/"
_DOTTED = re.compile(rf"(?:{_VAULT}[\w-]+|[\w-]+\.[\w-]+)(?:\.[\w-]+)*(?:#.*)?")
# `[[user.ann]]`, which is `@ann` there.
_USER = re.compile(rf"(?:{_VAULT})?user\.(?=[\w-]+$)")


# `Attendees:: [[Ann Bell]] [[Carl Diaz]]`: links behind a label that nothing but blanks part.
_LINE_OF_LINKS = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+)?[*_]{0,2}[^\W\d_][\w ]{1,30}[*_]{0,2}::?[*_]{0,2}[ \t]+"
    r"(?P<links>\#?\[\[[^\[\]\n]{1,200}\]\](?:[ \t]{1,3}\#?\[\[[^\[\]\n]{1,200}\]\]){1,60})[ \t]*$",
    re.MULTILINE,
)
# `[ann-bell]: people/ann-bell "Ann Bell"`, as Foam has the titles of notes below a note.
_TITLED = re.compile(
    r"^\[(?P<name>[^\[\]\n]{1,100})\]: \S{1,300} \"(?P<title>[^\"\n]{1,200})\"$", re.MULTILINE
)
# `with [[Ann]], [[Bo]]` below a title.
_NAMED = r"\[\[[^\[\]\n]{1,200}\]\]"
_WITH = re.compile(
    rf"^\#[ ][^\n]+\n\n?(?P<with>with)(?=[ ]{_NAMED}(?:,?[ ](?:and[ ])?{_NAMED}){{0,40}}[ \t]*$)",
    re.MULTILINE | re.IGNORECASE,
)
_GAP = re.compile(r"(?<=\]\])[ \t]")


def _changes(source: Source) -> Iterator[Change]:
    for line in source.matches(_LINE_OF_LINKS):
        for gap in _GAP.finditer(line.string, *line.span("links")):
            yield Edit(gap.start(), gap.start(), ",")
    for match in source.matches(_WITH):
        yield Edit(match.end("with"), match.end("with"), ":")
    yield from each(source, _OUTER, _outer, "://")
    foam = "[//begin]" in source.text
    titles = {one["name"]: one["title"] for one in source.matches(_TITLED) if foam}
    for match in source.matches(_LINK):
        target = match["target"].strip()
        if match["embed"] and _FILE.search(target):
            shown = target.rpartition("/")[2]
            yield Edit(*match.span(), f"![{shown}]({quote(target)})")
        elif _is_turned(match):
            yield from _link(match, match["text"], match.span("target"))
        elif match["text"]:
            yield from _link(match, target, match.span("text"))
        elif target in titles:
            yield Edit(*match.span(), titles[target])
            yield InlineMark("link", Span(*match.span()), titles[target])
        elif target.startswith("#^"):
            yield from _block(match, target, source.once(named_blocks).get(target[2:]))
        elif target:
            yield from _bare(match, target)


def _outer(match: re.Match[str]) -> Iterator[Change]:
    address = (match["url"] or match["target"]).replace("(", "%28").replace(")", "%29")
    group = next((name for name in ("text", "words") if match[name]), None)
    if group is None:
        yield Edit(*match.span(), f"<{address}>")
    else:
        yield Edit(match.start(), match.start(group), "[")
        yield Edit(match.end(group), match.end(), f"]({address})")


def _is_turned(match: re.Match[str]) -> bool:
    """Whether the text stands before the target.

    So Dendron has it, `[[The crane|work.crane]]`, and wikis of forges, `[[the crane|Old-crane]]`.
    """
    text, target = (match["text"] or "").strip(), match["target"].strip()
    dotted = _DOTTED.fullmatch(text) and not _DOTTED.fullmatch(target)
    hyphened = _HYPHENED.fullmatch(text) and not _JOINED.search(target)
    return bool(dotted or hyphened or (_SPOKEN.match(target) and _PAGE.match(text)))


def _link(match: re.Match[str], target: str, words: tuple[int, int]) -> Iterator[Change]:
    """A link with a text of its own: all but that goes."""
    return linked(match, Span(*words), target.strip())


def _block(match: re.Match[str], target: str, said: Span | None) -> Iterator[Change]:
    """A block of the same note (`[[#^a1b2]]`), as what it says."""
    words = match.string[said.slice][:300] if said else ""
    yield Edit(*match.span(), f"“{_BRACKETS.sub('', words)}”" if words else "(a block)")
    yield InlineMark("link", Span(*match.span()), target)


_BRACKETS = re.compile(r"\[\[|\]\]")


def _bare(match: re.Match[str], target: str) -> Iterator[Change]:
    """A link that shows what it leads to: the note's name without its folders, then the heading."""
    note, _, heading = target.partition("#")
    start = match.start("target") + len(match["target"]) - len(match["target"].lstrip())
    name = start + len(note.rstrip())
    start += note.rfind("/") + 1
    # Vaults set an at sign in front of the notes of people.
    start += bool(_AT_NAME.match(match.string, start))
    if match["target"][name - match.start("target") - 3 :].startswith(".md"):
        name -= 3
    shown = "" if heading.startswith("^") else heading.strip().replace("#", " › ")
    user = _USER.match(target)
    start += user.end() if user else 0
    yield Edit(match.start(), start, "@" if user else "")
    yield Edit(name, match.end(), f" › {shown}" if shown and note.strip() else shown)
    yield InlineMark("tag" if match["tag"] else "link", Span(start, match.end()), target)


DOUBLE_BRACKETS = Dialect(
    name="double-brackets",
    tools="Obsidian, Logseq, Foam, Dendron",
    reads=(
        "`[[Name]]`, `[[Name\\|text]]`, `[[note#heading]]` as links to the person, project, note"
        " or section of that name, else as their text; blocks (`[[note#^a1b2]]`) as what they say;"
        " embedded files as attachments"
    ),
    recognised=lambda source: "[[" in source.text and (source.has(_LINK) or source.has(_OUTER)),
    changes=_changes,
    example=("Present: [[Ann Bell]], [[Carl Diaz|Carl]]", "Present: Ann Bell, Carl"),
)
