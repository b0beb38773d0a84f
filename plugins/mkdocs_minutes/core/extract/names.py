"""What a written name looks like: the shapes that people, handles and initials have."""

from __future__ import annotations

import re
from functools import lru_cache

from ..lexicon import everyday, late, pattern, words
from .titles import behind_office

GIVEN_NAMES = words("names.given")
"""Names that are given to many, folded."""

LONGEST_NAME = 100
"""Characters that a person's name has at most."""

_PARTICLES = words("names.particles")
# Words that are capitalised in headings, roles and teams, or begin an instruction: no names.
_NOT_NAMES = words("names.headings")
# Words of everyday and technical English besides: where one is capitalised, it begins a sentence or
# is part of a title, and is no name.
_WORDS = _NOT_NAMES | words("names.technical") | everyday()
# Those among them that are also given names or surnames, and count as such beside another name.
_NAMES_TOO = words("names.also")
_ARTICLES = words("names.articles")

LONGEST_SIGNS = 10
"""Signs of a script without case that make one name at most."""
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
# Before a slash a handle is an organisation's: `@lake/tools` is a team.
_HANDLE = re.compile(r"@([A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=\w)){0,38})(?![\w-]*/\w)")
_IN_EMPHASIS = re.compile(r"@([A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=\w)){0,38}?)(?=_+(?!\w))")
CAPITAL = r"[A-ZΑ-ΩЀ-Я]"
"""A letter of initials, as a pattern."""
_INITIALS = re.compile(rf"{CAPITAL}{{2,4}}")


_ASKING = late(pattern("outcomes.asked"), re.IGNORECASE)  # `Wer will mit?`


@lru_cache(maxsize=1024)  # the same people come again and again
def is_person_name(written: str, *, words: int = 1, listed: bool = False) -> bool:
    """Whether a text has the shape of a person's name of at least so many words.

    Capitalised words, initials and particles; a given name with the surname's initial (`BrianL`).
    Not acronyms, not words that head sections, teams and roles, and nothing with a digit; nor any
    everyday word, unless it is `listed` among names.

    >>> [is_person_name(name) for name in ("Ann van der Berg", "A. Bell", "AnnB", "Release Team")]
    [True, True, True, False]
    """
    if len(written) > LONGEST_NAME:
        return False
    # `p. Bell`, `dott. Bell`; what has a capital may be an initial: `M. Bell`.
    titled = behind_office(written) if written[:1].islower() else 0
    parts = written[titled:].split()
    if not words <= len(parts) <= 5 or (len(parts) > 1 and parts[0].lower() in _ARTICLES):
        return False
    if len(parts) == 2 and _is_odd_pair(*parts, listed=listed):
        return True
    solid = 0
    for position, part in enumerate(parts):
        if not _is_name_word(part, position, alone=len(parts) == 1, listed=listed):
            return False
        short = len(part.rstrip(".")) == 1 or _POINTED.fullmatch(part)
        solid += not short and part.lower() not in _PARTICLES
    return solid > 0 and (len(parts) > 1 or _stands_alone(written, listed=listed))


def _stands_alone(word: str, *, listed: bool) -> bool:
    """Whether one word with the shape of a name can be one: no letter, no word that asks."""
    return len(word) > 1 and (listed or _ASKING.fullmatch(word) is None)


def is_full_name(written: str) -> bool:
    """Whether a text can be a given name and a surname among names, be they everyday words.

    >>> [is_full_name(name) for name in ("Ann Bell", "May Day", "Ann", "the Lake")]
    [True, True, False, False]
    >>> is_full_name("Carl Board"), is_full_name("Loom Board")
    (True, False)
    """
    return is_person_name(written, words=2, listed=True)


def _is_odd_pair(given: str, surname: str, *, listed: bool) -> bool:
    """Whether two words are a name though the one is initials, or the other a word of headings."""
    borne = bears_a_word(f"{given} {surname}")
    return borne or (listed and _is_called_by_initials(given, surname))


def _is_called_by_initials(given: str, surname: str) -> bool:
    """Whether two words are initials for a given name and a surname: `KP Dahlstrom`."""
    known = surname.lower() in _WORDS
    return (
        len(given) == 2 and is_initials(given) and not known and bool(_SURNAME.fullmatch(surname))
    )


def bears_a_word(name: str) -> bool:
    """Whether a word that heads teams or sections stands behind a given name.

    >>> bears_a_word("Carl Board"), bears_a_word("Loom Board")
    (True, False)
    """
    given, _, surname = name.partition(" ")
    told = surname[:1].isupper() and surname.lower() in _SURNAMES
    return told and given[:1].isupper() and given.lower() in GIVEN_NAMES - _WORDS


_SURNAMES = words("names.surnames")
_SURNAME = re.compile(r"[^\W\d_][^\W\d_'’-]*[a-z][\w'’-]*")


def _is_name_word(part: str, position: int, *, alone: bool, listed: bool) -> bool:
    bare = part.rstrip(".")
    if position and bare in _PARTICLES:
        return True
    if not _WORD.fullmatch(part):
        return False
    if listed and not alone and _POINTED.fullmatch(part):
        return True
    bare = _ELIDED.sub("", bare) if position else bare
    if bare[0].lower() == bare[0].upper():
        return len(bare) <= LONGEST_SIGNS  # a script without case
    return _has_form(part, bare, position) and not _is_common(bare, alone=alone, listed=listed)


def _has_form(part: str, bare: str, position: int) -> bool:
    """Whether a word is written as part of a name: `Bell` and `B.` are, not `ACME` and `Lake.`."""
    if not bare[0].isupper() or len(bare) == 1:
        return bare[0].isupper()
    if bare.isupper():
        return position > 0 and len(bare) <= 2
    return not (part.endswith(".") and len(bare) > 3)


