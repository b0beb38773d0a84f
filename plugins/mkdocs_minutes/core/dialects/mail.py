"""Mail: the head of a message without what machines put there, parts, quoted-printable.

Lines stay: what is encoded over the end of a line goes on in the next one, as a paragraph does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.header import decode_header
from itertools import islice, pairwise

from .dialect import Dialect
from .forms import erased
from .source import Change, Edit, Source

_FIELD = re.compile(r"(?P<name>[A-Z][A-Za-z-]{1,40}):(?P<value>[^\n]*(?:\n[ \t]+[^\n]*)*)\n?")
# What programs put into the head of each mail.
_SIGN = re.compile(
    r"(?=From |[A-Z][\w-]{1,40}:)(?:[^\n]+\n){0,60}?"
    r"(?:Message-ID|MIME-Version|Return-Path|Content-Transfer-Encoding):",
    re.IGNORECASE,
)
_SHOWN = frozenset("from to cc date subject".split())
_POSTED = r"^From [^\n]{3,80}\d{4}[ \t]*$"
_BOUNDARY = re.compile(r"boundary=\"?(?P<name>[^\s\";]{1,70})", re.IGNORECASE)
_MOST_BORDERS = 20
_CHARSET = re.compile(r"charset=\"?(?P<name>[\w-]{1,30})", re.IGNORECASE)
_WORD = re.compile(r"=\?[\w-]{1,30}\?[QqBb]\?[^?\s]{0,400}\?=(?:\s+(?==\?))?")
_CODED = re.compile(r"(?:=[0-9A-F]{2})+|=$", re.MULTILINE)
_SIGNED = re.compile(r"^--(?: |=20)?$", re.MULTILINE)


def _changes(source: Source) -> Iterator[Change]:
    """The parts of each message: their heads, and their words unless they only say them again."""
    text = source.text
    named = islice(_BOUNDARY.finditer(text), _MOST_BORDERS)
    names = "|".join([re.escape(one["name"]) for one in named] or [r"\b\B"])
    borders = re.compile(rf"{_POSTED}|^--(?:{names})(?:--)?[ \t]*$", re.M)
    found = [match.span() for match in borders.finditer(text)]
    found[:0] = [(0, 0)] * (not found or found[0][0] > 0)
    plain = False
    for (start, head), (end, _) in pairwise([*found, (len(text), 0)]):
        yield Edit(start, head)
        body, told = head + text.startswith("\n", head), {}
        while field := _FIELD.match(text, body, end):
            told[field["name"].lower()] = field["value"].strip().lower()
            yield from _field(field)
            body = field.end()
        kind = told.get("content-type", "text/plain")
        again = kind.startswith("text/html") and plain
        plain = plain or kind.startswith("text/plain")
        printed = "quoted" in told.get("content-transfer-encoding", "")
        yield from _words(text, body, end, "" if again else kind, printed=printed)


def _words(text: str, start: int, end: int, kind: str, *, printed: bool) -> Iterator[Change]:
    """What a part says; only text is shown."""
    if not kind.startswith(("text/", "multipart/")):
        yield from erased(start, text[start:end])
        return
    yield from (Edit(*match.span()) for match in _SIGNED.finditer(text, start, end))
    charset = _CHARSET.search(kind)
    for match in _CODED.finditer(text, start, end) if printed else ():
        yield Edit(*match.span(), _decoded(match[0], charset["name"] if charset else ""))


def _field(field: re.Match[str]) -> Iterator[Change]:
    """A line of the head, if readers want it, with its words as they were typed."""
    if field["name"].lower() not in _SHOWN:
        yield from erased(field.start(), field[0])
        return
    for word in _WORD.finditer(field.string, *field.span("value")):
        try:
            (words, charset), *_ = decode_header(word[0].strip())
            shown = words.decode(charset or "utf-8", "replace")
        except (LookupError, ValueError):
            continue
        yield from erased(word.start(), word[0])
        yield Edit(word.end(), word.end(), shown)


def _decoded(coded: str, charset: str) -> str:
    octets = bytes.fromhex(coded.replace("=", ""))
    try:
        words = octets.decode(charset or "utf-8")
    except (LookupError, ValueError):
        words = octets.decode("cp1252", "replace")
    return " ".join(words.splitlines())


MAIL = Dialect(
    name="mail",
    tools="mail (`.eml`, and messages as text)",
    reads=(
        "who wrote when, the subject, the words of a message, quoted-printable among them; what"
        " programs put into its head, its attachments and its second form in HTML are not shown"
    ),
    recognised=lambda source: source.ends_with(".eml") or bool(_SIGN.match(source.text)),
    changes=_changes,
    example=("Message-ID: <1@ropes>\nSubject: =?utf-8?Q?R=C3=B6pes?=", "\nSubject: Röpes"),
)
