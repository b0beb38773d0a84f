"""Properties of the index and of its answers."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_minutes.search.codec import (
    DIGITS,
    front_coded,
    gaps,
    numbers,
    order,
    read_front_coded,
    read_numbers,
)
from mkdocs_minutes.search.excerpt import excerpt
from mkdocs_minutes.search.index import build_index, oldest_first
from mkdocs_minutes.search.inversion import Postings
from mkdocs_minutes.search.packing import DOCUMENT_SHIFT, FREQUENCY_BITS, packed_bytes
from mkdocs_minutes.search.postings import decode, encode
from mkdocs_minutes.search.query import LONGEST_QUERY, MOST_WORDS, clauses, parse
from mkdocs_minutes.search.reader import Index
from mkdocs_minutes.search.scoring import Scoring, rounded
from mkdocs_minutes.search.search import search
from mkdocs_minutes.search.shards import cut, read_script, read_shard, script
from mkdocs_minutes.search.tokens import terms

from ..unit.search.archive import PAGES, traps

QUERY = st.text(
    alphabet=st.one_of(
        st.sampled_from('token lifetime anvil 3.4 "-+*: ada series:kind:after:20-会議'),
        st.characters(exclude_categories=["Cs"]),
    )
)
TERMS = st.sets(st.text(alphabet="abc.-é会\U00020000", min_size=1, max_size=8), min_size=1)


@cache
def trapped() -> Index:
    data = {made.path: made.data for made in build_index(sorted(traps(), key=oldest_first), PAGES)}
    return Index(data.__getitem__)


@given(st.lists(st.integers(min_value=0, max_value=1 << 60)))
def test_numbers_come_back(values: list[int]) -> None:
    text = numbers(values)
    assert set(text) <= set(DIGITS)
    assert read_numbers(text) == values


@given(st.sets(st.integers(min_value=0, max_value=1 << 40)))
def test_gaps_add_up(values: set[int]) -> None:
    rising = sorted(values)
    assert [sum(gaps(rising)[: place + 1]) for place in range(len(rising))] == rising


PLACES = st.dictionaries(
    st.integers(0, 1 << 22),
    st.tuples(st.integers(1, (1 << 20) - 1), st.integers(1, 4_095)),
    max_size=20,
).map(
    lambda places: [
        document << DOCUMENT_SHIFT | rounded(length) << FREQUENCY_BITS | frequency
        for document, (length, frequency) in sorted(places.items())
    ]
)


@given(PLACES, PLACES, PLACES)
def test_postings_come_back(title: list[int], heading: list[int], body: list[int]) -> None:
    fields = (title, heading, body)
    assert decode(encode(Postings("token", *map(packed_bytes, fields)))) == fields


@given(st.integers(1, 5_000), st.integers(0, 5_000), st.integers(1, 9), st.floats(1, 500))
def test_rounded_lengths_keep_the_order_of_scores(
    length: int, more: int, frequency: int, average: float
) -> None:
    scoring = Scoring(1_000, (average,) * 3)
    shorter, longer = (
        scoring.thousandths(5.0, 2, frequency, rounded(one)) for one in (length, length + more)
    )
    assert shorter >= longer
    assert length >= rounded(length) > length * 2 / 3
    assert scoring.thousandths(5.0, 2, frequency + 1, rounded(length)) > shorter


@given(TERMS)
def test_words_come_back_from_front_coding(words: set[str]) -> None:
    ordered = sorted(words, key=order)
    assert read_front_coded(front_coded(ordered)) == ordered


@given(TERMS, st.integers(min_value=1, max_value=60))
def test_every_key_lies_in_the_shard_that_begins_at_it_or_before(
    words: set[str], size: int
) -> None:
    ordered = sorted(words, key=order)
    shards = list(cut(((word, word[::-1]) for word in ordered), size))
    begins = [order(shard.begins) for shard in shards]
    assert begins == sorted(set(begins))
    for word in ordered:
        holding = max(place for place, begin in enumerate(begins) if begin <= order(word))
        assert read_shard(shards[holding].text)[word] == word[::-1]


@given(st.integers(0, 1_999), st.integers(1, 40))
def test_an_entry_that_grows_leaves_most_shards_as_they_are(place: int, more: int) -> None:
    entries = [(f"{number:04}", "x" * (number % 7)) for number in range(2_000)]
    key, text = entries[place]
    grown = [*entries[:place], (key, text + "y" * more), *entries[place + 1 :]]
    before, after = (set(cut(made, 400)) for made in (entries, grown))
    assert len(before) > 40
    assert len(after - before) <= 20


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_script_is_one_line_and_gives_its_data_back(text: str) -> None:
    made = script("t/0", [text])
    assert made.data.count(b"\n") == 1
    assert read_script(made.data) == [text]


@given(QUERY)
def test_any_text_is_a_query(text: str) -> None:
    query = parse(text)
    assert len(query.words) <= MOST_WORDS
    for word in query.words:
        assert text[:LONGEST_QUERY][word.start : word.end] == word.text
    for clause in clauses(query):
        assert clause.term


@settings(max_examples=200)
@given(QUERY)
def test_any_query_has_an_answer_whose_marks_are_words_of_the_query(text: str) -> None:
    answer = search(trapped(), text)
    for group in answer.groups:
        for passage in group:
            for start, end in passage.excerpt.marks:
                assert 0 <= start < end <= len(passage.excerpt.text)


@given(st.text(), st.lists(st.text(alphabet="abc", min_size=1), max_size=3))
def test_an_excerpt_marks_wanted_terms_only(body: str, words: list[str]) -> None:
    wanted = {word: [place] for place, word in enumerate(words)}
    made = excerpt(body, wanted)
    for start, end in made.marks:
        assert set(terms(made.text[start:end])) & set(wanted)
