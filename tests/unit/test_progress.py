"""A stage that takes a while is seen on a terminal, and told of in a pipe."""

from __future__ import annotations

import io
import logging

import pytest

from mkdocs_minutes.workers import progress
from mkdocs_minutes.workers.forking import shared_out
from mkdocs_minutes.workers.progress import MANY, Stage


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_processes_of_a_stage_move_one_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(progress, "DELAY", 0)
    with Stage("Rendering", 10, "pages") as stage:
        counts = [*shared_out(lambda share: len([*stage.over(share)]), range(9), 3)]
        stage.step()  # looks at what the others did
        assert sum(counts) == 9
        assert stage._bar.n == 10
    assert "Rendering pages" in terminal.getvalue()


@pytest.mark.parametrize(("total", "lines"), [(MANY, ["Reading 500 notes"]), (MANY - 1, [])])
def test_a_pipe_gets_a_line_of_what_takes_a_while(
    total: int, lines: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), Stage("Reading", total, "notes") as stage:
        assert [*stage.over("ab")] == ["a", "b"]
    assert caplog.messages == lines
