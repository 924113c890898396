"""Places in a column as text keys: moving one card writes one row."""

from __future__ import annotations

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(DIGITS)


def between(low: str | None, high: str | None) -> str:
    """A key that sorts after `low` and before `high`; None means the end of the column.

    Keys never end in "0", so that there is always room before them.
    """
    before, after = low or "", high
    key = ""
    place = 0
    while True:
        least = DIGITS.index(before[place]) if place < len(before) else 0
        most = _BASE
        if after is not None:
            most = DIGITS.index(after[place]) if place < len(after) else 0
        if most - least > 1:
            step = (most - least) // 2
            return key + DIGITS[least + step]
        key += DIGITS[least]
        if most - least == 1:
            after = None
        place += 1


def spread(count: int) -> list[str]:
    """Keys for a whole column, in order, with room between them."""
    keys: list[str] = []
    last: str | None = None
    width = len(_in_base(max(count, 1)))
    for number in range(1, count + 1):
        last = _in_base(number).rjust(width, "0") + "i"
        keys.append(last)
    return keys


def _in_base(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, _BASE)
        text = DIGITS[digit] + text
    return text or "0"
