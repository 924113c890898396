"""The list of the day: rows under the headings of their reasons, each saying why it is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.domain.today import Reason
from crm_desktop.late import dataclass
from crm_desktop.queries.today import MOST, DayRow
from crm_desktop.ui.kit.shortcuts import latin
from crm_desktop.ui.runtime import icons
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import codes

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ROW_UNITS, HEAD_UNITS = 52, 36
ICONS = {
    "task": "square",
    "document": "file-text",
    "deal": "square-kanban",
    "client": "user",
}
COLOURS = {
    Reason.OVERDUE: "bad",
    Reason.DUE: "good",
    Reason.DATE: "info",
    Reason.UNPAID: "warn",
}
"""Roles of the reasons' colours; the others are muted. The words say the same."""


@dataclass(frozen=True, slots=True)
class Said:
    """A row in words: what, about whom, why it is here."""

    title: str
    about: str
    why: str


def _same(one: DayRow, other: DayRow) -> bool:
    """A client may stand here by a birthday and otherwise, too."""
    return (one.kind, one.id, one.occasion) == (other.kind, other.id, other.occasion)


@dataclass(frozen=True, slots=True)
class _Line:
    row: DayRow | None
    said: Said


class DayModel(QAbstractListModel):
    """Headings and rows as the view asks for them."""

    def __init__(self, say: Callable[[DayRow], Said], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.lines: list[_Line] = []

    def show(self, rows: Sequence[DayRow]) -> None:
        """Show these rows, each group under the name of its reason."""
        self.beginResetModel()
        self.lines = []
        reason: Reason | None = None
        for row in rows:
            if row.reason is not reason:
                reason = row.reason
                count = sum(one.reason is reason for one in rows)
                # The list ends there; whoever has so much looks at it in its own section.
                shown = f"{count}+" if count >= MOST else str(count)
                self.lines.append(_Line(None, Said(codes.label(reason), "", shown)))
            self.lines.append(_Line(row, self._say(row)))
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        said = self.lines[index.row()].said
        if role == Qt.ItemDataRole.DisplayRole:
            return said.title
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return " · ".join(one for one in (said.title, said.about, said.why) if one)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].row is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class DayList(QListView):
    """`opened`, `done` and `later` ask for a row by Enter, Space and S, on either layout."""

    opened = Signal(object)
    done = Signal(object)
    later = Signal(object)
    current_changed = Signal(object)

    def __init__(self, theme: Theme, say: Callable[[DayRow], Said], name: str) -> None:
        super().__init__()
        self.day_model = DayModel(say, self)
        self.setModel(self.day_model)
        self.setItemDelegate(_DayDelegate(theme, self))
        self.setAccessibleName(name)
        self.setProperty("panel", True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme.u(320))
        self.doubleClicked.connect(lambda _index: self._tell(self.opened))
        self.selectionModel().currentChanged.connect(lambda *_: self._moved())

    def show_rows(self, rows: Sequence[DayRow]) -> None:
        """Show these rows; the cursor stays on its record, or on the one in its place."""
        before, place = self.current(), self.currentIndex().row()
        self.day_model.show(rows)
        lines = [line.row for line in self.day_model.lines]
        same = [at for at, row in enumerate(lines) if row and before and _same(row, before)]
        rest = [at for at, row in enumerate(lines) if row]
        near = [at for at in rest if at >= place] or rest[-1:]
        target = (same or near or [-1])[0]
        self.setCurrentIndex(self.day_model.index(target, 0))
        self._moved()

    def current(self) -> DayRow | None:
        """The row under the cursor."""
        place = self.currentIndex().row()
        lines = self.day_model.lines
        return lines[place].row if 0 <= place < len(lines) else None

    def rows(self) -> list[DayRow]:
        """The rows in their order."""
        return [line.row for line in self.day_model.lines if line.row is not None]

    def step(self, by: int) -> None:
        """Move the cursor so many rows; at the ends it stays."""
        rows = [at for at, line in enumerate(self.day_model.lines) if line.row is not None]
        here = self.currentIndex().row()
        if here in rows:
            target = min(max(rows.index(here) + by, 0), len(rows) - 1)
            self.setCurrentIndex(self.day_model.index(rows[target], 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._tell(self.opened)
        elif plain and event.key() == Qt.Key.Key_Space:
            self._tell(self.done)
        elif plain and latin(event) == "S":
            self._tell(self.later)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _tell(self, signal: SignalInstance) -> None:
        row = self.current()
        if row is not None:
            signal.emit(row)

    def _moved(self) -> None:
        self.current_changed.emit(self.current())


class _DayDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.u(HEAD_UNITS if _line(index).row is None else ROW_UNITS))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, u = _line(index), self._theme.u
        painter.save()
        box = option.rect.adjusted(u(8), 0, -u(8), 0)
        if line.row is None:
            self._paint_head(painter, box, line.said)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.colour("accent_wash"))
                painter.drawRoundedRect(box.adjusted(0, u(1), 0, -u(1)), u(6), u(6))
            if option.state & QStyle.StateFlag.State_HasFocus:
                mark = QRect(option.rect.left(), box.top(), u(3), box.height())
                painter.fillRect(mark, self._theme.colour("accent"))
            self._paint_row(painter, box.adjusted(u(10), u(6), -u(10), -u(6)), line.row, line.said)
        painter.restore()

    def _paint_head(self, painter: QPainter, box: QRect, said: Said) -> None:
        u = self._theme.u
        painter.setFont(self._theme.font(0, 600))
        painter.setPen(self._theme.colour("muted"))
        low = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box.adjusted(u(10), 0, 0, -u(6)), low, f"{said.title} · {said.why}")

    def _paint_row(self, painter: QPainter, box: QRect, row: DayRow, said: Said) -> None:
        theme, u = self._theme, self._theme.u
        ink = theme.colour(COLOURS.get(row.reason, "muted"))
        icons.draw(painter, ICONS[row.kind], QRect(box.left(), box.top() + u(2), u(18), u(18)), ink)
        left = box.left() + u(30)
        upper = QRect(left, box.top(), box.right() - left, box.height() // 2)
        lower = upper.translated(0, upper.height())
        painter.setFont(theme.font(-1))
        painter.setPen(ink)
        why = painter.fontMetrics().horizontalAdvance(said.why)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(upper, right, said.why)
        painter.setPen(theme.colour("muted"))
        _elided(painter, lower, said.about)
        painter.setFont(theme.font(0, 600))
        painter.setPen(theme.colour("text"))
        _elided(painter, upper.adjusted(0, 0, -why - u(16), 0), said.title)


def _elided(painter: QPainter, box: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _line(index: Index) -> _Line:
    model = index.model()
    if not isinstance(model, DayModel):
        raise TypeError("rows of the day only")
    return model.lines[index.row()]
