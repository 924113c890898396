"""The gate of a base: whoever gives it up is alone, also when two want to."""

from __future__ import annotations

import threading

from crm_desktop.db.presence import Gate


def test_two_who_shut_it_take_turns() -> None:
    gate = Gate()
    alone: list[bool] = []
    inside = threading.Semaphore(1)

    def give_up() -> None:
        with gate.shut():
            alone.append(inside.acquire(blocking=False))
            threading.Event().wait(0.02)
            inside.release()

    threads = [threading.Thread(target=give_up) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert alone == [True] * 6
    with gate.inside():
        assert not gate._shut
