"""The rules of outcomes: how people mark what was concluded, in the order they are tried in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

from ..blocks import breaks, rest_of_block, sentence_goes_on
from ..lexicon import any_of, late, months, pattern, words
from ..records import Attendee, Cell, Note, Outcome, OutcomeKind, Span, Table
from ..text import plain
from .action_reader import MARKER
from .linked import before_fields
from .names import is_person_name
from .outcome_lists import CONCLUDED_ALONE, LATER_SENTENCE, SENTENCE
from .owners import KnownNames, known_names, speaking_initials, split_owners
from .rules import Form, Place, Rule, is_listed
from .scan import INDEXED, SENTENCE_END, stated_words
from .sought import Sought, lines_with
from .titles import shortens
from .votes import PUT, VOTE, carried, sentences_near, tells_only_that

# Marks of a conclusion at the beginning of a line. Not `Proposed resolution`, which is a proposal.
_MARKER = late(
    rf"""
    (?: (?: =+> | -+> | → | >> ) \s* )? [*_`\[(【]{{0,4}} (?:
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
        (?: \s* (?i: \# | nr\.? | no\. | n\.?º | č\. )? \s?
            (?: 20\d\d [-/] )? \d{{1,3}} (?: [./]\d+ )* )?
        [\])]? (?: \s? \( [^()\n]{{1,40}} \) (?= [*_`]{{0,3}} : ) )? [*_`]{{0,3}} \s?
        (?: [:：] | 】 | [–—] (?= \s ) | \s - (?= \s ) | (?<= \] ) (?= \s )
          | (?: (?<= RESOLVED ) | (?<= RESOLVED [*_] ) | (?<= RESOLVED [*_]{2} ) ) ,?
            (?= \s [Tt]hat \s )
          | (?<= \*\* ) (?= \s? [A-Z] ) )
    ) [*_`\])]{{0,4}} \s*
    """,
    re.VERBOSE,
)
# Within a line, in capitals with a colon: `15:20 DECISION: …`, `it was unanimously RESOLVED: …`.
_INNER = late(
    rf"(?<=[.;)\]\dy]\s)(?=(?-i:[A-Z]{{6}})){pattern('outcomes.mark')}:\s+"
    rf"|(?:(?<=[.;?!]\s)|(?<=[.;?!]\s\s)){pattern('outcomes.inner')}:\s+",
    re.IGNORECASE,
)
# A proposal, which ends what was concluded above it.
_PROPOSED = late(
    rf"[*_`]{{0,3}}(?i:{pattern('outcomes.proposed')})[*_`]{{0,3}}\s?:[*_`]{{0,3}}\s*(?=\S)"
)
_NOTHING = late(rf"\W*{pattern('outcomes.nothing')}\b.{{0,30}}", re.IGNORECASE)
# `Conclusions - what has to be decided`: what a meeting is to bring, not what it brought.
_TO_BE_FOUND = late(rf"{pattern('outcomes.asked')}\b", re.IGNORECASE)

# What the words of a conclusion make it, looked for in this order.
_KINDS: tuple[tuple[OutcomeKind, re.Pattern[str]], ...] = (
    (
        "disagreement",
        late(
            rf"""
            \b disagree | \b controversial \b
            | \b (?: {pattern("outcomes.no_consensus")} | {pattern("outcomes.disagreement")} ) \b
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
    """Reads the outcomes of one note; `own` are markers of a community's own.

    `people` are those whom the note lists.
    """

    note: Note
    own: re.Pattern[str] | None
    people: tuple[Attendee, ...] = ()
    _known: KnownNames | None = None

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
        said: int = 0,
        sentence: bool = False,
    ) -> Iterator[Outcome]:
        """The outcome that begins at `start`, unless there are no words, or they only ask.

        What concludes it begins at `said`, where that is not the start. Of what a `sentence`
        concludes only those behind it are part that turn or bound it.
        """
        line, pieces, last = self.note.lines[index], [], start
        below = (
            self.note.lines[at].content for at in self._continuation(index, paragraph=paragraph)
        )
        for stretch in chain([Span(start, line.content.end)], below):
            last = self._own(stretch, said, sentence=sentence)
            pieces.append(
                self.note.text[stretch.start : before_fields(self.note, stretch.start, last)]
            )
            if last < stretch.end:
                break
        words = stated_words(" ".join(pieces).strip(" *_"), self.note)
        if any(map(str.isalpha, words)) and not _says_nothing(words):
            yield Outcome(
                words,
                Span(start, last),
                line.number,
                _by_words(words, kind) if by_words else kind,
            )

    def speaks(self, name: str) -> bool:
        """Whether what stands before a colon is somebody: `Ann Bell`, but not `Laser cutter`.

        Nor, where the note lists people, one word that is none of their names: `Skip: …`.
        """
        shaped = is_person_name(name, words=2 if self.people else 1)
        return self.known().knows(name) or (name[:1].isupper() and shaped)

    def known(self) -> KnownNames:
        """How the people of the note can be called; told once, since all lines are asked for it."""
        if self._known is None:
            self._known = known_names(self.people, speaking_initials(self.note))
        return self._known

    def _own(self, stretch: Span, said: int, *, sentence: bool) -> int:
        """Where the sentences of a stretch end that are of the conclusion which it begins with.

        One that gives somebody a task, `Ann to order one.`, or that concludes something is not.
        """
        text = self.note.text
        for cut in SENTENCE_END.finditer(text, max(stretch.start, said), stretch.end):
            if sentence:
                if _goes_on(text, cut):
                    continue
                return cut.start()
            after = SENTENCE_END.search(text, cut.end(), stretch.end)
            end = after.start() if after else stretch.end
            known = self.known()
            owners = split_owners(text, cut.end(), end, known, told=True).owners
            if (
                any(known.knows(owner.name) for owner in owners)
                or LATER_SENTENCE.match(text, cut.end(), stretch.end)
                or MARKER.match(text, cut.end(), stretch.end)
            ):
                return cut.start()
        return stretch.end

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
            begins = (_MARKER, _PROPOSED, PUT, MARKER)
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


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """Whether what stands behind a stop is still of the sentence, or turns or bounds what it says.

    `Mgr. Bell` and `6. Juli` are no ends of sentences.
    """
    if _TURNING.match(text, stop.end()) or shortens(text, 0, stop.start()):
        return True
    numbered = _ORDINAL.search(text, max(0, stop.start() - 4), stop.start())
    return numbered is not None and _MONTH.match(text, stop.end()) is not None


