"""One entry of a list of people: who it names, with handle, initials, roles and absence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from ..lexicon import any_of, late, pattern, words
from ..names import fold
from ..records import Attendee, Presence, Span
from ..redact import MARK
from ..text import plain
from .names import (
    CAPITAL,
    GIVEN_NAMES,
    LONGEST_NAME,
    LONGEST_SIGNS,
    abbreviates,
    count_words,
    handle_in,
    is_common_word,
    is_everyday_word,
    is_full_name,
    is_handle,
    is_particle,
    is_person_name,
    is_told,
    may_be_name,
    with_point,
)
from .titles import TITLE, behind_titles, is_title

_JOINER = f"(?:{pattern('joiners')}|(?i:{pattern('attendance.besides')}))"
# `Ann, Bo. Cy Dunn joined at 8`: what a sentence tells of one more.
_CAME_OR_NOT = rf"(?:{pattern('attendance.stayed')}|{pattern('attendance.remark_absent')})\b"
_ONE_TOLD = rf"(?!(?i:{_CAME_OR_NOT}))(?:[A-Z][\w'’-]+\s){{1,3}}{_CAME_OR_NOT}"
_SEPARATOR = late(
    rf"(?<!&[lg]t)[,;、，；]|(?:(?<=\).)\s|(?<=[^\W\d_A-Z]{{2}}\.)\s(?={_ONE_TOLD}))(?=[A-Z])|\s\((?={_ONE_TOLD}[^()]*\))|\s(?:{_JOINER}|&amp;|[&+|·•])\s|(?<!\s)[^\S\n]{{3,}}|\t"
)
_SEPARATOR_IN_BULLET = late(rf"(?<!&[lg]t)[,;、，；]|\s(?:{_JOINER}|&|\+)\s")
# Where an entry may end, or a bracket begin or end.
_TURN = re.compile(r"[\s,;、，；()（）\[\]<>]")
_DEEPER = dict.fromkeys("(（[<", 1) | dict.fromkeys(")）]>", -1)
BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
"""A line's break in HTML, which parts entries."""
_BEFORE_HANDLE = re.compile(r"[^\S\n]+(?=@\w)")
_FIELD = re.compile(r"\s[|/]\s|\s{3,}|\t")
# A bracket that ends an entry, by itself, since the next has its initials in another.
# So does one with capitals that says whom somebody is of: `Ann (ACME) Bo (ACME)`.
_NEXT_INITIALS = re.compile(
    r"\)[^\S\n]+(?=([A-Z])[^(),;\n]{1,50}[^\S\n]\(\1[A-Z]{0,3}\))"
    r"|(?<=[A-Z]{2})\)[^\S\n]+(?=[A-Z][\w'’-]+[^\S\n](?:[A-Z][\w'’-]+[^\S\n])?\([A-Z]{2})"
)
# Between two columns of names, each with a bracket: `Ann Bell (annb)    * Bo Crane (bo)`.
_NAME = r"[A-Z][^\W\d_]+"
_NEXT_COLUMN = re.compile(
    rf"\)(?:[^\S\n]*\t|[^\S\n]{{3}})[^\S\n]{{0,40}}[*•]?[^\S\n]?(?={_NAME}[^\S\n]{_NAME}[^\S\n]?\()"
)

DASH = re.compile(r"\s+[-–—]+(?:\s+|$)")
"""A dash between blanks, as between a name and a role."""


# `Ann / Bo / Cy Dunn (late)`: three names or more, and nothing else between them.
_ALL_SLASHED = re.compile(r"[^,;、/(\n]{2,40}(?:\s/\s[^,;、/(\n]{2,40}){2,}(?:\([^()/\n]{1,40}\))?")
_BETWEEN_SLASHES = re.compile(r"[^\s/](?:[^/\n]*[^\s/])?")


def split_entries(
    text: str, start: int, end: int, *, bullet: bool = False
) -> Iterator[tuple[int, int]]:
    """Where each entry of a list stands, brackets kept whole; empty ones are left out.

    Between handles a blank is enough: `@ann @bea`. In a bullet, a bar, a slash or wide blanks part
    a name from what follows it, and end the search. Behind a dash stands an affiliation, whose own
    `&` or, in a bullet, `and` begins no entry: `Ann - Lake & Sons`.

    >>> text = "Ann (lead, ops), Bea and Carl"
    >>> [text[a:b].strip() for a, b in split_entries(text, 0, len(text))]
    ['Ann (lead, ops)', 'Bea', 'Carl']
    """
    if not bullet and _ALL_SLASHED.fullmatch(text, start, end):
        for match in _BETWEEN_SLASHES.finditer(text, start, end):
            yield from _split_column(text, *match.span(), bullet=False)
        return
    columns = [match.start() + 1 for match in _NEXT_COLUMN.finditer(text, start, end)]
    for left, right in pairwise((start, *columns, end)):
        yield from _split_column(text, left, right, bullet=bullet)


