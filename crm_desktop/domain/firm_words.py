"""Words of firms' names said another way: English ones by ear, numbers in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from crm_desktop.domain.sounds import sound

_BY_EAR = """
prime прайм|time тайм|black блэк|white вайт|cat кэт|green грин|house хаус|home хоум|beauty бьюти|
line лайн|service сервис|style стайл|life лайф|light лайт|lite лайт|city сити|smile смайл|
dream дрим|food фуд|travel трэвел|coffee кофе|fresh фреш|nice найс|nail нейл|nails нейлс|
hair хэйр|face фейс|body боди|care кэр|fashion фэшн|fish фиш|fox фокс|king кинг|queen квин|
lion лайон|blue блю|sky скай|sun сан|sunny санни|moon мун|star стар|stars старс|world ворлд|
night найт|day дэй|one ван|first ферст|best бест|good гуд|great грейт|big биг|small смол|
new нью|old олд|true тру|pure пьюр|clean клин|clear клир|cool кул|hot хот|fire файр|ice айс|
iron айрон|steel стил|stone стоун|wood вуд|tree три|flower флауэр|flowers флауэрс|garden гарден|
wave вейв|water вотер|sea си|ocean оушен|river ривер|bridge бридж|road роуд|drive драйв|
auto авто|car кар|wheel вил|bike байк|sport спорт|game гейм|games геймс|play плей|music мьюзик|
sound саунд|photo фото|design дизайн|digital диджитал|media медиа|soft софт|data дата|cloud клауд|
tech тех|code код|art арт|craft крафт|made мейд|make мейк|build билд|builder билдер|
power пауэр|energy энерджи|money мани|cash кэш|capital капитал|trade трейд|market маркет|
price прайс|sale сейл|club клаб|team тим|people пипл|kids кидс|baby бэби|family фэмили|
friend френд|friends френдс|love лав|happy хэппи|joy джой|lucky лаки|magic мэджик|royal роял|
elite элит|luxury лакшери|premium премиум|classic классик|event ивент|events ивентс|
wedding веддинг|party пати|street стрит|square сквер|point пойнт|place плейс|room рум|space спейс|
bread бред|cake кейк|bake бейк|meat мит|milk милк|tea ти|wine вайн|beer бир|burger бургер|
smart смарт|easy изи|fast фаст|speed спид|quick квик|express экспресс|union юнион|global глобал|
future фьюче|next некст|active актив|health хелс|medical медикал|dental дентал|
"""
_UNITS = (
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
    "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот тысяча"
_ORDINALS = "перв втор трет четверт пят шест седьм восьм девят десят"
_LEAST_TENS = 20
_ENDINGS = "ый ой ий ая яя ое ее ья ье"


@lru_cache(maxsize=1)
def _by_ear() -> dict[str, str]:
    pairs = (pair.split() for pair in _BY_EAR.replace("\n", "").split("|") if pair)
    return {english: sound(heard) for english, heard in pairs}


@lru_cache(maxsize=65_536)
def firm_key(word: str) -> str:
    """The sound key of a word of a firm's name: of an English one, as it is heard."""
    heard = _by_ear().get(word.casefold()) if word.isascii() else None
    return heard or sound(word)


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    table = {word: number for number, word in enumerate(_UNITS.split())}
    table |= {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
    table |= {word: 100 * number for number, word in enumerate(_HUNDREDS.split(), 1)}
    for number, root in enumerate(_ORDINALS.split(), 1):
        table |= {root + ending: number for ending in _ENDINGS.split()}
    return {sound(word): number for word, number in table.items()}


def _room_behind(number: int) -> int:
    """What a word that follows must be less than to be added: «девяносто пять»."""
    if number < _LEAST_TENS:
        return 0
    return (
        1000 if number % 1000 == 0 else 100 if number % 100 == 0 else 10 if number % 10 == 0 else 0
    )


def in_figures(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sound keys without words that are numbers, and those: «квартал девяносто пять» has 95."""
    rest: list[str] = []
    found: list[int] = []
    before = 0
    for word in words:
        number = _numbers().get(word)
        if number is None:
            rest.append(word)
            before = 0
        elif 0 < number < _room_behind(before):
            found[-1] += number
            before = number
        else:
            found.append(number)
            before = number
    return tuple(rest), tuple(sorted(map(str, found)))
