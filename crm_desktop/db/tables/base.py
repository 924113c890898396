"""What all tables share: naming of constraints, numbered rows, the mark "not journalled"."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

UNJOURNALLED = "unjournalled"
"""Key in a table's `info`: derived or journal data that undo does not touch (decision 6)."""


class Base(DeclarativeBase):
    """All tables of a base."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Numbered:
    """A row with an id that is never used again (decision 5)."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


def root_key(target: str, *, nullable: bool = False) -> Mapped[Any]:
    """A reference to a root noun: it may not vanish under its referrers (decision 9)."""
    return mapped_column(ForeignKey(target, ondelete="RESTRICT"), nullable=nullable, index=True)


def owner_key(target: str, *, nullable: bool = False, index: bool = True) -> Mapped[Any]:
    """A reference of an owned part to its owner: it goes with the owner (decision 9).

    `index=False` only where another index of the table begins with the column.
    """
    return mapped_column(ForeignKey(target, ondelete="CASCADE"), nullable=nullable, index=index)


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """The last wall behind an enumeration."""
    names = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({names})", name=column)


def journalled() -> list[Table]:
    """Tables whose rows the journal keeps, parents before children."""
    return [t for t in Base.metadata.sorted_tables if not t.info.get(UNJOURNALLED)]
