"""Where notes are worked on: in this process, in others of this machine, or on a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from ..configuration import Configuration
from ..store.cache import code_version

WORTH_A_POOL = 200
"""Fewer unread notes than this are read sooner here than processes start."""

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
def executing(configuration: Configuration) -> Iterator[Executor]:
    """The executor that the configuration asks for: a cluster's, or processes of this machine.

    What a worker gives is taken for what this program would have made, so a cluster is refused
    whose workers run another version of it. Raises `ClusterError`.
    """
    if configuration.executor:
        with _cluster(configuration.executor) as executor:
            yield executor
        return
    count = configuration.workers or os.cpu_count() or 1
    with HERE if count == 1 else ProcessPoolExecutor(count) as executor:
        yield executor


@contextmanager
def begun_early(configuration: Configuration, notes: int) -> Iterator[Executor | None]:
    """Processes of this machine for all stages of a build, begun while there is little to copy.

    A process that is begun once the archive is there is a copy of it, and as soon as either of the
    two works on, both hold one. `None` leaves it to each stage: for few notes, for one process, and
    for a cluster.
    """
    count = configuration.workers or os.cpu_count() or 1
    if configuration.executor or count == 1 or notes < WORTH_A_POOL:
        yield None
        return
    with ProcessPoolExecutor(count) as executor:
        executor.submit(int).result()  # the first task begins all processes
        yield executor


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
