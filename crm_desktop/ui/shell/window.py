"""The window: rail, header, the page looked at, status line; it owns nothing of the business."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.problems import Refused
from crm_desktop.ui.kit.ribbon import Ribbons
from crm_desktop.ui.kit.toast import Toast
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.navigator import Address
from crm_desktop.ui.shell import menus
from crm_desktop.ui.shell.actions import FIRST_SECTION_KEYS, GO, Actions, ActionSpec, table
from crm_desktop.ui.shell.field_keys import FieldKeys, reverse_typing
from crm_desktop.ui.shell.header import Header
from crm_desktop.ui.shell.pages import FOOT, PAGES, SECTIONS, PageSpec, page_spec
from crm_desktop.ui.shell.rail import Rail
from crm_desktop.ui.shell.status import StatusLine
from crm_desktop.ui.shell.undoing import Undoing
from crm_desktop.words import codes, pgettext

GEOMETRY = "main"


class Window(QMainWindow):
    """Hosts the pages; every action asks the page that is shown."""

    closing = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._pages: dict[str, QWidget] = {}
        self._shown: PageSpec | None = None
        self.setAcceptDrops(True)
        self.setWindowTitle("CRM Desktop")
        desk.sections.declare(SECTIONS)
        self.undoing = Undoing(desk, self)
        self.table = Actions(self, self._current)
        self._build()
        self._wire()
        self._sections_changed()
        self._restore()

    # build

    def _build(self) -> None:
        u = self.desk.theme.u
        self.rail = Rail(self.desk, FOOT)
        self._bind()
        self.header = Header(self.desk.theme, self.table)
        self.stack = QStackedWidget()
        self.status = StatusLine(self.desk, self.undoing)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.ribbons = Ribbons(self.desk.theme)
        column.addWidget(self.ribbons)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        self.setCentralWidget(body)
        self.toast = Toast(self.desk.theme, self.stack)
        self.setMinimumSize(u(960), u(600))

    def _bind(self) -> None:
        """Give every action of the table its keys and whoever does it."""
        go = self.desk.navigator
        handlers: dict[str, Callable[[], object]] = {
            "import": lambda: go.go("imports"),
            "settings": lambda: go.go("settings"),
            "about": lambda: go.go("settings", "about"),
            "quit": self.close,
            "undo": self.undo,
            "redo": self.redo,
            "palette": self._find,
            "delete": self._delete,
            "back": go.back,
            "forward": go.forward,
            "rail": self.rail.toggle,
        }
        for spec in table():
            self.table.add(spec, handlers.get(spec.id))
        self._field_keys = FieldKeys(self.table, self)

    def _wire(self) -> None:
        desk = self.desk
        desk.say = self.toast.say
        desk.jobs.refused.connect(self.say_refused)
        desk.navigator.moved.connect(lambda _address: self._moved())
        desk.sections.changed.connect(self._sections_changed)
        self.rail.chosen.connect(desk.navigator.go)
        self.header.new_wanted.connect(self._new)
        self.undoing.changed.connect(self._name_undo)

    def _sections_changed(self) -> None:
        """What is off is off everywhere: rail, keys, addresses, menus."""
        desk = self.desk
        desk.remember()
        self.rail.rebuild()
        self.table.remove("go-")
        for place, section in enumerate(desk.sections.shown()):
            keys = (f"Ctrl+{place + 1}",) if place < FIRST_SECTION_KEYS else ()
            spec = ActionSpec(f"go-{section.id}", GO, section.title, keys, section.icon)
            self.table.add(spec, partial(desk.navigator.go, section.id))
        for page in PAGES:
            self._register(page, desk.sections.is_shown(page.id))
        menus.furnish(self, self.header.menu_button, self.table)
        self.header.offer([self._creator(one) for one in PAGES if self._creates(one)])
        if self._shown is not None and not desk.sections.is_shown(self._shown.id):
            desk.navigator.go(desk.sections.shown()[0].id)
        self._moved()

    def _register(self, spec: PageSpec, shown: bool) -> None:
        kinds = [(spec.id, spec.inside), *spec.starts]
        if spec.record:
            kinds.append((spec.record, "open_record"))
        for kind, method in kinds:
            if shown:
                self.desk.navigator.register(kind, self._shower(spec, method))
            else:
                self.desk.navigator.withdraw(kind)

    def _shower(self, spec: PageSpec, method: str) -> Callable[[Address], None]:
        def show(address: Address) -> None:
            page = self.page(spec.id)
            self._shown = spec
            if self.stack.currentWidget() is not page:
                # Where the user was on it last, at first in its list.
                focus = page.focusWidget() or page
                self.stack.setCurrentWidget(page)
                focus.setFocus()
            if method and len(address) > 1:
                getattr(page, method)(address[1])

        return show

    # what others ask of it

    def page(self, page_id: str) -> Any:
        """A page, made when it is first asked for."""
        if page_id not in self._pages:
            spec = page_spec(page_id)
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

    def undo(self) -> None:
        """Take back typing in the field one is in, else the newest action."""
        if not reverse_typing("undo"):
            self.undoing.undo()

    def redo(self) -> None:
        """Do again what was taken back, typing first."""
        if not reverse_typing("redo"):
            self.undoing.redo()

    def say_refused(self, refused: Refused) -> None:
        """A refusal that no form took: what happened, what was not touched, what to do."""
        self.toast.say("\n".join(codes.problem_text(p) for p in refused.problems))

    # react

    def _current(self) -> QWidget | None:
        return self.stack.currentWidget()

    def _moved(self) -> None:
        """Another page, or another record of it: say where the user is and what can be done."""
        spec = self._shown
        name = spec.id if spec is not None else ""
        self.rail.mark(name)
        self.table.refresh(name)
        navigator = self.desk.navigator
        self.table.action("back").setEnabled(navigator.can_go_back())
        self.table.action("forward").setEnabled(navigator.can_go_forward())
        maker = spec if spec is not None and self._creates(spec) else page_spec("clients")
        if spec is not None and maker.new is not None:
            self.header.show_section(spec.title(), maker.new())

    def _creates(self, spec: PageSpec) -> bool:
        return spec.new is not None and self.desk.sections.is_shown(spec.id)

    def _creator(self, spec: PageSpec) -> tuple[str, str, Callable[[], object]]:
        text = spec.new() if spec.new is not None else ""
        return spec.icon, text, lambda: self.make_new(spec.id)

    def make_new(self, page_id: str) -> None:
        """Go where such a thing is made and begin a new one."""
        self.desk.navigator.go(page_id)
        self.page(page_id).new()

    def _new(self) -> None:
        spec = self._shown
        self.make_new(spec.id if spec is not None and self._creates(spec) else "clients")

    def _find(self) -> None:
        self.desk.navigator.go("clients")
        self.page("clients").focus_search()

    def _delete(self) -> None:
        # Only a list says by its cursor what is meant; Del on a button must not cost a record.
        page = self._current()
        if isinstance(QApplication.focusWidget(), QAbstractItemView):
            getattr(page, "delete_current", lambda: None)()

    def _name_undo(self) -> None:
        undo, redo = self.table.action("undo"), self.table.action("redo")
        undo.setText(self.undoing.undo_text() or pgettext("Shell", "Undo"))
        redo.setText(self.undoing.redo_text() or pgettext("Shell", "Do again"))

    # events of Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F10 opens the menu; Esc that nobody needed leaves a page which is no section."""
        if event.key() == Qt.Key.Key_F10 and not self.header.menu_button.isHidden():
            self.header.menu_button.showMenu()
        elif event.key() == Qt.Key.Key_Escape and self._shown and not self._shown.rail:
            self.desk.navigator.back()
        else:
            super().keyPressEvent(event)

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
