"""From a configuration to a search index, kept for the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from heapq import merge
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import msgspec

from .attachments import find_attachments
from .configuration import Configuration
from .core.addresses import SEARCH
from .core.parse import as_text
from .core.records import ArchivedNote, Problem, RawNote
from .core.settings import Settings
from .pages.lookups import Lookups, look_up
from .pages.model import Options
from .pipeline import load_archive, read_sources
from .safety.note_reading import within_limits
from .search.index import Built, build_index, oldest_first
from .search.passages import Documents, in_order, named_pages, passages
from .search.reader import Index, Source
from .search.shards import IndexFile, write_files
from .search.work import Work
from .source.files import read_registry_files
from .store.cache import Cache, code_version, key_of
from .store.machine_key import private_folder, sealed, unsealed
from .workers.executors import HERE, WORTH_A_FRESH_POOL, executing
from .workers.progress import Stage


def index_files(
    lookups: Lookups,
    configuration: Configuration,
    *,
    site: Sequence[Documents] = (),
    failed: list[Problem] | None = None,
) -> Iterator[IndexFile]:
    """The files of the index of an archive; the order of its notes' files changes nothing.

    `site` are the passages of the site's other pages, page by page. `failed` is given the problems
    of notes of which nothing but the lines, or the title, can be found.
    """
    ordered = in_order(lookups.archive)
    problems: list[Problem] = [] if failed is None else failed
    notes = (note_passages(note, lookups, configuration.settings, problems) for note in ordered)
    made = merge(notes, sorted(site, key=oldest_first), key=oldest_first)
    pages = named_documents(lookups, configuration.settings, problems)
    size = len(ordered) + len(site)
    with Stage("Indexing", size, "notes") as stage:
        yield from index_documents(stage.over(made), pages, size, configuration)


def note_passages(
    note: ArchivedNote, lookups: Lookups, settings: Settings, problems: list[Problem]
) -> Documents:
    """A note's passages; those of its lines, or of nothing but its title, where they fail."""
    for taken in (note, as_text(note)):
        work = partial(passages, taken, lookups)
        made = within_limits(note.note.path, "indexed", settings, work)
        if not isinstance(made, Problem):
            return made
        problems.append(made)
    titled = replace(note.note, text="", starts=(0,), lines=())
    return passages(as_text(replace(note, note=titled)), lookups)


def named_documents(lookups: Lookups, settings: Settings, problems: list[Problem]) -> Documents:
    """The documents of the pages that a name calls; none, with a problem, where they fail."""
    made = within_limits(SEARCH, "filled with names", settings, partial(named_pages, lookups))
    if isinstance(made, Problem):
        problems.append(replace(made, code="page-failed"))
        return ()
    lookups.keep()
    return made


def pages_key(configuration: Configuration) -> bytes:
    """The key under which the passages of the site's other pages are kept for the command line."""
    return key_of("pages of the site", code_version(), str(configuration.docs_dir))


def _pages_of_last_build(configuration: Configuration) -> tuple[Documents, ...]:
    """The passages of the pages that were written by hand, as the last build found them."""
    with Cache(configuration.cache) as cache:
        kept = cache.get(pages_key(configuration))
    return msgspec.msgpack.decode(kept, type=tuple[Documents, ...]) if kept else ()


def index_documents(
    notes: Iterable[Documents],
    pages: Documents,
    size: int,
    configuration: Configuration,
    *,
    built: Built | None = None,
) -> Iterator[IndexFile]:
    """The files of the index of documents, oldest note first; `size` is the number of notes.

    `built` is filled with what the index after an edit follows from.
    """
    choosing = executing(configuration, afresh=True) if size >= WORTH_A_FRESH_POOL else HERE
    keeping = Cache(configuration.cache) if configuration.cache else nullcontext()
    with choosing as pool, keeping as cache:
        yield from build_index(notes, pages, work=Work(pool, cache), built=built)


def open_index(configuration: Configuration, *, progress: bool = False) -> Index:
    """The index of the configured notes: that of the last time, where nothing has changed since.

    The other pages of the site are in it as the last build found them. It is kept in the cache's
    folder; without a cache it is made anew in memory.
    """
    site = _pages_of_last_build(configuration) if configuration.search else ()
    stamp = _stamp(configuration, site)
    cache = configuration.cache
    kept = private_folder(cache) / "search" / stamp if cache else None

    def made() -> Iterator[IndexFile]:
        archive = load_archive(configuration, progress=progress)
        files = find_attachments(archive, configuration).attachments
        lookups = look_up(archive, Options(under=configuration.under, files=files))
        return index_files(lookups, configuration, site=site)

    if kept is not None:
        with suppress(OSError):  # where nothing can be written, nothing is kept
            if not (kept / "manifest.js").is_file():
                kept = _kept_whole(kept, made())
            return Index(_believed(kept, made))
    return Index({written.path: written.data for written in made()}.__getitem__)


def _believed(folder: Path, made: Callable[[], Iterable[IndexFile]]) -> Source:
    """The files of an index that was kept; where one was changed, the index is made anew."""
    anew: dict[str, bytes] = {}

    def read(name: str) -> bytes:
        if not anew:
            with suppress(OSError):
                data = unsealed(name, (folder / name).read_bytes())
                if data is not None:
                    return data
            rmtree(folder, ignore_errors=True)
            anew.update({written.path: written.data for written in made()})
        return anew[name]

    return read


def _kept_whole(folder: Path, made: Iterable[IndexFile]) -> Path:
    """A folder with the files of an index, in place of the index of another time.

    It gets its name once it is whole, so that nobody opens half an index.
    """
    former = list(folder.parent.iterdir()) if folder.parent.is_dir() else []
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(mkdtemp(dir=folder.parent))
    write_files(fresh, (replace(one, data=sealed(one.path, one.data)) for one in made))
    for other in former:
        rmtree(other, ignore_errors=True)
    try:
        return fresh.rename(folder)
    except OSError:  # another process has made it meanwhile
        return fresh


def _stamp(configuration: Configuration, site: Sequence[Documents]) -> str:
    """A hash of all that an index depends on."""
    digest = sha256(key_of(code_version(), repr(configuration.settings), repr(site)))
    for source in read_sources(configuration):
        known = (source.path, source.digest) if isinstance(source, RawNote) else source
        digest.update(repr(known).encode())
    for file in read_registry_files(configuration.registry):
        digest.update(repr(file).encode())
    return digest.hexdigest()[:16]
