"""One run of a command: processors' seconds, seconds by the clock, memory of all its processes."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psutil

_COMPILES_ANEW = "PYTHONDONTWRITEBYTECODE"
"""Where that is set, Python compiles its modules at each start, which installed programs do not."""

_PAUSE = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What commands took, one after another: seconds, of processors and by the clock, and MB.

    `megabytes` is the most that all processes together held at a time, shared pages counted once.
    """

    processor: float
    clock: float
    megabytes: float


class _Watch(threading.Thread):
    """Looks again and again at the memory of a process and of all that it has begun."""

    def __init__(self, process: psutil.Process) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._ended = threading.Event()
        self.most = 0

    def run(self) -> None:
        while not self._ended.wait(_PAUSE):
            self.most = max(self.most, self._held())

    def _held(self) -> int:
        held = 0
        with suppress(psutil.Error):
            for process in (self._process, *self._process.children(recursive=True)):
                with suppress(psutil.Error):
                    held += process.memory_full_info().pss
        return held

    def end(self) -> int:
        """The most that was held, in bytes."""
        self._ended.set()
        self.join()
        return self.most


def measure(commands: Sequence[Sequence[str]], folder: Path) -> Measured:
    """Commands run in a folder, one after another; raises `CalledProcessError` where one fails."""
    processor = clock = 0.0
    most = 0
    environment = {name: value for name, value in os.environ.items() if name != _COMPILES_ANEW}
    for words in commands:
        start = perf_counter()
        with open(folder / "said.log", "wb") as said:
            process = subprocess.Popen(
                words, cwd=folder, stdout=said, stderr=subprocess.STDOUT, env=environment
            )
            watch = _Watch(psutil.Process(process.pid))
            watch.start()
            _, status, usage = os.wait4(process.pid, 0)
        clock += perf_counter() - start
        most = max(most, watch.end())
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output = (folder / "said.log").read_text(errors="replace")[-2_000:]
            raise subprocess.CalledProcessError(process.returncode, [*words], output)
        processor += usage.ru_utime + usage.ru_stime
    return Measured(processor, clock, most / 1e6)


@dataclass(frozen=True, slots=True)
class Size:
    """What a site takes: its pages, all its bytes, those of its largest page, and of the chrome.

    Chrome is what stands around the content of pages, where the theme marks that; else it is 0.
    """

    pages: int
    total: int
    largest: int
    chrome: int


_CONTENT = re.compile(rb'<article class="md-content__inner.*</article>', re.DOTALL)


def size_of(site: Path) -> Size:
    """The size of a site in a folder."""
    pages = total = largest = chrome = 0
    for path in site.rglob("*"):
        if not path.is_file():
            continue
        size = path.stat().st_size
        total += size
        if path.suffix == ".html":
            pages += 1
            largest = max(largest, size)
            content = _CONTENT.search(path.read_bytes())
            chrome += size - len(content[0]) if content else 0
    return Size(pages, total, largest, chrome)


def machine() -> str:
    """What the figures were taken on, in a line."""
    model = "unknown processor"
    with suppress(OSError):
        found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
        model = found[1] if found else model
    cores = len(os.sched_getaffinity(0))
    python = platform.python_version()
    memory = psutil.virtual_memory().total / 2**30
    return f"{model}, {cores} cores, {memory:.0f} GiB, {platform.system()}, Python {python}"
