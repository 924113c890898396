"""The window: rail, header, the page looked at, status line; it owns nothing of the business."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.problems import Refused
from crm_desktop.ui.kit.enter_key import pressed_by_enter
from crm_desktop.ui.kit.ribbon import Ribbons
from crm_desktop.ui.kit.tab_order import move_focus
from crm_desktop.ui.kit.toast import Toast
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.shell import menus
from crm_desktop.ui.shell.actions import RECORD, Actions, ActionSpec, section_specs, table
from crm_desktop.ui.shell.areas import area_keys
from crm_desktop.ui.shell.backups import CopySegment
from crm_desktop.ui.shell.badges import Badges
from crm_desktop.ui.shell.boxes import Boxes
from crm_desktop.ui.shell.field_keys import FieldKeys, reverse_typing
from crm_desktop.ui.shell.header import Header
from crm_desktop.ui.shell.keyed import keyed
from crm_desktop.ui.shell.pages import FOOT, SECTIONS
from crm_desktop.ui.shell.rail import Rail
from crm_desktop.ui.shell.rooms import Rooms
from crm_desktop.ui.shell.status import StatusLine
from crm_desktop.ui.shell.undoing import Undoing
from crm_desktop.ui.shell.whole_base import WholeBase
from crm_desktop.ui.shell.window_name import WindowName
from crm_desktop.words import codes, pgettext

GEOMETRY = "main"
ROOMY_UNITS = 1000
LEAST_UNITS = 960


class Window(QMainWindow):
    """Hosts the pages; every action asks the page that is shown."""

    closing = Signal()
    reminders_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.before_closing: Callable[[], bool] | None = None
        self.may_leave: Callable[[], bool] | None = None
        self.setAcceptDrops(True)
        self.name = WindowName(desk, self)
        desk.sections.declare(SECTIONS)
        self.undoing = Undoing(desk, self)
        self.whole_base = WholeBase(desk, self)
        self.table = Actions(self, self._current)
        self._build()
        self._wire()
        self._sections_changed()
        self._restore()

    # build

    def _build(self) -> None:
        u = self.desk.theme.u
        body = QWidget()
        self.boxes = Boxes(self.desk, self.table, body, self.open_files)
        self.rail = Rail(self.desk, FOOT)
        self.badges = Badges(self.desk, self.rail)
        self._bind()
        self.header = Header(self.desk.theme, self.table, self.desk.foremost)
        self.stack = Rooms(self.desk)
        self.status = StatusLine(self.desk, self.undoing)
        self.status.add(CopySegment(self.desk))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.ribbons = Ribbons(self.desk.theme)
        column.addWidget(self.ribbons)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        self.setCentralWidget(body)
        self.toast = Toast(self.desk.theme, self.stack)
        # The page that comes is raised; what was just said stays above it.
        self.stack.currentChanged.connect(self.toast.raise_)
        # Large letters on a small screen: better narrow than beyond its edge.
        # A title bar takes a part of the height.
        room = self.screen().availableSize()
        self.setMinimumSize(min(u(LEAST_UNITS), room.width()), min(u(600), room.height() - u(48)))

    def _bind(self) -> None:
        """Give every action of the table its keys and whoever does it."""
        go = self.desk.navigator
        handlers: dict[str, Callable[[], object]] = {
            "import": lambda: go.go("imports"),
            **{
                one: partial(go.go, one)
                for one in ("past-imports", "bin", "health", "duplicates", "settings", "calls")
            },
            **area_keys(self._current, self.rail),
            "help": self._help,
            "about": lambda: go.go("settings", "about"),
            "quit": self.leave,
            "export-all": self.whole_base.export,
            "reminders": self.reminders_wanted.emit,
            "undo": self.undo,
            "redo": self.redo,
            "palette": self.boxes.find,
            "new": self._new,
            "quick-add": self.boxes.write_down,
            "delete": self._delete,
            "back": go.back,
            "forward": go.forward,
            "rail": self.rail.toggle,
        }
        for spec in table(self.desk.settings.keys):
            self.table.add(spec, handlers.get(spec.id))
        self._field_keys = FieldKeys(self.table, self)

    def _wire(self) -> None:
        desk = self.desk
        desk.say = self.toast.say
        desk.jobs.refused.connect(self.say_refused)
        desk.jobs.noticed.connect(lambda problem: self.toast.say(codes.problem_text(problem)))
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
        for spec in section_specs(desk.sections.shown()):
            self.table.add(spec, partial(desk.navigator.go, spec.id.removeprefix("go-")))
        self.stack.register()
        self.table.remove("new-")
        for page in self.stack.makers():
            if page.new is not None:
                spec = ActionSpec(f"new-{page.id}", RECORD, page.new, icon=page.icon)
                self.table.add(spec, partial(self.stack.make_new, page.id))
        menus.furnish(self, self.header.menu_button, self.table)
        new = [one for one in self.table.bound() if one.id.startswith(("new-", "quick-add"))]
        self.header.offer(new)
        desk.keys.declare(keyed(desk.settings.keys, desk.sections.shown()))
        shown = self.stack.shown
        if shown is not None and not desk.sections.is_shown(shown.id):
            desk.navigator.go(desk.sections.shown()[0].id)
        self._moved()

    # what others ask of it

    def page(self, page_id: str) -> Any:
        """A page, made when it is first asked for."""
        return self.stack.page(page_id)

    def open_files(self, files: list[str]) -> None:
        """Look at dropped files as lists to import."""
        self.desk.navigator.go("imports")
        self.page("imports").drop_files(files)

    def leave(self) -> bool:
        """Close for good, whatever closing the window means otherwise; whether it is closed."""
        otherwise, self.before_closing = self.before_closing, None
        closed = self.close()
        if not closed:
            self.before_closing = otherwise
        return closed

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
        spec = self.stack.shown
        name = spec.id if spec is not None else ""
        self.rail.mark(name)
        self.table.refresh(name)
        navigator = self.desk.navigator
        self.table.action("back").setEnabled(navigator.can_go_back())
        self.table.action("forward").setEnabled(navigator.can_go_forward())
        maker = self.stack.maker()
        if spec is not None and maker.new is not None:
            main = spec.rail == "section"
            self.header.show_section(spec.title(), maker.new(), primary=main)

    def _new(self) -> None:
        """What the primary button of the header makes, there or by its keys."""
        self.stack.make_new(self.stack.maker().id)

    def _help(self) -> None:
        here = self.stack.shown
        topic = (here.topic or here.id) if here is not None else "index"
        self.desk.navigator.go("help", topic)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail keeps its names as long as the page has room beside them."""
        super().resizeEvent(event)
        self.rail.set_tight(self.width() < self.desk.theme.u(ROOMY_UNITS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F10 opens the menu, Enter presses the button that has the keyboard.

        Esc that nobody needed leaves a page which is no section.
        """
        if event.key() == Qt.Key.Key_F10 and not self.header.menu_button.isHidden():
            self.header.menu_button.showMenu()
        elif event.key() == Qt.Key.Key_Escape and self.stack.shown and not self.stack.shown.rail:
            self.desk.navigator.back()
        elif not pressed_by_enter(event, self.focusWidget()):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Pages are made when they are first shown: Tab goes by the layout all the same."""
        return move_focus(self, forward)

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
        """Remember the window's place; the tray may have it only hidden, work may hold it up."""
        data = self.saveGeometry().toBase64().data()
        self.desk.settings.windows[GEOMETRY] = bytes(data).decode("ascii")
        self.desk.remember()
        if self.before_closing is not None and not self.before_closing():
            event.ignore()
            return
        if self.may_leave is not None and not self.may_leave():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def _restore(self) -> None:
        u, room = self.desk.theme.u, self.screen().availableSize()
        # A title bar takes a part of the height, and what stands at the bottom must be seen.
        # Where not even the least width fits, a part is out of sight either way.
        wide = min(u(1280), room.width()) if room.width() >= u(LEAST_UNITS) else u(1280)
        self.resize(wide, min(u(760), room.height() - u(48)))
        stored = self.desk.settings.windows.get(GEOMETRY, "")
        if stored:
            # Qt itself moves a window back that would lie off every screen.
            self.restoreGeometry(QByteArray.fromBase64(stored.encode("ascii")))
