"""Two folders changing places in one step, where the system can do that."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are relative to the working folder
_LINUX_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), since Linux 3.15 and glibc 2.28
_MACOS_SWAP = 2  # RENAME_SWAP of renamex_np(2), since macOS 10.12


def exchange(one: Path, other: Path) -> bool:
    """Let two folders on one file system change places at once; whether they did.

    Where the system or the file system cannot, nothing has happened.
    """
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            library = ctypes.CDLL(None)
            failed = library.renameat2(_HERE, first, _HERE, second, _LINUX_EXCHANGE)
        elif sys.platform == "darwin":
            failed = ctypes.CDLL(None).renamex_np(first, second, _MACOS_SWAP)
        else:
            return False
    except AttributeError:
        return False
    return not failed
