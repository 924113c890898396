"""What a list shows right now: its filter, its columns, its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from crm_desktop.domain.filters import FieldInfo, Filter
from crm_desktop.domain.views import ColumnPlace, Sort, ViewSpec, moved, sorted_by


class ShownView(QObject):
    """Holds the view of one list and changes it; widgets ask it and follow its signals.

    `columns_changed` and `asked` (other records, or another order) tell what is to be made anew;
    `changed` follows every change, also one of widths only.
    """

    columns_changed = Signal()
    asked = Signal()
    changed = Signal()

    def __init__(self, standard: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.standard = tuple(standard)
        self.known: Sequence[FieldInfo] = ()
        self.spec = ViewSpec()

    def fields(self) -> tuple[str, ...]:
        """The fields shown as columns, in their order."""
        names = {info.name for info in self.known}
        shown = self.spec.fields() or self.standard
        return tuple(name for name in shown if name in names) or self.standard

    def chosen(self) -> bool:
        """Whether somebody chose the columns: not one of them goes when there is little room."""
        return bool(self.spec.columns) and set(self.fields()) != set(self.standard)

    def widths(self) -> dict[str, int]:
        """The widths that the user gave, in units."""
        return {one.field: one.width for one in self.spec.columns if one.width}

    def show(self, spec: ViewSpec) -> None:
        """Another view altogether."""
        before, self.spec = self.spec, spec
        if before.columns != spec.columns:
            self.columns_changed.emit()
        self.asked.emit()
        self.changed.emit()

    def learn(self, known: Sequence[FieldInfo]) -> None:
        """These are the fields there are now."""
        if list(known) != list(self.known):
            self.known = tuple(known)
            # The columns that a list has by itself are none of those that come and go.
            shown = bool(self.spec.columns)
            self.spec = self.spec.known({info.name for info in known})
            if shown:
                self.columns_changed.emit()
            self.changed.emit()

    def narrow(self, wanted: Filter) -> None:
        """Other records."""
        if wanted != self.spec.wanted:
            self._ask(replace(self.spec, wanted=wanted))

    def sort_by(self, field: str, *, further: bool = False) -> None:
        """A click on a heading."""
        self._ask(replace(self.spec, sorts=sorted_by(self.spec.sorts, field, further=further)))

    def sort(self, sorts: tuple[Sort, ...]) -> None:
        """This order."""
        if sorts != self.spec.sorts:
            self._ask(replace(self.spec, sorts=sorts))

    def show_columns(self, fields: Sequence[str]) -> None:
        """These columns in this order; those that are shown already keep their widths."""
        widths = self.widths()
        places = tuple(ColumnPlace(field, widths.get(field, 0)) for field in fields)
        self._place(places)

    def hide_column(self, field: str) -> None:
        """One column less; the last one stays."""
        fields = [one for one in self.fields() if one != field]
        if fields:
            self.show_columns(fields)

    def move_column(self, field: str, by: int) -> None:
        """One column so many places to the right."""
        widths = self.widths()
        places = [ColumnPlace(one, widths.get(one, 0)) for one in self.fields()]
        self._place(moved(places, field, by))

    def standard_columns(self) -> None:
        """The columns that the list has by itself, as wide as fits."""
        self._place(())

    def took_widths(self, widths: Mapping[str, int]) -> None:
        """The user has drawn a column wider or narrower; all keep the widths they have.

        A column that is not told of is hidden for want of room: it comes back with it.
        """
        known = self.widths() | dict(widths)
        places = tuple(ColumnPlace(field, known.get(field, 0)) for field in self.fields())
        if places != self.spec.columns:
            self.spec = replace(self.spec, columns=places)
            self.changed.emit()

    def _place(self, columns: tuple[ColumnPlace, ...]) -> None:
        if columns != self.spec.columns:
            self.spec = replace(self.spec, columns=columns)
            self.columns_changed.emit()
            self.changed.emit()

    def _ask(self, spec: ViewSpec) -> None:
        self.spec = spec
        self.asked.emit()
        self.changed.emit()
