"""What should not be published: found by shape and context, and replaced by marks in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .records import Sensitive, Span

_MARKS = {
    "phone": "[phone removed]",
    "pin": "[PIN removed]",
    "email": "[mail address removed]",
    "ip-address": "[IP address removed]",
    "meeting-link": "[meeting link removed]",
    "secret": "[secret removed]",
}

MARK = re.compile("|".join(re.escape(mark) for mark in _MARKS.values()))
"""What stands where something sensitive stood."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without its sensitive stretches, and what was removed, in the order of the text."""

    text: str
    removed: tuple[Sensitive, ...]


def redact(text: str, kinds: tuple[str, ...], line_starts: tuple[int, ...]) -> Redacted:
    """The text with marks for what is sensitive, lines kept one to one, the things not kept.

    `kinds` are those of `SENSITIVE_KINDS` to mask. `line_starts` are those of `text`. The spans are
    those of the marks in the new text. Versions, dates, times, log stamps and ticket numbers stay.

    >>> redact("Call 719-555-0100, PIN: 24680", ("phone", "pin"), (0,)).text
    'Call [phone removed], PIN: [PIN removed]'
    """
    found = sorted(
        (start, end, order, kind)
        for order, (kind, find) in enumerate(_FINDERS)
        if kind in kinds
        for start, end in find(text)
    )
    if not found:
        return Redacted(text, ())
    parts: list[str] = []
    removed: list[Sensitive] = []
    things: list[str] = []
    done = length = 0
    for start, end, _, kind in found:
        if start < done:
            continue
        parts.append(text[done:start])
        length += start - done
        mark = _MARKS[kind]
        line = bisect_right(line_starts, start)
        things.append(text[start:end])
        removed.append(Sensitive(kind, Span(length, length + len(mark)), line))
        parts.append(mark)
        length += len(mark)
        done = end
    parts.append(text[done:])
    return Redacted("".join(parts), tuple(_without_runs(removed, things)))


def _without_runs(removed: list[Sensitive], things: list[str]) -> Iterator[Sensitive]:
    """Each removal once, but the same thing on line after line of a log only where it begins."""
    lines: dict[tuple[str, str], list[int]] = {}
    for mark, thing in zip(removed, things, strict=True):
        lines.setdefault((mark.what, thing), []).append(mark.line)
    repeated: set[tuple[str, str, int]] = set()
    for key, at in lines.items():
        for one, two, three in zip(at, at[1:], at[2:], strict=False):
            if three - one == 2 and two - one == 1:
                repeated.update(((*key, two), (*key, three)))
    for mark, thing in zip(removed, things, strict=True):
        if (mark.what, thing, mark.line) not in repeated:
            yield mark


# `?pwd=…`, `&passcode=…` in a link: whoever has the link is in the meeting.
_LINK_WITH_PASSWORD = re.compile(
    r"""
    <? \b https?:// [^\s<>"'|\])]{1,1500}? [?&]
    (?: pwd | passw(?:or)?d | passcode | pin ) = [^\s<>"'|\])]{1,500} >?
    """,
    re.IGNORECASE | re.VERBOSE,
)


def _meeting_links(text: str) -> Iterator[tuple[int, int]]:
    for word in _PASSWORD_PARAMETER.finditer(text):
        # Back to the link's beginning, so that a page full of `?` costs no more than its length.
        start = max(text.rfind("http", max(0, word.start() - 1500), word.start()), 0)
        match = _LINK_WITH_PASSWORD.match(
            text, start - 1 if text[start - 1 : start] == "<" else start
        )
        if match and match.end() > word.start():
            yield match.span()


_PASSWORD_PARAMETER = re.compile(r"[?&](?:pwd|passw(?:or)?d|passcode|pin)=", re.IGNORECASE)

