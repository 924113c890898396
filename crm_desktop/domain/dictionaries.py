"""Word lists of the business: what a field of a record suggests, in the user's own order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from crm_desktop.domain.pipeline import COLOURS
from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, code
from crm_desktop.domain.text import clean_text, fold
from crm_desktop.late import dataclass

ALREADY_THERE = code("dictionary.already-there")
ITSELF = code("dictionary.itself")
NO_SUCH_COLOUR = code("dictionary.no-such-colour")
LIMIT = 100


class DictionaryKind(StrEnum):
    """Which list an entry belongs to."""

    SOURCE = "source"
    STATUS = "status"
    TAG = "tag"
    LOST_REASON = "lost-reason"
    POSITION = "position"
    POINT_LABEL = "point-label"
    WAY = "way"
    OUTCOME = "outcome"
    RELATION = "relation"
    PRICE_GROUP = "price-group"


COLOURED = frozenset({DictionaryKind.TAG})
"""Lists whose words may have a colour, an index of the theme's eight."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with what is said of it.

    `parent` is the way of contact that an outcome belongs to; `reverse` is how a relation reads
    from the other side; an outcome that `asks_date` is no end: the next day to try is asked for.
    """

    name: str
    parent: str = ""
    reverse: str = ""
    colour: int | None = None
    asks_date: bool = False


def tidy(name: str) -> str:
    """An entry as it is kept: one line, single spaces."""
    return " ".join(clean_text(name).split())


def check(name: str, others: Iterable[str]) -> Iterator[Problem]:
    """What forbids a tidied name beside the other entries of its list."""
    if not name:
        yield Problem("name", REQUIRED)
    elif len(name) > LIMIT:
        yield Problem("name", TOO_LONG, {"limit": LIMIT})
    else:
        same = next((other for other in others if fold(other) == fold(name)), None)
        if same is not None:
            yield Problem("name", ALREADY_THERE, {"name": same})


def check_word(kind: DictionaryKind, word: Word) -> Iterator[Problem]:
    """What forbids saying this of a word of a list."""
    if kind is DictionaryKind.OUTCOME and not word.parent:
        yield Problem("parent", REQUIRED)
    if len(word.reverse) > LIMIT:
        yield Problem("reverse", TOO_LONG, {"limit": LIMIT})
    if word.colour is not None and not 0 <= word.colour < COLOURS:
        yield Problem("colour", NO_SUCH_COLOUR)


def usual(kind: DictionaryKind, language: str) -> tuple[Word, ...]:
    """What a list may begin with; none for the lists that only the user can know."""
    russian = language == "ru"
    if kind is DictionaryKind.OUTCOME:
        found = _OUTCOMES_RU if russian else _OUTCOMES_EN
        return tuple(
            Word(name, parent=way, asks_date=again)
            for way, outcomes in found.items()
            for name, again in outcomes
        )
    if kind is DictionaryKind.RELATION:
        return tuple(
            Word(name, reverse=reverse)
            for name, reverse in (_RELATIONS_RU if russian else _RELATIONS_EN)
        )
    return tuple(map(Word, (_USUAL_RU if russian else _USUAL_EN).get(kind, ())))


_USUAL_RU = {
    DictionaryKind.SOURCE: (
        "Рекомендация", "Сайт", "Поиск в интернете", "Социальные сети", "Реклама", "Вывеска",
        "Повторное обращение",
    ),
    DictionaryKind.STATUS: ("Новый", "Постоянный", "Был однажды", "Не работаем"),
    DictionaryKind.LOST_REASON: (
        "Дорого", "Выбрали других", "Передумали", "Не отвечает", "Не подошёл срок",
        "Нет нужного товара",
    ),
    DictionaryKind.POSITION: ("Директор", "Бухгалтер", "Закупки", "Секретарь"),
    DictionaryKind.POINT_LABEL: ("рабочий", "личный", "бухгалтерия", "склад"),
    DictionaryKind.WAY: ("Звонок", "Встреча", "Письмо", "Сообщение"),
    DictionaryKind.PRICE_GROUP: ("Розница", "Опт"),
}  # fmt: skip
_USUAL_EN = {
    DictionaryKind.SOURCE: (
        "Recommendation", "Website", "Web search", "Social media", "Advertisement", "Walk-in",
        "Came back",
    ),
    DictionaryKind.STATUS: ("New", "Regular", "Came once", "Not served"),
    DictionaryKind.LOST_REASON: (
        "Too expensive", "Chose somebody else", "Changed their mind", "No answer", "Too late",
        "Not in stock",
    ),
    DictionaryKind.POSITION: ("Director", "Accountant", "Purchasing", "Secretary"),
    DictionaryKind.POINT_LABEL: ("work", "private", "accounts", "warehouse"),
    DictionaryKind.WAY: ("Call", "Meeting", "Letter", "Message"),
    DictionaryKind.PRICE_GROUP: ("Retail", "Wholesale"),
}  # fmt: skip
_OUTCOMES_RU: dict[str, tuple[tuple[str, bool], ...]] = {
    "Звонок": (
        ("Поговорили", False), ("Не дозвонились", True), ("Просили перезвонить", True),
        ("Отказ", False), ("Неверный номер", False),
    ),
    "Встреча": (("Состоялась", False), ("Перенесли", True), ("Не пришли", True)),
    "Письмо": (("Отправлено", False), ("Получен ответ", False), ("Ждём ответа", True)),
    "Сообщение": (("Ответили", False), ("Ждём ответа", True)),
}  # fmt: skip
_OUTCOMES_EN: dict[str, tuple[tuple[str, bool], ...]] = {
    "Call": (
        ("Talked", False), ("No answer", True), ("Asked to call back", True), ("Refused", False),
        ("Wrong number", False),
    ),
    "Meeting": (("Took place", False), ("Put off", True), ("Did not come", True)),
    "Letter": (("Sent", False), ("Answered", False), ("Waiting for an answer", True)),
    "Message": (("Answered", False), ("Waiting for an answer", True)),
}  # fmt: skip
_RELATIONS_RU = (
    ("работает в", "сотрудник"), ("привёл", "пришёл по рекомендации"),
    ("одна семья", "одна семья"), ("головная компания", "филиал"),
    ("тот же владелец", "тот же владелец"),
)  # fmt: skip
_RELATIONS_EN = (
    ("works at", "employs"), ("introduced", "was introduced by"),
    ("same household", "same household"), ("head office of", "branch of"),
    ("same owner", "same owner"),
)  # fmt: skip
