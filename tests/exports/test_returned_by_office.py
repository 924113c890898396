"""A list of ours that LibreOffice has opened and saved: nothing in it is taken for a change."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from crm_desktop import words
from crm_desktop.commands import clients, custom_fields
from crm_desktop.crm import Crm
from crm_desktop.domain.client_parts import Terms
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.exports.lists import clients_to_file
from tests.round_trips import came_back

STAMP = "BASE:BRANCH:0"
"""In the files stands this instead of a base that nobody has any more."""
TEXTS = (
    "=1+1", "+7 не телефон", "-5", "@мастер", "'=апостроф", "таб\tв тексте", "две\nстроки\n\nпусто",
    "строка\n\tс отступом",
    "0012", "12.05.2026", "1e5", "ИСТИНА", "#Н/Д", "два  пробела", "_x000D_ буквы", "<b>&amp;", "😀",
    "ё" * 33_000,
)  # fmt: skip
OWN = (
    (CustomKind.TEXT, "Заметка; «своя»", ()),
    (CustomKind.NUMBER, "Площадь, м²", ()),
    (CustomKind.DATE, "Замер", ()),
    (CustomKind.SEVERAL, "Виды окон", ("ПВХ", "дерево, дуб")),
    (CustomKind.FLAG, "Постоянный", ()),
)


def furnish(crm: Crm) -> None:
    """The clients that went out."""
    words.set_language("ru")
    note, space, seen, sorts, often = (
        str(
            crm.do(custom_fields.add, FieldDraft(CustomNoun.CLIENT, *one[:2], choices=one[2])).value
        )
        for one in OWN
    )
    for number, text in enumerate(TEXTS):
        draft = ClientDraft(
            name=f"{text[:200]} {number}",
            kind=list(ClientKind)[number % 3],
            inn=("0277123456", "001234567890", "")[number % 3],
            kpp="027701001" if number % 3 == 0 else "",
            city=text[:90],
            comment=text,
            external_id=f"0{number}",
            birthday=(date(1890, 5, 17), date(1900, 2, 28), date(1980, 5, 17), None)[number % 4],
            tags=(text[:60], "опт"),
            points=(
                PointDraft(PointKind.PHONE, f"+7 916 123-45-{number:02}"),
                PointDraft(PointKind.PHONE, f"8495123450{number % 10} доб. 7"),
                PointDraft(PointKind.EMAIL, f"a{number}@почта.рф"),
            ),
            custom={
                note: text[:9_000],
                space: (0, -5_000_000, 123_456, 10**15)[number % 4],
                seen: f"2026-0{number % 9 + 1}-15",
                sorts: ["ПВХ", "дерево, дуб"][: number % 2 + 1],
                often: True,
            },
            terms=Terms(rhythm_days=(7, 45, None)[number % 3]),
        )  # fmt: skip
        crm.do(clients.add, draft)


@pytest.mark.parametrize("name", ["returned-libreoffice.xlsx", "returned-libreoffice.ods"])
def test_nothing_is_changed_by_opening_and_saving(
    crm: Crm, data: Path, tmp_path: Path, name: str
) -> None:
    furnish(crm)
    sent = tmp_path / "sent.xlsx"
    crm.export(clients_to_file, sent, "ru")
    sheet = openpyxl.load_workbook(sent).active
    assert sheet is not None
    said = str(sheet.cell(2, sheet.max_column).value)
    file = tmp_path / name
    with zipfile.ZipFile(data / name) as kept, zipfile.ZipFile(file, "w") as ours:
        for part in kept.namelist():
            ours.writestr(part, kept.read(part).replace(STAMP.encode(), said.encode()))
    found = came_back(crm, file)
    assert found is not None
    told = [(one.column.field, one.old, one.text[:60]) for one in found.changes]
    assert told == []
    assert (found.read, found.removed, found.added) == (len(TEXTS), 0, ())
