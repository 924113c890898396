"""The form of the user's own firm: everything printed about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.documents import VatMode
from crm_desktop.domain.organisations import OrganisationDraft, check
from crm_desktop.domain.requisites_card import Card
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.parts.requisites_paste import RequisitesPaste, paste_button
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, pgettext

PASTED = (
    "name", "inn", "kpp", "ogrn", "address", "phone", "email", "bank_name", "bik", "account",
    "corr_account", "director_title", "director", "accountant",
)  # fmt: skip
"""Fields that a pasted card fills in."""


class OrganisationForm(QWidget):
    """Requisites of one firm, typed or pasted; check digits never forbid."""

    saved = Signal(object)
    """The `OrganisationDraft`, once nothing is missing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = Form(desk.theme, self, 2)
        form.text("name", pgettext("Documents", "Name of your firm"), required=True)
        form.choice(
            "kind",
            pgettext("Documents", "Kind"),
            [(kind.value, codes.label(kind)) for kind in ClientKind],
        )
        for name, label in (
            ("inn", pgettext("Documents", "INN")),
            ("kpp", pgettext("Documents", "KPP")),
            ("ogrn", pgettext("Documents", "OGRN")),
            ("address", pgettext("Documents", "Address")),
            ("bank_name", pgettext("Documents", "Bank")),
            ("bik", pgettext("Documents", "BIK")),
            ("account", pgettext("Documents", "Account")),
            ("corr_account", pgettext("Documents", "Correspondent account")),
            ("director_title", pgettext("Documents", "Position of who signs")),
            ("director", pgettext("Documents", "Director")),
            ("accountant", pgettext("Documents", "Chief accountant")),
            ("phone", pgettext("Documents", "Phone")),
            ("email", pgettext("Documents", "E-mail")),
        ):
            form.text(name, label)
        form.choice(
            "vat_mode",
            pgettext("Documents", "VAT"),
            [(mode.value, codes.label(mode)) for mode in VatMode],
        )
        form.set_values({"kind": ClientKind.COMPANY.value, "vat_mode": VatMode.NONE.value})
        self.form = form
        self.save_button = QPushButton(pgettext("Documents", "Save"))
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        self.paste_button = paste_button(self.paste)
        self.pasting = RequisitesPaste(desk.theme, PASTED)
        self.pasting.applied.connect(self._fill)
        self.pasting.closed.connect(self._typing)
        row = QHBoxLayout()
        row.addWidget(self.paste_button)
        row.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(form)
        self._typed = QWidget()
        layout = QVBoxLayout(self._typed)
        layout.addLayout(row)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._typed)
        self._stack.addWidget(self.pasting)

    def paste(self) -> None:
        """Take the requisites from a text."""
        self._stack.setCurrentWidget(self.pasting)
        self.pasting.begin()

    def _fill(self, card: Card) -> None:
        values: dict[str, object] = {k: v for k, v in card.values().items() if k in PASTED}
        if card.value("name"):
            values["kind"] = card.kind.value
        self.form.set_values(values)
        self._typing()

    def _typing(self) -> None:
        self._stack.setCurrentWidget(self._typed)
        self.form.focus_first()

    def save(self) -> None:
        """Hand the draft on; what is missing is said under its field."""
        values = self.form.values()
        mode = VatMode(values.pop("vat_mode"))
        kind = ClientKind(values.pop("kind"))
        rate = None if mode is VatMode.NONE else "standard"
        draft = OrganisationDraft(**values, kind=kind, vat_mode=mode, vat_rate=rate)
        problems = list(check(draft))
        if problems:
            self.form.show_problems(problems)
            return
        self.saved.emit(draft)
