"""The rules of outcomes: how people mark what was concluded, in the order they are tried in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import NamedTuple

from ..blocks import breaks, rest_of_block, sentence_goes_on
from ..lexicon import late, pattern
from ..records import Cell, Note, Outcome, OutcomeKind, Span, Table
from ..text import plain
from .action_reader import MARKER
from .outcome_lists import LATER_SENTENCE, SENTENCE
from .rules import Form, Place, Rule, is_listed
from .scan import INDEXED, STAMP

# Marks of a conclusion at the beginning of a line. Not `Proposed resolution`, which is a proposal.
_MARKER = late(
    rf"""
    (?: (?: =+> | -+> | → ) \s* )? [*_`\[(]{{0,4}} (?:
        (?P<arrow> ⇒ | ⟹ | =+> (?= \s [A-Z]\w* \s \w+ \s )
            (?! \s \w+ \s (?i: {pattern("owners.is_to")} ) \b ) )
      | \# (?i: (?P<agreed> {pattern("outcomes.tag.agreement")} )
              | {pattern("outcomes.tag.decision")} ) \b :?
      | (?P<word> (?i:
            (?P<decision> {pattern("outcomes.decision")} )
          | {pattern("outcomes.conclusion")}
          | (?P<agreement> {pattern("outcomes.agreement")} )
          | (?P<disagreement> {pattern("outcomes.disagreement")} )
          | (?P<poll> {pattern("outcomes.poll")} )
        ) )
        (?: \s* \#? \s? (?: 20\d\d [-/] )? \d{{1,3}} (?: \.\d+ )* )?
        [\])]? (?: \s? \( [^()\n]{{1,40}} \) (?= [*_`]{{0,3}} : ) )? [*_`]{{0,3}} \s?
        (?: [:：] | [–—] (?= \s ) | \s - (?= \s ) | (?<= \] ) (?= \s )
          | (?: (?<= RESOLVED ) | (?<= RESOLVED [*_] ) | (?<= RESOLVED [*_]{2} ) ) ,?
            (?= \s [Tt]hat \s )
          | (?<= \*\* ) (?= \s? [A-Z] ) )
    ) [*_`\])]{{0,4}} \s*
    """,
    re.VERBOSE,
)
# Within a line, in capitals with a colon: `15:20 DECISION: …`, `it was unanimously RESOLVED: …`.
_INNER = late(
    rf"(?<=[.;)\]\dy]\s)(?=(?-i:[A-Z]{{6}})){pattern('outcomes.mark')}:\s+", re.IGNORECASE
)
# A proposal, which ends what was concluded above it.
_PROPOSED = late(
    rf"[*_`]{{0,3}}(?i:{pattern('outcomes.proposed')})[*_`]{{0,3}}\s?:[*_`]{{0,3}}\s*(?=\S)"
)
# `Ann Bell moved to`
_MOVER = rf"(?:[^\W\d_][\w.'’-]*\s+){{1,3}}{pattern('outcomes.moves')}\b"
# `Motion: … Moved: …, seconded: …. Carried 5-0-1`, `M/S/C to …`: how a motion is told.
_MOTION = late(
    rf"[*_`]{{0,3}}(?:{pattern('outcomes.moving')}(?=\W)|(?P<who>{_MOVER}))", re.IGNORECASE
)
_VOTED = late(rf"\b{pattern('outcomes.voted')}\b", re.IGNORECASE)
_SECONDED = late(rf"\b{pattern('outcomes.second')}\b", re.IGNORECASE)
_LOST = late(rf"\b{pattern('outcomes.lost')}\b", re.IGNORECASE)
# `Motion carried unanimously`: what became of a motion, and nothing else.
_OUTCOME_OF_MOTION = late(
    rf"[*_`]{{0,3}}(?:the\s)?{pattern('outcomes.motion')}\s(?:was\s|is\s)?(?:unanimously\s)?"
    rf"(?:{pattern('outcomes.carried')})(?:\s(?:unanimous(?:ly)?|\(?\d+-\d+(?:-\d+)?\)?))?"
    r"[.!]?[*_`]{0,3}",
    re.IGNORECASE | re.VERBOSE,
)
# `Ann moved to buy a boat`, `Motion to buy a boat (Ann)`.
_MOVES = late(
    rf"{_MOVER}|{pattern('outcomes.motion')}\s*(?:by\b[^\n]{{1,40}})?\b(?:to|that)\b",
    re.IGNORECASE | re.VERBOSE,
)
# Motions within a paragraph, as councils write them: `… Motion by A, second by B to …. Motion
# carried.`
_MOTIONS = re.compile(
    r"(?:Motion\s(?:was\s)?(?:made\s)?by\b|[A-Z][\w'’-]+\s(?:[A-Z][\w'’-]+\s)?(?:moved|motioned)\s(?:to|that)\b)(?:(?!\bMotion\s(?:was\s)?(?:made\s)?by\b)[^\n]){1,500}?"
    r"[.;,]\s+(?:The\s)?(?:Motion\s(?:was\s)?)?(?i:carried|passed|approved|adopted)\b"
    r"[^.\n]{0,120}(?:\.|$)"
)
_AGENDA = late(rf"(?:\d+[.)]\s*)?{pattern('outcomes.agenda')}\s*:?", re.IGNORECASE)
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
_NOTHING = late(rf"\W*{pattern('outcomes.nothing')}\b.{{0,30}}", re.IGNORECASE)
# `Conclusions - what has to be decided`: what a meeting is to bring, not what it brought.
_TO_BE_FOUND = late(rf"{pattern('outcomes.asked')}\b", re.IGNORECASE)

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


@dataclass(slots=True)
class OutcomeReader:
    """Reads the outcomes of one note; `own` are markers of a community's own."""

    note: Note
    own: re.Pattern[str] | None

    def marker(self, place: Place) -> re.Match[str] | None:
        """The marker at the beginning of a place, where words stand behind it on its line."""
        text = self.note.text
        own = self.own.match(text, place.start, place.end) if self.own else None
        match = own or _MARKER.match(text, place.start, place.end)
        return match if match and match.end() < place.end else None

    def outcome(
        self,
        index: int,
        start: int,
        kind: OutcomeKind,
        *,
        by_words: bool,
        paragraph: bool = False,
        result: int | None = None,
    ) -> Iterator[Outcome]:
        """The outcome that begins at `start`, unless there are no words, or they only ask."""
        text, line = self.note.text, self.note.lines[index]
        pieces, last = [text[start : line.content.end]], line.content.end
        for at in self._continuation(index, paragraph=paragraph):
            content = self.note.lines[at].content
            pieces.append(text[content.slice])
            last = content.end
        words = STAMP.sub("", plain(" ".join(pieces)).strip(" *_"))
        if (
            words.endswith("?")
            and result is not None
            and last <= self.note.lines[result].content.start
        ):
            pieces.append(text[self.note.lines[result].content.slice])
            last = self.note.lines[result].content.end
            words = plain(" ".join(pieces)).strip(" *_")
        if any(c.isalnum() for c in words) and not _says_nothing(words):
            yield Outcome(
                words,
                Span(start, last),
                line.number,
                _by_words(words, kind) if by_words else kind,
            )

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
            begins = (_MARKER, _PROPOSED, _MOTION, MARKER)
            if any(it.match(note.text, content.start, content.end) for it in begins):
                return
            yield at


