"""Who is to do something: reading owners out of the forms in which actions name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ..lexicon import pattern, words
from ..records import Attendee, Note, Owner, Span
from .names import initials_of, is_everyday_word, is_handle, is_initials, is_person_name


@dataclass(frozen=True, slots=True)
class KnownNames:
    """How the people of a note can be called: names and handles folded, initials as they are."""

    words: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()

    def knows(self, name: str) -> bool:
        """Whether somebody of the note is called so."""
        return name.casefold().lstrip("@") in self.words or name in self.initials


def known_names(people: tuple[Attendee, ...], speaking: frozenset[str] = frozenset()) -> KnownNames:
    """The ways in which the people that a note lists can be called; nobody listed gives none.

    `speaking` are initials that the note uses for people, whether or not it lists them.
    """
    words: set[str] = set()
    initials: set[str] = set(speaking)
    for person in people:
        words.add(person.name.casefold())
        words.add(person.name.split()[0].casefold())
        if person.handle:
            words.add(person.handle.casefold())
        initials.update({person.initials, initials_of(person.name)})
    return KnownNames(frozenset(words), frozenset(i for i in initials if len(i) > 1))


_BETWEEN = re.compile(rf"\s*(?:,\s*{pattern('joiners')}\s|,|/|&|\b{pattern('joiners')}\b|\+|;)\s*")
_EDGES = " \t*_`~[](){}\"'.!?:\\"
# What stands in the owner's place when there is none yet, or for all.
_NOBODY = words("owners.nobody")
_EVERYBODY = words("owners.everybody")
# A body that can have something to do: `Board`, `the core team`, `all institutes`.
_BODY = re.compile(
    rf"""
    (?: the \s )? (?P<name> {pattern("owners.all_of")}
      | (?: (?: {pattern("owners.of_body")} | (?-i: [A-Z]{{2,5}} ) ) \s ){{0,2}}
        {pattern("owners.body")} )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Those of them before a verb that no thing follows: not `All tests pass`.
_EACH = words("owners.each")
# Capitals before a colon that head a topic, and are nobody's initials.
_ACRONYM_WORDS = """
    ai aob ap api ar ast aws bi bof bot cc cd cdn ce cfp ci cla cli cms cpu css cve db dc dev dns
    doc dx eol erp esm eta eu faq fs fyi gc gcp gdpr gh git gmt gpu gsoc gui ha hpc hr html http hw
    id ide imo io ip irc iso it jit json jvm kpi lts llm mac mr nb nda nfs npm ok os oss pdf php pm
    po poc pr prs ps qa ra rc rest rfc roi rpm sc sdk se sig sla sms sql ssh ssl svn sw tbc tbd tc
    tls todo tsc ui uk un uri url us usa utc ux vcs vm vo vpn vr wan wg wip wp www xml yaml zip
"""
_ACRONYMS = frozenset(_ACRONYM_WORDS.upper().split())
_TAG = re.compile(r"([A-Z]{2,3})(?=\s?:\s|\sto\s)")


def speaking_initials(note: Note) -> frozenset[str]:
    """Initials that open at least two of a note's lines: `FT: …`, `FT to …`.

    Common acronyms are none, though topics begin with them too: `CI: …`.
    """
    starts = (line.content.start for line in note.lines)
    found = Counter(match[1] for start in starts if (match := _TAG.match(note.text, start)))
    return frozenset(tag for tag, times in found.items() if times > 1 and tag not in _ACRONYMS)


_TURN = re.compile(
    r"[*_]{0,2}@?(?P<name>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w'’-]*)?)[*_]{0,2}\s?:[*_]{0,2}\s+"
)


def turn_in(text: str, start: int, end: int, known: KnownNames) -> int | None:
    """Where what somebody of the note says begins behind the name: `Ann: …`, `AB: …`, else `None`.

    >>> turn_in("AB: I doubt it.", 0, 15, KnownNames(initials=frozenset(["AB"])))
    4
    """
    match = _TURN.match(text, start, end)
    return match.end() if match and known.knows(match["name"]) else None