# Mail addresses, with `mailto:` before them. Not handles (`@name`), not `name@2.1`, not the user of
# a clone address (`git@host:path`), and not `GROUP@SITE` without a top-level domain.
_EMAIL = re.compile(
    r"""
    (?<![\w.+%/=@&-])
    (?: mailto: )? [\w.+%-]{1,64} @ (?: [a-z0-9-]{1,63} \. ){1,6} [a-z]{2,24} (?! [\w@-] | :[\w/] )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def _emails(text: str) -> Iterator[tuple[int, int]]:
    at = text.find("@")
    while at >= 0:
        # The local part is looked for backwards from each `@`, at most as far as one may be long.
        local = _LOCAL_PART.search(text, max(0, at - 72), at)
        match = _EMAIL.match(text, local.start()) if local else None
        if match:
            yield match.span()
        at = text.find("@", at + 1)


_LOCAL_PART = re.compile(r"(?:mailto:)?[\w.+%-]{1,64}$")

# Four numbers with points between them; what stands around them decides: see `_is_address`.
_FOUR_NUMBERS = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}")
_BEFORE_FOUR = re.compile(r"(?P<mapped>(?<![\w:])(?:::ffff:|64:ff9b::))$|[\w.-]$", re.IGNORECASE)
_AFTER_FOUR = re.compile(r"(?P<tail>:\d{2,5}\b|/\d{1,2}\b)|\w|[.-]\d|-\w")
# Words before the numbers that make them an address, and words that make them a version.
_ADDRESS_WORD = re.compile(
    r"\b(?:ip|ipv[46]|hosts?|address(?:es)?|server|subnet|ping|dns|gateway|from|node)\b[\s:=(]*$",
    re.IGNORECASE,
)
_VERSION_WORD = re.compile(
    r"(?:\bv(?:ers?(?:ions?)?)?\.?|\breleased?|\bfirmware|\bbuild|\btag(?:ged)?)[\s:=-]*$",
    re.IGNORECASE,
)
_PRIVATE = re.compile(r"(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254)\.")

# Version 6: eight groups, or `::` among at least three. Not times (`10:32:11`), not `std::vector`.
_IP6 = re.compile(
    r"""
    (?<![\w:.]) (?:
        (?: [0-9a-f]{1,4} : ){7} [0-9a-f]{1,4}
      | (?: [0-9a-f]{1,4} : ){2,6} (?: : [0-9a-f]{1,4} ){1,5}
      | (?: [0-9a-f]{1,4} : ){1,6} :
    ) (?: / \d{1,3} \b )? (?![\w:])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_IP6_HINT = re.compile(r":(?::|[0-9a-fA-F]{1,4}:[0-9a-fA-F]{1,4}:[0-9a-fA-F]{1,4}:)")
_IP6_START = re.compile(r"[0-9a-fA-F:]{1,40}$")


def _ip_addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in _FOUR_NUMBERS.finditer(text):
        start = _address_start(text, match)
        if start >= 0:
            yield start, match.end()
    done = 0
    for hint in _IP6_HINT.finditer(text):
        if hint.start() < done:
            continue
        before = _IP6_START.search(text, max(done, hint.start() - 40), hint.start())
        found = _IP6.match(text, before.start()) if before else None
        if found and found[0].count(":") > 2 and any(c.isdigit() for c in found[0]):
            done = found.end()
            yield found.span()


def _address_start(text: str, match: re.Match[str]) -> int:
    """Where the address begins that four numbers are; -1 for a version such as `20.11.8.1`."""
    numbers = match[0].split(".")
    if any(int(n) > 255 or (len(n) > 1 and n[0] == "0") for n in numbers):
        return -1
    beginning = max(0, match.start() - 24)
    around = _BEFORE_FOUR.search(text, beginning, match.start())
    if around:
        return around.start() if around["mapped"] else -1
    after = _AFTER_FOUR.match(text, match.end())
    if after and not after["tail"]:
        return -1
    before = text[beginning : match.start()].rpartition("\n")[2]
    if _VERSION_WORD.search(before):
        return -1
    certain = (
        after is not None
        or int(numbers[0]) >= 32
        or _PRIVATE.match(match[0])
        or _ADDRESS_WORD.search(before)
    )
    return match.start() if certain else -1


# Runs of digits as long as a number that can be dialled.
_DIGITS = re.compile(r"[+(\d][\d ()./-]{5,31}\d")
# Dial-in numbers without a label: `719-555-0100`, `(312) 555 0100`, `+41 22 555 01 00`,
# `1-800-555-0100`, with the one-tap tail `,,718161330#`. Not dates (`2019-09-09`), versions
# (`3.4.34`), log stamps, counts, nor a part of a longer run of digits and dashes.
_PHONE = re.compile(
    r"""
    (?<![\w.,:/=-]) (?: tel: )? (?:
        \+ [1-9]\d{0,2} (?: [ .()/-]{1,3} \d{1,5} ){2,6}
      | \+ [1-9]\d{8,14}
      | (?: 1 [ .-] )? (?: \( [2-9]\d\d \) [ .-]? | [2-9]\d\d [.-] ) [2-9]\d\d [ .-] \d{4}
    )
    (?: ,{1,2} [\d*#,]{4,30} )?
    (?! [.-]? \d | -\w | [A-Za-z] )
    """,
    re.VERBOSE,
)
# The same after a label, in any grouping: `Dial-in: 0800 123 4567`, `Tel. 022 555 01 00`.
_PHONE_LABEL = re.compile(
    r"""
    \b (?: phone | tel(?:ephone)? | dial(?:[ -]?in)? | call[ -]?in | mobile | fax | conference )
    (?: [ ] (?: number | bridge | no\.? ) )? \s? [:.=] [\s*]{0,4} $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ONE_TAP = re.compile(r",{1,2}[\d*#,]{4,30}")


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for run in _DIGITS.finditer(text):
        found = False
        for match in _PHONE.finditer(text, max(0, run.start() - 4), run.end() + 32):
            if match.start() >= run.end():
                break
            if 9 <= _digits(match[0].partition(",")[0]) <= 16:
                found = True
                yield match.span()
        if not found and 7 <= _digits(run[0]) <= 16:
            before = text[max(0, run.start() - 40) : run.start()].rpartition("\n")[2]
            if _PHONE_LABEL.search(before):
                tap = _ONE_TAP.match(text, run.end())
                yield run.start(), tap.end() if tap else run.end()


def _digits(written: str) -> int:
    return sum(c.isdigit() for c in written)


# The words for a code, wherever they begin; `code` counts only behind a word of `_BEFORE_CODE`.
_CODE_WORD = re.compile(
    r"[PpCc](?:[Ii][Nn]|[Aa][Ss][Ss][A-Za-z]{0,6}(?:[ -][Cc]ode)?|[Ww][Dd]|[Oo][Dd][Ee])"
)
_BEFORE_CODE = re.compile(
    r"\b(?:access|participant|conference|host|guest|dial-?in|security|meeting)[ -]?$", re.IGNORECASE
)
_CODE_WORDS = frozenset("pin code passcode password passwd passphrase pwd pass-code".split())
# `PIN: 24680`, `passcode 123 456#`, `access code is 998877`: digits behind the word.
_PIN = re.compile(
    r"""
    s? \** (?: [ ]? [:=#] [\s*`]{0,3} | [ ] is [ ] | [ ] )
    (?P<thing> \d (?: [ -]? \d ){3,11} \#? ) (?! [\w.:/-] \w )
    """,
    re.VERBOSE,
)
# `Passcode: f4!kQz`: one word after the label, at the end of its clause. Not `password: see mail`.
_PASSWORD = re.compile(
    r"""
    \** [ ]? [:=] \** [ ]? [`"']?
    (?P<thing>
      (?! https?: | (?: see | sent | tb[da] | none | same | ask | n/a | yes | no | required ) \b )
      [^\s`"'|,;()<>\[\]*]{4,40} )
    (?= [`"']? [ ]* \\? (?: $ | [|,;)] | \. (?: \s | $ ) ) )
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)


def _pins(text: str) -> Iterator[tuple[int, int]]:
    for word in _CODE_WORD.finditer(text):
        name = word[0].lower().replace(" ", "")
        if name not in _CODE_WORDS:
            continue
        start = word.start()
        if name == "code":
            if not _BEFORE_CODE.search(text, max(0, start - 14), start):
                continue
        elif text[start - 1 : start].isalnum():
            continue
        match = _PIN.match(text, word.end())
        if match is None and name.startswith(("pass", "pwd")):
            match = _PASSWORD.match(text, word.end())
        if match:
            yield match.span("thing")


# Keys and tokens by the prefixes that their makers gave them. The first letters come first, so that
# a search need not look at others.
_SECRET = re.compile(
    r"""
      gh[pousr]_ [A-Za-z0-9]{30,255}
    | github_pat_ \w{22,255}
    | glpat- [\w-]{20,64}
    | A (?: KIA | SIA ) [0-9A-Z]{16}
    | AIza [\w-]{35}
    | xox[abeoprs]- [\w-]{10,250}
    | sk- [\w-]{20,200}
    | eyJ [\w-]{10,2000} \. eyJ [\w-]{10,4000} \. [\w-]{10,2000}
    """,
    re.VERBOSE,
)
# The user and the password in an address.
_CREDENTIALS = re.compile(r"://(?P<thing>[^\s/:@]{1,64}:[^\s/@]{1,128})@")
# A long value with a digit behind a word that calls it a key.
_LABELLED = re.compile(
    r"""
    [TtSsBbKk] (?: oken | ecret | earer | ey | OKEN | ECRET | EARER | EY )
    [`"']? [ ]? [:=]? [ ]? [`"']?
    (?P<thing> (?= [A-Za-z_+/=-]{0,60} \d ) [\w+/=]{24,500} )
    """,
    re.VERBOSE,
)
_BEFORE_KEY = re.compile(r"(?:api|access|auth|secret|private|client)[ _-]?$", re.IGNORECASE)

# A private key is masked line by line, so that lines stay one to one.
_PRIVATE_KEY = re.compile(
    r"-----BEGIN[A-Z ]{0,30}PRIVATE KEY-----(?P<body>[\sA-Za-z0-9+/=:,-]{1,20000}?)-----END"
)
_KEY_LINE = re.compile(r"\S[^\n]*")


def _secrets(text: str) -> Iterator[tuple[int, int]]:
    for match in _SECRET.finditer(text):
        if not text[match.start() - 1 : match.start()].isalnum():
            yield match.span()
    for match in _LABELLED.finditer(text):
        start = match.start()
        if text[start] not in "Kk" or _BEFORE_KEY.search(text, max(0, start - 9), start):
            yield match.span("thing")
    if "@" in text:
        for match in _CREDENTIALS.finditer(text):
            yield match.span("thing")
    if "PRIVATE KEY-----" in text:
        for match in _PRIVATE_KEY.finditer(text):
            for line in _KEY_LINE.finditer(text, *match.span("body")):
                yield line.span()


_FINDERS: tuple[tuple[str, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    ("meeting-link", _meeting_links),
    ("secret", _secrets),
    ("email", _emails),
    ("ip-address", _ip_addresses),
    ("pin", _pins),
    ("phone", _phones),
)
"""Where two finders claim a stretch, the one that begins first wins, then the one named first."""
