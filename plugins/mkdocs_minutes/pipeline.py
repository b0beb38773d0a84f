"""From a configuration to the archive: reads the notes, through the cache and through processes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import msgspec

from .attachments import FoundAttachments, find_attachments
from .configuration import Configuration
from .core.archive import Assembled
from .core.encodings import encoding_for
from .core.frontmatter import read_front_matter
from .core.meetings_in_file import in_parts
from .core.part_paths import file_of
from .core.records import Archive, ParsedNote, Problem, RawNote
from .core.redact import mask_path, mask_words
from .core.registry import Registry, read_registry
from .core.resolve.tables import Tables
from .core.settings import Settings
from .core.text import decode
from .core.unread import UnreadParsed, alone
from .core.withheld import Withheld, withheld_finder, withheld_in_words, withheld_names
from .safety.leak_scan import LeakScan
from .safety.note_reading import read_note, read_note_without, within_limits
from .safety.quarantine import Probe, assemble_despite
from .source.files import files_left_out, list_notes_folders, read_notes, read_registry_files
from .source.standing import StandingFiles, StandingNote
from .store.cache import Cache, code_version, key_of
from .store.readings import find_readings, keep_readings
from .store.recurring import held_once
from .store.standing import KeptNote
from .workers.executors import WORTH_A_POOL, executing
from .workers.progress import Stage

T = TypeVar("T")

BATCH = 64
"""Notes that go to a worker, and to the cache, at a time."""

FIRST = 8
"""Notes that are read here before others read the rest: most patterns are compiled by then."""


def registry_of(
    files: Iterable[RawNote | Problem], settings: Settings
) -> tuple[Registry, tuple[Problem, ...]]:
    """The registry in some files, and what is wrong with these."""
    found = list(files)
    read = (file for file in found if isinstance(file, RawNote))
    registry, problems = read_registry(read, partial(mask_words, settings=settings))
    return registry, problems + tuple(file for file in found if isinstance(file, Problem))


def load_archive(
    configuration: Configuration,
    *,
    listed: Iterable[str] | None = None,
    progress: bool = False,
) -> Archive:
    """The archive of the configured notes folder; it is whole whatever the notes hold.

    `listed` are the files of the folders of notes where the caller has them (`list_files`).
    `progress` shows a bar where standard error is a terminal.
    """
    return load_with_files(configuration, listed=listed, progress=progress).archive


class Loaded(NamedTuple):
    """An archive, the values that were masked in it, and the files that its notes name.

    `shown` are the paths of notes that showed values before these were masked there too: no other
    note of the archive has to be looked through for them again. `outlines` are as in `Assembled`.
    """

    archive: Archive
    withheld: tuple[Withheld, ...]
    files: FoundAttachments
    shown: frozenset[str] = frozenset()
    outlines: Mapping[str, bytes] = MappingProxyType({})


def load_with_files(
    configuration: Configuration,
    *,
    listed: Iterable[str] | None = None,
    executor: Executor | None = None,
    progress: bool = False,
    probe: Probe = bool,
) -> Loaded:
    """The archive as `load_archive` gives it, with what it is published with.

    `executor` runs the per-note stage in place of a process pool of this machine.
    Masked values are kept nowhere: they are read from the files anew each time. Where a note shows
    what another masks, it is masked there too, and told of. Notes with which
    `probe` cannot make of the archive what it makes are shown as text.
    """
    sources = list(read_sources(configuration, listed))
    entries = list(read_registry_files(configuration.registry))
    masking = MaskedEverywhere(sources, entries, configuration, keep=True)
    made = assemble_sources(
        *(sources, entries, configuration),
        executor=executor,
        progress=progress,
        probe=probe,
        keep=b"",
        between=masking,
    )
    archive = made.archive
    found = find_attachments(archive, configuration)
    problems = tuple(sorted({*archive.problems, *masking.failed, *found.problems}))
    shown = frozenset(masking.shown)
    return Loaded(
        replace(archive, problems=problems), masking.withheld, found, shown, made.outlines
    )


MOST_SHOWN = 50
"""Values of others that are masked in a note; one that shows more, which are no accident, fails."""


class MaskedEverywhere:
    """Masks in notes what others of them mask.

    Then `withheld` are all values that are masked, `shown` those that notes showed, by path, and
    `failed` the problems of notes that cannot be asked. With `keep` the cache is kept for a site:
    it holds none of these values, and a note that shows too many of them stays as it is, which no
    site is published with.
    """

    def __init__(
        self,
        sources: Iterable[RawNote | Problem],
        entries: Iterable[RawNote | Problem],
        configuration: Configuration,
        *,
        keep: bool = False,
    ) -> None:
        self._sources = [one for one in sources if isinstance(one, RawNote)]
        self._entries = list(entries)
        self._configuration = configuration
        self._keep = keep
        self.withheld: tuple[Withheld, ...] = ()
        self.failed: list[Problem] = []
        self.shown: dict[str, set[Withheld]] = {}

    def __call__(self, parsed: Iterable[ParsedNote]) -> list[ParsedNote]:
        """The notes; those that show what another masks are read anew without it, unkept."""
        notes, settings = list(parsed), self._configuration.settings
        self.withheld, self.failed = _withheld(notes, self._sources, self._entries, settings)
        self.shown = self._values_shown(notes)
        most = MOST_SHOWN if self._keep else len(self.withheld)
        few = {path: values for path, values in self.shown.items() if len(values) <= most}
        named = ((mask_path(raw.path, settings), raw) for raw in (self._sources if few else ()))
        raw = {path: note for path, note in named if path in few}
        again = {path: read_note_without(note, few[path], settings) for path, note in raw.items()}
        if again:
            notes = [alone(note) for note in notes]
        if self._keep or again:
            self._forget(raw, again)
        return [again.get(note.note.path, note) for note in notes]

    def _values_shown(self, notes: Sequence[ParsedNote]) -> dict[str, set[Withheld]]:
        """The values that notes show, by path."""
        scan = LeakScan(self.withheld)
        if not self._has_new(notes):
            notes = [note for note in notes if not isinstance(note, UnreadParsed)]
        held = ((note.note.path, scan.values_in(alone(note))) for note in notes)
        return {path: values for path, values in held if values}

    def _has_new(self, notes: Sequence[ParsedNote]) -> bool:
        """Whether values are masked that nobody looked for in the notes which stand.

        When these were read, nothing of what the others of them and the registry mask was in them.
        """
        new = {note.note.path for note in notes if not isinstance(note, UnreadParsed)}
        old = {text for one in self.withheld if one.path not in new for text in one.texts}
        return any(text not in old for one in self.withheld for text in one.texts)

    def _forget(self, raw: Mapping[str, RawNote], again: Mapping[str, ParsedNote]) -> None:
        """Let nothing in the cache show what is masked.

        What was kept of such a note while nobody masked the value may hold it, in whatever was made
        of the note. So all is let go once, when a note of a site has become one of these.
        """
        settings = self._configuration.settings
        words = "notes that are read without what others mask"
        name = key_of(words, code_version(), repr(settings))
        now = {_mark(note, again[path]) for path, note in raw.items()}
        with Cache(self._configuration.cache) as cache:
            known = _digests(cache.get(name))
            if self._keep and now - known:
                cache.clear()
            else:
                cache.drop(map(_key_of_parsed(settings), raw.values()))
            if self._keep and now != known:
                cache.put([(name, msgspec.msgpack.encode(now))])


def _digests(kept: bytes | None) -> set[bytes]:
    return msgspec.msgpack.decode(kept, type=set[bytes]) if kept else set()


def _mark(note: RawNote, read: ParsedNote) -> bytes:
    """A hash of a note and of the lines on which it shows what others mask."""
    told = sorted(one.line for one in read.problems if one.code == "masked-elsewhere")
    return key_of(note.path, note.data, repr(told))[:16]


def load_for(
    configuration: Configuration,
    work: Callable[[Loaded], T],
    *,
    listed: Iterable[str] | None = None,
    executor: Executor | None = None,
    progress: bool = False,
) -> tuple[T, Loaded]:
    """What some work makes of an archive, and the archive, as `load_with_files` gives it.

    Where a note makes the work fail, the archive is one in which that note is shown as text.
    """

    def probe(archive: Archive) -> object:
        return work(Loaded(archive, (), find_attachments(archive, configuration)))

    load = partial(
        load_with_files, configuration, listed=listed, executor=executor, progress=progress
    )
    loaded = load()
    try:
        return work(loaded), loaded
    except Exception:
        loaded = load(probe=probe)
        return work(loaded), loaded


def _withheld(
    notes: Iterable[ParsedNote],
    sources: Iterable[RawNote | Problem],
    entries: Iterable[RawNote | Problem],
    settings: Settings,
) -> tuple[tuple[Withheld, ...], list[Problem]]:
    """What was masked in notes and registry, and the problems of notes that cannot be asked."""
    found: list[Withheld] = []
    failed: list[Problem] = []
    find = withheld_finder(notes, settings)
    for source in sources:
        if isinstance(source, RawNote):
            done, work = "looked through for what is masked", partial(find, source)
            values = within_limits(source.path, done, settings, work)
            if isinstance(values, Problem):
                failed.append(replace(values, path=mask_path(source.path, settings)))
            else:
                found += values
    found += [*withheld_names(settings), *_withheld_in_registry(entries, settings)]
    return tuple(dict.fromkeys(found)), failed


def _withheld_in_registry(
    files: Iterable[RawNote | Problem], settings: Settings
) -> Iterator[Withheld]:
    for file in files:
        found: list[str] = []

        def noted(words: str, found: list[str] = found) -> str:
            found.append(words)
            return words

        if isinstance(file, RawNote):
            read_registry([file], noted)
            for words in found:
                yield from withheld_in_words(words, file.path, settings)


def load_with_tables(
    configuration: Configuration, *, progress: bool = False
) -> tuple[Archive, Tables]:
    """The archive as `load_archive` gives it, with the tables that its notes were read by."""
    sources = list(read_sources(configuration))
    entries = list(read_registry_files(configuration.registry))
    made = assemble_sources(
        *(sources, entries, configuration),
        progress=progress,
        between=MaskedEverywhere(sources, entries, configuration),
    )
    found = find_attachments(made.archive, configuration)
    problems = tuple(sorted({*made.archive.problems, *found.problems}))
    return replace(made.archive, problems=problems), made.reading.tables


def assemble_sources(
    sources: Iterable[RawNote | Problem],
    registry_files: Iterable[RawNote | Problem],
    configuration: Configuration,
    *,
    executor: Executor | None = None,
    progress: bool = False,
    probe: Probe = bool,
    keep: bytes | None = None,
    between: Callable[[Iterable[ParsedNote]], Iterable[ParsedNote]] = iter,
) -> Assembled:
    """The archive of notes, and of problems that kept some from being read; as `load_archive`.

    With it comes how its notes were read. `between` is what is done to the notes as
    each is by itself, before they are read together. With `keep` the cache has how the notes
    of a state were read, and after an edit those that it does not concern are not read.
    """
    settings = configuration.settings
    files = list(registry_files)
    registry, registry_problems = registry_of(files, settings)
    found = list(sources)
    notes = [source for source in found if isinstance(source, RawNote)]
    problems = tuple(source for source in found if isinstance(source, Problem))
    keeps, state = keep is not None and configuration.cache is not None, keep or b""
    with Cache(configuration.cache if keeps else None) as cache:
        entries, rows = digest_of(files), dict[str, bytes]()
        parse = partial(parse_notes, notes, configuration, executor=executor)
        former = None
        if keeps:
            recover = partial(_read_whole, parse, registry, settings)
            former = find_readings(cache, settings, entries, recover, state)
        parsed = parse(known=former.by_row if former else {}, rows=rows)
        with uncollected():
            read = list(between(_told("Reading", parsed, len(notes)) if progress else parsed))
            for path in filter(rows.__contains__, map(_masked_elsewhere, read)):
                del rows[path]  # which hold these notes with what others mask
            made, apart = assemble_despite(
                read,
                registry,
                settings,
                problems=problems + registry_problems,
                watch=_resolving if progress else iter,
                former=former,
                probe=probe,
            )
        if keeps and not apart:
            found_by = made, former, registry, settings, entries
            outlines = keep_readings(cache, *found_by, rows, state)
            made = replace(made, outlines=outlines)
    return made


def _masked_elsewhere(note: ParsedNote) -> str:
    """The path of a note in which something is masked that another one masks, `""` of others."""
    told = note.kept.told.problems if isinstance(note, UnreadParsed) else note.problems
    return note.note.path if any(one.code == "masked-elsewhere" for one in told) else ""


def digest_of(files: Iterable[RawNote | Problem]) -> bytes:
    """A hash of files and of what they are called."""
    read = (file for file in files if isinstance(file, RawNote))
    return key_of(*(part for file in read for part in (file.path, file.data)))


def _read_whole(
    parse: Callable[[], Iterable[ParsedNote]], registry: Registry, settings: Settings
) -> Assembled:
    return assemble_despite(parse(), registry, settings)[0]


def _told(stage: str, items: Iterable[T], count: int) -> Iterator[T]:
    """The items as they are, and how far a stage has come with them."""
    with Stage(stage, count, "notes") as under_way:
        yield from under_way.over(items)


def _resolving(notes: Sequence[T]) -> Iterator[T]:
    return _told("Resolving", notes, len(notes))


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage in cycles while an archive is read, and never again in what was read.

    Records hold no cycles, and there are millions of them. What an earlier archive of this process
    left is looked at again.
    """
    was_on = gc.isenabled()
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def list_files(configuration: Configuration) -> tuple[str, ...]:
    """All files in the folders of notes, relative to their root: notes and others."""
    return tuple(list_notes_folders(configuration.notes, configuration.settings.folders))


