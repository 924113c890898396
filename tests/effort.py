"""Work that must not explode: measured on this thread's own processor time, not on the clock."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

LIMIT = 20.0
"""Seconds; what is linear takes a fraction of one, what is quadratic takes minutes and more."""


@contextmanager
def no_explosion() -> Iterator[None]:
    """Fails when the work inside took so long that it cannot be linear any more."""
    began = time.thread_time()
    yield
    spent = time.thread_time() - began
    assert spent < LIMIT, f"{spent:.1f} s of processor time"
