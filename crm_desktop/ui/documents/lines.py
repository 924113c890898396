"""The lines of a paper, written as in a spreadsheet: Enter walks on, an empty last line waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from crm_desktop.domain import money, vat
from crm_desktop.domain.documents import LineDraft, VatMode
from crm_desktop.late import dataclass
from crm_desktop.ui.kit.record_model import NO_INDEX, Index
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import formats, pgettext

ROW_UNITS = 32
EDITS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.SelectedClicked
)


class At(IntEnum):
    """The columns in their order."""

    NAME = 0
    QUANTITY = 1
    UNIT = 2
    PRICE = 3
    DISCOUNT = 4
    VAT = 5
    AMOUNT = 6


WIDTHS = {
    At.QUANTITY: 64,
    At.UNIT: 60,
    At.PRICE: 96,
    At.DISCOUNT: 80,
    At.VAT: 72,
    At.AMOUNT: 104,
}
FIGURES = (At.QUANTITY, At.PRICE, At.DISCOUNT, At.AMOUNT)
WALK = (At.NAME, At.QUANTITY, At.PRICE)
"""Where Enter goes; the other columns have sensible values already and are reached by Tab."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a column of figures is read and written."""

    read: Callable[[str, str], int | None]
    write: Callable[[int, str], str]
    of: Callable[[LineDraft], int]
    put: Callable[[LineDraft, int], LineDraft]


_KINDS = {
    At.QUANTITY: _Kind(
        money.parse_quantity,
        formats.quantity,
        lambda x: x.quantity,
        lambda x, n: replace(x, quantity=n),
    ),
    At.PRICE: _Kind(
        money.parse_price, formats.price, lambda x: x.price, lambda x, n: replace(x, price=n)
    ),
    At.DISCOUNT: _Kind(
        lambda text, point: money.parse_scaled(text.rstrip("% "), money.PERCENT_DIGITS, point),
        lambda value, language: formats.scaled(value, money.PERCENT_DIGITS, language, least=0),
        lambda line: line.discount,
        lambda line, value: replace(line, discount=value),
    ),
}


class LinesModel(QAbstractTableModel):
    """Drafts of lines and one empty line below them that becomes real when it is written in.

    `unread(text)` follows what was typed and could not be understood; the cell keeps its value.
    """

    changed = Signal()
    unread = Signal(str)

    def __init__(self, language: str, currency: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = language
        self.currency = currency
        self.on = datetime.now().astimezone().date()
        self.vat_mode = VatMode.NONE
        self.vat_rate: str | None = None
        self._lines: list[LineDraft] = []

    # what the form asks

    def lines(self) -> tuple[LineDraft, ...]:
        """The lines written so far, without the empty one."""
        return tuple(self._lines)

    def show(self, lines: Sequence[LineDraft]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def set_date(self, on: date) -> None:
        """The day of the paper, whose rates are named."""
        self.on = on
        self._all_changed()

    def set_vat(self, mode: VatMode, rate: str | None) -> None:
        """The VAT of new lines; with none at all the lines lose theirs, and get it back."""
        before = self.vat_mode
        self.vat_mode, self.vat_rate = mode, rate
        if (before is VatMode.NONE) != (mode is VatMode.NONE):
            given = None if mode is VatMode.NONE else rate
            self._lines = [replace(line, vat_rate=given) for line in self._lines]
        self._all_changed()

    def remove(self, row: int) -> LineDraft | None:
        """Take a line out; None for the empty one."""
        if not 0 <= row < len(self._lines):
            return None
        self.beginRemoveRows(NO_INDEX, row, row)
        gone = self._lines.pop(row)
        self.endRemoveRows()
        self.changed.emit()
        return gone

    def insert(self, row: int, line: LineDraft) -> None:
        """Put a line back in."""
        self.beginInsertRows(NO_INDEX, row, row)
        self._lines.insert(row, line)
        self.endInsertRows()
        self.changed.emit()

    def move(self, row: int, by: int) -> bool:
        """Move a line up or down; False at the ends."""
        target = row + by
        if not (0 <= row < len(self._lines) and 0 <= target < len(self._lines)):
            return False
        self._lines[row], self._lines[target] = self._lines[target], self._lines[row]
        self._all_changed()
        return True

    # Qt asks

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._lines) + 1

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(At)

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() != At.AMOUNT:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        at = At(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if at in FIGURES else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if index.row() >= len(self._lines):
                return self._hint(at, index.row(), role)
            return self._text(self._lines[index.row()], at, role)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = str(value or "").strip()
        row, at = index.row(), At(index.column())
        new = row >= len(self._lines)
        if new and not text:
            return False
        line = self._new_line() if new else self._lines[row]
        changed = self._with(line, at, text)
        if changed is None:
            self.unread.emit(text)
            return False
        if changed == line:
            return True
        if new:
            # The empty line becomes a real one where it stands; another one opens below it.
            self.beginInsertRows(NO_INDEX, row + 1, row + 1)
            self._lines.append(changed)
            self.endInsertRows()
        else:
            self._lines[row] = changed
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(At) - 1))
        self.changed.emit()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _titles()[At(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in FIGURES else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    # helpers

    def _new_line(self) -> LineDraft:
        rate = None if self.vat_mode is VatMode.NONE else self.vat_rate
        return LineDraft("", unit=pgettext("Documents", "pc"), vat_rate=rate)

    def _hint(self, at: At, row: int, role: int) -> str:
        if at is At.NAME and row == 0 and role == Qt.ItemDataRole.DisplayRole:
            return pgettext("Documents", "What is it for?")
        return ""

    def _text(self, line: LineDraft, at: At, role: int) -> object:
        if at is At.NAME:
            return line.name
        if at is At.UNIT:
            return line.unit
        if at is At.VAT:
            return (
                line.vat_rate
                if role == Qt.ItemDataRole.EditRole
                else rate_name(line.vat_rate, self.on)
            )
        if at is At.AMOUNT:
            digits = money.minor_digits(self.currency)
            sum_ = money.line_amount(line.quantity, line.price, line.discount, digits)
            return formats.amount(sum_, self.currency, self.language)
        kind = _KINDS[at]
        value = kind.of(line)
        return "" if at is At.DISCOUNT and not value else kind.write(value, self.language)

    def _with(self, line: LineDraft, at: At, text: str) -> LineDraft | None:
        if at is At.NAME:
            return replace(line, name=text)
        if at is At.UNIT:
            return replace(line, unit=text)
        if at is At.VAT:
            return replace(line, vat_rate=text or None)
        kind = _KINDS[at]
        value = kind.read(text, "") if text else 0
        if value is None:
            value = kind.read(text, "," if self.language == "ru" else ".")
        if value is None or value < 0 or (at is At.DISCOUNT and value > 100_00):
            return None
        return kind.put(line, value)

    def _all_changed(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines), len(At) - 1))
        self.changed.emit()


