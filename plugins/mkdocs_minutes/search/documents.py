"""What the search index is made from: one record a passage or a page, free of all other layers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from .tables import tables
from .tokens import tokens, wording

Kind = Literal["section", "person", "project", "version", "ticket", "series", "topic", "figure"]

DIMENSIONS = tuple[str, ...](tables()["dimensions"])
"""What a reader can filter by; `before:` and `after:` go by the date."""

FIELDS = tuple[str, ...](tables()["fields"])

_APART = re.compile(r"[ _-]+")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A passage of a note, or the page of a person, a project, a figure and so on, as `kind` says.

    `ref` is unique and does not move between builds. `url` is relative to the site's root, with
    the passage's anchor (`notes/x/2019-09-09/index.html#jira`). `body` is plain text, a line for
    each paragraph or bullet. `note` is the `ref` of the note's first passage, under which results
    are grouped; `""` for anything but passages. `date` is `YYYY-MM-DD` or `""`. `people`,
    `projects` and `versions` are the names, as shown, that the passage speaks of; `holding`
    gives each kind of item, such as actions, the lines of `body`, counted from 0, that hold one;
    `names` are the names that call a person, project, version, ticket or series exactly.
    """

    ref: str
    url: str
    kind: Kind
    title: str
    heading: str = ""
    body: str = ""
    note: str = ""
    date: str = ""
    series: str = ""
    people: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    holding: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()


def fields(documents: Sequence[SearchDocument]) -> Iterator[tuple[str, str, str]]:
    """What is indexed of each document as title, heading and body.

    A note's title is indexed once, with its first passage, and the ranking lends it to the others:
    in every passage it would be the longest list of the index.
    """
    for index, document in enumerate(documents):
        title = document.title if index == 0 or document.kind != "section" else ""
        yield title, document.heading, document.body


@lru_cache(maxsize=1 << 14)
def normal_name(name: str) -> str:
    """A name as filters compare it: folded, words apart by one blank; `""` for a wordless one.

    >>> normal_name("Łukasz  O’Neill"), normal_name("GlideinWMS v3.5.1"), normal_name("—")
    ("lukasz o'neill", 'glideinwms 3.5.1', '')
    """
    return " ".join(wording(name))


def filter_key(dimension: str, name: str) -> str:
    """The key of the list of documents that a filter leaves, which lies beside the name's own.

    >>> filter_key("person", "Ada Byron")
    'ada person:ada byron'
    """
    normal = normal_name(name)
    return f"{_first_term(normal)} {dimension}:{normal}"


def name_key(name: str) -> str:
    """The key of the pages that a name calls exactly.

    Words may be joined by hyphens or stand apart. The key begins with the name's first term, so
    that it lies in the shard that a search for the name loads anyway.

    >>> name_key("Releases of the OSG"), name_key("HTCondor-CE") == name_key("htcondor ce")
    ('releas =releases of the osg', True)
    """
    normal = " ".join(filter(None, _APART.split(normal_name(name))))
    return f"{_first_term(normal)} ={normal}"


def _first_term(normal: str) -> str:
    return (tokens(normal) or _APART.split(normal))[0]


def filter_values(document: SearchDocument) -> Iterator[tuple[str, str]]:
    """Every dimension and value that the document can be filtered by, each pair once."""
    kinds: list[str] = [] if document.kind == "section" else [document.kind]
    kinds += [kind for kind, lines in document.holding.items() if lines]
    values = (
        ("person", document.people),
        ("project", document.projects),
        ("version", document.versions),
        ("series", (document.series,) if document.series else ()),
        ("kind", kinds),
    )
    for dimension, names in values:
        for name in dict.fromkeys(names):
            if normal_name(name):
                yield dimension, name
