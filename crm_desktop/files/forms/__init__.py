"""Printed forms, one module each; which one draws a paper is frozen in its sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crm_desktop.domain.documents import DocumentSheet, Pictures
from crm_desktop.domain.problems import Refused, code
from crm_desktop.files import saving
from crm_desktop.files.forms import invoice, invoice_en

NO_PICTURES = Pictures()
FORM_UNKNOWN = code("document.form-unknown")

FORMS: dict[str, Callable[[DocumentSheet, Pictures], bytes]] = {
    invoice.FORM: invoice.invoice,
    invoice_en.FORM: invoice_en.invoice,
}


def draw(
    sheet: DocumentSheet,
    target: Path,
    *,
    overwrite: bool = False,
    pictures: Pictures = NO_PICTURES,
) -> Path:
    """Draw the sheet with the form it names and write the PDF whole or not at all.

    Raises `Refused`: `document.form-unknown` for a form of a later version, and the file codes
    of `saving.save`.
    """
    form = FORMS.get(sheet.form)
    if form is None:
        raise Refused.of(FORM_UNKNOWN, "form", form=sheet.form)
    return saving.save(form(sheet, pictures), target, overwrite=overwrite)
