"""What is made before anybody asks for it: piece by piece, while the window has nothing to do."""

from __future__ import annotations

import gc
import linecache
from collections.abc import Iterator, Sequence
from importlib import import_module
from time import perf_counter

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import Shiboken

FIRST_MS = 200
"""Before the first piece: what has just been shown is filled and painted."""
PAUSE_MS = 15
"""Between two pieces: keys, mouse and paint come first."""
PIECE_S = 0.008
"""What a piece of many small things takes at most before it gives way."""
_END = object()


class Idle(QTimer):
    """Goes through `work` one step at a time, each in a turn of the window's loop of its own."""

    def __init__(self, work: Iterator[object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.setSingleShot(True)
        self.timeout.connect(self._step)

    def begin(self) -> None:
        """Begin, or go on, in a while; when all is done it does nothing."""
        self.start(FIRST_MS)

    def _step(self) -> None:
        # The next pause begins when this piece has ended, however long it took.
        if next(self._work, _END) is not _END:
            self.start(PAUSE_MS)


def imported(modules: Sequence[str]) -> Iterator[None]:
    """Import modules by their full names, one a step; those that others need come before them."""
    for name in modules:
        import_module(name)
        # PySide has read its source, and keeps it; an installed program has none.
        linecache.clearcache()
        yield


class Pieces:
    """A widget made a piece at a time, or what is left of it at once by whoever needs it."""

    def __init__(self, work: Iterator[object]) -> None:
        self._work = work

    def __iter__(self) -> Iterator[None]:
        """Make one piece at each step."""
        for _made in self._work:
            yield

    def finish(self) -> None:
        """Make all that is not there yet."""
        for _made in self._work:
            pass


def settled() -> Iterator[None]:
    """What has been made stays: it is not looked through again whenever garbage is looked for.

    A search through all of a window is longer than anything else that the window does at once.
    Whoever throws a window away calls `gc.unfreeze` before.
    """
    gc.collect(1)
    gc.freeze()
    yield


def dressed(widget: QWidget) -> Iterator[None]:
    """Give everything inside its style, a few at a time; else the first showing does it all."""
    began = perf_counter()
    for one in [widget, *widget.findChildren(QWidget)]:
        # What was replaced in the meantime needs no style.
        if Shiboken.isValid(one):
            one.ensurePolished()
        if perf_counter() - began > PIECE_S:
            yield
            began = perf_counter()


def laid_out(widget: QWidget, size: QSize) -> Iterator[None]:
    """Give everything inside its first place, as if it stood in `size`; it stays hidden."""
    widget.resize(size.expandedTo(widget.minimumSizeHint()))
    yield
    layout = widget.layout()
    if layout is not None:
        layout.activate()
