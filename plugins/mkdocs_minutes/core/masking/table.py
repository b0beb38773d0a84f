"""The table of what is masked, read from `masks.toml` and `labels.toml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import chain, product
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from ..lexicon import any_of, late
from . import forms
from .checks import CHECKS
from .forms import behind_word
from .surface import plain_characters

_EITHER_CASE = re.VERBOSE | re.IGNORECASE


@dataclass(frozen=True)
class Rule:
    """One way in which a kind of thing is written.

    `words` are what has to stand where a match begins, or up to `back` characters behind that;
    `has` and `digits` what a run of digits has to hold at all; `near` what a match has to hold,
    which is found quickly; `check` tells whether a match is
    what it looks like.
    """

    kind: str
    name: str
    pattern: re.Pattern[str]
    words: tuple[str, ...] = ()
    back: int = 0
    has: tuple[str, ...] = ()
    digits: int = 0
    near: re.Pattern[str] | None = None
    check: Callable[[str, re.Match[str]], bool] | None = None


_DIGIT = re.compile(r"\d|[a-z]{3}-[a-z]{4}-")
_DIGIT_OR_CAPITAL = re.compile(r"\d|[a-z](?:[A-Z]|[!&#*+$@_][A-Za-z])")


@dataclass(frozen=True)
class Others:
    """Words that tell whose a code is that lets nobody in: before it, if any, and behind it."""

    before: re.Pattern[str] | None
    behind: re.Pattern[str]

    def claim(self, text: str, start: int, end: int) -> bool:
        """Whether one of them stands beside what begins and ends at two places."""
        return bool(
            (self.before and self.before.search(text, max(0, start - 24), start))
            or self.behind.match(text, end)
        )


@dataclass(frozen=True)
class LinkRule:
    """Addresses of the web that let somebody in, by host and path, or by a parameter."""

    kind: str
    name: str
    hosts: tuple[str, ...]
    words: tuple[str, ...] = ()
    host: re.Pattern[str] | None = None
    path: re.Pattern[str] | None = None
    parameters: re.Pattern[str] | None = None
    whole: bool = True


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Words that tell what a value is, of labels or cues.

    Behind one of `not_behind`, before one of `not_before`, and beside one of `others`, they mean
    something else. One that `needs_company` counts in some places only near one that lets in.
    """

    kind: str
    name: str
    needs_company: bool = False
    others: Others | None = None
    not_behind: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None

    def is_other(self, text: str, start: int, end: int) -> bool:
        """Whether the word right before two places, or behind them, gives another meaning."""
        behind, before = self.not_behind, self.not_before
        return bool(
            (behind and behind.search(text, max(0, start - 16), start))
            or (before and before.match(text, end))
        )

    def is_of_others(self, text: str, start: int, end: int) -> bool:
        """Whether a word beside two places tells whose it is that lets nobody in."""
        return bool(self.others and self.others.claim(text, start, end))


@dataclass(frozen=True, kw_only=True)
class Label(Telling):
    """Words beside which something is masked; `forms` by how a value stands to them, and name.

    One that is `alone` counts only where no
    other word before it gives it another meaning; one in `company`, only on a line with a telephone
    number, a code or a link into a meeting.
    """

    words: tuple[str, ...]
    joined: tuple[str, ...]
    forms: Mapping[str, Mapping[str, re.Pattern[str]]]
    alone: bool = False
    company: bool = False


@dataclass(frozen=True, kw_only=True)
class Cue(Telling):
    """Words near which a value of one of some forms is masked, within `reach` characters.

    `before` tells how far it may stand before one that joins them with a little word, `earlier`
    how far in the same sentence. One that is `narrow` reaches to the next comma,
    one that is `close` over no noun that it stands beside; one of a `block` has all
    values down to the next empty line; `hold` is what has to stand near it for any; of one that is
    `lone` a value may stand alone some lines below; one that `lets_in` is company for others.
    Values of the forms of `told` hold right behind what `tells`. Among words of `not_in`, a cue
    means something else.
    """

    values: tuple[str, ...]
    reach: int
    before: int
    tells: re.Pattern[str]
    narrow: bool = False
    close: bool = False
    block: bool = False
    hold: re.Pattern[str] = _DIGIT
    lone: bool = False
    told: tuple[str, ...] = ()
    earlier: int = 0
    lets_in: bool = False
    not_in: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Stem:
    """A part of a word that is a cue; more may stand before it or behind it in the word."""

    cue: Cue
    begins: bool
    ends: bool


@dataclass(frozen=True)
class Kind:
    """A kind of thing that is masked: its name in the settings, what it is called, its mark.

    `counted` is what one of it is called, and several.
    """

    name: str
    called: str
    mark: str
    counted: tuple[str, str]


