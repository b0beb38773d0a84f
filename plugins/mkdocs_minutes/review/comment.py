"""The comment on a pull request: written by a job that may comment, of a report that it distrusts.

A pull request's own job makes the report, and whoever sent the pull request may have had a hand in
it. So this job takes from the report nothing but facts, which it words itself, and learns from the
forge alone which pull request they belong to.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import msgspec

from ..core.escape import path_of
from .diff import Difference
from .diff_report import MARKER, report_difference

LARGEST_REPORT = 20_000_000
"""Bytes of a report that are read; nobody could review a larger one."""

_TIMEOUT = 30

Send = Callable[[str, str, Any], Any]


class CommentError(Exception):
    """A report, an event or an answer of the forge that no comment can be made of."""


@dataclass(frozen=True, slots=True)
class Run:
    """The run that made a report, as the forge tells: never as the report does."""

    repository: str
    owner: str
    branch: str
    commit: str


def read_report(data: bytes) -> Difference:
    """The difference in a JSON report; raises `CommentError` where it is of another shape."""
    if len(data) > LARGEST_REPORT:
        raise CommentError("the report is too large")
    try:
        whole = msgspec.json.decode(data)
        return msgspec.convert(whole, Difference)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise CommentError(f"the report cannot be read: {error}") from error


def read_event(data: bytes, repository: str) -> Run:
    """The run that a `workflow_run` event tells of; raises `CommentError` for any other event."""
    try:
        run = json.loads(data)["workflow_run"]
        return Run(
            repository,
            str(run["head_repository"]["owner"]["login"]),
            str(run["head_branch"]),
            str(run["head_sha"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise CommentError("the event is not that of a finished workflow run") from error


def publish(difference: Difference, run: Run, send: Send) -> str:
    """The address of the comment, made or brought up to date; `""` where there is nothing to do.

    That is so where no open pull request ends in the run's commit any more. A difference without
    facts makes no comment of its own, but it corrects an earlier one.
    """
    query = urlencode({"state": "open", "head": f"{run.owner}:{run.branch}", "per_page": "100"})
    found = send("GET", f"/repos/{path_of(run.repository)}/pulls?{query}", None)
    numbers = [int(pull["number"]) for pull in found if pull["head"]["sha"] == run.commit]
    if not numbers:
        return ""
    body = {"body": report_difference(difference, "markdown")}
    issue = f"/repos/{path_of(run.repository)}/issues"
    earlier = _own_comment(send, f"{issue}/{numbers[0]}/comments")
    if earlier is not None:
        return str(send("PATCH", f"{issue}/comments/{earlier}", body)["html_url"])
    if not difference.notes and not difference.entities and not difference.new_problems:
        return ""
    return str(send("POST", f"{issue}/{numbers[0]}/comments", body)["html_url"])


def _own_comment(send: Send, address: str) -> int | None:
    """The number of the comment that an earlier run made, `None` without one.

    Only a bot's comment counts: anybody can write the mark into one of their own.
    """
    for page in range(1, 20):
        comments = send("GET", f"{address}?per_page=100&page={page}", None)
        for comment in comments:
            if comment["body"].startswith(MARKER) and comment["user"]["type"] == "Bot":
                return int(comment["id"])
        if len(comments) < 100:
            break
    return None


def forge(environ: Mapping[str, str]) -> Send:
    """What sends a request to the forge's API, as GitHub Actions' environment names it.

    Raises `CommentError` where the environment lacks the address or the token, and later where the
    forge refuses a request.
    """
    api, token = environ.get("GITHUB_API_URL", ""), environ.get("GITHUB_TOKEN", "")
    if not api or not token:
        raise CommentError("GITHUB_API_URL and GITHUB_TOKEN are not set: this runs in a workflow")
    if urlsplit(api).scheme not in ("https", "http"):
        raise CommentError("GITHUB_API_URL is no web address")

    def send(method: str, path: str, body: Any) -> Any:
        request = Request(  # noqa: S310  # the scheme is checked above
            api + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {token}",
                "Accept": "application/vnd.github+json",
                "Content-Type": "application/json",
            },
        )
        try:
            with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310  # as above
                return json.loads(answer.read())
        except HTTPError as error:
            raise CommentError(f"the forge answered {error.code} to {method} {path}") from error
        except (URLError, ValueError) as error:
            raise CommentError(f"the forge cannot be reached: {error}") from error

    return send
