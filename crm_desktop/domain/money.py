"""Money in minor units, prices and quantities as scaled integers; one rounding rule, half up."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

PRICE_DIGITS = 4
QUANTITY_DIGITS = 3
_LARGEST = 10**15

# ISO 4217: how many digits stand after the point; everything else has two.
_DIGITS = {
    **dict.fromkeys(
        "JPY KRW VND ISK CLP PYG UGX RWF XAF XOF XPF KMF GNF DJF BIF VUV".split(), 0
    ),
    **dict.fromkeys("KWD BHD OMR JOD TND LYD IQD".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
_UNITS = {
    "тыс": 1_000, "т": 1_000, "к": 1_000, "k": 1_000, "млн": 1_000_000, "м": 1_000_000,
    "m": 1_000_000,
}  # fmt: skip
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’_]")
_CURRENCY = re.compile(
    r"руб(?:лей|ля|ль)?\.?|р\.|₽|rub|rur|usd|eur|kzt|byn|\$|€|£|₸|р$", re.IGNORECASE
)
_KOPECKS = re.compile(r"(\d+)(?:руб(?:лей|ля|ль)?\.?|р\.?|=|-)(?:(\d\d)(?:коп\.?|к\.?)?)?")
_NUMBER = re.compile(r"([+-]?)(\d[\d.,]*)(тыс|млн|т|к|k|м|m)?\.?")


def minor_digits(currency: str) -> int:
    """How many digits the minor unit of a currency has (ISO 4217)."""
    return _DIGITS.get(currency.upper(), 2)


def round_half_up(numerator: int, denominator: int) -> int:
    """The nearest integer to a fraction; halves go away from zero."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    numerator, denominator = abs(numerator), abs(denominator)
    return sign * ((2 * numerator + denominator) // (2 * denominator))


def line_amount(quantity: int, price: int, discount: int = 0, digits: int = 2) -> int:
    """Quantity × price less the discount, in minor units, rounded once.

    `quantity` in thousandths, `price` in ten-thousandths, `discount` in hundredths of a percent.
    """
    numerator = quantity * price * (10_000 - discount) * 10**digits
    return round_half_up(numerator, 10 ** (QUANTITY_DIGITS + PRICE_DIGITS) * 10_000)


def parse_scaled(text: str, digits: int) -> int | None:
    """A typed number as an integer of 10^-digits, rounded half up; None if it is no number.

    Understands «1 234 567,89 р.», «45к», "1,234.56", brackets and a minus for negatives.
    """
    bare = _SPACES.sub("", text.strip().casefold().replace("−", "-"))
    # «1234-56», «1 234 руб. 56 коп.», «1234=»: how amounts are written by hand.
    written = _KOPECKS.fullmatch(bare)
    if written:
        bare = f"{written.group(1)}.{written.group(2) or '00'}"
    plain = _CURRENCY.sub("", bare)
    negative = plain.startswith("(") and plain.endswith(")")
    found = _NUMBER.fullmatch(plain.strip("()"))
    if found is None:
        return None
    sign, figures, unit = found.groups()
    try:
        value = Decimal(_one_point(figures)) * _UNITS.get(unit or "", 1)
    except InvalidOperation:
        return None
    numerator, denominator = value.as_integer_ratio()
    scaled = round_half_up(numerator * 10**digits, denominator)
    if scaled > _LARGEST * 10**digits:
        return None
    return -scaled if negative or sign == "-" else scaled


def _one_point(figures: str) -> str:
    """Figures with one decimal point: the last mark decides what the others mean."""
    dots, commas = figures.count("."), figures.count(",")
    if dots and commas:
        last = max(figures.rfind("."), figures.rfind(","))
        return re.sub(r"[.,]", "", figures[:last]) + "." + figures[last + 1 :]
    if dots + commas == 1:
        return figures.replace(",", ".")
    return re.sub(r"[.,]", "", figures)


def parse_money(text: str, currency: str = "RUB") -> int | None:
    """A typed amount in minor units of the currency."""
    return parse_scaled(text, minor_digits(currency))


def parse_price(text: str) -> int | None:
    """A typed price in ten-thousandths of the main unit."""
    return parse_scaled(text, PRICE_DIGITS)


def parse_quantity(text: str) -> int | None:
    """A typed quantity in thousandths."""
    return parse_scaled(text, QUANTITY_DIGITS)
