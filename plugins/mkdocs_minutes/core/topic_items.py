"""Matters that notes take up without a heading: items on one ticket, and what names a proposal.

Many agendas are lists: an item names a ticket, and below it stands what was said. Proposals are
what a community numbers for itself, such as `PEP 651`, and drafts of standards.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from .blocks import Block, block_at
from .lexicon import words
from .records import ArchivedNote, Note
from .topic_names import topic_name

MOST_PROPOSALS = 3
"""A passage that names more proposals lists them, and says nothing of any."""

FEWEST_BEFORE, LONGEST_NAME = 3, 120
"""Words before a ticket, and characters up to it, where an item says more behind it."""

CUT = "…"

# `PEP 651`, `RFC #12`, `KIP-405`; not `RFC 3.5`. What it is called stands in brackets behind it, or
# behind a colon in a link. Drafts without the number of their revision.
_PROPOSALS = sorted(words("topics.proposals"))
_NUMBERED = re.compile(
    rf"\b({'|'.join(_PROPOSALS)})(?:[ \xa0]#?|-|#)(\d{{1,5}})"
    r"(?!\d|\.\d)(?:\s?\(([^()]{3,80})\)|:\s([^\[\]]{3,80})(?=\]))?"
)
_DRAFT = re.compile(r"\b(draft(?:-[a-z0-9]{1,30}){2,9}?)(?:-\d\d)?(?![\w-])")
_SIGNS = AhoCorasick([*_PROPOSALS, "draft-"])
"""What stands in every proposal's name, and in few texts."""

_SAYS_MORE = re.compile(r"[\])\s]*(?:\([^()\s]*\))?\s*[.:;,–—-]\s+\S+\s+\S+")


@dataclass(frozen=True, slots=True)
class Item:
    """What an item or a passage takes up: `matter` is the ticket or proposal, `line` where."""

    name: str
    matter: str
    line: int
    proposal: bool = False


def proposals_in(text: str) -> dict[str, str]:
    """The proposals that a text names, each with the name that it gives it.

    >>> proposals_in("PEP 651 (Stack overflows), KIP-12, draft-ietf-mill-wheel-03, RFC 3.5")
    {'PEP-651': 'PEP 651 (Stack overflows)', 'KIP-12': 'KIP 12', 'draft-ietf-mill-wheel': \
'draft-ietf-mill-wheel'}
    """
    found: dict[str, str] = {}
    if not _SIGNS.find_matches_as_indexes(text):
        return found
    for match in _NUMBERED.finditer(text):
        title = topic_name(" ".join((match[3] or match[4] or "").split()))
        name = f"{match[1]} {int(match[2])}"
        found[name.replace(" ", "-")] = f"{name} ({title})" if title else name
    return found | {match[1]: match[1] for match in _DRAFT.finditer(text)}


def items_of(archived: ArchivedNote, headed: Mapping[int, str]) -> Iterator[Item]:
    """The items of a note on one ticket, and its passages on proposals, in the note's order.

    `headed` has the matter that a section is about by its heading, by the section's index: what
    stands in it is no item. Actions are none either: they are followed by themselves.
    """
    note = archived.note
    tickets = _tickets(archived)
    actions = {note.lines[action.line - 1].block for action in archived.facts.actions}
    done = 0
    for head in sorted({*tickets, *_naming_proposals(note)} - actions):
        if head < done or note.lines[head].kind not in ("bullet", "text"):
            continue
        block = block_at(note, head)
        around = _around(note, head, headed)
        for item in _taken_up(note, block, tickets.get(head, {})):
            if item.matter not in around:
                yield item
                done = max(done, extent(note, item.line).stop)


def _taken_up(note: Note, block: Block, tickets: Mapping[str, int]) -> Iterator[Item]:
    """What a block takes up; `tickets` are those that it names, with where the first ends."""
    said = note.text[block.span.slice]
    line = block.first + 1
    if len(tickets) == 1 and block.kind == "item":
        ((ticket, end),) = tickets.items()
        name = _name(said, ticket, end - block.span.start)
        if name and (extent(note, line).start > block.first or _says_more(note, block, end)):
            yield Item(name, ticket, line)
    named = proposals_in(said)
    if len(named) <= MOST_PROPOSALS:
        for matter, name in named.items():
            yield Item(name, matter, line, proposal=True)


def _tickets(archived: ArchivedNote) -> dict[int, dict[str, int]]:
    """By the first line of each block the tickets that it names, and where their names end."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for ticket in archived.facts.tickets:
        head = archived.note.lines[ticket.line - 1].block
        if head is not None:
            found[head].setdefault(ticket.id, ticket.span.end)
    return found


def _naming_proposals(note: Note) -> Iterator[int]:
    for pattern in (_NUMBERED, _DRAFT) if _SIGNS.find_matches_as_indexes(note.text) else ():
        for match in pattern.finditer(note.text):
            head = note.lines[note.line_of(match.start()) - 1].block
            if head is not None:
                yield head


def _around(note: Note, head: int, headed: Mapping[int, str]) -> set[str]:
    """The matters of the headings that a line stands below."""
    found, at = set(), note.lines[head].section
    while at is not None:
        found.add(headed.get(at, ""))
        at = note.sections[at].parent
    return found


def _name(said: str, ticket: str, end: int) -> str:
    """What an item calls what it is about: all that it says, or what it says up to the ticket.

    The latter ends with `CUT`.
    """
    whole = topic_name(" ".join(said.split()))
    if len(whole) <= LONGEST_NAME and not _SAYS_MORE.match(said, end):
        return whole
    name = topic_name(" ".join(said[:end].replace("[", " ").split()))
    return f"{name} {CUT}" if len(name) <= LONGEST_NAME else ticket


def _says_more(note: Note, block: Block, end: int) -> bool:
    """Whether an item says something behind the ticket that it names at its end."""
    before = note.text[block.span.start : end].split()
    more = _SAYS_MORE.match(note.text, end, block.span.end)
    return len(before) > FEWEST_BEFORE and more is not None


def extent(note: Note, line: int) -> range:
    """The indexes of the lines that say something of what a heading or an item names.

    They are those below it, with what is below its own subheadings; of an item that has none below
    it, and of a passage, its own.
    """
    first = line - 1
    at = note.lines[first].section
    if at is not None and note.sections[at].line == line:
        last = [at, *note.parts_of(at)][-1]
        return range(first + 1, note.sections[last].last)
    block = block_at(note, first)
    inside, end = {block.first}, block.last
    for index in range(block.last, len(note.lines)):
        head = note.lines[index].block
        if head is None:
            continue
        if head not in inside:
            above = note.lines[head].parent
            if above is None or note.lines[above].block not in inside:
                break
            inside.add(head)
        end = index + 1
    return range(block.last, end) if end > block.last else range(block.first, block.last)
