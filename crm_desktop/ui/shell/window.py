"""The window: the rail, the page looked at, the status line; it owns nothing of the business."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.problems import Refused
from crm_desktop.ui.kit.ribbon import Ribbons
from crm_desktop.ui.kit.shortcuts import bind
from crm_desktop.ui.kit.toast import Toast
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.navigator import Address
from crm_desktop.ui.shell.pages import PAGES, PageSpec
from crm_desktop.ui.shell.status import StatusLine
from crm_desktop.ui.shell.undoing import Undoing
from crm_desktop.words import codes

GEOMETRY = "main"
WINDOW = Qt.ShortcutContext.WindowShortcut


class Window(QMainWindow):
    """Hosts the pages; every action asks the page that is shown."""

    closing = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._pages: dict[str, QWidget] = {}
        self._buttons: dict[str, QToolButton] = {}
        self.setAcceptDrops(True)
        self.setWindowTitle("CRM Desktop")
        self._build()
        self._wire()
        self._register()
        self._restore()

    # build

    def _build(self) -> None:
        u = self.desk.theme.u
        self.stack = QStackedWidget()
        rail = QWidget()
        rail.setObjectName("rail")
        rail.setFixedWidth(u(200))
        buttons = QVBoxLayout(rail)
        buttons.setContentsMargins(u(8), u(12), u(8), u(12))
        buttons.setSpacing(u(4))
        for place, spec in enumerate(PAGES):
            buttons.addWidget(self._rail_button(spec, place))
        buttons.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.ribbons = Ribbons(self.desk.theme)
        column.addWidget(self.ribbons)
        column.addWidget(self.stack, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addWidget(right, 1)
        self.setCentralWidget(body)
        self.toast = Toast(self.desk.theme, right)
        self.undoing = Undoing(self.desk, self)
        self.status = StatusLine(self.desk, self.undoing)
        column.addWidget(self.status)
        self.setMinimumSize(u(960), u(600))

    def _rail_button(self, spec: PageSpec, place: int) -> QToolButton:
        u = self.desk.theme.u
        button = QToolButton()
        button.setObjectName(f"rail-{spec.id}")
        button.setText(spec.title())
        button.setAccessibleName(spec.title())
        button.setToolTip(f"{spec.title()} (Ctrl+{place + 1})")
        button.setIcon(icon(spec.icon))
        button.setIconSize(QSize(u(18), u(18)))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setFixedHeight(u(36))
        button.setFixedWidth(u(184))
        button.clicked.connect(lambda: self.desk.navigator.go(spec.id))
        bind(self, f"Ctrl+{place + 1}", lambda: self.desk.navigator.go(spec.id), WINDOW)
        self._buttons[spec.id] = button
        return button

    def _wire(self) -> None:
        desk = self.desk
        desk.say = self.toast.say
        desk.jobs.refused.connect(self.say_refused)
        for keys, method in (
            ("Ctrl+N", "new"),
            ("F2", "edit_current"),
            ("Ctrl+F", "focus_search"),
            ("Ctrl+P", "print_current"),
            ("Ctrl+E", "export_current"),
        ):
            bind(self, keys, self._offer(method), WINDOW)
        bind(self, "Ctrl+Z", self.undoing.undo, WINDOW)
        bind(self, "Ctrl+Shift+Z", self.undoing.redo, WINDOW)
        bind(self, "Ctrl+I", lambda: desk.navigator.go("imports"), WINDOW)
        bind(self, "Alt+Left", desk.navigator.back, WINDOW)
        bind(self, "Alt+Right", desk.navigator.forward, WINDOW)

    def _register(self) -> None:
        for spec in PAGES:
            self.desk.navigator.register(spec.id, self._shower(spec, spec.inside))
            if spec.record:
                self.desk.navigator.register(spec.record, self._shower(spec, "open_record"))
            for kind, method in spec.starts:
                self.desk.navigator.register(kind, self._shower(spec, method))

    def _shower(self, spec: PageSpec, method: str = "") -> Callable[[Address], None]:
        def show(address: Address) -> None:
            page = self.page(spec.id)
            self.stack.setCurrentWidget(page)
            self._buttons[spec.id].setChecked(True)
            if method and len(address) > 1:
                getattr(page, method)(address[1])

        return show

    # what others ask of it

    def page(self, page_id: str) -> Any:
        """A page, made when it is first asked for."""
        if page_id not in self._pages:
            spec = next(s for s in PAGES if s.id == page_id)
            made = spec.make(self.desk)
            asked = getattr(made, "import_requested", None)
            if asked is not None:
                asked.connect(lambda: self.desk.navigator.go("imports"))
            self._pages[page_id] = made
            self.stack.addWidget(made)
        return self._pages[page_id]

    def open_files(self, files: list[str]) -> None:
        """Look at dropped files as lists to import."""
        self.desk.navigator.go("imports")
        self.page("imports").drop_files(files)

    def say_refused(self, refused: Refused) -> None:
        """A refusal that no form took: what happened, what was not touched, what to do."""
        self.toast.say("\n".join(codes.problem_text(p) for p in refused.problems))

    def _offer(self, method: str) -> Callable[[], None]:
        def call() -> None:
            found = getattr(self.stack.currentWidget(), method, None)
            if found is not None:
                found()

        return call

    # events of Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the window."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A list dropped on the window is looked at for import."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.open_files(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place."""
        data = self.saveGeometry().toBase64().data()
        self.desk.settings.windows[GEOMETRY] = bytes(data).decode("ascii")
        self.desk.remember()
        self.closing.emit()
        super().closeEvent(event)

    def _restore(self) -> None:
        u = self.desk.theme.u
        self.resize(u(1280), u(760))
        stored = self.desk.settings.windows.get(GEOMETRY, "")
        if stored:
            # Qt itself moves a window back that would lie off every screen.
            self.restoreGeometry(QByteArray.fromBase64(stored.encode("ascii")))
