"""Money in minor units, prices and quantities as scaled integers; one rounding rule, half up."""

from __future__ import annotations

import re
from decimal import Decimal

PRICE_DIGITS = 4
QUANTITY_DIGITS = 3
PERCENT_DIGITS = 2

# ISO 4217: how many digits the minor unit has; everything else has two.
_WITHOUT = "JPY KRW VND ISK CLP PYG UGX RWF XAF XOF XPF KMF GNF DJF BIF VUV"
_WITH_THREE = "KWD BHD OMR JOD TND LYD IQD"
_WITH_FOUR = "CLF UYW"
_DIGITS = {
    **dict.fromkeys(_WITHOUT.split(), 0),
    **dict.fromkeys(_WITH_THREE.split(), 3),
    **dict.fromkeys(_WITH_FOUR.split(), 4),
}


def minor_digits(currency: str) -> int:
    """How many digits the minor unit of a currency has (ISO 4217)."""
    return _DIGITS.get(currency.upper(), 2)


def main_units(minor: int, currency: str) -> Decimal:
    """An amount in the currency's main unit, exactly."""
    return Decimal(minor).scaleb(-minor_digits(currency))


def round_half_up(numerator: int, denominator: int) -> int:
    """The nearest integer to a fraction; halves go away from zero."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    numerator, denominator = abs(numerator), abs(denominator)
    return sign * ((2 * numerator + denominator) // (2 * denominator))


def line_amount(quantity: int, price: int, discount: int = 0, digits: int = 2) -> int:
    """Quantity × price less the discount, in minor units of `digits` digits, rounded once.

    `quantity` in thousandths, `price` in ten-thousandths, `discount` in hundredths of a percent.
    """
    whole = 100 * 10**PERCENT_DIGITS
    return round_half_up(
        quantity * price * (whole - discount) * 10**digits,
        10 ** (QUANTITY_DIGITS + PRICE_DIGITS) * whole,
    )


def parse_money(text: str, currency: str = "RUB", point: str = "") -> int | None:
    """A typed amount in minor units of the currency; None if it is no amount.

    Understands «45 000,50», «45к», «1,5 млн», «1 234 руб. 56 коп.», "1,234.56", "(15.50)", and
    the bank's «1234-56» and «1234=». «1,234» means one thing in Russian and another in English:
    it is None unless `point` ("," or ".") says which sign is the decimal one.
    """
    digits = minor_digits(currency)
    return parse_scaled(text, digits, point, doubt=digits != QUANTITY_DIGITS)


def parse_price(text: str, point: str = "") -> int | None:
    """A typed unit price in ten-thousandths of the main unit; «1,234» has three decimals."""
    return parse_scaled(text, PRICE_DIGITS, point)


def parse_quantity(text: str, point: str = "") -> int | None:
    """A typed quantity in thousandths of the unit; «1,234» has three decimals."""
    return parse_scaled(text, QUANTITY_DIGITS, point)


def parse_scaled(text: str, digits: int, point: str = "", *, doubt: bool = False) -> int | None:
    """A typed number as an integer of 10^-digits, rounded half up; None if it is no number.

    With `doubt`, a single sign before exactly three digits is not guessed at.
    """
    found = _TYPED.fullmatch(_plain(text))
    if found is None:
        return None
    opened, before, figures, times, closed, after = found.groups()
    if bool(opened) != bool(closed) or (before and after):
        return None
    decimal = _decimal_of(figures, point, doubt=doubt and not times)
    if decimal is None:
        return None
    whole, fraction = decimal
    scaled = round_half_up(
        int(whole + fraction) * _TIMES[times or ""] * 10**digits, 10 ** len(fraction)
    )
    if scaled > _LARGEST * 10**digits:
        return None
    return -scaled if opened or before == "-" or after else scaled


_LARGEST = 10**12
"""Main units; beyond this a number is a slip of the keyboard."""
_TIMES = {
    "": 1,
    "k": 1_000,
    "к": 1_000,
    "т": 1_000,
    "тыс": 1_000,
    "т.р": 1_000,
    "млн": 1_000_000,
    "mln": 1_000_000,
}
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f_]+")
_CURRENCY = re.compile(
    r"(?<![a-zа-я])(?:руб(?:лей|ля|ль)?|rub|rur|р|r|usd|долл(?:аров|ара|ар)?|eur|евро|gbp|kzt|тенге"
    r"|тг|byn|cny)(?![a-zа-я])\.?|[₽$€£₸¥]",
)
_KOPECKS = re.compile(r"([0-9 ]+?) ?(?:руб[а-я]*\.?|р\.?) ?([0-9]{2}) ?(?:коп[а-я]*\.?|к\.?)?")
_BANKERS = re.compile(r"([0-9 ]+)(?:-([0-9]{2})|=)")
_TYPED = re.compile(r"(\()? ?([+-])? ?([0-9][0-9., ']*) ?(тыс|млн|mln|т\.р|т|к|k)?\.? ?(\))?(-)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([., '])[0-9]{3})(?:\1[0-9]{3})*")


def _plain(text: str) -> str:
    """The text with one kind of space, minus and apostrophe, without the currency."""
    plain = _SPACES.sub(" ", text.strip().casefold())
    plain = plain.replace("\u2212", "-").replace("\u2013", "-").replace("\u2019", "'")
    written = _KOPECKS.fullmatch(plain) or _BANKERS.fullmatch(plain)
    if written:
        return f"{written.group(1)}.{written.group(2) or '00'}"
    return _SPACES.sub(" ", _CURRENCY.sub(" ", plain)).strip()


def _decimal_of(figures: str, point: str, *, doubt: bool) -> tuple[str, str] | None:
    """Whole part and decimals of figures with separators, or None when they make no sense."""
    figures = figures.strip(" ")
    marks = [c for c in figures if c in ".,"]
    if not marks or (point and point not in marks) or (len(marks) > 1 and len(set(marks)) == 1):
        # Nothing but groups: «1 234», "1,234,567".
        return (_digits(figures), "") if _is_grouped(figures) else None
    last = max(figures.rfind("."), figures.rfind(","))
    mark, whole, fraction = figures[last], figures[:last], figures[last + 1 :]
    if (point and mark != point) or mark in whole or not _is_grouped(whole) or " " in fraction:
        return None
    if fraction and not fraction.isdigit():
        return None
    either = len(marks) == 1 and _GROUPED.fullmatch(figures) and not whole.startswith("0")
    if doubt and not point and either:
        return None
    return _digits(whole), fraction


def _is_grouped(figures: str) -> bool:
    return figures.isdigit() or _GROUPED.fullmatch(figures) is not None


def _digits(figures: str) -> str:
    return re.sub(r"[., ']", "", figures)
