"""The ledger of imports: what came in, when, and how its rows fared."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import Base, Numbered


class ImportRun(Numbered, Base):
    """One import: rows read = created + updated + skipped + failed, always."""

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

    __table_args__ = ({"sqlite_autoincrement": True},)
