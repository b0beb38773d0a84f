"""What the rules of actions share: markers, owners of a note, and how an action goes on below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from ..blocks import rest_of_block, sentence_goes_on
from ..lexicon import late, pattern
from ..records import Action, Note, Owner, Span
from .action_lists import Listed
from .action_state import due_date, state_of, without_state
from .linked import fields_of, without_fields
from .owners import KnownNames, Owned, owners_behind, owners_in, split_owners
from .scan import SENTENCE_END, stated_words

_ONE_NAME = r"@?(?!(?:Done|DONE|TODO)\b)[A-Z][\w'’-]*"
NAMES = rf"{_ONE_NAME}(?:(?:\s?[,/&+]\s?|\sand\s|\s){_ONE_NAME}){{0,3}}"
"""Owners beside a marker, as a pattern: `Ann`, `AB/CD`, `Ann Bell and Carl`."""

# Words that mark an action at the beginning of a line; `AI` and `AP` only in capitals.
_WORDS = rf"""
    (?i: {pattern("actions.marker")} )
  | (?i: {pattern("actions.several")} )
    (?= \s? : \s+ @? [A-Z] [\w'’-]* (?: \s [A-Z] [\w'’-]* )? \s (?: to | - | – ) \s )
  | {pattern("actions.boxed")} (?= [\])] | -[A-Z\d-]{{0,30}}\d )
  | {pattern("actions.letters")} (?! (?<= \. ) \w )
