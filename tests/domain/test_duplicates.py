"""Whether two cards are one client: what owners of a list would say of each pair."""

from __future__ import annotations

from typing import TypedDict, Unpack

import pytest

from crm_desktop.domain.blocks import crowd_of, pairs
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.duplicates import (
    Card,
    Crowd,
    Level,
    Pair,
    Reason,
    card,
    compare,
    contradict,
    level_of,
    meet,
)
from crm_desktop.domain.grouping import gather
from crm_desktop.domain.likeness import address_key, cities, city_key, days

PHONE, OTHER_PHONE, MAIL = "+79161234567", "+79037654321", "anna@example.com"
INN, OTHER_INN = "7707083893", "7736050003"
NOBODY = Crowd()

SURE, LIKELY, POSSIBLE = Level.SURE, Level.LIKELY, Level.POSSIBLE


class Told(TypedDict, total=False):
    """What is known of a card besides its name."""

    inn: str
    kpp: str
    city: str
    birthday: str


def firm(name: str, phone: str = "", **known: Unpack[Told]) -> Card:
    return card(0, name, ClientKind.COMPANY, phones=phone.split(), **known)


def person(name: str, phone: str = "", **known: Unpack[Told]) -> Card:
    return card(0, name, ClientKind.PERSON, phones=phone.split(), **known)


def level(one: Card, other: Card, crowd: Crowd = NOBODY) -> Level | None:
    found = compare(one, other, crowd)
    turned = compare(other, one, crowd)
    assert (found and found.score) == (turned and turned.score), "the order must not matter"
    return level_of(found.score) if found is not None else None


def test_names_of_persons_alone() -> None:
    whole = "Семёнова Наталья Викторовна"
    expected = {
        "Семенова Наталия Викторовна": LIKELY,
        "Наталья Викторовна Семёнова": LIKELY,
        "СЕМЁНОВА  НАТАЛЬЯ ВИКТОРОВНА": LIKELY,
        "Natalya Viktorovna Semenova": LIKELY,
        "Nataliia Semyonova Viktorovna": LIKELY,
        "Семенова Наташа Викторовна": LIKELY,
        "Сeмёнoва Наталья Викторовна": LIKELY,
        "Семнова Наталья Викторовна": LIKELY,
        "Семёнова Наталья Сергеевна": None,
        "Семёнова Ирина Викторовна": None,
        "Семёнов Виктор Викторович": None,
        "Наталья": None,
        "Петрова Наталья Викторовна": None,
    }
    one = person(whole)
    assert {name: level(one, person(name)) for name in expected} == expected


def test_rare_surnames_say_more_than_common_ones() -> None:
    assert level(person("Чижиков Роман"), person("Роман Чижиков")) is LIKELY
    one, other = person("Иванов Иван"), person("Иван Иванов")
    assert level(one, other) is LIKELY
    assert level(one, other, crowd_of([one] * 4)) is POSSIBLE
    assert level(one, other, crowd_of([one] * 20)) is None
    assert level(one, person("Иван Иванов", phone=PHONE), crowd_of([one] * 20)) is None
    assert level(person("Чижиков Р."), person("Чижиков Роман")) is POSSIBLE


def test_both_initials_of_a_rare_surname_are_likely_one() -> None:
    rare = person("Гаврилюк Андрей Петрович")
    assert level(person("Гаврилюк А. П."), rare) is LIKELY
    assert level(firm("ИП Гаврилюк А.П."), person("Гаврилюк Андрей Петрович ИП")) is LIKELY
    assert level(person("Гаврилюк А. П."), rare, crowd_of([rare] * 4)) is POSSIBLE
    assert level(person("Гаврилюк А. С."), rare) is None
    assert level(firm("ИП Захарченко О В"), firm("ИП Захарченко О.В.")) is LIKELY
    assert level(person("Ким Л.А."), person("Ким Людмила Алексеевна")) is LIKELY
    assert level(person("Кузнецов А. П."), person("Кузнецов Андрей Петрович")) is POSSIBLE


