"""Working hours of a demo shop, and the moments of one deal in their order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from crm_desktop.domain.demo.dice import Dice

WORKING_MINUTES = 8 * 60
SUNDAY = 6


class Calendar:
    """Moments before a day; nothing happens on the day itself or on a Sunday."""

    def __init__(self, day: date, first_hour: int, dice: Dice) -> None:
        """`first_hour` of the working day, in UTC."""
        self.day = day
        self._first_hour = first_hour
        self._dice = dice

    def moment(self, days_ago: int, minute: int | None = None) -> datetime:
        """A minute of the working hours, so many days before the day."""
        on = self.day - timedelta(days=max(days_ago, 1))
        if on.weekday() == SUNDAY:
            on -= timedelta(days=1)
        minutes = self._dice.between(0, WORKING_MINUTES) if minute is None else minute
        first = datetime(on.year, on.month, on.day, self._first_hour, tzinfo=UTC)
        return first + timedelta(minutes=minutes)

    def clock(self, first: int, last: int) -> Clock:
        """Moments that begin `first` days before the day and end `last` days before it."""
        return Clock(self, self._dice, first, last)


class Clock:
    """The moments of one deal, each after the one before."""

    def __init__(self, calendar: Calendar, dice: Dice, first: int, last: int) -> None:
        self._calendar = calendar
        self._dice = dice
        self._left = first
        self._last = last
        self.now = calendar.moment(first)

    def next(self) -> datetime:
        """Some days later, while there are days."""
        self._left = max(self._left - self._dice.between(1, 6), self._last)
        return self._after(self._calendar.moment(self._left))

    def soon(self) -> datetime:
        """A quarter of an hour later."""
        return self._after(self.now)

    def _after(self, moment: datetime) -> datetime:
        self.now = max(moment, self.now + timedelta(minutes=15))
        return self.now


def stored(moment: datetime) -> str:
    """A moment as it stands in the base."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"
