"""A day that comes again every year, typed with or without its year."""

from __future__ import annotations

from datetime import datetime

from crm_desktop.domain.yearly import yearly_day
from crm_desktop.ui.kit.fields import ParsedEdit
from crm_desktop.ui.kit.form import Form
from crm_desktop.words import pgettext
from crm_desktop.words.yearly import yearly_text


def yearly_field(form: Form, name: str, label: str, language: str) -> ParsedEdit:
    """A field whose value is a date or --MM-DD, or None."""
    edit = ParsedEdit(
        lambda text: yearly_day(text, language, datetime.now().astimezone().date()),
        lambda value: yearly_text(value, language),
        pgettext("Clients", "This is no day. Write it like 17.05.1980, or without the year"),
    )
    edit.setPlaceholderText(pgettext("Clients", "17.05.1980 or 17.05"))
    form.parsed(name, label, edit, required=True)
    return edit
