"""The patterns of the steps of masking, which are data: `forms.toml` has them with their words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_PART = re.compile(r"(?<![?]P)<(\w+)>")


def table(name: str) -> Mapping[str, Any]:
    """A table of this folder by the name of its file."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def filled(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with its parts in the places of their names.

    >>> filled("(?P<name><word>s?) <b>", {"word": "PIN", "name": "x"})
    '(?P<name>PINs?) <b>'
    """
    return _PART.sub(lambda it: parts.get(it[1], it[0]), pattern)


@cache
def _read() -> tuple[Mapping[str, Any], Mapping[str, str]]:
    read = table("forms")
    words: dict[str, str] = {}
    for name, pattern in read["words"].items():
        words[name] = filled(pattern, words)
    return read, words


def words(name: str) -> str:
    """The pattern of words of a name, to be part of another."""
    return _read()[1][name]


class Forms:
    """The patterns of a step, each an attribute by its name."""

    def __init__(self, step: str) -> None:
        read, parts = _read()
        sources = {name: filled(pattern, parts) for name, pattern in read[step].items()}
        vars(self).update((name, re.compile(source)) for name, source in sources.items())

    def __getattr__(self, name: str) -> re.Pattern[str]:
        raise AttributeError(name)


def value_forms() -> Mapping[str, re.Pattern[str]]:
    """The patterns of values by their names."""
    read, parts = _read()
    return {
        name: re.compile(behind_word(filled(pattern, parts)), re.VERBOSE)
        for name, pattern in read["value"].items()
    }


def behind_word(pattern: str) -> str:
    """A pattern before which Han, Kana and Hangul may stand, which put no blanks between words."""
    return pattern.replace(r"(?<! [\w", r"(?<! [A-Za-z0-9_\u00c0-\u1fff")
