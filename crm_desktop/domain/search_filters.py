"""Filters inside a query: `#vip`, `@anna`, `>100000`, `<50к`, among words and in any order."""

from __future__ import annotations

import re

from crm_desktop.domain.money import parse_scaled
from crm_desktop.domain.text import clean_text, fold
from crm_desktop.late import dataclass

_AMOUNT = re.compile(
    r"(?<!\S)(?P<sign>[<>])=?\s?(?P<figures>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d[\d.,]*)"
    r"\s?(?P<times>тыс\.?|млн\.?|к|k|т|m|м)?(?!\S)",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?<!\S)#(?P<name>[^\s#]*[^\s#\d][^\s#]*)")
_EMPLOYEE = re.compile(r"(?<!\S)@(?P<name>[^\W\d_][^\s@]*)")
_MARKS = frozenset("<>#@")
"""One of these stands in every filter."""
_TIMES = {"т": 1_000, "к": 1_000, "k": 1_000, "м": 1_000_000, "m": 1_000_000}
_GREATEST = 2**62
DIGITS = 2
"""Of the minor unit."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A query taken apart: words, tags and employees by the beginnings of their names, amounts.

    Amounts in minor units: `over` and `under` exclude themselves. An underscore in a tag or a name
    stands for a space.
    """

    text: str
    tags: tuple[str, ...] = ()
    employees: tuple[str, ...] = ()
    over: int | None = None
    under: int | None = None

    @property
    def amounts(self) -> bool:
        """Whether anything is said of amounts."""
        return self.over is not None or self.under is not None

    @property
    def filtered(self) -> bool:
        """Whether anything but words is said."""
        return bool(self.tags or self.employees or self.amounts)


def sought(text: str) -> Sought:
    """Take a query apart; what only looks like a filter stays among the words."""
    rest = clean_text(text)
    if not _MARKS.intersection(rest):
        return Sought(" ".join(rest.split()))
    bounds: dict[str, int] = {}
    for found in list(_AMOUNT.finditer(rest)):
        amount = _amount(found["figures"], (found["times"] or "").casefold())
        if amount is not None:
            bounds[found["sign"]] = amount
            rest = rest.replace(found[0], " ", 1)
    tags = tuple(_name(one) for one in _TAG.findall(rest))
    rest = _TAG.sub(" ", rest)
    employees = tuple(_name(one) for one in _EMPLOYEE.findall(rest))
    rest = _EMPLOYEE.sub(" ", rest)
    return Sought(" ".join(rest.split()), tags, employees, bounds.get(">"), bounds.get("<"))


def _name(typed: str) -> str:
    return fold(typed.replace("_", " "))


def _amount(figures: str, times: str) -> int | None:
    found = parse_scaled(figures.rstrip(".,"), DIGITS)
    if found is None:
        return None
    more = 1_000_000 if times.startswith("млн") else _TIMES.get(times[:1], 1)
    return min(found * more, _GREATEST)
