"""Words of what is remembered of lists."""

from __future__ import annotations

from crm_desktop.words import pgettext
from crm_desktop.words.wording import Wording

OPERATIONS: dict[str, Wording] = {
    "import-profile.rename": lambda _: pgettext("Operations", "New name of list “{title}”"),
    "import-profile.forget": lambda _: pgettext("Operations", "Forgetting of list “{title}”"),
}

PROBLEMS: dict[str, Wording] = {
    "import-profile.name-missing": lambda _: pgettext(
        "Problems", "Give the list a name; nothing was changed."
    ),
    "import-profile.none-of-this-name": lambda _: pgettext(
        "Problems", "Nothing is remembered under “{name}”. Nothing was changed."
    ),
}
