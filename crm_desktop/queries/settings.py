"""Questions about the business itself."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import select

from crm_desktop.db.tables import Setting
from crm_desktop.domain.rights import Right
from crm_desktop.domain.settings import Business
from crm_desktop.late import dataclass
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class Engine:
    """What keeps the base: version of its tables, version of SQLite."""

    schema: int
    sqlite: str


@query(right=Right.VIEW)
def engine(read: Read) -> Engine:
    """Versions of the base and of what reads it."""
    connection = read.connection
    schema = connection.exec_driver_sql("PRAGMA user_version").scalar()
    sqlite = connection.exec_driver_sql("SELECT sqlite_version()").scalar()
    return Engine(int(schema or 0), str(sqlite))


@query(right=Right.VIEW)
def business(read: Read) -> Business:
    """The settings of the business; unknown names are left alone, missing ones are defaults."""
    s = Setting.__table__.c
    known = {f.name for f in fields(Business)}
    rows = read.connection.execute(select(s.name, s.value))
    return Business(**{name: value for name, value in rows if name in known})
