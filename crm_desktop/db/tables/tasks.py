"""Tasks and the moments to be reminded of them."""

from __future__ import annotations

from sqlalchemy import Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import Base, Numbered, root_key


class Task(Numbered, Base):
    """Something to do. `due_on` is a date, `due_time` "HH:MM" or empty.

    `remind_at` is wall time "YYYY-MM-DDTHH:MM", so it keeps its hour across a change of the
    clocks; `reminded_at` the wall time when the reminder last fired. `occasion` is the yearly day
    that somebody is to be greeted for (`domain.yearly`), else empty.
    """

    __tablename__ = "task"

    title: Mapped[str] = mapped_column(Text)
    due_on: Mapped[str | None] = mapped_column(Text)
    due_time: Mapped[str] = mapped_column(Text, default="")
    remind_at: Mapped[str | None] = mapped_column(Text)
    reminded_at: Mapped[str | None] = mapped_column(Text)
    comment: Mapped[str] = mapped_column(Text, default="")
    client_id: Mapped[int | None] = root_key("client.id", nullable=True)
    deal_id: Mapped[int | None] = root_key("deal.id", nullable=True)
    done_at: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[int | None] = root_key("employee.id", nullable=True)
    created_at: Mapped[str] = mapped_column(Text)
    deleted_at: Mapped[str | None] = mapped_column(Text)
    occasion: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))

    __table_args__ = (
        Index("ix_task_occasion", "occasion", sqlite_where=text("occasion <> ''")),
        Index("ix_task_due", "deleted_at", "done_at", "due_on"),
        Index("ix_task_remind_at", "remind_at", sqlite_where=text("remind_at IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )
