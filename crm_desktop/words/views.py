"""Words of saved views: what is done to them, and why not."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.wording import Wording

OPERATIONS: dict[str, Wording] = {
    "view.add": lambda _: pgettext("Operations", "New view “{title}”"),
    "view.change": lambda _: pgettext("Operations", "Change of view “{title}”"),
    "view.rename": lambda _: pgettext("Operations", "New name of view “{title}”"),
    "view.move": lambda _: pgettext("Operations", "Move of view “{title}”"),
    "view.delete": lambda _: pgettext("Operations", "Deletion of view “{title}”"),
}


def not_found_text(titles: Sequence[str]) -> str:
    """What a view out of a file lost here: fields of one's own that this base has not."""
    text = npgettext(
        "Views",
        "This base has no field {names}. The view is kept without it.",
        "This base has no fields {names}. The view is kept without them.",
        len(titles),
    )
    named = pgettext("Views", "“{name}”")
    return text.format(names=", ".join(named.format(name=one) for one in titles))
