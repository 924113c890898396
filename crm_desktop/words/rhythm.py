"""How often somebody is contacted, in words."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.domain import rhythm
from crm_desktop.words import npgettext, pgettext

_NAMED: dict[int, Callable[[], str]] = {
    rhythm.DAY: lambda: pgettext("Rhythm", "every day"),
    rhythm.WEEK: lambda: pgettext("Rhythm", "once a week"),
    rhythm.FORTNIGHT: lambda: pgettext("Rhythm", "every two weeks"),
    rhythm.MONTH: lambda: pgettext("Rhythm", "once a month"),
    rhythm.QUARTER: lambda: pgettext("Rhythm", "once a quarter"),
    rhythm.HALF: lambda: pgettext("Rhythm", "every half-year"),
    rhythm.YEAR: lambda: pgettext("Rhythm", "once a year"),
}


def rhythm_text(days: int) -> str:
    """A rhythm as people say it; `domain.rhythm` understands every one of these."""
    if days in _NAMED:
        return _NAMED[days]()
    return npgettext("Rhythm", "every {n} day", "every {n} days", days).format(n=days)
