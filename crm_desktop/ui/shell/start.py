"""The start: from a call to an open window, or to a page that says what is in the way."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from crm_desktop import machine, opening, paths, words
from crm_desktop.commands.work import Step
from crm_desktop.domain.backups import Restored
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.settings import Business
from crm_desktop.late import dataclass
from crm_desktop.machine import Machine
from crm_desktop.opening import AskFirst, Decision, Opened, OpenThis, Trouble
from crm_desktop.ui.runtime import crash, folders
from crm_desktop.ui.runtime.crash_dialog import RESTART
from crm_desktop.ui.runtime.ending import Ending
from crm_desktop.ui.runtime.errand import Errand
from crm_desktop.ui.runtime.instance import Listener, hand_over, listen
from crm_desktop.ui.runtime.speech import speak
from crm_desktop.ui.runtime.starts import TOO_MANY, Starts
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.runtime.watchdog import Watchdog
from crm_desktop.ui.shell.app import Program, application
from crm_desktop.ui.shell.bringing_back import BringingBack
from crm_desktop.ui.shell.circumstances import tell, tell_fault, tell_restored
from crm_desktop.ui.shell.demo import DemoWays
from crm_desktop.ui.shell.leaving import Leaving
from crm_desktop.ui.shell.notice import BusyPage, NoticeWindow
from crm_desktop.ui.shell.rescue import Rescue
from crm_desktop.ui.shell.trouble_ways import TroubleWays
from crm_desktop.ui.shell.watch import BaseWatch
from crm_desktop.ui.shell.welcome import LimitsPage, Ways, WelcomePage
from crm_desktop.words import pgettext

R = TypeVar("R")
PATIENCE_MS = 150
"""So long work goes on without a page about it: what is as good as instant must not flash."""
STEADY_MS = 10_000
"""A window that has stood for so long is a start that got on."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a call asks for: a base by name (or none, or the demo), and files to look at."""

    named: Path | None = None
    files: tuple[str, ...] = ()
    safe: bool = False
    """The safe start was asked for."""
    failed: int = 0
    """How many starts in a row before this one got nowhere."""
    demo: bool = False
    """The demo was asked for."""
    fault: Path | None = None
    """What the last run left behind when it crashed below Python."""