def test_names_of_firms_alone() -> None:
    expected = {
        "Ромашка, ООО": LIKELY,
        "ROMASHKA LLC": LIKELY,
        'ооо "ромашка"': LIKELY,
        "Общество с ограниченной ответственностью «Ромашка»": LIKELY,
        "ОOO «Pомaшка»": LIKELY,
        "Ромашка": LIKELY,
        "ООО «Ромашка», Юрьева В. В., директор": LIKELY,
        "АО «Ромашка»": None,
        "ООО «Ромашка Плюс»": None,
        "ООО «Ромашка №2»": None,
        "Филиал ООО «Ромашка»": None,
        "ООО «Рюмашка-Сервис»": None,
    }
    one = firm("ООО «Ромашка»")
    assert {name: level(one, firm(name)) for name in expected} == expected
    assert level(firm("Магазин №1"), firm("Магазин №2")) is None
    assert level(firm("Магазин № 1"), firm("магазин 1")) is LIKELY


def test_names_as_lists_have_them() -> None:
    trader = firm("ИП Чижиков Р. Г.", city="Пермь")
    pairs_of_one = [
        (trader, person("Чижиков Роман Глебович", city="Пермь")),
        (trader, card(0, "Чижиков Роман Глебович ИП", ClientKind.SOLE_TRADER, city="Пермь")),
        (person("Xb;brjd Hjvfy"), person("Чижиков Роман")),
        (person("Чижиков Роман VIP"), person("Чижиков Роман")),
        (
            person("Чижикова (Воробьёва) Анна", city="Пермь"),
            person("Воробьёва Анна", city="Пермь"),
        ),
        (person("Чижиковой Анне Ильиничне"), person("Чижикова Анна Ильинична")),
        (person("Анна Юшкевич"), person("Юшкевич Анна Ильинична")),
        (person("Andrej Chizhikov"), person("Чижиков Андрей")),
        (firm("МБОУ СОШ № 3"), firm("Школа №3")),
        (firm("МАДОУ детский сад № 12"), firm("д/с 12")),
        (firm("ООО «Чижиков и Ко»"), firm("Чижиков & Co")),
        (firm("ООО Медицинский центр «Ромашка»"), firm("МЦ Ромашка")),
        (firm("ООО «Строй-Эксперт»"), firm("СтройЭксперт")),
        (firm("фирма Ромашка"), firm("ООО «Ромашка»")),
        (firm("ООО «Ромашка»", city="Пермь"), firm("Ромашка (ателье)", city="Пермь")),
        (
            firm("ООО «Ромашка»", phone=PHONE, city="Пермь"),
            firm("Ромашка", phone=OTHER_PHONE, city="Пермь"),
        ),
        (
            person("Чижиков Роман", phone=PHONE, city="Пермь"),
            person("Рома Чижиков", phone=OTHER_PHONE, city="Пермь"),
        ),
    ]
    missed = [(a.name, b.name) for a, b in pairs_of_one if level(a, b) is not LIKELY]
    assert missed == []
    whole = firm("ООО Мебельный салон «Ромашка»")
    assert level(whole, person("мебельный салон Ромашка")) is LIKELY, "whatever was ticked"
    for name in ("Рита маникюр", "Удальцова Рита", "Заказ с сайта"):
        found = level(person(name, phone=PHONE), person("Маргарита Удальцова", phone=PHONE))
        assert found in (SURE, LIKELY), name
    pairs_of_two = [
        (person("Рита маникюр"), person("Рита цветы")),
        (person("Ольга жена Чижикова"), person("Чижикова Ольга")),
        (firm("Школа №3"), firm("Школа №13")),
        (person("Точка №3", phone=PHONE), person("Точка 4", phone=PHONE)),
        (person("Кафе Уют 3", phone=PHONE), person("Кафе Уют №5", phone=PHONE)),
        (firm("ООО «Чижиков и Ко»"), firm("ООО «Чижиков»")),
        (firm("Кафе «Уют»"), firm("Аптека «Уют»")),
        (person("Чижиков Роман", phone=PHONE), person("Рома Чижиков", phone=OTHER_PHONE)),
    ]
    joined = [(a.name, b.name) for a, b in pairs_of_two if level(a, b) in (SURE, LIKELY)]
    assert joined == []


