"""Past imports: the ledger, what was touched since, and the rows that did not come in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select, true

from crm_desktop.db import import_sources, operations
from crm_desktop.db.tables import Activity, ContactPoint, ImportRow, ImportRun
from crm_desktop.domain.import_nouns import TABLES, Noun
from crm_desktop.domain.imports import RunPart, Tally
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import among, visible
from crm_desktop.queries.read import Read, query

_RUN = ImportRun.__table__
_ROW = ImportRow.__table__


@dataclass(frozen=True, slots=True)
class ImportRunRow:
    """One finished import: read = created + updated + skipped + failed, always.

    `operation` takes it back; `touched` of its clients, or of what else it brought, were worked on
    since; `faulty` of its rows are kept with their reasons.
    """

    id: int
    file_name: str
    noun: Noun
    sheet: str
    at: str
    read: int
    created: int
    updated: int
    skipped: int
    failed: int
    faulty: int
    operation: int
    touched: int

    @property
    def tally(self) -> Tally:
        """How its rows fared."""
        return Tally(self.created, self.updated, self.skipped, self.failed)


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row as it stood; `faults` are column, code and text."""

    number: int
    cells: tuple[str, ...]
    faults: tuple[tuple[int, str, str], ...]


@query(right=Right.VIEW)
def past(read: Read) -> list[ImportRunRow]:
    """The ledger, newest first; an import that was taken back is not in it."""
    return _runs(read, true())


@query(right=Right.VIEW)
def loaded_before(read: Read, fingerprint: str) -> list[ImportRunRow]:
    """The imports that brought the same list, newest first."""
    if not fingerprint:
        return []
    return _runs(read, _RUN.c.fingerprint == fingerprint)


def _runs(read: Read, wanted: ColumnElement[bool]) -> list[ImportRunRow]:
    t = _RUN.c
    faulty = select(func.count()).select_from(_ROW).where(_ROW.c.run_id == t.id).scalar_subquery()
    columns = (
        t.id, t.file_name, t.noun, t.sheet, t.at,
        t.read, t.created, t.updated, t.skipped, t.failed,
    )  # fmt: skip
    found = visible(read, ImportRun, *columns, faulty).where(wanted).order_by(t.id.desc())
    rows = []
    for number, row in enumerate(read.connection.execute(found).all()):
        read.step(number, 0)
        id_, name, noun, *rest = row
        values = [*rest, *_since(read, id_, Noun(noun))]
        rows.append(ImportRunRow(id_, name, Noun(noun), *values))
    return rows


@query(right=Right.VIEW)
def card(read: Read, run: int) -> ImportRunRow:
    """One import; refuses one that was taken back."""
    found = _runs(read, _RUN.c.id == run)
    if not found:
        raise Refused.of(NOT_FOUND)
    return found[0]


@query(right=Right.VIEW)
def clients_of(read: Read, run: int, part: RunPart = RunPart.ALL) -> list[int]:
    """The clients that an import added or changed, also those that are gone by now.

    Or a part of them; `MISSING` are those whom earlier states of its list had brought.
    """
    operation = operations.maker_of(read.connection, "import_run", run)
    if operation is None:
        return []
    if part is RunPart.NEW:
        return import_sources.created(read.connection, operation)
    if part is RunPart.MISSING:
        mapping = visible(read, ImportRun, _RUN.c.mapping).where(_RUN.c.id == run)
        return list(read.connection.scalars(mapping).one().get("missing", ()))
    own = operations.touched(read.connection, operation, "client")
    found = dict.fromkeys(own)
    for owned in (ContactPoint, Activity):
        written = operations.touched(read.connection, operation, owned.__tablename__)
        p = owned.__table__.c
        owners = visible(read, owned, p.client_id, few=True).where(among(p.id, written))
        found |= dict.fromkeys(read.connection.scalars(owners))
    if part is RunPart.CHANGED:
        new = set(import_sources.created(read.connection, operation))
        return [client for client in found if client not in new]
    return list(found)


@query(right=Right.IMPORT)
def failed_rows(read: Read, run: int) -> tuple[Sequence[str], list[FaultyRow]]:
    """The heads of a past import's list, and its rows with faults in their order."""
    t = _RUN.c
    mapping = read.connection.scalar(visible(read, ImportRun, t.mapping).where(t.id == run))
    if mapping is None:
        raise Refused.of(NOT_FOUND)
    r = _ROW.c
    rows = read.connection.execute(
        select(r.number, r.cells, r.faults).where(r.run_id == run).order_by(r.number)
    )
    found = [
        FaultyRow(number, tuple(cells), tuple((c, code, text) for c, code, text in faults))
        for number, cells, faults in rows
    ]
    return mapping["headers"], found


def _since(read: Read, run: int, noun: Noun) -> tuple[int, int]:
    """The operation that brought an import, and how many of its records were touched since."""
    operation = operations.maker_of(read.connection, "import_run", run)
    if operation is None:
        return 0, 0
    found = operations.touched_since(read.connection, operation, TABLES[noun])
    return operation.id, len(found)
