r"""Text made harmless for the place that it goes to: one function for each kind of place.

Whatever comes from a note, a file name, the registry or an address bar is a stranger's. It is kept
as the text that it is, and passes exactly one of these where it is written:

| goes to | function |
|---|---|
| text of an HTML element | `html_text` |
| a quoted attribute of HTML | `html_attribute` |
| a template that does not escape | `html_markup` |
| the address of a link | `web_address`, then `html_attribute` |
| a step of an address of ours | `path_step`; a whole path: `path_of` |
| a field of XML, iCalendar or the like, whose own writer escapes marks | `one_line` |
| Markdown, as text or as code | `markdown`, `markdown_code` |
| a terminal or a log, as one line or as lines of ours | `log_line`, `log_lines` |
| a terminal, as part of a line | `in_terminal` |
| a workflow command of GitHub Actions | `workflow_data`, `workflow_property` |
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from markupsafe import Markup

# Controls, the escape among them; marks that turn the direction of writing; ends of lines and of
# paragraphs, and annotations; and what is no character and cannot be encoded.
_UNSHOWN = re.compile(
    r"[\x00-\x1f\x7f-\x9f"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\u2028\u2029\ufff9-\ufffb"
    r"\ud800-\udfff\ufffe\uffff]"
)

# What nobody sees in a terminal, so that two names look alike; joiners join no letters of Latin.
_UNSEEN = re.compile(
    r"[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0"
    r"\U000e0000-\U000e007f]"
    r"|(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])"
)

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


# HTML.


def html_text(text: str) -> str:
    """The text as the content of an element; quotation marks stay, so it is no attribute.

    >>> html_text('<masked> & "so"')
    '&lt;masked&gt; &amp; "so"'
    """
    return escape(text, quote=False)


def html_attribute(text: str) -> str:
    """The text as the value of a quoted attribute.

    >>> html_attribute('"><b>')
    '&quot;&gt;&lt;b&gt;'
    """
    return escape(text)


def html_markup(text: str) -> Markup:
    """The text on one line, escaped and marked so, for a template that inserts what it is given.

    A filter that escapes leaves it as it is, and one that takes tags away gives the text back.

    >>> html_markup("(<masked>)"), html_markup("(<masked>)").striptags()
    (Markup('(&lt;masked&gt;)'), '(<masked>)')
    """
    return Markup(escape(one_line(text)))  # noqa: S704 - escaped here


# Addresses.

ALLOWED_SCHEMES = ("http://", "https://", "mailto:")


def web_address(address: str) -> str | None:
    """The address if it is one that a note may link to, else `None`.

    It begins with one of `ALLOWED_SCHEMES`, in any case. Nothing is stripped or decoded first, so
    what a browser would make of blanks, controls or entities in front does not matter.

    >>> web_address("https://example.org/a"), web_address("JavaScript:alert(1)"), web_address("//x")
    ('https://example.org/a', None, None)
    """
    return address if address.lower().startswith(ALLOWED_SCHEMES) else None


def path_step(text: str) -> str:
    r"""The text as one step of an address's path (RFC 3986, section 3.3).

    >>> path_step("a/b?#\"")
    'a%2Fb%3F%23%22'
    """
    return quote(text, safe="", errors="surrogateescape")


def path_of(path: str) -> str:
    """A path of steps between slashes as the path of an address.

    >>> path_of("notes/ü#1.md")
    'notes/%C3%BC%231.md'
    """
    return quote(path, errors="surrogateescape")


# Lines.


def one_line(text: str) -> str:
    r"""The text on one line: white space is one blank each, control characters are shown as `�`.

    Characters that turn the direction of writing are control characters too: they could make a
    line read other than it is.

    >>> one_line("a\n  b\u202ec\x00")
    'a b�c�'
    """
    return shown(" ".join(text.split()))


def shown(text: str) -> str:
    r"""The text with a mark for each control character, line ends among them; blanks stay.

    >>> shown("a  b\x1b[2J")
    'a  b�[2J'
    """
    return text if text.isprintable() else _UNSHOWN.sub(_REPLACEMENT, text)


_COLOUR = r"(?:\x1b\[[\d;]*m)"
# A runner takes a line that begins with `::`, after blanks, for a command, and `##[…]` anywhere, as
# others do `##vso[…]` and `##teamcity[…]`. Colours are taken out where no terminal listens.
_COMMAND = re.compile(rf"^(?:\s|{_COLOUR})*:(?={_COLOUR}*:)|\#\#(?=\w*\[)")


def no_command(line: str) -> str:
    """A line that no runner of workflows takes for a command: a blank parts the marks of one.

    >>> no_command(" ::error::no"), no_command("a ##[group]b"), no_command("std::list")
    (' : :error::no', 'a ## [group]b', 'std::list')
    """
    return _COMMAND.sub(r"\g<0> ", line)


def log_line(text: str) -> str:
    r"""The text on one line of a log or terminal, which shows also what nobody sees elsewhere.

    >>> log_line("::error\n::b"), log_line("the\u200bn"), log_line("می\u200cخواهم")
    (': :error ::b', 'the�n', 'می\u200cخواهم')
    """
    return _logged(" ".join(text.split()))


def _logged(line: str) -> str:
    return no_command(in_terminal(line))


def in_terminal(text: str) -> str:
    r"""Part of a line of a terminal, with a mark for each character that nobody sees there.

    It is as long as the text, so that places in one are places in the other.

    >>> in_terminal("a\u200bb  \x1b[2J\u202e")
    'a�b  �[2J�'
    """
    return _UNSEEN.sub(_REPLACEMENT, shown(text))


def log_lines(text: str) -> str:
    r"""Lines of a log or terminal, each without controls or commands; its line feeds part them.

    >>> log_lines("a\x1b\n  ::b\n")
    'a�\n  : :b\n'
    """
    return "\n".join(map(_logged, text.split("\n")))


def workflow_data(text: str) -> str:
    r"""The message of a workflow command, whose line feeds are shown as such.

    >>> workflow_data("50%\n::x##[y]")
    '50%25%0A::x## [y]'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return no_command("%0A".join(in_terminal(line).replace("%", "%25") for line in lines))


