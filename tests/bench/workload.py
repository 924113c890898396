"""Workload W: a made-up shop of N clients; client i depends on (seed, i) alone."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

SEED = 20_260
TODAY = date(2026, 6, 1)
HEADERS = (
    "Внешний код", "Тип", "Наименование", "Контактное лицо", "ИНН", "Телефон", "E-mail", "Город",
    "Источник", "Теги", "Комментарий", "Дата создания",
)  # fmt: skip

_LAST = (
    "Иванов", "Смирнов", "Кузнецов", "Попов", "Соколов", "Лебедев", "Козлов", "Новиков", "Морозов",
    "Петров", "Волков", "Соловьёв", "Васильев", "Зайцев", "Павлов", "Семёнов", "Голубев",
    "Виноградов", "Богданов", "Воробьёв", "Фёдоров", "Михайлов", "Беляев", "Тарасов", "Белов",
    "Комаров", "Орлов", "Киселёв", "Макаров", "Андреев", "Ковалёв", "Ильин", "Гусев", "Титов",
    "Кузьмин", "Кудрявцев", "Баранов", "Куликов", "Алексеев", "Степанов", "Яковлев", "Сорокин",
    "Сергеев", "Романов", "Захаров", "Борисов", "Королёв", "Герасимов", "Пономарёв", "Григорьев",
)  # fmt: skip
_FIRST = (
    "Александр", "Сергей", "Дмитрий", "Андрей", "Алексей", "Максим", "Евгений", "Иван", "Михаил",
    "Артём", "Николай", "Павел", "Роман", "Владимир", "Пётр", "Фёдор", "Юрий", "Олег", "Виктор",
    "Игорь",
)  # fmt: skip
_MIDDLE = (
    "Александрович", "Сергеевич", "Дмитриевич", "Андреевич", "Алексеевич", "Евгеньевич",
    "Иванович", "Михайлович", "Николаевич", "Павлович", "Владимирович", "Петрович",
)  # fmt: skip
_WORD_A = (
    "Строй", "Тех", "Мед", "Агро", "Авто", "Мебель", "Свет", "Окна", "Север", "Юг", "Восток",
    "Запад", "Волга", "Урал", "Сибирь", "Балт", "Энерго", "Пром", "Эко", "Дом", "Сад", "Вектор",
    "Гранит", "Луч", "Звезда", "Ромашка", "Ёлка", "Берёза", "Сокол", "Альфа",
)  # fmt: skip
_WORD_B = (
    "сервис", "торг", "снаб", "проект", "монтаж", "комплект", "инвест", "групп", "плюс", "трейд",
    "маркет", "центр", "люкс", "дизайн", "мастер", "ресурс", "контракт", "стандарт", "партнёр",
    "лайн",
)  # fmt: skip
CITIES = (
    "Москва", "Санкт-Петербург", "Тула", "Орёл", "Казань", "Самара", "Пермь", "Омск", "Томск",
    "Уфа", "Курск", "Тверь", "Рязань", "Калуга", "Псков", "Сочи", "Владимир", "Иваново",
    "Ярославль", "Киров",
)  # fmt: skip
_SOURCES = ("Сайт", "Рекомендация", "Выставка", "Холодный звонок", "Реклама", "Соцсети", "")
_TAGS = ("опт", "розница", "VIP", "должник", "новый", "постоянный", "дилер", "тендер")
_COMMENTS = (
    "", "", "Просили перезвонить после обеда", "Оплата по факту", "Нужен договор и два счёта",
    "Доставка до терминала транспортной компании", "Звонить только по будням",
    "Интересуются окнами и монтажом, ждут предложение к концу месяца",
)  # fmt: skip
_DOMAINS = ("mail.ru", "yandex.ru", "gmail.com", "bk.ru", "inbox.ru", "example.ru")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_AREAS = ("495", "812", "903", "905", "909", "910", "916", "917", "921", "925", "926", "985")
_EVENTS = (
    "Звонок: договорились о встрече", "Отправлено коммерческое предложение", "Клиент думает",
    "Просит скидку десять процентов", "Оплата поступила", "Перезвонить на следующей неделе",
    "Замер выполнен, размеры в файле", "Сменился ответственный менеджер",
)  # fmt: skip
_GOODS = ("Окно ПВХ", "Подоконник", "Монтаж", "Доставка", "Откос", "Москитная сетка", "Отлив")


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a client, and whose it is."""

    phone: str
    email: str
    inn: str


