"""A filter as chips, one for each condition: a click edits it, a cross drops it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from crm_desktop.domain.filters import EVERYBODY, Group
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.parts.filter_source import FilterSource
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext

WIDEST_UNITS = 460


class FilterBar(QWidget):
    """Shows a filter; `changed(Group)` when a part is dropped, `edit_requested(part)`."""

    changed = Signal(object)
    edit_requested = Signal(int)

    def __init__(self, source: FilterSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._wanted: Group = EVERYBODY
        u = source.desk.theme.u
        self.chips: list[Chip] = []
        self.clear_button = QPushButton(pgettext("Filters", "Clear the filter"), self)
        self.clear_button.setProperty("compact", True)
        self.clear_button.setFlat(True)
        self.clear_button.clicked.connect(lambda: self.changed.emit(EVERYBODY))
        self._flow = Flow(u(6), u(6))
        self.setLayout(self._flow)
        self.setAccessibleName(pgettext("Filters", "Conditions of the filter"))
        self.hide()

    def show_filter(self, wanted: Group) -> None:
        """One chip for each part of this filter; without any the bar is gone."""
        self._wanted = wanted
        had = next((place for place, chip in enumerate(self.chips) if chip.holds_focus()), None)
        for old in self.chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._flow.removeWidget(self.clear_button)
        self.chips = []
        word = pgettext("Filters", "and") if wanted.every else pgettext("Filters", "or")
        for place, text in enumerate(self._source.part_texts(wanted)):
            self._add_chip(place, text, word if place else "")
        self._flow.addWidget(self.clear_button)
        self.setVisible(bool(wanted.parts))
        self.updateGeometry()
        if had is not None and self.chips:
            self.chips[min(had, len(self.chips) - 1)].setFocus()

    def _add_chip(self, place: int, text: str, word: str) -> None:
        chip = Chip(self._source.desk.theme, text, word, lambda: self._drop(place))
        chip.pressed.connect(lambda: self.edit_requested.emit(place))
        self.chips.append(chip)
        self._flow.addWidget(chip)

    def _drop(self, place: int) -> None:
        parts = [part for n, part in enumerate(self._wanted.parts) if n != place]
        self.changed.emit(Group(tuple(parts), every=self._wanted.every) if parts else EVERYBODY)


class Chip(QWidget):
    """One condition: Enter or a click edits it, Del or the cross drops it.

    The `word` that joins it to the one before stands with it: it never ends a row.
    """

    pressed = Signal()

    def __init__(self, theme: Theme, text: str, word: str, drop: Callable[[], None]) -> None:
        super().__init__()
        self.text = text
        self._drop = drop
        self.body = QPushButton()
        self.body.setProperty("compact", True)
        self.body.setProperty("joined", "left")
        metrics = self.body.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, theme.u(WIDEST_UNITS))
        self.body.setText(shown.replace("&", "&&"))
        self.body.setToolTip(text if shown != text else "")
        said = pgettext("Filters", "Condition: {text}. Enter edits it, Delete drops it")
        self.body.setAccessibleName(said.format(text=text))
        self.body.clicked.connect(self.pressed)
        self.cross = QPushButton(icon("x"), "")
        self.cross.setIconSize(QSize(theme.u(12), theme.u(12)))
        self.cross.setProperty("compact", True)
        self.cross.setProperty("joined", "right")
        self.cross.setAccessibleName(pgettext("Filters", "Drop: {text}").format(text=text))
        self.cross.setToolTip(pgettext("Filters", "Drop the condition (Del)"))
        # The keyboard drops it by Del.
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.clicked.connect(self._drop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if word:
            joint = QLabel(word)
            joint.setProperty("muted", True)
            layout.addWidget(joint)
            layout.addSpacing(theme.u(6))
        layout.addWidget(self.body)
        layout.addWidget(self.cross)
        self.setFocusProxy(self.body)

    def holds_focus(self) -> bool:
        """Whether the keyboard is in it."""
        return self.body.hasFocus()

    def event(self, event: QEvent) -> bool:
        # Del is a key of the window, too: here it drops the condition, not the record.
        if event.type() == QEvent.Type.ShortcutOverride and _drops(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _drops(event):
            self._drop()
            return
        super().keyPressEvent(event)


def _drops(event: QEvent) -> bool:
    keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
    return isinstance(event, QKeyEvent) and event.key() in keys
