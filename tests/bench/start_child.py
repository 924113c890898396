"""The start of the program, and that of a bare table; each says when it has painted."""

from __future__ import annotations

from typing import Any

LOOK_MS = 2


def product(base: str) -> None:
    """The program as anybody starts it."""
    from crm_desktop import lean, main

    # As in the program itself: Qt comes last.
    main.stay_offline()
    lean.hash_without_openssl()
    lean.one_heap()
    main.import_without_qt()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from tests.bench.painted import Painted

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

    # Not by `unittest.mock`, which would bring 7 MiB into what is measured, and into the probe.
    application: Any = QApplication
    application.exec = run
    main.run(["--language", "ru", "--base", base, "open"])


def libraries(rows: str) -> None:
    """The bare table with what the program cannot be without: SQLAlchemy and its SQLite."""
    import sqlalchemy.orm
    import sqlcipher3

    assert sqlalchemy.orm
    assert sqlcipher3
    probe(rows)


def probe(rows: str) -> None:
    """A window with a table over as many rows, all of them one."""
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QApplication, QTableView

    from tests.bench.painted import Painted

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
