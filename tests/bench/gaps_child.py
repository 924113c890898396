"""M11: the window is open, something long is done, and a clock in its loop looks for gaps."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from crm_desktop.commands import imports
from crm_desktop.crm import Crm
from crm_desktop.exports.lists import clients_to_file
from crm_desktop.machine import Machine
from crm_desktop.queries import imports as questions
from crm_desktop.ui.runtime.jobs import Job, Jobs
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.bench.dressed import application

BEAT_MS = 2


class Heart:
    """Beats in the event loop; remembers the longest pause between two beats."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        """Forget what was before."""
        self.longest, self._last = 0.0, time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000 - BEAT_MS)
        self._last = now


def measured(source: str, base: str) -> dict[str, float]:
    """Import, export and backup in the program's own lanes, each with its longest gap in ms."""
    app = application()
    crm = Crm(Path(base))
    program = Program(crm, Theme("light", 1.0, "ru"), Machine())
    program.show()
    program.desk.navigator.go("clients")
    heart = Heart()
    _wait(program.jobs, lambda done: QTimer.singleShot(1_000, lambda: done(None)))
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        works = {
            "import": _importing(program.jobs, source, folder),
            "export": lambda done: program.jobs.export(
                clients_to_file, Path(folder) / "all.xlsx", "ru", then=done
            ),
            "backup": lambda done: program.jobs.call(
                lambda _step: crm.database.copy(), then=done, writes=True
            ),
        }
        for name, work in works.items():
            heart.begin()
            _wait(program.jobs, work)
            app.processEvents()
            found[name] = heart.longest
    program.jobs.shutdown()
    crm.close()
    return found


def _importing(
    jobs: Jobs, source: str, folder: str
) -> Callable[[Callable[[object], object]], object]:
    """Read by the child, looked at, loaded, as the room of the imports does it."""

    def work(done: Callable[[object], object]) -> Job:
        def staged(path: str) -> None:
            jobs.ask(questions.preview, path, "w.xlsx", then=looked)

        def looked(preview: questions.ImportPreview) -> None:
            jobs.run(imports.clients, preview.plan, then=done)

        return jobs.ask(questions.stage_file, source, folder, then=staged)

    return work


def _wait(jobs: Jobs, work: Callable[[Callable[[object], object]], object]) -> None:
    """Let the loop run until the work calls back; a defect ends the child."""
    loop = QEventLoop()
    failed: list[object] = []

    def fail(error: object) -> None:
        failed.append(error)
        loop.quit()

    jobs.crashed.connect(fail)
    jobs.refused.connect(fail)
    work(lambda _answer: loop.quit())
    loop.exec()
    if failed:
        raise SystemExit(f"{failed[0]!r}")
