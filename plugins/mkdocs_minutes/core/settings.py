"""What a community can set: one frozen record, whose defaults are the common conventions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SENSITIVE_KINDS = (
    "phone",
    "pin",
    "email",
    "ip-address",
    "mac-address",
    "meeting-link",
    "secret",
    "card",
    "bank-account",
    "identity",
    "postal-address",
    "shared-document",
)
"""What can be masked, by the names of `masking/masks.toml`: telephone numbers; PINs, passcodes and
numbers of meetings; mail addresses; addresses of machines; links that let somebody into a meeting;
tokens, keys and passwords; numbers of cards, accounts and people, and days of birth; where somebody
lives; links to documents, folders and albums that somebody shares."""

USUALLY_KEPT = frozenset({"shared-document"})
"""Kinds that are masked only where a community asks for it."""

USUALLY_MASKED = tuple(kind for kind in SENSITIVE_KINDS if kind not in USUALLY_KEPT)
"""All others."""


@dataclass(frozen=True, slots=True)
class NoteFolder:
    """A folder of notes, below the root that the paths of all notes are relative to.

    `path` is `""` for the root itself. `series` and `project` hold for all notes of the folder that
    state none themselves. `permalink` is the pattern of the addresses that the notes had in a site
    before they came to the archive, counted from the site's root: see `core.permalinks`. `""` says
    that they had none. With `by_mkdocs` it is MkDocs' own, which asks no front matter for addresses
    and knows no drafts.
    """

    path: str = ""
    series: str = ""
    project: str = ""
    permalink: str = ""
    by_mkdocs: bool = False

    def holds(self, path: str) -> bool:
        """Whether a note's path lies in the folder, or in one below it."""
        return not self.path or path.startswith(f"{self.path}/")

    @property
    def is_among_pages(self) -> bool:
        """Whether the notes were pages among others, which lead to them and into them.

        Where the folder is all of the site, nothing else leads to them.
        """
        return bool(self.permalink) and not self.permalink.startswith("/:path")


@dataclass(frozen=True, slots=True)
class Mask:
    """What a community masks beside the common kinds.

    `pattern` is a regular expression over a text as it reads, `labels` are words beside which a
    number or code is masked. `kind` may be one of `SENSITIVE_KINDS`, or one of its own.
    """

    kind: str
    pattern: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Somebody whose name is published nowhere.

    `names` are whole names, `given` and `surnames` those that tell the person by themselves.
    `shown` stands in the place of each, `""` for a mark.
    """

    names: tuple[str, ...]
    handles: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a build; equal settings and equal input give equal output.

    `redact` names the kinds of `SENSITIVE_KINDS` that are masked. `date_order` settles numeric
    dates such as `03/04/2020`; `None` leaves them unread unless only one reading exists. The
    `*_markers`, `*_headings` and `ticket_patterns` add a community's own conventions to the common
    ones: markers and headings are plain words, matched whole and without regard to case; a ticket
    pattern is `(system, regular expression, address)` where `{id}` in the address stands for what
    matched. `ticket_repository` is whose pull requests and issues `PR #12` means where a note does
    not tell it. `encoding` are pairs of a pattern of paths and the encoding of such notes as are no
    UTF-8; of patterns that fit the last counts. `folders` tells of the folders that notes lie in;
    a note belongs to the nearest. With `addresses` as `keep` the page of a note that had an address
    lives there, else that address redirects to it.
    `masks` add kinds, and forms of ours; `forbid` are those of all kinds that no note may hold.
    `withdrawn` are people whose names are masked.
    """

    redact: tuple[str, ...] = USUALLY_MASKED
    masks: tuple[Mask, ...] = ()
    forbid: tuple[str, ...] = ()
    date_order: Literal["dmy", "mdy"] | None = None
    action_markers: tuple[str, ...] = ()
    outcome_markers: tuple[str, ...] = ()
    attendee_headings: tuple[str, ...] = ()
    ticket_patterns: tuple[tuple[str, str, str], ...] = ()
    ticket_repository: str = ""
    max_note_bytes: int = 5_000_000
    max_note_seconds: int = 60
    encoding: tuple[tuple[str, str], ...] = ()
    folders: tuple[NoteFolder, ...] = ()
    addresses: Literal["keep", "archive"] = "keep"
    withdrawn: tuple[Withdrawn, ...] = ()

    def folder_of(self, path: str) -> NoteFolder:
        """The nearest folder around a note, by its path."""
        around = (folder for folder in self.folders if folder.holds(path))
        return max(around, key=lambda folder: len(folder.path), default=NoteFolder())
