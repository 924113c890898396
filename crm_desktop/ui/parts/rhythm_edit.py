"""How often somebody is contacted, typed in words or in days."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from crm_desktop.domain.rhythm import OFFERED, rhythm_days
from crm_desktop.ui.kit.fields import ParsedEdit
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.parts.suggest import Offer, suggest_words
from crm_desktop.words import pgettext
from crm_desktop.words.rhythm import rhythm_text


def rhythm_field(form: Form, name: str, label: str) -> ParsedEdit:
    """A field whose value is days, or None for no rule."""
    edit = ParsedEdit(
        rhythm_days,
        rhythm_text,
        pgettext(
            "Clients", "This is no rhythm. Write once a week, once a month, or a number of days"
        ),
    )
    edit.setPlaceholderText(pgettext("Rhythm", "once a month"))
    form.parsed(name, label, edit)
    offer_rhythms(edit)
    return edit


def offer_rhythms(line: QLineEdit) -> Offer:
    """Let a line offer the usual rhythms."""
    return suggest_words(line, [rhythm_text(days) for days in OFFERED])
