"""The start of the program, and that of a bare table; each says when it has painted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QTableView, QWidget

IDLE_MS = 2_000
LOOK_MS = 2


class Painted(QObject):
    """Tells once that a view has painted its rows, then what the idle process holds, and leaves.

    It leaves without the copy that the program makes at its end: only the start is measured.
    """

    def __init__(self, view: QWidget, has_rows: Any) -> None:
        super().__init__(view)
        self._has_rows = has_rows
        self._told = False
        view.installEventFilter(self)
        view.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._told and self._has_rows():
            self._told = True
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        print("painted", flush=True)
        QTimer.singleShot(IDLE_MS, self._leave)

    def _leave(self) -> None:
        print(resident_mib(), flush=True)
        os._exit(0)


def resident_mib() -> float:
    """What this process holds in memory now; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text("ascii", "replace").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def product(base: str) -> None:
    """The program as anybody starts it."""
    from crm_desktop import main

    loop = QApplication.exec
    look = QTimer()
    look.setInterval(LOOK_MS)

    def find() -> None:
        windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        window: Any = next((one for one in windows if hasattr(one, "desk")), None)
        if window is not None:
            look.stop()
            window.desk.navigator.go("clients")
            page = window.page("clients")
            Painted(page.table.viewport(), lambda: page.model.record(0) is not None)

    def run() -> int:
        look.timeout.connect(find)
        look.start()
        return loop()

    with patch.object(QApplication, "exec", run):
        main.run(["--language", "ru", "--base", base, "open"])


def probe(rows: str) -> None:
    """A window with a table over as many rows, all of them one."""
    from PySide6.QtCore import QAbstractTableModel

    class Constant(QAbstractTableModel):
        def rowCount(self, _parent: Any = None) -> int:
            return int(rows)

        def columnCount(self, _parent: Any = None) -> int:
            return 8

        def data(self, _index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> object:
            return "ООО «Соколмонтаж-743»" if role == Qt.ItemDataRole.DisplayRole else None

    application = QApplication([])
    view, model = QTableView(), Constant()
    view.setModel(model)
    view.resize(1280, 760)
    view.show()
    Painted(view.viewport(), lambda: True)
    application.exec()