@dataclass(frozen=True)
class MailRules:
    """Which mail addresses are nobody's own, and which only look like one."""

    lists: re.Pattern[str]
    roles: frozenset[str]
    hosts: re.Pattern[str]
    no_domain: re.Pattern[str]
    signs: tuple[str, ...]
    points: tuple[str, ...]
    prepositions: tuple[tuple[str, str, str], ...]
    providers: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """All of it. `words` finds what is worth looking at; each leads to rules, labels and links."""

    kinds: Mapping[str, Kind]
    numbers: tuple[Rule, ...]
    tokens: tuple[Rule, ...]
    scans: tuple[Rule, ...]
    links: tuple[LinkRule, ...]
    labels: tuple[Label, ...]
    mail: MailRules
    passwords: re.Pattern[str]
    figures: re.Pattern[str]
    """Words of headings below which bare numbers may be figures of anything."""
    words: AhoCorasick = field(repr=False)
    meanings: tuple[tuple[Any, ...], ...] = field(repr=False)
    bounds: tuple[tuple[bool, bool], ...] = field(repr=False)
    """Whether each word counts only where a word begins, and where one ends, but for an ending."""


@cache
def table() -> Table:
    """The table as it ships; it is read once a process."""
    masks, labels, cues = (forms.table(name) for name in ("masks", "labels", "cues"))
    parts = {name: forms.words(name) for name in ("no_password", "quoted")}
    ways = {
        name: late(forms.filled(source, parts), re.VERBOSE)
        for name, source in masks["forms"].items()
    }
    tokens = tuple(map(_rule, masks["token"]))
    links = tuple(map(_link, masks["link"]))
    others = _others(cues["others"])
    read_labels = tuple(_label(entry, ways, others) for entry in labels["label"])
    tells = _tells(cues["tells"])
    meanings = _meanings(
        (
            *((rule.words, rule) for rule in tokens),
            *((link.words or link.hosts, link) for link in links),
            *((label.words, label) for label in read_labels),
            *chain.from_iterable(_stems(entry, tells, others) for entry in cues["cue"]),
            (_mail_signs(masks["mail"]), MAIL),
            (sorted(set(map(folded, chain(*cues["headings"].values())))), HEADING),
        )
    )
    return Table(
        kinds={entry["name"]: _kind(entry) for entry in masks["kind"]},
        numbers=tuple(map(_rule, masks["number"])),
        tokens=tokens,
        scans=tuple(map(_rule, masks["scan"])),
        links=links,
        labels=read_labels,
        mail=_mail(masks["mail"]),
        passwords=late(any_of(cues["headings"]["passwords"]), _EITHER_CASE),
        figures=late(any_of(cues["headings"]["figures"]), _EITHER_CASE),
        words=AhoCorasick(list(meanings), matchkind=MatchKind.Standard),
        meanings=tuple(map(tuple, meanings.values())),
        bounds=tuple(_bounds(word, meant) for word, meant in meanings.items()),
    )


def _meanings(known: Iterable[tuple[Iterable[str], Any]]) -> dict[str, list[Any]]:
    """What each word means: rules, labels, links, stems, or a sign."""
    meanings: dict[str, list[Any]] = {}
    for words, meaning in known:
        for word in words:
            meanings.setdefault(word, []).append(meaning)
    return meanings


def _bounds(word: str, meanings: Iterable[Any]) -> tuple[bool, bool]:
    """Whether all that a word means needs no letter before it, and none but an ending behind it."""
    begins = ends = True
    for meaning in meanings:
        is_stem = isinstance(meaning, Stem)
        is_label = isinstance(meaning, Label) and word not in meaning.joined
        begins &= (is_stem and not meaning.ends) or is_label or meaning == HEADING
        ends &= (is_stem and not meaning.begins) or isinstance(meaning, Label)
    return begins and word[0].isascii() and word[0].isalpha(), ends and word[-1].isascii()


def _kind(entry: Mapping[str, Any]) -> Kind:
    one, many = entry.get("counted", (entry["is"], f"{entry['is']}s"))
    return Kind(entry["name"], entry["is"], f"[{entry['mark']} removed]", (one, many))


def called(kind: str) -> str:
    """What a thing of a kind is called, a community's own kinds and withdrawn names among them.

    >>> called("pin"), called("badge-number")
    ('PIN or passcode', 'badge number')
    """
    known = table().kinds.get(kind)
    return known.called if known else kind.replace("-", " ")


