"""What stands in a column, whatever it is called: shares of looks, and the field they speak of."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence

from crm_desktop.domain.first_names import is_first_name
from crm_desktop.domain.importing.cells import (
    Cell,
    Look,
    is_empty,
    is_placeholder,
    look_of,
    looks_like_company,
    looks_like_person,
    text_of,
)
from crm_desktop.domain.requisites import check_inn
from crm_desktop.domain.sounds import sound
from crm_desktop.late import dataclass

_ADDRESS = re.compile(
    r"\b(?:ул|улица|пр-?кт|пр-?т|просп(?:ект)?|пер|переулок|наб|шоссе|ш|бульвар|б-р|пл|площадь|мкр|"
    r"проезд|обл|street|st|road|rd|avenue|ave|lane)\b\.?|\b(?:д|дом|кв|корп|стр|оф)\b\.?\s*\d",
    re.IGNORECASE,
)
_CITY_NAMES = """
москва санкт-петербург спб петербург новосибирск екатеринбург казань челябинск омск самара уфа
красноярск пермь воронеж волгоград краснодар саратов тюмень тольятти ижевск барнаул иркутск
ульяновск хабаровск ярославль владивосток махачкала томск оренбург кемерово новокузнецк рязань
астрахань пенза липецк киров чебоксары тула калининград курск ставрополь сочи белгород тверь
магнитогорск иваново брянск сургут владимир архангельск чита симферополь калуга смоленск саранск
волжский якутск вологда курган череповец орёл орел владикавказ подольск грозный тамбов мурманск
петрозаводск стерлитамак кострома новороссийск йошкар-ола химки балашиха мытищи люберцы королёв
таганрог сыктывкар нальчик шахты братск дзержинск орск ангарск благовещенск псков бийск
прокопьевск рыбинск балаково армавир северодвинск абакан норильск сызрань волгодонск
новочеркасск златоуст каменск-уральский электросталь альметьевск миасс керчь копейск находка
пятигорск рубцовск березники коломна майкоп одинцово домодедово кисловодск серпухов обнинск
ковров нефтеюганск минск гомель витебск гродно брест могилёв алматы астана шымкент караганда
бишкек ташкент
"""
_CITIES = frozenset(_CITY_NAMES.split())
_CITIES_OF_WORDS = frozenset(
    ["нижний новгород", "ростов-на-дону", "набережные челны", "великий новгород", "старый оскол",
     "нижний тагил", "комсомольск-на-амуре", "улан-удэ", "новый уренгой", "сергиев посад"]
)  # fmt: skip
_POST = re.compile(
    r"(?:ген(?:\.|еральный)?\s*|гл(?:\.|авный)?\s*|старший\s+|зам(?:\.|еститель)?\s*|ст\.\s*)?(?:директор|"
    r"менеджер|бухгалтер|снабженец|закупщик|руководитель|начальник|инженер|секретарь|логист|продавец|"
    r"администратор|владелец|товаровед|юрист|прораб|мастер|технолог|manager|director|owner|accountant)\w*\b.*",
    re.IGNORECASE,
)
_INN_LABEL = re.compile(r"^инн\s*[:.№]?\s*", re.IGNORECASE)
_KPP = re.compile(r"\d{4}[\dA-Z]{2}\d{3}")
_NO_LABEL = (
    r"(?!(?:доб|вн|моб|сот|раб|дом|тел|факс|или|ext|mob|phone|whats|тг|tg)\w*\b)[^\W\d_]{2,}+"
)
_WORDED = re.compile(
    rf"\d[\d\s()-]{{8,}}+\W*+{_NO_LABEL}|^\W*+{_NO_LABEL}.*\d[\d\s()-]{{8,}}",
    re.IGNORECASE | re.DOTALL,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BETWEEN_PARTS = re.compile(r"[,;\n]")
_NAME_OF_TOWN = r"[А-ЯЁ][а-яё]+(?:[ -][а-яёА-ЯЁ][а-яё]*){0,3}"
_TOWN = re.compile(
    rf"(?:(г\.|гор\.|г|город)\s*(?<=[.\sд])({_NAME_OF_TOWN})|({_NAME_OF_TOWN}) г\.?"
    rf"|({_NAME_OF_TOWN}))"
)
_LINE = 500
"""Letters of a line that somebody typed, at most: a longer text is looked at by nobody's hand."""
_TOWN_SIGN = re.compile(r"^(?:г|город)\.?\s+")
_BORN = range(1925, 2013)
_ANSWERS = frozenset({"yes", "no", "да", "нет", "true", "false"})
"""Some of them sound like short names."""


@dataclass(frozen=True, slots=True)
class Content:
    """Shares of what stands in a column's non-empty cells; `counted` numbers the rows.

    `broken` are texts of several lines in which no figure stands, `worded` those in which a word
    that is no label of a phone stands beside a number.
    """

    filled: int
    looks: dict[Look, float]
    inn: float
    person: float
    company: float
    distinct: float
    kinds: dict[str, float]
    counted: bool
    broken: float = 0.0
    worded: float = 0.0

    @property
    def single(self) -> float:
        """How distinct one and the same value everywhere is."""
        return 1 / max(self.filled, 1)


