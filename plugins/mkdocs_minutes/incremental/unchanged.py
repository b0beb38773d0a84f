"""Whether a build would only make the site that is there already, told without making it.

A build that was all right leaves a record: the state of the files that it was made of, of the code
that made it, and of the site. As long as none of these differs, another build would give the site
that is there. A file's state is what git goes by as well, its size, its times and its number on the
disk; no file is read. Where anything else may have a say, such as a plugin that could ask the clock
or the network, no record is kept and each build is made.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR

import msgspec

from ..configuration import OVERRIDES, Configuration
from ..review.revisions import GitError, git
from ..site.files import replacing, states_in
from ..store.file_state import LATELY as LATELY
from ..store.file_state import packed
from ..store.machine_key import keep_out_of_commits, private_folder, sealed, unsealed

VARIABLE = "MINUTES_RECORD"
"""The variable by which `minutes build` tells its build the name of the record to leave."""

PLUGINS = frozenset(
    "awesome-nav literate-nav material/meta material/offline material/search material/tags meta "
    "minify minutes offline redirects search section-index tags".split()
)
"""Plugins whose pages are made of nothing but the files of the site and its configuration."""

EXTENSIONS = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes md_in_html meta "
    "nl2br sane_lists smarty tables toc wikilinks".split()
)
"""Extensions of Markdown that look at nothing but the text."""

FAMILIES = ("markdown.extensions.", "material.extensions.", "pymdownx.")
"""Extensions that do the same, by how their names begin."""

READING = frozenset({"pymdownx.snippets", "pymdownx.b64"})
"""Those among them that read other files."""

SKIPPED = frozenset({".git", ".icons", "__pycache__"})
"""Folders not looked into: of commits the newest counts, and icons come with a theme's code."""


class Record(msgspec.Struct, frozen=True):
    """What a build was made of and what it said.

    `roots` are the files and folders that it was made of, `without` the folders among them that it
    wrote, `commit` the newest commit of the notes. `said` has the lines that it told.
    """

    roots: tuple[str, ...]
    without: tuple[str, ...]
    notes: str
    commit: str
    sources: str
    code: str
    modules: tuple[str, ...]
    site: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """What a build is made of, and its state as the build began."""

    roots: tuple[str, ...]
    without: tuple[str, ...]
    notes: str
    commit: str
    state: str


class UntellableError(Exception):
    """The state of files does not tell whether a build would give the same."""


