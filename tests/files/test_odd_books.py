"""Books that are called, written or laid out oddly: what is read of them, and what beside."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from crm_desktop.domain.importing import Cell
from crm_desktop.files import scan
from crm_desktop.files.staged import open_staged
from crm_desktop.files.staging import FOLDED_COLUMNS, stage
from tests.real_score.asking import ask, base_of

NAMES: list[Cell] = ["ФИО", "Телефон", "Город"]
PEOPLE: list[list[Cell]] = [
    ["Иванов Пётр", "8 916 123-45-67", "Тула"],
    ["Семёнова Анна", "8 916 123-45-68", "Орёл"],
    ["Ким Олег", "8 916 123-45-69", "Тула"],
]


def book(path: Path, sheets: dict[str, list[list[Cell]]], *, left: int = 0) -> Path:
    """A workbook whose rows begin `left` columns from the edge."""
    made = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for number, cells in enumerate(rows):
            sheet.write_row(number, left, cells)
    made.close()
    return path


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_of(tmp_path_factory.mktemp("odd"), "RU")


def test_columns_are_counted_from_the_edge_under_any_name(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Лист1": [NAMES, *PEOPLE]}, left=3)
    for name in ("a.xlsx", "b.xls", "c.xlsm", "d.csv", "e"):
        other = tmp_path / name
        if other != path:
            other.write_bytes(path.read_bytes())
        with open_staged(stage(other, tmp_path)) as staged:
            rows = [cells for _number, cells in staged.rows(0)]
        assert rows[1] == [None, None, None, *PEOPLE[0]], name


def test_lines_wholly_in_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('"Имя,Где"\n"ООО ""Ёлка"", тир,""Тула, центр"""\n"Ким,Орёл"\n', "utf-8")
    with open_staged(stage(path, tmp_path)) as staged:
        rows = [cells for _number, cells in staged.rows(0)]
    assert rows[0] == ["Имя", "Где"]
    assert rows[2] == ["Ким", "Орёл"]
    assert rows[1][-1] == "Тула, центр"
    path.write_text('"Имя;Где"\n"""Ким\nОлег"";Орёл"\n;\n"Ян;Уфа"\n', "utf-8")
    with open_staged(stage(path, tmp_path)) as staged:
        rows = [cells for _number, cells in staged.rows(0)]
    assert rows[1:] == [["Ким\nОлег", "Орёл"], ["Ян", "Уфа"]]
    path.write_text('sep=;\n"Имя;Где"\n"Ким;Орёл"\n"Ян;Уфа"\n', "utf-8")
    with open_staged(stage(path, tmp_path)) as staged:
        rows = [cells for _number, cells in staged.rows(0)]
    assert rows[1:] == [["Имя", "Где"], ["Ким", "Орёл"], ["Ян", "Уфа"]]


def test_a_sheet_on_its_side_is_read_as_it_is_meant(tmp_path: Path, base: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ФИО;Анна;Олег\nТелефон;89161234567;89161234568\nГород;Тула;Орёл\n", "utf-8")
    said = ask(path, base, cells=False).preview
    assert said is not None
    assert [one["name"] for one in said["sheets"]] == ["a", "a ↻"]
    assert (said["sheet"], said["rows"]["created"]) == ("a ↻", 2)
    assert [one["field"] for one in said["columns"]] == ["full_name", "phone", "city"]
    as_it_is = ask(path, base, "--sheet", "a", cells=False).preview
    assert as_it_is is not None
    assert as_it_is["sheet"] == "a"


def test_other_tables_are_told_and_can_be_taken(tmp_path: Path, base: Path) -> None:
    firms: list[list[Cell]] = [["Город", "Фирма", "E-mail"], ["Тула", "ООО «Ёлка»", "a@mail.ru"]]
    sheet = [["Клиенты"], NAMES, *PEOPLE, [], ["Поставщики"], *firms]
    path = book(tmp_path / "a.xlsx", {"Помощь": [["Как заполнять"]], "Список": sheet})
    said = ask(path, base, cells=False).preview
    assert said is not None
    assert (said["sheet"], said["header_rows"], said["data_rows"]) == ("Список", [1], 3)
    assert said["tables"] == [
        {
            "header_rows": [7],
            "headers": ["Город", "Фирма", "E-mail"],
            "data_first_row": 8,
            "data_last_row": 8,
            "data_rows": 1,
        }
    ]
    other = ask(path, base, "--header-row", 7, cells=False).preview
    assert other is not None
    assert (other["header_rows"], other["data_rows"]) == ([7], 1)
    assert [one["field"] for one in other["columns"]] == ["city", "company_name", "email"]


def test_what_stands_far_down_in_a_nameless_column_is_kept(tmp_path: Path, base: Path) -> None:
    lines = [f"Иванов{n};8 916 123-45-{n % 90 + 10};" for n in range(700)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["Имя;Телефон;", *lines, "Ким;8 916 000-00-00;должен"]), "utf-8")
    said = ask(path, base, cells=False).preview
    assert said is not None
    assert (said["cells"]["ignored"], said["cells"]["aside"]) == (0, 2), "the header alone"


