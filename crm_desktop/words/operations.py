"""Names of operations in words, for menus and the journal; one line per registered command."""

from __future__ import annotations

from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.wording import Wording

OPERATIONS: dict[str, Wording] = {
    "base.create": lambda _: pgettext("Operations", "New base"),
    "demo.fill": lambda _: pgettext("Operations", "Demo shop"),
    "client.add": lambda _: pgettext("Operations", "New client “{title}”"),
    "client.edit": lambda _: pgettext("Operations", "Change of client “{title}”"),
    "client.delete": lambda _: pgettext("Operations", "Deletion of client “{title}”"),
    "client.restore": lambda _: pgettext("Operations", "Return of client “{title}”"),
    "client.import": lambda p: npgettext(
        "Operations", "Import of {count} client", "Import of {count} clients", p.count
    ),
    "note.add": lambda _: pgettext("Operations", "New note on client “{title}”"),
    "note.edit": lambda _: pgettext("Operations", "Change of a note on client “{title}”"),
    "note.delete": lambda _: pgettext("Operations", "Deletion of a note on client “{title}”"),
    "deal.add": lambda _: pgettext("Operations", "New deal “{title}”"),
    "deal.edit": lambda _: pgettext("Operations", "Change of deal “{title}”"),
    "deal.move": lambda _: pgettext("Operations", "Move of deal “{title}”"),
    "deal.delete": lambda _: pgettext("Operations", "Deletion of deal “{title}”"),
    "task.add": lambda _: pgettext("Operations", "New task “{title}”"),
    "task.edit": lambda _: pgettext("Operations", "Change of task “{title}”"),
    "task.done": lambda _: pgettext("Operations", "Task done “{title}”"),
    "task.reopen": lambda _: pgettext("Operations", "Task open again “{title}”"),
    "task.snooze": lambda _: pgettext("Operations", "Reminder put off “{title}”"),
    "task.delete": lambda _: pgettext("Operations", "Deletion of task “{title}”"),
    "task.reminded": lambda _: pgettext("Operations", "Reminder shown “{title}”"),
    "organisation.save": lambda _: pgettext("Operations", "Requisites of “{title}”"),
    "document.create": lambda _: pgettext("Operations", "New document “{title}”"),
    "document.edit": lambda _: pgettext("Operations", "Change of document “{title}”"),
    "document.issue": lambda _: pgettext("Operations", "Issue of document {number} “{title}”"),
    "document.cancel": lambda _: pgettext(
        "Operations", "Cancellation of document {number} “{title}”"
    ),
    "document.correct": lambda _: pgettext(
        "Operations", "Correction of document {number} “{title}”"
    ),
    "document.copy": lambda _: pgettext("Operations", "Copy of document {number} “{title}”"),
    "document.delete": lambda _: pgettext("Operations", "Deletion of document “{title}”"),
    "document.number-from": lambda _: pgettext("Operations", "Next number of documents: {number}"),
}

VIAS: dict[str, Wording] = {
    "undo": lambda _: pgettext("Operations", "Undone: {operation}"),
    "take-back": lambda _: pgettext("Operations", "Taken back: {operation}"),
    "redo": lambda _: pgettext("Operations", "Done again: {operation}"),
}
"""How an operation is told that reverses another one."""
