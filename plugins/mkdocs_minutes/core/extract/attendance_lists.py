"""Lists of people, once it is known where they stand: who is named, with role and affiliation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from msgspec import Struct
from msgspec.structs import replace

from ..lexicon import any_of, late, pattern, words
from ..records import Attendee, Note, Presence, Span
from ..text import plain
from .entries import (
    DASH,
    HOW,
    NAME_BEHIND,
    initials_first,
    made_of,
    read_among_names,
    read_entry,
    split_dashed,
    split_entries,
    without_nickname,
)
from .names import (
    CAPITAL,
    GIVEN_NAMES,
    abbreviates,
    count_words,
    handle_in,
    initials_of,
    is_common_word,
    is_everyday_word,
    is_full_name,
    is_handle,
    is_initials,
    is_name_too,
    is_person_name,
)
from .scan import BRACKETED
from .titles import behind_titles

IN_ROLE = "attendance-role"
"""The rule of those whom a list names only with what they did: `Chair: Ann`."""

REMARK = re.compile(r"\s*\([^()]*\)$")
"""What stands in brackets behind a name or a mark: `Ann (late)`."""


class Region(Struct, frozen=True, gc=False):
    """A stretch of a line that lists people, and what the list says of them.

    It is of a `bullet`, or of a whole `line` of text, or part of one. `role` is what its label says
    that they did in the meeting.
    """

    start: int
    end: int
    presence: Presence
    bullet: bool = False
    line: bool = False
    task: bool | None = None
    rule: str = "heading"
    role: str = ""


def _rejoined(note: Note, regions: list[Region]) -> list[Region]:
    """Regions with those made one between which a line was only broken for its length."""
    joined: list[Region] = []
    for region in regions:
        if joined and _is_wrapped(note.text, joined[-1], region):
            joined[-1] = replace(joined[-1], end=region.end)
        else:
            joined.append(region)
    return joined


_WRAPPED_FROM = 50


def _is_wrapped(text: str, above: Region, below: Region) -> bool:
    """Whether a list with commas breaks its line amid a name: the next word had not fitted."""
    between = text[above.end : below.start]
    if above.bullet or below.bullet or above.presence != below.presence:
        return False
    if between.strip() or between.count("\n") != 1 or between.startswith("  "):
        return False
    left = BRACKETED.sub("", text[above.start : above.end])
    right = BRACKETED.sub("", text[below.start : below.end])
    length = above.end - text.rfind("\n", 0, above.end) - 1
    word = right.split(maxsplit=1)[0] if right.strip() else ""
    full = length >= _WRAPPED_FROM and length + 1 + len(word) > len(right)
    full = full or _parts_a_name(left, right)
    if not full or "," not in left or left.endswith((",", ";", "\\")):
        return False
    last = _APART.split(left)[-1]
    return _goes_on(last, _APART.split(right)[0], alone="," not in right)


def _goes_on(last: str, first: str, *, alone: bool) -> bool:
    """Whether a name is parted by a line's end; what is `alone` below a whole one is a heading."""
    name = f"{last} {first}"
    return is_full_name(name) and len(name.split()) <= 3 and not (alone and is_full_name(last))


# Between names of a list that is wrapped.
_APART = late(rf"\s*(?:,(?:\s*{pattern('joiners')}(?=\s))?|\s{pattern('joiners')}(?=\s))\s*")


def _parts_a_name(left: str, right: str) -> bool:
    """Whether full names stand around a line's end, and one word of a name on each side of it.

    What a line ends with may be a part of a name once more.
    """
    *above, last = (part.split() for part in _APART.split(left))
    first, *below = (part.split() for part in _APART.split(right))
    return len(last) == len(first) == 1 and all(len(name) > 1 for name in (*above, *below[:-1]))


def read_lists(note: Note, regions: list[Region]) -> Iterator[Attendee]:
    """The people of the regions in their order, those of one list read alike; none without any."""
    listings: list[_Listing] = []
    run: list[Region] = []
    rejoined = _rejoined(note, _as_items(note.text, regions))
    apart = chain.from_iterable(_at_semicolons(note.text, one) for one in rejoined)
    for region in chain.from_iterable(_by_role(note.text, one) for one in apart):
        if run and not _go_together(run[-1], region):
            listings.append(_listing(note.text, run))
            run = []
        run.append(region)
    if run:
        listings.append(_listing(note.text, run))
    habit = any(_sets_off(note.text, listing) for listing in listings)
    for listing in listings:
        yield from _read_list(note, listing, habit=habit)