TYPED = (
    "+7 916 555-44-33 Лена маникюр\n+7 903 222-11-00 Света (сестра Лены)\n"
    "8-926-123-45-67 - Оксана, педикюр, по средам\n+7 985 000-00-01 Марина\n"
)
SAID = (
    'ООО Ромашка, Иванов, 8 916 100-00-01\nООО "Лютик", Ольга Ким, 8 916 100-00-02, o@mail.ru\n'
    "ИП Васильков, 8 916 100-00-03\nТюльпан, магазин, ул. Садовая 5, 8 916 100-00-04\n"
)


@pytest.mark.parametrize("text", [TYPED, SAID])
def test_lines_that_people_type_are_a_client_each(tmp_path: Path, base: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    with open_staged(stage(path, tmp_path)) as staged:
        assert [len(cells) for _number, cells in staged.rows(0)] == [1, 1, 1, 1]
        assert staged.delimiter == ""
    said = ask(path, base, cells=False).preview
    assert said is not None
    assert (said["header_rows"], said["rows"]["created"]) == ([], 4)


def test_a_row_of_a_table_stays_one_however_ragged(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for text in (
        "Имя,Телефон,Заметка\nЛена,89161234567,по средам, утром\nСвета,89161234568\n",
        "Лена,89161234567\nСвета,89161234568\nОля,89161234569,звонить\n",
        "Лена;89161234567;утром, вечером\nСвета;89161234568\nОля;89161234569;да, нет, нет\n",
    ):
        path.write_text(text, "utf-8")
        with open_staged(stage(path, tmp_path)) as staged:
            assert next(iter(staged.rows(0)))[1][1] in ("Телефон", "89161234567")


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_days_of_a_mac_that_are_plain_numbers(tmp_path: Path, base: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    for since_1904, day in ((True, "1980-01-01"), (False, "1975-12-31")):
        if kind == "xlsx":
            made = xlsxwriter.Workbook(str(path), {"date_1904": since_1904})
            sheet = made.add_worksheet()
            sheet.write_row(0, 0, ["ФИО", "Дата рождения"])
            sheet.write_row(1, 0, ["Анна Ким", 27_759])
            made.close()
            assert ask(path, base).cells[1, 1]["value"] == day
        else:
            record = b"\x8d\x00\x02\x00\x00\x00\x22\x00\x02\x00" + bytes([since_1904, 0])
            path.write_bytes(record)
            assert scan.since_1904(path, "xls") is since_1904


@pytest.mark.parametrize(("more", "sheets"), [(10, 2), (FOLDED_COLUMNS, 1)])
def test_people_side_by_side_are_looked_for_in_tables_that_somebody_typed(
    tmp_path: Path, more: int, sheets: int
) -> None:
    heads = ["Название", "Контакт 1", "Телефон 1", "Контакт 2", "Телефон 2"]
    heads += [f"Поле {n}" for n in range(more)]
    rows = [
        [f"ООО «Фирма {n}»", "Анна", f"8916123456{n}", "Олег", f"8916123457{n}", *["да"] * more]
        for n in range(4)
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(";".join(cells) for cells in [heads, *rows]), "utf-8")
    with open_staged(stage(path, tmp_path)) as staged:
        assert len(staged.sheets) == sheets
