"""A pasted block of several lines: signatures, chats, cards and tables, in both languages."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.clients import ClientKind, PointKind
from crm_desktop.domain.quick_block import LONGEST, Block, BlockKind, block_rows, read_block
from crm_desktop.domain.quick_entry import QuickEntry

NOW = datetime.fromisoformat("2026-11-25T12:00")
SIGNATURE = """С уважением,
Пётр Иванов
менеджер по закупкам
ООО «Ромашка»
моб. +7 916 123-45-67
раб. 8 (495) 765-43-21 доб. 12
ivan@romashka.ru | www.romashka.ru
123456, г. Москва, ул. Ленина, д. 5, оф. 12"""
ENGLISH_SIGNATURE = """Best regards,
John Smith
Purchasing Manager
Acme Ltd
mobile +44 7700 900123
T: +44 20 7946 0958
john@acme.com
12 High Street, London SW1A 1AA"""
LETTER = """Добрый день! Нужны три окна 1200x1500, когда сможете замерить?
Можно звонить на рабочий.

С уважением, Анна Смирнова
Директор, ООО Вектор
тел. 8 495 123-45-67"""
CHAT = """[21.11.2026 14:03] Вы: Добрый день!
[21.11.2026 14:05] Анна: Нужен торт на 5 декабря
[21.11.2026 14:06] Анна: 3 кг, мой номер 8 916 123-45-67, anna@mail.ru"""
CARD = """Карточка предприятия
Наименование: ООО «Ромашка»
ИНН 7707083893 КПП 773601001
р/с 40702810900000000001 в ПАО Сбербанк
БИК 044525225
Генеральный директор Иванов Пётр Сергеевич
тел. 8 495 765-43-21, 8 916 123-45-67
Работаем с 9 до 18"""
TABLE = "Имя\tТелефон\nИванов\t8 916 123-45-67\nПетров\t8 926 000-00-01"


def block(text: str) -> Block:
    return read_block(text, NOW)


def entry(text: str) -> QuickEntry:
    return block(text).reading.entry


def points(found: QuickEntry) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in found.points]


def test_a_signature() -> None:
    found = entry(SIGNATURE)
    assert (found.name, found.contact, found.position) == (
        "ООО «Ромашка»",
        "Пётр Иванов",
        "менеджер по закупкам",
    )
    assert points(found) == [
        ("+7 916 123-45-67", "моб"),
        ("8 (495) 765-43-21 доб. 12", "раб"),
        ("ivan@romashka.ru", ""),
        ("www.romashka.ru", ""),
    ]
    assert found.address == "123456, г. Москва, ул. Ленина, д. 5, оф. 12"
    assert (found.note, found.deal_said, found.task_said) == ("", False, False)


def test_an_english_signature() -> None:
    found = entry(ENGLISH_SIGNATURE)
    assert (found.name, found.contact, found.position) == (
        "Acme Ltd",
        "John Smith",
        "Purchasing Manager",
    )
    assert points(found) == [
        ("+44 7700 900123", "mobile"),
        ("+44 20 7946 0958", ""),
        ("john@acme.com", ""),
    ]
    assert found.address == "12 High Street, London SW1A 1AA"


def test_a_letter_is_a_note_and_whoever_signs_is_the_client() -> None:
    found = entry(LETTER)
    assert (found.name, found.contact, found.position) == (
        "ООО Вектор",
        "Анна Смирнова",
        "Директор",
    )
    assert found.values(PointKind.PHONE) == ("8 495 123-45-67",)
    assert found.note == LETTER.split("\n\n", maxsplit=1)[0]
    assert (found.deal_said, found.task_said) == (False, False), "nobody has ordered yet"


def test_a_chat_is_quoted_whole_and_its_author_is_the_client() -> None:
    found = block(CHAT)
    assert found.kind is BlockKind.CHAT
    assert found.reading.entry.name == "Анна"
    assert points(found.reading.entry) == [("8 916 123-45-67", ""), ("anna@mail.ru", "")]
    assert found.reading.entry.note == CHAT


@pytest.mark.parametrize(
    ("text", "name", "phone"),
    [
        ("Анна Смирнова, [21.11.2026 14:03]\nнужен торт", "Анна Смирнова", ()),
        ("21.11.2026, 14:03 - Анна: торт\n21.11.2026, 14:04 - Вы: да", "Анна", ()),
        ("11/21/26, 2:03 PM - +1 555-123-4567: sofas?", "", ("+1 555-123-4567",)),
        ("[11/21/26, 2:03:15 PM] Kate Brown: sofas?", "Kate Brown", ()),
    ],
)
def test_chats_of_other_programs(text: str, name: str, phone: tuple[str, ...]) -> None:
    found = block(text)
    assert found.kind is BlockKind.CHAT
    assert found.reading.entry.name == name
    assert found.reading.entry.values(PointKind.PHONE) == phone
    assert found.reading.entry.note == text


def test_a_card_of_a_firm() -> None:
    found = block(CARD)
    told = found.reading.entry
    assert (found.kind, told.kind) == (BlockKind.CARD, ClientKind.COMPANY)
    assert (told.name, told.inn, told.kpp) == ("ООО «Ромашка»", "7707083893", "773601001")
    assert (told.contact, told.position) == ("Иванов Пётр Сергеевич", "Генеральный директор")
    assert told.values(PointKind.PHONE) == ("8 495 765-43-21", "8 916 123-45-67")
    for kept in ("40702810900000000001", "044525225", "Работаем с 9 до 18"):
        assert kept in told.note


def test_two_closings_are_one() -> None:
    found = entry("Хорошего дня!\n--\nС уважением,\nПётр Иванов\nООО «Ромашка»")
    assert (found.name, found.contact, found.note) == ("ООО «Ромашка»", "Пётр Иванов", "")


def test_rows_of_a_table_are_for_the_import() -> None:
    assert block(TABLE).kind is BlockKind.ROWS
    assert block_rows(TABLE, NOW) == (
        ("Имя", "Телефон"),
        ("Иванов", "8 916 123-45-67"),
        ("Петров", "8 926 000-00-01"),
    )


def test_a_line_for_each_client_is_for_the_import() -> None:
    text = (
        "Иванов Пётр 8 916 123-45-67 три окна\n"
        "ООО «Юг» zakaz@ug.ru, моб. 8 926 000-00-01, срочно\n"
        "Анна Смирнова +7 495 765-43-21 anna@mail.ru"
    )
    assert (block(text).kind, block(text).count) == (BlockKind.ROWS, 3)
    assert block_rows(text, NOW) == (
        ("Имя", "Телефон", "Почта", "Комментарий"),
        ("Иванов Пётр", "8 916 123-45-67", "", "три окна"),
        ("ООО «Юг»", "8 926 000-00-01 моб", "zakaz@ug.ru", "срочно"),
        ("Анна Смирнова", "+7 495 765-43-21", "anna@mail.ru", ""),
    )


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Иванов; 8 916 123-45-67; Москва\nПетров; 8 926 000-00-01; Тула",
            (("Иванов", "8 916 123-45-67", "Москва"), ("Петров", "8 926 000-00-01", "Тула")),
        ),
        (
            "| Name | Phone |\n|---|---|\n| Smith | 555-123-4567 |\n| Brown | 555-123-4568 |",
            (
                ("", "Name", "Phone", ""),
                ("", "Smith", "555-123-4567", ""),
                ("", "Brown", "555-123-4568", ""),
            ),
        ),
    ],
)
def test_rows_divided_by_marks(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    found = block(text)
    assert (found.kind, block_rows(text, NOW)) == (BlockKind.ROWS, rows)


@pytest.mark.parametrize(
    "text",
    [
        SIGNATURE,
        ENGLISH_SIGNATURE,
        LETTER,
        CHAT,
        "окна; двери\nрамы; ручки\nмонтаж; доставка",
        "Иванов Пётр\nмоб. 8 916 123-45-67\nраб. 8 495 765-43-21\nдом. 8 495 765-43-22",
        "Иванов Пётр 8 916 123-45-67\nжена Анна 8 916 123-45-68\nтри окна 45 000",
        "моб. | 8 916 123-45-67\nраб. | 8 495 765-43-21\nПётр Иванов, ООО «Юг»",
    ],
)
def test_one_client_is_no_table(text: str) -> None:
    assert block(text).count == 0


def test_an_american_signature() -> None:
    text = """Best regards,