# `Bell, Ann; Acme Mills`: a line of one person.
_LINE_OF_ONE = re.compile(r"\s*[^\W\d_][\w'’-]+,\s[^\W\d_][\w'’. -]+;[^;,]+")


# `Ann Bell, member of the board`: one person by the whole name, and what that is.
_NAME_AND_OFFICE = re.compile(r"\s*(?P<name>[^\W\d_][^,;:()]{3,50}),\s(?P<office>[^,;:]{2,60})")


def _as_items(text: str, regions: list[Region]) -> list[Region]:
    """Regions, with lines as items where two or more, and all of them, are of one person each."""
    lines = [region for region in regions if region.line and not region.bullet]
    each = all(_LINE_OF_ONE.fullmatch(text, one.start, one.end) for one in lines)
    if len(lines) < 2 or not (each or _have_offices(text, lines)):
        return regions
    return [replace(one, bullet=True, line=False) if one.line else one for one in regions]


def _have_offices(text: str, lines: list[Region]) -> bool:
    """Whether each line is a whole name and, behind a comma, what that person is.

    A third of them begin in small letters there, which no name of a second person does. Surnames
    may stand in capitals: `Ann BELL, member of the board`.
    """
    told = [_NAME_AND_OFFICE.fullmatch(text, one.start, one.end) for one in lines]
    offices = [one["office"] for one in told if one and is_full_name(one["name"].title())]
    small = sum(office[0].islower() for office in offices)
    return len(offices) == len(lines) > 2 and small * 3 >= len(lines)


def _at_semicolons(text: str, region: Region) -> list[Region]:
    """A region cut at semicolons where parts have one comma each: `Ann Bell, ACME; Bea, Mill`."""
    if region.bullet or text.find(";", region.start, region.end) < 0:
        return [region]
    parts = [
        p for p in _BETWEEN_SEMICOLONS.finditer(text, region.start, region.end) if p[0].strip()
    ]
    commas = [BRACKETED.sub("", part[0]).count(",") for part in parts]
    labelled = text.find(":", region.start, region.end) >= 0
    if len(parts) < 2 or labelled or max(commas) > 1 or sum(commas) * 2 <= len(parts):
        return [region]
    return [replace(region, start=p.start(), end=p.end(), line=True) for p in parts]


_ROLE_AND_NAMES = re.compile(r"\s*(?P<role>[^\W\d_][\w'’ -]{1,20}?)\s\((?P<names>[^()]{2,80})\)\W*")


def _by_role(text: str, region: Region) -> list[Region]:
    """A region cut into what stands in the brackets behind roles or firms: `Set (Ann), ACME (Bo)`.

    Those before most brackets are everyday words or capitals, and two of them surely nobody: words,
    or capitals before whole names.
    """
    entries = list(split_entries(text, region.start, region.end, bullet=region.bullet))
    told = [match for at in entries if (match := _ROLE_AND_NAMES.fullmatch(text, *at))]
    if len(told) < 2 or len(told) * 2 <= len(entries):
        return [region]
    words_before = [is_everyday_word(match["role"].lower()) for match in told]
    capitals = [match["role"].isupper() for match in told]
    sure = sum(
        word or (capital and _are_whole(match["names"]))
        for match, word, capital in zip(told, words_before, capitals, strict=True)
    )
    if sure < 2 or (sum(words_before) + sum(capitals)) * 2 <= len(told):
        return [region]
    spans = {match.start(): match.span("names") for match in told}
    return [replace(region, start=s, end=e) for s, e in (spans.get(at[0], at) for at in entries)]


def _are_whole(names: str) -> bool:
    return all(is_full_name(name.strip()) for name in names.split(","))


_BETWEEN_SEMICOLONS = re.compile(r"[^;]+")
_SURNAME_FIRST = late(
    rf"\s*(?P<surname>(?:(?i:{any_of(words('names.particles'))}|['’]t)\s){{0,3}}[^\W\d_][\w'’-]+),\s(?P<given>[^\W\d_][\w'’-]+)(?P<rest>(?:\s\([^()]*\))?[\s.*_]*)"
)


