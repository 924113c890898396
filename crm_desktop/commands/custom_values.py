"""Values of the business's own fields, as the commands of the nouns keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from crm_desktop.domain.custom_fields import CustomNoun, check_values, merged, with_standards
from crm_desktop.domain.problems import refuse_if
from crm_desktop.queries.custom_fields import of_noun


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
