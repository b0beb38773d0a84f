"""The encoding of a file that is no UTF-8: by its letters where they are Latin, else a guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import pairwise
from types import MappingProxyType

_LOOKED_AT = 50_000
"""Bytes that are enough to tell."""

# The letters beyond ASCII that the languages of an encoding use. What is no letter tells nothing,
# unless it stands within a word, as in `Ma³gorzata`.
_LETTERS = {
    "cp1252": (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüß",  # German
        "áéíóúüñ",  # Spanish
        "ãõáâàçéêíóôúü",  # Portuguese
        "àèéìîòóù",  # Italian
        "àéèíïóòúüç",  # Catalan
        "ëïéèöüäáíóú",  # Dutch
        "æøåéäöü",  # Danish, Norwegian
        "åäöéüšž",  # Swedish, Finnish
        "áéíóúýþæðö",  # Icelandic
    ),
    "cp1250": (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "čćđšž",  # Croatian, Slovene
        "ăâîşţ",  # Romanian
    ),
    "cp1254": ("çğıöşüâîû",),  # Turkish
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äöüõšž"),  # Lithuanian, Latvian, Estonian
}
_LETTERS["iso8859_2"] = _LETTERS["cp1250"]
_LETTERS["mac_roman"] = _LETTERS["cp1252"]
_IN_A_WORD = re.compile(r"(?<=[^\W\d_])(?:[^\w\s\x00-\x7f‘’–—·]|[¹²³¼½¾ªº])+(?=[^\W\d_])")
_RUNS = re.compile(rb"[\x80-\xff]{3,}")

NAMES = MappingProxyType(
    {
        "big5": "Big5",
        "cp1250": "Windows-1250",
        "cp1251": "Windows-1251",
        "cp1252": "Windows-1252",
        "cp1253": "Windows-1253",
        "cp1254": "Windows-1254",
        "cp1255": "Windows-1255",
        "cp1256": "Windows-1256",
        "cp1257": "Windows-1257",
        "cp866": "CP866",
        "cp932": "Shift-JIS",
        "cp949": "EUC-KR",
        "euc_jp": "EUC-JP",
        "gb18030": "GB18030",
        "iso2022_jp": "ISO-2022-JP",
        "iso8859_2": "Latin-2",
        "iso8859_5": "ISO 8859-5",
        "koi8_r": "KOI8-R",
        "mac_roman": "Mac Roman",
        "utf-8": "UTF-8",
        "utf-16-le": "UTF-16",
        "utf-16-be": "UTF-16",
    }
)
"""What people call an encoding, by the name that Python gives it."""

_OTHER_SCRIPTS = [
    *("cp1251", "koi8_r", "cp866", "iso8859_5"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
    *("cp1253", "cp1255", "cp1256", "cp874"),
]


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding that some bytes can be in; `sure` where nothing else is likely."""

    encoding: str
    sure: bool = False


def guess(data: bytes) -> Guess:
    r"""The likeliest encoding of bytes that are not UTF-8.

    Western text in Windows-1252, of which Latin-1 is a part, is told for sure by its letters; all
    else remains a guess.

    >>> guess("Réunion, à Gênes".encode("latin-1"))
    Guess(encoding='cp1252', sure=True)
    >>> guess("Małgorzata Święcka".encode("iso8859_2")).encoding
    'iso8859_2'
    >>> guess("Заседание комитета, Белова".encode("koi8_r")).encoding
    'koi8_r'
    """
    sample = data[:_LOOKED_AT]
    high = sum(byte > 0x7F for byte in sample)
    in_runs = sum(len(run) for run in _RUNS.findall(sample))
    if in_runs * 2 <= high:
        return _latin(sample)
    # Whole words without a letter of ASCII.
    by_case = max(_WITH_CASE, key=lambda encoding: _share_in_case(sample, encoding))
    if _share_in_case(sample, by_case) >= 0.9:
        return Guess(by_case)
    from charset_normalizer import from_bytes  # hardly an archive needs it

    best = from_bytes(sample, cp_isolation=_OTHER_SCRIPTS).best()
    return Guess(best.encoding) if best is not None else _latin(sample)