_SURNAME_FIRST_IN_BULLET = re.compile(
    r"\s*(?P<surname>[^\W\d_][\w'’ -]+),\s(?P<given>[^\W\d_][\w'’. -]+)(?P<rest>;[^;]*)"
)
# `Bell, Ann (Acme)`, `Bell, Ann B. - Acme`; in some items nothing stands behind the names.
_SURNAME_AND_FIRM = re.compile(
    r"\s*(?P<surname>[^\W\d_][\w'’-]+),\s(?P<given>[^\W\d_][\w'’-]+(?:\s[^\W\d_]\.?)?)"
    r"(?P<rest>(?:\s\([^\W\da-z_][^()]*\)|\s[-–—]\s[^\W\da-z_][^,;]*)?[\s.*_]*)"
)
# `Soler Prat, Manuel`: two surnames, where most of what stands behind the commas are given names.
_TWO_SURNAMES_FIRST = re.compile(
    r"\s*(?P<surname>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){0,3}),"
    r"\s(?P<given>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]*\.?){0,2})(?P<rest>[\s.*_]*)"
)
_INITIAL = re.compile(r"[A-Z]{1,2}\.?")


def _surnames_first(text: str, listing: _Listing) -> list[Attendee]:
    """The people of a list `Bell, Ann; Diaz, Carl`, or of items `Bell, Ann; Acme`; else nobody.

    One odd item of four is let pass: `Eve Dunn, Mill`.
    """
    first = listing[0][0]
    pattern_of = _SURNAME_FIRST_IN_BULLET.fullmatch if first.bullet else _SURNAME_FIRST.fullmatch
    parted = first.line and text.startswith(";", first.end)
    if _mostly_given_behind(text, listing):
        pattern_of = _TWO_SURNAMES_FIRST.fullmatch
    elif first.bullet and _have_firms(text, listing):
        pattern_of = _SURNAME_AND_FIRM.fullmatch
    if len(listing) < 2 or not (parted or first.bullet):
        return []
    people: list[Attendee] = []
    odd = 0
    for region, parts in listing:
        person = _turned(pattern_of(text, region.start, region.end), bullet=first.bullet)
        if person is None:
            odd += 1
            person = read_entry(text, *parts[0]) if first.bullet and parts else None
        if person is None:
            return []
        rule = f"attendance-{region.rule}"
        people.append(replace(person, presence=region.presence, rule=rule))
    return people if odd * 4 <= len(listing) else []


def _turned(match: re.Match[str] | None, *, bullet: bool) -> Attendee | None:
    """Whom an entry names by the surname first; what an item says behind it is a role."""
    name = f"{match['given']} {match['surname']}" if match else ""
    if match is None or not is_full_name(re.sub(r"(?<= )['’]t ", "", name)):
        return None
    firm = plain(match["rest"]).strip(" ;()-–—") if bullet else ""
    span = Span(match.start("surname"), match.end("given"))
    return Attendee(name, span, roles=(firm,) if firm else ())


def _have_firms(text: str, listing: _Listing) -> bool:
    """Whether each item is `Word, Word`, and of half of them or more something is said behind.

    So what stands behind the comma is no firm, unless given names stand before it.
    """
    found = [_SURNAME_AND_FIRM.fullmatch(text, at.start, at.end) for at, _ in listing]
    matches = [match for match in found if match]
    told = sum(bool(match["rest"].strip(" .*_")) for match in matches)
    given = sum(match["surname"].casefold() in GIVEN_NAMES for match in matches)
    return len(matches) == len(listing) and told * 2 >= len(listing) and given * 2 <= len(listing)


def _mostly_given_behind(text: str, listing: _Listing) -> bool:
    """Whether each entry is `Words, Words`, and of most the words behind are a given name.

    That is a known one, or one with an initial: `Ost, Varil V`; and none stands before the comma.
    """
    found = [_TWO_SURNAMES_FIRST.fullmatch(text, at.start, at.end) for at, _ in listing]
    names = [(match["surname"], match["given"].split()) for match in found if match]
    given = sum(
        before.split()[0].casefold() not in GIVEN_NAMES
        and (behind[0].casefold() in GIVEN_NAMES or _INITIAL.fullmatch(behind[-1]) is not None)
        for before, behind in names
    )
    return len(names) == len(listing) and given * 2 > len(names)


