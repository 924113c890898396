"""Cards of firms as people paste them: from Word tables, PDF, sites, mail and contracts."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.clients import ClientKind, PointKind
from crm_desktop.domain.requisites import check_iban
from crm_desktop.domain.requisites_card import client_draft
from crm_desktop.domain.requisites_people import nominative, title_and_name
from crm_desktop.domain.requisites_text import parse_card
from tests.effort import no_explosion

FIRM = {
    "name": "ООО «Ромашка»",
    "inn": "7701000001",
    "kpp": "770101001",
    "account": "40702810200000000001",
    "bank_name": "ПАО Сбербанк",
    "bik": "044525225",
    "corr_account": "30101810400000000225",
}
ADDRESS = "101000, г. Москва, ул. Мясницкая, д. 1"


@dataclass(frozen=True)
class Case:
    id: str
    text: str
    values: dict[str, str]
    problems: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    kind: ClientKind = ClientKind.COMPANY
    exact: bool = field(default=True)


CASES = [
    Case(
        "a card from the firm itself",
        """КАРТОЧКА ПРЕДПРИЯТИЯ

Полное наименование: Общество с ограниченной ответственностью «Ромашка»
Сокращённое наименование: ООО «Ромашка»
ИНН/КПП: 7701000001 / 770101001
ОГРН: 1027700132195
Юридический адрес: 101000, г. Москва, ул. Мясницкая, д. 1
Фактический адрес: 101000, г. Москва, ул. Мясницкая, д. 1, оф. 5
Р/с: 40702810200000000001
Банк: ПАО Сбербанк
БИК: 044525225
К/с: 30101810400000000225
Телефон: +7 (495) 123-45-67
E-mail: info@romashka.example
Генеральный директор: Иванов Иван Иванович, действует на основании Устава
ОКПО 12345678, ОКВЭД 31.09""",
        {
            **FIRM,
            "ogrn": "1027700132195",
            "address": ADDRESS,
            "actual_address": ADDRESS + ", оф. 5",
            "phone": "+7 (495) 123-45-67",
            "email": "info@romashka.example",
            "director_title": "Генеральный директор",
            "director": "Иванов Иван Иванович",
            "basis": "Устава",
        },
        others=("ОКПО 12345678", "ОКВЭД 31.09"),
    ),
    Case(
        "a table of Word, cells by tabs",
        "Наименование\tООО «Ромашка»\nИНН\t7701000001\nКПП\t770101001\nРасчётный счёт\t"
        "40702810200000000001\nБанк\tПАО Сбербанк\nБИК\t044525225\nКорр. счёт\t30101810400000000225\n"
        "Адрес\t101000, г. Москва, ул. Мясницкая, д. 1\nДиректор\tИванов И.И.",
        {**FIRM, "address": ADDRESS, "director_title": "Директор", "director": "Иванов И.И."},
    ),
    Case(
        "a page of a site, each cell on a line of its own",
        "Реквизиты\nИНН\n7701000001\nКПП\n770101001\nНаименование\nООО «Ромашка»\nр/с\n"
        "40702 810 2 0000 0000001\nв банке\nПАО Сбербанк\nБИК\n044525225\nк/с\n30101 810 4 0000 0000225",
        FIRM,
    ),
    Case(
        "everything in one line",
        "ИП Иванов Иван Иванович ИНН 760000000382 ОГРНИП 319760000000037, 150000, г. Ярославль, "
        "ул. Садовая, д. 5, кв. 7, р/с № 40802810700000000001, Банк: АО «Альфа-Банк», "
        "БИК 044525593, к/с 30101810200000000593, тел. 8 (920) 123-45-67",
        {
            "name": "ИП Иванов Иван Иванович",
            "inn": "760000000382",
            "ogrn": "319760000000037",
            "address": "150000, г. Ярославль, ул. Садовая, д. 5, кв. 7",
            "account": "40802810700000000001",
            "bank_name": "АО «Альфа-Банк»",
            "bik": "044525593",
            "corr_account": "30101810200000000593",
            "phone": "8 (920) 123-45-67",
        },
        kind=ClientKind.SOLE_TRADER,
    ),
    Case(
        "the end of a contract, with a line to sign on",
        "ООО «Ромашка»\n101000, г. Москва, ул. Мясницкая, д. 1\nИНН 7701000001 КПП 770101001\n"
        "р/с 40702810200000000001 в ПАО Сбербанк\nк/с 30101810400000000225 БИК 044525225\n"
        "тел. +7 (495) 123-45-67\nДиректор ______________ /Иванов И. И./\nМ.П.",
        {
            **FIRM,
            "address": ADDRESS,
            "phone": "+7 (495) 123-45-67",
            "director_title": "Директор",
            "director": "Иванов И. И.",
        },
        exact=False,
    ),
    Case(
        "the beginning of a contract, in the genitive",
        "ООО «Ромашка», именуемое в дальнейшем «Поставщик», в лице генерального директора "
        "Ивановой Марии Петровны, действующей на основании Устава, ИНН 7701000001",
        {
            "name": "ООО «Ромашка»",
            "director_title": "Генеральный директор",
            "director": "Иванова Мария Петровна",
            "basis": "Устава",
            "inn": "7701000001",
        },
        problems=("requisites.name-in-genitive",),
        exact=False,
    ),
    Case(
        "numbered lines, the value below its label, a second account",
        """1. Полное наименование организации
