"""Questions about the numbers of papers."""

from __future__ import annotations

from sqlalchemy import func, select

from crm_desktop.db import issued_numbers
from crm_desktop.db.tables import Document, Numbering, NumberSeries, Organisation
from crm_desktop.domain.issued_numbers import Series
from crm_desktop.domain.numbering import Pattern, written
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
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
    number = issued_numbers.go_on_from(
        read.connection,
        _key(read, organisation_id, kind, pattern.series_year(year)),
        int(found or 1),
        read.highest_issued,
    )
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


def _key(read: Read, organisation_id: int, kind: str, series_year: int) -> Series:
    """The series as the marks outside the base know it."""
    o = Organisation.__table__.c
    firm = read.connection.execute(select(o.inn, o.name).where(o.id == organisation_id)).first()
    inn, name = firm if firm is not None else ("", "")
    return Series(organisation_id, inn, name, kind, series_year)


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