def left_out(
    configuration: Configuration, listed: Iterable[str], archive: Archive
) -> dict[str, tuple[str, ...]]:
    """Those of some files that are taken for no notes, by why; as `files_left_out`.

    The archive is that of the others.
    """
    return files_left_out(
        listed,
        notes={file_of(note.note.path) for note in archive.notes.values()},
        exclude=configuration.exclude,
        unpublished=configuration.unpublished,
        folders=configuration.settings.folders,
    )


def read_sources(
    configuration: Configuration, listed: Iterable[str] | None = None
) -> Iterator[RawNote | Problem]:
    """The configured notes as they lie on disk, and a problem for each file that is no note.

    A file with several meetings is a note for each. It is kept which files are one note: these are
    read again only where their size or times are others.
    """
    settings = configuration.settings
    chosen = repr((settings, configuration.exclude, configuration.unpublished))
    with Cache(configuration.cache) as cache:
        standing = StandingFiles(configuration.notes, chosen, cache)
        for item in _read_notes(configuration, listed, standing.find):
            if isinstance(item, StandingNote):
                yield item
                continue
            is_one = isinstance(item, RawNote) and standing.is_one(item)
            parts = [item] if is_one else _published(item, settings)
            if parts == [item] and isinstance(item, RawNote):
                standing.add(item)
            yield from parts
        standing.keep()


