"""What else than a version a number can be: signs beside it, in the order in which they decide."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..lexicon import Stems, late, pattern, stems
from .scan import Guarded

# What may stand right behind a number: no letter or digit, clock, amount, fraction, file ending.
_GLUED_AFTER = re.compile(r"\w|[:,]\d|[%°€$£]|/\d{1,2}(?![\d.])|\.\w|@")
# A field of a form or a file: `format_version`, `the header`.
_FIELD = rf"(?: [a-z]+_version | version_[a-z]+ | {pattern('version.field')} )"
# Amounts: `0.04 secs`, `1.65 FTE`, `5.5 GB`, `30.5 Hz`, `2.5 times`, `10.30 am`, `18.300 €`.
_UNIT = late(
    rf"""
    [ \xa0\u202f-]? (?:
        [%€£¥₽₹] | m?s | h | [kKMGTP]i?[Bb](?:ytes)?(?:/s|ps)? | [kMGT]?bps | [kMGT]?bit/s
      | [kMGT]?Hz | [kMG]?Wh? | [ckm]?m | ft | [km]?g | [kKMB] | x
      | CHF | CNY | CZK | DKK | EUR | GBP | JPY | NOK | PLN | RMB | RUB | SEK | USD | Kč | kr | zł
      | (?-i: UTC | GMT | C?E[SD]?T | P[SD]T | BST )
      | {pattern("version.unit")}
    ) (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Words that make the number behind them an amount, a place in a document or a time of day.
_AMOUNT_WORD = Guarded(
    late(
        rf"(?: \b (?: {pattern('version.part')} | {pattern('version.measure')} ) | § ) \s* $",
        re.VERBOSE | re.IGNORECASE,
    ),
    Stems((*stems("version.part", "version.measure"), "§")),
)
# Bodies whose standards have numbers: `DIN EN 4108.2`.
_STANDARDS = "BS|ČSN|DIN|EN|IEC|ISO|JIS|NEN|ÖNORM|SIA|ГОСТ"
# What numbers behind it count or name, however many parts they have: parts of a document or of a
# plan, rooms, values of a field (`a format_version of 1.0`), licences, the program that wrote the
# note. `Apache 2.0` is the licence, `Apache 2.4` the server.
_NUMBERED_THING = Guarded(
    late(
        rf"""
    \b (?: {pattern("version.part")} | {pattern("version.numbered")} )
      (?: \s (?-i: [A-Z] ) )? [\s*_`]* $
    | \b (?: {pattern("version.rules")} | code \s of \s \w+ ) [\s*_`]* $
    | \b (?: arxiv | doi | isbn | issn | pmid | covid | sars (?: -cov )? ) [\s:*_`\[-]* $
    | § \s* $
    | (?-i: \b (?: {_STANDARDS} ) (?: [ /-] (?: EN | I[SE][OC] ) )* [ :-]? $ )
    | \b {_FIELD} [`"'*]? \s (?-i: [^.;()\dA-Z] ){{0,30}}?
      \b {pattern("version.equals")} [\s"'`*=:]* $
    | \b {_FIELD} [`"'*]? \s? [=:] [\s"'`]* $
    | \b {pattern("version.made")} \s+ [\w.+`-]+ (?: \s {pattern("version.word")} )? \s* $
    """,
        re.VERBOSE | re.IGNORECASE,
    ),
    Stems(
        [
            *stems(*(f"version.{role}" for role in ("part", "numbered", "rules", "field", "made"))),
            *("code", "arxiv", "doi", "isbn", "issn", "pmid", "covid", "sars", "§", "_version"),
            *("version_", *_STANDARDS.lower().split("|")),
        ]
    ),
)
# `UCL-1.0`, `Lamp Public License 2.1`: a licence, by its identifier of SPDX or as one.
_LICENCE = late(
    rf"""
    (?: \b (?: CC (?: -(?: BY | NC | ND | SA | 0 ) )* | AFL | [ALN]?GPL | APSL | Artistic | BS[DL]
            | BUSL | CAL | CDDL | CE(?: CILL | RN-OHL ) (?: -[A-Z] )? | E[CF]L | EUPL | G?FDL | LPPL
            | LiLiQ (?: -[RP]\+? ){{0,2}} | MIT | [CEMNQRUZ]PL | MulanPSL | MS-PL | ODC-By | ODbL
            | OFL | OSL | RPSL | SSPL | UCL )
        (?: \s (?i: {pattern("version.licence")} ) )?
      | (?i: {pattern("version.licence")} ) )
    ,? (?: \s (?i: {pattern("version.word")} ) )? [\s-]* $
    """,
    re.VERBOSE,
)
_OF_LICENCE = late(rf"[\s-]{pattern('version.licence')}\b", re.IGNORECASE)
# `MIME-Version: 1.0`, `X-Mailer: Quill 4.2`: a field in the head of a mail.
_MAIL_FIELD = re.compile(
    r"^[>\s]{0,9}(?:MIME-Version|User-Agent|(?:X|Content|List|DKIM|ARC)-[\w-]{2,40}"
    r"|Received|Mailer|Message-ID|(?=Version:[ \t]?(?:GnuPG|PGP)\b)Version)[ \t]?:[^\n]{0,200}$",
    re.IGNORECASE,
)
# `--format 1.0`: the value of an option.
_OPTION = re.compile(r"(?:^|\s)--?[a-z][\w-]*[\s=:]+$", re.IGNORECASE)
_APACHE = re.compile(
    r"\bApache(?:\s(?:software\s)?licen[cs]e)?,?(?:\sversion)?[\s-]*$", re.IGNORECASE
)
# `at 12.04.07`: a room, where a part has a zero in front.
_ROOM = late(rf"\b{pattern('version.room')}[\s*_`]*$", re.IGNORECASE)
_PADDED = re.compile(r"\d+(?:\.\d+)*\.0\d")
_TIME_WORD = late(rf"(?:@|\b{pattern('version.clock')})\s*$", re.IGNORECASE)
_TIME_RANGE = re.compile(r"\s*[-–]\s*\d{1,2}[.:]\d\d")
_ADDRESS = re.compile(r"://|www\.|\w/\w[\w.-]*/|\]\(|^\.{0,2}/\w")

_DAY_FIRST = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d")
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d\.(?:0[1-9]|1[0-2])\.(?:0[1-9]|[12]\d|3[01])")
_SHORT_DATE = re.compile(r"(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d\d")
_PHONE = re.compile(r"\d{3}\.\d{3,4}\.\d{4}")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5][05]")
BOUND_AFTER = late(rf"\+(?!\w)|\s+{pattern('version.bound.after')}(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its surroundings: `before` on its line, `after` it, and its dotted `core`.

    `word` is what it stands in up to the last blank. `marked` numbers have a `v`, a stage or a
    letter that makes them versions; `named` ones a name beside them; `listed` ones go on with a
    list of versions. `package` is a release behind a hyphen.
    """

    core: str
    before: str
    after: str
    word: str
    package: str
    marked: bool
    named: bool
    listed: bool

    @property
    def parts(self) -> list[str]:
        """The parts between the points."""
        return self.core.split(".")


@dataclass(frozen=True, slots=True)
class Sign:
    """Something beside a number, or about it, that tells whether it is a `version`.

    `example` is a line that it decides; `counter` one nearly alike that it does not.
    """

    name: str
    reads: str
    applies: Callable[[Number], bool]
    version: bool
    example: str
    counter: str


def sign_of(number: Number) -> Sign | None:
    """The first sign that decides about a number; `None` leaves it a version."""
    return next((sign for sign in SIGNS if sign.applies(number)), None)


def _is_glued(number: Number) -> bool:
    before = number.before
    if not before or before[-1].isspace() or number.listed:
        return False
    if before[-1] in "([{\"'“‘*`|=<>≥≤^!_":
        return before[-1] == "_" and not number.named
    if before[-1] in "-–—:/,;→" or before[-1].isalpha():
        return not number.named and not (before[-1] in ":;,→—" and not before[-2:-1].isdigit())
    return True


def _is_broken_off(number: Number) -> bool:
    after = number.after
    return bool(_GLUED_AFTER.match(after)) and not BOUND_AFTER.match(after)


def _is_of_a_thing(number: Number) -> bool:
    before = number.before
    return _NUMBERED_THING.found_in(before) or any(p.search(before) for p in (_OPTION, _MAIL_FIELD))


def _is_licence(number: Number) -> bool:
    if len(number.parts) > 2:
        return False
    apache = number.core == "2.0" and _APACHE.search(number.before)
    named = _LICENCE.search(number.before[-60:]) or _OF_LICENCE.match(number.after)
    return bool(apache or named)


def _is_room(number: Number) -> bool:
    return bool(_PADDED.fullmatch(number.core) and _ROOM.search(number.before))


def _is_date(number: Number) -> bool:
    forms = (_DAY_FIRST, _SHORT_DATE, _PHONE, *(() if number.named else (_YEAR_FIRST,)))
    return any(form.fullmatch(number.core) for form in forms)


def _is_host(number: Number) -> bool:
    parts = number.parts
    addressed = all(part.isdecimal() and int(part) < 256 for part in parts)
    return len(parts) == 4 and not number.named and addressed


def _is_time(number: Number) -> bool:
    if number.named or not _CLOCK.fullmatch(number.core) or int(number.parts[0]) < _MORNING:
        return False
    until = _TIME_RANGE.match(number.after) or _CLOCK.fullmatch(number.package[1:])
    return bool(until or _TIME_WORD.search(number.before))


_MORNING = 7  # no meeting is held before


def _is_fraction(number: Number) -> bool:
    whole = number.parts[0]
    return (whole == "0" and not number.named) or (len(whole) > 1 and whole[0] == "0")


SIGNS: tuple[Sign, ...] = (
    Sign(
        "no-version-glued",
        "a number that is part of a longer word before it",
        _is_glued,
        version=False,
        example="See lamp@2.3",
        counter="See Lamp (2.3)",
    ),
    Sign(
        "no-version-broken-off",
        "a number that goes on behind it: a clock, an amount, the ending of a file",
        _is_broken_off,
        version=False,
        example="Lamp 2.3:15 went out",
        counter="Lamp 2.3: went out",
    ),
    Sign(
        "no-version-in-address",
        "a number within an address or a path",
        lambda number: bool(_ADDRESS.search(number.word)),
        version=False,
        example="See https://example.org/?lamp=2.3",
        counter="See lamp=2.3",
    ),
    Sign(
        "no-version-of-a-thing",
        "a number of a section, rule, paper, disease, field, option or generator",
        _is_of_a_thing,
        version=False,
        example="Read Guild Rules 6.2.10",
        counter="Read Guild 6.2.10",
    ),
    Sign(
        "no-version-of-a-licence",
        "a licence: `UCL-1.0`, `Apache 2.0`",
        _is_licence,
        version=False,
        example="It is under Apache 2.0",
        counter="It runs Apache 2.4",
    ),
    Sign(
        "no-version-of-a-room",
        "a room, with a zero before a part",
        _is_room,
        version=False,
        example="We meet at 12.04.07",
        counter="Lamp 12.4.7",
    ),
    Sign(
        "version-marked",
        "a number with a `v`, a stage or an `x`",
        lambda number: number.marked,
        version=True,
        example="Lamp v0.4",
        counter="Lamp 0.4",
    ),
    Sign(
        "no-version-date",
        "a day, or a telephone number",
        _is_date,
        version=False,
        example="Lamps 14.5.2019",
        counter="Lamps 14.5.20",
    ),
    Sign(
        "no-version-host",
        "four numbers below 256 without a name",
        _is_host,
        version=False,
        example="at 10.1.2.3",
        counter="Lamp 10.1.2.3",
    ),
    Sign(
        "version-of-three",
        "a number of three parts or more",
        lambda number: len(number.parts) > 2,
        version=True,
        example="Lamp 3.5.1",
        counter="Lamp 3.5",
    ),
    Sign(
        "no-version-amount",
        "a number with a unit behind it, or a word of measure before it",
        lambda number: bool(_UNIT.match(number.after) or _AMOUNT_WORD.found_in(number.before)),
        version=False,
        example="Lamp 1.4 trillion",
        counter="Lamp 1.4 trills",
    ),
    Sign(
        "no-version-time",
        "a time of day",
        _is_time,
        version=False,
        example="from 10.30 - 11.15",
        counter="from Lamp 10.30",
    ),
    Sign(
        "no-version-fraction",
        "a number that begins with a zero and has no name",
        _is_fraction,
        version=False,
        example="it is 0.4",
        counter="Lamp 0.4",
    ),
)