"""
FILED = r"-(?:(?:[A-Z]{2,8}-){1,4}\d{1,4}|\d{4}-\d{1,4})(?:-\d{1,4})?\b"
"""What a register calls an action, behind its mark: `ACT-PIER-2024-05`, `Action-TC-12`."""
_CAPITALS = pattern("actions.capitals")
_ITEM = pattern("actions.item")
_MEANT = pattern("actions.meant")
# `AI (Ann): …`, `ACTION: …`, `Action #3: …`, `[ACTION] …`, `Action item for Ann: …`, `#action …`,
# `TODO(ann): …`, `[TODO: ann] …`, `<s>ACTION: …`. Not `Action items` alone, nor a link's text
# `[action 1](…)`.
MARKER = late(
    rf"""
    (?: (?: → | => | -> ) \s* | <(?:s|del|strike)> )? [*_`~]{{0,4}}
    (?P<open> \\? [\[(] )? (?: \# (?= \w+ \s ) )?
    (?P<word> {_WORDS} ) (?: \b | (?= \d ) | (?<= \. ) )
    (?: (?P<filed> {FILED} )
      | (?: \s* (?: \# | no\.? \s )? | - ) \d{{1,4}} (?: \.\d{{1,3}} )? \b )?
    (?(open) (?: \s? : \s* (?P<inside> [^\[\]()\n\\]{{1,60}} ) )? \\? [\])] (?! \( ) )
    [*_`~]{{0,3}}
    (?:
        \s? \( \s* (?P<owners> [^()\n]{{1,120}} (?: \( [^()\n]{{0,40}} \) [^()\n]{{0,40}} )? ) \)
        [*_`]{{0,3}} \s* (?: : | [-–—] (?= \s ) )? [*_`]{{0,3}}
      | \s? \[ \s* (?P<bracketed> [^\[\]\n]{{1,80}} ) \] (?! \( ) [*_`]{{0,3}} \s* :? [*_`]{{0,3}}
      | \s (?i: (?: for | from | by | before | until ) \s (?: the \s )? (?: (?: next | last | this
          | coming | following | previous ) \s [^:\n]{{1,30}} | to (?: day | morrow ) | \w+day ) )
        : [*_`]{{0,3}} (?= \s )
      | \s (?: (?P<meant> {_MEANT} ) \s | on \s )? (?P<named> [@\w] [^:\n]{{0,60}} )
        : [*_`]{{0,3}} (?= \s )
      | \s? [:：–—] [*_`]{{0,3}}
      | \s - (?= \s )
      | (?(open) (?= \s ) | (?(filed) (?= \s ) | (?!) ) )
    )
    """,
    re.VERBOSE,
)
# `TODO write this`, `**Action** write this`, `#action ann to write this`: without a colon; and
# `Action write this [AB]`, with its owner at the end.
_BARE_MARKER = late(
    rf"(?:\#(?i:{_ITEM})|[*_`]{{2}}(?:{_CAPITALS}|AI|(?i:{_ITEM}))[*_`]{{2}}|{_CAPITALS}"
    rf"|(?i:{_ITEM})(?=\s[^\n]{{3,300}}\[[A-Z]{{2,3}}(?:\s?[/,&]\s?[A-Z]{{2,3}})*\]\W*(?:DONE|TODO)?\W*$))"
    r"\s+(?=\w|@)",
    re.MULTILINE,
)


_NEAR_TO_TASK = 500
"""Characters around a task in which its line may tell of its state."""

_NEAR = 8
"""Lines below the first of an item that its fields may stand on."""


@dataclass(slots=True)
class ActionReader:
    """Reads the actions of one note; `used` are the lines that are part of one already."""

    note: Note
    known: KnownNames
    own: re.Pattern[str] | None
    listed: Listed
    used: set[int] = field(default_factory=set)

    def marker(self, start: int, end: int) -> re.Match[str] | None:
        """The marker at the beginning of a stretch, a community's own before any other."""
        text, whole = self.note.text, start
        while start < end and text[start] in "*_" and text[start + 1 : start + 2] in ("*", "_"):
            start += 1
        own = self.own.match(text, start, end) if self.own else None
        return own or MARKER.match(text, start, end) or _BARE_MARKER.match(text, whole, end)

    def has_items(self, index: int) -> bool:
        """Whether items stand right below an item."""
        below = self.note.lines[index + 1 : index + 2]
        return bool(below) and below[0].kind == "bullet" and below[0].parent == index

    def tasks(self, start: int, end: int) -> Iterator[Owned]:
        """What is to be done, cut where another owner's task begins: `Ann to go; Bo to stay`."""
        text = self.note.text
        for cut in _NEXT_TASK.finditer(text, start, end):
            split = split_owners(text, start, cut.start(), self.known, nick=True)
            rest = split_owners(text, cut.end(), end, self.known, nick=True)
            sign = text[cut.start()]
            told = sign == ";" or (sign == "." and " to " in text[start : cut.start()])
            own = all(self.known.knows(one.name) for one in (*split.owners, *rest.owners))
            if (told or own) and split.owners and rest.owners:
                yield split
                start = cut.end()
        yield split_owners(text, start, end, self.known, nick=True)

    def sentence(self, start: int, end: int) -> int:
        """Where the last sentence of a stretch begins."""
        stop = max(self.note.text.rfind(mark, start, end - 1) for mark in (". ", "? ", "! "))
        return stop + 2 if stop >= 0 else start

    def items_of(self, index: int, owners: tuple[Owner, ...]) -> Iterator[Action]:
        """The items below a line that gives only an owner, each an action of that owner."""
        lines = self.note.lines
        self.used.add(index)
        for below in range(index + 1, len(lines)):
            line = lines[below]
            if line.kind == "bullet" and line.parent == index:
                yield self.action(below, line.content.start, line.content.end, owners)
            elif line.kind == "heading" or (
                line.kind == "bullet" and line.depth <= lines[index].depth
            ):
                return

    def action(
        self,
        index: int,
        start: int,
        end: int,
        owners: tuple[Owner, ...],
        *,
        sentence: bool = False,
    ) -> Action:
        """An action from the rest of its line and the lines that carry it on.

        Of a `sentence` in a paragraph those that come after it are left out.
        """
        text, line = self.note.text, self.note.lines[index]
        self.used.add(index)
        fields = self._fields_below(index)
        pieces = self._pieces(index, start, end, sentence=sentence)
        if not (owners or sentence) and len(pieces) > 1:
            owners = self._owners_behind(pieces)
        owners = owners or self._owners_below(index, fields)
        last = pieces[-1].end
        whole_words = stated_words(" ".join(text[p.slice] for p in pieces), self.note)
        words, told = self._without_fields(index, pieces) if self.note.marks else (whole_words, "")
        told += f" due {text[fields['due'].slice]}" if "due" in fields else ""
        # Of a line that never ends only what is near tells of the state.
        first = max(line.content.start, start - _NEAR_TO_TASK)
        words_and_marks = text[first : min(max(last, line.content.end), last + _NEAR_TO_TASK)]
        start = max(start, last - len(text[start:last].lstrip(" \t")))
        return Action(
            without_state(words.lstrip("-–—: ")),
            Span(start, max(start, last)),
            line.number,
            owners,
            "done" if index in self.listed.done else state_of(self.note, index, words_and_marks),
            due_date(self.note, f"{whole_words}, {told}" if told else whole_words),
        )

    def _pieces(self, index: int, start: int, end: int, *, sentence: bool) -> list[Span]:
        """What an action says on its line and on those that carry it on, or its `sentence`."""
        text = self.note.text
        if sentence and (stop := SENTENCE_END.search(text, start, end)):
            return [Span(start, stop.start())]
        pieces = [Span(start, end)]
        ends = self.note.lines[index].content.end
        cut = end < ends or (sentence and text[end - 1] in ".!")
        for at in self.continuation(index, cut=cut):
            self.used.add(at)
            below = self.note.lines[at].content
            stop = SENTENCE_END.search(text, below.start, below.end) if sentence else None
            pieces.append(Span(below.start, stop.start()) if stop else below)
            if stop:
                break
        return pieces

    def _owners_behind(self, pieces: list[Span]) -> tuple[Owner, ...]:
        """The owners that the last of several lines ends with, which are taken off it."""
        below = pieces[-1]
        owned = owners_behind(self.note.text, below.start - 1, below.end, self.known)
        if owned is None:
            return ()
        pieces[-1] = Span(below.start, max(below.start, owned.end))
        return owned.owners

    def _without_fields(self, index: int, pieces: list[Span]) -> tuple[str, str]:
        """An action's words without the fields that a dialect gives it, and what these say."""
        block = (index, *islice(rest_of_block(self.note, index), _NEAR))
        told = fields_of(self.note, pieces[-1].end, self.note.lines[block[-1]].span.end)
        words = " ".join(without_fields(self.note, piece) for piece in pieces)
        return stated_words(words, self.note), told

    def _owners_below(self, index: int, fields: dict[str, Span]) -> tuple[Owner, ...]:
        """The owners in a field below an action, or those of the note alone below its item."""
        text, lines = self.note.text, self.note.lines
        if "owner" in fields:
            named = fields["owner"]
            return owners_in(text, named.start, named.end, self.known, loose=True) or ()
        near = lines[index + 1 : index + _NEAR] if lines[index].kind == "bullet" else ()
        below = (one.content for one in near if one.parent == index)
        found = [owners_in(text, one.start, one.end, self.known) or () for one in below]
        return tuple(chain.from_iterable(found)) if all(map(self.known.knows_all, found)) else ()

    def _fields_below(self, index: int) -> dict[str, Span]:
        """Whose an action is and until when, where lines or items right below it say no more."""
        found = dict[str, Span]()
        for at in range(index + 1, min(index + _NEAR, len(self.note.lines))):
            line = self.note.lines[at]
            of_item = line.kind == "bullet" and line.parent == index
            if not (of_item or (line.kind == "text" and line.parent in (index, at - 1))):
                break
            if field := _FIELD.fullmatch(self.note.text, line.content.start, line.content.end):
                kind = field.lastgroup or ""
                found.setdefault(kind, Span(*field.span(kind)))
        return found

    def continuation(self, index: int, *, cut: bool) -> Iterator[int]:
        """Lines below that go on with an action: text of its bullet, or of its paragraph."""
        note = self.note
        if cut:
            return
        for at in rest_of_block(note, index):
            below = note.lines[at]
            starts = below.content.start
            if not (
                note.lines[index].kind == "bullet"
                or sentence_goes_on(note, at - 1)
                or _ON_IT.match(note.text, starts)
            ):
                return
            if at in self.listed.leads or self.marker(starts, below.content.end):
                return
            if _OWN_MARK.search(note.text, starts, below.content.end):
                return
            if _FIELD.fullmatch(note.text, starts, below.content.end):
                return
            yield at


# `Owner: Ann`, `**Due:** 2024-05-03`, alone on a line below what is to be done.
_FIELD = late(
    rf"[*_]{{0,2}}(?:(?:{pattern('columns.owner')})[*_]{{0,2}}\s?[:：][*_]{{0,2}}\s*(?P<owner>\S.{{0,100}})"
    rf"|(?:{pattern('columns.due')})[*_]{{0,2}}\s?[:：][*_]{{0,2}}\s*(?P<due>\S.{{0,60}}))",
    re.IGNORECASE,
)
_NEXT_TASK = re.compile(rf"(?:;|(?<=\w)[.,]|\s/)\s+(?={NAMES}(?:\s+|\s?:\s|\s[-–—>]\s)[a-z])")
# What begins an action of its own on a line below another: `-> Ann will`, `It drips. ACTION: …`.
_OWN_MARK = re.compile(r"(?:=+>|-+>|→|➔|➜)\s*\S|\bACTION\s?:\s")
# A sentence on the one before it, its address, or how it stands: `This starts with a design.`
_ON_IT = re.compile(r"(?:(?:This|That|It|They|These|Those)\s[a-z]|https?://|Ongoing\b)")
