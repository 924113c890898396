"""Values of the business's own fields as JSON: by title, numbers as decimal strings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crm_desktop.cli.values import UNKNOWN_FIELD, WRONG_KIND, day, decimal, scaled
from crm_desktop.domain.custom_fields import DIGITS, CustomKind, OwnField, by_name, typed
from crm_desktop.domain.problems import Problem, Refused


def custom_of(
    data: Mapping[str, object], fields: Iterable[OwnField]
) -> tuple[dict[str, object], list[Problem]]:
    """The values as records keep them, and the titles that no field has."""
    own = list(fields)
    found: dict[str, object] = {}
    unknown: list[Problem] = []
    for title, value in data.items():
        field = by_name(own, title)
        if field is None:
            unknown.append(Problem(f"custom.{title[:200]}", UNKNOWN_FIELD))
        else:
            found[field.key] = _value(field, value)
    return found, unknown


def custom_data(values: Mapping[str, Any], fields: Iterable[OwnField]) -> dict[str, object]:
    """What stands in the fields, by title; what is empty is not named."""
    return {
        one.name: _told(one.kind, values[one.key])
        for one in fields
        if values.get(one.key) is not None
    }


def _value(field: OwnField, value: object) -> object:
    where = f"custom.{field.name}"
    if value in (None, "", []):
        return None
    if field.kind is CustomKind.NUMBER:
        return scaled(value, DIGITS, where)
    if field.kind is CustomKind.DATE:
        found = day(value, where)
        return found.isoformat() if found else None
    if field.kind is CustomKind.FLAG and isinstance(value, bool):
        return value or None
    if field.kind is CustomKind.SEVERAL and isinstance(value, list):
        texts = [one for one in value if isinstance(one, str)]
        if len(texts) != len(value):
            raise Refused(Problem(where, WRONG_KIND))
        return [text for one in texts for text in _listed(field, one)]
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Refused(Problem(where, WRONG_KIND))
    return typed(field, str(value), "en")


def _listed(field: OwnField, text: str) -> list[str]:
    found = typed(field, text, "en")
    return found if isinstance(found, list) else []


def _told(kind: CustomKind, value: object) -> object:
    if kind is CustomKind.NUMBER and isinstance(value, int) and not isinstance(value, bool):
        return decimal(value, DIGITS, 0)
    return value
