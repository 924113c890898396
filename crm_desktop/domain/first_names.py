"""First names and the short forms that people use for them, Russian and English.

Of each line the first word is the whole name, other whole spellings of it follow before the bar,
short forms behind it. A short form may stand for several names: Саша is Александр and Александра.
"""

from __future__ import annotations

from functools import lru_cache

from crm_desktop.domain.sounds import sound

_MEN = """
александр alexander alexandr alexandre олександр | саша саня санек сашка шура шурик алекс алик alex
алексей олексий alexei | леша лёха леха алёша алеша лёшка alyosha
анатолий | толя толик
андрей андрий | андрюша андрюха
антон | антоша тоша антоха
аркадий | аркаша
арсений | сеня арсюша
артем артемий артём | тёма тема артемка
артур | артурик
богдан | богдаша
борис | боря борька
вадим | вадик
валентин | валя валик
валерий | валера валерка
василий | вася васек васька
виктор victor | витя витек витька
виталий | виталик виталя виталька
владимир vladimir володимир | вова володя вовка вован вовчик
владислав | влад владик слава славик
вячеслав | слава славик
геннадий | гена генка
георгий | жора гоша гога
герман | гера
глеб
григорий | гриша гришка
давид david дейвид | додик
даниил данил данила данило daniel | даня данька
денис denis dennis | деня дениска дэн
дмитрий дмитро | дима митя димон димка димыч
евгений eugene | женя женька
егор | егорка
иван | ваня ванька ванек
игорь | игорек гарик
илья | илюша илюха
кирилл | кира кирюша кирюха
константин | костя костик костян
лев leo
леонид | леня лёня
максим | макс максик
марк mark marc
матвей | мотя
михаил | миша мишка миха мишаня
никита | никитос никитка
николай микола | коля колян николаша
олег | олежка олежек
павел павло | паша пашка павлик
петр пётр | петя петька
роман | рома ромка ромчик
руслан | русик
семен семён | сеня сема
сергей сергий serge | сережа серёжа серега серёга серж
станислав | стас стасик слава славик
степан | степа стёпа
тимофей | тима тимоша
тимур | тима тимурчик
федор фёдор | федя
филипп philip phillip | филя фил phil
эдуард edward | эдик
юрий | юра юрик
ярослав | ярик слава славик
ростислав | ростик слава славик
святослав | свят слава славик
мстислав | слава славик
изяслав | слава
макар | макарка
назар | назарка
платон
савелий
демид
елисей
мирослав | слава
эмиль
камиль
рамиль
наиль
фарид
мирон | мироша
захар | захарка
прохор
савва | саввушка
клим
родион | родя
игнат игнатий
демьян дамиан
всеволод | сева
лука
остап
тарас
эльдар
тагир
равиль
азат
айдар
булат
ислам
мурат
яков | яша
ринат | ринатик
рустам | рустик
марат | маратик
ильдар
рашид
ахмед
магомед | мага
william | bill will billy willy
robert роберт | bob rob bobby robbie
richard | rick dick rich ricky
james | jim jimmy jamie
john | johnny jack jon
michael | mike mick mikey micky
thomas | tom tommy
joseph | joe joey
charles | charlie chuck
christopher | chris
anthony antony | tony
steven stephen | steve
matthew | matt
andrew | andy drew
nicholas nicolas | nick
benjamin | ben benny
samuel | sam sammy
jonathan | jon johnny
joshua | josh
timothy | tim
gregory | greg
lawrence laurence | larry
kenneth | ken kenny
ronald | ron ronnie
frederick | fred freddie
henry | harry hank
zachary zachery | zac zach zack
nathaniel nathan | nate nat
"""

