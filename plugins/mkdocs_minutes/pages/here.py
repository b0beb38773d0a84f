"""The page that is being written, and the links that lead from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, urlencode

from msgspec import Struct

from ..core import addresses
from ..core.addresses import in_site, line_anchor, relative
from ..core.kinds import NOTE_KINDS
from ..core.part_ids import part_of
from ..core.records import (
    MentionKind,
    NoteId,
    NoteKind,
    PersonId,
    ProjectId,
    SeriesId,
    TicketId,
    TopicId,
    VersionId,
)
from .lookups import Lookups

OWNERS_IN_A_ROW = 20
"""The owners that an action is shown with; each of hundreds would else list all the others."""


class Link(Struct, frozen=True, gc=False):
    """A text that leads somewhere; `href` is `""` where it leads nowhere."""

    text: str
    href: str = ""


class Sight(Struct, frozen=True, gc=False):
    """One note in which something stands: the date links to the line, or the title without one."""

    date: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Here:
    """The page that is being written, and the links that lead from it."""

    lookups: Lookups
    uri: str

    def to(self, uri: str, anchor: str = "") -> str:
        """The link to a page."""
        return relative(self.uri, in_site(uri, self.lookups.options.under), anchor)

    def mention(self, kind: MentionKind, target: str) -> Link:
        """The page of what a mention names."""
        uri = self.lookups.uri(kind, target)
        return Link(self.lookups.name(kind, target), self.to(uri) if uri else "")

    def person(self, person: PersonId | None, written: str = "") -> Link:
        """A person's page, or the bare name where no single person is known for it."""
        return self.mention("person", person) if person else Link(written)

    def owners(
        self, owners: Iterable[tuple[str, PersonId | None]], count: int, whole: str
    ) -> tuple[Link, ...]:
        """The owners of an action; of very many the first, and a link to where all are named."""
        shown = tuple(self.person(person, name) for name, person in islice(owners, OWNERS_IN_A_ROW))
        more = count - len(shown)
        return (*shown, Link(f"{more} more", whole)) if more else shown

    def project(self, project: ProjectId) -> Link:
        """A project's page."""
        return self.mention("project", project)

    def version(self, version: VersionId) -> Link:
        """A version's page."""
        return self.mention("version", version)

    def ticket(self, ticket: TicketId) -> Link:
        """A ticket's page."""
        return self.mention("ticket", ticket)

    def series(self, series: SeriesId) -> Link:
        """A series' page."""
        return Link(self.lookups.series_name(series), self.to(addresses.series_uri(series)))

    def topic(self, topic: TopicId) -> Link:
        """A topic's page."""
        return Link(self.lookups.topic_name(topic), self.to(addresses.topic_uri(topic)))

    def note(self, note: NoteId, line: int = 0) -> Link:
        """A note's page, or a line on it; a part of a meeting, where its page has it."""
        anchor = line_anchor(note, line) if line else ""
        return Link(self.lookups.title(note), self.to(addresses.note_uri(note), anchor))

    def search_for(self, dimension: str, name: str) -> str:
        """The search page with what speaks of a name, to be narrowed; `""` without a search."""
        if not self.lookups.options.search:
            return ""
        asked = urlencode({"q": f'{dimension}:"{name.replace(chr(34), " ")}" '}, quote_via=quote)
        return f"{self.to(addresses.SEARCH)}?{asked}"

    def part(self, note: NoteId) -> Link | None:
        """The part of a meeting that a note is, by what it is; `None` for a main note."""
        if not part_of(note):
            return None
        return Link(part_name(note, self.lookups.kind(note)), self.note(note).href)

    def sight(self, note: NoteId, line: int) -> Sight:
        """A line of a note, shown by the note's date."""
        anchor = line_anchor(note, line) if line else ""
        date, href = self.lookups.date(note), self.to(addresses.note_uri(note), anchor)
        return Sight(date, href, "" if date else self.lookups.title(note))


def part_name(note: NoteId, kind: NoteKind) -> str:
    """What a part of a meeting is: by its kind, or as its file calls it, if it reads like minutes.

    >>> part_name(NoteId("weekly/2024-03-04#summary"), "minutes")
    'Summary'
    """
    word = part_of(note).partition("-")[0]
    return word.capitalize() if kind == "minutes" else NOTE_KINDS[kind]
