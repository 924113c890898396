"""One paper beside the list: what it is, the very page, and what can be done with it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.domain.documents import DocumentStatus
from crm_desktop.exports import documents as document_exports
from crm_desktop.queries.documents import DocumentRow
from crm_desktop.ui.kit.printing import PagePreview, ask_and_print
from crm_desktop.ui.kit.view_output import or_beside, say_saved
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, formats, pgettext


class PaperPanel(QWidget):
    """Shows, prints and saves; what changes the paper is asked of the room by signals."""

    edit_requested = Signal(int)
    correct_requested = Signal(int)
    copy_requested = Signal(int)
    cancel_requested = Signal(int)
    delete_requested = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.row: DocumentRow | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="crm-desktop-")
        self.destroyed.connect(self._folder.cleanup)
        self._build()

    # build

    def _build(self) -> None:
        theme, u = self.desk.theme, self.desk.theme.u
        self.ribbon = QLabel()
        self.ribbon.setFont(theme.font(2, 600))
        self.about = QLabel()
        self.about.setProperty("muted", True)
        self.about.setWordWrap(True)
        self.preview = PagePreview()
        ask = self._button
        self.edit_button = ask(pgettext("Documents", "Edit and issue…"), self.edit_requested)
        self.print_button = self._plain(pgettext("Documents", "Print…"), self.print_current)
        self.pdf_button = self._plain(pgettext("Documents", "Save PDF…"), self._choose_pdf)
        self.copy_button = ask(pgettext("Documents", "Copy"), self.copy_requested)
        self.correct_button = ask(pgettext("Documents", "Correct…"), self.correct_requested)
        self.cancel_button = ask(pgettext("Documents", "Cancel the paper"), self.cancel_requested)
        self.delete_button = ask(pgettext("Documents", "Delete"), self.delete_requested)
        tip = pgettext("Documents", "Cancel this paper and write it anew under the next number")
        self.correct_button.setToolTip(tip)
        self.correct_button.setAccessibleDescription(tip)
        head = QHBoxLayout()
        head.setSpacing(u(8))
        head.addWidget(self.ribbon)
        head.addStretch(1)
        for button in (self.pdf_button, self.print_button, self.edit_button):
            head.addWidget(button)
        more = QHBoxLayout()
        more.setSpacing(u(8))
        for button in (
            self.delete_button,
            self.cancel_button,
            self.correct_button,
            self.copy_button,
        ):
            more.addWidget(button)
        more.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(12), u(12), u(12), u(12))
        layout.setSpacing(u(8))
        layout.addLayout(head)
        layout.addWidget(self.about)
        layout.addLayout(more)
        layout.addWidget(self.preview, 1)

    def _plain(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(slot)
        return button

    def _button(self, text: str, signal: SignalInstance) -> QPushButton:
        def ask() -> None:
            if self.row is not None:
                signal.emit(self.row.id)

        return self._plain(text, ask)

    # what the room asks

    def show_paper(self, row: DocumentRow) -> None:
        """Show a paper and what can be done with it now."""
        self.row = row
        status = DocumentStatus(row.status)
        number = pgettext("Documents", "No. {number}").format(number=row.number)
        label = codes.label(status)
        self.ribbon.setText(f"{label} · {number}" if row.number else label)
        money = formats.money(row.total, row.currency, self.desk.language)
        self.about.setText(f"{row.client} · {money}")
        draft, issued = status is DocumentStatus.DRAFT, status is DocumentStatus.ISSUED
        for button in (self.edit_button, self.delete_button):
            button.setVisible(draft)
        for button in (self.cancel_button, self.correct_button):
            button.setVisible(issued)
        self.print_button.setVisible(not draft)
        self.desk.jobs.export(
            document_exports.pdf,
            row.id,
            self._file(row),
            overwrite=True,
            owner=self,
            then=self.preview.set_file,
        )

    def print_current(self) -> None:
        """Print the page that is shown."""
        if self.row is not None and self._file(self.row).is_file():
            ask_and_print(self._file(self.row), self)

    def save_pdf(self, target: Path) -> None:
        """Save the paper as a file; the dialog has asked before one is overwritten."""
        if self.row is None:
            return

        desk = self.desk
        desk.jobs.export(
            document_exports.pdf, self.row.id, target, overwrite=True, owner=self,
            then=lambda path: say_saved(desk, path),
            failed=or_beside(desk, target, self.save_pdf),
        )  # fmt: skip

    # helpers

    def _choose_pdf(self) -> None:
        if self.row is None:
            return
        kind = pgettext("Documents", "Invoice")
        name = " ".join(part for part in (kind, self.row.number or "", self.row.client) if part)
        safe = "".join("_" if sign in '<>:"/\\|?*' else sign for sign in name)[:100]
        target, _kind = QFileDialog.getSaveFileName(
            self,
            pgettext("Documents", "Save PDF…"),
            folders.near(self.desk.settings, folders.PAPERS, f"{safe.strip(' .')}.pdf"),
            "*.pdf",
        )
        if target:
            folders.remember(self.desk, folders.PAPERS, target)
            self.save_pdf(Path(target))

    def _file(self, row: DocumentRow) -> Path:
        return Path(self._folder.name) / f"{row.id}-{row.status}.pdf"
