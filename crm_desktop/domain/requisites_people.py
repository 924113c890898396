"""Who signs: title and name out of «в лице генерального директора Иванова Ивана Ивановича»."""

from __future__ import annotations

import re

_TITLES = {
    "генерального директора": "Генеральный директор",
    "исполнительного директора": "Исполнительный директор",
    "коммерческого директора": "Коммерческий директор",
    "директора": "Директор",
    "управляющего": "Управляющий",
    "управляющей": "Управляющая",
    "президента": "Президент",
    "председателя правления": "Председатель правления",
    "председателя": "Председатель",
    "руководителя": "Руководитель",
    "индивидуального предпринимателя": "Индивидуальный предприниматель",
}
_PLAIN = (
    *(title.casefold() for title in _TITLES.values()),
    "ген. директор",
    "managing director",
    "director",
    "ceo",
    "owner",
)
_TITLE = re.compile(
    "(?:" + "|".join(re.escape(t) for t in sorted([*_TITLES, *_PLAIN], key=len, reverse=True)) + ")"
    r"(?![а-яёa-z])",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"_{2,}|[/|]|\(?подпись\)?|м\.\s?п\.", re.IGNORECASE)
_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_NAME = re.compile(
    rf"{_WORD}\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?{_WORD}|{_WORD}\s+{_WORD}(?:\s+{_WORD})?"
)
_IRREGULAR = {
    "павла": "Павел", "льва": "Лев", "петра": "Пётр", "ильи": "Илья", "любови": "Любовь",
    "александра": "Александр",
}  # fmt: skip


def title_and_name(text: str) -> tuple[str, str]:
    """The title ("" without one) and the name, both as they would be printed beside a signature."""
    plain = " ".join(_SIGNED.sub(" ", text).split()).strip(" ,;:–—-")
    found = _TITLE.match(plain)
    title = ""
    if found is not None:
        said = found.group().casefold()
        title = _TITLES.get(said, found.group()[:1].upper() + found.group()[1:])
        plain = plain[found.end() :].strip(" ,;:–—-")
    named = _NAME.match(plain)
    return title, (named.group() if named else plain)


def in_genitive(name: str) -> bool:
    """Whether a full name stands as after «в лице»: its patronymic says so."""
    return name.casefold().endswith(("ича", "вны", "чны", "шны"))


def nominative(name: str) -> str:
    """«Иванова Ивана Ивановича» as «Иванов Иван Иванович»; anything else is left as it is.

    A guess by the endings, for somebody to look at: surnames such as «Шевчука» and «Толстого»
    are told from others only by knowing the person.
    """
    parts = name.split()
    if len(parts) != 3 or not in_genitive(name):
        return name
    last, first, middle = parts
    if middle.casefold().endswith("ича"):
        return f"{_his_surname(last)} {_his_name(first)} {middle[:-1]}"
    return f"{_her_surname(last)} {_her_name(first)} {middle[:-1]}а"


def _his_surname(word: str) -> str:
    if word.endswith(("ского", "цкого")):
        return word[:-3] + "ий"
    if word.endswith("ого"):
        return word[:-3] + "ой"
    return word[:-1] if word.endswith("а") else _soft(word)


def _his_name(word: str) -> str:
    known = _IRREGULAR.get(word.casefold())
    if known is not None:
        return known
    if word.endswith("ы"):
        return word[:-1] + "а"
    return word[:-1] if word.endswith("а") else _soft(word)


def _soft(word: str) -> str:
    """«Андрея» → «Андрей», «Игоря» → «Игорь»."""
    if not word.endswith("я"):
        return word
    return word[:-1] + ("й" if word[-2:-1] in "аеёиоуыэюя" else "ь")


def _her_surname(word: str) -> str:
    if word.endswith(("ской", "цкой")):
        return word[:-2] + "ая"
    return word[:-2] + "а" if word.endswith(("вой", "ной")) else word


def _her_name(word: str) -> str:
    known = _IRREGULAR.get(word.casefold())
    if known is not None and word.endswith("и"):
        return known
    if word.endswith(("ии", "ьи", "ои", "еи", "аи")):
        return word[:-1] + "я"
    return word[:-1] + "а" if word.endswith(("ы", "и")) else word
