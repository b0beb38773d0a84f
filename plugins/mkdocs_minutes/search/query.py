"""What a reader types, taken apart. `assets/query.js` does the same; shared vectors hold both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .abbreviations import Abbreviations, key, of_minutes
from .days import days_of, first_day
from .documents import DIMENSIONS, FIELDS
from .tables import tables
from .tokens import WORD, Reading, fold, reading, terms, wording

Presence = Literal["optional", "required", "excluded"]

LONGEST_QUERY: int = tables()["longest_query"]
MOST_WORDS: int = tables()["most_words"]
SHORTEST_PREFIX: int = tables()["shortest_prefix"]
LONGEST_LONG: int = tables()["longest_long"]
COMPLETION_BOOST: float = tables()["completion_boost"]
"""What a completion of the word being typed weighs beside the word itself."""

_SPACE = "\u0000- \u00a0\u2000-\u200b\u2028\u2029\u3000"

# `-word`, `+word`, `"a phrase"`, `person:ada`, `-person:"Ada Byron"`. A quote that nothing closes
# is none, but for a name that is still being typed.
_ITEM = re.compile(
    rf"""
    (?P<sign> [-+]? )
    (?: (?P<name> [A-Za-z]+ ) : )?
    (?: "(?P<quoted> [^"]* )(?P<closed> "? ) | (?P<bare> [^{_SPACE}"]+ ) )
    """,
    re.VERBOSE,
)
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_DATES = ("after", "before")
UNREAD: dict[str, str] = tables()["unread"]
_LATEST = frozenset[str](tables()["latest"])
_MEETINGS = frozenset[str](tables()["meetings"])
_HELD = frozenset[str](tables()["held"])
_SIGNS: dict[str, Presence] = {"": "optional", "+": "required", "-": "excluded"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the query: `start` and `end` are its place in the text as typed.

    `field` is `""` for all fields. A `prefix` stands for all terms that begin with it (`tok*`); a
    word that is still being typed is `unfinished`. A word of a date has the `day`, month or year
    that the date says.
    """

    text: str
    start: int
    end: int
    presence: Presence = "optional"
    field: str = ""
    prefix: bool = False
    unfinished: bool = False
    day: str = ""

    @property
    def is_free(self) -> bool:
        """Whether it may be found by what else it is written as: the reader set no bound."""
        return self.presence == "optional" and not (self.prefix or self.field)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that must, or must not, follow each other; `terms` find the candidates."""

    wording: tuple[str, ...]
    terms: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A dimension and what was written behind its colon, from `start` to `end` in the text."""

    dimension: str
    value: str
    excluded: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart; `after` and `before` are a year, month or day, or `""`.

    `name` is what was typed without filters and excluded words: it may call a page exactly.
    `unread` says which filters could not be read, and why. `leaning` is the kind that a question
    asks for, whose word is then none of the words. `newest` asks for the newest first, and `latest`
    for the newest notes that have all words, as `last meeting` does.
    """

    words: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    filters: tuple[Filter, ...] = ()
    after: str = ""
    before: str = ""
    name: str = ""
    unread: tuple[str, ...] = ()
    leaning: str = ""
    newest: bool = False
    latest: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A term to look up, as lunr understands a clause.

    `fields` are places in `FIELDS`. `word` is the place of the word it belongs to among all that
    the reader wants found, for telling how much of the query a document covers: a document has the
    word where it has one of its clauses, or all that are a `part` of it. A clause with a `day` has
    no term: the notes of that day, month or year have its word.
    """

    term: str
    fields: tuple[int, ...] = (0, 1, 2)
    presence: Presence = "optional"
    boost: float = 1
    wildcard: bool = False
    unfinished: bool = False
    word: int = -1
    part: bool = False
    day: str = ""


