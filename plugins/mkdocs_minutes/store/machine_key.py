"""A key that no repository can bring along, so that a store which came with one is never believed.

What is kept between builds is taken up without being made again. A pull request could bring such a
store with pages of its own choice; but nobody who lacks the key can seal them, or know the name of
the folder in which they are looked for.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from functools import cache as memoise
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path
from tempfile import NamedTemporaryFile

from platformdirs import user_state_path

VARIABLE = "MINUTES_CACHE_KEY"
"""The variable that gives the key where machines share a store: a secret of the workflow."""

_KEY_BYTES = 32
SEAL_BYTES = 16
"""What a seal has."""


def seal(*parts: bytes) -> bytes:
    """What proves that a value was kept by somebody with this machine's key.

    >>> seal(b"a", b"bc") == seal(b"a", b"bc"), seal(b"a", b"bc") == seal(b"ab", b"c")
    (True, False)
    """
    digest = blake2b(key=_machine_key(), digest_size=SEAL_BYTES)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def sealed(name: str, data: bytes) -> bytes:
    """Data to be kept as a file of this name, with its seal in front."""
    return seal(name.encode(), data) + data


def unsealed(name: str, kept: bytes) -> bytes | None:
    """The data in a file of this name, `None` where it is not as it was sealed.

    >>> unsealed("a", sealed("a", b"data")), unsealed("b", sealed("a", b"data")), unsealed("a", b"")
    (b'data', None, None)
    """
    data = kept[SEAL_BYTES:]
    return data if compare_digest(kept[:SEAL_BYTES], seal(name.encode(), data)) else None


def private_folder(store: Path) -> Path:
    """The folder inside a store for whole files, under a name that only this machine's key gives.

    It is not made by asking for it.
    """
    return store / seal(b"folder").hex()


def keep_out_of_commits(store: Path) -> None:
    """Let version control leave a store alone, where nobody has said otherwise."""
    with suppress(OSError), (store / ".gitignore").open("x", encoding="utf-8") as file:
        file.write("*\n")


@memoise
def _machine_key() -> bytes:
    """The key of the environment, else this user's on this machine, made where there is none.

    Where none can be kept it holds for this process, and nothing kept before is taken up.
    """
    given = os.environ.get(VARIABLE, "")
    if given:
        return blake2b(given.encode("utf-8", "surrogateescape"), digest_size=_KEY_BYTES).digest()
    with suppress(OSError, RuntimeError):
        key = _kept_key(user_state_path("mkdocs-minutes") / "cache.key")
        if len(key) == _KEY_BYTES:
            return key
    return secrets.token_bytes(_KEY_BYTES)


def _kept_key(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:  # only its owner reads it
            file.write(secrets.token_bytes(_KEY_BYTES))
        made = Path(file.name)
        try:
            path.hardlink_to(made)  # of two that begin at once the first makes the key
            made.unlink()
        except FileExistsError:
            made.unlink()
        except OSError:
            made.replace(path)
    return path.read_bytes()
