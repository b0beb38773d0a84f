"""An archive that follows edits is that read whole, also where notes mask each other's values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from mkdocs_minutes.comparison import State, load_snapshot
from mkdocs_minutes.configuration import configure
from mkdocs_minutes.core.records import Archive
from mkdocs_minutes.pipeline import load_archive
from mkdocs_minutes.review.snapshot_store import SnapshotStore
from tests.property.test_patch import assert_equal

LINES = (
    "- Call 719-555-0100",
    "- Ask ann.bell@example.org",
    "- Join with PIN: 246813579",
    "- LAKE-719-555-0100 is odd",
    "AI (Ann): look at LAKE-719-555-0100 and run 246813579",
    "## On 719.555.0100, of ann%2Ebell@example.org",
    "- Get ssh://ann.bell@example.org/x",
    "- We talked",
)
"""What masks a value, and what shows one that is masked only beside what tells of it."""

NOTES = ("one", "two", "three")
EDITS = st.lists(
    st.tuples(st.sampled_from(NOTES), st.sets(st.integers(0, len(LINES) - 1), max_size=3)),
    min_size=2,
    max_size=5,
)


def read(folder: Path, cache: str) -> Archive:
    configuration, _ = configure({"cache": cache}, base=folder, docs_dir=folder)
    return load_archive(configuration)


@given(EDITS)
@example([("one", {0}), ("two", {4}), ("one", {7})])
@example([("two", {4}), ("one", {0, 2}), ("two", {5}), ("one", set())])
@settings(max_examples=12, deadline=None)
def test_what_follows_edits_is_what_is_read_whole(edits: Sequence[tuple[str, set[int]]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "notes").mkdir()
        for number, (note, lines) in enumerate(edits):
            day = NOTES.index(note) + 1
            text = "\n\n".join(LINES[line] for line in sorted(lines))
            path = folder / "notes" / f"{note}.md"
            path.write_text(f"# Weekly 2021-03-0{day}\n\nPresent: Ann Bell\n\n{text}\n")
            followed = read(folder, str(folder / "kept"))
            assert followed == read(folder, str(folder / f"new-{number}"))
            held = b"".join(file.read_bytes() for file in (folder / "kept").iterdir())
            masking = any(0 in stated for _, stated in _last(edits[: number + 1]))
            if masking:
                assert b"719-555-0100" not in held
                assert "719-555-0100" not in repr(followed)


WEEKS = 6
"""Notes that no edit touches, of which each masks the first value or shows it."""


@given(EDITS, st.sets(st.integers(0, len(LINES) - 1), max_size=2))
@example([("one", set()), ("two", {3})], {0})
@example([("one", set()), ("two", {0, 1})], {3, 5})
@example([("one", {0}), ("one", set())], {4})
@example([("one", {0}), ("one", {0, 7})], {0, 1, 2})
@settings(max_examples=6, deadline=None)
def test_a_snapshot_that_follows_edits_is_what_is_read_whole(
    edits: Sequence[tuple[str, set[int]]], others: set[int]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "notes").mkdir()
        stated = {f"week-{week}": others if week == 1 else {7} for week in range(1, WEEKS)}
        for number, (note, lines) in enumerate([("one", {7}), *edits]):
            stated[note] = lines
            for day, (path, those) in enumerate(sorted(stated.items()), 1):
                text = "\n\n".join(LINES[line] for line in sorted(those))
                words = f"# Weekly 2021-03-{day:02}\n\nPresent: Ann Bell\n\n{text}\n"
                (folder / "notes" / f"{path}.md").write_text(words)
            configuration, _ = configure({"cache": "kept"}, base=folder, docs_dir=folder)
            store = SnapshotStore(folder / "store")
            before = len([*store.origins()])
            followed = load_snapshot(State(configuration), store)
            event("read whole" if len([*store.origins()]) > before else "followed")
            assert_equal(followed, load_snapshot(State(replace(configuration, cache=None))))
            if any(0 in those for those in stated.values()):
                shown = repr((followed.entities, [followed.note(one) for one in followed.notes]))
                assert "719-555-0100" not in shown, number


def _last(edits: Sequence[tuple[str, set[int]]]) -> list[tuple[str, set[int]]]:
    """What each note states after some edits."""
    return list(dict(edits).items())
