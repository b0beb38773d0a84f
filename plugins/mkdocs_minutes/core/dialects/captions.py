"""Captions of a call: WebVTT and SubRip, as turns of who speaks and when.

Source of the forms: WebVTT (W3C) and what Teams, Zoom and Meet write into it: a voice in a tag, or
a name and a colon in front of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

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
# `Ann Bell: Good morning`, `Ann Bell (Guest): …`. One word in front of a colon may be any.
_NAME = re.compile(
    r"(?:-[ \t]*)?(?P<name>[^\W\d_a-z][\w.'’-]{0,40}(?:[ ][^\W\d_a-z][\w.'’-]{0,40}){1,3})"
    r"(?:[ ]\([^()\n]{1,60}\))?:[ \t]+(?=\S)"
)
_TAG = re.compile(r"</?[a-z][^<>\n]{0,100}>|<[\d:.]{5,12}>|</?[bciuv]>")
_HEAD = re.compile(r"\ufeff?WEBVTT(?:[ \t]+(?:-[ \t]*)?(?P<title>[^\n]{1,200}))?")
_BETWEEN_WORDS = re.compile(r"[-_.]+(?!\d)|(?<!\d)[-_.]+")


def _recognised(source: Source) -> bool:
    is_captions = source.ends_with(".vtt", ".srt") or _HEAD.match(source.text) is not None
    return is_captions and source.has(_TIME)


def _changes(source: Source) -> Iterator[Change]:
    """The words behind the speaker and the time where another one begins; nothing else stays."""
    yield _title(source)
    time, speaker = "", ""
    for line in source.lines:
        text = source.text[line.start : line.end]
        cue = _TIME.match(text)
        if cue or not text.strip() or not time:
            # What stands between blank lines and times is the number or the name of a cue.
            time = cue["start"] if cue else ""
            yield Edit(line.start, line.end)
            continue
        voice = _VOICE.match(text) or _NAME.match(text)
        end = voice.end() if voice else 0
        if voice and voice["name"].strip() != speaker:
            speaker = voice["name"].strip()
            yield from _turn(line, voice, time)
        elif voice:
            yield Edit(line.start, line.start + end)
        for tag in _TAG.finditer(text, end):
            yield Edit(line.start + tag.start(), line.start + tag.end())


def _turn(line: Span, voice: re.Match[str], time: str) -> Iterator[Change]:
    first, last = line.start + voice.start("name"), line.start + voice.end("name")
    yield Edit(line.start, first)
    yield Edit(last, line.start + voice.end(), f" ({time}): ")
    yield InlineMark("speaker", Span(first, last), voice["name"].strip())


def _title(source: Source) -> Edit:
    """The first line, which has a title behind `WEBVTT` at best; else the file's name is one."""
    end = source.lines[0].end
    head = _HEAD.match(source.text[:end].rstrip())
    words = " ".join(_BETWEEN_WORDS.sub(" ", PurePosixPath(source.path).stem).split())
    return Edit(source.lines[0].start, end, f"# {(head and head['title']) or words}")


CAPTIONS = Dialect(
    name="captions",
    tools="Teams, Zoom, Meet and others, as captions (`.vtt`, `.srt`)",
    reads="who speaks, with the time of each turn; numbers, tags and notes of the format are not",
    recognised=_recognised,
    changes=_changes,
    example=(
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann Bell>Good morning.</v>",
        "# note\n\n\nAnn Bell (00:00:01): Good morning.",
    ),
    suffix=".vtt",
)
