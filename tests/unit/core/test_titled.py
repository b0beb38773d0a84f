"""Whom a surname behind a title means."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from tests.assembling import build


def archive(*bodies: str, folders: tuple[str, ...] = ()) -> Archive:
    notes = [
        RawNote(f"{folder}/2024-03-{day:02}.md", f"# {folder.title()}\n\n{body}\n".encode())
        for day, (body, folder) in enumerate(
            zip(bodies, folders or ("board",) * len(bodies), strict=True), 1
        )
    ]
    return build(notes, Registry(), Settings())


def people(*bodies: str, folders: tuple[str, ...] = ()) -> list[str]:
    return [person.name for person in archive(*bodies, folders=folders).people.values()]


@pytest.mark.parametrize(
    ("bodies", "wanted"),
    [
        # The one who bears the surname, in the note or in its series.
        (
            ("Present: Margaret Ainsley, Bo Cole", "Present: Cllr Ainsley"),
            "Bo Cole; Margaret Ainsley",
        ),
        (("Aanwezig: Corrie van der Laan", "Aanwezig: mw. Van der Laan"), "Corrie van der Laan"),
        (("Present: Di Ortiz\n\n- ACTION: Supervisor Ortiz to write",), "Di Ortiz"),
        # Nobody else knows them: a person each, by whatever title.
        (("Present: Mr Sitar, Ms. Lee", "Present: Mr. Sitar, Dr Lee"), "Dr Lee; Mr Sitar"),
        # Husband and wife.
        (("Present: Mr Peter Lowe", "Present: Mrs Lowe"), "Mrs Lowe; Peter Lowe"),
        (("Present: Peter Lowe", "Present: Mr Lowe, Mrs Lowe"), "Mr Lowe; Mrs Lowe; Peter Lowe"),
        # Two of one surname: it is neither for sure, and nobody new.
        (("Present: Ann Lowe, Bo Lowe", "Present: Cllr Lowe, Cy"), "Ann Lowe; Bo Lowe; Cy"),
        # Whom a list has beside the bearer is somebody else.
        (("Present: Ann Lowe, Cllr Lowe",), "Ann Lowe; Cllr Lowe"),
        # A given name that is a title elsewhere, and a letter, are no titles.
        (("Present: Ann Bell, Don Bell, M. Bell",), "Ann Bell; Don Bell; M. Bell"),
    ],
)
def test_a_titled_surname_is_short_for_its_bearer(bodies: tuple[str, ...], wanted: str) -> None:
    assert "; ".join(people(*bodies)) == wanted


def test_another_group_has_a_bearer_of_its_own() -> None:
    found = people("Present: Peter Lowe", "Present: Mr Lowe", folders=("board", "club"))
    assert found == ["Mr Lowe", "Peter Lowe"]


def test_a_sentence_names_by_title_whom_the_list_has_with_it() -> None:
    found = archive("Present: Cllr Margaret Ainsley, Bo Cole\n\nCllr Ainsley opened the meeting.")
    (note,) = found.notes.values()
    assert [(one.written, one.target) for one in note.mentions][-1] == (
        "Cllr Ainsley",
        "margaret-ainsley",
    )