def _published(item: RawNote | Problem, settings: Settings) -> list[RawNote | Problem]:
    """What a file is published as: the note of each of its meetings, or a problem."""
    item = _unless_draft(item, settings)
    return list(parts_of(item, settings)) if isinstance(item, RawNote) else [item]


def parts_of(note: RawNote, settings: Settings) -> Sequence[RawNote | Problem]:
    """A file as a note for each of its meetings; as one, with a problem, where that fails."""
    parts = within_limits(
        note.path, "parted into meetings", settings, lambda: list(in_parts(note, settings))
    )
    return [note, parts] if isinstance(parts, Problem) else parts


def read_source_files(
    configuration: Configuration, listed: Iterable[str] | None = None
) -> Iterator[RawNote | Problem]:
    """The files of the configured notes, and a problem for each that is no note."""
    for source in _read_notes(configuration, listed):
        yield _unless_draft(source, configuration.settings)


def _read_notes(
    configuration: Configuration,
    listed: Iterable[str] | None,
    known: Callable[[str], RawNote | None] = lambda _: None,
) -> Iterator[RawNote | Problem]:
    return read_notes(
        configuration.notes,
        exclude=configuration.exclude,
        unpublished=configuration.unpublished,
        folders=configuration.settings.folders,
        max_bytes=configuration.settings.max_note_bytes,
        listed=listed,
        known=known,
    )


