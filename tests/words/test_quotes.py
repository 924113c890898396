"""Quotation marks: a name with marks of its own inside a message that quotes it."""

from __future__ import annotations

import json

import pytest

from crm_desktop import words
from crm_desktop.words.codes import operation_text
from crm_desktop.words.quotes import message
from crm_desktop.words.views import not_found_text
from installer.build import main

CASES = [
    # message, name, what is said
    ("Карточка «{name}».", "Иванов", "Карточка «Иванов»."),
    ("Карточка «{name}».", "ООО «Ромашка»", "Карточка «ООО „Ромашка“»."),
    ("«{name}»", "«Ромашка»", "«„Ромашка“»"),
    ("«{name}»", "«Ромашка», ООО", "«„Ромашка“, ООО»"),
    ("«{name}»", "ТД «Север» и «Юг»", "«ТД „Север“ и „Юг“»"),
    ("«{name}»", "ООО «Торговый дом «Ромашка»", "«ООО „Торговый дом „Ромашка“»"),
    ("«{name}»", "ООО «Торговый дом «Ромашка»»", "«ООО „Торговый дом „Ромашка“»"),
    ("«{name}»", "ООО „Ромашка“", "«ООО „Ромашка“»"),
    ("«{name}»", "Smith “Bob” Ltd", "«Smith „Bob“ Ltd»"),
    ("«{name}»", "(“Bob”)", "«(„Bob“)»"),
    ("«{name}»", "Ромашка»", "«Ромашка“»"),
    ("«{name}»", 'ООО "Ромашка"', '«ООО "Ромашка"»'),
    ("«{name}»", "Кафе Ё'лки 5\" труба", "«Кафе Ё'лки 5\" труба»"),
    ("{name}: добавлено", "ООО «Ромашка»", "ООО «Ромашка»: добавлено"),
    ("Поле «Город», {name}", "ООО «Ромашка»", "Поле «Город», ООО «Ромашка»"),
    ("{name} — «{name}» — {name}", "«Юг»", "«Юг» — «„Юг“» — «Юг»"),
    ("«клиент {name}, Тула»", "АО «Юг»", "«клиент АО „Юг“, Тула»"),
    ("“{name}”", "Smith", "“Smith”"),
    ("“{name}”", "“Best” Ltd", "“‘Best’ Ltd”"),
    ("“{name}”", "The “Best”", "“The ‘Best’”"),
    ("“{name}”", "ООО «Ромашка»", "“ООО «Ромашка»”"),
    ("“{name}”", "ООО „Ромашка“", "“ООО ‘Ромашка’”"),
    ("“{name}”", "The clients’ club", "“The clients’ club”"),
    ("{name} goes", "The “Best”", "The “Best” goes"),
    ("“{name}” {{kept}}", "a {b}", "“a {b}” {kept}"),
]


def test_marks_inside_a_quoted_place_become_inner_ones() -> None:
    said = [(text, name, message(text).format(name=name)) for text, name, _ in CASES]
    assert said == CASES


def test_a_message_is_filled_as_any_text() -> None:
    text = message("«{a.real:,}» {n:>3} {name!r} {one[key]} «{n}»")
    assert text.format(a=12345, n=7, name="x", one={"key": "k"}) == "«12,345»   7 'x' k «7»"
    with pytest.raises(KeyError):
        message("«{name}»").format(other=1)
    assert message("«{}»").format("a") == "«a»"
    # What is made of it goes on as a plain text.
    assert type(message("«{n}»").format(n=1)) is str
    assert json.loads(json.dumps(message("«{n}»"))) == "«{n}»"


def test_what_the_program_says() -> None:
    main(["compile"])
    firm = {"title": "ООО «Ромашка»", "count": 2}
    words.set_language("ru")
    assert operation_text("client.merge", firm).endswith("«ООО „Ромашка“»")
    add = words.pgettext("Clients", "Add the client “{name}”").format(name="ООО «Ромашка»")
    assert add.endswith("«ООО „Ромашка“»")
    assert "«Цвет», «Рост „до“»" in not_found_text(["Цвет", "Рост «до»"])
    words.set_language("en")
    assert operation_text("client.merge", firm).endswith("“ООО «Ромашка»”")
    assert "“Colour”, “‘Best’ size”" in not_found_text(["Colour", "“Best” size"])
