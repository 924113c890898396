"""What the values of a firm's card look like, with a label or without one."""

from __future__ import annotations

import re

from crm_desktop.domain import requisites
from crm_desktop.domain.text import email_normal

EDGES = " \t,;|:=•·"
"""What may stand around a value without belonging to it."""

FORM = re.compile(
    r"(?<![^\W\d])(?:ООО|ОАО|ЗАО|ПАО|НАО|АО|АНО|НКО|ТСЖ|ТСН|СНТ|КФХ|ГУП|МУП|ФГУП|ГБУ|МБУ|ФГБУ|ПК|ТОО"
    r"|Общество с ограниченной ответственностью|(?:Публичное |Непубличное |Закрытое |Открытое )?"
    r"[Аа]кционерное общество|Ltd\.?|Limited|LLC|LLP|PLC|Inc\.?|Corp\.?|GmbH|AG|S\.?A\.?R\.?L\.?"
    r"|S\.?A\.?|B\.?V\.?|S\.?r\.?l\.?|Oy|AB|A/S|Sp\. z o\.o\.)(?![^\W\d])",
)
TRADER = re.compile(
    r"(?:ИП|Индивидуальный\s+предприниматель)(?![^\W\d])|.*\(sole trader\)", re.IGNORECASE
)
SHORT = re.compile(r"\(\s*((?:ООО|ОАО|ЗАО|ПАО|НАО|АО|АНО|ИП)[\s«\"“„][^()]*?)\s*\)")
LATER = re.compile(
    r"\s*\((?:далее|именуем|hereinafter)[^)]*\)|,?\s*именуем\w+ в дальнейшем.*", re.IGNORECASE
)
BANK = re.compile(r"банк|(?<![А-Яа-я])ВТБ(?![А-Яа-я])|\bbank\b", re.IGNORECASE)
INDEX = re.compile(r"^\d{6}(?:,|\s)\s*\D")
PLACE = re.compile(
    r"(?<![А-Яа-яё])(?:г\.|ул\.|обл\.|область|р-н|д\.|пер\.|пр-т|пр-кт|просп\.|пл\.|ш\.|шоссе|наб\."
    r"|бульвар|б-р|мкр\.?|офис|оф\.|пом\.|стр\.|корп\.|кв\.)(?![А-Яа-яё])",
    re.IGNORECASE,
)
ABROAD_PLACE = re.compile(r"[^А-Яа-яЁё]*\d[^А-Яа-яЁё]*[A-Za-z][^А-Яа-яЁё]*|[^\dА-Яа-яЁё]+\d+\w?,?")
MAIL = re.compile(r"[\w.+%-]{1,64}@[\w.-]{1,190}\.[^\W\d_]{2,20}")
SITE = re.compile(r"(?:https?://|www\.)[^\s,;]+", re.IGNORECASE)
IBAN = re.compile(r"(?<!\w)[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
PHONE = re.compile(r"^\(?(?:\+\d|8[\s(-])[\d\s()+.-]{8,}(?:доб\.?\s*\d+)?$")
IN_BANK = re.compile(r"^[\s,.–—-]*(?:в|in|with|at)\s+(?=\S)")
_GROUP = re.compile(r"[0-9A-Za-zА-Яа-яЁё]+")
LENGTHS = {
    "inn": (10, 12),
    "kpp": (9,),
    "ogrn": (13, 15),
    "bik": (9,),
    "account": (20,),
    "corr_account": (20,),
}
CHECKS = {
    "inn": requisites.check_inn,
    "kpp": requisites.check_kpp,
    "ogrn": requisites.check_ogrn,
    "bik": requisites.check_bik,
}


def number_at(text: str, name: str) -> tuple[str, str]:
    """The number a text begins with, joined over its spaces, and the rest of the text.

    Groups are joined until a length that this number may have; with several such lengths the one
    that passes its check.
    """
    lengths = LENGTHS[name]
    best: tuple[str, int] | None = None
    joined, start = "", 0
    for group in _GROUP.finditer(text):
        between = text[start : group.start()]
        mostly = sum(sign.isdigit() for sign in group.group()) * 2 >= len(group.group())
        if between.strip(" -–—\u2011\u2212.") or not mostly:
            break
        joined, start = joined + group.group(), group.end()
        if len(joined) in lengths:
            best = (joined, start)
            check = CHECKS.get(name)
            if check is None or check(joined) is None:
                break
        if len(joined) >= max(lengths):
            break
    if best is None:
        # Of a wrong length: kept as it stands, for the check to say so.
        return (joined, text[start:]) if len(joined) >= min(lengths) - 3 else ("", text)
    return best[0], text[best[1] :]


def foreign(name: str, value: str) -> str:
    """An account or a bank's code from abroad, without its spaces; "" if it is none."""
    plain = value.strip(EDGES)
    if name == "bik":
        found = re.match(r"[A-Z]{4} ?[A-Z]{2} ?[A-Z0-9]{2}(?: ?[A-Z0-9]{3})?(?!\w)", plain)
    else:
        found = IBAN.match(plain)
    return found.group().replace(" ", "") if found else ""


def by_form(text: str) -> tuple[str, str] | None:
    """The field and the value of a text without a label, if it shows what it is."""
    if MAIL.fullmatch(text) and email_normal(text):
        return "email", text
    if SITE.fullmatch(text):
        return "site", text
    iban = IBAN.search(text)
    if iban is not None and requisites.check_iban(iban.group().replace(" ", "")) is None:
        return "account", iban.group().replace(" ", "")
    digits = requisites.clean_digits(text)
    name = _number_of(digits) if digits.isascii() and digits.isdigit() else ""
    if name:
        return name, digits
    if PHONE.match(text):
        return "phone", text
    if INDEX.match(text) or len(PLACE.findall(text)) >= 2:
        return "address", text
    return None


def _number_of(digits: str) -> str:
    """Which requisite a bare number is, by its length and its check digits."""
    if len(digits) == 20:
        return "corr_account" if digits.startswith("301") else "account"
    for name in ("inn", "ogrn", "bik"):
        if len(digits) in LENGTHS[name] and CHECKS[name](digits) is None:
            return name if name != "bik" or digits.startswith("04") else ""
    return ""
