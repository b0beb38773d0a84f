"""A wheel with compiled modules reads as the plain one does; `make compiled` asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

READING = """
import hashlib
import sys
from pathlib import Path

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core import lines

print(Path(lines.__file__).suffix)
for path in sorted(Path(sys.argv[1]).rglob("*")):
    if path.is_file() and path.suffix not in (".py", ".json", ".pyc"):
        read = parse(RawNote(path.name, path.read_bytes()), Settings())
        print(path, hashlib.sha256(repr(read).encode(errors="surrogatepass")).hexdigest())
"""


def read(package: Path, notes: Path) -> list[str]:
    """How the modules are written that read notes, and a hash of all that was read of each."""
    done = subprocess.run(
        [sys.executable, "-c", READING, str(notes)],
        env={**os.environ, "PYTHONPATH": str(package), "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.compiled
def test_compiled_modules_read_what_the_plain_ones_do(repository: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(repository)],
        env={**os.environ, "HATCH_BUILD_HOOK_ENABLE_CUSTOM": "true"},
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    ZipFile(wheel).extractall(tmp_path / "wheel")
    notes = repository / "tests" / "golden"
    suffix, *plain = read(repository / "plugins", notes)
    compiled_suffix, *compiled = read(tmp_path / "wheel", notes)
    assert (suffix, compiled_suffix) == (".py", ".so")
    assert len(plain) > 300
    assert compiled == plain