def counted(kind: str, count: int) -> str:
    """A number of things of a kind in words.

    >>> counted("pin", 1), counted("mac-address", 2), counted("badge-number", 3)
    ('1 access code', '2 MAC addresses', '3 badge numbers')
    """
    known = table().kinds.get(kind)
    one, many = known.counted if known else (called(kind), f"{called(kind)}s")
    return f"{count} {one if count == 1 else many}"


MAIL = "mail"
"""The meaning of words that may stand inside a mail address."""
HEADING = "heading"
"""The meaning of words that tell in a heading how to join, or whom to call."""


def _stated(entry: Mapping[str, Any], record: type) -> dict[str, Any]:
    """The fields of a record that an entry has as they are, lists as tuples."""
    found = {one.name: entry[one.name] for one in fields(record) if one.name in entry}
    return {name: tuple(it) if isinstance(it, list) else it for name, it in found.items()}


def _rule(entry: Mapping[str, Any]) -> Rule:
    made = {
        "pattern": late(behind_word(entry["pattern"]), re.VERBOSE),
        "near": late(entry["near"], re.VERBOSE) if "near" in entry else None,
        "check": CHECKS[entry["check"]] if "check" in entry else None,
    }
    return Rule(**_stated(entry, Rule) | made)


def _link(entry: Mapping[str, Any]) -> LinkRule:
    names = entry.get("parameters", ())
    value = entry.get("value", r"[^\s&\#]{2,}")
    parameters = f"[?&;\\#/!] (?: {'|'.join(map(re.escape, names))} ) = (?P<thing> {value} )"
    sources = {name: entry[name] for name in ("host", "path") if name in entry}
    sources |= {"parameters": parameters} if names else {}
    patterns = {name: late(source, _EITHER_CASE) for name, source in sources.items()}
    return LinkRule(**{"whole": not names} | _stated(entry, LinkRule) | patterns)


def _label(
    entry: Mapping[str, Any], forms: Mapping[str, re.Pattern[str]], others: Mapping[str, Others]
) -> Label:
    words = {folded(w) for words in entry["words"].values() for w in chain(*map(_each, words))}
    words |= {_without_accents(word) for word in words}
    joined = {folded(word) for word in entry.get("joined", ())}
    read = {
        "words": tuple(sorted(words | joined)),
        "joined": tuple(sorted(joined)),
        "forms": {
            how: {name: forms[name] for name in entry.get(how, ())}
            for how in ("firm", "said", "loose", "below", "before")
        },
        "needs_company": entry.get("of_others") == "codes",
    }
    return Label(**_stated(entry, Label) | read | _meaning_else(entry, others))


def _meaning_else(entry: Mapping[str, Any], others: Mapping[str, Others]) -> dict[str, Any]:
    """What gives the words of an entry another meaning: beside them, before and behind them."""
    return {
        "others": others.get(entry.get("of_others", "")),
        "not_behind": _one_of(entry.get("not_behind", ""), r"\b(?:{})[ _-]$"),
        "not_before": _one_of(entry.get("not_before", ""), r"[^\W\d_]{{0,3}}[ -]?(?:{})"),
    }


def _each(word: str) -> Iterator[str]:
    """What a word with choices stands for: `(host|guest) code` for two."""
    parts = [part.split("|") for part in re.split(r"[()]", word)] if "|" in word else [[word]]
    return map("".join, product(*parts))


def _tells(entry: Mapping[str, list[str]]) -> re.Pattern[str]:
    """What stands between a cue and its value: a sign, or a verb and little words behind it."""
    then = any_of(entry["then"])
    verbs = any_of(chain.from_iterable(it for name, it in entry.items() if name not in _APART))
    return late(
        rf"""
        (?: (?! \w ) (?P<sign> [ ]* (?: [:=]+>? | [-=]+> | [→⇒➡] ) [ ]* | [ ]{{2,}}
            | [ ] [-–—]{{1,2}} [ ]
            | [ ]* \| [ |]* | [ ]?\?[ ] | \*\* [ ] | ; (?= [^\s;]{{4,40}} (?: $ | [;\n] ) )
            | [ ]? \( (?= [^\s()]{{4,40}} \) ) )
          | (?<! \w ) {verbs} (?! \w ) (?: [ ] {then} (?! \w ) ){{0,3}} [ ]? :? [ ]?
          | (?= [^\x00-\x7f] ) {any_of(entry["asian"])} [ ]?
        ) [\"'`“„«‘「『(*_]{{0,3}}
        """,
        _EITHER_CASE,
    )


_APART = frozenset({"then", "asian"})