def _split_column(text: str, start: int, end: int, *, bullet: bool) -> Iterator[tuple[int, int]]:
    field = _FIELD.search(text, start, end) if bullet else None
    stop = field.start() if field else end
    depth = 0
    at = position = start
    while turn := _TURN.search(text, position, stop):
        position = cut = turn.start()
        char = text[position]
        parting = None if depth else _parting(text, at, position, end, stop, bullet=bullet)
        if parting is None:
            depth = max(0, depth + _DEEPER.get(char, 0))
            if char == ")" and depth == 0:
                cut = position + 1
                parting = _NEXT_INITIALS.match(text, position, stop)
        if parting is None:
            position += 1
            continue
        if at == start and not text[parting.end() : end].strip() and are_logins(text[at:cut]):
            break
        if text[at:cut].strip():
            yield at, cut
        position = at = parting.end()
    parted = _at_blanks(text, at, end, bullet=bullet) if at == start else _whole(text, at, end)
    yield from parted


def _parting(
    text: str, at: int, position: int, end: int, stop: int, *, bullet: bool
) -> re.Match[str] | None:
    """What parts an entry, which begins at `at`, from the next one; `None` for anything else."""
    if text[position] == "<":
        return BREAK.match(text, position, stop)
    match = (_SEPARATOR_IN_BULLET if bullet else _SEPARATOR).match(text, position, end)
    if match and not _is_within(text, at, match, stop, bullet=bullet):
        return match
    if text[at] == "@" and is_handle(text[at:position]):
        return _BEFORE_HANDLE.match(text, position, end)
    return None


# Three or more names of two to four signs of a script without blanks, `王明 李芳 张伟`, or of
# initials, `AB CD EF`, of which two are a name in capitals where an item has nothing else.
_SIGNS, _CAPITALS = r"[\u3400-\u9fff]{2,4}", rf"{CAPITAL}{{2,3}}"
_AT_BLANKS = re.compile(
    rf"\s*(?:{_SIGNS}(?:\s+{_SIGNS}){{2,}}|{_CAPITALS}(?:\s+{_CAPITALS}){{2,}})\s*"
)
_TWO_INITIALS = re.compile(rf"\s*{_CAPITALS}\s+{_CAPITALS}\s*")
_BETWEEN_BLANKS = re.compile(r"[^\s,]+")
_LOGINS = re.compile(r"\s*[a-z][a-z0-9_-]{1,15}(?:\s+[a-z][a-z0-9_-]{1,15}){4,}\s*,?\s*")
# Small words of other languages, one of which a phrase of five words has.
_SMALL_WORDS = frozenset(
    """
    al alla alle allemaal av aus bei bez com con da das de degli dei del dell della delle
    dem den der des det di die do dos du een ein el em en er et fra gli het ho i il im in iz
    jak jako je kde la las le les los med met mit mot na nao nem ni non nos och og oraz ou
    par para per pod por pour pro przez que ska som sur sus til todas todos toda todo tous
    toutes tutti tutte um un una und une upp ur van vom von vor voor wszyscy y z za ze zu
    zum zur
    """.split()
)


def are_logins(written: str) -> bool:
    """Whether nothing but logins stands here, five or more with blanks between them.

    >>> are_logins("annb bocrane cyd dwarp ek"), are_logins("they were all of them there")
    (True, False)
    """
    if not _LOGINS.fullmatch(written):
        return False
    words = written.replace(",", " ").split()
    return _SMALL_WORDS.isdisjoint(words) and not any(map(is_everyday_word, words))


def _at_blanks(text: str, start: int, end: int, *, bullet: bool) -> Iterator[tuple[int, int]]:
    """The names of a stretch in which nothing but blanks parts them; else the whole.

    Of six words or more none is one name: `Ann Bell Bo Crane Cy Dunn`.
    """
    if _PAIRS.fullmatch(text, start, end):
        yield from (match.span() for match in _PAIR.finditer(text, start, end))
        return
    initials = not bullet and _TWO_INITIALS.fullmatch(text, start, end)
    apart = initials or _AT_BLANKS.fullmatch(text, start, end)
    if apart or are_logins(text[start:end]) or are_given_names(text[start:end]):
        yield from (match.span() for match in _BETWEEN_BLANKS.finditer(text, start, end))
    else:
        yield from _whole(text, start, end)


