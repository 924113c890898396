"""Editors of forms: lines that understand dates, amounts and numbers, choices, longer texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.dates import parse_date, parse_time, parse_wall_time
from crm_desktop.domain.money import parse_money, parse_scaled
from crm_desktop.ui.runtime import icons
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import formats, language, pgettext

TEXT_LINES = 4
WHOLE_LENGTH = 60
"""Letters of a choice that is given all its room; a longer one is somebody's own text."""


class TextArea(QPlainTextEdit):
    """Several lines of text; Tab goes to the next field, Ctrl+Tab writes a tab."""

    def __init__(self, lines: int = TEXT_LINES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        margins = self.contentsMargins()
        frame = 2 * round(self.document().documentMargin()) + margins.top() + margins.bottom()
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + frame)


class ChoiceBox(QComboBox):
    """One of a few; values may be anything, and the wheel over it does not change it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Any] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these values by their texts; the present value stays if it is among them."""
        before = self.value()
        self.blockSignals(True)
        self.clear()
        longest = max((len(text) for _, text in options), default=0)
        whole = QComboBox.SizeAdjustPolicy.AdjustToContents
        some = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(whole if longest <= WHOLE_LENGTH else some)
        self._values = [value for value, _ in options]
        self.addItems([text for _, text in options])
        self.blockSignals(False)
        self.set_value(before)

    def value(self) -> Any:
        """The chosen value, None when nothing is chosen."""
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Choose a value; one that is not offered chooses nothing (or the first, if it is None)."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))
        else:
            self.setCurrentIndex(0 if value is None and self._values else -1)

    def showPopup(self) -> None:
        """Open the list so high that all its lines are seen, where there are no more than fit.

        WORKAROUND: crm_desktop – Qt takes the greater frame of a box with the focus off the height
        of its list (6.11), and hides the last line behind an arrow to scroll by.
        """
        super().showPopup()
        view, popup = self.view(), self.view().window()
        line = view.sizeHintForRow(0)
        room = self.screen().availableGeometry().bottom() - popup.geometry().bottom()
        if view.verticalScrollBar().maximum() == 1 and line <= room:
            # With the arrow gone there is a little more room than is needed.
            popup.resize(popup.width(), popup.height() + line)
            spare = view.viewport().height() - line * self.count()
            popup.resize(popup.width(), popup.height() - max(spare, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ParsedEdit(QLineEdit):
    """A line that stands for a value: read when asked, written out tidily when left.

    `read` gives None for what it cannot understand; an empty line is None and no mistake.
    """

    def __init__(
        self,
        read: Callable[[str], Any],
        write: Callable[[Any], str],
        complaint: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._write = read, write
        self._complaint = complaint
        self.editingFinished.connect(self._tidy)

    def value(self) -> Any:
        """What was typed, None if it is empty or cannot be understood."""
        text = self.text().strip()
        return self._read(text) if text else None

    def set_value(self, value: Any) -> None:
        """Write a value, None empties the line."""
        self.setText("" if value is None else self._write(value))

    def complaint(self) -> str:
        """What is wrong with the text, "" if it can be understood."""
        return self._complaint if self.text().strip() and self.value() is None else ""

    def _tidy(self) -> None:
        value = self.value()
        if value is not None and self._write(value) != self.text():
            self.set_value(value)


def money_edit(currency: str) -> ParsedEdit:
    """A line for an amount in minor units: «45 000,50», «45к»."""
    edit = ParsedEdit(
        lambda text: _sure_or_local(text, lambda typed, point: parse_money(typed, currency, point)),
        lambda value: formats.money(value, currency, language()),
        pgettext("Kit", "This is not an amount. Write it like 45,000.50"),
    )
    edit.setAlignment(Qt.AlignmentFlag.AlignRight)
    return edit


def number_edit(digits: int, least: int = 0) -> ParsedEdit:
    """A line for a number as an integer of 10^-digits, written with at least `least` decimals."""
    edit = ParsedEdit(
        lambda text: _sure_or_local(
            text, lambda typed, point: parse_scaled(typed, digits, point, doubt=not point)
        ),
        lambda value: formats.scaled(value, digits, language(), least=least),
        pgettext("Kit", "This is not a number."),
    )
    edit.setAlignment(Qt.AlignmentFlag.AlignRight)
    return edit


def time_edit() -> ParsedEdit:
    """A line for a time of day as "HH:MM", "" when it is empty: «9», «9:30», «0930»."""
    edit = ParsedEdit(parse_time, str, pgettext("Kit", "This is not a time. Write it like 9:30"))
    edit.setPlaceholderText(pgettext("Kit", "hh:mm"))
    return edit


def moment_edit() -> ParsedEdit:
    """A line for a day and time of the clock on the wall, as "YYYY-MM-DDTHH:MM"."""
    edit = ParsedEdit(
        lambda text: parse_wall_time(text, language(), datetime.now().astimezone().date()),
        lambda value: formats.wall_time(value, language()),
        pgettext("Kit", "This is not a day and time. Write it like 21.11.2026 9:00"),
    )
    example = formats.wall_time("2026-11-21T09:30", language())
    edit.setPlaceholderText(pgettext("Kit", "for example {example}").format(example=example))
    return edit


def _sure_or_local(text: str, read: Callable[[str, str], int | None]) -> int | None:
    """Both decimal signs are understood; where «1,234» could mean two things, the language says."""
    sure = read(text, "")
    return read(text, "," if language() == "ru" else ".") if sure is None else sure


class DateEdit(QWidget):
    """A typed date (21.11.2026, 21.11) with a calendar behind its button; Alt+Down opens it."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._popup: QFrame | None = None
        self.line = ParsedEdit(
            lambda text: parse_date(text, language()),
            lambda value: formats.short_date(value, language()),
            pgettext("Kit", "This is not a date. Write it like 21.11.2026"),
            self,
        )
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(
            pgettext("Kit", "dd.mm.yyyy") if language() == "ru" else "yyyy-mm-dd"
        )
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.installEventFilter(self)
        self.button = QToolButton(self)
        self.button.setIcon(icons.icon("calendar"))
        self.button.setAccessibleName(
            pgettext("Kit", "Calendar: {field}").format(field=name)
            if name
            else pgettext("Kit", "Calendar")
        )
        self.button.setToolTip(pgettext("Kit", "Calendar (Alt+Down)"))
        # Tab goes from date to date; the calendar is reached by Alt+Down.
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_calendar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.u(0), theme.u(0), theme.u(0), theme.u(0))
        layout.setSpacing(theme.u(4))
        layout.addWidget(self.line)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)

    def value(self) -> date | None:
        """The date, None if there is none or it cannot be read."""
        found: date | None = self.line.value()
        return found

    def set_value(self, value: date | None) -> None:
        """Show a date."""
        self.line.set_value(value)

    def open_calendar(self) -> None:
        """Show the calendar below the line."""
        self._close()
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setAccessibleName(self.button.accessibleName())
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setGridVisible(False)
        self._dress(calendar)
        day = self.value()
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._take)
        calendar.activated.connect(self._take)
        layout = QVBoxLayout(popup)
        margin = self._theme.u(4)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.addWidget(calendar)
        popup.destroyed.connect(self._forget)
        popup.adjustSize()
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()
        calendar.setFocus()
        self._popup = popup

    def _dress(self, calendar: QCalendarWidget) -> None:
        """Qt's calendar has colours and arrows of its own, and too little room for six weeks."""
        u = self._theme.u
        calendar.setMinimumSize(u(280), u(260))
        plain, weekend = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(self._theme.colour("muted"))
        weekend.setForeground(self._theme.colour("bad"))
        calendar.setHeaderTextFormat(plain)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, weekend)
        for name, picture, said in (
            ("qt_calendar_prevmonth", "chevron-left", pgettext("Kit", "Month before")),
            ("qt_calendar_nextmonth", "chevron-right", pgettext("Kit", "Next month")),
        ):
            arrow = calendar.findChild(QToolButton, name)
            if arrow is not None:
                arrow.setIcon(icons.icon(picture))
                arrow.setAccessibleName(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.line
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.open_calendar()
            return True
        return False

    def _take(self, day: QDate) -> None:
        self._close()
        self.set_value(date(day.year(), day.month(), day.day()))
        self.line.setFocus()

    def _close(self) -> None:
        if self._popup is not None:
            self._popup.close()
            self._popup = None

    def _forget(self) -> None:
        self._popup = None
