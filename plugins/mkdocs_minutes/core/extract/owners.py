"""Who is to do something: reading owners out of the forms in which actions name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..lexicon import late, pattern, words
from ..records import Attendee, Note, Owner, Span
from ..text import without_marks
from .declension import is_declined
from .names import (
    CAPITAL,
    initials_of,
    is_everyday_word,
    is_full_name,
    is_handle,
    is_initials,
    is_person_name,
    with_point,
)
from .titles import TITLE, behind_titles


@dataclass(frozen=True)
class KnownNames:
    """How the people of a note can be called: names and handles folded, initials as they are.

    `linked` are the ends of the links to whole names, by where they begin. Where `anybody` may be
    of the note, whatever looks like a name is one. `signed` are initials that a list gives,
    `lettered` those whom single letters mean.
    """

    names: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    linked: Mapping[int, int] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    listed: tuple[str, ...] = ()
    anybody: bool = False
    signed: frozenset[str] = frozenset()
    lettered: Mapping[str, str] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        """Whether somebody of the note is called so."""
        return name.casefold().lstrip("@") in self.names or name in self.initials

    def nominative(self, name: str) -> str:
        """Who of those listed is meant by a name in another case; the name itself without any.

        So does one that may be of two.
        """
        if name in self.lettered:
            return self.lettered[name]
        if self.knows(name) or not name[:1].isupper():
            return name
        alike = [one for one in self.listed if one[:1] == name[:1]]
        found = {one for one in alike if is_declined(name, one)} or {
            one for one in alike if is_declined(name, one.partition(" ")[0])
        }
        return found.pop() if len(found) == 1 else name

    def knows_all(self, owners: Sequence[Owner]) -> bool:
        """Whether there are owners, and all are somebody of the note."""
        return bool(owners) and all(self.knows(owner.name) for owner in owners)

    def may_begin(self, written: str) -> bool:
        """Whether what somebody of the note is called may begin with two characters."""
        return not self._firsts.isdisjoint((written[:1].casefold(), written.casefold()[:2]))

    @cached_property
    def _firsts(self) -> frozenset[str]:
        """The first two characters, folded, of what those of the note are called."""
        return frozenset(name.casefold()[:2] for name in (*self.names, *self.initials))

    @cached_property
    def lasts(self) -> frozenset[str]:
        """The words, folded, in which what somebody of the note is called can end."""
        called = (*self.names, *self.initials, *EVERYBODY)
        return self.surnames.union(name.casefold().rpartition(" ")[2] for name in called)


_NICKNAMES = re.compile(r"[\"“„‘(]([^\W\d_]{2,20})[\"”“’)]")


def known_names(people: tuple[Attendee, ...], speaking: frozenset[str] = frozenset()) -> KnownNames:
    """The ways in which the people that a note lists can be called; nobody listed gives none.

    `speaking` are initials that the note uses for people, whether or not it lists them.
    """
    words: set[str] = set()
    surnames: set[str] = set()
    initials: set[str] = set(speaking)
    for person in people:
        words.add(person.name.casefold())
        given, *others = person.name.casefold().split()
        if len(others) == 1 and behind_titles(person.name):
            words.add(others[0])  # `Mme Bell`
        words.add(given)
        surnames.add(others[-1] if others else given)
        if others:  # `Sarah R`, `S Romkey`, `S. Romkey`
            last, first = others[-1], given[0]
            words.update((f"{given} {last[0]}", f"{first} {last}", f"{first}. {last}"))
        if person.handle:
            words.add(person.handle.casefold())
        nicks = (*person.roles, *_NICKNAMES.findall(person.name))
        words.update(nick.casefold() for nick in nicks if is_person_name(nick))
        initials.update({person.initials, initials_of(person.name)})
    initials = {one for one in initials if len(one) > 1}
    listed = tuple(person.name[behind_titles(person.name) :] for person in people)
    signed = frozenset(person.initials for person in people)
    return KnownNames(
        frozenset(words), frozenset(initials), {}, frozenset(surnames), listed, signed=signed
    )


BETWEEN = late(
    rf"(?:(?<!\s)\s+)?(?:,\s*{pattern('joiners')}\s|[,、，]|/|&|(?<![\w-]){pattern('joiners')}(?![\w-])|\+|;)\s*"
)
EDGES = " \t*_`~[](){}\"'.!?:\\"
# What stands in the owner's place when there is none yet, or for all.
_NOBODY = frozenset(word.strip(EDGES) or word for word in words("owners.nobody"))
EVERYBODY = words("owners.everybody")


def _bodies(beside: str) -> re.Pattern[str]:
    return late(
        rf"""
        (?: the \s )? (?P<name> {pattern("owners.all_of")}
          | (?: (?: {pattern("owners.of_body")} | (?-i: {beside} ) ) \s ){{0,3}}
            {pattern("owners.body")} )
        """,
        re.IGNORECASE | re.VERBOSE,
    )


# A body that can have something to do: `Board`, `the core team`, `all institutes`; and one with a
# name of its own, which stands before a colon or among others: not `Move board to the pier`.
_BODY = _bodies("[A-Z]{2,5}")
_NAMED_BODY = _bodies(r"[A-Z][\w&-]{1,20}")
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
_TAG = re.compile(
    r"(?P<nick>[a-z][\w-]{2,20})(?=(?P<named>:)? (?(named)|to [a-z]))"
    rf"|(?P<tag>{CAPITAL}{{2,3}})(?=\s?:\s|\sto\s)"
    r"|\[(?P<boxed>[A-Z]{2,3})\]\s+(?=[A-Z][a-z]+\s)"
)


def speaking_initials(note: Note) -> frozenset[str]:
    """Initials and nicks that open two of a note's lines or more: `FT: …`, `FT to …`, `annb: …`.

    A nick has a colon behind it in one of them.
    Common acronyms are none, though topics begin with them too: `CI: …`; nor are small words of
    every day. Of those in brackets the lines may have different ones, and none is a word: `[NEW]`.
    """
    starts = [line.content.start for line in note.lines if line.kind != "blank"]
    tags = list(filter(None, [_TAG.match(note.text, start) for start in starts]))
    boxed = {match["boxed"] for match in tags} - {None}
    found = Counter(match["tag"] or match["nick"] for match in tags)
    marked = {match["tag"] or (match["named"] and match["nick"]) for match in tags} - {None}
    spoken = {tag for tag in marked if found[tag] > 1 and not _is_small_word(tag)}
    if len(boxed) > 1 and not any(map(is_everyday_word, boxed)):
        spoken |= boxed
    return frozenset(spoken - _ACRONYMS)


def single_letters(note: Note, listed: Sequence[str]) -> Mapping[str, str]:
    """Those whom single letters in brackets at the ends of lines mean: `Caulk it (A)`.

    Two letters or more have to stand there, and each to begin the name of one of those listed.
    """
    letters = set(_LETTER.findall(note.text))
    found = {one: [name for name in listed if name[:1] == one] for one in letters}
    alone = all(len(names) == 1 for names in found.values())
    return {one: names[0] for one, names in found.items()} if len(found) > 1 and alone else {}


_LETTER = re.compile(r" \(([A-Z])\)[ .]*$", re.MULTILINE)


def _is_small_word(tag: str) -> bool:
    return tag.islower() and is_everyday_word(tag)


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
    if _says_nobody(text[start:end]):
        return ()
    found: list[Owner] = []
    at = start
    for match in (*BETWEEN.finditer(text, start, end), None):
        left, right = _bare_name(text, at, match.start() if match else end)
        if right > left:
            name = known.nominative(" ".join(text[left:right].split()))
            if name.casefold().lstrip("@") not in _NOBODY:
                body = body_in(text, left, right, named=True) if found or match else None
                if not body and not _is_owner(name, known, loose, nick, initials):
                    return None
                found.append(body or Owner(name, Span(left, right)))
        if match:
            at = match.end()
    return tuple(found) or None


def _says_nobody(words: str) -> bool:
    """Whether words say that nobody is to do something yet: `TBD`, `??`."""
    said = words.strip(EDGES).casefold()
    return said in _NOBODY or (not said and "?" in words)


def _bare_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a name lies in its place in a list, without marks, a title and what brackets add."""
    raw = text[start:end]
    bracket = raw.find("(")
    if raw[: max(0, bracket)].strip(EDGES):
        raw = raw[:bracket]
    left = start + len(raw) - len(raw.lstrip(EDGES))
    right = min(end, with_point(text, left, left + len(raw.strip(EDGES))))
    if text[left:right].startswith("@") and " " in text[left:right]:
        left += 1  # `@Ann B`: the mark of a handle before a name
    return behind_titles(text, left, right), right


