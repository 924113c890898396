"""The filter of a list: its button, its chips and its form, all of one filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from crm_desktop.domain.filters import EVERYBODY, Condition, FieldInfo, Group
from crm_desktop.ui.parts.filter_bar import FilterBar
from crm_desktop.ui.parts.filter_source import FilterSource
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext

if TYPE_CHECKING:
    from crm_desktop.ui.parts.filter_panel import FilterPanel


class FilterStrip(QWidget):
    """Stands below the search box; `button` is put wherever the page wants it.

    `changed(Group)` when the user changed the filter; `left()` when the keyboard should go back
    to the list.
    """

    changed = Signal(object)
    left = Signal()

    def __init__(self, source: FilterSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        u = source.desk.theme.u
        self.source = source
        self._wanted: Group = EVERYBODY
        self.button = QPushButton(icon("filter"), pgettext("Filters", "Filter…"))
        # Wider than the picture: the air between it and the words.
        self.button.setIconSize(QSize(u(22), u(16)))
        self.button.setCheckable(True)
        self.button.setToolTip(pgettext("Filters", "Choose who is shown"))
        self.button.clicked.connect(self.toggle)
        self.bar = FilterBar(source)
        self._panel: FilterPanel | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(16), 0, u(16), u(8))
        layout.setSpacing(u(8))
        layout.addWidget(self.bar)
        self._rows = layout
        self.hide()
        self.bar.changed.connect(self._take)
        self.bar.edit_requested.connect(self._edit)

    @property
    def panel(self) -> FilterPanel:
        """The form, made when it is first opened."""
        if self._panel is None:
            from crm_desktop.ui.parts.filter_panel import FilterPanel

            self._panel = FilterPanel(self.source, self)
            self._rows.insertWidget(0, self._panel)
            self._panel.changed.connect(self._take)
            self._panel.closed.connect(self._closed)
        return self._panel

    @property
    def _folded(self) -> bool:
        return self._panel is None or self._panel.isHidden()

    @property
    def wanted(self) -> Group:
        """The filter."""
        return self._wanted

    def show_filter(self, wanted: Group) -> None:
        """Show another filter; who does it knows of it already."""
        self._wanted = wanted
        if not self._folded:
            self.panel.open_with(wanted)
        self._come_or_go()

    def show_fields(self, known: list[FieldInfo]) -> None:
        """These are the fields there are now."""
        if list(self.source.known) != known:
            self.source.known = known
            self.show_filter(self._wanted)

    def toggle(self) -> None:
        """Open the form, or close it."""
        if self._folded:
            self._edit(None)
        else:
            self.panel.close_it()

    def add(self, condition: Condition) -> None:
        """One more condition, which must hold besides."""
        if condition not in self._wanted.parts or not self._wanted.every:
            wanted = self._wanted.with_condition(condition)
            self._take(wanted)
            if not self._folded:
                self.panel.open_with(wanted)

    def ask_about(self, field: str) -> None:
        """Open the form with a new condition on a field."""
        self._open(lambda: self.panel.add_condition(self._wanted, field))

    def clear(self) -> None:
        """Everybody again."""
        if self._folded:
            self._take(EVERYBODY)
        else:
            self.panel.clear()

    def _edit(self, part: int | None) -> None:
        self._open(lambda: self.panel.open_with(self._wanted, part))

    def _open(self, form: Callable[[], None]) -> None:
        # The form says what the chips say: one of the two.
        self.bar.hide()
        self.show()
        self.button.setChecked(True)
        form()

    def _closed(self) -> None:
        self.button.setChecked(False)
        self._come_or_go()
        self.left.emit()

    def _take(self, wanted: object) -> None:
        if isinstance(wanted, Group) and wanted != self._wanted:
            self._wanted = wanted
            if self._folded:
                self._come_or_go()
            self.changed.emit(wanted)

    def _come_or_go(self) -> None:
        if self._folded:
            self.bar.show_filter(self._wanted)
        self.setVisible(not (self.bar.isHidden() and self._folded))
