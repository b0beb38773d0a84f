"""Pull requests from end to end: the workflows' own scripts, on a scratch repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_minutes.review.comment import ReportError, read_report
from mkdocs_minutes.review.diff_report import LONGEST_COMMENT, MARKER
from tests.publishing.commands import Minutes, run
from tests.unit.review.archives import NOTES, REGISTRY
from tests.unit.review.scratch import Repository
from tests.unit.review.test_diff_report import outside_code

WORKFLOWS = Path(__file__).parents[3] / ".github" / "workflows"
SITE = "site_name: Storage\ntheme: mkdocs\nplugins: [minutes]\n"
HOSTILE = "</details><script>alert(1)</script> @everyone `` ::set-output name=a::b"


def scripts(workflow: str) -> dict[str, str]:
    """The scripts of a workflow by the names of their steps, without what installs the program."""
    loaded = yaml.safe_load((WORKFLOWS / workflow).read_text())
    steps = [step for job in loaded["jobs"].values() for step in job["steps"]]
    return {
        step["name"]: step["run"]
        for step in steps
        if step.get("name", "Install") != "Install" and "run" in step
    }


class PullRequest:
    """A repository whose HEAD merges an edit into main, as a forge checks pull requests out."""

    def __init__(self, folder: Path, commands: Path) -> None:
        self.commands = commands
        self.repository = Repository(folder / "work")
        self.summary = folder / "summary.md"
        self.write(NOTES | {"mkdocs.yml": SITE})
        self.repository.commit("base")
        self.repository.git("switch", "--quiet", "--create", "edit")

    def write(self, files: dict[str, str]) -> None:
        for path, text in files.items():
            place = path if path.endswith(".yml") else f"notes/{path}"
            self.repository.write(place, text)
        for path, text in REGISTRY.items():
            self.repository.write(f"docs/registry/{path}", text)

    def merge(self) -> None:
        self.repository.commit("edit")
        self.repository.git("switch", "--quiet", "main")
        self.repository.commit("meanwhile on main")
        self.repository.git("merge", "--quiet", "--no-ff", "-m", "merge", "edit")

    def run(self, script: str, **environ: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join(
            [str(self.commands), str(Path(sys.executable).parent), os.environ["PATH"]]
        )
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=self.repository.folder,
            env=os.environ | {"PATH": path, "GITHUB_STEP_SUMMARY": str(self.summary), **environ},
            capture_output=True,
            text=True,
        )

    def tell(self) -> None:
        """Make the report, and nothing else of what a review makes."""
        words = ("diff", "HEAD^1", "--format", "json", "--output", "difference.json")
        done = run("mkdocs_minutes.cli", *words, folder=self.repository.folder)
        assert done.returncode == 0, done.stderr

    def review(self) -> dict[str, subprocess.CompletedProcess[str]]:
        return {name: self.run(script) for name, script in scripts("review.yml").items()}

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(
            (self.repository.folder / "difference.json").read_text()
        )
        return report


@pytest.fixture
def pull_request(tmp_path: Path, minutes: Path) -> PullRequest:
    return PullRequest(tmp_path, minutes)


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for the path of scripts, in which they find `minutes`."""
    folder = tmp_path_factory.mktemp("commands") / "bin"
    with Minutes(folder) as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield folder
        server.shutdown()


