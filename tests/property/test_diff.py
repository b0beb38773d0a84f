"""What a difference says, applied to the facts before an edit, gives the facts after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_minutes.core.kinds import Fact, by_figure
from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.review.diff_report import LONGEST_LINES, comment_body
from mkdocs_minutes.review.difference import Difference
from mkdocs_minutes.review.masked import masked_changes, withheld
from mkdocs_minutes.review.snapshot import snapshot
from tests.whole import compare

from ..whole import archive_of, read_notes

# Not names, whose mentions other facts tell, nor what one renamed entity says for all its places.
KINDS = frozenset(
    {"title", "date", "action", "outcome", "question", "ticket", "link", "metric", "masked"}
)

HOW = ("drop", "put", "move", "rename", "remove", "new", "split", "merge", "turn", "set", "swap")

LINES = st.sampled_from(
    [
        "",
        "## Releases",
        "## Open work",
        "### Discussion",
        "- [ ] Ada: write up the tests",
        "- [x] Ada: write up the tests",
        "- AI (Bo): ask the users about SHED-12",
        "- ask the users about SHED-12",
        "Decision: Crate stays as it is.",
        "Decision: Crate goes.",
        "Q: Who pays for the hall?",
        "See https://example.org/plan for more.",
        "The weather was fine.",
        "Crate 1.4 was released on 2 March 2020.",
        "| state | count |\n|---|---|\n| open | 5 |\n| paid | 7 |\n",
        "| state | count |\n|---|---|\n| open | 6 |\n| paid | 7 |\n",
        "Dial in: +1 312-555-0101, PIN: 718161330",
        "Dial in: +1 312-555-0199, PIN: 718161330",
        "PIN: 24680",
        "PIN: 13579 or call 312-555-0101",
    ]
)
VALUES = ("555-01", "718161330", "24680", "13579")
REGISTRIES = st.sampled_from(
    [
        {},
        {"people.yml": b"- name: Ada Byron\n  aliases: [Ada]\n- name: Bo\n"},
        {"people.yml": b"- name: Ada Holm\n  aliases: [Ada]\n- name: Bo\n  hidden: true\n"},
        {"people.yml": b"- name: Ada\n- name: Bo\n  aliases: [Ada]\n"},
        {"projects.yml": b"- name: Crate\n  tickets: [SHED]\n- name: Shed\n"},
        {"projects.yml": b"- name: Box\n  aliases: [Crate]\n", "series.yml": b"- name: Weekly\n"},
        {"series.yml": b"- name: Weekly Call\n  aliases: [Weekly]\n  slug: calls\n"},
        {"people.yml": b"- name: [Ada\n"},
    ]
)
TITLES = st.sampled_from(
    ["# Weekly, 3 March 2020", "# Weekly, 10 March 2020", "# Board, 4 May 2021"]
)
NOTES = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "old/a.md", "new/c.md"]),
    st.builds(lambda title, lines: [title, "", *lines], TITLES, st.lists(LINES, max_size=7)),
    max_size=3,
)


@st.composite
def edits(draw: st.DrawFn) -> tuple[dict[str, list[str]], dict[str, list[str]]]:  # noqa: C901
    """Notes before and after a few edits: lines, sections and files come, go, part and join."""
    before = draw(NOTES)
    after = {path: list(lines) for path, lines in before.items()}
    for _ in range(draw(st.integers(0, 4))):
        how = draw(st.sampled_from(HOW))
        if how == "new":
            after |= draw(NOTES)
        if not after:
            continue
        path = draw(st.sampled_from(sorted(after)))
        lines = after[path]
        place = draw(st.integers(0, len(lines)))
        if how == "drop" and place < len(lines):
            lines.pop(place)
        elif how == "put":
            lines.insert(place, draw(LINES))
        elif how == "move" and place < len(lines):
            after[draw(st.sampled_from(sorted(after)))].append(lines.pop(place))
        elif how == "rename":
            after[f"moved/{path}"] = after.pop(path)
        elif how == "remove":
            after.pop(path)
        elif how == "split":
            after[f"rest/{path}"] = [draw(TITLES), "", *lines[place:]]
            del lines[place:]
        elif how == "merge":
            after[draw(st.sampled_from(sorted(after)))] += after.pop(path)
        elif how == "turn":
            lines[2:] = lines[place:] + lines[2:place]
        elif how == "swap":
            other = draw(st.sampled_from(sorted(after)))
            after[path], after[other] = after[other], after[path]
        elif how == "set":
            lines[:0] = ["---", draw(st.sampled_from(["title: Plans", "date: 2020-05-05"])), "---"]
    return before, after


def archive(notes: Mapping[str, list[str]], registry: Mapping[str, bytes]) -> Archive:
    raw = {path: "\n".join(lines).encode() for path, lines in notes.items()}
    return archive_of(read_notes(raw), registry)


def mark(fact: Fact) -> Hashable:
    """What makes a fact the same, whatever became of an owner's name or of a table's heading."""
    state = {key: value for key, value in fact.state if key not in ("owner", "table")}
    return fact.kind, by_figure(fact) if fact.kind == "metric" else fact.text, tuple(state.items())


def marks(facts: Iterable[Fact | None]) -> Counter[Hashable]:
    return Counter(mark(fact) for fact in facts if fact and fact.kind in KINDS)


def stated(archive: Archive) -> dict[str, Counter[Hashable]]:
    found = snapshot(archive)
    return {path: marks(found.note(path).facts) for path in found.notes}


def applied(
    before: dict[str, Counter[Hashable]], difference: Difference
) -> dict[str, Counter[Hashable]]:
    now = {note.was: note.path for note in difference.notes}
    after = {now.get(path, path): Counter(facts) for path, facts in before.items()}
    for note in difference.notes:
        facts = after.setdefault(note.path, Counter())
        facts.subtract(marks(change.before for change in note.changes))
        facts.update(marks(change.after for change in note.changes))
    for move in difference.moves:
        after.setdefault(move.was, Counter()).subtract(marks(move.facts + move.already))
        after.setdefault(move.now, Counter()).update(marks(move.facts))
    removed = {note.path for note in difference.notes if note.state == "removed"}
    assert all(not any(after[path].values()) for path in removed)
    return {path: facts for path, facts in after.items() if path not in removed}


@given(edits(), REGISTRIES, st.none() | REGISTRIES)
@settings(max_examples=settings().max_examples)
def test_a_difference_leads_from_the_facts_before_to_those_after(
    edit: tuple[dict[str, list[str]], dict[str, list[str]]],
    registry: dict[str, bytes],
    other: dict[str, bytes] | None,
) -> None:
    base = archive(edit[0], registry)
    head = archive(edit[1], registry if other is None else other)
    difference = compare(base, head)
    found = applied(stated(base), difference)
    assert {path: +facts for path, facts in found.items()} == stated(head)
    assert all(count >= 0 for facts in found.values() for count in facts.values())
    assert len(comment_body(difference).splitlines()) <= LONGEST_LINES


MASKED = st.lists(LINES.filter(lambda line: any(value in line for value in VALUES)), max_size=4)


@given(MASKED, MASKED)
def test_what_is_told_of_masked_values_leads_from_those_before_to_those_after(
    before: list[str], after: list[str]
) -> None:
    was, now = (
        withheld(RawNote("a.md", "\n\n".join(["# Call", *lines]).encode()), Settings())
        for lines in (before, after)
    )
    told = masked_changes("a.md", was, now)
    values = [[(fact.key, value) for fact, value in side] for side in (was, now)]
    assert bool(told) == (values[0] != values[1])
    kinds = Counter(kind for kind, _ in values[0])
    kinds.subtract(change.before.key for change in told if change.before)
    kinds.update(change.after.key for change in told if change.after)
    assert +kinds == Counter(kind for kind, _ in values[1])
    assert not any(value in repr(told) for value in VALUES)
