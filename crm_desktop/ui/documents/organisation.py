"""The form of the user's own firm: everything printed about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.documents import VatMode
from crm_desktop.domain.organisations import OrganisationDraft, check
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, pgettext


class OrganisationForm(QWidget):
    """Requisites of one firm; check digits are looked at elsewhere, they never forbid."""

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
            ("address", pgettext("Documents", "Address")),
            ("bank_name", pgettext("Documents", "Bank")),
            ("bik", pgettext("Documents", "BIK")),
            ("account", pgettext("Documents", "Account")),
            ("corr_account", pgettext("Documents", "Correspondent account")),
            ("director", pgettext("Documents", "Director")),
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
        layout = QVBoxLayout(self)
        layout.addWidget(form)
        layout.addWidget(self.save_button)
        layout.addStretch(1)

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
