"""In the status line: how old the newest copy is; a click opens the copies."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QToolButton, QWidget

from crm_desktop.domain.backups import CopyState, Level
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import backups as words
from crm_desktop.words import codes, pgettext

LOOKS = {Level.GOOD: "quiet", Level.AMBER: "warn", Level.RED: "bad"}


class CopySegment(QToolButton):
    """«копия 14 мин назад»; when nobody looked after the copies for long, in words and colour."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        u = desk.theme.u
        self.setFixedHeight(u(26))
        self.setIconSize(QSize(u(14), u(14)))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(lambda: desk.navigator.go("settings", "backups"))
        desk.copies.state_changed.connect(self.show_state)
        self.hide()
        if desk.copies.state is not None:
            self.show_state(desk.copies.state)

    def show_state(self, state: CopyState) -> None:
        """Say how the work stands; it is told anew every minute, so that the age grows."""
        now = self._desk.copies.clock()
        level = state.level(now)
        text = words.short_state(state, now)
        urgent = level is not Level.GOOD
        self.setText(f" {text}" if urgent else text)
        self.setIcon(icon("triangle-alert") if urgent else QIcon())
        for kind, look in LOOKS.items():
            self.setProperty(look, kind is level)
        self.style().unpolish(self)
        self.style().polish(self)
        told = (
            words.long_state(state, now),
            words.second_text(state, now),
            pgettext("Backups", "Click to see the copies."),
        )
        self.setToolTip("\n".join(told))
        self.setAccessibleName(f"{codes.label(level)}: {text}" if urgent else text)
        self.show()
