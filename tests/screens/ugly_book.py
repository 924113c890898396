"""A book as somebody has kept it for years: title rows, unnamed columns, notes, totals, doubts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from tests.screens.texts import Texts

ABOVE: Sequence[Sequence[object]] = (
    ("База клиентов магазина «Ромашка» (НЕ УДАЛЯТЬ!!!)",),
    ("на 01.11.2026", "", "", "", "отв. Наталья"),
    (),
)
HEADS = ("№", "Клиент", "тел", "Эл. почта", "Город", "ДР", "Скидка постоянного", "Размер", "")
ROWS: Sequence[Sequence[object]] = (
    (1, "Семёнова Наталья", "8(916)123-45-67, 8 495 765-43-21", "natalia@example.ru", "Тула",
     "12.03.1985", "5%", "M", "звонить после 18"),
    (2, "ООО «Ёлки»", 79161234568.0, "info@yolki.ru; buh@yolki.ru", "г. Орёл", "", "10 %", "", ""),
    (3, "Кузнецов Пётр Ильич", "нет телефона", "kuz@@mail", "Курск", "31.02.1990", "", "XL", ""),
    ("VIP",),
    (4, "Петрова Анна", "9161234569", "не указана", "Тула", "1979", "15", "S", "муж – Сергей"),
    (5, "", "", "", "Тула", "", "", "", ""),
    (6, "Ким", "+7 916 123-45-70", "", "Тула", "05/07/91", "-", "L", ""),
    (7, "Ким Ольга", "8-916-123-45-70", "kim@example.ru", "Москва", "5 июля 1991", "7", "", ""),
    (8, "ИП Бондарь С. П.", "(4872) 33-22-11 доб. 4", "bondar @ example.ru", "Тула", "", "", "", ""),
    ("Итого", 8, "", "", "", "", "", "", ""),
)  # fmt: skip
OTHERS: Sequence[Sequence[object]] = (
    ("Поставщик", "Телефон", "Город"),
    ("ООО «Снабжение»", "+7 495 111-22-33", "Москва"),
)


def ugly_book(path: Path, texts: Texts, times: int = 1, town: str = "") -> Path:
    """A workbook with two sheets; `times` as many rows, each with another name and phone.

    Another state of it tells that they all moved to a `town`.
    """
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Клиенты (осн.)")
        rows = [*ABOVE, HEADS, *ROWS]
        rows += (
            (n, texts.name(n), f"8 926 {n:03} 11-{n % 90:02}", "", "", "", "", "", "")
            for n in range(8, 8 * times)
        )
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
            if town and number > len(ABOVE) and len(row) == len(HEADS):
                sheet.write(number, HEADS.index("Город"), town)
        second = book.add_worksheet("Поставщики")
        for number, row in enumerate(OTHERS):
            second.write_row(number, 0, row)
    return path
