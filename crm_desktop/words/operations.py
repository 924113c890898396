"""Names of operations in words, for menus and the journal; one line per registered command."""

from __future__ import annotations

from crm_desktop.words import (
    activities,
    attachments,
    client_bulk,
    duplicates,
    employees,
    import_nouns,
    import_profiles,
    merge,
    npgettext,
    pgettext,
    round_trip,
    views,
)
from crm_desktop.words import bin as bin_words
from crm_desktop.words.wording import Wording

OPERATIONS: dict[str, Wording] = {
    "base.create": lambda _: pgettext("Operations", "New base"),
    "demo.fill": lambda _: pgettext("Operations", "Demo shop"),
    "client.add": lambda _: pgettext("Operations", "New client “{title}”"),
    "client.edit": lambda _: pgettext("Operations", "Change of client “{title}”"),
    "client.set": lambda _: pgettext("Operations", "Change of client “{title}”"),
    "client.set-back": lambda _: pgettext("Operations", "Earlier value of client “{title}”"),
    "contact.save": lambda _: pgettext("Operations", "Contact “{title}” of client “{client}”"),
    "contact.remove": lambda _: pgettext(
        "Operations", "Removal of contact “{title}” from client “{client}”"
    ),
    "contact-point.make-main": lambda _: pgettext(
        "Operations", "Main way of contact of “{title}”: {value}"
    ),
    "contact-point.move": lambda _: pgettext(
        "Operations", "Order of the ways of contact of “{title}”: {value}"
    ),
    "contact-point.label": lambda _: pgettext("Operations", "Label at “{title}”: {value}"),
    "contact-point.remove": lambda _: pgettext(
        "Operations", "Removal of a way of contact of “{title}”: {value}"
    ),
    "relation.save": lambda _: pgettext("Operations", "Relation of “{title}” to “{other}”"),
    "relation.remove": lambda _: pgettext("Operations", "Removal of a relation of “{title}”"),
    "client-address.save": lambda _: pgettext("Operations", "Address of client “{title}”"),
    "client-address.remove": lambda _: pgettext(
        "Operations", "Removal of an address of client “{title}”"
    ),
    "client-account.save": lambda _: pgettext("Operations", "Bank account of client “{title}”"),
    "client-account.remove": lambda _: pgettext(
        "Operations", "Removal of a bank account of client “{title}”"
    ),
    "client-date.save": lambda _: pgettext("Operations", "Date of client “{title}”"),
    "client-date.remove": lambda _: pgettext("Operations", "Removal of a date of client “{title}”"),
    "client.delete": lambda _: pgettext("Operations", "Deletion of client “{title}”"),
    "client.restore": lambda _: pgettext("Operations", "Return of client “{title}”"),
    "client.import": lambda p: npgettext(
        "Operations", "Import of {count} client", "Import of {count} clients", p.count
    ),
    **import_profiles.OPERATIONS,
    **bin_words.OPERATIONS,
    **import_nouns.OPERATIONS,
    **client_bulk.OPERATIONS,
    **duplicates.OPERATIONS,
    **merge.OPERATIONS,
    **round_trip.OPERATIONS,
    **attachments.OPERATIONS,
    **employees.OPERATIONS,
    **activities.OPERATIONS,
    **views.OPERATIONS,
    "deal.add": lambda _: pgettext("Operations", "New deal “{title}”"),
    "deal.edit": lambda _: pgettext("Operations", "Change of deal “{title}”"),
    "deal.move": lambda _: pgettext("Operations", "Move of deal “{title}”"),
    "deal.delete": lambda _: pgettext("Operations", "Deletion of deal “{title}”"),
    "task.add": lambda _: pgettext("Operations", "New task “{title}”"),
    "task.edit": lambda _: pgettext("Operations", "Change of task “{title}”"),
    "task.done": lambda _: pgettext("Operations", "Task done “{title}”"),
    "task.reopen": lambda _: pgettext("Operations", "Task open again “{title}”"),
    "task.snooze": lambda _: pgettext("Operations", "Reminder put off “{title}”"),
    "task.snooze-all": lambda p: npgettext(
        "Operations", "{count} reminder put off", "{count} reminders put off", p.count
    ),
    "task.postpone": lambda _: pgettext("Operations", "Task put off “{title}”"),
    "task.delete": lambda _: pgettext("Operations", "Deletion of task “{title}”"),
    "task.reminded": lambda _: pgettext("Operations", "Reminder shown “{title}”"),
    "organisation.save": lambda _: pgettext("Operations", "Requisites of “{title}”"),
    "organisation.move": lambda _: pgettext("Operations", "Order of your firms: “{title}”"),
    "organisation.delete": lambda _: pgettext("Operations", "Deletion of your firm “{title}”"),
    "organisation.archive": lambda _: pgettext("Operations", "Archiving of your firm “{title}”"),
    "organisation.restore": lambda _: pgettext("Operations", "Your firm “{title}” in use again"),
    "organisation.picture": lambda _: pgettext("Operations", "Picture for printing of “{title}”"),
    "business.change": lambda _: pgettext("Operations", "Settings of the business"),
    "numbering.save": lambda _: pgettext(
        "Operations", "Numbering of “{title}”: next number {number}"
    ),
    "pipeline.add": lambda _: pgettext("Operations", "New pipeline “{title}”"),
    "pipeline.rename": lambda _: pgettext("Operations", "Pipeline “{title}” renamed “{name}”"),
    "pipeline.move": lambda _: pgettext("Operations", "Order of pipelines: “{title}”"),
    "pipeline.delete": lambda _: pgettext("Operations", "Removal of pipeline “{title}”"),
    "stage.add": lambda _: pgettext("Operations", "New stage “{title}”"),
    "stage.edit": lambda _: pgettext("Operations", "Change of stage “{title}”"),
    "stage.move": lambda _: pgettext("Operations", "Order of stages: “{title}”"),
    "stage.demand": lambda _: pgettext("Operations", "Fields that stage “{title}” asks for"),
    "stage.delete": lambda _: pgettext("Operations", "Removal of stage “{title}”"),
    "dictionary.add": lambda _: pgettext("Operations", "New word in a list: “{title}”"),
    "dictionary.add-usual": lambda _: pgettext("Operations", "Usual words into a list"),
    "dictionary.rename": lambda _: pgettext(
        "Operations", "Word “{title}” renamed “{name}” everywhere"
    ),
    "dictionary.merge": lambda _: pgettext("Operations", "Word “{title}” merged into “{name}”"),
    "dictionary.remove": lambda _: pgettext("Operations", "Word “{title}” taken out of a list"),
    "dictionary.change": lambda _: pgettext("Operations", "Change of word “{title}” of a list"),
    "dictionary.archive": lambda _: pgettext("Operations", "Archiving of word “{title}” of a list"),
    "dictionary.restore": lambda _: pgettext("Operations", "Word “{title}” offered again"),
    "dictionary.move": lambda _: pgettext("Operations", "Order of a list: “{title}”"),
    "custom-field.add": lambda _: pgettext("Operations", "New field “{title}”"),
    "custom-field.edit": lambda _: pgettext("Operations", "Change of field “{title}”"),
    "custom-field.move": lambda _: pgettext("Operations", "Order of fields: “{title}”"),
    "custom-field.archive": lambda _: pgettext("Operations", "Archiving of field “{title}”"),
    "custom-field.restore": lambda _: pgettext("Operations", "Field “{title}” in use again"),
    "custom-field.delete": lambda _: pgettext("Operations", "Deletion of field “{title}”"),
    "quick.add": lambda _: pgettext("Operations", "Quick entry “{title}”"),
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
