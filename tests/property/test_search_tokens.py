"""Properties of the tokeniser that the index leans on."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_minutes.search.tokens import LONGEST_TERM, WORD, terms, tokens, wording


@given(st.text())
def test_any_text_gives_short_terms_free_of_the_separators_of_shards(text: str) -> None:
    for term in tokens(text):
        assert 0 < len(term) <= LONGEST_TERM
        assert not set(term) & set(' |~:"\\\n')


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_case_changes_nothing_but_the_plural_of_acronyms(text: str) -> None:
    assert wording(text.lower()) == wording(text.upper())


@given(st.text(alphabet=st.sampled_from("abcxyz019.-_@#' ")))
def test_every_word_is_made_of_its_slice(text: str) -> None:
    for match in WORD.finditer(text):
        assert terms(match.group()) == tuple(dict.fromkeys(tokens(match.group())))


@given(st.text(alphabet="éèüñçåØł", min_size=1, max_size=20))
def test_diacritics_fold(text: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    assert wording(text) == wording(bare)