class Start:
    """Goes from a request to the open window; every page on the way has its way out.

    One event loop serves all of it; `ready` is called once a window has stood for a while.
    `opened` is the base that is open now, `program` its window,
    `notice` the window that is shown while there is none.
    """

    def __init__(
        self,
        theme: Theme,
        settings: Machine,
        request: Request,
        leave: Callable[[], None] = QApplication.quit,
        ready: Callable[[], object] = lambda: None,
    ) -> None:
        self.theme = theme
        self.settings = settings
        self.request = request
        self.opened: Opened | None = None
        self.program: Program | None = None
        self.notice: NoticeWindow | None = None
        self.errand: Errand | None = None
        self.patience_ms = PATIENCE_MS
        self.trouble = TroubleWays(self)
        self.demo = DemoWays(self)
        self.bringing_back = BringingBack(self)
        self.watch: BaseWatch | None = None
        self.leaving: Leaving | None = None
        self._listener: Listener | None = None
        self._restored: Restored | None = None
        self.leave = leave
        self.ready = ready

    def begin(self) -> None:
        """Decide and go; leaves when an open window was raised instead."""
        if self.request.demo and self.request.named is None:
            self.demo.open()
            return
        decision = opening.decide(self.request.named, self.settings)
        careful = self.request.safe or self.request.failed >= TOO_MANY
        if careful and isinstance(decision, OpenThis):
            self.start_safely(decision.folder)
        else:
            self.follow(decision)

    def start_safely(self, folder: Path) -> None:
        """Open nothing by itself: the page of the safe start."""
        # A stored place of the window may be what went wrong.
        self.settings.windows.clear()
        Rescue(self, folder, asked=self.request.failed < TOO_MANY).begin()

    def follow(self, decision: Decision) -> None:
        """Do what was decided."""
        if isinstance(decision, OpenThis):
            self.go(decision.folder)
        elif isinstance(decision, AskFirst):
            self.ask()
        else:
            self.trouble.meet(decision)

    def go(self, folder: Path) -> None:
        """Open a base and show its window, or say why not; leaves when another window has it."""
        self.send(
            pgettext("Shell", "Opening the base…"),
            lambda step: opening.open_base(folder, step),
            lambda found: self._arrive(folder, found),
            folder,
            lambda: self.trouble.show(opening.stopped(folder)),
            dropped=_let_go,
        )

    def _arrive(self, folder: Path, found: Opened | Trouble) -> None:
        if isinstance(found, Opened):
            self._show(found)
        elif found.in_use:
            if hand_over(folder, self.request.files):
                self.leave()
            else:
                self.trouble.show(opening.held(folder))
        elif found.read_only:
            self.look_at(folder, lambda: self.trouble.show(found))
        else:
            self.trouble.show(found)

    def look_at(self, folder: Path, back: Callable[[], object]) -> None:
        """Open a copy of a base to look at, or say why not even that is possible."""
        self.send(
            pgettext("Shell", "Copying the base to look at it…"),
            lambda step: opening.view_base(folder, step),
            self._look,
            folder,
            back,
            dropped=_let_go,
        )

    def restore(
        self,
        folder: Path,
        file: Path,
        back: Callable[[], object],
        failed: Callable[[Refused], object] | None = None,
    ) -> None:
        """Put a copy in the place of a base that is not open, and open that."""

        def done(restored: Restored) -> None:
            self._restored = restored
            self.go(folder)

        self.send(
            pgettext("Shell", "Putting the copy back…"),
            lambda step: opening.restore_here(folder, file, step),
            done,
            folder,
            back,
            failed,
        )

    def restore_chosen(self, folder: Path, back: Callable[[], object]) -> None:
        """Ask which copy shall take the base's place."""
        self.bringing_back.choose_for(folder, back)

    def send(
        self,
        title: str,
        work: Callable[[Step], R],
        done: Callable[[R], object],
        folder: Path,
        back: Callable[[], object],
        failed: Callable[[Refused], object] | None = None,
        dropped: Callable[[R], object] = lambda _value: None,
        *,
        verb: str = "",
    ) -> None:
        """Do work about a base that is not open, off the screen's thread, with a page about it.

        `back` is where Cancel leads; a refusal without `failed` is trouble with the base; `dropped`
        lets go of a result that comes when the program is already left. `verb` stands on the
        button instead of Cancel.
        """

        def in_trouble(refused: Refused) -> None:
            self.trouble.meet(Trouble(folder, refused))

        errand = Errand(work, done, failed or in_trouble, back, dropped)
        self.errand = errand
        errand.start()
        if errand.over_within(self.patience_ms):
            return
        page = BusyPage(self.theme, title, errand.cancel, verb=verb)
        errand.stepped.connect(page.show_step)
        self.show_page(page)

    def make(self, business: Business, folder: Path | None = None) -> None:
        """Make a base, in the usual place unless another is named, and open it."""
        where = folder or opening.free_folder()
        self.send(
            pgettext("Shell", "Making the base…"),
            lambda step: opening.make_base(where, business, step=step),
            lambda _none: self.go(where),
            where,
            self.ask,
        )

    def choose(self) -> None:
        """Ask for the folder of a base, and open that."""
        title = pgettext("Shell", "Open another base")
        near = str(self.settings.recent[0]) if self.settings.recent else folders.documents()
        chosen = QFileDialog.getExistingDirectory(self.notice, title, near)
        if chosen:
            self.go(Path(chosen))

    def ask(self, name: str = "") -> None:
        """No base is known, or a new one is wanted: the first page."""
        ways = Ways(
            self.theme,
            QLocale.system().name(),
            make=self.make,
            choose=self.choose,
            demo=self.demo.open,
            limits=lambda: self.show_page(LimitsPage(self.theme, self.ask)),
            speak=self.speak,
            leave=self.leave,
            restore=self.bringing_back.choose,
        )
        self.show_page(WelcomePage(ways, name))

    def speak(self, language: str, name: str = "") -> None:
        """Speak another language on this computer from now on."""
        words.set_language(language)
        self.settings.language = self.theme.language = language
        with contextlib.suppress(OSError):
            machine.save(self.settings)
        app = QApplication.instance()
        if app is not None:
            speak(app)
        self.ask(name)

    def show_page(self, page: QWidget) -> None:
        """Show a page while no base is open."""
        if self.notice is None:
            self.notice = NoticeWindow(self.theme, self.leave)
        self.notice.show_page(page)

    def close(self) -> None:
        """Let go of everything, the window first."""
        if self.errand is not None:
            self.errand.finish()
            self.errand = None
        self._close_now()
        self.put_notice_away()

    def end_session(self) -> None:
        """The system shuts down or wants this process gone.

        Nothing is asked any more; what a form is saving is saved, an import is rolled back, and
        the copy is made by the next start.
        """
        if self.leaving is not None:
            self.leaving.close_at_once()
        if self.program is not None:
            self.program.desk.copies.give_up()

    def close_program(self, then: Callable[[], object], *, copy: bool = True) -> None:
        """Close the base and its window, if there is one, and go on with `then`.

        What runs is waited for, with a page about it; `copy`: with the last copy.
        """

        def closed() -> None:
            if self.notice is None:
                # Never the last window: closing that one is leaving the program.
                title = pgettext("Shell", "Closing the base…")
                self.show_page(BusyPage(self.theme, title, self.leave))
            self._close_now()
            then()

        if self.leaving is None:
            then()
        else:
            self.leaving.begin(closed, copy=copy)

    def _close_now(self) -> None:
        self.leaving = None
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        if self.watch is not None:
            self.watch.stop()
            self.watch = None
        if self.program is not None:
            self.program.close(cancel=True)
            self.program = None
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    def reopen(self) -> None:
        """Open the same base anew, as a start would."""
        if self.opened is None:
            return
        folder = self.opened.folder
        self.close_program(lambda: self.go(folder))

    def reopen_restored(self, done: Restored) -> None:
        """Open the base anew after a copy took its place under the open window."""
        self._restored = done
        # Not now: whoever tells is a part of the window that goes.
        QTimer.singleShot(0, self.reopen)

    def restart_safely(self) -> None:
        """From the open window to the page of the safe start."""
        if self.opened is None:
            return
        folder = self.opened.folder
        self.close_program(lambda: self.start_safely(folder))

    def _watch_over(self, program: Program, opened: Opened) -> None:
        """Watch the base's place for as long as this window stands."""
        self.watch = BaseWatch(program.desk, program.window, opened.look, self.rescue_damaged)
        self.watch.begin()

    def rescue_damaged(self) -> None:
        """From the open window to the page about a damaged base."""
        if self.opened is None:
            return
        folder = self.opened.folder
        self.close_program(lambda: self.trouble.meet(opening.damaged(folder)), copy=False)

    def stand_by(self) -> None:
        """After a defect was told: somewhere there must be a window to go on with."""
        if self.program is None and self.notice is None:
            decision = opening.decide(self.request.named, self.settings)
            if isinstance(decision, OpenThis):
                self.start_safely(decision.folder)
            else:
                self.ask()

    def _look(self, found: Opened | Trouble) -> None:
        if isinstance(found, Opened):
            self._show(found)
        else:
            self.trouble.show(found)

    def _show(self, opened: Opened) -> None:
        self.opened = opened
        if opened.folder != opening.demo_folder():
            self.settings.opened(opened.folder)
        if self._restored is not None and not opened.view_only:
            with contextlib.suppress(Refused):
                # Drafts that cannot be read are no reason not to open the base.
                opened.crm.reconcile_drafts(self._restored)
        self.program = Program(opened.crm, self.theme, self.settings)
        self.program.desk.remember()
        self._listener = listen(opened.folder, self._come_to_front)
        program, fault = self.program, self.request.fault
        leaving = self.leaving = Leaving(self, program, self.leave)
        program.furnish(lambda: setattr(program.window, "may_leave", leaving.may_close))
        program.furnish(lambda: tell(opened, program, self.reopen))
        if opened.folder == opening.demo_folder():
            program.furnish(lambda: self.demo.tell(program))
        if fault is not None:
            tell_fault(fault, program, self.restart_safely)
        program.furnish(lambda: self._watch_over(program, opened))
        steady = QTimer(self.program.window, singleShot=True, interval=STEADY_MS)
        steady.timeout.connect(self.ready)
        steady.start()
        self.program.desk.restored = self.reopen_restored
        if self._restored is not None:
            tell_restored(self._restored, self.program)
            self._restored = None
        self.program.desk.copies.start()
        self.program.show()
        if self.watch is not None and not opened.view_only:
            self.watch.check(unclean=opened.unclean)
        self.put_notice_away()
        if self.request.files:
            self.program.window.open_files(list(self.request.files))

    def put_notice_away(self) -> None:
        """Show no page any more."""
        # Hidden, not closed: closing is what the user does to leave.
        if self.notice is not None:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None

    def _come_to_front(self, files: list[str]) -> None:
        if self.program is None or self.leaving is None:
            return
        self.leaving.stay()
        window = self.program.window
        window.showNormal()
        window.raise_()
        window.activateWindow()
        if files:
            window.open_files(files)


