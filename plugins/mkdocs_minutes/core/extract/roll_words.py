"""What the words of a list of people tell: who they name, and what names nobody."""

from __future__ import annotations

import re

from ..lexicon import late, pattern
from ..records import Span
from ..redact import MARK
from ..text import plain
from .entries import (
    are_given_names,
    are_logins,
    initials_first,
    people_in,
    read_entry,
    split_entries,
    without_nickname,
)
from .labels import GROUP_LABEL, INSTRUCTION, TEMPLATE
from .names import (
    count_words,
    is_common_word,
    is_everyday_word,
    is_full_name,
    is_person_name,
    is_told,
)
from .scan import BRACKETED


def lists_behind(text: str, start: int, end: int) -> bool:
    """Whether anything stands behind a label but how its entries are to be written.

    Nor do people stand there where only a group's name and a colon do: `Who: Lake Board:`.
    """
    behind = _IN_BRACKETS_ALONE.sub("", plain(text[start:end]).strip("*_ \\"))
    return bool(behind) and not explains(behind) and not GROUP_LABEL.fullmatch(f"{behind} ")


_IN_BRACKETS_ALONE = re.compile(r"^\([^()]*\)\s*:?\s*$")


def explains(written: str) -> bool:
    """Whether words tell how people are to be listed: `(Name / affiliation)`, `Add your name`."""
    words = written.strip("*_()[] .…")
    if words.lower().startswith("please ") or _SHORTCODE.fullmatch(words):
        return True
    first = _WIDE.split(words, maxsplit=1)[0]
    if first != words and _NAME_FIELD.fullmatch(first):
        return True
    return (TEMPLATE.fullmatch(words) or INSTRUCTION.match(words)) is not None


_WIDE = re.compile(r"\t|\s{3,}")
# `Name    Login    Board`, the fields of a table in wide blanks
_NAME_FIELD = late(pattern("people.name"), re.IGNORECASE)


_SHORTCODE = re.compile(r"[a-z0-9_+-]+:")  # what is left of `:wave:` behind a colon


def remarks(text: str, group: re.Match[str], end: int) -> bool:
    """Whether what stands behind a label is no list but a remark on whom it names: `Ann: tired`."""
    behind = list(split_entries(text, group.end(), end))
    small = (text[slice(*entry)].strip()[:1].islower() for entry in behind)
    names = sum(is_named(text, *it) and not so for it, so in zip(behind, small, strict=True))
    told = len(text[group.end() : end].split()) > 2 and 2 * names < len(behind)
    return told and all_named(text, *group.span(1), words=1)


def group_label(text: str, start: int, end: int) -> re.Match[str] | None:
    """The label of a group at the beginning of a line; what names a person is none.

    That are initials before a name, `Name: @handle`, `Full Name: role`,
    `Name / firm / github: handle`, and what stands before a masked address.
    """
    group = GROUP_LABEL.match(text, start, end)
    if group is None or initials_first(text, start, end):
        return None
    name, *fields = _FIELDS.split(group[1].strip())
    if fields:
        return None if is_person_name(name, words=2) else group
    behind = text[group.end() : end].strip(" ._*")
    if MARK.fullmatch(behind):
        return None
    same = "".join(name.casefold().split()) == behind[1:].casefold()
    return None if same or is_person_name(name, words=2) else group


_MOST_WORDS_OF_GROUP = 4


def names_group(words: str) -> bool:
    """Whether a line of a list names those below it and nobody: `Lakeside:`, `Harbour team:`.

    >>> [names_group(words) for words in ("Lakeside:", "Ann Bell:", "Ann Bell")]
    [True, False, False]
    """
    name = words.rstrip().removesuffix(":")
    if name == words.rstrip() or not 0 < len(name.split()) <= _MOST_WORDS_OF_GROUP:
        return False
    return not is_full_name(name)


_FIELDS = re.compile(r"\s+[/|]\s*")


def all_named(text: str, start: int, end: int, *, words: int = 2) -> bool:
    """Whether a stretch holds names of so many words and handles, and nothing but them.

    In Han and Kana a whole name has no blank.
    """
    people = people_in(text, start, end)
    return bool(people) and all(
        one is not None
        and (
            one.handle
            or is_person_name(one.name, words=words, listed=words > 1)
            or _SIGNS.fullmatch(one.name)
        )
        for one in people
    )


_SIGNS = re.compile(r"[\u3040-\u9fff]{2,6}")


