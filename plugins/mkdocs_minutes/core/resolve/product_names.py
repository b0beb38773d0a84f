"""What the name of a product looks like, and the words that are none."""

from __future__ import annotations

import re

from ..extract.names import is_common_word, is_everyday_word
from ..names import fold, is_distinctive
from ..records import Note, Span


def key_of(name: str) -> str:
    """What two ways of writing one project's name have in common.

    >>> key_of("HTCondor-CE") == key_of("HTCondor CE") == key_of("htcondorce")
    True
    """
    return fold(name).replace(" ", "")


PROGRAMS = frozenset(
    """
    centos chrome chromium clang conda curl debian docker fedora firefox git java javascript jenkins
    kubernetes linux mysql nginx npm numpy openssl perl php pip postgresql pytest python redis slurm
    sqlite squid ubuntu yarn
    """.split()
)
"""Names of programs that technical English knows as words."""
# Words, and formats, that are a system's name where they have their capitals and a number.
SYSTEMS = frozenset(
    """
    Android CSS Edge HTML HTTP JSON Rails Unicode Windows XML YAML
    """.split()
)
SYSTEM_OF_TWO = re.compile(r"\b(?:Mac )?OS X$|\bWindows (?:Server|NT|Phone)$")
SMALL_SYSTEMS = frozenset(map(str.lower, SYSTEMS))
_NAMED = PROGRAMS | SMALL_SYSTEMS


def is_word(word: str) -> bool:
    """Whether a word is an everyday one, and so the name of no project by its capital alone."""
    bare = word.lower().strip(".:")
    return bare not in _NAMED and is_everyday_word(bare)


def is_heading_word(word: str) -> bool:
    """Whether a word is one of headings and labels, such as `Status`, and no program."""
    bare = word.strip(".:")
    return bare.lower() not in PROGRAMS and bare not in SYSTEMS and is_common_word(word)


def may_be_word(note: Note, span: Span) -> bool:
    """Whether a system's name may only be the word: where it begins a sentence, without a number.

    `Windows of the house`, not `Windows 8.1`.
    """
    written = note.text[span.slice]
    if written not in SYSTEMS or written.isupper():
        return False
    numbered = note.text[span.end : span.end + 2].strip().isdigit()
    return begins_sentence(note, span.start) and not numbered


def is_phrase(word: str) -> bool:
    """Whether a hyphen joins everyday words: `back-end`, not `osg-configure`."""
    return all(is_word(part) for part in word.split("-"))


def has_name_shape(word: str) -> bool:
    """Whether a word looks like a product's name: `XRootD`, `osg-ce`, `IGTF`, `Pegasus`."""
    letters = [char for char in word if char.isalpha()]
    if len(letters) < 2 or is_heading_word(word):
        return False
    return is_distinctive(word) or word[0].isupper()


def is_doing(word: str) -> bool:
    """Whether a word is what somebody does with what follows: `Dropping Kiln 3.6`.

    >>> is_doing("Dropping"), is_doing("Spring")
    (True, False)
    """
    stem = word.lower().removesuffix("ing")
    doubled = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
    return stem != word.lower() and any(map(is_everyday_word, (stem, doubled, f"{stem}e")))


def is_precise(number: str) -> bool:
    """Whether a number has three parts, or a revision, as only versions have."""
    return number.count(".") > 1 or "r" in number


def begins_sentence(note: Note, offset: int) -> bool:
    """Whether a word begins a line's words, or a sentence in them."""
    line = note.lines[note.line_of(offset) - 1]
    before = note.text[line.content.start : offset].rstrip(" *_`\"'(")
    return not before or before[-1] in ".!?:;"
