"""JSON: the whole archive as one document, with the addresses that it is published under.

Beside the notes, in the shape of `facts`, it holds the entities with their evidence; the notes'
text is left to the pages and the SQLite export. A site publishes the addresses in `archive.json`,
and the whole where `publish_data` is set.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ..core.addresses import figure_uri, note_uri, topic_uri
from ..core.calendar import Year, years_of
from ..core.extract.labels import is_affiliation
from ..core.figures import Figure, figures
from ..core.grouping import grouped
from ..core.records import (
    ActionThread,
    Archive,
    Mention,
    Person,
    Project,
    Series,
    TicketRecord,
    Topic,
    Version,
    VersionClaim,
)
from ..core.resolve.problems import folded
from ..pages.sitemap import addresses, redirects
from .facts import Value, fields, note_facts
from .jsonl import problems_by_path

LAYOUT = 1
"""Raised when a program that reads the document has to be changed."""


def document(archive: Archive) -> Iterator[str]:
    """The document in pieces, each list one object a line, so that versions of it can be compared.

    The keys are `layout`, `addresses`, `redirects`, `notes`, `series`, `people`, `projects`,
    `versions`, `tickets`, `threads`, `topics`, `figures`, `meetings` and `problems`.
    """
    yield from _begin(archive)
    yield from _list("notes", _notes(archive))
    yield from _list("series", map(_series, archive.series.values()))
    yield from _list("people", map(_person, archive.people.values()))
    yield from _list("projects", map(_project, archive.projects.values()))
    yield from _list("versions", map(_version, archive.versions.values()))
    yield from _list("tickets", map(_ticket, archive.tickets.values()))
    yield from _list("threads", (_thread(archive, thread) for thread in archive.threads.values()))
    yield from _list("topics", (_topic(archive, topic) for topic in archive.topics.values()))
    yield from _list("figures", map(_figure, figures(archive).values()))
    yield from _list("meetings", map(_year, years_of(archive)))
    problems = (fields(one, "path line code message hint") for one in folded(archive.problems))
    yield from _list("problems", problems)
    yield "\n}\n"


def address_book(archive: Archive) -> Iterator[str]:
    """The same document with nothing but the addresses, and of the notes what is at each.

    It is what a later build has to be held to.
    """
    yield from _begin(archive)
    notes = archive.notes.values()
    yield from _list("notes", ({"address": note_uri(n.id), "path": n.note.path} for n in notes))
    yield "\n}\n"


def _begin(archive: Archive) -> Iterator[str]:
    yield f'{{"layout":{LAYOUT}'
    present = addresses(archive)
    anchors = ((path, f"[{','.join(map(_dump, ids))}]") for path, ids in present.items())
    yield from _mapping("addresses", anchors)
    former = redirects(archive, present)
    yield from _mapping("redirects", ((uri, _dump(target)) for uri, target in former.items()))


def _list(name: str, values: Iterable[Value]) -> Iterator[str]:
    yield f',\n"{name}":['
    yield from _separated(map(_dump, values))
    yield "]"


def _mapping(name: str, items: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A mapping with values that are JSON already: to dump a list by itself costs time."""
    yield f',\n"{name}":{{'
    yield from _separated(f"{_dump(key)}:{value}" for key, value in items)
    yield "}"


def _separated(values: Iterable[str]) -> Iterator[str]:
    for number, value in enumerate(values):
        yield f",\n{value}" if number else f"\n{value}"


_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _notes(archive: Archive) -> Iterator[Value]:
    problems = problems_by_path(archive)
    for note in archive.notes.values():
        facts = note_facts(archive, note, problems.get(note.note.path, ()))
        yield {"address": note_uri(note.id), **facts, "aliases": list(note.aliases)}


def _series(series: Series) -> Value:
    stated = fields(series, "name notes project")
    return {"address": f"series/{series.id}/", **stated, "repeats_actions": series.repeats}


def _person(person: Person) -> Value:
    return {
        "address": f"people/{person.id}/",
        **fields(person, "name written"),
        "roles": [
            fields(role, "text note line") for role in person.roles if not is_affiliation(role.text)
        ],
        "affiliations": [
            fields(role, "text note line since until")
            for role in person.roles
            if is_affiliation(role.text)
        ],
        "attended": person.attended,
        "mentions": _mentions(person.mentions),
    }


def _project(project: Project) -> Value:
    return {
        "address": f"projects/{project.id}/",
        **fields(project, "name kind written parts homepage versions people tickets"),
        "mentions": _mentions(project.mentions),
    }


def _version(version: Version) -> Value:
    return {
        "address": f"projects/{version.id}/",
        "project": version.project,
        "version": version.number,
        **fields(version, "series status"),
        "date": version.date or None,
        "claims": [_claim(claim) for claim in version.claims],
        "contradictions": [list(map(_claim, pair)) for pair in version.contradictions],
    }


def _claim(claim: VersionClaim) -> Value:
    return {**fields(claim, "note line status"), "date": claim.date or None}


def _ticket(ticket: TicketRecord) -> Value:
    return {**fields(ticket, "id system url project"), "mentions": _mentions(ticket.mentions)}


def _thread(archive: Archive, thread: ActionThread) -> Value:
    return {
        **fields(thread, "id series text"),
        "owners": [{"written": owner.name, "person": owner.person} for owner in thread.owners],
        **fields(thread, "status since"),
        "told": {"note": thread.told[0], "line": thread.told[1]} if thread.told else None,
        "due": thread.due.isoformat() if thread.due else None,
        "actions": [
            {"note": note, "line": archive.notes[note].facts.actions[index].line}
            for note, index in thread.actions
        ],
    }


def _topic(archive: Archive, topic: Topic) -> Value:
    return {
        "address": topic_uri(topic.id),
        **fields(topic, "name written series ticket standing"),
        "said": [{"note": note, "line": line} for note, line in topic.places],
    }


def _figure(figure: Figure) -> Value:
    return {
        "address": figure_uri(figure.id),
        **fields(figure, "series group label column"),
        "values": [fields(point, "note line value") for point in figure.points],
    }


def _year(year: Year) -> Value:
    return {
        **fields(year, "series year"),
        "held": _meetings(year, cancelled=False),
        "cancelled": _meetings(year, cancelled=True),
        "skipped": [day.isoformat() for day in year.skipped],
    }


def _meetings(year: Year, *, cancelled: bool) -> list[Value]:
    return [
        {"date": meeting.day.isoformat(), "notes": list(meeting.notes)}
        for meeting in year.meetings
        if meeting.cancelled == cancelled
    ]


def _mentions(mentions: Iterable[Mention]) -> list[Value]:
    lines = grouped((mention.note, mention.line) for mention in mentions)
    return [{"note": note, "lines": list(where)} for note, where in lines.items()]
