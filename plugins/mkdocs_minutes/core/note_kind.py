"""What a note is: minutes, slides, live notes, a program's summary, or what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from .blocks import Outline
from .dialects.captions import is_captions
from .extract.scan import holds_one
from .lexicon import late, pattern, stems
from .records import InlineMark, Line, NoteKind
from .slugs import note_stem
from .text import plain

_LIVE = re.compile(r"\blive (?:notes|minutes)\b|\brunning notes\b", re.IGNORECASE)


_SLIDES_WORD = re.compile(
    r"(?:extra|back-?up|reference|spare|additional)\s+slides?|questions\s*\?|thank you[!.]?",
    re.IGNORECASE,
)


# What the front matter of slides says to the program that shows them: Marp, reveal.js, HackMD.
_SHOWN_AS_SLIDES = re.compile(
    r"---\s*\n(?:(?!---).*\n){0,40}?(?:marp:[ ]*true|(?:slide|reveal)Options:|type:[ ]*slide\b)"
)


# What a program has put in front of a text that it has written.
_MADE_BY = re.compile(
    r"---\s*\n(?:(?!---).*\n){0,40}?(?:granola|fireflies|otter|fathom)_(?:id|url):"
)
# A program says so of its text above or below it.
_BY_PROGRAM = late(rf"[^\w\n]{{0,12}} {pattern('summaries.made')}", re.IGNORECASE | re.VERBOSE)
_BY_PROGRAM_STEMS = stems("summaries.made")
# `Crane Weekly - 2024_05_13 09_00 CEST - Notes by Gemini`
_FILE_BY_PROGRAM = late(rf"(?:^|-\s) {pattern('summaries.made')} $", re.IGNORECASE | re.VERBOSE)


# `# 📖 Transcript`, below the notes.
_TRANSCRIPT = late(rf"\W*{pattern('summaries.talk')}\W*", re.IGNORECASE | re.VERBOSE)
_TRANSCRIPT_STEMS = stems("summaries.talk")
_ENDS_OF_NOTE = 12


_FEWEST_TURNS = 3


def _is_talk(text: str, shape: Outline, marks: Sequence[InlineMark]) -> bool:
    """Whether a note is nothing but what was said: no sections, and turns from its top on."""
    turns = [mark.span.start for mark in marks if mark.kind == "speaker"]
    if len(turns) < _FEWEST_TURNS or len(shape.sections) > 1:
        return False
    above = text[: min(turns)].split("\n")
    return len([line for line in above if line.strip()]) <= _ENDS_OF_NOTE


def note_kind(
    text: str, shape: Outline, title: str, path: str, marks: Sequence[InlineMark]
) -> NoteKind:
    """What a note is by its words, its form and its file's name.

    What was said is a transcript, whoever has written it down, and so are captions. A summary is
    what a program says it has written, above, below or in the file's name. Slides have slide words
    for titles, or a title slide and nothing but fragments of lists.
    """
    if _LIVE.search(title):
        return "live-notes"
    if is_captions(path) or _is_talk(text, shape, marks):
        return "transcript"
    ends = [*_ends(text, shape)]
    made = holds_one("\n".join(text[line.span.slice] for line in ends), _BY_PROGRAM_STEMS)
    said = made and any(_BY_PROGRAM.match(text, line.span.start, line.span.end) for line in ends)
    if (
        said
        or _MADE_BY.match(text)
        or _is_summed_up(text, shape)
        or any(map(_FILE_BY_PROGRAM.search, (note_stem(path), title)))
    ):
        return "summary"
    if _SHOWN_AS_SLIDES.match(text) or any(
        _SLIDES_WORD.fullmatch(section.heading) for section in shape.sections
    ):
        return "slides"
    return "slides" if _is_deck(text, shape) else "minutes"


def _is_summed_up(text: str, shape: Outline) -> bool:
    """Whether a program that writes down what was said has also written what it came to."""
    heads = [section for section in shape.sections if _HEAD.fullmatch(section.heading)]
    return _WRITTEN_DOWN in text and len(heads) >= _FEWEST_HEADS


_WRITTEN_DOWN = "Transcribed by https://otter.ai"
_HEAD = late(pattern("summaries.heads"), re.IGNORECASE | re.VERBOSE)
_FEWEST_HEADS = 2


def _ends(text: str, shape: Outline) -> Iterator[Line]:
    """The first and last lines of a note, and of what stands above the words of the call."""
    written = [line for line in shape.lines if line.kind != "blank"]
    heads = (
        at
        for at, line in enumerate(written if holds_one(text, _TRANSCRIPT_STEMS) else ())
        if line.kind in ("heading", "text") and _TRANSCRIPT.fullmatch(plain(text[line.span.slice]))
    )
    for end in {len(written), *islice(heads, 3)}:
        yield from written[max(0, end - _ENDS_OF_NOTE) : end]
    yield from written[:_ENDS_OF_NOTE]


def _is_deck(text: str, shape: Outline) -> bool:
    """Whether a note is nothing but lists with the marks of presentations."""
    content = [x for x in shape.lines if x.kind in ("bullet", "text", "heading")]
    bullets = [text[x.span.slice][:12] for x in content if x.kind == "bullet"]
    nested = sum("▶" in start or "➢" in start for start in bullets)
    listed = len(content) >= 12 and len(bullets) > 0.8 * len(content)
    return listed and nested > len(bullets) // 2