def body_in(text: str, start: int, end: int, *, named: bool = False) -> Owner | None:
    """The body that a stretch names, such as a board, as it is written; `None` for anything else.

    Where it may be `named`, it may have a name of its own.

    >>> body_in("The core team", 0, 13).name, body_in("Core topics", 0, 11)
    ('core team', None)
    >>> body_in("Crane Team", 0, 10), body_in("Crane Team", 0, 10, named=True).name
    (None, 'Crane Team')
    """
    match = (_NAMED_BODY if named else _BODY).fullmatch(text, start, end)
    return Owner(match["name"], Span(*match.span("name"))) if match else None


_NICK = re.compile(r"[a-z][\w\-\[\]|^`]{1,20}")
_INITIALS = re.compile(rf"{CAPITAL}{{2,3}}")
_SHORT = re.compile(r"(?=.*[^\W\d_])(?=.{1,40}$)\S+(?: \S+){0,3}")
# Verbs before `to` that the list of everyday words lacks, as `hope to finish`: names are not in it.
_WISHES = frozenset(("aims", "hope"))


def _is_owner(name: str, known: KnownNames, loose: bool, nick: bool, initials: bool) -> bool:  # noqa: FBT001
    if is_handle(name) or is_person_name(name) or known.knows(name):
        return True
    if initials and _INITIALS.fullmatch(name) and name not in _ACRONYMS:
        return True
    if name.casefold() in EVERYBODY:
        return True
    if nick and _NICK.fullmatch(name) and not is_everyday_word(name) and name not in _WISHES:
        return True
    return loose and _SHORT.fullmatch(name) is not None


