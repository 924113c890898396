from __future__ import annotations

from crm_desktop.domain.calls import CallList, unpacked


def test_a_list_goes_from_one_to_the_next() -> None:
    calls = CallList((7, 8, 9))
    assert (calls.current, calls.moved(-1).current, calls.moved(1).current) == (7, 7, 8)
    done = calls.recorded().moved(1).recorded()
    assert done.current is None
    assert done.called == {7, 9}
    assert done.recorded() == done
    assert done.moved(-1).current == 9
    assert calls.moved(1).gone() == CallList((7, 9), 1)
    assert CallList((7,)).gone().current is None


def test_a_list_comes_back_as_it_was_kept() -> None:
    calls = CallList((7, 8, 9)).recorded()
    assert unpacked(calls.packed()) == calls
    for odd in ({}, {"ids": "7", "place": 1}, {"ids": [7], "place": "1"}):
        assert unpacked(odd) == CallList(())
    assert unpacked({"ids": [7, "x"], "place": 9, "called": 5}) == CallList((7,), 1)