def test_a_name_of_many_says_little_beside_a_fuller_one() -> None:
    many = [person("Иванов Иван")] * 40
    whole = person("Иванов Иван Юрьевич")
    assert level(many[0], whole, crowd_of([*many, whole])) is None


def test_a_name_alone_is_never_sure_and_a_key_with_it_is() -> None:
    one = person("Чижиков Роман Глебович", city="Пермь")
    assert level(one, one) is LIKELY
    assert level(person("Чижиков Роман", phone=PHONE), person("Роман", phone=PHONE)) is SURE
    assert level(firm("ООО «Ромашка»", inn=INN), firm("Ромашка", inn=INN)) is SURE
    assert level(firm("ООО «Ромашка»", inn=INN), firm("ООО «Лютик»", inn=INN)) is POSSIBLE
    born = person("Чижиков Роман", birthday="1980-02-03")
    assert level(born, born) is LIKELY


def test_what_makes_it_another_client() -> None:
    whole = "Чижиков Роман Глебович"
    cases = [
        (person(whole, birthday="1980-02-03"), person(whole, birthday="1955-11-09")),
        (person(whole, phone=PHONE), person("Чижиков Роман Ильич", phone=PHONE)),
        (person(whole, phone=PHONE), person("Чижикова Алла Петровна", phone=PHONE)),
        (person("Чижиков Роман", phone=PHONE), person("Чижикова Алла", phone=PHONE)),
        (firm("ООО «Ромашка»", inn=INN), firm("ООО «Ромашка»", inn=OTHER_INN)),
        (
            firm("ООО «Ромашка»", inn=INN, kpp="770701001"),
            firm("ООО «Ромашка»", inn=INN, kpp="540602001"),
        ),
        (person(whole, city="Пермь"), person(whole, city="Чита")),
        (firm("Чижиков и партнёры", phone=PHONE), person("Чижиков Роман", phone=PHONE)),
    ]
    for one, other in cases:
        assert level(one, other) in (None, POSSIBLE), (one.name, other.name)
    assert contradict(*cases[0], NOBODY)
    assert not contradict(person(whole), person("Чижиков Р. Г."), NOBODY)


def test_who_shares_a_name_and_is_told_apart_by_a_word() -> None:
    cases = [
        (person("Чижиков Роман мл."), person("Чижиков Роман")),
        (person("Smith John Jr."), person("Smith John Sr.")),
        (person("Нгуен Ван Хай"), person("Нгуен Ван Лонг")),
        (firm("ООО «Ромашка»"), person("Ромашка")),
        (firm("ООО «Ромашка»"), card(0, "ИП Ромашка", ClientKind.SOLE_TRADER)),
        (firm("ООО «Чижиков»"), person("Чижиков")),
    ]
    for one, other in cases:
        assert level(one, other) in (None, POSSIBLE), (one.name, other.name)