_TO_DO = late(
    rf"\s+[*_]{{0,2}}(?:{pattern('owners.is_to')}|To)[*_]{{0,2}}\s+"
    r"(?!be\s\w+(?:ed|en)\b)(?=[^\W\dA-Z_]|PR\b)"
)
_ARROW = r"(?:[-=]+(?:>|&gt;)|[→⇒➔➜])"
_AFTER_NAME = re.compile(
    rf"[\])*_`]*\s*(?:[:：](?!//)|\s\\?[-–—>]\s|(?<=[a-zß-ÿ]{{2}})[-–](?=\s+[A-Z])|{_ARROW}|—)"
    r"[*_`]*\s*(?!https?:)"
)
_BRACKETED = re.compile(
    r"\\?\[(?P<names>[^\[\]()\n]{1,60})\\?\](?!\()(?:\[[^\[\]\n]{0,40}\])?[:\s]*"
    r"|\((?P<names_too>[^()\n]{1,60})\)[:\s]+"
)
# `[Ann Bell](mailto:…) - write`: an owner's profile or address.
_LINKED = re.compile(r"\[(?P<names>[^\[\]\n]{2,60})\]\([^()\n]{0,200}\)(?:\s*\\?[:–—-])?\s+(?=\S)")
# Not `@org/team`, which is nobody in person.
_HANDLES = re.compile(r"(?P<names>(?:@[\w-]+(?:\.\w[\w-]*)*(?![\w/-])[\s,:、，]*(?:and\s|&\s)?)+)")
_BOLD_NAME = re.compile(r"(?:\*\*|__)(?P<names>[^*_\n]{2,60})(?:\*\*|__)\s+(?=\w)")
# `Ann continue the work`, `Ann and Carl compare them`, `Ann Bell Compare them`: only where the note
# knows everyone named.
_LARGE = "".join(filter(str.isupper, map(chr, range(0x250)))) + "Α-ΩЀ-Я"
_ONE = rf"@?(?:[^\W\d_]{{1,5}}\. )?[^\W\d_][\w.'’-]*(?: [{_LARGE}][\w.'’-]*)?"
_KNOWN_FIRST = late(
    rf"(?P<names>{_ONE}(?:(?:, | and | & |/){_ONE}){{0,4}})\s+"
    r"(?=[a-z][a-z-][a-z]|s[ei]\s|(?=\w{0,2}[^\x00-\x7f])[^\W\dA-Z_]\w+\s"
    rf"|(?P<large>[A-Z][a-z]{{2,}} (?!{pattern('heading.statement')}\b)[a-z\d]))"
)
# `Ann, please check it`: as the last, and with a comma before what is asked.
_KNOWN_AND_ASKED = re.compile(
    rf"(?P<names>{_ONE}(?:(?: and | & |/){_ONE}){{0,4}}),\s+"
    r"(?!(?:who|which|where|when|while|and|but|so|if|as|then|with|since)\b)(?=[a-z]{3})"
)
# `write it (Ann) (#12)`, `… ([#12](https://…))`: what a task is filed as behind its owner.
_REFERENCES = r"(?: \s? \(? (?: \[ [^\[\]\n]{1,80} \]\( [^()\s]{1,300} \) | \#\d{1,7} ) \)? ){0,3}"
_BEHIND = late(
    r"""
      (?: [-–—] \s* | \s | (?<= [\u3040-\u9fff] ) ) [\[(] \s*
        (?: (?i: """
    + pattern("columns.owner")
    + r""" ) \s? [:：] \s* | assigned (?: \s to \b :? | : ) \s* )?
      (?! [^(),\n]{1,40}, \s \d{1,2}:\d\d )
      (?P<bracketed> [^()\[\]]{1,80} (?: \( [^()\[\]]{1,40} \) [^()\[\]]{0,80} ){0,6} )
      [\])] """
    + _REFERENCES
    + r"""
      [\s.*_`]* (?: (?: DONE | TODO ) [\s.*_`]* )? $
    | \s (?P<emphasised> [*_]{1,2} [^*_\n]{2,60} [*_]{1,2}
        (?: [\w\s,&]{1,7} [*_]{1,2} [^*_\n]{2,60} [*_]{1,2} ){0,4} ) [\s.]* $
    | (?<= \S ) [ ]{4,} (?P<aside> [^\W\d_] [^.:;()\n]{1,60} ) $
    | \s* """
    + _ARROW
    + r""" \s* (?P<arrow> [^<>→⇒➔➜\n]{2,80} ) $
    | [,;.]? \s [-–—(]* \s? (?: assigned \s to | assignees? : | owners? : ) \s*
      (?P<assigned> @? [^\W\d_] [\w.'’-]* (?: [ ,&]+ @? [^\W\d_] [\w'’-]* ){0,5} ) [\s*_`.]* $
    | \s [-–—]+ \s*
      (?P<dashed> @? [^\W\d_] [\w.'’-]* (?: [ ,&]+ @? [^\W\d_] [\w.'’-]* ){0,5} )
        [\s*_`\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]* $
    | \s (?: [-–—] \s )? (?P<handles>
        (?: @ [\w-]{2,39} (?: \.\w [\w-]{0,30} | \s [A-Z] [\w'’-]{0,30} ){0,3}
            [\s,]* (?: (?: and | & ) \s )? ){1,5}
        (?: (?<= ,\s ) [A-Z] [\w'’-]{1,30} ,? \s? ){0,3} ) [*_`]{0,3} $
    """,
    re.VERBOSE,
)


