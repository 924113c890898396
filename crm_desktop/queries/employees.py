"""Who works with the base, and what each of them answers for."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, select

from crm_desktop.db.tables import Base, Client, Deal, Employee, Stage, Task
from crm_desktop.domain.employees import Load
from crm_desktop.domain.pipeline import StageKind
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class EmployeeRow:
    """One employee; `load` is what is open in their hands."""

    id: int
    name: str
    role: str
    archived: bool
    load: Load


@query(right=Right.VIEW)
def listing(read: Read) -> list[EmployeeRow]:
    """All employees, those who left last; who is not named yet has an empty name."""
    e = Employee.__table__.c
    rows = read.connection.execute(
        select(e.id, e.name, e.role, e.archived_at.is_not(None)).order_by(
            e.archived_at.is_not(None), func.fold(e.name), e.id
        )
    ).all()
    loads = {row[0]: _load_of(read, row[0]) for row in rows}
    return [EmployeeRow(id_, name, role, left, loads[id_]) for id_, name, role, left in rows]


@query(right=Right.VIEW)
def load(read: Read, employee_id: int) -> Load:
    """What is open in the hands of one employee."""
    return _load_of(read, employee_id)


def _load_of(read: Read, employee_id: int) -> Load:
    counts = [
        int(
            read.connection.scalar(
                visible(read, noun, func.count(), few=True).where(open_of(noun, employee_id))
            )
            or 0
        )
        for noun in (Client, Deal, Task)
    ]
    return Load(*counts)


def open_of(noun: type[Base], employee_id: int) -> ColumnElement[bool]:
    """What passes to somebody else when this employee leaves, the bin left aside."""
    columns = noun.__table__.c
    if noun is Client:
        still = columns.archived_at.is_(None)
    elif noun is Task:
        still = columns.done_at.is_(None)
    else:
        still = columns.stage_id.in_(select(Stage.id).where(Stage.kind == StageKind.OPEN.value))
    return and_(columns.owner_id == employee_id, still)
