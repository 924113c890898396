"""Lists of deals, tasks and notes in words: nouns, fields, what happened to a row."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.wording import Wording

ENUMS: dict[str, Wording] = {
    "Noun.clients": lambda _: pgettext("Imports", "Clients"),
    "Noun.deals": lambda _: pgettext("Imports", "Deals"),
    "Noun.tasks": lambda _: pgettext("Imports", "Tasks"),
    "Noun.notes": lambda _: pgettext("Imports", "Notes"),
}

FIELDS: dict[str, Callable[[], str]] = {
    "client_name": lambda: pgettext("Fields", "client: name"),
    "client_id": lambda: pgettext("Fields", "client: outside id"),
    "deal_name": lambda: pgettext("Fields", "deal"),
    "stage": lambda: pgettext("Fields", "stage"),
    "pipeline": lambda: pgettext("Fields", "pipeline"),
    "amount": lambda: pgettext("Fields", "amount"),
    "currency": lambda: pgettext("Fields", "currency"),
    "close_date": lambda: pgettext("Fields", "day of closing"),
    "probability": lambda: pgettext("Fields", "probability"),
    "lost_reason": lambda: pgettext("Fields", "reason of a loss"),
    "responsible": lambda: pgettext("Fields", "responsible"),
    "task_name": lambda: pgettext("Fields", "task"),
    "due_date": lambda: pgettext("Fields", "due day"),
    "due_time": lambda: pgettext("Fields", "due time"),
    "done": lambda: pgettext("Fields", "done"),
    "note_text": lambda: pgettext("Fields", "text of a note"),
    "note_date": lambda: pgettext("Fields", "day of a note"),
    "note_kind": lambda: pgettext("Fields", "kind of a note"),
    "author": lambda: pgettext("Fields", "author"),
}

OPERATIONS: dict[str, Wording] = {
    "deal.import": lambda p: npgettext(
        "Operations", "Import of {count} deal", "Import of {count} deals", p.count
    ),
    "task.import": lambda p: npgettext(
        "Operations", "Import of {count} task", "Import of {count} tasks", p.count
    ),
    "note.import": lambda p: npgettext(
        "Operations", "Import of {count} note", "Import of {count} notes", p.count
    ),
}

PROBLEMS: dict[str, Wording] = {
    "import.no-products": lambda _: pgettext(
        "Imports",
        "Products are not kept in this program yet. Nothing was loaded; clients, deals, tasks and "
        "notes can be.",
    ),
    "import.no-payments": lambda _: pgettext(
        "Imports",
        "Payments are not kept in this program yet. Nothing was loaded; clients, deals, tasks and "
        "notes can be.",
    ),
    "import.looks-products": lambda _: pgettext(
        "Imports",
        "This looks like a list of products, and products are not kept in this program yet. "
        "Nothing was loaded. If the rows are clients, say --noun clients.",
    ),
    "import.looks-payments": lambda _: pgettext(
        "Imports",
        "This looks like a list of payments, and payments are not kept in this program yet. "
        "Nothing was loaded. If the rows are clients, say --noun clients.",
    ),
    "import.looks-papers": lambda _: pgettext(
        "Imports",
        "This looks like a list of documents, and those of others are not kept in this program. "
        "Nothing was loaded. If the rows are clients, say --noun clients.",
    ),
    "import.row-no-client": lambda _: pgettext("Imports", "The row names no client."),
    "import.row-no-title": lambda _: pgettext(
        "Imports", "The row does not say what is to be done."
    ),
    "import.row-no-text": lambda _: pgettext("Imports", "The row has no text to write down."),
    "import.client-unknown": lambda _: pgettext(
        "Imports", "There is no such client, and new ones were not to be made."
    ),
    "import.client-namesakes": lambda _: pgettext(
        "Imports",
        "Several clients are called “{text}”, and nothing tells who is meant: a new one is made.",
    ),
    "import.stage-unknown": lambda _: pgettext(
        "Imports",
        "There is no such stage; the deal stands in the first one, and the comment says: {text}",
    ),
    "import.pipeline-unknown": lambda _: pgettext(
        "Imports", "There is no such pipeline; it is kept in the comment: {text}"
    ),
    "import.other-currency": lambda _: pgettext(
        "Imports", "This is not the currency of the base; it is kept in the comment: {text}"
    ),
    "import.amount-negative": lambda _: pgettext(
        "Imports", "An amount below zero is kept in the comment: {text}"
    ),
    "import.employee-unknown": lambda _: pgettext(
        "Imports", "There is no such employee; the name is kept in the comment: {text}"
    ),
    "import.deal-unknown": lambda _: pgettext(
        "Imports", "The client has no such deal; it is kept in the comment: {text}"
    ),
    "import.kind-unknown": lambda _: pgettext(
        "Imports", "This kind is not known; it is kept in the text of a note: {text}"
    ),
    "import.done-unreadable": lambda _: pgettext(
        "Imports", "This does not tell whether the task is done; it is kept in the comment: {text}"
    ),
    "import.time-unreadable": lambda _: pgettext(
        "Imports", "This time could not be read and is kept in the comment: {text}"
    ),
    "import.note-in-future": lambda _: pgettext(
        "Imports", "This day is still to come; it is kept in the text: {text}"
    ),
    "import.record-known": lambda _: pgettext(
        "Imports", "The row brings nothing new: “{text}” is there already."
    ),
}


def not_kept_text(seems: str) -> str:
    """What a list seems to hold instead of clients; "" for a list of clients."""
    if seems == "products":
        return pgettext("Imports", "This looks like a list of products: each would be a client.")
    if seems == "payments":
        return pgettext("Imports", "This looks like a list of payments: each would be a client.")
    if seems == "papers":
        return pgettext("Imports", "This looks like a list of documents: each would be a client.")
    return ""
