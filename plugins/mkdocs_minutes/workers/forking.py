"""Work shared among processes that begin as copies of this one, with all that it knows."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def shared_out(work: Callable[[Sequence[T]], R], items: Sequence[T], processes: int) -> Iterator[R]:
    """What `work` gives for each share of the items, in no stated order.

    A share is done here, each other one in a process that is forked from this one: so nothing has
    to be sent but the results. What a process fails with is raised here. Where processes cannot be
    forked safely, or one is enough, this one does it all.

    >>> sorted(shared_out(sum, [1, 2, 3], 2))
    [2, 4]
    """
    count = min(processes, len(items)) if sys.platform == "linux" else 1
    started = [_start(work, items[share::count]) for share in range(1, count)]
    try:
        yield work(items[::count] if count else items)
        for process, answers in started:
            answer = _answer(answers)
            process.join()
            if isinstance(answer, BaseException):
                raise answer
            yield answer  # type: ignore[misc]  # what `work` gave
    finally:
        for process, answers in started:
            answers.close()
            process.kill()
            process.join()


_Started = tuple[multiprocessing.context.ForkProcess, Connection]


def _start(work: Callable[[Sequence[T]], R], share: Sequence[T]) -> _Started:
    forking = multiprocessing.get_context("fork")
    receiving, sending = forking.Pipe(duplex=False)
    process = forking.Process(target=_run, args=(work, share, sending), daemon=True)
    process.start()
    sending.close()
    return process, receiving


def _run(work: Callable[[Sequence[T]], R], share: Sequence[T], sending: Connection) -> None:
    try:
        sending.send(work(share))
    except BaseException as error:  # it is raised where it is waited for
        sending.send(error)
    sending.close()
    os._exit(0)  # what this process was copied with is not its own to tidy up


def _answer(answers: Connection) -> object:
    try:
        return answers.recv()
    except EOFError:
        return ChildProcessError("a process that renders pages has ended before its time")
