"""The clients that the queries mean, and what is kept of them besides the card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from crm_desktop.commands import activities, clients, custom_fields, deals, documents, tasks
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, ClientKind, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft
from crm_desktop.domain.tasks import TaskDraft

FIRST_NUMBER = 120_417
"""Of the papers, so that those of a bench of a million clients stay below."""
YEAR = 2026
OWN = (
    FieldDraft(CustomNoun.CLIENT, CustomKind.TEXT, "Автомобиль"),
    FieldDraft(CustomNoun.CLIENT, CustomKind.NUMBER, "Площадь кухни"),
    FieldDraft(CustomNoun.CLIENT, CustomKind.DATE, "Дата договора"),
    FieldDraft(CustomNoun.CLIENT, CustomKind.CHOICE, "Материал", choices=("дуб", "бамбук")),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A client with notes, a deal, a task and a paper; `own` by the place in `OWN`."""

    draft: ClientDraft
    notes: tuple[str, ...] = ()
    deal: str = ""
    task: str = ""
    paper: bool = False
    own: Mapping[int, object] = field(default_factory=dict)
    """As they are kept: a number in ten-thousandths."""


def _card(
    name: str,
    *phones: str,
    email: str = "",
    inside: str = "",
    kind: ClientKind = ClientKind.COMPANY,
    inn: str = "",
    city: str = "",
    external_id: str = "",
    tags: tuple[str, ...] = (),
) -> ClientDraft:
    points = [PointDraft(PointKind.PHONE, one) for one in phones]
    points += [PointDraft(PointKind.EMAIL, email)] if email else []
    contacts = (ContactDraft(inside),) if inside else ()
    return ClientDraft(
        name, kind, inn=inn, city=city, external_id=external_id, tags=tags,
        points=tuple(points), contacts=contacts,
    )  # fmt: skip


