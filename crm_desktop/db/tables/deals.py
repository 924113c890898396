"""Pipelines, their stages, and the deals that move along them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import Base, Numbered, one_of, owner_key, root_key
from crm_desktop.domain.pipeline import StageKind


class Pipeline(Numbered, Base):
    """A sequence of stages."""

    __tablename__ = "pipeline"

    name: Mapped[str] = mapped_column(Text)
    rank: Mapped[str] = mapped_column(Text)

    __table_args__ = ({"sqlite_autoincrement": True},)


class Stage(Numbered, Base):
    """A column of the board; `probability` in whole percent, `colour` an index of the theme.

    `norm_days` is how long a deal may stay before it is looked at, NULL for as long as it likes.
    """

    __tablename__ = "stage"

    pipeline_id: Mapped[int] = owner_key("pipeline.id")
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    probability: Mapped[int] = mapped_column(default=0)
    colour: Mapped[int] = mapped_column(default=0)
    rank: Mapped[str] = mapped_column(Text)
    norm_days: Mapped[int | None] = mapped_column()

    __table_args__ = (one_of("kind", StageKind), {"sqlite_autoincrement": True})


class StageField(Numbered, Base):
    """A field that must be filled before a deal enters a stage.

    `noun` says whose field it is, `field` is its name, "custom:7" for a `custom_field`.
    """

    __tablename__ = "stage_field"

    stage_id: Mapped[int] = owner_key("stage.id", index=False)
    noun: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        UniqueConstraint("stage_id", "noun", "field"),
        {"sqlite_autoincrement": True},
    )


class Deal(Numbered, Base):
    """Something that may be sold; `amount` in minor units of `currency`, NULL when unknown."""

    __tablename__ = "deal"

    client_id: Mapped[int] = root_key("client.id")
    stage_id: Mapped[int] = root_key("stage.id")
    rank: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    amount: Mapped[int | None] = mapped_column()
    currency: Mapped[str] = mapped_column(Text)
    expected_close: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    lost_reason: Mapped[str] = mapped_column(Text, default="")
    stage_since: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[int | None] = root_key("employee.id", nullable=True)
    created_at: Mapped[str] = mapped_column(Text)
    deleted_at: Mapped[str | None] = mapped_column(Text)
    custom: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default=text("'{}'"))

    __table_args__ = (
        Index("ix_deal_stage_rank", "deleted_at", "stage_id", "rank"),
        {"sqlite_autoincrement": True},
    )