@dataclass(frozen=True, slots=True)
class DealSpec:
    """A deal: which of the six stages, its title, its amount in kopecks."""

    stage: int
    title: str
    amount: int


@dataclass(frozen=True, slots=True)
class History:
    """What happened with client i; dates count back from a fixed day."""

    deals: tuple[DealSpec, ...]
    tasks: tuple[tuple[str, str, bool], ...]
    invoice: tuple[tuple[str, int, int], ...]
    events: tuple[tuple[str, str], ...]


def _random(seed: int, i: int, part: int) -> random.Random:
    return random.Random((seed * 1_000_003 + i) * 8 + part)


def inn_of(random_: random.Random, digits: int) -> str:
    """An ИНН of 10 or 12 digits whose check digits are right."""
    base = f"{random_.randint(1, 89):02}" + f"{random_.randrange(10 ** (digits - 4)):0{digits - 4}}"
    weights = (
        [(2, 4, 10, 3, 5, 9, 4, 6, 8)]
        if digits == 10
        else [(7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)]
    )
    base = base[: len(weights[0])].ljust(len(weights[0]), "7")
    for row in weights:
        base += str(sum(int(d) * w for d, w in zip(base, row, strict=True)) % 11 % 10)
    return base


def _phone(random_: random.Random) -> str:
    """One of ten spellings; empty in 5 %."""
    if random_.random() < 0.05:
        return ""
    area, number = random_.choice(_AREAS), f"{random_.randrange(10**7):07}"
    a, b, c = number[:3], number[3:5], number[5:]
    other = f"8 {random_.choice(_AREAS)} {random_.randrange(100, 999)}-{b}-{c}"
    return random_.choice(
        (
            f"+7 ({area}) {a}-{b}-{c}",
            f"8 {area} {a} {b} {c}",
            f"8{area}{number}",
            f"7-{area}-{a}-{b}-{c}",
            f"{area} {a}-{b}-{c}",
            f"+7{area}{number}",
            f"8 ({area}) {a}-{b}-{c} доб. {random_.randrange(100, 999)}",
            f"8 ({area}) {a}-{b}-{c}, {other}",
            f"{a}-{b}-{c}",
            f"+7 {area} {number}" if random_.random() < 0.8 else "нет",
        )
    )


def _email(random_: random.Random) -> str:
    """8 % empty, 12 % capitals and spaces, 3 % a space before @, 2 % without @."""
    chance = random_.random()
    if chance < 0.08:
        return ""
    local = "".join(random_.choice(_LATIN) for _ in range(random_.randint(5, 10)))
    name, domain = f"{local}{random_.randrange(1000)}", random_.choice(_DOMAINS)
    if chance < 0.20:
        return f" {name.upper()}@{domain.capitalize()} "
    if chance < 0.23:
        return f"{name} @{domain}"
    return f"{name}{domain}" if chance < 0.25 else f"{name}@{domain}"


def _kind(seed: int, i: int) -> float:
    return _random(seed, i, 0).random()


def _own_contact(seed: int, i: int) -> Contact:
    random_ = _random(seed, i, 1)
    company = _kind(seed, i) < 0.6
    return Contact(_phone(random_), _email(random_), inn_of(random_, 10 if company else 12))


def contact_of(seed: int, i: int) -> Contact:
    """Ways to reach client i: its own, or in 3 % those of an earlier one."""
    random_ = _random(seed, i, 2)
    earlier = i > 0 and random_.random() < 0.03
    return _own_contact(seed, random_.randrange(i) if earlier else i)


