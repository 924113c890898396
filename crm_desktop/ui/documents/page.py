"""The room of the papers: the list, and the very page that will be printed beside it."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import documents, settings
from crm_desktop.domain.documents import DocumentDraft, DocumentStatus, LineDraft, VatMode
from crm_desktop.domain.organisations import OrganisationDraft
from crm_desktop.exports import documents as document_exports
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import documents as document_queries
from crm_desktop.queries.documents import DocumentRow, OrganisationRow
from crm_desktop.ui.documents.organisation import OrganisationForm
from crm_desktop.ui.kit.list_model import ListTable
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.printing import PagePreview, ask_and_print
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, formats, pgettext


class DocumentsPage(QWidget):
    """Invoices: drafted from a deal, issued under a number, printed from one PDF."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.current: DocumentRow | None = None
        self._deal: int | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="crm-desktop-")
        self._build()
        self._live = LiveQuery(
            self,
            desk.jobs,
            document_queries.listing,
            ("document", "client", "organisation"),
            dict,
            self._show_rows,
        )

    # build

    def _build(self) -> None:
        theme = self.desk.theme
        u = theme.u
        self.table = ListTable(theme, self._columns(), pgettext("Documents", "Documents"))
        self.table.current_changed.connect(self._choose)
        self.ribbon = QLabel()
        self.ribbon.setFont(theme.font(2, 600))
        self.preview = PagePreview()
        self.issue_button = self._button(pgettext("Documents", "Issue"), self.issue)
        self.issue_button.setProperty("primary", True)
        self.print_button = self._button(pgettext("Documents", "Print…"), self.print_current)
        self.pdf_button = self._button(pgettext("Documents", "Save PDF…"), self._choose_pdf)
        self.cancel_button = self._button(pgettext("Documents", "Cancel the paper"), self.cancel)
        row = QHBoxLayout()
        row.setSpacing(u(8))
        row.addWidget(self.ribbon, 1)
        for button in (self.cancel_button, self.pdf_button, self.print_button, self.issue_button):
            row.addWidget(button)
        paper = QWidget()
        layout = QVBoxLayout(paper)
        layout.setContentsMargins(u(12), u(12), u(12), u(12))
        layout.addLayout(row)
        layout.addWidget(self.preview, 1)
        self.organisation = OrganisationForm(self.desk)
        self.organisation.saved.connect(self._own_firm_known)
        self.right = QStackedWidget()
        self.right.addWidget(paper)
        self.right.addWidget(self.organisation)
        self.right.hide()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.table)
        splitter.addWidget(self.right)
        splitter.setSizes([u(500), u(640)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def _button(self, text: str, slot: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(slot)
        return button

    def _columns(self) -> list[Column]:
        language = self.desk.language
        return [
            Column("number", lambda: pgettext("Documents", "No."), lambda r: r.number or "—", 60),
            Column(
                "date",
                lambda: pgettext("Documents", "Date"),
                lambda r: formats.short_date(r.date, language),
                90,
            ),
            Column("client", lambda: pgettext("Documents", "Client"), lambda r: r.client, 180),
            Column(
                "total",
                lambda: pgettext("Documents", "Sum"),
                lambda r: formats.money(r.total, r.currency, language),
                110,
                align_right=True,
            ),
            Column(
                "status",
                lambda: pgettext("Documents", "Status"),
                lambda r: codes.label(DocumentStatus(r.status)),
                100,
            ),
        ]

    # what the shell offers

    def new_for_deal(self, deal_id: int) -> None:
        """Draft an invoice from a deal; the own firm is asked for first if it is unknown."""
        self._deal = deal_id
        jobs = self.desk.jobs
        jobs.ask(document_queries.organisations, owner=self, then=self._draft_or_ask)

    def open_record(self, document_id: int) -> None:
        """Show a paper."""
        jobs = self.desk.jobs
        jobs.ask(document_queries.card, document_id, owner=self, then=lambda c: self._show(c.row))

    def issue(self) -> None:
        """Give the paper its number; from then on it is frozen."""
        if self.current is not None:
            document = self.current.id
            self.desk.jobs.run(
                documents.issue, document, owner=self, then=lambda _n: self.open_record(document)
            )

    def cancel(self) -> None:
        """Cancel an issued paper; its number stays used."""
        if self.current is not None:
            document = self.current.id
            self.desk.jobs.run(
                documents.cancel, document, owner=self, then=lambda _n: self.open_record(document)
            )

    def print_current(self) -> None:
        """Print the page that is shown."""
        if self.current is not None:
            ask_and_print(self._file(self.current), self)

    def save_pdf(self, target: Path) -> None:
        """Save the paper as a file; an existing one is never overwritten in silence."""
        if self.current is None:
            return

        def saved(path: Path) -> None:
            self.desk.say(pgettext("Documents", "Saved: {name}").format(name=path.name))

        self.desk.jobs.export(
            document_exports.pdf, self.current.id, target, overwrite=True, owner=self, then=saved
        )

    # react

    def _choose_pdf(self) -> None:
        if self.current is None:
            return
        name = f"{self.current.number or self.current.id}.pdf"
        folder = self.desk.settings.last_folder
        target, _kind = QFileDialog.getSaveFileName(
            self, pgettext("Documents", "Save PDF…"), str(Path(folder) / name), "*.pdf"
        )
        if target:
            self.save_pdf(Path(target))

    def _draft_or_ask(self, firms: list[OrganisationRow]) -> None:
        if not firms:
            self.right.setCurrentWidget(self.organisation)
            self.right.show()
            self.organisation.form.focus_first()
            return
        firm = firms[0]

        def draft(deal: deal_queries.DealCard) -> None:
            rate = firm.vat_rate if firm.vat_mode != VatMode.NONE else None
            line = LineDraft(deal.title, price=(deal.amount or 0) * 100, vat_rate=rate)
            self.desk.jobs.run(
                documents.create,
                DocumentDraft(
                    client_id=deal.client_id,
                    organisation_id=firm.id,
                    deal_id=deal.id,
                    date=datetime.now().astimezone().date(),
                    vat_mode=VatMode(firm.vat_mode),
                    currency=deal.currency,
                    lines=(line,),
                ),
                owner=self,
                then=self.open_record,
            )

        if self._deal is not None:
            self.desk.jobs.ask(deal_queries.card, self._deal, owner=self, then=draft)

    def _own_firm_known(self, draft: OrganisationDraft) -> None:
        def go_on(_organisation: int) -> None:
            if self._deal is not None:
                self.new_for_deal(self._deal)

        self.desk.jobs.run(settings.save_organisation, draft, owner=self, then=go_on)

    def _show_rows(self, rows: list[DocumentRow]) -> None:
        self.table.show_rows(rows)

    def _choose(self, document_id: object) -> None:
        row = self.table.record(document_id) if isinstance(document_id, int) else None
        if row is not None and row != self.current:
            self._show(row)

    def _file(self, row: DocumentRow) -> Path:
        return Path(self._folder.name) / f"{row.id}-{row.status}.pdf"

    def _show(self, row: DocumentRow) -> None:
        self.current = row
        status = codes.label(DocumentStatus(row.status))
        number = pgettext("Documents", "No. {number}").format(number=row.number)
        self.ribbon.setText(f"{status} {number}" if row.number else status)
        draft = row.status == DocumentStatus.DRAFT
        self.issue_button.setVisible(draft)
        self.cancel_button.setVisible(row.status == DocumentStatus.ISSUED)
        self.right.setCurrentIndex(0)
        self.right.show()
        self.table.select_id(row.id)
        self.desk.jobs.export(
            document_exports.pdf,
            row.id,
            self._file(row),
            overwrite=True,
            owner=self,
            then=self.preview.set_file,
        )
