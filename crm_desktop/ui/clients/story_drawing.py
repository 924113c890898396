"""How an entry of a story is drawn, and how high it is; the lines of each are broken once."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, inf

from PySide6.QtCore import QPoint, QPointF, QSize
from PySide6.QtGui import (
    QBrush,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.late import dataclass
from crm_desktop.ui.clients.story_model import Index, StoryModel
from crm_desktop.ui.clients.story_words import Told, entry_icon
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme

LINE_END = "\u2028"
KEPT = 256
"""Texts whose broken lines are kept: several screens of them."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A text of an entry; `long` is its length in one line, endless where it needs several."""

    text: str
    weight: int
    role: str
    long: float


class _Measures:
    """What all entries share, at this width and with these letters and colours."""

    def __init__(self, theme: Theme, width: int) -> None:
        u = theme.u
        self.width, self.inner = width, max(width - u(48), u(80))
        self.gap, self.below, self.around = u(4), u(8), u(16) + u(8)
        self.left, self.corner, self.round = u(36), QPoint(u(10), u(8)), u(6)
        self.picture = QSize(u(16), u(16))
        self.fonts = {one: theme.font(0, one) for one in (400, 600)}
        self.letters = {one: QFontMetricsF(font) for one, font in self.fonts.items()}
        self.line = {one: ceil(letters.height()) for one, letters in self.letters.items()}
        self.base = {one: letters.ascent() for one, letters in self.letters.items()}
        self.pens = {role: QPen(theme.colour(role)) for role in ("text", "muted")}
        self.edge = QPen(theme.colour("line"), 1), QPen(theme.colour("accent"), u(2))
        self.ground = QBrush(theme.colour("surface")), QBrush(theme.colour("accent_wash"))


class StoryDelegate(QStyledItemDelegate):
    """An entry is as high as its words need.

    What was found out about an entry is kept by its words: a story of thousands is asked for the
    height of each whenever one comes, and drawn anew at every step of the scroll bar.
    """

    def __init__(
        self, theme: Theme, story: StoryModel, width: Callable[[], int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._story, self._width = theme, story, width
        self._measures = _Measures(theme, 0)
        self._parts: dict[Told, tuple[_Part, ...]] = {}
        self._heights: dict[Told, int] = {}
        self._broken: dict[str, QTextLayout] = {}
        self._pictures: dict[str, QPixmap] = {}
        theme.changed.connect(self._renew)

    def heights(self, first: int) -> int:
        """How high all entries from this one on are together."""
        self._look()
        return sum(map(self._height, self._story.told[first:]))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        self._look()
        return QSize(self._measures.width, self._height(self._story.told[index.row()]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._look()
        it, place = self._measures, option.rect
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        chosen = focused or bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(it.edge[focused])
        painter.setBrush(it.ground[chosen])
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -it.below), it.round, it.round)
        corner = place.topLeft() + QPoint(1, 1)
        words = self._story.told[index.row()]
        painter.drawPixmap(corner + it.corner, self._picture(painter, index.row()))
        left, top = corner.x() + it.left, corner.y() + it.below
        for part in self._parts_of(words):
            painter.setPen(it.pens[part.role])
            if part.long < it.inner:
                painter.setFont(it.fonts[part.weight])
                painter.drawText(QPointF(left, top + it.base[part.weight]), part.text)
                top += it.line[part.weight] + it.gap
            else:
                laid = self._lines(part)
                laid.draw(painter, QPointF(left, top))
                top += _height(laid) + it.gap
        painter.restore()

    def _look(self) -> None:
        if self._width() != self._measures.width:
            self._renew()

    def _renew(self) -> None:
        """Another width, other letters or colours: everything is measured anew."""
        was, self._measures = self._measures, _Measures(self._theme, self._width())
        if was.fonts != self._measures.fonts:
            self._parts.clear()
        if was.width == self._measures.width:
            self._pictures.clear()
        self._heights.clear()
        self._broken.clear()

    def _picture(self, painter: QPainter, row: int) -> QPixmap:
        name, scale = entry_icon(self._story.entries[row]), painter.device().devicePixelRatio()
        found = self._pictures.get(name)
        if found is None or found.devicePixelRatio() != scale:
            found = self._pictures[name] = icon(name).pixmap(self._measures.picture, scale)
        return found

    def _height(self, words: Told) -> int:
        high = self._heights.get(words)
        if high is None:
            it, parts = self._measures, self._parts_of(words)
            high = sum(map(self._high, parts)) + it.gap * (len(parts) - 1) + it.around
            self._heights[words] = high
        return high

    def _parts_of(self, words: Told) -> tuple[_Part, ...]:
        """The texts that are there."""
        parts = self._parts.get(words)
        if parts is None:
            texts = ((words.title, 600, "text"), (words.lines, 400, "text"))
            parts = tuple(
                _Part(text, weight, role, self._long(text, weight))
                for text, weight, role in (*texts, (words.last, 400, "muted"))
                if text
            )
            self._parts[words] = parts
        return parts

    def _long(self, text: str, weight: int) -> float:
        letters = self._measures.letters[weight]
        # Letters of another font may be higher than a line of this one.
        plain = "\n" not in text and all(letters.inFontUcs4(ord(letter)) for letter in set(text))
        return letters.horizontalAdvance(text) + 1 if plain else inf

    def _high(self, part: _Part) -> int:
        # Breaking lines costs more than anything else, and most parts have only one.
        if part.long < self._measures.inner:
            return self._measures.line[part.weight]
        return _height(self._lines(part))

    def _lines(self, part: _Part) -> QTextLayout:
        """A part in its lines: between words, inside one only where it is too long for a line."""
        laid = self._broken.get(part.text)
        if laid is None:
            laid = self._laid(part)
            if len(self._broken) >= KEPT:
                del self._broken[next(iter(self._broken))]
            self._broken[part.text] = laid
        return laid

    def _laid(self, part: _Part) -> QTextLayout:
        it = self._measures
        laid = QTextLayout(part.text.replace("\n", LINE_END), it.fonts[part.weight])
        laid.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        laid.setTextOption(option)
        laid.beginLayout()
        top = 0.0
        while (line := laid.createLine()).isValid():
            line.setLineWidth(it.inner)
            line.setPosition(QPointF(0, top))
            top += line.height()
        laid.endLayout()
        return laid


def _height(laid: QTextLayout) -> int:
    return ceil(laid.boundingRect().height())
