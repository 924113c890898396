"""The columns in which a row of a list and its ways of contact are kept."""

from __future__ import annotations

from crm_desktop.domain.clients import ClientKind, PointKind, point_values, stored_values

CLIENT_COLUMNS = tuple(stored_values(ClientKind.PERSON, "", "", {}))
POINT_COLUMNS = ("kind", "label", *point_values(PointKind.SITE, "-")[0])