class Forge(ThreadingHTTPServer):
    """The few addresses of a forge's API that comments need."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pulls = [{"number": 7, "head": {"sha": "c0ffee"}}]
        self.comments: list[dict[str, Any]] = []
        self.requests: list[tuple[str, str]] = []
        self.address = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Forge

    def answer(self) -> None:
        forge = self.server
        forge.requests.append((self.command, self.path))
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")
        result: Any
        if self.path.startswith("/repos/us/minutes/pulls?"):
            result = forge.pulls
        elif self.command == "POST" and self.path == "/repos/us/minutes/issues/7/comments":
            result = {"id": len(forge.comments), "html_url": "new", "user": {"type": "Bot"}, **body}
            forge.comments.append(result)
        elif self.command == "PATCH":
            result = forge.comments[int(self.path.rpartition("/")[2])]
            result.update(body, html_url="updated")
        else:
            result = forge.comments
        self.send_response(200 if self.headers["Authorization"] == "Bearer t0ken" else 401)
        self.end_headers()
        self.wfile.write(json.dumps(result).encode())

    do_GET = do_POST = do_PATCH = answer  # noqa: N815  # the names that the base class calls

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def forge() -> Iterator[Forge]:
    server = Forge()
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def comment(
    pull_request: PullRequest,
    forge: Forge,
    tmp_path: Path,
    report: str | None = None,
    *,
    by_script: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Comment as the workflow's script does, or with the command that it comes down to."""
    folder = tmp_path / "runner" / "difference"
    folder.mkdir(parents=True, exist_ok=True)
    if report is None:
        report = (pull_request.repository.folder / "difference.json").read_text()
    (folder / "difference.json").write_text(report)
    event = tmp_path / "event.json"
    reviewed = {
        "head_repository": {"owner": {"login": "them"}},
        "head_branch": "fix&state=closed",
        "head_sha": "c0ffee",
    }
    event.write_text(json.dumps({"workflow_run": reviewed}))
    environ = {
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": "us/minutes",
        "GITHUB_API_URL": forge.address,
        "GITHUB_TOKEN": "t0ken",
    }
    if by_script:
        return pull_request.run(scripts("comment.yml")["Comment"], **environ)
    words = ("comment", str(folder / "difference.json"))
    return run("mkdocs_minutes.cli", *words, folder=pull_request.repository.folder, **environ)


def test_a_reviewer_sees_facts_problems_and_the_site(
    pull_request: PullRequest, forge: Forge, tmp_path: Path
) -> None:
    march = NOTES["2020/03-03.md"].replace("- [ ] Bo:", "- [x] Bo:").replace("Ada: write", "write")
    pull_request.write({"2020/03-03.md": march})
    pull_request.merge()
    done = pull_request.review()
    assert {name: run.returncode for name, run in done.items()} == dict.fromkeys(done, 0)
    (note,) = pull_request.report["notes"]
    assert note["path"] == "2020/03-03.md"
    assert "status open → done" in pull_request.summary.read_text()
    (annotation,) = done["Check the changed lines"].stdout.splitlines()
    assert annotation.startswith("::warning file=notes/2020/03-03.md,line=10,title=owner-missing::")
    assert (pull_request.repository.folder / "site" / "index.html").is_file()
    assert comment(pull_request, forge, tmp_path, by_script=True).stdout == "new\n"
    assert comment(pull_request, forge, tmp_path).stdout == "updated\n"
    assert len(forge.comments) == 1
    assert forge.comments[0]["body"] == pull_request.summary.read_text()
    assert "head=them%3Afix%26state%3Dclosed" in forge.requests[0][1]


def test_an_edit_without_facts_makes_no_comment_but_corrects_an_earlier_one(
    pull_request: PullRequest, forge: Forge, tmp_path: Path
) -> None:
    pull_request.merge()
    pull_request.tell()
    assert comment(pull_request, forge, tmp_path).stdout == "There is nothing to comment on.\n"
    mine: dict[str, Any] = {
        "id": 0,
        "body": f"{MARKER} old",
        "html_url": "",
        "user": {"type": "User"},
    }
    forge.comments.append(mine)
    comment(pull_request, forge, tmp_path)
    assert forge.comments == [mine]
    mine["user"] = {"type": "Bot"}
    comment(pull_request, forge, tmp_path)
    assert "No fact changed." in mine["body"]


def test_a_report_for_a_commit_that_is_no_longer_the_head_is_dropped(
    pull_request: PullRequest, forge: Forge, tmp_path: Path
) -> None:
    pull_request.write({"2020/04-07.md": NOTES["2020/04-07.md"].replace("Krista", "Kris Ta")})
    pull_request.merge()
    pull_request.tell()
    forge.pulls = [{"number": 7, "head": {"sha": "later"}}]
    assert comment(pull_request, forge, tmp_path).returncode == 0
    assert forge.comments == []


def hostile_files(pull_request: PullRequest) -> None:
    march = NOTES["2020/03-03.md"].replace("Storage meeting, 3", f"{HOSTILE} meeting, 3")
    march = march.replace("Ada: write up", f"{HOSTILE} write up").replace(
        "Ada Love", f"{HOSTILE}, Love"
    )
    names = (
        "::set-output name=x::y\n::add-path::z.md",
        "`` | ` @everyone <img src=x onerror=alert(1)> [a](javascript:b) \u202egnp.md",
        "##[error]boo %0A::error::a, title=b.md",
    )
    pull_request.write({"2020/03-03.md": march, **dict.fromkeys(names, march)})
    notes = pull_request.repository.folder / "notes"
    (notes / "passwd.md").symlink_to("/etc/passwd")
    (notes / "up.md").symlink_to("../../../../../../etc/passwd")


