"""The tray: reminders come up while the window is minimised, and the ones missed at the start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from crm_desktop.queries.tasks import TaskRow
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.tasks.reminder_popup import ReminderPopup
from crm_desktop.ui.tasks.reminders import Reminders
from crm_desktop.words import pgettext


class Tray(QObject):
    """Shows the icon where the system has a tray, and the reminder window everywhere."""

    def __init__(self, desk: Desk, window: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__(window)
        self._window = window
        self.reminders = Reminders(desk, now, self)
        self.popup = ReminderPopup(desk, now)
        self.reminders.fired.connect(self._remind)
        self.icon: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.icon = QSystemTrayIcon(icon("bell"), self)
            self.icon.setToolTip("CRM Desktop")
            menu = QMenu(window)
            show = QAction(pgettext("Shell", "Open CRM Desktop"), menu)
            show.triggered.connect(self._raise)
            leave = QAction(pgettext("Shell", "Quit"), menu)
            leave.triggered.connect(window.close)
            menu.addActions([show, leave])
            self.icon.setContextMenu(menu)
            self.icon.activated.connect(lambda _reason: self._raise())

    def start(self) -> None:
        """Show the icon and look for reminders, those missed while closed first."""
        if self.icon is not None:
            self.icon.show()
        self.reminders.start()

    def stop(self) -> None:
        """No more reminders."""
        self.reminders.stop()
        self.popup.close()
        self.popup.deleteLater()
        if self.icon is not None:
            self.icon.hide()

    def _remind(self, tasks: Sequence[TaskRow]) -> None:
        if self.icon is not None:
            titles = "\n".join(task.title for task in tasks)
            self.icon.showMessage(pgettext("Tasks", "Reminder"), titles, icon("bell"))
        self.popup.show_tasks(tasks)

    def _raise(self) -> None:
        self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
