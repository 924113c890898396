"""Words of saved views: what is done to them, and why not."""

from __future__ import annotations

from crm_desktop.words import pgettext
from crm_desktop.words.wording import Wording

OPERATIONS: dict[str, Wording] = {
    "view.add": lambda _: pgettext("Operations", "New view “{title}”"),
    "view.change": lambda _: pgettext("Operations", "Change of view “{title}”"),
    "view.rename": lambda _: pgettext("Operations", "New name of view “{title}”"),
    "view.move": lambda _: pgettext("Operations", "Move of view “{title}”"),
    "view.delete": lambda _: pgettext("Operations", "Deletion of view “{title}”"),
}
