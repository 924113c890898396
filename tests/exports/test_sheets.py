"""Cells of the lists that go out."""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest

from crm_desktop.exports.sheets import day_of, local_moment


def test_moments_go_out_by_the_clock_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC-3")
    time.tzset()
    try:
        assert day_of("2026-11-21T22:30:00Z") == date(2026, 11, 22)
        assert day_of("2026-11-21") == date(2026, 11, 21)
        assert local_moment("2026-11-21T22:30:00Z") == datetime.fromisoformat("2026-11-22 01:30")
    finally:
        monkeypatch.undo()
        time.tzset()