def parse(text: str) -> Query:
    """The query of a text of any kind: what makes no sense as a filter is searched as words.

    Only the first 500 characters and 24 words count. An empty query asks for nothing. A run of an
    unspaced script that is excluded is a phrase, since its terms are parts of other words.

    >>> query = parse('tokens -x509 "exact phrase" person:"Ada Byron" after:2019-09 relea')
    >>> [(word.text, word.presence, word.unfinished) for word in query.words]
    [('tokens', 'optional', False), ('x509', 'excluded', False), ('relea', 'optional', True)]
    >>> query.phrases[0].wording, query.filters[0].value, query.after
    (('exact', 'phrase'), 'Ada Byron', '2019-09')
    """
    text = text[:LONGEST_QUERY].translate(_QUOTES)
    words: list[Word] = []
    phrases: list[Phrase] = []
    filters: list[Filter] = []
    dates = {"after": "", "before": ""}
    called: list[str] = []
    unread: list[str] = []
    newest = False
    for item in _ITEM.finditer(text):
        name = (item["name"] or "").lower()
        value = item["bare"] if item["quoted"] is None else item["quoted"]
        presence = _SIGNS[item["sign"]]
        if complaint := _unread(name, value):
            unread.append(complaint)
        elif name in DIMENSIONS:
            filters.append(Filter(name, value, presence == "excluded", *item.span()))
        elif name in dates and first_day(value):
            dates[name] = value
        elif name == "sort" and value.lower() in tables()["sorts"]:
            newest = value.lower() == "date"
        else:
            if presence != "excluded" and name not in FIELDS:
                called.append(value)
            found, wordings = _searched(item, name, value, text)
            words += found
            phrases += wordings
    kept = tuple(filter_ for filter_ in filters if wording(filter_.value))
    leaning, words = _leaning(" ".join(called), words)
    latest, words = _latest(words)
    return Query(
        _dated(words[:MOST_WORDS], latest=latest),
        tuple(phrases),
        kept,
        **dates,
        name=" ".join(called),
        unread=tuple(unread),
        leaning=leaning,
        newest=newest,
        latest=latest,
    )


def _searched(
    item: re.Match[str], name: str, value: str, text: str
) -> tuple[list[Word], list[Phrase]]:
    """What an item that is no filter has to be searched for: its words, or phrases."""
    presence = _SIGNS[item["sign"]]
    if item["closed"] and name not in FIELDS:
        return [], list(_phrases(value, presence))
    words: list[Word] = []
    phrases: list[Phrase] = []
    for word in _words(item, name, presence, text):
        if presence == "excluded" and len(wording(word.text)) > 1:
            phrases += _phrases(word.text, presence)
        else:
            words.append(word)
    return words, phrases


def _leaning(text: str, words: list[Word]) -> tuple[str, list[Word]]:
    """The kind that a question asks for, and the words without those that merely ask."""
    if wording(text)[:1] and wording(text)[0] in tables()["asking"]:
        fillers = set(map(key, tables()["fillers"]))
        telling = [word for word in words if key(word.text) not in fillers]
        words = telling if any(terms(word.text) for word in telling) else words
        for kind, names in tables()["leanings"].items():
            others = [word for word in words if fold(word.text) not in names]
            if len(others) < len(words) and any(terms(word.text) for word in others):
                return kind, others
    return "", words


def _latest(words: list[Word]) -> tuple[bool, list[Word]]:
    """Whether `last meeting` is asked for, or `latest notes`, and the words without those."""
    folded = [fold(word.text) for word in words]
    for start, word in enumerate(folded):
        for end in range(start + 1, min(start + 4, len(words)) if word in _LATEST else 0):
            if folded[end] in _MEETINGS:
                return True, [*words[:start], *words[start + 1 : end], *words[end + 1 :]]
    return False, words


def _dated(words: Sequence[Word], *, latest: bool) -> tuple[Word, ...]:
    """The words, those of a date with the day that it says.

    `who attended` is none beside one, or beside the latest.
    """
    days = days_of([fold(word.text) for word in words])
    found = (replace(word, day=day) for word, day in zip(words, days, strict=True))
    asked = latest or any(days)
    return tuple(word for word in found if not asked or fold(word.text) not in _HELD)


def unquoted(text: str) -> str:
    """The query with its phrases as words, or `""` if it has none.

    >>> unquoted('"build the folders" -"not this" person:"Ada Byron"')
    'build the folders -"not this" person:"Ada Byron"'
    """
    text = text[:LONGEST_QUERY].translate(_QUOTES)
    words = _ITEM.sub(lambda item: item[0].replace('"', "") if _is_phrase(item) else item[0], text)
    return words if words != text else ""


def _is_phrase(item: re.Match[str]) -> bool:
    name = (item["name"] or "").lower()
    return bool(item["closed"]) and item["sign"] != "-" and name not in (*DIMENSIONS, *FIELDS)


def _unread(name: str, value: str) -> str:
    """What is wrong with a filter, or `""`: no name behind it, or a day that no calendar has."""
    alone = value[:-1].lower() if not name and value.endswith(":") else ""
    if alone in DIMENSIONS or alone in _DATES:
        return UNREAD["name" if alone in DIMENSIONS else "date"].replace("{}", value)
    if name in _DATES and value[:1].isdecimal() and value.isascii() and not first_day(value):
        return UNREAD["date"].replace("{}", value)
    return ""


