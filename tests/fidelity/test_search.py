"""What readers of the notes ask, and what must be among the first three results.

The same questions are put to the project's own notes, which run everywhere, and to the real ones.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_minutes.configuration import configure
from mkdocs_minutes.indexing import open_index
from mkdocs_minutes.search.reader import Index
from mkdocs_minutes.search.search import search
from mkdocs_minutes.search.store import StoredDocument

QUESTIONS = {
    # A page that is called by its name.
    "glideinwms": "/projects/glideinwms/index.html",
    "GlideinWMS v3.5.1": "/projects/glideinwms/3.5.1/",
    "glideinwms 3.5.1": "/projects/glideinwms/3.5.1/",
    "3.5.1": "/projects/osg/3.5.1/",
    "3.5": "/projects/osg/3.5/",
    "osg 3.5 end of life": "/projects/osg/3.5/",
    "marco mambelli": "/people/marco-mambelli/",
    "mambelli": "/people/marco-mambelli/",
    "software 3642": "/tickets/group/software-3640/index.html#software-3642",
    "SOFTWARE-3642": "/tickets/group/software-3640/index.html#software-3642",
    # Names that are written apart, together, with hyphens, or otherwise than in the note.
    "htcondor ce": "/projects/htcondor-ce/",
    "HTCondor CE 4.0.0": "/projects/htcondor-ce/4.0.0/",
    "htcondorce experts": "htcondorce experts",
    "sandbox store": "sandboxstore",
    "check in tokens": "check-in tokens",
    "checkin tokens": "check-in tokens",
    "osgconfigure": "osg-configure",
    "condor chirp": "condor_chirp",
    "glidein_startup.sh": "glidein_startup.sh",
    "decision engine": "decision engine",
    "centos 7": "centos7",
    "python3": "python 3",
    "7r3p36": "v7r3p36",
    # Topics.
    "token lifetime": "token lifetime scope disagreement",
    "token": "token lifetime",
    "singularity support": "support singularity roadmap",
    "rucio workshop": "rucio workshop kek",
    "tape rest api": "tape rest api",
    "stash cache image": "stash cache image",
    "oklahoma xrootd": "logrotate",
    "x509 ligo": "ligo x509",
    "hpc sites stricter policies": "hpc sites policies stricter",
    "iam hackathon": "indigo hackathon",
    "consortium agreement": "consortium signing",
    "cream support": "cream",
    "gpu fermilab": "gpus fermilab",
    "blacklist expr": "sec_token_blacklist_expr",
    "roadmap 3.7.7": "3.7.7",
    "myproxy 6.2.4": "myproxy 6.2.4",
    # Whole questions, singular and plural, slips of the pen, dates.
    "who promised to fix gratia?": "carl gratia 1.2.10",
    "what did we conclude about token lifetimes?": "token lifetime scope",
    "when did we release 3.4.6": "/projects/glideinwms/3.4.6/",
    "when was GlideinWMS 3.5.1 released?": "/projects/glideinwms/3.5.1/",
    "what did Marco Mambelli do": "/people/marco-mambelli/",
    "which version replaces squid by varnish": "varnish squid",
    "who is on triage duty this week": "timt",
    "was there an issue with let's encrypt": "encrypt lvs",
    "summer students": "summer student",
    "singluarity 3.3.0": "singularity 3.3.0",
    "tokne lifetime": "token lifetime",
    "9 september 2019": "/notes/osg-technology-area/2019-09-09/",
    "2021-11-10": "/notes/glideinwms-stakeholders/2021-11-10/",
    "october 2023": "october 2023",
}
"""A query, and either the beginning of an address or words that the passage must have."""


def indexed(notes: Path, repository: Path) -> Index:
    registry = str(repository / "content" / "registry")
    configuration, _ = configure(
        {"notes": str(notes), "registry": registry, "cache": False},
        base=repository,
        docs_dir=repository / "content",
    )
    return open_index(configuration)


@pytest.fixture(scope="module")
def own(repository: Path) -> Index:
    return indexed(repository / "seeds", repository)


@pytest.fixture(scope="module")
def real(repository: Path, shared: Path) -> Index:
    return indexed(shared / "seeds", repository)


def first_three(index: Index, query: str) -> list[StoredDocument]:
    passages = [passage for group in search(index, query).groups for passage in group]
    return [passage.document for passage in passages[:3]]


def is_meant(document: StoredDocument, wanted: str) -> bool:
    text = " ".join((document.title, document.heading, document.body)).lower()
    if wanted.startswith("/"):
        return document.url.startswith(wanted[1:])
    return all(word in text for word in wanted.split())


@pytest.mark.parametrize("query", QUESTIONS)
def test_the_passage_is_among_the_first_three_of_the_own_notes(own: Index, query: str) -> None:
    found = first_three(own, query)
    assert any(is_meant(document, QUESTIONS[query]) for document in found), found


@pytest.mark.parametrize("query", QUESTIONS)
def test_the_passage_is_among_the_first_three_of_the_real_notes(real: Index, query: str) -> None:
    found = first_three(real, query)
    assert any(is_meant(document, QUESTIONS[query]) for document in found), found


def test_a_disputed_version_is_found_with_all_that_is_claimed_of_it(own: Index) -> None:
    found = first_three(own, "glideinwms 3.5.1")[0]
    assert found.body == "released 2019-09-11 or 2019-09-18, disputed"
