"""Rows put together by columns are what the same rows are one by one; so are their pieces."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm_desktop.domain.importing import Context, RowReader
from crm_desktop.domain.importing.glance import (
    all_names,
    all_words,
    of_emails,
    of_names,
    of_words,
    plain_emails,
)
from crm_desktop.domain.importing.plain_rows import kept_row, plain_rows
from crm_desktop.domain.phones import plain_number, plain_numbers
from crm_desktop.domain.text import APART, fold, fold_all, sort_key, sort_keys

PLAIN: dict[str, list[Any]] = {
    "external_id": ["W1", "W2", "a-7"],
    "kind": ["Компания", "ИП", "Физлицо", None],
    "company_name": ["ООО «Ромашка»", "ИП Семёнов", "Ромашка", None, "Петров Иван"],
    "name": ["Семёнова Анна Петровна", "Иванов И. И.", "Анна", "O'Brien", None],
    "contact_name": ["Семёнова Анна", "Ромашка", "Анна Семёнова", None],
    "position": ["директор", None],
    "inn": ["7707083893", "500100732259", "707083893", "7707083894", None],
    "kpp": ["773601001", "73601001", None],
    "phone": ["8 (916) 123-45-67", "+79161234567", "495 123 45 67", "123-45-67", None],
    "phone_work": ["8-916-123-45-67 доб. 5", "+7 916 1234567, 8 903 1234567", None],
    "email": ["anna@mail.ru", " ANNA@Mail.ru ", "a.b-c@sub.do-main.com", "anna@mail.рф", None],
    "telegram": ["@anna", None],
    "city": ["Москва", "Тула", None],
    "address": ["г. Москва, ул. Ленина, д. 5", "Тула, ул. Мира", None],
    "source": ["Сайт", "сайт", "Выставка", None],
    "tags": ["опт, VIP", "розница", None],
    "comment": ["Звонить утром", "Оплата: по факту", "две\nстроки", None],
    "birthday": ["05.07.1991", {"d": "1990-01-02"}, None],
    "created_at": ["31.03.2022", "2022-03-31 12:30", {"t": "2022-03-31T10:00:00"}, None],
    "rhythm_days": ["раз в месяц", 30, None],
    "note": ["важно", "Скидка: 5 %", None],
    "amount": ["100", "1 000,50", None],
    "ignore": ["что угодно", 5, None],
}
NASTY = [
    "", " ", "\u00a0", "нет", "-", "Null", "не указан", "#Н/Д", "'Анна", "Анна  Петровна", " Анна ",
    "Анна\u00a0Петровна", "Анна\u200b", "Анна\nПетровна", "Е\u0308лка", "и\u0306", "\u0301", APART,
    f"a{APART}b", "Имя: Анна", "Город=Тула", "<b>Анна</b>", "ООО Ромашка, Иванов Иван", "ооо", "«»",
    "8 916 123-45-67", "anna@mail.ru", "anna@mail.ru, ivan@ya.ru", "7707083893 / 773601001", "ß",
    "12345", "07.05.91", True, False, 5, 7707083893, 79161234567, 1.5, 0, {"d": "2001-02-03"},
    {"h": "10:00"}, "x" * 600, "\ud800", "İ", "Итого", "\u212a", "a\tb", "'", "8 (4872) 33-22-11",
]  # fmt: skip
MAPPINGS = [
    ["external_id", "kind", "company_name", "contact_name", "inn", "phone", "email", "city",
     "source", "tags", "comment", "created_at"],
    ["name", "phone", "ignore", "email", "birthday", "comment"],
    ["company_name", "inn", "kpp", "address", "phone", "phone_work", "position", "contact_name"],
    ["ignore", "contact_name", "company_name", "name", "telegram", "rhythm_days", "email", "tags"],
    ["phone", "source"],
    ["note", "name", "amount", "comment", "phone", "note"],
]  # fmt: skip
SIGNS = st.text("aЁёйи\u0306\u0301 «»'-.,:@7890\u00a0\u200b\n" + APART, max_size=9)
STANDING = [{}, {"city": "Тула", "tags": "опт", "source": "сайт"}]


@st.composite
def blocks(draw: st.DrawFn) -> tuple[list[str], list[list[Any]], dict[str, str], str]:
    """A mapping, rows most cells of which are plain, what all rows have in common, a tag."""
    fields = draw(st.sampled_from(MAPPINGS))
    strange = st.one_of(st.sampled_from(NASTY), SIGNS.map(lambda text: text or None))
    rows = []
    for _ in range(draw(st.integers(1, 12))):
        cells = [draw(st.sampled_from(PLAIN[field])) for field in fields]
        for place in draw(st.lists(st.integers(0, len(fields)), max_size=2)):
            cells[place : place + 1] = [draw(strange)]
        rows.append(cells[: draw(st.integers(1, len(cells)))] if draw(st.booleans()) else cells)
    return fields, rows, draw(st.sampled_from(STANDING)), draw(st.sampled_from(["", "Список"]))


@settings(max_examples=50, deadline=None)
@given(blocks())
def test_rows_together_are_what_they_are_one_by_one(
    block: tuple[list[str], list[list[Any]], dict[str, str], str],
) -> None:
    fields, rows, standing, tag = block
    contexts = {i: Context() for i in range(len(fields))}
    words = {"source": ("Сайт",), "tags": ("опт",)}

    def reader() -> RowReader:
        return RowReader(fields, fields, contexts, tag=tag, defaults=standing, words=words)

    together = plain_rows(reader())
    assert together is not None
    for found in (together.read(rows), together.read(rows)):
        for cells, row in zip(rows, found, strict=True):
            if row is not None:
                alone = reader().read(cells)
                assert alone.values is not None
                assert _same(row) == _same(kept_row(alone, alone.values)), cells


def _same(row: Any) -> list[Any]:
    return [list(one) if isinstance(one, list | tuple) else one for one in row]


def test_plain_rows_are_put_together() -> None:
    rows = [[PLAIN[field][i % 2] for field in MAPPINGS[0]] for i in range(20)]
    together = plain_rows(RowReader(MAPPINGS[0], MAPPINGS[0]))
    assert together is not None
    assert None not in together.read(rows)
    assert together.read([]) == []


def test_what_depends_on_other_cells_goes_the_long_way() -> None:
    for fields in (["name", "name"], ["last_name", "phone"], ["name", "region"]):
        assert plain_rows(RowReader(fields, fields)) is None


TEXTS = st.lists(
    st.one_of(
        st.sampled_from([text for text in NASTY if isinstance(text, str)]),
        st.sampled_from(
            [text for some in PLAIN.values() for text in some if isinstance(text, str)]
        ),
        SIGNS,
        st.from_regex(
            r"(\+?[78][ -]?)?\(?[2-9]\d\d\)?[ -]?\d{3}[ -]?\d\d[ -]?\d\d", fullmatch=True
        ),
        st.from_regex(r" ?[aZ_.-]{1,4}@[aZ.-]{1,5}\.[a-z]{1,3} ?", fullmatch=True),
    ),
    max_size=8,
)


@settings(max_examples=80, deadline=None)
@example(["ООО «Ромашка»", "Общество с ограниченной ответственностью «Ёж»", "«»", "ооо"])
@given(TEXTS)
def test_many_texts_at_once_are_what_they_are_one_by_one(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]
    assert sort_keys(texts) == [sort_key(text) for text in texts]
    assert plain_numbers(texts, "RU") == [plain_number(text, "RU") for text in texts]
    seen = [of_emails(text) for text in texts]
    assert plain_emails(texts) == [one[0] if one is not None else None for one in seen]
    if texts and all_words(texts):
        assert [of_words(text) for text in texts] == [(text, (), None, "") for text in texts]
    if texts and all_names(texts):
        assert [of_names(text) for text in texts] == [(text, (), None, "") for text in texts]