def _share_in_case(sample: bytes, encoding: str) -> float:
    """The share of what is beyond ASCII that are letters, in words with a capital only in front.

    KOI8-R has small letters where Windows-1251 has capitals, and symbols are few in either.
    """
    text = sample.decode(encoding, errors="replace")
    beyond = [char for char in text if char > "\x7f" and char not in _QUOTES]
    fitting = sum(char.isalpha() and char.lower() not in _RARE for char in beyond)
    fitting -= sum(a.islower() and b.isupper() for a, b in pairwise(text))
    return fitting / max(1, len(beyond))


_WITH_CASE = ("cp1251", "koi8_r", "cp866", "iso8859_5", "cp1253")
_QUOTES = "«»“”„‘’–—…°§·\xa0"
_RARE = "ђѓѕћќџ"  # of two languages only, and what Greek letters would be in ISO 8859-5


def _latin(sample: bytes) -> Guess:
    """The encoding in which one language has most of the letters, the Western one before others."""
    shares = {encoding: _share(sample, encoding) for encoding in _LETTERS}
    best = max(shares, key=shares.__getitem__)
    western, _ = shares["cp1252"]
    if western >= min(shares[best][0], 0.97):
        return Guess("cp1252", sure=western >= 0.6)
    return Guess(best)


def _share(sample: bytes, encoding: str) -> tuple[float, int]:
    """The share of letters beyond ASCII that one language of an encoding has, and their number.

    A text without such letters is all of any language.
    """
    written = sample.decode(encoding, errors="replace")
    text = written.lower()
    letters = [char for char in text if char > "\x7f" and char.isalpha()]
    strange = text.count("\ufffd") + sum(len(found) for found in _IN_A_WORD.findall(text))
    strange += sum("\x80" <= char <= "\x9f" for char in text)
    strange += sum(a.islower() and b > "\x7f" and b.isupper() for a, b in pairwise(written))
    if not letters and not strange:
        return 1.0, 0
    known = max(sum(char in known for char in letters) for known in _LETTERS[encoding])
    return known / (len(letters) + strange), known


def bare_utf16(data: bytes) -> str:
    r"""The byte order of UTF-16 without a mark, by its blanks and line ends; `""` for other bytes.

    >>> bare_utf16("Заседание комитета\n".encode("utf-16-be")), bare_utf16(b"\x89PNG\0\0")
    ('utf-16-be', '')
    """
    sample = data[: _LOOKED_AT & ~1]
    if len(sample) < 4 or len(data) % 2:
        return ""
    for encoding, first in (("utf-16-le", 0), ("utf-16-be", 1)):
        low, high = sample[first::2], sample[1 - first :: 2]
        blanks = sum(a in b" \n\r\t" and not b for a, b in zip(low, high, strict=True))
        if blanks * 60 >= len(low) and _is_text(sample, encoding):
            return encoding
    return ""


def _is_text(sample: bytes, encoding: str) -> bool:
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    plain = sum(char.isprintable() or char in "\n\r\t\u3000\xa0\ufeff" for char in text)
    ascii_or_letters = sum(char.isalpha() or char <= "\x7f" for char in text)
    return plain * 20 >= len(text) * 19 and ascii_or_letters * 4 >= len(text) * 3


def encoding_for(path: str, encodings: tuple[tuple[str, str], ...]) -> str:
    """The encoding that the settings give for a path: of patterns that fit, the last.

    >>> encoding_for("old/a.txt", (("*", "cp1251"), ("old/*", "koi8_r")))
    'koi8_r'
    """
    return next((e for pattern, e in reversed(encodings) if fnmatchcase(path, pattern)), "")


def is_encoding(name: str) -> bool:
    """Whether a name is that of an encoding of text.

    >>> is_encoding("Shift-JIS"), is_encoding("zip"), is_encoding("idna"), is_encoding("klingon")
    (True, False, False, False)
    """
    try:
        known = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return known._is_text_encoding and known.name not in _NO_FILES


_NO_FILES = ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem")
