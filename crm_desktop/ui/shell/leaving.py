"""From the open window to a closed base: what runs is waited for in sight, the last copy made."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer

from crm_desktop.commands.work import Step
from crm_desktop.domain.problems import Refused
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.host import WholeHost
from crm_desktop.ui.shell.leave_question import Leave, ask_to_leave
from crm_desktop.ui.shell.notice import BusyPage
from crm_desktop.words import pgettext


class Leaving(QObject):
    """Ends the work in an open base, with a window to see at every moment, and then calls back.

    Named work (an import, an export, a copy, a restore) is asked about and waited for, or stopped,
    which rolls it back whole; what a form is just saving is always waited for. When waited-for
    work is refused, nothing is left: the window comes back and says so.
    """

    def __init__(self, host: WholeHost, program: Program, leave: Callable[[], object]) -> None:
        super().__init__()
        self._host = host
        self._program = program
        self._leave = leave
        self._then: Callable[[], object] | None = None
        self._page: BusyPage | None = None
        self._copying = False
        self._at_once = False
        program.jobs.job_finished.connect(self._finished)
        program.jobs.job_stepped.connect(self._stepped)

    def may_close(self) -> bool:
        """What the window asks when it is closed: whether it may right now.

        Otherwise it stays, or the program is left by itself as soon as nothing runs any more.
        """
        if self._at_once:
            return True
        if not self._copying and self._agreed():
            self.begin(self._leave_soon)
        return False

    def begin(self, then: Callable[[], object], *, copy: bool = True) -> None:
        """Come to an end here, then call `then`; without a last copy where that makes no sense."""
        self._then = then
        copies = self._program.desk.copies
        copies.stop()
        for job in self._program.jobs.running():
            # Nobody waits for the answers of mere looking.
            if not job.matters and not job.writes:
                job.cancel()
        if not copy:
            copies.give_up()
        self._program.desk.drafts.flush()
        if not self._named():
            self._program.jobs.idle_within(self._host.patience_ms)
        self._go_on()

    def close_at_once(self) -> None:
        """Nothing is asked any more when a window is closed."""
        self._at_once = True
        self._program.window.before_closing = None

    def stay(self) -> None:
        """Somebody wants the window back: while only work is waited for, it comes."""
        if self._then is not None and not self._copying:
            self._then = None
            self._page = None
            self._program.window.show()
            self._program.desk.copies.start()
            self._host.put_notice_away()

    def _agreed(self) -> bool:
        named = self._named()
        if not named:
            return True
        over = self._host.notice if self._page is not None else self._program.window
        answer = ask_to_leave(self._host.theme, named[0].label, over)
        if answer is Leave.STOP:
            self._stop()
        return answer is not Leave.STAY

    def _named(self) -> list[Job]:
        return [job for job in self._program.jobs.running() if job.matters and not job.cancelled]

    def _stop(self) -> None:
        for job in self._named():
            job.cancel()

    def _go_on(self) -> None:
        if self._then is None or self._copying:
            return
        running = self._program.jobs.running()
        if not running:
            self._copy()
            return
        named = self._named()
        labels = [job.label for job in (*named, *running) if job.label]
        title = labels[0] if labels else pgettext("Shell", "Saving what was written…")
        if self._page is None or self._page.title.text() != title:
            self._page = BusyPage(
                self._host.theme, title, self._stop, verb=pgettext("Shell", "Stop it and close")
            )
            self._page.cancel.setEnabled(bool(named))
            self._page.may_close = self._asked_again
            self._host.show_page(self._page)
            self._program.window.hide()

    def _asked_again(self) -> bool:
        """The page about it is closed, too: once more the question, never an end in silence."""
        if self._at_once:
            return True
        named = self._named()
        if (
            named
            and ask_to_leave(self._host.theme, named[0].label, self._host.notice) is Leave.STOP
        ):
            self._stop()
        return False

    def _finished(self, job: Job) -> None:
        if self._then is None or self._copying:
            return
        if job.failed:
            # Whoever waited for this must hear that it did not come about.
            self.stay()
        else:
            # After the answer has been handed over: it may begin something more.
            QTimer.singleShot(0, self, self._go_on)

    def _stepped(self, job: Job) -> None:
        if self._page is not None and job in self._named()[:1]:
            self._page.show_step(job.done, job.total)

    def _copy(self) -> None:
        self._copying = True
        crm, copies = self._program.crm, self._program.desk.copies

        def last(step: Step) -> None:
            copies.make_last(step)
            with suppress(Refused):
                crm.database.checkpoint()

        self._host.send(
            pgettext("Shell", "Making a verified copy before closing…"),
            last,
            lambda _none: self._end(),
            crm.folder,
            self._end,
            verb=pgettext("Shell", "Close without the copy"),
        )

    def _end(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            # Qt closes every window once more before it leaves its loop.
            self.close_at_once()
            then()

    def _leave_soon(self) -> None:
        # Not inside a closing: Qt would take the one for the other.
        QTimer.singleShot(0, self, self._leave)
