"""Comments on the forges' pull requests, against stand-ins for their APIs."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mkdocs_minutes.cli import main
from mkdocs_minutes.review.comment import publish
from mkdocs_minutes.review.diff_report import MARKER, report_difference
from mkdocs_minutes.review.forges import ForgeError, find_forge_of_job
from tests.unit.review.archives import MARCH, NOTES, archive_of
from tests.whole import compare

CLOSED = compare(
    archive_of(), archive_of({**NOTES, "2020/03-03.md": MARCH.replace("- [ ] Bo:", "- [x] Bo:")})
)


class Api(ThreadingHTTPServer):
    """A forge's API: `answers` by method and path, comments in `written`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Any] = {}
        self.written: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.address = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Api

    def answer(self) -> None:
        api, path = self.server, self.path.partition("?")[0]
        api.headers.append(dict(self.headers))
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")
        found = api.answers.get(f"{self.command} {path}")
        if found is None:
            self.send_error(404)
            return
        if body is not None:
            api.written.append({"path": path, **body})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())

    do_GET = do_POST = do_PATCH = do_PUT = answer  # noqa: N815  # the names that are called

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def api() -> Iterator[Api]:
    server = Api()
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def gitlab(api: Api) -> dict[str, str]:
    return {
        "GITLAB_CI": "true",
        "CI_API_V4_URL": api.address,
        "CI_PROJECT_ID": "42",
        "CI_PROJECT_URL": "https://gitlab.example.org/us/minutes",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_COMMIT_SHA": "c0ffee",
        "CI_JOB_ID": "99",
        "GITLAB_TOKEN": "t0ken",
    }


def forgejo(api: Api, folder: Path) -> dict[str, str]:
    event = folder / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7, "head": {"sha": "c0ffee"}}}))
    return {
        "FORGEJO_ACTIONS": "true",
        "GITHUB_API_URL": f"{api.address}/api/v1",
        "GITHUB_SERVER_URL": "https://forge.example.org",
        "GITHUB_REPOSITORY": "us/minutes",
        "GITHUB_TOKEN": "t0ken",
        "GITHUB_EVENT_PATH": str(event),
    }


def test_a_merge_request_gets_one_comment_that_is_kept_up_to_date(api: Api) -> None:
    merge = "/projects/42/merge_requests/7"
    api.answers = {
        f"GET {merge}": {"state": "opened", "sha": "c0ffee"},
        "GET /user": {"id": 5},
        f"GET {merge}/notes": [{"id": 1, "body": f"{MARKER} mine", "author": {"id": 6}}],
        f"POST {merge}/notes": {"id": 2},
        f"PUT {merge}/notes/2": {"id": 2},
    }
    forge = find_forge_of_job(gitlab(api))
    page = "https://gitlab.example.org/us/minutes/-/merge_requests/7#note_2"
    site = "https://us.example.org/-/minutes/-/jobs/{job}/artifacts/{commit}/{address}index.html"
    assert publish(CLOSED, forge, "notes", site) == page
    shown = "jobs/99/artifacts/c0ffee/notes/storage-meeting/2020-03-03/index.html"
    assert f"([preview](https://us.example.org/-/minutes/-/{shown}))" in api.written[0]["body"]
    line = "https://gitlab.example.org/us/minutes/-/blob/c0ffee/notes/2020/03-03.md#L11"
    assert f"[line 11]({line})" in api.written[0]["body"]
    assert all(sent["Private-Token"] == "t0ken" for sent in api.headers)
    api.answers[f"GET {merge}/notes"].append({"id": 2, "body": MARKER, "author": {"id": 5}})
    assert publish(CLOSED, forge, "notes") == page
    assert [sent["path"] for sent in api.written] == [f"{merge}/notes", f"{merge}/notes/2"]


def test_a_pull_request_on_forgejo_gets_a_comment(api: Api, tmp_path: Path) -> None:
    repository = "/api/v1/repos/us/minutes"
    theirs = {"id": 1, "body": MARKER, "user": {"login": "them"}}
    api.answers = {
        f"GET {repository}/pulls/7": {"state": "open", "head": {"sha": "c0ffee"}},
        f"GET {repository}/issues/7/comments": [theirs],
        f"POST {repository}/issues/7/comments": {"html_url": "new"},
        f"PATCH {repository}/issues/comments/2": {"html_url": "updated"},
    }
    forge = find_forge_of_job(forgejo(api, tmp_path))
    assert publish(CLOSED, forge, "", "https://{number}.example.org/{address}") == "new"
    line = "https://forge.example.org/us/minutes/src/commit/c0ffee/2020/03-03.md?display=source#L11"
    assert f"[line 11]({line})" in api.written[0]["body"]
    assert "(https://7.example.org/notes/storage-meeting/2020-03-03/)" in api.written[0]["body"]
    ours = {"id": 2, "body": MARKER, "user": {"login": "forgejo-actions"}}
    api.answers[f"GET {repository}/issues/7/comments"] = [theirs, ours]
    assert publish(CLOSED, forge, "") == "updated"


def test_a_request_that_moved_on_is_left_alone(api: Api, tmp_path: Path) -> None:
    api.answers = {
        "GET /projects/42/merge_requests/7": {"state": "opened", "sha": "later"},
        "GET /api/v1/repos/us/minutes/pulls/7": {"state": "closed", "head": {"sha": "c0ffee"}},
    }
    for environ in (gitlab(api), forgejo(api, tmp_path)):
        assert publish(CLOSED, find_forge_of_job(environ), "") == ""
    assert not api.written


def test_what_is_missing_is_named_and_no_token_is_shown(api: Api, tmp_path: Path) -> None:
    for environ, name in (
        (gitlab(api), "GITLAB_TOKEN"),
        (forgejo(api, tmp_path), "GITHUB_TOKEN"),
        ({}, "GITHUB_API_URL"),
    ):
        with pytest.raises(ForgeError, match=f"{name} is not set"):
            find_forge_of_job({key: value for key, value in environ.items() if key != name})
    with pytest.raises(ForgeError, match="answered 404") as refused:
        publish(CLOSED, find_forge_of_job(gitlab(api)), "")
    assert "t0ken" not in str(refused.value)


def test_a_dry_run_shows_the_comment(tmp_path: Path) -> None:
    report = tmp_path / "difference.json"
    report.write_text(report_difference(CLOSED, "json"))
    notes = tmp_path / "notes"
    notes.mkdir()
    said = CliRunner().invoke(main, ["comment", "--notes", str(notes), "--dry-run", str(report)])
    assert said.exit_code == 0, said.output
    assert said.output.startswith(MARKER)
    assert "status open → done" in said.output
