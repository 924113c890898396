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
    "Shown.all": lambda _: pgettext("Activities", "Everything"),
    "Shown.written": lambda _: pgettext("Activities", "Notes and contacts"),
    "Shown.deals": lambda _: pgettext("Activities", "Deals"),
    "Shown.papers": lambda _: pgettext("Activities", "Papers"),
    "Shown.tasks": lambda _: pgettext("Activities", "Tasks"),
    "Shown.files": lambda _: pgettext("Activities", "Files"),
    "Shown.changes": lambda _: pgettext("Activities", "Changes"),
    "StoryKind.change": lambda _: pgettext("Activities", "Change"),
    "StoryKind.merged": lambda _: pgettext("Activities", "Merge"),
    "StoryKind.deal": lambda _: pgettext("Activities", "Deal"),
    "StoryKind.stage": lambda _: pgettext("Activities", "Stage"),
    "StoryKind.task": lambda _: pgettext("Activities", "Task"),
    "StoryKind.task-done": lambda _: pgettext("Activities", "Task done"),
    "StoryKind.issued": lambda _: pgettext("Activities", "Paper issued"),
    "StoryKind.cancelled": lambda _: pgettext("Activities", "Paper cancelled"),
    "StoryKind.file": lambda _: pgettext("Activities", "File"),
    "StoryKind.complaint": lambda _: pgettext("Activities", "Complaint"),
    "StoryKind.contact": lambda _: pgettext("Activities", "Contact"),
    "StoryKind.note": lambda _: pgettext("Activities", "Note"),
}
