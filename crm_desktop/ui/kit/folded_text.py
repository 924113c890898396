"""A long text of the user's own: its first lines, or all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

LINES = 2


class FoldedText(QLabel):
    """Shows `lines` lines until it is unfolded; `fitted` follows whenever that may have changed.

    What is not shown is told under the mouse and to a screen reader.
    """

    fitted = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None, lines: int = LINES) -> None:
        super().__init__(text, parent)
        self._lines = lines
        self.whole = text
        self._unfolded = False
        self.cut = False
        """Whether there is more than these lines can tell."""
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def tell(self, text: str) -> None:
        """Tell another text."""
        self.whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def unfold(self, all_of_it: bool) -> None:
        """Show the whole text, or its first lines again."""
        self._unfolded = all_of_it
        self._fit()

    def set_lines(self, lines: int) -> None:
        """Show so many lines while it is folded."""
        self._lines = lines
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """No width of its own; as high as its lines are at the width it has."""
        return QSize(0, self.heightForWidth(self.width()))

    def sizeHint(self) -> QSize:
        """As high as it is: a label guesses at a width of its own."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # How high it must be hangs on its width.
            self._fit()
            self.updateGeometry()

    def _fit(self) -> None:
        first = first_lines(self.whole, self.font(), self.width(), self._lines)
        self.cut = first != self.whole
        shown = self.whole if self._unfolded else first
        if shown != self.text():
            self.setText(shown)
        tip = self.whole if shown != self.whole else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
        self.fitted.emit()


def first_lines(text: str, font: QFont, width: int, most: int) -> str:
    """The whole text if it takes at most so many lines, else the lines with an ellipsis."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(wrap)
    layout.beginLayout()
    ends = [0]
    while len(ends) <= most + 1:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        ends.append(line.textStart() + line.textLength())
    layout.endLayout()
    if len(ends) <= most + 1:
        return text
    start, end = ends[most - 1 : most + 1]
    last = f"{text[start:end].rstrip()}…"
    return text[:start] + QFontMetrics(font).elidedText(last, Qt.TextElideMode.ElideRight, width)
