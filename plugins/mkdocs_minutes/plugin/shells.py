"""The theme's shell around pages that MkDocs itself never sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import count

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from ..core.escape import html_attribute, html_markup, one_line, path_of
from ..core.part_paths import file_of
from ..pages import model
from ..site import shell
from ..site.shell import IN_CODE, Form, Levels, Marks, Parts, Shell, ShellError
from .files import made_file
from .long_navigation import LongNavigation
from .page import meta, table_of_contents

INDEXERS = ("mkdocs.contrib.search", "properdocs.contrib.search", "material.plugins.search")
"""Packages of plugins that only take note of a page, so that a page of marks is not for them."""


class ShellPage(Page):
    """A page that is in no list of MkDocs' pages: what it becomes is not written by MkDocs.

    `is_in_nav` tells whether it stands for one that the navigation lists.
    """

    is_in_nav = False


class Shells:
    """What the theme and the other plugins put around pages of the archive.

    `edit_address` is the forge's address of its editor, with `{path}`; `""` where there is none.
    `scripts` are those that were taken out of pages, and grow with each page that is rendered.
    A theme that cannot be cut is asked for each page anew; `whole` is why, else `""`.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        navigation: LongNavigation,
        files: Sequence[File],
        env: jinja2.Environment,
        edit_address: str,
        scripts: dict[str, str],
    ) -> None:
        self._config = config
        self._navigation = navigation
        self._files = files
        self._template = env.get_template("main.html")
        self._edit_address = edit_address
        self._scripts = scripts
        self._known: dict[Form, Shell] = {}
        self.whole = ""

    def finish(self, planned: model.PlannedPage, page: model.Page, day: str) -> str:
        """A page of the archive as readers get it; `day` is what it is dated."""
        if not self.whole:
            try:
                shell = self._shell(self.form_of(planned, page))
                return shell.join(self._parts(planned, page, day))
            except ShellError as error:
                self.whole = str(error)
        return self._render_whole(planned, page, day)

    def fingerprint(self, form: Form, day: str) -> bytes:
        """A hash of what stands around a page of a form and a day; `b""` where pages are not cut.

        The day counts only where the theme shows it.
        """
        if not self.whole:
            try:
                shell = self._shell(form)
                return shell.fingerprint + (day.encode() if shell.is_dated else b"")
            except ShellError as error:
                self.whole = str(error)
        return b""

    def form_of(self, planned: model.PlannedPage, page: model.Page) -> Form:
        """What decides how a theme renders a page, besides its texts."""
        place = self._navigation.places.get(planned.uri)
        return Form(
            steps=planned.uri.rstrip("/").count("/") + 1,
            names_file=not planned.uri.endswith("/"),
            has_source=bool(planned.source),
            has_title="<h1" in page.html,
            entries=_levels(page.toc),
            place=place.key if place else "",
        )

    def nav_entries(self, planned: model.PlannedPage) -> tuple[tuple[str, str], ...]:
        """The title and address of a page in the navigation, and those of the notes near it.

        Those of a page that has no place in it are none. They are escaped as themes print them.
        """
        place = self._navigation.places.get(planned.uri)
        pages = (place.page, *place.neighbours) if place else ()
        return tuple((str(page.title), _stem_of(page.planned.file)) for page in pages)

    def _parts(self, planned: model.PlannedPage, page: model.Page, day: str) -> Parts:
        """The texts of a page, escaped for where a theme puts them."""
        return Parts(
            content=page.html,
            title=html_attribute(one_line(planned.title)),
            description=html_attribute(one_line(planned.description)),
            address=html_attribute(path_of(planned.uri)),
            source=html_attribute(path_of(file_of(planned.source))),
            day=day,
            entries=[*_entries(page.toc)],
            in_nav=self.nav_entries(planned),
        )

    def _shell(self, form: Form) -> Shell:
        known = self._known.get(form)
        if known is None:
            known = self._known[form] = self._capture(form)
        return known

    def _capture(self, form: Form) -> Shell:
        marks = Marks(form)
        page = self._page(marks.address, is_in_nav=bool(form.place))
        page.title = html_markup(marks(shell.TITLE))
        page.meta = {"title": page.title, "description": html_markup(marks(shell.DESCRIPTION))}
        page.content = marks.content
        page.toc = TableOfContents([*_marked(form.entries, marks, count(shell.FIRST_ENTRY, 2))])
        page.update_date = marks(shell.DAY)
        if form.has_source:
            page.edit_url = self._edit_address.format(path=marks(shell.SOURCE))
        nav = self._marked_nav(form, page, marks) if form.place else self._around(page)
        html = self._render(page, nav)
        marked = [name for name, script in self._scripts.items() if marks.are_in(script)]
        for name in marked:
            del self._scripts[name]
        if marked:
            raise ShellError(IN_CODE)
        return marks.cut(html)

    def _around(self, page: ShellPage) -> Navigation:
        """The navigation around a page that it does not list."""
        self._navigation.open_section(page)
        return self._navigation.around(page)

    def _marked_nav(self, form: Form, page: ShellPage, marks: Marks) -> Navigation:
        """The navigation around a page of marks, with marks for what is near it."""
        place = self._navigation.example(form.place)
        if place is None:
            raise ShellError("the navigation has no such place")
        neighbours = [
            self._named_page(marks, shell.FIRST_IN_NAV + 2 * at)
            for at in range(1, len(place.neighbours) + 1)
        ]
        page.title = html_markup(marks(shell.FIRST_IN_NAV))
        return self._navigation.with_in_place(page, place, neighbours)

    def _named_page(self, marks: Marks, at: int) -> ShellPage:
        """A page with marks for its title and its address."""
        page = self._page(f"{marks(at + 1)}.html", is_in_nav=True)
        page.title = html_markup(marks(at))
        return page

    def _render_whole(self, planned: model.PlannedPage, page: model.Page, day: str) -> str:
        place = self._navigation.places.get(planned.uri)
        made = self._page(planned.uri, planned.file, is_in_nav=place is not None)
        made.meta = meta(planned)
        made.title = made.meta["title"]
        made.content = page.html
        made.toc = table_of_contents(page.toc)
        made.update_date = day
        if planned.source and self._edit_address:
            made.edit_url = self._edit_address.format(path=path_of(file_of(planned.source)))
        if place is None:
            return self._render(made, self._around(made))
        made.title = place.page.title
        return self._render(made, self._navigation.with_in_place(made, place))

    def _page(self, uri: str, target: str = "", *, is_in_nav: bool = False) -> ShellPage:
        """A page at an address."""
        source = f"{uri}index.md" if uri.endswith("/") else uri.removesuffix("html") + "md"
        target = target or (f"{uri}index.html" if uri.endswith("/") else uri)
        if is_in_nav:  # its own source lies beside those of its neighbours
            source = f"{uri.rstrip('/').removesuffix('.html')}.md"
        inclusion = InclusionLevel.NOT_IN_NAV
        file = made_file(self._config, source, "", target=target, inclusion=inclusion)
        page = ShellPage("", file, self._config)
        page.is_in_nav = is_in_nav
        page.markdown = ""
        page.edit_url = None
        return page

    def _render(self, page: ShellPage, nav: Navigation) -> str:
        """What the theme makes of a page, and all plugins of that."""
        config = self._config
        config._current_page = page  # as MkDocs does it for plugins that ask
        context = get_context(nav, self._files, config, page)
        for heard in self._heard:
            changed = heard(context, page=page, config=config, nav=nav)
            context = context if changed is None else changed
        output = self._template.render(context)
        output = config.plugins.on_post_page(output, page=page, config=config)
        config._current_page = None
        page.active = False
        return output

    @cached_property
    def _heard(self) -> list:  # type: ignore[type-arg]
        """The functions of plugins that are told of a page before it is rendered."""
        events = self._config.plugins.events["page_context"]
        return [event for event in events if not event.__module__.startswith(INDEXERS)]


def _stem_of(file: str) -> str:
    """The address of a file of the site as it may stand in an attribute, without its ending."""
    return html_attribute(path_of(file.removesuffix(".html")))


def _levels(entries: Iterable[model.TocEntry]) -> Levels:
    return tuple((entry.level, _levels(entry.children)) for entry in entries)


def _entries(entries: Iterable[model.TocEntry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        yield html_attribute(one_line(entry.title)), html_attribute(entry.anchor)
        yield from _entries(entry.children)


def _marked(entries: Levels, marks: Marks, places: Iterator[int]) -> Iterator[AnchorLink]:
    for level, below in entries:
        place = next(places)
        link = AnchorLink(html_markup(marks(place)), marks(place + 1), level)
        link.children = [*_marked(below, marks, places)]
        yield link
