"""What is typed or pasted into the quick entry; the words that are understood are marked."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from crm_desktop.domain.quick_values import Mark, Part
from crm_desktop.ui.runtime import icons
from crm_desktop.ui.runtime.theme import Theme

MOST_LINES = 6
CLIENT, DEAL, TASK = 0, 4, 7
"""Hues of the three records, for their words and for their pictures."""
HUES = {
    Part.CLIENT: CLIENT,
    Part.CONTACT: CLIENT,
    Part.POINT: CLIENT,
    Part.INN: CLIENT,
    Part.KPP: CLIENT,
    Part.OGRN: CLIENT,
    Part.ADDRESS: CLIENT,
    Part.DEAL: DEAL,
    Part.AMOUNT: DEAL,
    Part.CLOSE: DEAL,
    Part.TASK: TASK,
    Part.WHEN: TASK,
}
"""The hue of each part; what was not understood stays as plain as it was typed."""


class QuickText(QPlainTextEdit):
    """Enter is `entered`, Shift+Enter begins a line; `grown` when it needs another height."""

    entered = Signal()
    typed = Signal()
    grown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._before = ""
        self.setProperty("bare", True)
        self.setFont(theme.font(3))
        self.setTabChangesFocus(True)
        self._words = _Words(self, theme)
        self.textChanged.connect(self._changed)
        self._fit()

    def text(self) -> str:
        """What stands in it."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Put other words in."""
        self.setPlainText(text)

    def mark(self, marks: Sequence[Mark]) -> None:
        """Show what became of the words."""
        self._words.show_marks(self.text(), marks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")
        else:
            self.entered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _changed(self) -> None:
        # Colours count as changes too.
        if self.text() != self._before:
            self._before = self.text()
            self._fit()
            self.typed.emit()

    def _fit(self) -> None:
        """As high as its lines, up to so many; beyond them it scrolls."""
        needed = max(1, round(self.document().size().height()))
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if needed <= MOST_LINES:
            scrolls = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(scrolls)
        line = ceil(self.blockBoundingRect(self.firstVisibleBlock()).height())
        line //= max(1, self.firstVisibleBlock().lineCount())
        around = self.height() - self.viewport().height() if self.isVisible() else 0
        around = max(around, self._theme.u(6)) + round(2 * self.document().documentMargin())
        height = max(line, self.fontMetrics().lineSpacing()) * min(needed, MOST_LINES) + around
        if height != self.height():
            self.setFixedHeight(height)
            self.grown.emit()


class _Words(QSyntaxHighlighter):
    """Each understood word on the wash of the record that it went to."""

    def __init__(self, text: QuickText, theme: Theme) -> None:
        super().__init__(text.document())
        self._spans: list[tuple[int, int, int]] = []
        self._formats: dict[int, QTextCharFormat] = {}
        for hue in set(HUES.values()):
            form = self._formats[hue] = QTextCharFormat()
            form.setForeground(theme.stage_colour(hue))
            form.setBackground(theme.stage_wash(hue))

    def show_marks(self, text: str, marks: Sequence[Mark]) -> None:
        """Colour the marks of this text."""
        spans = [
            (_place(text, one.start), _place(text, one.end), HUES[one.part])
            for one in marks
            if one.part in HUES
        ]
        if spans != self._spans:
            self._spans = spans
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        first = self.currentBlock().position()
        length = self.currentBlock().length() - 1
        for start, end, hue in self._spans:
            begin, stop = max(start - first, 0), min(end - first, length)
            if begin < stop:
                self.setFormat(begin, stop - begin, self._formats[hue])


def _place(text: str, at: int) -> int:
    """A place in a text as Qt counts it: a sign beyond the first 65,536 counts twice."""
    return at + sum(sign > "\uffff" for sign in text[:at])


def picture(theme: Theme, name: str, hue: int | None) -> QPixmap:
    """The picture of a record on its wash, as its words are."""
    u = theme.u
    made = QPixmap(u(24), u(24))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = theme.colour("muted")
    if hue is not None:
        colour = theme.stage_colour(hue)
        painter.setBrush(theme.stage_wash(hue))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(made.rect(), u(6), u(6))
    inside = made.rect().adjusted(u(4), u(4), -u(4), -u(4))
    icons.draw(painter, name, inside, colour)
    painter.end()
    return made