def workflow_property(text: str) -> str:
    """A property of a workflow command.

    >>> workflow_property("a,b:c")
    'a%2Cb%3Ac'
    """
    return workflow_data(text).replace(":", "%3A").replace(",", "%2C")


# Markdown.

_MARKS = re.compile(
    r"""
      (?P<address> (?<!\S) https?://\S+ )          # a bare address, which some parsers link
    | (?P<mention> (?<![\w`]) @ \w [\w/-]* )       # a mention, which a forge would notify of
    | (?P<mark> [\\`*_\[\]]                        # what means something anywhere in a line …
      | ^ [#+.!(>-] | ^ \d+ (?=[.)])               # … or at the beginning of one
      | \# (?= \#* $ ) )                           # … or ends a heading
    | (?P<other> [<>|~&$^{}@]                      # the same where not all parsers know `\`
      | : (?= [\w+-]+ : | // ) | = (?= = ) | \+ (?= \+ )
      | (?<= www ) \. | ^ [^\w\s"'] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TRAILING = ".,;:!?'\")]"
_PLAIN_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&'()*+,=%-]+", re.ASCII | re.IGNORECASE)


def markdown(text: str) -> str:
    r"""The text on one line, reading in Markdown as it is, at a line's beginning or within it.

    Marks that every dialect lets escape get a backslash. Others become numeric references, which
    no dialect and no template engine takes for markup: tags, tables, attribute lists, macros. A
    mention becomes code, so that nobody is notified. A bare web address is the one thing linked.

    >>> print(markdown("1. <b> *a* {: onclick}"))
    1\. &#60;b&#62; \*a\* &#123;: onclick&#125;
    >>> print(markdown("ask @ada, see https://example.org/a_b."))
    ask `@ada`, see <https://example.org/a_b>.
    """
    return _MARKS.sub(_marked, one_line(text))


def _marked(match: re.Match[str]) -> str:
    found = match[0]
    if match["address"]:
        return _linked(found)
    if match["mention"]:
        return f"`{found}`"
    if match["other"]:
        return _references(found)
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def _linked(found: str) -> str:
    address = found.rstrip(_TRAILING)
    if _PLAIN_ADDRESS.fullmatch(address):
        return f"<{address}>{found[len(address) :]}"
    return _all_references(found)


def _all_references(text: str) -> str:
    """The text with each of its marks as a numeric reference."""
    return re.sub(r"[^\w\s]|_", lambda mark: _references(mark[0]), text)


def _references(text: str) -> str:
    return "".join(f"&#{ord(char)};" if ord(char) < 128 else char for char in text)


# In code nothing is markup, but for what template engines, remarks of reviewers, tables, menders of
# references and markers of languages look for in the source, and for tags: Python-Markdown takes
# all between `<details>` and its end for HTML.
_NOT_EVEN_IN_CODE = re.compile(r"[{}|&<]|^(?:#!|:::)")


def markdown_code(text: str, *, limit: int = 200) -> str:
    r"""The text on one line as a code span, in which nothing is markup, mention or link.

    Text longer than `limit` characters ends in an ellipsis; empty text gives an empty span's blank.
    Text with a bar, a brace, a `<` or an `&` becomes a `code` element of references, since tables,
    macros, tags and references are looked for in code spans too.

    >>> print(markdown_code("a `b` @ada"))
    ``a `b` @ada``
    >>> print(markdown_code("``"), markdown_code(""))
    ``` `` ``` ` `
    >>> print(markdown_code("a|b"))
    <code>a&#124;b</code>
    """
    line = one_line(text)
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    if _NOT_EVEN_IN_CODE.search(line):
        return f"<code>{_all_references(line)}</code>"
    fence = "`" * (1 + max(map(len, re.findall(r"`+", line)), default=0))
    padding = " " if not line or line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{padding}{line}{padding * bool(line)}{fence}"