_CHARGE = (
    rf"(?<!\w)(?:{pattern('columns.in_charge')}|{pattern('columns.owner')})"
    r"(?:(?<=:)|\s?[:：])[*_]{0,2}"
)
# `Owner: Ann. Write it`, `Responsible: Ann – write it`, `Verantwortlich: Ann. Aufgabe: schreiben`.
_LABELLED = late(
    rf"{_CHARGE}\s*(?P<names>(?:(?:{TITLE})\.?\s)?[^.:;–—\n]{{2,60}}?)"
    r"(?:\s?[.;–—。]|\s-|,(?=\s[a-z])|(?<=[\u3040-\u9fff])\s(?=[\u3040-\u9fff]))\s*"
    rf"(?:[*_]{{0,2}}(?:{pattern('columns.action')}|{pattern('actions.marker')})\s?[:：][*_]{{0,2}}\s*)?(?=\w)",
    re.IGNORECASE,
)
# `Responsible: Ann writes it`, where the note knows everybody named.
_LABELLED_KNOWN = late(
    rf"(?i:{_CHARGE})\s*(?P<names>{_ONE}(?:(?:,| {pattern('joiners')}| &|/) ?{_ONE}){{0,4}})\s+"
    rf"(?!(?:{pattern('joiners')}|{pattern('owners.beside')})\s)(?=[^\W\dA-Z_]{{2,}}\s)"
)
# `For Ann: write it`.
_MEANT = late(rf"(?i:{pattern('actions.meant')})\s+(?P<names>[^:：\n]{{2,60}}?)\s?[:：]\s*")
# `Write it. Responsible: Ann`, `Write it (resp.: Ann)`.
_LABELLED_LAST = late(
    rf"\s?(?:[.;,(（–—。，；]|\s-)\s*[*_]{{0,2}}{_CHARGE}\s*(?P<names>[^.:;–—()（）\n]{{2,60}})[)）.\s*_]*$",
    re.IGNORECASE,
)
# `(with Ann)`: who helps.
_BESIDE = late(rf"\W*{pattern('owners.beside')}\W+(?=\w)", re.IGNORECASE)
# `write it by Ann`, `write it (by Ann)`.
_BY = late(
    rf"[\s,]\s*\(?(?i:{pattern('owners.by')})(?:\s|(?<=['’]))\s*"
    rf"(?P<names>{_ONE}(?:(?:,| &| {pattern('joiners')})\s{_ONE}){{0,3}})[)\s.*_]*$"
)
_LINK = re.compile(r"\W*https?://\S+\W*")


@dataclass(frozen=True, slots=True)
class Owned:
    """The owners of an action, and where its other words begin and end."""

    owners: tuple[Owner, ...]
    start: int
    end: int


