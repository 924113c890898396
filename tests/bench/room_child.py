"""C3: the program's window in its own loop, with its own lanes, and a clock that looks for gaps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer

from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.bench.client_room import asked
from tests.bench.gaps_child import Heart
from tests.bench.windows import application

QUIET_MS = 150
"""Everything that a step set going has ended when nothing ran for so long."""


def measured(base: str) -> dict[str, float]:
    """The longest gap in ms while each thing is done as a user would, several times."""
    application()
    crm = Crm(Path(base))
    program = Program(crm, Theme("light", 1.0, "ru"), Machine())
    program.show()
    heart = Heart()
    wait(program, lambda: None)
    found = {}

    def watched(name: str, *doings: Callable[[], Any]) -> None:
        heart.begin()
        for doing in doings:
            wait(program, doing)
        found[name] = heart.longest

    go = program.desk.navigator.go
    watched("make", partial(go, "clients"))
    page = program.window.page("clients")
    wait(program, partial(go, "today"))
    watched("open", partial(go, "clients"))
    orders = asked(crm)
    sorts = ("sort by debt", "sort by an own field", "open the list")
    watched("sort", *(partial(page.view.sort, orders[what][0]) for what in sorts))
    wanted = ("filter of three conditions", "open the list")
    watched("filter", *(partial(page.view.narrow, orders[what][1]) for what in wanted))
    watched("jump", page.table.scrollToBottom, page.table.scrollToTop)
    shown = [page.model.id_at(row) for row in range(0, 900, 100)]
    watched("card", *(partial(page.open_record, one) for one in shown))
    # Without the copy that the program makes at its end.
    program.jobs.shutdown()
    crm.close()
    return found


def wait(program: Program, doing: Callable[[], Any]) -> None:
    """Do it, and let the loop run until the lanes have been quiet for a while."""
    loop = QEventLoop()
    quiet = QTimer()
    quiet.setSingleShot(True)
    quiet.setInterval(QUIET_MS)
    quiet.timeout.connect(loop.quit)

    def ended(_job: object) -> None:
        if not program.jobs.running():
            quiet.start()

    program.jobs.job_started.connect(quiet.stop)
    program.jobs.job_finished.connect(ended)
    quiet.start()
    doing()
    loop.exec()
    program.jobs.job_started.disconnect(quiet.stop)
    program.jobs.job_finished.disconnect(ended)
