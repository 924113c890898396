"""How near a misspelt query comes to what stands in a record."""

from __future__ import annotations

import pytest

from crm_desktop.domain.spelling import nearest

KEY = "мельников-печерский андрей +79623311790 john smith"


@pytest.mark.parametrize(
    ("words", "slips"),
    [
        ([("мелников",), ("печерский",)], 1.0),
        ([("печорский",)], 1.0),
        ([("андерй",)], 1.0),
        ([("9623311791",)], 1.0),
        ([("jon",), ("smith",)], 1.0),
        ([("кот", "джон"), ("smiht",)], None),
        ([("печ",)], 0.5),
        ([("пич",)], None),
        ([("мелников",), ("кот",)], None),
        ([("сидоренко",)], None),
    ],
)
def test_slips_are_counted_and_too_many_are_strangers(
    words: list[tuple[str, ...]], slips: float | None
) -> None:
    near = nearest(words, KEY)
    assert (near.slips if near else None) == slips


def test_a_short_word_may_have_a_slip_only_beside_a_sure_one() -> None:
    assert nearest([("jon",)], KEY) is None
    assert nearest([("jon",), ("smiht",)], KEY) is None
