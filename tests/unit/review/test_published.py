from __future__ import annotations

import pytest

from mkdocs_minutes.exports import export
from mkdocs_minutes.pages.sitemap import redirects
from mkdocs_minutes.review.published import PublishedError, gone_addresses
from tests.unit.review.archives import MARCH, NOTES, PEOPLE, PROJECTS, REGISTRY, archive_of

PUBLISHED = b"".join(export(archive_of(), "json"))


def test_what_was_published_and_is_still_there_is_no_problem() -> None:
    assert gone_addresses(PUBLISHED, archive_of()) == ()


def test_a_note_that_moved_is_a_problem_with_the_line_that_solves_it() -> None:
    later = MARCH.replace("3 March 2020", "4 March 2020")
    (problem,) = gone_addresses(PUBLISHED, archive_of({**NOTES, "2020/03-03.md": later}))
    assert (problem.path, problem.code) == ("2020/03-03.md", "address-gone")
    assert "it is now notes/storage-meeting/2020-03-04/" in problem.message
    assert "`aliases: [storage-meeting/2020-03-03]`" in problem.hint
    saved = f"---\naliases: [storage-meeting/2020-03-03]\n---\n{later}"
    assert gone_addresses(PUBLISHED, archive_of({**NOTES, "2020/03-03.md": saved})) == ()


def test_a_person_who_is_renamed_without_an_alias_is_a_problem_of_the_registry() -> None:
    notes = {path: text.replace("Krista", "Kris Ta") for path, text in NOTES.items()}
    people = PEOPLE.replace("Krista", "Kris Ta")
    (problem,) = gone_addresses(PUBLISHED, archive_of(notes, {**REGISTRY, "people.yml": people}))
    assert (problem.path, problem.line) == ("people.yml", 0)
    assert "`aliases: [krista]`" in problem.hint
    people = PEOPLE.replace("Krista", "Kris Ta\n  aliases: [krista]")
    assert not gone_addresses(PUBLISHED, archive_of(notes, {**REGISTRY, "people.yml": people}))


def test_a_note_that_is_deleted_is_a_problem() -> None:
    problems = gone_addresses(PUBLISHED, archive_of({"2020/03-03.md": MARCH}))
    assert ("2020/04-07.md", "address-gone") in {(item.path, item.code) for item in problems}


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"[]", b'{"addresses":[]}', b"\xff", b"[" * 100_000, b"null"]
)
def test_what_is_no_published_archive_is_an_error(data: bytes) -> None:
    with pytest.raises(PublishedError):
        gone_addresses(data, archive_of())


def test_a_project_s_former_name_answers_for_its_versions() -> None:
    notes = {path: text.replace("Crate", "Chest") for path, text in NOTES.items()}
    renamed = {**REGISTRY, "projects.yml": PROJECTS.replace("Crate", "Chest")}
    (problem,) = gone_addresses(PUBLISHED, archive_of(notes, renamed))
    assert problem.path == "projects.yml"
    assert "projects/crate/ was published and" in problem.message
    assert "nor would 1 below it" in problem.message
    assert "`aliases: [crate]`" in problem.hint
    saved = {**REGISTRY, "projects.yml": PROJECTS.replace("Crate", "Chest\n  aliases: [crate]")}
    archive = archive_of(notes, saved)
    assert gone_addresses(PUBLISHED, archive) == ()
    assert redirects(archive)["projects/crate/1.4/"] == "projects/chest/1.4/"


def test_a_series_former_name_answers_for_its_notes() -> None:
    notes = {path: text.replace("Storage meeting", "Disk call") for path, text in NOTES.items()}
    (problem,) = gone_addresses(PUBLISHED, archive_of(notes))
    assert problem.path == "series.yml"
    assert "series/storage-meeting/ was published and" in problem.message
    assert "`aliases: [storage-meeting]`" in problem.hint
    registry = {**REGISTRY, "series.yml": "- name: Disk call\n  aliases: [storage-meeting]\n"}
    assert gone_addresses(PUBLISHED, archive_of(notes, registry)) == ()


def test_a_version_that_lost_its_project_is_told_by_itself() -> None:
    notes = {path: text.replace("Crate 1.4 was", "It was") for path, text in NOTES.items()}
    (problem,) = gone_addresses(PUBLISHED, archive_of(notes))
    assert "projects/crate/1.4/" in problem.message
    assert "aliases" not in problem.hint
