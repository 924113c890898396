"""What is read at a glance is what the careful reading makes of the same text, in any column."""

from __future__ import annotations

import random

from crm_desktop.domain.importing.cells import _PLACEHOLDERS
from crm_desktop.domain.importing.column_reader import ADDRESSES, SINGLE, ColumnReader
from crm_desktop.domain.importing.dictionary import NOTE
from crm_desktop.domain.importing.plain import Context

FIELDS = [
    *sorted(SINGLE), *ADDRESSES, NOTE, "tags", "amount", "phone", "phone_mobile", "fax", "email",
    "email_2", "website", "telegram", "messenger",
]  # fmt: skip
TEXTS = [
    "8 (916) 123-45-67", "+7 916 123 45 67", "89161234567", "79161234567", "9161234567",
    "(495) 123-45-67", "495 123 45 67 доб. 12", "+7 916 123-45-67 x12", "8 916 1234567,8 916",
    "8 (916) 123-45-67, 8 903 123-45-67", "8 916 123-45-67 (доб. 758)", "8 916 123-45-67; доб. 5",
    "8 916 123-45-67 , 8 903 123-45-67 доб. 5 ", "8 916 1234567,,8 903 1234567", "012-34-56",
    "8–916–123–45–67", "8 916 1234567, 123-45-67", "8 916 1234567,8 916 1234567", "(916) 123-45-67)",
    "+375 29 123-45-67", "916 123-45-67;", "'89161234567", "8-916-123-45-67.", "123-45-67",
    "anna@mail.ru", "Anna@mail.ru", "a..b@mail.ru", "a.b-c_d+1@sub.do-main.com", "anna@mail.рф",
    "anna@mail.ru, ivan@ya.ru", "mailto:anna@mail.ru", "_a_@b.ru", "a@b.c", "-a@b.ru", "a@b.r1",
    "a" * 61 + "@mail.ru", "a@" + "b." * 12 + "ru", "a@-b.ru",
    "7707083893", "7707083894", "500100732259", "010203040506", "707083893", "1", "٣٤٥",
    "Семёнова Анна Петровна", "Семёнова  Анна", " Анна ", "'Анна", "Анна\u00a0Петровна",
    "Иванов И.И., 8 916 123-45-67", "ООО «Ромашка» Иванов Иван", "ООО «Ромашка»", "Имя: Анна",
    "<b>Анна</b>", "Любит чай<br>и кофе", "&laquo;Ромашка&raquo;", "<p>нет</p>",
    "Город=Москва", "O'Brien", "Анна\nПетровна", "Анна\u200b", "нет", "Нет ", " - ", "—",
    "0.0.00", "#Н/Д", "не указан", "?", "Null", "05.07.1991", "раз в месяц", "компания",
    "опт; розница", "t.me/anna", "@anna", "https://site.ru", "г. Москва, ул. Ленина, д. 5", "x" * 600,
]  # fmt: skip
SIGNS = "<b>&+78 9161234567()-.,;:=@'«»\"/ \t\u00a0aАёя_нет0"


def texts() -> list[str]:
    """The listed ones, and others made of their pieces and of single signs by a fixed chance."""
    rng = random.Random(7)
    found = [*TEXTS, *sorted(_PLACEHOLDERS)]
    for _ in range(400):
        one, other = rng.choice(TEXTS), rng.choice(TEXTS)
        cut = rng.randrange(len(one) + 1)
        found.append(one[:cut] + rng.choice(["", " ", *SIGNS]) + rng.choice([one[cut:], other]))
        found.append("".join(rng.choices(SIGNS, k=rng.randrange(1, 16))))
        found.append(rng.choice(["8", "+7", "7", ""]) + str(rng.randrange(10**9, 10**10)))
    return [text for text in dict.fromkeys(found) if text]


def test_a_glance_sees_what_the_careful_reading_sees() -> None:
    seen = dict.fromkeys(FIELDS, 0)
    every = texts()
    for region in ("RU", "KZ", "BY", "ZZ"):
        fields = FIELDS if region == "RU" else ("phone", "email", "name")
        for field in fields:
            reader = ColumnReader(0, field, "Имя", Context(region=region), None)
            for text in every if reader.glance is not None else ():
                found = reader.glance(text) if reader.glance is not None else None
                if found is not None:
                    seen[field] += 1
                    assert found == reader.read_carefully(text), (region, field, text)
    for field in ("name", "city", "phone", "email", "inn", NOTE):
        assert seen[field] > 10, field
