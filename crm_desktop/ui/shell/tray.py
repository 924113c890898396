"""The tray: reminders come up while the window is away, and those missed meanwhile at the start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from crm_desktop.domain.changes import Changes
from crm_desktop.queries import tasks as task_queries
from crm_desktop.queries.tasks import TaskRow
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.shell.reminder_segment import ReminderSegment
from crm_desktop.ui.shell.stay_question import ask_to_stay
from crm_desktop.ui.shell.window import Window
from crm_desktop.ui.tasks.reminder_popup import ReminderPopup
from crm_desktop.ui.tasks.reminders import Reminders
from crm_desktop.words import pgettext

YES, NO = "yes", "no"


class Closing(Enum):
    """What closing the window means: the end, only out of sight, or nothing after all."""

    LEAVE = auto()
    HIDE = auto()
    STAY = auto()


class Tray(QObject):
    """Shows the icon where the system has a tray, and the reminder window everywhere."""

    def __init__(self, desk: Desk, window: Window, now: Callable[[], datetime]) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._ahead = False
        self.reminders = Reminders(desk, now, self)
        self.popup = ReminderPopup(desk, now)
        self.segment = ReminderSegment(desk.theme, self.popup)
        window.status.add(self.segment)
        window.reminders_wanted.connect(self.popup.come_forward)
        window.before_closing = self.before_closing
        self.reminders.fired.connect(self._remind)
        desk.jobs.committed.connect(self._committed)
        self.icon: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.icon = self._made()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            # The system shuts down: nobody may hold it up by staying in the tray.
            app.commitDataRequest.connect(self._let_go, Qt.ConnectionType.DirectConnection)

    def start(self) -> None:
        """Show the icon and look for reminders, those missed while closed first."""
        if self.icon is not None:
            self.icon.show()
        self.reminders.start()
        self._look_ahead()

    def stop(self) -> None:
        """No more reminders, and closing the window is closing it."""
        self._let_go()
        self.reminders.stop()
        self.popup.close()
        self.popup.deleteLater()
        if self.icon is not None:
            self.icon.hide()

    def before_closing(self) -> bool:
        """Whether the window may close; if it stays in the tray it is hidden here.

        Asked once, and only when there is a reminder that would not come otherwise.
        """
        meant = self._meaning()
        if meant is Closing.HIDE:
            # The last window out of sight is not the end of the program.
            QApplication.setQuitOnLastWindowClosed(False)
            self._window.hide()
        return meant is Closing.LEAVE

    def come_back(self) -> None:
        """The window as it was, in front."""
        QApplication.setQuitOnLastWindowClosed(True)
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def leave(self) -> None:
        """End the program, also out of the tray."""
        if self._window.leave():
            QApplication.quit()

    def _made(self) -> QSystemTrayIcon:
        made = QSystemTrayIcon(icon("bell"), self)
        made.setToolTip("CRM Desktop")
        menu = QMenu(self._window)
        show = QAction(pgettext("Shell", "Open CRM Desktop"), menu)
        show.triggered.connect(self.come_back)
        leave = QAction(pgettext("Shell", "Quit"), menu)
        leave.triggered.connect(self.leave)
        menu.addActions([show, leave])
        made.setContextMenu(menu)
        made.activated.connect(self._clicked)
        return made

    def _meaning(self) -> Closing:
        settings = self._desk.settings
        if self.icon is None or not self.icon.isVisible():
            return Closing.LEAVE
        if not settings.close_to_tray:
            if not self._ahead:
                return Closing.LEAVE
            answer = ask_to_stay(self._desk.theme, self._window)
            if answer is None:
                return Closing.STAY
            settings.close_to_tray = YES if answer else NO
            self._desk.remember()
        return Closing.HIDE if settings.close_to_tray == YES else Closing.LEAVE

    def _let_go(self, *_given: object) -> None:
        self._window.before_closing = None

    def _committed(self, changes: Changes) -> None:
        if changes.touches(frozenset({"task"})):
            self._look_ahead()

    def _look_ahead(self) -> None:
        def know(ahead: bool) -> None:
            self._ahead = ahead

        self._desk.jobs.ask(task_queries.reminders_ahead, owner=self, then=know, later=True)

    def _remind(self, tasks: Sequence[TaskRow]) -> None:
        if self.icon is not None:
            titles = "\n".join(task.title for task in tasks)
            self.icon.showMessage(pgettext("Tasks", "Reminder"), titles, icon("bell"))
        self.popup.show_tasks(tasks)

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.come_back()
