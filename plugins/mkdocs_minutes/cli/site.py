"""MkDocs as a process of its own, which the commands `build` and `serve` run.

The command line must not depend on it, so that the archive can outlive it.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from ..core.escape import log_line
from .options import SITE_FILE, Folders

if TYPE_CHECKING:
    from ..configuration import Configuration


def build_site(folders: Folders, site: Path, arguments: list[str]) -> int:
    """Build the site, unless nothing that it is made of has changed since it was built."""
    from ..incremental.unchanged import VARIABLE, record_name, still_stands

    path = folders.site_file()
    if path is None or "--verbose" in arguments:
        return run_mkdocs("build", folders, arguments)
    overridden = folders.overrides()
    name = record_name(path, site, arguments, os.environ | overridden)
    record = still_stands(name, site, folders.configured())
    if record is None:
        return run_mkdocs("build", folders, arguments, {VARIABLE: name})
    for line in record.said:
        click.echo(line, err=True)
    index = (site / "index.html").resolve().as_uri()
    click.echo(f"Nothing has changed since the last build. Open {index}", err=True)
    return 0


def run_mkdocs(
    command: str,
    folders: Folders,
    arguments: list[str],
    variables: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Run MkDocs on the site, or on plain defaults where there is no `mkdocs.yml`: its status."""
    from ..configuration import OVERRIDES, has_bare_entry, lists_plugin, read_site_file

    configuration = folders.configured()
    path = folders.site_file()
    site = read_site_file(path) if path else {}
    if path and not lists_plugin(site):
        raise click.UsageError(f"{path}: add `minutes` to its `plugins`")
    if has_bare_entry(site.get("nav")):
        raise click.UsageError(f"{path}: write `- minutes: []` in `nav`, or give it a title")
    _make_docs_dir(configuration.docs_dir if path else None)
    named = folders.named()
    if path is None:
        there = {"notes": configuration.notes, "registry": configuration.registry}
        named |= {name: str(at) for name, at in there.items() if at.is_dir()}
    environ = os.environ | {
        **{OVERRIDES[option]: folder for option, folder in named.items()},
        **variables,
        "NO_MKDOCS_2_WARNING": "1",  # the theme's note on a MkDocs that is not the one installed
    }
    with tempfile.TemporaryDirectory() as scratch:
        site_file = path or _plain_site(Path(scratch), configuration)
        words = [
            sys.executable,
            "-m",
            "mkdocs",
            command,
            "--config-file",
            str(site_file),
            *arguments,
        ]
        return _run(words, environ)


def check_address(address: str) -> None:
    """Say in a line that nothing can listen at an address, as where another server does."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, int(port)), family=family).close()
    except (OSError, OverflowError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no address such as 127.0.0.1:8000"
        message = f"cannot listen at {address}: {reason}; name another with --address"
        raise click.UsageError(log_line(message)) from error


def _make_docs_dir(folder: Path | None) -> None:
    """Make the folder for pages of the keepers' own, without which MkDocs does not begin."""
    if folder is None or folder.is_dir():
        return
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise click.UsageError(log_line(f"cannot make {folder}: {error.strerror}")) from error
    click.echo(log_line(f"Made {folder} for pages of your own: MkDocs wants it"), err=True)


def _run(words: list[str], environ: Mapping[str, str]) -> int:
    """The exit status of a process, which is ended when this one is told to end."""
    with subprocess.Popen(words, env=environ) as process:  # noqa: S603  # MkDocs
        before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        try:
            return process.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            signal.signal(signal.SIGTERM, before)


def _plain_site(folder: Path, configuration: Configuration) -> Path:
    """An `mkdocs.yml` for notes that have none, built into `site/` of the present folder.

    In a clone it is called after the repository, and leads to its forge.
    """
    import yaml

    from ..adoption.site_file import new_theme
    from ..forge import Clone, find_clone

    (folder / "docs").mkdir()
    path = folder / SITE_FILE
    clone = find_clone(configuration.notes) or Clone("Meeting notes")
    site = {
        "site_name": clone.name,
        **({"repo_url": clone.repo_url} if clone.repo_url else {}),
        "site_dir": str(Path("site").resolve()),
        "theme": new_theme(),
        "plugins": [
            {"minutes": {"cache": str(configuration.cache or False), "edit_uri": clone.edit_uri}},
        ],
    }
    path.write_text(yaml.safe_dump(site), encoding="utf-8")
    return path