def split_owners(
    text: str, start: int, end: int, known: KnownNames, *, nick: bool = False, told: bool = False
) -> Owned:
    """Owners that are part of an action's words, before or behind what is to be done.

    `Ann: write`, `Ann - write`, `Ann to write`, `Ann and Carl will write`, `[AB] write`,
    `@ann write`, `**Ann** write`, `ann(7/30): write`, `write (Ann)`, `write [@ann]`,
    `write - Ann`, `write (assigned to Ann)`. Initials before `to` count though the note lists
    nobody so. No owner found leaves the words whole. In a sentence that is `told`, a name before a
    verb says who spoke.
    """
    words = _words(text, start, end, known, nick=nick, told=told)
    nobody = Owned((), words.start, end)
    return next(filter(None, (form.read(words) for form in FORMS)), nobody)


def done_by(text: str, start: int, end: int, known: KnownNames) -> Owned | None:
    """The owners of a task that ends with who of the note does it: `write it by Ann`."""
    match = _BY.search(text, max(start, end - 120), end)
    owners = owners_in(text, *match.span("names"), known) if match else None
    if match is None or not owners or not all(known.knows(owner.name) for owner in owners):
        return None
    return Owned(owners, start, match.start())


def _words(
    text: str, start: int, end: int, known: KnownNames, *, nick: bool = False, told: bool = False
) -> Words:
    while start < end and text[start] in " \t\xa0":
        start += 1
    opened = _OPENED.match(text, start, end)
    bare = opened.end() if opened else start
    return Words(text, start, end, bare, known, nick, told)


# The marks that open words, and the tag of those that are struck.
_OPENED = re.compile(r"(?:<(?:s|del|strike)>|[*_`\[])*")


@dataclass(frozen=True, slots=True)
class Words:
    """What an action says, whose owners are sought: a stretch of a text, and who is known there.

    From `bare` on the stretch is without the marks that open it. `nick` and `told` are as
    `split_owners` has them.
    """

    text: str
    start: int
    end: int
    bare: int
    known: KnownNames
    nick: bool
    told: bool


@dataclass(frozen=True, slots=True)
class OwnerForm:
    """One way of writing who is to do something beside what is to be done.

    `find` tells whether the words are written so, and `take` whether what stands in the owners'
    place is anybody. The first form that takes owners decides. `counter` has what is nearly alike
    and is not read so, one on a line.
    """

    name: str
    find: Callable[[Words], re.Match[str] | None]
    take: Callable[[Words, re.Match[str]], Owned | None]
    example: str
    counter: str

    def read(self, words: Words) -> Owned | None:
        """The owners of words that are written so, else `None`."""
        match = self.find(words)
        return match and self.take(words, match)


def _first(pattern: re.Pattern[str]) -> Callable[[Words], re.Match[str] | None]:
    """Words that begin with a pattern."""
    return lambda words: pattern.match(words.text, words.start, words.end)


def _first_told(pattern: re.Pattern[str]) -> Callable[[Words], re.Match[str] | None]:
    """The same behind the marks that open the words, where nobody is told to have spoken."""
    return lambda words: None if words.told else pattern.match(words.text, words.bare, words.end)


def _near(pattern: re.Pattern[str]) -> Callable[[Words], re.Match[str] | None]:
    """Words that have a pattern behind their first few."""
    return lambda words: pattern.search(words.text, words.bare, min(words.end, words.bare + 90))


def _named(words: Words, match: re.Match[str]) -> Owned | None:
    """Takes the owners that the group `names` lists."""
    owners = owners_in(words.text, *match.span("names"), words.known)
    told = owners and not _is_topic(words, match, owners)
    return Owned(owners, match.end(), words.end) if owners and told else None


def _known_named(words: Words, match: re.Match[str]) -> Owned | None:
    """The same where the note knows them all."""
    owned = _named(words, match)
    known = owned and all(words.known.knows(owner.name) for owner in owned.owners)
    return owned if known else None


def _named_last(words: Words, match: re.Match[str]) -> Owned | None:
    """The same where they stand behind what is to be done."""
    owners = owners_in(words.text, *match.span("names"), words.known)
    return Owned(owners, words.start, match.start()) if owners else None


def _in_brackets(words: Words, match: re.Match[str]) -> Owned | None:
    span = match.span(match.lastgroup or 0)
    listed = _known_among(words.text[slice(*span)], words.known)
    owners = owners_in(words.text, *span, words.known, nick=words.nick, initials=listed)
    return None if owners is None else Owned(owners, match.end(), words.end)


def _body_before(words: Words, match: re.Match[str]) -> Owned | None:
    named = ":" in match[0]
    body = None if words.told else body_in(words.text, words.bare, match.start(), named=named)
    if body is None or words.text.startswith("be ", match.end()):
        return None
    return Owned((body,), match.end(), words.end)