def _behind_affiliations(text: str, listing: _Listing) -> list[Attendee]:
    """The people of a list `ACME - Ann Bell, Bea Cole; Mill - Carl Diaz`; of any other list nobody.

    Behind each dash stand full names, no two alike. Most of what stands before the dashes is no
    full name, or half of it where several stand behind one; and something there is surely nobody:
    capitals that are no initials of the name, a word of organisations, or what others of the list
    have too.
    """
    people: list[Attendee] = []
    before: list[str] = []
    for region, parts in listing:
        affiliation = ""
        for start, end in parts:
            dash = DASH.search(text, start, end)
            if dash:
                affiliation = plain(text[start : dash.start()]).strip(" *_")
                before.append(affiliation)
            person = read_entry(text, dash.end() if dash else start, end) if affiliation else None
            if person is None or not is_full_name(person.name):
                return []
            absent = region.task is False or person.presence == "absent"
            people.append(
                replace(
                    person,
                    presence="absent" if absent else region.presence,
                    roles=(affiliation, *person.roles),
                    rule=f"attendance-{region.rule}",
                )
            )
    return people if _are_affiliations(before, people) else []


def _are_affiliations(before: list[str], people: list[Attendee]) -> bool:
    times = Counter(before)
    surely = any(
        times[role] > 1 or _is_nobody(role, person.name)
        for person in people
        for role in person.roles[:1]
    )
    named = sum(is_full_name(role) for role in before)
    distinct = len({person.name for person in people}) == len(people)
    several = len(people) > len(before)
    return surely and distinct and len(before) > 1 and named * 2 < len(before) + several


def _named_behind_nicks(text: str, people: list[Attendee]) -> list[Attendee]:
    """People whose brackets hold their names, where those of most others with `@nick (…)` do.

    `@x7Qc (Bea Cole)` then gives the name too, though the nick has nothing of it.
    """
    opaque = {
        at: match
        for at, person in enumerate(people)
        if person.name == person.handle
        and (match := NAME_BEHIND.match(text, person.span.end))
        and person.roles == (match["name"],)
        and is_full_name(match["name"])
    }
    named = sum(bool(person.handle) and text[person.span.start - 1] == "(" for person in people)
    names = {match["name"] for match in opaque.values()}
    if named <= len(opaque) or len(names) < len(opaque):
        return people
    return [
        replace(person, name=opaque[at]["name"], span=Span(*opaque[at].span("name")), roles=())
        if at in opaque
        else person
        for at, person in enumerate(people)
    ]


def _behind_logins(people: list[Attendee]) -> list[Attendee]:
    """People named behind their logins, where each entry has three words: `Abell Ann Bell`.

    In half of them or more the first word has something of the name.
    """
    logins = [person.name.split(maxsplit=1) for person in people]
    if len(logins) < _FEWEST_LOGINS or any(len(p.name.split()) != 3 or p.handle for p in people):
        return people
    if 2 * sum(made_of(login, name) for login, name in logins) < len(logins):
        return people
    return [
        replace(
            person,
            name=name,
            handle=login.casefold(),
            span=Span(person.span.end - len(name), person.span.end),
        )
        for person, (login, name) in zip(people, logins, strict=True)
    ]


def _before_logins(people: list[Attendee]) -> list[Attendee]:
    """People called by a given name before a login, where each entry has both: `Ann abell`.

    Half of the logins or more begin as the name does, unlike surnames in small letters.
    """
    parts = [person.name.split() for person in people]
    if len(parts) < _FEWEST_LOGINS or any(len(p) != 2 or not p[1].islower() for p in parts):
        return people
    if 2 * sum(given[0].lower() == login[0] for given, login in parts) < len(parts):
        return people
    return [
        replace(
            one, name=given, handle=login, span=Span(one.span.start, one.span.start + len(given))
        )
        for one, (given, login) in zip(people, parts, strict=True)
    ]


_FEWEST_LOGINS = 3


def _with_codes(people: list[Attendee]) -> list[Attendee]:
    """People of a roll that gives a letter behind each name: `Ann - P, Bo - A`; else as they are.

    Most have one, three at least, and most of these the one that says that somebody came.
    """
    codes = [_CODE.fullmatch(one.roles[0]) if one.roles else None for one in people]
    told = [_CAME.fullmatch(code["letter"]) is not None for code in codes if code]
    if len(told) < max(_FEWEST_CODES, len(people) * 2 / 3) or sum(told) * 2 < len(told):
        return people
    return [
        replace(
            one,
            roles=one.roles[1:],
            presence=one.presence if _CAME.fullmatch(code["letter"]) else "absent",
        )
        if code
        else one
        for one, code in zip(people, codes, strict=True)
    ]