def owners_in(
    text: str,
    start: int,
    end: int,
    known: KnownNames,
    *,
    loose: bool = False,
    nick: bool = False,
    initials: bool = False,
) -> tuple[Owner, ...] | None:
    """The owners that a stretch lists: `Ann`, `Ann Bell, Carl`, `@ann and @carl`, `AB/CD`.

    `None` where any part of it is no name; empty where it says that nobody is. `loose` takes what a
    marker has in the owner's place at its word, `nick` allows a chat name in lower case, and
    `initials` those of somebody whom the note does not list.
    """
    found: list[Owner] = []
    at = start
    for match in (*_BETWEEN.finditer(text, start, end), None):
        raw = text[at : match.start() if match else end]
        bracket = raw.find("(")
        if bracket > 0:
            raw = raw[:bracket]
        left = at + len(raw) - len(raw.lstrip(_EDGES))
        right = left + len(raw.strip(_EDGES))
        if text[left:right].startswith("@") and " " in text[left:right]:
            left += 1  # `@Ann B`: the mark of a handle before a name
        if right > left:
            name = " ".join(text[left:right].split())
            if name.casefold() not in _NOBODY:
                unlisted = initials and _INITIALS.fullmatch(name) and name not in _ACRONYMS
                if not unlisted and not _is_owner(name, known, loose=loose, nick=nick):
                    return None
                found.append(Owner(name, Span(left, right)))
        if match:
            at = match.end()
    if not found and text[start:end].strip(_EDGES).casefold() not in _NOBODY:
        return None
    return tuple(found)


def body_in(text: str, start: int, end: int) -> Owner | None:
    """The body that a stretch names, such as a board, as it is written; `None` for anything else.

    >>> body_in("The core team", 0, 13).name, body_in("Core topics", 0, 11)
    ('core team', None)
    """
    match = _BODY.fullmatch(text, start, end)
    return Owner(match["name"], Span(*match.span("name"))) if match else None


_NICK = re.compile(r"[a-z][\w\-\[\]|^`]{1,20}")
_INITIALS = re.compile(r"[A-Z]{2,3}")
# Verbs before `to` that the list of everyday words lacks, as `hope to finish`: names are not in it.
_WISHES = frozenset(("aims", "hope"))


def _is_owner(name: str, known: KnownNames, *, loose: bool, nick: bool) -> bool:
    if is_handle(name) or is_person_name(name) or known.knows(name):
        return True
    if name.casefold() in _EVERYBODY:
        return True
    if nick and _NICK.fullmatch(name) and not is_everyday_word(name) and name not in _WISHES:
        return True
    return loose and len(name.split()) <= 4 and len(name) <= 40 and any(c.isalpha() for c in name)


