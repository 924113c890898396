"""What people call firms in everyday words: abbreviations and pet names of what a firm is.

Beside them stand the words that say the same of a trade (`domain.trades`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from crm_desktop.domain.trades import of_one_trade

MOST = 6
"""Readings of one query."""

_LINES = """
жби железобетонных изделий, железобетонные изделия
жб железобетонных, железобетонный
ж/б железобетонных, железобетонный
жбк железобетонных конструкций
дск домостроительный комбинат
дсу дорожное строительное управление
сму строительно монтажное управление
рсу ремонтно строительное управление
пмк передвижная механизированная колонна
мк мясокомбинат
лпк лесопромышленный комплекс
апк агропромышленный комплекс
кпд крупнопанельного домостроения
нпо научно производственное объединение
нпп научно производственное предприятие
нпц научно производственный центр
нии научно исследовательский институт
кб конструкторское бюро
тд торговый дом
тц торговый центр
трц торгово развлекательный центр
трк торгово развлекательный комплекс
бц бизнес центр
тк транспортная компания, торговая компания
ск строительная компания, страховая компания
ук управляющая компания
гк группа компаний
фк футбольный клуб, фитнес клуб
дк дом культуры, дворец культуры
дюсш детско юношеская спортивная школа
фок физкультурно оздоровительный комплекс
жк жилой комплекс
жск жилищно строительный кооператив
гск гаражный кооператив
тсж товарищество собственников жилья
снт садовое товарищество, садоводческое товарищество
кфх крестьянское хозяйство, фермерское хозяйство
схпк сельскохозяйственный кооператив
чоп охранное предприятие
азс заправочная станция, автозаправочная станция
агзс газозаправочная станция
мфц многофункциональный центр
црб районная больница
цгб городская больница
гкб клиническая больница
гп городская поликлиника
сош средняя школа, общеобразовательная школа
мбоу школа, лицей, гимназия
мбдоу детский сад
мдоу детский сад
доу детский сад
дс детский сад
д/с детский сад
детсад детский сад
садик детский сад, сад
ясли детский сад
универ университет
пту училище
птф птицефабрика
больничка больница
школка школа
кафешка кафе
кафеюшник кафе
кофешка кофейня
столовка столовая
пивнушка бар, пивная
рестик ресторан
гостишка гостиница
магаз магазин
магазинчик магазин
цветочки цветы
парикмахерка парикмахерская
салончик салон
ноготочки маникюр, ногти
зубной стоматология, зубная
зубник стоматология
зубы стоматология
стоматолог стоматология
стоматка стоматология
аптечка аптека
ветеринарка ветеринарная, ветклиника
ветеринар ветклиника
шинка шиномонтаж
шиномонтажка шиномонтаж
автомастерская автосервис
пекаренка пекарня
булочная пекарня
турфирма турагентство, туристическое агентство
качалка тренажерный зал, фитнес
заправка азс, автозаправка
мебельщики мебель
строители строительная
электрики электромонтаж
заводик завод
фабричка фабрика
конторка контора
компания ко
"""


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[tuple[str, ...], ...]]:
    found = {}
    for line in _LINES.strip().splitlines():
        word, _, phrases = line.partition(" ")
        found[word] = tuple(tuple(one.split()) for one in phrases.split(","))
    return found


def said_of_firms(words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Folded words in which an abbreviation or an everyday word is said as in papers.

    One reading after the other, each of words with the spellings of which any will do.
    """
    known = [_phrases(one) for one in words]
    if not any(len(one) > 1 for one in known):
        return
    for number, phrases in enumerate(product(*known)):
        if number >= MOST:
            return
        if any(
            len(phrase) > 1 or phrase[0] != (word,)
            for phrase, word in zip(phrases, words, strict=True)
        ):
            yield tuple(one for phrase in phrases for one in phrase)


def _phrases(word: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """What a word may be said as, each as words with their spellings; itself last."""
    said: list[tuple[tuple[str, ...], ...]] = []
    said += [tuple((one,) for one in phrase) for phrase in _table().get(word, ())]
    kindred = of_one_trade(word)
    if kindred:
        said.append((kindred,))
    return (*said, ((word,),))
