"""A build asks no other machine for anything, and neither does what it starts."""

from __future__ import annotations

from pathlib import Path

from tests.publishing.commands import run

# Python imports this file in every process that finds it, so also in those that a build starts.
REFUSE = """\
import socket

def refuse(*words, **others):
    with open({log!r}, "a") as log:
        log.write(repr(words) + "\\n")
    raise OSError("no network here")

socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
"""


def test_a_process_that_reaches_for_it_is_seen(tmp_path: Path) -> None:
    log = tmp_path / "asked"
    (tmp_path / "sitecustomize.py").write_text(REFUSE.format(log=str(log)))
    (tmp_path / "asking.py").write_text(
        "import socket\nsocket.create_connection(('a.example', 80))\n"
    )
    assert run("asking", folder=tmp_path, PYTHONPATH=str(tmp_path)).returncode != 0
    assert "a.example" in log.read_text()


COMMANDS = "build", "check", "export --format json", "search hall"

ALL = """\
from click.testing import CliRunner
from mkdocs_minutes.cli import main

for words in {commands!r}:
    done = CliRunner().invoke(main, words.split())
    print(words, done.exit_code, done.exception)
"""


def test_no_command_reaches_for_the_network(tmp_path: Path) -> None:
    log = tmp_path / "asked"
    (tmp_path / "sitecustomize.py").write_text(REFUSE.format(log=str(log)))
    (tmp_path / "notes").mkdir()
    for number in range(1, 4):
        note = f"# Choir, {number} March 2021\n\nPresent: Grace Hopper\n\nhttps://a.example/b\n"
        (tmp_path / "notes" / f"{number}.md").write_text(note)
    (tmp_path / "all.py").write_text(ALL.format(commands=COMMANDS))
    done = run("all", folder=tmp_path, PYTHONPATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{words} 0 None" for words in COMMANDS], done.stderr
    assert not log.exists(), log.read_text()
