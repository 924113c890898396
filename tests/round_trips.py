"""A list of clients on its way out, edited as in Excel, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from crm_desktop.crm import Crm
from crm_desktop.domain.round_trip import RoundTrip
from crm_desktop.exports import views
from crm_desktop.exports.views import View, paged
from crm_desktop.queries import client_fields, client_list, clients, imports, round_trip
from crm_desktop.ui.clients.columns import columns_of_fields
from crm_desktop.ui.kit.view_output import columns_of

Edit = Callable[[dict[str, object]], Mapping[str, Any]]


def sent_out(crm: Crm, target: Path, fields: Sequence[str]) -> Path:
    """All clients as a view with these columns, in Russian."""
    known = crm.ask(client_fields.known)
    columns = columns_of(columns_of_fields(known, fields, "ru", "RUB"))
    ids = crm.ask(clients.ids)
    source = paged(lambda read, wanted: client_list.lines(read, wanted, fields), ids)
    view = View("Клиенты", "", columns, source, len(ids), comes_back=True)
    crm.export(views.to_file, view, target, "ru", overwrite=True)
    return target


def edited(file: Path, edit: Edit, *added: Sequence[object]) -> None:
    """Change cells of each row, told by their headings, and write rows below."""
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        said = {str(head): cell.value for head, cell in zip(heads, row, strict=True)}
        for head, value in edit(said).items():
            row[heads.index(head)].value = value
    for line in added:
        sheet.append(list(line))
    book.save(file)


def came_back(crm: Crm, file: Path) -> RoundTrip | None:
    """What the file would change; None when it is no list of this base."""
    staged = crm.ask(imports.stage_file, str(file), str(crm.folder / "staging"))
    return crm.ask(round_trip.compared, staged, file.name)
