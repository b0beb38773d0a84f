"""Former addresses."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core import redirects
from tests.unit.pages.sites import archive_of, broken_links, lookups_of, rendered

NOTE = "# Disk call, {day}\n\n- Chest 1.{number}.0 released on {day}\n"
NOTES = {
    f"{day}.md": NOTE.format(day=day, number=number)
    for number, day in enumerate(("2020-03-03", "2020-03-10", "2020-03-17"))
}
REGISTRY = {
    "projects.yml": "- name: Chest\n  aliases: [Crate]\n- name: Handle\n",
    "series.yml": "- name: Disk call\n  aliases: [Storage meeting]\n",
}


def test_what_lies_below_a_former_name_moves_with_it() -> None:
    found = redirects.former_addresses(archive_of(NOTES, REGISTRY))
    assert found["notes/storage-meeting/2020-03-10/"] == "notes/disk-call/2020-03-10/"
    assert found["notes/storage-meeting/"] == "series/disk-call/"
    assert found["series/storage-meeting/"] == "series/disk-call/"
    assert found["projects/crate/1.2.0/"] == "projects/chest/1.2.0/"


def test_their_number_is_bounded_and_the_newest_come_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(redirects, "BELOW_AT_MOST", 2)
    found = redirects.former_addresses(archive_of(NOTES, REGISTRY))
    assert "notes/storage-meeting/2020-03-03/" not in found
    assert "notes/storage-meeting/2020-03-17/" in found
    assert "projects/crate/1.0.0/" not in found


def test_an_address_that_two_pages_claim_leads_to_neither() -> None:
    notes = {
        path: f"---\naliases: [old/minutes]\n---\n{text}" if "03-17" not in path else text
        for path, text in NOTES.items()
    }
    assert "notes/old/minutes/" not in redirects.former_addresses(archive_of(notes, REGISTRY))


def test_what_an_alias_states_goes_before_what_follows_from_a_name() -> None:
    stated = "---\naliases: [storage-meeting/2020-03-10]\n---\n" + NOTES["2020-03-17.md"]
    found = redirects.former_addresses(archive_of({**NOTES, "2020-03-17.md": stated}, REGISTRY))
    assert found["notes/storage-meeting/2020-03-10/"] == "notes/disk-call/2020-03-17/"


def test_tickets_that_are_seldom_named_share_a_page_and_keep_their_addresses() -> None:
    often = "".join(f"- LOOM-{n} LOOM-7 again\n" for n in range(30, 37))
    notes = {
        "2020-01-07.md": f"# Mill Call, 7 January 2020\n\nLOOM-3 broke, as did LOOM-21.\n\n{often}",
        "2020-01-14.md": "# Mill Call, 14 January 2020\n\nLOOM-3 is mended, see acme/mill#4.\n",
    }
    lookups = lookups_of(notes)
    site = rendered(lookups)
    assert list(broken_links(site)) == []
    shared = site["tickets/group/loom-0/"]
    assert shared.count("LOOM-3</mark>") == 2
    assert "tickets/group/loom-0/index.html#loom-3" in site["notes/mill-call/2020-01-07/"]
    assert 'url=../group/loom-0/index.html#loom-3"' in site["tickets/loom-3/"]
    assert 'id="loom-21"' in site["tickets/group/loom-20/"]
    assert 'id="acme-mill-4"' in site["tickets/group/acme-mill-0/"]
    assert "http-equiv" not in site["tickets/loom-7/"]  # which is named seven times
    assert all(f"tickets/loom-{n}/" in site for n in (3, 7, 21, *range(30, 37)))
