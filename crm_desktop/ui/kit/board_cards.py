"""One column of cards: values, virtual list, painting, and where a dragged card would land."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from crm_desktop.late import dataclass
from crm_desktop.ui.kit.record_model import NO_INDEX, Index
from crm_desktop.ui.runtime.theme import Theme

MIME = "application/x-crm-desktop-card"
CARD_UNITS = 92
TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class BoardCard:
    """What a card says; `note_role` is a colour role of the theme, e.g. "bad" when overdue."""

    id: int
    title: str
    subtitle: str = ""
    amount: str = ""
    note: str = ""
    note_role: str = "muted"

    def spoken(self) -> str:
        """The card in one line, for screen readers."""
        said = (self.title, self.subtitle, self.amount, self.note)
        return ", ".join(part for part in said if part)


class CardModel(QAbstractListModel):
    """The cards of one column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[BoardCard] = []
        self._ids: list[int] = []

    def show(self, cards: Sequence[BoardCard]) -> None:
        """Show these cards; in the same order only the texts change."""
        ids = [card.id for card in cards]
        if ids == self._ids:
            changed = self._cards != list(cards)
            self._cards = list(cards)
            if changed:
                self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))
            return
        self.beginResetModel()
        self._cards, self._ids = list(cards), ids
        self.endResetModel()

    def card(self, row: int) -> BoardCard | None:
        """The card at this place, None outside the column."""
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def row_of(self, card_id: int) -> int | None:
        """The place of a card, None if it is not in this column."""
        return self._ids.index(card_id) if card_id in self._ids else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._cards)

    def flags(self, index: Index) -> Qt.ItemFlag:
        # Without this a list takes a press and a pull for the beginning of a selection.
        own = Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | own

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        card = self.card(index.row()) if index.isValid() else None
        if card is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (card.title, card.subtitle, card.amount, card.note)))
        return None


