"""Where the business is at home: how a phone without a country code is read."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from crm_desktop.db.engine import driver
from crm_desktop.domain.settings import Business

_REGION = "SELECT value FROM setting WHERE name = 'region'"


def region_of(connection: Connection) -> str:
    """The region that the base agrees on, «RU» where it says nothing."""
    found = driver(connection).execute(_REGION).fetchone()
    return str(json.loads(found[0])) if found else Business().region


def region_for(connection: Connection, query: str) -> str:
    """The region as a query needs it: it matters to figures alone, and nothing is asked without."""
    return region_of(connection) if any(map(str.isdigit, query)) else Business().region
