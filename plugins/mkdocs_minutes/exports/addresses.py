"""The addresses that the archive is published under, relative to the site's root."""

from __future__ import annotations

from ..core.records import Archive

INDEXES = (
    "",
    "actions/",
    "notes/",
    "outcomes/",
    "people/",
    "projects/",
    "series/",
    "tickets/",
    "versions/",
)


def addresses(archive: Archive) -> dict[str, tuple[str, ...]]:
    """Each page's address with the anchors on it that others may have linked to, in order.

    Anchors are those of a note's headings. Pages that lists are cut into are left out: what stands
    on them moves with every note.
    """
    found: dict[str, tuple[str, ...]] = dict.fromkeys(INDEXES, ())
    for note in archive.notes.values():
        found[f"notes/{note.id}/"] = tuple(section.anchor for section in note.note.sections)
    found |= {f"series/{series}/": () for series in archive.series}
    found |= {f"people/{person}/": () for person in archive.people}
    found |= {f"projects/{project}/": () for project in archive.projects}
    found |= {f"projects/{version}/": () for version in archive.versions}
    return dict(sorted(found.items()))


def redirects(archive: Archive) -> dict[str, str]:
    """Each former address that leads on, with the address it leads to, in order."""
    found = {
        f"notes/{alias.strip('/')}/": f"notes/{note.id}/"
        for note in archive.notes.values()
        for alias in note.aliases
    }
    present = addresses(archive)
    return {path: target for path, target in sorted(found.items()) if path not in present}
