"""Clients, the people inside them, and the ways to reach both."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import Base, Numbered, one_of, owner_key, root_key
from crm_desktop.domain.clients import ClientKind, PointKind


class Client(Numbered, Base):
    """A person, a sole trader or a company the business deals with.

    `discount` is in hundredths of a percent; `custom` maps ids of `custom_field`, as texts, to
    values; `rhythm_days` is how often the client wants to be contacted, NULL for no rule.
    """

    __tablename__ = "client"

    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text)
    last_name: Mapped[str] = mapped_column(Text, default="")
    first_name: Mapped[str] = mapped_column(Text, default="")
    middle_name: Mapped[str] = mapped_column(Text, default="")
    inn: Mapped[str] = mapped_column(Text, default="")
    kpp: Mapped[str] = mapped_column(Text, default="")
    ogrn: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(Text, default="")
    birthday: Mapped[str | None] = mapped_column(Text)
    comment: Mapped[str] = mapped_column(Text, default="")
    external_id: Mapped[str] = mapped_column(Text, default="")
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    custom: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    owner_id: Mapped[int | None] = root_key("employee.id", nullable=True)
    created_at: Mapped[str] = mapped_column(Text)
    deleted_at: Mapped[str | None] = mapped_column(Text)
    archived_at: Mapped[str | None] = mapped_column(Text)
    price_group: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    discount: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    consent_on: Mapped[str | None] = mapped_column(Text)
    consent_source: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    consent_purpose: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    rhythm_days: Mapped[int | None] = mapped_column()

    __table_args__ = (
        one_of("kind", ClientKind),
        Index("ix_client_sort_key", "deleted_at", "archived_at", "sort_key"),
        Index("ix_client_inn", "inn", sqlite_where=text("inn <> ''")),
        Index("ix_client_external_id", "external_id", sqlite_where=text("external_id <> ''")),
        Index(
            "ix_client_birthday",
            text("substr(birthday, -5)"),
            sqlite_where=text("birthday IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )


class Contact(Numbered, Base):
    """A person inside a client company."""

    __tablename__ = "contact"

    client_id: Mapped[int] = owner_key("client.id")
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text, default="")
    birthday: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index(
            "ix_contact_birthday",
            text("substr(birthday, -5)"),
            sqlite_where=text("birthday IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )


class ContactPoint(Numbered, Base):
    """A phone, e-mail, messenger or site: as typed, and its normal form (NULL if unreadable)."""

    __tablename__ = "contact_point"

    client_id: Mapped[int] = owner_key("client.id")
    contact_id: Mapped[int | None] = owner_key("contact.id", nullable=True)
    kind: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    normal: Mapped[str | None] = mapped_column(Text)
    ext: Mapped[str | None] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        one_of("kind", PointKind),
        Index("ix_contact_point_normal", "normal", sqlite_where=text("normal IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )


class ClientRelation(Numbered, Base):
    """How one client stands to another: `kind` is a word of the list of relations."""

    __tablename__ = "client_relation"

    client_id: Mapped[int] = owner_key("client.id")
    other_id: Mapped[int] = owner_key("client.id")
    kind: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = ({"sqlite_autoincrement": True},)


class ClientAddress(Numbered, Base):
    """One more address of a client; the first stands in the client itself."""

    __tablename__ = "client_address"

    client_id: Mapped[int] = owner_key("client.id")
    label: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text)
    place: Mapped[int] = mapped_column(default=0)

    __table_args__ = ({"sqlite_autoincrement": True},)


class ClientAccount(Numbered, Base):
    """A bank account of a client."""

    __tablename__ = "client_account"

    client_id: Mapped[int] = owner_key("client.id")
    label: Mapped[str] = mapped_column(Text, default="")
    bank_name: Mapped[str] = mapped_column(Text, default="")
    bik: Mapped[str] = mapped_column(Text, default="")
    account: Mapped[str] = mapped_column(Text, default="")
    corr_account: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[int] = mapped_column(default=0)

    __table_args__ = ({"sqlite_autoincrement": True},)


class ClientDate(Numbered, Base):
    """A day of a client to think of every year: `on_date` is a date, or --MM-DD without a year."""

    __tablename__ = "client_date"

    client_id: Mapped[int] = owner_key("client.id")
    label: Mapped[str] = mapped_column(Text)
    on_date: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("ix_client_date_day", text("substr(on_date, -5)")),
        {"sqlite_autoincrement": True},
    )


class DistinctPair(Numbered, Base):
    """Two clients said to be different people; the smaller id stands in `client_id`."""

    __tablename__ = "distinct_pair"

    client_id: Mapped[int] = owner_key("client.id", index=False)
    other_id: Mapped[int] = owner_key("client.id")
    noted_at: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        UniqueConstraint("client_id", "other_id"),
        {"sqlite_autoincrement": True},
    )


class MergedClient(Numbered, Base):
    """A card that was merged into another: `old_id` it had, `data` all that its card said.

    Its names still find the client it became, and its old address leads there.
    """

    __tablename__ = "merged_client"

    client_id: Mapped[int] = owner_key("client.id")
    old_id: Mapped[int] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(Text)
    external_id: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    merged_at: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = root_key("employee.id", nullable=True)

    __table_args__ = ({"sqlite_autoincrement": True},)
