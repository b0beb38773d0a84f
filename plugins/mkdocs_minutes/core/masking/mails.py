"""Mail addresses, plain and as people spell them against robots; lists and roles are kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from ..lexicon import everyday
from .forms import Forms
from .found import Found
from .table import MailRules

_FORMS = Forms("mails")

_LONGEST_LOCAL = 72
_LONGEST = 120

_OPEN, _CLOSE = r"[ -]? [(\[{<]{1,2} [ ]?", r"[ ]? [)\]}>]{1,2} [ -]?"
# As archives of lists write who sent a message: `<ann at example.org>`, `From ann at … Thu`.
_AS_ARCHIVED = r"""
    [ ] at [ ] (?: [\w-]{1,40} \. ){1,4} [a-z]{2,12}
    (?: > | [ ] (?: wrote | schrieb | a [ ] écrit | escribió | ha [ ] scritto | escreveu | schreef
      | napisał | napsal | skrev | пишет )
      | [ ]{1,2} (?: Mon | Tue | Wed | Thu | Fri | Sat | Sun ) [ ] )
"""
_ARCHIVED = re.compile(_AS_ARCHIVED, re.VERBOSE)
_NOTHING = r"(?!)"
# A blank before the point, where the end of a host's name follows and no sentence's word.
_LOOSE_DOT = r"""
    [ ]\.[ ]? (?= (?: com | org | net | edu | gov | io | info | example | de | ch | fr | uk | eu
      | nl | pl | cz | se | ru | jp | cn | br | pt ) \b )
"""


def _spelled(at: str, dot: str, plain: str, end: str = r"[^\W\d_]{2,24}") -> str:
    """An address with these signs; `plain` are other signs for its further points."""
    name = rf"[\w.+%-]{{0,40}}\w (?: (?: {dot} ) [\w+-]{{1,40}} ){{0,2}}"
    labels = rf"[\w-]{{1,63}} (?: (?: {dot} | {plain} ) [\w-]{{1,40}} ){{0,3}}"
    return rf"{name} (?: {at} ) {labels} (?: {dot} | {plain} ) (?: {end} )"


def _one_of(words: Iterable[str]) -> str:
    return "(?i: " + " | ".join(re.escape(word) for word in words) + " )"


@cache
def _in_words(rules: MailRules) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Addresses that are spelled against robots, and what of them is worth a closer look."""
    signs, points, hosts = map(_one_of, (rules.signs, rules.points, rules.providers))
    boxed_at = rf"""
        {_OPEN} (?: at | AT | et | a | @ | {signs} ) {_CLOSE}
        | [ ]? [-_*\#](?: at | AT | @ )[-_*\#] [ ]? | @@
    """
    boxed_dot = rf"{_OPEN} (?: {points} | \. ) {_CLOSE} | [ ]? [-_*](?: dot | DOT )[-_*] [ ]?"
    said_dot = rf"[ ] {points} [ ] | [ ]? [点點] [ ]?"
    named = rf"[ ] (?: AT | {signs} ) [ ] | {_one_of(s for s in rules.signs if not s.isascii())}"
    spellings = (
        _spelled(boxed_at, rf"{boxed_dot} | {said_dot} | [ ]\.[ ]", r"\."),
        _spelled(rf"@ | {boxed_at}", rf"{boxed_dot} | {said_dot} | {_LOOSE_DOT}", _NOTHING),
        r"[a-z]{1,20} \. [a-z]{3,24} [ ] at [ ] (?: [\w-]{1,63} \. ){1,4} [a-z]{2,24} (?! / )",
        rf"[\w.+-]{{2,40}} (?= {_AS_ARCHIVED} ) [ ] at [ ] [\w.-]{{1,80}} [a-z]",
        _spelled("[ ] at [ ]", r"[ ]\.[ ]", _NOTHING),
        _spelled(named, rf"\. | {boxed_dot} | {said_dot}", r"\."),
        *(
            _spelled(rf"[ ] (?: {at} ) [ ]", rf"[ ] (?i: {dot} ) [ ]", _NOTHING, end)
            for at, dot, end in rules.prepositions
        ),
        _spelled(r"[ ]@[ ]", r"[ ]\.[ ]", _NOTHING),
        rf"(?P<hosted> [\w.+-]{{3,40}} ) (?: [ ]?@[ ]? | {boxed_at} | {named}"
        rf" | [ ] (?: (?: at | on ) [ ] | \( )? ) {hosts}"
        rf" (?: (?: {boxed_dot} | {said_dot} | [ .] ) [a-z]{{2,3}} \b )?",
    )
    near = rf"[ (\[{{<_*-] (?: {points} | \. ) [ )\]}}>_*-] | \.\w | [点點] | \b {hosts} \b"
    return (
        re.compile(rf"(?<! [\w.+%@-] ) (?: {' | '.join(spellings)} ) (?! [\w@-] )", re.VERBOSE),
        re.compile(near, re.VERBOSE),
    )


_SPACED = re.compile(r" at [\w-]{2,40} \. (?:com|org|net|edu|gov|io|info|de|ch|fr|uk|eu|nl)\b")


