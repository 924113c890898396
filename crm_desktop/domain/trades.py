"""Words that tell what a firm does: what means the same, and what cannot be one business.

A word may stand in several lines: a salon sells furniture or cuts hair. Two firms whose words
share no line are two businesses, also at one address.
"""

from __future__ import annotations

from functools import lru_cache

from crm_desktop.domain.sounds import sound, sounds

_LINES = """
магазин магазины лавка супермаркет shop store оптовый розничный опт розница склад интернет
= магазин салон зоомагазин
= магазин салон склад мебельный мебельная мебель мебели
= магазин салон цветы цветов цветочный цветочная букеты
= магазин склад стройматериалы стройматериалов
= магазин склад автозапчасти запчасти запчастей
= магазин склад продукты продуктов
= магазин салон одежда одежды обувь обуви
= салон красоты парикмахерская барбершоп студия
= отель гостиница hotel хостел
= кафе cafe ресторан restaurant бар bar бистро столовая закусочная трактир кофейня пиццерия пицца
пекарня кондитерская
= автосервис сто автомастерская автотехцентр техцентр
= шиномонтаж
= автомойка
= ветклиника ветеринарная ветеринарный клиника
= стоматология стоматологическая стоматологический клиника медицинский
= медицинский медицинская клиника медцентр поликлиника лаборатория
= фитнес fitness спортклуб тренажерный
= типография полиграфия
= автошкола
= ателье
= аптека
= строительная строительно строительный
= транспортная транспортный логистическая
= рекламное рекламная рекламный
= турагентство туристическое туристическая турфирма
= юридическая юридическое юридический
= кадровое кадровый
= недвижимости
= ломбард
= прачечная химчистка
= охранное охранная чоп чоо
= клининг клининговая клининговые cleaning
"""

_GOODS = sounds(
    "мебель мебели мебельный цветы цветов стройматериалы стройматериалов запчасти запчастей "
    "автозапчасти продукты продуктов одежда одежды обувь обуви кондитерская"
)
"""«Мир цветов» is not «Мир»: what is sold may be of the name."""

_ONE_TRADE = {
    "цветы": "цветов цветочный цветочная",
    "гостиница": "отель hotel",
    "автосервис": "сто автомастерская автотехцентр техцентр",
    "стоматология": "стоматологическая стоматологический",
    "пиццерия": "пицца",
    "ветклиника": "ветеринарная ветеринарный",
    "мебельный": "мебельная мебель мебели",
    "строительная": "строительно строительный",
    "транспортная": "транспортный",
    "магазин": "shop store магазины",
    "кафе": "cafe",
    "ресторан": "restaurant",
    "фитнес": "fitness",
    "рекламное": "рекламная рекламный",
    "чоп": "охранное охранная чоо",
    "клининг": "клининговая клининговые cleaning",
    "производственная": "производственное производственно производственный",
}
_SAID_OTHERWISE = {
    sound(word): sound(plain) for plain, words in _ONE_TRADE.items() for word in words.split()
}


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, line in enumerate(_LINES.split("=")):
        for word in line.split():
            table.setdefault(plain_trade(sound(word)), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in table.items()}


@lru_cache(maxsize=1)
def trade_words() -> frozenset[str]:
    """Sound keys of all these words."""
    return sounds(_LINES.replace("=", " ")) | _SAID_OTHERWISE.keys()


def plain_trade(key: str) -> str:
    """One word for all that say the same: «отель» is «гостиница»."""
    return _SAID_OTHERWISE.get(key, key)


@lru_cache(maxsize=1)
def _of_one_trade() -> dict[str, tuple[str, ...]]:
    lines = [(plain, *words.split()) for plain, words in _ONE_TRADE.items()]
    return {word: tuple(one for one in line if one != word) for line in lines for word in line}


def of_one_trade(word: str) -> tuple[str, ...]:
    """The other words that say the same of what a firm does: «отель» is «гостиница»."""
    return _of_one_trade().get(word, ())


@lru_cache(maxsize=16_384)
def besides(one: frozenset[str], other: frozenset[str]) -> tuple[float, bool]:
    """What words beside a name say of two firms: a weight, and whether they are two."""
    if one == other:
        return 0.0, False
    table = _table()
    mine, yours = (
        frozenset().union(*(table.get(word, frozenset()) for word in words))
        for words in (one, other)
    )
    if mine and yours and not mine & yours:
        return -1.8, True
    more = one ^ other
    if mine and yours and more <= table.keys():
        return (-0.5 if one < other or other < one else -1.4), False
    # «Группа» and «центр» tell sisters apart.
    return -1.8 if (one and other) or more & _GOODS else -1.0, False