def are_given_names(written: str) -> bool:
    """Whether nothing but given names stands here, four or more; of five and more most are.

    >>> are_given_names("Ann Carl Dan Eve"), are_given_names("José Luis Martín Pérez")
    (True, False)
    """
    if _CAPITALIZED.fullmatch(written) is None:
        return False
    words = written.casefold().split()
    given = sum(word in GIVEN_NAMES for word in words)
    return given * 3 > len(words) * 2 and (given == len(words) or len(words) > 4)


_WORD = r"[^\W\d_a-z][^\W\d_]+"
_CAPITALIZED = re.compile(rf"\s*{_WORD}(?:\s+{_WORD}){{3,}}\s*")
_PAIR = re.compile(rf"{_WORD}[ ]{_WORD}")
_PAIRS = re.compile(rf"\s*{_PAIR.pattern}(?:[ ]{_PAIR.pattern}){{2,}}\s*")


def _whole(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text[start:end].strip():
        yield start, end


# `João da Costa e Silva`, where nothing but a comma or the end follows.
_SURNAMES = re.compile(r"\w\s(?:da|das|do|dos)\s[^\W\d_]+$")
_ONE_MORE = re.compile(r"[^\W\d_a-z][^\W\d_]+\s*(?:[,;(]|$)")


def _is_within(text: str, at: int, joiner: re.Match[str], stop: int, *, bullet: bool) -> bool:
    """Whether an `&` or `and` is part of the affiliation of the entry that begins at `at`."""
    word = joiner[0].strip()
    if word == "e" and _SURNAMES.search(text, at, joiner.start()):
        return _ONE_MORE.match(text, joiner.end(), stop) is not None
    if not word or word in ",;、，；" or not (bullet or word in "&+"):
        return False
    titled = behind_titles(text, joiner.end(), stop) > joiner.end()
    return not titled and DASH.search(text, at, joiner.start()) is not None


def split_dashed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The persons of a line `Name - Name - Role`, each with what follows it; else the whole.

    All parts but the last have to be names of two words for the line to name several persons.
    """
    dashes = list(DASH.finditer(text, start, end))
    names = [(start, dashes[0].start())] if dashes else []
    names += [(one.end(), two.start()) for one, two in pairwise(dashes)]
    if len(names) > 1 and all(is_full_name(text[a:b].strip()) for a, b in names):
        yield from names[:-1]
        yield names[-1][0], end
    else:
        yield start, end


_INITIALS = re.compile(rf"{CAPITAL}{{2,4}}|{CAPITAL}{{2}}[a-z]{{1,2}}")
_INITIALS_FIRST = re.compile(
    rf"""
    [\s*_]*
    (?: [\[(] (?P<boxed> {CAPITAL}{{2,4}} ) [\])]
      | (?P<bare> {CAPITAL}{{2,4}} [a-z]{{0,2}} ) (?: \s* [:=] | \s [-–] ) )
    [*_]* \s+ (?= [^\W\d_]+ \s [^\W\d_] )
    """,
    re.VERBOSE,
)


def initials_first(text: str, start: int, end: int) -> re.Match[str] | None:
    """Initials before the name they are of: `[AB] Ann Bell`, `AB: Ann Bell`, `ABe = Ann Bell`.

    `None` for other capitals, such as a firm's: `ACME: Ben Cole`.
    """
    match = _INITIALS_FIRST.match(text, start, end)
    if match and match["bare"]:
        letters, words = match["bare"], text[match.end() : end].split()[:4]
        if not letters.isupper():  # `RGb` has the beginning of a surname
            name = " ".join(words).partition(",")[0]
            return match if abbreviates(letters.upper(), name) else None
        if not any(word.upper().startswith(letters[0]) for word in words):
            return None
    return match


# `[Name](address)`, `[Name][reference]`, `<a href="…">Name</a>`, and a wiki's `[[Name]]` and
# `[[page|Name]]`.
_LINKED = re.compile(
    r"""
      \[ (?:User:)? (?P<name> [^\[\]]{1,80} ) \] (?: \( [^()\s]{0,500} \) | \[ [^\[\]]{0,100} \] )
    | <a\b [^<>]{0,500} > (?P<html> [^<>]{1,80} ) </a>
    | \[\[ (?: [^\[\]|]{1,80} \| )? (?P<wiki> [^\[\]|]{1,80} ) \]\]
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Where a name ends: before a bracket, a handle, a dash, a bar, a slash or a colon. A dash or slash
# may stick to what follows: `Ann Bell -ACME`. And before how somebody attended: `Ann until noon`,
# before a sentence: `Ann B. A quorum was there`, and before a call sign.
_NAME_END = late(
    rf"""
      \s* (?: [(（\[<=@] | &lt; ) | \s+ \| | \s+ [-–—/] | (?<= \w\w ) [-–—] \s | : \s | : $
    | ： | \s+ \# | \s+ https?:
    | \s (?= from \s [A-Z] | \d{{1,3}} \s {pattern("attendance.guest")} )
    | \s (?= {_CAME_OR_NOT} )
    | \. \s+ (?= (?i: {pattern("attendance.goes_on")} ) \b )
    | \s (?= [A-Z]{{1,2}}\d[A-Z]{{1,4}} \b )
    """,
    re.VERBOSE,
)
# A number, pictures, titles and an office before a name: `2.Ann Bell`, `:ship: Ann`, `Prof. Dr.
# Ann Bell`, `Clerk Ann Bell`; not `members Ann Bell`, who are told of.
_BEFORE_NAME = late(
    r"(?:\d{1,2}[.)]\s?(?=[^\W\d_]))?(?::[a-z0-9_+-]{1,40}:\s*|[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]\s*){0,4}"
    rf"(?i:{pattern('people.titles')}\s+)?(?:(?i:{TITLE}|{pattern('attendance.office')}(?<!members))(?:\b|(?<=\.))(?:\.?\s+|\.?(?=[^\W\d_]{{2}}))(?=[^\W\d_a-z][\w.'’-]*\s+[^\W\d_a-z])){{0,3}}"
)
# What somebody is, before a whole name at the end: `the student rep Ann Bell`, `物业经理 马志强`.
_CALLED = late(
    rf"(?i:{any_of(words('names.articles') | words('names.determiners'))})\s"
    r"(?:[^\W\d_][\w'’-]*\s){1,4}?"
    r"(?=[^\W\d_a-z][^\W\d_][\w'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){1,2}\s*(?:\(|$))"
    rf"|[^\W\d_A-Za-z]{{0,6}}{pattern('people.honorific')}[ \u3000]"
    r"(?=[\u3040-\u9fff]{2,6}\s*(?:[(（]|$))"
)
# A grade before a whole name: `S/N Ann Bell`, `HCA Ann Bell`.
_GRADE = re.compile(r"(?:[A-Z]/[A-Z]|[A-Z]{3,4})\s+(?=[A-Z][a-z'’-]+\s[A-Z][a-z'’-]+\b(?!\s[A-Z]))")
# Whose the name in brackets behind it is: `the Clerk (Mrs A. Bell)`.
_OFFICE_OF = late(
    rf"[\s*_]*(?:[Tt]he\s)?(?:(?i:{pattern('attendance.office')})(?<!s)|me)\s(?=\((?P<name>[^()\n]{{2,60}})\))"
)
# `Ann Bell OBE`, `Bo Crane PhD`; not `Cy Dunn III`.
_DEGREE_BEHIND = late(rf"\s(?!I|[JS]r){pattern('people.degree')}\.?$")
# What follows a name in a script without case: `田中さん`.
_HONORIFIC = late(rf"(?<=[\u3040-\u9fff])\s?{pattern('people.honorific')}$")
# `Ann Bell. Director`: what was meant to be a comma. Not `Wm. Bell`.
_POINT = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[A-Z])")
_PICTURE = re.compile(r"[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_CROSSED = re.compile(r"[❌✗✘]|:x:")
_PRONOUNS = late(rf"{pattern('people.pronoun')}(?:\s*/\s*\w+){{1,2}}", re.IGNORECASE)
_PROFILE = re.compile(r"https?://(?:www\.)?git(?:hub|lab)\.com/([A-Za-z0-9][\w-]{0,38})/?(?![\w/])")
_ROLE_DASH = re.compile(r"\s+[-–—]+\s*")
# Between the parts of a name, as W3C's logs write it: `Ann_Bell`.
_UNDERSCORE = re.compile(r"(?<=[^\W\d_])_(?=[^\W\d_a-z])")
# Emphasis inside a name: `*Ann* B.`
_EMPHASIS = re.compile(r"(?<=\w)[*_]{1,3}(?=\s)|(?<=\s)[*_]{1,3}(?=\w)")
# `Ann Bell (annb@lake)`, `annb@lake`: a login and its machine, no address of the net.
_LOGIN = re.compile(r"(?:[(<]|^)([A-Za-z][\w-]{1,30})@[\w-]+(?![\w.-])")
_BOXED_HANDLE = re.compile(r"@\(([A-Za-z0-9][\w.-]{0,38})\)")
_BRACKET = re.compile(r"[(（]([^()（）]{1,120})[)）]?|\[([^\[\]]{1,80})\]")
_STRUCK = re.compile(r"~~.+~~")
_EDGES = " \t\xa0\u3000*_`´~\"'“”.!?。•\\#>"
_EDGES_AFTER = _EDGES + "/"

_NOBODY = words("nobody") | words("owners.nobody") | words("owners.everybody")
# An office by itself, in small letters: `Carla Hilo, secretaria` is one person.
_OFFICE = late(rf"(?=[^\W\dA-Z_])(?i:{pattern('attendance.role')}|{pattern('attendance.office')})")
BOT = re.compile(
    r"(?:\w+[-_]?)?bot\d?|zakim|rrsagent|trackbot|read (?:ai )?assistant|(?:\w+[ ])?copilot|gemini"
    r"|(?:\w+[.'’; -]){0,4}(?:note[- ]?taker|meeting (?:assistant|notes)|ai (?:assistant|companion)"
    r"|presentation)"
    r"|(?:otter|fireflies|read|sembly|fathom|tactiq|avoma|meetgeek|supernormal)[. ](?:ai|video)"
    r"|fred \(?fireflies\)?",
    re.IGNORECASE,
)
"""The nick of a program in a chat."""
ABSENT_REMARK = late(
    rf"\b(?!(?-i:(?!OOO|PTO)[A-Z]{{3}}\b)){pattern('attendance.remark_absent')}\b", re.IGNORECASE
)
"""A remark that somebody was not there: `absent`, `sent apologies`; not `ILL`, an institute."""


HOW = late(pattern("attendance.remark_how"), re.IGNORECASE)
"""A remark on how somebody attended, which is no role: `late`, `by phone`, `left early`."""


_NAME_PART = r"[A-ZÀ-ÞŁŠŽČŘΑ-ΩЀ-Я][\w'’-]+"
_QUOTED = r"[\"“„'‘][\w' -]{2,20}[\"”“'’]"
# `Karl (Kal) Vik`, `Carl "Kite" Dahl`, `J.M. (Jan) van Vliet`.
_NICKNAMED = late(
    rf"(?:{_NAME_PART}(?:\s(?P<second>{_NAME_PART}))?\s(?:\({_NAME_PART}\)|{_QUOTED})"
    rf"|(?:[A-ZÀ-Þ]\.[ ]?){{1,4}}\s?\({_NAME_PART}\))"
    rf"\s(?:{any_of(words('names.particles'))}\s){{0,2}}{_NAME_PART}"
)
_NICKNAME = re.compile(rf"\s(?:\([^()]*\)|{_QUOTED})(?=\s)")


def _nicknamed(text: str, start: int, end: int) -> re.Match[str] | None:
    """A name with a nickname within it; two words stand before it if the second is a given name.

    So they do not in `Ann Bell (Acme) Bo Crane`.
    """
    found = _NICKNAMED.match(text, start, end)
    second = found["second"] if found else None
    return found if second is None or second.casefold() in GIVEN_NAMES else None


def without_nickname(name: str) -> str:
    """A name without what its bearer is called, set between its parts.

    >>> without_nickname('Carl "Kite" Dahl'), without_nickname("Karl (Kal) Vik")
    ('Carl Dahl', 'Karl Vik')
    """
    return _NICKNAME.sub("", name)


_NICK_FIRST = re.compile(
    r"[\s*_`]*@?(?P<nick>[A-Za-z0-9](?:[\w-]|\.(?=\w)){1,38})[*_`]*\s*\((?P<name>[^(),@/\n]{3,60})"
    r"(?:\)|(?=,\s[^(),@/\n]{2,40}\)))"
)
"""A nick or handle before the name in brackets: `@annb (Ann Bell)`, `@annb (Ann Bell, chair)`."""


NAME_BEHIND = re.compile(r"[*_`]*\s*\((?P<name>[^(),@/\n]{3,60})\)")
"""What may be the name behind a nick: `@x7Qc (Ann Bell)`."""


def made_of(nick: str, name: str) -> bool:
    """Whether a nick has the beginning of a name's part in it, unlike the name of a firm's.

    >>> made_of("annb", "Ann Bell"), made_of("ann", "Red Hat")
    (True, False)
    """
    return any(part[:3].casefold() in nick.casefold() for part in name.split() if len(part) > 2)


def read_entry(text: str, start: int, end: int) -> Attendee | None:
    """The person that an entry names; `None` where it names nobody, a bot, or a count.

    `Name`, `Name @handle (role)`, `Name (AB)`, `[AB] Name`, `[Name](address)`, `Name - role`,
    `Name | affiliation`, `@handle`, `@handle (Name)`. A struck name, or one with `(absent)`, is
    absent.

    >>> entry = read_entry("Ann Bell @abell (chair)", 0, 23)
    >>> entry.name, entry.handle, entry.roles
    ('Ann Bell', 'abell', ('chair',))
    """
    at = max(0, start - _BESIDE)
    person = _read_entry(text[at : end + _BESIDE], start - at, end - at)
    if person is None:
        return None
    return replace(person, span=Span(at + person.span.start, at + person.span.end))


_BESIDE = 3
"""Characters on either side of an entry that may tell something of it."""


@lru_cache(maxsize=4096)  # whoever comes to one meeting comes to the next
def _read_entry(text: str, start: int, end: int) -> Attendee | None:
    """The person that an entry names, in a text that is hardly longer."""
    first = initials_first(text, start, end)
    if first:
        behind = initials_first(text, first.end(), end)
        person = None if behind else _read_entry(text, first.end(), end)
        return replace(person, initials=first["boxed"] or first["bare"]) if person else None
    raw = text[start:end]
    left = start + len(raw) - len(raw.lstrip(_EDGES + ")]-–"))
    nicknamed = _nicknamed(text, behind_titles(text, left, end), end)
    behind_nick = None if nicknamed else _behind_nick(text, start, end)
    if behind_nick:
        return behind_nick
    name_start, name_end, rest = _parted(text, left, end, nicknamed)
    handle = _handle(raw)
    if name_start == name_end and handle:
        name_start, name_end = start + handle.start(1), start + handle.end(1)
    point = _POINT.search(text, name_start, name_end)
    if point and is_full_name(text[name_start : point.start()]):
        told, name_end = text[point.end() : name_end], point.start()
        others = _tells_of_others(told)
        rest, raw = ("", text[start:name_end]) if others else (f" - {told}{rest}", raw)
    name_start = _behind_office(text, name_start, name_end)
    name = " ".join(_EMPHASIS.sub("", text[name_start:name_end]).split())
    name = _UNDERSCORE.sub(" ", name.replace("\\-", "-").replace("\\'", "'"))
    if not _names_somebody(name, has_handle=handle is not None):
        return None
    found = _entry(name, (name_start, name_end), rest, handle[1] if handle else _login(rest, name))
    return replace(found, presence="absent") if _is_crossed(raw) else found


def people_in(text: str, start: int, end: int, *, bullet: bool = False) -> list[Attendee | None]:
    """Whom the entries of a list name, in their order: `None` for an entry that names nobody."""
    return [read_entry(text, *at) for at in split_entries(text, start, end, bullet=bullet)]


def _entry(name: str, span: tuple[int, int], rest: str, handle: str = "") -> Attendee:
    """Somebody with what stands behind the name."""
    roles, initials = _remarks(rest, name)
    presence: Presence = "absent" if ABSENT_REMARK.search(rest) else "present"
    return Attendee(name, Span(*span), presence, handle, initials, roles)


def _holder(text: str, start: int, end: int) -> Attendee | None:
    """Whoever is named in brackets behind an office: `the Clerk (Mrs A. Bell)`, or `me (Ann)`."""
    office = _OFFICE_OF.match(text, start, end)
    named = _read_entry(text, *office.span("name")) if office else None
    return named if named and is_person_name(named.name) else None


def _tells_of_others(told: str) -> bool:
    """Whether a sentence behind a name tells of others: `Ann Bell. Apologies from Bo Crane`."""
    return len(told.split()) >= _SENTENCE or ABSENT_REMARK.match(told) is not None


_SENTENCE = 4


def _behind_office(text: str, start: int, end: int) -> int:
    """Where a whole name begins behind two everyday words with capitals: `City Clerk Ann Bell`.

    One such word may be what is to be done with somebody: `Ask Ann Bell`.
    """
    before = 0
    for word in _WORD_AND_BLANK.finditer(text, start, end):
        parts = word[1].split("-")
        if may_be_name(word[1]) or not all(map(is_everyday_word, parts)):
            whole = before > 1 and is_person_name(text[word.start() : end], words=2)
            return word.start() if whole else start
        before += len(parts)
    return start


_WORD_AND_BLANK = re.compile(r"(?<![\w'’-])([A-Z][\w'’-]*)\s+")


def _login(rest: str, name: str) -> str:
    """The login in brackets behind a name that is made of it, `""` for none: `Ann Bell (annb)`.

    What is a part of the name says nothing new, and would lead others of that name here.
    """
    for boxed, _ in _BRACKET.findall(rest):
        if is_login_of(boxed.strip(), name) and fold(boxed) not in fold(name).split():
            return str(boxed.strip())
    return ""


def is_login_of(login: str, name: str) -> bool:
    """Whether a word in small letters is made of a name as logins are, or is a part of it.

    That is how the given name begins, a middle letter at most, and how the surname begins; or the
    surname and a letter; or a single name and what follows it. Digits and joints are left aside.

    >>> [is_login_of(one, "Ann Bell") for one in ("annb", "abell2", "ann_bell", "bella", "ann")]
    [True, True, True, True, True]
    >>> is_login_of("ajbell", "Ann Bell"), is_login_of("bellows", "Ann Bell")
    (True, False)
    """
    if not may_be_login(login):
        return False
    letters, parts = _NO_LETTERS.sub("", login), fold(name).split()
    given, surname = parts[0], parts[-1]
    if len(parts) == 1:
        return len(given) > 2 and letters.startswith(given)
    if letters in parts or letters == surname + given[0]:
        return True
    return any(
        surname.startswith(letters[at:])
        and (given.startswith(letters[:at]) or (at == 2 and letters[0] == given[0]))
        and (at >= 3 or len(letters) - at >= 3)
        for at in range(1, len(letters))
    )


def may_be_login(word: str) -> bool:
    """Whether a word has the form of a login, and is none of every day: `chair`, `notes`."""
    return bool(_LOGIN_FORM.fullmatch(word)) and not is_common_word(word)


_LOGIN_FORM = re.compile(r"[a-z][a-z\d_-]{2,30}")
_NO_LETTERS = re.compile(r"[\d_-]")


def _handle(raw: str) -> re.Match[str] | None:
    marked = _LOGIN.search(raw) or handle_in(raw)
    return marked or _BOXED_HANDLE.search(raw) or _PROFILE.search(raw)


def _is_crossed(raw: str) -> bool:
    """Whether an entry is struck or crossed out."""
    return bool(_STRUCK.search(raw) or _CROSSED.search(raw))


def _behind_nick(text: str, start: int, end: int) -> Attendee | None:
    """The person of an entry that gives a nick or an office, and the name in brackets behind it."""
    nick = _NICK_FIRST.match(text, start, end)
    if nick is None or not _bears(nick["name"], nick["nick"]):
        return _holder(text, start, end)
    rest = re.sub("^,", "(", text[nick.end() : end])
    return _entry(nick["name"], nick.span("name"), rest, nick["nick"])


def _bears(name: str, nick: str) -> bool:
    """Whether a nick has to do with a name: as a login is made of it, or with a part of it.

    A name that it begins with is what its bearer is called: `Stephanie (Steph)`.
    """
    if nick.istitle() and nick.startswith(name):
        return False
    if is_login_of(nick, name):
        return is_full_name(name)
    return is_person_name(name) and made_of(nick, name)


def _parted(
    text: str, left: int, end: int, nicknamed: re.Match[str] | None
) -> tuple[int, int, str]:
    """Where the name of an entry stands, and what follows it; a slash may part the two."""
    for before in (_BEFORE_NAME, _CALLED, _GRADE):
        found = before.match(text, left, end)
        left = found.end() if found else left
    linked = _LINKED.match(text, left, end)
    if linked and linked.lastgroup and not linked[linked.lastgroup].startswith("@"):
        (start, stop), rest = linked.span(linked.lastgroup), text[linked.end() : end]
    elif nicknamed:
        (start, stop), rest = nicknamed.span(), text[nicknamed.end() : end]
    else:
        mark = _NAME_END.search(text, left, end)
        start, stop = left, mark.start() if mark else end
        rest = text[stop:end]
    start, stop = _trimmed(text, start, stop)
    slash = text.find("/", start, stop)
    if slash > 0 and is_full_name(text[start:slash]):
        return start, slash, f" - {text[slash + 1 : stop]}{rest}"
    return start, stop, rest


_TWO_WORDS = re.compile(
    r"[\s*_]*(?P<name>(?P<given>[A-Z][a-z]+)\s(?P<surname>[A-Z][^\W\d_]+))[\s*_]*"
    r"(?P<rest>(?:\([^()]*\)\s*)?)"
)


def read_among_names(text: str, start: int, end: int) -> Attendee | None:
    """Somebody in a list of full names whose names are common words: `Even Berg`, `Per Lie`.

    `None` where both may head a section, a role or a team, or where neither is a common word.
    """
    match = _TWO_WORDS.fullmatch(text, start, end)
    names = match.group("given", "surname") if match else ()
    common = sum(map(is_everyday_word, names))
    if match is None or not common or (common > 1 and not is_full_name(match["name"])):
        return None
    return _entry(" ".join(names), match.span("name"), match["rest"])


_JOINED = late(rf"(?:And|{_JOINER})\s+")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    joined = _JOINED.match(text, start, end)
    start = joined.end() if joined else start
    while end > start and (text[end - 1] in _EDGES_AFTER or _PICTURE.match(text[end - 1])):
        end -= 1
    while start < end and text[start] in _EDGES:
        start += 1
    degree = _DEGREE_BEHIND.search(text, start, end)
    end = degree.start() if degree and is_full_name(text[start : degree.start()]) else end
    honorific = None if text[start:end].isascii() else _HONORIFIC.search(text, start, end)
    return start, honorific.start() if honorific else with_point(text, start, end)


@lru_cache(maxsize=1024)
def _names_somebody(name: str, *, has_handle: bool) -> bool:
    """Whether what stands in the place of a name can be one, in a list that is of people."""
    if not _has_form_of_name(name) or _is_nobody(name):
        return False
    return has_handle or _looks_named(name)


def _has_form_of_name(name: str) -> bool:
    longest = LONGEST_SIGNS if name[:1].lower() == name[:1].upper() else LONGEST_NAME
    long = len(name) > longest or count_words(name) > 6
    if len(name) > 2 and len(set(name)) == 1:
        return False  # a line of signs, as `ーーーー`, whose sign counts as a letter
    if _IN_A_SENTENCE.search(name) or _FILE.search(name):
        return False
    return not long and any(map(str.isalpha, name)) and "**" not in name


# `roof.pdf`, among links to what was handed out.
_FILE = re.compile(
    r"\w\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|zip|png|jpe?g|gif|svg|webp|mp[34]|ics|vtt)$",
    re.IGNORECASE,
)
# Hiragana between Han, as in `記録係は名前の後に`, other than those of names: `一の瀬`.
_IN_A_SENTENCE = re.compile(
    r"[\u3400-\u9fff](?![のがつ][\u3400-\u9fff])[\u3041-\u3096]+[\u3400-\u9fff]"
)
_MORE = re.compile(r"\+\s?\d")  # `+6 more`


def _is_nobody(name: str) -> bool:
    """Whether words stand for nobody, or are no name: a bot, pronouns, a mark, an address."""
    if (
        name.casefold().strip(".") in _NOBODY
        or name == "al"
        or _MORE.match(name)
        or MARK.search(name)
        or "://" in name
    ):
        return True
    return bool(
        BOT.fullmatch(name)
        or _PRONOUNS.fullmatch(name)
        or _OFFICE.fullmatch(name)
        or is_title(name)
        or name[0] in "/~"
        or is_told(name)
    )


def _looks_named(name: str) -> bool:
    """Whether words have enough capitals, and few enough everyday words, for a name."""
    words = name.split()
    if len(words) == 1:
        return len(name) > 1 and not all(map(is_common_word, name.split("-")))
    if any(map(str.isdigit, words)):
        return False
    # `Tom I.`: a letter is an initial.
    common = sum(len(w.rstrip(".")) > 1 and is_common_word(w, alone=False) for w in words)
    if len(words) == 2 and name.islower() and name.replace(" ", "").isalpha():
        return not (common or _is_no_given_name(words[0]))
    if is_person_name(name, words=2):
        return True
    return common * 2 < len(words) and _has_capitals(words)


def _is_no_given_name(word: str) -> bool:
    """Whether a word in small letters is one of every day, as `therefore` is, and none of names."""
    return is_everyday_word(word) and not (may_be_name(word) or word in GIVEN_NAMES)


def _has_capitals(words: list[str]) -> bool:
    """Whether most words have a capital, particles aside; of two one, as people do by hand."""
    named = [word for word in words if not is_particle(word)] if len(words) > 2 else words
    capital = sum(not word[0].islower() for word in named)
    return capital > 0 if len(named) == 2 else capital * 2 > len(named)


@lru_cache(maxsize=1024)
def _remarks(rest: str, name: str) -> tuple[tuple[str, ...], str]:
    """Roles and initials out of what follows a name."""
    roles: list[str] = []
    initials = ""
    rest = _BOXED_HANDLE.sub("", MARK.sub("", rest))
    remarks = [a or b for a, b in _BRACKET.findall(rest)]
    dashed = _ROLE_DASH.split(rest, maxsplit=1)
    if len(dashed) > 1:
        remarks += dashed[1].split("/")
    for remark in remarks:
        for part in remark.split(",") if handle_in(remark) else [remark]:
            bare = plain(part).strip(" :;,.@")
            if not bare or handle_in(part) or _is_no_role(bare, name):
                continue
            if _INITIALS.fullmatch(bare) and abbreviates(bare.upper(), name):
                initials = bare
            elif len(bare) <= 80:
                roles.append(bare)
    return tuple(dict.fromkeys(roles)), initials


def _is_no_role(bare: str, name: str) -> bool:
    """Whether a remark tells how somebody came, or is pronouns, a login, a number, an address."""
    if HOW.fullmatch(bare) or _PRONOUNS.fullmatch(bare) or is_login_of(bare, name):
        return True
    return bool(_FIGURES.search(bare)) or bare.startswith("http") or bare == name[0]


# `14:01`, `12`, `attended, 31% talk time`: what a program counts.
_FIGURES = re.compile(r"^[\d\s:.,/-]+$|\d\s?%")