_CODE = re.compile(r"(?P<letter>[A-Z])(?:\s\([^()]*\))?")
_CAME = late(pattern("people.came"), re.IGNORECASE)
_FEWEST_CODES = 3


def _is_nobody(written: str, beside: str) -> bool:
    """Whether words beside a name are an acronym of three letters or more, or tell a body or role.

    >>> [_is_nobody(words, "Ann Bell") for words in ("ACME", "AXB", "Lake Institute", "Annie")]
    [True, False, True, False]
    """
    if written.isupper():
        return len(written) > 2 and not (len(written) < 4 and written[0] == beside[0])
    return written[:1].isupper() and any(map(is_common_word, written.split()))


def _go_together(above: Region, below: Region) -> bool:
    """Whether two items are of one list, whose items are then read alike."""
    alike = (above.bullet and below.bullet) or (above.line and below.line)
    return alike and above.presence == below.presence


_Listing = list[tuple[Region, list[tuple[int, int]]]]
"""The regions of a list, each with the parts that its separators make of it."""


def _listing(text: str, run: list[Region]) -> _Listing:
    return [(r, list(split_entries(text, r.start, r.end, bullet=r.bullet))) for r in run]


def _read_list(note: Note, listing: _Listing, *, habit: bool) -> Iterator[Attendee]:
    """The people of a list; an affiliation that others of it have ends a name without any mark."""
    people = _surnames_first(note.text, listing) or _behind_affiliations(note.text, listing)
    people = people or _as_whole_entries(_entries_of(note, listing, habit=habit))
    people = _with_codes(_before_logins(_behind_logins(people)))
    people = _named_behind_nicks(note.text, people)
    if any(len(parts) > 1 for _, parts in listing):
        people = list(_apart(note.text, people))
    counts = Counter(role for person in people for role in person.roles)
    shared = [role for role, times in counts.items() if times > 1]
    for person in people:
        yield _without_affiliation(person, shared) if listing[0][0].bullet else person


def _apart(text: str, people: list[Attendee]) -> Iterator[Attendee]:
    """People, two where a comma was forgotten between them: four words where others have two.

    That are three others at least, two where a known given name stands among the words, or one
    where both halves begin with such. Not where more have three words than two.
    """
    long = [p for p in people if count_words(p.name) == len(p.name.split()) == 4]
    plain_names = sum(is_full_name(p.name) for p in people) - len(long)
    words_of = Counter(len(_WORD.findall(p.name)) for p in people if p not in long)
    if words_of[3] > words_of[2]:
        return (yield from people)
    for person in people:
        words = person.name.split()
        halves = [" ".join(words[:2]), " ".join(words[2:])]
        fewest = _FEWEST_OTHERS.get(_given_ones(words), 3 * len(long))
        if person not in long or plain_names < fewest or person.roles:
            yield person
        elif all(is_full_name(half) and half.title() == half for half in halves):
            at = text.find(words[2], person.span.start + len(words[0]))
            yield replace(person, name=halves[0], span=Span(person.span.start, at - 1))
            yield replace(person, name=halves[1], span=Span(at, person.span.end))
        else:
            yield person


def _given_ones(words: list[str]) -> tuple[int, ...]:
    """Which words of a name are known given names."""
    return tuple(at for at, word in enumerate(words) if word.casefold() in GIVEN_NAMES)


_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]+")
_FEWEST_OTHERS = {(0, 2): 1, (2,): 2}


_DEGREE = late(rf"{pattern('people.degree')}\.?")
_BETWEEN_ENTRIES = 4  # characters: a comma, a blank, and the marks of bold words


def _as_whole_entries(people: Iterable[Attendee]) -> list[Attendee]:
    """People without entries that belong to the one before: `Ann Bell, ACME (AB)`, `Bo Crane, PhD`.

    An affiliation stands before initials; a degree right behind a name.
    """
    joined: list[Attendee] = []
    for person in people:
        above = joined[-1] if joined and not joined[-1].initials else None
        initials = next(filter(is_initials, person.roles), "")
        if above and initials and initials == initials_of(above.name) and " " in above.name:
            roles = (*above.roles, person.name)
            joined[-1] = replace(above, initials=initials, roles=roles)
        elif above and _DEGREE.fullmatch(person.name) and _stands_behind(person, above):
            roles, handle = (*above.roles, *person.roles), above.handle or person.handle
            joined[-1] = replace(above, roles=roles, handle=handle)
        else:
            joined.append(person)
    return joined


