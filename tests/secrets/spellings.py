"""Spellings of secrets with random values in many contexts, and whether a text shows one.

A line of `spellings.txt` is a kind, a tab, and a text in which « and » stand around what nobody may
see. \\n and \\t are a line's end and a tab. Slots are filled at random: {dN} digits, {n} a digit
from 2 to 9, {hN} hexadecimal digits, {aN} small letters, {AN} capitals, {UN} capitals and digits,
{xN} letters of both cases and digits, {wN} a made-up word. All numbers are of ranges that are kept
for fiction, or of nobody.
"""

from __future__ import annotations

import html
import random
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

SPELLINGS = Path(__file__).with_name("spellings.txt")

CONTEXTS: Mapping[str, str] = {
    "paragraph": "We met again. {0}",
    "line": "{0}",
    "before words": "{0} and then we talked",
    "sentence": "To join: {0}.",
    "comma": "Join with {0}, as always",
    "heading": "## {0}",
    "item": "- {0}",
    "nested": "- Call\n  - {0}",
    "numbered": "1. {0}",
    "task": "- [ ] {0}",
    "quote": "> {0}",
    "cell": "| what | how |\n|---|---|\n| join | {0} |",
    "bold": "**{0}**",
    "italic": "_{0}_",
    "brackets": "We meet ({0})",
    "code": "```\n{0}\n```",
    "indented": "    {0}",
    "action": "AI (Ann Bell): join {0}",
    "decision": "Decision: use {0}",
    "speaker": "Ann Bell: {0}",
    "chat": "[10:32] <ann> {0}",
    "html": "<p>{0}</p>",
    "footnote": "Note[^1]\n\n[^1]: {0}",
    "behind a label": "Join: {0}",
    "remark": "Call at 15:00 / {0} / room 4",
}
"""Where a thing may stand, by name."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way to write a kind of secret, with slots for random characters."""

    kind: str
    form: str

    def filled(self, chance: random.Random) -> tuple[str, tuple[str, ...]]:
        """A text with random values, and the parts of it that must not be seen."""
        text = (
            _SLOT.sub(lambda slot: _fill(slot, chance), self.form)
            .replace("\\n", "\n")
            .replace("\\t", "\t")
        )
        parts = tuple(bare(p) for p in re.findall("«(.*?)»", text, re.S) for p in p.split("\n"))
        return re.sub("[«»]", "", text), parts


_SLOT = re.compile(r"\{(?:n|(?P<kind>[dhaUAxw])(?P<count>\d+))\}")
_ALPHABETS = {
    "d": string.digits,
    "h": "0123456789abcdef",
    "a": string.ascii_lowercase,
    "A": string.ascii_uppercase,
    "U": string.ascii_uppercase + string.digits,
    "x": string.ascii_letters + string.digits,
}
_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]


def _fill(slot: re.Match[str], chance: random.Random) -> str:
    if slot["kind"] is None:
        return chance.choice("23456789")
    kind, count = slot["kind"], int(slot["count"])
    if kind == "w":
        return "".join(chance.choice(_SYLLABLES) for _ in range(count))[:count]
    while True:
        text = "".join(chance.choice(_ALPHABETS[kind]) for _ in range(count))
        mixed = any(map(str.isdigit, text)) and any(map(str.isalpha, text))
        day = re.match(r"(?:19|20)\d\d", text)
        if not (kind == "d" and day) and (kind not in "xUh" or count < 6 or mixed):
            return text


def spellings() -> tuple[Spelling, ...]:
    """All ways that the table knows."""
    lines = SPELLINGS.read_text(encoding="utf-8").splitlines()
    return tuple(Spelling(*line.split("\t", 1)) for line in lines if not line.startswith("#"))


def bare(text: str) -> str:
    """The letters and digits of a text as it reads, in small letters."""
    return re.sub(r"[\W_]+", "", html.unescape(unquote(text)).lower())


@dataclass(frozen=True, slots=True)
class Case:
    """A spelling in a context: a text, and the parts of it that must not be seen."""

    spelling: Spelling
    context: str
    text: str
    parts: tuple[str, ...]


def cases(chance: random.Random) -> Iterator[Case]:
    """Each spelling in each context; one of several lines stands by itself, and in a quotation."""
    for spelling in spellings():
        for name, context in CONTEXTS.items():
            text, parts = spelling.filled(chance)
            if "\n" not in text:
                yield Case(spelling, name, context.format(text), parts)
            elif name == "quote":
                yield Case(spelling, name, "> " + text.replace("\n", "\n> "), parts)
            elif name == "line":
                yield Case(spelling, name, text, parts)


def shows(text: str, parts: tuple[str, ...]) -> bool:
    """Whether a text shows what it must not, with its tags or without."""
    plain = bare(re.sub(r"<[^>]{0,400}>", "", text))
    whole = bare(text)
    return any(part in plain or part in whole for part in parts if part)
