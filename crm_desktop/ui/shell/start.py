"""The start: from a call to an open window, or to a page that says what is in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from crm_desktop import opening, paths
from crm_desktop.commands.work import Step
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.settings import Business
from crm_desktop.machine import Machine
from crm_desktop.opening import AskFirst, Decision, Offer, Opened, OpenThis, Trouble
from crm_desktop.ui.runtime import crash
from crm_desktop.ui.runtime.errand import Errand
from crm_desktop.ui.runtime.instance import Listener, hand_over, listen
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program, application
from crm_desktop.ui.shell.circumstances import show_folder, tell
from crm_desktop.ui.shell.notice import BusyPage, NoticeWindow
from crm_desktop.ui.shell.trouble import trouble_page
from crm_desktop.ui.shell.welcome import Ways, welcome_page
from crm_desktop.words import pgettext

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Request:
    """What a call asks for: a base by name (or none), and files to look at."""

    named: Path | None = None
    files: tuple[str, ...] = ()


class Start:
    """Goes from a request to the open window; every page on the way has its way out.

    One event loop serves all of it. `opened` is the base that is open now, `program` its window,
    `notice` the window that is shown while there is none.
    """

    def __init__(
        self,
        theme: Theme,
        settings: Machine,
        request: Request,
        leave: Callable[[], object] = QApplication.quit,
    ) -> None:
        self.theme = theme
        self.settings = settings
        self.request = request
        self.opened: Opened | None = None
        self.program: Program | None = None
        self.notice: NoticeWindow | None = None
        self.errand: Errand | None = None
        self._listener: Listener | None = None
        self._leave = leave

    def begin(self) -> bool:
        """Decide and go; False when an open window was raised instead, then there is no more."""
        return self.follow(opening.decide(self.request.named, self.settings))

    def follow(self, decision: Decision) -> bool:
        """Do what was decided."""
        if isinstance(decision, OpenThis):
            return self.open(decision.folder)
        if isinstance(decision, AskFirst):
            self.ask()
        else:
            self.show_trouble(decision)
        return True

    def open(self, folder: Path) -> bool:
        """Open a base and show its window, or say why not; False when another window has it."""
        found = opening.open_base(folder)
        if isinstance(found, Opened):
            self._show(found)
            return True
        if found.in_use and hand_over(folder, self.request.files):
            return False
        if found.read_only:
            self.view(found)
        else:
            self.show_trouble(found)
        return True

    def view(self, trouble: Trouble) -> None:
        """Open a copy of a base to look at, or say why not even that is possible."""
        self.send(
            pgettext("Shell", "Copying the base to look at it…"),
            lambda step: opening.view_base(trouble.folder, step),
            self._arrive,
            trouble,
        )

    def move(self, trouble: Trouble) -> None:
        """Bring a base to the usual place of this computer and open it there."""
        self.send(
            pgettext("Shell", "Moving the base to this computer…"),
            lambda step: opening.move_base(trouble.folder, step),
            lambda target: self._moved(trouble.folder, target),
            trouble,
        )

    def send(
        self,
        title: str,
        work: Callable[[Step], R],
        done: Callable[[R], object],
        trouble: Trouble,
    ) -> None:
        """Do work about a base that does not open, off the screen's thread, with a page about it.

        When it is cancelled the trouble is shown again.
        """
        errand = Errand(
            work,
            done,
            lambda refused: self.show_trouble(opening.trouble_of(trouble.folder, refused)),
            lambda: self.show_trouble(trouble),
        )
        page = BusyPage(self.theme, title, errand.cancel)
        errand.stepped.connect(page.show_step)
        self.errand = errand
        self.show_page(page)
        errand.start()

    def make(self, business: Business, folder: Path | None = None) -> None:
        """Make a base, in the usual place unless another is named, and open it."""
        where = folder or opening.free_folder()
        try:
            opening.make_base(where, business)
        except Refused as refused:
            self.show_trouble(opening.trouble_of(where, refused))
            return
        self._go(where)

    def choose(self) -> None:
        """Ask for the folder of a base, and open that."""
        title = pgettext("Shell", "Open another base")
        near = str(self.settings.recent[0]) if self.settings.recent else ""
        chosen = QFileDialog.getExistingDirectory(self.notice, title, near)
        if chosen:
            self._go(Path(chosen))

    def ask(self) -> None:
        """No base is known, or a new one is wanted: the first page."""
        self.show_page(
            welcome_page(Ways(self.theme, self.make, self._go, self.choose, self._leave))
        )

    def show_trouble(self, trouble: Trouble) -> None:
        """Say why a base does not open and offer what can be done."""
        acts: dict[Offer, Callable[[], object]] = {
            Offer.AGAIN: lambda: self._go(trouble.folder),
            Offer.ANOTHER: self.choose,
            Offer.NEW: self.ask,
            Offer.VIEW: lambda: self.view(trouble),
            Offer.MOVE: lambda: self.move(trouble),
            Offer.FOLDER: lambda: show_folder(trouble.folder),
            Offer.QUIT: self._leave,
        }
        self.show_page(trouble_page(self.theme, trouble, acts))

    def show_page(self, page: QWidget) -> None:
        """Show a page while no base is open."""
        if self.notice is None:
            self.notice = NoticeWindow(self.theme, self._leave)
        self.notice.show_page(page)

    def close(self) -> None:
        """Let go of everything, the window first."""
        if self.errand is not None:
            self.errand.finish()
            self.errand = None
        self.close_program()
        self._drop_notice()

    def close_program(self) -> None:
        """Close the base and its window, if there is one; something else must be shown before."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        if self.program is not None:
            self.program.close()
            self.program = None
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    def reopen(self) -> None:
        """Open the same base anew, as a start would."""
        if self.opened is None:
            return
        folder = self.opened.folder
        self.show_page(BusyPage(self.theme, pgettext("Shell", "Opening the base…"), self._leave))
        self.close_program()
        self._go(folder)

    def _arrive(self, found: Opened | Trouble) -> None:
        if isinstance(found, Opened):
            self._show(found)
        else:
            self.show_trouble(found)

    def _moved(self, source: Path, target: Path) -> None:
        self.settings.recent = [one for one in self.settings.recent if one != str(source)]
        self._go(target)

    def _go(self, folder: Path) -> None:
        if not self.open(folder):
            self._leave()

    def _show(self, opened: Opened) -> None:
        self.opened = opened
        if opened.folder != opening.demo_folder():
            self.settings.opened(opened.folder)
        self.program = Program(opened.crm, self.theme, self.settings)
        self.program.desk.remember()
        self._listener = listen(opened.folder, self._come_to_front)
        tell(opened, self.program, self.reopen)
        self.program.show()
        self._drop_notice()
        if self.request.files:
            self.program.window.open_files(list(self.request.files))

    def _drop_notice(self) -> None:
        # Hidden, not closed: closing is what the user does to leave.
        if self.notice is not None:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None

    def _come_to_front(self, files: list[str]) -> None:
        if self.program is None:
            return
        window = self.program.window
        window.showNormal()
        window.raise_()
        window.activateWindow()
        if files:
            window.open_files(files)


def run(settings: Machine, request: Request) -> int:
    """Start, and stay until the last window is closed; returns the exit code."""
    app, theme = application(settings)
    guard = crash.install(paths.log_folder())
    start = Start(theme, settings, request)
    try:
        return int(app.exec()) if start.begin() else 0
    finally:
        start.close()
        guard.uninstall()
