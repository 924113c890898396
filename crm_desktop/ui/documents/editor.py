"""The editor of a paper: the form on the left, the very page that will be printed on the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import documents
from crm_desktop.domain.documents import DocumentDraft, DocumentKind, VatMode
from crm_desktop.domain.papers import check
from crm_desktop.domain.problems import REQUIRED, Problem, Refused
from crm_desktop.queries import documents as document_queries
from crm_desktop.queries.documents import OrganisationRow
from crm_desktop.ui.documents.bank_question import BankQuestion
from crm_desktop.ui.documents.drawn_page import DrawnPage
from crm_desktop.ui.documents.form_and_page import FormAndPage
from crm_desktop.ui.documents.lines import At
from crm_desktop.ui.documents.lines_panel import LinesPanel
from crm_desktop.ui.documents.number_bar import NumberBar
from crm_desktop.ui.documents.unfinished import PaperTyped, about
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.kit.scroll import Steady
from crm_desktop.ui.parts.client_picker import ClientPicker
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, pgettext


class DocumentEditor(QWidget):
    """Writes one draft; the paper is made in the base when it is saved or issued.

    `issued(id)` and `left(id | None)` tell the room where to go on. Leaving with Esc keeps what
    was written as a draft.
    """

    issued = Signal(int)
    left = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.document_id: int | None = None
        self._deal_id: int | None = None
        self._firms: dict[int, OrganisationRow] = {}
        self._touched = False
        self._filling = False
        self._waiting = False
        self._turn = 0
        self._build()
        self._wire()
        desk.foremost.watch(self)

    # build

    def _build(self) -> None:
        theme, u = self.desk.theme, self.desk.theme.u
        self.back_button = QPushButton(pgettext("Documents", "All documents"))
        self.title = QLabel(pgettext("Documents", "New invoice"))
        self.title.setFont(theme.font(3, 600))
        self.save_button = QPushButton(pgettext("Documents", "Save draft"))
        self.issue_button = QPushButton(pgettext("Documents", "Issue"))
        self.issue_button.setProperty("primary", True)
        self.number = NumberBar(self.desk)
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(12), u(16), u(12))
        bar.setSpacing(u(8))
        bar.addWidget(self.back_button)
        bar.addWidget(self.title)
        bar.addStretch(1)
        bar.addWidget(self.number)
        bar.addWidget(self.save_button)
        bar.addWidget(self.issue_button)
        self.written = self._build_form()
        self.preview = DrawnPage(self.desk, self.draft)
        self.sides = FormAndPage(theme, self.written, self.preview)
        bar.insertWidget(bar.indexOf(self.number), self.sides.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        self.bank_question = BankQuestion(self.desk)
        self.bank_question.agreed.connect(self.issue)
        layout.addWidget(self.bank_question)
        layout.addWidget(self.sides, 1)

    def _build_form(self) -> QWidget:
        theme, u = self.desk.theme, self.desk.theme.u
        self.picker = ClientPicker(self.desk)
        form = Form(theme, columns=2)
        form.custom(
            "client_id",
            pgettext("Documents", "Client"),
            self.picker,
            self.picker.value,
            self.picker.set_value,
            changed=self.picker.changed,
            required=True,
            wide=True,
        )
        form.date("date", pgettext("Documents", "Date"), required=True)
        form.date("due_date", pgettext("Documents", "Pay until"))
        form.choice(
            "vat_mode",
            pgettext("Documents", "VAT"),
            [(mode, codes.label(mode)) for mode in VatMode],
        )
        self.firm_box = form.choice("organisation_id", pgettext("Documents", "Your firm"), [])
        self.form = form
        self.lines = LinesPanel(self.desk)
        self.model, self.table = self.lines.model, self.lines.table
        self.more = Form(theme)
        self.more.text(
            "basis",
            pgettext("Documents", "Basis"),
            placeholder=pgettext("Documents", "contract No. 7 of 1 March"),
        )
        self.more.multiline("comment", pgettext("Documents", "Remark on the paper"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(u(16), u(4), u(16), u(16))
        column.setSpacing(u(12))
        column.addWidget(form)
        column.addWidget(self.lines, 1)
        column.addWidget(self.more)
        scroll = Steady()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(Steady.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        scroll.setMinimumWidth(u(640))
        return scroll

    def _wire(self) -> None:
        typed = PaperTyped((self.form, self.more), self.model, self)
        self.drafts = DraftKeeper(self.desk, typed, "document", self.picker.line.text, self)
        self.form.changed.connect(self._form_changed)
        self.more.changed.connect(lambda _name: self._changed())
        self.model.changed.connect(self._changed)
        self.back_button.clicked.connect(self.leave)
        self.save_button.clicked.connect(self.save)
        self.issue_button.clicked.connect(self.issue)

    # what the room asks

    def begin(
        self, draft: DocumentDraft, firms: list[OrganisationRow], document_id: int | None = None
    ) -> None:
        """Fill the form: a new paper, or a draft that is in the base already."""
        self._turn += 1
        self._wait(False)
        self.bank_question.hide()
        self._filling = True
        self.document_id, self._deal_id = document_id, draft.deal_id
        subject = 0 if document_id else about(draft.deal_id, draft.client_id)
        with self.drafts.filling(document_id or 0, subject):
            self._fill(draft, firms)
        self._apply_vat()
        self._filling = False
        self._touched = self.drafts.drafted()
        self.sides.show_form()
        self.number.forget()
        self.number.look(*self._series())
        self.lines.show_sums(self.draft())
        self.preview.draw()
        if draft.client_id:
            self.table.setFocus()
            self.table.setCurrentIndex(self.model.index(0, At.NAME))
        else:
            self.picker.line.setFocus()

    def _fill(self, draft: DocumentDraft, firms: list[OrganisationRow]) -> None:
        self._firms = {firm.id: firm for firm in firms}
        self.firm_box.set_options([(firm.id, firm.name) for firm in firms])
        self.form.set_field_visible("organisation_id", len(firms) > 1)
        self.form.clear_problems()
        self.lines.say("")
        self.form.set_values(
            {
                "client_id": draft.client_id or None,
                "organisation_id": draft.organisation_id or (firms[0].id if firms else None),
                "vat_mode": draft.vat_mode,
                "date": draft.date or datetime.now().astimezone().date(),
                "due_date": draft.due_date,
            }
        )
        self.more.set_values({"basis": draft.basis, "comment": draft.comment})
        self.model.vat_mode, self.model.currency = draft.vat_mode, draft.currency
        self.model.show(draft.lines)

    def draft(self) -> DocumentDraft:
        """What is written now."""
        values: dict[str, Any] = self.form.values() | self.more.values()
        return DocumentDraft(
            client_id=values["client_id"] or 0,
            organisation_id=values["organisation_id"],
            deal_id=self._deal_id,
            kind=DocumentKind.INVOICE,
            date=values["date"],
            due_date=values["due_date"],
            vat_mode=values["vat_mode"],
            currency=self.model.currency,
            lines=self.model.lines(),
            basis=values["basis"],
            comment=values["comment"],
        )

    def save(self) -> None:
        """Keep what is written as a draft."""
        text = pgettext("Documents", "Saved as a draft. It has no number yet.")
        self._keep(lambda _id: self.desk.say(text))

    def _keep(self, then: Callable[[int], object]) -> None:
        if self._waiting or not self._ready():
            return
        draft, jobs, turn, key = self.draft(), self.desk.jobs, self._turn, self.drafts.key

        def saved(document_id: int) -> None:
            # The lane may have been busy for long: by now another paper may stand here.
            if self._turn == turn:
                self.drafts.end()
                self.document_id = document_id
                self._touched = False
                self._wait(False)
            elif key is not None:
                self.desk.drafts.drop(key)
            then(document_id)

        self._wait(True)
        failed = partial(self._not_saved, turn)
        if self.document_id is None:
            jobs.run(documents.create, draft, owner=self, then=saved, failed=failed)
            return
        known = self.document_id
        jobs.run(
            documents.edit,
            known,
            draft,
            owner=self,
            then=lambda _none: saved(known),
            failed=failed,
        )

    def issue(self) -> None:
        """Save, then give the paper its number; from then on it is frozen."""
        if self._waiting:
            return
        problems = list(check(self.draft(), issuing=True))
        if problems:
            self._refused(Refused(*problems))
            return
        if not self.number.readable() or not self._ready():
            return
        turn = self._turn

        def asked(firms: list[OrganisationRow]) -> None:
            if self._turn != turn:
                return
            self._wait(False)
            chosen = self.form.value("organisation_id")
            firm = next((one for one in firms if one.id == chosen), None)
            if firm is None or not self.bank_question.wants_to_know(firm):
                self._issue()

        # Asked anew: the account may have been filled in meanwhile.
        self._wait(True)
        self.desk.jobs.ask(
            document_queries.organisations,
            owner=self,
            then=asked,
            failed=partial(self._not_saved, turn),
        )

    def _issue(self) -> None:
        turn = self._turn
        failed = partial(self._not_saved, turn)

        def issued(document_id: int) -> None:
            if self._turn == turn:
                self._wait(False)
                self.issued.emit(document_id)

        def number_it(document_id: int) -> None:
            if self._turn == turn:
                self._wait(True)
            self.desk.jobs.run(
                documents.issue,
                document_id,
                owner=self,
                then=lambda _number: issued(document_id),
                failed=failed,
            )

        def write() -> None:
            if self._turn == turn:
                self._wait(False)
                self._keep(number_it)

        self._wait(True)
        self.number.settle(write, failed)

    def leave(self) -> None:
        """Back to the list; what was written stays as a draft."""
        if self._waiting:
            return
        if self._touched and self.draft().client_id:
            self._keep(self.left.emit)
        else:
            self.drafts.end()
            self.left.emit(self.document_id)

    def _wait(self, waiting: bool) -> None:
        """While a write is under way nothing more is written here: no paper is made twice."""
        self._waiting = waiting
        for widget in (self.back_button, self.save_button, self.issue_button, self.written):
            widget.setEnabled(not waiting)

    def _not_saved(self, turn: int, refused: Refused) -> None:
        if self._turn == turn:
            self._wait(False)
            self._refused(refused)
        else:
            self.desk.jobs.refused.emit(refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    # react

    def _form_changed(self, name: str) -> None:
        if self._filling:
            return
        if name in ("organisation_id", "vat_mode"):
            self._apply_vat()
        on = self.form.value("date")
        if name == "date" and isinstance(on, date):
            self.model.set_date(on)
        if name in ("organisation_id", "date"):
            self.number.look(*self._series())
        self._changed()

    def _apply_vat(self) -> None:
        mode: VatMode = self.form.value("vat_mode") or VatMode.NONE
        firm = self._firms.get(self.form.value("organisation_id") or 0)
        self.model.set_vat(mode, (firm.vat_rate if firm else None) or "standard")
        self.table.setColumnHidden(At.VAT, mode is VatMode.NONE)

    def _series(self) -> tuple[int | None, int]:
        on = self.form.value("date") or datetime.now().astimezone().date()
        return self.form.value("organisation_id"), on.year

    def _changed(self) -> None:
        if self._filling:
            return
        self._touched = True
        self.lines.say("")
        self.lines.show_sums(self.draft())
        self.preview.draw_soon()

    def _ready(self) -> bool:
        if not self.form.readable():
            return False
        problems = list(check(self.draft()))
        if not self.draft().client_id:
            problems.append(Problem("client_id", REQUIRED))
        if self.form.value("date") is None:
            problems.append(Problem("date", REQUIRED))
        if problems:
            self._refused(Refused(*problems))
        return not problems

    def _refused(self, refused: Refused) -> None:
        lines = [one for one in refused.problems if one.field.startswith("lines")]
        self.form.show_problems([one for one in refused.problems if one not in lines])
        self.lines.say("")
        if lines:
            self.lines.show_problem(lines[0])
