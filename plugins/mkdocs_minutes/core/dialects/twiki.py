"""TWiki and Foswiki: headings of dashes and pluses, lists by their indent, tables, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..records import Span
from .dialect import Dialect
from .forms import (
    RULE,
    Row,
    around,
    between,
    bold_head,
    each,
    form,
    line_end,
    linked,
    nested,
    reaching,
    tables,
    with_code,
)
from .source import Change, Edit, Source
from .tasks import behind

_HEADING = re.compile(r"^---(?P<marks>\+{1,6})(?:!!)?[ \t]*(?=\S)", re.MULTILINE)
_ITEM = re.compile(r"(?P<indent>(?: {3}|\t)+)(?P<mark>\*|[\dAaIi])\.?[ \t]+(?=\S)")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_BORDER = re.compile(r"\|")
_LINK = re.compile(
    r"\[\[(?!https?:|mailto:|ftp:)(?P<target>[^\[\]\n]{1,300})\](?:\[(?P<words>[^\[\]\n]{1,300})\])?\]"
)
# `Main.AnnBell`, who is somebody, and no page of this web.
_PERSON = re.compile(
    r"(?<![\w./\[])(?:Main|Users|%(?:MAIN|USERS)WEB%)\.(?P<target>(?:[A-Z][a-z]+){2,4})\b"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ACTION = re.compile(r"%ACTION\{(?P<told>[^{}\n]{0,300})\}%[ \t]*(?=\S)")
_TOLD = re.compile(r"(?P<key>\w{2,12})=\"(?P<value>[^\"\n]{0,100})\"")
_CODE = re.compile(r"^[ \t]*</?(?:verbatim|pre)>[ \t]*$", re.MULTILINE)
_VERBATIM = re.compile(
    r"^[ \t]*<(?P<tag>verbatim|pre)>[ \t]*\n(?:.*\n){0,300}?[ \t]*</(?P=tag)>", re.M
)
_HIDDEN = (
    form("<nop>", "<nop>"),
    form("%", r"^%META:[^\n]*%[ \t]*$"),
    form("%", r"%(?!BR%|ATTACHURL|ACTION\{)[A-Z][A-Z:]{0,20}(?:\{[^{}\n]{0,300}\})?%"),
    form("%ATTACHURL", r"%ATTACHURL(?:PATH)?%/"),
    form("%BR%", "%BR%", "<br>"),
    form("<", r"</?(?:noautolink|sticky|nop|literal)>"),
    form("!", r"!(?=(?:[A-Z][a-z]*){2})"),
)
_FORMS = (
    RULE,
    form(
        "[[",
        r"\[\[(?P<url>(?:https?|mailto|ftp):[^\[\]\s]{1,1000})\]\[(?P<words>[^\[\]\n]{1,300})\]\]",
        "[{words}]({url})",
    ),
    form("[[", r"\[\[(?P<words>(?:https?|ftp):[^\[\]\s]{1,1000})\]\]"),
    between("*", "**{words}**"),
    between("==", "`{words}`"),
    between("=", "`{words}`"),
    form("$ ", r"^[ \t]+\$[ ](?P<words>[^:\n]{1,80}):(?:[ ]:)?(?=[ ])", "- **{words}**:"),
)


def _marked(source: Source) -> Iterator[Change]:
    for match in source.matches(_HEADING):
        yield Edit(*match.span(), "#" * len(match["marks"]) + " ")
    yield from each(source, _ACTION, _action, "%ACTION")
    yield from around(source, _HIDDEN)
    yield from tables(source, _ROW, _BORDER, _LINK, shape=_shape)
    yield from nested(source, _ITEM)
    yield from each(source, _LINK, _link)
    for match in source.matches(_PERSON):
        yield Edit(*match.span(), _CAMEL.sub(" ", match["target"]))
    yield from around(source, _FORMS)


def _shape(text: str, rows: Sequence[Row]) -> list[Row]:
    return [bold_head(text, row) for row in reaching("^")(text, rows)]


def _link(match: re.Match[str]) -> Iterator[Change]:
    """A link to a page, by its text or its name; what stands before the point is another web."""
    web, _, page = match["target"].rpartition(".")
    start, end = match.span("words" if match["words"] else "target")
    start += 0 if match["words"] or not web else len(web) + 1
    yield from linked(match, Span(start, end), match["words"] or page)


def _action(match: re.Match[str]) -> Iterator[Change]:
    """`%ACTION{ who="Main.AnnBell" due="…" state="closed" }% words` as a task."""
    told = {one["key"]: one["value"] for one in _TOLD.finditer(match["told"])}
    box = "x" if told.get("state") == "closed" or told.get("closed") else " "
    who = _CAMEL.sub(" ", told.get("who", "").rpartition(".")[2])
    yield Edit(*match.span(), f"- [{box}] " + (f"{who}: " if who else ""))
    yield from behind(line_end(match), f"due {told['due']}") if "due" in told else ()


TWIKI = Dialect(
    name="twiki",
    tools="TWiki, Foswiki",
    reads=(
        "headings (`---++ …`), lists by their indent, tables, links, people (`Main.AnnBell`),"
        " emphasis, code, actions (`%ACTION{who=…}%`); variables and what the program notes of a"
        " page are not shown"
    ),
    recognised=lambda source: (
        source.text.startswith("%META:TOPIC") or ("---+" in source.text and source.has(_HEADING))
    ),
    changes=with_code(_marked, _CODE, _VERBATIM),
    example=("---++ Ropes\n   * *new* ones", "## Ropes\n- **new** ones"),
    suffix=".txt",
    is_markup=True,
)
