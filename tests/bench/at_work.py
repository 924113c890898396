"""The program's window in its own loop, worked in as a user would, with a clock beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer

from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.ui.kit.idle import Idle
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.bench.asked import asked
from tests.bench.bases import OLDER, talkative
from tests.bench.dressed import application
from tests.bench.gaps_child import Heart

QUIET_MS = 150
"""Everything that a step set going has ended when nothing ran for so long."""


class AtWork:
    """Nothing of the clients' room is loaded before it is asked for."""

    def __init__(self, base: str) -> None:
        application()
        self._base = Path(base)
        self._crm = Crm(self._base)
        self._program = Program(self._crm, Theme("light", 1.0, "ru"), Machine())
        self._program.show()
        self._heart = Heart()
        self._found: dict[str, float] = {}

    def measured(self) -> dict[str, float]:
        """The longest gap of each thing, in ms."""
        go = self._program.desk.navigator.go
        self._watched("before", lambda: None)
        self._watched("make", partial(go, "clients"))
        self._wait(partial(go, "today"))
        self._watched("open", partial(go, "clients"))
        self._list(self._program.window.page("clients"))
        self._card(self._program.window.page("clients"))
        self._story(self._program.window.page("clients"))
        # Without the copy that the program makes at its end.
        self._program.jobs.shutdown()
        self._crm.close()
        return self._found

    def _list(self, page: Any) -> None:
        orders = asked(self._crm)
        sorts = ("sort by debt", "sort by an own field", "open the list")
        self._watched("sort", *(partial(page.view.sort, orders[what][0]) for what in sorts))
        wanted = ("filter of three conditions", "open the list")
        self._watched("filter", *(partial(page.view.narrow, orders[what][1]) for what in wanted))
        self._watched("jump", page.table.scrollToBottom, page.table.scrollToTop)

    def _card(self, page: Any) -> None:
        first, *shown = (page.model.id_at(row) for row in range(0, 900, 100))
        self._watched("first card", partial(page.open_record, first))
        self._watched("card", *(partial(page.open_record, one) for one in shown))
        edit = page.right.edit_shown
        self._watched("first form", edit)
        self._wait(page.form.give_up)
        self._watched("form", edit, page.form.give_up, edit)

    def _story(self, page: Any) -> None:
        """Down to the end of what is told, older ones asked for, and on."""
        bar = page.panel.body.left.verticalScrollBar()
        self._wait(page.form.give_up)

        def screen() -> None:
            bar.setValue(bar.value() + bar.pageStep())

        down = (screen, screen, lambda: bar.setValue(bar.maximum()), page.panel.timeline.show_older)
        self._watched("story", partial(page.open_record, talkative(self._base)), *(down * OLDER))

    def _watched(self, name: str, *doings: Callable[[], Any]) -> None:
        self._heart.begin()
        for doing in doings:
            self._wait(doing)
        self._found[name] = self._heart.longest

    def _wait(self, doing: Callable[[], Any]) -> None:
        """Do it, and let the loop run until the lanes are quiet and nothing is left to be made."""
        loop, jobs = QEventLoop(), self._program.jobs
        quiet = QTimer()
        quiet.setSingleShot(True)
        quiet.setInterval(QUIET_MS)

        def end() -> None:
            if any(one.isActive() for one in self._program.window.findChildren(Idle)):
                quiet.start()
            else:
                loop.quit()

        def ended(_job: object) -> None:
            if not jobs.running():
                quiet.start()

        quiet.timeout.connect(end)
        jobs.job_started.connect(quiet.stop)
        jobs.job_finished.connect(ended)
        quiet.start()
        doing()
        loop.exec()
        jobs.job_started.disconnect(quiet.stop)
        jobs.job_finished.disconnect(ended)
