"""The MkDocs plugin: hooks that translate between MkDocs and the archive, and nothing else."""

from __future__ import annotations

import gc
import logging
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jinja2
from mkdocs.config import Config
from mkdocs.config.base import ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils.templates import TemplateContext

from ..attachments import published
from ..configuration import OVERRIDES, configure, overrides
from ..core.addresses import relative
from ..core.escape import html_markup, log_lines
from ..exports import export
from ..incremental.known_lookups import find_lookups
from ..incremental.standing_pages import CountedLookups, published_files
from ..pages.chrome import (
    ask_no_forge,
    name_index_files,
    one_search,
    one_title,
    relative_error_page,
    repeats_in_files,
    scripts_in_files,
    told_error,
)
from ..pages.kinds import plan_pages
from ..pages.lookups import Lookups
from ..pages.model import Options, PlannedPage
from ..pages.render import SCRIPTS, STYLESHEETS, assets, dashboard, lost
from ..pages.views.note import edit_link
from ..pipeline import Loaded, left_out, list_files, load_for
from ..review.history import note_history
from ..safety.leak_scan import LeakError, LeakScan
from ..safety.withdrawal import with_withdrawn
from ..search.client import OPEN_SCRIPT, button_html, page_html
from ..search.index import FOLDER as SEARCH
from ..search.passages import Documents
from ..search.webpage import page_passages
from ..site.files import UNWRITABLE, Places, states_in
from ..site.staging import Staging
from ..source.folders import OptionError
from ..store.file_state import file_state
from ..workers.memory import give_back
from .blogs import blogs_of, former_lists, former_sections, posts_folders
from .files import OURS, ArchiveFiles, are_remade, made_file, named_in, sitemap_entries, titles_in
from .languages import at_root, default_folder, untranslated
from .long_navigation import LongNavigation
from .navigation import complete, drop_empty, is_made_elsewhere, list_in_nav, marked, section_of
from .page import ArchivePage, table_of_contents
from .page_writer import PageWriter, open_ledger
from .recording import Recording
from .search_writer import write_search
from .shells import ShellPage, Shells
from .site_names import escape_titles, escaped_names, mend_addresses, told_title
from .site_settings import docs_folder, forge_of, unpublished_patterns
from .takeover import Takeover, heading_slugs
from .telling import (
    HARMLESS,
    TrueWords,
    cluster_errors_told,
    report,
    report_left_out,
    summary,
    warn,
)

log = get_plugin_logger(__name__)

DASHBOARD = "<!-- minutes:dashboard -->"

FIRST, LAST = 1_000, -1_000
"""Priorities among the plugins of a site."""

EARLY = 50
"""Before plugins that make a navigation from files, or warn of files that come later."""

EARLIEST, LATEST = date(1970, 1, 1), date(2105, 12, 31)
"""The days that MkDocs can date a compressed sitemap with; notes may be of any."""

COLLECT_AFTER = 50_000
"""New objects after which Python looks for garbage in cycles: records hold none, and are many."""

_HAS_ITS_PLACE = "%s is at /%s, where the archive would have its page of %s: `under` parts them"

_TAKEN = "%r is not published: its address %s is that of %r (give the note another `id`)"

_MEND = (
    "Take it out of there, or set `redact` so that its kind is kept:"
    " `minutes check --explain NOTE` tells by which words it is masked"
)


class MinutesConfig(Config):  # type: ignore[no-untyped-call]  # mkdocs types this in part
    """The plugin's options as they stand in `mkdocs.yml`; `configuration` checks them."""


