"""What a community can set: one frozen record, whose defaults are the common conventions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SENSITIVE_KINDS = ("phone", "pin", "email", "ip-address", "meeting-link", "secret")
"""What can be masked: dial-in numbers, PINs and passcodes, mail addresses, IP addresses,
meeting links that carry a password, and tokens or keys."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a build; equal settings and equal input give equal output.

    `redact` names the kinds of `SENSITIVE_KINDS` that are masked. `date_order` settles numeric
    dates such as `03/04/2020`; `None` leaves them unread unless only one reading exists. The
    `*_markers`, `*_headings` and `ticket_patterns` add a community's own conventions to the common
    ones: markers and headings are plain words, matched whole and without regard to case; a ticket
    pattern is `(system, regular expression, address)` where `{id}` in the address stands for what
    matched.
    """

    redact: tuple[str, ...] = SENSITIVE_KINDS
    date_order: Literal["dmy", "mdy"] | None = None
    action_markers: tuple[str, ...] = ()
    outcome_markers: tuple[str, ...] = ()
    attendee_headings: tuple[str, ...] = ()
    ticket_patterns: tuple[tuple[str, str, str], ...] = ()
    max_note_bytes: int = 5_000_000
