"""The people whom the registry withdraws, as settings: so that no note is read with their names."""

from __future__ import annotations

import re
from dataclasses import replace

from ..configuration import Configuration
from ..core.extract.names import is_everyday_word
from ..core.records import RawNote
from ..core.registry import WithdrawnEntry, read_withdrawn
from ..core.settings import Withdrawn
from ..source.files import read_registry_files


def with_withdrawn(configuration: Configuration) -> Configuration:
    """The configuration with the people whom its registry withdraws or gives a pseudonym."""
    files = read_registry_files(configuration.registry)
    entries = read_withdrawn(file for file in files if isinstance(file, RawNote))
    people = tuple(map(_withdrawn, entries))
    return replace(configuration, settings=replace(configuration.settings, withdrawn=people))


def _withdrawn(entry: WithdrawnEntry) -> Withdrawn:
    """What tells somebody: a word of the language is no name by itself."""
    words = re.findall(r"[^\W\d_][\w'’-]*", entry.name)
    telling = [word for word in words if len(word) > 2 and not is_everyday_word(word)]
    several = len(words) > 1
    return Withdrawn(
        names=(entry.name, *entry.aliases),
        handles=entry.handles,
        initials=entry.initials,
        given=tuple(word for word in telling if several and word == words[0]),
        surnames=tuple(word for word in telling if several and word == words[-1]),
        shown=entry.pseudonym,
    )
