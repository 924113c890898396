"""The room of the papers: the list, the paper beside it, and the editor of a draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import documents
from crm_desktop.domain.documents import DocumentDraft, DocumentStatus
from crm_desktop.domain.unfinished import Unfinished
from crm_desktop.exports.views import View, paged
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import documents as document_queries
from crm_desktop.queries.documents import DocumentRow, OrganisationRow
from crm_desktop.ui.documents.beginning import by_firm, of_deal
from crm_desktop.ui.documents.columns import columns
from crm_desktop.ui.documents.editor import DocumentEditor
from crm_desktop.ui.documents.first_firm import FirstFirm
from crm_desktop.ui.documents.paper import PaperPanel
from crm_desktop.ui.documents.unfinished import start_of
from crm_desktop.ui.kit.arrival import Arrival
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.record_model import RecordModel
from crm_desktop.ui.kit.record_table import RecordTable
from crm_desktop.ui.kit.search_box import SearchBox
from crm_desktop.ui.kit.view_output import ViewOutput, columns_of
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import formats, npgettext, pgettext

_TABLES = ("document", "client")


class DocumentsPage(QWidget):
    """Invoices: drafted from a deal, for a client or from scratch, issued, printed from one PDF."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._sort = ("date", True)
        self._beginning = DocumentDraft(0)
        self._build()
        self._ids = LiveQuery(
            self, desk.jobs, document_queries.ids, _TABLES, self._question, self._show_ids
        )
        self.output = ViewOutput(desk, self, self._view)
        self._wire()

    @property
    def current(self) -> DocumentRow | None:
        """The paper that is shown."""
        return self.paper.row

    # build

    def _build(self) -> None:
        theme, u = self.desk.theme, self.desk.theme.u
        self.search = SearchBox(theme, pgettext("Documents", "Number, client…"))
        self.count = QLabel()
        self.count.setProperty("muted", True)
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(12), u(16), u(8))
        bar.setSpacing(u(8))
        bar.addWidget(self.search, 1)
        bar.addWidget(self.count)
        bar.addStretch(1)
        self.model = RecordModel(
            columns(self.desk.language, self.desk.currency),
            self.desk.reads(document_queries.page),
            parent=self,
        )
        self.table = RecordTable(theme, self.model, pgettext("Documents", "Documents"))
        self.table.stand_on_edge()
        self.table.show_sort("date", ascending=False)
        self._build_states()
        self.left = QStackedWidget()
        for widget in (self.table, self.empty, self.nothing):
            self.left.addWidget(widget)
        self.paper = PaperPanel(self.desk)
        self.paper.setMinimumWidth(u(420))
        self.paper.hide()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.left)
        splitter.addWidget(self.paper)
        splitter.setCollapsible(0, False)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([u(650), u(500)])
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(splitter, 1)
        self.editor = DocumentEditor(self.desk)
        self.rooms = QStackedWidget()
        self.firm_room = FirstFirm(self.desk)
        for room in (listing, self.editor, self.firm_room):
            self.rooms.addWidget(room)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.rooms)

    def _build_states(self) -> None:
        theme = self.desk.theme
        self.empty = EmptyState(
            theme,
            "file-text",
            pgettext(
                "Documents",
                "Your invoices will stand here. Write the first one, or start it from a deal.",
            ),
            pgettext("Documents", "Write an invoice"),
            self.new,
        )
        self.nothing = EmptyState(
            theme,
            "search",
            pgettext("Documents", "No document is found by this."),
            pgettext("Documents", "Show all"),
            self.search.clear,
        )

    def _wire(self) -> None:
        paper = self.paper
        self.search.searched.connect(lambda _text: self._ids.refresh())
        self.arrival = Arrival(self.search, self.table, self._ids.refresh, self.open_record)
        self.table.sort_requested.connect(self._sort_by)
        self.table.opened.connect(self._opened)
        self.table.current_changed.connect(self._choose)
        self.editor.issued.connect(self._issued)
        self.editor.left.connect(self._left)
        self.firm_room.known.connect(lambda: self._with_firms(self._write))
        paper.edit_requested.connect(self.edit)
        paper.copy_requested.connect(self.copy)
        paper.correct_requested.connect(self.correct)
        paper.cancel_requested.connect(self.cancel)
        paper.delete_requested.connect(self.delete)
        self.desk.jobs.committed.connect(self._committed)

    # what the shell offers

    def new(self) -> None:
        """An empty invoice."""
        self._begin(DocumentDraft(0, currency=self.desk.currency))

    def new_for_client(self, client_id: int) -> None:
        """An invoice for a client."""
        self._begin(DocumentDraft(client_id, currency=self.desk.currency))

    def new_for_deal(self, deal_id: int) -> None:
        """An invoice with a deal's client, name and amount."""
        self.desk.jobs.ask(
            deal_queries.card, deal_id, owner=self, then=lambda deal: self._begin(of_deal(deal))
        )

    def open_record(self, document_id: int) -> None:
        """Show a paper beside the list."""
        self.rooms.setCurrentIndex(0)

        def show(card: document_queries.DocumentCard) -> None:
            self.paper.show_paper(card.row)
            self.paper.show()
            self.arrival.want(document_id)

        self.desk.jobs.ask(document_queries.card, document_id, owner=self, then=show)

    def shown_record(self) -> int | None:
        """The paper beside the list."""
        beside = self.rooms.currentIndex() == 0 and not self.paper.isHidden()
        return self.current.id if beside and self.current is not None else None

    def holds(self) -> str:
        """What would be lost with this page: an invoice that is being written."""
        if self.rooms.currentWidget() is not self.editor:
            return ""
        return pgettext("Documents", "The invoice that is being written is not saved yet.")

    def edit_current(self) -> None:
        """The editor of the draft that is shown."""
        if self.current is not None and self.current.status == DocumentStatus.DRAFT:
            self.edit(self.current.id)

    def delete_current(self) -> None:
        """Put the draft that is shown into the bin."""
        if self.current is not None and self.current.status == DocumentStatus.DRAFT:
            self.delete(self.current.id)

    def next_record(self) -> None:
        """The paper below."""
        if self.rooms.currentIndex() == 0:
            self.table.step(1)

    def previous_record(self) -> None:
        """The paper above."""
        if self.rooms.currentIndex() == 0:
            self.table.step(-1)

    def print_current(self) -> None:
        """Print the paper that is shown, the list where none is."""
        if self.paper.isHidden():
            self.output.print()
        else:
            self.paper.print_current()

    def export_current(self) -> None:
        """The list as it stands into a file."""
        self.output.export()

    def focus_search(self) -> None:
        """The cursor into the search box."""
        self.search.setFocus()
        self.search.selectAll()

    def save_pdf(self, target: Path) -> None:
        """Save the paper that is shown as a file."""
        self.paper.save_pdf(target)

    def resume(self, one: Unfinished) -> None:
        """Open the editor of a draft again; it fills itself with what was typed."""
        method, argument = start_of(one)
        getattr(self, method)(*([argument] if argument else []))

    # changes

    def edit(self, document_id: int) -> None:
        """Write on in a draft."""

        def write(draft: DocumentDraft) -> None:
            self._with_firms(lambda firms: self._edit(draft, firms, document_id))

        self.desk.jobs.ask(document_queries.draft, document_id, owner=self, then=write)

    def copy(self, document_id: int) -> None:
        """The same lines for the same client once more."""
        today = datetime.now().astimezone().date()
        self.desk.jobs.run(documents.copy, document_id, today, owner=self, then=self.edit)

    def correct(self, document_id: int) -> None:
        """Cancel an issued paper and write it anew."""
        self.desk.jobs.run(documents.correct, document_id, owner=self, then=self.edit)

    def cancel(self, document_id: int) -> None:
        """Cancel an issued paper; its number stays used."""
        self._change(
            documents.cancel,
            document_id,
            pgettext("Documents", "The paper is cancelled. Its number stays used."),
            self.open_record,
        )

    def delete(self, document_id: int) -> None:
        """Put a draft into the bin."""
        self._change(
            documents.delete,
            document_id,
            pgettext("Documents", "The draft is deleted."),
            lambda _id: self.paper.hide(),
        )

    def _change(self, command: Any, document_id: int, said: str, then: Any) -> None:
        def done(_none: object) -> None:
            then(document_id)
            self.desk.say(said, pgettext("Documents", "Undo"), self.desk.jobs.undo)

        self.desk.jobs.run(command, document_id, owner=self, then=done)

    # beginning

    def _begin(self, draft: DocumentDraft) -> None:
        self._beginning = draft
        self._with_firms(self._write)

    def _with_firms(self, then: Any) -> None:
        self.desk.jobs.ask(document_queries.organisations, owner=self, then=then)

    def _write(self, firms: list[OrganisationRow]) -> None:
        if not firms:
            # Everything printed about the seller comes from here: asked once, before the first.
            self.rooms.setCurrentWidget(self.firm_room)
            self.firm_room.begin()
            return
        today = datetime.now().astimezone().date()
        fresh = by_firm(self._beginning, firms[0], today)
        self._edit(fresh, firms, None)

    def _edit(
        self, draft: DocumentDraft, firms: list[OrganisationRow], document_id: int | None
    ) -> None:
        self.rooms.setCurrentWidget(self.editor)
        self.editor.begin(draft, firms, document_id)

    # react

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the list."""
        # Not a focus proxy: Tab would jump over whatever stands before it.
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the paper beside the list, or the form of the firm."""
        if event.key() == Qt.Key.Key_Escape:
            if self.rooms.currentWidget() is self.firm_room:
                self.rooms.setCurrentIndex(0)
                return
            if not self.paper.isHidden():
                self.paper.hide()
                self.table.setFocus()
                return
        super().keyPressEvent(event)

    def _view(self) -> View:
        ids = self.model.ids()
        text = self.search.text().strip()
        found = pgettext("Documents", "found by “{text}”").format(text=text) if text else ""
        return View(
            pgettext("Documents", "Documents"),
            " · ".join(one for one in (self.count.text(), found) if one),
            columns_of(self.model.columns),
            paged(document_queries.page, ids),
            len(ids),
        )

    def _question(self) -> dict[str, Any]:
        sort, descending = self._sort
        return {"search_text": self.search.text(), "sort": sort, "descending": descending}

    def _show_ids(self, ids: Sequence[int]) -> None:
        self.model.show(ids)
        text = npgettext("Documents", "{n} document", "{n} documents", len(ids))
        self.count.setText(text.format(n=formats.number(len(ids), self.desk.language)))
        searching = bool(self.search.text().strip())
        self.left.setCurrentWidget(self.table if ids else self.nothing if searching else self.empty)
        self.arrival.came(ids)

    def _committed(self, changes: Any) -> None:
        touched = changes.ids_of("document")
        self.model.invalidate(touched if touched is None or touched else None)
        shown = self.current
        if shown is not None and (touched is None or shown.id in touched):
            self._refresh_paper(shown.id)

    def _refresh_paper(self, document_id: int) -> None:
        def show(rows: list[DocumentRow]) -> None:
            if self.current is None or self.current.id != document_id:
                return
            if rows:
                self.paper.show_paper(rows[0])
            else:
                self.paper.hide()

        self.desk.jobs.ask(document_queries.page, [document_id], owner=self, then=show)

    def _sort_by(self, sort: str, ascending: bool) -> None:
        self._sort = (sort, not ascending)
        self.table.show_sort(sort, ascending)
        self._ids.refresh()

    def _choose(self, document_id: object) -> None:
        if isinstance(document_id, int) and (
            self.paper.isHidden() or self.current is None or self.current.id != document_id
        ):
            self.open_record(document_id)

    def _opened(self, document_id: int) -> None:
        if self.current is not None and self.current.id == document_id:
            self.edit_current()

    def _issued(self, document_id: int) -> None:
        self.open_record(document_id)
        self.table.setFocus()

        def say(rows: list[DocumentRow]) -> None:
            text = pgettext("Documents", "Issued under No. {number}.")
            for row in rows:
                self.desk.say(
                    text.format(number=row.number),
                    pgettext("Documents", "Print…"),
                    self.print_current,
                )

        self.desk.jobs.ask(document_queries.page, [document_id], owner=self, then=say)

    def _left(self, document_id: object) -> None:
        self.rooms.setCurrentIndex(0)
        if isinstance(document_id, int):
            self.open_record(document_id)
        self.table.setFocus()