def clauses(query: Query, known: Abbreviations | None = None) -> tuple[Clause, ...]:
    """The terms to look up, a word's terms next to each other, then those of `known` abbreviations.

    Words that an abbreviation stands for are each found by it, and it by all of them together.
    A joined word counts where all its parts are: `+test-bed` also finds `test bed`. Excluded, it
    keeps out only the word as a whole.

    >>> [(clause.term, clause.presence) for clause in clauses(parse("+co-manage -data-base "))][2:]
    [('co', 'required'), ('manag', 'required'), ('data-base', 'excluded')]
    """
    found: list[Clause] = []
    wanted = 0
    places: list[int] = []
    for word in query.words:
        made = tuple(_word_clauses(word, wanted))
        found += made
        if word.day and word.presence == "optional":
            found.append(Clause("", word=wanted, day=word.day))
        asked = any(clause.presence != "excluded" for clause in made)
        places.append(wanted if asked else -1)
        wanted += asked
    found += _abbreviated(query.words, places, known or of_minutes())
    for phrase in query.phrases:
        if not phrase.excluded:
            found += [
                Clause(term, presence="required", word=wanted, part=True) for term in phrase.terms
            ]
            wanted += bool(phrase.terms)
    return tuple(found)


def _abbreviated(
    words: Sequence[Word], places: Sequence[int], known: Abbreviations
) -> Iterator[Clause]:
    """The terms of what the words abbreviate, and of abbreviations of them."""
    keys = [key(word.text) if word.is_free else "" for word in words]
    for start, (word, place) in enumerate(zip(words, places, strict=True)):
        if place >= 0 and (not word.unfinished or word.text.isupper()):
            yield from _spelled_out(known.words.get(keys[start], ()), place)
        for end in range(start + 2, min(start + LONGEST_LONG, len(words)) + 1):
            short = terms(known.shorts.get(tuple(keys[start:end]), ""))
            yield from (
                Clause(one, word=at) for one in short for at in places[start:end] if at >= 0
            )


def _spelled_out(words: Iterable[str], place: int) -> Iterator[Clause]:
    """The terms of what a word at a place stands for.

    None where only one is left: of `any other business` that tells too little.
    """
    found = [term for word in words for term in terms(word)]
    if len(found) > 1:
        yield from (Clause(term, word=place, part=True) for term in found)


def _phrases(text: str, presence: Presence) -> Iterator[Phrase]:
    pieces = tuple(wording(text))
    if pieces:
        found = (term for word in WORD.findall(text) for term in _certain(reading(word)))
        yield Phrase(pieces, tuple(dict.fromkeys(found)), presence == "excluded")


def _words(item: re.Match[str], name: str, presence: Presence, text: str) -> Iterator[Word]:
    """The words of an item; a name that is no filter's is a word too."""
    field = name if name in FIELDS else ""
    group = "quoted" if item["quoted"] is not None else "bare"
    start = item.start(group) if field or not name else item.start("name")
    for match in WORD.finditer(text, start, item.end(group)):
        end = match.end()
        star = text[end : end + 1] == "*" and end < item.end(group)
        last = end == len(text)
        yield Word(
            match.group(),
            match.start(),
            end,
            presence,
            field,
            prefix=star and len(fold(match.group())) >= SHORTEST_PREFIX,
            unfinished=last and presence != "excluded",
        )


def _word_clauses(word: Word, place: int) -> Iterator[Clause]:
    fields = (FIELDS.index(word.field),) if word.field else (0, 1, 2)
    plain = fold(word.text)
    if word.prefix:
        yield Clause(plain, fields, word.presence, wildcard=True, word=place)
        return
    read = reading(word.text)
    if word.presence == "excluded":
        for term in read.wholes[:1]:
            yield Clause(term, fields, "excluded")
        return
    needed = read.needed if word.presence == "required" else ()
    for term in dict.fromkeys([*read.wholes, *read.parts]):
        presence: Presence = "required" if term in needed else "optional"
        yield Clause(term, fields, presence, word=place, part=term not in read.wholes)
    if (
        read.needed
        and word.unfinished
        and word.presence == "optional"
        and len(plain) >= SHORTEST_PREFIX
    ):
        yield Clause(
            plain, fields, boost=COMPLETION_BOOST, wildcard=True, unfinished=True, word=place
        )


def _certain(read: Reading) -> tuple[str, ...]:
    """The terms that a text surely has where the word stands as it was typed, but for its case."""
    return read.wholes[:1] or read.parts