def _says_nothing(words: str) -> bool:
    """Whether the words behind a marker conclude nothing: none, a question, an address.

    >>> [_says_nothing(words) for words in ("None", "Who?", "https://example.org/poll", "Yes")]
    [True, True, True, False]
    """
    return words[-1] == "?" or bool(_NOTHING.fullmatch(words) or _ADDRESS.fullmatch(words))


_ADDRESS = re.compile(r"<?https?://\S+")


def _planned(note: Note, index: int) -> bool:
    """Whether a line stands in the agenda."""
    parent = note.lines[index].parent
    while parent is not None:
        line = note.lines[parent]
        if _AGENDA.fullmatch(plain(note.text[line.content.slice])):
            return True
        parent = line.parent
    return False


def _result(note: Note, index: int) -> int | None:
    """The line that says how a poll went: its own, or one of its bullets or right below it."""
    line, text = note.lines[index], note.text
    for at in range(index, min(index + 5, len(note.lines))):
        below = note.lines[at]
        if at > index and (
            below.kind == "heading"
            or (line.kind == "bullet" == below.kind and below.depth <= line.depth)
            or _MARKER.match(text, below.content.start, below.content.end)
        ):
            return None
        if below.kind != "blank" and _RESULT.search(text, below.content.start, below.content.end):
            return at
    return None


def _moved(note: Note, index: int) -> int | None:
    """The line above that moves what a line says was carried, in the same list or paragraph."""
    line = note.lines[index]
    for at in range(index - 1, max(-1, index - 6), -1):
        above = note.lines[at]
        if above.kind == "heading" or (above.parent, above.section) != (line.parent, line.section):
            return None
        if _MOVES.match(note.text, above.content.start, above.content.end):
            return at
    return None


def _by_words(words: str, kind: OutcomeKind) -> OutcomeKind:
    for found, telling in _KINDS:
        if telling.search(words):
            return found
    return kind


Read = Iterable[Outcome] | None


