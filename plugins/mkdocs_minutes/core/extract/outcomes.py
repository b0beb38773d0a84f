"""Outcomes: what a note itself marks as concluded, and which kind of conclusion it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..records import Note, Outcome, OutcomeKind, Span
from ..settings import Settings
from ..text import plain
from .scan import lines_with

# Marks of a conclusion at the beginning of a line. Not `Proposed resolution`, which is a proposal.
_MARKER = re.compile(
    r"""
    [*_`\[(]{0,4} (?:
        (?P<arrow> ⇒ | ⟹ )
      | \# (?P<tag> agreed | agree | accepted | decision ) \b :?
      | (?P<word> (?i:
            resolutions? | resolved | disagreement | decisions? | decided | conclusions?
          | concluded | agreed | agreement | consensus (?: \s reached )? | outcomes?
          | (?: straw \s )? poll (?: \s results? )? | vote (?: \s results? )?
        ) )
        (?: \s* \#? \s? \d{1,3} (?: \.\d+ )* )? [\])]? [*_`]{0,3} \s?
        (?: : | [–—] (?= \s ) | \s - (?= \s ) | (?<= \] ) (?= \s )
          | (?<= RESOLVED ) ,? (?= \s that \s ) )
    ) [*_`\])]{0,4} \s*
    """,
    re.VERBOSE,
)
_MARKER_STEMS = (
    "⇒",
    "⟹",
    "resol",
    "deci",
    "conclu",
    "agree",
    "accepted",
    "consensus",
    "outcome",
    "poll",
    "vote",
    "motion",
    "unanim",
)
# A sentence that says what was agreed: `Agreed to move to …`, `We decided that …`.
_SENTENCE = re.compile(
    r"""
      (?: (?: it \s was | we (?: \s (?: all | have ) )?
            | the \s (?: group | team | committee | board | wg | meeting )
            | group | team | all | everyone | everybody ) \s (?: unanimously \s )? )?
      (?P<verb> agreed | decided | resolved ) \s (?: unanimously \s )? (?: to | that | on | not ) \b
    | (?: (?: rough | general | clear ) \s )? consensus \s
      (?: is | was | to | that | on | reached ) \b
    | (?: there \s (?: was | is ) \s )? (?: no | lack \s of | a \s lack \s of ) \s
      (?: consensus | agreement ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `Motion: … Moved: …, seconded: …. Carried 5-0-1`: only with what became of it.
_MOTION = re.compile(
    r"motion\b[^\n]{1,600}\b(?:carried|passed|approved|adopted|accepted)\b", re.IGNORECASE
)
_HEADING = re.compile(
    r"""
    (?: \d+ (?: \.\d+ )* [.)]? \s* )?
    (?: (?: key | main | final | summary \s of | list \s of | all | formal ) \s ){0,2}
    (?P<what> decisions? | resolutions? | conclusions? | agreements? | outcomes? | consensus
      | beschlüsse | décisions | decisiones )
    (?: \s? / \s?
        (?: decisions? | resolutions? | conclusions? | agreements? | outcomes? | consensus ) )?
    (?: \s (?: made | taken | reached | summary ) )? \s* :?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HEADING_STEMS = (
    "decision",
    "resolution",
    "conclusion",
    "agreement",
    "outcome",
    "consensus",
    "beschl",
    "décision",
    "decisiones",
)
# `[Resolution #1](#resolution1): …`: an item of a list that repeats the resolutions of the note.
_INDEXED = re.compile(r"\[[^\[\]]{1,40}\]\(#[^()]*\):?\s*")
_NOTHING = re.compile(
    r"\W*(?:none|n/?a|nothing|tbd|pending|no (?:new )?(?:decisions?|resolutions?|conclusions?))\b"
    r".{0,30}",
    re.IGNORECASE,
)
_STAMP = re.compile(r"\s*\([^\s(),]{1,40}, \d\d:\d\d:\d\d\)$")

# What the words of a conclusion make it, looked for in this order.
_KINDS: tuple[tuple[OutcomeKind, re.Pattern[str]], ...] = (
    (
        "disagreement",
        re.compile(
            r"""
            \b disagree | \b controversial \b
            | \b (?: no | lack \s of | without | not \s reach (?: ed )? ) \s (?: an? \s | any \s )?
              (?: consensus | agreement ) \b
            """,
            re.IGNORECASE | re.VERBOSE,
        ),
    ),
    (
        "concern",
        re.compile(r"\bconcern(?:s|ed)?\b|\bworr(?:y|ied|ies)\b|\brisk of\b", re.IGNORECASE),
    ),
    (
        "follow-up",
        re.compile(
            r"""
            \b (?: further | more | to \s be | needs? | continue ) \s (?: an? \s )?
              (?: discuss | evaluat | investigat | study | review | follow ) \w*
            | \b follow (?: ing )? [- ]? up \b | \b investigations? \s (?: of | into ) \b
            | \b to \s be \s (?: discussed | decided | determined | revisited ) \b
            | \b needs? \s (?: an? | further | more ) \b | \b revisit \b | \b open \s question \b
            """,
            re.IGNORECASE | re.VERBOSE,
        ),
    ),
    ("agreement", re.compile(r"\bagree(?:d|ment|s)?\b|\bconsensus\b|\bunanimous", re.IGNORECASE)),
)


def outcomes(note: Note, settings: Settings) -> tuple[Outcome, ...]:
    """What the note marks as concluded, in the order of the text, each once.

    A marker, a heading of conclusions, or a sentence that begins with who agreed. A proposal is
    none, nor is a heading with nothing under it; a list of the resolutions that closes a note adds
    nothing. Marked decisions stay decisions; the kind of other conclusions follows their words.
    """
    reader = _Reader(note, _own_marker(settings))
    kept: dict[str, Outcome] = {}
    for outcome in reader.read():
        kept.setdefault("".join(c for c in outcome.text.casefold() if c.isalnum()), outcome)
    return tuple(kept.values())


def _own_marker(settings: Settings) -> re.Pattern[str] | None:
    if not settings.outcome_markers:
        return None
    words = "|".join(re.escape(w) for w in sorted(settings.outcome_markers, key=len, reverse=True))
    return re.compile(
        rf"[*_`\[(]{{0,4}}(?:{words})[\])*_`]{{0,4}}\s*[:–—-]?[*_`]{{0,3}}\s+", re.IGNORECASE
    )


@dataclass(slots=True)
class _Reader:
    """Reads the outcomes of one note, line by line."""

    note: Note
    own: re.Pattern[str] | None

    def read(self) -> Iterator[Outcome]:
        governed, repeated, leads = self._governed()
        if self.own is None:
            marked = set(lines_with(self.note, _MARKER_STEMS))
        else:
            marked = set(range(len(self.note.lines)))
        found: list[Outcome] = []
        for index in sorted((governed | marked) - leads):
            line = self.note.lines[index]
            if line.kind in ("bullet", "text", "quote", "heading"):
                outcome = self._of_line(index, governed=index in governed)
                # A list at the end repeats what is marked above it, if slightly reworded.
                if outcome and not (index in repeated and found):
                    found.append(outcome)
        yield from found

    def _governed(self) -> tuple[set[int], set[int], set[int]]:
        """Items under headings or lines of conclusion, those that repeat, and these lines."""
        lines: set[int] = set()
        repeated: set[int] = set()
        leads: set[int] = set()
        note = self.note
        for index in lines_with(note, _HEADING_STEMS):
            line = note.lines[index]
            if line.content.end - line.content.start > 60 or not _HEADING.fullmatch(
                plain(note.text[line.content.slice])
            ):
                continue
            if line.kind == "heading" and line.section is not None:
                inside = range(index + 1, note.sections[line.section].last)
                items = [
                    i for i in inside if note.lines[i].kind == "bullet" and note.lines[i].depth == 1
                ]
                text = [
                    i
                    for i in inside
                    if note.lines[i].kind == "text" and note.lines[i - 1].kind != "text"
                ]
                lines.update(items or text)
                repeated.update(
                    i for i in items if _INDEXED.match(note.text, note.lines[i].content.start)
                )
            elif line.kind in ("bullet", "text"):
                leads.add(index)
        for index in lines_with(note, ("agreed", "decided", "resolved")):
            line = note.lines[index]
            words = note.text[line.content.slice].rstrip("*_ ")
            if words.endswith(":") and _SENTENCE.match(words):
                leads.add(index)
        if leads:
            lines.update(
                i
                for i, line in enumerate(note.lines)
                if line.parent in leads and line.kind == "bullet"
            )
        return lines, repeated, leads

    def _of_line(self, index: int, *, governed: bool) -> Outcome | None:
        line, text = self.note.lines[index], self.note.text
        start, end = line.content.start, line.content.end
        match = (self.own.match(text, start, end) if self.own else None) or _MARKER.match(
            text, start, end
        )
        if match is not None and match.end() < end:
            groups = match.groupdict()
            word = (groups.get("word") or groups.get("tag") or "").lower()
            kind: OutcomeKind = "decision"
            if word.startswith(("agree", "consensus", "accepted")):
                kind = "agreement"
            elif word == "disagreement":
                kind = "disagreement"
            by_words = not word.startswith(("resol", "deci", "vote", "poll"))
            return self._outcome(index, match.end(), kind, "marker", by_words=by_words)
        if line.kind == "heading":
            return None
        if governed:
            indexed = _INDEXED.match(text, start, end)
            begin = indexed.end() if indexed else start
            return self._outcome(index, begin, "decision", "heading", by_words=indexed is None)
        if line.kind == "quote":
            return None
        if _MOTION.match(text, start, end):
            return self._outcome(index, start, "decision", "motion", by_words=False)
        sentence = _SENTENCE.match(text, start, end)
        if sentence is None:
            return None
        decided = (sentence["verb"] or "").lower() in ("decided", "resolved")
        return self._outcome(
            index,
            start,
            "decision" if decided else "agreement",
            "sentence",
            by_words=not decided,
        )

    def _outcome(
        self, index: int, start: int, kind: OutcomeKind, rule: str, *, by_words: bool
    ) -> Outcome | None:
        text, line = self.note.text, self.note.lines[index]
        pieces, last = [text[start : line.content.end]], line.content.end
        for at in self._continuation(index):
            content = self.note.lines[at].content
            pieces.append(text[content.slice])
            last = content.end
        words = _STAMP.sub("", plain(" ".join(pieces)).strip(" *_"))
        if not any(c.isalnum() for c in words) or _NOTHING.fullmatch(words):
            return None
        return Outcome(
            words,
            Span(start, last),
            line.number,
            _by_words(words, kind) if by_words else kind,
            f"outcome-{rule}",
        )

    def _continuation(self, index: int) -> Iterator[int]:
        """Lines below that go on with a conclusion: wrapped, or text of its bullet."""
        lines = self.note.lines
        line = lines[index]
        for at in range(index + 1, len(lines)):
            below = lines[at]
            if line.kind == "bullet":
                if below.kind != "text" or below.parent != index:
                    return
            elif (
                below.kind != line.kind
                or below.kind == "heading"
                or below.parent != line.parent
                or (line.kind == "text" and self._ended(at - 1))
            ):
                return
            if _MARKER.match(self.note.text, below.content.start, below.content.end):
                return
            yield at

    def _ended(self, index: int) -> bool:
        """Whether a line of plain text ends a sentence, or is too short to have been wrapped."""
        line = self.note.lines[index]
        last = self.note.text[line.content.end - 1 : line.content.end]
        return line.span.end - line.span.start < 50 or last in ".!"


def _by_words(words: str, kind: OutcomeKind) -> OutcomeKind:
    for found, pattern in _KINDS:
        if pattern.search(words):
            return found
    return kind