class MinutesPlugin(BasePlugin[MinutesConfig]):  # type: ignore[no-untyped-call]
    """Adds the archive's pages, styles and search to a site."""

    previews = False
    true_words = TrueWords()
    staging: Staging
    building = False
    nested = 0

    def load_config(
        self, options: Config | dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the options as the command line does, and report errors as MkDocs does."""
        self.options = dict(options)
        self.config = MinutesConfig()
        base = Path(config_file_path).parent if config_file_path else Path.cwd()
        _, errors = configure(self.options, base=base.resolve(), docs_dir=base.resolve())
        return [
            (name, ValidationError(f"minutes: {name} {message}")) for name, message in errors
        ], []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is a preview, whose address the server says itself."""
        self.previews = command == "serve"
        gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
        for handler in logging.getLogger("mkdocs").handlers:
            handler.addFilter(HARMLESS)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the folders, watch them, and add styles and templates."""
        self.started = time.monotonic()
        mend_addresses(config)
        base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        options = self.options | overrides(os.environ)
        self.configuration, errors = configure(
            options,
            base=base.resolve(),
            docs_dir=docs_folder(config, base),
            directory_urls=config.use_directory_urls,
            unpublished=tuple(unpublished_patterns(config)),
            root_folder=default_folder(config),
            blogs=blogs_of(config),
        )
        if errors:  # of what the environment says: the options were checked when they were read
            told = (f"{OVERRIDES.get(name, name)}: {name} {text}" for name, text in errors)
            raise PluginError(f"minutes: {'; '.join(told)}")
        try:
            self.configuration = with_withdrawn(self.configuration)
        except OptionError as error:
            raise PluginError(f"minutes: {error}") from error
        self.recording = Recording(config, self.configuration)
        self.forge = forge_of(config, self.configuration, base.resolve())
        root, folders = self.configuration.notes, self.configuration.settings.folders
        for folder in (*(root / one.path for one in folders), self.configuration.registry):
            if folder.is_dir():
                config.watch.append(str(folder))
        config.nav = marked(config.nav)
        config.extra_css.extend(STYLESHEETS)
        config.extra_javascript.extend(SCRIPTS)
        if self.configuration.search:
            config.extra_javascript.append(f"{self.configuration.under}{SEARCH}{OPEN_SCRIPT}")
        return config

    @event_priority(FIRST)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Let the site be built aside: all that is written from here on goes there."""
        self.resources = ExitStack()
        self.resources.enter_context(self.true_words)
        gc.disable()  # until many pages are rendered, or the build ends
        if self.building and config.site_dir == str(self.staging.folder):
            self.nested += 1  # a plugin that builds once more, as for another language
            return
        self.scripts: dict[str, str] = {}
        self.site_dir = config.site_dir
        self.staging = Staging(Path(config.site_dir))
        self.building = True
        self.true_words.staging = self.staging
        config.site_dir = str(self.staging.folder)
        waiting = f"Another build is writing {self.staging.site}: waiting for it to end"
        self.staging.open(lambda: log.info(waiting))

    @event_priority(EARLY)
    def _read(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the notes, and add a file for each page of the archive."""
        listed = list_files(self.configuration)
        with cluster_errors_told():
            (self.takeover, self.lookups, pages), loaded = load_for(
                self.configuration,
                partial(self._prepared, files, config),
                listed=listed,
                progress=True,
            )
        self.archive, self.withheld, self.found, self.shown, _ = loaded
        self.named_by_file = self.takeover.named_by_file(self.archive)
        self.passages: dict[str, Documents] = {}
        report(self.archive, self.takeover.sources)
        others = left_out(self.configuration, listed, self.archive)
        report_left_out(others, self.takeover.unnamed, self.configuration.settings)
        written = {at_root(file.dest_uri, config): file.src_uri for file in files}
        in_nav = self._plan(pages, written)
        under, sources = self.configuration.under, self.takeover.sources
        self.documents += former_lists(config, files, self.archive, sources, under)
        self.documents += untranslated(config, self.archive, under)
        self.documents += former_sections(self.archive, self.configuration)
        moved = dict(self.takeover.moved(self.archive, self.documents))
        moved = {uri: planned for uri, planned in moved.items() if uri not in self.planned}
        make = partial(self._file, config)
        self.files = ArchiveFiles(files, self.planned, make, moved)
        if not are_remade(config):
            self._show(self.files, config, but=posts_folders(config))
        for file in self.takeover.texts(config, self.archive):
            self.files.append(file)
        for uri, content in published(self.found, self.configuration):
            if self.files.get_file_from_path(uri) is None:
                self.files.append(made_file(config, uri, content))
        for uri, file_of_ours in assets():  # which plugins open, to see what they load
            self.files.append(made_file(config, uri, file_of_ours))
        self.in_section = [uri for entry in in_nav for uri in entry.values()]
        if not (is_made_elsewhere(config) or are_remade(config)):
            list_in_nav(config, self.files, in_nav)
        return self.files

    def _prepared(
        self, files: Files, config: MkDocsConfig, loaded: Loaded
    ) -> tuple[Takeover, Lookups, tuple[PlannedPage, ...]]:
        """What the pages of the archive are made of, and which they are."""
        takeover = Takeover(self.configuration, files, config, loaded.files)
        options = replace(self._options(config), files=takeover.files_for_notes(files))
        folder = self.configuration.cache
        lookups = find_lookups(loaded.archive, options, loaded.outlines, folder)
        self.ledger = open_ledger(lookups, self.configuration, self.staging)
        return takeover, lookups, plan_pages(CountedLookups(lookups, self.ledger))

    def _options(self, config: MkDocsConfig) -> Options:
        """What the pages of the archive are told of the site."""
        return Options(
            site_name=config.site_name,
            under=self.configuration.under,
            heading_slugs=heading_slugs(config, self.configuration),
            page_size=self.configuration.page_size,
            source_address=self.forge.source_address if self.forge else "",
            file_address=self.forge.file_address if self.forge else "",
            repository_folder=self.forge.folder if self.forge else "",
            edit_address=self.forge.edit_address if self.forge else "",
            new_address=self.forge.new_address if self.forge else "",
            remote_pictures=self.configuration.remote_pictures,
            search=self.configuration.search,
            history={
                path: (changes.last.isoformat(), changes.count)
                for path, changes in note_history(self.configuration.notes).items()
            },
        )

    def _plan(
        self, pages: Iterable[PlannedPage], written: Mapping[str, str]
    ) -> list[dict[str, str]]:
        """Plan the pages that are not `written` already; what of them goes into the navigation."""
        in_nav: list[dict[str, str]] = []
        self.documents = []
        self.planned = {}
        places = Places(written)
        for planned in pages:
            if planned.standalone:
                self.documents.append(planned)
                continue
            file = planned.file
            if other := places.in_the_way(file):  # what the site's keepers wrote stands
                other = written.get(other, other)
                if planned.source:
                    log.warning(_TAKEN, planned.source, planned.uri, other)
                elif planned.uri != self.configuration.under:
                    log.info(_HAS_ITS_PLACE, other, planned.uri, planned.title)
                continue
            places.take(file)
            uri = self.takeover.uri_of(planned)
            self.planned[uri] = planned
            if planned.in_nav and planned.uri:
                in_nav.append({planned.title: uri})
        return in_nav

    @event_priority(LAST)
    def _show_late(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add pages that another plugin would have made anew, and unmasked, had it seen them."""
        self._show(files, config)
        return files

    on_files = CombinedEvent(_read, _show_late)

    def _show(self, files: Files, config: MkDocsConfig, *, but: tuple[str, ...] = ()) -> None:
        """Put the pages that others have to find among the files of a site, `but` for folders."""
        shown = (
            uri
            for uri, planned in self.planned.items()
            if planned.in_nav or self._is_heard or planned.source in self.takeover.sources
        )
        for uri in (*shown, *named_in(config.nav)):
            file = None if uri.startswith(but) else self.files.get_file_from_path(uri)
            if file is not None and files.get_file_from_path(uri) is None:
                files.append(file)
        search = f"{self.configuration.under}{SEARCH}index"
        if self.configuration.search and all(f.dest_uri != f"{search}.html" for f in files):
            content = f"# Search\n\n{page_html()}\n"
            inclusion = InclusionLevel.NOT_IN_NAV
            files.append(made_file(config, f"{search}.md", content, inclusion=inclusion))

    @property
    def _is_heard(self) -> bool:
        """Whether each page of the archive goes the way of pages that MkDocs knows.

        The search of the theme goes that way, where it is the only one.
        """
        return self.configuration.page_events or not self.configuration.search

    def _file(self, config: MkDocsConfig, planned: PlannedPage) -> File:
        """A page of the archive as MkDocs knows files and pages."""
        file = self.takeover.page_file(config, planned)
        source = planned.source
        edit_url = edit_link(self.lookups, source) if source else ""
        page = ArchivePage(planned, file, config, edit_url, indexed=self._is_heard)
        if title := self.named_by_file.get(file.src_uri):
            page.title = html_markup(title)
        return file

    def _place(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give the archive its place, and date each page by the notes.

        A build reads no clock, so that two builds are alike.
        """
        found = (self.files.get_file_from_path(uri) for uri in self.in_section)
        own = [file.page for file in found if file is not None and file.page is not None]
        complete(
            nav,
            own,
            title=self.configuration.nav_title,
            place=self.configuration.nav_place,
        )
        self.section = section_of(own)
        dates = [note.note.date for note in self.archive.notes.values() if note.note.date]
        self.newest = max(dates, default=None)
        for file in files.documentation_pages():
            if file.page is not None and self.newest is not None:
                planned = file.page.planned if isinstance(file.page, ArchivePage) else None
                file.page.update_date = self._day(planned)
        for path, title in titles_in(config.nav).items():  # MkDocs asks no page that is there
            named = self.files.get_file_from_path(path)
            if named is not None and isinstance(named.page, ArchivePage):
                named.page.title = title
        escape_titles(nav.items)
        self.files.open = False
        self.nav = nav
        return nav

    @event_priority(LAST)
    def _leave_none_empty(self, nav: Navigation, **_: Any) -> Navigation:
        """Show no section of another plugin whose pages are all the archive's."""
        drop_empty(nav.items)
        return nav

    on_nav = CombinedEvent(_place, _leave_none_empty)

    def _day(self, planned: PlannedPage | None) -> str:
        """The day that a page is dated by: its note's, else that of the newest note."""
        day = (planned and planned.date) or self.newest
        return max(EARLIEST, min(day, LATEST)).isoformat() if day else ""

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Mask what lies among the notes and is none, such as their template."""
        return self.takeover.masked(markdown) if self.takeover.holds(page.file) else markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the dashboard where a hand-written page asks for it."""
        told_title(page)
        hidden = page.meta.get("search") or {}
        if page.file.generated_by != OURS and not (
            isinstance(hidden, dict) and hidden.get("exclude")
        ):
            uri = unquote(page.url).removeprefix("./")
            self.passages[uri] = page_passages(
                uri, str(page.title), html, under=self.configuration.under
            )
        if DASHBOARD in html:
            return html.replace(DASHBOARD, dashboard(self.lookups, uri=page.url))
        return html

    @event_priority(LAST)
    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Write the pages of the archive that MkDocs does not, now that all plugins were heard."""
        self.resources.enter_context(escaped_names(config))
        for file in files:
            if not file.is_documentation_page() and self._is_published(file):
                file.copy_file = _leave  # type: ignore[method-assign]
        is_heard = self._is_heard or are_remade(config)
        self.on_our_pages = LongNavigation(self.nav, self.section, is_heard=is_heard)
        known = {file.dest_uri for file in self._rendered(files)}
        self.unknown = [page for page in self.planned.values() if page.file not in known]
        edit_address = self.lookups.options.edit_address
        documents = files.documentation_pages()
        shells = Shells(config, self.on_our_pages, documents, env, edit_address, self.scripts)
        self.writer = PageWriter(
            self.lookups,
            self.configuration,
            self.staging,
            shells,
            self.scripts,
            self._day,
            self.ledger,
        )
        if self._is_heard:  # MkDocs is to render them all
            gc.enable()
        self.writer.write(self.unknown)
        warn(self.writer.problems)
        if shells.whole:
            log.info("Pages of the archive are rendered one by one: %s", shells.whole)
        self.fragments = self.resources.enter_context(self.writer.page_cache())
        return env

    def _is_in_nav(self, page: Page) -> bool:
        """Whether the navigation marks a page's place, or it is the home page, which lists all."""
        if "/" not in page.file.dest_uri:
            return True
        if isinstance(page, ShellPage):
            return page.is_in_nav
        planned = page.planned if isinstance(page, ArchivePage) else None
        return page in self.nav.pages or (planned is not None and planned.in_nav)

    def _rendered(self, files: Files) -> Iterator[File]:
        """The pages of the archive that MkDocs renders; those that it need not are taken off."""
        in_nav = {page.url for page in self.nav.pages}
        in_nav -= {place.page.url for place in self.on_our_pages.places.values()}
        for file in list(files):
            if isinstance(file.page, ArchivePage):
                if self._is_heard or file.page.url in in_nav or file.page.planned.in_nav:
                    yield file
                else:
                    files.remove(file)

    def _is_published(self, file: File) -> bool:
        """Whether a file that MkDocs would copy is published just so; then it is kept."""
        if file.inclusion == InclusionLevel.EXCLUDED:
            return False
        if file._content is None and file.abs_src_path:
            return self.staging.unchanged_file(file.dest_uri, Path(file.abs_src_path))
        return self.staging.unchanged(file.dest_uri, file.content_bytes)

    @event_priority(FIRST)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Let a page of the archive have its content, now that it is about to be written."""
        if isinstance(page, ArchivePage):
            made = self.fragments.render(page.planned)
            if page.planned.in_nav:
                self.fragments.note(page.planned)
            page.content = made.html
            page.toc = table_of_contents(made.toc)
            self.on_our_pages.open_section(page)
            context["nav"] = self.on_our_pages.around(page)
        return context

    @event_priority(FIRST)
    def _finish_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Add the search button, and make the page self-contained."""
        if self.configuration.search:
            search = f"{self.configuration.under}{SEARCH}"
            output = one_search(output, button_html(relative(page.url, search)))
        if isinstance(page, ArchivePage) or page.file.generated_by == OURS:
            output = one_title(output, page.content or "", str(page.title))
        self.output = name_index_files(ask_no_forge(output))
        return self.output

    @event_priority(LAST)
    def _close_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """See to what other plugins have added, and leave alone what is there already."""
        if output is not self.output:
            output = name_index_files(ask_no_forge(output))
        root = relative(page.url, "").removesuffix("index.html")
        output = self._without_scripts(output, root)
        if page.file.generated_by == OURS and not self._is_in_nav(page):
            own = (str(page.title), page.url, page.edit_url or "")
            output, scripts = repeats_in_files(output, root, own)
            self.scripts |= scripts
        if isinstance(page, ArchivePage):
            page.content = ""
            page.toc = TableOfContents([])
        if isinstance(page, ShellPage):
            return output
        if self.staging.unchanged(page.file.dest_uri, output.encode(errors="xmlcharrefreplace")):
            self.true_words.uri = page.file.src_uri
            return ""  # MkDocs then writes nothing
        return output

    on_post_page = CombinedEvent(_finish_page, _close_page)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the sitemap the pages that MkDocs does not know."""
        if template_name == "sitemap.xml":
            entries = sitemap_entries(self.unknown, config, self._day)
            context["pages"] = [*context["pages"], *entries]  # type: ignore[list-item]
        return context

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Give the error page ways on, and addresses that work at any depth and from a folder."""
        if template_name == "404.html":
            search = f"{self.configuration.under}{SEARCH}index.html"
            if self.configuration.search:
                output_content = one_search(output_content, button_html(search))
            planned = (one for one in self.planned.values() if one.in_nav and one.uri)
            lists = [(page.title, page.file) for page in planned]
            told = lost(lists, search if self.configuration.search else "")
            output_content = told_error(output_content, told)
            page = relative_error_page(output_content, config.site_url or "")
            return self._without_scripts(page, "")
        return output_content

    def _without_scripts(self, output: str, root: str) -> str:
        output, scripts = scripts_in_files(output, root)
        self.scripts |= scripts
        return output

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing behind of a build that failed, and the published site as it is."""
        if not self.building:
            return
        gc.enable()
        self.recording.drop()
        self.resources.close()
        self.staging.close()
        self.building = False
        self.nested = 0
        if isinstance(error, OSError) and error.errno in UNWRITABLE:
            raise Abort(f"The site cannot be written: {self.staging.told(error)}") from error

    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add the archive as data and its former addresses, publish all, and say what was found."""
        self.resources.close()
        made = self.writer.made + self.fragments.made
        taken = self.writer.taken + self.fragments.taken
        warn(self.fragments.problems)
        self.ledger.take_in(self.fragments.noted())
        log.debug("%d pages made, %d taken up", made, taken)
        document = "json" if self.configuration.publish_data else "addresses"
        self.staging.write(
            f"{self.configuration.under}archive.json", b"".join(export(self.archive, document))
        )
        for address, script in self.scripts.items():
            self.staging.write(address, script.encode())
        if self.configuration.search:
            site = tuple(self.passages.values())
            with cluster_errors_told():
                of = (self.lookups, self.configuration, self.staging)
                write_search(*of, site, self.ledger)
        self.writer.write_documents(self.documents)
        if self.nested:
            self.nested -= 1
            return
        self._forbid_leaks()
        changes = self.staging.publish()
        known = self.writer.standing.states if changes.few else {}  # else they are linked anew
        states = {
            file: known.get(file) or file_state(f"{self.staging.site}/{file}")
            for file in changes.files
        }
        self.ledger.take_in(published_files(states))
        give_back()  # as the ledger is packed a build holds most
        self.ledger.write()
        self.staging.close()
        if not self.previews:
            gc.freeze()  # the process is about to end
        gc.enable()
        self.building = False
        config.site_dir = self.site_dir
        # What was linked anew has another state since the old site is gone.
        self.recording.end(states if changes.few else states_in(self.staging.site))
        seconds = time.monotonic() - self.started
        log.info("%s, in %.1f s", summary(self.archive), seconds)
        log.debug(
            "%d files new, %d changed, %d gone",
            *map(len, (changes.new, changes.changed, changes.gone)),
        )
        if not self.previews:
            log.info("Open %s", Path(config.site_dir, "index.html").resolve().as_uri())

    def _forbid_leaks(self) -> None:
        """Let no build be published in which a masked value stands; the old site stays then.

        Of the files that stay as they are, those are looked through that are not made of notes: the
        notes themselves hold what all others show, and were looked through when they were read.
        """
        scan = LeakScan(self.withheld)
        own = {planned.file for planned in (*self.planned.values(), *self.documents)}
        search = f"{self.configuration.under}{SEARCH}"
        kept = [path for path in self.staging.kept if not path.startswith(search)]
        found = scan.in_notes(self.archive, self.shown)
        found |= scan.in_files(self.staging.folder, self.staging.fresh(), plain=own)
        found |= scan.in_files(self.staging.site, (path for path in kept if path not in own))
        if found:
            told = log_lines(str(LeakError(found)))
            raise PluginError(f"The site is not published, since it would leak:\n{told}\n{_MEND}")


def _leave(dirty: bool = False) -> None:  # noqa: FBT001, FBT002  # as MkDocs calls it
    """Copy nothing: the file is published as it is."""
