"""The columns in which a row of a list and its ways of contact are kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from crm_desktop.domain.clients import ClientKind, PointKind, point_values, stored_values
from crm_desktop.domain.import_keys import parts_of

CLIENT_COLUMNS = tuple(stored_values(ClientKind.PERSON, "", "", {}))
IN_CLIENT = frozenset({"ogrn", "kpp", "city", "birthday"})
"""Keys that stand in the columns of a row's client; the others are listed beside each row."""
POINT_COLUMNS = ("kind", "label", *point_values(PointKind.SITE, "-")[0])

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@lru_cache(maxsize=4_096)
def listed(tags: tuple[str, ...]) -> str:
    """Tags as a row keeps them: rows share them."""
    return _encode(tags) if tags else "[]"


def own_values(values: Mapping[str, object]) -> str:
    """Fields of the business's own as a row keeps them."""
    return _encode(values) if values else "{}"


def born_inside(values: dict[str, Any]) -> str | None:
    """The birthday that a row tells of the person inside; it is none of the company's any more."""
    if values["kind"] != ClientKind.COMPANY:
        return None
    birthday: str | None = values["birthday"]
    values["birthday"] = None
    return birthday


def key_column(key: str) -> str:
    """What a key is in a part's tables `seen s` and `client c`: "" where a field says nothing."""
    columns = [f"{'c' if part in IN_CLIENT else 's'}.{part}" for part in parts_of(key)]
    told = [f"coalesce({column}, '')" for column in columns]
    if len(told) == 1:
        return told[0]
    joined = " || char(31) || ".join(told)
    nothing = " OR ".join(f"{one} = ''" for one in told)
    return f"CASE WHEN {nothing} THEN '' ELSE {joined} END"