_WOMEN = """
александра alexandra олександра | саша шура саня сашка аля sasha alex
алена алёна | аленка алёнка
алина | аля алинка
алла | аллочка
алевтина | аля тина
анастасия | настя настена настюша настька ася стася
ангелина | геля лина
анжелика анжела | лика
анна hanna | аня анька нюра анюта нюша
антонина | тоня
валентина | валя
валерия | лера валера
варвара | варя
вера | верочка
вероника veronica | ника
виктория victoria | вика викуся
галина | галя галка
дарья дарина | даша дашка даня
диана diana diane | ди
евгения eugenia | женя женька
екатерина catherine katherine kathryn катерина | катя катюша катька kate kathy cathy katie
елена helen helena олена | лена ленка алена леночка
елизавета elizabeth elisabeth | лиза лизавета liz beth lizzie betty eliza
жанна
зинаида | зина
зоя zoe
инна | инночка
ирина irene | ира ирка ириша
карина | кара
зарина | зара
арина | ариша
милена
дана
ада
аделина
алиса
виолетта
лада
мира
рената
роза
сабина
фаина
камила
марьяна марианна
инга
майя
ева
эмма
марта
злата
милана
василиса
стефания
снежана
нелли
динара | дина
гузель
айгуль
алсу
мадина
лейла
эмилия
пелагея
устинья
кира
кристина christina kristina | кристи тина
ксения оксана | ксюша ксюха
лариса | лара
лидия lydia | лида
любовь | люба
людмила | люда люся мила людочка
маргарита margaret | рита марго maggie meg peggy
марина marina | маринка
мария maria marie mary | маша маруся машка маня
надежда | надя надюша
наталья наталия nataliia natalie | наташа ната наталка натуся таша
нина | ниночка
оксана | ксюша
олеся алеся леся
ольга olga | оля ольга олька олечка
полина paulina | поля
раиса | рая
регина
римма
светлана | света светик лана
софья софия sophia sophie | соня
таисия | тая тася
тамара | тома
татьяна татиана tatiana | таня танюша танька
ульяна | уля
эвелина | лина
элина | эля
эльвира | эля
юлия julia | юля юлька юляша
яна | яночка
ярослава | слава яся
лилия lilia | лиля
гульнара | гуля
альбина | аля
jennifer | jen jenny
patricia | pat patty tricia trish
jessica | jess jessie
deborah | deb debbie
susan suzanne | sue susie
rebecca | becky
barbara | barb barbie
samantha | sam
victoria | vicky tori
amanda | mandy
kimberly | kim
isabella isabelle isabel | bella izzy
abigail | abby
nicole nikol | nikki
"""


_FOND = ("ечка", "очка", "енька", "онька", "ушка", "юшка")


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, frozenset[int]], dict[str, int]]:
    """Names that a sound key may mean, and the whole names among the keys."""
    meant: dict[str, set[int]] = {}
    whole: dict[str, int] = {}
    lines = [line for part in (_MEN, _WOMEN) for line in part.strip().splitlines()]
    for number, line in enumerate(lines):
        names, _, short = line.partition("|")
        for word in names.split():
            whole.setdefault(sound(word), number)
        for word in [*names.split(), *short.split()]:
            meant.setdefault(sound(word), set()).add(number)
    return {key: frozenset(found) for key, found in meant.items()}, whole


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, tuple[str, ...]]:
    meant: dict[str, list[str]] = {}
    whole: set[str] = set()
    for line in [line for part in (_MEN, _WOMEN) for line in part.strip().splitlines()]:
        names, _, short = line.partition("|")
        whole.update(names.split())
        for word in short.replace("ё", "е").split():
            meant.setdefault(word, []).extend(names.replace("ё", "е").split())
    return {word: tuple(dict.fromkeys(names)) for word, names in meant.items() if word not in whole}


def whole_names(word: str) -> tuple[str, ...]:
    """The names that a folded short form stands for: «наташа» is «наталья», «наталия»."""
    return _short_forms().get(word, ())


def _without_fondness(key: str) -> str:
    """«Юлечка» is «Юля», «Танюша» stands in the table."""
    base = next((key[: -len(end)] for end in _FOND if key.endswith(end)), "")
    known = (base + end for end in "яа" if base)
    return next((name for name in known if name in _table()[0]), "")


@lru_cache(maxsize=65_536)
def names_of(key: str) -> frozenset[int]:
    """Which names a sound key may mean; none when it is no usual one."""
    known = _table()[0]
    return known.get(key) or known.get(_without_fondness(key), frozenset())


def is_first_name(key: str) -> bool:
    """Whether a sound key is a usual first name or a short form of one."""
    return bool(names_of(key))


def letters_of(key: str) -> frozenset[str]:
    """The letters with which the names begin that a sound key may mean: Саша is А, too."""
    return _letters().get(key, frozenset((key[:1],)))


@lru_cache(maxsize=1)
def _letters() -> dict[str, frozenset[str]]:
    begins: dict[int, set[str]] = {}
    for key, number in _table()[1].items():
        begins.setdefault(number, set()).add(key[:1])
    return {
        key: frozenset(letter for number in numbers for letter in begins.get(number, {key[:1]}))
        for key, numbers in _table()[0].items()
    }
