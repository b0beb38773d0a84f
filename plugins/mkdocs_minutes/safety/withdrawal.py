"""The people whom the registry withdraws, as settings: so that no note is read with their names."""

from __future__ import annotations

import re
from dataclasses import replace

from ..configuration import Configuration
from ..core.extract.names import is_everyday_word
from ..core.registry import WithdrawnEntry, read_withdrawn
from ..core.settings import Withdrawn
from ..source.files import read_registry_files
from ..source.folders import OptionError


def with_withdrawn(configuration: Configuration) -> Configuration:
    """The configuration with the people whom its registry withdraws or gives a pseudonym.

    Raises `OptionError` where it may withdraw others who cannot be read: they would be named.
    """
    entries, kept = read_withdrawn(read_registry_files(configuration.registry))
    if kept:
        told = "; ".join(f"{problem} ({problem.hint})" for problem in kept)
        raise OptionError(f"nothing is made, since people may be named who are withdrawn: {told}")
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
