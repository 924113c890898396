"""Saved views as tabs above a list, with all that can be done to them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from crm_desktop.domain.filters import EVERYBODY
from crm_desktop.domain.views import SharedView, check_name, tidy
from crm_desktop.exports.saved_views import ENDING, read_view
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.kit.view_output import show_folder
from crm_desktop.ui.parts.view_book import ALL, ViewBook
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext
from crm_desktop.words.views import not_found_text

LONGEST = 28
"""Letters of a name in a tab; the whole of it is told under the mouse."""


class ViewTabs(QWidget):
    """One tab for the whole list and one for each view; a click or the arrows choose."""

    def __init__(self, desk: Desk, book: ViewBook, whole: str) -> None:
        super().__init__()
        self._desk = desk
        self._book = book
        self._whole = whole
        self._filling = False
        u = desk.theme.u
        self.bar = QTabBar()
        self.bar.setAccessibleName(pgettext("Views", "Views"))
        self.bar.setMovable(True)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.menu_button = QToolButton()
        self.menu_button.setIcon(icon("chevron-down"))
        about = pgettext("Views", "What to do with this view")
        self.menu_button.setAccessibleName(about)
        self.menu_button.setToolTip(about)
        self.save_button = QPushButton(pgettext("Views", "Save changes"))
        self.keep_button = QPushButton(pgettext("Views", "Save as a view…"))
        self.reset_button = QPushButton(pgettext("Views", "Reset"))
        self.reset_button.setToolTip(pgettext("Views", "Show the view as it was saved"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(u(16), u(4), u(16), 0)
        layout.setSpacing(u(8))
        layout.addWidget(self.bar, 0)
        layout.addWidget(self.menu_button)
        layout.addStretch(1)
        for button in (self.save_button, self.keep_button, self.reset_button):
            button.setProperty("compact", True)
            layout.addWidget(button)
        self._wire()
        self._show()

    def _wire(self) -> None:
        self.bar.currentChanged.connect(self._chosen)
        self.bar.tabMoved.connect(self._moved)
        self.bar.customContextMenuRequested.connect(self._menu_at)
        self.menu_button.clicked.connect(self._menu_below)
        self.save_button.clicked.connect(self._book.save)
        self.keep_button.clicked.connect(self.save_as)
        self.reset_button.clicked.connect(self._book.reset)
        self._book.changed.connect(self._show)

    def step(self, by: int) -> None:
        """The tab so many places further; round at the ends."""
        count = self.bar.count()
        self.bar.setCurrentIndex((self.bar.currentIndex() + by) % count)

    def save_as(self) -> None:
        """Ask for a name, and keep what is shown under it."""
        name = self._ask_name(pgettext("Views", "New view"), "")
        if name is not None:
            self._book.add(name, self._book.shown.spec)

    def rename(self) -> None:
        """Ask for another name of the view shown."""
        view_id, before = self._book.current, self._book.name()
        name = self._ask_name(pgettext("Views", "Rename the view"), before)
        if name is not None and name != before:
            self._book.rename(view_id, name)

    def delete(self) -> None:
        """Keep the view shown no more; it can be had back at once."""
        view_id, name = self._book.current, self._book.name()
        said = pgettext("Views", "The view “{name}” is deleted.").format(name=name)
        undo = pgettext("Views", "Undo")
        jobs = self._desk.jobs
        self._book.delete(view_id, lambda: self._desk.say(said, undo, jobs.undo))

    def share(self) -> None:
        """Ask where to, and write the view into a file."""
        name = (self._book.name() or self._whole).replace("/", "-")
        near = folders.near(self._desk.settings, folders.TABLES, f"{name}{ENDING}")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, pgettext("Views", "View into a file"), near, pgettext("Views", "View (*.json)")
        )
        if chosen:
            self.write(Path(chosen))

    def write(self, target: Path) -> None:
        """Write the view; the dialog has asked about the file chosen, and about no other."""
        asked = target.suffix.lower() == ENDING
        if not asked:
            target = target.with_name(f"{target.name}{ENDING}")
        folders.remember(self._desk, folders.TABLES, target)

        def written(path: Path) -> None:
            said = pgettext("Views", "The view is written to “{name}”.").format(name=path.name)
            show = pgettext("Kit", "Show in folder")
            self._desk.say(said, show, lambda: show_folder(path))

        self._book.write(target, asked, written)

    def bring(self) -> None:
        """Ask for a file, and keep the view in it."""
        near = folders.near(self._desk.settings, folders.TABLES, "")
        chosen, _kind = QFileDialog.getOpenFileName(
            self, pgettext("Views", "View out of a file"), near, pgettext("Views", "View (*.json)")
        )
        if chosen:
            self.read(Path(chosen))

    def read(self, source: Path) -> None:
        """Keep the view in a file, under a name that is free."""
        noun = self._book.noun
        self._desk.jobs.call(lambda _step: read_view(source, noun), owner=self, then=self._brought)

    def _brought(self, found: SharedView) -> None:
        name = found.name
        spec, missing = found.at_home(self._book.shown.known)
        taken = {row.name.casefold() for row in self._book.rows}
        free, number = name, 2
        while free.casefold() in taken:
            free, number = f"{name} {number}", number + 1
        self._book.add(free, spec)
        if missing:
            self._desk.say(not_found_text(missing))

    def _ask_name(self, title: str, value: str) -> str | None:
        others = [row.name for row in self._book.rows if row.name != value]
        name = dialogs.ask_text(
            self,
            self._desk.theme,
            title,
            pgettext("Views", "Name"),
            value=value,
            check=lambda values: [
                replace(problem, field="text")
                for problem in check_name(tidy(values["text"]), others)
            ],
        )
        return None if name is None else tidy(name)

    # looks

    def _show(self) -> None:
        self._filling = True
        book = self._book
        changed, own = book.is_changed(), book.current != ALL
        wanted = [(ALL, self._whole), *((row.id, row.name) for row in book.rows)]
        while self.bar.count() > len(wanted):
            self.bar.removeTab(self.bar.count() - 1)
        while self.bar.count() < len(wanted):
            self.bar.addTab("")
        for place, (view_id, name) in enumerate(wanted):
            mark = " •" if own and changed and view_id == book.current else ""
            short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
            self.bar.setTabText(place, short.replace("&", "&&") + mark)
            self.bar.setTabData(place, view_id)
            self.bar.setTabToolTip(place, name)
        ids = [view_id for view_id, _name in wanted]
        self.bar.setCurrentIndex(ids.index(book.current) if book.current in ids else 0)
        # The whole list is nobody's view: columns of one's own are no change to be told of.
        asks = changed and (own or book.shown.spec.wanted != EVERYBODY)
        self.save_button.setVisible(asks and own)
        self.keep_button.setVisible(asks and not own)
        self.reset_button.setVisible(asks and own)
        self._filling = False

    def _chosen(self, place: int) -> None:
        if not self._filling and place >= 0:
            self._book.choose(int(self.bar.tabData(place)))

    def _moved(self, _before: int, _now: int) -> None:
        if self._filling:
            return
        ids = [int(self.bar.tabData(place)) for place in range(self.bar.count())]
        known = [row.id for row in self._book.rows]
        now = [one for one in ids if one != ALL]
        moved = next((one for one, was in zip(now, known, strict=False) if one != was), None)
        if moved is None:
            # The whole list stands first, wherever it is drawn to.
            self._show()
            return
        view_id = self._book.current if self._book.current in now else moved
        self._book.move(view_id, now.index(view_id))

    def _menu_at(self, place: QPoint) -> None:
        tab = self.bar.tabAt(place)
        if tab >= 0:
            self.bar.setCurrentIndex(tab)
            self._menu().popup(self.bar.mapToGlobal(place))

    def _menu_below(self) -> None:
        self._menu().popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))

    def _menu(self) -> QMenu:
        """What can be done with the view shown, and where others come from."""
        book = self._book
        own, changed = book.current != ALL, book.is_changed()
        place = next((n for n, row in enumerate(book.rows) if row.id == book.current), 0)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = (
            (pgettext("Views", "Save changes"), book.save, own and changed),
            (pgettext("Views", "Save as a view…"), self.save_as, True),
            (pgettext("Views", "Reset"), book.reset, changed),
            ("", None, True),
            (pgettext("Views", "Rename…"), self.rename, own),
            (
                pgettext("Views", "Further left"),
                lambda: book.move(book.current, place - 1),
                own and place > 0,
            ),
            (
                pgettext("Views", "Further right"),
                lambda: book.move(book.current, place + 1),
                own and place < len(book.rows) - 1,
            ),
            (pgettext("Views", "Delete"), self.delete, own),
            ("", None, True),
            (pgettext("Views", "Into a file…"), self.share, True),
            (pgettext("Views", "Out of a file…"), self.bring, True),
        )
        for text, deed, possible in entries:
            if deed is None:
                menu.addSeparator()
                continue
            action = menu.addAction(text)
            action.setEnabled(possible)
            action.triggered.connect(deed)
        return menu
