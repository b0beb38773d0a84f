"""What a search found, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..core.escape import in_terminal, no_command
from .excerpt import Excerpt
from .search import Answer, Passage

Style = Callable[[str], str]


def lines(answer: Answer, *, strong: Style = str, soft: Style = str) -> Iterator[str]:
    r"""The answer line by line: each page with its facts, and below it the sentences that match.

    `strong` marks titles and the words that were found, `soft` all that is said beside them.
    Nothing in a note writes to the terminal, or gives a workflow's runner a command.

    >>> list(lines(Answer(meant="tok\u200ben")))
    ['Nothing found.', 'Did you mean: tok�en']
    """
    yield from map(no_command, _lines(answer, strong, soft))


def _lines(answer: Answer, strong: Style, soft: Style) -> Iterator[str]:
    yield from map(in_terminal, answer.unread)
    if answer.missing:
        yield f"No note has: {', '.join(map(in_terminal, answer.missing))}"
    if answer.mended:
        yield f"Nothing found. This is what was found for: {in_terminal(answer.meant)}"
        yield ""
    for group in answer.groups:
        yield from _group(group, strong, soft)
        yield ""
    if not answer.groups and not answer.unread:
        yield "Nothing found."
    if answer.documents > sum(map(len, answer.groups)):
        yield soft(f"{answer.documents:,} passages match; these are the best.")
    if answer.meant and not answer.mended:
        yield f"Did you mean: {in_terminal(answer.meant)}"


def _group(group: tuple[Passage, ...], strong: Style, soft: Style) -> Iterator[str]:
    first = group[0].document
    kind = "" if first.kind == "section" else first.kind
    facts = " · ".join(filter(None, (kind, first.date, first.series if not kind else "")))
    yield f"{strong(in_terminal(first.title))}  {soft(in_terminal(facts))}"
    for passage in group:
        heading = in_terminal(passage.document.heading)
        text = _marked(passage.excerpt, strong)
        if heading or text:
            yield "  " + ": ".join(filter(None, (heading, text)))
        yield "  " + soft(in_terminal(passage.document.url))


def _marked(excerpt: Excerpt, strong: Style) -> str:
    text = in_terminal(excerpt.text)
    parts = []
    last = 0
    for start, end in excerpt.marks:
        parts += [text[last:start], strong(text[start:end])]
        last = end
    return "".join([*parts, text[last:]])
