"""What the palette can do besides showing records: the window's actions, the settings, the help."""

from __future__ import annotations

from functools import partial

from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.shell import guide
from crm_desktop.ui.shell.actions import Actions, keys_text
from crm_desktop.ui.shell.palette import Doing
from crm_desktop.words import pgettext


def doings(table: Actions, desk: Desk) -> list[Doing]:
    """What would do something now, but the palette itself; the settings; the pages of the guide."""
    # Not at the start: what one does not look into is not loaded.
    from crm_desktop.ui.settings.contents import SECTIONS

    possible = [one for one in table.possible() if one.id != "palette"]
    acts = [
        Doing(table.action(one.id).text(), table.action(one.id).trigger, one.icon, keys_text(one))
        for one in possible
    ]
    place = pgettext("Shell", "Settings → {section}")
    settings = [
        Doing(
            place.format(section=one.title()),
            partial(desk.navigator.go, "settings", one.id),
            one.icon,
            sought=one.keywords(),
        )
        for one in SECTIONS
    ]
    pages = [
        Doing(title, partial(desk.navigator.go, "help", name), "circle-help", topic=True)
        for name, title in guide.pages(desk.language)
    ]
    return [*acts, *settings, *pages]
