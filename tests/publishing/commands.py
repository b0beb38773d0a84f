"""Commands as a person runs them, without the second that Python takes to import them.

A process that has imported what commands are made of is forked for each (`forkserver` of the
standard library), so a command finds nothing that another left in memory. What depends on how a
process begins is run by `run_alone`; so is the wheel, in an environment of its own.
"""

from __future__ import annotations

import json
import os
import socketserver
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

SERVER = get_context("forkserver")
SERVER.set_forkserver_preload(["tests.publishing.preloaded"])

COMMANDS = {
    "mkdocs_minutes.cli": ("mkdocs_minutes.cli", "main"),
    "mkdocs": ("mkdocs.__main__", "cli"),
    "tests.publishing.killing": ("tests.publishing.killing", "command"),
}
"""By what `python -m` runs, the function that it comes down to."""


def run(*words: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """A command, run in a folder; its output is text."""
    if words[0] not in COMMANDS or any(name.startswith("PYTHON") for name in environ):
        return run_alone(*words, folder=folder, **environ)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        files = out.fileno(), err.fileno()
        output = [f"/proc/{os.getpid()}/fd/{number}" for number in files]
        process = SERVER.Process(
            target=_forked, args=(words, folder, {**os.environ, **environ}, output)
        )
        process.start()
        process.join()
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode())
    status = process.exitcode
    assert status is not None
    return subprocess.CompletedProcess(words, status, *said)


class Minutes(socketserver.ThreadingTCPServer):
    """A `minutes` for the path of scripts, which has each command run by `run`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        folder.mkdir()
        script = folder / "minutes"
        script.write_text(ASKING.format(python=sys.executable, address=self.server_address))
        script.chmod(0o755)


ASKING = """\
#!{python} -IS
import json, os, socket, sys
asked = socket.create_connection({address!r})
asked.sendall(json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode() + b"\\n")
status, said, told = json.loads(asked.makefile().read())
sys.stdout.write(said)
sys.stderr.write(told)
sys.exit(status)
"""
"""What `minutes` is then: all that it is called with is told, and all that comes of it said."""


class _Asked(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        words, folder, environ = json.loads(self.rfile.readline())
        own = {name: value for name, value in environ.items() if os.environ.get(name) != value}
        done = run("mkdocs_minutes.cli", *words, folder=Path(folder), **own)
        self.wfile.write(json.dumps([done.returncode, done.stdout, done.stderr]).encode())


def run_alone(*words: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """The same from nothing, as a shell would do it."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
    )


def _forked(
    words: Sequence[str], folder: Path, environ: Mapping[str, str], output: Sequence[str]
) -> None:
    """What the forked process does."""
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(folder)
    for number, path in enumerate(output, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_APPEND), number)
    from mkdocs_minutes.cli import site as cli_mkdocs

    from .preloaded import keep_templates

    cli_mkdocs._run = _fork
    if "TEMPLATES_OF_TESTS" in environ:
        keep_templates(environ["TEMPLATES_OF_TESTS"])
    _command(words[0])(list(words[1:]), prog_name=f"python -m {words[0]}")


def _fork(words: list[str], environ: Mapping[str, str]) -> int:
    """Our command line's way to MkDocs, which is `python -m mkdocs` as well."""
    process = get_context("fork").Process(target=_again, args=(words, environ))
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def _again(words: list[str], environ: Mapping[str, str]) -> None:
    os.environ.update(environ)
    _command(words[2])(words[3:], prog_name="mkdocs")


def _command(name: str) -> Callable[..., object]:
    module, function = COMMANDS[name]
    return getattr(import_module(module), function)  # type: ignore[no-any-return]
