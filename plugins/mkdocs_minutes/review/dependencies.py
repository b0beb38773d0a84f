"""Which notes ask the tables what: what all notes ask as one text, which is searched.

Most edits change few answers or none, so that a text which is read where it lies is quicker than an
index which would have to be made and loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from mmap import mmap


def asked_text(dependencies: Iterable[bytes]) -> bytes:
    """What notes ask, by their number, as a text that `who_asks` searches.

    Those of one note stand between line ends, and none of them holds a zero.
    """
    notes = (b"\0%d\n%b" % (number, asked) for number, asked in enumerate(dependencies))
    return b"\n".join([b"", *notes, b"\0"])


def who_asks(asked: str, text: bytes | mmap) -> Iterator[int]:
    r"""The numbers of the notes that ask it.

    >>> text = asked_text([b"\nann\nbo\n", b"\nbo\n", b"\nboo\n"])
    >>> list(who_asks("bo", text)), list(who_asks("b", text))
    ([0, 1], [])
    """
    wanted = b"\n%b\n" % asked.encode(errors="backslashreplace")
    place = text.find(wanted)
    while place >= 0:
        start = text.rfind(b"\n\0", 0, place + 1) + 2
        yield int(text[start : text.find(b"\n", start)])
        place = text.find(wanted, text.find(b"\n\0", place))
