"""Mail: a file of one message as its words, and messages within text without what machines add.

A message has no lines of its own (programs fold and encode them), so lines are counted in what
comes of it; a message that lies in a note as text keeps its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

from ..text import lines_to_lf
from .dialect import Dialect
from .forms import around, erased, form
from .source import Change, Edit, Source
from .webpage import as_markdown

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_HEAD = re.compile(r"(?:From [^\n]*\n)?(?:[A-Z][A-Za-z-]{1,40}:[^\n]*\n(?:[ \t]+[^\n]*\n)*){2,60}")
_FIELD = re.compile(r"^(?P<name>[A-Z][A-Za-z-]{1,40})[: ][^\n]*(?:\n[ \t]+[^\n]*)*", re.MULTILINE)
# What programs put into the head of each mail.
_SIGN = re.compile(
    r"^(?:Message-ID|MIME-Version|Return-Path|Content-Transfer-Encoding):", re.M | re.I
)
_PRINTED = re.compile(r"^Content-Transfer-Encoding: quoted-printable", re.MULTILINE | re.IGNORECASE)
_CODED = re.compile(r"(?:=[0-9A-F]{2})+|=$", re.MULTILINE)


def is_mail(path: str) -> bool:
    """Whether a file is one message, by its path."""
    return path.partition("#")[0].lower().endswith(".eml")


def as_words(data: bytes, text: str) -> str:
    r"""The head that readers want of a message, and its words; a page of HTML as Markdown.

    What is no message stays the `text` that it is.

    >>> as_words(b"Subject: =?utf-8?Q?R=C3=B6pes?=\nX-Id: 1\n\nNew ones", "")
    'Subject: R\xf6pes\n\nNew ones'
    """
    message = message_from_bytes(data)
    head = [f"{name}: {_words(message[name])}" for name in _SHOWN if message[name]]
    parts = [part for part in message.walk() if part.get_content_disposition() != "attachment"]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if head and part.get_content_type() == kind:
                said = _said(part)
                said = as_markdown(said) if kind == "text/html" else said
                return lines_to_lf("\n".join([*head, "", said]))
    return text


def _said(part: Message) -> str:
    octets = part.get_payload(decode=True)
    octets = octets if isinstance(octets, bytes) else b""
    try:
        return octets.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):
        return octets.decode("cp1252", "replace")


def _words(field: object) -> str:
    try:
        words = str(make_header(decode_header(str(field))))
    except (LookupError, ValueError):
        words = str(field)
    return " ".join(words.split())


_SENT_FROM = form("Sent from my ", r"^Sent from my \w+[^\n]{0,40}$")


def _changes(source: Source) -> Iterator[Change]:
    yield from around(source, (_SENT_FROM,))
    head = _HEAD.match(source.text)
    end = head.end() if head else 0
    for field in _FIELD.finditer(source.text, 0, end):
        if field["name"] not in _SHOWN or field[0].startswith("From "):
            yield from erased(field.start(), field[0])
    if _PRINTED.search(source.text, 0, end):
        for coded in _CODED.finditer(source.text, end):
            octets = bytes.fromhex(coded[0].replace("=", ""))
            yield Edit(*coded.span(), " ".join(octets.decode("utf-8", "replace").splitlines()))


def _recognised(source: Source) -> bool:
    if _SENT_FROM.sign in source.text and source.has(_SENT_FROM.pattern):
        return True
    head = _HEAD.match(source.text)
    return head is not None and _SIGN.search(source.text, 0, head.end()) is not None


MAIL = Dialect(
    name="mail",
    tools="mail (`.eml`, and a message as text)",
    reads=(
        "who wrote when, the subject, the words of a message in whatever encoding; what programs"
        " put into its head, attachments and a second form in HTML are not shown; lines of `.eml`"
        " are counted in what comes of it"
    ),
    recognised=_recognised,
    changes=_changes,
    example=("Message-ID: <1@ropes>\nSubject: Ropes\n", "\nSubject: Ropes\n"),
)
