"""The state of a file, by which it is known to be as it was without being read; as git does it."""

from __future__ import annotations

import os
from stat import S_ISREG
from struct import Struct

LATELY = 1_000_000_000
"""Nanoseconds in which a file may be written twice at what its disk takes for the same time."""

_LAYOUT = Struct("<4qQ")


def file_state(path: str) -> bytes:
    """The size, times, kind and number on the disk of a file; `b""` where there is none.

    A link has a state of its own, whatever it leads to.

    >>> file_state("/nowhere")
    b''
    """
    try:
        found = os.lstat(path)
    except OSError:
        return b""
    return packed(found)


def packed(found: os.stat_result) -> bytes:
    """What was found of a file as its state."""
    return _LAYOUT.pack(
        found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
    )


def is_telling(state: bytes, since: int) -> bool:
    """Whether a file with this state at a time, in nanoseconds, has another one once it is changed.

    That is so of a plain file which was not written just before.
    """
    if not state:
        return False
    mode, _, modified, changed, _ = _LAYOUT.unpack(state)
    return S_ISREG(mode) and max(modified, changed) < since - LATELY