def test_what_a_firm_does_is_said_in_many_ways() -> None:
    near = (
        ("Гостиница «Берег»", "Отель Берег"),
        ("СТО Карбюратор", "Автосервис «Карбюратор»"),
        ("Пиццерия «Папа Карло»", "Папа Карло пицца"),
        ("Магазин цветов «Лютик»", "Лютик, цветы"),
        ("Стоматология Жемчуг", "Жемчуг, стоматологическая клиника"),
        ("ООО Фитнес-клуб «Тонус»", "Тонус фитнес"),
        ("Салон красоты «Шарлотта» на Садовой", "Шарлотта (салон)"),
        ("ООО «Ваниль»", "Кофейня Ваниль"),
        ("Ветеринарная клиника «Мухтар»", "Ветклиника Мухтар"),
    )
    far = (
        ("Шиномонтаж на Садовой", "Автомойка на Садовой"),
        ("ООО «Вторая строительная компания»", "ООО «Вторая транспортная компания»"),
        ("Отдел культуры", "Отдел образования"),
        ("Кафе «Ваниль»", "Ателье «Ваниль»"),
        ("Мир мебели", "Мир цветов"),
        ("ООО «Типография Ирис»", "ООО «Типография Ирис Групп»"),
    )
    for pairs_of, expected in ((near, {LIKELY}), (far, {None, POSSIBLE})):
        for one, other in pairs_of:
            here, there = (
                card(0, name, ClientKind.COMPANY, city="Тула", address="ул. Садовая, 5")
                for name in (one, other)
            )
            if expected == {LIKELY} or "Групп" not in other:
                assert level(here, there) in expected, (one, other)
    for one, other in (("Кафе Ваниль", "Ресторан Ваниль"), ("Салон Лиза", "Магазин Лиза")):
        assert level(firm(one, city="Тула"), firm(other, city="Тула")) is POSSIBLE, one
    assert level(firm("ООО «Мир»", city="Тула"), firm("Мир цветов", city="Тула")) is not LIKELY
    one, other = far[-1]
    assert level(firm(one, city="Тула"), firm(other, city="Тула")) is not LIKELY


def test_long_and_short_forms_of_firms() -> None:
    near = {
        "Товарищество собственников жилья «Рябина»": "ТСЖ Рябина",
        "Частное охранное предприятие «Барс»": "ООО ЧОП «Барс»",
        "Садовое товарищество Вишня 3": "СНТ «Вишня-3»",
        "Садовое некоммерческое товарищество Вишня": "СНТ Вишня",
        "Производственный кооператив «Гончар»": "ПК Гончар",
        "Гаражно-строительный кооператив Мотор": "ГСК «Мотор»",
        "Муниципальное бюджетное дошкольное образовательное учреждение детский сад №7 «Лучик»": (
            "Детсад 7 Лучик"
        ),
        "Рекл. агентство Ракурс": "РА «Ракурс»",
        "рест. Сулико": "Ресторан «Сулико»",
        "Зап-Сибир. литейный з-д": "Западно-Сибирский литейный завод",
        "Лингва+": "ООО Лингва Плюс",
        "новый!! ООО «Ариэль»": "ООО Ариэль",
        "типография Гранки / Пётр": "Типография «Гранки»",
        "Гостиница «Берег» НЕ ЗВОНИТЬ, долг!": "Гостиница Берег",
        "Клиника доктора Фукса, Фукс И.С.": "Клиника доктора Фукса",
    }
    for one, other in near.items():
        assert level(firm(one, city="Тула"), firm(other, city="Тула")) is LIKELY, one
    far = {"ТСЖ Рябина": "СНТ Рябина", "ГСК Мотор-1": "ГСК Мотор-2", "З-д Луч": "Ф-ка Заря"}
    for one, other in far.items():
        assert level(firm(one), firm(other)) in (None, POSSIBLE), one


def test_names_of_firms_by_ear_in_words_and_in_one() -> None:
    near = {
        "Prime Time": "ООО «Прайм Тайм»",
        "Кофейня White Fox": "Вайт Фокс, кофейня",
        "Avtotrest-Service": "Автотрест Сервис ООО",
        "Blue House": "ООО «БлюХаус»",
        "Магазин «1000 рублей»": "ООО «Тысяча рублей»",
        "Микрорайон 95": "ООО «Микрорайон Девяносто Пять»",
        "Седьмое небо": "7 небо",
        "СтройДом-Капитал": "ООО «Строй Дом Капитал»",
        "Vfhvtkflrf": "ООО Мармеладка",
        'JJJ "Ufhvjybz"': "ООО «Гармония»",
    }
    for one, other in near.items():
        here, there = (
            card(0, name, ClientKind.COMPANY, city="Тула", address="Мира, 5")
            for name in (one, other)
        )
        assert level(here, there) is LIKELY, one
    far = {"Седьмое небо": "8 небо", "Blue House": "ООО «Вайт Хаус»", "Квартал 95": "Квартал Пять"}
    for one, other in far.items():
        assert level(firm(one), firm(other)) is None, one
    farm = card(0, "КФХ Чижиков О.И.", ClientKind.SOLE_TRADER)
    assert level(farm, card(0, "ИП глава КФХ Чижиков Олег Ильич", ClientKind.SOLE_TRADER))


