"""Outcomes: what a note itself marks as concluded, and which kind of conclusion it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Note, Outcome, OutcomeKind, Span
from ..settings import Settings
from ..text import plain

# Marks of a conclusion at the beginning of a line. Not `Proposed resolution`, which is a proposal.
_MARKER = re.compile(
    r"""
    [*_`\[(]{0,4} (?:
        (?P<arrow> ⇒ | ⟹ | => (?=\s) )
      | \# (?P<tag> agreed | agree | accepted | decision | rejected ) \b :?
      | (?P<word> (?i: resolutions? | resolved | decisions? | decided | conclusions? | concluded | agreed | agreement
                    | consensus | outcomes? | (?: straw[ ] )? poll (?: [ ] results? )? | vote (?: [ ] results? )? ) )
        (?: [ ]* \#? [ ]? \d{1,3} (?:\.\d+)* )? [\])]? [*_`]{0,3} [ ]? (?: : | [–—] (?=\s) | [ ] - (?=\s) )
    ) [*_`\])]{0,4} \s*
    """,
    re.VERBOSE,
)
# A sentence that says what was agreed: `Agreed to move to …`, `We decided that …`.
_SENTENCE = re.compile(
    r"(?:(?:it\swas|we(?:\sall)?|the\s(?:group|team|committee|board|wg|meeting)|group|team|all|everyone|everybody)\s)?"
    r"(?P<verb>agreed|decided|resolved|unanimously\s\w+)\s(?:to|that|on|we|not)\b"
    r"|(?:rough\s|general\s|clear\s)?consensus\s(?:is|was|to|that|on|reached)\b"
    r"|(?:there\swas\s)?(?:no|lack\sof)\s(?:consensus|agreement)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:\d+(?:\.\d+)*[.)]?\s*)?(?:(?:key|main|final|summary\sof|list\sof|all)\s){0,2}"
    r"(?:decisions?|resolutions?|conclusions?|agreements?|outcomes?|decisions?\s(?:made|taken)|consensus|beschlüsse|décisions|decisiones)"
    r"(?:\s(?:made|taken|reached|summary))?\s*:?",
    re.IGNORECASE,
)
_INDEXED = re.compile(r"\[[^\[\]]{1,40}\]\(#[^()]*\):?\s*")
_NOTHING = re.compile(
    r"\W*(?:none|n/?a|nothing|no (?:decisions?|resolutions?|conclusions?)|tbd|pending)\b.{0,30}",
    re.IGNORECASE,
)

_DISAGREEMENT = re.compile(
    r"\bdisagree|\b(?:no|lack of|without|not reach(?:ed)?) (?:a |any )?(?:consensus|agreement)\b|\bcontroversial|\bno common\b",
    re.IGNORECASE,
)
_CONCERN = re.compile(r"\bconcern(?:s|ed)?\b|\bworr(?:y|ied|ies)\b|\brisk of\b", re.IGNORECASE)
_FOLLOW_UP = re.compile(
    r"\b(?:further|more|to be|needs?|continue) (?:an? )?(?:discuss|evaluat|investigat|study|review|follow)\w*|"
    r"\bfollow(?:ing)?[- ]?up\b|\binvestigations? (?:of|into)\b|\bto be (?:discussed|decided|determined|revisited)\b|"
    r"\brevisit\b|\bneeds? (?:an?|further|more)\b|\bopen question\b",
    re.IGNORECASE,
)
_AGREEMENT = re.compile(r"\bagree(?:d|ment|s)?\b|\bconsensus\b|\bunanimous", re.IGNORECASE)


def outcomes(note: Note, settings: Settings) -> tuple[Outcome, ...]:
    """What the note marks as concluded, in the order of the text, each once.

    A proposal is none, nor is a heading with nothing under it. A list of the resolutions repeated
    at the end adds nothing.
    """
    own = _own_marker(settings)
    governed = _governed(note)
    found: list[Outcome] = []
    seen: set[str] = set()
    for index, line in enumerate(note.lines):
        if (
            line.kind not in ("bullet", "text", "quote", "heading")
            or line.content.start == line.content.end
        ):
            continue
        outcome = _of_line(note, index, own, governed=index in governed)
        if outcome is None:
            continue
        key = "".join(c for c in outcome.text.casefold() if c.isalnum())
        if key and key not in seen:
            seen.add(key)
            found.append(outcome)
    return tuple(found)


def _own_marker(settings: Settings) -> re.Pattern[str] | None:
    if not settings.outcome_markers:
        return None
    words = "|".join(re.escape(w) for w in sorted(settings.outcome_markers, key=len, reverse=True))
    return re.compile(
        rf"[*_`\[(]{{0,4}}(?:{words})[\])*_`]{{0,4}}\s*[:–—-]?[*_`]{{0,3}}\s+", re.IGNORECASE
    )


