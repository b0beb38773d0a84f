"""Facts that one note states, one module for each kind."""

from __future__ import annotations

from ..records import Facts, Note, Sensitive
from ..settings import Settings
from .actions import actions
from .attendance import attendees
from .links import links
from .metrics import metrics
from .outcomes import outcomes
from .people import person_names
from .sensitive import sensitive
from .tickets import tickets
from .versions import read as versions


def extract(note: Note, settings: Settings, removed: tuple[Sensitive, ...] = ()) -> Facts:
    """All that a note states, read from that note alone, each kind in the order of the text.

    `removed` is what redaction masked in the note's text. An empty note states nothing.
    """
    present = attendees(note, settings)
    concluded = outcomes(note, settings)
    decided = frozenset(outcome.line - 1 for outcome in concluded)
    to_do = actions(note, settings, present, decided)
    promised = {action.line for action in to_do if action.rule == "action-heading"}
    return Facts(
        attendees=present,
        names=person_names(note, present, to_do),
        versions=versions(note, settings),
        actions=to_do,
        outcomes=tuple(outcome for outcome in concluded if outcome.line not in promised),
        tickets=tickets(note, settings),
        metrics=metrics(note),
        sensitive=sensitive(removed),
        links=links(note),
    )