def _is_common(bare: str, *, alone: bool, listed: bool) -> bool:
    word = bare.lower()
    return _is_of(_NOT_NAMES if listed else _WORDS, word) and (alone or word not in _NAMES_TOO)


_POINTED = re.compile(rf"{CAPITAL}(?:\.-?{CAPITAL}){{1,3}}\.")  # `R.K. Bell`
_ELIDED = re.compile(r"\A(?:[dl]|[dn]ell|dall|degl)['’](?=[^\W\d_a-z])")  # `Ann d'Arc`


def _is_of(words: frozenset[str], word: str) -> bool:
    """Whether a word is one of some words, or made of everyday ones: `mid-october`."""
    return word in words or ("-" in word and _WORDS.issuperset(word.split("-")))


def is_common_word(word: str, *, alone: bool = True) -> bool:
    """Whether a word heads sections, teams or roles, and so is no part of a name.

    A few are names too (`May`, `Will`): they count as common only where they stand `alone`.

    >>> is_common_word("May"), is_common_word("May", alone=False)
    (True, False)
    """
    bare = word.lower().strip(".:")
    return bare in _NOT_NAMES and (alone or bare not in _NAMES_TOO)


def is_name_too(word: str) -> bool:
    """Whether a capitalised word is a name as well as a word: `Will`, `May`.

    >>> is_name_too("Will"), is_name_too("Agenda")
    (True, False)
    """
    return word[:1].isupper() and word.lower() in _NAMES_TOO


def is_told(written: str) -> bool:
    """Whether several words tell something or head a topic, where a name could stand.

    A small everyday word among three or more tells it, and so do everyday words alone. Names in
    small letters, particles and everyday words that are names too, are none of that.

    >>> [is_told(w) for w in ("AB will ask Ann", "Matters Arising", "Ann van der Berg", "May Day")]
    [True, True, False, False]
    """
    words = [word.strip(".,:") for word in written.split()]
    common = [w.lower() in _WORDS and w.lower() not in _NAMES_TOO | _PARTICLES for w in words]
    if len(words) < 2:
        return False
    return all(common) or (
        len(words) > 2 and any(so and w[0].islower() for so, w in zip(common, words, strict=True))
    )


def is_everyday_word(word: str) -> bool:
    """Whether a word, however written, is one of everyday or technical English.

    >>> is_everyday_word("Remember"), is_everyday_word("Anna")
    (True, False)
    """
    return word.lower() in _WORDS


def is_handle(written: str) -> bool:
    """Whether a text is a handle with its mark: `@name`.

    >>> is_handle("@ann-bell"), is_handle("ann@bell")
    (True, False)
    """
    return _HANDLE.fullmatch(written) is not None


def handle_in(written: str) -> re.Match[str] | None:
    """The first handle in a text, its name as group 1; `None` without one.

    >>> handle_in("_@ann_")[1], handle_in("@ann_")[1], handle_in("@lake/tools")
    ('ann', 'ann_', None)
    """
    match = _HANDLE.search(written)
    if match and match[1].endswith("_") and written[: match.start()].endswith("_"):
        return _IN_EMPHASIS.match(written, match.start())
    return match


_SHORTENED = re.compile(r"(?<=\w\s)(?:[^\W\d_a-zà-ÿ]|[JjSs]r)\Z")


def with_point(text: str, start: int, end: int) -> int:
    """Where a name ends that is cut at its end: behind a point that shortens its last word.

    >>> [with_point(name, 0, len(name) - 1) for name in ("Ann B.", "Ann Bell.", "Bo Cy jr.")]
    [6, 8, 9]
    """
    shortened = text.startswith(".", end) and _SHORTENED.search(text[start:end])
    return end + 1 if shortened else end


def is_initials(written: str) -> bool:
    """Whether a text can be somebody's initials: two to four capitals."""
    return _INITIALS.fullmatch(written) is not None


def may_be_name(word: str) -> bool:
    """Whether an everyday word is a given name or surname as well.

    >>> may_be_name("May"), may_be_name("Elections")
    (True, False)
    """
    return word.lower() in _NAMES_TOO


def is_particle(word: str) -> bool:
    """Whether a word joins the parts of a name: `van`, `de`.

    >>> is_particle("Van"), is_particle("Anna")
    (True, False)
    """
    return word.lower() in _PARTICLES


def count_words(name: str) -> int:
    """How many words a name has beside its particles.

    >>> count_words("Ann Bea van der Berg")
    3
    """
    return sum(part not in _PARTICLES for part in name.split())


def abbreviates(letters: str, name: str) -> bool:
    """Whether capitals shorten a name: its initials, with letters of its surname or without some.

    >>> [abbreviates(letters, "Ann C. Bell") for letters in ("AB", "ACB", "ACL", "CB", "ACME")]
    [True, True, True, False, False]
    """
    words = [p.upper() for p in name.split() if p.lower() not in _PARTICLES]
    if len(words) < 2 or not letters or letters[0] != words[0][0]:
        return letters == initials_of(name)
    second = next((w for w in words[1:] if w[0] == letters[1:2]), None)
    if second is None:
        return letters == initials_of(name)
    rest = iter("".join(words[words.index(second, 1) :])[1:])
    return all(letter in rest for letter in letters[2:])


def initials_of(name: str) -> str:
    """The initials of a name, particles left out.

    >>> initials_of("Ann van der Berg"), initials_of("Jean-Luc Picard")
    ('AB', 'JP')
    """
    return "".join(p[0].upper() for p in name.split() if p.lower() not in _PARTICLES)
