"""Homes: houses with their numbers beside somebody's name, or beside what tells of a home."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from ..lexicon import any_of, everyday, months
from .forms import filled, table
from .found import Found


class _House(NamedTuple):
    """Where a house stands, whether a word of streets tells so, and whether it has flats."""

    start: int
    end: int
    sure: bool
    lived: bool


_SHORT = 5
"""A shorter part of a name of places is a word of its own there."""
_DISTRICTS = "市区町村郡县路街台"
_SIGNS = frozenset(",:;(|-=\n")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_NAMES = re.compile(r"[^\W\d_a-z][^\W\d_]+")


@cache
def _patterns() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """The patterns of `homes.toml` by their names there."""
    read = table("homes")
    parts = {name: any_of(words.split()) for name, words in read["house"].items()}
    parts |= {name: any_of(words) for name, words in read["whose"].items()}
    places = read["whose"]["places"]
    parts["short"] = any_of(it for it in places if len(it) < _SHORT)
    parts["long"] = any_of(it for it in places if len(it) >= _SHORT)
    patterns = {}
    for name, written in read["pattern"].items():
        ways = [written] if isinstance(written, str) else written
        ways = [filled(way, parts) for way in ways]
        parts[name] = f"(?:{ways[0]})" if name != "upper" else ways[0]
        patterns[name] = tuple(re.compile(way, re.VERBOSE) for way in ways)
    return patterns


def _one(name: str) -> re.Pattern[str]:
    return _patterns()[name][0]


def homes(text: str) -> Iterator[Found]:
    """The houses of a text that are somebody's, each with what else its address holds."""
    if any(map(text.__contains__, _DISTRICTS)):
        for match in _one("east_asian").finditer(text):
            yield Found(*match.span("thing"), "postal-address", match.start())
    done = last = 0
    for number in _one("number").finditer(text):
        house = _house(text, number, last) if number.start() >= done else None
        told = _told(text, house, last) if house else None
        last = house.end if house and house.sure else last
        if house and told is not None:
            done = house.end
            yield Found(house.start, house.end, "postal-address", told)
            town = _one("town").match(text, house.end)
            if town:
                yield Found(*town.span("thing"), "postal-address", told)


def _house(text: str, number: re.Match[str], last: int) -> _House | None:
    """The house that a number is of; the name of its street stands behind it, or before it.

    What stands before the end of the `last` house is none of its words.
    """
    start, end = number.span()
    behind = _one("number_first").match(text, start)
    if behind and not _may_be_one(text, behind):
        behind = None
    before = text[max(0, start - 2) : start]
    if not (behind and behind["sure"]) and before[1:] == " " and before[0] not in "|-*>":
        way = _one("way_first").search(text, max(last, start - 48), start)
        if way and (way["sure"] or not (behind or _one("is_room").search(way[0]))):
            return _whole(text, way.start(), end, last, sure=bool(way["sure"]))
    return _whole(text, start, behind.end(), last, sure=bool(behind["sure"])) if behind else None


def _may_be_one(text: str, house: re.Match[str]) -> bool:
    """Whether a street's name has a word that none other has: not so in `14 Open Actions`.

    Nor where more words follow: `2 Kings Place chairs`.
    """
    if _one("goes_on").match(text, house.end()):
        return bool(_one("plainly").search(house[0]))
    return bool(house["sure"]) or any(
        it.lower() not in everyday() for it in _WORDS.findall(house[0])
    )


def _whole(text: str, start: int, end: int, last: int, *, sure: bool) -> _House:
    rest = _one("rest").match(text, end)
    unit = _one("unit").search(text, max(last, start - 20), start)
    lived = bool(unit and unit["lived"])
    return _House(unit.start() if unit else start, rest.end() if rest else end, sure, lived)


