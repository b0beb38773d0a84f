"""Writes the pages of the archive that MkDocs never sees, those that stand as they are excepted."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from mkdocs.plugins import get_plugin_logger

from ..configuration import Configuration
from ..core.records import Problem
from ..incremental.ledger import Ledger, Noted, Notes
from ..incremental.page_cache import BATCH, PageCache, options_of
from ..incremental.standing_pages import StandingPages, value_of
from ..pages.dependencies import Answers
from ..pages.lookups import Lookups
from ..pages.model import PlannedPage
from ..pages.render import render
from ..site.files import Places
from ..site.staging import Staging
from ..store.cache import code_version, key_of
from ..store.machine_key import private_folder
from ..workers.forking import shared_out
from ..workers.memory import give_back
from ..workers.progress import Stage
from .shells import Shells

log = get_plugin_logger(__name__)

_NO_ROOM = "The former address /%s is not kept, since /%s is there: it would lead to /%s"

WORTH_FORKING = 500
"""Fewer pages than this are rendered sooner here than in several processes."""

ROUND = 250
"""Pages that processes share before they are begun anew.

A process that was forked copies what it or the other touches, so in the end it has it all.
"""


class _Written(NamedTuple):
    """What became of a share of the pages: files kept, scripts, and pages made and taken up.

    `problems` are those of notes that cannot be shown as they are.
    """

    kept: frozenset[str]
    scripts: dict[str, str]
    made: int
    taken: int
    problems: tuple[Problem, ...]
    noted: Noted


class PageWriter:
    """Writes pages into the staged site; `day` is what a page is dated.

    `scripts` has those that were taken out of pages, by their addresses, and grows. `made` counts
    the pages that were rendered, `taken` those that stood or were found in the cache. `problems`
    are those of notes that cannot be shown as they are. `ledger` is what was noted of the site's
    last build, and is of this one; `standing` tells which pages of that are published still.
    """

    def __init__(
        self,
        lookups: Lookups,
        configuration: Configuration,
        staging: Staging,
        shells: Shells,
        scripts: dict[str, str],
        day: Callable[[PlannedPage], str],
        ledger: Ledger,
    ) -> None:
        self._lookups = lookups
        self._configuration = configuration
        self._staging = staging
        self._shells = shells
        self._scripts = scripts
        self._day = day
        self.ledger = ledger
        self.standing = StandingPages(ledger, staging.site, shells.fingerprint)
        self.problems: list[Problem] = []
        self.made = 0
        self.taken = 0

    def write(self, pages: Sequence[PlannedPage]) -> None:
        """Write pages, in several processes where there are many."""
        anew = self._without_standing(pages)
        processes = self._configuration.workers or os.cpu_count() or 1
        with Stage("Rendering", len(anew), "pages") as self._stage:
            self._take_in(self._write(anew[:BATCH]))  # what all processes then share
            several = processes if len(anew) >= WORTH_FORKING else 1
            if len(anew) >= WORTH_FORKING:
                gc.enable()
            give_back()
            for start in range(BATCH, len(anew), ROUND):
                for written in shared_out(self._write, anew[start : start + ROUND], several):
                    self._take_in(written)
            give_back()

    def _without_standing(self, pages: Sequence[PlannedPage]) -> list[PlannedPage]:
        """The pages that have to be made; those that are published as they would be are kept."""
        anew, stood = [], []
        for page in pages:
            file = page.file
            if self.standing.stands(page, file, self._day(page), self._beside(page)):
                stood.append(file)
            else:
                anew.append(page)
        self._staging.keep(stood)
        self.taken += len(stood)
        return anew

    def _beside(self, planned: PlannedPage) -> str:
        """What is near a page in the navigation, and so stands on it."""
        return str(self._shells.nav_entries(planned) or "")

    def write_documents(self, documents: Iterable[PlannedPage]) -> None:
        """Write pages that are documents by themselves, unless they stand.

        They come last: what lies in the place of one, as the site's keepers put it there, stays.
        """
        kept, fresh = self._staging.kept, self._staging.fresh()
        come, there, stood = Places(fresh), None, dict[str, None]()
        for planned in documents:
            file = planned.file
            stands = file not in kept and self.standing.stands_alone(planned, file)
            if stands and not come.in_the_way(file):
                stood[file] = None
                if there:
                    there.take(file)
            else:  # as few do: all that there is has to be looked through
                there = there or Places((*kept, *fresh, *stood))
                if other := there.in_the_way(file):
                    if other != file:
                        log.warning(_NO_ROOM, planned.uri, other, planned.target)
                    continue
                html = render(planned, self._lookups).html
                self._staging.write(file, html.encode())
                come.take(file)
                there.take(file)
            self.standing.add_document(planned, file)
        self._staging.keep(stood)
        self.ledger.take_in(self.standing.documents())

    def page_cache(self, answers: Notes | None = None) -> PageCache:
        """What renders a page, or takes it up as it was rendered before.

        `answers` are those that were noted by then.
        """
        configuration = self._configuration
        return PageCache(
            self._lookups,
            configuration.cache,
            configuration.settings,
            answers or Notes(self.ledger.now, self.ledger.known),
        )

    def _write(self, share: Sequence[PlannedPage]) -> _Written:
        """Write a share of the pages, in whatever process this is."""
        notes = Notes(self.ledger.now, self.ledger.known)
        with self.page_cache(notes) as fragments:
            for planned in self._stage.over(share):
                page, day = fragments.render(planned), self._day(planned)
                html = self._shells.finish(planned, page, day)
                self._staging.write(planned.file, html.encode(errors="xmlcharrefreplace"))
                form = self._shells.form_of(planned, page)
                shell = self._shells.fingerprint(form, day)
                if shell and fragments.asked is not None:
                    value = value_of(planned, self._beside(planned), form, shell)
                    notes.add(planned.uri, fragments.asked, value)
        return _Written(
            self._staging.kept,
            self._scripts,
            fragments.made,
            fragments.taken,
            tuple(fragments.problems),
            notes.noted(),
        )

    def _take_in(self, written: _Written) -> None:
        """Know what was written, in whatever process that was."""
        self._staging.keep(written.kept)
        self._scripts |= written.scripts
        self.ledger.take_in(written.noted)
        self.problems += written.problems
        self.made += written.made
        self.taken += written.taken


def open_ledger(lookups: Lookups, configuration: Configuration, staging: Staging) -> Ledger:
    """What the last build of this site has noted of its pages, and of its index."""
    cache = configuration.cache
    name = key_of("ledger", str(staging.site)).hex()
    salt = key_of("ledger", code_version(), repr(configuration.settings), options_of(lookups))
    path = private_folder(cache) / f"{name[:32]}.made" if cache else None
    return Ledger(Answers(lookups), salt, path)
