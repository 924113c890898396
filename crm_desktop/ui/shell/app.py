"""The program with a window: one application, one desk, one window."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from PySide6.QtWidgets import QApplication

from crm_desktop import paths, words
from crm_desktop.crm import Crm
from crm_desktop.domain.unfinished import FormKey
from crm_desktop.machine import Machine
from crm_desktop.queries.settings import business
from crm_desktop.queries.today import anybody
from crm_desktop.ui.runtime.clock import wall_time
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.garbage import Garbage
from crm_desktop.ui.runtime.icons import app_icon
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.speech import speak
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.runtime.upkeep import Upkeep
from crm_desktop.ui.shell.renewal import Renewal
from crm_desktop.ui.shell.tray import Tray
from crm_desktop.ui.shell.unfinished import UnfinishedOffer
from crm_desktop.ui.shell.window import Window


def application(settings: Machine) -> tuple[QApplication, Theme]:
    """The one QApplication, dressed; Qt's own buttons in the language of the program."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([])
    app.setApplicationName(paths.APP)
    app.setQuitOnLastWindowClosed(True)
    speak(app)
    theme = Theme(settings.theme, settings.font_scale / 100, words.language())
    theme.apply(app)
    app.setWindowIcon(app_icon())
    return app, theme


class Program:
    """Everything between an opened base and the last closed window.

    `window` is another one after `rebuild`: whoever shows something over its pages says it by
    `furnish`, and it is said in every window.
    """

    def __init__(
        self,
        crm: Crm,
        theme: Theme,
        settings: Machine,
        *,
        now: Callable[[], datetime] = wall_time,
        immediate: bool = False,
    ) -> None:
        self.crm = crm
        self.jobs = Jobs(crm, immediate)
        self._now = now
        self._renewal = Renewal(self)
        self._furnishings: list[Callable[[], object]] = []
        self.desk = self.new_desk(theme, settings, Navigator())
        self.window = Window(self.desk)
        self.unfinished = UnfinishedOffer(self.desk, self.window)
        self.tray = Tray(self.desk, self.window, now)
        self.upkeep = Upkeep(self.jobs, self.jobs)
        self.garbage = Garbage(self.jobs, self.jobs)

    def new_desk(self, theme: Theme, settings: Machine, navigator: Navigator) -> Desk:
        """A desk for a window that is to be made."""
        agreed = self.crm.ask(business)
        language = words.language()
        desk = Desk(
            self.jobs,
            theme,
            navigator,
            settings,
            language,
            agreed.currency,
            country=agreed.country,
            region=agreed.region,
            now=self._now,
        )
        desk.renew = self.rebuild
        return desk

    def furnish(self, tell: Callable[[], object]) -> None:
        """Say something in this window and in every one that takes its place."""
        self._furnishings.append(tell)
        tell()

    def rebuild(self) -> None:
        """Make the window anew as the settings say now; nothing typed is lost by it."""
        self._renewal.ask()

    def replace_window(self, desk: Desk, window: Window, opened: Collection[FormKey]) -> None:
        """Let another window take the place of this one, reminders that are up included."""
        reminded = self.tray.popup.tasks()
        self.tray.stop()
        self.tray.deleteLater()
        self.desk, self.window = desk, window
        self.unfinished = UnfinishedOffer(desk, window, opened)
        self.tray = Tray(desk, window, self._now)
        self.tray.start()
        if reminded:
            self.tray.popup.show_tasks(reminded)
        for tell in self._furnishings:
            tell()

    def show(self) -> None:
        """The window with its first page, and the reminders missed meanwhile."""
        first = self.desk.sections.shown()[0].id
        self.desk.navigator.go(first if self.crm.ask(anybody) else "clients")
        self.window.show()
        self.tray.start()
        self.upkeep.begin()
        self.garbage.begin()

    def close(self, *, cancel: bool = False) -> None:
        """Wait for what is being written, then let go of the base.

        `cancel`: named work (an import) is rolled back instead of waited for.
        """
        self.tray.stop()
        self.upkeep.stop()
        self.garbage.stop()
        self.desk.copies.stop()
        self.window.may_leave = None
        self.window.close()
        self.desk.drafts.flush()
        self.jobs.shutdown(cancel=cancel)
        self.desk.copies.make_last()
        self.window.deleteLater()
        self.crm.close()
