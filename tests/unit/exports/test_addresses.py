from __future__ import annotations

from dataclasses import replace

from mkdocs_minutes.core.records import Archive
from mkdocs_minutes.pages.kinds import plan_pages
from mkdocs_minutes.pages.lookups import look_up
from mkdocs_minutes.pages.model import Options
from mkdocs_minutes.pages.orders import ORDERS
from mkdocs_minutes.pages.sitemap import addresses, redirects
from tests.unit.archives import ADA, NOTE, storage_archive

LISTS = {"year", "closed-actions", "silent-actions", "project-versions", "outcomes-about"}
LISTS |= {"redirect", "ticket-group"} | {
    f"{state}actions-{order.name}" for order in ORDERS for state in ("", "silent-", "closed-")
}
"""Pages that lists are cut into, longer lists of what a page begins, and those that lead on."""


def moved_archive() -> Archive:
    archive = storage_archive()
    note = replace(archive.notes[NOTE], aliases=("storage/2020-03-03", "/notes/old/"))
    ada = replace(archive.people[ADA], aliases=("Ada Byron", "Ada Lovelace"))
    return replace(archive, notes={NOTE: note}, people={**archive.people, ADA: ada})


def test_every_page_that_can_be_linked_to_is_an_address() -> None:
    planned = plan_pages(look_up(moved_archive(), Options()))
    uris = {page.uri for page in planned if page.kind not in LISTS}
    assert uris == set(addresses(moved_archive()))


def test_former_addresses_lead_to_what_they_showed() -> None:
    found = redirects(moved_archive())
    assert found["notes/storage/2020-03-03/"] == f"notes/{NOTE}/"
    assert found["notes/old/"] == f"notes/{NOTE}/"
    assert found["people/ada-byron/"] == "people/ada-lovelace/"
    assert "people/ada-lovelace/" not in found


def test_every_redirect_is_a_page() -> None:
    planned = plan_pages(look_up(moved_archive(), Options()))
    assert redirects(moved_archive()) == {
        page.uri: page.target for page in planned if page.kind == "redirect"
    }
