"""Telephone numbers, cards, accounts and addresses of machines, found by how their digits stand."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from .checks import TELLS_NOTHING
from .forms import Forms
from .found import Found
from .table import Rule, Table

_FORMS = Forms("numbers")

# At least six digits with little between them; a line may break inside.
_RUN = re.compile(r"\d(?:[^\d\0]{0,4}\d){5,}")
_POINT = r"(?:\[?\.\]?|\(\.\)|[\[(]dot[\])]|[ ]dot[ ])"
_FOUR = re.compile(rf"\d{_POINT}\d{{1,3}}{_POINT}\d")
_BEFORE, _AFTER = 14, 44
_IP6_HINT = re.compile(r":(?::|[0-9a-fA-F]{1,4}:(?:[0-9a-fA-F]{1,4}:|:))")
_IP6 = re.compile(r"[0-9a-fA-F:]{2,45}(?:\d{0,3}(?:\.\d{1,3}){3})?(?:%[\w.-]{1,16})?")
# `a::b` may be anything; a first group of four with a digit is no word.
_CLEARLY_IP6 = re.compile(r"(?=[0-9a-fA-F]{0,3}\d)[0-9a-fA-F]{4}::[0-9a-fA-F]{1,4}$")
_IP6_START = re.compile(r"(?<![\w:.])[0-9a-fA-F:]{1,45}$")
_MAC = re.compile(r"([:-])[0-9A-Fa-f]{2}(?:\1[0-9A-Fa-f]{2}){4}(?![\w:-])")
_MAC_START = re.compile(r"(?<![\w:.-])[0-9A-Fa-f]{2}$")


def numbers(text: str, known: Table) -> Iterator[Found]:
    """What the table's numbers match around runs of digits, each in bounded steps."""
    for rule in known.numbers:
        if rule.name == "ipv4":
            yield from _addresses(text, rule)
    rules = [rule for rule in known.numbers if rule.name != "ipv4"]
    for run in _RUN.finditer(text):
        yield from _around(text, run, rules)


def _addresses(text: str, rule: Rule) -> Iterator[Found]:
    for four in _FOUR.finditer(text):
        yield from _matches(rule, text, max(0, four.start() - 20), four.end() + 20)


def _around(text: str, run: re.Match[str], rules: list[Rule]) -> Iterator[Found]:
    """What rules match around one run of digits."""
    start, end = max(0, run.start() - _BEFORE), min(len(text), run.end() + _AFTER)
    held = text[start:end]
    if _ONLY_A_DAY.fullmatch(run[0]) and not _MAY_BE_MORE.search(held):
        return
    digits = sum(map(str.isdigit, run[0])) if end - start < 200 else 99
    for rule in rules:
        if digits >= rule.digits and _has_sign(rule, held):
            yield from _matches(rule, text, start, end)


def _has_sign(rule: Rule, held: str) -> bool:
    """Whether one of the signs that a rule asks for, if any, stands near."""
    return not rule.has or any(map(held.__contains__, rule.has))


def is_public(text: str, start: int) -> bool:
    """Whether a number is of a thing, or for everybody, whom it costs nothing or little."""
    line = max(text.rfind("\n", max(0, start - 60), start) + 1, start - 60)
    for_all = _FORMS.toll_free.match(text, start) and _FORMS.for_all.search(text, line, start)
    return bool(for_all or _FORMS.numbered.search(text, max(line, start - 24), start))


# Most runs are days; only with one of these beside it is a day looked at by the rules.
_ONLY_A_DAY = re.compile(r"(?:19|20)\d\d[-/.]\d\d[-/.]\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?")
_MAY_BE_MORE = re.compile(r"[+#]|\d\d \d|\d{5}|(?<!\d)00")


def _matches(rule: Rule, text: str, start: int, end: int) -> Iterator[Found]:
    for match in rule.pattern.finditer(text, start, end):
        if rule.check is None or rule.check(text, match):
            group = "thing" if "thing" in match.re.groupindex else 0
            yield Found(*match.span(group), rule.kind, match.start())


def scans(text: str, known: Table) -> Iterator[Found]:
    """What is found without a word or digits to look for."""
    for rule in known.scans:
        if rule.near:
            for hint in rule.near.finditer(text):
                yield from _matches(rule, text, max(0, hint.start() - 20), hint.end() + 20)
        elif _has_sign(rule, text):
            yield from _matches(rule, text, 0, len(text))
    yield from _ip6(text)
    yield from _mac(text)


def _ip6(text: str) -> Iterator[Found]:
    """Addresses of version 6. Not times (`10:32:11`), not `std::vector`."""
    done = 0
    for hint in _IP6_HINT.finditer(text):
        if hint.start() < done:
            continue
        before = _IP6_START.search(text, max(done, hint.start() - 45), hint.start())
        start = before.start() if before else hint.start()
        found = _IP6.match(text, start)
        if (
            not found
            or text[start - 1 : start].isalnum()
            or text[found.end() : found.end() + 1].isalnum()
        ):
            continue
        written = found[0].rstrip(":") if not found[0].endswith("::") else found[0]
        if _is_ip6(written):
            done = start + len(written)
            yield Found(start, done, "ip-address", start)


def _is_ip6(written: str) -> bool:
    bare = written.partition("%")[0]
    if bare.count(":") < 3 and not _CLEARLY_IP6.match(bare):
        return False
    try:
        address = ipaddress.IPv6Address(bare)
    except ValueError:
        return False
    if address.ipv4_mapped:
        return not TELLS_NOTHING.match(str(address.ipv4_mapped))
    return not (address.is_loopback or address.is_unspecified or address in _DOCUMENTATION)


_DOCUMENTATION = ipaddress.IPv6Network("2001:db8::/32")


def _mac(text: str) -> Iterator[Found]:
    for match in _MAC.finditer(text):
        before = _MAC_START.search(text, max(0, match.start() - 2), match.start())
        if before:
            yield Found(before.start(), match.end(), "mac-address", before.start())
