"""The lists of its people that a repository has already: maintainers, delegates, contributors.

Such files have no common form. What is common to them is one person a line or table row, with a
handle, initials or a firm beside the name: `Ann Bell (@annb), Acme`, `| Ann Bell | ABL | Acme |`,
`* [Ann Bell](https://github.com/annb)`. A line without a whole name, as in `CODEOWNERS`, names
nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .extract.names import abbreviates, is_full_name, is_initials
from .records import RawNote

REGISTERS = re.compile(
    r"""
    (?: maintainers | contributors | authors | owners | codeowners | delegates | members
      | committers | governance | readme ) (?: \.(?: md | txt | rst | adoc | yml | yaml ) )?
    | \.mailmap
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Names of files that list a repository's people."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person as a register lists them: with what stands beside the name, `""` for nothing."""

    name: str
    handle: str
    initials: str
    firm: str
    aliases: tuple[str, ...]
    path: str
    line: int


_MAX_LINE = 400
_CELLS = re.compile(r"\t+|\s{2,}|\s*[|()<>\[\]]\s*|\s+[-–—]\s+|[,;:]\s+")
_HANDLE = re.compile(r"(?:(?<![\w@./])@|https?://git(?:hub|lab)\.com/)([A-Za-z0-9][\w-]{0,38})")
_INITIALS_FIRST = re.compile(r"^(\W*[A-Z]{2,4})\s+(?=[A-Z][^\W\d_]*[a-z])")
_MAIL = re.compile(r"<[^<>\s]*@[^<>\s]*>")
_MARKS = " \t*_`#-+>•"


def read_registers(files: Iterable[RawNote]) -> tuple[Member, ...]:
    """The people whom some files list, in the order of files and lines; none where nothing does.

    >>> text = b"| Ann Bell | ABL | @annb | Acme |"
    >>> [(m.name, m.handle, m.initials, m.firm) for m in read_registers([RawNote("M.md", text)])]
    [('Ann Bell', 'annb', 'ABL', 'Acme')]
    """
    return tuple(
        member
        for file in sorted(files, key=lambda file: file.path)
        for number, line in enumerate(file.data.decode("utf-8", "replace").splitlines(), 1)
        if (member := _member(line, file.path, number)) is not None
    )


def _member(line: str, path: str, number: int) -> Member | None:
    if len(line) > _MAX_LINE or line.startswith("# "):
        return None
    mailmap = path.endswith(".mailmap")
    handle = _HANDLE.search(line)
    cells = _cells(line, between="\t" if mailmap else " ")
    names = [cell for cell in cells if is_full_name(cell)]
    if not names or not (mailmap or handle or len(cells) > 1):
        return None
    return _person(names, cells, handle[1] if handle else "", path, number)


def _person(
    names: Sequence[str], cells: Sequence[str], handle: str, path: str, number: int
) -> Member:
    """Somebody as a line lists them: mailmaps have other names, other files firms."""
    name = names[0]
    initials = next((cell for cell in cells if is_initials(cell) and abbreviates(cell, name)), "")
    rest = [cell for cell in cells if cell not in (name, initials) and "@" not in cell]
    mailmap = path.endswith(".mailmap")
    return Member(
        name=name,
        handle=handle,
        initials=initials,
        firm="" if mailmap else next(_firms(rest), ""),
        aliases=tuple(dict.fromkeys(n for n in names if n != name)) if mailmap else (),
        path=path,
        line=number,
    )


def _cells(line: str, *, between: str) -> list[str]:
    """What a line lists, without addresses and handles; mail addresses stand `between` names."""
    bare = _MAIL.sub(between, line)
    bare = _INITIALS_FIRST.sub(r"\1\t", bare)
    bare = re.sub(r"https?://\S+?(?=[)\]>\s|]|$)|(?<![\w.])@[\w-]+", " ", bare)
    return [cell for part in _CELLS.split(bare) if (cell := part.strip(_MARKS))]


def _firms(cells: Iterable[str]) -> Iterator[str]:
    return (cell for cell in cells if len(cell) > 1 and cell[0].isupper() and len(cell) < 60)