_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.\Z")
_MONTH = late(rf"{any_of(months())}\b", re.IGNORECASE)
_TURNING = late(rf"\W*{pattern('outcomes.turning')}(?:\b|(?<=[\u3040-\u9fff]))", re.IGNORECASE)


def _by_words(words: str, kind: OutcomeKind) -> OutcomeKind:
    for found, telling in _KINDS:
        if telling.search(words):
            return found
    return kind


Read = Iterable[Outcome] | None


def _marked(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Iterator[Outcome]:
    said = {name for name, words in match.groupdict().items() if words}
    text, told = reader.note.text, Span(match.end(), place.end)
    if _TO_BE_FOUND.match(text, told.start):
        return
    if " " in text[told.slice].strip() and tells_only_that(reader.note, told):
        return  # `Vote passed`, told with what it was on
    kind: OutcomeKind = "agreement" if said & {"agreement", "agreed"} else "decision"
    yield from reader.outcome(
        place.index,
        match.end(),
        "disagreement" if "disagreement" in said else kind,
        by_words=not said & {"decision", "poll"},
        paragraph=match[0].rstrip().endswith(("**", "__")),
    )


def _listed(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Read:
    indexed = INDEXED.match(reader.note.text, place.start, place.end)
    begin = indexed.end() if indexed else place.start
    return reader.outcome(place.index, begin, "decision", by_words=indexed is None, paragraph=True)


def _carried(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Read:
    note, marker = reader.note, reader.marker(place)
    if place.listed or (marker and not marker.groupdict().get("poll")):
        return None
    found = [
        Outcome(
            plain(" ".join(vote.words.split())),
            vote.span,
            note.line_of(vote.span.start),
            "decision",
        )
        for vote in carried(note, place.index)
    ]
    if found:
        return list(_with_later(reader, place, found))
    # A line that says no more than that something was carried concludes nothing.
    return () if not marker and tells_only_that(note, Span(place.start, place.end)) else None


def _within(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Read:
    return reader.outcome(place.index, match.end(), "decision", by_words=False)


def _answers(said: str) -> bool:
    """Whether words answer what was asked before them: `yes, in May`."""
    first = said.split(maxsplit=1)
    return bool(first) and first[0].strip(",.").casefold() in _ANSWERS


_ANSWERS = words("outcomes.answer")


def _sentence(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Read:
    if place.index and sentence_goes_on(reader.note, place.index - 1):
        return None  # the middle of a sentence: `there was no` above `consensus on it`
    decided = bool(match["decided"] or match["told"] or match["ruled"])
    kind: OutcomeKind = "decision" if decided else "agreement"
    first = reader.outcome(place.index, place.start, kind, by_words=not decided, sentence=True)
    return _with_later(reader, place, list(first))


def _with_later(reader: OutcomeReader, place: Place, found: list[Outcome]) -> Iterator[Outcome]:
    """Some outcomes of a place, and what later sentences there conclude besides them."""
    yield from found
    for later in _later_sentences(reader, place) if _amid_paragraph(reader, place) else ():
        if all(
            later.span.start >= one.span.end or later.span.end <= one.span.start for one in found
        ):
            yield later


def _later_sentences(
    reader: OutcomeReader, place: Place, match: re.Match[str] | None = None
) -> Iterator[Outcome]:
    text = reader.note.text
    ends = [end.end() for end in SENTENCE_END.finditer(text, place.start, place.end)]
    begins = [place.start, *ends, place.end]
    floor = place.start  # a sentence concludes one thing
    for said in LATER_SENTENCE.finditer(text, place.start, place.end):
        at = begin = said.start()
        if at < floor:
            continue
        next_one = bisect_right(begins, at)
        floor = begins[next_one]
        *few, last = text[at : begins[next_one]].split()
        if said["sentence"] is None:
            begun = next_one > 1 or not sentence_goes_on(reader.note, place.index - 1)
            begin = begins[next_one - 1] if begun else at
        # `Agreed to buy.` speaks of what is before it, and so does `Agreed to buy it, if cheap.`
        elif (len(few) < _ELLIPTIC and last[-1] in ".!") or _OF_THAT.match(text, said.end()):
            begin = begins[max(next_one - 2, 0)]
        if begin != at or not tells_only_that(reader.note, Span(at, floor)):
            yield from reader.outcome(
                place.index, begin, "decision", by_words=False, said=at, sentence=True
            )


def _ended(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Iterator[Outcome]:
    """The sentences that end with words that conclude them, of those in which a line has some."""
    note = reader.note
    said = [one.start() for one in _ENDED.finditer(note.text, place.start, place.end)]
    for sentence in sentences_near(note, place.index):
        words = plain(" ".join(note.text[sentence.slice].split()))
        here = any(sentence.start <= at < sentence.end for at in said)
        if here and _AT_END.search(words) and not _IN_PASSING.search(words):
            yield Outcome(words, sentence, note.line_of(sentence.start), "decision")


_ELLIPTIC = 3
_OF_THAT = late(rf"\W*[\w-]+\s{pattern('outcomes.of_that')}\b", re.IGNORECASE)


def _concluded(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Iterator[Outcome]:
    """What stands before words that say by themselves that it was concluded.

    `Ten eggs (agreed)`, `Ten eggs - agreed`, `Ten eggs. All agreed.`, `£60 for screws approved`.
    """
    note, text = reader.note, reader.note.text
    for before, sentence in pairwise((None, *sentences_near(note, place.index))):
        said = CONCLUDED_ALONE.search(text, sentence.start, sentence.end) if sentence else None
        if sentence is None or said is None or not place.start <= said.start() < place.end:
            continue
        about = _concluded_by(text, said, before, sentence)
        words = plain(" ".join(text[about.start : sentence.end].split())) if about else ""
        if about and len(words.split()) >= _ELLIPTIC:
            span = Span(about.start, sentence.end)
            line = note.line_of(span.start)
            yield Outcome(words, span, line, _by_words(words, "decision"))


def _concluded_by(
    text: str, said: re.Match[str], before: Span | None, sentence: Span
) -> Span | None:
    """The sentence of which words at the end of one say that it was concluded, if any."""
    if said["sentence"] is None:
        answers = _answers(text[sentence.start : said.start()])
        return before if answers and before else sentence
    if said.start() == sentence.start:
        return before
    paid = said["told"] and _MONEY.search(text, sentence.start, sentence.end)
    return sentence if paid else None


_MONEY = re.compile(r"[$£€¥]\s?\d|\d\s?[$£€¥]")


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
    r"[*_]{0,3}(?P<name>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,2}|[a-z][\w-]*)[*_]{0,3}\s?[:：]"
)


_LATER = _told(LATER_SENTENCE, anywhere=True)
# Of what any meeting begins with, or somebody told: `The minutes were approved`.
_IN_PASSING = late(rf"\b{pattern('outcomes.in_passing')}\b", re.IGNORECASE)
_ENDED = late(rf"{pattern('outcomes.ended')}(?:[。.]|$)", re.MULTILINE)
_AT_END = late(rf"{pattern('outcomes.ended')}[。.]?\Z")


# `Ok, decision: we buy it`, `So it is decided, we buy it`, said by somebody.
_SPOKEN = late(
    rf"""
    (?: (?<= [.!?…,;:] \s ) | (?<! \S ) (?<! \w \s ) )
    (?: (?: {pattern("talk.opening")} ) [,.]? \s ){{0,3}} [*_]{{0,2}}
    (?P<words> {pattern("outcomes.spoken")} | {pattern("outcomes.mark")} [*_]{{1,2}} : )
    [*_]{{0,2}} :? \s (?= \w )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def _in_talk(note: Note, place: Place) -> bool:
    """Whether somebody has begun to speak above the end of a place."""
    return any(mark.kind == "speaker" and mark.span.start < place.end for mark in note.marks)


def _decides(reader: OutcomeReader, place: Place) -> re.Match[str] | None:
    """The form of a line in which somebody says that something is decided."""
    match = _SPOKEN.search(reader.note.text, place.start, place.end)
    return match if match and _in_talk(reader.note, place) else None


def _said(reader: OutcomeReader, place: Place, match: re.Match[str]) -> Iterator[Outcome]:
    """What stands behind a mark, `decision:`, or the sentence that tells who decides."""
    marked = match[0].rstrip(" *_")[-1] in ",:：、"
    start = match.end() if marked else match.start("words")
    yield from reader.outcome(place.index, start, "decision", by_words=False)


def _amid_paragraph(reader: OutcomeReader, place: Place) -> re.Match[str] | None:
    """The form of a line that nobody says in the meeting."""
    match = _LATER(reader, place)
    turn = match and _SPEAKER.match(reader.note.text, place.start, place.end)
    talk = match and _in_talk(reader.note, place)
    # `AI (Ann): we decided to …` is a task.
    task = match and match["sentence"] is None and MARKER.match(reader.note.text, place.start)
    return None if talk or task or (turn and reader.speaks(turn["name"])) else match


_ALONE = late(
    rf"\b(?:{pattern('outcomes.alone')}|{pattern('outcomes.alone_told')})(?:[.!)\]*_]+(?=\s|$)|$)",
    re.IGNORECASE,
)


def _where(sought: Sought, told: Form[OutcomeReader]) -> Form[OutcomeReader]:
    """The form where a part of its words stands: a pattern itself is slow to find nothing."""

    def form(reader: OutcomeReader, place: Place) -> re.Match[str] | None:
        lines = lines_with(reader.note, sought)
        at = bisect_left(lines, place.index)
        return told(reader, place) if lines[at : at + 1] == [place.index] else None

    return form


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
        "outcome-vote",
        "what was put to the vote and carried: `Moved by Ann …. Carried 5-0.`, `for 4, against 0`",
        _where(Sought.VOTE, _told(VOTE, anywhere=True)),
        _carried,
        "It rained. Motion by Ann, second by Bo,\nto buy a boat. Motion carried.",
        "It rained. Motion by Ann, second by Bo,\nto buy a boat. Motion withdrawn.",
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
        _where(Sought.CONCLUDED, _told(SENTENCE)),
        _sentence,
        "The board agreed to buy a boat.",
        "They said that the board agreed to buy a boat.",
    ),
    Rule(
        "outcome-later-sentence",
        "a sentence amid a paragraph that begins with a body that decided",
        _where(Sought.CONCLUDED, _amid_paragraph),
        _later_sentences,
        "Two boats were looked at. The council voted to buy a boat.",
        "Two boats were looked at. The council of boats met.",
    ),
    Rule(
        "outcome-ended",
        "a sentence that ends with words that conclude it: `…ことを決定した。`",
        _where(Sought.ENDED, _told(_ENDED, anywhere=True)),
        _ended,
        "ボートを買うことを決定した。",
        "ボートを買うことを相談した。",
    ),
    Rule(
        "outcome-spoken",
        "a sentence of talk that begins with words that decide: `Ok, decision: …`",
        _where(Sought.OUTCOME_SPOKEN, _decides),
        _said,
        "**Ann** (9:01): hi\n\n**Bo** (9:02): hi\n\n**Ann** (9:03): Ok, decision: we buy a boat.",
        "**Ann** (9:01): hi\n\n**Bo** (9:02): hi\n\n**Ann** (9:03): I doubt that decision: why?",
    ),
    Rule(
        "outcome-alone",
        "what stands before words that say no more than that it was concluded: `…. All agreed.`",
        _where(Sought.ALONE, _told(_ALONE, anywhere=True)),
        _concluded,
        "- A boat from Bo's yard. All agreed.",
        "- A boat from Bo's yard. Not agreed.",
    ),
)