def _before_mark(words: Words, match: re.Match[str]) -> Owned | None:
    if body := _body_before(words, match):
        return body
    start, end = words.bare, match.start()
    if words.text.count("(", start, end) > words.text.count(")", start, end):
        return None
    listed = _known_among(words.text[start:end], words.known)
    owners = owners_in(words.text, start, end, words.known, initials=listed)
    if owners is None or _are_behind(words, match, owners) or _is_topic(words, match, owners):
        return None
    return Owned(owners, match.end(), words.end)


def _are_behind(words: Words, match: re.Match[str], owners: tuple[Owner, ...]) -> bool:
    """Whether not those before a mark are known, but all behind it: `May Fair - Ann and Bo`.

    So are those who are said to do it: `Mast: Ann will bring it`.
    """
    known = words.known.knows
    if not words.known.names or any(known(owner.name) for owner in owners):
        return False
    doing = _TO_DO.search(words.text, match.end(), min(words.end, match.end() + 60))
    named = words.text[match.end() : doing.start() if doing else words.end]
    return all(map(known, BETWEEN.split(_REMARK.sub("", named).strip(" .\t"))))


_REMARK = re.compile(r"\s\([^()\n]{1,60}\)\s*$")


def _is_topic(words: Words, match: re.Match[str], owners: tuple[Owner, ...]) -> bool:
    """Whether a label is of one word, and a name behind it: `**Mast:** step it (Ann Bell)`.

    Programs that sum meetings up write what a task is about so: a label in bold with a whole name
    behind it, or one before a sentence: `Mast: Step it. (Ann)`.
    """
    if len(owners) != 1 or " " in owners[0].name or words.known.knows(owners[0].name):
        return False
    behind = _find_behind(words)
    names = BETWEEN.split(str(behind["bracketed"] or "")) if behind else [""]
    if words.bare > words.start and "**" in match[0]:
        return all(map(is_full_name, names))
    before = words.text[match.end() : behind.start()].rstrip() if behind else ""
    return before.endswith(".") and all(map(is_person_name, names))


def _known_among(written: str, known: KnownNames) -> bool:
    """Whether slashes or commas part initials one of which is known, or all: `AB/CD`, `AB, all`."""
    parts = [part.strip(EDGES) for part in re.split(r"[/,]", written)]
    return len(parts) > 1 and any(
        known.knows(part) or part.casefold() in EVERYBODY for part in parts
    )


def _before_to_do(words: Words, match: re.Match[str]) -> Owned | None:
    if body := _body_before(words, match):
        return body
    owners = owners_in(
        words.text,
        words.bare,
        match.start(),
        words.known,
        nick=words.nick,
        initials=not words.told,
    )
    if owners:
        return Owned(owners, match.end(), words.end)
    # `The list: Ann will set it up`, where the note knows her.
    behind = words.text.rfind(": ", words.bare, match.start()) + 1
    named = behind and words.known.knows(words.text[behind : match.start()].strip())
    found = owners_in(words.text, behind, match.start(), words.known) if named else None
    return Owned(found, words.start, words.end) if found else None


def _known(words: Words, match: re.Match[str]) -> Owned | None:
    """Takes those whom the note knows, or titles."""
    owned = _named(words, match)
    if owned is None:
        return None
    known = all(words.known.knows(o.name) or o.name.casefold() in _EACH for o in owned.owners)
    if match.groupdict().get("large"):
        whole = known and all(" " in owner.name for owner in owned.owners)
        return owned if whole else None
    if not words.text[match.end()].islower():
        return None
    titled = behind_titles(words.text, words.bare, words.end) > words.bare
    return owned if known or titled else None


# `Ann Bell Carl Diaz bake it`: mentions, as Confluence exports them.
_IN_A_ROW = re.compile(r"(?P<names>(?:[^\W\d_a-z][\w.'’-]*\s+){4,12})(?=[a-z]{3})")
_WORD_OF_NAMES = re.compile(r"\S+")


def _known_in_a_row(words: Words, match: re.Match[str]) -> Owned | None:
    """Takes two people or more whom the note knows by whole names, with nothing between them."""
    parts = [*_WORD_OF_NAMES.finditer(words.text, *match.span("names"))]
    owners: list[Owner] = []
    while parts:
        called = [" ".join(part[0] for part in parts[:count]) for count in range(2, 5)]
        name = next(filter(words.known.knows, called), None)
        if name is None:
            return None
        last = len(name.split()) - 1
        owners.append(Owner(name, Span(parts[0].start(), parts[last].end())))
        parts = parts[last + 1 :]
    return Owned(tuple(owners), match.end(), words.end) if len(owners) > 1 else None


