"""Notes that lie among the pages of a site: MkDocs publishes none of them, the archive all."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import zip_longest
from pathlib import Path
from posixpath import basename, splitext

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from msgspec import structs

from ..adoption.former_addresses import is_plain_kramdown
from ..attachments import PICTURES, FoundAttachments, is_harmless, is_svg, site_address
from ..configuration import Configuration
from ..core.frontmatter import read_front_matter
from ..core.named_files import addresses_in, file_path
from ..core.part_paths import file_of
from ..core.permalinks import PAGE_SUFFIXES, page_title
from ..core.records import Archive
from ..core.redact import mask_path, redact
from ..pages.model import Attachment, PlannedPage
from ..source.files import is_of_registry, note_filter
from ..source.html_pages import harmless_page, is_dated_html, is_html
from .blogs import posts_folders
from .files import made_file
from .navigation import is_made_elsewhere, listed_in_nav_files


class Takeover:
    """The files of a site that are the archive's: `sources` has them by the paths of notes.

    What is left in the folders of notes, such as a template, stays a page of the site, and is
    masked as the notes are. `unnamed` are files beside the notes that MkDocs would have published,
    and that nothing leads to.
    """

    def __init__(
        self,
        configuration: Configuration,
        files: Files,
        config: MkDocsConfig,
        found: FoundAttachments,
    ) -> None:
        self._configuration = configuration
        self._src_dir = config.docs_dir
        self._found = found
        self.sources: Mapping[str, str] = dict(self._notes_among(files))
        self._listed = listed_in_nav_files(files, config, set(self.sources.values()))
        self.unnamed: list[str] = []
        named = self._named_by_pages(files) | _named_by(config)
        html_pages = self._html_pages(files, named)
        self._html_uris = tuple(html_pages)
        named |= _named_in(html_pages)
        for file in list(files):
            path = self._note_path(file)
            beside = self.holds(file) and not file.is_documentation_page()
            if path in self.sources or self._is_registry(file):
                files.remove(file)
            elif file.src_uri in html_pages:
                files.remove(file)
                files.append(made_file(config, file.src_uri, html_pages[file.src_uri]))
            elif beside and not self._is_published(file, path or "", named):
                files.remove(file)
                if path not in found.refused and path not in found.attachments:
                    self.unnamed.append(file.src_uri)

    def _html_pages(self, files: Files, named: Set[str]) -> dict[str, str]:
        """What is published of pages of HTML among the notes that MkDocs has as they are.

        They are those that bear a date, as minutes do, and those that a page of the site names.
        """
        pages: dict[str, str] = {}
        for file in files:
            path = self._note_path(file)
            if path is None or not self.holds(file) or not self._is_file_inside(file):
                continue
            if is_dated_html(path) or (is_html(path) and file.src_uri in named):
                pages[file.src_uri] = harmless_page(
                    file.content_bytes, path, self._configuration.settings
                )
        return pages

    def _is_file_inside(self, file: File) -> bool:
        """Whether something is a file in the site's folder itself, and no link to elsewhere."""
        where = Path(os.path.realpath(file.abs_src_path or ""))  # links may lead in a circle
        inside = where.is_relative_to(os.path.realpath(self._configuration.docs_dir))
        return inside and where.is_file()

    def _is_published(self, file: File, path: str, named: Set[str]) -> bool:
        """Whether MkDocs is to publish a file beside notes that is no page.

        What a note names is the archive's to publish; else it is if a page of the site names it,
        and nothing in it can run.
        """
        if path in self._found.attachments:
            address = site_address(self._configuration.docs_dir / file.src_uri, self._configuration)
            return self._found.attachments[path].uri == address and not is_svg(path)
        if path in self._found.refused or is_svg(path) or not is_harmless(path):
            return False
        return file.src_uri in named and self._is_file_inside(file)

    def _named_by_pages(self, files: Files) -> set[str]:
        """The files that hand-written pages name, by their paths in `docs_dir`."""
        named: set[str] = set()
        for file in files.documentation_pages():
            if file.src_uri in self.sources.values():
                continue
            try:
                text = file.content_string
            except (OSError, ValueError):
                continue
            named |= _named_in({file.src_uri: text})
        return named

    def files_for_notes(self, files: Files) -> Mapping[str, Attachment]:
        """What notes can lead to, by paths from the root of the notes: attachments, and the site.

        A path with a slash before it is counted from `docs_dir`.
        """
        docs_dir = self._configuration.docs_dir
        reachable = {}
        if any(self.sources):
            for file in files:
                is_own = file.src_uri in self._html_uris or file.src_dir is not None
                if is_own and file.inclusion != InclusionLevel.EXCLUDED:
                    there = self._in_site(file)
                    path = os.path.relpath(docs_dir / file.src_uri, self._configuration.notes)
                    reachable[Path(path).as_posix()] = there
                    reachable[f"/{file.src_uri}"] = there
        return reachable | dict(self._found.attachments)

    def _in_site(self, file: File) -> Attachment:
        uri = file.dest_uri
        if above := self._configuration.root_folder:
            uri = uri.removeprefix(f"{above}/")
        uri = uri.removesuffix("index.html") if is_page(file.src_uri) else uri
        path = str(self._configuration.docs_dir / file.src_uri)
        is_picture = splitext(file.src_uri)[1].lower() in PICTURES
        return Attachment(path, uri, is_picture=is_picture)

    def _notes_among(self, files: Files) -> Iterator[tuple[str, str]]:
        configuration = self._configuration
        paths = {path: file.src_uri for file in files if (path := self._note_path(file))}
        wanted = note_filter(
            configuration.exclude, configuration.settings.folders, configuration.unpublished, paths
        )
        yield from ((path, uri) for path, uri in paths.items() if wanted(path))

    def _note_path(self, file: File) -> str | None:
        """A file's path relative to the root of the notes; `None` for one that lies elsewhere."""
        if file.generated_by or file.src_dir != self._src_dir:
            return None  # a plugin's file, or one of the theme
        path = self._configuration.docs_dir / file.src_uri
        if not path.is_relative_to(self._configuration.notes):
            return None
        return path.relative_to(self._configuration.notes).as_posix()

    def _is_registry(self, file: File) -> bool:
        path = self._configuration.docs_dir / file.src_uri
        registry = self._configuration.registry
        inside = path.relative_to(registry).as_posix() if path.is_relative_to(registry) else ""
        return is_of_registry(inside)

    def holds(self, file: File) -> bool:
        """Whether a page of the site lies in a folder of notes without being one."""
        path = self._note_path(file)
        folders = self._configuration.settings.folders
        return path is not None and any(folder.holds(path) for folder in folders)

    def masked(self, text: str) -> str:
        """A page's text without what is masked in notes."""
        return redact(text, self._configuration.settings).text

    def uri_of(self, planned: PlannedPage) -> str:
        """The path of a page of the archive among the files of the site.

        That of a note which lay among the pages is the path that it had, so that links and entries
        of the navigation which name it lead to the page.
        """
        uri = self.sources.get(planned.source, "")
        return uri if is_page(uri) else planned.file.removesuffix(".html") + ".md"

    def named_by_file(self, archive: Archive) -> dict[str, str]:
        """The titles, by paths among the files of the site, of pages called after their files.

        MkDocs calls a page so that neither its front matter nor a heading on top names. They tell
        notes apart that are all called `Board meeting`, and stay in the navigation as they were.
        """
        titles, settings = {}, self._configuration.settings
        for note in archive.notes.values():
            path = file_of(note.note.path)
            uri = self.sources.get(path, "")
            if not is_page(uri):
                continue
            head = read_front_matter(note.note.text, path)
            below = note.note.text.split("\n", head.body)[-1]
            if not head.front_matter.title and not _TITLE.match(below):
                titles[uri] = page_title("", "", basename(mask_path(path, settings)))
        return titles

    def moved(
        self, archive: Archive, documents: Iterable[PlannedPage]
    ) -> Iterator[tuple[str, PlannedPage]]:
        """The documents at former addresses of notes that another note's page shows.

        Each comes with the path that links and entries of the navigation name the note by.
        """
        leading_on = {planned.uri: planned for planned in documents}
        for note in archive.notes.values():
            path = file_of(note.note.path)
            uri = self.sources.get(path, "")
            planned = leading_on.get(note.note.home.removeprefix("/"))
            if is_page(uri) and planned is not None:
                yield uri, structs.replace(planned, title=note.note.title, source=path)

    def page_file(self, config: MkDocsConfig, planned: PlannedPage) -> File:
        """The file that stands for a page of the archive among those of the site."""
        uri = self.uri_of(planned)
        is_listed = planned.in_nav and not is_made_elsewhere(config)
        is_listed |= uri in self._listed
        inclusion = InclusionLevel.INCLUDED if is_listed else InclusionLevel.NOT_IN_NAV
        return made_file(config, uri, "", target=planned.file, inclusion=inclusion)

    def texts(self, config: MkDocsConfig, archive: Archive) -> Iterator[File]:
        """What stands at the addresses of notes that were published as they are: their text.

        Nothing does where a server could take it for what runs.
        """
        texts: dict[str, list[str]] = defaultdict(list)
        for note in archive.notes.values():
            uri = self.sources.get(file_of(note.note.path), "")
            if uri and not is_page(uri) and is_harmless(uri):
                texts[uri].append(note.note.text)
        for uri, parts in texts.items():  # lines of other meetings in a file are left empty
            lines = zip_longest(*(part.split("\n") for part in parts), fillvalue="")
            yield made_file(config, uri, "\n".join(map(max, lines)))


