"""The program with a window: one application, one desk, one window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from crm_desktop import paths, words
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.queries.settings import business
from crm_desktop.queries.today import anybody
from crm_desktop.ui.runtime.clock import wall_time
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import app_icon
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.tray import Tray
from crm_desktop.ui.shell.unfinished import UnfinishedOffer
from crm_desktop.ui.shell.window import Window

_SPEECH = "speech of Qt"


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


def speak(app: QCoreApplication) -> None:
    """Let Qt's own dates and buttons speak the language that the words are in."""
    russian = words.language() == "ru"
    QLocale.setDefault(QLocale("ru_RU" if russian else "en_GB"))
    before = app.findChild(QTranslator, _SPEECH)
    if before is not None:
        app.removeTranslator(before)
        before.setParent(None)
    translator = QTranslator(app)
    translator.setObjectName(_SPEECH)
    where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if russian and translator.load("qtbase_ru", where):
        app.installTranslator(translator)


class Program:
    """Everything between an opened base and the last closed window."""

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
        self.desk = Desk(
            self.jobs,
            theme,
            Navigator(),
            settings,
            words.language(),
            crm.ask(business).currency,
            now=now,
        )
        self.window = Window(self.desk)
        self.unfinished = UnfinishedOffer(self.desk, self.window)
        self.tray = Tray(self.desk, self.window, now)

    def show(self) -> None:
        """The window with its first page, and the reminders missed meanwhile."""
        first = self.desk.sections.shown()[0].id
        self.desk.navigator.go(first if self.crm.ask(anybody) else "clients")
        self.window.show()
        self.tray.start()

    def close(self) -> None:
        """Wait for what is being written, then let go of the base."""
        self.tray.stop()
        self.window.close()
        self.desk.drafts.flush()
        self.jobs.shutdown()
        self.window.deleteLater()
        self.crm.close()