def content_of(rows: Sequence[Sequence[Cell]], column: int) -> Content:
    """What a column holds, by a sample of rows."""
    cells = [r[column] for r in rows if column < len(r) and not is_empty(r[column])]
    cells = [c for c in cells if not is_placeholder(text_of(c))]
    count = len(cells) or 1
    # What a column says again and again is looked at once.
    known = {c: look_of(c) for c in {c for c in cells if isinstance(c, str)}}
    looks: dict[Look, float] = {}
    for cell in cells:
        look = known[cell] if isinstance(cell, str) else look_of(cell)
        looks[look] = looks.get(look, 0.0) + 1 / count
    texts = [text_of(c).strip() for c in cells]
    held = Counter(texts)
    worded = Counter({t: n for t, n in held.items() if t.lower() != t.upper()})

    def share(is_one: Callable[[str], object], among: Counter[str] = held) -> float:
        return sum([n for t, n in among.items() if is_one(t)]) / count

    years = [int(found.group()) for t in texts if (found := _YEAR.search(t))]
    dated = looks.get(Look.DATE, 0.0) >= 0.7
    kinds = {
        "address": share(_ADDRESS.search, worded),
        "city": share(_is_city, worded),
        "position": share(_POST.fullmatch, worded),
        "kpp": share(_KPP.fullmatch),
        "birthday": sum([y in _BORN for y in years]) / count
        if dated and len(set(years)) > 4
        else 0.0,
    }
    return Content(
        len(cells),
        looks,
        share(_is_inn),
        share(_is_person),
        share(looks_like_company, worded),
        len(held) / count,
        kinds,
        _counts(texts),
        share(lambda t: "\n" in t and not any(map(str.isdigit, t))),
        share(lambda t: len(t) <= _LINE and _WORDED.search(t)),
    )


def meant_by(content: Content) -> tuple[str, float] | None:
    """The field that a content speaks of, and how surely."""
    if content.filled < 1:
        return None
    looks, kinds = content.looks, content.kinds
    if content.person >= 0.6 and content.filled >= 8 and content.distinct <= 0.5:
        # A few people for many clients.
        return "responsible", 0.5
    for field, share, least, sure in (
        ("email", looks.get(Look.EMAIL, 0.0), 0.6, 1.0),
        ("inn", content.inn, 0.7, 1.0),
        ("phone", looks.get(Look.PHONE, 0.0), 0.6, 1.0),
        ("website", looks.get(Look.SITE, 0.0), 0.7, 0.9),
        ("company_name", content.company, 0.5, 0.7),
        ("full_name", content.person, 0.6, 0.7),
        ("position", kinds["position"], 0.6, 0.7),
        ("address", kinds["address"], 0.6, 0.7),
        ("city", kinds["city"], 0.6, 0.7),
        ("kpp", kinds["kpp"], 0.8, 0.6),
        ("birthday", kinds["birthday"], 0.7, 0.6),
    ):
        if share >= least and (field not in kinds or content.filled >= 3):
            return field, share * sure
    return None


def speaks(text: str) -> bool:
    """Whether a text says who or where somebody is, as no name of a column does."""
    plain = "".join(letter for letter in text if letter.isprintable())
    if looks_like_person(plain) or _is_city(plain):
        return True
    return any(letter.isdigit() for letter in plain) and _ADDRESS.search(plain) is not None


def _is_inn(text: str) -> bool:
    """Whether a text is an ИНН, whatever divides its figures, alone or before a КПП."""
    if not text.isdigit():
        text = _INN_LABEL.sub("", text).partition("/")[0]
        text = text.replace(" ", "").replace("\u00a0", "")
    return text.isdigit() and check_inn(text) is None


def _is_person(text: str) -> bool:
    if looks_like_person(text):
        return True
    words = text.split()
    if text.casefold() in _ANSWERS:
        return False
    return 0 < len(words) <= 3 and any(w.isalpha() and is_first_name(sound(w)) for w in words)


def _is_city(text: str) -> bool:
    plain = text.casefold()
    if plain.startswith("г"):
        plain = _TOWN_SIGN.sub("", plain)
    return plain in _CITIES or plain in _CITIES_OF_WORDS


def city_in(address: str) -> str:
    """The one town that an address names as a part of its own; "" where none or several do."""
    found = {}
    for piece in _BETWEEN_PARTS.split(address):
        told = _TOWN.fullmatch(piece.strip())
        if told is None:
            continue
        town = (told[2] or told[3] or told[4]).strip()
        if told[2] or told[3] or _is_city(town):
            found[town.casefold()] = town
    return found.popitem()[1] if len(found) == 1 else ""


def _counts(texts: Sequence[str]) -> bool:
    """Whether the cells number the rows: figures that only grow, mostly one by one."""
    if len(texts) < 3 or not all(t.isdecimal() and len(t) < 7 for t in texts):
        return False
    numbers = [int(t) for t in texts]
    steps = [b - a for a, b in itertools.pairwise(numbers)]
    return numbers[0] <= 1 and min(steps) > 0 and steps.count(1) * 10 >= 7 * len(steps)
