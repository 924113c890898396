"""All clients as a file: a workbook, text or contact cards; an import reads each back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.custom_fields import DIGITS, CustomKind, CustomNoun, OwnField
from crm_desktop.domain.problems import Refused, code
from crm_desktop.domain.rights import Right
from crm_desktop.exports.returning import HIDDEN, Returning
from crm_desktop.exports.target import export
from crm_desktop.exports.vcards import cards_to_file
from crm_desktop.files.delimited import DOTTED, PLAIN, excel, write_delimited
from crm_desktop.files.workbook import write_sheet
from crm_desktop.queries import client_rows, custom_fields
from crm_desktop.queries.client_rows import Form
from crm_desktop.queries.read import Read
from crm_desktop.words import pgettext
from crm_desktop.words.codes import label
from crm_desktop.words.rhythm import rhythm_text

UNKNOWN_ENDING = code("export.unknown-ending")

Cell = str | int | Decimal | date | None


@export(right=Right.EXPORT)
def clients_to_file(
    read: Read,
    target: Path,
    language: str,
    overwrite: bool = False,
    plain: bool = False,
) -> int:
    """All clients into `target`, xlsx, csv or vcf by its ending; returns how many.

    A csv file is written for spreadsheets of the language, `plain` for other programs. A workbook
    carries hidden columns by which it is known again. Raises `Refused`: `export.unknown-ending`,
    and the file codes of `files.saving`.
    """
    ending = target.suffix.lower()
    if ending == ".vcf":
        return cards_to_file(read, target, overwrite=overwrite)
    own = custom_fields.listing(read, CustomNoun.CLIENT)
    titles = client_titles(own)
    if ending == ".csv":
        wanted = PLAIN if plain else excel(language)
        days = client_rows.DOTTED if wanted.day == DOTTED else client_rows.ISO
        rows = (cells for _client, cells in client_cells(read, own, days))
        return write_delimited(
            target, [*titles.values()], rows, dialect=wanted, overwrite=overwrite
        )
    if ending != ".xlsx":
        raise Refused.of(UNKNOWN_ENDING, ending=ending or target.name)
    back = Returning(read.connection, client_rows.count(read), titles)
    return write_sheet(
        target, pgettext("Clients", "Clients"), [*titles.values(), *back.headings],
        back.rows(client_cells(read, own, client_rows.SERIAL)), days=day_places(own), hidden=HIDDEN,
        overwrite=overwrite,
    )  # fmt: skip


def client_titles(own: Sequence[OwnField]) -> dict[str, str]:
    """The titles of the columns by field; fields of the business's own by their names."""
    return {
        "name": pgettext("Clients", "Name"),
        "kind": pgettext("Clients", "Kind"),
        "last_name": pgettext("Clients", "Last name"),
        "first_name": pgettext("Clients", "First name"),
        "middle_name": pgettext("Clients", "Middle name"),
        "phones": pgettext("Clients", "Phones"),
        "emails": pgettext("Clients", "E-mails"),
        "messengers": pgettext("Clients", "Messengers"),
        "sites": pgettext("Clients", "Website"),
        "contacts": pgettext("Clients", "Contacts"),
        "inn": pgettext("Clients", "INN"),
        "kpp": pgettext("Clients", "KPP"),
        "ogrn": pgettext("Clients", "OGRN"),
        "city": pgettext("Clients", "City"),
        "address": pgettext("Clients", "Address"),
        "birthday": pgettext("Clients", "Birthday"),
        "rhythm_days": pgettext("Clients", "Contact rhythm"),
        "source": pgettext("Clients", "Source"),
        "status": pgettext("Clients", "Status"),
        "tags": pgettext("Clients", "Tags"),
        "comment": pgettext("Clients", "Comment"),
        "external_id": pgettext("Clients", "External ID"),
        "created_at": pgettext("Clients", "Created"),
        **{one.field: one.name for one in own},
    }


@export(right=Right.EXPORT)
def client_cells(
    read: Read, own: Sequence[OwnField], day: str
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The id of each client and its cells under `client_titles`: texts, numbers, days."""
    kinds = {kind.value: label(kind) for kind in ClientKind}
    form = Form(kinds, pgettext("Fields", "yes"), day)
    rhythm, first = _PLACES.index("rhythm_days") + 1, len(_PLACES) + 1
    numbers = [p for p, one in enumerate(own, first) if one.kind is CustomKind.NUMBER]
    for row in client_rows.rows(read, own, form):
        for place in (rhythm, *numbers):
            value = row[place]
            if value is not None and isinstance(value, int):
                cells = list(row)
                _say_numbers(cells, rhythm, numbers)
                yield row[0], cells[1:]
                break
        else:
            yield row[0], row[1:]


def _say_numbers(cells: list[Any], rhythm: int, numbers: Sequence[int]) -> None:
    """A rhythm in words; a kept number as the number it is."""
    if cells[rhythm] is not None:
        cells[rhythm] = rhythm_text(cells[rhythm])
    for place in numbers:
        if isinstance(cells[place], int):
            cells[place] = kept_number(cells[place])


def day_places(own: Sequence[OwnField]) -> list[int]:
    """Which columns hold days."""
    plain = [_PLACES.index(name) for name in ("birthday", "created_at")]
    return plain + [
        place for place, one in enumerate(own, len(_PLACES)) if one.kind is CustomKind.DATE
    ]


_PLACES = client_rows.COLUMNS


def day_cell(value: str) -> Cell:
    """A stored day as a day; one that a calendar does not have as it is written."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def kept_number(value: int) -> Decimal:
    """A kept number without needless zeros, and never as a power of ten."""
    found = Decimal(value).scaleb(-DIGITS).normalize()
    exponent = found.as_tuple().exponent
    return found.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else found
