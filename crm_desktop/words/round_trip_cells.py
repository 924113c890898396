"""The cells of a list that came back out of a spreadsheet, for the eye."""

from __future__ import annotations

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.custom_fields import CustomKind
from crm_desktop.domain.phones import shown_phones
from crm_desktop.domain.round_trip import AddedRow, Carried, CellKind, Held, nothing
from crm_desktop.words import codes, custom_fields, formats, pgettext
from crm_desktop.words.fields import field_text
from crm_desktop.words.rhythm import rhythm_text


def column_title(column: Carried) -> str:
    """What the field of a cell is called."""
    if column.own is not None:
        return column.own.name
    titles = {
        "phones": lambda: pgettext("Clients", "Phones"),
        "emails": lambda: pgettext("Clients", "E-mails"),
        "messengers": lambda: pgettext("Clients", "Messengers"),
        "sites": lambda: pgettext("Clients", "Website"),
    }
    text = titles[column.field]() if column.field in titles else field_text(column.field)
    return text[:1].upper() + text[1:]


def cell_text(column: Carried, held: Held, language: str) -> str:
    """A value in one line as the card says it; "" for none."""
    if nothing(held):
        return ""
    if column.own is not None and column.own.kind is not CustomKind.SEVERAL:
        return custom_fields.shown(column.own.kind, held, language)
    match column.kind:
        case CellKind.DAY:
            return formats.short_date(str(held), language)
        case CellKind.RHYTHM:
            return rhythm_text(int(held))
        case CellKind.KIND:
            return codes.label(ClientKind(held))
        case CellKind.PHONES:
            return ", ".join(shown_phones(one) for one in held)
    return ", ".join(held) if isinstance(held, tuple) else " ".join(str(held).split())


def added_text(row: AddedRow) -> str:
    """What a new client comes with, in one line."""
    draft = row.draft
    parts = [*(point.value for point in draft.points), draft.city, draft.comment]
    return ", ".join(" ".join(part.split()) for part in parts if part)
