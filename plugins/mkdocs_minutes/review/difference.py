"""What changed between two archives, as records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from ..core.kinds import Fact
from ..core.records import Problem
from .broken import BrokenAddress
from .entries import EntryChange
from .matching import Change
from .sections import SectionChange
from .snapshot import Entity, EntityKind

NoteState = Literal[
    "added",
    "removed",
    "renamed",
    "edited",
    "followed",
    "rearranged",
    "reworded",
    "respaced",
    "untouched",
]
"""What became of a note. `edited`: facts changed; `followed`: only as the entities did which they
are about, and which were renamed or merged; `rearranged`: its sections were renamed or moved, and
no fact changed; `reworded`: its words changed, and no fact; `respaced`: only white space did;
`untouched`: facts changed by an edit elsewhere."""

NOTE_STATES: tuple[NoteState, ...] = get_args(NoteState)


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note with the facts that it gained, lost or had changed; `was` is its former path.

    `address` is that of its page after the edit, from the archive's root, `""` where it has none.
    `reworded` are the first lines that changed beside its facts, and `more` counts the others.
    `same_text` is set where its text is as it was.
    """

    path: str
    was: str
    state: NoteState
    title: str
    changes: tuple[Change, ...]
    address: str = ""
    sections: tuple[SectionChange, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    more: int = 0
    same_text: bool = False


@dataclass(frozen=True, slots=True)
class Reworded:
    """A line in other words: its number now, and its text before and after, `""` for none.

    Where both are the same, the line only stands elsewhere than before.
    """

    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Move:
    """Facts that left the note at `was` and stand in the one at `now`, by their lines there.

    `already` are those that the other had before.
    """

    was: str
    now: str
    facts: tuple[Fact, ...]
    already: tuple[Fact, ...] = ()

    @property
    def kinds(self) -> dict[str, int]:
        """How many facts of each kind moved, the most first."""
        return dict(Counter(fact.kind for fact in self.facts).most_common())


@dataclass(frozen=True, slots=True)
class AtOdds:
    """A claim of a version in an edited note, and that of another note which it is at odds with."""

    version: str
    path: str
    line: int
    status: str
    other: str
    other_line: int
    other_status: str


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entity that the archive gained, lost, or knows otherwise than before.

    `merged` is an entity whose places went to one that was there before.
    """

    how: Literal["gained", "lost", "renamed", "merged", "changed"]
    before: Entity | None
    after: Entity | None

    @property
    def entity(self) -> Entity:
        """The entity as it is after the edit, as it was where it is lost."""
        entity = self.after or self.before
        assert entity is not None  # noqa: S101  # a change has one side at least
        return entity


@dataclass(frozen=True, slots=True)
class NewName:
    """A name that neither the registry nor the archive had, with the nearest that they do have."""

    kind: EntityKind
    name: str
    path: str
    line: int
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two archives, each part in a stable order.

    `names_before` and `names_after` name the entities, by `kind/id`, that facts are about.
    """

    notes: tuple[NoteChange, ...] = ()
    registry: tuple[EntryChange, ...] = ()
    moves: tuple[Move, ...] = ()
    entities: tuple[EntityChange, ...] = ()
    at_odds: tuple[AtOdds, ...] = ()
    broken: tuple[BrokenAddress, ...] = ()
    new_names: tuple[NewName, ...] = ()
    new_problems: tuple[Problem, ...] = ()
    solved_problems: tuple[Problem, ...] = ()
    names_before: Mapping[str, str] = field(default_factory=dict)
    names_after: Mapping[str, str] = field(default_factory=dict)

    @property
    def facts_changed(self) -> bool:
        """Whether the archive says anything else than before."""
        return bool(self.entities or self.moves) or any(
            note.changes or note.state in ("added", "removed") for note in self.notes
        )
