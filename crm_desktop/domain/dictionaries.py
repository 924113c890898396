"""Word lists of the business: what a field of a record suggests, in the user's own order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, code
from crm_desktop.domain.text import clean_text, fold

ALREADY_THERE = code("dictionary.already-there")
ITSELF = code("dictionary.itself")
LIMIT = 100


class DictionaryKind(StrEnum):
    """Which list an entry belongs to."""

    SOURCE = "source"
    STATUS = "status"
    TAG = "tag"
    LOST_REASON = "lost-reason"
    POSITION = "position"
    POINT_LABEL = "point-label"


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


def usual(kind: DictionaryKind, language: str) -> tuple[str, ...]:
    """What a list may begin with; none for the lists that only the user can know."""
    words = _USUAL_RU if language == "ru" else _USUAL_EN
    return words.get(kind, ())


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
}  # fmt: skip
