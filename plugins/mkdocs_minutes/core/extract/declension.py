"""Names in the cases of languages that decline them: `zadanie dla Anny Nowak` is Anna Nowak's."""

from __future__ import annotations

from functools import cache
from itertools import starmap

from ..lexicon import words

_CASES = 4  # genitive, dative, accusative, instrumental
_VOWELS = frozenset("aeiouyáéěíóúůýąęаеёиоуыэюяьй")
_SHORTEST = 2  # letters of a name that stay as they are


def is_declined(written: str, name: str) -> bool:
    """Whether a name is written in a case other than that of lists of people.

    All its words are in one case; the surname of a woman that ends in a consonant has no others.
    A given name alone whose form may be a woman's name is in none: `Jana`, of Jan.

    >>> is_declined("Anny Nowak", "Anna Nowak"), is_declined("Jana Nowak", "Jan Nowak")
    (True, False)
    >>> is_declined("Petru Malému", "Petr Malý"), is_declined("Jana", "Jan"), is_declined("", "")
    (True, False, False)
    """
    forms = list(zip(written.casefold().split(), name.casefold().split(), strict=False))
    if len(forms) != len(name.split()) or len(forms) != len(written.split()):
        return False
    if not forms or written.casefold() == name.casefold():
        return False
    if len(forms) == 1 and forms[0][0].endswith("a") and not forms[0][1].endswith("a"):
        return False
    undeclined = len(forms) > 1 and forms[0][1].endswith(("a", "e", "а", "я"))
    return any(
        all(
            word in _forms(case, of) or (undeclined and word == of and of[-1] not in _VOWELS)
            for word, of in forms
        )
        for case in range(_CASES)
    )


@cache
def _endings() -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """Endings of names, and for each case those that stand for them."""
    rows = (row.replace("-", "").partition(" > ") for row in words("names.cases"))
    split = starmap(lambda ending, _, rest: (ending.strip(), rest.split()), rows)
    return tuple(
        (ending, tuple(tuple(form.split("/")) for form in forms)) for ending, forms in split
    )


def _forms(case: int, word: str) -> set[str]:
    """How a word of a name may read in a case; empty where no ending is its."""
    found: set[str] = set()
    for ending, forms in _endings():
        stem = word.removesuffix(ending)
        fits = word.endswith(ending) if ending else word[-1] not in _VOWELS
        if fits and len(stem) >= _SHORTEST:
            found.update(stem + form for form in forms[case])
    return found
