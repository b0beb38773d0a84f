"""Questions: what a note marks as asked, and what it gives as the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from ..blocks import rest_of_block
from ..lexicon import late, pattern
from ..records import Note, Question, QuestionKind, Span
from ..text import plain
from .rules import Place, Rule, begins, is_listed, read_by
from .sought import Sought, lines_with

# `Q:`, `Q3.`, `**Question (Ann):**` before a question; a letter only as it is written here.
_MARK = r"[*_`\[(]{0,4}"
_BEHIND = r"""
    (?: \s* \#? \s? \d{1,3} )? (?: \s? \( [^()\n]{1,40} \) )? [*_`\])]{0,4} \s?
    (?: [:：] | \. (?= \s ) ) [*_`\])]{0,4} \s*
"""
_ASKED = late(rf"{_MARK} (?: Q | (?i: {pattern('questions.asked')} ) ) {_BEHIND}", re.VERBOSE)
_ANSWER = rf"(?: A | (?i: {pattern('questions.answered')} ) ) {_BEHIND}"
_ANSWERED = late(rf"{_MARK} (?: {_ANSWER} | (?: → | ⇒ | -> ) \s* )", re.VERBOSE)
# `Q: Is it merged? A: Not yet.`: both in one line.
_ANSWERED_THERE = late(rf"(?<=[?.!？。！]) \s* {_MARK} {_ANSWER} (?=\S)", re.VERBOSE)
_OPEN = late(rf"(?:\d+[.)]\s*)?{pattern('questions.open')}\s*:?", re.IGNORECASE | re.VERBOSE)
_ANY = late(rf"(?:\d+[.)]\s*)?{pattern('questions.any')}\s*:?", re.IGNORECASE | re.VERBOSE)
_NOTHING = late(rf"\W*{pattern('questions.nothing')}\W*", re.IGNORECASE | re.VERBOSE)
_KINDS = ("bullet", "text", "quote")


def questions(note: Note) -> tuple[Question, ...]:
    """What the note marks as a question, in the order of the text.

    Marked is what stands behind `Q:` or `Question:`, or is listed under a heading of open
    questions; under a mere `Questions`, only what ends as one. It is answered where an answer is
    marked behind it, or right below it. A question amid talk is none, and a mark without words
    behind it neither.
    """
    reader = QuestionReader(note)
    return tuple(question for place in _places(note) for question in read_by(RULES, reader, place))


def _places(note: Note) -> Iterator[Place]:
    """Where a question can stand, in the order of the text."""
    listed = dict(_listed(note))
    marked = lines_with(note, Sought.QUESTION)
    for index in sorted(listed.keys() | set(marked)):
        line = note.lines[index]
        if line.kind in _KINDS:
            yield Place(index, line.content.start, line.content.end, listed.get(index, ""))


def _listed(note: Note) -> Iterator[tuple[int, str]]:
    """Items right under a heading of questions, with what the heading makes them."""
    for number, section in enumerate(note.sections):
        heading = plain(section.heading)
        by = "open" if _OPEN.fullmatch(heading) else "any" if _ANY.fullmatch(heading) else ""
        if by:
            for index in range(section.first + 1, section.last):
                line = note.lines[index]
                if line.kind == "bullet" and line.depth == 1 and line.section == number:
                    yield index, by


@dataclass(slots=True)
class QuestionReader:
    """Reads the questions of one note."""

    note: Note

    def question(self, place: Place, start: int) -> Iterator[Question]:
        """The question that begins at `start`, with its answer; without words there is none."""
        note, text = self.note, self.note.text
        pieces: list[str] = []
        begin, last, answer = start, place.index, ""
        for index in chain((place.index,), rest_of_block(note, place.index)):
            line = note.lines[index].content
            if index > place.index:
                start = line.start
                if self._is(_ASKED, index):
                    break
                if answered := self._is(_ANSWERED, index):
                    answer = self._answer(index, answered.end())
                    break
            last = index
            if there := _ANSWERED_THERE.search(text, start, line.end):
                pieces.append(text[start : there.start()])
                answer = self._answer(index, there.end())
                break
            pieces.append(text[start : line.end])
        else:
            answer = self._answer_below(last + 1)
        words = plain(" ".join(pieces)).strip(" *_")
        if any(map(str.isalnum, words)) and not _NOTHING.fullmatch(words):
            span = Span(begin, note.lines[last].content.end)
            kind: QuestionKind = "answered" if answer else "asked"
            number = note.lines[place.index].number
            yield Question(words, span, number, kind, answer=answer)

    def _answer_below(self, index: int) -> str:
        """The answer in the first block from an index on, `""` where that is something else."""
        lines = self.note.lines
        while index < len(lines) and lines[index].kind == "blank":
            index += 1
        answered = self._is(_ANSWERED, index) if index < len(lines) else None
        return self._answer(index, answered.end()) if answered else ""

    def _answer(self, index: int, start: int) -> str:
        """The words of an answer, to the end of its block or to the next question in it."""
        note = self.note
        pieces = [note.text[start : note.lines[index].content.end]]
        for at in rest_of_block(note, index):
            if self._is(_ASKED, at):
                break
            pieces.append(note.quote(note.lines[at].content))
        return plain(" ".join(pieces)).strip(" *_")

    def _is(self, mark: re.Pattern[str], index: int) -> re.Match[str] | None:
        """The mark at the beginning of a line, where it has one and is of a kind that can."""
        line = self.note.lines[index]
        if line.kind not in _KINDS:
            return None
        return mark.match(self.note.text, line.content.start, line.content.end)


Read = Iterable[Question] | None


def _marked(reader: QuestionReader, place: Place, match: re.Match[str]) -> Read:
    return reader.question(place, match.end())


def _open(reader: QuestionReader, place: Place, match: re.Match[str]) -> Read:
    return reader.question(place, place.start)


def _any(reader: QuestionReader, place: Place, match: re.Match[str]) -> Read:
    return [
        found for found in reader.question(place, place.start) if found.text.endswith(("?", "？"))
    ]


RULES: tuple[Rule[QuestionReader, Question], ...] = (
    Rule(
        "question-marker",
        "a line that begins with a marker: `Q:`, `Question 2:`",
        begins(_ASKED),
        _marked,
        "- Q: Which boat do we take?",
        "- Ann asks which boat we take",
    ),
    Rule(
        "question-open",
        "an item under a heading of open questions",
        is_listed("open"),
        _open,
        "## Open questions\n\n- Which boat to take",
        "## Open questions\n\n- None",
    ),
    Rule(
        "question-heading",
        "an item under a heading of questions that ends as one",
        is_listed("any"),
        _any,
        "## Questions\n\n- Which boat do we take?",
        "## Questions\n\n- Ann liked the red boat.",
    ),
)
