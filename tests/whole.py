"""The whole way of notes, from bytes to pages, index and exports, in memory and stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mkdocs_minutes.core.explain import explain
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import PROBLEM_CODES, Archive, ParsedNote, Problem, RawNote
from mkdocs_minutes.core.registry import read_registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core.slugs import is_safe_address
from mkdocs_minutes.exports import FORMATS, export
from mkdocs_minutes.pages import render as page_rendering
from mkdocs_minutes.pages.kinds import plan_pages
from mkdocs_minutes.pages.lookups import look_up
from mkdocs_minutes.pages.model import Options
from mkdocs_minutes.review.diff import compare_snapshots
from mkdocs_minutes.review.difference import Difference
from mkdocs_minutes.review.rewording import Texts
from mkdocs_minutes.review.snapshot import snapshot
from mkdocs_minutes.search.index import build_index
from mkdocs_minutes.search.passages import in_order, named_pages, passages
from tests.assembling import assemble

SITE = "https://minutes.example.org/"
FORGE = Options(
    site_name="Minutes",
    source_address="https://forge.example.org/blob/main/{path}?plain=1#L{line}",
    edit_address="https://forge.example.org/edit/main/{path}",
    new_address="https://forge.example.org/new/main/{folder}?filename={name}",
)


class Read(NamedTuple):
    """What notes state one by one, and the archive of them all."""

    notes: tuple[ParsedNote, ...]
    archive: Archive


def read_notes(notes: Mapping[str, bytes]) -> tuple[ParsedNote, ...]:
    """The per-note stage of notes given by path and bytes."""
    return tuple(parse(RawNote(path, data), Settings()) for path, data in notes.items())


def archive_of(
    notes: tuple[ParsedNote, ...], registry: Mapping[str, bytes] | None = None
) -> Archive:
    """The archive of notes, with registry files given by name and bytes."""
    files = (RawNote(name, data) for name, data in (registry or {}).items())
    known, problems = read_registry(files)
    return assemble(notes, known, Settings(), problems=problems)


def render(archive: Archive) -> dict[str, str]:
    """All pages by their addresses."""
    lookups = look_up(archive, FORGE)
    return {
        planned.uri: page_rendering.render(planned, lookups).html for planned in plan_pages(lookups)
    }


def index(archive: Archive) -> int:
    """The bytes of the search's index."""
    lookups = look_up(archive, FORGE)
    notes = [passages(note, lookups) for note in in_order(archive)]
    return sum(len(made.data) for made in build_index(notes, named_pages(lookups)))


def export_all(archive: Archive) -> int:
    """The bytes of all exports."""
    return sum(len(b"".join(export(archive, form, site_url=SITE))) for form in FORMATS)


def compare(base: Archive, head: Archive) -> Difference:
    """What changed from one archive to another."""
    before, after = (
        {note.note.path: note.note.text for note in archive.notes.values()}
        for archive in (base, head)
    )
    texts = Texts(before.__getitem__, after.__getitem__)
    return compare_snapshots(snapshot(base), snapshot(head), texts)


def walk(notes: Mapping[str, bytes], registry: Mapping[str, bytes] | None = None) -> Read:
    """Go the whole way, and hold what any input has to keep to."""
    parsed = read_notes(notes)
    for one in parsed:
        explain(one)
    archive = archive_of(parsed, registry)
    assert len(archive.notes) == len(notes)
    for problem in archive.problems:
        _check(problem)
    for uri in render(archive):
        assert all(len(part) <= 100 for part in uri.split("/")), uri
        assert is_safe_address(uri) or not uri, uri
    index(archive)
    export_all(archive)
    return Read(parsed, archive)


def _check(problem: Problem) -> None:
    assert problem.code in PROBLEM_CODES
    assert problem.path
    assert problem.line >= 0
    assert problem.message
    assert "\n" not in problem.message
