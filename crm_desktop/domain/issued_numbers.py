"""Numbers given out on paper: a series of them, and why one is never given out twice."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.domain.problems import Problem, code
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass

NUMBERS_SKIPPED = code("document.numbers-skipped")


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one kind of paper of one own firm in one year, or in all (year 0).

    A firm is told by its ИНН where both sides have one: a base that was put back may give the same
    id to another firm, or another id to the same.
    """

    organisation: int
    inn: str
    name: str
    kind: str
    year: int

    def is_of(self, other: Series) -> bool:
        """Whether both give out the same numbers."""
        if (self.kind, self.year) != (other.kind, other.year):
            return False
        if self.inn and other.inn:
            return self.inn == other.inn
        return self.organisation == other.organisation or fold(self.name) == fold(other.name)


Highest = Callable[[Series], int]
"""The highest number of a series that was ever given out, whatever the base says; 0 for none."""


def none_known(_series: Series) -> int:
    """Where nobody keeps numbers outside the base."""
    return 0


def skipped(first: str, last: str, number: str) -> Problem:
    """The remark that numbers, as written, were passed over because they are on paper already."""
    return Problem("", NUMBERS_SKIPPED, {"first": first, "last": last, "number": number})
