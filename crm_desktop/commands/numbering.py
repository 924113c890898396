"""Numbers of papers: how they look, where a series goes on, and the taking of the next one."""

from __future__ import annotations

from sqlalchemy import select

from crm_desktop.commands.work import Work, command
from crm_desktop.db import issued_numbers
from crm_desktop.db.tables import Client, Document, Numbering, NumberSeries, Organisation
from crm_desktop.domain.issued_numbers import Series, skipped
from crm_desktop.domain.numbering import USED, Pattern, check, tidy, written
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.rights import Right


@command("numbering.save", right=Right.SETTINGS)
def save(
    work: Work,
    organisation_id: int,
    kind: str,
    pattern: Pattern,
    year: int,
    next_number: int | None = None,
) -> None:
    """Say how a firm's papers of a kind are numbered and which number of that year comes next.

    Without `next_number` they go on where they stand, with the first one that is free.
    """
    firm = work.session.get(Organisation, organisation_id)
    if firm is None or firm.deleted_at is not None:
        raise Refused.of(NOT_FOUND)
    pattern = tidy(pattern)
    refuse_if(check(pattern, 1 if next_number is None else next_number))
    numbers = Numbers(work, organisation_id, kind)
    stood = numbers.next_number(year)
    numbers.look_like(pattern)
    number = numbers.first_free(year, stood) if next_number is None else next_number
    numbers.go_on_from(year, number)
    work.name(title=firm.name, number=written(pattern, number, year))


class Numbers:
    """The numbers of one kind of paper of one firm, inside a running write transaction."""

    def __init__(self, work: Work, organisation_id: int, kind: str) -> None:
        """Find out how the numbers look: plain ones unless it was said."""
        self._work = work
        self._firm = organisation_id
        self._kind = kind
        kept = self._kept()
        self.pattern = Pattern() if kept is None else Pattern(kept.prefix, kept.width, kept.yearly)

    def look_like(self, pattern: Pattern) -> None:
        """Write them otherwise from now on."""
        kept = self._kept()
        if kept is None:
            kept = Numbering(organisation_id=self._firm, kind=self._kind)
            self._work.session.add(kept)
        kept.prefix, kept.width, kept.yearly = pattern.prefix, pattern.width, pattern.yearly
        self._work.session.flush()
        self.pattern = pattern

    def go_on_from(self, year: int, number: int) -> None:
        """Let the series go on from a number; one on a paper is refused, the free one named."""
        refuse_if(check(self.pattern, number))
        text = written(self.pattern, number, year)
        paper = self._paper(text, year)
        if paper is not None:
            client = self._work.session.get_one(Client, paper.client_id)
            named = written(self.pattern, self.first_free(year, number), year)
            raise Refused.of(USED, "next_number", number=text, client=client.name, free=named)
        self._series(year).next_number = number

    def next_number(self, year: int) -> int:
        """Where the series of a paper of that year stands."""
        return self._series(year).next_number

    def first_free(self, year: int, number: int) -> int:
        """The first number from this one on that stands on no paper."""
        while self._paper(written(self.pattern, number, year), year):
            number += 1
        return number

    def take(self, year: int) -> str:
        """The next free number of a paper of that year; one already on a paper is passed over.

        Also one that only the paper remembers: the base may have been put back from a copy.
        """
        series = self._series(year)
        firm = self._work.session.get_one(Organisation, self._firm)
        key = Series(firm.id, firm.inn, firm.name, self._kind, series.year)
        first = series.next_number
        self._work.session.flush()
        series.next_number = issued_numbers.go_on_from(
            self._work.connection, key, first, self._work.highest_issued
        )
        forgotten = series.next_number > first
        while True:
            count = series.next_number
            series.next_number += 1
            text = written(self.pattern, count, year)
            if self._paper(text, year) is None:
                break
        self._work.issued[key] = count
        if forgotten:
            self._work.notices.append(
                skipped(
                    written(self.pattern, first, year),
                    written(self.pattern, count - 1, year),
                    text,
                )
            )
        return text

    def _series(self, year: int) -> NumberSeries:
        """The series that a paper of that year takes its number from, begun if it is not there."""
        kept_under = self.pattern.series_year(year)
        found = self._work.session.scalars(
            select(NumberSeries).where(
                NumberSeries.organisation_id == self._firm,
                NumberSeries.kind == self._kind,
                NumberSeries.year == kept_under,
            )
        ).first()
        if found is None:
            found = NumberSeries(
                organisation_id=self._firm, kind=self._kind, year=kept_under, next_number=1
            )
            self._work.session.add(found)
            self._work.session.flush()
        return found

    def _kept(self) -> Numbering | None:
        return self._work.session.scalars(
            select(Numbering).where(
                Numbering.organisation_id == self._firm, Numbering.kind == self._kind
            )
        ).first()

    def _paper(self, text: str, year: int) -> Document | None:
        """The paper with this number: in its year, or ever when they never begin anew."""
        found = select(Document).where(
            Document.organisation_id == self._firm,
            Document.kind == self._kind,
            Document.number == text,
        )
        if self.pattern.yearly:
            found = found.where(Document.number_year == year)
        return self._work.session.scalars(found.limit(1)).first()
