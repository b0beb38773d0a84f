"""The front door for what people write notes in: each dialect is brought to Markdown, line by line.

A dialect is recognised from the text or the ending of the file's name, without a setting. It gives
edits within lines, and says what a stretch is besides its words; lines stay those of the source, so
that evidence, edit links and diffs lead to the right place. Behind this door there is only
Markdown.

To add a dialect: write a module with a `Dialect`, name it in `DIALECTS` (before those whose marks
it shares: of edits that overlap the first wins), and show it in a folder of `tests/golden`.
"""

from __future__ import annotations

from dataclasses import replace

from . import databases
from .asciidoc import ASCIIDOC
from .captions import CAPTIONS
from .chat import CHAT
from .dialect import Dialect
from .documents import DOCUMENTS
from .dokuwiki import DOKUWIKI
from .double_brackets import DOUBLE_BRACKETS
from .extensions import EXTENSIONS
from .mail import MAIL
from .mediawiki import MEDIAWIKI
from .mentions import MENTIONS
from .org import ORG
from .outliner import OUTLINER
from .pads import PADS
from .private import PRIVATE
from .restructuredtext import RESTRUCTUREDTEXT
from .source import Source, Translated, apply
from .summaries import SUMMARIES
from .tasks import TASKS
from .textile import TEXTILE
from .tiddlywiki import TIDDLYWIKI
from .twiki import TWIKI
from .vault import VAULT
from .webpage import READS, TOOLS

DIALECTS: tuple[Dialect, ...] = (
    PRIVATE,
    ORG,
    TWIKI,
    TIDDLYWIKI,
    DOKUWIKI,
    TEXTILE,
    MEDIAWIKI,
    ASCIIDOC,
    RESTRUCTUREDTEXT,
    CAPTIONS,
    MAIL,
    SUMMARIES,
    CHAT,
    DOCUMENTS,
    OUTLINER,
    TASKS,
    MENTIONS,
    EXTENSIONS,
    PADS,
    DOUBLE_BRACKETS,
    VAULT,
)
"""The dialects that are read, in the order in which their edits go before those of others."""

DESCRIBED = (
    *((dialect.tools, dialect.reads) for dialect in DIALECTS),
    (TOOLS, READS),
    (databases.TOOLS, databases.READS),
)
"""What the docs say of each dialect, and of pages and databases, which become Markdown before."""


def translate(text: str, path: str, body: int = 0) -> Translated:
    """A text in Markdown, as its dialects say; `body` is where the front matter has ended.

    A text that is in none is itself.

    >>> translate("- DONE call [[Ann Bell|Ann]]", "2024-05-13.md").text
    '- [x] call Ann'
    >>> translate("Call Ann", "2024-05-13.md").dialects
    ()
    """
    source = Source(text, path, body)
    spoken = _spoken(source)
    if not spoken:
        return Translated(text)
    if spoken[0].is_markup:
        source = Source(text, path, body, markdown=False)
    # What is private stays so in whatever markup a chat was pasted into.
    every = spoken if PRIVATE in spoken else [PRIVATE, *spoken]
    changes = (change for dialect in every for change in dialect.changes(source))
    done = apply(text, changes, tuple(dialect.name for dialect in spoken))
    return replace(done, ends_lists=spoken[0].ends_lists)


def without_private(text: str) -> str:
    r"""A text without the messages of a chat that did not go to everyone, its lines kept.

    >>> without_private("10:02:05 From Ann Bell to Bo Crane(Direct Message):\n\tis he ill?")
    '\n'
    """
    return apply(text, PRIVATE.changes(Source(text, ""))).text


ENDINGS = (".md", ".markdown", ".txt", ".org", *(end for one in DIALECTS for end in one.endings))
"""The endings of files of notes that are text, by which links may call them."""


def _spoken(source: Source) -> list[Dialect]:
    """The dialects of a source; in a markup of its own there are none of Markdown."""
    named = next((one for one in DIALECTS if source.ends_with(*one.endings)), None)
    if named:
        return [named]
    spoken = []
    for dialect in DIALECTS:
        if dialect.speaks(source):
            if dialect.is_markup:
                return [dialect]
            spoken.append(dialect)
    return spoken


__all__ = [
    "DESCRIBED",
    "DIALECTS",
    "ENDINGS",
    "Dialect",
    "Source",
    "Translated",
    "translate",
    "without_private",
]
