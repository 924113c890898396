"""Places in a column: always room between two keys, always in order."""

from __future__ import annotations

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
