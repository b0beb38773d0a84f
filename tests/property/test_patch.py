"""The sheet that follows from an edit is that of the archive read whole."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from mkdocs_minutes.core.archive import assemble_with_tables
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import Registry, read_registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.review.basis import Basis, basis_of
from mkdocs_minutes.review.patch import patched
from mkdocs_minutes.review.sheet import Sheet, sheet

LINES = (
    "- AI (Ann Bell): write the upgrade guide",
    "- AI (Ann Bell): write the upgrade guide [done]",
    "- AI (Ann): write the upgrade guides",
    "- [ ] Bo Dane: ask the sites about tokens, LOOM-7",
    "- [x] Bo Dane: ask the sites about tokens, LOOM-7",
    "- AI: ask the sites",
    "- Loom 3.5.1 in testing",
    "- Loom 3.5.1 released on 2 March 2021",
    "- Loom 3.5.1 released on 4 March 2021",
    "- Loom 3.5.1 released",
    "- 3.5.2 is planned",
    "- Ann showed the shuttle",
    "- Ann shows the shuttle",
    "- Annn Bell showed the shuttle",
    "- Decision: meet on Tuesdays",
    "- Decision: meet on Mondays",
    "Some words.",
    "Call +1 555 010 0199",
    "",
    "## Anything else",
)
REGISTRY = b"- name: Ann Bell\n  aliases: [AB]\n- name: Bea Dane\n  hidden: true\n"

lines = st.sampled_from(LINES)
bodies = st.lists(lines, max_size=8)
people = st.sampled_from(["Ann Bell", "Ann Bell, Bo Dane", "Bo Dane, Ann Berg", "AnnB, Bea Dane"])
registries = st.sampled_from([(), (RawNote("people.yml", REGISTRY),)])


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[RawNote], list[RawNote]]:
    """Notes before and after an edit of one or two of them: lines came, went or changed."""
    before: list[RawNote] = []
    after: list[RawNote] = []
    bodies_ = draw(st.lists(bodies, min_size=1, max_size=5))
    edited = draw(st.sets(st.integers(0, len(bodies_) - 1), min_size=1, max_size=2))
    for number, body in enumerate(bodies_):
        present = draw(people)
        now = list(body)
        if number in edited:
            for _ in range(draw(st.integers(1, 2))):
                place = draw(st.integers(0, len(now)))
                now[place : place + draw(st.integers(0, 1))] = draw(st.lists(lines, max_size=1))
        series = draw(st.sampled_from(["Loom Call", "Board"]))
        for notes, text in ((before, body), (after, now)):
            head = f"# {series}, {number + 1} March 2021\n\nPresent: {present}\n\n"
            notes.append(RawNote(f"{number}.md", (head + "\n".join(text) + "\n").encode()))
    return before, after


def whole(notes: Iterable[RawNote], registry: Registry) -> tuple[Sheet, Basis]:
    parsed = [parse(note, Settings()) for note in notes]
    archive, tables = assemble_with_tables(parsed, registry, Settings())
    basis = basis_of(archive, tables, {}, "")
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(basis), type=Basis)
    return sheet(archive), kept


def follow(before: list[RawNote], after: list[RawNote], registry: Registry) -> Sheet | None:
    was, now = ({note.path: note for note in notes} for notes in (before, after))
    base, basis = whole(before, registry)
    paths = [path for path in was if was[path] != now[path]]
    return patched(base, basis, paths, was.get, now.get, Settings())


def assert_equal(found: Sheet, expected: Sheet) -> None:
    assert found.entities == expected.entities
    assert found.problems == expected.problems
    assert dict(found.packed) == dict(expected.packed)
    assert (found.notes, found.addresses) == (expected.notes, expected.addresses)
    assert found.redirects == expected.redirects


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(edits(), registries)
def test_what_follows_from_an_edit_is_what_is_read_whole(
    notes: tuple[list[RawNote], list[RawNote]], files: tuple[RawNote, ...]
) -> None:
    registry, _ = read_registry(files)
    before, after = notes
    assume(before != after)
    found = follow(before, after, registry)
    event("followed" if found else "read whole")
    if found is not None:
        assert_equal(found, whole(after, registry)[0])
