"""Whether a number is what it looks like: by check digits, length, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from stdnum import iban as iban_numbers
from stdnum import luhn
from stdnum.be import nn
from stdnum.br import cpf
from stdnum.ch import ssn as ahv
from stdnum.cl import rut
from stdnum.cn import ric
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.it import codicefiscale
from stdnum.no import fodselsnummer
from stdnum.pl import pesel
from stdnum.se import personnummer

from ..lexicon import everyday
from .days import COMPACT_DAY, DAY
from .forms import Forms
from .values import VALUES, ZIP, is_counted

_FORMS = Forms("checks")

_NOT_DIGIT = re.compile(r"\D")
_NOT_ALPHANUMERIC = re.compile(r"[^0-9A-Za-z]")
_EXTENSION = re.compile(r"[,;xp]|ext|durch|poste|int|доб|DW", re.IGNORECASE)


# `Ann Bell/719-555-0100`: a word before it, and no path.
_WORD_AND_STROKE = re.compile(r"(?:^|[\s(|>*,;:])[^\W\d_][^\W\d_.'’-]{0,24}/$")


# `100 200 400 800 1600`: numbers in a row.
_ROW = re.compile(r"[2-9]\d\d [2-9]\d\d \d{4}")
_OF_A_ROW = re.compile(r"\d{3} $")


def phone(text: str, match: re.Match[str]) -> bool:
    """Whether a number has as many digits as one that is dialled, and holds no day or path."""
    start = match.start()
    if text[start - 1 : start] == "/" and not _WORD_AND_STROKE.search(
        text, max(0, start - 28), start
    ):
        return False
    if _OF_A_ROW.search(text, max(0, start - 5), start) and _ROW.fullmatch(match[0]):
        return False
    number = _EXTENSION.split(match[0].strip(), maxsplit=1)[0] or match[0]
    other = DAY.search(number) or ZIP.fullmatch(number)
    return 9 <= len(_NOT_DIGIT.sub("", number)) <= 17 and not other


BEARS = _FORMS.bears
"""Things that are numbered, which begin with a capital as names do."""


def named(text: str, match: re.Match[str]) -> bool:
    """Whether a number that is grouped as those that are dialled stands behind somebody's name."""
    start, end = match.span("thing")
    groups = re.findall(r"\d+", match["thing"])
    if not 7 <= sum(map(len, groups)) <= 11 or ("." in match["thing"] and groups[0][0] != "0"):
        return False
    if _OF_A_YEAR.search(match["thing"]):
        return False
    name = _FORMS.named.search(text, max(0, start - 40), start)
    if name is None or not _is_somebody(name["name"]):
        return False
    if {*map(len, groups)} == {2}:
        return bool(name["sign"]) and len(groups) in {4, 5} and not is_counted(text, start, end)
    is_told = any(map(name.group, ("sign", "by", "title", "last"))) or groups[0][0] == "0"
    return is_told and VALUES["phone"].holds(text, start, end)


_OF_A_YEAR = re.compile(r"/(?:19|20)\d\d$")


def dated(text: str, match: re.Match[str]) -> bool:
    """Whether a number that begins with a day, as states number people, is behind a name."""
    one, two, three = (int(match["day"][at : at + 2]) for at in (0, 2, 4))
    is_day = two in range(1, 13) and (three in range(1, 32) or one in range(1, 32))
    name = _FORMS.named.search(text, max(0, match.start() - 40), match.start())
    return is_day and name is not None and bool(name["sign"]) and _is_somebody(name["name"])


def _is_somebody(word: str) -> bool:
    return (
        len(word) > 1
        and word[0].isupper()
        and word.lower() not in everyday()
        and not BEARS.search(word)
    )


# An address up to a field of it, and what the field is called.
_UP_TO_FIELD = re.compile(r"://[^\s\"<>|?#]*(?P<behind>[?#][^\s\"<>|]*?)?(?P<name>[\w.-]{0,30})$")


def random_field(text: str, match: re.Match[str]) -> bool:
    """Whether what comes behind `?` or `#` in an address holds what nobody wrote.

    Names of lists, versions, documents and clicks are none.
    """
    if not VALUES["random"].holds(text, *match.span("thing")):
        return False
    before = re.split(r"\s", text[max(0, match.start() - 400) : match.start()])[-1]
    address = _UP_TO_FIELD.search(before)
    if address is None or (match[0][0] in "=/" and not address["behind"]):
        return False
    return match[0][0] != "=" or not _FORMS.public_field.fullmatch(address["name"])