def _governed(note: Note) -> frozenset[int]:
    """The bullets, or else the paragraphs, under a heading of conclusions."""
    lines: set[int] = set()
    for section in note.sections:
        if not _HEADING.fullmatch(section.heading.strip()):
            continue
        inside = range(section.first + 1, section.last)
        bullets = {i for i in inside if note.lines[i].kind == "bullet" and note.lines[i].depth == 1}
        lines |= bullets or {
            i for i in inside if note.lines[i].kind == "text" and note.lines[i - 1].kind != "text"
        }
    leads = {
        i
        for i, line in enumerate(note.lines)
        if line.kind in ("bullet", "text")
        and line.content.end - line.content.start <= 60
        and _HEADING.fullmatch(plain(note.text[line.content.slice]))
    }
    if leads:
        lines |= {
            i for i, line in enumerate(note.lines) if line.parent in leads and line.kind == "bullet"
        }
    return frozenset(lines)


def _of_line(
    note: Note, index: int, own: re.Pattern[str] | None, *, governed: bool
) -> Outcome | None:
    line = note.lines[index]
    text, start, end = note.text, line.content.start, line.content.end
    match = (own.match(text, start, end) if own else None) or _MARKER.match(text, start, end)
    if match is not None and match.end() < end:
        groups = match.groupdict()
        word = (groups.get("word") or groups.get("tag") or "").lower()
        return _outcome(
            note,
            index,
            match.end(),
            _kind_of(word),
            by_words=not word.startswith(("resol", "deci")),
        )
    if line.kind == "heading":
        return None
    if governed:
        indexed = _INDEXED.match(text, start, end)
        return _outcome(
            note, index, indexed.end() if indexed else start, "decision", by_words=indexed is None
        )
    if line.kind in ("bullet", "text") and text[start] in "aAcCdDeEgGiInNrRtTuUwWl":
        sentence = _SENTENCE.match(text, start, end)
        if sentence:
            kind: OutcomeKind = (
                "decision"
                if (sentence["verb"] or "").lower() in ("decided", "resolved")
                else "agreement"
            )
            return _outcome(note, index, start, kind, by_words=True)
    return None


def _kind_of(word: str) -> OutcomeKind:
    return "agreement" if word.startswith(("agree", "consensus", "accepted")) else "decision"


def _outcome(
    note: Note, index: int, start: int, kind: OutcomeKind, *, by_words: bool
) -> Outcome | None:
    text, line = note.text, note.lines[index]
    pieces = [text[start : line.content.end]]
    last = line.content.end
    for at in _continuation(note, index):
        pieces.append(text[note.lines[at].content.slice])
        last = note.lines[at].content.end
    words = plain(" ".join(pieces)).strip(" *_")
    if not any(c.isalnum() for c in words) or _NOTHING.fullmatch(words):
        return None
    return Outcome(
        words, Span(start, last), line.number, _by_words(words, kind) if by_words else kind
    )


def _by_words(words: str, kind: OutcomeKind) -> OutcomeKind:
    if _DISAGREEMENT.search(words):
        return "disagreement"
    if _CONCERN.search(words):
        return "concern"
    if _FOLLOW_UP.search(words):
        return "follow-up"
    return "agreement" if _AGREEMENT.search(words) else kind


def _continuation(note: Note, index: int) -> Iterator[int]:
    line = note.lines[index]
    if line.kind == "heading":
        return
    for at in range(index + 1, len(note.lines)):
        below = note.lines[at]
        if below.kind != line.kind and not (line.kind == "bullet" and below.kind == "text"):
            return
        if line.kind == "bullet" and below.parent != index:
            return
        if line.kind in ("text", "quote") and below.parent != line.parent:
            return
        if below.kind == "bullet" or _MARKER.match(
            note.text, below.content.start, below.content.end
        ):
            return
        if line.kind == "text" and note.lines[at - 1].span.end - note.lines[at - 1].span.start < 60:
            return
        yield at