def mails(text: str, signs: list[int], rules: MailRules) -> Iterator[Found]:
    """The addresses around signs of one (`@`, `(at)`, ` dot `) that are no lists' or roles'."""
    done = 0
    others: list[int] = []
    for sign in signs:
        if sign < done:
            continue
        found = _plain(text, sign, rules) if text[sign] == "@" else None
        if found:
            done = found.end
            yield found
        elif _may_be_spelled(text, sign):
            others.append(sign)
    spelled, near = _in_words(rules)
    for start, end in _around(text, others, near):
        for match in spelled.finditer(text, start, end):
            is_there = bisect_left(others, match.start()) < bisect_left(others, match.end())
            if is_there and (match["hosted"] or "").lower() not in everyday():
                yield Found(match.start(), match.end(), "email", match.start())


def _plain(text: str, at: int, rules: MailRules) -> Found | None:
    domain = _FORMS.domain.match(text, at)
    local = _FORMS.local.search(text, max(0, at - _LONGEST_LOCAL), at) if domain else None
    if local is None or domain is None:
        return None
    start, end = local.start("thing"), domain.end()
    name = local["thing"].strip(' \n>"')
    host = re.sub(r"\s|>", "", domain["domain"] or "")
    gaps = (local["gap"] or "", domain["gap"] or "")
    before = text[max(0, start - LONGEST_BEFORE) : start]
    if _is_kept(name, host, rules) or is_no_mailbox(name, before):
        return None
    if _is_parted(name, host, *gaps):
        return None
    return Found(local.start(), end, "email", local.start())


def _is_parted(name: str, host: str, before: str, behind: str) -> bool:
    """Whether a gap before the sign, or behind it, parts two things that are no address."""
    if "\n" in before and not re.search(r"[\d._]", name):
        return True  # a word at the end of a line, and below it somebody's handle
    if (before, behind) == (" ", "") and (name.lower() in everyday() or len(_end_of(host)) > 3):
        return True  # `gather eggs @ann.bell`: a word, and behind it somebody's handle
    # `Workshop @ example.org` tells a place.
    return " " in before + behind and "\n" not in before + behind and not name.islower()


def _end_of(host: str) -> str:
    return host.rpartition(".")[2]


LONGEST_BEFORE = 40
"""Characters before an address that tell whether it is one."""

_BEFORE_LOGIN = re.compile(r"(?<! \w ) (?: ssh | scp | sftp | mosh | rsync ) [ ] $", re.VERBOSE)
_BEFORE_LOOKUP = re.compile(r"(?<! \w ) (?: finger | rlogin | talk | rwho ) [ ] $", re.VERBOSE)
_ANYBODY = frozenset({"login", "me", "myself", "user", "username", "you", "yourself", "yourname"})


def is_no_mailbox(name: str, before: str) -> bool:
    """Whether the text before `name@` tells of a list, a message's name, or a login: of nobody's.

    >>> [is_no_mailbox("me", before) for before in ("ssh://", "run ssh ", "mail ", "the list: ")]
    [True, True, False, False]
    >>> is_no_mailbox("sails", "**Mailing list:** "), is_no_mailbox("ann", "to the list is Ann, ")
    (True, False)
    """
    return bool(
        before.endswith("//")
        or _FORMS.before_list.search(before)
        or _FORMS.before_message.search(before)
        or _BEFORE_LOOKUP.search(before)
        or (name in _ANYBODY and _BEFORE_LOGIN.search(before))
    )


def _is_kept(name: str, host: str, rules: MailRules) -> bool:
    lowered = name.lower()
    shown, _, last = host.removesuffix(".invalid").rpartition(".")
    return bool(
        lowered in rules.roles
        or rules.lists.fullmatch(lowered)
        or rules.hosts.fullmatch(host)
        or rules.no_domain.fullmatch(last if shown else host.rpartition(".")[2])
    )


def _may_be_spelled(text: str, sign: int) -> bool:
    """`ann at example dot org`: not `look at example.org`, which tells a place."""
    if text[sign] != "@":
        if text[sign : sign + 4] != " at ":
            return True
        has_point = text.find(".", max(0, sign - 25), sign) >= 0
        two = has_point and _FORMS.two_names.search(text, max(0, sign - 45), sign)
        return bool(two or _SPACED.match(text, sign) or _ARCHIVED.match(text, sign))
    before, behind = text[sign - 1 : sign], text[sign + 1 : sign + 2]
    if not (before.isalnum() or before in _BEFORE_SIGN):
        return False  # `"@context"`
    return bool(behind) and behind != "@" and not (before.isspace() and behind != " ")


_BEFORE_SIGN = frozenset(" ._+-*#@([{<")


def _around(text: str, signs: list[int], near: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """What an address may take up around signs, each stretch once, where a point stands in it."""
    start = end = -1
    for sign in [*signs, len(text) + 2 * _LONGEST]:
        if sign - _LONGEST_LOCAL > end:
            if end >= 0 and near.search(text, start, end):
                yield start, end
            start = max(0, sign - _LONGEST_LOCAL)
        end = sign + _LONGEST
