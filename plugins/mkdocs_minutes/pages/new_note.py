"""The link that opens the forge's editor on a new note."""

from __future__ import annotations

from ..core.escape import path_of, path_step
from ..core.records import Series
from ..core.template import template
from .lookups import Lookups

LONGEST_ADDRESS = 6000
"""Characters of an address that forges and browsers take without trouble."""


def new_note_link(lookups: Lookups, series: Series | None = None) -> str:
    """The address of the forge's editor with a new note of the series, or of any meeting.

    `""` where the site has no forge. A text too long for an address is left out: the page of a new
    file opens then, and no more.
    """
    form = lookups.options.new_address
    if not form:
        return ""
    new = template(lookups.archive, series)
    folder = f"/{path_of(new.folder)}" if new.folder else ""
    name = path_step(new.name)
    address = form.format(folder=folder, name=name, text=path_step(new.text))
    return (
        address
        if len(address) <= LONGEST_ADDRESS
        else form.format(folder=folder, name=name, text="")
    )
