"""`minutes check` on an edit: what it lists, what it fails on, and a site that does not answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_minutes.checking import read_published
from mkdocs_minutes.cli import main
from mkdocs_minutes.review.published import UnreachableError
from tests.unit.review.archives import MARCH
from tests.unit.review.scratch import Repository

PEOPLE = "- name: Ada Lovelace\n  aliases: [Lark]\n- name: Bo Diddley\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "work")
    repository.write("notes/2020-03-03.md", MARCH)
    repository.write("registry/people.yml", PEOPLE)
    repository.commit()
    return repository


def check(repository: Repository, *options: str) -> Result:
    notes, registry = (str(repository.folder / name) for name in ("notes", "registry"))
    return CliRunner().invoke(
        main, ["check", "--notes", notes, "--registry", registry, "--fail-on", "fault", *options]
    )


def test_a_fault_of_the_registry_stands_on_its_line_and_fails_the_check(
    repository: Repository,
) -> None:
    repository.write("registry/people.yml", f"{PEOPLE}  aliases:\n    - Bo D.\n    - Lark\n")
    said = check(repository, "--changed-since", "HEAD")
    assert said.exit_code == 1
    assert said.stdout.startswith("people.yml:6: alias-twice `Lark` of Bo Diddley")
    repository.commit()
    repository.write(
        "registry/people.yml",
        f"# People\n{(repository.folder / 'registry/people.yml').read_text()}",
    )
    assert "alias-twice" in check(repository, "--changed-since", "HEAD").stdout


class Private(BaseHTTPRequestHandler):
    """A site behind a login: some answer with a page, some refuse."""

    def do_GET(self) -> None:  # the name that is called
        self.send_response(200 if self.path.startswith("/login") else 403)
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Sign in</title>")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def private_site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Private)
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_published_site_that_does_not_answer_is_a_warning(
    repository: Repository, private_site: str
) -> None:
    for address in (private_site, f"{private_site}/login", "http://127.0.0.1:9"):
        said = check(repository, "--published", f"{address}/archive.json")
        assert said.exit_code == 0, said.output
        assert "Warning: published addresses are not checked: " in said.stderr


def test_a_site_that_says_no_address_is_told_so() -> None:
    with pytest.raises(UnreachableError, match="no site_url"):
        read_published("site")


def test_a_published_file_that_is_not_there_is_misuse(repository: Repository) -> None:
    assert check(repository, "--published", "nowhere.json").exit_code == 2