# `[[Ann Bell|Ann]] bake it`, `[[Ann Bell]] and [[Carl Diaz]] bake it`: links to whole names.
_AFTER_LINK = re.compile(r"\s+(?=[^\W\d_])")


def _linked_first(words: Words) -> re.Match[str] | None:
    end = _end_of_links(words)
    return _AFTER_LINK.match(words.text, end, words.end) if end and not words.told else None


def _end_of_links(words: Words) -> int:
    """Where the links end that words begin with, one behind another; 0 without any."""
    end = words.known.linked.get(words.bare, 0)
    while (
        end
        and (between := BETWEEN.match(words.text, end, words.end))
        and (further := words.known.linked.get(between.end(), 0))
    ):
        end = further
    return end


def _by_links(words: Words, match: re.Match[str]) -> Owned | None:
    owners = owners_in(words.text, words.bare, match.start(), words.known, loose=True) or ()
    caseless = (one.name for one in owners if one.name.lower() == one.name.upper())
    known = all(map(words.known.knows, caseless))  # any word of such a script may be a page's
    return Owned(owners, match.end(), words.end) if owners and known else None


# ` – until 19 May` behind an owner.
_UNTIL = late(rf"\s[-–—]\s{pattern('actions.due')}\b[^-–—]{{1,40}}$", re.IGNORECASE)


def _find_behind(words: Words) -> re.Match[str] | None:
    start = max(words.start, words.end - 120)
    until = _UNTIL.search(words.text, start, words.end)
    return _BEHIND.search(words.text, start, until.start() if until else words.end)


def _take_behind(words: Words, match: re.Match[str]) -> Owned | None:
    text, known = words.text, words.known
    first, last = match.span(match.lastgroup or 0)
    if _BESIDE.match(text, first, last) and not known.knows(text[first:last].strip(EDGES)):
        return None
    initials = match.lastgroup == "bracketed"
    nick = match.lastgroup == "arrow"
    if match.lastgroup == "handles":
        return Owned(tuple(_by_handles(text, first, last)), words.start, match.start())
    owners = owners_in(text, first, last, known, initials=initials, nick=nick)
    comma = text.find(",", first, last)
    if owners is None and comma > 0 and known.knows(text[first:comma].strip()):
        owners = owners_in(text, first, comma, known)  # `(Ann, carried from last week)`
    if owners is None:
        return None
    # What else is said of the owners stays with the words, so do references, and all beside a link.
    told = (
        match.end() < words.end
        or "(" in text[first:last].lstrip(EDGES)
        or text.find("#", last, words.end) > 0
        or _LINK.fullmatch(text, words.start, match.start())
    )
    return Owned(owners, words.start, words.end if told else match.start())


# `Bake bread (Ann, Bo). They sell it`.
_AMID = re.compile(r"[^()\n]{3,160}?\s\((?P<names>[^()\n]{2,60})\)\.\s+(?=\S)")


def _known_amid(words: Words, match: re.Match[str]) -> Owned | None:
    """Takes those whom the note knows, where one sentence of several ends with them."""
    owners = owners_in(words.text, *match.span("names"), words.known) or ()
    known = words.known.knows_all(owners)
    return Owned(owners, words.start, words.end) if known else None


_BY_HANDLE = re.compile(
    r"(?<=, )[A-Z][\w'’-]+|@(?:[A-Z][\w-]*(?:\s[A-Z][\w'’-]*)+|[\w-]+(?:\.\w[\w-]*)*)"
)


def _by_handles(text: str, start: int, end: int) -> Iterator[Owner]:
    """The owners of a stretch of nothing but handles, or of names with their mark: `@ann @Bo C`."""
    for match in _BY_HANDLE.finditer(text, start, end):
        named = " " in match[0]  # `@Bo C` is a name with the mark of a handle
        yield Owner(
            match[0].removeprefix("@") if named else match[0],
            Span(match.start() + named, match.end()),
        )


# `the recipe: Ann and Carl`, where the note knows everybody by the first word.
_AFTER_COLON = re.compile(
    r"(?<=\w\w|\w\))\s?[:：]\s+(?P<names>[^:：()]{2,120}?)(?:\s\([^()]{1,60}\))?$"
)


def _find_behind_colon(words: Words) -> re.Match[str] | None:
    start = max(words.start + 1, words.end - 160)
    return None if words.told else _AFTER_COLON.search(words.text, start, words.end)


def _take_behind_colon(words: Words, match: re.Match[str]) -> Owned | None:
    owners = owners_in(words.text, *match.span("names"), words.known, loose=True)
    if not owners:
        return None
    given = {without_marks(name).split()[0] for name in words.known.names if name.strip()}
    named = (without_marks(owner.name.casefold()).lstrip("@").split()[0] for owner in owners)
    return Owned(owners, words.start, match.start()) if given.issuperset(named) else None


