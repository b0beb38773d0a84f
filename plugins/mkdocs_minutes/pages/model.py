"""What the pages are made of: a plan of all pages, and one finished page at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from msgspec import Struct

from ..core.named_files import named_files
from ..core.records import Note
from ..core.text import shortened


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that notes can show or link to.

    `path` is relative to the root of the notes, `uri` its address in the site, `name` what a reader
    sees, `size` in bytes. `width` and `height` of a picture are in pixels, 0 where they are not
    known. What the site's keepers publish themselves has neither name nor size.
    """

    path: str
    uri: str
    name: str = ""
    size: int = 0
    is_picture: bool = False
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Options:
    """What a site decides about its pages.

    `under` is the folder of the site that the archive lies below, `""` or ending with a slash.
    `heading_slugs` has, by the folders of notes, the name in `anchors.SLUGS` of how the pages that
    these had before made the anchors of headings; a note asks the nearest. `page_size` is the
    number of entries on one page of a list.
    `source_address`, `edit_address` and `new_address` are the forge's addresses of a source line,
    of its editor and of its editor on a new note; `""` leaves such links out. To be filled in are
    `{path}` (relative to the notes folder) and `{line}`; for a new note `{folder}` (below the notes
    folder, a slash before it, or empty), `{name}` and, where the forge can take it, `{text}`.
    `file_address` shows a file by its `{path}` in the repository, where the notes lie in
    `repository_folder`. `history` has, by a note's path, the day of its last change as `2019-09-09`
    and how often it was changed, its beginning included; a note that it lacks shows nothing of
    that. `files` has, by their paths, the attachments of notes, and the pages and files of the site
    that they may lead to. With `remote_pictures` a page shows pictures of other servers, else it
    links to them.
    With `search` the site has a page for it, to which the home page's box leads.
    """

    site_name: str = "Minutes"
    under: str = ""
    heading_slugs: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({"": "ascii"})
    )
    page_size: int = 100
    source_address: str = ""
    file_address: str = ""
    repository_folder: str = ""
    edit_address: str = ""
    new_address: str = ""
    history: Mapping[str, tuple[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, Attachment] = field(default_factory=lambda: MappingProxyType({}))
    remote_pictures: bool = False
    search: bool = False

    def slugs_of(self, path: str) -> str:
        """How anchors were made on the page that a note had, by its path.

        >>> Options(heading_slugs={"": "ascii", "_posts": "github"}).slugs_of("_posts/a.md")
        'github'
        """
        around = (one for one in self.heading_slugs if not one or path.startswith(f"{one}/"))
        return self.heading_slugs.get(max(around, key=len, default=""), "")


def attachments_of(files: Mapping[str, Attachment], note: Note) -> Iterator[Attachment]:
    """The files that come with a note: not those that the site publishes anyway."""
    for path, _ in named_files(note) if files else ():
        file = files.get(path)
        if file is not None and file.size:
            yield file


class PlannedPage(Struct, frozen=True, gc=False):
    """A page that will be there: its address and what it shows, but not yet its content.

    `uri` is the address in the site: it ends with a slash, is `""` for the page at the root, or
    names a file; `file` is the file it stands for. `kind` is the name of an entry of
    `kinds.PAGE_KINDS`, `key` the identifier of what is shown. `number` is that of a page of
    a list, by which it has its address, and `before` how many pages come before it, `paging.FAR`
    for that many or more. `entries` is what an index lists over all its pages; the first one says
    it. `source` is the path of the note that the page shows, relative to the notes folder.
    `target` is the address in the site that a redirect leads to. `date` is the date of the newest
    note that the page draws on, where that is one note's.
    """

    uri: str
    kind: str
    title: str
    description: str = ""
    key: str = ""
    number: int = 1
    before: int = 0
    entries: int = 0
    in_nav: bool = False
    source: str = ""
    target: str = ""
    date: datetime.date | None = None

    @property
    def later(self) -> int:
        """The number of a page that is not the first of its list, of which it says less; else 0."""
        return self.number if self.before else 0

    @property
    def standalone(self) -> bool:
        """Whether the page is a whole document, which only leads on: no theme is put around it."""
        return bool(self.target)

    @property
    def file(self) -> str:
        """The page's file in the site.

        >>> PlannedPage("people/ada/", "person", "Ada").file
        'people/ada/index.html'
        >>> PlannedPage("meetings/3.html", "note", "Third").file
        'meetings/3.html'
        """
        return self.uri if self.uri.endswith(".html") else f"{self.uri}index.html"


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of a page: `level` as in `h2`, `anchor` its `id`."""

    title: str
    anchor: str
    level: int
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: `html` is a fragment for a theme, or a whole document where planned so."""

    uri: str
    title: str
    description: str
    html: str
    toc: tuple[TocEntry, ...] = ()
    edit_url: str = ""


def in_short(name: str) -> str:
    """A title or heading as it is told wherever a note or a line is named."""
    return shortened(name, 300)