def mostly_named(text: str, start: int, end: int, *, words: int = 2, nicks: bool = False) -> bool:
    """The same, but that one of four may be odd: `Ann, Bo, Cy and big Dan`.

    Of three or more, words that are none of every day may be `nicks`: `annb, bo (late), cyd`.
    """
    entries = list(split_entries(text, start, end))
    nicks &= len(entries) > 2
    odd = sum(
        not (all_named(text, *at, words=words) or (nicks and _is_nick(text[slice(*at)])))
        for at in entries
    )
    return bool(entries) and odd * 4 <= len(entries)


def _is_nick(entry: str) -> bool:
    nick = _NICK.fullmatch(entry)
    return nick is not None and not is_everyday_word(nick[1])


_NICK = re.compile(r"\s*([^\W\d_][\w-]+)\s?(?:\([^()\n]{1,30}\)\s*)?")


def is_named(text: str, start: int, end: int) -> bool:
    """Whether an entry has the shape of a name rather than merely standing in a name's place."""
    person = read_entry(text, start, end)
    if person is None:
        return False
    alone = " " not in person.name or person.name.islower()
    name = without_nickname(person.name)
    return alone or bool(person.handle) or is_full_name(name)


FIRST_WORD = re.compile(r"[a-z][\w.-]{1,20}")
"""A word of small letters that a line begins with."""
_ONE_NICK = re.compile(r"[a-z][\w.-]{1,20}(?:\*|\s?\([^()\n]{1,40}\))*\s*")


def is_one_name(text: str, span: Span) -> bool:
    """Whether a line has one full name, or one word that is no word of the language."""
    nick = _ONE_NICK.fullmatch(text, span.start, span.end)
    if nick:
        word = FIRST_WORD.match(text, span.start)
        return word is not None and not is_common_word(word[0])
    person = read_entry(text, span.start, span.end)
    return person is not None and is_person_name(person.name, listed=True)


def begins_with_name(text: str, span: Span) -> bool:
    """Whether an item begins with a handle or a full name."""
    first = next(split_entries(text, span.start, span.end, bullet=True), None)
    person = read_entry(text, *first) if first else None
    if person is None:
        return False
    return bool(person.handle) or is_full_name(person.name)


_FIRST_OF_LINE = re.compile(r"(?P<name>[^,;:]{3,60}), (?P<behind>[^,;:]{2,60})(?:,|$)")


def introduces(words: str) -> bool:
    """Whether a line introduces somebody: `Ann Bell, Acme, wants to help`, `Ann Bell, retired`."""
    match = _FIRST_OF_LINE.match(words)
    if match is None or not is_full_name(match["name"].strip()):
        return False
    behind = match["behind"]
    short = len(behind.split()) < _TELLING
    return behind[:1].islower() or (short and not is_person_name(behind, words=2))


_TELLING = 5  # words, from which on an item with small everyday words tells something


def tells(written: str) -> bool:
    """Whether an item is a sentence among people: `Painter(s) get a (t) behind their nick`."""
    words = plain(BRACKETED.sub("", written)).split()
    if len(words) < _TELLING or _PARTED.search(written):
        return False
    return is_told(" ".join(words)) and not is_person_name(" ".join(words[:2]), listed=True)


_PARTED = re.compile(r"[,;:|@]|\s[-–—]")


_NAMES_APART = re.compile(r"[,;]| and | & | [·•|] ")
# What follows a name: `(University of Somewhere)`, ` - Some Trust Services`.
_AFFILIATION = re.compile(r"\([^()]*\)|\s[-–—]\s[^,;]*")


def lists_people(words: str) -> bool:
    """Whether a line's words list people rather than telling something."""
    count = len(words.split())
    if "://" in words or (words.endswith(":") and count > 3 and is_told(words)):
        return False
    if introduces(words) or are_logins(words) or are_given_names(words):
        return True
    bare = _AFFILIATION.sub("", MARK.sub("", words))
    items = [item.strip() for item in _NAMES_APART.split(bare) if item.strip()]
    if words.endswith((".", "?", "!")) and (count > 6 or (len(items) == 1 and is_told(words))):
        return len(items) > 2 and all(map(_is_like_a_name, items))
    return _are_short(items)


def _are_short(items: list[str]) -> bool:
    """Whether the parts of a line are as short as entries of a list."""
    short = sum(count_words(item) <= 6 for item in items)
    # In a long list one odd entry loses itself, not the list.
    return short == len(items) or (len(items) >= 10 and short * 10 >= len(items) * 9)


def _is_like_a_name(item: str) -> bool:
    """Whether a part of a sentence can be a name, such as `Carl Diaz`."""
    return item[:1].isupper() and len(item.split()) < 4
