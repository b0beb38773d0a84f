"""Versions in order, and what their claims add up to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from packaging.version import InvalidVersion
from packaging.version import Version as Release

from ..part_ids import meeting_of, part_of
from ..records import Archive, NoteId, Version, VersionClaim, VersionId, VersionStatus

_RANK: tuple[VersionStatus, ...] = (
    "mentioned",
    "planned",
    "in-progress",
    "testing",
    "ready-for-release",
    "released",
    "end-of-life",
)


_DATES_AT_MOST = 3
"""Of more days that notes claim for one release, the first ones are given."""


@dataclass(frozen=True, slots=True)
class VersionTold:
    """What lists take from a version, good for its `mark`: the `version` without its claims.

    `places` are the notes and lines of these, `dates` as `dates_of`. `steps` are the notes that say
    something else than those before them, with what was said before and since; `released` is as
    `release_said`.
    """

    mark: bytes
    version: Version
    places: tuple[tuple[NoteId, int], ...]
    dates: tuple[str, ...]
    disputed: bool
    steps: tuple[tuple[NoteId, VersionStatus, VersionStatus], ...]
    released: tuple[str, tuple[NoteId, ...]]


def version_key(number: str) -> tuple[Release, tuple[int, ...], str]:
    """A key that orders version numbers from the oldest to the newest.

    The order is packaging's where the number is one of its; package releases (`4.8-2.1`) come after
    the number without, and `7r3p36` counts as 7.3.36.

    >>> sorted(["3.5.10", "3.5.2", "3.6rc1", "3.6", "4.8-2.1", "4.8", "7r3p36"], key=version_key)
    ['3.5.2', '3.5.10', '3.6rc1', '3.6', '4.8', '4.8-2.1', '7r3p36']
    """
    numbers = tuple(int(part) for part in re.findall(r"\d+", number))
    for form in (number.replace("-", "+"), re.sub(r"[rp]", ".", number), number.split("-")[0]):
        try:
            return Release(form), numbers, number
        except InvalidVersion:
            continue
    return Release(".".join(map(str, numbers)) or "0"), numbers, number


def summary(claims: Iterable[VersionClaim]) -> tuple[VersionStatus, str]:
    """The status and date that claims of one time add up to, as those of one note.

    The status that is farthest on counts, with the last date stated for it; without claims a
    version is only mentioned.

    >>> summary([])
    ('mentioned', '')
    """
    status: VersionStatus = "mentioned"
    when = ""
    for claim in claims:
        if _RANK.index(claim.status) > _RANK.index(status):
            status, when = claim.status, claim.date
        elif claim.status == status and claim.date:
            when = claim.date
    return status, when


def latest(groups: Sequence[Sequence[VersionClaim]]) -> tuple[VersionStatus, str]:
    """The status and date of the newest note that says more than `mentioned`.

    `groups` holds each note's claims, from the oldest note to the newest. What slides or a summary
    of a meeting say counts where its main note says no more than the name.
    """
    for claims in reversed(_weighed(groups)):
        status, when = summary(claims)
        if status != "mentioned":
            return status, when
    return "mentioned", ""


def contradictions(
    groups: Sequence[Sequence[VersionClaim]],
) -> tuple[tuple[VersionClaim, VersionClaim], ...]:
    """Pairs of claims that cannot both be true: two days of one release.

    A month and a day within it agree; a plan and what came of it do too. The parts of a meeting
    contradict nothing that its main note says.
    """
    released: list[VersionClaim] = []
    for claims in _weighed(groups):
        for claim in claims:
            dated = claim.status == "released" and claim.date
            if dated and not any(_agree(claim.date, other.date) for other in released):
                released.append(claim)
    return tuple(pairwise(released))


def _weighed(groups: Sequence[Sequence[VersionClaim]]) -> list[Sequence[VersionClaim]]:
    """The claims of notes, without those of parts of a meeting whose main note says something."""
    told = {
        claims[0].note for claims in groups if any(claim.status != "mentioned" for claim in claims)
    }
    return [
        claims
        for claims in groups
        if claims and not (part_of(claims[0].note) and meeting_of(claims[0].note) in told)
    ]


def _agree(first: str, second: str) -> bool:
    return first.startswith(second) or second.startswith(first)


def strongest(claims: Sequence[VersionClaim]) -> VersionClaim:
    """The claim that says most of a version: the furthest status, dated before undated, the last.

    `claims` holds at least one.
    """
    return max(
        enumerate(claims),
        key=lambda item: (_RANK.index(item[1].status), bool(item[1].date), item[0]),
    )[1]


UNSETTLED: tuple[VersionStatus, ...] = ("planned", "in-progress", "testing", "ready-for-release")
"""What holds of a version on the day of the claim only."""


def overtaken(versions: Sequence[Version]) -> dict[VersionId, VersionId]:
    """Versions of a project that never came out, with a later release of the same line.

    `versions` run from the oldest number to the newest. `3.5.1` and `3.5.2` are of one line, `3.6`
    is of another.
    """
    released: dict[tuple[int, ...], VersionId] = {}
    found = {}
    for version in reversed(versions):
        line = version_key(version.number)[0].release[:2]
        if version.status == "released" and not version.series:
            released.setdefault(line, version.id)
        elif version.status in UNSETTLED and not version.series and line in released:
            found[version.id] = released[line]
    return found


def dates_of(version: Version) -> tuple[str, ...]:
    """The date of a version's latest status, or each day that the notes claim for its release."""
    if version.contradictions and version.status == "released":
        claimed = (claim.date for pair in version.contradictions for claim in pair)
        return tuple(sorted(set(claimed)))[:_DATES_AT_MOST]
    return (version.date,) if version.date else ()


def told_of_version(version: Version, mark: bytes) -> VersionTold:
    """What lists take from a version and its claims."""
    bare = replace(version, claims=(), contradictions=())
    return VersionTold(
        mark,
        bare,
        tuple((claim.note, claim.line) for claim in version.claims),
        dates_of(version),
        bool(version.contradictions),
        tuple(_steps(version.claims)),
        release_said(version),
    )


def _steps(claims: Iterable[VersionClaim]) -> Iterator[tuple[NoteId, VersionStatus, VersionStatus]]:
    known: VersionStatus = "mentioned"
    for note, of_note in groupby(claims, lambda claim: claim.note):
        status, _ = summary(claim for claim in of_note if not claim.bound)
        if status not in ("mentioned", known):
            yield note, known, status
            known = status


def release_said(version: Version) -> tuple[str, tuple[NoteId, ...]]:
    """The day on which a version is said to have come out, the latest stated one, or `""`.

    With it come the notes that say of it that it did, where none states a day.
    """
    said = [claim for claim in version.claims if claim.status == "released"]
    stated = [claim.date for claim in said if claim.date]
    return (stated[-1], ()) if stated else ("", tuple(claim.note for claim in said))


def release_date(archive: Archive, said: tuple[str, tuple[NoteId, ...]]) -> str:
    """When a version came out as far as the notes tell: as stated, else the first note's date.

    `said` is as `release_said` gives it; `""` where neither is known.
    """
    stated, notes = said
    dates = (archive.notes[note].note.date for note in notes)
    return stated or min((day.isoformat() for day in dates if day), default="")