_TO_DO = re.compile(rf"\s+{pattern('owners.is_to')}\s+(?=[^\W\dA-Z_]|PR\b)")
_AFTER_NAME = re.compile(r"[\])*_`]*\s*(?:[:：](?!//)|\s\\?[-–—]\s|->|—)[*_`]*\s*(?!https?:)")
_BRACKETED = re.compile(
    r"\\?\[(?P<names>[^\[\]()\n]{1,60})\\?\](?!\()(?:\[[^\[\]\n]{0,40}\])?[:\s]*"
    r"|\((?P<names_too>[^()\n]{1,60})\)[:\s]+"
)
# `[Ann Bell](mailto:…) - write`: an owner's profile or address.
_LINKED = re.compile(r"\[(?P<names>[^\[\]\n]{2,60})\]\([^()\n]{0,200}\)(?:\s*\\?[:–—-])?\s+(?=\S)")
# `ann(7/30): do`: a chat name, and when it is due.
_NICK_AND_DAY = re.compile(r"(?P<names>@?[a-z][\w.-]{1,20}) ?\([^()\n]{0,12}\d[^()\n]{0,12}\):\s+")
# Not `@org/team`, which is nobody in person.
_HANDLES = re.compile(r"(?:@[\w-]+(?![\w/-])[\s,:]*(?:and\s|&\s)?)+")
_BOLD_NAME = re.compile(r"(?:\*\*|__)(?P<names>[^*_\n]{2,60})(?:\*\*|__)\s+(?=\w)")
# `AB, check it`.
_INITIALS_AND_COMMA = re.compile(r"([A-Z]{2,3}(?:\s?/\s?[A-Z]{2,3})*),\s+(?=[a-z])")
# `Ann continue the work`, `Ann and Carl compare them`: only where the note knows everyone named.
_ONE = r"@?[^\W\d_][\w.'’-]*(?: [A-Z][\w.'’-]*)?"
_KNOWN_FIRST = re.compile(rf"(?P<names>{_ONE}(?:(?:, | and | & |/){_ONE}){{0,4}})\s+(?=[a-z]{{3}})")
# `Ann, please check it`: as the last, and with a comma before what is asked.
_KNOWN_AND_ASKED = re.compile(
    rf"(?P<names>{_ONE}(?:(?: and | & |/){_ONE}){{0,4}}),\s+"
    r"(?!(?:who|which|where|when|while|and|but|so|if|as|then|with|since)\b)(?=[a-z]{3})"
)
_LAST = re.compile(
    r"""
      (?: [-–—] \s* | \s ) [\[(] \s* (?: (?: owners? | assignees? | responsible | lead ) : \s*
          | assigned (?: \s to \b :? | : ) \s* )?
      (?P<bracketed> [^()\[\]]{2,80} (?: \( [^()\[\]]{1,40} \) [^()\[\]]{0,80} ){0,6} )
      [\])]
      [\s.*_`]* (?: (?: DONE | TODO ) [\s.*_`]* )? $
    | \s (?P<bold> [*_]{2} [^*_\n]{2,60} [*_]{2}
        (?: [\w\s,&]{1,7} [*_]{2} [^*_\n]{2,60} [*_]{2} ){0,4} ) [\s.]* $
    | \s* (?: -> | → | => | ⇒ ) \s* (?P<arrow> [^<>→⇒\n]{2,80} ) $
    | [,;.]? \s [-–—(]* \s? (?: assigned \s to | assignees? : | owners? : ) \s*
      (?P<assigned> @? [^\W\d_] [\w.'’-]* (?: [ ,&]+ @? [^\W\d_] [\w'’-]* ){0,5} ) [\s*_`.]* $
    | \s [-–—]+ \s*
      (?P<dashed> @? [^\W\d_] [\w.'’-]* (?: [ ,&]+ @? [^\W\d_] [\w.'’-]* ){0,5} ) [\s*_`]* $
    | \s (?P<handles> (?: @ [\w-]{2,39} [\s,]* (?: and \s )? ){1,5} ) $
    """,
    re.VERBOSE,
)


_LINK = re.compile(r"\W*https?://\S+\W*")


@dataclass(frozen=True, slots=True)
class Owned:
    """The owners of an action, and where its other words begin and end."""

    owners: tuple[Owner, ...]
    start: int
    end: int


def split_owners(
    text: str, start: int, end: int, known: KnownNames, *, nick: bool, told: bool = False
) -> Owned:
    """Owners that are part of an action's words, before or behind what is to be done.

    `Ann: write`, `Ann - write`, `Ann to write`, `Ann and Carl will write`, `[AB] write`,
    `@ann write`, `**Ann** write`, `ann(7/30): write`, `write (Ann)`, `write [@ann]`,
    `write - Ann`, `write (assigned to Ann)`. Initials before `to` count though the note lists
    nobody so. No owner found leaves the words whole. In a sentence that is `told`, a name before a
    verb says who spoke.
    """
    while start < end and text[start] in " \t\xa0":
        start += 1
    leading = _leading(text, start, end, known, nick=nick, told=told)
    return next(chain(leading, _trailing(text, start, end, known)), Owned((), start, end))