def _motion_carried(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Read:
    at = _moved(reader.note, place.index)
    if at is None:
        return ()
    start = reader.note.lines[at].content.start
    return reader.outcome(at, start, "decision", by_words=False)


def _marked(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Iterator[Outcome]:
    said = {name for name, words in match.groupdict().items() if words}
    result = _result(reader.note, place.index) if "poll" in said else None
    if "poll" in said and result is None and _planned(reader.note, place.index):
        return
    if _TO_BE_FOUND.match(reader.note.text, match.end()):
        return
    kind: OutcomeKind = "agreement" if said & {"agreement", "agreed"} else "decision"
    yield from reader.outcome(
        place.index,
        match.end(),
        "disagreement" if "disagreement" in said else kind,
        by_words=not said & {"decision", "poll"},
        paragraph=match[0].rstrip().endswith(("**", "__")),
        result=result,
    )


def _listed(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Read:
    indexed = INDEXED.match(reader.note.text, place.start, place.end)
    begin = indexed.end() if indexed else place.start
    return reader.outcome(place.index, begin, "decision", by_words=indexed is None, paragraph=True)


def _motions(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Iterator[Outcome]:
    """Each motion of a paragraph, as an outcome of its own."""
    number = reader.note.lines[place.index].number
    for motion in _MOTIONS.finditer(reader.note.text, place.start, place.end):
        yield Outcome(plain(motion[0]), Span(*motion.span()), number, "decision")


def _decided(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Read:
    return reader.outcome(place.index, place.start, "decision", by_words=False, paragraph=True)


def _within(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Read:
    return reader.outcome(place.index, match.end(), "decision", by_words=False)


def _sentence(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Read:
    if place.index and sentence_goes_on(reader.note, place.index - 1):
        return None  # the middle of a sentence: `there was no` above `consensus on it`
    decided = bool(match["decided"] or match["told"] or match["ruled"])
    kind: OutcomeKind = "decision" if decided else "agreement"
    return reader.outcome(place.index, place.start, kind, by_words=not decided)


def _later_sentence(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Read:
    return reader.outcome(place.index, match.start(), "decision", by_words=False)


_DECISION = late(pattern("columns.decision"), re.IGNORECASE)
_TOPIC = late(pattern("columns.topic"), re.IGNORECASE)
_KIND = late(pattern("columns.type"), re.IGNORECASE)
_WORDS = late(pattern("columns.text"), re.IGNORECASE)
_IS_DECISION = late(pattern("columns.is_decision"), re.IGNORECASE)
_ANY = re.compile("")


def _table(reader: OutcomeReader, place: Place) -> re.Match[str] | None:
    """The form of a table with a column of decisions; the place is its first line."""
    if reader.note.lines[place.index].kind != "table":
        return None
    table = reader.note.table_at(place.index)
    headed = table and _decision_columns(table)
    return _ANY.match(reader.note.text, place.start) if headed else None


class _Columns(NamedTuple):
    """Where a table has its decisions, what they are about, and which of its rows are decisions."""

    decision: int
    topic: int | None = None
    kind: int | None = None


def _decision_columns(table: Table) -> _Columns | None:
    """The columns of a log of decisions, or of a table that tells of each row what it is."""
    names = [cell.text.strip(" :") for cell in table.header]
    column = next((at for at, name in enumerate(names) if _DECISION.fullmatch(name)), None)
    if column is not None:
        topic = next((at for at in range(column) if _TOPIC.fullmatch(names[at])), None)
        return _Columns(column, topic)
    kind = next((at for at, name in enumerate(names) if _KIND.fullmatch(name)), None)
    text = next((at for at, name in enumerate(names) if _WORDS.fullmatch(name)), None)
    return None if kind is None or text is None else _Columns(text, kind=kind)


def _in_table(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Iterator[Outcome]:
    """The decision of each row, behind the topic where another column names it."""
    note, table = reader.note, reader.note.table_at(place.index)
    columns = _decision_columns(table) if table else None
    if table is None or columns is None:
        return
    column, topic, kind_at = columns
    for row in table.rows:
        if kind_at is not None and not _IS_DECISION.fullmatch(_cell(row, kind_at).strip()):
            continue
        cells = [row[at] for at in (topic, column) if at is not None and at < len(row)]
        decided = _cell(row, column)
        if any(map(str.isalnum, decided)) and not _NOTHING.fullmatch(decided):
            words = ": ".join(cell.text for cell in cells if cell.text)
            span = cells[-1].span
            kind = _by_words(words, "decision")
            yield Outcome(words, span, note.line_of(span.start), kind)


def _cell(row: Sequence[Cell], column: int) -> str:
    """What a cell of a row says, `""` where the row has none there."""
    return row[column].text if column < len(row) else ""


def _told(said: re.Pattern[str], *, anywhere: bool = False) -> Form[OutcomeReader]:
    """The form of a line in which the note itself tells something: no heading, quote or chat."""

    def form(reader: OutcomeReader, place: Place) -> re.Match[str] | None:
        line = reader.note.lines[place.index]
        if line.kind in ("heading", "quote") or place.start != line.content.start:
            return None
        find = said.search if anywhere else said.match
        return find(reader.note.text, place.start, place.end)

    return form


# `Ann Bell:`, `abell:`, `**Ann:**`: what somebody says is talk, whatever body it tells of.
_SPEAKER = re.compile(
    r"[*_]{0,3}(?:[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,2}|[a-z][\w-]*)[*_]{0,3}\s?[:：]"
)


_LATER = _told(LATER_SENTENCE, anywhere=True)


def _amid_paragraph(reader: OutcomeReader, place: Place) -> re.Match[str] | None:
    if _SPEAKER.match(reader.note.text, place.start, place.end):
        return None
    match = _LATER(reader, place)
    talk = match and any(mark.kind == "speaker" for mark in reader.note.marks)
    return None if talk else match


_IS_MOTION = _told(_MOTION)


def _is_motion(reader: OutcomeReader, place: Place) -> re.Match[str] | None:
    """A line that begins with a motion which, by it or what goes on with it, was carried."""
    note = reader.note
    match = _IS_MOTION(reader, place)
    if match is None or (place.index and sentence_goes_on(note, place.index - 1)):
        return None
    below = (note.lines[at].content for at in rest_of_block(note, place.index))
    own = takewhile(lambda line: not _MOTION.match(note.text, line.start, line.end), below)
    words = " ".join(map(note.quote, (note.lines[place.index].content, *islice(own, _MOST_LINES))))
    if not _VOTED.search(words) or _LOST.search(words):
        return None
    return match if not match["who"] or _SECONDED.search(words) else None


_MOST_LINES = 12
"""Lines of a paragraph in which a motion and its vote are told."""


def _is_of_motion(reader: OutcomeReader, place: Place) -> re.Match[str] | None:
    return _OUTCOME_OF_MOTION.fullmatch(reader.note.text, place.start, place.end)


RULES: tuple[Rule[OutcomeReader, Outcome], ...] = (
    Rule(
        "outcome-table",
        "a row of a table with a column of decisions",
        _table,
        _in_table,
        "| Topic | Decision |\n| --- | --- |\n| Boat | Buy one |",
        "| Topic | Boat |\n| --- | --- |\n| Decision | Kiln |",
    ),
    Rule(
        "outcome-marker",
        "a line that begins with a marker: `⇒`, `Decision:`, `#agreed`",
        OutcomeReader.marker,
        _marked,
        "- Decision: buy a boat",
        "- Decision: which boat to buy",
    ),
    Rule(
        "outcome-heading",
        "an item under a heading of conclusions",
        is_listed("heading"),
        _listed,
        "## Conclusions\n\n- Buy a boat",
        "## Conclusions\n\nNone",
    ),
    Rule(
        "outcome-motions",
        "motions within a paragraph, each with what became of it",
        _told(_MOTIONS, anywhere=True),
        _motions,
        "It rained. Motion by Ann, second by Bo to buy a boat. Motion carried.",
        "It rained. Motion by Ann, second by Bo to buy a boat. Discussion.",
    ),
    Rule(
        "outcome-moved",
        "what somebody moved, where an item below it says that the motion was carried",
        _is_of_motion,
        _motion_carried,
        "- Ann moved to buy a boat\n- Bo seconded\n- Motion carried unanimously",
        "- Ann likes boats\n- Motion carried unanimously",
    ),
    Rule(
        "outcome-motion",
        "a motion, with what became of it",
        _is_motion,
        _decided,
        "- Moved by Ann, seconded by Bo,\n  that a boat be bought. Carried 5-0-1.",
        "- Moved by Ann, seconded by Bo,\n  that a boat be bought. Withdrawn.",
    ),
    Rule(
        "outcome-inline",
        "a marker in capitals within a line: `… to all. RESOLVED: the board …`",
        _told(_INNER, anywhere=True),
        _within,
        "Sent to all. RESOLVED: the board buys a boat.",
        "Sent to all. Resolved: the board buys a boat.",
    ),
    Rule(
        "outcome-sentence",
        "a sentence that begins with who agreed or decided",
        _told(SENTENCE),
        _sentence,
        "The board agreed to buy a boat.",
        "They said that the board agreed to buy a boat.",
    ),
    Rule(
        "outcome-later-sentence",
        "a sentence amid a paragraph that begins with a body that decided",
        _amid_paragraph,
        _later_sentence,
        "Two boats were looked at. The council voted to buy a boat.",
        "Two boats were looked at. The council of boats met.",
    ),
)
