"""The room of the clients: the list, the box that finds anyone, and the card beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.filters import EVERYBODY, Filter
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.unfinished import Unfinished
from crm_desktop.domain.views import BY_NAME, Sort
from crm_desktop.exports.views import View, paged
from crm_desktop.queries import client_list
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries.clients import ClientCard, Skeleton
from crm_desktop.queries.read import Read
from crm_desktop.ui.clients.card import ClientPanel
from crm_desktop.ui.clients.columns import STANDARD, columns
from crm_desktop.ui.clients.edit import ClientForm
from crm_desktop.ui.clients.only_imported import OnlyImported
from crm_desktop.ui.kit.arrival import Arrival
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.record_model import RecordModel
from crm_desktop.ui.kit.record_table import RecordTable
from crm_desktop.ui.kit.search_box import SearchBox
from crm_desktop.ui.kit.view_output import ViewOutput, columns_of
from crm_desktop.ui.parts.checklist import Checklist
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import formats, npgettext, pgettext

FIRST = 50
"""Hits that fill the screen at a keystroke."""
_TABLES = ("client", "contact", "contact_point", "deal", "task", "document", "activity")


class ClientsPage(QWidget):
    """List and card; everything in it is as fresh as the last commit."""

    import_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._sorts = BY_NAME
        self._wanted = EVERYBODY
        self._build()
        self._first = False
        self._whole = True
        self._ids = LiveQuery(
            self, desk.jobs, client_queries.skeleton, _TABLES, self._question, self._show
        )
        self.output = ViewOutput(desk, self, self._view)
        self._wire()

    # build

    def _build(self) -> None:
        theme = self.desk.theme
        u = theme.u
        bar = self._bar()
        self.model = RecordModel(
            columns(self.desk.language, self.desk.currency),
            self.desk.reads(client_list.lines, shown=STANDARD),
            parent=self,
        )
        self.table = RecordTable(theme, self.model, pgettext("Clients", "Clients"))
        self.table.show_sort("name", True)
        self.empty = EmptyState(
            theme,
            "file-spreadsheet",
            pgettext("Clients", "Drop an Excel file here, or write down the first client."),
            pgettext("Clients", "Choose a file…"),
            self.import_requested.emit,
            example=pgettext(
                "Clients", "For example: customers from your accounts, or contacts from your phone"
            ),
        )
        self.nothing = EmptyState(
            theme,
            "search",
            pgettext("Clients", "Nobody is found by this."),
            pgettext("Clients", "Show all"),
            self.show_all,
        )
        self.only = OnlyImported(self.desk)
        self.only.left.connect(self._search)
        self.left = QStackedWidget()
        for widget in (self.table, self.empty, self.nothing):
            self.left.addWidget(widget)
        self.panel = ClientPanel(self.desk)
        self.form = ClientForm(self.desk)
        self.right = QStackedWidget()
        self.right.setMinimumWidth(u(360))
        self.right.addWidget(self.panel)
        self.right.addWidget(self.form)
        self.right.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.left, 1)
        column.addWidget(self._first_steps())
        self.splitter.addWidget(beside)
        self.splitter.addWidget(self.right)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        self.splitter.setSizes([u(800), u(420)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.only)
        layout.addWidget(self.splitter, 1)

    def _bar(self) -> QHBoxLayout:
        """The box that finds, how many there are, and what is done to them all."""
        theme, u = self.desk.theme, self.desk.theme.u
        self.search = SearchBox(theme, pgettext("Clients", "Name, phone, e-mail, INN…"))
        self.count = QLabel()
        self.count.setProperty("muted", True)
        self.import_button = QPushButton(pgettext("Clients", "Import…"))
        self.more_button = QToolButton()
        self.more_button.setIcon(icon("ellipsis-vertical"))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more = pgettext("Clients", "More about the list")
        self.more_button.setAccessibleName(more)
        self.more_button.setToolTip(more)
        self.more_button.setMenu(self._more())
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(12), u(16), u(8))
        bar.setSpacing(u(8))
        bar.addWidget(self.search, 1)
        bar.addWidget(self.count)
        bar.addStretch(1)
        bar.addWidget(self.import_button)
        bar.addWidget(self.more_button)
        return bar

    def _more(self) -> QMenu:
        """What is done to the whole list now and then."""
        menu = QMenu(self)
        past = menu.addAction(pgettext("Clients", "Past imports"))
        past.triggered.connect(lambda: self.desk.navigator.go("past-imports"))
        menu.addAction(pgettext("Clients", "Export the list…")).triggered.connect(
            self.export_current
        )
        menu.addAction(pgettext("Clients", "Print the list…")).triggered.connect(self.print_current)
        return menu

    def _first_steps(self) -> QWidget:
        """Only beside the empty list: where there are clients there is work."""
        u = self.desk.theme.u
        self.checklist = Checklist(self.desk)
        self.beginning = QWidget()
        layout = QVBoxLayout(self.beginning)
        layout.setContentsMargins(u(16), 0, u(16), u(16))
        layout.addWidget(self.checklist)
        self.beginning.hide()
        return self.beginning

    def _wire(self) -> None:
        self.search.searched.connect(lambda _text: self._search())
        self.arrival = Arrival(self.search, self.table, self._search, self.open_record)
        self.table.sort_requested.connect(self._sort_by)
        self.table.opened.connect(self.open_record)
        self.table.current_changed.connect(self._current_changed)
        self.import_button.clicked.connect(self.import_requested)
        self.panel.edit_requested.connect(self._edit)
        self.panel.closed.connect(self._close_panel)
        self.form.closed.connect(self._form_closed)
        self.form.saved.connect(self._saved)
        self.desk.jobs.committed.connect(self._committed)

    # what the shell offers

    def new(self) -> None:
        """An empty form beside the list."""
        self.form.edit(None)
        self.right.setCurrentWidget(self.form)
        self.right.show()

    def show_import(self, run: int) -> None:
        """Only the clients that this import brought, until all are asked for again."""
        self.search.clear()
        self.only.begin(run)
        self._search()

    def show_all(self) -> None:
        """Everybody: nothing is searched for, no import is looked at."""
        self.only.end()
        self.search.clear()

    def edit_current(self) -> None:
        """The form of the client shown."""
        if self.panel.card is not None and not self.right.isHidden():
            self._edit(self.panel.card)

    def delete_current(self) -> None:
        """Put the client under the cursor into the bin, whether its card is open or not."""
        current = self.table.current_id()
        row = None if current is None else self.model.row_of(current)
        shown = None if row is None else self.model.record(row)
        if self.table.selected_count() > 1:
            self.desk.say(
                pgettext("Clients", "Several clients are marked: delete them one by one.")
            )
        elif current is not None and shown is not None:
            self.panel.delete_client(current, shown.name)

    def next_record(self) -> None:
        """The card of the client below, the list moves along."""
        self._step(1)

    def previous_record(self) -> None:
        """The card of the client above."""
        self._step(-1)

    def print_current(self) -> None:
        """The list as it stands on paper."""
        self.output.print()

    def export_current(self) -> None:
        """The list as it stands into a file."""
        self.output.export()

    def focus_search(self) -> None:
        """The cursor into the search box."""
        self.search.setFocus()
        self.search.selectAll()

    def open_record(self, client_id: int) -> None:
        """Show a client's card; the list moves to it when it is in there."""
        self.panel.show_client(client_id)
        self.right.setCurrentWidget(self.panel)
        self.right.show()
        self.arrival.want(client_id)

    def shown_record(self) -> int | None:
        """The client whose card is open."""
        return None if self.right.isHidden() else self.panel.client_id

    def resume(self, one: Unfinished) -> None:
        """Open the form of a draft again; it fills itself with what was typed."""
        if one.kind == "note":
            self.open_record(one.record)
        elif not one.record:
            self.new()
        else:
            wanted = [one.record]
            self.desk.jobs.ask(client_queries.cards, wanted, owner=self, then=self._edit_found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the list."""
        # Not a focus proxy: Tab would jump over whatever stands before it.
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes what is open beside the list."""
        if event.key() == Qt.Key.Key_Escape and not self.right.isHidden():
            self._close_panel()
            return
        super().keyPressEvent(event)

    # react

    def _step(self, by: int) -> None:
        # What is being typed in the form is not left by a key of the list.
        if self.right.isHidden() or self.right.currentWidget() is self.panel:
            self.table.step(by)

    def current_filter(self) -> Filter:
        """What the list is narrowed to besides a search and an import."""
        return self._wanted

    def selected_ids(self) -> list[int]:
        """The clients marked, in the order of the list."""
        return self.table.selected_ids()

    def view_ids(self) -> Sequence[int]:
        """All clients that the list shows, those too that are still on their way into it."""
        if self._whole:
            return self.model.ids()
        asked = self._question() | {"most": None}
        return self.desk.jobs.crm.ask(client_queries.skeleton, **asked).ids

    def _view(self) -> View:
        # The rest of what was found may be on its way: a file without it would be a lie.
        ids = self.view_ids()
        text = self.search.text().strip()
        found = pgettext("Clients", "found by “{text}”").format(text=text) if text else ""
        return View(
            pgettext("Clients", "Clients"),
            " · ".join(one for one in (self.count.text(), found) if one),
            columns_of(self.model.columns),
            paged(self._lines, ids),
            len(ids),
        )

    def _lines(self, read: Read, ids: Sequence[int]) -> Sequence[Any]:
        return client_list.lines(read, ids, STANDARD)

    def _search(self) -> None:
        """What fills the screen at once, whatever was typed; the rest of what is found follows."""
        self._first = True
        self._ids.refresh()

    def _question(self) -> dict[str, Any]:
        return {
            "search_text": self.search.text(),
            "sorts": self._sorts,
            "most": FIRST if self._first else None,
            "run": self.only.run,
            "wanted": self._wanted,
        }

    def _show(self, found: Skeleton) -> None:
        self._first = False
        self._whole = found.whole
        ids = found.ids
        self.model.show(ids)
        if not found.whole:
            self.left.setCurrentWidget(self.table)
            self._ids.refresh()
            return
        language = self.desk.language
        text = npgettext("Clients", "{n} client", "{n} clients", len(ids))
        searching = bool(self.search.text().strip()) or self.only.run is not None
        told = ids or searching
        self.count.setText(text.format(n=formats.number(len(ids), language)) if told else "")
        shown = self.table if ids else self.nothing if searching else self.empty
        self.left.setCurrentWidget(shown)
        self.beginning.setVisible(shown is self.empty)
        self.arrival.came(ids)

    def _committed(self, changes: Any) -> None:
        touched = changes.ids_of("client")
        self.model.invalidate(touched if touched is None or touched else None)

    def _sort_by(self, sort: str, ascending: bool) -> None:
        self._sorts = (Sort(sort, not ascending),)
        self.table.show_sort(sort, ascending)
        self._ids.refresh()

    def _current_changed(self, client_id: object) -> None:
        shown = self.right.currentWidget() is self.panel and not self.right.isHidden()
        if isinstance(client_id, int) and shown:
            self.panel.show_client(client_id)

    def _edit(self, card: object) -> None:
        if isinstance(card, ClientCard):
            self.form.edit(card)
        self.right.setCurrentWidget(self.form)

    def _edit_found(self, found: list[ClientCard]) -> None:
        if found:
            self.right.show()
            self._edit(found[0])
        else:
            self.desk.jobs.refused.emit(Refused.of(NOT_FOUND))

    def _saved(self, client_id: int) -> None:
        self.open_record(client_id)
        self.table.setFocus()

    def _form_closed(self) -> None:
        if self.panel.client_id is None:
            self._close_panel()
        else:
            self.right.setCurrentWidget(self.panel)

    def _close_panel(self) -> None:
        self.right.hide()
        self.panel.client_id = None
        self.table.setFocus()
