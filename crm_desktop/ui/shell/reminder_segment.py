"""In the status line: reminders that wait for a decision while their window is put away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QToolButton

from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.tasks.reminder_popup import ReminderPopup
from crm_desktop.words import npgettext


class ReminderSegment(QToolButton):
    """Says how many wait, and brings their window back."""

    def __init__(self, theme: Theme, popup: ReminderPopup) -> None:
        super().__init__()
        self._popup = popup
        self.setProperty("quiet", True)
        self.setIcon(icon("bell"))
        self.setFixedHeight(theme.u(26))
        self.setToolButtonStyle(self.toolButtonStyle().ToolButtonTextBesideIcon)
        self.clicked.connect(popup.come_forward)
        popup.changed.connect(self._show)
        popup.installEventFilter(self)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._show()
        return False

    def _show(self) -> None:
        count = len(self._popup.rows)
        text = npgettext("Shell", "{n} reminder", "{n} reminders", count).format(n=count)
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setVisible(count > 0 and not self._popup.isVisible())
