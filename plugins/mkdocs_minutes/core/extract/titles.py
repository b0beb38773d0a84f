"""What stands before a name and is no part of it: titles, and the offices of their bearers."""

from __future__ import annotations

from ..lexicon import late, pattern

TITLE = "|".join(map(pattern, ("people.title", "people.sir", "people.madam")))
"""What stands before a name, as alternatives of a pattern: `Dr`, `Frau`."""

_ONE = rf"(?i:{TITLE})(?<![ ])\.?\s+"
_OFFICE = rf"(?i:{pattern('attendance.office')})(?<!s)\s+"
_NAME = r"(?=[^\W\d_a-z])"
_BEFORE = late(rf"(?:(?!\w\.){_ONE})+{_NAME}")
_BEFORE_SURNAME = late(rf"(?:{_ONE}|{_OFFICE})+{_NAME}")
_ALONE = late(rf"(?:{TITLE})\.?")
_AT_END = late(rf"(?<!\w)(?:(?i:{TITLE})|[^\W\d_a-zß-ÿ])(?:\.|(?<=\.))\s*\Z")
_ANYWHERE = late(rf"(?<!\w)(?i:{TITLE}|{pattern('people.titles')})\.?(?=\s)")
_LONGEST = 16


def behind_titles(text: str, start: int = 0, end: int | None = None) -> int:
    """Where a name begins behind the titles in its place; `start` where none stand there.

    One letter may be a given name's.

    >>> [behind_titles(name) for name in ("Mr. Bell", "Frau Dr. Bell", "dott. Šír", "M. Bell")]
    [4, 9, 6, 0]
    """
    match = _BEFORE.match(text, start, len(text) if end is None else end)
    return match.end() if match else start


def behind_office(name: str) -> int:
    """Where a surname begins behind titles, of one letter too, or an office; 0 without any.

    >>> [behind_office(name) for name in ("M. Bell", "Cllr Bell", "Trustee Bell", "Ann Bell")]
    [3, 5, 8, 0]
    """
    match = _BEFORE_SURNAME.match(name)
    return match.end() if match else 0


def is_title(words: str) -> bool:
    """Whether words are a title and nobody's name.

    >>> is_title("Dr."), is_title("Dr Bell")
    (True, False)
    """
    return _ALONE.fullmatch(words) is not None


def shortens(text: str, start: int, end: int) -> bool:
    """Whether a stretch ends with the point of a title or a letter, which ends no sentence.

    >>> [shortens(text, 0, len(text)) for text in ("asked Mr. ", "asked A.", "asked Bell. ")]
    [True, True, False]
    """
    return _AT_END.search(text, max(start, end - _LONGEST), end) is not None


def without_points(text: str) -> str:
    """A text with a blank for each point of a title, so that offsets stay.

    >>> without_points("With Mgr. Bell. It rained.")
    'With Mgr  Bell. It rained.'
    """
    return _ANYWHERE.sub(lambda title: title[0].replace(".", " "), text)
