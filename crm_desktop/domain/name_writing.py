"""How names stand in lists, put right before they are taken apart.

Typed on the other keyboard layout, two words in one, a trade or a remark beside the name, a maiden
name in brackets, the dative of a contract: «Ghjrjgtyrj Byyf», «ПетровОлег», «Рита маникюр».
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.first_names import is_first_name
from crm_desktop.domain.layouts import other_layout
from crm_desktop.domain.sounds import sound, sounds

SON_OF = sounds("оглы кызы улы")
SURNAME = re.compile(
    r".{2,}(?:ов|ев|ин|ова|ева|ина|ски|цки|ская|цкая|енко|анко|ук|юк|ак|як|ян|дзе|швили|их|ых|"
    r"ко|ук|ик|ец|аев|ая|ои|ых)"
)
_PATRONYMIC = re.compile(r".{2,}(?:ович|евич|овна|евна|ична)|.{2,4}ич")
_SHORT_FATHERS = sounds("ильич кузьмич лукич фомич никитич саввич")

_LATIN = re.compile(r"[A-Za-z]")
_RUSSIAN = re.compile(r"[А-Яа-яЁё]")
_FORMS_OTHERWISE = {"jjj": "ООО", "pfj": "ЗАО", "gfj": "ПАО", "bg": "ИП"}
_VOWEL = re.compile(r"[aeiouаеёиоуыэюя]", re.IGNORECASE)
_UNSPEAKABLE = re.compile(r"^[bcdfghjklmnpqrstvwxyz]*[bcdfghjklmnpqrstvwxz]{6}", re.IGNORECASE)
_UNSPEAKABLE_RUSSIAN = re.compile(r"^[ьъы]|[бвгджзйклмнпрстфхцчшщ]{4}|[^а-яё]|[аеёиоуыэюя]{3}")
_GLUED = re.compile(r"([А-ЯЁ]?[а-яё]{2,})([А-ЯЁ][а-яё]{2,})")
_TWO_INITIALS = re.compile(r"\s*([А-ЯЁ][а-яё]+)\s+([А-ЯЁ])([А-ЯЁ])\s*")
_MAIDEN = re.compile(r"\(\s*(?:урожд\w*\.?|бывш\w*\.?|дев\w*\.?)?\s*([А-ЯЁ][а-яё]+)\s*\)")
_SURELY_SURNAME = re.compile(
    r".{2,}(?:ов|ев|ин|ова|ева|ина|ски|цки|ская|цкая|енко|ян|дзе|швили|их|ых)"
)
"""Endings that words of other kinds do not have: «сантехник» is no surname, «Мельник» is."""
_WHENCE = re.compile(r"\s(?:от|из|с|со|у|на|для|по)\s+[^\W\d_]+")
_PERCENT = re.compile(r"\d+\s*%")
_WORD = re.compile(r"[^\W\d_]+(?:['’`-][^\W\d_]+)*")
_PARTICLES = sounds("де да фон ван дер ди ла бин ибн аль эль van von de la der")
_ASIDE = sounds(
    "vip вип опт оптовик розница постоянный постоянная должник скидка новый новая старый старая "
    "мастер дизайнер прораб бригадир инженер архитектор менеджер бухгалтер директор водитель "
    "продавец снабженец заказчик господин госпожа г-н г-жа whatsapp ватсап телеграм telegram "
    "viber вайбер инстаграм instagram авито avito"
)
_RELATIONS = sounds(
    "муж жена брат сестра мама папа мать отец сын дочь бабушка дедушка тетя дядя теща тесть "
    "свекровь зять невестка сват друг подруга сосед соседка внук внучка"
)
"""«Ольга, жена Климова» is not Климова: such a word is left where it stands."""
_FORMAL = re.compile(r"\bг-?(?:н|жа)\b\.?", re.IGNORECASE)

_BEFORE_FORM = re.compile(r"^[^«»\"“”]*?[!:]+\s*(?=(?:ооо|оао|зао|пао|ао|ип|ooo)\b|[«\"“])")
_AFTER_SLASH = re.compile(r"\s+[/|\\]\s*[^«»\"“”]*$")
_AFTER_QUOTES = re.compile(r"(?<=[»”\"])\s[^«»\"“”]*!\W*$")
_AFTER_COMMA = re.compile(r",[^«»\"“”,]*\b[а-яё]+\s+[а-яё]\.\s?[а-яё]\.?\s*$")

_FATHER = re.compile(r"(.{2,}(?:ович|евич|ьич))(?:у|а|ем)|(.{2,}(?:овн|евн|ичн))(?:е|ы|у|ой)")
_STEMS = {"павл": "павел", "льв": "лев", "любв": "любовь", "любов": "любовь"}
_HER_NAME = (("ии", ("ия",)), ("и", ("а", "я", "ь")), ("е", ("а", "я")), ("ы", ("а",)),
             ("ию", ("ия",)), ("у", ("а",)), ("ю", ("я",)))  # fmt: skip
_HIS_NAME = (("ию", ("ий",)), ("ия", ("ий",)), ("у", ("",)), ("а", ("",)), ("ю", ("й", "ь")),
             ("я", ("й", "ь")), ("е", ("а", "я")), ("ы", ("а",)))  # fmt: skip
_HER_SURNAME = re.compile(r"(.{2,}(?:ов|ев|ёв|ин|ын))(?:ой|у)|(.{2,}(?:ск|цк))(?:ой|ую)")
_HIS_SURNAME = re.compile(r"(.{3,}[^аеёиоуыэюяьй])[уа]|(.{2,}(?:ск|цк))(?:ому|ого)")


def is_patronymic(key: str) -> bool:
    """Whether a sound key is like a patronymic."""
    return key in _SHORT_FATHERS or (
        _PATRONYMIC.fullmatch(key) is not None and not is_first_name(key)
    )


def put_right(name: str, kind: ClientKind | None) -> str:
    """A name as it was meant; one that is written as names are stays as it is."""
    name = _PERCENT.sub(" ", _on_right_layout(name))
    if kind not in {ClientKind.PERSON, ClientKind.SOLE_TRADER}:
        return name
    for change in (_apart, _with_initials, _with_maiden_name, _without_asides, _nominative):
        name = change(name)
    return name


def without_remarks(plain: str) -> str:
    """The name of a firm without what was noted before or behind it: «новый!! ООО Лютик»."""
    for noted in (_BEFORE_FORM, _AFTER_SLASH, _AFTER_QUOTES, _AFTER_COMMA):
        kept = noted.sub(" ", plain)
        plain = kept if _WORD.search(kept) else plain
    return plain


def _on_right_layout(name: str) -> str:
    """«Bdfyjd Bdfy» is «Иванов Иван»: where a word is a first name or a form on the other layout.

    What is a name as it stands is left: no first name of one language is one on the other layout.
    """
    if not _LATIN.search(name):
        return name
    words = name.split()
    if any(is_first_name(sound(word)) for word in words):
        return name
    turned = [_turned(word) for word in name.replace('"', " ").split()]
    if len(turned) != len(words):
        return name
    told = [(was, word) for was, word in zip(words, turned, strict=True) if word != was]
    if any(is_first_name(sound(word)) for _was, word in told):
        return " ".join(turned)
    besides = [(was, word) for was, word in told if was.casefold() not in _FORMS_OTHERWISE]
    # What is a word in its own language has no fewer vowels than on the other layout.
    sense = sum(len(_VOWEL.findall(word)) - len(_VOWEL.findall(was)) for was, word in besides)
    if len(besides) < len(told) and sense > 0:
        return " ".join(turned)
    return " ".join(turned) if any(_is_noise(*pair) for pair in told) else name


def _is_noise(was: str, turned: str) -> bool:
    """«Vtnhjgjkbc» can be said in no language, «Метрополис» can."""
    return (
        _UNSPEAKABLE.search(was) is not None
        and _UNSPEAKABLE_RUSSIAN.search(turned.casefold()) is None
        and len(_VOWEL.findall(turned)) > len(turned) // 4
    )


def _turned(word: str) -> str:
    if _RUSSIAN.search(word) or not _LATIN.search(word):
        return word
    return _FORMS_OTHERWISE.get(word.casefold()) or other_layout(word).capitalize()


def _apart(name: str) -> str:
    """«ИвановИван»: two words where one of them is a first name."""

    def space(found: re.Match[str]) -> str:
        named = any(is_first_name(sound(part)) for part in found.groups())
        return f"{found[1]} {found[2]}" if named else found[0]

    return _GLUED.sub(space, name)


def _with_initials(name: str) -> str:
    """«Климова ЕВ»."""
    return _TWO_INITIALS.sub(r"\1 \2. \3.", name) if _TWO_INITIALS.fullmatch(name) else name


def _with_maiden_name(name: str) -> str:
    """«Климова (Рогова) Анна» has two surnames; what else stands in brackets is a remark."""
    return _MAIDEN.sub(
        lambda found: f" {found[1]} " if _SURELY_SURNAME.fullmatch(sound(found[1])) else found[0],
        name,
    )


def _without_asides(name: str) -> str:
    """«Рита маникюр», «Климов Олег VIP»: what is not of the name, where a first name is.

    A small word among capitals is a remark unless it is like a name; others are known by a list.
    """
    words = [sound(word) for word in _WORD.findall(name)]
    if not any(map(is_first_name, words)) or any(word in _RELATIONS for word in words):
        return name
    capitals = any(word[0].isupper() for word in _WORD.findall(name))

    def keep(found: re.Match[str]) -> str:
        key = sound(found[0])
        remark = key in _ASIDE or (capitals and found[0].islower() and not _is_of_a_name(key))
        return " " if remark else found[0]

    kept = _WORD.sub(keep, _WHENCE.sub(" ", _FORMAL.sub(" ", name)))
    return kept if _WORD.search(kept) else name


def _is_of_a_name(key: str) -> bool:
    if is_first_name(key) or is_patronymic(key) or _SURELY_SURNAME.fullmatch(key) is not None:
        return True
    return len(key) == 1 or key in SON_OF or key in _PARTICLES or key == "ип"


def _nominative(name: str) -> str:
    """«Климовой Анне Ильиничне» is «Климова Анна Ильинична»: the patronymic tells the case."""
    words = _WORD.findall(name.casefold())
    father = next((found for word in words if (found := _FATHER.fullmatch(word))), None)
    if father is None:
        return name
    she = father[2] is not None
    whole = father[1] or f"{father[2]}а"
    return " ".join(whole if word == father[0] else _named(word, she=she) for word in words)


def _named(word: str, *, she: bool) -> str:
    for candidate in _candidates(word, _HER_NAME if she else _HIS_NAME):
        if is_first_name(sound(candidate)):
            return candidate
    found = (_HER_SURNAME if she else _HIS_SURNAME).fullmatch(word)
    if found is None:
        return word
    if she:
        return f"{found[1]}а" if found[1] else f"{found[2]}ая"
    return found[1] or f"{found[2]}ий"


def _candidates(word: str, endings: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[str]:
    for ending, others in endings:
        if word.endswith(ending):
            base = word.removesuffix(ending)
            yield from (_STEMS[base],) if base in _STEMS else (base + other for other in others)
