"""Names as they are compared, and a table that finds many names in a text at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Generic, TypeVar

from msgspec import Struct

from .records import Span
from .text import without_marks

Target = TypeVar("Target")

_PARTS = re.compile(r"([\W_]+)")

# What may stand between two words of a name: `Hosted CE`, `hosted-ce`, `hosted_ce`; also one line
# end, since writers wrap. Not `Hosted, CE` and not `Hosted. CE`.
_JOINT = re.compile(r"[ \t\xa0]{1,3}|[ \t]*\n[ \t]*|[-‐‑–_]")

# In the name of a package only the joint itself: `osg-release` is not the `OSG Release` team.
_TIGHT_JOINT = re.compile(r"[-‐‑_]")

# What makes a name part of something longer: `osg` in `osg-configure`, `@osg`, `osg.org`, `/osg`.
# A slash between words does not: `CMS/OSG`.
_GLUE_BEFORE = re.compile(r"(?:[-‐‑_@#$\\+]|(?<=\w)[.'’]|(?<!\w)/)$")
_GLUE_AFTER = re.compile(r"[-‐‑_](?=\w)|[@\\]|\.(?=\w)")

# What never makes a name part of something longer, looked at first because it is most frequent.
_FREE = frozenset(' \t\n,;:()[]!?*|"')

# English tails that leave the name before them what it is: `HTCondor-based`, `OSG-specific`.
_TAIL = re.compile(
    r"[-‐‑](?:aware|based|compatible|enabled|free|hosted|independent|internal|like|managed|native"
    r"|only|provided|ready|related|side|specific|style|supported|wide)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """The text as names are compared: without case and diacritics, joints as one blank.

    Writing systems without case stay as they are; nothing but joints and marks gives `""`.

    >>> fold("Jiří  O’Neil"), fold("HTCondor-CE"), fold("osg_configure")
    ('jiri o neil', 'htcondor ce', 'osg configure')
    """
    return " ".join(re.findall(r"[^\W_]+", without_marks(text).casefold()))


def level(text: str) -> str:
    """The text in lower case without diacritics, each character in its place.

    >>> level("Perez-Calero, José"), len(level("İß")) == 2
    ('perez-calero, jose', True)
    """
    if text.isascii():
        return text.lower()
    changes = {
        ord(char): base
        for char in set(text)
        if not char.isascii() and (base := _base(char)) != char
    }
    lowered = text.translate(changes).lower() if changes else text.lower()
    return lowered if len(lowered) == len(text) else text


_ASCII_WORDS = bytes(code if chr(code).isalnum() or code > 127 else 10 for code in range(256))


def words_of(text: str) -> bytes:
    r"""The words of a text by which a `NameTable` finds names, with line ends between them.

    >>> words_of("Hosted-CE"), words_of("“José’s”")
    (b'hosted\nce', b'\njose\ns\n')
    """
    plain = level(text)
    if plain.isascii():
        return plain.encode().translate(_ASCII_WORDS)
    return "\n".join(_PARTS.split(plain)[::2]).encode(errors="backslashreplace")


def _base(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[:1].lower()
    return base if len(base) == 1 and base.isalnum() == char.isalnum() else char


def is_distinctive(name: str) -> bool:
    """Whether a name is told from a common word without regard to case.

    It is where a capital stands inside, or a digit or joint: `XRootD`, `osg-configure`. Capitals
    only are an acronym, and in small letters another word: `ARC`, `UM`.

    >>> [is_distinctive(name) for name in ("XRootD", "osg-configure", "ARC", "Vault", "vault")]
    [True, True, False, False, False]
    """
    inside = name[1:]
    if any(char.isdigit() or char in "-_" for char in inside):
        return True
    return any(char.isupper() for char in inside) and any(char.islower() for char in name)


class Hit(Struct, Generic[Target], frozen=True, gc=False):
    """A name found in a text, and all that it can stand for."""

    span: Span
    targets: tuple[Target, ...]


class _Form(Struct, Generic[Target], frozen=True, gc=False):
    words: tuple[str, ...]
    joints: tuple[str, ...]
    written: str
    tight: bool
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class NameTable(Generic[Target]):
    """Names by their words, and of how many words those are that begin with one, the most first.

    So a name is found at the same price whether one person is called Ann or thousands are.
    """

    forms: Mapping[tuple[str, ...], tuple[_Form[Target], ...]]
    lengths: Mapping[str, tuple[int, ...]]

    def find(self, text: str) -> Iterator[Hit[Target]]:
        """Every place where a name stands as a word of its own, longest match first, no overlaps.

        >>> table = name_table([("HTCondor", 1), ("HTCondor-CE", 2), ("vault", 3)])
        >>> [(hit.span.start, hit.targets) for hit in table.find("HTCondor CE, htcondor, Vault")]
        [(0, (2,)), (13, (1,))]
        >>> list(table.find("htcondor-tools in x/htcondor.git"))
        []
        """
        if not self.forms:
            return
        parts = _PARTS.split(level(text))
        starts = (0, *accumulate(map(len, parts)))
        lengths = self.lengths
        resume = 0
        for index in [i for i, part in enumerate(parts) if part in lengths]:
            start = starts[index]
            if start < resume:
                continue
            for form in self._beginning(parts, index):
                end = _match(form, parts, starts, index, text)
                if end is not None:
                    resume = end
                    yield Hit(Span(start, end), form.targets)
                    break

    def _beginning(self, parts: list[str], index: int) -> Iterator[_Form[Target]]:
        """The names whose words are those from a part on, the longest first."""
        for length in self.lengths[parts[index]]:
            yield from self.forms.get(tuple(parts[index : index + 2 * length : 2]), ())


def _match(
    form: _Form[Target], parts: list[str], starts: tuple[int, ...], index: int, text: str
) -> int | None:
    words = form.words
    last = index + 2 * len(words) - 2
    joint = _TIGHT_JOINT if form.tight else _JOINT
    for expected, between in zip(form.joints, parts[index + 1 : last : 2], strict=True):
        if between != expected and not joint.fullmatch(between):
            return None
    start, end = starts[index], starts[last + 1]
    if form.written and text[start] != form.written[0]:
        return None
    if form.written and len(words) == 1 and text[start:end] != form.written:
        return None
    return end if _stands_alone(text, start, end) else None


def _stands_alone(text: str, start: int, end: int) -> bool:
    if (
        start
        and text[start - 1] not in _FREE
        and _GLUE_BEFORE.search(text, max(0, start - 2), start)
    ):
        return False
    if end == len(text) or text[end] in _FREE or not _GLUE_AFTER.match(text, end):
        return True
    return bool(_TAIL.match(text, end))


def name_table(names: Iterable[tuple[str, Target]]) -> NameTable[Target]:
    """A table of names; one name may stand for several targets, and a hit then holds them all.

    A name is matched without regard to case where it is distinctive (`is_distinctive`), otherwise
    as written. A hyphen and a blank are the same, but for a name in small letters with hyphens: it
    is a package's. Names without a letter or digit are left out.
    """
    gathered: dict[tuple[tuple[str, ...], tuple[str, ...], str, bool], list[Target]] = {}
    for name, target in names:
        parts = _PARTS.split(level(name))
        words = tuple(part for part in parts[::2] if part)
        if not words:
            continue
        joints = tuple(parts[1::2][1 if not parts[0] else 0 :][: len(words) - 1])
        case = "" if is_distinctive(name) else name
        tight = name.islower() and " " not in name
        targets = gathered.setdefault((words, joints, case, tight), [])
        if target not in targets:
            targets.append(target)
    forms: dict[tuple[str, ...], list[_Form[Target]]] = {}
    lengths: dict[str, set[int]] = {}
    for (words, joints, case, tight), found in gathered.items():
        forms.setdefault(words, []).append(_Form(words, joints, case, tight, tuple(found)))
        lengths.setdefault(words[0], set()).add(len(words))
    return NameTable(
        {
            words: tuple(sorted(each, key=lambda form: form.written))
            for words, each in forms.items()
        },
        {first: tuple(sorted(each, reverse=True)) for first, each in lengths.items()},
    )
