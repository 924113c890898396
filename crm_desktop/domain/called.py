"""What a client is called, taken apart: surname, name and patronymic, or the words of a firm."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.firm_words import firm_key
from crm_desktop.domain.first_names import is_first_name
from crm_desktop.domain.name_writing import (
    SON_OF,
    SURNAME,
    is_patronymic,
    put_right,
    without_remarks,
)
from crm_desktop.domain.sounds import one_alphabet, sound, sounds
from crm_desktop.domain.trades import plain_trade, trade_words
from crm_desktop.late import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*|\d+")
_QUOTES = '«»“”„"'
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PHRASES = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"общество\s+с\s+ограниченной\s+ответственностью", " ооо "),
        (r"индивидуальный\s+предприниматель", " ип "),
        (r"(?:публичное|непубличное|закрытое|открытое)?\s*акционерное\s+общество", " ао "),
        (r"(?:limited\s+liability|joint[\s-]stock)\s+company", " llc "),
        (r"общество\s+с\s+дополнительной\s+ответственностью", " одо "),
        (r"товарищество\s+собственников\s+(?:жилья|недвижимости)", " тсж "),
        (r"садов\w*\s+(?:некоммерческое\s+)?товарищество", " снт "),
        (r"гаражн\w*[\s-]+(?:строительный\s+)?кооператив", " гск "),
        (r"производственный\s+кооператив", " пк "),
        (r"автономная\s+некоммерческая\s+организация", " ано "),
        (r"крестьянское\s*(?:\(фермерское\)|фермерское)?\s*хозяйство", " кфх "),
        (r"товарищество\s+с\s+ограниченной\s+ответственностью", " тоо "),
        (r"(?:\bи|&|\band)\s+(?:к[oо]?|компания|co|company)\b\.?", " партнеры "),
        (r"\b(?:средняя\s+)?(?:общеобразовательная\s+)?школа\b", " школа "),
        (r"\bд/\s?с\b", " детский сад "),
        (r"\b([оoзzп3])\.?\s?([аaоo])\.?\s?([оo])\.(?=[\s\"«,]|$)", r" \1\2\3 "),
        (r"\b(?:и\.\s?п\.|i\.\s?p\.)", " ип "),
        (r"\b[аa]\.\s?[оo]\.(?=[\s\"«,]|$)", " ао "),
        (r"\bl\.\s?l\.\s?c\b", " llc "),
    )
)
_MAY_BE_PHRASE = re.compile(
    r"обществ|предпри|организаци|хозяйств|товариществ|кооператив|учрежд|company|\b\w\.\s?\w\.|"
    r"\b\w{3}\.|&|\b(?:и|and)\s+[кc]|школа|д/\s?с|\+|\w-\w"
)
"""Most names have none of this; those that have are looked at closely."""
_SPELT = re.compile(
    r"\b(?:муницип|государств|федеральн|областн|краев|республик|частн|негосударств|городск)\w+\s+"
    r"(?:[а-яё]+(?:ое|ая)\s+){0,4}(?:учреждение|предприятие|организация)\b"
)
"""«Муниципальное бюджетное дошкольное образовательное учреждение»: МБДОУ."""
_CONTRACTED = re.compile(r"\b([а-яё]{1,4})-([а-яё]{1,3})\b")
_CUT = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)\.(?![^\W_])")
_LEAST_CUT, _LONG_CUT = 2, 4
_SHORT_FATHER = re.compile(r"^(.*[^\W\d_]{2,}\s+)([^\W\d_]{2,6})\.\s*$")
_PLUS = re.compile(r"(?<=[^\W\d_])\+")
_FARM = "кфх"
"""A farm is called by its head, who is a sole trader."""
_LIMITED, _STOCK, SOLE = "limited", "stock", "sole"
_KINDS = {
    _LIMITED: "ооо ooo llc llp ltd limited inc corp gmbh тоо too srl одо",
    _STOCK: "ао оао зао пао нао ao oao zao pao jsc ojsc cjsc pjsc plc",
    SOLE: "ип ip пбоюл чп",
}
_OTHERS = (
    "уп чуп гуп муп фгуп гку гбу мбу мку фгбу ано ano нко nko снт тсж тсн кфх моу мбоу мбдоу "
    "гбоу фку оо фонд гбуз огбуз мадоу маоу гаоу гкоу мау гау гбпоу мбук мкоу мкдоу нуз чуз гск "
    "днт чоу ноу чдоу мкп мп гп гбдоу"
)
_LATIN_FORMS = {"ano": "ано", "nko": "нко"}
_FORMS = {word: kind for kind, words in _KINDS.items() for word in words.split()} | {
    word: _LATIN_FORMS.get(word, word) for word in _OTHERS.split()
}
_CONNECTING = sounds("и and the of для в на по с энд г до дпо городская городской муниципальная")
_DESCRIBING = trade_words() | sounds(
    "компания компаний фирма группа групп гк тд торговый торговая дом магазин салон студия центр "
    "предприятие производственная производственное производственно коммерческая коммерческое "
    "научно управляющая объединение строительная строительно транспортная холдинг корпорация "
    "пкф ппф нпо нпп нпф ск тк чоп company co group trading house shop store holding corporation "
    "кафе ресторан аптека бюро агентство мастерская офис сеть красоты автосервис стоматология "
    "пекарня шиномонтаж склад гостиница отель столовая клиника бар пиццерия кофейня парикмахерская "
    "барбершоп автомойка мебельный мебельная фитнес клуб студия ателье лаборатория турагентство "
    "недвижимости фабрика завод комбинат типография ломбард зоомагазин прачечная химчистка "
    "медицинский бизнес учебный детский юридическая кадровое оптовый розничный опт розница "
    "постоянный постоянная должник скидка vip вип интернет"
)
_SHORT_FOR = {
    sound(short): tuple(sound(word) for word in whole.split())
    for short, whole in {
        "тд": "торговый дом",
        "пк": "производственная компания",
        "ра": "рекламное агентство",
        "ск": "строительная компания",
        "тк": "транспортная компания",
        "ук": "управляющая компания",
        "гк": "группа компаний",
        "бц": "бизнес центр",
        "тц": "торговый центр",
        "мц": "медицинский центр",
        "ан": "агентство недвижимости",
        "сош": "школа",
        "детсад": "детский сад",
        "пкф": "производственно коммерческая фирма",
        "нпо": "научно производственное объединение",
        "нпп": "научно производственное предприятие",
        "нпф": "научно производственная фирма",
    }.items()
}
_CONTRACTIBLE = sounds("завод фабрика магазин комбинат компания агентство товарищество общество")
_INSTITUTIONS = sounds("школа лицей гимназия сад ясли поликлиника больница библиотека музей театр")
_COMPANY = sounds("фирма компания предприятие организация учреждение company")
"""What says no more than a legal form does."""
_BRANCH = sounds("филиал отделение представительство подразделение обособленное branch")
_NOBODY = sounds(
    "клиент клиентка клиенты покупатель заказчик контакт абонент аноним гость неизвестный "
    "неизвестно неизвестная имени имя без нет новый новая лид client customer contact guest "
    "unknown anonymous name no new lead test тест авито avito сайт сайта звонок заявка заказ "
    "частное лицо физлицо физ розница глава"
)
_ROLE = re.compile(
    r"[,;]\s*[^,;«»\"]*\b(?:директор|руководитель|бухгалтер|менеджер|председатель|заведующ|"
    r"director|manager|ceo)\w*[^«»\"]*$|"
    r"[,;]\s*(?:ген\.?\s*)?(?:директор|рук\.|менеджер|конт(?:акт|\.)|director|manager)[^«»\"]*$"
)
_AGES = {
    age: re.compile(rf"(?<![^\W_])(?:{said})(?![^\W_])", re.IGNORECASE)
    for age, said in (
        ("junior", r"младш(?:ий|ая)|мл\.|jr\b\.?|junior|сын|дочь"),
        ("senior", r"старш(?:ий|ая)|ст\.|sr\b\.?|senior|отец|мать"),
    )
}
_MAY_BE_AGE = re.compile(r"мл|ст\.|старш|jr|sr|or\b|сын|дочь|отец|мать", re.IGNORECASE)
_TAIL = re.compile(r"[»”\"]\s*[,;][^«“\"]*$")
_LONG_WORD = 6


@dataclass(frozen=True, slots=True)
class PersonName:
    """Sound keys of a person's name; one letter is an initial, "" is not known.

    `loose` means that which of the two words is the surname is a guess; `age` is "junior" or
    "senior" where a name says so.
    """

    last: tuple[str, ...]
    first: str
    middle: str
    loose: bool = False
    age: str = ""


@dataclass(frozen=True, slots=True)
class FirmName:
    """Sound keys of what tells a firm from others, and what is said besides.

    `cut` are beginnings of words («строймат.»), `local` words that its town or street tells, too,
    `joined` are all words in one.
    """

    words: tuple[str, ...]
    beside: frozenset[str]
    numbers: tuple[str, ...]
    form: str
    branch: bool
    cut: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    joined: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """A name as far as it is understood: of a person, of a firm, or of nobody (both None).

    A word alone may be either: then both are there and `sure` is false.
    """

    person: PersonName | None
    firm: FirmName | None
    sole: bool = False
    sure: bool = True


def called(
    name: str,
    kind: ClientKind | None = None,
    last: str = "",
    first: str = "",
    middle: str = "",
) -> Called:
    """Take a name apart; the parts of a person are given where they are known apart."""
    bare, age = _aged(name)
    plain = _short_forms(put_right(bare, kind).casefold())
    if kind is ClientKind.COMPANY:
        plain = without_remarks(plain)
    bare = _BRACKETS.sub(" ", plain)
    bare, father = _short_father(bare) if kind is not ClientKind.COMPANY else (bare, "")
    words = _words(bare) or _words(plain)
    form = _form(words, kind)
    if form and form != SOLE:
        words = _words(_without_tail(bare)) or words
    said = [word for word in words if word not in _FORMS]
    keys = [key for key in map(sound, said) if key]
    if form == SOLE and kind is ClientKind.COMPANY:
        kind = ClientKind.SOLE_TRADER
    sole = form == SOLE or (kind is ClientKind.SOLE_TRADER and not form)
    if last and first and form in {"", SOLE}:
        return Called(replace(_given(last, first, middle), age=age), None, sole)
    letters = [key for key in keys if not key.isdigit()]
    person = _person(letters)
    if person is not None and father and not person.middle:
        person = replace(person, middle=father)
    firm = _firm([key for key in map(firm_key, said) if key], form, _cut(bare))
    if form and form != SOLE:
        return Called(None, firm)
    if not letters or all(key in _NOBODY or key in _CONNECTING for key in letters):
        # A phone in place of a name says no more than the phone; a firm may be a number.
        return Called(None, firm if kind is ClientKind.COMPANY and keys else None, sole)
    if kind is ClientKind.COMPANY:
        whole = person is not None and person.last and person.first and len(person.middle) > 1
        return Called(person, None, sole) if whole else Called(None, firm)
    if person is not None:
        return Called(replace(person, age=age), None, sole)
    guess = PersonName(
        tuple(letters[:1]), "".join(letters[1:2]), "".join(letters[2:3]), loose=True, age=age
    )
    if kind is ClientKind.PERSON and len(letters) == 1 and SURNAME.fullmatch(letters[0]):
        return Called(guess, None, sole)
    quoted = any(sign in name for sign in _QUOTES)
    told = len(keys) > 1 and any(key in _INSTITUTIONS or _is_describing(key) for key in keys)
    if quoted or told:
        return Called(None, firm, sole)
    return Called(guess, firm, sole, sure=False)


def _form(words: list[str], kind: ClientKind | None) -> str:
    """The legal form among the words of a name: the first word is asked first, then the last."""
    forms = [_FORMS[word] for word in (words[0:1] + words[-1:] + words[1:-1]) if word in _FORMS]
    form = forms[0] if forms else ""
    return SOLE if form == _FARM and kind is ClientKind.SOLE_TRADER else form


def own_words(name: str) -> list[str]:
    """The words of a name as they are written, legal forms left out, in lower case."""
    words = _WORD.findall(_short_forms(name.casefold()))
    return [word for word in words if one_alphabet(word) not in _FORMS]


def _short_forms(plain: str) -> str:
    """A name with its legal form in letters: «общество с ограниченной…» is «ооо»."""
    if _MAY_BE_PHRASE.search(plain):
        for pattern, form in _PHRASES:
            plain = pattern.sub(form, plain)
        plain = _SPELT.sub(_initials, plain)
        plain = _CONTRACTED.sub(_expanded, _PLUS.sub(" плюс ", plain))
    return plain


def _initials(found: re.Match[str]) -> str:
    short = "".join(word[0] for word in found[0].split())
    return f" {short} " if short in _FORMS or short == "чоп" else found[0]


def _expanded(found: re.Match[str]) -> str:
    """«З-д» is «завод»."""
    begins, ends = sound(found[1]), sound(found[2])
    whole = (word for word in sorted(_CONTRACTIBLE) if word.endswith(ends))
    return next((word for word in whole if word.startswith(begins)), found[0])


def _cut(plain: str) -> frozenset[str]:
    """Sound keys of words that a dot cuts short: «рекл.», «Юж-Урал.»."""
    if "." not in plain:
        return frozenset()
    found = (sound(part) for said in _CUT.findall(plain) for part in said.split("-"))
    return frozenset(key for key in found if len(key) >= _LEAST_CUT)


def _aged(name: str) -> tuple[str, str]:
    """A name without «мл.» or Senior, and which of both it was."""
    if not _MAY_BE_AGE.search(name):
        return name, ""
    for age, said in _AGES.items():
        bare = said.sub(" ", name)
        if bare != name and _WORD.search(bare):
            return bare, age
    return name, ""


def _short_father(plain: str) -> tuple[str, str]:
    """«Щеглов Пётр Ник.» without the beginning of the patronymic, and that."""
    if "." not in plain:
        return plain, ""
    found = _SHORT_FATHER.search(plain)
    if found is None or not any(is_first_name(sound(word)) for word in _WORD.findall(found[1])):
        return plain, ""
    return found[1], sound(found[2])


def _words(plain: str) -> list[str]:
    """The words and figures of a name, each in one alphabet."""
    return [one_alphabet(word) for word in _WORD.findall(plain)]


def _without_tail(plain: str) -> str:
    """The name of a firm without who stands behind it: «ООО «Ромашка», Юрьева В. В., директор»."""
    found = _TAIL.search(plain)
    if found is not None:
        tail = [sound(word) for word in _WORD.findall(found[0])]
        if not any(word.isdigit() or word in _BRANCH for word in tail):
            return plain[: found.start() + 1]
    return _ROLE.sub("", plain)


def _given(last: str, first: str, middle: str) -> PersonName:
    """Parts told apart by whoever wrote them; an initial may stand for a name.

    Parts that stand in each other's fields are put right.
    """
    surname, names, fathers = (_keys(part) for part in (last, first, middle))
    if len(names) > 1 and not fathers:
        names, fathers = names[:1], names[1:]
    astray = [*surname, *names] + ([] if not fathers or is_patronymic(fathers[0]) else fathers)
    if any(is_patronymic(key) for key in [*surname[1:], *names]) or (
        surname and names and is_first_name(surname[0]) and not is_first_name(names[0])
    ):
        whole = _person([*astray, *(key for key in fathers if key not in astray)])
        if whole is not None and whole.first and whole.last:
            return whole
    return PersonName(
        tuple(surname),
        names[0] if names else "",
        fathers[0] if fathers else "",
        loose=bool(surname and names) and not is_first_name(names[0]),
    )


def _keys(text: str) -> list[str]:
    return [key for key in map(sound, _WORD.findall(text.casefold())) if key]


def _person(keys: list[str]) -> PersonName | None:
    """The parts of a person's name among words in any order; None for what is not like one."""
    rest = [key for key in keys if key not in _NOBODY] or keys
    initials = [key for key in rest if len(key) == 1]
    rest = [key for key in rest if len(key) > 1]
    # «Ким Л. А.»: beside both initials stands the surname, also one that is a first name.
    bare = len(rest) == 1 and len(initials) > 1
    middle = "" if bare else _take_middle(rest)
    first = "" if bare else _take_first(rest, middle)
    if not first and initials:
        first, initials = initials[0], initials[1:]
    if not middle and initials and (rest or len(initials) > 1):
        middle, initials = initials[-1], initials[:-1]
    if not first and not middle:
        return None
    if len(first) == 1 and rest and not any(SURNAME.fullmatch(key) for key in rest):
        # «А Плюс» is a shop.
        return None
    last = tuple(rest) or tuple(initials[:1])
    # «Роман Мирон»: either may be the surname.
    loose = not middle and len(last) == 1 and len(first) > 1 and is_first_name(last[0])
    return PersonName(last, first, middle, loose=loose)


