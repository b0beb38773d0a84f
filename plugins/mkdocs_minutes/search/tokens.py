"""The words of a text, and the terms under which the index knows a word.

`assets/tokens.js` does the same in the browser. Both have their tables from `assets/tables.js`, and
both are held to one file of vectors.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from .stemmer import stem
from .tables import character_range, characters, compiled, tables

_SEPARATORS, _UNSPACED = characters("separators"), characters("unspaced")

_INVISIBLE = re.compile(rf"[{characters('invisible')}]")

_LETTER = rf"[^{_SEPARATORS}{_UNSPACED}]"

_JOINERS = re.escape(tables()["joiners"])

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
_LETTERS = str.maketrans(tables()["letters"])

_ACRONYM_PLURAL = compiled("acronym_plural")
_POSSESSIVE = compiled("possessive")
_VERSION_MARK = compiled("version_mark")
_VERSION = compiled("version")
_JOINER = compiled("joiner")
_JOINED = compiled("joined")
_SQUEEZED = compiled("squeezed")
_LETTER_APART = compiled("letter_apart")
_CAPITAL_INSIDE = compiled("capital_inside")
_NUMBERED = compiled("numbered")

LONGEST_TERM: int = tables()["longest_term"]

_IRREGULAR = {
    form: base
    for base, *forms in map(
        str.split, (*tables()["irregular"], *tables()["nouns"], *tables()["clippings"])
    )
    for form in forms
}
_SPELLINGS = tuple((re.compile(british), american) for british, american in tables()["spellings"])
# One look tells of most words that none of them fits.
_BRITISH = re.compile("|".join(f"(?:{british})" for british, _ in tables()["spellings"]))
_ENDINGS = tuple(
    re.compile(rf"^([{character_range(script)}]{{3,}}?)(?:{'|'.join(endings)})$")
    for script, endings in tables()["endings"].items()
)

STOP_WORDS = frozenset[str](tables()["stop_words"])


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
    all terms of `needed`, however it is written there. `inner` are the words inside its parts, by
    which it is found too. All are empty for a stop word.
    """

    wholes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 12)
def reading(word: str) -> Reading:
    """The terms of a word as `WORD` finds it.

    A version is one term, with and without its v. A name joined by hyphens, underscores, dots or
    `@` is one term whole, another without hyphens and underscores, and one for each part of two
    characters or more, which do not stand for the word where another part is one character.
    Capitals inside a word and a number behind it make parts too. Only what has no joiner is
    stemmed. A run of an unspaced script gives its characters and its pairs of characters.

    >>> reading("test-bed")
    Reading(wholes=('test-bed', 'testb'), parts=('test', 'bed'), needed=('test', 'bed'), inner=())
    >>> reading("StashCache")
    Reading(wholes=('stashcach',), parts=('stash', 'cach'), needed=('stashcach',), inner=())
    >>> reading("v3.5.1").wholes, reading("python3").parts, reading("会議室").parts
    (('3.5.1',), ('python', '3'), ('会', '会議', '議', '議室', '室'))
    >>> reading("N-API").wholes, reading("N-API").parts, reading("N-API").inner
    (('n-api', 'napi'), (), ('api',))
    """
    if _is_plain(word):
        whole = _single(word.lower())
        return Reading(whole, (), whole)
    if _RUN.match(word):
        pairs = _pairs(fold(word))
        return Reading((), pairs, pairs)
    bare = _POSSESSIVE.sub("", word[:-1] if _ACRONYM_PLURAL.search(word) else word)
    plain = fold(bare)
    if read := _numbered(plain):
        return read
    if _JOINED.search(plain):
        read = _joined(plain)
        return replace(read, inner=_distinct([*read.inner, *_inner(bare)]))
    return _capitalised(bare, _single(plain))


def _numbered(plain: str) -> Reading | None:
    """The reading of a folded name with a number behind it, such as `python3`; else `None`."""
    numbered = _NUMBERED.match(plain)
    letters = _single(numbered[1]) if numbered else ()
    if not (numbered and letters):
        return None
    parts = (*letters, numbered[2][:LONGEST_TERM])
    wholes = _joined_wholes(plain) if _JOINED.search(plain) else _single(plain)
    return Reading(wholes, parts, parts)


def _capitalised(word: str, whole: tuple[str, ...]) -> Reading:
    """The reading of a word without joiners that capitals inside it may part.

    A stop word in capitals is an abbreviation: DID, IT, WHO.
    """
    if not whole and len(word) > 1 and word.isupper() and fold(word) in STOP_WORDS:
        whole = (fold(word),)
    pieces = [fold(piece) for piece in _CAPITAL_INSIDE.split(word) if len(piece) > 1]
    parts = _distinct([term for piece in pieces for term in _single(piece)])
    return Reading(whole, parts if len(pieces) > 1 and len(parts) > 1 else (), whole)


@lru_cache(maxsize=1 << 12)
def terms(word: str) -> tuple[str, ...]:
    """All terms of one word: none for a stop word, several for a joined one.

    >>> terms("SOFTWARE-3642"), terms("the")
    (('software-3642', 'software3642', 'softwar', '3642'), ())
    """
    if _is_plain(word):
        return _single(word.lower())
    read = reading(word)
    return _distinct([*read.wholes, *read.parts, *read.inner])


def _is_plain(word: str) -> bool:
    """Whether a word is of small letters of English but for the first: most are, and quicker."""
    return word.isascii() and word.isalpha() and word[1:].islower()


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
    return (_stemmed(term)[:LONGEST_TERM],)


def _stemmed(word: str) -> str:
    """A word without its ending, an English one as Porter cuts it, spelt as Americans do.

    >>> _stemmed("colours"), _stemmed("organised"), _stemmed("заседания"), _stemmed("συναντησεισ")
    ('color', 'organ', 'заседан', 'συναντησ')
    >>> _stemmed("ran"), _stemmed("written"), _stemmed("decisions") == _stemmed("decided")
    ('run', 'write', True)
    """
    if not word.isascii():
        for endings in _ENDINGS:
            word = endings.sub(r"\1", word)
        return stem(word)
    for british, american in _SPELLINGS if _BRITISH.match(word) else ():
        if found := british.match(word):
            return stem(f"{found[1]}{american}{found[2]}")
    return stem(_IRREGULAR.get(word) or _IRREGULAR.get(word.removesuffix("s"), word))


def _inner(word: str) -> tuple[str, ...]:
    """The terms of the words that capitals part inside the pieces of a joined word.

    >>> _inner("eth_sendRawTransaction"), _inner("test-bed")
    (('send', 'raw', 'transact'), ())
    """
    pieces = (_CAPITAL_INSIDE.split(piece) for piece in _JOINED.split(word))
    words = (one for piece in pieces if len(piece) > 1 for one in piece if len(one) > 1)
    return _distinct(term for one in words for term in _single(fold(one)))


def _joined(word: str) -> Reading:
    if _VERSION.match(word):
        version = (_VERSION_MARK.sub("", word),)
        return Reading(version, (), version)
    wholes = _joined_wholes(word)
    parts = _distinct([term for piece in _JOINER.split(word) for term in _parts(piece)])
    if wholes and _LETTER_APART.search(word):
        return Reading(wholes, (), wholes[:1], parts)
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