def test_a_slip_in_one_word_beside_the_same_ones() -> None:
    assert level(firm("ООО «Лесная сказка»"), firm("ООО «Лесная скзака»")) is LIKELY
    assert level(firm("ООО «Мир дверей»"), firm("ООО «Мир зверей»")) is not LIKELY
    assert level(firm("ООО «Алатау Трейд»"), firm("Alatau Trade LLP")) is LIKELY


def test_marks_over_letters_and_scottish_sons() -> None:
    assert level(firm("Café Anna"), firm("Anna Cafe")) is LIKELY
    assert level(firm("ООО ЧОП «Щит»"), firm("ЧОО Щит")) is LIKELY
    assert level(person("Robert McDonald"), person("Bob MacDonald")) is LIKELY
    assert level(person("Müller Jürgen"), person("Muller Jurgen")) is LIKELY
    assert level(firm("Клининг «Чистый дом»"), firm("Чистый Дом клининговая компания")) is LIKELY
    one = person("Григорьева Вера Павловна")
    assert level(one, person("Григорьева Вероника Павловна")) is None


def test_a_town_behind_the_name_is_its_town() -> None:
    bakery = firm("Хлебница пекарня", city="Казань")
    assert level(firm("ООО «Пекарня Хлебница» г. Казань"), bakery) is LIKELY
    assert level(firm("ООО «Пекарня Хлебница», г.Казань", city="Казань"), bakery) is LIKELY
    assert level(firm("ООО «Пекарня Хлебница» (г. Уфа)"), bakery) is not LIKELY
    assert card(0, "ООО «Лидер» г. Уфа").city == card(0, "ООО «Лидер»", city="Уфа").city


@pytest.mark.parametrize(("apart", "glued"), [("Эко-Дом", "Экодом"), ("Мебель Град", "Мебельград")])
def test_words_written_in_one_are_compared(apart: str, glued: str) -> None:
    cards = [card(n, f"ООО «{name}»") for n, name in enumerate((apart, glued, "Заря"))]
    found = list(pairs(cards, crowd_of(cards), LIKELY.least, lambda _done, _all: None))
    assert [(one.first, one.second) for one in found] == [(0, 1)]


def test_a_phone_and_a_surname_are_never_let_go_for_a_short_name() -> None:
    one, other = person("Чижикова Жужа", PHONE), person("Чижикова Алевтина", PHONE)
    assert level(one, other) is POSSIBLE
    assert level(person("Чижиков Олег", PHONE), person("Чижиков Пётр", PHONE)) is None