def _take_middle(rest: list[str]) -> str:
    for place, key in enumerate(rest):
        if key in SON_OF and place > 1:
            rest.pop(place)
            return rest.pop(place - 1)
    found = [place for place, key in enumerate(rest) if is_patronymic(key)]
    after = [place for place in found if place > 0 and is_first_name(rest[place - 1])]
    if after:
        return rest.pop(after[-1])
    if found and (found[-1] > 0 or len(rest) == 1):
        # «Абрамович Роман»: a surname that looks like a patronymic stands first.
        return rest.pop(found[-1])
    return ""


def _take_first(rest: list[str], middle: str) -> str:
    known = [place for place, key in enumerate(rest) if is_first_name(key)]
    if not known:
        if middle and len(rest) > 1:
            # Before the patronymic stands the name, also one that is in no table.
            return rest.pop(1)
        return ""
    if len(known) > 1:
        surnames = [place for place in known if SURNAME.fullmatch(rest[place])]
        known = [place for place in known if place not in surnames[:1]] or known
    return rest.pop(known[-1])


def _firm(keys: list[str], form: str, cut: frozenset[str]) -> FirmName:
    branch = any(key in _BRANCH for key in keys)
    numbers = tuple(sorted(key.lstrip("0") for key in keys if key.isdigit()))
    words = [
        key for key in keys if not key.isdigit() and key not in _BRANCH and key not in _CONNECTING
    ]
    words = [_whole(key) if key in cut and len(key) >= _LONG_CUT else key for key in words]
    words = [part for key in words for part in _SHORT_FOR.get(key, (key,))]
    words = [key for key in words if key not in _COMPANY] or words
    core = [key for key in words if not _is_describing(key)]
    told = frozenset(words) - frozenset(core) if core else frozenset()
    beside = frozenset(plain_trade(_described(word)) for word in told)
    joined = sound("".join(words))
    return FirmName(tuple(core or words), beside, numbers, form, branch, cut, joined=joined)


@lru_cache(maxsize=4096)
def _whole(cut: str) -> str:
    """«Рекл.» is «рекламное» in any name."""
    known = (word for word in sorted(_DESCRIBING | _COMPANY) if word.startswith(cut))
    return next(known, cut)


def _is_describing(key: str) -> bool:
    return _described(key) != ""


@lru_cache(maxsize=16_384)
def _described(key: str) -> str:
    """The word that tells what kind of firm it is, a slip of the finger allowed; "" for none."""
    if key in _DESCRIBING:
        return key
    if len(key) < _LONG_WORD:
        return ""
    near = (word for word in sorted(_DESCRIBING) if OSA.distance(key, word, score_cutoff=1) <= 1)
    return next(near, "")
