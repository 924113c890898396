"""Foreign names as they are heard: «Джонни», «Онил», «Мюлер» are Johnny, O'Neill, Müller.

Transliteration turns letters into letters; an ear hears neither double letters nor which of many
spellings a vowel has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from crm_desktop.domain.transliteration import read_by, table_of

MOST = 60
"""Spellings of one word."""
LONGEST = 16
"""Letters of a word that is read so; longer ones have too many spellings to be any use."""

_NAMES = """
william bill will willy билл вилли уилли уильям вильям
robert bob bobby rob роберт боб бобби роб робби
richard rick dick ричард рик рики дик
james jim jimmy jamie джеймс джим джимми джими джейми
john johnny jonny jon джон джонни джони джек
jonathan jon johnny джонатан джонни джони
michael mike mick micky майкл майк микки мик
thomas tom tommy томас том томми
joseph joe joey джозеф джо джоуи
charles charlie чарльз чарли чак
christopher chris кристофер крис
anthony tony энтони тони
stephen steven steve стивен стив
matthew matt мэтью мэттью мэтт мэт
andrew andy эндрю энди
nicholas nicolas николас ник
benjamin ben benny бенджамин бен бенни
samuel sam sammy сэмюэл сэмюель сэм сэмми
joshua джошуа джош
timothy tim тимоти тим тимми
gregory грегори грег
lawrence laurence лоуренс ларри
kenneth кеннет кен кенни
ronald рональд рон ронни
frederick фредерик фред фредди
henry генри хенри гарри хэнк
edward ed eddie ted эдвард эд эдди тед
daniel dan danny дэниел дэниэл дэн дэнни дэни
david dave дэвид дейв дэйв
george джордж
geoffrey jeffrey jeff джеффри джефф
patrick патрик пэтрик пэт пэдди
philip phillip филип филлип фил
peter питер пит
paul пол
jack джек
harry гарри хэрри
ian иэн иен йен
sean шон
hugh хью
walter уолтер вальтер
wayne уэйн
elizabeth liz beth betty betsy элизабет лиз бет бетти бетси
jennifer jen jenny дженнифер джен дженни
jessica джессика джесс
patricia патрисия пэтти триша
susan сьюзан сьюзен сью
rebecca ребекка бекки
samantha саманта
amanda аманда мэнди
margaret maggie meg маргарет мэгги мэг
catherine katherine kate katie cathy кэтрин кейт кэти кэт
emily эмили
alice элис
jane джейн
mary мэри
sarah сара
helen хелен
hannah ханна
lucy люси
charlotte шарлотта
grace грейс
"""
_SOUNDS = table_of(
    """
    ия ia iya
    ью ew:1 u:1
    ей ay ey ei
    эй ay ey a ei
    ай i y ai igh:1.5 ei
    ой oy oi eu
    оу o ow oa
    ау ow ou au
    уи wi ui
    уо wa wo
    уэ we wa
    кс x ks cks:1.5
    кв qu kw
    дж j g:0.6 dg:1.2
    тц tz z
    шт st scht:1 sht
    шп sp
    а a u ä:1 ar:1.5
    б b bb
    в v w ww:2
    г g gg h:1
    д d dd
    е e ee:1.5 ö:1 oe:1.2 a
    ж j g zh
    з z s zz:1
    и i ee ea ei:0.8 ie:1 y:0.6 e:1
    й y i j
    к k c ck ch:1.5 kk:1.5
    л l ll:0.4
    м m mm:0.6
    н n nn:0.5
    о o oo:1.5 ö:0.8 oe:1.2 au:1.2 aw:1.5 a:1
    п p pp
    р r rr
    с s ss c
    т t tt th
    у u oo ou:1 w:1 ew:1.2
    ф f ph:0.6 ff
    х h kh ch
    ц c ts tz z
    ч ch tch:0.8
    ш sh sch:0.5 ch:1
    щ shch
    ъ -
    ы y i
    ь -
    э e a ä:0.8 ae:1
    ю u ü ue:0.8 ew:1 yu iu
    я ya ia ja
    """
)
_TWICE = re.compile(r"([^\W\d_])\1")
_IRISH = re.compile(r"o(?=[bcdfghjklmnprstvw])")


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in _NAMES.strip().splitlines():
        names = [one for one in line.split() if one.isascii()]
        for word in line.split():
            if not word.isascii():
                found.setdefault(word, []).extend(names)
    return {word: tuple(names) for word, names in found.items()}


@lru_cache(maxsize=512)
def spellings(word: str) -> tuple[str, ...]:
    """How a folded word of Russian letters may be spelt in the language it was heard in."""
    if not 1 < len(word) <= LONGEST or not all("а" <= sign <= "я" or sign == "'" for sign in word):
        return ()
    plain = _TWICE.sub(r"\1", word.replace("'", ""))
    return tuple(dict.fromkeys((*_names().get(word, ()), *_spelt(plain))))


def _spelt(word: str) -> Iterator[str]:
    for one in read_by(_SOUNDS, word, MOST):
        yield one
        if _IRISH.match(one):
            yield f"o'{one[1:]}"
