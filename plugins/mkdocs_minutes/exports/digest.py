"""Markdown: what was concluded and what is to be done, meeting by meeting, to read or to mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..core.escape import markdown, markdown_code
from ..core.kinds import STATEMENTS
from ..core.records import Action, Archive, ArchivedNote, Owner, ThreadOwner
from .facts import note_facts


def digest(archive: Archive) -> Iterator[str]:
    """The digest in pieces: open actions, topics, then every note, newest first.

    Names and sentences out of notes read as the text they are, whatever marks they hold.
    """
    yield "# Digest of the meeting notes\n"
    open_threads = [thread for thread in archive.threads.values() if thread.status == "open"]
    if open_threads:
        yield "\n## Open actions\n\n"
        for thread in open_threads:
            opened = archive.notes[thread.actions[0][0]]
            yield f"- {_action(thread.owners, thread.text)} (since {_when(opened)})\n"
    yield from _topics(archive)
    if archive.notes:
        yield "\n## Notes\n"
    for note in reversed(list(archive.notes.values())):
        yield from _note(archive, note)


def _topics(archive: Archive) -> Iterator[str]:
    """What the notes come back to, with the days on which it was spoken of."""
    topics = [topic for topic in archive.topics.values() if not topic.standing]
    if topics:
        yield "\n## Topics\n\n"
    for topic in topics:
        days = ", ".join(dict.fromkeys(_when(archive.notes[note]) for note, _ in topic.places))
        yield f"- {markdown(topic.name)}: {days}\n"


def _note(archive: Archive, note: ArchivedNote) -> Iterator[str]:
    facts = note_facts(archive, note, ())
    yield f"\n### {_when(note)}: {markdown(note.note.title)}\n\n"
    yield f"{markdown(facts['series'])}, {markdown_code(note.note.path)}\n"
    present = ", ".join(markdown(attendee["name"]) for attendee in facts["attendees"])
    yield from _items("Present", [present] * bool(present))
    for kind in STATEMENTS:
        told: dict[str, list[str]] = {kind.label: []}
        for item in facts[kind.plural]:
            told.setdefault(kind.label_of(item["kind"]), []).append(markdown(item["text"]))
        for label, texts in told.items():
            yield from _items(label, texts)
    yield from _items("To do", map(_marked_action, note.facts.actions))
    yield from _items(
        "Versions",
        (
            markdown(f"{version['project']} {version['version']}: {version['status']}")
            for version in facts["versions"]
            if version["status"] != "mentioned"
        ),
    )


def _items(label: str, texts: Iterable[str]) -> Iterator[str]:
    listed = "".join(f"- {text}\n" for text in texts)
    if listed:
        yield f"\n{label}:\n\n{listed}"


def _marked_action(action: Action) -> str:
    state = "" if action.status == "open" else f" ({action.status})"
    return _action(action.owners, action.text) + state


def _action(owners: tuple[Owner | ThreadOwner, ...], text: str) -> str:
    named = ", ".join(markdown(owner.name) for owner in owners)
    return f"**{named}**: {markdown(text)}" if named else markdown(text)


def _when(note: ArchivedNote) -> str:
    return note.note.date.isoformat() if note.note.date else "undated"
