"""The page at a former address, which leads on to the present one."""

from __future__ import annotations

from ...core.addresses import relative
from ..lookups import Lookups
from ..model import PlannedPage
from .view import View

MOVED_SCRIPT = "assets/minutes/moved.js"
"""The script that takes anchors along, as an address in the site."""


def redirect_view(planned: PlannedPage, _lookups: Lookups) -> View:
    """A whole document that leads to where the page has moved."""
    return View(
        "redirect.html",
        {
            "title": planned.title,
            "href": relative(planned.uri, planned.target),
            "script": relative(planned.uri, MOVED_SCRIPT),
        },
    )
