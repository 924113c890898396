"""Figures and search keys computed from the rest: never journalled, always rebuildable."""

from __future__ import annotations

from sqlalchemy import Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import UNJOURNALLED, Base

_APART = {UNJOURNALLED: True}


class ClientFacts(Base):
    """What a list or a card head wants to know of a client; money in minor units.

    `last_touch` is the last real contact; `purchases` are days with a sale, `usual_days` the days
    between them from the third on; `touch_due` is the day on which the next contact is due.
    """

    __tablename__ = "client_facts"

    client_id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(Text)
    phone_normal: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    last_touch: Mapped[str | None] = mapped_column(Text)
    next_task_on: Mapped[str | None] = mapped_column(Text)
    open_deals: Mapped[int] = mapped_column()
    open_amount: Mapped[int] = mapped_column()
    debt: Mapped[int] = mapped_column()
    purchases: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    last_purchase: Mapped[str | None] = mapped_column(Text)
    usual_days: Mapped[int | None] = mapped_column()
    touch_due: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("ix_client_facts_debt", "debt", sqlite_where=text("debt <> 0")),
        Index("ix_client_facts_touch_due", "touch_due", sqlite_where=text("touch_due IS NOT NULL")),
        {"info": _APART},
    )


class ClientSearch(Base):
    """The folded text a client is found by; the trigram index stands beside it."""

    __tablename__ = "client_search"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Text)

    __table_args__ = ({"info": _APART},)


class DealSearch(Base):
    """The folded text a deal is found by."""

    __tablename__ = "deal_search"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Text)

    __table_args__ = ({"info": _APART},)


class TaskSearch(Base):
    """The folded text a task is found by."""

    __tablename__ = "task_search"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Text)

    __table_args__ = ({"info": _APART},)


class DocumentSearch(Base):
    """The folded text a paper is found by."""

    __tablename__ = "document_search"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Text)

    __table_args__ = ({"info": _APART},)