def test_a_phone_or_an_email_counts_wherever_it_is_written() -> None:
    known = card(0, "Чижиков Роман", ClientKind.PERSON, phones=[PHONE], emails=[MAIL])
    held = (
        card(0, "Чижиков 89161234567", ClientKind.PERSON),
        card(0, "Рома Чижиков т.+7 (916) 123-45-67", ClientKind.PERSON, phones=[OTHER_PHONE]),
        card(0, "Чижиков Р.", ClientKind.PERSON, remark="звонить на 8 916 123 45 67"),
        card(0, "Роман anna@example.com", ClientKind.PERSON),
        card(0, "Чижиков", ClientKind.PERSON, remark="почта Anna@Example.com"),
    )
    for one in held:
        assert level(known, one) in (SURE, LIKELY), one.name
    inn_in_remark = card(0, "Роман", ClientKind.PERSON, remark="ИНН 7916123456")
    assert inn_in_remark.phones == ()
    for mine, yours in (
        ("roman.chizh@gmail.com", "romanchizh+shop@gmail.com"),
        ("roman@googlemail.com", "roman@gmail.com"),
        ("roman@ya.ru", "roman@yandex.ru"),
    ):
        one, other = (
            card(0, name, ClientKind.PERSON, emails=[mail])
            for name, mail in (("Чижиков Роман", mine), ("Чижиков Р.", yours))
        )
        assert level(one, other) is SURE, (mine, yours)
    one, other = (card(0, "Чижиков Роман", emails=[m]) for m in ("a.b@mail.ru", "ab@mail.ru"))
    assert level(one, other) is not SURE


def test_towns_and_streets_are_written_in_many_ways() -> None:
    same = (
        ("С-Петербург", "СПб"),
        ("Санкт-Петербург", "г. С.Петербург"),
        ("Ростов", "Ростов-на-Дону"),
        ("МО, г. Жуковский", "Жуковский"),
        ("Московская обл.", "Мытищи"),
        ("Московская область, г. Мытищи", "Мытищи"),
        ("Ёбург", "Екатеринбург"),
        ("Наб. Челны", "Набережные Челны"),
    )
    for one, other in same:
        assert cities(city_key(one), city_key(other)) >= 0, (one, other)
    for one, other in (("Омск", "Томск"), ("МО, г. Жуковский", "Мытищи"), ("Псков", "Тула")):
        assert cities(city_key(one), city_key(other)) < 0, (one, other)
    assert address_key("Б. Садовая 83-15") == address_key("ул. Большая Садовая, 83 кв. 15")
    assert address_key("Б. Садовая 8") != address_key("М. Садовая 8")
    assert address_key("Тульская обл., ул. Мира, 5") == address_key("Мира 5")


def test_first_names_that_are_few_letters_apart_or_short() -> None:
    def here(name: str) -> Card:
        return card(0, name, ClientKind.PERSON, city="Тула", address="ул. Мира, 5, кв. 8")

    assert level(here("Чижикова Зарина"), here("Чижикова Карина")) in (None, POSSIBLE)
    assert level(here("Чижикова Алина"), here("Чижикова Арина")) in (None, POSSIBLE)
    assert level(here("Роман Мирон"), here("Мирон Роман")) is LIKELY
    for whole in ("Вячеслав", "Ростислав", "Святослав", "Ярослав", "Станислав", "Владислав"):
        one, other = person("Слава Чижиков", PHONE), person(f"Чижиков {whole}", PHONE)
        assert level(one, other) is SURE, whole
    assert level(here("Юлечка Чижикова"), here("Чижикова Юлия")) is LIKELY
    assert level(here("Чижиков Олег Ник."), here("Чижиков Олег Николаевич")) is LIKELY
    one, other = here("Чижиков Олег Ник."), here("Чижиков Олег Петрович")
    assert level(one, other) in (None, POSSIBLE)


def test_a_day_that_programs_write_for_none_says_nothing() -> None:
    real = person("Чижиков Олег Львович", city="Тула", birthday="1992-08-30")
    for nothing in ("1900-01-01", "1970-01-01"):
        other = person("Чижиков Олег Львович", city="Тула", birthday=nothing)
        assert level(real, other) is LIKELY
        assert days(nothing, nothing) == 0


def test_a_figure_or_a_letter_wrong_in_a_phone_or_an_email() -> None:
    near = compare(
        person("Чижиков Роман", phone=PHONE), person("Чижиков Роман", phone="+79161234576"), NOBODY
    )
    assert near is not None
    assert [(reason.field, reason.kind) for reason in near.reasons] == [
        ("phone", "near"),
        ("name", "same"),
    ]
    one, other = (
        card(0, "Чижиков Олег", emails=[mail]) for mail in ("olegchizh@a.ru", "olegchizh@b.ru")
    )
    near = compare(one, other, NOBODY)
    assert near is not None
    assert (near.reasons[0].field, near.reasons[0].kind) == ("email", "near")