# A heading of the first level that a text begins with, in both ways of Markdown.
_TITLE = re.compile(r"\s*(?:#\s|\S.*\n=+[ \t]*$)", re.MULTILINE)


def _named_in(texts: Mapping[str, str]) -> set[str]:
    """The files that some texts name, by their paths in `docs_dir`, as the texts are given."""
    return {
        file_path(uri, address) for uri, text in texts.items() for address, _ in addresses_in(text)
    }


def _named_by(config: MkDocsConfig) -> set[str]:
    """The files of the site that its configuration names: styles, scripts, the logo."""
    theme = config.theme
    named = [*config.extra_css, *map(str, config.extra_javascript), *config.extra_templates]
    return {*named, str(theme.get("logo", "")), str(theme.get("favicon", ""))}


def heading_slugs(config: MkDocsConfig, configuration: Configuration) -> dict[str, str]:
    """How the pages that notes had made anchors, by the folders of notes, as `Options` has it.

    Pages with addresses that are neither MkDocs' nor a blog's in it were made by Jekyll or Hugo.
    """
    others = (
        "kramdown" if is_plain_kramdown(Path(config.config_file_path or "").parent) else "github"
    )
    by_mkdocs, posts = _heading_slugs(config), posts_folders(config)
    found = {"": by_mkdocs}
    for folder in configuration.settings.folders:
        path = os.path.relpath(configuration.notes / folder.path, configuration.docs_dir)
        is_own = folder.by_mkdocs or f"{Path(path).as_posix()}/".startswith(posts)
        found[folder.path] = by_mkdocs if is_own or not folder.permalink else others
    return found


def _heading_slugs(config: MkDocsConfig) -> str:
    """How the site's pages make anchors of headings, by its name in `pages.anchors.SLUGS`.

    `""` where a function of the site's own does.
    """
    options = (config.mdx_configs or {}).get("toc") or {}
    slugify = options.get("slugify")
    function = getattr(slugify, "func", slugify)
    module, name = getattr(function, "__module__", ""), getattr(function, "__name__", "")
    if slugify is None or (module, name) == ("markdown.extensions.toc", "slugify"):
        return "ascii"
    if (module, name) == ("markdown.extensions.toc", "slugify_unicode"):
        return "unicode"
    if module == "pymdownx.slugs" and getattr(slugify, "keywords", {}).get("case") == "lower":
        return "lower"
    return ""


def is_page(uri: str) -> bool:
    """Whether MkDocs makes a page of a file, by its path.

    >>> is_page("meetings/a.md"), is_page("meetings/a.txt"), is_page("")
    (True, False, False)
    """
    return splitext(uri)[1] in PAGE_SUFFIXES
