"""The room of the clients: the list, the box that finds anyone, and the card beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from crm_desktop.domain.client_bulk import BulkAction, Scope
from crm_desktop.domain.data_health import FILTERS, Gap
from crm_desktop.domain.filters import FieldInfo, Filter
from crm_desktop.domain.imports import RunPart
from crm_desktop.domain.unfinished import Unfinished
from crm_desktop.exports.views import View, paged
from crm_desktop.queries import client_fields
from crm_desktop.ui.clients.beside import Beside
from crm_desktop.ui.clients.bulk_menu import merge_marked, offer, offer_places
from crm_desktop.ui.clients.found import Blank, Found
from crm_desktop.ui.clients.listed import ClientTable
from crm_desktop.ui.clients.offers import CardOffers
from crm_desktop.ui.clients.summary import SelectionSummary
from crm_desktop.ui.clients.top import ListTop
from crm_desktop.ui.kit.arrival import Arrival
from crm_desktop.ui.kit.idle import Idle
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.shortcuts import bind
from crm_desktop.ui.kit.view_output import ViewOutput, columns_of
from crm_desktop.ui.parts.checklist import Checklist
from crm_desktop.ui.parts.view_book import ALL, ViewBook
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext

if TYPE_CHECKING:
    from crm_desktop.ui.clients.bulk import BulkPanel
    from crm_desktop.ui.clients.card import ClientPanel
    from crm_desktop.ui.clients.cell_edit import CellEdit
    from crm_desktop.ui.clients.edit import ClientForm


class ClientsPage(CardOffers):
    """List and card; everything in it is as fresh as the last commit."""

    import_requested = Signal()
    file_requested = Signal()
    menu_asked = Signal(object)
    """A `QMenu` of the row under the cursor is about to be shown: add to it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._build()
        self._known = LiveQuery(
            self,
            desk.jobs,
            client_fields.known,
            ("custom_field", "dictionary_entry"),
            dict[str, Any],
            self._learn,
        )
        self.output = ViewOutput(desk, self, self._view)
        self._wire()
        self._idle = Idle(self.right.steps(), self)

    @property
    def panel(self) -> ClientPanel:
        """The card beside the list."""
        return self.right.panel

    @property
    def form(self) -> ClientForm:
        """The form beside the list."""
        return self.right.form

    @property
    def bulk(self) -> BulkPanel:
        """The change of many beside the list."""
        return self.right.bulk

    @cached_property
    def cell_edit(self) -> CellEdit:
        """What is typed over a cell."""
        from crm_desktop.ui.clients.cell_edit import CellEdit

        return CellEdit(self.desk, self.table)

    # build

    def _build(self) -> None:
        u = self.desk.theme.u
        self.top = ListTop(self.desk)
        self.search, self.count, self.only = self.top.search, self.top.count, self.top.only
        self.import_button, self.more_button = self.top.import_button, self.top.more_button
        self.filter = self.top.filter
        listed = self.listed = ClientTable(self.desk, self.filter, self)
        self.table, self.model, self.view = listed.table, listed.model, listed.view
        self.book = ViewBook(self.desk, "client", self.view, self)
        self.tabs = self.top.show_views(self.book)
        self.summary = SelectionSummary(self.desk, self.table, self.view)
        self.left: Found = Found(
            self.desk,
            self.top,
            listed,
            self,
            bring=self.file_requested.emit,
            show_all=self.show_all,
        )
        self.right = Beside(self.desk)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.beside = QWidget()
        column = QVBoxLayout(self.beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.left, 1)
        column.addWidget(self.summary)
        self._column = column
        self.splitter.addWidget(self.beside)
        self.splitter.addWidget(self.right)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        self.splitter.setSizes([u(800), u(420)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.splitter, 1)

    @cached_property
    def beginning(self) -> QWidget:
        """The first steps, only below the empty list: where there are clients there is work."""
        u = self.desk.theme.u
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(u(16), 0, u(16), u(16))
        layout.addWidget(Checklist(self.desk))
        self._column.addWidget(made)
        return made

    def _wire(self) -> None:
        self.search.searched.connect(lambda _text: self.left.ask())
        self.only.left.connect(self._all_again)
        self.filter.changed.connect(self.view.narrow)
        self.view.asked.connect(self._asked)
        self.filter.left.connect(self.table.setFocus)
        self.top.export_wanted.connect(self.export_current)
        self.top.print_wanted.connect(self.print_current)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            bind(self, keys, partial(self.tabs.step, by))
        bind(self, "Ctrl+V", self._paste)
        self.top.columns_wanted.connect(self.listed.choose_columns)
        self.listed.menu_asked.connect(self.menu_asked)
        self.arrival = Arrival(self.search, self.table, self.left.ask, self.open_record)
        self.left.came.connect(self._came)
        self.table.opened.connect(self.open_or_widen)
        self.table.current_changed.connect(self._current_changed)
        self.import_button.clicked.connect(self.import_requested)
        self.right.closed.connect(self.to_list)
        self.right.form_opens.connect(self.leave_for_form)
        self.right.form_left.connect(self.return_from_form)
        self.right.form_opens.connect(lambda: self._begin(alone=False))
        self.right.closed.connect(self._begin)
        self.right.widened.connect(self.beside.setHidden)
        self.right.widened.connect(self.tabs.setHidden)
        self.right.saved.connect(self._saved)
        self.table.selection_changed.connect(self._marked_changed)
        self.menu_asked.connect(lambda menu: offer(menu, self.change_many, self.merge_marked))
        self.top.calls_wanted.connect(self.call_list)
        offer(self.more_button.menu(), self.change_many, self.merge_marked)
        offer_places(self.more_button.menu(), self.filter, self.desk.navigator)
        self.desk.jobs.committed.connect(self._committed)

    def _all_again(self) -> None:
        """All clients are shown: no way back leads to those of the import once more."""
        go = self.desk.navigator
        if go.here is not None and go.here[0] == "clients-of-import":
            go.forget("clients-of-import", *go.here[1:])
            go.go("clients")
        self.left.ask()

    def _paste(self) -> None:
        """Copied cells are looked at as a list; a word or a number is none."""
        if any(sign in QApplication.clipboard().text().strip() for sign in "\t\n"):
            self.desk.navigator.go("imports", "clipboard")
        else:
            self.desk.say(
                pgettext("Imports", "There are no cells to paste: copy them in the spreadsheet.")
            )

    # what the shell offers

    def new(self) -> None:
        """An empty form beside the list."""
        self.right.new()

    def show_import(self, run: int, part: str = RunPart.ALL) -> None:
        """Only the clients of this import, or a part, until all are asked for again."""
        self.search.clear()
        # Whoever wants to see what came in wants all of it.
        self.book.choose(ALL)
        self.filter.clear()
        self.only.begin(int(run), RunPart(part))
        self.left.ask()

    def show_gap(self, gap: str) -> None:
        """Only the clients that lack something, or have it wrong: a `Gap` of the data."""
        self.show_all()
        self.book.choose(ALL)
        for condition in FILTERS[Gap(gap)].conditions():
            self.filter.add(condition)

    def show_all(self) -> None:
        """Everybody: nothing is searched for, no import is looked at, no filter holds."""
        self.only.end()
        self.filter.clear()
        self.search.clear()

    def edit_current(self) -> None:
        """The cell under the cursor; the form of the client shown, when the list has no focus."""
        if self.table.hasFocus() and self.cell_edit.begin():
            return
        self.right.edit_shown()

    def delete_current(self) -> None:
        """Put the client under the cursor into the bin, whether its card is open or not."""
        current = self.table.current_id()
        row = None if current is None else self.model.row_of(current)
        shown = None if row is None else self.model.record(row)
        if self.table.selected_count() > 1:
            self.change_many(BulkAction.DELETE)
        elif current is not None and shown is not None:
            self.panel.delete_client(current, shown.name)

    def change_many(self, action: BulkAction = BulkAction.SET) -> None:
        """Ask what is to become of the marked clients, or of all in this view."""
        self.right.change_many(action, self.table.selected_ids(), self._scope())

    def merge_marked(self) -> None:
        """The marked cards side by side, to become one client."""
        merge_marked(self.desk, self.table.selected_ids())

    def call_list(self) -> None:
        """Call the marked clients, or all in this view, one after the other."""
        # The page of the calls is another one, with parts of its own.
        from crm_desktop.ui.clients import calls

        marked = self.table.selected_ids()
        calls.begin(self.desk, marked if len(marked) > 1 else self.view_ids())

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

    def open_filter(self) -> None:
        """The form of the filter, or away with it."""
        self.filter.toggle()

    def focus_search(self) -> None:
        """The cursor into the search box."""
        self.search.setFocus()
        self.search.selectAll()

    def open_record(self, client_id: int) -> None:
        """Show a client's card; the list moves to it when it is in there."""
        self.right.open_card(client_id)
        self.arrival.want(client_id)

    def shown_record(self) -> int | None:
        """The client whose card is open."""
        return self.right.shown_client

    def resume(self, one: Unfinished) -> None:
        """Open the form of a draft again; it fills itself with what was typed."""
        if one.kind == "note":
            self.open_record(one.record)
        else:
            self.right.resume(one)

    def showEvent(self, event: QShowEvent) -> None:
        """What is not in sight yet is made while the user looks at the list."""
        super().showEvent(event)
        self._idle.begin()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the list."""
        # Not a focus proxy: Tab would jump over whatever stands before it.
        self.to_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes one step back: from a form to the card, from the card to the list."""
        if event.key() == Qt.Key.Key_Escape and not self.right.isHidden():
            self.right.step_back(whole=self.beside.isHidden())
            return
        super().keyPressEvent(event)

    # react

    def _step(self, by: int) -> None:
        # What is being typed in the form is not left by a key of the list.
        if self.right.isHidden() or self.right.card_in_sight:
            self.table.step(by)

    def current_filter(self) -> Filter:
        """What the list is narrowed to besides a search and an import."""
        return self.view.spec.wanted

    def _scope(self) -> Scope:
        today = self.desk.now().date()
        return Scope(
            self.view.spec.wanted,
            self.search.text(),
            self.only.run,
            today=today,
            part=self.only.part,
        )

    def _marked_changed(self) -> None:
        self.right.look_at(self.table.selected_ids(), self._scope())

    def selected_ids(self) -> list[int]:
        """The clients marked, in the order of the list."""
        return self.table.selected_ids()

    def view_ids(self) -> Sequence[int]:
        """All clients that the list shows, those too that are still on their way into it."""
        return self.left.all_ids()

    def _view(self) -> View:
        # The rest of what was found may be on its way: a file without it would be a lie.
        ids = self.view_ids()
        text = self.search.text().strip()
        found = pgettext("Clients", "found by “{text}”").format(text=text) if text else ""
        asked = self.filter.source.text(self.view.spec.wanted)
        return View(
            pgettext("Clients", "Clients"),
            " · ".join(one for one in (self.book.name(), self.count.text(), found, asked) if one),
            columns_of(self.model.columns),
            paged(self.listed.lines, ids),
            len(ids),
            comes_back=True,
            cards=ids,
        )

    def _learn(self, known: list[FieldInfo]) -> None:
        self.filter.show_fields(known)
        self.view.learn(known)

    def _asked(self) -> None:
        """The view asks for other clients, or for another order of them."""
        if self.filter.wanted != self.view.spec.wanted:
            self.filter.show_filter(self.view.spec.wanted)
        self.left.ask()

    def _came(self, ids: Sequence[int]) -> None:
        self._begin()
        self.arrival.came(ids)

    def _begin(self, alone: bool = True) -> None:
        """The first steps, as long as there is nobody, and no form beside that needs the room."""
        wanted = self.left.is_blank(Blank.EMPTY) and self.right.isHidden() and alone
        if wanted or "beginning" in self.__dict__:
            self.beginning.setVisible(wanted)

    def _committed(self, changes: Any) -> None:
        touched = changes.ids_of("client")
        self.model.invalidate(touched if touched is None or touched else None)

    def _current_changed(self, client_id: object) -> None:
        if isinstance(client_id, int):
            self.right.follow(client_id)

    def _saved(self, client_id: int) -> None:
        self.open_record(client_id)
        self.return_from_form()
