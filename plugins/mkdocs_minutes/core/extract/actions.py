"""Action items: who is to do what, by when, and whether it is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..blocks import SAID, rest_of_block, sentence_goes_on
from ..records import Action, Attendee, Note, Owner, Span
from ..settings import Settings
from ..text import plain
from .action_lists import Listed, boxed_lines, is_placeholder, listed_lines, names_of_owners
from .action_state import due_date, state_of
from .action_tables import table_actions
from .names import is_everyday_word, is_person_name
from .owners import (
    KnownNames,
    Owned,
    body_in,
    known_names,
    owners_in,
    speaking_initials,
    split_owners,
)
from .scan import lines_with

# Words that mark an action at the beginning of a line; `AI` and `AP` only in capitals.
_WORDS = r"""
    (?i: (?: (?: new | open | outstanding | pending | old ) \s )?
        action (?: \s (?: items? | points? | required ) )?
      | to-?\s?do | next \s actions? )
  | (?: [Aa]ctions | ACTIONS ) (?= \s? : \s+ @? [A-Z] [\w'’-]* (?: \s [A-Z] [\w'’-]* )? \s to \s )
  | ACT (?= [\])] ) | AIs? | APs? | A\.I\. (?= \W )
"""
# `AI (Ann): …`, `ACTION: …`, `Action #3: …`, `[ACTION] …`, `Action item for Ann: …`, `#action …`,
# `TODO(ann): …`, `[TODO: ann] …`. Not `Action items` alone, nor a link's text `[action 1](…)`.
_MARKER = re.compile(
    rf"""
    (?: (?: → | => | -> ) \s* )? [*_`~]{{0,4}} (?P<open> [\[(] )? (?: \# (?= action\s ) )?
    (?P<word> {_WORDS} ) (?: \b | (?= \d ) | (?<= \. ) )
    (?: (?: \s* (?: \# | no\.? \s )? | - ) \d{{1,4}} \b )?
    (?(open) (?: \s? : \s* (?P<inside> [^\[\]()\n]{{1,60}} ) )? [\])] (?! \( ) )
    [*_`~]{{0,3}}
    (?:
        \s? \( \s* (?P<owners> [^()\n]{{1,120}} (?: \( [^()\n]{{0,40}} \) [^()\n]{{0,40}} )? ) \)
        [*_`]{{0,3}} \s* (?: : | [-–—] (?= \s ) )? [*_`]{{0,3}}
      | \s? \[ \s* (?P<bracketed> [^\[\]\n]{{1,80}} ) \] (?! \( ) [*_`]{{0,3}} \s* :? [*_`]{{0,3}}
      | \s (?i: (?: for | from | by | before | until ) \s (?: the \s )? (?: (?: next | last | this
          | coming | following | previous ) \s [^:\n]{{1,30}} | to (?: day | morrow ) | \w+day ) )
        : [*_`]{{0,3}} (?= \s )
      | \s (?: (?P<meant> for ) \s | on \s )? (?P<named> [@\w] [^:\n]{{0,60}} )
        : [*_`]{{0,3}} (?= \s )
      | \s? [:–—] [*_`]{{0,3}}
      | \s - (?= \s )
      | (?(open) (?= \s ) | (?!) )
    )
    """,
    re.VERBOSE,
)
# `TODO write this`, `**Action** write this`, `#action ann to write this`: without a colon; and
# `Action write this [AB]`, with its owner at the end.
_BARE_MARKER = re.compile(
    r"(?:\#action|[*_`]{2}(?:TODO|AI|(?i:action(?:\sitem)?))[*_`]{2}|TODO|ACTION(?:\sITEM)?"
    r"|Action(?=\s[^\n]{3,300}\[[A-Z]{2,3}(?:\s?[/,&]\s?[A-Z]{2,3})*\]\W*(?:DONE|TODO)?\W*$))"
    r"\s+(?=\w|@)",
    re.MULTILINE,
)
# `action AB: do`, `action AB to do`, `action on Ann to do`, `action AB do`: the owner behind it.
_ONE_NAME = r"@?(?!(?:Done|DONE|TODO)\b)[A-Z][\w'’-]*"
_NAMES = rf"{_ONE_NAME}(?:(?:\s?[,/&+]\s?|\sand\s|\s){_ONE_NAME}){{0,3}}"
_OWNER_BEHIND = re.compile(
    rf"[*_]{{0,3}}(?:(?i:action(?:\sitem)?(?:-\d{{1,4}})?)|AI|AP)\s+(?:(?:on|for)\s+)?"
    rf"(?P<named>{_NAMES})(?:\s?:[*_]{{0,3}}|\s+to\b|(?<=\b[A-Z]{{2}})(?=\s))\s+(?=\S)"
)
# `**AI Ann** write`: both in bold, before a verb that tells nothing of her.
_OWNER_IN_BOLD = re.compile(
    rf"(?P<bold>\*\*|__)(?:AI|AP|ACTION|Action)\s(?P<named>{_NAMES})(?P=bold)\s+"
    r"(?!(?:and|are|can|for|has|have|in|is|of|on|or|was|were|with|would|[a-z]+[a-rt-z]s)\b)(?=[a-z])"
)
# `**Action - Ann Bell**:`, or a heading, above a paragraph or a list of what she is to do.
_OWNER_ABOVE = re.compile(
    r"(?P<bold>\*\*|__)?(?:(?i:action(?:\s(?:item|point))?)|AI|AP)\s[-–—]\s"
    r"(?P<named>[^*_:\n]{2,60})(?(bold)(?::(?P=bold)|(?P=bold)\s?:)\s*|:?$)"
)
# `AB action: do`, `Ann's action: do`, `AB: Action item to do`, `AB took an action to do`: the owner
# before it.
_OWNER_BEFORE = re.compile(
    rf"[*_]{{0,3}}(?P<named>{_NAMES}?)(?:(?:['’]s)?\s(?i:action(?:\sitem)?|to[\s-]?do)\s?:"
    rf"|\s?:\s(?i:action(?:\sitem)?)\s(?:to\b|:)"
    rf"|\s(?:took|takes|has|was\sgiven)\s(?:an|the)\saction(?:\sitem)?[*_]{{0,3}}\sto\b)"
    rf"[*_]{{0,3}}\s+(?=\S)"
)
_NEXT_TASK = re.compile(rf";\s+(?={_NAMES}\s+to\s+[a-z])")
# `No objections. [AI: file an issue]`: between brackets, where a line ends.
_BRACKETED_ACTION = re.compile(
    r"\[(?:AI|AP|ACTION(?:\sITEM)?|TODO)\s?:\s*(?P<words>[^\[\]\n]{3,200})\]\W*$"
)
# Within a paragraph: `… as agreed. **Action: AB** would send it. …`: the sentence it begins, or, at
# the end of a line, ends.
_IN_BOLD = re.compile(
    rf"(?<=[.;!?)]\s)(?:\*\*|__)(?i:action(?:\sitem)?)\s?:?\s(?P<named>{_NAMES})\s?:?(?:\*\*|__)"
    r"\s?:?(?=\s|$)"
)
_SENTENCE_END = re.compile(r"(?<=[\w)\]])[.!]\s+(?=[A-Z*])")
# Within a line: `… or not. ACTION: send it`, `… in March **ACTION report it**`, `….AI (Ann): do`.
_INNER = re.compile(
    r"(?<=[\s.;)\]])(?:(?:\*\*|__)ACTION(?:\sITEM)?:?(?:\*\*|__)?|(?:ACTION(?:\sITEM)?|TODO)(?::|\s-)"
    r"|AI\s?\((?P<owners>[^()\n]{1,60})\):|AI:(?=\s))\s*(?=\S)"
)
# `… needs a reader. AI Ann`, `… to fix it AI: Ann`, `… better. ACTION [AB]`: where a line ends.
_OWNER_LAST = re.compile(
    rf"(?:(?<=[.;!?\"”)])\s+AI\s(?P<named>{_NAMES})|\sAI:\s(?P<after>{_NAMES})"
    rf"|\sACTION\s\[(?P<inside>[^\[\]\n]{{2,40}})\])[.\s*_]*(?:(?i:done)[.\s*_]*)?$"
)
# `… there are machines at the site (ACTION).`: marks the sentence it ends.
_TRAILING = re.compile(
    r"(?:[\[(](?:ACTION|AI|TODO)|[\[(]Action(?=[\])][.\s*_]*$))(?:[:\s]\s?(?P<owners>@[\w-]+(?:[\s,]+@[\w-]+)*))?[\])]"
)
# Tags before what a line says: `<li>TODO: …`.
_TAGS = re.compile(r"(?:</?(?:li|ul|ol|p|div|td|span|br)\b[^<>]{0,40}>\s*)+", re.IGNORECASE)

_MARKER_STEMS = ("action", "[act]", "todo", "to do", "to-do")
# The short markers stand in many words, so that they are looked for as they are written.
_SHORT_MARKER = re.compile(r"A(?:[IP]s?|\.I\.)(?![A-Za-z])")
_NOTHING = re.compile(
    r"""
    \W* (?: todo \W*
          | (?: none | n/?a | nothing | tbd | - | no \s (?: new \s | open \s )?
              (?: actions? | action \s items? | tasks? ) ) \b .{0,40}
          | (?: e\.?g\b | i\.e\b | for \s example\b ) .*
          | next \s (?: meeting | call | session ) \s? (?: [:–-] | (?: is | on | will ) \b ) .* )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def actions(
    note: Note,
    settings: Settings,
    people: tuple[Attendee, ...] = (),
    decided: frozenset[int] = frozenset(),
) -> tuple[Action, ...]:
    """The note's action items in the order of the text, each once.

    `people` are those that the note lists; their initials and nicknames can own actions, and lines
    that list them hold none. `decided` are indexes of lines that tell conclusions: these hold an
    action only where a marker says so, or where an outcome is what somebody of the note will do. A
    list of the actions that closes the note adds nothing; nor does a rota. `owners` is empty where
    a note names nobody.
    """
    speaking = speaking_initials(note.text, (line.content.start for line in note.lines))
    roster = frozenset(note.line_of(person.span.start) - 1 for person in people)
    known = known_names(people, speaking)
    known = replace(known, words=known.words | names_of_owners(note))
    reader = _Reader(note, known, _own_marker(settings), roster, decided)
    found = _without_repeats(reader.read())
    return found or tuple(reader.promises())


def _own_marker(settings: Settings) -> re.Pattern[str] | None:
    if not settings.action_markers:
        return None
    words = "|".join(re.escape(w) for w in sorted(settings.action_markers, key=len, reverse=True))
    return re.compile(
        rf"[*_`\[]{{0,4}}(?:{words})[\]*_`]{{0,4}}\s*(?:\((?P<owners>[^()\n]{{1,120}})\))?\s*[:–—-]?[*_`]{{0,3}}\s+",
        re.IGNORECASE,
    )


@dataclass(slots=True)
class _Reader:
    """Reads the actions of one note, line by line."""

    note: Note
    known: KnownNames
    own: re.Pattern[str] | None
    roster: frozenset[int]
    decided: frozenset[int]
    listed: Listed = field(default_factory=lambda: Listed(set(), set(), set()))

    def read(self) -> Iterator[Action]:
        self.listed = listed_lines(self.note, self.known)
        governed = self.listed.lines - self.decided
        if self.own is None:
            marked = set(lines_with(self.note, _MARKER_STEMS))
            short = _SHORT_MARKER.finditer(self.note.text)
            marked.update(self.note.line_of(match.start()) - 1 for match in short)
        else:
            marked = set(range(len(self.note.lines)))
        boxes = boxed_lines(self.note, self.known)
        tables = {table.first: table for table in self.note.tables}
        used: set[int] = set()
        governed |= {index for index in self.decided if self._is_promise(index)}
        boxes -= self.decided
        for index in sorted(
            (governed | marked | boxes | tables.keys()) - self.roster - self.listed.leads
        ):
            if index in tables:
                yield from table_actions(
                    self.note, tables[index], self.known, governed=index in governed
                )
            elif index not in used and self.note.lines[index].kind in _KINDS:
                listed = "heading" if index in governed else "box" if index in boxes else ""
                yield from self._of_line(index, used, listed)

    def _of_line(self, index: int, used: set[int], listed: str) -> Iterator[Action]:
        """The actions of a line; `listed` tells whether a heading or its task box makes it one."""
        line, text = self.note.lines[index], self.note.text
        start, end = line.content.start, line.content.end
        before = next((m for p in _BEFORE if (m := p.match(text, start, end))), None)
        if before:
            start = before.end()
        above = _OWNER_ABOVE.match(text, start, end)
        if above and (above["bold"] or line.kind == "heading"):
            body = body_in(text, *above.span("named"))
            owned = (body,) if body else owners_in(text, *above.span("named"), self.known)
            if owned:
                yield from self._below_owner(index, above.end(), owned, used)
                return
        match = self._marker(start, end)
        if match is not None:
            yield from self._marked(index, match, used)
            return
        for pattern in (_OWNER_BEHIND, _OWNER_IN_BOLD, _OWNER_BEFORE):
            beside = pattern.match(text, start, end)
            owned = beside and owners_in(text, *beside.span("named"), self.known, initials=True)
            if beside and owned:
                yield self._action(index, beside.end(), end, owned, used)
                return
        inline = self._inline(index, start, end, used)
        if inline is not None:
            yield inline
        elif listed:
            yield from self._listed(index, start, end, used, listed)

    def _inline(self, index: int, start: int, end: int, used: set[int]) -> Action | None:
        """The action that a marker within a line or at its end makes; `None` without one."""
        text = self.note.text
        last = _OWNER_LAST.search(text, start, end)
        if last and last.lastgroup:
            named = owners_in(text, *last.span(last.lastgroup), self.known, initials=True)
            if named:
                return self._action(index, start, last.start(), named, used, "inline")
        bracketed = _BRACKETED_ACTION.search(text, start, end)
        if bracketed:
            split = split_owners(text, *bracketed.span("words"), self.known, nick=True)
            return self._action(index, split.start, split.end, split.owners, used, "inline")
        bold = _IN_BOLD.search(text, start, end)
        if bold:
            loose = bold["named"].isupper()
            named = owners_in(text, *bold.span("named"), self.known, loose=loose, initials=True)
            if named and text[bold.end() : end].strip():
                return self._action(index, bold.end(), end, named, used, "inline", sentence=True)
            if named:
                begin = self._sentence(start, bold.start())
                return self._action(index, begin, bold.start(), named, used, "inline")
        inner = _INNER.search(text, start, end)
        if inner:
            split = split_owners(text, inner.end(), end, self.known, nick=False)
            owners = split.owners
            if inner["owners"]:
                owners = owners_in(text, *inner.span("owners"), self.known, loose=True) or ()
            return self._action(index, split.start, split.end, owners, used, "inline")
        trailing = _TRAILING.search(text, start, end)
        if trailing:
            begin = self._sentence(start, trailing.start())
            split = split_owners(text, begin, trailing.start(), self.known, nick=False, told=True)
            owners = split.owners
            if trailing["owners"]:
                owners = owners_in(text, *trailing.span("owners"), self.known) or ()
            return self._action(index, split.start, split.end, owners, used, "inline")
        return None

    def _sentence(self, start: int, end: int) -> int:
        """Where the last sentence of a stretch begins."""
        stop = max(self.note.text.rfind(mark, start, end - 1) for mark in (". ", "? ", "! "))
        return stop + 2 if stop >= 0 else start

    def _marker(self, start: int, end: int) -> re.Match[str] | None:
        text = self.note.text
        whole = start
        while start < end and text[start] in "*_" and text[start + 1 : start + 2] in ("*", "_"):
            start += 1
        if start >= end:
            return None
        own = self.own.match(text, start, end) if self.own else None
        if own is not None or text[start] not in "*_`~[(#AaTtNnOoPp→=-":
            return own
        return _MARKER.match(text, start, end) or _BARE_MARKER.match(text, whole, end)

    def _marked(self, index: int, match: re.Match[str], used: set[int]) -> Iterator[Action]:
        """Actions of a line with a marker; one with owners and no words governs its bullets."""
        note, end = self.note, self.note.lines[index].content.end
        groups = match.groupdict()
        owners: tuple[Owner, ...] | None = ()
        start = match.end()
        for group in ("owners", "bracketed", "inside"):
            if groups.get(group):
                owners = owners_in(note.text, *match.span(group), self.known, loose=True)
        if groups.get("named"):
            owners = owners_in(
                note.text,
                *match.span("named"),
                self.known,
                nick=bool(groups.get("meant")),
                initials=True,
            )
            if owners is None:
                if not groups["word"].isupper():
                    return
                start = match.start("named")
        while start < end and note.text[start] in " \t\xa0":
            start += 1
        status = _STATUS_WORD.match(note.text, start, end)
        start = status.end() if status else start
        if _NONE.fullmatch(note.text, start, end) and not self._has_bullets(index):
            return
        if not owners:
            for split in self._tasks(start, end):
                yield self._action(index, split.start, split.end, split.owners, used)
            return
        if note.text[start:end].strip(" \t*_:"):
            yield self._action(index, start, end, owners, used)
            return
        yield from self._of_owner(index, owners, used)

    def _tasks(self, start: int, end: int) -> Iterator[Owned]:
        """What is to be done, cut where another owner's task begins: `Ann to go; Bo to stay`."""
        text = self.note.text
        for cut in _NEXT_TASK.finditer(text, start, end):
            split = split_owners(text, start, cut.start(), self.known, nick=True)
            rest = split_owners(text, cut.end(), end, self.known, nick=True)
            if split.owners and rest.owners:
                yield split
                start = cut.end()
        yield split_owners(text, start, end, self.known, nick=True)

    def _has_bullets(self, index: int) -> bool:
        below = self.note.lines[index + 1 : index + 2]
        return bool(below) and below[0].kind == "bullet" and below[0].parent == index

    def _goes_on(self, index: int) -> bool:
        return next(self._continuation(index, cut=False), None) is not None

    def _below_owner(
        self, index: int, start: int, owners: tuple[Owner, ...], used: set[int]
    ) -> Iterator[Action]:
        """What an owner's label has behind it, or in the paragraph or the bullets below it."""
        lines = self.note.lines
        if start < lines[index].content.end:
            yield self._action(index, start, lines[index].content.end, owners, used)
            return
        below = index + 1
        while below + 1 < len(lines) and lines[below].kind == "blank":
            below += 1
        if below < len(lines) and lines[below].kind == "text":
            used.add(index)
            words = lines[below].content
            yield self._action(below, words.start, words.end, owners, used, "owner", whole=True)
        else:
            yield from self._of_owner(index, owners, used)

    def _of_owner(self, index: int, owners: tuple[Owner, ...], used: set[int]) -> Iterator[Action]:
        """The bullets below a line that gives only an owner, each an action of that owner."""
        lines = self.note.lines
        used.add(index)
        for below in range(index + 1, len(lines)):
            line = lines[below]
            if line.kind == "bullet" and line.parent == index:
                yield self._action(
                    below, line.content.start, line.content.end, owners, used, "owner"
                )
            elif line.kind == "heading" or (
                line.kind == "bullet" and line.depth <= lines[index].depth
            ):
                return

    def _listed(
        self, index: int, start: int, end: int, used: set[int], rule: str
    ) -> Iterator[Action]:
        """The action of a line under an action heading, or with a task box."""
        text = self.note.text
        status = _STATUS_WORD.match(text, start, end)
        if status:
            start = status.end()
        words = plain(text[start:end])
        if not any(c.isalnum() for c in words) or _NOTHING.fullmatch(words):
            return
        numbered = _ITEM_NUMBER.match(text, start, end)
        start = numbered.end() if numbered else start
        if is_placeholder(words) and self._has_bullets(index):
            return
        owners = owners_in(text, start, end, self.known)
        if owners and self._has_bullets(index):
            yield from self._of_owner(index, owners, used)
            return
        if words.endswith((":", "?")) and len(words.split()) <= 4 and not self._goes_on(index):
            return
        will = _NICK_WILL.match(text, start, end) if rule == "heading" else None
        if will and not is_everyday_word(will["name"]):
            owner = Owner(will["name"], Span(*will.span("name")))
            yield self._action(index, will.end(), end, (owner,), used, rule)
            return
        fields = _FIELDS.fullmatch(text, start, end)
        if fields:
            owners = owners_in(text, *fields.span("owners"), self.known)
            if owners:
                due = due_date(self.note, f"due {fields['due']}") if fields["due"] else None
                action = self._action(index, *fields.span("words"), owners, used, rule)
                yield replace(action, due=due or action.due)
                return
        owned = split_owners(text, start, end, self.known, nick=False)
        if text[owned.start : owned.end].strip(" \t*_"):
            yield self._action(index, owned.start, owned.end, owned.owners, used, rule)

    def _action(
        self,
        index: int,
        start: int,
        end: int,
        owners: tuple[Owner, ...],
        used: set[int],
        rule: str = "marker",
        *,
        sentence: bool = False,
        whole: bool = False,
    ) -> Action:
        """An action from the rest of its line and the lines that carry it on.

        Of a `sentence` in a paragraph those that come after it are left out; of a `whole` paragraph
        none is.
        """
        text, line = self.note.text, self.note.lines[index]
        used.add(index)
        pieces = [Span(start, end)]
        if sentence and (stop := _SENTENCE_END.search(text, start, end)):
            pieces = [Span(start, stop.start() + 1)]
        else:
            for at in self._continuation(index, cut=end < line.content.end, whole=whole):
                used.add(at)
                below = self.note.lines[at].content
                stop = _SENTENCE_END.search(text, below.start, below.end) if sentence else None
                pieces.append(Span(below.start, stop.start() + 1) if stop else below)
                if stop:
                    break
        last = pieces[-1].end
        words = _STAMP.sub("", plain(" ".join(text[p.slice] for p in pieces))).strip()
        words_and_marks = text[line.content.start : max(last, line.content.end)]
        while start < last and text[start] in " \t":
            start += 1
        return Action(
            words.lstrip("-–—: "),
            Span(start, max(start, last)),
            line.number,
            owners,
            "done" if index in self.listed.done else state_of(self.note, index, words_and_marks),
            due_date(self.note, words),
            rule=f"action-{rule}",
        )

    def _continuation(self, index: int, *, cut: bool, whole: bool = False) -> Iterator[int]:
        """Lines below that go on with an action: text of its bullet, or of its paragraph."""
        note = self.note
        if cut:
            return
        for at in rest_of_block(note, index):
            below = note.lines[at]
            starts = below.content.start
            if not (
                whole
                or note.lines[index].kind == "bullet"
                or sentence_goes_on(note, at - 1)
                or _ON_IT.match(note.text, starts)
            ):
                return
            if at in self.listed.leads or self._marker(starts, below.content.end):
                return
            yield at

    def _is_promise(self, index: int) -> bool:
        """Whether an outcome is what one of those present will do: `Ann will send slides`."""
        line = self.note.lines[index]
        if line.kind != "bullet" or line.section is None:
            return False
        match = _PROMISE.match(self.note.text, line.content.start, line.content.end)
        if not match or not _OUTCOMES.fullmatch(self.note.sections[line.section].heading):
            return False
        return self.known.knows(match["name"])

    def promises(self) -> Iterator[Action]:
        """`Ann will send slides.`: promises by name, read where a note marks no actions at all."""
        text = self.note.text
        for index, line in enumerate(self.note.lines):
            if line.kind != "text" or index in self.roster | self.decided:
                continue
            match = _PROMISE.match(text, line.content.start, line.content.end)
            if match and is_person_name(match["name"]):
                stop = text.find(". ", match.end(), line.content.end)
                end = stop + 1 if stop >= 0 else line.content.end
                owner = Owner(match["name"], Span(*match.span("name")))
                yield replace(
                    self._action(index, line.content.start, end, (owner,), set()),
                    span=Span(line.content.start, end),
                    rule="action-promise",
                )


_KINDS = ("bullet", "text", "quote", "heading")
# `🎯 Action: …`: a sign that is no arrow.
_SIGN = re.compile(r"[^\x00-\x7f\w\s→⇒•–—“‘«]{1,3}\s+(?=[*_`\[(#]{0,4}[AaTt])")
# `[Action #1](#action1): …`: an item of a list that repeats the actions of the note.
_INDEXED = re.compile(r"\[[^\[\]]{1,40}\]\(#[^()]*\):?\s*")
# `A1: …`, `#3 …`: a number that the list gives its items.
_ITEM_NUMBER = re.compile(r"(?:A(?:I|P)?-?\d{1,3}|\#\d{1,3})[:.)]?\s+")
# `write it | Ann Bell | 15 August`: an action in fields.
_FIELDS = re.compile(
    r"(?P<words>[^|\n]+?)\s+\|\s+(?P<owners>[^|\n]{2,60}?)(?:\s+\|(?:\s+(?P<due>[^|\n]{0,40}))?)?"
)
# `annb will write`: a chat name, where everything is an action.
_NICK_WILL = re.compile(
    r"(?P<name>[a-z][\w-]{1,20})\swill\s+(?!(?:be|not|need|have|become)\b)(?=[a-z])"
)
_BEFORE = (_INDEXED, _TAGS, SAID, _SIGN)
# Where MeetBot tells who said something and when.
_STAMP = re.compile(r"\s*\([^\s(),]{1,40}, \d\d:\d\d:\d\d\)$")
# `**DONE** Ann to write`, `[pending] write`: the state before the words.
_STATUS_WORD = re.compile(
    r"""
    (?: \*\* | __ | [\[(`] [*_]{0,2} )
    (?: done | pending | open | wip | in \s progress | ongoing | closed | completed? | standing
      | new | recurring | carried (?: \s over )? | on \s hold )
    (?: [*_]{0,2} [\])`] | \*\* | __ ) \s* :? \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NONE = re.compile(
    r"\W*(?:n\.?/?a|none|nothing|nil|no\s(?:actions?|action\sitems?))\W*", re.IGNORECASE
)
# The heading of results of any kind, not only of what was decided.
_OUTCOMES = re.compile(r"(?:(?:key|main|meeting)\s)?outcomes?\s?:?", re.IGNORECASE)
_PROMISE = re.compile(
    r"(?P<name>[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)?)\s+will\s+"
    r"(?!be\b|not\b|also\sbe\b|become\b|need\b|probably\b|likely\b)[a-z]+"
)


# A sentence on the one before it, its address, or how it stands: `This starts with a design.`
_ON_IT = re.compile(r"(?:(?:This|That|It|They|These|Those)\s[a-z]|https?://|Ongoing\b)")


_BETWEEN_WORDS = re.compile(r"[\W_]+")


def _without_repeats(found: Iterator[Action]) -> tuple[Action, ...]:
    """Actions each once; the same words with other owners right after each other are one action."""
    kept: dict[str, Action] = {}
    last = ""
    for action in found:
        words = _BETWEEN_WORDS.sub("", action.text.casefold())
        if not words:
            continue
        other = kept.get(words)
        if other is None:
            kept[words], last = action, words
            continue
        names = {o.name.casefold().lstrip("@") for o in other.owners}
        more = tuple(o for o in action.owners if o.name.casefold().lstrip("@") not in names)
        if more and names and last != words:
            kept[f"{words} {action.line}"] = action
        elif more:
            kept[words] = replace(other, owners=(*other.owners, *more))
    return tuple(kept.values())
