"""Places in a column as text keys: moving one card writes one row."""

from __future__ import annotations

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(DIGITS)
_HEAD = 6
_MIDDLE = "i"


def between(low: str | None, high: str | None) -> str:
    """A key that sorts after `low` and before `high`; None means the end of the column.

    At the ends keys are counted on, so that a thousand cards put on top keep short keys; between
    two cards the room is halved. Keys never end in "0": there is always room before them.
    Raises `ValueError` when there is no room because `low` is not before `high`.
    """
    if low is None and high is None:
        return _MIDDLE.ljust(_HEAD, "0") + _MIDDLE
    if low is not None and high is not None:
        if low >= high.rstrip("0"):
            raise ValueError(f"no place between {low!r} and {high!r}")
        return _halfway(low, high)
    step = 1 if high is None else -1
    number = _number((high or low or "")[:_HEAD].ljust(_HEAD, "0")) + step
    if 0 < number < _BASE**_HEAD:
        return _digits(number).rjust(_HEAD, "0") + _MIDDLE
    return _halfway(low or "", high)


def spread(count: int) -> list[str]:
    """Keys for a whole column, in order, with room before, between and after them."""
    step = _BASE**_HEAD // (count + 1)
    return [_digits(step * place).rjust(_HEAD, "0") + _MIDDLE for place in range(1, count + 1)]


def _halfway(low: str, high: str | None) -> str:
    """The shortest key in the middle, digit by digit."""
    key = ""
    place = 0
    while True:
        least = DIGITS.index(low[place]) if place < len(low) else 0
        most = _BASE
        if high is not None:
            most = DIGITS.index(high[place]) if place < len(high) else 0
        if most - least > 1:
            return key + DIGITS[least + (most - least) // 2]
        key += DIGITS[least]
        if most - least == 1:
            high = None
        place += 1


def _number(digits: str) -> int:
    return int(digits, _BASE)


def _digits(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, _BASE)
        text = DIGITS[digit] + text
    return text or "0"
