"""Values as the command line writes and reads them: decimal strings, ISO dates, JSON files."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from crm_desktop.domain import money
from crm_desktop.domain.problems import NOT_FOUND, REQUIRED, Problem, Refused, code

NOT_JSON = code("json.not-an-object")
WRONG_KIND = code("json.wrong-kind")
NOT_DECIMAL = code("json.not-decimal")
NOT_DATE = code("json.not-date")
NOT_TIME = code("json.not-time")
NOT_CURRENCY = code("json.not-currency")
TOO_LARGE = code("json.too-large")
NOT_ONE_OF = code("json.not-one-of")
UNKNOWN_FIELD = code("json.unknown-field")
NO_FILE = code("file.not-there")

LARGEST = 10**15
"""Beyond this a scaled number is a slip of the keyboard, and a 64-bit integer is near."""
LARGEST_ID = 2**62

_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")
_CURRENCY = re.compile(r"[A-Za-z]{3}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def amount(minor: int | None, currency: str) -> str | None:
    """Minor units as a decimal string of the main unit: "1220.00"."""
    return None if minor is None else decimal(minor, money.minor_digits(currency))


def decimal(scaled: int, places: int, least: int | None = None) -> str:
    """A scaled integer exactly, with at least `least` (all, unless named) of its decimals."""
    whole, rest = divmod(abs(scaled), 10**places)
    digits = f"{rest:0{places}d}" if places else ""
    least = places if least is None else least
    while len(digits) > least and digits.endswith("0"):
        digits = digits[:-1]
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def scaled(value: object, places: int, field: str) -> int:
    """A decimal string (or whole number) as a scaled integer, exactly; never rounded."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not _DECIMAL.fullmatch(text):
        raise Refused(Problem(field, NOT_DECIMAL, {"places": places}))
    whole, _, digits = text.lstrip("-").partition(".")
    digits = digits.rstrip("0")
    number = int(whole + digits.ljust(places, "0"))
    if len(digits) > places or number > LARGEST:
        raise Refused(Problem(field, NOT_DECIMAL, {"places": places}))
    return -number if text.startswith("-") else number


def currency_of(text: str) -> str:
    """An ISO 4217 code, as three letters of any case."""
    if not _CURRENCY.fullmatch(text):
        raise Refused(Problem("currency", NOT_CURRENCY))
    return text.upper()


def day(value: object, field: str) -> date | None:
    """An ISO date; None and "" are no date."""
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Refused(Problem(field, NOT_DATE))


def today() -> date:
    """The date on this user's wall calendar."""
    return datetime.now().astimezone().date()


def moment(value: str, field: str) -> str:
    """Wall time "YYYY-MM-DDTHH:MM", a blank instead of the T allowed; "" is none."""
    if not value:
        return ""
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        raise Refused(Problem(field, NOT_TIME)) from None
    if parsed.tzinfo is not None:
        raise Refused(Problem(field, NOT_TIME))
    return parsed.strftime("%Y-%m-%dT%H:%M")


def text_of(data: Mapping[str, object], field: str, default: str = "") -> str:
    """A text; a whole number or decimal is taken as written."""
    value = data.get(field)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Refused(Problem(field, WRONG_KIND))
    return str(value)


def list_of(data: Mapping[str, object], field: str) -> list[object]:
    """A list; a missing one is empty, a single text is a list of one."""
    value = data.get(field)
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list):
        raise Refused(Problem(field, WRONG_KIND))
    return value


def object_of(value: object, field: str) -> dict[str, object]:
    """A JSON object."""
    if not isinstance(value, dict):
        raise Refused(Problem(field, WRONG_KIND))
    return value


def id_of(value: object, field: str) -> int:
    """A record's id."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused(Problem(field, WRONG_KIND))
    if not 0 < value < LARGEST_ID:
        raise Refused(Problem(field, NOT_FOUND))
    return value


def required(text: str, field: str) -> str:
    """The text, which may not be blank."""
    if not text.strip():
        raise Refused(Problem(field, REQUIRED))
    return text


def read_object(raw: bytes) -> dict[str, object]:
    """A JSON object out of UTF-8 bytes; decimals stay exactly as written."""
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_float=str, parse_constant=_no_constant)
        json.dumps(data, ensure_ascii=False).encode()  # half a character is nobody's text
    except (ValueError, RecursionError) as error:
        raise Refused.of(NOT_JSON) from error
    if not isinstance(data, dict):
        raise Refused.of(NOT_JSON)
    return data


def read_file(name: str) -> bytes:
    """The whole of a file, or of standard input when the name is `-`."""
    if name == "-":
        return _input().read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Refused.of(NO_FILE, name=name) from error


def lines_of(name: str) -> Iterator[bytes]:
    """The lines of a file or of standard input (`-`), each as soon as it is there."""
    if name == "-":
        yield from _input()
        return
    try:
        with Path(name).open("rb") as stream:
            yield from stream
    except OSError as error:
        raise Refused.of(NO_FILE, name=name) from error


def _input() -> BinaryIO:
    """Standard input as bytes; a windowed program has none."""
    if sys.stdin is None:
        raise Refused.of(NO_FILE, name="-")
    return sys.stdin.buffer


def _no_constant(name: str) -> object:
    raise ValueError(name)