FORMS = (
    OwnerForm("label", _first_told(_LABELLED), _named, "Owner: Ann. Bake", "Owner: rye. Bake"),
    OwnerForm(
        "label-known",
        _first_told(_LABELLED_KNOWN),
        _known_named,
        "Owner: Ann bakes it",
        "Owner: Eve bakes it",
    ),
    OwnerForm("meant", _first_told(_MEANT), _known_named, "For Ann: bake it", "For Eve: bake it"),
    OwnerForm(
        "label-behind",
        lambda words: _LABELLED_LAST.search(
            words.text, max(words.start, words.end - 120), words.end
        ),
        _named_last,
        "Bake it. Owner: Ann",
        "Bake it. Owner: rye",
    ),
    OwnerForm("brackets", _first(_BRACKETED), _in_brackets, "[Ann] bake", "[Ann](x.md) bakes"),
    OwnerForm(
        "link", _first(_LINKED), _named, "[Ann Bell](x.md) - bake", "[the recipe](x.md) - bake"
    ),
    OwnerForm("mark", _near(_AFTER_NAME), _before_mark, "Ann: bake", "Bread: bake"),
    OwnerForm("to-do", _near(_TO_DO), _before_to_do, "Ann to bake", "Time to bake"),
    OwnerForm("linked", _linked_first, _by_links, "Eve Dunn feed it", "Eve Dunn, who feeds it"),
    OwnerForm("known", _first_told(_KNOWN_FIRST), _known, "Ann bake it", "Eve bake it"),
    OwnerForm(
        "in-a-row",
        _first_told(_IN_A_ROW),
        _known_in_a_row,
        "Ann Bell Carl Diaz bake it",
        "Ann Bell Oven House bake it",
    ),
    OwnerForm("asked", _first_told(_KNOWN_AND_ASKED), _known, "Ann, bake it", "Ann, who bakes"),
    OwnerForm("handles", _first(_HANDLES), _named, "@eve bake", "@guild/bakers bake"),
    OwnerForm("bold", _first(_BOLD_NAME), _named, "**Eve Dunn** bake", "**Do not** bake"),
    OwnerForm("behind", _find_behind, _take_behind, "bake (Ann)", "bake (rye)\nbake (Mit Ann)"),
    OwnerForm(
        "amid", _first_told(_AMID), _known_amid, "Bake (Ann). Then eat", "Bake (Eve). Then eat"
    ),
    OwnerForm(
        "behind-colon", _find_behind_colon, _take_behind_colon, "Bake bread: Ann", "Bake bread: rye"
    ),
)
"""The ways in which owners are written, in the order in which they are tried."""
_LAST = ("label-behind", "behind")


def owners_behind(text: str, start: int, end: int, known: KnownNames) -> Owned | None:
    """The owners that the last line of what is to be done ends with, or `None`.

    >>> owners_behind("of the bread (Ann)", 0, 18, KnownNames())
    Owned(owners=(Owner(name='Ann', span=Span(start=14, end=17)),), start=0, end=12)
    """
    words = Words(text, start, end, start, known, nick=False, told=False)
    return next(filter(None, (form.read(words) for form in FORMS if form.name in _LAST)), None)


def nearly_owned(text: str, start: int, end: int, known: KnownNames) -> str:
    """The form in which words have something in the owner's place that is nobody; `""` for none.

    Words that begin with an everyday word tell what is to be done, and not who is to do it.

    >>> ann = KnownNames(names=frozenset(["ann"]))
    >>> nearly_owned("Web2: bake", 0, 10, ann), nearly_owned("bake (rye)", 0, 10, ann)
    ('mark', 'behind')
    >>> nearly_owned("Bake it", 0, 7, ann), nearly_owned("Ann: bake", 0, 9, ann)
    ('', '')
    """
    words = _words(text, start, end, known)
    begins = text[words.bare : end].partition(" ")[0].strip(EDGES + ",")
    plain = is_everyday_word(begins)
    for form in FORMS:
        match = form.find(words)
        if match and form.take(words, match):
            return ""
        if match and (form.name in ("behind", "behind-colon") or not plain):
            return form.name
    return ""


def bracketed_owners(text: str, start: int, end: int, known: KnownNames) -> bool:
    """Whether a line begins with owners between brackets: `[AB]`, `(@ann)`, `[Ann, Carl]`."""
    match = _BRACKETED.match(text, start, end)
    if match is None or match.lastgroup is None:
        return False
    owners = owners_in(text, *match.span(match.lastgroup), known)
    return bool(owners) and all(
        known.knows(o.name) or o.name.casefold() in EVERYBODY or not is_initials(o.name)
        for o in owners or ()
    )
