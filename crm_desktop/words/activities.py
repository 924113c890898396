"""What happened, in words: operations, refusals, who turned to whom."""

from __future__ import annotations

from crm_desktop.words import pgettext
from crm_desktop.words.wording import Wording

PROBLEMS: dict[str, Wording] = {
    "activity.asks-date": lambda _: pgettext(
        "Problems",
        "After “{outcome}” a next step is needed. Nothing was saved yet; write the day beside it, "
        "for example “tomorrow”.",
    ),
    "activity.in-future": lambda _: pgettext(
        "Problems",
        "What has happened cannot lie in the future. Nothing was saved; for what is planned make "
        "a task.",
    ),
    "activity.not-yours": lambda _: pgettext(
        "Problems",
        "Somebody else wrote this. Nothing was changed; write an entry of your own beside it.",
    ),
}
OPERATIONS: dict[str, Wording] = {
    "note.add": lambda _: pgettext("Operations", "New note on client “{title}”"),
    "activity.log": lambda _: pgettext("Operations", "{way} noted on client “{title}”"),
    "activity.edit": lambda _: pgettext("Operations", "Change of an entry on client “{title}”"),
    "activity.pin": lambda _: pgettext("Operations", "Entry on client “{title}” pinned"),
    "activity.unpin": lambda _: pgettext("Operations", "Entry on client “{title}” unpinned"),
    "activity.delete": lambda _: pgettext("Operations", "Deletion of an entry on client “{title}”"),
}
ENUMS: dict[str, Wording] = {
    "Direction.out": lambda _: pgettext("Activities", "outgoing"),
    "Direction.in": lambda _: pgettext("Activities", "incoming"),
}
