"""The business itself: its settings and its people."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import Base, Numbered, one_of
from crm_desktop.domain.rights import Role


class Setting(Numbered, Base):
    """One setting of the business; names, types and defaults are in `domain.settings`."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(Text, index=True)
    value: Mapped[Any] = mapped_column(JSON)

    __table_args__ = ({"sqlite_autoincrement": True},)


class Employee(Numbered, Base):
    """Somebody who works with the base."""

    __tablename__ = "employee"

    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    archived_at: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (one_of("role", Role), {"sqlite_autoincrement": True})