def _leading(
    text: str, start: int, end: int, known: KnownNames, *, nick: bool, told: bool
) -> Iterator[Owned]:
    bracketed = _BRACKETED.match(text, start, end)
    if bracketed and bracketed.lastgroup:
        owners = owners_in(text, *bracketed.span(bracketed.lastgroup), known)
        if owners is not None:
            yield Owned(owners, bracketed.end(), end)
    linked = _LINKED.match(text, start, end)
    if linked:
        owners = owners_in(text, *linked.span("names"), known)
        if owners:
            yield Owned(owners, linked.end(), end)
    dated = _NICK_AND_DAY.match(text, start, end)
    if dated:
        owners = owners_in(text, *dated.span("names"), known, nick=True)
        if owners:
            yield Owned(owners, dated.end(), end)
    bare = start
    while bare < end and text[bare] in "*_`[":
        bare += 1
    for before in (_AFTER_NAME, _TO_DO):
        match = before.search(text, bare, min(end, bare + 90))
        if match:
            body = body_in(text, bare, match.start()) if not told else None
            if body and not text.startswith("be ", match.end()):
                yield Owned((body,), match.end(), end)
            to_do = before is _TO_DO
            owners = owners_in(
                text, bare, match.start(), known, nick=nick and to_do, initials=to_do and not told
            )
            if owners or (owners is not None and not to_do):
                yield Owned(owners, match.end(), end)
    comma = _INITIALS_AND_COMMA.match(text, bare, end)
    if comma and not told:
        owners = owners_in(text, *comma.span(1), known, initials=True)
        if owners:
            yield Owned(owners, comma.end(), end)
    for known_first in (_KNOWN_FIRST, _KNOWN_AND_ASKED):
        first = known_first.match(text, bare, end)
        if first and not told:
            owners = owners_in(text, *first.span("names"), known)
            if owners and all(known.knows(o.name) or o.name.casefold() in _EACH for o in owners):
                yield Owned(owners, bare, end)
    handles = _HANDLES.match(text, start, end)
    bold = _BOLD_NAME.match(text, start, end)
    for match, group in ((handles, 0), (bold, "names")):
        if match:
            owners = owners_in(text, *match.span(group), known)
            if owners:
                yield Owned(owners, match.end(), end)


def _trailing(text: str, start: int, end: int, known: KnownNames) -> Iterator[Owned]:
    match = _LAST.search(text, max(start, end - 120), end)
    if match and match.lastgroup:
        first, last = match.span(match.lastgroup)
        initials = match.lastgroup == "bracketed"
        nick = match.lastgroup == "arrow"
        owners = owners_in(text, first, last, known, initials=initials, nick=nick)
        comma = text.find(",", first, last)
        if owners is None and comma > 0 and known.knows(text[first:comma].strip()):
            owners = owners_in(text, first, comma, known)  # `(Ann, carried from last week)`
        if owners:
            # What else is said of the owners stays with the words, and so does all beside a link.
            told = "(" in text[first:last] or _LINK.fullmatch(text, start, match.start())
            yield Owned(owners, start, end if told else match.start())


def bracketed_owners(text: str, start: int, end: int, known: KnownNames) -> bool:
    """Whether a line begins with owners between brackets: `[AB]`, `(@ann)`, `[Ann, Carl]`."""
    match = _BRACKETED.match(text, start, end)
    if match is None or match.lastgroup is None:
        return False
    owners = owners_in(text, *match.span(match.lastgroup), known)
    return bool(owners) and all(
        known.knows(o.name) or o.name.casefold() in _EVERYBODY or not is_initials(o.name)
        for o in owners or ()
    )