def _stands_behind(person: Attendee, above: Attendee) -> bool:
    near = person.span.start - above.span.end <= _BETWEEN_ENTRIES
    return near and is_full_name(above.name)


def _without_affiliation(person: Attendee, shared: list[str]) -> Attendee:
    """A person whose name runs into an affiliation known from others: `Ann Bell ACME`."""
    for role in () if person.roles else shared:
        name = person.name.removesuffix(f" {role}")
        if name != person.name and is_full_name(name):
            span = Span(person.span.start, person.span.end - len(role) - 1)
            return replace(person, name=name, span=span, roles=(role,))
    return person


def _entries_of(note: Note, listing: _Listing, *, habit: bool) -> Iterator[Attendee]:
    """The people of a list; where most items have one comma, it sets off an affiliation.

    It does so too in a short list where it is the note's `habit`. In a list with boxes, those
    without a tick were not there.
    """
    text = note.text
    affiliations = _sets_off(text, listing, habit=habit)
    among_names = _is_of_full_names(text, listing)
    among_initials = _is_of_initials(text, listing)
    among_some = _names_some(text, listing)
    for region, parts in listing:
        role = _role_behind(text, region, parts, affiliations=affiliations)
        primary = any(_PRIMARY.search(text, *part) for part in parts)
        for start, end in parts[:1] if role else parts:
            for at in split_dashed(text, start, end):
                person = read_entry(text, *at)
                person = person or (read_among_names(text, *at) if among_names else None)
                person = person or (_given(text, *at) if among_some else None)
                person = person or (_by_initials(text, *at) if among_initials else None)
                # A seat with an alternate is one: of the two, the list does not say who came.
                seated = primary and _ALTERNATE.search(text, *at)
                if person is not None and not seated:
                    yield from _in_region(person, region, role)


def _role_behind(
    text: str, region: Region, parts: list[tuple[int, int]], *, affiliations: bool
) -> str:
    """What the parts of an item behind its name say, where they are no further names; else empty.

    A box is one person's: what follows the name is the office. So is an item that ends with who
    came: `Ann Bell, absent`, and one that begins with somebody's initials: `AB - Ann Bell, Acme`.
    """
    second = plain(text[slice(*parts[1])]).strip() if len(parts) > 1 else ""
    told = (len(parts) == 2 and _PRESENCE.fullmatch(second)) or is_handle(second)
    boxed = region.task is not None and _is_full_name(text, parts)
    if region.bullet and (told or boxed or _begins_with_initials(text, parts)):
        return plain(text[parts[1][0] : parts[-1][1]])
    alone = region.bullet and len(parts) > 1
    one = alone and WITH_PRONOUNS.search(text, parts[0][1], region.end)
    apart = affiliations or bool(one)
    return _affiliation(text, parts) if apart else ""


