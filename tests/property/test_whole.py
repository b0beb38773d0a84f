"""No note, registry or name of a file stops the way from bytes to pages, index and exports."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ..whole import archive_of, read_notes, walk
from .test_reading import NOTES

# The way is long, and what a single stage does with odd input is tried elsewhere more often.
few = settings(
    max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.too_slow]
)

NAMES = st.sampled_from(
    [
        "a",
        "con",
        "x" * 240,
        "é",
        "e\u0301",
        "会議",
        "🎉",
        "..",
        "a b",
        "50%",
        "a#b",
        "A",
        "2020-01-01",
    ]
)
PATHS = st.builds(
    lambda folders, name, ending: "/".join([*folders, name + ending]),
    st.lists(NAMES, max_size=2),
    NAMES,
    st.sampled_from([".md", ".txt", ".org", ".rst", ""]),
)
VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.dates().map(str),
        st.text(max_size=30),
        NAMES,
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
KEYS = ("title", "date", "series", "kind", "project", "id", "aliases", "attendees")


def as_yaml(value: object) -> str:
    """A value as flow YAML, whose texts may hold anything."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_yaml(k)}: {as_yaml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return "~" if value is None else repr(value) if isinstance(value, str) else str(value)


FRONT_MATTER = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5).map(
    lambda given: "---\n" + "".join(f"{k}: {as_yaml(v)}\n" for k, v in given.items()) + "---\n"
)
WHOLE_NOTES = st.one_of(
    st.binary(max_size=300),
    NOTES.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.builds(lambda head, body: (head + body).encode(), FRONT_MATTER, NOTES),
)
ENTRIES = ("name", "slug", "aliases", "handles", "initials", "roles", "hidden", "kind", "match")
REGISTRY = st.dictionaries(
    st.sampled_from(["people.yml", "projects.yml", "series.yml", "other.yml"]),
    st.one_of(
        st.binary(max_size=100),
        VALUES.map(lambda value: as_yaml(value).encode("utf-8", "replace")),
        st.lists(st.dictionaries(st.sampled_from(ENTRIES), VALUES, max_size=4), max_size=4).map(
            lambda found: as_yaml(found).encode("utf-8", "replace")
        ),
    ),
    max_size=3,
)


@given(st.dictionaries(PATHS, WHOLE_NOTES, max_size=4), REGISTRY)
@few
@example({f"{'x' * 240}{ending}": b"" for ending in (".md", ".txt")}, {})
def test_nothing_stops_the_whole_way(notes: dict[str, bytes], registry: dict[str, bytes]) -> None:
    walk(notes, registry)


@given(st.dictionaries(PATHS, WHOLE_NOTES, min_size=1, max_size=3))
@few
def test_addresses_are_told_apart_even_where_case_is_not(notes: dict[str, bytes]) -> None:
    archive = archive_of(read_notes(notes))
    addresses = [note.casefold() for note in archive.notes]
    assert len(set(addresses)) == len(notes)
