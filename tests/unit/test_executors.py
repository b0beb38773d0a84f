"""Notes are worked on in one process, in several and on a cluster, to the same bytes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_minutes import indexing, pipeline
from mkdocs_minutes.cli import main
from mkdocs_minutes.configuration import Configuration, configure
from mkdocs_minutes.exports import export
from mkdocs_minutes.indexing import index_files
from mkdocs_minutes.pages.lookups import look_up
from mkdocs_minutes.pages.model import Options
from mkdocs_minutes.pipeline import load_archive, load_for
from mkdocs_minutes.workers import executors
from mkdocs_minutes.workers.executors import HERE, ClusterError, executing

distributed = pytest.importorskip("distributed", reason="Dask is not installed: see `dev`")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A cluster of two worker processes of this machine, by its address."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made.scheduler_address.replace("tcp://", "dask://")


@pytest.fixture
def configured(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Configuration:
    """The notes of this repository, of which two are worth to be shared out."""
    monkeypatch.setattr(pipeline, "WORTH_A_POOL", 2)
    monkeypatch.setattr(indexing, "WORTH_A_FRESH_POOL", 2)
    options = {"notes": "seeds", "cache": False}
    configuration, errors = configure(options, base=repository, docs_dir=repository / "content")
    assert not errors
    return configuration


def made(configuration: Configuration) -> dict[str, bytes]:
    """The archive and its index as files."""
    archive = load_archive(configuration)
    lookups = look_up(archive, Options())
    files = {file.path: file.data for file in index_files(lookups, configuration)}
    return {"archive": b"".join(export(archive, "json")), **files}


def test_a_cluster_gives_the_same_bytes(configured: Configuration, cluster: str) -> None:
    here = made(replace(configured, workers=1))
    assert made(replace(configured, executor=cluster)) == here
    assert made(replace(configured, workers=2)) == here


@pytest.mark.parametrize(
    ("versions", "said"),
    [({"tcp://b": "another"}, "another version .* at tcp://b"), ({}, "has no workers")],
)
def test_workers_that_would_give_something_else_are_refused(
    versions: dict[str, str], said: str
) -> None:
    with pytest.raises(ClusterError, match=said):
        executors._check(versions, "dask://b")


def test_one_process_needs_no_pool(configured: Configuration) -> None:
    with executing(replace(configured, workers=1)) as executor:
        assert executor is HERE


@pytest.mark.parametrize("error", [OSError(12, "no shared memory"), ImportError("sem_open")])
def test_a_machine_that_gives_no_processes_reads_in_this_one(
    configured: Configuration, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("concurrent.futures.process._SafeQueue", refused)
    for afresh in (False, True):
        with executing(replace(configured, workers=2), afresh=afresh) as executor:
            assert executor is HERE


def test_a_cluster_that_does_not_answer_is_told_in_a_line(
    configured: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executors, "_SECONDS", 1)
    words = ["check", "--notes", str(configured.notes), "--no-cache"]
    done = CliRunner().invoke(main, [*words, "--executor", "dask://127.0.0.1:9"])
    assert done.exit_code == 1
    assert done.output == "Error: no Dask cluster answers at dask://127.0.0.1:9\n"


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "dask://host", "tcp://host:1", 8786])
def test_what_is_no_address_of_a_cluster_is_misuse(tmp_path: Path, address: object) -> None:
    _, errors = configure({"executor": address}, base=tmp_path, docs_dir=tmp_path)
    assert [name for name, _ in errors] == ["executor"]


def test_any_executor_can_be_handed_over(configured: Configuration) -> None:
    class Counting(Executor):
        def __init__(self) -> None:
            self.count = 0

        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            self.count += 1
            return HERE.submit(fn, *args, **kwargs)

    counting = Counting()
    assert load_for(configured, bool, executor=counting)[1].archive.notes
    assert counting.count == 1


def test_processes_that_begin_afresh_do_not_run_the_program_again(tmp_path: Path) -> None:
    """Also one that asks for no `__name__`, as scripts that build a site may not."""
    program = tmp_path / "program.py"
    program.write_text(
        "from pathlib import Path\n"
        "from mkdocs_minutes.configuration import configure\n"
        "from mkdocs_minutes.workers.executors import executing\n"
        "here = Path()\n"
        "configuration, _ = configure({'workers': 2}, base=here, docs_dir=here)\n"
        "print('it is run')\n"
        "with executing(configuration, afresh=True) as executor:\n"
        "    print(*executor.map(int, '12'))\n"
    )
    words = [sys.executable, str(program)]
    assert subprocess.check_output(words, cwd=tmp_path, text=True) == "it is run\n1 2\n"
