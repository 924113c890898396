"""The ledger of imports: what came in, when, how its rows fared, and which did not fare well."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import Base, Numbered, owner_key


class ImportRun(Numbered, Base):
    """One import: rows read = created + updated + skipped + failed, always.

    `fingerprint` tells the same list again, whatever its file is called; `source` tells another
    state of it, by its heads. Both are empty in older ones.
    """

    __tablename__ = "import_run"

    file_name: Mapped[str] = mapped_column(Text)
    sheet: Mapped[str] = mapped_column(Text)
    noun: Mapped[str] = mapped_column(Text)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    read: Mapped[int] = mapped_column()
    created: Mapped[int] = mapped_column()
    updated: Mapped[int] = mapped_column()
    skipped: Mapped[int] = mapped_column()
    failed: Mapped[int] = mapped_column()
    at: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(Text, server_default="")
    source: Mapped[str] = mapped_column(Text, server_default="", index=True)

    __table_args__ = ({"sqlite_autoincrement": True},)


class ImportRow(Numbered, Base):
    """A row that could not be loaded, or not all of it: its cells, and what is wrong with them.

    `number` counts from 0 in the file; `faults` are column (-1: the whole row), code and text.
    `client` is whom the row became or changed, 0 for nobody: a row that comes back corrected means
    the same. It may be gone by now.
    """

    __tablename__ = "import_row"

    run_id: Mapped[int] = owner_key("import_run.id")
    number: Mapped[int] = mapped_column()
    cells: Mapped[list[str]] = mapped_column(JSON)
    faults: Mapped[list[Any]] = mapped_column(JSON)
    client: Mapped[int] = mapped_column(server_default=text("0"))

    __table_args__ = ({"sqlite_autoincrement": True},)


class ImportProfile(Numbered, Base):
    """How lists with such heads are brought in: found again by `source`, their fingerprint."""

    __tablename__ = "import_profile"

    noun: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    used_at: Mapped[str] = mapped_column(Text)

    __table_args__ = ({"sqlite_autoincrement": True},)
