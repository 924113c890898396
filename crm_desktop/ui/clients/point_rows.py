"""One way of contact as a row of a form: its kind where there are several, value, label, verbs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.late import dataclass
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.shortcuts import bind
from crm_desktop.ui.parts.suggest import suggest
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import codes, pgettext


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands among those that hold something."""

    number: int
    filled: int
    """How many rows of its kind hold something."""
    first: bool
    """Whether it is the main one of its kind."""
    last: bool


class PointRow(QWidget):
    """The label and the verbs come with the first letter: an empty row is one plain line."""

    changed = Signal()
    left = Signal()
    """The focus came into the value or went out of it."""
    main_wanted = Signal()
    moved = Signal(int)
    removed = Signal()
    undo_wanted = Signal()

    def __init__(self, desk: Desk, kinds: Sequence[PointKind], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.id = 0
        self.place = Place(1, 0, first=True, last=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(desk.theme.u(4))
        self._only = kinds[0]
        self.kind_box: ChoiceBox | None = None
        if len(kinds) > 1:
            self.kind_box = ChoiceBox()
            self.kind_box.set_options([(kind, codes.label(kind)) for kind in kinds])
            self.kind_box.currentIndexChanged.connect(lambda _index: self.changed.emit())
            self._row.addWidget(self.kind_box)
        self.value = _Value(self)
        self.value.textChanged.connect(self._typed)
        self.value.turned.connect(self.left)
        self.value.undo_wanted.connect(self.undo_wanted)
        self._star = QAction(icon("star"), pgettext("Clients", "The main one"), self)
        bind(self.value, "Alt+Up", lambda: self.moved.emit(-1))
        bind(self.value, "Alt+Down", lambda: self.moved.emit(1))
        self._row.addWidget(self.value, 3)
        self.label: QLineEdit | None = None
        self.more: QToolButton | None = None

    @property
    def kind(self) -> PointKind:
        """What it is."""
        return PointKind(self.kind_box.value()) if self.kind_box is not None else self._only

    @property
    def said(self) -> str:
        """The label as typed."""
        return self.label.text().strip() if self.label is not None else ""

    def text(self) -> str:
        """The value as typed."""
        return self.value.text().strip()

    def fill(self, kind: PointKind, text: str, label: str, id_: int) -> None:
        """Show a way of contact."""
        self.id = id_
        if self.kind_box is not None:
            self.kind_box.set_value(kind)
        self.value.setText(text)
        self.value.setCursorPosition(0)
        if label:
            self._grow()
        if self.label is not None:
            self.label.setText(label)
            self.label.setCursorPosition(0)
            self._show_label(bool(text or label))

    def stand(self, place: Place, title: str) -> None:
        """Tell the row where it stands; `title` is what its list is called."""
        self.place = place
        name = title
        again = place.number > 1 and not self.text()
        self.value.setPlaceholderText(pgettext("Clients", "one more") if again else "")
        if place.number > 1 or place.filled > 1:
            name = pgettext("Clients", "{list}, line {n}").format(list=title, n=place.number)
        main = place.first and place.filled > 1 and bool(self.text())
        if main != (self._star in self.value.actions()):
            if main:
                self.value.addAction(self._star, QLineEdit.ActionPosition.LeadingPosition)
            else:
                self.value.removeAction(self._star)
        if main:
            name = pgettext("Clients", "{name}, the main one").format(name=name)
        self.value.setAccessibleName(name)
        if self.kind_box is not None:
            self.kind_box.setAccessibleName(pgettext("Clients", "Kind: {name}").format(name=name))
        if self.label is not None:
            self.label.setAccessibleName(pgettext("Clients", "Label: {name}").format(name=name))
        if self.more is not None:
            text = pgettext("Clients", "What to do: {name}").format(name=name)
            self.more.setAccessibleName(text)

    def menu(self) -> QMenu:
        """What can be done with the row."""
        menu = QMenu(self)
        place = self.place

        def add(name: str, text: str, act: Callable[[], object], able: bool = True) -> None:
            action = menu.addAction(icon(name), text)
            action.setEnabled(able)
            action.triggered.connect(lambda _checked=False: act())

        main = pgettext("Clients", "Make it the main one")
        add("star", main, self.main_wanted.emit, not place.first)
        up, down = pgettext("Clients", "Up (Alt+↑)"), pgettext("Clients", "Down (Alt+↓)")
        add("chevron-up", up, lambda: self.moved.emit(-1), place.number > 1)
        add("chevron-down", down, lambda: self.moved.emit(1), not place.last)
        add("x", pgettext("Clients", "Remove"), self.removed.emit)
        return menu

    def _typed(self) -> None:
        if self.text():
            self._grow()
        self.changed.emit()

    def _grow(self) -> None:
        """The row holds something: it may have a label, and something can be done with it."""
        if self.label is not None:
            self._show_label(True)
            return
        u = self._desk.theme.u
        self.label = QLineEdit()
        self.label.setPlaceholderText(pgettext("Clients", "label"))
        self.label.setMinimumWidth(u(64))
        suggest(self._desk, self.label, DictionaryKind.POINT_LABEL)
        self.label.textChanged.connect(lambda _text: self.changed.emit())
        self.more = QToolButton()
        self.more.setIcon(icon("ellipsis-vertical"))
        self.more.setProperty("compact", True)
        self.more.setToolTip(pgettext("Clients", "Main, order, remove"))
        self.more.clicked.connect(self._offer)
        self._row.addWidget(self.label, 2)
        self._row.addWidget(self.more)

    def _show_label(self, shown: bool) -> None:
        assert self.label is not None
        assert self.more is not None
        self.label.setVisible(shown)
        self.more.setVisible(shown)

    def _offer(self) -> None:
        assert self.more is not None
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


class _Value(QLineEdit):
    """A line that tells when the focus came and went, and when it has nothing left to undo."""

    turned = Signal()
    undo_wanted = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.turned.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            self.undo_wanted.emit()
            return
        super().keyPressEvent(event)