Общество с ограниченной ответственностью "Ромашка" (ООО "Ромашка")
2. Юридический адрес
150000, Ярославская обл.,
г. Ярославль, ул. Садовая, д. 5, пом. 3
3. ИНН банка 7707083893, КПП банка 773601001
4. ИНН 7701000001
5. КПП 770101001
6. Расчётный счёт в рублях № 40702 810 2 0000 0000001
7. Наименование банка: Филиал «Центральный» Банка ВТБ (ПАО) в г. Москве
8. Корреспондентский счёт банка 30101810400000000225
9. БИК 044525225
10. Тел./факс 8 (4852) 00-17-25, 8-907-123-45-67
11. Адрес электронной почты: buh@sever.example, www.sever.example
12. Главный бухгалтер Петрова Анна Сергеевна
13. Руководитель: Генеральный директор Сидоров Пётр Ильич
Р/с 40702810500000000002""",
        {
            **FIRM,
            "name": 'ООО "Ромашка"',
            "address": "150000, Ярославская обл., г. Ярославль, ул. Садовая, д. 5, пом. 3",
            "bank_name": "Филиал «Центральный» Банка ВТБ (ПАО) в г. Москве",
            "phone": "8 (4852) 00-17-25, 8-907-123-45-67",
            "email": "buh@sever.example",
            "site": "www.sever.example",
            "accountant": "Петрова Анна Сергеевна",
            "director_title": "Генеральный директор",
            "director": "Сидоров Пётр Ильич",
        },
        others=("ИНН банка 7707083893", "КПП банка 773601001", "Р/с 40702810500000000002"),
    ),
    Case(
        "labels that touch their numbers",
        "ООО «Ромашка» ИНН7701000001КПП770101001\nр/с40702810200000000001\nБИК044525225 "
        "к/с30101810400000000225",
        {k: v for k, v in FIRM.items() if k != "bank_name"},
    ),
    Case(
        "hard spaces, a soft hyphen, curly quotes",
        "Наименование\u00a0: ООО\u00a0«Ромашка»\nИНН\u00a0/\u00a0КПП\u202f:\u00a07701000001\u00a0/\u00a0770101001\n"
        "БИК\u00a0044\u00a0525\u00a0225\u00ad\nР/счёт\u00a0№\u00a0407\u00a0028\u00a01020\u00a00000\u00a0000\u00a0001",
        {k: FIRM[k] for k in ("name", "inn", "kpp", "bik", "account")},
    ),
    Case(
        "numbers alone",
        "ООО «Ромашка»\n7701000001\n1027700132195\n044525225\n40702810200000000001\n"
        "30101810400000000225\nПАО Сбербанк\ninfo@romashka.example\n+7 (495) 123-45-67",
        {
            **{k: v for k, v in FIRM.items() if k != "kpp"},
            "ogrn": "1027700132195",
            "email": "info@romashka.example",
            "phone": "+7 (495) 123-45-67",
        },
    ),
    Case(
        "wrong digits are kept and told",
        "ООО «Ромашка»\nИНН 7701000002\nКПП 77010100\nОГРН 1027700132194\nБИК 04452522\n"
        "р/с 4070281020000000000",
        {
            "name": "ООО «Ромашка»",
            "inn": "7701000002",
            "kpp": "77010100",
            "ogrn": "1027700132194",
            "bik": "04452522",
            "account": "4070281020000000000",
        },
        problems=(
            "requisites.inn-checksum",
            "requisites.kpp-form",
            "requisites.ogrn-checksum",
            "requisites.bik-form",
            "requisites.account-length",
        ),
    ),
    Case(
        "a letter among the digits",
        "ООО «Ромашка», ИНН 77О1000001",
        {"name": "ООО «Ромашка»", "inn": "77О1000001"},
        problems=("requisites.look-alike",),
    ),
    Case(
        "an account that is not of this bank",
        "р/с 40702810100000000001 БИК 044525225 к/с 30101810200000000593",
        {
            "account": "40702810100000000001",
            "bik": "044525225",
            "corr_account": "30101810200000000593",
        },
        problems=("requisites.account-key", "requisites.account-other-bank"),
    ),
    Case(
        "only the place where it works is told",
        "Компания: ООО «Ромашка»\nПочтовый адрес: 101000, г. Москва, ул. Мясницкая, д. 1",
        {"name": "ООО «Ромашка»", "address": ADDRESS},
    ),
    Case(
        "a self-employed person",
        "ФИО: Иванова Мария Петровна\nИНН: 760000000382\nСчёт получателя: 40817810700000000001\n"
        "Банк получателя: ПАО Сбербанк\nБИК: 044525225\nКор. счёт: 30101810400000000225\n"
        "Эл. почта: maria@pochta.example\nМоб. тел. +7 907 123-45-67",
        {
            "name": "Иванова Мария Петровна",
            "inn": "760000000382",
            "account": "40817810700000000001",
            "bank_name": "ПАО Сбербанк",
            "bik": "044525225",
            "corr_account": "30101810400000000225",
            "email": "maria@pochta.example",
            "phone": "+7 907 123-45-67",
            "director": "Иванова Мария Петровна",
        },
        kind=ClientKind.SOLE_TRADER,
        exact=False,
    ),
    Case(
        "a company abroad",
        "Company name: Workbench Joinery Ltd\nAddress: 7 Joiners Row\nLeeds\nLS1 4AP\n"
        "United Kingdom\nVAT ID: GB 999 9999 73\nCompany No. 01234567\nBank: Barclays Bank plc\n"
        "IBAN: GB29 NWBK 6016 1331 9268 19\nBIC/SWIFT: NWBKGB2L\nPhone: +44 113 496 0123\n"
        "Email: hello@workbench.example\nDirector: Vera Masters",
        {
            "name": "Workbench Joinery Ltd",
            "address": "7 Joiners Row, Leeds, LS1 4AP, United Kingdom",
            "inn": "GB 999 9999 73",
            "ogrn": "01234567",
            "bank_name": "Barclays Bank plc",
            "account": "GB29NWBK60161331926819",
            "bik": "NWBKGB2L",
            "phone": "+44 113 496 0123",
            "email": "hello@workbench.example",
            "director_title": "Director",
            "director": "Vera Masters",
        },
    ),
    Case(
        "the foot of a German letter",
        "Musterfirma GmbH\nHauptstrasse 1\n10115 Berlin\nUSt-IdNr.: DE123456789\n"
        "IBAN DE89 3704 0044 0532 0130 00\nBIC COBADEFFXXX",
        {
            "name": "Musterfirma GmbH",
            "address": "Hauptstrasse 1, 10115 Berlin",
            "inn": "DE123456789",
            "account": "DE89370400440532013000",
            "bik": "COBADEFFXXX",
        },
    ),
    Case(
        "an IBAN with a slip",
        "Company: Beispiel AG\nIBAN: DE89 3704 0044 0532 0130 01",
        {"name": "Beispiel AG", "account": "DE89370400440532013001"},
        problems=("requisites.iban-checksum",),
    ),
    Case(
        "a British bank without an IBAN",
        "Account name: Workbench Joinery Ltd\nSort code: 20-00-00\nAccount number: 12345678",
        {"name": "Workbench Joinery Ltd", "bik": "20-00-00", "account": "12345678"},
    ),
    Case("nothing", " \n\u00a0\n", {}),
    Case(
        "a letter, not a card",
        "Добрый день!\nКогда будет готово?",
        {},
        others=("Когда будет готово?", "Добрый день!"),
    ),
    Case(
        "mail and site behind the phone, without labels of their own",
        "Ромашка\nИНН 7701000001, тел. +7 (495) 123-45-67, info@romashka.example, www.romashka.example",
        {
            "name": "Ромашка",
            "inn": "7701000001",
            "phone": "+7 (495) 123-45-67",
            "email": "info@romashka.example",
            "site": "www.romashka.example",
        },
    ),
]


@pytest.mark.parametrize("labels", ["INN KPP OGRN BIK r/s k/s", "ИНН КПП ОГРН БИК р/с к/с"])
def test_russian_numbers_under_the_names_of_either_window(labels: str) -> None:
    values = {
        "inn": "7707083893",
        "kpp": "773601001",
        "ogrn": "1027700132195",
        "bik": "044525225",
        "account": "40702810938000060473",
        "corr_account": "30101810400000000225",
    }
    lines = zip(labels.split(), values.values(), strict=True)
    card = parse_card("\n".join(["Romashka", *(f"{label} {value}" for label, value in lines)]))
    assert card.values() == {"name": "Romashka", **values}
    assert not card.others
    named = parse_card("Correspondent account 30101810400000000225\nBIK 044525225")
    assert named.values() == {"corr_account": values["corr_account"], "bik": values["bik"]}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_a_card_is_read(case: Case) -> None:
    card = parse_card(case.text)
    found = card.values()
    if case.exact:
        assert found == case.values
        assert card.others == case.others
    else:
        assert {name: found.get(name) for name in case.values} == case.values
    assert tuple(p.code for p in card.problems) == case.problems
    if case.values:
        assert card.kind is case.kind


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_every_value_shows_where_it_came_from(case: Case) -> None:
    digits = "".join(sign for sign in case.text if sign.isalnum())
    for one in parse_card(case.text).found:
        source = "".join(sign for sign in one.source if sign.isalnum())
        assert source, one
        if one.field not in {"director", "director_title"}:
            assert (
                "".join(sign for sign in one.value if sign.isalnum()) in source
                or one.value in digits
            )


SHUFFLED = [
    "Наименование: ООО «Ромашка»",
    "ИНН/КПП: 7701000001/770101001",
    "ОГРН 1027700132195",
    "Юридический адрес: 101000, г. Москва, ул. Мясницкая, д. 1",
    "Расчётный счёт 40702810200000000001",
    "Банк: ПАО Сбербанк",
    "БИК 044525225",
    "Корр. счёт 30101810400000000225",
    "Тел.: +7 (495) 123-45-67",
    "E-mail: info@romashka.example",
    "Директор: Иванов Иван Иванович",
    "Главный бухгалтер: Петрова Анна Сергеевна",
]


@given(st.randoms(use_true_random=False), st.sampled_from(["\n", "\r\n", "\n\n", " \n \u00a0"]))
def test_lines_may_come_in_any_order(chance: random.Random, end: str) -> None:
    lines = list(SHUFFLED)
    chance.shuffle(lines)
    assert parse_card(end.join(lines)).values() == parse_card("\n".join(SHUFFLED)).values()


@given(st.randoms(use_true_random=False))
def test_any_space_may_stand_between_words(chance: random.Random) -> None:
    spaces = [" ", "\u00a0", "\u202f", "  ", " \u00a0 "]
    text = "".join(chance.choice(spaces) if s == " " else s for s in "\n".join(SHUFFLED))
    assert parse_card(text).values() == parse_card("\n".join(SHUFFLED)).values()


@given(st.sampled_from(["ИНН/КПП", "ИНН / КПП", "инн\\кпп", "ИНН, КПП", "ИНН КПП"]),
       st.sampled_from(["", ":", " :", " -", "\t", " № "]),
       st.sampled_from(["/", " / ", "\u00a0/\u00a0", "\\", ", ", " "]))  # fmt: skip
def test_inn_and_kpp_in_any_notation(label: str, after: str, between: str) -> None:
    card = parse_card(f"{label}{after} 7707083893{between}770701001")
    assert card.values() == {"inn": "7707083893", "kpp": "770701001"}


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    card = parse_card(text)
    assert all(one.value for one in card.found)


@given(
    st.lists(
        st.sampled_from(
            [
                "ИНН",
                "КПП",
                "7701000001",
                "р/с",
                ":",
                "Банк",
                "«",
                "»",
                "\n",
                "\t",
                "в лице",
                "Адрес",
                " ",
                "оф. 5",
                "IBAN",
                "GB29",
            ]
        ),
        max_size=25,
    )
)
def test_no_heap_of_labels_breaks_it(parts: list[str]) -> None:
    parse_card(" ".join(parts))


def test_a_long_text_takes_no_long_time() -> None:
    with no_explosion():
        parse_card("ИНН " * 50_000)
        parse_card("«" * 100_000)
        parse_card("a@" * 100_000)
        parse_card("корреспондентский " * 20_000)


@pytest.mark.parametrize(
    ("genitive", "name"),
    [
        ("Иванова Ивана Ивановича", "Иванов Иван Иванович"),
        ("Ковальского Андрея Сергеевича", "Ковальский Андрей Сергеевич"),
        ("Толстого Игоря Петровича", "Толстой Игорь Петрович"),
        ("Шевчука Павла Ильича", "Шевчук Павел Ильич"),
        ("Сидоренко Петра Львовича", "Сидоренко Пётр Львович"),
        ("Зимина Ильи Олеговича", "Зимин Илья Олегович"),
        ("Орлова Никиты Юрьевича", "Орлов Никита Юрьевич"),
        ("Ивановой Марии Петровны", "Иванова Мария Петровна"),
        ("Лисицкой Ольги Ильиничны", "Лисицкая Ольга Ильинична"),
        ("Мельник Натальи Андреевны", "Мельник Наталья Андреевна"),
        ("Зайцевой Зои Никитичны", "Зайцева Зоя Никитична"),
        ("Петровой Любови Фоминичны", "Петрова Любовь Фоминична"),
        ("Иванов Иван Иванович", "Иванов Иван Иванович"),
        ("Иванова И. И.", "Иванова И. И."),
    ],
)
def test_who_signs_in_the_first_case(genitive: str, name: str) -> None:
    assert nominative(genitive) == name


def test_a_signature_line() -> None:
    said = "Генеральный директор _____________ (подпись) / Иванов И.И. /"
    assert title_and_name(said) == ("Генеральный директор", "Иванов И.И.")


def test_the_check_digits_of_an_iban() -> None:
    assert check_iban("GB29NWBK60161331926819") is None
    assert check_iban("GB29NWBK60161331926818") is not None


def test_a_client_out_of_a_card() -> None:
    draft = client_draft(parse_card(CASES[0].text))
    assert (draft.name, draft.kind, draft.inn) == (
        "ООО «Ромашка»",
        ClientKind.COMPANY,
        "7701000001",
    )
    assert draft.city == "Москва"
    assert [(p.kind, p.value) for p in draft.points] == [
        (PointKind.PHONE, "+7 (495) 123-45-67"),
        (PointKind.EMAIL, "info@romashka.example"),
    ]
    assert [(c.name, c.position) for c in draft.contacts] == [
        ("Иванов Иван Иванович", "Генеральный директор")
    ]
    # A client has no fields for its bank: nothing of it is lost.
    for part in ("40702810200000000001", "ПАО Сбербанк", "044525225", "ОКПО 12345678", "оф. 5"):
        assert part in draft.comment
