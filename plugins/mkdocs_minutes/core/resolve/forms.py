"""The ways of writing one name, as they are compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ..extract.entries import without_nickname
from ..extract.names import is_particle
from ..extract.titles import TITLE
from ..lexicon import late, pattern, words
from ..names import fold

_NICKNAME = re.compile(r"([A-Z][^\W\d_]*[a-zß-ÿ])([A-Z]{1,2})")
# What marks an entry of a list and is no part of the name: `+ann`, `*Ann`, `G*Ann` for a guest,
# and what a mail's markup leaves: `Ann &lt`.
_MARKS = re.compile(r"^(?:[A-Z]?[-+*•·~>#|]+\s*)+|\s*(?:&[lg]t;?|[*+,;:|])+$")
_TURNED = re.compile(r"([^\W\d_][\w'’-]+),\s([^\W\d_][\w'’. -]+)")


@lru_cache(maxsize=1 << 16)
def own_name(written: str) -> str:
    """A name without the marks of a list around it, and the given name first.

    >>> own_name("*Ann Bell"), own_name("Bell, Ann"), own_name("@ann")
    ('Ann Bell', 'Ann Bell', '@ann')
    """
    bare = _MARKS.sub("", " ".join(written.split())) or written
    turned = _TURNED.fullmatch(bare)
    return f"{turned[2]} {turned[1]}" if turned else bare


class Titled(NamedTuple):
    """A surname behind a title: its key, and the `sir` or `madam` that the title tells, if any."""

    surname: str
    sex: str


# A point behind an office ends a sentence: `Bo was made manager. Ann …`.
_OFFICES = pattern("attendance.office")
_TITLES = rf"(?:(?!\w\.)(?:(?:{TITLE})(?<![ ])\.?\s+|(?:{_OFFICES})(?<![ ])[^\S\n]+))+"
_TITLED = late(rf"(?P<titles>{_TITLES})(?P<surname>[^\W\d_].+)", re.IGNORECASE)
_BEFORE = late(rf"(?<![\w.]){_TITLES}\Z", re.IGNORECASE)
_SEXES = {
    sex: late(rf"\b{pattern(f'people.{sex}')}(?!\w)", re.IGNORECASE) for sex in ("sir", "madam")
}
_NAMES_TOO = words("people.title_too")


@lru_cache(maxsize=1 << 16)
def titled(name: str) -> Titled | None:
    """What a title and a surname are, written without a given name; `None` for anything else.

    A title that is a given name too, and one letter, which may be one's initial, are none.

    >>> titled("Mrs. Bell"), titled("dhr. Van der Laan")
    (Titled(surname='bell', sex='madam'), Titled(surname='van der laan', sex='sir'))
    >>> titled("Cllr Ann Bell"), titled("M. Bell"), titled("Don Bell"), titled("Ann Bell")
    (None, None, None, None)
    """
    match = _TITLED.fullmatch(name) if " " in name else None
    if match is None or match["titles"].strip() in _NAMES_TOO:
        return None
    *before, last = match["surname"].split()
    if len(last) < 2 or not last[0].isupper() or not all(map(is_particle, before)):
        return None
    return Titled(full_key(match["surname"]), sex_of(match["titles"]))


def sex_of(titles: str) -> str:
    """The `sir` or `madam` that titles tell, `""` for neither: `Mrs` tells, `Dr` does not."""
    return next((sex for sex, told in _SEXES.items() if told.search(titles)), "")


def title_before(text: str, start: int) -> str:
    """The titles that stand before a name in a text, `""` for none.

    >>> title_before("Present: Cllr Mrs Ann Bell", 18)
    'Cllr Mrs'
    >>> title_before("Bo was made manager. Ann", 21)
    ''
    """
    if (
        start < 3
        or not text[start - 1].isspace()
        or not (text[start - 2].isalpha() or text[start - 2] == ".")
    ):
        return ""
    before = _BEFORE.search(text, max(0, start - 30), start)
    return " ".join(before[0].split()) if before else ""


@lru_cache(maxsize=1 << 16)
def is_full(name: str) -> bool:
    """Whether a name has a given name and a surname, both written out, with a blank between.

    >>> [is_full(n) for n in ("Ann Bell", "Ann B", "A. Bell", "BrianL", "Ann van der Berg")]
    [True, False, False, False, True]
    >>> is_full("Anna-Lena"), is_full("@ann-bell"), is_full("Dr Bell")
    (False, False, False)
    """
    own = own_name(name)
    if titled(own):
        return False
    words = fold(own).split()
    return len(words) > 1 and " " in own and len(words[0]) > 1 and len(words[-1]) > 1


@lru_cache(maxsize=1 << 16)
def full_key(name: str) -> str:
    """A name as it is compared, without nicknames and middle initials; `BrianL` is `Brian L`.

    >>> full_key("Steven R. Loomis") == full_key('Steven "Sam" Loomis'), full_key("BrianL")
    (True, 'brian l')
    """
    own = without_nickname(own_name(name))
    nickname = _NICKNAME.fullmatch(own)
    if nickname:
        return f"{fold(nickname[1])} {fold(nickname[2])[:1]}"
    words = fold(own).split()
    return " ".join(w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1))


def joined_key(key: str) -> str:
    """A name as it is compared where blanks may be missing: `ErikZahn`, `erikzahn`, `Van der Berg`.

    >>> joined_key(full_key("Ann Van-der Berg")) == joined_key(full_key("Ann VanDer Berg"))
    True
    """
    return key.replace(" ", "")


def handle_key(handle: str) -> str:
    """A handle as it is compared, without its mark.

    >>> handle_key("@AnnB")
    'annb'
    """
    return handle.lstrip("@").casefold()


def most_common(counts: Mapping[str, int]) -> str:
    """The key counted most often; of several, the first in alphabetical order.

    >>> most_common({"b": 2, "a": 2, "c": 1})
    'a'
    """
    return min(counts, key=lambda key: (-counts[key], key))
