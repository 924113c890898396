"""What a list may hold besides clients: deals, tasks or notes, and which fields they have."""

from __future__ import annotations

from enum import StrEnum

from crm_desktop.domain.problems import code

NO_PRODUCTS = code("import.no-products")
NO_PAYMENTS = code("import.no-payments")
LOOKS_PRODUCTS = code("import.looks-products")
LOOKS_PAYMENTS = code("import.looks-payments")
LOOKS_PAPERS = code("import.looks-papers")
NO_CLIENT = code("import.row-no-client")
NO_TITLE = code("import.row-no-title")
NO_TEXT = code("import.row-no-text")
CLIENT_UNKNOWN = code("import.client-unknown")
NAMESAKES = code("import.client-namesakes")
STAGE_UNKNOWN = code("import.stage-unknown")
PIPELINE_UNKNOWN = code("import.pipeline-unknown")
OTHER_CURRENCY = code("import.other-currency")
NEGATIVE_AMOUNT = code("import.amount-negative")
PERSON_UNKNOWN = code("import.employee-unknown")
DEAL_UNKNOWN = code("import.deal-unknown")
KIND_UNKNOWN = code("import.kind-unknown")
DONE_UNREADABLE = code("import.done-unreadable")
TIME_UNREADABLE = code("import.time-unreadable")
IN_FUTURE = code("import.note-in-future")
RECORD_KNOWN = code("import.record-known")


class Noun(StrEnum):
    """What the rows of a list stand for."""

    CLIENTS = "clients"
    DEALS = "deals"
    TASKS = "tasks"
    NOTES = "notes"


TABLES = {
    Noun.CLIENTS: "client",
    Noun.DEALS: "deal",
    Noun.TASKS: "task",
    Noun.NOTES: "activity",
}
"""Where the rows of a list are kept."""

NOT_KEPT = {"products": NO_PRODUCTS, "payments": NO_PAYMENTS}
"""What other programs keep and this one does not."""
LOOKS = {"products": LOOKS_PRODUCTS, "payments": LOOKS_PAYMENTS, "papers": LOOKS_PAPERS}
"""The same, and papers, where only the heads of a list tell so."""

CLIENT_SIDE = (
    "client_name", "client_id", "company_name", "full_name", "last_name", "first_name",
    "middle_name", "contact_name", "position", "phone", "phone_mobile", "phone_work",
    "phone_home", "phone_other", "email", "email_2", "website", "telegram", "whatsapp", "inn",
    "kpp", "city", "address",
)  # fmt: skip
"""Fields of the client that a row is about."""
AS_CLIENT = {"client_name": "name", "client_id": "external_id"}
"""How they are called in a list of clients."""
ALIKE = {**AS_CLIENT, "due_date": "close_date", "note_date": "close_date", "note_text": "comment"}
"""Fields whose cells are cleaned as those of others."""
OWN_SIDE = {
    Noun.DEALS: (
        "deal_name", "stage", "pipeline", "amount", "currency", "close_date", "probability",
        "lost_reason", "source", "responsible", "comment", "created_at", "external_id",
    ),
    Noun.TASKS: (
        "task_name", "due_date", "due_time", "done", "deal_name", "responsible", "comment",
        "created_at", "external_id",
    ),
    Noun.NOTES: ("note_text", "note_date", "note_kind", "author", "deal_name"),
}  # fmt: skip
"""Fields of the deal, task or note itself."""


def mappable(noun: Noun) -> tuple[str, ...]:
    """The fields that a column of such a list may be given."""
    return ("ignore", "note", *OWN_SIDE[noun], *CLIENT_SIDE)
