"""Children started while a list is still being read: Python is up when there is work for them."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from crm_desktop.files.child import Child

_lock = threading.Lock()
_ready: dict[Path, list[Child]] = {}
"""Those of the last list that was begun: another one does without."""


def start(owner: Path, verb: str, count: int) -> None:
    """Have so many children wait for whoever works on the file `owner`."""
    fresh: list[Child] = []
    # A favour: whoever finds none starts his own.
    with suppress(OSError):
        fresh += [Child([verb], waits=True) for _ in range(count)]
    with _lock:
        old = [one for some in _ready.values() for one in some]
        _ready.clear()
        _ready[owner] = fresh
    for one in old:
        one.end()


def take(owner: Path) -> list[Child]:
    """The children that wait for work on this file; whoever takes them ends them."""
    with _lock:
        return _ready.pop(owner, [])


def end(owner: Path) -> None:
    """There is nothing for them to do."""
    for one in take(owner):
        one.end()
