"""Markdown: what was concluded and what is to be done, meeting by meeting, to read or to mail."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from ..core.escape import markdown, markdown_code
from ..core.kinds import STATEMENTS
from ..core.records import Action, Archive, ArchivedNote
from ..pages.restated import Place, own_actions, restated
from .facts import Value, note_facts, owner_names


def digest(archive: Archive) -> Iterator[str]:
    """The digest in pieces: open and silent actions, topics, then every note, newest first.

    What the notes of a meeting state twice stands once, with its main note.
    Names and sentences out of notes read as the text they are, whatever marks they hold.
    """
    yield "# Digest of the meeting notes\n"
    for status, heading in (("open", "Open actions"), ("silent", "Actions no longer listed")):
        threads = [thread for thread in archive.threads.values() if thread.status == status]
        if threads:
            yield f"\n## {heading}\n\n"
        for thread in threads:
            opened, last = (archive.notes[thread.actions[at][0]] for at in (0, -1))
            seen = f"last {_when(last)}" if status == "silent" else f"since {_when(opened)}"
            owners = ((owner.name, owner.person) for owner in thread.owners)
            yield f"- {_action(owner_names(archive, owners), thread.text)} ({seen})\n"
    yield from _topics(archive)
    if archive.notes:
        yield "\n## Notes\n"
    again = restated(archive)
    for note in reversed(list(archive.notes.values())):
        yield from _note(archive, note, again)


def _topics(archive: Archive) -> Iterator[str]:
    """What the notes come back to, with the days on which it was spoken of."""
    topics = [topic for topic in archive.topics.values() if not topic.standing]
    if topics:
        yield "\n## Topics\n\n"
    for topic in topics:
        days = ", ".join(dict.fromkeys(_when(archive.notes[note]) for note, _ in topic.places))
        yield f"- {markdown(topic.name)}: {days}\n"


def _note(archive: Archive, note: ArchivedNote, again: Container[Place]) -> Iterator[str]:
    facts = note_facts(archive, note, ())
    yield f"\n### {_when(note)}: {markdown(note.note.title)}\n\n"
    yield f"{markdown(facts['series'])}, {markdown_code(note.note.path)}\n"
    present = ", ".join(markdown(attendee["name"]) for attendee in facts["attendees"])
    yield from _items("Present", [present] * bool(present))
    for kind in STATEMENTS:
        told: dict[str, list[str]] = {kind.label: []}
        for at, item in enumerate(facts[kind.plural]):
            if (kind.name, note.id, at) in again:
                continue
            told.setdefault(kind.label_of(item["kind"]), []).append(
                markdown(item["text"]) + _later(archive, item)
            )
        for label, texts in told.items():
            yield from _items(label, texts)
    actions = own_actions(archive, note)
    yield from _items("To do", (_marked_action(archive, note, action) for action in actions))
    yield from _items(
        "Versions",
        (
            markdown(f"{version['project']} {version['version']}: {version['status']}")
            for version in facts["versions"]
            if version["status"] != "mentioned"
        ),
    )


def _later(archive: Archive, statement: Value) -> str:
    """That a later outcome came back to one, and when."""
    later = statement.get("later")
    if not later:
        return ""
    word = "superseded" if statement["superseded"] else "revisited"
    return f" ({word} {_when(archive.notes[later['note']])})"


def _items(label: str, texts: Iterable[str]) -> Iterator[str]:
    listed = "".join(f"- {text}\n" for text in texts)
    if listed:
        yield f"\n{label}:\n\n{listed}"


def _marked_action(archive: Archive, note: ArchivedNote, action: Action) -> str:
    state = "" if action.status == "open" else f" ({action.status})"
    owners = ((owner.name, note.persons.get(owner)) for owner in action.owners)
    return _action(owner_names(archive, owners), action.text) + state


def _action(owners: Iterable[str], text: str) -> str:
    named = ", ".join(map(markdown, owners))
    return f"**{named}**: {markdown(text)}" if named else markdown(text)


def _when(note: ArchivedNote) -> str:
    return note.note.date.isoformat() if note.note.date else "undated"