def row_of(i: int, seed: int = SEED) -> tuple[str, ...]:
    """Client i as a row of the list: 60 % companies, 20 % sole traders, 20 % persons."""
    kind, random_, contact = _kind(seed, i), _random(seed, i, 3), contact_of(seed, i)
    person = f"{random_.choice(_LAST)} {random_.choice(_FIRST)} {random_.choice(_MIDDLE)}"
    firm = f"{random_.choice(_WORD_A)}{random_.choice(_WORD_B)}-{random_.randrange(1, 1000)}"
    if kind < 0.6:
        what, name, inside = "Компания", f"ООО «{firm}»", person
    elif kind < 0.8:
        what, name, inside = "ИП", f"ИП {person}", ""
    else:
        what, name, inside = "Физлицо", person, ""
    tags = ", ".join(random_.sample(_TAGS, random_.choice((0, 0, 1, 1, 2, 3))))
    created = TODAY - timedelta(days=random_.randrange(1, 2_000))
    return (
        f"W{i:07}", what, name, inside, contact.inn if kind < 0.8 else "", contact.phone,
        contact.email, random_.choice(CITIES), random_.choice(_SOURCES), tags,
        random_.choice(_COMMENTS), created.strftime("%d.%m.%Y"),
    )  # fmt: skip


def rows(count: int, seed: int = SEED) -> Iterator[tuple[str, ...]]:
    """The list's rows, without the header."""
    return (row_of(i, seed) for i in range(count))


def history_of(i: int, seed: int = SEED) -> History:
    """0–3 deals, 0–2 tasks, an invoice of 1–8 lines for every tenth client, ten events."""
    random_ = _random(seed, i, 4)

    def day(most: int) -> str:
        return (TODAY - timedelta(days=random_.randrange(most))).isoformat()

    deals = tuple(
        DealSpec(random_.randrange(6), f"{random_.choice(_GOODS)} {i}-{n}", amount * 100)
        for n in range(random_.randrange(4))
        for amount in [random_.randrange(1_000, 900_000)]
    )
    tasks = tuple(
        (f"Позвонить {i}", (TODAY + timedelta(days=random_.randrange(-20, 40))).isoformat(),
         random_.random() < 0.5)
        for _ in range(random_.randrange(3))
    )  # fmt: skip
    lines = tuple(
        (random_.choice(_GOODS), random_.randrange(1, 20) * 1_000, random_.randrange(100, 90_000))
        for _ in range(random_.randrange(1, 9) if i % 10 == 0 else 0)
    )
    events = tuple(
        (f"{random_.choice(_EVENTS)} ({i})", f"{day(1_500)}T{random_.randrange(8, 20):02}:00:00Z")
        for _ in range(10)
    )
    return History(deals, tasks, lines, events)


def queries(count: int, clients: int, seed: int = SEED) -> list[str]:
    """What people type: names of 3–4 and 5–9 letters, digits, e-mail, ИНН; 70 % in lower case."""
    random_ = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        row = row_of(random_.randrange(clients), seed)
        chance = random_.random()
        if chance < 0.60:
            length = random_.randint(3, 4) if chance < 0.35 else random_.randint(5, 9)
            text = _piece(random_, row[2].strip("«»"), length)
        elif chance < 0.80:
            digits = "".join(c for c in row[5].split(",")[0] if c.isdigit())
            length = random_.randint(4, 7)
            text = digits[-length:] if len(digits) >= 10 else ""
        elif chance < 0.90:
            text = row[6].strip().split("@")[0].strip()
        else:
            text = row[4]
        if len(text) >= 3:
            found.append(text.lower() if random_.random() < 0.7 else text)
    return found


def _piece(random_: random.Random, name: str, length: int) -> str:
    """The beginning of a word of the name, as long as asked where the word allows."""
    words = [w for w in name.replace("«", " ").replace("»", " ").split() if len(w) >= length]
    words = [w for w in words if w.isalpha()] or words
    return random_.choice(words)[:length] if words else ""


def write_workbook(path: Path, count: int, seed: int = SEED) -> None:
    """The list as the workbook a shop has: one sheet, a header, texts as shared strings."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Клиенты")
        for number, row in enumerate([HEADERS, *rows(count, seed)]):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell)


def digest(count: int, seed: int = SEED) -> str:
    """What W of this size is made of, in one short text: the same everywhere."""
    import hashlib

    made = hashlib.sha256()
    for i in range(count):
        made.update(json.dumps(row_of(i, seed), ensure_ascii=False).encode())
        made.update(repr(history_of(i, seed)).encode())
    return made.hexdigest()[:16]
