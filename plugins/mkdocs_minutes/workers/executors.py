"""Where notes are worked on: in this process, in others of this machine, or on a Dask cluster."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from types import ModuleType
from typing import ParamSpec, TypeVar

from ..configuration import Configuration
from ..store.cache import code_version

WORTH_A_POOL, WORTH_A_FRESH_POOL = 200, 300
"""Fewer notes than this are read, or counted, sooner here than processes start, or begin afresh."""

_SECONDS = 30
"""How long a cluster has for its first word."""


P = ParamSpec("P")
T = TypeVar("T")


class ClusterError(ConnectionError):
    """A cluster that cannot be worked with; its text says why."""


class _SameProcess(Executor):
    """Runs what is submitted at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The finished future of the call."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


HERE = _SameProcess()


@contextmanager
def executing(configuration: Configuration, *, afresh: bool = False) -> Iterator[Executor]:
    """The executor that the configuration asks for: a cluster's, or processes of this machine.

    What a worker gives is taken for what this program would have made, so a cluster is refused
    whose workers run another version of it. Raises `ClusterError`. Processes that begin `afresh`
    know nothing of what this one holds: as a copy of one that holds an archive, each would keep
    what this one touches.
    """
    if configuration.executor:
        with _cluster(configuration.executor) as executor:
            yield executor
        return
    count = configuration.workers or os.cpu_count() or 1
    with HERE if count == 1 else _processes(count, afresh=afresh) as executor:
        yield executor


def _processes(count: int, *, afresh: bool) -> Executor:
    """Processes of this machine; this one alone where it gives none: without shared memory."""
    pool = partial(_Afresh, mp_context=get_context("spawn")) if afresh else ProcessPoolExecutor
    try:
        return pool(count)
    except (OSError, ImportError, NotImplementedError):
        return HERE


class _Afresh(ProcessPoolExecutor):
    """Processes that do not begin with the program which this one was begun with.

    A process is begun where something is submitted, and told of the program that there is then.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The future of the call."""
        program = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            sys.modules["__main__"] = program


@contextmanager
def _cluster(name: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("a Dask cluster needs `pip install 'mkdocs-minutes[dask]'`") from error
    address = name.replace("dask://", "tcp://", 1)
    try:
        client = Client(  # type: ignore[no-untyped-call]
            address, timeout=_SECONDS, set_as_default=False
        )
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(f"no Dask cluster answers at {name}") from error
    with client:
        _check(client.run(code_version), name)
        with client.get_executor(pure=False) as executor:  # type: ignore[no-untyped-call]
            yield executor


def _check(versions: dict[str, str], name: str) -> None:
    """Raise `ClusterError` where there is no worker, or one with other code than this process's."""
    if not versions:
        raise ClusterError(f"the Dask cluster at {name} has no workers")
    others = sorted(worker for worker, version in versions.items() if version != code_version())
    if others:
        raise ClusterError(f"another version of this program runs at {', '.join(others)}")
