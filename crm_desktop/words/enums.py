"""Names of members of enumerations, keyed `Class.value`, so that any floor can be worded here."""

from __future__ import annotations

from crm_desktop.words import pgettext
from crm_desktop.words.wording import Wording

ENUMS: dict[str, Wording] = {
    "ClientKind.person": lambda _: pgettext("Clients", "Person"),
    "ClientKind.sole_trader": lambda _: pgettext("Clients", "Sole trader"),
    "ClientKind.company": lambda _: pgettext("Clients", "Company"),
    "PointKind.phone": lambda _: pgettext("Clients", "Phone"),
    "PointKind.email": lambda _: pgettext("Clients", "E-mail"),
    "PointKind.messenger": lambda _: pgettext("Clients", "Messenger"),
    "PointKind.site": lambda _: pgettext("Clients", "Website"),
    "ActivityKind.note": lambda _: pgettext("Clients", "Note"),
    "DocumentKind.invoice": lambda _: pgettext("Documents", "Invoice"),
    "DocumentStatus.draft": lambda _: pgettext("Documents", "Draft"),
    "DocumentStatus.issued": lambda _: pgettext("Documents", "Issued"),
    "DocumentStatus.cancelled": lambda _: pgettext("Documents", "Cancelled"),
    "VatMode.included": lambda _: pgettext("Documents", "VAT included"),
    "VatMode.on_top": lambda _: pgettext("Documents", "VAT on top"),
    "VatMode.none": lambda _: pgettext("Documents", "Without VAT"),
    "Right.view": lambda _: pgettext("Settings", "See records"),
    "Right.edit": lambda _: pgettext("Settings", "Change records"),
    "Right.delete": lambda _: pgettext("Settings", "Delete records"),
    "Right.import": lambda _: pgettext("Settings", "Import lists"),
    "Right.export": lambda _: pgettext("Settings", "Save lists to files"),
    "Right.issue": lambda _: pgettext("Settings", "Issue documents"),
    "Right.settings": lambda _: pgettext("Settings", "Change settings"),
    "Right.upkeep": lambda _: pgettext("Settings", "Look after the base"),
    "Role.owner": lambda _: pgettext("Settings", "Owner"),
    "Role.nobody": lambda _: pgettext("Settings", "Nobody"),
    "Kind.user": lambda _: pgettext("Operations", "By hand"),
    "Kind.background": lambda _: pgettext("Operations", "In the background"),
    "Kind.system": lambda _: pgettext("Operations", "By the program"),
}