def test_a_hostile_pull_request_runs_nothing_and_forges_nothing(
    pull_request: PullRequest, forge: Forge, tmp_path: Path
) -> None:
    hostile_files(pull_request)
    pull_request.merge()
    done = pull_request.review()
    build = done.pop("Build the site")
    tell = done.pop("Tell the changed facts")
    assert build.stdout.startswith("::stop-commands::")
    assert tell.stdout.startswith("::stop-commands::")
    assert (pull_request.repository.folder / "site" / "index.html").is_file()
    output = "".join(run.stdout + run.stderr for run in done.values())
    assert set(re.findall(r"^\s*::([^ :]*)", output, re.MULTILINE)) == {"warning", "error"}
    assert "##[" not in output
    assert "root:x" not in output + build.stdout + build.stderr + pull_request.summary.read_text()
    assert len(pull_request.report["notes"]) == 4
    assert comment(pull_request, forge, tmp_path).stdout == "new\n"
    body = outside_code(forge.comments[0]["body"])
    assert body.count("<details") == body.count("\n</details>")
    for mark in ("<script", "<img", "javascript", "@everyone", "::", "\u202e"):
        assert mark not in body
    assert re.fullmatch(r"(?:\| [\w |]* \|\n\|[-:|]+\|\n(?:\| [\w |]* \|\n)+)?", tables(body))


def tables(body: str) -> str:
    """The lines with a stroke in them: only the table of counts may have any."""
    return "".join(f"{line}\n" for line in body.splitlines() if "|" in line)


def test_a_giant_pull_request_gets_a_comment_that_the_forge_takes(
    pull_request: PullRequest, forge: Forge, tmp_path: Path
) -> None:
    lines = "\n".join(f"- [ ] Ada: write page {n} of {HOSTILE}" for n in range(1_000))
    pull_request.write({"2020/03-03.md": f"{NOTES['2020/03-03.md']}\n{lines}\n"})
    pull_request.merge()
    pull_request.tell()
    assert comment(pull_request, forge, tmp_path).stdout == "new\n"
    assert len(forge.comments[0]["body"]) <= LONGEST_COMMENT
    body = outside_code(forge.comments[0]["body"])
    assert body.count("<details") == body.count("\n</details>") > 0
    assert "more lines" in body


def forged(value: Any) -> Any:
    """A report with text that would break a comment in every place that holds text."""
    if isinstance(value, dict):
        return {
            key: item
            if key in ("kind", "how") or (key == "state" and isinstance(item, str))
            else forged(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [forged(item) for item in value]
    return HOSTILE if isinstance(value, str) else value


def test_a_forged_report_is_worded_as_facts_or_refused(
    pull_request: PullRequest, forge: Forge, tmp_path: Path
) -> None:
    april = NOTES["2020/04-07.md"].replace("7 April", "8 April").replace("Krista", "Kris Ta")
    pull_request.write({"2020/04-07.md": april})
    pull_request.merge()
    pull_request.tell()
    report = json.dumps(forged(pull_request.report))
    assert comment(pull_request, forge, tmp_path, report).stdout == "new\n"
    body = outside_code(forge.comments[0]["body"])
    assert "CODE" in body
    for mark in ("<script", "@everyone", "::"):
        assert mark not in body
    change = {
        "path": "a.md",
        "before": None,
        "after": {"kind": "<b>", "key": "", "text": "", "line": 1},
    }
    note = {"path": "a.md", "was": "a.md", "state": "edited", "title": "", "changes": [change]}
    kinds = json.dumps({"notes": [note]})
    for broken in (kinds, "", "[]", '{"notes":[1]}', "[" * 10_000, '{"entities":[{"how":"<b>"}]}'):
        with pytest.raises(ReportError, match=r"^the report cannot be read"):
            read_report(broken.encode())
    refused = comment(pull_request, forge, tmp_path, kinds)
    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: the report cannot be read")
    assert len(forge.comments) == 1