def test_phones_of_many_say_little() -> None:
    one, other = person("Анна", phone=PHONE), person("Анна Чижикова", phone=PHONE)
    assert level(one, other) is SURE
    assert level(one, other, Crowd(bearers={PHONE: 6})) is None


def test_a_changed_surname_with_the_same_phone() -> None:
    before = person("Чижикова Анна Ильинична", phone=PHONE)
    after = person("Воробьёва Анна Ильинична", phone=PHONE)
    assert level(before, after) is LIKELY
    assert level(person("Чижикова Анна", phone=OTHER_PHONE), after) is None
    assert level(person("Чижикова Анна", phone=PHONE), person("Рогова Анна", phone=PHONE)) is LIKELY
    office = "+73432000000"
    one, other = person("Чижикова Анна", phone=office), person("Рогова Анна", phone=office)
    assert level(one, other) is None, "two of one office"


def test_reasons_tell_both_texts() -> None:
    one = card(7, "Семёнова Наталья", phones=[PHONE], emails=[MAIL], city="Пермь")
    other = card(3, "Наталия Семенова", phones=[PHONE], city="г. Пермь")
    found = compare(one, other, NOBODY)
    assert found is not None
    assert (found.first, found.second) == (3, 7)
    assert found.reasons == (
        Reason("phone", "same", "+7 (916) 123-45-67", "+7 (916) 123-45-67"),
        Reason("name", "near", "Наталия Семенова", "Семёнова Наталья"),
        Reason("city", "same", "г. Пермь", "Пермь"),
    )


def test_a_known_phone_is_told_whatever_the_names_say() -> None:
    one, other = person("Чижиков Роман", phone=PHONE), person("Алла Петрова", phone=PHONE)
    met = meet(one, other, NOBODY)
    assert met is not None
    assert level_of(met.score) is POSSIBLE
    assert [reason.field for reason in met.reasons] == ["phone"]
    assert meet(one, person("Алла Петрова"), NOBODY) is None


def test_groups_do_not_join_those_who_differ() -> None:
    cards = [
        card(1, "Чижиков Роман Глебович", phones=[PHONE]),
        card(2, "Чижиков Роман", phones=[PHONE]),
        card(3, "Чижиков Роман Ильич", phones=[PHONE]),
        card(4, "Синицын Олег", emails=[MAIL]),
        card(5, "Олег Синицын", emails=[MAIL]),
    ]
    crowd = crowd_of(cards)
    found = list(pairs(cards, crowd, Level.LIKELY.least, lambda _done, _total: None))
    assert {(pair.first, pair.second) for pair in found} == {(1, 2), (2, 3), (4, 5)}
    by_id = {one.id: one for one in cards}
    groups = gather(found, lambda a, b: contradict(by_id[a], by_id[b], crowd))
    assert [sorted(group.ids) for group in groups] == [[1, 2], [4, 5]]


def test_a_group_is_as_sure_as_its_weakest_pair() -> None:
    chain = [Pair(1, 2, 0.99, ()), Pair(2, 3, 0.85, ()), Pair(1, 3, 0.82, ())]
    (group,) = gather(chain, lambda _one, _other: False)
    assert (sorted(group.ids), group.score, len(group.pairs)) == ([1, 2, 3], 0.85, 3)


def test_ten_thousand_namesakes_are_not_compared_each_with_each() -> None:
    cards = [card(n, "Иванов Иван Иванович", city="Пермь") for n in range(1, 2001)]
    steps: list[int] = []
    found = pairs(cards, crowd_of(cards), 0.0, lambda done, _total: steps.append(done))
    assert sum(1 for _ in found) < 20 * len(cards)
    assert list(dict.fromkeys(steps)) == list(range(0, 4000, 250))
