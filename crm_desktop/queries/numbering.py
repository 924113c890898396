"""Questions about the numbers of papers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from crm_desktop.db.tables import Document, Numbering, NumberSeries
from crm_desktop.domain.numbering import Pattern, written
from crm_desktop.domain.rights import Right
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """Where the numbers of one kind of paper of one firm stand.

    `next_number` is the next free one and `example` what it looks like; until the series has
    `begun` nobody is surprised by another beginning. `issued` counts the papers with a number.
    """

    pattern: Pattern
    next_number: int
    example: str
    begun: bool
    issued: int


@query(right=Right.VIEW)
def series(read: Read, organisation_id: int, kind: str, year: int) -> SeriesRow:
    """The series that a paper of that year would take its number from."""
    p, n, d = (table.__table__.c for table in (Numbering, NumberSeries, Document))
    kept = read.connection.execute(
        select(p.prefix, p.width, p.yearly).where(
            p.organisation_id == organisation_id, p.kind == kind
        )
    ).first()
    pattern = Pattern(*kept) if kept is not None else Pattern()
    found = read.connection.scalar(
        select(n.next_number).where(
            n.organisation_id == organisation_id,
            n.kind == kind,
            n.year == pattern.series_year(year),
        )
    )
    number = int(found or 1)
    while _used(read, organisation_id, kind, pattern, number, year):
        number += 1
    issued = read.connection.scalar(
        select(func.count()).where(
            d.organisation_id == organisation_id, d.kind == kind, d.number.is_not(None)
        )
    )
    return SeriesRow(
        pattern, number, written(pattern, number, year), found is not None, int(issued or 0)
    )


def _used(
    read: Read, organisation_id: int, kind: str, pattern: Pattern, number: int, year: int
) -> bool:
    """Whether a paper has this number: in its year, or ever when they never begin anew."""
    d = Document.__table__.c
    found = select(d.id).where(
        d.organisation_id == organisation_id,
        d.kind == kind,
        d.number == written(pattern, number, year),
    )
    if pattern.yearly:
        found = found.where(d.number_year == year)
    return read.connection.scalar(found.limit(1)) is not None