def _stems(
    entry: Mapping[str, Any], tells: re.Pattern[str], others: Mapping[str, Others]
) -> Iterator[tuple[tuple[str, ...], Stem]]:
    """The words of a cue, each with the stem that it is."""
    patterns = {
        "hold": _held(entry.get("digits", 1)),
        "not_in": _one_of(entry.get("not_in", ""), "(?:{})"),
    }
    cue = Cue(tells=tells, **_stated(entry, Cue) | patterns | _meaning_else(entry, others))
    stems: dict[tuple[bool, bool], set[str]] = {}
    for written in {one for it in entry["stems"].values() for word in it for one in _each(word)}:
        how = written.endswith("*"), written.startswith("*")
        word = folded(written.strip("*"))
        plain = _without_accents(word) if len(word) > _SHORT else word
        stems.setdefault(how, set()).update({word, plain})
    for (begins, ends), words in stems.items():
        yield tuple(sorted(words)), Stem(cue, begins, ends)


def _others(entry: Mapping[str, list[str]]) -> dict[str, Others]:
    """The words of the table in the places where they stand, of codes, and of what is no code."""
    begins = [word for name, it in entry.items() if name not in _PLACED for word in it]
    beside = f"{any_of(begins)} [^\\W\\d_]{{0,7}} | {any_of(entry['whole'])}"
    asian = any_of(entry["asian"])
    compounds = late(rf"[^\W\d_]{{0,3}} [ _-]? {any_of(entry['behind'])}", _EITHER_CASE)
    codes = Others(
        late(
            rf"""
            (?: (?<! [^\W\d_] ) (?: (?: {beside} ) [ ’'_-]? | {any_of(entry["attached"])} )
              | {asian} [代编番号]{{0,2}} | {_ACRONYM} [ -] ) $
            """,
            _EITHER_CASE,
        ),
        late(
            rf"""
            [^\W\d_]{{0,3}} [ _-]
            (?: {any_of(entry["behind"])}
              | (?: {_OF} )? (?: {beside} | {asian} ) | {_ACRONYM} (?= [ ] ) )
            (?! [^\W\d_] {{9}} )
            """,
            _EITHER_CASE,
        ),
    )
    return {"codes": codes, "compounds": Others(None, compounds)}


_PLACED = frozenset({"whole", "attached", "asian", "behind"})
_OF = rf"""
    {forms.words("for")} [ ] (?: (?: the | la | el | le | der | die | das | het | de ) [ ] )?
    | (?: dell | de [ ] l | d | l ) ['’]
"""
# Whose a code is may be told by capitals: `CPT code`, `code INSEE`.
_ACRONYM = r"""
    (?-i: \b (?! PIN | WI-?FI | W?LAN | VPN | SMS | [MT]?OTP | [2M]FA | ZOOM | TV
        | WC | PC | NAS | PUK )
      [A-Z]{2,8} (?: -\d{1,3} )? )
"""


@cache
def _held(digits: int) -> re.Pattern[str]:
    """So many digits with little between them; of none, one or a capital behind a small letter."""
    if not digits:
        return _DIGIT_OR_CAPITAL
    return late(rf"\d(?:[^\n\d]{{0,3}}\d){{{digits - 1}}}") if digits > 1 else _DIGIT


_SHORT = 3
"""Up to so many characters a stem without its accents is another word: `lås`, `las`."""


def _one_of(words: str, form: str) -> re.Pattern[str] | None:
    return late(form.format(words), re.IGNORECASE) if words else None


def _mail(entry: Mapping[str, Any]) -> MailRules:
    return MailRules(
        lists=late(entry["lists"], _EITHER_CASE),
        roles=frozenset(entry["roles"].split()),
        hosts=late(entry["hosts"], _EITHER_CASE),
        no_domain=late("|".join(entry["not_domains"].split()), _EITHER_CASE),
        signs=tuple(map(folded, entry["signs"].split())),
        points=tuple(map(folded, entry["points"].split())),
        prepositions=tuple((row["at"], row["point"], row["end"]) for row in entry["preposition"]),
        providers=tuple(entry["providers"].split()),
    )


def _mail_signs(entry: Mapping[str, Any]) -> Iterator[str]:
    """What may stand inside a mail address instead of `@` or a point, as it is looked for."""
    yield from entry["signs_as_written"]
    for sign in map(folded, f"at {entry['signs']} {entry['points']}".split()):
        yield from (f"({sign})", f"[{sign}]", f"{{{sign}}}")
        if sign != "at":
            yield f" {sign} "
        if sign > "\u3000":
            yield sign
    for name in entry["providers"].split():
        yield from (f" {name}", f"({name})")


def folded(word: str) -> str:
    """A word as it is looked for: in small letters, with plain hyphens and blanks."""
    return plain_characters(word).lower()


def _without_accents(word: str) -> str:
    if not any("\u00c0" <= c <= "\u024f" for c in word):
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