def _unless_draft(source: RawNote | Problem, settings: Settings) -> RawNote | Problem:
    """A file as it is, or a problem where it is not to be published yet."""
    draft = isinstance(source, RawNote) and within_limits(
        source.path, "looked at", settings, partial(_is_draft, source, settings)
    )
    if isinstance(draft, Problem):
        return draft  # and not the note, which may be one
    if draft:
        return Problem(source.path, 0, "note-draft", _DRAFT, "publish it as the site does")
    return source


_DRAFT = "the front matter says that the note is not to be published yet"


def _is_draft(note: RawNote, settings: Settings) -> bool:
    """Whether a note of a blog, or of another program's site, was not published there."""
    folder = settings.folder_of(note.path)
    if folder.by_mkdocs or not folder.permalink:
        return False
    if b"draft" not in note.data and b"published" not in note.data:
        return False
    text = decode(note.data, encoding_for(note.path, settings.encoding)).text
    return read_front_matter(text, note.path).filing.is_draft


def parse_notes(
    notes: Iterable[RawNote],
    configuration: Configuration,
    *,
    executor: Executor | None = None,
    known: Mapping[bytes, KeptNote] | None = None,
    rows: dict[str, bytes] | None = None,
) -> Iterator[ParsedNote]:
    """Each note parsed, from the cache where it holds the note, in no particular order.

    Those that are `known` stand as they were, by the names of their rows; of the others these are
    put into `rows`, by path.
    """
    key_of_note = _key_of_parsed(configuration.settings)
    decoder = msgspec.msgpack.Decoder(ParsedNote)
    known, rows = known or {}, {} if rows is None else rows

    def decoded(key: bytes, value: bytes) -> ParsedNote:
        parsed = held_once(decoder.decode(value))
        rows[parsed.note.path] = key
        return parsed

    with Cache(configuration.cache) as cache:
        unread = []
        for note in notes:
            key = key_of_note(note)
            if key in known:
                yield known[key].item.parsed
                continue
            try:
                yield decoded(key, cache.get(key) or b"")
            except msgspec.MsgspecError:  # there is none, or it is not what this code keeps
                unread.append((key, RawNote(note.path, note.data)))
        for entries in _parse_batches(unread, configuration, executor):
            cache.put(entries)
            for key, value in entries:
                yield decoded(key, value)


def _key_of_parsed(settings: Settings) -> Callable[[RawNote], bytes]:
    """What gives the key under which a parsed note is kept."""
    salt = key_of("parsed note", code_version(), repr(settings))
    return lambda note: key_of(salt, note.path, note.digest)


def _parse_batches(
    unread: list[tuple[bytes, RawNote]], configuration: Configuration, executor: Executor | None
) -> Iterator[list[tuple[bytes, bytes]]]:
    batches = [unread[start : start + BATCH] for start in range(0, len(unread), BATCH)]
    task = partial(_parse_batch, settings=configuration.settings)
    if len(unread) < WORTH_A_POOL:
        yield from map(task, batches)
    elif executor is not None:
        yield from executor.map(task, batches)
    else:
        yield task(batches[0][:FIRST])  # what that compiles, forked processes have
        batches[0] = batches[0][FIRST:]
        with executing(configuration) as pool:
            yield from pool.map(task, batches)


def _parse_batch(
    batch: list[tuple[bytes, RawNote]], *, settings: Settings
) -> list[tuple[bytes, bytes]]:
    pack = msgspec.msgpack.encode
    return [(key, pack(read_note(note, settings).packed())) for key, note in batch]
