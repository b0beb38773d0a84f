"""Facts that one note states, one module for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from ..dialects.captions import is_captions
from ..part_paths import file_of
from ..records import Action, Facts, Note, Outcome, Sensitive
from ..settings import Settings
from .action_rules import RULES as ACTIONS
from .actions import actions, nearly_actions, undertaken
from .attendance import attendance, nearly_listed
from .linked import (
    beside_links,
    owned_by_whole_names,
    whole_names,
    with_logins,
    with_whole_names,
)
from .links import links
from .metrics import metrics
from .outcome_rules import RULES as OUTCOMES
from .outcomes import nearly_outcomes, outcomes
from .owners import known_names, nearly_owned, speaking_initials
from .people import person_names
from .questions import RULES as QUESTIONS
from .questions import questions
from .reports import reports
from .sensitive import sensitive, without_masked
from .tickets import RULES as TICKETS
from .tickets import tickets
from .versions import judged_versions
from .versions import read as versions

TABLES = (ACTIONS, OUTCOMES, QUESTIONS, TICKETS)
"""The rules by which facts are read, a table for each kind."""


def extract(note: Note, settings: Settings, removed: tuple[Sensitive, ...] = ()) -> Facts:
    """All that a note states, read from that note alone, each kind in the order of the text.

    `removed` is what redaction masked in the note's text. An empty note states nothing.
    """
    present, listed = attendance(note, settings)
    wholes = whole_names(note)
    present = with_logins(with_whole_names(present, wholes), note)
    said = is_captions(file_of(note.path))
    concluded = _stated(outcomes(note, settings, present), said=said)
    decided = frozenset(outcome.line - 1 for outcome in concluded)
    read = _stated(actions(note, settings, present, decided, listed), said=said)
    to_do = without_masked(undertaken(note, settings, present, concluded, read))
    to_do = owned_by_whole_names(to_do, wholes)
    promised = {action.line for action in to_do if action.rule == "action-heading"}
    return Facts(
        attendees=present,
        names=with_whole_names(person_names(note, present, to_do), wholes),
        versions=beside_links(note, versions(note, settings)),
        actions=to_do,
        outcomes=_weighed(note, (one for one in concluded if one.line not in promised)),
        questions=questions(note),
        reports=reports(note, frozenset(action.line - 1 for action in to_do)),
        tickets=tickets(note, settings),
        metrics=metrics(note),
        sensitive=sensitive(removed),
        links=links(note),
    )


_MARKED = frozenset(("outcome-spoken", "outcome-marker", "action-marker"))
_Stated = TypeVar("_Stated", Action, Outcome)


def _stated(found: tuple[_Stated, ...], *, said: bool) -> tuple[_Stated, ...]:
    """What is concluded or to be done; of what is only `said` that which a mark says to be so."""
    return tuple(one for one in found if one.rule in _MARKED) if said else found


def _weighed(note: Note, concluded: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """The outcomes, summarised rather than decided where only a program has put them down."""
    if note.kind != "summary":
        return tuple(concluded)
    return tuple(replace(outcome, kind="summarised") for outcome in concluded)


def nearly_stated(note: Note, facts: Facts, settings: Settings) -> Iterator[tuple[int, str]]:
    """Lines, by number, with a rule that nearly read them: they have its form, and state nothing.

    Lines from which something of the kind was read are left out; so an empty note gives none. An
    action that nobody is to do has the form in which somebody nearly was (`owner-mark`).
    """
    decided_lines = {outcome.line for outcome in facts.outcomes}
    decided = frozenset(line - 1 for line in decided_lines)
    listed = attendance(note, settings).lines
    read = {action.line for action in facts.actions} | decided_lines
    yield from (
        (line, rule)
        for line, rule in (
            *nearly_actions(note, settings, facts.attendees, decided, listed),
            *nearly_outcomes(note, settings, facts.attendees),
            *(judged for judged in judged_versions(note) if judged[1].startswith("no-")),
            *nearly_listed(note, settings),
        )
        if line not in read
    )
    yield from _nearly_owned(note, facts)


def _nearly_owned(note: Note, facts: Facts) -> Iterator[tuple[int, str]]:
    """Lines of actions that nobody is to do, though something stands in an owner's place."""
    known = known_names(facts.attendees, speaking_initials(note))
    for action in facts.actions:
        end = note.lines[action.line - 1].content.end
        form = "" if action.owners else nearly_owned(note.text, action.span.start, end, known)
        if form:
            yield action.line, f"owner-{form}"