class LinesTable(QTableView):
    """The table itself: any key writes, Enter walks on, Del takes a line out, Alt+arrows move it.

    `removed(row, line)` lets the form offer to put it back.
    """

    removed = Signal(int, object)

    def __init__(self, theme: Theme, model: LinesModel) -> None:
        super().__init__()
        self.lines_model = model
        self.setModel(model)
        self.setAccessibleName(pgettext("Documents", "Lines"))
        self.setProperty("cells", True)
        self.setEditTriggers(EDITS)
        self.setItemDelegateForColumn(At.VAT, _RateDelegate(model, self))
        self.setTabKeyNavigation(True)
        self.setAlternatingRowColors(False)
        self.verticalHeader().hide()
        # A long name takes two lines; a paper has few lines, so measuring them costs nothing.
        self.verticalHeader().setMinimumSectionSize(theme.u(ROW_UNITS))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setSectionResizeMode(At.NAME, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme.u(48))
        for column, width in WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, theme.u(width))
        self.setMinimumHeight(theme.u(ROW_UNITS * 5))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def begin(self, row: int) -> None:
        """Write in the name of a line."""
        index = self.model().index(row, At.NAME)
        self.setFocus()
        self.setCurrentIndex(index)
        self.edit(index)

    def remove_current(self) -> None:
        """Take the line under the cursor out."""
        row = self.currentIndex().row()
        line = self.lines_model.remove(row)
        if line is not None:
            self.removed.emit(row, line)

    def move_current(self, by: int) -> None:
        """Move the line under the cursor up or down, the cursor with it."""
        here = self.currentIndex()
        if self.lines_model.move(here.row(), by):
            self.setCurrentIndex(self.model().index(here.row() + by, here.column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Delete:
            self.remove_current()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_current(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # The editor lets the key through before it closes; then it is not for the table.
            if self.state() is not QAbstractItemView.State.EditingState:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._walk_on()

    def _walk_on(self) -> None:
        here = self.currentIndex()
        row, at = here.row(), At(here.column())
        if row >= self.model().rowCount() - 1:
            # Enter in the empty line writes nothing: the lines are done.
            return
        later = [column for column in WALK if column > at]
        step = self.model().index(row, later[0]) if later else self.model().index(row + 1, At.NAME)
        self.setCurrentIndex(step)
        self.edit(step)


class _RateDelegate(QStyledItemDelegate):
    """The VAT of a line: one of the rates in force."""

    def __init__(self, model: LinesModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        box.setAccessibleName(_titles()[At.VAT])
        for code in (None, *vat.CODES):
            box.addItem(rate_name(code, self._model.on), code)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        place = editor.findData(index.data(Qt.ItemDataRole.EditRole))
        editor.setCurrentIndex(max(place, 0))
        editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData() or "")


def rate_name(code: str | None, on: date) -> str:
    """A rate as a choice on the day of the paper: «22 %», «без НДС»."""
    if code is None:
        return pgettext("Documents", "no VAT")
    return f"{vat.percent_of(code, on)}\u00a0%"


def _titles() -> dict[At, str]:
    return {
        At.NAME: pgettext("Documents", "Description"),
        At.QUANTITY: pgettext("Documents", "Qty"),
        At.UNIT: pgettext("Documents", "Unit"),
        At.PRICE: pgettext("Documents", "Price"),
        At.DISCOUNT: pgettext("Documents", "Disc. %"),
        At.VAT: pgettext("Documents", "VAT"),
        At.AMOUNT: pgettext("Documents", "Amount"),
    }
