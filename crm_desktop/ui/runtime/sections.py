"""Which sections this user sees, in which order; a section that is off is off everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from crm_desktop.late import dataclass
from crm_desktop.machine import Machine


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the program: `fixed` ones cannot be switched off.

    `offers` are the names of what its page does for the actions of the window.
    """

    id: str
    title: Callable[[], str]
    icon: str
    fixed: bool = False
    offers: frozenset[str] = frozenset()


class Sections(QObject):
    """The sections that the shell declares, and what this machine remembers of them.

    A section that is switched off keeps its data; its keys, its badge and what the palette would
    find in it go. `changed` follows every switch and every move.
    """

    changed = Signal()

    def __init__(self, settings: Machine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._declared: tuple[Section, ...] = ()

    def declare(self, sections: Sequence[Section]) -> None:
        """Name the sections there are, in the order they have by themselves."""
        self._declared = tuple(sections)

    def all(self) -> list[Section]:
        """Every section in this user's order, those that are off included."""
        places = {name: place for place, name in enumerate(self._settings.section_order)}
        known = [one for one in self._declared if one.id in places]
        ordered = sorted(known, key=lambda one: places[one.id])
        # A section this machine has not seen yet stands behind its declared neighbour.
        for place, one in enumerate(self._declared):
            if one.id not in places:
                before = {other.id for other in self._declared[:place]}
                at = max((i + 1 for i, o in enumerate(ordered) if o.id in before), default=0)
                ordered.insert(at, one)
        return ordered

    def shown(self) -> list[Section]:
        """The sections that are on, in this user's order."""
        return [one for one in self.all() if self.is_shown(one.id)]

    def is_shown(self, section: str) -> bool:
        """Whether a section is on; what is not declared as a section always is."""
        one = next((one for one in self._declared if one.id == section), None)
        return one is None or one.fixed or section not in self._settings.hidden_sections

    def show(self, section: str, shown: bool) -> None:
        """Switch a section on or off."""
        hidden = [one for one in self._settings.hidden_sections if one != section]
        self._settings.hidden_sections = hidden if shown else [*hidden, section]
        self.changed.emit()

    def move(self, section: str, by: int) -> None:
        """Move a section up (-1) or down (+1) among those that are shown."""
        shown = [one.id for one in self.shown()]
        place = shown.index(section)
        other = place + by
        if not 0 <= other < len(shown):
            return
        order = [one.id for one in self.all()]
        here, there = order.index(section), order.index(shown[other])
        order.insert(there, order.pop(here))
        self._settings.section_order = order
        self.changed.emit()
