"""A call list: clients one after the other, who was called, where one stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from crm_desktop.late import dataclass

CALLS = "calls"
"""The kind of draft that a list is kept as."""


@dataclass(frozen=True, slots=True)
class CallList:
    """`place` is the client before whom one stands; behind the last one the list is over."""

    ids: tuple[int, ...]
    place: int = 0
    called: frozenset[int] = frozenset()

    @property
    def current(self) -> int | None:
        """Whom to call now; None when the list is over."""
        return self.ids[self.place] if self.place < len(self.ids) else None

    def moved(self, by: int) -> CallList:
        """Further or back, within the list; one step behind the last one it is over."""
        return replace(self, place=min(max(self.place + by, 0), len(self.ids)))

    def recorded(self) -> CallList:
        """What came of the call is noted: on to the next."""
        if self.current is None:
            return self
        return replace(self.moved(1), called=self.called | {self.current})

    def gone(self) -> CallList:
        """The client is not there any more: the list goes on without it."""
        return replace(self, ids=tuple(one for n, one in enumerate(self.ids) if n != self.place))

    def packed(self) -> dict[str, object]:
        """As a draft keeps it."""
        return {"ids": list(self.ids), "place": self.place, "called": sorted(self.called)}


def unpacked(typed: Mapping[str, object]) -> CallList:
    """A list that was kept; what is no list any more is an empty one."""
    ids, called, place = typed.get("ids"), typed.get("called"), typed.get("place")
    if not isinstance(ids, list | tuple) or not isinstance(place, int):
        return CallList(())
    found = tuple(one for one in ids if isinstance(one, int))
    had = called if isinstance(called, list | tuple) else ()
    known = frozenset(one for one in had if isinstance(one, int))
    return CallList(found, min(max(place, 0), len(found)), known)
