"""One id for each ticket, whichever way the notes spell its repository."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from msgspec import structs

from ..grouping import agreed
from ..records import ParsedNote, SeriesId, Ticket, TicketId

FEWEST_LINKS = 2
"""So many links to tickets of one repository, and to no other's, make it that of bare numbers."""

_OF_REPOSITORY = re.compile(r"(?P<repository>.+/.+)(?P<mark>[#!])(?P<number>\d+)")
_BARE = re.compile(r"(?P<mark>[#!])(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class TicketNames:
    """What all notes tell: ids by what stands for them, the repository of bare numbers.

    `repositories` has by series, and by `""` for the archive, the one that its notes link to;
    `digits` how many the greatest number has that a repository is known to have.
    """

    moved: Mapping[str, str] = field(default_factory=dict)
    spelt: Mapping[str, str] = field(default_factory=dict)
    repositories: Mapping[str, str] = field(default_factory=dict)
    systems: Mapping[str, str] = field(default_factory=dict)
    digits: Mapping[str, int] = field(default_factory=dict)


def settle_tickets(
    parsed: Sequence[ParsedNote], series: Mapping[str, SeriesId]
) -> list[ParsedNote]:
    """The notes with one id for each ticket.

    The names of repositories differ in case; a link whose text is a ticket of another repository,
    with the number of the one that it leads to, tells that the ticket has moved; and `PR #12` is of
    the one repository whose tickets the notes of its series link to, or else those of the archive,
    unless the number has more digits than any of it.
    """
    if not any(item.facts.tickets for item in parsed):
        return list(parsed)
    known = ticket_names(parsed, series)
    if not (known.moved or known.spelt):
        return list(parsed)
    return [settled(item, series[item.note.path], known) for item in parsed]


def told_of_tickets(item: ParsedNote) -> Counter[tuple[str, ...]]:
    """What a note adds to `ticket_names`: of bare numbers nothing."""
    full = (one for one in item.facts.tickets if _OF_REPOSITORY.fullmatch(one.id))
    told = Counter((one.id, one.system, "linked" * bool(one.url)) for one in full)
    return Counter((*told.elements(), *_moves(item)))


def ticket_names(parsed: Sequence[ParsedNote], series: Mapping[str, SeriesId]) -> TicketNames:
    """What the notes tell of tickets, by the series of each path."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    links: dict[str, Counter[str]] = defaultdict(Counter)
    systems: dict[str, str] = {}
    digits: dict[str, int] = defaultdict(int)
    for item in parsed:
        for ticket in item.facts.tickets:
            got = _OF_REPOSITORY.fullmatch(ticket.id)
            if got is None:
                continue
            key = got["repository"].casefold()
            spellings[key][got["repository"]] += 1
            systems.setdefault(key, ticket.system)
            digits[key] = max(digits[key], len(got["number"]))
            if ticket.url:
                links[series[item.note.path]][key] += 1
                links[""][key] += 1
    return TicketNames(
        agreed(move for item in parsed for move in _moves(item)),
        {
            key: min(found, key=lambda name: (-found[name], name))
            for key, found in spellings.items()
        },
        {
            group: next(iter(found))
            for group, found in links.items()
            if len(found) == 1 and found.total() >= FEWEST_LINKS
        },
        systems,
        digits,
    )


def _moves(item: ParsedNote) -> Iterator[tuple[str, str]]:
    """The tickets that are the text of a link to one of the same number in another repository."""
    tickets = item.facts.tickets if "](" in item.note.text else ()
    for text, target in pairwise(tickets):
        if not _is_link(item, text, target):
            continue
        old, new = _OF_REPOSITORY.fullmatch(text.id), _OF_REPOSITORY.fullmatch(target.id)
        if old and new and old["number"] == new["number"] and text.id != target.id:
            yield text.id.casefold(), target.id


def _is_link(item: ParsedNote, text: Ticket, target: Ticket) -> bool:
    """Whether a ticket is the address of the link whose text is the ticket before it."""
    between = item.note.text[text.span.end : target.span.start]
    return len(between) <= 4 and between.startswith("](")


def settled(item: ParsedNote, group: SeriesId, known: TicketNames) -> ParsedNote:
    """A note of a series with the ids that its tickets have in the archive."""
    tickets = item.facts.tickets
    named = tuple(_one(ticket, group, known) for ticket in tickets)
    if named == tickets:
        return item
    kept: list[Ticket] = []
    for ticket in named:
        if kept and kept[-1].id == ticket.id and _is_link(item, kept[-1], ticket):
            kept[-1] = structs.replace(kept[-1], url=ticket.url)
        else:
            kept.append(ticket)
    return replace(item, facts=replace(item.facts, tickets=tuple(kept)))


def _one(ticket: Ticket, group: SeriesId, known: TicketNames) -> Ticket:
    moved = known.moved.get(ticket.id.casefold(), ticket.id)
    got = _OF_REPOSITORY.fullmatch(moved)
    if got is not None:
        repository = known.spelt.get(got["repository"].casefold(), got["repository"])
        name = f"{repository}{got['mark']}{got['number']}"
        return ticket if name == ticket.id else structs.replace(ticket, id=TicketId(name))
    bare = _BARE.fullmatch(ticket.id)
    if bare is None:
        return ticket
    key = known.repositories.get(group) or known.repositories.get("")
    if key is None or len(bare["number"]) > known.digits[key]:
        return ticket
    github = known.systems[key] == "GitHub"
    return structs.replace(
        ticket,
        id=TicketId(f"{known.spelt[key]}{bare['mark']}{bare['number']}"),
        system=known.systems[key],
        url=f"https://github.com/{known.spelt[key]}/issues/{bare['number']}" if github else "",
    )
