"""Words that recur from note to note stand once in memory, and say what they said."""

from msgspec.msgpack import decode, encode

from mkdocs_minutes.core.records import ParsedNote, RawNote
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.safety.note_reading import read_note
from mkdocs_minutes.store.recurring import held_once

TEXT = (
    b"# Weekly, 2024-03-0%d\n\nPresent: Ann Bell, Bo Cole\n\n"
    b"## Basket\n\n- ACTION: Ann: ship 1.2 (OPS-12)\n"
)


def test_two_notes_hold_their_recurring_words_once_and_stay_equal() -> None:
    packed = [
        encode(read_note(RawNote(f"{day}.md", TEXT % day), Settings()).packed()) for day in (4, 5)
    ]
    first, second = (held_once(decode(one, type=ParsedNote)) for one in packed)
    assert first == decode(packed[0], type=ParsedNote)
    for fact in ("attendees", "names", "tickets", "actions"):
        pairs = zip(getattr(first.facts, fact), getattr(second.facts, fact), strict=True)
        assert all(one.rule is other.rule for one, other in pairs), fact
    assert first.facts.attendees[0].name is second.facts.attendees[0].name
    assert first.note.sections[1].heading is second.note.sections[1].heading
