"""Deals, tasks and notes come in from lists of other programs; what is not understood is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from crm_desktop.commands import clients, custom_fields, employees
from crm_desktop.crm import Crm
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from tests.cli.conftest import Tell
from tests.fixtures import a_client

BITRIX = [
    ["ID", "Стадия сделки", "Название", "Сумма", "Валюта", "Ответственный", "Дата создания",
     "Контакт", "Телефон", "Компания", "Предполагаемая дата закрытия", "Комментарий"],
    ["101", "Новая", "Окна на дачу", "45 000,50", "RUB", "Смирнова Анна", "01.03.2024",
     "Иванов Иван", "8 916 123-45-67", "", "15.12.2026", "Просил позвонить"],
    ["102", "Замер назначен", "Дверь", "много", "RUB", "", "02.03.2024 12:30",
     "Петров Пётр", "+7 916 000-11-22", "", "", ""],
    ["103", "Сделка успешна", "Ремонт", "12к", "руб.", "", "05.03.2024",
     "", "", "ООО «Ромашка»", "20.03.2024", ""],
    ["104", "Сделка провалена", "Окна", "1 200 $", "USD", "", "05.03.2024",
     "", "", "Ромашка, ООО", "20.03.2024", ""],
    ["105", "Новая", "Без клиента", "100"],
]  # fmt: skip


def _book(path: Path, rows: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Сделки")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    return path


def _csv(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    return _book(tmp_path / "сделки.xlsx", BITRIX)


def _rows(base: Path, sql: str) -> list[Any]:
    crm = Crm(base)
    with crm.database.read() as connection:
        found = [tuple(row) for row in connection.exec_driver_sql(sql)]
    crm.close()
    return found


def _accounted(cells: dict[str, Any]) -> bool:
    parts = ("stored", "kept", "problems", "ignored", "aside")
    return bool(cells["filled"] == sum(cells[part] for part in parts))


def test_a_list_of_deals_is_known_by_its_heads_and_comes_in(
    tell: Tell, base: Path, deals: Path
) -> None:
    crm = Crm(base)
    known = crm.do(clients.add, a_client("Иванов Иван", "8 916 123-45-67")).value
    anna = crm.do(employees.add, "Анна Смирнова").value
    crm.close()
    seen = tell("--base", base, "import", deals, "--preview", "--json").data
    fields = {one["header"]: one["field"] for one in seen["columns"]}
    assert (seen["kind"], fields["Стадия сделки"], fields["Название"]) == (
        "deals", "stage", "deal_name",
    )  # fmt: skip
    assert tell("--base", base, "deals", "list", "--json").rows == []
    done = tell("--base", base, "import", deals, "--json").data
    counts = {"read": 5, "created": 4, "updated": 0, "skipped": 0, "failed": 1}
    assert seen["rows"] == done["rows"] == counts
    assert seen["cells"] == done["cells"]
    assert _accounted(done["cells"])
    told = {(one["row"], one["column"], one["code"]) for one in done["problems"]}
    assert told == {
        (2, 1, "import.stage-unknown"), (2, 3, "import.money-unreadable"),
        (4, 3, "import.other-currency"), (4, 4, "import.other-currency"),
        (5, None, "import.row-no-client"),
    }  # fmt: skip
    rows = {one["deal_name"]: one for one in tell("--base", base, "deals", "list", "--json").rows}
    assert [(n, r["stage"], r["amount"], r["client_name"]) for n, r in rows.items()] == [
        ("Окна на дачу", "Новая", "45000.50", "Иванов Иван"),
        ("Дверь", "Новая", None, "Петров Пётр"),
        ("Ремонт", "Выиграна", "12000.00", "ООО «Ромашка»"),
        ("Окна", "Проиграна", None, "ООО «Ромашка»"),
    ]
    assert rows["Окна на дачу"]["client_id"] == known
    found = _rows(base, "SELECT title, comment, owner_id, closed_at FROM deal ORDER BY id")
    by_title = {row[0]: row[1:] for row in found}
    assert by_title["Окна на дачу"][:2] == ("Просил позвонить\nID: 101", anna)
    assert by_title["Дверь"][0] == "ID: 102\nСтадия сделки: Замер назначен\nСумма: много"
    assert by_title["Окна"][0] == "ID: 104\nСумма: 1 200 $\nВалюта: USD"
    assert by_title["Ремонт"][2].startswith("2024-03-")


def test_the_same_list_again_meets_its_deals_and_an_undo_takes_all_back(
    tell: Tell, base: Path, deals: Path, tmp_path: Path
) -> None:
    first = tell("--base", base, "import", deals, "--json").data["operation"]
    again = tell("--base", base, "import", deals, "--json").data
    assert (again["rows"]["created"], again["rows"]["skipped"]) == (0, 4)
    assert _rows(base, "SELECT count(*) FROM client") == [(3,)]
    moved = [list(row) for row in BITRIX]
    moved[1][1], moved[1][3], moved[1][7] = "Счёт", "50 000", "Иванов И. И."
    later = _book(tmp_path / "потом.xlsx", moved)
    filled = tell("--base", base, "import", later, "--json").data["rows"]
    assert filled["updated"] == 1
    written = tell("--base", base, "import", later, "--on-match", "overwrite", "--json").data
    assert (written["rows"]["created"], written["rows"]["updated"]) == (0, 1)
    rows = {one["deal_name"]: one for one in tell("--base", base, "deals", "list", "--json").rows}
    assert (rows["Окна на дачу"]["stage"], rows["Окна на дачу"]["amount"]) == ("Счёт", "50000.00")
    comment = _rows(base, "SELECT comment FROM deal WHERE title = 'Окна на дачу'")[0][0]
    assert comment.split("\n")[0] == "Просил позвонить"
    assert "Контакт: Иванов И. И." in comment
    for operation in (written["operation"], first):
        assert tell("--base", base, "undo", operation).code == 0
    assert _rows(base, "SELECT count(*) FROM client WHERE name LIKE '%Ромашка%'") == [(0,)]


def test_whom_nobody_is_can_be_refused_and_lists_without_numbers_meet_by_what_they_say(
    tell: Tell, base: Path, tmp_path: Path
) -> None:
    file = _csv(
        tmp_path / "a.csv",
        "Сделка;Клиент;Этап;Сумма\nОкна;Анна Ким;Новая;10\nОкна;Анна Ким;Новая;10\n",
    )
    strict = tell("--base", base, "import", file, "--new-clients", "no", "--preview", "--json").data
    assert strict["rows"]["failed"] == 2
    assert {one["code"] for one in strict["problems"]} == {"import.client-unknown"}
    assert tell("--base", base, "import", file, "--json").data["rows"]["created"] == 2
    assert tell("--base", base, "import", file, "--json").data["rows"]["skipped"] == 2
    assert _rows(base, "SELECT count(*) FROM client") == [(1,)]


def test_tasks_come_in_with_their_days_times_deals_and_ticks(
    tell: Tell, base: Path, tmp_path: Path, deals: Path
) -> None:
    tell("--base", base, "import", deals)
    file = _csv(
        tmp_path / "задачи.csv",
        "Задача;Крайний срок;Клиент;Сделка;Исполнитель;Статус;Описание\n"
        "Позвонить;15.12.2026 14:30;Иванов Иван;Окна на дачу;;В работе;насчёт замера\n"
        "Отправить счёт;16.12.2026;Новый Человек;Нет такой;Кто-то;Завершена;\n"
        "Убрать склад;завтра как-нибудь;;;;непонятно;\n"
        ";17.12.2026;Иванов Иван;;;;\n",
    )
    done = tell("--base", base, "import", file, "--json").data
    assert (done["kind"], done["rows"]["created"], done["rows"]["failed"]) == ("tasks", 3, 1)
    assert _accounted(done["cells"])
    told = {(one["row"], one["code"]) for one in done["problems"]}
    assert told == {
        (2, "import.deal-unknown"), (2, "import.employee-unknown"),
        (3, "import.date-unreadable"), (3, "import.done-unreadable"), (4, "import.row-no-title"),
    }  # fmt: skip
    rows = _rows(
        base,
        "SELECT t.title, t.due_on, t.due_time, d.title, t.done_at IS NOT NULL, t.comment, c.name "
        "FROM task t LEFT JOIN deal d ON d.id = t.deal_id LEFT JOIN client c ON c.id = t.client_id "
        "ORDER BY t.id",
    )
    assert rows == [
        ("Позвонить", "2026-12-15", "14:30", "Окна на дачу", 0, "насчёт замера", "Иванов Иван"),
        ("Отправить счёт", "2026-12-16", "", None, 1, "Сделка: Нет такой\nИсполнитель: Кто-то",
         "Новый Человек"),
        ("Убрать склад", None, "", None, 0,
         "Крайний срок: завтра как-нибудь\nСтатус: непонятно", None),
    ]  # fmt: skip
    assert tell("--base", base, "import", file, "--json").data["rows"]["skipped"] == 3


def test_notes_come_into_the_stories_of_their_clients(
    tell: Tell, base: Path, tmp_path: Path
) -> None:
    file = _csv(
        tmp_path / "заметки.csv",
        "Дата;Клиент;Тип;Текст;Автор\n"
        "01.03.2024 10:15;Анна Ким;Входящий звонок;Спрашивала цену;\n"
        "02.03.2024;Анна Ким;Заметка;Живёт рядом;Кто-то\n"
        "03.03.2054;Анна Ким;Телепатия;Из будущего;\n"
        "04.03.2024;Анна Ким;Заметка;;\n",
    )
    done = tell("--base", base, "import", file, "--json").data
    assert (done["kind"], done["rows"]["created"], done["rows"]["failed"]) == ("notes", 3, 1)
    assert _accounted(done["cells"])
    rows = _rows(base, "SELECT kind, way, direction, text FROM activity ORDER BY at")
    assert rows == [
        ("contact", "Звонок", "in", "Спрашивала цену"),
        ("note", "", "", "Живёт рядом\nАвтор: Кто-то"),
        ("note", "", "", "Из будущего\nДата: 2054-03-03\nТип: Телепатия"),
    ]
    assert tell("--base", base, "import", file, "--json").data["rows"]["skipped"] == 3


@pytest.mark.parametrize("noun", ["products", "payments"])
def test_what_is_not_kept_here_is_refused_with_a_sentence(
    tell: Tell, base: Path, deals: Path, noun: str
) -> None:
    said = tell("--base", base, "import", deals, "--noun", noun, "--json")
    assert (said.code, said.data["refused"]["code"]) == (1, f"import.no-{noun}")
    assert "not kept in this program yet" in said.err


GOODS = "Артикул;Наименование;Ед.;Цена;Остаток\nA-1;Болт;шт;12,50;10\nA-2;Гайка;шт;5;7\n"
PAID = "Дата;Номер;Плательщик;ИНН;Сумма;Назначение\n01.11.2026;15;ООО Юг;7707083893;10;счёт\n"
PAPERS = "Вид;№;Дата;Клиент;Сумма;Валюта;Статус\nСчёт;5;01.11.2026;ООО Юг;10;RUB;выставлен\n"


@pytest.mark.parametrize(
    ("text", "seems"), [(GOODS, "products"), (PAID, "payments"), (PAPERS, "papers")]
)
def test_what_is_not_kept_here_is_told_by_its_heads(
    tell: Tell, base: Path, tmp_path: Path, text: str, seems: str
) -> None:
    file = _csv(tmp_path / "список.csv", text)
    looked = tell("--base", base, "import", file, "--preview", "--json").data
    assert (looked["kind"], looked["seems"]) == ("clients", seems)
    said = tell("--base", base, "import", file, "--json")
    assert (said.code, said.data["refused"]["code"]) == (1, f"import.looks-{seems}")
    assert _rows(base, "SELECT id FROM client WHERE deleted_at IS NULL") == []
    done = tell("--base", base, "import", file, "--noun", "clients", "--json").data
    assert (done["rows"]["failed"], done["seems"]) == (0, "clients")


@pytest.mark.parametrize(
    "heads", ["Клиент;Товар;Цена;Кол-во", "Дата;Номер;Клиент;Телефон;Сумма;Статус", "Имя;Цена"]
)
def test_who_buys_is_a_client_whatever_is_told_of_the_goods(
    tell: Tell, base: Path, tmp_path: Path, heads: str
) -> None:
    cells = ";".join(["ООО Юг", "8 916 123-45-67", *["8 916 123-45-68"] * heads.count(";")][:-1])
    file = _csv(tmp_path / "список.csv", f"{heads}\n{cells}\n")
    assert tell("--base", base, "import", file, "--preview", "--json").data["seems"] == "clients"


def test_a_list_of_clients_stays_one_whatever_else_it_tells(
    tell: Tell, base: Path, tmp_path: Path
) -> None:
    file = _csv(tmp_path / "к.csv", "ФИО;Телефон;Сделки;Примечание\nАнна Ким;89161234567;2;x\n")
    assert tell("--base", base, "import", file, "--preview", "--json").data["kind"] == "clients"


def test_what_all_rows_have_in_common_and_how_the_list_is_laid_out_are_remembered(
    tell: Tell, base: Path, tmp_path: Path
) -> None:
    crm = Crm(base)
    crm.do(employees.add, "Анна Смирнова")
    field = FieldDraft(CustomNoun.DEAL, CustomKind.CHOICE, "Канал", choices=("Сайт", "Авито"))
    crm.do(custom_fields.add, field)
    crm.close()
    heads = "Стадия сделки;Название;Сумма;Контакт;Телефон;Канал;Закрыть до;Прочее\n"
    first = _csv(
        tmp_path / "1.csv",
        f"{heads}Новая;Окна;100;Иванов;8 916 123-45-67;;;5\nНовая;Дверь;;Ким;8 916 1234568;Сайт;;6\n",
    )
    done = tell(
        "--base", base, "import", first, "--json", "--noun", "deals", "--profile", "сделки",
        "--map", "Прочее=ignore", "--default", "responsible=Анна Смирнова", "--default", "amount=12к",
        "--default", "канал=авито", "--default", "close_date=31.12.2030", "--default", "city=Тула",
    ).data  # fmt: skip
    assert (done["rows"]["created"], done["problems"]) == (2, [])
    assert _accounted(done["cells"])
    sql = (
        "SELECT d.title, d.amount, json_extract(d.custom, '$.1'), e.name, d.expected_close, c.city "
        "FROM deal d JOIN employee e ON e.id = d.owner_id JOIN client c ON c.id = d.client_id "
        "ORDER BY d.title"
    )
    wanted = [
        ("Дверь", 1_200_000, "Сайт", "Анна Смирнова", "2030-12-31", "Тула"),
        ("Окна", 10_000, "Авито", "Анна Смирнова", "2030-12-31", "Тула"),
    ]
    assert _rows(base, sql) == wanted
    second = _csv(tmp_path / "2.csv", f"{heads}Новая;Пол;;Орлова;8 916 1234569;;;7\n")
    done = tell("--base", base, "import", second, "--json", "--profile", "СДЕЛКИ").data
    assert (done["profile"]["name"], done["rows"]["created"]) == ("сделки", 1)
    assert done["columns"][-1]["field"] == "ignore"
    added = ("Пол", 1_200_000, "Авито", "Анна Смирнова", "2030-12-31", "Тула")
    assert _rows(base, sql) == [*wanted, added]
    wrong = tell("--base", base, "import", second, "--json", "--default", "close_date=когда-нибудь")
    assert (wrong.code, wrong.data["refused"]["code"]) == (1, "import.default-unreadable")
