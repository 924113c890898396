"""How often somebody is contacted, as people say it, in both languages and back."""

from __future__ import annotations

import pytest

from crm_desktop.domain.rhythm import LONGEST, OFFERED, rhythm_days
from crm_desktop.words import set_language
from crm_desktop.words.rhythm import rhythm_text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("раз в неделю", 7), ("Раз в две недели", 14), ("две недели", 14), ("месяц", 30),
        ("раз в месяц", 30), ("ежемесячно", 30), ("квартал", 91), ("раз в 3 месяца", 91),
        ("полгода", 182), ("раз в пол года", 182), ("6 месяцев", 182), ("год", 365),
        ("10", 10), ("раз в 34 дня", 34), ("каждые 45 дней", 45), ("2 года", 730),
        ("once a week", 7), ("every 2 weeks", 14), ("monthly", 30), ("half a year", 182),
        ("every 12 months", 365), ("every 21 days", 21),
        ("", None), ("0", None), ("-7", None), ("3,5", None), ("3-4 недели", None),
        ("иногда", None), ("4000", None), ("10 10", None), ("9" * 40, None), ("раз", None),
    ],
)  # fmt: skip
def test_as_people_say_it(text: str, days: int | None) -> None:
    assert rhythm_days(text) == days


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_is_written_out_is_understood_again(language: str) -> None:
    set_language(language)
    for days in (*OFFERED, *range(1, 400), LONGEST):
        assert rhythm_days(rhythm_text(days)) == days
