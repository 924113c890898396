"""Lists as files: workbooks and csv that a spreadsheet opens and an import reads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.custom_fields import DIGITS, CustomKind, CustomNoun, OwnField, fits
from crm_desktop.domain.problems import Refused, code
from crm_desktop.domain.rights import Right
from crm_desktop.exports.target import export
from crm_desktop.files import pdf
from crm_desktop.queries import clients, custom_fields
from crm_desktop.queries.clients import ClientCard
from crm_desktop.queries.read import Read
from crm_desktop.words import pgettext
from crm_desktop.words.codes import label
from crm_desktop.words.rhythm import rhythm_text

UNKNOWN_ENDING = code("export.unknown-ending")

Cell = str | Decimal | date
CELL_LIMIT = 32_767
"""Characters in a cell (Excel specifications and limits)."""


@export(right=Right.EXPORT)
def clients_to_file(read: Read, target: Path, language: str, overwrite: bool = False) -> int:
    """All clients into `target`, xlsx or csv by its ending; returns how many.

    A csv file is UTF-8 with a byte order mark, its delimiter what spreadsheets of the language
    expect. Raises `Refused`: `export.unknown-ending`, and the file codes of `pdf.save`.
    """
    ending = target.suffix.lower()
    if ending not in {".xlsx", ".csv"}:
        raise Refused.of(UNKNOWN_ENDING, ending=ending or target.name)
    cards = clients.dump(read)
    own = custom_fields.listing(read, CustomNoun.CLIENT)
    rows = [client_row(card) for card in cards]
    if ending == ".csv":
        pdf.save(_csv(client_header(own), rows, language), target, overwrite=overwrite)
    else:
        pdf.save(_workbook(client_header(own), rows), target, overwrite=overwrite)
    return len(cards)


def client_header(own: Sequence[OwnField]) -> list[str]:
    """The titles over `client_row`; fields of the business's own by their names."""
    return [
        pgettext("Clients", "Name"),
        pgettext("Clients", "Kind"),
        pgettext("Clients", "Last name"),
        pgettext("Clients", "First name"),
        pgettext("Clients", "Middle name"),
        pgettext("Clients", "Phones"),
        pgettext("Clients", "E-mails"),
        pgettext("Clients", "Messengers"),
        pgettext("Clients", "Website"),
        pgettext("Clients", "Contacts"),
        pgettext("Clients", "INN"),
        pgettext("Clients", "KPP"),
        pgettext("Clients", "OGRN"),
        pgettext("Clients", "City"),
        pgettext("Clients", "Address"),
        pgettext("Clients", "Birthday"),
        pgettext("Clients", "Contact rhythm"),
        pgettext("Clients", "Source"),
        pgettext("Clients", "Status"),
        pgettext("Clients", "Tags"),
        pgettext("Clients", "Comment"),
        pgettext("Clients", "External ID"),
        pgettext("Clients", "Created"),
        *(one.name for one in own),
    ]


def client_row(card: ClientCard) -> list[Cell]:
    """A client as a line of texts; own fields that hold numbers and days as such."""
    contacts = []
    for one in card.contacts:
        about = [one.name, one.position, *(point.value for point in one.points)]
        contacts.append(", ".join(part for part in about if part))
    return [
        card.name,
        label(ClientKind(card.kind)),
        card.last_name,
        card.first_name,
        card.middle_name,
        _points(card, "phone"),
        _points(card, "email"),
        _points(card, "messenger"),
        _points(card, "site"),
        "\n".join(contacts),
        card.inn,
        card.kpp,
        card.ogrn,
        card.city,
        card.address,
        card.birthday or "",
        rhythm_text(card.rhythm_days) if card.rhythm_days else "",
        card.source,
        card.status,
        ", ".join(card.tags),
        card.comment,
        card.external_id,
        card.created_at[:10],
        *(own_cell(one, card.custom.get(one.key)) for one in card.own),
    ]


def own_cell(field: OwnField, value: object) -> Cell:
    """The value of a field of one's own as a cell that an import understands again."""
    if value is None or not fits(field.kind, value):
        return "" if value is None else str(value)
    if field.kind is CustomKind.NUMBER:
        return Decimal(str(value)).scaleb(-DIGITS)
    if field.kind is CustomKind.DATE:
        return date.fromisoformat(str(value))
    if isinstance(value, list):
        return "; ".join(value)
    return pgettext("Fields", "yes") if value is True else str(value)


def _points(card: ClientCard, kind: str) -> str:
    return ", ".join(point.value for point in card.points if point.kind == kind)


def _workbook(header: list[str], rows: Iterable[list[Cell]]) -> bytes:
    """One sheet: no text becomes a number, a date, a link or a formula by itself."""
    import xlsxwriter

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet(pgettext("Clients", "Clients"))
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
    last = 0
    for place, title in enumerate(header):
        sheet.write_string(0, place, title, bold)
    for last, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            write_cell(sheet, last, place, cell, day)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(header) - 1)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(header) - 1, 18)
    book.close()
    return data.getvalue()


def write_cell(sheet: Any, line: int, place: int, cell: Cell, day: Any) -> None:
    """A text as a text, a number as a number, a day as a day in the format `day`."""
    if isinstance(cell, Decimal):
        sheet.write_number(line, place, float(cell))
    elif isinstance(cell, date):
        sheet.write_datetime(line, place, datetime.combine(cell, time()), day)
    elif cell:
        sheet.write_string(line, place, fitting(cell))


def fitting(cell: str) -> str:
    """A text that a cell of a workbook can hold; what is cut off is marked."""
    return cell if len(cell) <= CELL_LIMIT else cell[: CELL_LIMIT - 1] + "…"


def _csv(header: list[str], rows: Iterable[list[Cell]], language: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if language == "ru" else ",", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(_said(cell, language)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _said(cell: Cell, language: str) -> str:
    if isinstance(cell, Decimal):
        return str(cell.normalize() if cell else 0) if language != "ru" else _comma(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _comma(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".").replace(".", ",") if number else "0"


def _harmless(cell: str) -> str:
    """A text that a spreadsheet would run as a formula is marked as a text.

    Phones and numbers with a sign stay as they are (OWASP, CSV injection).
    """
    runs = cell.startswith(("=", "@", "\t", "\r"))
    signed = cell.startswith(("+", "-")) and not _is_figure(cell)
    return f"'{cell}" if runs or signed else cell


def _is_figure(cell: str) -> bool:
    return all(letter in "0123456789+-()., " for letter in cell)
