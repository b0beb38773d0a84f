"""Work shared out among forked processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

import pytest

from mkdocs_minutes.workers.forking import shared_out


@pytest.mark.parametrize("processes", [1, 2, 3, 9])
@pytest.mark.parametrize("count", [0, 1, 7])
def test_every_item_is_in_one_share(processes: int, count: int) -> None:
    shares = [*shared_out(list, range(count), processes)]
    assert sorted(item for share in shares for item in share) == [*range(count)]
    assert len(shares) == max(1, min(processes, count))


def test_shares_are_done_in_processes_of_their_own_that_know_what_this_one_does() -> None:
    known = object()
    found = [*shared_out(lambda share: (os.getpid(), id(known)), [1, 2, 3], 3)]
    assert len({process for process, _ in found}) == 3
    assert {knows for _, knows in found} == {id(known)}


def test_what_a_process_fails_with_is_raised_here() -> None:
    here = os.getpid()

    def fail(share: Sequence[int]) -> None:
        if os.getpid() != here:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        list(shared_out(fail, [1, 2], 2))


def test_a_process_that_is_killed_is_said() -> None:
    here = os.getpid()

    def die(share: Sequence[int]) -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(ChildProcessError, match="before its time"):
        list(shared_out(die, [1, 2], 2))
