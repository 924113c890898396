"""How a paper's number is written, and from which one a series goes on."""

from __future__ import annotations

from collections.abc import Iterator

from crm_desktop.domain.problems import TOO_LONG, Problem, code
from crm_desktop.domain.text import clean_text
from crm_desktop.late import dataclass

USED = code("numbering.used")
NOT_POSITIVE = code("numbering.not-positive")
TOO_WIDE = code("numbering.too-wide")

MOST_PREFIX = 20
MOST_WIDTH = 8
MOST_NUMBER = 999_999_999
MOST_DIGITS = 9
CONTINUOUS = 0
"""Year of the one series of a firm whose numbers do not begin anew every year."""

YEAR_SIGNS = {"ru": ("{ГГ}", "{ГГГГ}"), "en": ("{YY}", "{YYYY}")}
"""What stands for the year in a prefix, short and long, as a language writes it."""

_YEARS = (("{ГГГГ}", 4), ("{YYYY}", 4), ("{ГГ}", 2), ("{YY}", 2))


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the numbers of one kind of paper of one firm look.

    `prefix` may hold {ГГГГ}, {ГГ}, {YYYY} or {YY} for the year of the paper; `width` zeros are
    put before shorter numbers; `yearly` begins anew with 1 on the first of January.
    """

    prefix: str = ""
    width: int = 0
    yearly: bool = True

    def series_year(self, year: int) -> int:
        """The year under which the series of a paper of that year is kept."""
        return year if self.yearly else CONTINUOUS


def tidy(pattern: Pattern) -> Pattern:
    """As it is kept: no blanks around the prefix."""
    return Pattern(clean_text(pattern.prefix).strip(), pattern.width, pattern.yearly)


def written(pattern: Pattern, number: int, year: int) -> str:
    """A number as it stands on the paper."""
    prefix = pattern.prefix
    for sign, digits in _YEARS:
        prefix = prefix.replace(sign, f"{year:04d}"[-digits:])
    return f"{prefix}{number:0{pattern.width}d}" if pattern.width else f"{prefix}{number}"


def counted(pattern: Pattern, text: str, year: int) -> int:
    """What a number on paper counts, also one written otherwise before; 0 when it ends in none."""
    prefix = written(Pattern(pattern.prefix), 0, year)[:-1]
    rest = text.removeprefix(prefix)
    if not (rest.isascii() and rest.isdigit()):
        rest = text[len(text.rstrip("0123456789")) :]
    return int(rest) if rest and len(rest) <= MOST_DIGITS else 0


def check(pattern: Pattern, next_number: int) -> Iterator[Problem]:
    """What forbids saving; whether the number is used only the base knows."""
    if len(pattern.prefix) > MOST_PREFIX:
        yield Problem("prefix", TOO_LONG, {"limit": MOST_PREFIX})
    if not 0 <= pattern.width <= MOST_WIDTH:
        yield Problem("width", TOO_WIDE, {"limit": MOST_WIDTH})
    if not 1 <= next_number <= MOST_NUMBER:
        yield Problem("next_number", NOT_POSITIVE)
