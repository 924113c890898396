"""The amount of a deal inside of a typed line: «45 000», «45к», «1,5 млн», "$1,200.50"."""

from __future__ import annotations

import re

from crm_desktop.domain.money import minor_digits, parse_money
from crm_desktop.domain.quick_values import Line, Part, label_before

SURE_AMOUNT, LEAST_AMOUNT = 10_000, 1_000
"""A bare number: from the first on it is money; from the second on, unless a word follows it."""

_SIGNS = {"₽": "RUB", "$": "USD", "€": "EUR", "£": "GBP", "₸": "KZT"}
_NAMES = {
    "р": "RUB",
    "r": "RUB",
    "руб": "RUB",
    "rub": "RUB",
    "usd": "USD",
    "дол": "USD",
    "dol": "USD",
    "eur": "EUR",
    "евр": "EUR",
    "gbp": "GBP",
    "pou": "GBP",
    "тен": "KZT",
    "тг": "KZT",
    "kzt": "KZT",
}
_AMOUNT = re.compile(
    r"(?<![\w.,/:*×+'’№#-])([₽$€£₸] ?)?"
    r"(\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?![.,]?\d)|\d{1,12}(?:[.,]\d{1,2})?)"
    r"(?: ?(миллион\w{0,2}|million|млн|mln|тысяч\w?|thousand|тыс|тыр|тыщ\w?|т\. ?р|тр)(?!\w)\.?"
    r"|(?: ?([кk])(?!\w)\.?))?"
    r"( ?(?:[₽$€£₸]|(?:руб(?:л\w{1,2})?|rub|usd|eur(?:os?)?|евро|gbp|pounds?|долл?(?:ар\w{0,2})?"
    r"|dollars?|kzt|тенге|тг|р|r)(?!\w)\.?))?(?![\w/*×:]|[.,]\d|-\d| ?%)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DECIMAL_POINT = frozenset(("USD", "GBP"))
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")
_LABEL = re.compile(
    r"(?<!\w)(?:за|for|на(?: сумму)?|сумма|цена|стоимость|бюджет|итого|всего|amount|total|price"
    r"|budget|worth|at|примерно|около|about|around|approx\.?)\s?[:=]?"
    r"(?: (?:до|от|около|примерно|up to|about|around|of|is))?\s*$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r" ?(?:мм|см|м[²2]?|кв\.? ?м|кг|л|шт|pcs|pieces|mm|cm|kg|sqm|sq\.? ?m|m[²2]?|"
    r"дн\w+|лет|год\w*|г\.|x|х)(?!\w)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"19[5-9]\d|20(?:0[1-9]|[1-4]\d)")
_PART_PAID = re.compile(
    r"(?:предоплат\w*|аванс\w*|задат\w+|залог\w*|доплат\w*|скидк\w+|по|№|#|заказ\w*|договор\w*|сч[её]т\w*"
    r"|код\w*|deposit|advance|discount|prepaid|order|contract|code|no\.?)\s?[:=]?\s*$",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"(?<!\w)(?:(?:за|о|до)платил[аи]?|перев[её]л[аи]?|вн[её]с(?:л[аи])?|paid|transferred)\s*$",
    re.IGNORECASE,
)
_WORD_BEHIND = re.compile(r"\s*[^\W\d_]")
_SIZE = re.compile(
    r"\d+(?:[.,]\d+)? ?(?:на|by|x|х|×|\*) ?\d+(?:[.,]\d+)?(?!\d)"
    r"(?! \d{3}(?!\d))",
    re.IGNORECASE,
)


def take_amount(line: Line, currency: str) -> int | None:
    """The amount in the base's currency: one in another currency stays in words."""
    best: tuple[int, int, tuple[int, int]] | None = None
    sizes = [found.span() for found in _SIZE.finditer(line.text)]
    for found in _AMOUNT.finditer(line.text):
        before, figures, times, kilo, after = found.groups()
        said = _currency_of(before or after or "")
        if said not in {"", currency}:
            continue
        if _GROUPED.fullmatch(figures):
            figures = figures.replace(",", "")
        if _DOTTED.fullmatch(figures):
            if currency in _DECIMAL_POINT:
                continue
            figures = figures.replace(".", "")
        value = parse_money(figures + _times_of(times or kilo or ""), currency)
        if value is None:
            continue
        sized = any(start <= found.start() < end for start, end in sizes)
        sure = _sureness(line.text, found, value // 10 ** minor_digits(currency), sized=sized)
        if sure and (best is None or (sure, value) > best[:2]):
            best = (sure, value, found.span())
    if best is None:
        return None
    line.take(*best[2], Part.AMOUNT, _LABEL)
    return best[1]


def _sureness(text: str, found: re.Match[str], whole: int, *, sized: bool) -> int:
    """4: said to be money; 3: written as money is; 1: large enough to be; 0: a number.

    What is said to be a part of it, a year, a measure or a number of something is no amount.
    """
    before, figures, times, kilo, after = found.groups()
    if label_before(_PAID, text, found.start()) is not None:
        return 0
    part = label_before(_PART_PAID, text, found.start()) is not None
    if before or after or times or kilo:
        return 2 if part else 4
    measured = _UNIT.match(text, found.end()) is not None
    if part or measured or sized or _YEAR.fullmatch(figures):
        return 0
    if re.search(r"[^\d]", figures):
        return 3
    if whole >= SURE_AMOUNT:
        return 1
    word_follows = _WORD_BEHIND.match(text, found.end()) is not None
    return 1 if whole >= LEAST_AMOUNT and not word_follows else 0


def _currency_of(mark: str) -> str:
    plain = mark.strip(" .").casefold()
    if not plain:
        return ""
    return _SIGNS.get(plain) or _NAMES.get(plain[:3]) or _NAMES.get(plain[:1], "")


def _times_of(said: str) -> str:
    plain = said.casefold().replace(" ", "")
    if plain.startswith(("млн", "mil", "мил")):
        return " млн"
    known = {"": "", "к": "k", "k": "k", "тр": " тыс", "т.р": " тыс", "thousand": " тыс"}
    return known.get(plain, " тыс" if plain.startswith("ты") else f" {plain}")