class CardDelegate(QStyledItemDelegate):
    """Paints a card: title, whose it is; below them what is next, the amount at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(self._theme.u(120), self._theme.u(CARD_UNITS))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        card = model.card(index.row()) if isinstance(model, CardModel) else None
        if card is None:
            return
        u = self._theme.u
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = option.rect.adjusted(u(4), u(3), -u(4), -u(3))
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        edge = QPen(self._theme.colour("accent" if focused else "line"), u(2) if focused else 1)
        painter.setPen(edge)
        painter.setBrush(self._theme.colour("accent_wash" if selected else "raised"))
        painter.drawRoundedRect(frame, u(6), u(6))
        self._paint_words(painter, card, frame.adjusted(u(10), u(7), -u(10), -u(6)))
        painter.restore()

    def _paint_words(self, painter: QPainter, card: BoardCard, inner: QRect) -> None:
        u = self._theme.u
        line = inner.height() // (TITLE_LINES + 2)
        row = QRect(inner.left(), inner.top(), inner.width(), line)
        bold = self._theme.font(0, 600)
        painter.setFont(bold)
        for part in title_lines(card.title, bold, inner.width()):
            self._text(painter, row, part, "text")
            row.translate(0, line)
        painter.setFont(self._theme.font(-1))
        self._text(painter, row, card.subtitle, "muted")
        row.moveBottom(inner.bottom())
        painter.setFont(self._theme.font(0, 500))
        amount = painter.fontMetrics().horizontalAdvance(card.amount)
        self._text(painter, row, card.amount, "text", Qt.AlignmentFlag.AlignRight)
        if card.note:
            painter.setFont(self._theme.font(-1))
            room = row.adjusted(0, 0, -(amount + u(8) if card.amount else 0), 0)
            self._text(painter, room, card.note, card.note_role)

    def _text(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        role: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setPen(self._theme.colour(role))
        fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, fitting)


def title_lines(title: str, font: QFont, width: int) -> list[str]:
    """A title in as many lines as it needs, two at most; the last one may be too long."""
    if QFontMetrics(font).horizontalAdvance(title) <= width:
        return [title]
    layout = QTextLayout(title, font)
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(wrap)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    layout.endLayout()
    end = first.textLength()
    return [title[:end].rstrip(), title[end:]] if end < len(title) else [title]


class CardList(QListView):
    """The cards of one column; tells the board what the user wants and moves nothing itself."""

    landed = Signal(int, int)
    """A card was let go here: its id and the place before which it would stand."""
    carried = Signal(object)
    """A card is carried over this list, at this `QPoint` of the screen; None when it is gone."""

    def __init__(
        self,
        theme: Theme,
        pressed: Callable[[QKeyEvent], object],
        parent: QWidget | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pressed = pressed
        self.hint = hint
        """What stands in an empty list."""
        self._mark: int | None = None
        self.cards = CardModel(self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(theme.u(CARD_UNITS // 2))
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setAutoScroll(True)

    def current_card(self) -> BoardCard | None:
        """The card under the cursor."""
        return self.cards.card(self.currentIndex().row())

    def focus_row(self, row: int) -> None:
        """Put the cursor on the card nearest to this place and take the focus."""
        last = self.cards.rowCount() - 1
        index = self.cards.index(max(0, min(row, last)), 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.setFocus()

    # keys go to the board first

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self._pressed(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    # dragging

    def startDrag(self, supported: Qt.DropAction) -> None:
        card = self.current_card()
        if card is None:
            return
        drag = QDrag(self)
        drag.setMimeData(mime_of(card.id))
        place = self.visualRect(self.currentIndex())
        drag.setPixmap(self.viewport().grab(place))
        cursor = self.viewport().mapFromGlobal(self.cursor().pos())
        drag.setHotSpot(cursor - place.topLeft())
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if card_of(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if card_of(event.mimeData()) is None:
            event.ignore()
            return
        # For the scrolling near the edges, which is the view's own.
        super().dragMoveEvent(event)
        at = event.position().toPoint()
        self._show_mark(self._place_at(at))
        self.carried.emit(self.viewport().mapToGlobal(at))
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_mark(None)
        self.carried.emit(None)

    def dropEvent(self, event: QDropEvent) -> None:
        card_id = card_of(event.mimeData())
        self._show_mark(None)
        self.carried.emit(None)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if card_id is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.landed.emit(card_id, self._place_at(event.position().toPoint()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        empty = self.hasFocus() and not self.currentIndex().isValid()
        hint = self.hint if not self.cards.rowCount() else ""
        if self._mark is None and not empty and not hint:
            return
        painter, u = QPainter(self.viewport()), self._theme.u
        margin = u(6)
        if empty:
            # No card to stand on: the column itself.
            edge = QRect(0, 0, u(3), self.viewport().height())
            painter.fillRect(edge, self._theme.colour("accent"))
        if hint and self._mark is None:
            painter.setPen(self._theme.colour("muted"))
            painter.setFont(self._theme.font(-1))
            box = self.viewport().rect().adjusted(u(12), u(12), -u(12), 0)
            top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
            painter.drawText(box, top | Qt.TextFlag.TextWordWrap, hint)
        if self._mark is not None:
            y = max(self._mark * u(CARD_UNITS) - self.verticalOffset(), 1)
            painter.setPen(QPen(self._theme.colour("accent"), u(3)))
            painter.drawLine(margin, y, self.viewport().width() - margin, y)
        painter.end()

    def _place_at(self, point: QPoint) -> int:
        """Before which card a card let go at this point would stand."""
        height = self._theme.u(CARD_UNITS)
        place = (point.y() + self.verticalOffset() + height // 2) // height
        return max(0, min(place, self.cards.rowCount()))

    def _show_mark(self, place: int | None) -> None:
        if place != self._mark:
            self._mark = place
            self.viewport().update()


def mime_of(card_id: int) -> QMimeData:
    """What is carried while a card is dragged."""
    data = QMimeData()
    data.setData(MIME, QByteArray(str(card_id).encode()))
    return data


def card_of(data: QMimeData) -> int | None:
    """The id of the card being dragged, None for anything else."""
    text = bytes(data.data(MIME).data()).decode("ascii", "replace")
    return int(text) if text.isdecimal() else None
