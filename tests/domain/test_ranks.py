"""Places in a column: always room between two keys, always in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.ranks import between, spread


@given(st.lists(st.integers(min_value=0, max_value=40), max_size=200))
def test_any_sequence_of_insertions_keeps_order(places: list[int]) -> None:
    keys: list[str] = []
    for place in places:
        at = min(place, len(keys))
        low = keys[at - 1] if at else None
        high = keys[at] if at < len(keys) else None
        keys.insert(at, between(low, high))
    assert keys == sorted(set(keys))
    assert not [k for k in keys if k.endswith("0")]


@given(st.integers(min_value=0, max_value=3000))
def test_spread_is_in_order(count: int) -> None:
    keys = spread(count)
    assert len(keys) == count
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("top", [True, False])
def test_many_at_one_end_keep_short_keys(top: bool) -> None:
    key = between(None, None)
    for _ in range(5_000):
        following = between(None, key) if top else between(key, None)
        assert (following < key) == top
        key = following
    assert len(key) <= 8


def test_before_the_first_and_after_the_last_of_a_spread() -> None:
    keys = spread(10)
    assert between(None, keys[0]) < keys[0]
    assert between(keys[-1], None) > keys[-1]
    assert between("zzzzzzz", None) > "zzzzzzz"
    assert between(None, "0000001") < "0000001"


@pytest.mark.parametrize(("low", "high"), [("i", "i"), ("j", "i"), ("i", "i0"), ("i", "i00")])
def test_no_room_is_said(low: str, high: str) -> None:
    with pytest.raises(ValueError, match="no place"):
        between(low, high)
