"""What the palette can do besides showing records: the actions of the window, the help."""

from __future__ import annotations

from functools import partial

from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.shell import guide
from crm_desktop.ui.shell.actions import Actions, keys_text
from crm_desktop.ui.shell.palette import Doing


def doings(table: Actions, desk: Desk) -> list[Doing]:
    """The actions that would do something now, but the palette itself; the pages of the guide."""
    possible = [one for one in table.possible() if one.id != "palette"]
    acts = [
        Doing(table.action(one.id).text(), table.action(one.id).trigger, one.icon, keys_text(one))
        for one in possible
    ]
    pages = [
        Doing(title, partial(desk.navigator.go, "help", name), "circle-help", topic=True)
        for name, title in guide.pages(desk.language)
    ]
    return [*acts, *pages]
