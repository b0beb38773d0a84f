"""The archive as pages: a plan of them all, and each rendered by itself.

lookups = look_up(archive, options)
for planned in plan_pages(lookups):
    page = render(planned, lookups)
"""

from .kinds import plan_pages
from .lookups import Lookups, look_up
from .model import Attachment, Options, Page, PlannedPage, TocEntry
from .render import SCRIPTS, STYLESHEETS, assets, dashboard, render
from .views.note import edit_link

__all__ = [
    "SCRIPTS",
    "STYLESHEETS",
    "Attachment",
    "Lookups",
    "Options",
    "Page",
    "PlannedPage",
    "TocEntry",
    "assets",
    "dashboard",
    "edit_link",
    "look_up",
    "plan_pages",
    "render",
]