def _begins_with_initials(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether the first of several parts, and no other, begins with the initials of its name."""
    first = [initials_first(text, *part) is not None for part in parts]
    return len(first) > 1 and first[0] and not any(first[1:])


def _in_region(person: Attendee, region: Region, role: str) -> Iterator[Attendee]:
    """A person with what the list says; below a role's label only who surely is one."""
    if region.role and not (person.handle or is_person_name(person.name)):
        return
    initials = _INITIALS_LAST.search(role)
    if initials and abbreviates(initials[1], person.name):
        person = replace(person, initials=initials[1])
        role = role[: initials.start()]
    person, role = _with_handle(person, role)
    told = _PRESENCE.search(role)
    role = role[: told.start()].strip() if told else role
    roles = (*person.roles, role or region.role)
    away = person.presence == "absent" or (told and told["absent"])
    absent = region.task is False or away
    yield replace(
        person,
        presence="absent" if absent else region.presence,
        roles=tuple(filter(None, roles)),
        rule=IN_ROLE if region.role else f"attendance-{region.rule}",
    )


def _with_handle(person: Attendee, role: str) -> tuple[Attendee, str]:
    """A person with the handle that begins what is said of them: `Ann Bell, @annb, Acme`."""
    handle = handle_in(role) if role.startswith("@") else None
    if handle is None:
        return person, role
    named = replace(person, handle=person.handle or handle[1])
    return named, role[handle.end() :].lstrip(" ,")


# What ends an item of a list that tells of each who came: `Ann Bell, Mill, not present`.
_PRESENCE = late(
    rf"(?:^|,\s*)(?:(?P<absent>{pattern('attendance.remark_absent')})|{pattern('people.came')})$",
    re.IGNORECASE,
)
_INITIALS_LAST = re.compile(rf" \(({CAPITAL}{{2,4}})\)$")


def _sets_off(text: str, listing: _Listing, *, habit: bool = False) -> bool:
    """Whether the items of a list are `Name, Affiliation` rather than two names each.

    Three bullets or more are, where most have one comma. Bullets of any number are, where each
    begins with a full name and what is behind the commas is nobody's; one alone also where
    a full name is there that the note has nowhere else. Lines, and fewer bullets, are so where
    what stands behind the commas is no full name, or repeats, or by `habit`.
    """
    first = listing[0][0]
    pairs = [
        parts
        for _, parts in listing
        if (firm := _affiliation(text, parts))
        and not _of_persons(text, parts[2:])
        and not _PRESENCE.fullmatch(firm)
    ]
    if first.bullet and _some_belong(text, listing, pairs):
        return True
    most = len(pairs) * 2 > len(listing) or _all_tell(text, pairs)
    if first.bullet and len(listing) > 2:
        return most
    return most and (first.bullet or first.line) and _are_set_off(text, listing, pairs, habit=habit)


def _are_set_off(
    text: str, listing: _Listing, pairs: list[list[tuple[int, int]]], *, habit: bool
) -> bool:
    """Whether full names stand before the commas of a short list, and no persons behind them."""
    if not all(_is_full_name(text, parts) for parts in pairs):
        return False
    if len(listing) == 1 and listing[0][0].bullet:
        return text.count(_affiliation(text, pairs[0])) == 1
    other = _behind_names(text, pairs)
    return len(other) * 2 >= len(pairs) and (habit or len(listing) > 1 or other[0].isupper())


def _some_belong(text: str, listing: _Listing, pairs: list[list[tuple[int, int]]]) -> bool:
    """Whether each item begins with a full name, and what is behind commas is surely nobody.

    One word alone, acronym or body tells of all, `Ann Bell, ACME`. Of four items, one may be
    another name by itself.
    """
    items = [parts for _, parts in listing if parts]
    odd = [parts for parts in items if not is_full_name(_first_name(text, parts))]
    alone = all(len(parts) == 1 for parts in odd) and len(odd) * 4 <= len(items)
    behind = [(_affiliation(text, parts), text[parts[0][0]]) for parts in pairs]
    return alone and any(" " not in firm or _is_nobody(firm, name) for firm, name in behind)


def _behind_names(text: str, pairs: list[list[tuple[int, int]]]) -> list[str]:
    """What stands behind the commas of a list and is no person: no full name, or repeated."""
    behind = Counter(_affiliation(text, parts) for parts in pairs)
    return [
        words
        for words, times in behind.items()
        for _ in range(times)
        if times > 1 or not is_full_name(words)
    ]


def _affiliation(text: str, parts: list[tuple[int, int]]) -> str:
    """What follows the first comma of an item, where it can be one affiliation; else empty.

    It may hold `&` and `and`, and behind a full name more commas: `Ann Bell, Lake & Co, Geneva`;
    where the last part tells something of one, the others are no persons: `…, Lake Mill, new here`.
    """
    commas = [text[end] in ",;" for _, end in parts[:-1]]
    if not commas or not commas[0] or _are_called_by_given_names(text, parts):
        return ""
    if any(initials_first(text, *part) for part in parts[1:]) or _all_bracketed(text, parts):
        return ""
    if any(commas[1:]) and not (
        _is_full_name(text, parts)
        and (_tells(text, parts) or not any(_of_persons(text, [part]) for part in parts[1:]))
    ):
        return ""
    return _PRONOUNS.sub("", plain(text[parts[1][0] : parts[-1][1]]))


def _all_bracketed(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether all parts, three or more, are names with a bracket: `Ann Bell (ab), Bo …`."""
    entries = [text[slice(*part)].strip(" \n*_") for part in parts]
    told = all(REMARK.search(one) and is_full_name(REMARK.sub("", one)) for one in entries)
    return told and len(parts) > 2


def _are_called_by_given_names(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether three words or more follow a name, and it has an initial or one is a given name.

    So they are no firm with its places: `Ann B., Bo, Cy, Eve`, unlike `Ann Bell, Mill, Bern, Ost`.
    """
    first, *others = [text[slice(*part)].strip(" *_") for part in parts]
    words = [word for word in others if _CALLED.fullmatch(word)]
    given = any(word.casefold() in GIVEN_NAMES for word in words)
    return len(words) == len(others) > 2 and (given or bool(_INITIAL.fullmatch(first.split()[-1])))


_CALLED = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+(?: [A-Z]\.?)?")


def _all_tell(text: str, items: list[list[tuple[int, int]]]) -> bool:
    """Whether there are items, and each tells something behind a name and a firm."""
    return bool(items) and all(len(parts) > 2 and _tells(text, parts) for parts in items)


def _tells(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether the last part of an item is some small words: `…, mends pumps`; no `…, by phone`."""
    last = plain(text[slice(*parts[-1])]).strip()
    joined = len(text[parts[-2][1] : parts[-1][0]].strip()) > 1  # `…, and some others`
    small = last[:1].islower() and " " in last and not joined
    return small and not (_PRESENCE.fullmatch(last) or HOW.fullmatch(last))


_PRONOUNS = late(rf"{pattern('people.pronoun')}/\w+(?:/\w+)?(?:, |$)", re.IGNORECASE)


WITH_PRONOUNS = late(rf"\b{pattern('people.pronoun')}\s?/\s?\w", re.IGNORECASE)
"""What stands behind a name and is of one person: `she/her`, `they / them`."""


def _of_persons(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether parts of an item, if there are any, are full names."""
    names = [text[start:end].strip(" *_") for start, end in parts]
    return bool(names) and all(is_full_name(name) for name in names)


def _is_of_full_names(text: str, listing: _Listing) -> bool:
    """Whether a list has two entries or more, and half are full names; of an item the first."""
    entries = (parts[:1] if region.bullet else parts for region, parts in listing)
    people = [read_entry(text, *part) for part in chain.from_iterable(entries)]
    full = sum(p is not None and is_person_name(p.name, words=2) for p in people)
    return len(people) > 1 and full * 2 >= len(people)


def _is_of_initials(text: str, listing: _Listing) -> bool:
    """Whether most of a list's entries, three or more, are initials, and some of these no words."""
    entries = [plain(text[slice(*part)]) for _, parts in listing for part in parts]
    initials = [entry for entry in entries if is_initials(entry)]
    told = len(initials) > 2 and len(initials) * 2 > len(entries)
    return told and not all(map(is_everyday_word, initials))


def _by_initials(text: str, start: int, end: int) -> Attendee | None:
    """Somebody in a list of initials whose own are a word: `PR`, `TO`."""
    found = _CAPITALS.search(text, start, end)
    if found is None or not is_initials(plain(text[start:end])):
        return None
    return Attendee(found[0], Span(*found.span()))


_CAPITALS = re.compile(rf"{CAPITAL}{{2,4}}")


def _names_some(text: str, listing: _Listing) -> bool:
    """Whether at least two entries of a list are names by themselves."""
    entries = (part for _, parts in listing for part in parts)
    return len([*islice((part for part in entries if read_entry(text, *part)), 2)]) > 1


def _given(text: str, start: int, end: int) -> Attendee | None:
    """Somebody whose given name is a word, where others are named: `Ann, Will, Carl`."""
    left = start + len(text[start:end]) - len(text[start:end].lstrip(" *_"))
    right = left + len(REMARK.sub("", text[left:end].rstrip(" .*_")))
    named = is_name_too(text[left:right])
    return Attendee(text[left:right], Span(left, right)) if named else None


_PRIMARY = late(rf"\({pattern('people.primary')}\)", re.IGNORECASE)
_ALTERNATE = late(rf"\({pattern('people.alternate')}\)", re.IGNORECASE)


def _is_full_name(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether the first of several parts of a bullet is a name of two words or more."""
    return len(parts) > 1 and is_full_name(_first_name(text, parts))


def _first_name(text: str, parts: list[tuple[int, int]]) -> str:
    """The name that the first part of a bullet has, without what stands around and within it."""
    start, end = parts[0]
    initials = initials_first(text, start, end)
    start = initials.end() if initials else start
    start = behind_titles(text, start + len(text[start:end]) - len(text[start:end].lstrip()), end)
    name = REMARK.sub("", text[start:end].strip(" *_"))
    return without_nickname(_FIELDS.split(name, maxsplit=1)[0])


_FIELDS = re.compile(r"\s[|/]\s|\s[-–—]")