def _let_go(found: Opened | Trouble) -> None:
    """Close a base that came when nobody waited for it any more."""
    if isinstance(found, Opened):
        found.close()


def run(settings: Machine, request: Request) -> int:
    """Start, and stay until the last window is closed; returns the exit code."""
    logs = paths.log_folder()
    starts = Starts(logs)
    ending = Ending(starts.ready)
    request = replace(request, failed=starts.begin())
    careful = request.safe or request.failed >= TOO_MANY
    app, theme = application(Machine() if careful else settings)
    guard = crash.install(logs)
    start = Start(theme, settings, replace(request, fault=guard.previous_fault), ready=starts.ready)
    guard.then(start.stand_by)
    ending.watch(app, start.end_session)
    dog = Watchdog(logs)
    dog.start()
    # In the loop, so that a defect of the start is told in a window, too.
    QTimer.singleShot(0, start.begin)
    try:
        code = 0 if ending.asked else QApplication.exec()
        folder = start.opened.folder if start.opened is not None else request.named
        starts.ready()
    finally:
        dog.stop()
        start.close()
        ending.stop()
        guard.uninstall()
    if code == RESTART:
        _start_again(folder)
        return 0
    return code


def _start_again(folder: Path | None) -> None:
    """A new start of this very program on the same base; it does not end with us."""
    named = ["--base", str(folder)] if folder is not None else []
    subprocess.Popen(
        paths.self_command(*named, "open"), env=paths.self_environment(), start_new_session=True
    )
