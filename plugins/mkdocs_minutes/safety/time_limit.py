"""A limit to the time that one note may take, so that no note holds up the others."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

HAS_TIMER = hasattr(signal, "setitimer")
"""Whether the system has a timer of processor time that interrupts even a search for a pattern."""


class TookTooLong(BaseException):
    """What was limited is not done; not an `Exception`, so that no handler of those holds it up."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TookTooLong` out of the block once it has taken so many seconds; 0 sets no limit.

    They are seconds of processors where the system can measure them, in the main thread of a
    process. Elsewhere, as on Windows, they are seconds by the clock, and what runs outside of
    Python, such as one search for a pattern, is ended only when it comes back. Limits do not nest.
    """
    if seconds <= 0:
        yield
        return
    main = threading.current_thread() is threading.main_thread()
    stop = _by_signal(seconds) if HAS_TIMER and main else _by_thread(seconds)
    try:
        yield
    finally:
        stop()


def _by_signal(seconds: float) -> Callable[[], object]:
    def expired(*_: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGPROF, expired)
    signal.setitimer(signal.ITIMER_PROF, seconds)

    def stop() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

    return stop


def _by_thread(seconds: float) -> Callable[[], object]:
    ident = threading.get_ident()
    done = threading.Event()

    def wait() -> None:
        if not done.wait(seconds):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(ident), ctypes.py_object(TookTooLong)
            )

    threading.Thread(target=wait, daemon=True).start()
    return done.set
