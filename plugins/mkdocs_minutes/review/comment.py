"""The comment on a pull request: written by a job that may comment, of a report that it distrusts.

A pull request's own job makes the report, and whoever sent the pull request may have had a hand in
it. So this job takes from the report nothing but facts, which it words itself, and learns from the
forge alone which pull request they belong to.
"""

from __future__ import annotations

from itertools import chain

import msgspec

from ..core.kinds import BY_NAME
from .diff_report import MARKER, Links, comment_body
from .difference import Difference
from .forges import Comment, Forge, PullRequest

LARGEST_REPORT = 20_000_000
"""Bytes of a report that are read; nobody could review a larger one."""


class ReportError(Exception):
    """A report that no comment can be made of."""


def read_report(data: bytes) -> Difference:
    """The difference in a JSON report; raises `ReportError` where it is of another shape."""
    if len(data) > LARGEST_REPORT:
        raise ReportError("the report is too large")
    try:
        whole = msgspec.json.decode(data)
        difference = msgspec.convert(whole, Difference)
    except (msgspec.MsgspecError, RecursionError) as error:
        hint = "`minutes diff --format json` writes one"
        raise ReportError(f"the report cannot be read: {error}; {hint}") from error
    changes = (change for note in difference.notes for change in note.changes)
    sides = (fact for change in changes for fact in (change.before, change.after))
    moved = (fact for move in difference.moves for fact in (*move.facts, *move.already))
    if not all(fact is None or fact.kind in BY_NAME for fact in chain(sides, moved)):
        raise ReportError("the report cannot be read: it tells of facts of unknown kinds")
    return difference


def publish(difference: Difference, forge: Forge, folder: str, preview: str = "") -> str:
    """The address of the comment, made or brought up to date; `""` where there is nothing to do.

    That is so where the pull request has moved on or is closed. A difference without facts makes no
    comment of its own, but it corrects an earlier one. `folder` is where the notes lie in the
    repository, `preview` as `Links.preview`.
    """
    pull = forge.pull_request()
    if pull is None:
        return ""
    body = comment_body(difference, links_of(forge, pull, folder, preview))
    earlier = _own_comment(forge, pull)
    if earlier is not None:
        return forge.update(pull, earlier, body)
    parts = (difference.notes, difference.registry, difference.entities, difference.new_problems)
    if not any(parts):
        return ""
    return forge.create(pull, body)


def links_of(forge: Forge, pull: PullRequest, folder: str, preview: str) -> Links:
    """Where the lines and pages of a pull request's head are shown."""
    line = forge.line_address(pull.commit)
    above = f"{folder.strip('/')}/" if folder.strip("/") else ""
    filled = preview.replace("{number}", pull.number).replace("{commit}", pull.commit)
    filled = filled.replace("{job}", forge.job)
    return Links(line.replace("{path}", f"{above}{{path}}"), filled)


def _own_comment(forge: Forge, pull: PullRequest) -> Comment | None:
    """The comment that an earlier run made: anybody can write its mark into one of their own."""
    return next((c for c in forge.comments(pull) if c.is_ours and c.body.startswith(MARKER)), None)
