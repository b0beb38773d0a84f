"""Memory that is free, given back to the system."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Let the system have what was freed between things that stay; only the C library of GNU can.

    Most of a note's bytes are freed once it is read, and what lies behind them stays: so a third of
    a process that has read thousands of notes would be free, and stay its own.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
