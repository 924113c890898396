"""The list of a client's files: picture, name, and below it size, day and who added it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from crm_desktop.domain.attachments import Presence
from crm_desktop.queries.attachments import AttachmentRow
from crm_desktop.ui.clients.thumbnails import Thumbnails
from crm_desktop.ui.runtime import icons
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, formats, pgettext
from crm_desktop.words.sizes import size_text

ROW_UNITS = 48
SIDE_UNITS = 36
FRAME = 2
"""Pixels of the frame around the file that the keyboard is on."""
MOST_ROWS = 6
"""More are scrolled: the story below them is not pushed out of sight."""

_ROW = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
_OWN_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FileList(QListWidget):
    """Asks, and does nothing itself: `opened`, `removed` and `renamed` name the files by id."""

    opened = Signal(int)
    removed = Signal(int)
    renamed = Signal(int, str)
    pasted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        u = desk.theme.u
        self.thumbnails = Thumbnails(desk, round(u(SIDE_UNITS) * self.devicePixelRatioF()), self)
        self.thumbnails.made.connect(lambda _hash: self.viewport().update())
        self.setAccessibleName(pgettext("Files", "Files of the client"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setItemDelegate(_FileDelegate(desk, self.thumbnails, self))
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(_row_of(item).id))
        self.itemChanged.connect(self._edited)

    def show_rows(self, rows: Sequence[AttachmentRow]) -> None:
        """Show these files; the cursor stays on the file it was on."""
        current = self.current()
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem(row.name)
            item.setData(_ROW, row)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.name}, {self.below(row)}")
            item.setToolTip(row.name)
            self.addItem(item)
        self.blockSignals(False)
        places = {row.id: place for place, row in enumerate(rows)}
        if rows:
            self.setCurrentRow(places.get(current.id, 0) if current is not None else 0)
        shown = min(len(rows), MOST_ROWS)
        self.setFixedHeight(shown * self._desk.theme.u(ROW_UNITS) + 2 * self.frameWidth())
        self.setVisible(bool(rows))

    def current(self) -> AttachmentRow | None:
        """The file under the cursor."""
        item = self.currentItem()
        return None if item is None else _row_of(item)

    def rename_current(self) -> None:
        """Write another name in its place; Enter keeps it, Esc does not."""
        item = self.currentItem()
        if item is not None:
            self.editItem(item)

    def below(self, row: AttachmentRow) -> str:
        """What stands below a name."""
        language = self._desk.language
        if row.presence is not Presence.THERE:
            said = pgettext("Files", "the content is {state}: bring it back from a copy")
            return said.format(state=codes.label(row.presence))
        parts = (
            size_text(row.size, language),
            formats.date_time(row.added_at, language),
            row.author,
        )
        return " · ".join(part for part in parts if part)

    # Qt tells

    def event(self, event: QEvent) -> bool:
        """Keys of the list are not those of the page: Del here takes a file, not the client."""
        ours = isinstance(event, QKeyEvent) and (
            event.key() in _OWN_KEYS or event.matches(QKeySequence.StandardKey.Paste)
        )
        if ours and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if self.state() == QAbstractItemView.State.EditingState:
            # Enter in the name being written comes here, too: it opens nothing.
            event.accept()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row.id)
        elif row is not None and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(row.id)
        elif event.key() == Qt.Key.Key_F2:
            self.rename_current()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _edited(self, item: QListWidgetItem) -> None:
        row = _row_of(item)
        typed = item.text().strip()
        if typed and typed != row.name:
            self.renamed.emit(row.id, typed)
        else:
            item.setText(row.name)


class _FileDelegate(QStyledItemDelegate):
    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: FileList) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thumbnails = thumbnails
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._desk.theme.u(ROW_UNITS))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The name alone is written over, not the picture beside it."""
        u = self._desk.theme.u
        left = u(SIDE_UNITS) + u(16)
        editor.setGeometry(option.rect.adjusted(left, u(4), -u(8), -u(4)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, theme = index.data(_ROW), self._desk.theme
        u = theme.u
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected and self._list.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), FRAME))
            painter.setBrush(theme.colour("accent_wash"))
            half = FRAME // 2
            painter.drawRoundedRect(option.rect.adjusted(half, half, -half, -half), u(6), u(6))
        side = u(SIDE_UNITS)
        box = option.rect.adjusted(u(6), 0, -u(8), 0)
        place = QRect(box.left(), box.top() + (box.height() - side) // 2, side, side)
        self._paint_picture(painter, place, row)
        left = place.right() + u(10)
        half = box.height() // 2
        width = box.right() - left
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        # The ending says what it is: of a long name the middle goes.
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(QRect(left, box.top(), width, half - u(1)), bottom, name)
        painter.setFont(theme.font(-1))
        painter.setPen(theme.colour("muted" if row.presence is Presence.THERE else "bad"))
        below = painter.fontMetrics().elidedText(
            self._list.below(row), Qt.TextElideMode.ElideRight, width
        )
        painter.drawText(QRect(left, box.top() + half + u(1), width, half), top, below)
        painter.restore()

    def _paint_picture(self, painter: QPainter, place: QRect, row: AttachmentRow) -> None:
        theme = self._desk.theme
        picture = self._thumbnails.of(row) if row.presence is Presence.THERE else None
        if picture is None:
            side = theme.u(20)
            inner = QRect(0, 0, side, side)
            inner.moveCenter(place.center())
            icons.draw(painter, _icon_of(row), inner, theme.colour("muted"))
            return
        size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, picture)


def _icon_of(row: AttachmentRow) -> str:
    if row.presence is not Presence.THERE:
        return "circle-alert"
    ending = PurePath(row.name.casefold()).suffix
    if ending in {".xlsx", ".xls", ".xlsb", ".ods", ".csv", ".vcf"}:
        return "file-spreadsheet"
    return "package" if ending in {".zip", ".rar", ".7z", ".gz"} else "file-text"


def _row_of(item: QListWidgetItem) -> AttachmentRow:
    row = item.data(_ROW)
    if not isinstance(row, AttachmentRow):
        raise TypeError("rows of files only")
    return row