_PERSON = ClientKind.PERSON
CARDS: Mapping[str, Card] = {
    "semenova": Card(
        _card(
            "Семёнова Наталья Викторовна", "+7 916 204-17-83", email="n.semenova@mail.ru",
            kind=_PERSON, city="Тула", tags=("кухни под ключ",),
        ),
        ("Просила поставить москитную сетку с кошачьей дверцей",),
        deal="Остекление лоджии на Каширской", paper=True,
        own={0: "Лада Веста А417ВС71", 1: 84_5000, 2: "2026-03-17"},
    ),
    "romashka": Card(
        _card(
            "ООО «Ромашка»", "8 (4872) 31-40-55", email="info@romashka-flowers.ru",
            inside="Лебедева Ольга Игоревна", inn="7784022976", city="Тула", external_id="A-00417",
        ),
        ("Договорились о пробной поставке тюльпанов к восьмому марта",), paper=True,
    ),
    "scherbakov": Card(
        _card(
            "ИП Щербаков Юрий Львович", "8-903-771-20-64", email="yuri@scherbakov-kuhni.ru",
            inn="044268325598", city="Щёкино",
        ),
        task="Забрать образцы фурнитуры",
    ),
    "hachaturyan": Card(
        _card("Хачатурян Ашот Гургенович", "+7 (928) 410-55-19", kind=_PERSON, tags=("армянский клуб",)),
        ("Ищет кованые ворота под старину",),
    ),
    "elektrosnab": Card(
        _card(
            "ООО «ЭлектроСнаб-Юг»", "8 800 555-35-49", email="zakaz@elsnab.ru",
            inn="1104197875", external_id="ЮГ/0089",
        ),
        deal="Щит учёта для склада", paper=True,
    ),
    "smith": Card(
        _card("John Smith", "+44 20 7946 0958", email="john.smith@harbour-tools.com", kind=_PERSON),
        ("Wants the catalogue in English before the fair",),
    ),
    "acme": Card(
        _card("Acme Tools Ltd", "+1 212 555 0147", email="sales@acme-tools.com", external_id="UK-7731"),
        deal="Container of hand drills",
    ),
    "elkin": Card(
        _card("Ёлкин Пётр Фомич", "8 910 556 78 01", kind=_PERSON, city="Орёл"),
        own={0: "УАЗ Патриот", 3: "бамбук"},
    ),
    "uyut": Card(
        _card("Кафе «Уют»", "74872555012", email="kafe_uyut71@yandex.ru", inside="Гордеева Алла"),
        ("Меняют вывеску, нужен макет до пятницы",),
    ),
    "shaihutdinova": Card(
        _card("Шайхутдинова Гюльнара", "+7 917 850-43-22", kind=_PERSON, city="Казань"),
    ),
    "pechersky": Card(
        _card("Мельников-Печерский Андрей", "8(962)331-17-90", kind=_PERSON, tags=("дача-2026",)),
        task="Перезвонить насчёт беседки",
    ),
    "chaika": Card(_card("ООО «Чайка и Ко»", "+7-495-788-23-01", inn="5029984878")),
    "zavod": Card(
        _card(
            "АО «Завод железобетонных изделий №5»", "8 (48751) 4-17-20", inn="8594722570",
            inside="Пшеничникова Зинаида Карповна",
        ),
        paper=True,
    ),
    "zhukovskaya": Card(
        _card("Жуковская Юлия", "8 926 018-55-73", email="juliazh@bk.ru", kind=_PERSON),
        own={1: 12_7500},
    ),
    "karata": Card(_card("Стоматология «32 карата»", "+7 4872 70-32-32", inn="0636659670")),
    "ivanov": Card(
        _card("Иванов Пётр Кузьмич", "8 953 190 27 46", kind=_PERSON, city="Ефремов"),
        ("Любит рыбалку, говорить о щуках",), deal="Баня из бруса",
    ),
    "bergstrom": Card(_card("Bergström AB", "+46 8 123 456 78", email="order@bergstrom.se")),
    "oneill": Card(_card("O'Neill Patrick", email="paddy@oneill.ie", kind=_PERSON)),
    "muller": Card(_card("Müller Sanitär GmbH", email="kontakt@mueller-sanitaer.de")),
    "sad": Card(
        _card("Детский сад № 117", "8 4872 41 17 17", inside="Заведующая Рыжикова Инна Павловна"),
    ),
    "tsoy": Card(_card("Цой Виктор", "8 914 700 19 62", kind=_PERSON)),
    "kim": Card(_card("Ким Ирина", "8 924 311 08 05", email="irakim@inbox.ru", kind=_PERSON)),
    "garage": Card(
        _card("Автосервис «Гараж 77»", "8 (499) 340-77-77", email="garage77@list.ru"),
        own={0: "Эвакуатор Хино"},
    ),
    "emelyanova": Card(
        _card("Емельянова Ксения Евгеньевна", "+79051280034", kind=_PERSON, tags=("виниловый пол",)),
    ),
    "garden": Card(_card("Green Garden LLC", "+1 (617) 555-0199", email="hello@greengarden.example")),
    "belova": Card(_card("Olga Belova", email="olga.b@proton.me", kind=_PERSON, city="Riga")),
    "vektor": Card(
        _card(
            "ПАО «Вектор-Телеком»", "+7 (343) 278-90-12", inn="0168501279", external_id="В-1120/7",
        ),
        ("Тендер выиграл конкурент, вернуться осенью",),
    ),
    "yurieva": Card(_card("Юрьева Фаина Эдуардовна", "8-902-555-61-38", kind=_PERSON, city="Пермь")),
}  # fmt: skip


def add(crm: Crm, organisation: int) -> dict[str, int]:
    """Put the clients with all that is kept of them into a base; their ids by name."""
    fields = [str(crm.do(custom_fields.add, one).value) for one in OWN]
    crm.do(documents.number_from, organisation, "invoice", YEAR, FIRST_NUMBER)
    found = {}
    for key, card in CARDS.items():
        own = {fields[place]: value for place, value in card.own.items()}
        client = crm.do(clients.add, replace(card.draft, custom=own)).value
        found[key] = client
        for text in card.notes:
            crm.do(activities.add_note, client, text)
        if card.deal:
            crm.do(deals.add, DealDraft(card.deal, client, 150_000_00))
        if card.task:
            crm.do(tasks.add, TaskDraft(card.task, client_id=client))
        if card.paper:
            line = LineDraft("Работы", 1_000, "шт", 10_000_00, 0, "none")
            draft = DocumentDraft(client, organisation, date=date(YEAR, 4, 1), lines=(line,))
            crm.do(documents.issue, crm.do(documents.create, draft).value)
    return found


def numbers() -> dict[str, str]:
    """The number of each paper, in the order in which they are issued."""
    keys = [key for key, card in CARDS.items() if card.paper]
    return {key: str(FIRST_NUMBER + place) for place, key in enumerate(keys)}
