"""Where the user is: "open client 12" without knowing who shows it, back and forward."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Signal

Address = tuple[str | int, ...]
"""What every screen and record has, e.g. ("clients",), ("client", 12)."""

KEPT = 100
"""Places remembered for going back."""


class Navigator(QObject):
    """The way from one screen to another, and back.

    Whoever shows a kind of address registers for it; whoever wants it shown calls `go`.
    `moved(address)` follows every step.
    """

    moved = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shows: dict[str, Callable[[Address], object]] = {}
        self._visited: list[Address] = []
        self._place = -1

    def register(self, kind: str, show: Callable[[Address], object]) -> None:
        """Addresses that begin with `kind` are shown by `show(address)`."""
        self._shows[kind] = show

    def withdraw(self, kind: str) -> None:
        """Nobody shows this kind any more; steps back and forward pass over it."""
        self._shows.pop(kind, None)

    def knows(self, kind: str) -> bool:
        """Whether somebody shows this kind."""
        return kind in self._shows

    @property
    def here(self) -> Address | None:
        """The present address, None before the first."""
        return self._visited[self._place] if self._visited else None

    def go(self, kind: str, *rest: str | int) -> None:
        """Show an address and remember it; `LookupError` when nobody shows its kind."""
        address: Address = (kind, *rest)
        if kind not in self._shows:
            raise LookupError(f"nobody shows {kind}")
        if address != self.here:
            del self._visited[self._place + 1 :]
            self._visited.append(address)
            del self._visited[: -KEPT or None]
            self._place = len(self._visited) - 1
        self._arrive(address)

    def take_over(self, other: Navigator) -> None:
        """Remember the places that another one went to; nothing is shown yet."""
        self._visited, self._place = list(other._visited), other._place

    def forget(self, kind: str, *rest: str | int) -> None:
        """A record is gone: no way back leads to it."""
        gone: Address = (kind, *rest)
        here = self._place
        before = sum(one != gone for one in self._visited[: here + 1])
        self._visited = [one for one in self._visited if one != gone]
        self._place = min(max(before - 1, 0), len(self._visited) - 1)

    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._next(-1) is not None

    def can_go_forward(self) -> bool:
        """Whether a way back can be gone again."""
        return self._next(1) is not None

    def back(self) -> None:
        """To the place before; at the first one nothing happens."""
        self._step(-1)

    def forward(self) -> None:
        """To the place that `back` came from."""
        self._step(1)

    def recent(self, kinds: Collection[str]) -> list[Address]:
        """Records of these kinds that were looked at, the newest first, each once."""
        looked_at = (one for one in reversed(self._visited) if one[0] in kinds and len(one) == 2)
        return list(dict.fromkeys(looked_at))

    def _next(self, by: int) -> int | None:
        """The nearest other place in that direction that somebody still shows."""
        place = self._place + by
        while 0 <= place < len(self._visited):
            address = self._visited[place]
            if address != self.here and address[0] in self._shows:
                return place
            place += by
        return None

    def _step(self, by: int) -> None:
        place = self._next(by)
        if place is not None:
            self._place = place
            self._arrive(self._visited[place])

    def _arrive(self, address: Address) -> None:
        self._shows[str(address[0])](address)
        self.moved.emit(address)