def card(_text: str, match: re.Match[str]) -> bool:
    """Whether the last digit is the one that Luhn's rule gives."""
    digits = _NOT_DIGIT.sub("", match[0])
    return 13 <= len(digits) <= 19 and len(set(digits)) > 1 and bool(luhn.is_valid(digits))


def iban(_text: str, match: re.Match[str]) -> bool:
    """Whether an account number leaves 1 modulo 97, and is as long as its country's are."""
    return bool(iban_numbers.is_valid(match[0], check_country=False))


_NINO = re.compile(r"[A-Z]{2} \d{2} \d{2} \d{2} [A-D]")


def national_id(_text: str, match: re.Match[str]) -> bool:
    """Whether a number is one that a state gives a person, by that state's check digits."""
    written = match[0]
    compact = _NOT_ALPHANUMERIC.sub("", written)
    if _NINO.fullmatch(written):
        return True
    if any(form.fullmatch(written) and number.is_valid(written) for form, number in _NATIONAL):
        return True
    if COMPACT_DAY.match(compact) and len(compact) < 11:
        return False
    return any(number.is_valid(compact) for number in (ahv, cpf, nir, ric, dni, nie, codicefiscale))


# Numbers whose form tells little without their signs.
_NATIONAL = (
    (re.compile(r"(?:19|20)?\d{6}[-+]\d{4}"), personnummer),
    (re.compile(r"\d{6} ?\d{5}"), fodselsnummer),
    (re.compile(r"\d{11}"), pesel),
    (re.compile(r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d"), nn),
    (re.compile(r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]"), rut),
    (re.compile(r"\d{6}[-+A]\d{3}[\dA-Z]"), hetu),
)


# What stands around four numbers decides whether they are an address.
# A letter or digit of a script that parts its words: Han, Kana and Hangul stand at numbers.
_PARTED = r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_BEFORE_FOUR = re.compile(rf"(?:(?<!\.\d)(?<!\.\d\d)(?<!\.\d\d\d)-|\.|{_PARTED})$")
_RELEASED = re.compile(r"[ ](?:was[ ]|is[ ]|has[ ]been[ ])?(?:released?|out|tagged|final)\b")
_MACHINE = re.compile(r"\b(?:switch|router|printer|nas|camera|box|firewall|proxy)\b", re.IGNORECASE)
_PRIVATE = re.compile(r"(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254)\.")
TELLS_NOTHING = re.compile(r"(?:127|0|255|192\.0\.2|198\.51\.100|203\.0\.113)\.")
"""How addresses begin that tell nothing: loopback, netmasks, and those for documentation."""


def ipv4(text: str, match: re.Match[str]) -> bool:
    """Whether four numbers are an address, and no version such as `20.11.8.1`."""
    written = match["thing"]
    numbers = re.findall(r"\d+", written.rpartition(":")[2])
    plain = ".".join(numbers)
    if any(int(n) > 255 or (len(n) > 1 and n[0] == "0") for n in numbers):
        return False
    if TELLS_NOTHING.match(plain):
        return False
    start = match.start("thing")
    before = text[max(0, start - 40) : start].rpartition("\n")[2]
    after = _FORMS.after_four.match(text, match.end("thing"))
    if _BEFORE_FOUR.search(before) or (after and not after["tail"]):
        return False
    if plain != written or _FORMS.address_word.search(before):
        return True
    if _is_version(text, before, match.end("thing")):
        return False
    if after is not None or int(numbers[0]) >= 32:
        return True
    return _PRIVATE.match(plain) is not None and not _is_raised(before)


def _is_raised(before: str) -> bool:
    """Whether something went up to a version: no machine that moved to an address."""
    return bool(_FORMS.raised_to.search(before)) and not _MACHINE.search(before)


def _is_version(text: str, before: str, end: int) -> bool:
    """Whether the words around four numbers are those around a version."""
    return bool(_FORMS.version_word.search(before) or _RELEASED.match(text, end))


def named_ipv4(_text: str, match: re.Match[str]) -> bool:
    """Whether the four numbers in a host's name can be an address."""
    return all(int(number) <= 255 for number in match[0].split("-"))


def made_up(text: str, match: re.Match[str]) -> bool:
    """Whether what stands beside a login turns as passwords do, or is words and digits in one."""
    value = match.span("thing")
    return VALUES["odd"].holds(text, *value) or VALUES["told-pair"].holds(text, *value)


CHECKS: Mapping[str, Callable[[str, re.Match[str]], bool]] = {
    "phone": phone,
    "named": named,
    "dated": dated,
    "card": card,
    "iban": iban,
    "national_id": national_id,
    "ipv4": ipv4,
    "named_ipv4": named_ipv4,
    "random_field": random_field,
    "made_up": made_up,
}
"""The checks, by the names that the table calls them."""
