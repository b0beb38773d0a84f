"""What headings name: the name of a topic, and the words by which it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .dates import written_dates
from .lexicon import late, pattern, words
from .names import fold

LONGEST_HEADING = 120
"""What has more characters is a sentence, not the name of a topic."""

# Tags behind a heading, as Org and vaults have them.
_TAGS = re.compile(r"(?:[ \t]+#[A-Za-z][\w/-]{1,60})+[ \t]*$")
_NUMBER = re.compile(r"^\s*(?:(?:\d{1,3}|[A-Z])[.)]|\d{1,3}(?:\.\d{1,3})+\.?|[IVX]+\.)\s+")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_WORD = re.compile(r"[^\W_]+(?:[.'’+-][^\W_]+)*")
_MARKUP = re.compile(
    r"[*`~]+|(?<!\w)_+|_+(?!\w)|\\(?=[\[\]_*#])|!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|:[a-z_]+:|https?://\S+"
)
_EMPTY = re.compile(r"\s*(?:\(\s*\)|\[\s*\]|[<(\[]+\s*$)")  # what markup leaves
_TICKET = re.compile(r"(?:[\w.-]+/)?[\w.-]*#\d+|\b[A-Z][A-Z0-9]+-\d+\b")
# `Sail's`, `sails'`, and the plural of what is written in capitals: `PRs`.
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?\b|(?<=s)['’](?=\s|$)|(?<=[A-Z][A-Z])s\b")
REMARK = re.compile(r"\s*\([^()]*\)?\s*$")
# What heads lists of actions and statements says what stands there, and not what it is about.
_LISTS = late(
    "|".join(
        map(pattern, ("actions.heading", "outcomes.heading", "questions.open", "questions.any"))
    ),
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d\b(?!\.\d)\s*(?:[ap]\.?m|\)|$|[-–])", re.IGNORECASE)
_MINUTES = re.compile(r"\W*[(\[]?\d{1,3}\s?(?:min(?:ute)?s?|['’])[)\]]?\W*$", re.IGNORECASE)


_LONGEST_WITH_MARKUP = 1_000
"""Characters of a heading with its markup, above which it names no topic."""


@lru_cache(maxsize=1 << 13)
def topic_name(heading: str) -> str:
    """A heading as the name of a topic: without number, markup, tags, length and colon.

    >>> topic_name("3.1. **GridFTP retirement** (15 min):"), topic_name("Release of 3.5 #core")
    ('GridFTP retirement', 'Release of 3.5')

    One that is far too long for a topic, with any markup, is left as it is.
    """
    if len(heading) > _LONGEST_WITH_MARKUP:
        return heading
    bare = _TAGS.sub("", _MARKUP.sub(lambda match: match[1] or "", heading))
    bare = _EMPTY.sub("", _NUMBER.sub("", bare))
    return " ".join(_MINUTES.sub("", bare).split()).strip(" :：?–—-•·.")


@lru_cache(maxsize=1 << 13)
def topic_key(name: str) -> tuple[str, ...]:
    """The words by which a topic is known, in alphabetical order; empty for what names none.

    Order, case, plurals and words of glue tell no topics apart, and a heading of nothing but words
    of the form of meetings is none, nor is one of a list of actions or statements.

    >>> topic_key("Retirement of GridFTP") == topic_key("GridFTP retirement")
    True
    >>> topic_key("Review of the previous minutes"), topic_key("nodejs/node")
    ((), ())
    >>> topic_key("Próximos pasos"), topic_key("Steps to the jetty")
    ((), ('jetty', 'step'))
    """
    if not name or len(name) > LONGEST_HEADING:
        return ()
    if _REPOSITORY.fullmatch(name) or _LISTS.fullmatch(name):
        return ()
    for written in written_dates(name):
        name = name.replace(name[written.start : written.end], " ")
    name = REMARK.sub("", name) or name
    told = set(telling_words(_TICKET.sub(" ", name))) or set(telling_words(name))
    if _CLOCK.search(name) or not any(word[:1].isalpha() for word in told - GENERIC):
        return ()
    return tuple(sorted(told - ASIDE or told))


def telling_words(name: str) -> Iterator[str]:
    """The words of a heading, plurals as singulars, without those that join others."""
    for word in _WORD.findall(fold(_POSSESSIVE.sub("", name))):
        found = singular(word)
        if found not in _GLUE:
            yield found


def singular(word: str) -> str:
    """A word of English without the ending of its plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _role(name: str) -> frozenset[str]:
    return frozenset(singular(part) for word in words(name) for part in fold(word).split())


_GLUE = _role("topics.glue")
ASIDE = _role("topics.aside")
GENERIC = ASIDE | _role("topics.generic")
