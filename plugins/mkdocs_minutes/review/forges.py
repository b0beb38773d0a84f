"""The API of the forge that keeps the notes, as far as a comment on a pull request needs it.

GitHub, Forgejo (and Gitea, whose Actions and API are the same here) and GitLab each answer five
questions in their own way. Everything that is asked comes from the environment of the job and from
the forge itself, never out of a contributor's files.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import Request, urlopen

from ..core.escape import path_of

_TIMEOUT = 30

_PAGES = 20
"""Of more than this many pages of a hundred comments, the later ones are not looked through."""

Send = Callable[[str, str, Any], Any]
"""Sends a method, a path below the API's address and a body; gives the answer's content."""


class ForgeError(Exception):
    """An environment without a pull request in it, or an answer of the forge of no use."""


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request (GitLab: merge request): the number the forge gives it, its head commit."""

    number: str
    commit: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a pull request; `is_ours` where its author is who this job acts as."""

    identifier: str
    body: str
    is_ours: bool


class Forge(ABC):
    """A forge as far as a comment needs it: each says where its own API has what is asked."""

    job = ""
    """The identifier of the job, where the forge shows what it keeps by that; else `""`."""

    _send: Send
    _lines = ""
    _change = "PATCH"

    @abstractmethod
    def pull_request(self) -> PullRequest | None:
        """The open pull request of the job, `None` where it has moved on or is closed."""

    def comments(self, pull: PullRequest) -> Iterator[Comment]:
        """The comments on it, the oldest first."""
        for found in _all(self._send, f"{self._comments(pull)}?sort=asc"):
            yield Comment(str(found["id"]), str(found["body"] or ""), self._is_ours(found))

    def create(self, pull: PullRequest, body: str) -> str:
        """Write a comment, and say at which address it is."""
        return self._address(pull, self._send("POST", self._comments(pull), {"body": body}))

    def update(self, pull: PullRequest, comment: Comment, body: str) -> str:
        """Write another text into a comment, and say at which address it is."""
        path = self._comment(pull, comment.identifier)
        return self._address(pull, self._send(self._change, path, {"body": body}))

    def line_address(self, commit: str) -> str:
        """Where the forge shows a line of a file in a commit, to be filled with `{path}`, `{line}`.

        The path is that from the top of the repository. `""` where the address is unknown.
        """
        return self._lines.replace("{commit}", path_of(commit))

    @abstractmethod
    def _comments(self, pull: PullRequest) -> str: ...

    @abstractmethod
    def _comment(self, pull: PullRequest, identifier: str) -> str: ...

    @abstractmethod
    def _is_ours(self, comment: Mapping[str, Any]) -> bool: ...

    @abstractmethod
    def _address(self, pull: PullRequest, comment: Mapping[str, Any]) -> str: ...


def find_forge_of_job(environ: Mapping[str, str]) -> Forge:
    """The forge that the job runs on, as its environment tells.

    Raises `ForgeError` where it runs on none, or where address, event or token are missing.
    """
    if environ.get("GITLAB_CI"):
        return GitLab(environ)
    if environ.get("FORGEJO_ACTIONS") or environ.get("GITEA_ACTIONS"):
        return Forgejo(environ)
    return GitHub(environ)


class _Actions(Forge):
    """What GitHub's and Forgejo's Actions have in common, and their comments' API."""

    _at_commit = "blob/{commit}/{path}?plain=1#L{line}"

    def __init__(self, environ: Mapping[str, str]) -> None:
        api = _wanted(environ, "GITHUB_API_URL")
        self._send = _sender(api, {"Authorization": f"Bearer {_wanted(environ, 'GITHUB_TOKEN')}"})
        repository = path_of(_wanted(environ, "GITHUB_REPOSITORY"))
        self._repository = f"/repos/{repository}"
        server = environ.get("GITHUB_SERVER_URL", "").rstrip("/")
        self._lines = f"{server}/{repository}/{self._at_commit}" if server else ""
        self._event = _event(environ)

    def _comments(self, pull: PullRequest) -> str:
        return f"{self._repository}/issues/{pull.number}/comments"

    def _comment(self, pull: PullRequest, identifier: str) -> str:
        return f"{self._repository}/issues/comments/{identifier}"

    def _address(self, pull: PullRequest, comment: Mapping[str, Any]) -> str:
        return str(comment["html_url"])


class GitHub(_Actions):
    """GitHub, from a workflow that runs after the one that reviewed (`workflow_run`)."""

    def pull_request(self) -> PullRequest | None:
        """The open pull request that ends in the commit which the reviewing run looked at."""
        try:
            run = self._event["workflow_run"]
            owner, branch = run["head_repository"]["owner"]["login"], run["head_branch"]
            commit = str(run["head_sha"])
        except (TypeError, KeyError) as error:
            message = "the event is not that of a finished workflow run"
            raise ForgeError(message) from error
        query = urlencode({"state": "open", "head": f"{owner}:{branch}", "per_page": "100"})
        for pull in self._send("GET", f"{self._repository}/pulls?{query}", None):
            if pull["head"]["sha"] == commit:
                return PullRequest(str(int(pull["number"])), commit)
        return None

    def _is_ours(self, comment: Mapping[str, Any]) -> bool:
        return bool(comment["user"]["type"] == "Bot")


