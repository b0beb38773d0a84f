"""Captions of a call: WebVTT and SubRip, as turns of who speaks and when.

Source of the forms: WebVTT (W3C) and what Teams, Zoom and Meet write into it: a voice in a tag, or
a name and a colon in front of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from ..lexicon import late, pattern
from ..records import InlineMark, Span
from .dialect import Dialect
from .source import Change, Edit, Source

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIME = re.compile(
    rf"[ \t]*(?P<start>(?:\d{{1,3}}:)?\d{{1,2}}:\d{{2}})[.,]\d{{1,3}}[ \t]+-->[ \t]+{_CLOCK}"
    r"(?:[ \t]+[a-z]+:\S{1,20}){0,6}[ \t\r]*$",
    re.MULTILINE,
)
_VOICE = re.compile(r"<v(?:\.[\w.-]{1,60})?[ \t]+(?P<name>[^<>\n]{1,80})>[ \t]*")
# `Ann Bell: Good morning`, `Ann Bell (Guest): …`, `[Ann Bell] …`. One word may be any.
_NAME = re.compile(
    r"@?(?P<open>\[)?"
    r"(?P<name>[^\W\d_a-z][\w.'’-]{0,40}(?:[ ][^\W\d_a-z][\w.'’-]{0,40}){1,3})"
    r"(?(open)\]:?|(?:[ ]\([^()\n]{1,60}\))?:)[ \t]+(?=\S)"
)
_TAG = re.compile(r"</?[a-z][^<>\n]{0,100}>|<[\d:.]{5,12}>|</?[bciuv]>|\{\\an?\d{1,2}\}")
# What stands before a name or words where somebody begins to speak: `>> ANN BELL: hi`, `- hi`.
_BEGINNING = re.compile(r"(?:\{\\an?\d{1,2}\}|>{2,3}|-(?=[ ]))[ \t]*")
# As a program writes whoever is signed in: `ann: Hello`, `Ann | Harbour: Hello`.
_SIGNED_IN = re.compile(r"@?(?P<name>[^\W_][^:<>\n]{0,60}):[ \t]+(?=\S)")
_HEAD = re.compile(r"\ufeff?WEBVTT(?:[ \t]+(?:-[ \t]*)?(?P<title>[^\n]{1,200}))?[ \t]*$", re.M)
_BEGINS = re.compile(r"^WEBVTT[ \t]*$", re.MULTILINE)
# What programs call their files besides the meeting: `GMT20240513-090000_Recording.transcript`,
# `audio_transcript`, `zoom_0`, `Recording_1920x1080`, `Meeting Recording`, `en-US`.
_OF_PROGRAM = re.compile(
    r"(?i)\bGMT\d{8}(?:[- ]\d{6})?\b|\b\d{3,4}x\d{3,4}\b|\b(?:zoom|teams|meet|webex)(?:\s\d{1,3})?"
    r"(?=\s+(?:meeting\s+)?(?:recording|transcript|captions?|audio)\b|\s*$)"
    r"|\b(?:(?:meeting|audio|closed)\s+)?(?:recording|transcripts?|captions?|subtitles?|cc)\b"
    r"(?:\s\d{1,2}\b)?|(?-i:\b[a-z]{2}[ -][A-Z]{2}$)"
)
RECORDED = re.compile(
    r"[-_ ]*\b\d{8}[-_ ]\d{6}\b[-_ ]*"
    r"|[ ]\(\d{4}-\d\d-\d\d[ ]\d\d[:_]\d\d[ ]GMT(?:[+-][\d:]{1,5})?\)[ ]-[ ]"
)
"""When a program began to record, in the name of the file: `Weekly-20240619_100000-Recording`."""
# What stands behind a name: `Ann Bell (Pier)`, `Ann | Harbour`.
_ADDED = re.compile(r"[ ]*[(|]")
_BETWEEN_WORDS = re.compile(r"[-_.]+(?!\d)|(?<!\d)[-_.]+")


def _begin(source: Source) -> int | None:
    """Where captions begin: at the start of their own file, or where a note has them at its end."""
    if source.ends_with(".vtt", ".srt") or _HEAD.match(source.text):
        return source.body
    head = next(source.matches(_BEGINS), None) if "WEBVTT" in source.text else None
    return head and head.start()


class _Said(NamedTuple):
    """A line of what somebody says: `start` is where the words begin, `begins` whether a turn."""

    line: Span
    start: int
    voice: re.Match[str] | None
    speaker: str
    time: str
    begins: bool


# `Action item for Ann: …`, `Decision: …`, whose words may go on in the lines and captions below.
_MARKED = late(
    rf"""
    (?P<task> {pattern("actions.marker")} [ ] (?: {pattern("actions.meant")} | on ) [ ]
      (?-i:[^\W\d_a-z]) [\w'’-]* (?: [ ] (?-i:[^\W\d_a-z]) [\w'’-]* ){{0,2}} [:,] (?=[\s<]|$) )
    | {pattern("outcomes.decision")} [ ]? :
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_MOST_LINES = 4
_ENDS = re.compile(r"[.!?。]\W*$")


