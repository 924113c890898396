"""The user's own firms, their papers, and the numbers given out."""

from __future__ import annotations

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import Base, Numbered, one_of, owner_key, root_key
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.documents import DocumentKind, DocumentStatus, VatMode


class Organisation(Numbered, Base):
    """One of the user's own firms with everything printed about it.

    `logo`, `stamp` and `signature` are hashes of files beside the base; the firm first by `rank`
    is the one a new paper begins with; an archived one is offered for no new paper.
    """

    __tablename__ = "organisation"

    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    inn: Mapped[str] = mapped_column(Text, default="")
    kpp: Mapped[str] = mapped_column(Text, default="")
    ogrn: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    bank_name: Mapped[str] = mapped_column(Text, default="")
    bik: Mapped[str] = mapped_column(Text, default="")
    account: Mapped[str] = mapped_column(Text, default="")
    corr_account: Mapped[str] = mapped_column(Text, default="")
    director_title: Mapped[str] = mapped_column(Text, default="")
    director: Mapped[str] = mapped_column(Text, default="")
    accountant: Mapped[str] = mapped_column(Text, default="")
    vat_mode: Mapped[str] = mapped_column(Text, default=VatMode.NONE.value)
    vat_rate: Mapped[str | None] = mapped_column(Text)
    deleted_at: Mapped[str | None] = mapped_column(Text)
    rank: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    due_days: Mapped[int | None] = mapped_column()
    notice: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    logo: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    stamp: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    signature: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    archived_at: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        one_of("kind", ClientKind),
        one_of("vat_mode", VatMode),
        {"sqlite_autoincrement": True},
    )


class Numbering(Numbered, Base):
    """How the numbers of one kind of paper of one firm look; see `domain.numbering.Pattern`."""

    __tablename__ = "numbering"

    organisation_id: Mapped[int] = owner_key("organisation.id", index=False)
    kind: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text)
    width: Mapped[int] = mapped_column()
    yearly: Mapped[bool] = mapped_column()

    __table_args__ = (
        UniqueConstraint("organisation_id", "kind"),
        {"sqlite_autoincrement": True},
    )


class NumberSeries(Numbered, Base):
    """The next number of one kind of paper of one firm in one year, or in all (year 0)."""

    __tablename__ = "number_series"

    organisation_id: Mapped[int] = owner_key("organisation.id")
    kind: Mapped[str] = mapped_column(Text)
    year: Mapped[int] = mapped_column()
    next_number: Mapped[int] = mapped_column()

    __table_args__ = (
        UniqueConstraint("organisation_id", "kind", "year"),
        {"sqlite_autoincrement": True},
    )


class Document(Numbered, Base):
    """A paper; `sheet` is the frozen `DocumentSheet` as JSON once it is issued."""

    __tablename__ = "document"

    kind: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[int] = root_key("organisation.id")
    client_id: Mapped[int] = root_key("client.id")
    deal_id: Mapped[int | None] = root_key("deal.id", nullable=True)
    date: Mapped[str] = mapped_column(Text)
    due_date: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    number_year: Mapped[int | None] = mapped_column()
    currency: Mapped[str] = mapped_column(Text)
    vat_mode: Mapped[str] = mapped_column(Text)
    total: Mapped[int] = mapped_column(default=0)
    basis: Mapped[str] = mapped_column(Text, default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    sheet: Mapped[str | None] = mapped_column(Text)
    issued_at: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[int | None] = root_key("employee.id", nullable=True)
    created_at: Mapped[str] = mapped_column(Text)
    deleted_at: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        one_of("kind", DocumentKind),
        one_of("status", DocumentStatus),
        one_of("vat_mode", VatMode),
        UniqueConstraint("organisation_id", "kind", "number_year", "number"),
        Index("ix_document_date", "deleted_at", "date"),
        {"sqlite_autoincrement": True},
    )


class DocumentLine(Numbered, Base):
    """One line: quantity in thousandths, price in ten-thousandths, discount in 1/100 percent."""

    __tablename__ = "document_line"

    document_id: Mapped[int] = owner_key("document.id")
    place: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int] = mapped_column()
    unit: Mapped[str] = mapped_column(Text)
    price: Mapped[int] = mapped_column()
    discount: Mapped[int] = mapped_column(default=0)
    vat_rate: Mapped[str | None] = mapped_column(Text)

    __table_args__ = ({"sqlite_autoincrement": True},)
