"""Values of the business's own fields, as the commands of the nouns keep them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from crm_desktop.domain.custom_fields import (
    CustomNoun,
    OwnField,
    by_name,
    check_values,
    merged,
    typed,
    with_standards,
)
from crm_desktop.domain.problems import Problem, Refused, refuse_if
from crm_desktop.queries.custom_fields import of_noun


def understood(
    fields: Iterable[OwnField], texts: Mapping[str, str], language: str
) -> tuple[dict[str, Any], list[str]]:
    """What was typed for fields that are called by their names; and the names nobody knows.

    `Refused` names every field whose text is not understood.
    """
    own = [one for one in fields if not one.archived]
    values: dict[str, Any] = {}
    unknown: list[str] = []
    problems: list[Problem] = []
    for name, text in texts.items():
        field = by_name(own, name)
        if field is None:
            unknown.append(name)
            continue
        try:
            values[field.key] = typed(field, text, language)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(*problems)
    return values, unknown


def kept(
    connection: Connection,
    noun: CustomNoun,
    present: Mapping[str, object] | None,
    values: Mapping[str, object],
) -> dict[str, Any]:
    """What a record keeps when these values are given to it; `present` is None for a new one.

    `Refused` when a value has not the form of its field.
    """
    if present is not None and not values:
        return dict(present)
    fields = of_noun(connection, noun)
    refuse_if(check_values(fields, values))
    if present is None:
        return with_standards([one for one in fields if not one.archived], values)
    return merged(present, values)
