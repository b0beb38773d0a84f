"""Small archives in memory, as edits leave them, read by the whole pipeline."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.registry import read_registry
from mkdocs_minutes.core.settings import Settings
from tests.assembling import build

MARCH = """\
# Storage meeting, 3 March 2020

Present: Ada Lovelace, Bo Diddley

## Releases
- Basket 1.2.0 is in testing.
- Crate 1.4 was released on 2 March 2020.

## Action items
- [ ] Ada: write up the Basket tests
- [ ] Bo: ask the users of Crate about SHED-12

Decision: Crate stays as it is.
"""

APRIL = """\
# Storage meeting, 7 April 2020

Present: Ada Lovelace, Bo Diddley, Krista

## Action items
- [ ] Ada: write up the Basket tests
"""

NOTES = {"2020/03-03.md": MARCH, "2020/04-07.md": APRIL}

PEOPLE = """\
- name: Ada Lovelace
- name: Bo Diddley
- name: Krista
"""

PROJECTS = """\
- name: Basket
  kind: software
- name: Crate
  kind: software
"""

REGISTRY = {"people.yml": PEOPLE, "projects.yml": PROJECTS}


def archive_of(
    notes: Mapping[str, str | bytes] = NOTES, registry: Mapping[str, str] = REGISTRY
) -> Archive:
    known, problems = read_registry(RawNote(name, text.encode()) for name, text in registry.items())
    raw = [
        RawNote(path, text.encode() if isinstance(text, str) else text)
        for path, text in notes.items()
    ]
    assert problems == ()
    return build(raw, known, Settings())