def _told(text: str, house: _House, last: int) -> int | None:
    """Where the words begin that tell whose a house is, if any do; none before the `last` one."""
    start = max(last, text.rfind("\n", 0, house.start) + 1, house.start - 64)
    item = _one("item").match(text, start)
    begins = (start > last or not last) and house.start == (item.end() if item else start)
    told = _at_home(text, house, max(0, start - 40) if begins else start)
    if told is not None:
        return told
    listed = _is_listed(text, house.start)
    if house.sure or (listed and (item or ":" in text[start : house.start])):
        told = _beside(text, house, start, listed=listed, row=bool(item) and _ends(text, house))
    if told is None and house.sure:
        return _told_behind(text, house, start, listed=listed)
    return told


def _told_behind(text: str, house: _House, start: int, *, listed: bool) -> int | None:
    """Where a house begins that somebody's name is behind, or that is a flat of no place."""
    behind = _one("behind_it").match(text, house.end)
    lived = house.lived and not _one("is_place").search(text, start, house.start)
    own = behind and len(behind["own"] or "") > len("’s")
    known = behind and (listed or own or _is_known(text, behind)) and _is_somebody(text, behind)
    return house.start if lived or known else None


def _at_home(text: str, house: _House, start: int) -> int | None:
    """Where the words begin right before a house that tell of a home.

    A house that only looks like one needs those of homes alone, and a sign behind them.
    """
    for pattern in _patterns()["at_home"]:
        told = pattern.search(text, start, house.start)
        plain = told and told[0].rstrip(" ")[-1] in _SIGNS and not told.groupdict().get("sure")
        if told and (house.sure or plain) and _is_somebody(text, told):
            return told.start()
    return None


def _beside(text: str, house: _House, start: int, *, listed: bool, row: bool) -> int | None:
    """Where somebody's name begins before a house, on its line or on the one above."""
    for pattern, at in zip(_patterns()["beside"], (start, max(0, start - 60)), strict=True):
        beside = pattern.search(text, at, house.start)
        if beside is None:
            continue
        sign = text[beside.end("name") : house.start].strip()
        apart = sign[:1] not in {":", ""} or "\n" in beside[0]
        surely = listed or row or apart or (sign == ":" and text[house.start].isdigit())
        if (listed or _is_known(text, beside)) and _is_somebody(text, beside, surely=surely):
            return beside.start("name")
    return None


def _is_known(text: str, said: re.Match[str]) -> bool:
    """Whether a name has a title or two words, or stands twice in a text; a firm's seldom does."""
    name = said["name"]
    return bool(said["title"]) or " " in name or text.count(name) > 1


def _ends(text: str, house: _House) -> bool:
    return text[house.end : house.end + 1] in "\n"


def _is_listed(text: str, at: int) -> bool:
    """Whether the nearest heading or line with a colon above tells of people or addresses."""
    *above, own = text[max(0, at - 400) : at].split("\n")
    if ":" in own:
        return bool(_one("is_list").search(own.partition(":")[0]))
    above.reverse()
    for line, below in zip(above, ["", *above], strict=False):
        if line.startswith("#") or line.rstrip(" *_").endswith(":") or below.startswith("|-"):
            return bool(_one("is_list").search(line))
    return False


def _is_somebody(text: str, said: re.Match[str], *, surely: bool = True) -> bool:
    """Whether a name, if any is said, is a person's: no place, acronym or word of the language."""
    name = said.groupdict().get("name")
    if name is None:
        return True
    start = said.start("name")
    led = said.start() < start - 1
    before = _one("words_before").search(
        text, max(said.start() if led else said.pos, start - 30), start
    )
    if _one("is_place").search(f"{before[0] if before else ''}{name}"):
        return False
    words = _NAMES.findall(name)
    return bool(said["title"]) or (
        bool(words)
        and (surely or len(words) > 1)
        and not any(_is_word(word.lower()) or _one("inside").search(word) for word in words)
        and (led or "the " in name or not _one("article").search(text, max(0, start - 5), start))
    )


@cache
def _months() -> frozenset[str]:
    return frozenset(months())


def _is_word(word: str) -> bool:
    return word in everyday() or word in _months()
