"""What the cells of foreign lists mean, whoever wrote them: tables of cells and their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, OwnField
from crm_desktop.domain.importing import (
    Context,
    DateOrder,
    RowReader,
    clean_number,
    clean_value,
    date_order,
    point_of,
)
from crm_desktop.domain.importing.days import stored_moment, votes_of
from crm_desktop.domain.importing.own import cleaner_of_own

TODAY = date(2026, 11, 26)
NUMBER = "+79161234567"


def test_phones_in_every_notation() -> None:
    one = [
        "(916) 123-45-67", "'+79161234567", "тел. 8 (916) 123-45-67", "Phone: 89161234567",
        79161234567.0, "79161234567.0", "7.9161234567E10", "7,9161234567E+10", 9161234567,
        "\u00a08 916 123-45-67\u00a0", "+7\u2011916\u2011123\u201145\u201167",
        "+7\u00ad916\u00ad1234567", "8 (916)\u2060 123-45-67", "\u200b8 916 123 45 67",
        "８９１６１２３４５６７", "8 9I6 I23 45 67", "8 916 12З-45-67",
    ]  # fmt: skip
    for cell in one:
        phones = clean_value("phone", cell).value
        assert [p.normal for p in phones] == [NUMBER], cell
    for cell, ext in (("8 916 123-45-67 доб. 123", "123"), ("8 916 1234567 x4563", "4563")):
        assert [(p.normal, p.ext) for p in clean_value("phone", cell).value] == [(NUMBER, ext)]
    for sign in (", ", "; ", "/", "\n", " "):
        cell = f"89161234567{sign}8 916 123-45-68"
        assert [p.normal for p in clean_value("phone", cell).value] == [NUMBER, "+79161234568"]


def test_what_is_no_phone_is_kept_and_marked() -> None:
    for cell in ("123-45-67", "8916123456", "не звонить", "перезвонить в 10"):
        cleaned = clean_value("phone", cell)
        assert cleaned.problem == "import.phone-unreadable"
        assert not [p for p in cleaned.value or () if p.normal]
        row = _row(["phone", "name"], [cell, "Анна"])
        assert cell in [p[2] for p in row.points] or cell in row.values["comment"]


def test_what_people_write_where_there_is_nothing() -> None:
    nothing = [
        "-", "нет", "Не указана", "не заполнено", "не задан", "Нет данных", "н/д", "неизвестно",
        "(пусто)", "NULL", "unknown", "0.0.00", "#Н/Д", "#ССЫЛКА!", "#REF!", "\u00a0?\u00a0",
    ]  # fmt: skip
    for cell in nothing:
        assert not clean_value("email", cell).value, cell
        assert clean_value("email", cell).problem is None, cell
    for cell in ("Нетунаев", "Данные", "Пустовойт", "Неизвестных", "Emptyson"):
        assert clean_value("name", cell).value == cell


def test_emails() -> None:
    table = {
        "A@Mail.RU ": (["a@mail.ru"], ""),
        "E-mail: a@b.ru": (["a@b.ru"], ""),
        "a @ b.ru": (["a@b.ru"], ""),
        "a@b,ru": (["a@b.ru"], ""),
        "a(at)b.ru": (["a@b.ru"], ""),
        "a@b.ru, c@d.ru; a@b.ru": (["a@b.ru", "c@d.ru"], ""),
        "a@b.ru | c@d.ru": (["a@b.ru", "c@d.ru"], ""),
        "Иван <a@b.ru>": (["a@b.ru"], "Иван"),
        "a@b.ru; уточнить": (["a@b.ru"], "уточнить"),
    }
    for cell, (emails, rest) in table.items():
        assert clean_value("email", cell)[::2] == (emails, rest), cell
    assert clean_value("email", "нет почты").problem == "import.email-unreadable"


def test_ways_of_contact_in_the_wrong_column() -> None:
    row = _row(["email", "name"], ["a@b.ru, 8 916 123-45-67", "Анна"])
    assert {p[3] for p in row.points} == {"a@b.ru", NUMBER}
    row = _row(["phone", "name"], ["8 916 123-45-67 anna@b.ru", "Анна"])
    assert {p[3] for p in row.points} == {"anna@b.ru", NUMBER}
    labels = _row(["phone", "name"], ["моб. 8 916 123-45-67, раб.: 8 495 123-45-67", "Анна"])
    assert [p[1] for p in labels.points] == ["mobile", "work"]


def test_dates() -> None:
    wanted = "2024-03-01"
    for cell in (
        "01.03.2024", "1.3.24", "01/03/24", "2024-03-01", "2024/03/01", "20240301", "01032024",
        " 01 . 03 . 2024 г.", "1 марта 2024 г.", "01 мар. 2024", "1-Mar-24", "March 1, 2024",
        "пт 01.03.2024", "Fri, 01 Mar 2024 10:00:00 GMT", "'01.03.2024", "Дата: 01.03.2024",
        "2024-03-01T12:30:00.000Z", "01.03.2024 12:30:15", 45352, 45352.5, "45352", "45352,5",
        {"d": wanted}, {"t": f"{wanted}T10:00:00"}, 1709251200, "1709251200000",
    ):  # fmt: skip
        assert clean_value("birthday", cell, Context(today=TODAY)) == (wanted, None, ""), cell
    for cell in ("31.02.2024", "1990", "март 1990", "01.03", "не помнит", {"h": "12:30"}):
        assert clean_value("birthday", cell).problem == "import.date-unreadable", cell
    for nothing in ("0.0.00", "00.00.0000", "-", "NULL", None, " "):
        assert clean_value("birthday", nothing) == (None, None, ""), nothing
    kept = clean_value("birthday", "01.03.2024 перезвонить")
    assert (kept.value, kept.rest) == (wanted, "перезвонить")


def test_nobody_is_born_tomorrow() -> None:
    american = Context(DateOrder.MONTH, today=TODAY)
    assert clean_value("birthday", "04/28/60", american).value == "1960-04-28"
    assert clean_value("birthday", "01.03.30", Context(today=TODAY)).value == "1930-03-01"
    assert clean_value("birthday", "25 октября 92", Context(today=TODAY)).value == "1992-10-25"
    assert clean_value("created_at", "01.03.30", Context(today=TODAY)).value == "2030-03-01"
    for slip in ("30.06.2090", {"d": "2090-06-30"}):
        assert (
            clean_value("birthday", slip, Context(today=TODAY)).problem == "import.date-unreadable"
        )


def test_the_order_of_dates_is_decided_by_the_column() -> None:
    assert date_order(["01/02/24", "03/04/24", "13/04/24"]) is DateOrder.DAY
    assert date_order(["01/02/24", "03/04/24", "04/13/24"]) is DateOrder.MONTH
    assert date_order(["01/02/24", "99/04/24"]) is DateOrder.YEAR
    assert votes_of(["2024-05-07", "05.07.91"]).open
    assert not votes_of(["2024-05-07", "31.12.1999", "5 мая 1991", 33_000, None]).open
    by_year = Context(DateOrder.YEAR)
    assert clean_value("created_at", "91/05/07", by_year).value == "1991-05-07"
    assert clean_value("created_at", "31.12.1999", by_year).value == "1999-12-31"
    american = Context(DateOrder.MONTH)
    assert clean_value("birthday", "03/01/2024", american).value == "2024-03-01"
    # What can be read in one way only is read so in any column.
    assert clean_value("birthday", "5/13/2024").value == "2024-05-13"


def test_moments_keep_their_time_and_zone() -> None:
    table = {
        "30.09.2026 22:37:00": "2026-09-30T22:37:00",
        "07/15/2009 02:14:45+0800": "2009-07-15T02:14:45+08:00",
        "2009-07-14T22:14:45Z": "2009-07-14T22:14:45+00:00",
        "30.09.2026, 9:05 мск": "2026-09-30T09:05:00+03:00",
        "12/31/2026 1:05 PM": "2026-12-31T13:05:00",
        "30.09.2026": "2026-09-30",
    }
    for cell, value in table.items():
        assert clean_value("created_at", cell).value == value, cell
    assert stored_moment("2009-07-15T02:14:45+08:00") == "2009-07-14T18:14:45Z"
    assert stored_moment("2026-09-30") == "2026-09-30T00:00:00Z"


def test_money_and_numbers() -> None:
    money = {
        "1 234 567,89 р.": 123456789, "1\u00a0234,50": 123450, "1,234.56": 123456,
        "(1 500,00)": -150000, "1'234.50": 123450, "1 500 руб. 50 коп.": 150050, "1 500,–": 150000,
        "$1,500.00": 150000, "Бюджет = 1500": 150000, "~1500": 150000, "'1500": 150000,
    }  # fmt: skip
    for cell, value in money.items():
        assert clean_value("amount", cell).value == value, cell
    assert clean_value("amount", "бесплатно").problem == "import.money-unreadable"
    thousands = Context(point=point_of(["2,666", "12,345.5"]))
    assert clean_value("amount", "2,666", thousands).value == 266600
    decimals = Context(point=point_of(["2,666", "12,5"]))
    assert clean_value("amount", "2,666", decimals).value == 267
    for number, text in (("$4.00 ", "4"), ("0,611553068", "0.611553068"), (168.75, "168.75")):
        assert clean_number(number, Context()).value == text, number
    assert clean_number("2,666", Context(point=point_of(["2,666"]))).value == "2666"


def test_requisites() -> None:
    whole = "7707083893"
    for cell in (
        whole, 7707083893, "ИНН 7707083893", "7707083893.0", "7 707 083 893", "7.707083893E+9",
        "'7707083893",
    ):  # fmt: skip
        assert clean_value("inn", cell) == (whole, None, ""), cell
    # A spreadsheet dropped the zero.
    assert clean_value("inn", 277072661).value == "0277072661"
    assert clean_value("kpp", 29101001).value == "029101001"
    for cell in ("7707083893/770701001", "ИНН 7707083893 КПП 770701001"):
        row = _row(["inn", "company_name"], [cell, "ООО «Мир»"])
        assert (row.values["inn"], row.values["kpp"]) == (whole, "770701001")
    row = _row(["inn", "kpp", "name"], ["7707083893/770701001", "771501001", "Мир"])
    assert {row.values["kpp"]} | set(row.values["comment"].split()) >= {
        "770701001",
        "771501001",
    }
    assert clean_value("inn", "770").problem == "import.inn-doubtful"


def test_yes_and_no_and_own_numbers() -> None:
    flag = cleaner_of_own(OwnField(1, CustomNoun.CLIENT, CustomKind.FLAG, "Опт"))
    for cell in ("Да", "ИСТИНА", "yes", "+", "1", 1, 1.0, True, "✔", "☑", "есть", "вкл", "V", "х"):
        assert flag(cell, Context()) == (True, None, ""), cell
    for cell in ("Нет", "ЛОЖЬ", "no", "-", "0", 0, False, "☐", "н", "отсутствует"):
        assert flag(cell, Context()) == (None, None, ""), cell
    assert flag("может быть", Context()).problem == "import.flag-unreadable"
    number = cleaner_of_own(OwnField(2, CustomNoun.CLIENT, CustomKind.NUMBER, "Приоритет"))
    for cell in ("374", 374, "374 шт.", "Приоритет = 374", "'374", "≈ 374 кг"):
        assert number(cell, Context()).value == 3_740_000, cell


def test_words_take_the_spelling_that_is_in_use() -> None:
    words = {"source": ["Сайт", "Чёрная пятница"], "tags": ["Опт"]}
    reader = RowReader(
        ["Имя", "Источник", "Теги"], ["name", "source", "tags"], words=words, tag="опт"
    )
    row = _row([], ["Анна", "ЧЕРНАЯ  пятница", "опт, VIP"], reader)
    assert (row.values["source"], row.values["tags"]) == ("Чёрная пятница", ["Опт", "VIP"])
    assert _row([], ["Анна", "Источник: сайт"], reader).values["source"] == "Сайт"


@dataclass(frozen=True, slots=True)
class _Told:
    values: dict[str, Any]
    points: Sequence[tuple[str, str, str, str | None, str | None]]


def _row(fields: list[str], cells: list[object], reader: RowReader | None = None) -> _Told:
    row = (reader or RowReader([name.title() for name in fields], fields)).read(cells)
    assert row.values is not None
    return _Told(row.values, row.points)


def test_phones_among_addresses_and_addresses_among_phones_are_what_they_are() -> None:
    mail = ("email", "", "anna@mail.ru", "anna@mail.ru", None)
    for field in ("email", "phone"):
        told = _row(["name", field], ["Анна", "8 916 123-45-67"]).points
        assert [(point[0], point[3]) for point in told] == [("phone", NUMBER)], field
        assert list(_row(["name", field], ["Анна", "anna@mail.ru"]).points) == [mail], field


def test_one_cell_that_says_several_things() -> None:
    phone = "8 916 123-45-67"
    table: dict[str, tuple[str, tuple[str, str] | None, str, str]] = {
        f"ООО «Ромашка», Иванов И.И., директор, {phone}": (
            "ООО «Ромашка»", ("Иванов И.И.", "директор"), NUMBER, ""
        ),
        "ООО «Ромашка, Лютик и Ко» Иванов Иван": (
            "ООО «Ромашка, Лютик и Ко»", ("Иванов Иван", ""), "", ""
        ),
        "Кафе «Уют», администратор Ольга": ("Кафе «Уют»", ("Ольга", "администратор"), "", ""),
        f"ИП Иванов И.И., тел. {phone}, опт": ("ИП Иванов И.И.", None, NUMBER, "опт"),
        f"Рита маникюр {phone}": ("Рита маникюр", None, NUMBER, ""),
        "Петров Пётр (директор)": ("Петров Пётр", None, "", "директор"),
        "Ромашка, ООО": ("Ромашка, ООО", None, "", ""),
        "Магазин 24/7": ("Магазин 24/7", None, "", ""),
        "ООО «Мир», Тула": ("ООО «Мир», Тула", None, "", ""),
        "Климов Олег (VIP)": ("Климов Олег (VIP)", None, "", ""),
    }  # fmt: skip
    for cell, (name, inside, number, said) in table.items():
        row = RowReader(["Клиент"], ["company_name"]).read([cell])
        assert row.values is not None
        numbers = [point[3] for point in row.points]
        assert (row.values["name"], row.contact, numbers) == (
            name, inside, [number] if number else []
        ), cell  # fmt: skip
        assert said in row.values["comment"], cell


def test_a_name_goes_into_its_parts_unless_that_were_a_guess() -> None:
    table = {
        "Иванов Иван Иванович": ("Иванов", "Иван", "Иванович"),
        "Иван Иванович Иванов": ("Иванов", "Иван", "Иванович"),
        "Семёнова Наталья": ("Семёнова", "Наталья", ""),
        "Наталья Семёнова": ("Семёнова", "Наталья", ""),
        "Иванов И. И.": ("Иванов", "И.", "И."),
        "Анна Петровна": ("", "Анна", "Петровна"),
        "Роман Мирон": ("", "", ""),
        "Рита маникюр": ("", "", ""),
        "Салон Анна": ("", "", ""),
    }
    for name, parts in table.items():
        values = _row(["full_name"], [name]).values
        told = (values["last_name"], values["first_name"], values["middle_name"])
        assert (values["name"], told) == (name, parts)
