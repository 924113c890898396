"""The rail: the sections one below the other, wide with their names or narrow with icons only."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.ui.runtime import icons
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.sections import Section
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import formats, pgettext

WIDE, NARROW = 200, 56
MOST_SAID = 99
"""A badge says «99+» beyond this."""


class Rail(QFrame):
    """One button per section that is on, the settings and the switch of its width at the foot."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, foot: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._foot = foot
        self._tight = False
        self._widened = False
        self._badges: dict[str, tuple[int, str]] = {}
        self.buttons: dict[str, RailButton] = {}
        u = desk.theme.u
        self.setObjectName("rail")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(u(8), u(10), u(8), u(10))
        self._column.setSpacing(u(4))
        self.fold = RailButton(desk.theme, "panel-left", "")
        self.fold.setCheckable(False)
        self.fold.setObjectName("rail-fold")
        self.fold.clicked.connect(self.toggle)
        self.rebuild()

    @property
    def narrow(self) -> bool:
        """Whether only icons are shown."""
        return self._desk.settings.rail_collapsed or (self._tight and not self._widened)

    def rebuild(self) -> None:
        """Show the sections as they are switched and ordered now."""
        here = next((one for one, button in self.buttons.items() if button.isChecked()), "")
        while self._column.count():
            self._column.takeAt(0)
        for button in self.buttons.values():
            button.deleteLater()
        self.buttons = {}
        for place, section in enumerate(self._desk.sections.shown()):
            self._column.addWidget(self._button(section, f"Ctrl+{place + 1}"))
        self._column.addStretch(1)
        self._column.addWidget(self._button(self._foot, "Ctrl+,"))
        self._column.addWidget(self.fold)
        for name, (count, said) in self._badges.items():
            self.set_badge(name, count, said)
        self._fit()
        self.mark(here)

    def mark(self, section: str) -> None:
        """Show where the user is; nowhere on the rail for a page that has no button."""
        for name, button in self.buttons.items():
            button.setChecked(name == section)

    def set_badge(self, section: str, count: int, said: str) -> None:
        """How much is due in a section, and the same in words; 0 shows nothing."""
        self._badges[section] = (count, said)
        if section in self.buttons:
            self.buttons[section].set_badge(count, said)

    def toggle(self) -> None:
        """From wide to narrow and back; this machine remembers, unless there is no room anyway."""
        wide, settings = self.narrow, self._desk.settings
        if not self._tight or settings.rail_collapsed:
            settings.rail_collapsed = not wide
            self._desk.remember()
        self._widened = wide
        self._fit()

    def set_tight(self, tight: bool) -> None:
        """Large letters in a small window: the names make room for the page until asked for."""
        if tight != self._tight:
            self._tight, self._widened = tight, False
            self._fit()

    def _button(self, section: Section, keys: str) -> RailButton:
        button = RailButton(self._desk.theme, section.icon, section.title(), keys)
        button.setObjectName(f"rail-{section.id}")
        button.clicked.connect(lambda: self._choose(section.id))
        if section is not self._foot:
            button.menu_wanted.connect(lambda at: self.menu_of(section).popup(at))
        self.buttons[section.id] = button
        return button

    def _choose(self, section: str) -> None:
        # A click unchecks a button that is checked: it stays where the user is.
        self.buttons[section].setChecked(True)
        self.chosen.emit(section)

    def menu_of(self, section: Section) -> QMenu:
        """What can be done about a section's place."""
        sections = self._desk.sections
        shown = [one.id for one in sections.shown()]
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        up = menu.addAction(pgettext("Shell", "Move up"), lambda: sections.move(section.id, -1))
        up.setEnabled(shown[0] != section.id)
        down = menu.addAction(pgettext("Shell", "Move down"), lambda: sections.move(section.id, 1))
        down.setEnabled(shown[-1] != section.id)
        if not section.fixed:
            menu.addSeparator()
            hide = pgettext("Shell", "Switch “{section}” off").format(section=section.title())
            menu.addAction(hide, lambda: sections.show(section.id, False))
        off = [one for one in sections.all() if not sections.is_shown(one.id)]
        if off:
            menu.addSeparator()
        for one in off:
            text = pgettext("Shell", "Switch “{section}” on").format(section=one.title())
            menu.addAction(text, partial(sections.show, one.id, True))
        return menu

    def _fit(self) -> None:
        narrow = self.narrow
        self.setFixedWidth(self._desk.theme.u(NARROW if narrow else WIDE))
        text = pgettext("Shell", "Expand") if narrow else pgettext("Shell", "Collapse")
        self.fold.name(text, "Ctrl+B")
        for button in (*self.buttons.values(), self.fold):
            button.set_narrow(narrow)


class RailButton(QToolButton):
    """Icon, name and how much is due, in one row; narrow it is the icon with a mark on it."""

    menu_wanted = Signal(QPoint)

    def __init__(self, theme: Theme, icon: str, text: str, keys: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._keys = keys
        self._narrow = False
        self._count = 0
        self._said = ""
        self.setCheckable(True)
        self.setFixedHeight(theme.u(36))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name(text, keys)

    def name(self, text: str, keys: str) -> None:
        """What it is called and the keys that do the same."""
        self._keys = keys
        self.setText(text)
        self._tell()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon only; the name is in the tool tip."""
        self._narrow = narrow
        self._tell()
        self.update()

    def set_badge(self, count: int, said: str) -> None:
        """How much is due, and the same in words."""
        self._count, self._said = count, said if count else ""
        self._tell()
        self.update()

    def badge(self) -> str:
        """What the badge shows, "" without one."""
        if not self._count:
            return ""
        if self._count > MOST_SAID:
            return f"{MOST_SAID}+"
        return formats.number(self._count, self._theme.language)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.u(NARROW - 16), self._theme.u(36))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        # The style sheet draws ground and focus, the row is laid out here.
        option.text = ""
        self.style().drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option, painter, self)
        self._paint_row(painter)
        painter.end()

    def _paint_row(self, painter: QPainter) -> None:
        u, theme = self._theme.u, self._theme
        ink = theme.colour("accent" if self.isChecked() else "text")
        side = u(18)
        left = (self.width() - side) // 2 if self._narrow else u(10)
        top = (self.height() - side) // 2
        icons.draw(painter, self._icon, QRect(left, top, side, side), ink)
        badge = self.badge()
        room = self.width() - u(10)
        if badge:
            room = self._paint_badge(painter, badge) - u(6)
        if self._narrow:
            return
        start = left + side + u(10)
        painter.setFont(theme.font(0, 600) if self.isChecked() else theme.font())
        painter.setPen(ink)
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room - start
        )
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(start, 0, room - start, self.height()), middle, text)

    def _paint_badge(self, painter: QPainter, badge: str) -> int:
        """Paint the figure on its ground and return where it begins."""
        u, theme = self._theme.u, self._theme
        painter.setFont(theme.font(-3 if self._narrow else -2, 600))
        height = u(14 if self._narrow else 18)
        width = max(painter.fontMetrics().horizontalAdvance(badge) + u(8), height)
        box = QRect(self.width() - width - u(8), (self.height() - height) // 2, width, height)
        if self._narrow:
            box.moveTopRight(QPoint(self.width() - u(1), u(2)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("bad"))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(theme.colour("surface"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, badge)
        return box.left()

    def _tell(self) -> None:
        said = " · ".join(one for one in (self.text(), self._said) if one)
        self.setAccessibleName(said)
        self.setToolTip(f"{said} ({self._keys})" if self._keys else said)
