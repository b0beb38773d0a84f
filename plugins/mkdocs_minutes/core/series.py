"""The name of a recurring meeting, out of the title of one of its notes."""

from __future__ import annotations

import re
from functools import lru_cache

from .dates import MONTH_PATTERN, written_dates
from .lexicon import any_of, late, pattern, weekdays

# What a document of a meeting is, before whose it is: `Minutes of the …`, `Live Notes for the …`,
# `Agenda for the video call of …`, `3rd meeting of the …`, `Protokoll der …`, `Acta de la …`.
OF = rf"(?: {pattern('series.of_joined')} | {pattern('series.of')} \s+ )"
"""What stands before the name of what met, as a part of a verbose pattern."""

_NUMBERED = rf"(?: (?: \# | № | \b n[°º] ) \s? \d+ | \b {pattern('series.numbered')} \.? \s* \d+ )"
_NOTES_OF = late(
    rf"""
    \s* (?: (?: here | these | this | below ) \s (?: are | is ) \s+ )?
    (?: {pattern("series.draft")} \s+ )*
    (?: (?: {pattern("series.minutes")} (?! \w ) | {pattern("series.document")} (?= \s+ {OF} ) )
        (?: \s* {_NUMBERED} | \s+ \d{{1,4}} (?= \s+ {OF} ) )? \s+ {OF}?
      | (?: \d{{1,3}} (?: st | nd | rd | th ) | first | second | third | inaugural ) \s+
        {pattern("series.session")} \s+ of \s+ ) (?: (?: the | de ) \s+ )?
    (?: (?: video \s+ )? (?: call | meeting ) \s+ (?: of | for ) \s+ (?: the \s+ )? )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
GENITIVE = late(
    rf"\bdes\s+(?P<name>(?:[\w-]+-|\w+)?{pattern('series.genitive')})e?s(?!\w)", re.IGNORECASE
)
"""Whose meeting it is, in German: `des Vorstands`, with what it is called as its `name`."""
# `Meeting: …`, `Minutes - …`, the state of a document (`DRAFT - …`, `[Cancelled] …`), a month and
# day run together.
_LEADING = late(
    rf"""
    \W* (?: (?: meeting (?: \s (?: minutes | notes | recap | summary ) )? | minutes | notes | agenda
            | transcript | {pattern("series.minutes")} ) \s* [:\-–—|]
          | {pattern("series.state")} (?! \w ) [\]):\s\-–—]* (?= \s )
          | (?: 0[1-9] | 1[0-2] ) (?: 0[1-9] | [12]\d | 3[01] ) (?= \s ) ) \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `3rd …`, `First …`, `12. Sitzung …`, `May …` before the name of a meeting.
