"""The workflows are well-formed, safe, and call commands that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_minutes.cli import main

FILES = Path(__file__).parents[3] / ".github"
WORKFLOWS = sorted((FILES / "workflows").glob("*.yml"))
SCHEMAS = {
    "workflows/*.yml": "vendor.github-workflows",
    "dependabot.yml": "vendor.dependabot",
    "ISSUE_TEMPLATE/[!c]*.yml": "vendor.github-issue-forms",
    "ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
}
MAY_WRITE = {"comment": {"pull-requests"}, "pages": {"pages", "id-token"}}


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which(name, path=str(Path(sys.executable).parent)) or name
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)


def documented(repository: Path) -> list[str]:
    text = (repository / "content" / "setup.md").read_text()
    blocks: list[str] = re.findall(r"```yaml\n(name: .*?\npermissions: .*?)```", text, re.DOTALL)
    return blocks


def workflow(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(path.read_text(), yaml.BaseLoader)
    return loaded


def jobs(path: Path) -> list[dict[str, Any]]:
    return list(workflow(path)["jobs"].values())


@pytest.mark.parametrize(("pattern", "schema"), SCHEMAS.items())
def test_files_keep_to_their_schemas(pattern: str, schema: str) -> None:
    files = sorted(FILES.glob(pattern))
    assert files
    done = tool("check-jsonschema", "--builtin-schema", schema, *files)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_auditor_finds_nothing_to_abuse() -> None:
    done = tool("zizmor", "--offline", "--no-progress", "--persona=auditor", FILES)
    assert done.returncode == 0, done.stdout + done.stderr


def test_documented_workflows_keep_to_the_schema_and_are_short(
    repository: Path, tmp_path: Path
) -> None:
    blocks = documented(repository)
    assert len(blocks) == 2
    for number, block in enumerate(blocks):
        file = tmp_path / f"{number}.yml"
        file.write_text(block)
        done = tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", file)
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(block.splitlines()) <= 16
        for called in re.findall(r"uses: mkdocs-minutes/mkdocs-minutes/\.github/(\S+)@", block):
            assert "workflow_call" in workflow(FILES / called)["on"]


def test_a_documented_workflow_grants_what_the_called_one_asks(repository: Path) -> None:
    for block in documented(repository):
        for job in yaml.safe_load(block)["jobs"].values():
            called = FILES / job["uses"].partition(".github/")[2].partition("@")[0]
            asked = {
                scope: right
                for each in jobs(called)
                for scope, right in each["permissions"].items()
            }
            assert job["permissions"] == asked


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    for used in re.findall(r"uses: (.*)", path.read_text()):
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_jobs_have_the_least_rights_and_an_end(path: Path) -> None:
    assert workflow(path)["permissions"] == {}
    writing = {
        scope
        for job in jobs(path)
        for scope, right in job["permissions"].items()
        if right == "write"
    }
    assert writing == MAY_WRITE.get(path.stem, set())
    for job in jobs(path):
        assert int(job["timeout-minutes"]) <= 60


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_of_an_event_is_put_into_a_script(path: Path) -> None:
    for job in jobs(path):
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


def test_no_step_lets_a_note_give_the_runner_commands() -> None:
    """`check --format github` gives commands of its own, and escapes what it puts into them."""
    guarded = 0
    for path in WORKFLOWS:
        for job in jobs(path):
            for step in job["steps"]:
                script = step.get("run", "")
                if re.search(r"^minutes (?:build|diff|suggest|export)", script, re.MULTILINE):
                    assert script.startswith('echo "::stop-commands::'), (path.name, step["name"])
                    guarded += 1
    assert guarded == 3


def test_what_a_contributor_sends_is_run_without_secrets_or_rights() -> None:
    for path in WORKFLOWS:
        on = workflow(path)["on"]
        assert "pull_request_target" not in on
        assert not re.search(r"\$\{\{\s*secrets", path.read_text())
        if "pull_request" in on:
            assert all(job["permissions"] == {"contents": "read"} for job in jobs(path))


def test_the_job_that_writes_neither_checks_out_nor_runs_the_pull_request() -> None:
    (job,) = jobs(FILES / "workflows" / "comment.yml")
    (checkout,) = (step for step in job["steps"] if "actions/checkout@" in step.get("uses", ""))
    assert set(checkout["with"]) == {"persist-credentials"}
    scripts = [step["run"] for step in job["steps"] if "run" in step]
    assert scripts == [
        'python -m pip install "$INSTALL"',
        'minutes comment "$RUNNER_TEMP/difference/difference.json"',
    ]


def test_nothing_is_commented_on_when_the_review_was_cancelled_or_left_nothing() -> None:
    (job,) = jobs(FILES / "workflows" / "comment.yml")
    assert 'contains(fromJSON(\'["success", "failure"]\')' in job["if"]
    download, *others = job["steps"]
    assert (download["id"], download["continue-on-error"]) == ("report", "true")
    assert {step["if"] for step in others} == {"steps.report.outcome == 'success'"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_commands_and_options_in_scripts_exist(path: Path) -> None:
    for command, words in re.findall(r"minutes ([a-z]+)([^\n]*)", "\n".join(scripts_of(path))):
        known = {option for parameter in main.commands[command].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", words)) <= known


def scripts_of(path: Path) -> list[str]:
    return [step["run"] for job in jobs(path) for step in job["steps"] if "run" in step]