def record_name(
    site_file: Path, site_dir: Path, arguments: Sequence[str], environ: Mapping[str, str]
) -> str:
    """The name of the record of a build: one for each site file, target, and set of arguments."""
    overridden = [environ.get(variable, "") for variable in OVERRIDES.values()]
    words = map(str, (site_file.resolve(), site_dir.resolve(), *arguments, *overridden))
    return blake2b("\0".join(words).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def depends_on_files_alone(
    site_file: Path, plugins: Iterable[str], extensions: Iterable[str], *, hooks: bool
) -> bool:
    """Whether a site's configuration has nothing in it that could look at anything but files."""
    extensions = tuple(extensions)
    if hooks or set(plugins) - PLUGINS:
        return False
    known = (name in EXTENSIONS or name.startswith(FAMILIES) for name in extensions)
    if not all(known) or READING.intersection(extensions):
        return False
    text = site_file.read_text(encoding="utf-8-sig")
    return "!ENV" not in text and "INHERIT" not in text


def look_at_sources(
    site_file: Path, configuration: Configuration, site_dir: Path, themes: Iterable[str]
) -> Sources:
    """What a build is made of, as it begins; raises `UntellableError` where that cannot be told.

    `themes` are the folders of the theme's templates.
    """
    began = time.time_ns()
    roots = (
        *map(str, (site_file.resolve(), configuration.notes, configuration.registry)),
        *map(str, (configuration.docs_dir, Path(__file__).parents[1])),
        *themes,
    )
    made = (site_dir, site_dir.with_name(f".{site_dir.name}.staging"), configuration.cache)
    without = tuple(str(folder.resolve()) for folder in made if folder)
    state, newest = state_of(roots, without)
    if newest > began - LATELY:
        raise UntellableError("a file was written just now, and could be again in the same tick")
    notes = str(configuration.notes)
    return Sources(roots, without, notes, _commit(notes), state)


def keep_record(
    name: str,
    sources: Sources,
    published: Mapping[str, bytes],
    configuration: Configuration,
    said: Iterable[str],
) -> None:
    """Keep what a build was made of, now that its site is published; `published` is `states_in` it.

    Raises `UntellableError` where a source was changed while the site was made, `OSError` where
    nothing can be kept.
    """
    if configuration.cache is None:
        return
    if state_of(sources.roots, sources.without)[0] != sources.state:
        raise UntellableError("a file was changed during the build")
    modules = _modules()
    record = Record(
        sources.roots,
        sources.without,
        sources.notes,
        sources.commit,
        sources.state,
        _code(modules),
        modules,
        _hashed(published),
        tuple(said),
    )
    path = _path(configuration.cache, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    keep_out_of_commits(configuration.cache)
    data = msgspec.msgpack.encode(record)
    with replacing(path) as file:
        file.write(sealed(name, data))


def drop_record(name: str, configuration: Configuration) -> None:
    """Take a record away: what it tells will not be so for long.

    Where it cannot be taken away it tells nothing wrong: the state of the site will be another.
    """
    if configuration.cache is not None:
        with suppress(OSError):
            _path(configuration.cache, name).unlink()


def still_stands(name: str, site: Path, configuration: Configuration) -> Record | None:
    """The record of a build, where another one would give the same site and say the same."""
    if configuration.cache is None:
        return None
    try:
        record = _read(name, _path(configuration.cache, name).read_bytes())
        stands = (
            record is not None
            and record.commit == _commit(record.notes)
            and record.code == _code(record.modules)
            and record.sources == state_of(record.roots, record.without)[0]
            and record.site == _hashed(states_in(site.resolve()))
        )
    except (OSError, UntellableError):
        return None
    return record if stands else None


def _read(name: str, data: bytes) -> Record | None:
    inside = unsealed(name, data)
    try:
        return msgspec.msgpack.decode(inside, type=Record) if inside else None
    except (msgspec.MsgspecError, ValueError):
        return None


def _path(cache: Path, name: str) -> Path:
    return private_folder(cache) / f"{name}.built"


def _commit(folder: str) -> str:
    """The newest commit, which decides what the history of notes is; `""` outside a repository."""
    try:
        return git(Path(folder), "rev-parse", "HEAD", "--is-shallow-repository")
    except GitError:
        return ""


def _modules() -> tuple[str, ...]:
    """The files of all code that this process runs, but for what comes with the interpreter."""
    standard = os.path.dirname(os.__file__)
    paths = {getattr(module, "__file__", None) or "" for module in tuple(sys.modules.values())}
    own = (path for path in paths if "site-packages" in path or not path.startswith(standard))
    return tuple(sorted(filter(os.path.isabs, own)))


def _code(modules: Iterable[str]) -> str:
    digest = blake2b(sys.version.encode(), digest_size=16)
    for path in modules:
        _add(digest, path, os.stat(path))
    return digest.hexdigest()


def state_of(roots: Iterable[str], without: Iterable[str]) -> tuple[str, int]:
    """The state of files and folders with all that they hold, and when the newest was changed.

    What is missing has a state too. `without` are folders that are left out. Times are nanoseconds
    since 1970. Raises `UntellableError` where a link leads to a folder, which could lead anywhere.
    """
    digest = blake2b(digest_size=16)
    newest = 0
    left_out = frozenset(without)
    for root in roots:
        try:
            found = os.stat(root)
        except FileNotFoundError:
            digest.update(os.fsencode(root) + b"\0none\0")
            continue
        inside = _files(root, left_out) if S_ISDIR(found.st_mode) else [(root, found)]
        for path, state in inside:
            _add(digest, path, state)
            newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
    return digest.hexdigest(), newest


def _hashed(states: Mapping[str, bytes]) -> str:
    """A hash of the states of files by their paths."""
    digest = blake2b(digest_size=16)
    for path in sorted(states):
        digest.update(os.fsencode(path) + b"\0" + states[path])
    return digest.hexdigest()


def _add(digest: blake2b, path: str, state: os.stat_result) -> None:
    digest.update(os.fsencode(path) + b"\0" + packed(state))


def _files(folder: str, left_out: frozenset[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Each file below a folder with its state, in the order of names."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in SKIPPED and entry.path not in left_out:
                yield from _files(entry.path, left_out)
        elif entry.is_symlink():
            if entry.is_dir():
                raise UntellableError(f"{entry.path} leads to a folder")
            yield entry.path, entry.stat(follow_symlinks=False)
            if entry.is_file():
                yield entry.path, entry.stat()
        else:
            yield entry.path, entry.stat(follow_symlinks=False)