_ORDINAL = late(
    rf"""
    (?: \d{{1,3}} (?: st | nd | rd | th )
      | \d{{1,3}} (?: [.ªºa] | \.?[ªº] | e | er | ère | ème | [:-][аaeейя] )
        (?= \s+ {pattern("series.session")} (?! \w ) )
      | (?: first | second | third | inaugural )
        (?= \s+ (?: \w+ \s+ ){{0,2}} (?: meeting | session | call ) \b )
      | {MONTH_PATTERN} (?= \s .* \b (?: meeting | session | call )s? \b ) )
    \s+ (?= \w )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A chat's channel before the name that its bot was given: `#tree-meeting: ROOTS`.
_CHANNEL = re.compile(
    r"\#(?=[\w-]+:?\s)(?:[\w-]+:\s+(?!\s|(?:discussion|meeting|call|weekly)\b))?", re.IGNORECASE
)
# `#3`, `No. 7`, `1st day`, `second day`, `Q2, 2016`, `KW 12`, `第3回`.
_NUMBER = late(
    rf"""
    \s* [-–—,:]? \s*
    (?: {_NUMBERED} | 第 \s? [\d一二三四五六七八九十百]+ \s? [回次届期]
      | \b (?: 1st | 2nd | 3rd | \d{{1,3}}th | first | second | third | last ) \s+ day \b
    | \b day \s+ \d+
      | \b {pattern("series.week")} \s* \d{{1,2}} (?: [,/]? \s* 20\d\d )? \b
      | \b Q[1-4] \b (?: ,? \s* 20\d\d \b )?
      | \( \d+ \) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `Meeting 30`, `Vorstandssitzung 4/2021`, `Sprint 7`: what met, with a number behind it.
_MET = late(
    rf"\b(?P<met>\w*(?:{pattern('series.session')}|sprint))\s+\d+(?:[./]\d+)*\b", re.IGNORECASE
)
_TRAILING = late(
    rf"""
    {pattern("series.suffix")} \s* $
    | [\s\-–—:,|(\[]* \b
    (?: (?: (?: public | official | raw | summary ) \s )? (?: minutes | notes )
        (?: \s (?: and | & ) \s (?: actions | action \s items | decisions ) )?
      | (?<= [-–—:,|]\s ) {pattern("series.regular")} \s (?: minutes | notes | summary | report )
      | (?<= [-–—:|]\s ) meetings? (?: \s (?: minutes | notes | summary | report ) )?
      | agenda (?: (?: \s and \s | \s? / \s? ) (?: notes | minutes ) )? | transcript | slides
      | live \s notes | {pattern("series.minutes")} (?: \s \d{{1,4}} )? | {pattern("series.state")}
      | (?: (?<= meeting\s ) | (?<= call\s ) ) (?: report | summary ) ) [)\]]? \s* $
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Where one of many met: `Tree Group F2F in Fukuoka`.
_IN_TOWN = late(
    rf"\b(?P<met>f2f|(?:{pattern('series.session')}))\sin\s"
    r"(?-i:[A-Z])[\w-]+(?:,?\s(?-i:[A-Z])[\w-]+){0,2}$",
    re.IGNORECASE | re.VERBOSE,
)
_TAGS = re.compile(r"(?:\s+\#[a-z][\w-]*)+\s*$")
# What brackets at the end remark on one meeting: `(first of the year!)`; a name's letters stay.
_REMARK = re.compile(
    r"\s*(?:\([a-z]\w*\s[^()]*\)|\b(?:taken|recorded|written|prepared|submitted)\sby\s.*)\s*$"
)
# `May 2019`, `2021-03`, `Fall 2006`, and a month behind the name: `Team Meeting - August`.
_MONTH_ALONE = late(
    rf"""
    \b (?: {MONTH_PATTERN} \.?,? | {pattern("series.season")} ) \s+
      (?: {pattern("version.of_year")} \s+ )? (?:19|20)\d\d \b
    | \b (?:19|20)\d\d \s+ {MONTH_PATTERN} $
    | (?<! [\w./-] ) (?:19|20)\d\d [-/] (?:0[1-9]|1[0-2]) (?: ,(?:0[1-9]|1[0-2]) )* (?! [\w./-] )
    | (?: \s [-–—|] | [,:(] ) \s* {MONTH_PATTERN} \b \)? \s* $
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A year beside the meeting that comes around with it: `2017 AGM`, `Annual Meeting 2017`.
_YEAR = re.compile(
    r"""
    \b 20\d\d \s+ (?= (?: [\w'’]+ \s+ ){0,3} (?: agm | meeting | assembly | summit )\b )
    | (?<= agm | ing | mit | tes | nda ) \s+ 20\d\d \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONG = 3
"""Letters up to which a weekday's short name may be something else: `mar`, `sam`."""
# Where one of many met, behind its day: `Lake Board, 3 May 2021, at the Inn`.
_PLACE = late(rf"[\s,]+{pattern('series.place')}\s+\w[^:|–—]*$", re.IGNORECASE)
# `Lake Board meeting held in the hall`
_HELD = late(rf"\s+{pattern('series.held')}(?!\w).*$", re.IGNORECASE)
# The year of a date that stands without it: `Council 2021, Oct 14`.
_YEAR_APART = re.compile(r"\b20\d\d\b(?=\s*(?:[,–—]|-\s|$))")
_WEEKDAY = late(
    rf"""
    \b (?: on \s+ )? {any_of(name for name in weekdays() if len(name) > _LONG)} \b ,?
    | \b (?: mon | tues? | wed | thu (?: rs? )? | fri | sat | sun ) \b [,.]?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Right before a day, however short: `Mi 12.3.2025`.
_BEFORE_DAY = late(rf"(?<!\w){any_of(weekdays())}[.,]?\s*\Z", re.IGNORECASE)
# A day in numbers without its year, or with a short one: `9/26`, `11.04.20`. Not `24/7`.
_SHORT_DAY = re.compile(
    r"""
    (?<! [\w./] ) (?! 24/7 )
    (?: 0?[1-9] | [12]\d | 3[01] ) (?: / | (?P<point> \. ) ) (?: 0?[1-9] | [12]\d | 3[01] )
    (?(point) \. \d\d ) (?! [\w/] | \.\d )
    | (?<! [\w./-] ) \d{1,2} (?P<joint> [-./] ) \d{1,2} (?P=joint) \d\d (?! [\w/-] )
    """,
    re.VERBOSE,
)
# `10:00 - 11:30 CET`, `T17:00Z`, `at 7 pm`, `6pm PT`, `07:00:00 -0700 PDT`.
_TIME = late(
    rf"""
    \b (?: {pattern("version.clock")} \s+ )? \d{{1,2}}
      (?: h\d\d | (?: [:.] \d\d )? \s? {pattern("series.hour")} (?! \w ) )
    | \b (?: at \s+ | @ \s* | t (?= \d\d : ) )?
    (?: \d{{1,2}} [:.] \d\d (?: :\d\d )? \s* (?: [ap]m )? | \d{{1,2}} \s? [ap]m )
    (?: \s* [-–] \s* \d{{1,2}} (?: [:.] \d\d )? \s* (?: [ap]m )? (?! \d ) )?
    (?: \s* [-+] \d{{4}} )?
    (?: z | \s* \b (?: (?: utc | gmt ) (?: [-+] \d{{1,2}} (?: :\d\d )? )?
      | ce?s?t | [ecmp][sd]?t | z
      | (?: u\.?s\.? \s )? (?: eastern | central | mountain | pacific | atlantic )
        (?: \s (?: standard | daylight ) )? (?: \s time )? ) )? \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Brackets that held the date or time, with the zone that may be left in them.
_EMPTY_BRACKETS = re.compile(r"\(\s*(?:utc|gmt|ce?s?t|[ecmp][sd]?t)?\s*\)|\[\s*\]", re.IGNORECASE)
# What only stands in brackets; a mask, such as `[name removed]`, names nothing.
_BOXED = re.compile(r"^\[(?:[^\[\]]*\sremoved|([^\[\]]*))\]$")
_LOOSE_END = late(rf"(?:(?:^|[\s,]+){pattern('series.before_day')})+$", re.IGNORECASE)
_LOOSE_START = re.compile(r"\W*(?:on|of|for|the)\s+", re.IGNORECASE)
# What is left of `#tree-meeting: 2015-10-14 meeting`: the meeting that the channel is of.
_LOOSE_MEETING = re.compile(r":\s+(?=(?:meeting|call|session)$)", re.IGNORECASE)
_LOOSE_SIGNS = re.compile(r"[,;:]\s*(?=[-–—,;:])|\s+(?=[,;:])|\s[-–—](?=\s+[-–—](?:\s|$))")
_MAX_TITLE = 300
_EDGES = " \t-–—,:;|/@.·•_"
# What is left of a title that names no meeting: words for any meeting, a label, the place (`in
# Room 2`), a room's or course's code, initials, the rest of a sentence.
_NO_NAME = late(
    rf"""
    (?i: (?: (?: the | a ) \s )?
         (?: (?: weekly | monthly | our | raw | public | private | \d{{1,4}} ) \s )*
         (?: meeting | mtg | call | notes | minutes | agenda | summary | details | description
           | overview | attend (?: ees | ance ) | participants )
         (?: \s (?: notes | minutes | details | overview | results? | report | summary ) )? s?
         (?: \s \( .* )? )
    | (?i: (?: {pattern("series.regular")} \s )* (?: {pattern("series.session")}
        | {pattern("series.minutes")} | {pattern("series.document")} )
        (?: \s (?: {pattern("series.of")} \s )? {pattern("series.session")} )? )
    | (?i: date | time | when ) (?: : .* )?
    | (?: in | at | from | via | with | and | by ) \s .*
    | [A-Z] | [A-Z]{{2,6}} [- ]? \d{{3,5}} [A-Z]?
    | (?: (?: [A-Z]{{1,3}} | \d{{1,4}} ) , \s )+ (?: [A-Z]{{1,3}} | \d{{1,4}} )
    | \( [a-z] .*
    | (?i: (?: there \s (?: was | were | is ) \s )? no \s (?: \w+ \s ){{0,2}}
        (?: minutes | meeting | call | notes | quorum ) \b .* )
    """,
    re.VERBOSE,
)


# A word for any meeting, which is large at the beginning only: `Verbale della riunione del …`.
_ANY_MEETING = late(
    rf"(?:{pattern('series.session')}|{pattern('meeting.kinds')})(?!\w)", re.IGNORECASE
)


@lru_cache(maxsize=64)  # several ways to name a note ask for the same title
def series_of(title: str) -> str:
    """The name that a title states once date, number and words for minutes are taken off.

    `""` where nothing is left that names a meeting, and for a text too long to be a title.

    >>> series_of("Live Notes for the Open Forum #1 on Wednesday, November 13, 2024")
    'Open Forum'
    >>> series_of("DRAFT - 2021-01-26 Community Meeting"), series_of("Core Call 30 Agenda")
    ('Community Meeting', 'Core Call')
    >>> series_of("2nd meeting of the Garden Board, Q3, 2018"), series_of("2020-05-14 minutes")
    ('Garden Board', '')
    >>> series_of("2021-03 council update"), series_of("Minutes of the Lake Board held at noon")
    ('Council update', 'Lake Board')
    >>> series_of("Verbale della riunione del Direttivo, mer. 3 maggio 2021")
    'Riunione del Direttivo'
    >>> series_of("Kiln 2018-06-20 Agenda/Minutes"), series_of("May 3, 2018 [Private Meeting]")
    ('Kiln', '')
    >>> series_of("Protokoll der Sitzung 23"), series_of("Vorstandssitzung 4/2021")
    ('', 'Vorstandssitzung')
    >>> series_of("Protokoll des Kuratoriums"), series_of("Protokoll der Sitzung des Beirats")
    ('Kuratorium', 'Sitzung des Beirats')
    >>> series_of("2021-05-05 [name removed]")
    ''
    """
    if len(title) > _MAX_TITLE or not any(map(str.isalpha, title)):
        return ""
    rest = _without_days(title)
    dated = rest != title
    rest = _YEAR.sub(" ", _EMPTY_BRACKETS.sub(" ", rest)).strip()
    leadings = (_CHANNEL, _LEADING, _NOTES_OF, _NOTES_OF, _ORDINAL)
    for leading in (_LOOSE_START, *leadings) if dated else leadings:
        match = leading.match(rest)
        owned = GENITIVE.match(rest, match.end() - len("des ")) if match else None
        rest = (
            f"{owned['name']}{rest[owned.end() :]}"
            if owned
            else rest[match.end() if match else 0 :]
        )
    rest = _NUMBER.sub(" ", _MET.sub(r"\g<met>", " ".join(rest.split())))
    rest = _before_held(_REMARK.sub("", _TAGS.sub("", rest)))
    here = _IN_TOWN.sub(r"\g<met>", rest.rstrip(_EDGES))
    rest = rest if _NO_NAME.fullmatch(here) else here
    rest = _LOOSE_END.sub("", rest.rstrip(_EDGES))
    rest = _LOOSE_END.sub("", _TRAILING.sub("", rest).rstrip(_EDGES))
    rest = _LOOSE_MEETING.sub(" ", _LOOSE_SIGNS.sub("", rest)) if dated else rest
    rest = " ".join(_LOOSE_SIGNS.sub("", rest).split()).strip(_EDGES)
    rest = _BOXED.sub(lambda boxed: boxed[1] or "", rest)
    if _NO_NAME.fullmatch(rest) or not any(c.isalpha() for c in rest):
        return ""
    return rest[0].upper() + rest[1:] if _ANY_MEETING.match(rest) else rest


def _before_held(name: str) -> str:
    """What names a meeting, without where or when it was held."""
    held = _HELD.search(name)
    return name[: held.start()] if held and _ANY_MEETING.search(name, 0, held.start()) else name


def _without_days(title: str) -> str:
    """A title without its days, and where it has any without hours and weekdays."""
    rest = title
    for written in reversed(list(written_dates(title))):
        before, behind = _BEFORE_DAY.sub("", rest[: written.start]), rest[written.end :]
        named = _LOOSE_END.sub("", before.strip(_EDGES))
        rest = f"{before} {_PLACE.sub('', behind) if named else behind}"
        rest = rest if written.year else _YEAR_APART.sub(" ", rest)
    rest = _SHORT_DAY.sub(" ", _MONTH_ALONE.sub(" ", rest))
    return rest if rest == title else _TIME.sub(" ", _WEEKDAY.sub(" ", rest))