class Forgejo(_Actions):
    """Forgejo and Gitea, from the job that reviewed: they tell of no finished run safely."""

    _at_commit = "src/commit/{commit}/{path}?display=source#L{line}"

    _BOTS = frozenset({"forgejo-actions", "gitea-actions"})

    def pull_request(self) -> PullRequest | None:
        """The pull request of the event, where it is open and still ends in the event's commit."""
        try:
            told = self._event["pull_request"]
            number, commit = str(int(told["number"])), str(told["head"]["sha"])
        except (TypeError, KeyError, ValueError) as error:
            raise ForgeError("the event is not that of a pull request") from error
        pull = self._send("GET", f"{self._repository}/pulls/{number}", None)
        if pull["state"] != "open" or pull["head"]["sha"] != commit:
            return None
        return PullRequest(number, commit)

    def _is_ours(self, comment: Mapping[str, Any]) -> bool:
        return comment["user"]["login"] in self._BOTS


class GitLab(Forge):
    """GitLab, from a job of a merge request's pipeline with a project access token."""

    _change = "PUT"

    def __init__(self, environ: Mapping[str, str]) -> None:
        api = _wanted(environ, "CI_API_V4_URL")
        self._send = _sender(api, {"PRIVATE-TOKEN": _wanted(environ, "GITLAB_TOKEN")})
        self._number = environ.get("CI_MERGE_REQUEST_IID", "")
        project = quote(_wanted(environ, "CI_PROJECT_ID"), safe="")
        self._path = f"/projects/{project}/merge_requests/{quote(self._number, safe='')}"
        branch = environ.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA")
        self._commit = branch or environ.get("CI_COMMIT_SHA", "")
        self._page = environ.get("CI_PROJECT_URL", "").rstrip("/")
        self._lines = f"{self._page}/-/blob/{{commit}}/{{path}}#L{{line}}" if self._page else ""
        self._own = cache(lambda: self._send("GET", "/user", None)["id"])
        self.job = environ.get("CI_JOB_ID", "")

    def pull_request(self) -> PullRequest | None:
        """The merge request of the pipeline, where it is open and still ends in its commit."""
        if not self._number:
            raise ForgeError("CI_MERGE_REQUEST_IID is not set: run this for merge requests")
        found = self._send("GET", self._path, None)
        if found["state"] != "opened" or found["sha"] != self._commit:
            return None
        return PullRequest(self._number, self._commit)

    def _comments(self, pull: PullRequest) -> str:
        return f"{self._path}/notes"

    def _comment(self, pull: PullRequest, identifier: str) -> str:
        return f"{self._path}/notes/{identifier}"

    def _is_ours(self, comment: Mapping[str, Any]) -> bool:
        return bool(comment["author"]["id"] == self._own())

    def _address(self, pull: PullRequest, comment: Mapping[str, Any]) -> str:
        return f"{self._page}/-/merge_requests/{pull.number}#note_{comment['id']}"


def _wanted(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "")
    if not value:
        raise ForgeError(f"{name} is not set: this runs in a job of the forge")
    return value


def _event(environ: Mapping[str, str]) -> dict[str, Any]:
    with suppress(OSError, ValueError, RecursionError):
        event = json.loads(Path(_wanted(environ, "GITHUB_EVENT_PATH")).read_bytes())
        if isinstance(event, dict):
            return event
    raise ForgeError("GITHUB_EVENT_PATH names no event: run this in a workflow")


def _all(send: Send, address: str) -> Iterator[Any]:
    """The items of a list that is given a hundred at a time; the address has a query."""
    for page in range(1, _PAGES):
        items = send("GET", f"{address}&per_page=100&limit=100&page={page}", None)
        yield from items
        if len(items) < 50:  # the smallest page that a forge's keeper is likely to have set
            break


def _sender(api: str, headers: Mapping[str, str]) -> Send:
    if urlsplit(api).scheme not in ("https", "http"):
        raise ForgeError(f"{api} is no web address")

    def send(method: str, path: str, body: Any) -> Any:
        request = Request(  # noqa: S310  # the scheme is checked above
            api.rstrip("/") + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Accept": "application/json", "Content-Type": "application/json", **headers},
        )
        try:
            with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310  # as above
                return json.loads(answer.read())
        except HTTPError as error:
            raise ForgeError(f"the forge answered {error.code} to {method} {path}") from error
        except (URLError, TimeoutError, ValueError) as error:
            raise ForgeError(f"the forge cannot be reached: {error}") from error

    return send
