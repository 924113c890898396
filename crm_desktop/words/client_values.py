"""What stands in a field of a client, for the eye: as the story tells it and cards show it."""

from __future__ import annotations

import json

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.custom_fields import CustomKind, OwnField, id_of
from crm_desktop.domain.yearly import is_yearly
from crm_desktop.words import codes, formats
from crm_desktop.words.client_bulk import percent
from crm_desktop.words.custom_fields import shown
from crm_desktop.words.rhythm import rhythm_text
from crm_desktop.words.yearly import yearly_text

LONG_VALUE = 120
"""Letters of a value that are shown: a rewritten comment is no timeline of its own."""
_DAYS = frozenset({"birthday", "contact.birthday", "consent_on"})


def value_text(field: str, text: str, own: OwnField | None, language: str) -> str:
    """A value in one line, "" for none; of a field of one's own (`own`) it comes as JSON."""
    if not text:
        return ""
    if id_of(field) is not None:
        text = shown(own.kind if own else CustomKind.TEXT, json.loads(text), language)
    elif field == "kind":
        return codes.label(ClientKind(text))
    elif field == "discount":
        return percent(int(text))
    elif field == "rhythm_days":
        return rhythm_text(int(text))
    elif field == "client_date.on_date":
        return yearly_text(text, language)
    elif field == "client_date":
        # What it is called, then the day: a part is told as a whole.
        label, _comma, day = text.rpartition(", ")
        text = f"{label}, {yearly_text(day, language)}" if is_yearly(day) else text
    elif field in _DAYS:
        return formats.short_date(text, language)
    line = " ".join(text.split())
    return line if len(line) <= LONG_VALUE else f"{line[:LONG_VALUE]}…"
