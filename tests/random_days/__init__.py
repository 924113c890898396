"""Days of a shop by chance: every command that bears on figures and search, with random values.

`DRIVERS` runs the real commands; what a driver needs and does not find is `Nothing`, what the
program refuses is `Refused`: both are a step that did not happen.
"""

from __future__ import annotations

from tests.random_days.days import Days, Nothing
from tests.random_days.house import HOUSE
from tests.random_days.people import PEOPLE
from tests.random_days.trade import TRADE

DRIVERS = PEOPLE | TRADE | HOUSE

__all__ = ["DRIVERS", "Days", "Nothing"]
