"""What the words of a typed line are about: something to do, something to sell, a remark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm_desktop.domain.quick_names import bare, is_number

_DO = re.compile(
    r"^(?:по|под|пере|до|со?|от|вы|при|за|у|об?|на|раз)?(?:звон|набр|писа|напис|слат|сла|правит|встре|замер"
    r"|помн|знат|точн|езди|ехать|вез|вест|достав|монтаж|станов|брать|зять|плат|говор|судит|готов"
    r"|делать|провер|спрос|прос|дать|гласов|черт|каз|став|вяз|куп|ходит|считать|мерит|ключит|крыт)\w*$"
    r"|^(?:call|phone|ring|write|send|e-?mail|text|meet|visit|remind|ask|deliver|install|check"
    r"|follow|prepare|pay|talk|discuss|measure|collect|invoice|confirm|arrange)$",
    re.IGNORECASE,
)
_VERB_END = re.compile(r"(?:ть|ти|чь|ться|тись)$", re.IGNORECASE)
_ORDER = re.compile(r"^(?:по|пере|на|от|при|у)(?:звони|пиши|мни|шли|слать|точни|едь|везти)(?:те)?$")
_THINGS_TO_DO = frozenset(
    ("встреча", "встречу", "замер", "доставка", "монтаж", "звонок", "примерка", "примерку",
     "напоминание", "приедет", "придёт", "придет", "зайдёт", "зайдет", "заедет", "подъедет",
     "подойдёт", "подойдет", "заберёт", "заберет", "посмотрит", "перезвонит", "позвонит",
     "привезёт", "привезет", "meeting", "delivery", "measuring", "fitting")
)  # fmt: skip
_BEFORE_DEEDS = frozenset(
    ("надо", "нужно", "не", "забыть", "обязательно", "срочно", "please", "need", "needs", "to",
     "must", "should", "i'll", "will", "и", "and", "then", "потом")
)  # fmt: skip
_DONE = frozenset(
    ("включён", "включен", "включена", "входит", "бесплатно", "бесплатная", "бесплатный", "есть",
     "не", "included", "free", "not")
)  # fmt: skip
_CRIES_SAID = """
    срочно важно внимание urgent important asap vip вип звонил звонила позвонил позвонила написал
    написала писал писала заходил заходила приходил приходила зашёл зашел зашла обратился
    обратилась
"""
_CRIES = frozenset(_CRIES_SAID.split())
_NUMBERED = re.compile(
    r"(?:договор|заказ|сч[её]т|код|№|order|contract|invoice|code)$", re.IGNORECASE
)
NEXT = 2
_ORDERED = re.compile(r"(?:заказ|order)$", re.IGNORECASE)
_REMARKS_SAID = """
    от из по с со через муж жена сын дочь мама папа брат сестра сосед соседка друг подруга любит
    просил просила просит просят сказал сказала говорит пришёл пришла нашёл нашла рекомендовал
    рекомендация клиент клиентка постоянный постоянная vip вип код домофон парковка скидка др
    день аванс предоплата предоплатил предоплатила оплатил оплатила оплачено заплатил
    заплатила перевёл перевел перевела внёс внес внесла наличные нал налом безнал
    безналом очень вежливый недоволен недовольна был была были работает живёт живет рост
    не предпочитает ждёт ждет думает звонил звонила уже если может только после заказ договор №
    без лучше родился родилась аллергия есть нет всё все ключи будет будут
    from via husband wife son daughter mother father brother sister neighbour neighbor friend
    likes prefers asked asks said says came found referred recommended regular customer client vip
    code parking discount birthday deposit paid prepaid cash very was were works lives height
    not doesn't don't wants waits thinks called already if only after order contract without
    better allergic has have no keys pays she he they his her
"""
_REMARKS = frozenset(_REMARKS_SAID.split())
_UNITS = re.compile(
    r"(?:шт|штук\w?|комплект\w*|м|м2|м²|кв|пог|кг|л|рулон\w*|упак\w*|pcs|pieces|units?|sets?|sqm|m2)\.?$",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\d+(?:[.,]\d+)?\s?[xх×*]\s?\d+", re.IGNORECASE)


def is_act(word: str) -> bool:
    """Whether a word says that something is to be done."""
    plain = bare(word).casefold()
    if _ORDER.match(plain):
        return True
    found = _DO.match(plain)
    return found is not None and (plain.isascii() or _VERB_END.search(plain) is not None)


def is_deed(word: str) -> bool:
    """Whether a word is something to do: «позвонить», «замер», "call"."""
    return bare(word).casefold() in _THINGS_TO_DO or is_act(word)


def deed_at(words: Sequence[str], *, dated: bool) -> int | None:
    """Where something to do begins in words that stand together, None for nowhere.

    «замер», «доставка» are such a thing at the beginning, or with a day beside them; elsewhere
    they are what is sold.
    """
    for place, word in enumerate(words):
        behind = bare(words[place + 1]).casefold() if place + 1 < len(words) else ""
        if not is_act(word) and behind in _DONE:
            continue
        if is_act(word) or (is_deed(word) and (place == 0 or dated)):
            first = place
            while first > 0 and bare(words[first - 1]).casefold() in _BEFORE_DEEDS:
                first -= 1
            return first
    return None


def is_cry(word: str) -> bool:
    """«СРОЧНО» before everything else, or what somebody has just done: «Звонил Петров …»."""
    return bare(word).casefold() in _CRIES


def remark_words(words: Sequence[str]) -> int:
    """How many words a remark with a number takes: «договор 2026», "order no. 15"; 0 for none."""
    if not _NUMBERED.match(bare(words[0])):
        return 0
    for place, word in enumerate(words[1:3], 2):
        if bare(word).strip("№#")[:1].isdigit():
            # «заказ 15 мешков» counts; «заказ 15» and «заказ №15 мешки» have a number.
            behind = words[place] if place < len(words) else ""
            plain = place == NEXT and bare(word).isdigit() and word[:1].isdigit()
            counted = plain and behind.islower() and not is_act(behind)
            return 1 if counted and _ORDERED.match(bare(words[0])) else place
    return 0


def is_remark(words: Sequence[str]) -> bool:
    """Whether words tell about somebody rather than what is sold."""
    return bare(words[0]).casefold() in _REMARKS or is_cry(words[0]) or words[0].startswith("№")


def is_goods(words: Sequence[str]) -> bool:
    """Whether words count or measure something: «три окна», «шкаф 120x200», «2 шт»."""
    for place, word in enumerate(words):
        if _SIZE.search(word) or (
            place > 0 and _UNITS.match(bare(word)) and is_number(words[place - 1])
        ):
            return True
        behind = words[place + 1] if place + 1 < len(words) else ""
        if (
            is_number(word)
            and bare(word).casefold() not in {"the", "a", "an"}
            and behind[:1].isalpha()
        ):
            return True
    return False