Sarah Connor
Senior Buyer | Cyberdyne Systems Inc.
P: +1 (310) 555-0147 | M: +1 310 555 0199
sarah.connor@cyberdyne.com
2144 Kramer St, Los Angeles, CA 90012"""
    found = read_block(text, NOW, language="en", currency="USD", region="US").reading.entry
    assert (found.name, found.contact) == ("Cyberdyne Systems Inc", "Sarah Connor")
    assert (found.position, found.address) == (
        "Senior Buyer",
        "2144 Kramer St, Los Angeles, CA 90012",
    )
    assert [(one.value, one.label) for one in found.points] == [
        ("+1 (310) 555-0147", ""),
        ("+1 310 555 0199", ""),
        ("sarah.connor@cyberdyne.com", ""),
    ]
    assert (found.deal, found.amount, found.note) == ("", None, "")


def test_notes_in_several_lines_are_read_like_one() -> None:
    found = entry(
        "Иванов Пётр\n8 916 123-45-67\nтри окна 45 000\nдо пятницы, завтра позвонить\nбелые"
    )
    assert (found.name, found.deal, found.amount) == ("Иванов Пётр", "три окна", 4_500_000)
    assert (found.closes_on, found.due_on) == (date(2026, 11, 27), date(2026, 11, 26))
    assert (found.task, found.note) == ("позвонить", "белые")


def test_one_line_is_a_line() -> None:
    assert block("Иванов окна 45к\n").kind is BlockKind.LINE
    assert block("").kind is BlockKind.LINE


def test_signs_without_words_are_a_note() -> None:
    for sign in ("@", "a@", "@.", "(", "#", "\ud83d", "\u202e"):
        found = read_block(sign * (LONGEST // len(sign)), NOW).reading.entry
        assert found.points == ()


def test_what_is_beyond_a_block_is_a_note() -> None:
    assert entry(f"Иванов\nокна 45к\n{'слово ' * (LONGEST // 5)}конец").note.endswith("конец")


PIECES = (
    "С уважением,", "Пётр Иванов", "ООО «Ромашка»", "директор", "моб. 8 916 123-45-67",
    "ivan@romashka.ru", "г. Москва, ул. Ленина, д. 5", "три окна 45 000", "до пятницы",
    "завтра позвонить", "белые", "ИНН 7707083893", "", "Best regards,", "Kate Brown", "Acme Ltd",
    "tel. 555-123-4567", "12 High Street, flat 4", "two doors $900", "call tomorrow", "--",
    "Компания: Вектор", "Адрес: Тула, Садовая 5",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=9))
def test_every_word_of_lines_ends_in_one_place(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    found = block(text)
    if found.kind not in {BlockKind.LINE, BlockKind.LINES}:
        return
    for at, sign in enumerate(text):
        if sign.isalnum():
            assert sum(one.start <= at < one.end for one in found.reading.marks) == 1, (at, text)


@given(st.text(max_size=300), st.text(alphabet="аб12@.\t\n:[]- ", max_size=200))
def test_no_block_is_an_error(first: str, second: str) -> None:
    for text in (first, second, f"{first}\n{second}"):
        told = block(text).reading.entry
        assert "\x00" not in f"{told.name}{told.note}{told.deal}{told.task}"


def test_every_word_of_a_card_is_kept_or_names_a_field() -> None:
    told = entry(CARD)
    kept = " ".join([told.name, told.contact, told.position, told.inn, told.kpp, told.note,
                     *told.values(PointKind.PHONE)])  # fmt: skip
    labels = {"карточка", "предприятия", "наименование", "инн", "кпп", "тел"}
    for word in re.findall(r"\w+", CARD.casefold()):
        assert word in labels or word in kept.casefold(), word