def _changes(source: Source) -> Iterator[Change]:
    """The words behind the speaker and the time where another one begins; nothing else stays."""
    begin = _begin(source) or 0
    if begin == source.body:
        yield _title(source)
    said = list[_Said]()
    for line in _said(source, begin):
        if isinstance(line, _Said):
            said.append(line)
        else:
            yield Edit(line.start, line.end)
    lines = iter(enumerate(said, 1))
    for below, one in lines:
        marked = _MARKED.match(source.text, one.start, one.line.end)
        near = said[below : below + _MOST_LINES]
        more = [*_going_on(source.text, one, near)] if marked else []
        yield from _spoken(source.text, one, is_task=bool(marked and marked["task"]))
        told = f"  ({one.speaker}, {one.time})" if marked and marked["task"] else ""
        words = "".join(f" {_words(source.text, other)}" for other in more)
        yield from (Edit(one.line.end, one.line.end, words + told),) if words + told else ()
        for other in more:
            next(lines)
            yield Edit(other.line.start, other.line.end)


def _said(source: Source, begin: int) -> Iterator[_Said | Span]:
    """The lines of what is said, and those of anything else."""
    names = (_VOICE, _SIGNED_IN if _are_signed_in(source, begin) else _NAME)
    time, speaker = "", ""
    for line in source.lines:
        if line.start < begin:
            continue
        cue = _TIME.match(source.text, line.start, line.end)
        if cue or not time or not source.text[line.start : line.end].strip():
            # What stands between blank lines and times is the number or the name of a cue.
            time = cue["start"] if cue else ""
            yield line
            continue
        at = _begun(source.text, line.start)
        matches = (name.match(source.text, at, line.end) for name in names)
        voice = next(filter(None, matches), None)
        begins = voice is not None and _says(voice) != speaker
        speaker = _says(voice) or speaker
        yield _Said(line, voice.end() if voice else at, voice, speaker, time, begins)


def _going_on(text: str, one: _Said, below: Sequence[_Said]) -> Iterator[_Said]:
    """The lines on which the sentence goes on that somebody has begun."""
    for other in below:
        is_end = _ENDS.search(_words(text, one))
        if is_end or other.speaker != one.speaker or _MARKED.match(text, other.start):
            return
        yield (one := other)


def _words(text: str, said: _Said) -> str:
    """What a line says, without tags."""
    return _TAG.sub("", text[said.start : said.line.end]).strip()


def _begun(text: str, at: int) -> int:
    """Where words or a name begin at a place, behind the marks of a new voice."""
    begun = _BEGINNING.match(text, at)
    return begun.end() if begun else at


def _says(voice: re.Match[str] | None) -> str:
    return voice["name"].strip() if voice else ""


def _spoken(text: str, said: _Said, *, is_task: bool) -> Iterator[Change]:
    """The words of a line, behind whoever begins to speak; a task is an item of its own."""
    if said.voice and said.begins and not is_task:
        yield from _turn(said.line, said.voice, said.time)
    elif said.start > said.line.start or is_task:
        yield Edit(said.line.start, said.start, "- " * is_task)
    for tag in _TAG.finditer(text, said.start, said.line.end):
        yield Edit(*tag.span(), " " * (tag[0] == "<br>"))


def _are_signed_in(source: Source, begin: int) -> bool:
    """Whether most cues begin with a name and a colon, and some with one that came before."""
    said = [
        _SIGNED_IN.match(source.text, _begun(source.text, time.end() + 1))
        for time in _TIME.finditer(source.text, begin)
    ]
    names = [match["name"] for match in said if match]
    return 2 * len(names) > len(said) and len(set(names)) < len(names)


def _turn(line: Span, voice: re.Match[str], time: str) -> Iterator[Change]:
    first, last = voice.span("name")
    yield Edit(line.start, first)
    colon = voice[0].rstrip().removesuffix(":").rstrip(">]")
    told = max(last, voice.start() + len(colon))  # `Ann Bell (Guest)`
    yield Edit(told, voice.end(), f" ({time}): ")
    name = _ADDED.split(voice["name"])[0].strip()
    yield InlineMark("speaker", Span(first, first + len(name)), name)


def called(words: str) -> str:
    """The words of a file's name that are not of the program that recorded a call.

    >>> called("GMT20240513 090000 Crane Weekly Recording 1920x1080"), called("audio transcript")
    ('Crane Weekly', '')
    >>> called("Crane Weekly-20240619_100000-Meeting Recording")
    'Crane Weekly'
    """
    return " ".join(_OF_PROGRAM.sub(" ", RECORDED.sub(" ", words)).split()).strip(" -–—_")


def is_captions(path: str) -> bool:
    """Whether a file holds captions, by its name."""
    return path.lower().endswith((".vtt", ".srt"))


def _title(source: Source) -> Edit:
    """The first line, which has a title behind `WEBVTT` at best; else the file's name is one."""
    end = source.lines[0].end
    head = _HEAD.match(source.text[:end].rstrip())
    words = " ".join(_BETWEEN_WORDS.sub(" ", PurePosixPath(source.path).stem).split())
    named = called(words)
    if not re.search(r"[^\W\d_]", named):
        named = f"Transcript {named}".strip()
    return Edit(source.lines[0].start, end, f"# {(head and head['title']) or named}")


CAPTIONS = Dialect(
    name="captions",
    tools="Teams, Zoom, Meet and others, as captions (`.vtt`, `.srt`)",
    reads="who speaks, with the time of each turn; numbers, tags and notes of the format are not",
    recognised=lambda source: _begin(source) is not None and source.has(_TIME),
    changes=_changes,
    example=(
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann Bell>Good morning.</v>",
        "# note\n\n\nAnn Bell (00:00:01): Good morning.",
    ),
    suffix=".vtt",
)
