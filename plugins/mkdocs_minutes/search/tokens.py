"""The words of a text, and the terms under which the index knows a word.

`assets/tokens.js` does the same in the browser. Both are held to one file of vectors, and neither
asks a Unicode database what a letter is, since two languages carry two editions of it: a word is a
run of what is not listed here as a separator.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from .stemmer import stem

_SEPARATORS = (
    r"\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4"
    r"\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05f3\u05f4"
    r"\u060c\u060d\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0e4f\u0e5a\u0e5b\u1360-\u1368"
    r"\u2000-\u200b\u2010-\u2029\u202f-\u205f\u20a0-\u20cf\u2190-\u245f\u2500-\u2bff\u2e00-\u2e7f"
    r"\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u30a0\u30fb\ud800-\uf8ff\ufd3e\ufd3f"
    r"\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff"
    r"\U0001f000-\U0001fbff\U000e0000-\U0010ffff"
)

# Scripts written without blanks, so that a run of them says nothing about where a word ends: Thai,
# Lao, Burmese, Khmer, kana, bopomofo, Han, and Hangul, whose particles stick to the noun.
_UNSPACED = (
    r"\u0e00-\u0e4e\u0e50-\u0e59\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3021-\u302f"
    r"\u3031-\u303c\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)

# Soft hyphen, joiners, direction marks, variation selectors: part of a word, and not shown.
_INVISIBLE = re.compile(r"[\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")

_LETTER = rf"[^{_SEPARATORS}{_UNSPACED}]"

_JOINERS = r".'’_@\#‐‑-"

# A run of an unspaced script, or letters and digits held together by single joiners. The bounds
# keep hostile input (10 kB of one letter, `a.a.a…`) from becoming terms that nobody can type.
WORD = re.compile(
    rf"""
    [{_UNSPACED}]{{1,64}}
    | {_LETTER}{{1,64}} (?: [{_JOINERS}] {_LETTER}{{1,64}} ){{0,15}}
    """,
    re.VERBOSE,
)
_RUN = re.compile(rf"[{_UNSPACED}]")
# Decomposing a letter can set punctuation free: `㏂` becomes `a.m.`, `℀` a/c.
_SET_FREE = re.compile(rf"(?![{_JOINERS}])[{_SEPARATORS}]")

_MARKS = re.compile(r"[\u0300-\u036f]")
# Letters that carry a stroke or are two letters in one have no decomposition in Unicode.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h",
        "ı": "i", "þ": "th", "ς": "σ", "‐": "-", "’": "'",
    }
)  # fmt: skip

# `VOs`, `CEs`: the plural of an acronym, told by its case. `v3.5` and `v7r3p36`, but not `v2`.
_ACRONYM_PLURAL = re.compile(r"([A-Z]{2,})s$")
_POSSESSIVE = re.compile(r"['’][sS]$")
_VERSION_MARK = re.compile(r"^v(?=[0-9]+[^0-9])")
_VERSION = re.compile(r"^v?[0-9][^_@#'-]*\.[^_@#'-]*$")
_JOINER = re.compile(r"[_@#'-]")
_JOINED = re.compile(r"[._@#'-]")
# `test-bed` and `test_bed`, which others write `testbed`; not a host name, a mail address or `#12`.
_SQUEEZED = re.compile(r"[_-]")
# `StashCache`, `HTCondorCE`: a capital behind a small letter begins a part.
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# `python3`, `CentOS7`, `cctb01`, `python3.6`; not `v3`, `x509` or `7r3p36`.
_NUMBERED = re.compile(r"^([a-z]{3,})([0-9]+(?:\.[0-9]+)*)$")

LONGEST_TERM = 64

STOP_WORDS = frozenset(
    WORD.findall(
        "a about after all also am an and any are as at be because been before being but by can "
        "could did do does doing done for from get got had has have having he her here him his "
        "how i if in into is it its just let me might more most my no nor not of off on only or "
        "other our out over own she should so some such than that the their them then there "
        "these they this those through to too up us very was we were what when where which "
        "while who whom why will with would you your"
    )
)


def fold(word: str) -> str:
    """A word without case, diacritics and invisible characters, in composed form.

    >>> fold("Çédille"), fold("Łódź"), fold("ﬁx")
    ('cedille', 'lodz', 'fix')
    """
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", _INVISIBLE.sub("", word).lower())
    plain = _MARKS.sub("", plain).lower().translate(_LETTERS)
    return unicodedata.normalize("NFC", _SET_FREE.sub("", plain))


@dataclass(frozen=True, slots=True)
class Reading:
    """The terms of one word.

    `wholes` stand for the word each by itself, `parts` only all together. A text with the word has
    all terms of `needed`, however it is written there. All three are empty for a stop word.
    """

    wholes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 12)
def reading(word: str) -> Reading:
    """The terms of a word as `WORD` finds it.

    A version is one term, with and without its v. A name joined by hyphens, underscores, dots or
    `@` is one term whole, another without hyphens and underscores, and one for each part of two
    characters or more. Capitals inside a word and a number behind it make parts too. Only what has
    no joiner is stemmed. A run of an unspaced script gives its characters and its pairs of
    characters.

    >>> reading("test-bed")
    Reading(wholes=('test-bed', 'testb'), parts=('test', 'bed'), needed=('test', 'bed'))
    >>> reading("StashCache")
    Reading(wholes=('stashcach',), parts=('stash', 'cach'), needed=('stashcach',))
    >>> reading("v3.5.1").wholes, reading("python3").parts, reading("会議室").parts
    (('3.5.1',), ('python', '3'), ('会', '会議', '議', '議室', '室'))
    """
    if word.isascii() and word.isalpha() and word[1:].islower():  # most words, and quicker
        whole = _single(word.lower())
        return Reading(whole, (), whole)
    if _RUN.match(word):
        pairs = _pairs(fold(word))
        return Reading((), pairs, pairs)
    plural = _ACRONYM_PLURAL.search(word)
    bare = _POSSESSIVE.sub("", word[: plural.end(1)] if plural else word)
    plain = fold(bare)
    numbered = _NUMBERED.match(plain)
    letters = _single(numbered[1]) if numbered else ()
    if numbered and letters:
        parts = (*letters, numbered[2][:LONGEST_TERM])
        wholes = _joined_wholes(plain) if _JOINED.search(plain) else _single(plain)
        return Reading(wholes, parts, parts)
    if _JOINED.search(plain):
        return _joined(plain)
    whole = _single(plain)
    pieces = [fold(piece) for piece in _CAPITAL_INSIDE.split(bare) if len(piece) > 1]
    if len(pieces) < 2:
        return Reading(whole, (), whole)
    parts = _distinct([term for piece in pieces for term in _single(piece)])
    return Reading(whole, parts if len(parts) > 1 else (), whole)


@lru_cache(maxsize=1 << 12)
def terms(word: str) -> tuple[str, ...]:
    """All terms of one word: none for a stop word, several for a joined one.

    >>> terms("SOFTWARE-3642"), terms("the")
    (('software-3642', 'software3642', 'softwar', '3642'), ())
    """
    read = reading(word)
    return _distinct([*read.wholes, *read.parts])


def tokens(text: str) -> list[str]:
    """All terms of a text in order, as lunr's pipeline would leave them.

    >>> tokens("Released GlideinWMS v3.5.1 to the test-bed.")
    ['releas', 'glideinwm', 'glidein', 'wms', '3.5.1', 'test-bed', 'testb', 'test', 'bed']
    """
    return [term for word in WORD.findall(text) for term in terms(word)]


def wording(text: str) -> list[str]:
    """The folded words of a text in order, stop words and endings kept: what a phrase is held to.

    Runs of unspaced scripts are cut into characters, so that a phrase may start inside one.

    >>> wording("“The v3.5 Test-Bed is up”"), wording("会議")
    (['the', '3.5', 'test-bed', 'is', 'up'], ['会', '議'])
    """
    return [piece for word in WORD.findall(text) for piece in wording_of(word)]


@lru_cache(maxsize=1 << 12)
def wording_of(word: str) -> tuple[str, ...]:
    """The pieces that one word adds to `wording`; none where nothing of it is visible."""
    plain = fold(word)
    if _RUN.match(word):
        return tuple(plain)
    plain = _VERSION_MARK.sub("", plain)
    return (plain,) if plain else ()


def _pairs(run: str) -> tuple[str, ...]:
    pieces: dict[str, None] = {}
    for i, character in enumerate(run):
        pieces[character] = None
        if i + 1 < len(run):
            pieces[run[i : i + 2]] = None
    return tuple(pieces)


def _single(word: str) -> tuple[str, ...]:
    term = _VERSION_MARK.sub("", word)
    if not term or term in STOP_WORDS:
        return ()
    return (stem(term)[:LONGEST_TERM],)


def _joined(word: str) -> Reading:
    if _VERSION.match(word):
        version = (_VERSION_MARK.sub("", word),)
        return Reading(version, (), version)
    wholes = _joined_wholes(word)
    parts = _distinct([term for piece in _JOINER.split(word) for term in _parts(piece)])
    return Reading(wholes, parts, parts or wholes[:1])


def _joined_wholes(word: str) -> tuple[str, ...]:
    whole = _VERSION_MARK.sub("", word.replace("'", ""))
    if len(whole) > LONGEST_TERM:
        return ()
    squeezed = _SQUEEZED.sub("", whole)
    if squeezed == whole or _JOINED.search(squeezed):
        return (whole,)
    return (whole, *_single(squeezed))


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


def _parts(piece: str) -> Iterator[str]:
    if _VERSION.match(piece):
        yield _VERSION_MARK.sub("", piece)
        return
    for part in piece.split("."):
        if len(part) > 1:
            yield from _single(part)


def register(register_function: Callable[[Callable[..., object], str], None]) -> None:
    """Gives lunr's registry our pipeline under the labels that its serialised indexes name.

    `stemmer` turns a word into its terms; `trimmer` and `stopWordFilter` leave a word as it is, as
    `terms` does their work too. Pass `lunr.pipeline.Pipeline.register_function`.
    """
    register_function(_unchanged, "trimmer")
    register_function(_unchanged, "stopWordFilter")
    register_function(_token_terms, "stemmer")


class _Token(Protocol):
    """What we need of lunr's token."""

    def clone(self, change: Callable[..., str]) -> _Token: ...


def _unchanged(token: _Token, *_: object) -> _Token:
    return token


def _token_terms(token: _Token, *_: object) -> list[_Token]:
    return [token.clone(lambda *_, term=term: term) for term in terms(str(token))]
