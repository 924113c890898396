"""Values of the business's own fields as they are read and typed, in the user's language."""

from __future__ import annotations

from crm_desktop.domain.custom_fields import DIGITS, CustomKind, OwnField, fits
from crm_desktop.words import formats, pgettext


def shown(kind: CustomKind, value: object, language: str) -> str:
    """A kept value for the eye: «1 234,5», «21.11.2026», «да»; "" for nothing.

    What has not the form of its kind (an older program, another hand) is shown as it stands.
    """
    if value is None or value == [] or value is False:
        return ""
    if kind is CustomKind.NUMBER and isinstance(value, int) and not isinstance(value, bool):
        return formats.scaled(value, DIGITS, language, least=0)
    if kind is CustomKind.DATE and fits(kind, value):
        return formats.short_date(str(value), language)
    if value is True:
        return pgettext("Fields", "yes")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def typed_text(field: OwnField, value: object, language: str) -> str:
    """A kept value as somebody would type it: `domain.custom_fields.typed` reads it back."""
    if field.kind is CustomKind.FLAG:
        return pgettext("Fields", "yes") if value else ""
    if isinstance(value, list) and len(value) > 1 and any("," in str(one) for one in value):
        return "; ".join(map(str, value))
    return shown(field.kind, value, language)
