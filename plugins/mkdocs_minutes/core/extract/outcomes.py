"""Outcomes: what a note itself marks as concluded, and which kind of conclusion it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from ..blocks import SAID, breaks, rest_of_block, sentence_goes_on
from ..records import Note, Outcome, OutcomeKind, Span
from ..settings import Settings
from ..text import plain
from .labels import NUMBER
from .scan import lines_with

# Marks of a conclusion at the beginning of a line. Not `Proposed resolution`, which is a proposal.
_MARKER = re.compile(
    r"""
    [*_`\[(]{0,4} (?:
        (?P<arrow> ⇒ | ⟹ )
      | \# (?P<tag> agreed | agree | accepted | decision ) \b :?
      | (?P<word> (?i:
            resolutions? | resolved | disagreement | decisions? | decided | conclusions?
          | concluded | agreed | agreement | outcomes?
          | (?: (?: the \s )? (?: general | rough | clear | broad | group | lazy ) \s )?
            consensus (?: \s reached )?
          | verdict | ruling | disposition | determined
          | (?: straw \s )? poll (?: \s results? )? | vote (?: \s results? )?
        ) )
        (?: \s* \#? \s? (?: 20\d\d [-/] )? \d{1,3} (?: \.\d+ )* )?
        [\])]? (?: \s? \( [^()\n]{1,40} \) (?= [*_`]{0,3} : ) )? [*_`]{0,3} \s?
        (?: : | [–—] (?= \s ) | \s - (?= \s ) | (?<= \] ) (?= \s )
          | (?<= RESOLVED ) ,? (?= \s that \s ) | (?<= \*\* ) (?= \s? [A-Z] ) )
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
    "verdict",
    "ruling",
    "disposition",
    "determined",
)
# Within a line, in emphasis and with a colon: `… to all. *Determined:* The board accepts …`.
_INNER = re.compile(
    r"(?<=[.;)\]]\s)(?P<open>\*\*|__|\*|_)(?:decision|decided|determined|resolved|resolution|agreed)"
    r"(?::(?P=open)|(?P=open):)\s*",
    re.IGNORECASE,
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
# What ends a paragraph above a list: `… the following agreement was reached:`, `… decisions made:`.
_REACHED = re.compile(
    r"""
    \b (?: agreements? | decisions? | resolutions? | consensus | conclusions? ) \b
    (?: \s (?: was | were | is | are | has | have | been ) ){0,2}
    \s (?: reached | made | taken | adopted | passed | agreed | drawn ) (?: \s [\w ]{1,30} )? :
  | \b (?: reached | made | took | adopted | passed | agreed \s (?: on | to | upon ) ) \s
    (?: the | these ) \s (?: following (?: \s \w+ )? | agreements? | decisions? | resolutions? ) :
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LEAD_STEMS = ("agree", "decided", "decision", "resol", "consensus", "conclusion", "reached")
# A proposal, and the line below it that says only what became of it: `RESOLVED.`
_PROPOSED = re.compile(
    r"[*_`]{0,3}(?:PROPOSED|PROPOSAL|Proposed|Proposal)(?:\s(?:RESOLUTION|resolution))?[*_`]{0,3}\s?:"
    r"[*_`]{0,3}\s*(?=\S)"
)
_CARRIED = re.compile(
    r"[*_`]{0,3}(?:RESOLVED|ACCEPTED|APPROVED|ADOPTED|AGREED|CARRIED|PASSED)[.!]?[*_`]{0,3}[.!]?"
)
# `Motion: … Moved: …, seconded: …. Carried 5-0-1`: only with what became of it.
_MOTION = re.compile(
    r"motion\b[^\n]{1,600}\b(?:carried|passed|approved|adopted|accepted)\b", re.IGNORECASE
)
# Motions within a paragraph, as councils write them: `… Motion by A, second by B to …. Motion
# carried.`
_MOTIONS = re.compile(
    r"Motion\s(?:was\s)?(?:made\s)?by\b(?:(?!\bMotion\s(?:was\s)?(?:made\s)?by\b)[^\n]){1,500}?"
    r"[.;,]\s+(?:The\s)?(?:Motion\s(?:was\s)?)?(?i:carried|passed|approved|adopted)\b"
    r"[^.\n]{0,120}(?:\.|$)"
)
_HEADING = re.compile(
    rf"""
    {NUMBER}
    (?: (?: key | main | final | summary \s of | list \s of | all | formal | meeting | call
          | discussion | session | general | our | the ) \s ){{0,2}}
    (?P<what> decisions? | resolutions? | resolved | conclusions? | agreements? | outcomes?
      | consensus | beschlüsse | décisions | decisiones )
    (?: \s? / \s?
        (?: decisions? | resolutions? | conclusions? | agreements? | outcomes? | consensus ) )?
    (?: \s (?: made | taken | reached | summary ) )? \s* :?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HEADING_STEMS = (
    "decision",
    "resol",
    "conclusion",
    "agreement",
    "outcome",
    "consensus",
    "beschl",
    "décision",
    "decisiones",
)
_HEADING_WORDS = ("decisions", "resolutions", "conclusions", "agreements", "consensus")
# `Agenda`, `Proposed agenda items`: what stands below is a plan.
_LONGEST_LABEL = 5
"""So many words without a colon can head a group of a list; more are a paragraph."""

_AGENDA = re.compile(
    r"(?:\d+[.)]\s*)?(?:(?:proposed|draft|tentative|meeting|the)\s+)?agenda(?:\s+items?)?\s*:?",
    re.IGNORECASE,
)
# How a poll went: `8 yes, 2 no`, `F: 9 N: 1`, `5-0-1`, `passed unanimously`, `no objections`.
_RESULT = re.compile(
    r"""
      \b \d+ \s? (?: yes | no | yea | nay | for | against | in \s favou?r | votes? | abst\w* ) \b
    | \b (?: yes | no | for | against | s?[fa] | n | neutral | abst\w* ) \s? [:=|] \s? \d+ \b
    | \b \d+ - \d+ (?: - \d+ )? \b
    | \b (?: unanimous\w* | carried | passe[sd] | approved | accepted | rejected | failed ) \b
    | \b (?: no \s objections? | (?: no \s )? consensus | results? \s? : )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_VOTED = re.compile(r"\bmotion\b|\bshall\b|\(\d+-\d+(?:-\d+)?\)|\bunanimous", re.IGNORECASE)
# `[Resolution #1](#resolution1): …`: an item of a list that repeats the resolutions of the note.
_INDEXED = re.compile(r"\[[^\[\]]{1,40}\]\(#[^()]*\):?\s*")
_NOTHING = re.compile(
    r"\W*(?:none|n/?a|nothing|tbd|pending|no (?:new )?(?:decisions?|resolutions?|conclusions?))\b"
    r".{0,30}",
    re.IGNORECASE,
)
# `Conclusions - what has to be decided`: what a meeting is to bring, not what it brought.
_TO_BE_FOUND = re.compile(r"(?:what|which|how|whether|who)\b", re.IGNORECASE)
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
                for outcome in self._of_line(index, governed=index in governed):
                    # A list at the end repeats what is marked above it, if slightly reworded.
                    if not (index in repeated and found):
                        found.append(outcome)
        yield from found

    def _governed(self) -> tuple[set[int], set[int], set[int]]:
        """Items under headings or lines of conclusion, those that repeat, and these lines."""
        lines: set[int] = set()
        repeated: set[int] = set()
        leads: set[int] = set()
        note = self.note
        headings = {section.first for section in note.sections}
        for index in sorted(headings.union(lines_with(note, _HEADING_STEMS))):
            line = note.lines[index]
            if line.content.end - line.content.start > 60:
                continue
            words = plain(note.text[line.content.slice])
            heading = _HEADING.fullmatch(_spelled(words) if line.kind == "heading" else words)
            if not heading:
                continue
            if line.kind == "heading" and line.section is not None:
                inside = range(index + 1, self._end_of_list(index + 1, line.section))
                items = [
                    i for i in inside if note.lines[i].kind == "bullet" and note.lines[i].depth == 1
                ]
                text = [
                    i
                    for i in inside
                    if note.lines[i].kind == "text"
                    and (note.lines[i - 1].kind != "text" or breaks(note, i - 1))
                ]
                if heading["what"].lower() == "resolved" and not self._moved(items):
                    continue  # of tickets or incidents, perhaps
                lines.update(items if items and not self._explained(inside) else text)
                repeated.update(
                    i for i in items if _INDEXED.match(note.text, note.lines[i].content.start)
                )
            elif line.kind in ("bullet", "text"):
                leads.add(index)
        for index in lines_with(note, _LEAD_STEMS):
            line = note.lines[index]
            words = note.text[line.content.slice].strip("*_ ")
            if words.endswith(":") and (_SENTENCE.match(words) or _REACHED.search(words[-160:])):
                leads.add(index)
        if leads:
            lines.update(
                i
                for i, line in enumerate(note.lines)
                if line.parent in leads and line.kind == "bullet"
            )
        return lines, repeated, leads

    def _end_of_list(self, first: int, section: int) -> int:
        """Where the list of a section ends: a paragraph below it begins something else."""
        listed = False
        for at in range(first, self.note.sections[section].last):
            line = self.note.lines[at]
            listed = listed or (line.kind == "bullet" and line.depth == 1)
            inside = line.parent is not None and self.note.lines[line.parent].kind == "bullet"
            if line.kind != "text" or inside or not listed:
                continue
            if self.note.lines[at - 1].kind == "blank":
                words = self.note.text[line.content.slice].rstrip("*_ ")
                if words[-1] != ":" and len(words.split()) > _LONGEST_LABEL:
                    return at
        return self.note.sections[section].last

    def _moved(self, items: list[int]) -> bool:
        """Whether any of the items tells of a motion or a vote."""
        return any(_VOTED.search(self.note.text[self._content(at).slice]) for at in items)

    def _explained(self, inside: range) -> bool:
        """Whether a conclusion begins with a paragraph, which the bullets below it explain."""
        for at in inside:
            line = self.note.lines[at]
            if line.kind == "text":
                following = self.note.lines[at + 1] if at + 1 in inside else None
                if following is None or following.kind != "text":
                    return not self.note.text[line.content.slice].rstrip("*_ ").endswith(":")
            elif line.kind not in ("blank", "comment"):
                return False
        return False

    def _planned(self, index: int) -> bool:
        """Whether a line stands in the agenda."""
        note, parent = self.note, self.note.lines[index].parent
        while parent is not None:
            line = note.lines[parent]
            if _AGENDA.fullmatch(plain(note.text[line.content.slice])):
                return True
            parent = line.parent
        return False

    def _result(self, index: int) -> int | None:
        """The line that says how a poll went: its own, or one of its bullets or right below it."""
        line, text = self.note.lines[index], self.note.text
        for at in range(index, min(index + 5, len(self.note.lines))):
            below = self.note.lines[at]
            if at > index and (
                below.kind == "heading"
                or (line.kind == "bullet" == below.kind and below.depth <= line.depth)
                or _MARKER.match(text, below.content.start, below.content.end)
            ):
                return None
            if below.kind != "blank" and _RESULT.search(
                text, below.content.start, below.content.end
            ):
                return at
        return None

    def _of_line(self, index: int, *, governed: bool) -> Iterator[Outcome]:
        line, text = self.note.lines[index], self.note.text
        start, end = line.content.start, line.content.end
        said = SAID.match(text, start, end)
        start = said.end() if said else start
        match = (self.own.match(text, start, end) if self.own else None) or _MARKER.match(
            text, start, end
        )
        proposed = self._proposed(index) if _CARRIED.fullmatch(text, start, end) else None
        if proposed is not None:
            yield from self._outcome(
                self.note.line_of(proposed) - 1, proposed, "decision", "marker", by_words=False
            )
        elif match is not None and match.end() < end:
            yield from self._marked(index, match)
        elif line.kind == "heading":
            return
        elif governed:
            indexed = _INDEXED.match(text, start, end)
            begin = indexed.end() if indexed else start
            yield from self._outcome(
                index, begin, "decision", "heading", by_words=indexed is None, paragraph=True
            )
        elif line.kind != "quote":
            yield from self._told(index)

    def _proposed(self, index: int) -> int | None:
        """Where the words of the proposal begin that a line carries, a few lines above it."""
        for at in range(index - 1, max(-1, index - 12), -1):
            line = self.note.lines[at]
            match = _PROPOSED.match(self.note.text, line.content.start, line.content.end)
            if match:
                return match.end()
            if line.kind == "heading":
                return None
        return None

    def _marked(self, index: int, match: re.Match[str]) -> Iterator[Outcome]:
        groups = match.groupdict()
        word = (groups.get("word") or groups.get("tag") or "").lower()
        kind: OutcomeKind = "decision"
        if word.startswith(("agree", "accepted")) or "consensus" in word:
            kind = "agreement"
        elif word == "disagreement":
            kind = "disagreement"
        result = None
        if "poll" in word or "vote" in word:
            result = self._result(index)
            if result is None and self._planned(index):
                return
        if _TO_BE_FOUND.match(self.note.text, match.end()):
            return
        by_words = not word.startswith(("resol", "deci", "vote", "poll"))
        paragraph = match[0].rstrip().endswith(("**", "__"))
        yield from self._outcome(
            index,
            match.end(),
            kind,
            "marker",
            by_words=by_words,
            paragraph=paragraph,
            result=result,
        )

    def _told(self, index: int) -> Iterator[Outcome]:
        """What the sentences of a line say was moved and carried, or agreed."""
        content, text = self._content(index), self.note.text
        start, end = content.start, content.end
        motions = list(_MOTIONS.finditer(text, start, end))
        for motion in motions:
            yield Outcome(
                plain(motion[0]),
                Span(*motion.span()),
                self.note.lines[index].number,
                "decision",
                "outcome-motion",
            )
        if motions:
            return
        if _MOTION.match(text, start, end):
            yield from self._outcome(index, start, "decision", "motion", by_words=False)
            return
        inner = _INNER.search(text, start, end)
        if inner:
            yield from self._outcome(index, inner.end(), "decision", "marker", by_words=False)
            return
        sentence = _SENTENCE.match(text, start, end)
        if sentence is not None and not (index and sentence_goes_on(self.note, index - 1)):
            decided = (sentence["verb"] or "").lower() in ("decided", "resolved")
            kind: OutcomeKind = "decision" if decided else "agreement"
            yield from self._outcome(index, start, kind, "sentence", by_words=not decided)

    def _outcome(
        self,
        index: int,
        start: int,
        kind: OutcomeKind,
        rule: str,
        *,
        by_words: bool,
        paragraph: bool = False,
        result: int | None = None,
    ) -> Iterator[Outcome]:
        """The outcome that begins at `start`, unless there are no words, or they only ask."""
        text, line = self.note.text, self.note.lines[index]
        pieces, last = [text[start : line.content.end]], line.content.end
        for at in self._continuation(index, paragraph=paragraph):
            content = self._content(at)
            pieces.append(text[content.slice])
            last = content.end
        words = _STAMP.sub("", plain(" ".join(pieces)).strip(" *_"))
        if words.endswith("?") and result is not None and last <= self._content(result).start:
            pieces.append(text[self._content(result).slice])
            last = self._content(result).end
            words = plain(" ".join(pieces)).strip(" *_")
        if any(c.isalnum() for c in words) and not _NOTHING.fullmatch(words) and words[-1] != "?":
            yield Outcome(
                words,
                Span(start, last),
                line.number,
                _by_words(words, kind) if by_words else kind,
                f"outcome-{rule}",
            )

    def _content(self, index: int) -> Span:
        return self.note.lines[index].content

    def _continuation(self, index: int, *, paragraph: bool) -> Iterator[int]:
        """Lines below that go on with a conclusion: wrapped, or text of its bullet.

        A `paragraph` that is a conclusion goes on to its end, whether its lines are wrapped or not.
        """
        note, line = self.note, self.note.lines[index]
        for at in rest_of_block(note, index):
            if line.kind == "text" and (
                breaks(note, at - 1)
                or not (paragraph or sentence_goes_on(note, at - 1, prose=True))
            ):
                return
            content = note.lines[at].content
            if _MARKER.match(note.text, content.start, content.end):
                return
            yield at


def _spelled(heading: str) -> str:
    """A short heading with its long words of conclusion put right, where one letter is off.

    >>> _spelled("Concensus/Resolution"), _spelled("Confusion")
    ('Consensus/Resolution', 'Confusion')
    """
    if len(heading.split()) > 5:
        return heading
    return re.sub(r"[^\W\d_]{8,12}", lambda match: _right_word(match[0]), heading)


def _right_word(word: str) -> str:
    for known in _HEADING_WORDS:
        right = known if word[-1] in "sS" else known.removesuffix("s")
        wrong = word.lower()
        if right == wrong:
            return word
        if right[0] == wrong[0] and OSA.distance(right, wrong, score_cutoff=1) <= 1:
            return right.title()
    return word


def _by_words(words: str, kind: OutcomeKind) -> OutcomeKind:
    for found, pattern in _KINDS:
        if pattern.search(words):
            return found
    return kind
