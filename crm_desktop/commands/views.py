"""Changes to saved views; everybody keeps their own."""

from __future__ import annotations

from sqlalchemy import select

from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import SavedView
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.ranks import between
from crm_desktop.domain.rights import Right
from crm_desktop.domain.views import ViewSpec, check_name, tidy, to_data


@command("view.add", right=Right.VIEW)
def add(work: Work, noun: str, name: str, spec: ViewSpec) -> int:
    """Keep a view of a list under a name, behind the others; returns its id."""
    name = tidy(name)
    mine = _mine(work, noun)
    refuse_if(check_name(name, [one.name for one in mine]))
    last = mine[-1].rank if mine else None
    view = SavedView(
        noun=noun,
        employee_id=work.actor.employee_id,
        name=name,
        data=to_data(spec),
        rank=between(last, None),
    )
    work.session.add(view)
    work.session.flush()
    work.name(title=name)
    return view.id


@command("view.change", right=Right.VIEW)
def change(work: Work, view_id: int, spec: ViewSpec) -> None:
    """Let a view show something else from now on."""
    view = _one(work, view_id)
    view.data = to_data(spec)
    work.name(title=view.name)


@command("view.rename", right=Right.VIEW)
def rename(work: Work, view_id: int, name: str) -> None:
    """Call a view otherwise."""
    view, name = _one(work, view_id), tidy(name)
    others = [one.name for one in _mine(work, view.noun) if one.id != view_id]
    refuse_if(check_name(name, others))
    work.name(title=view.name, name=name)
    view.name = name


@command("view.move", right=Right.VIEW)
def move(work: Work, view_id: int, before_id: int | None) -> None:
    """Put a view before another one, or last."""
    view = _one(work, view_id)
    others = [one for one in _mine(work, view.noun) if one.id != view_id]
    place = next((n for n, one in enumerate(others) if one.id == before_id), len(others))
    low = others[place - 1].rank if place else None
    view.rank = between(low, others[place].rank if place < len(others) else None)
    work.name(title=view.name)


@command("view.delete", right=Right.VIEW)
def delete(work: Work, view_id: int) -> None:
    """Keep a view no more; the records it showed are not touched."""
    view = _one(work, view_id)
    work.name(title=view.name)
    work.session.delete(view)


def _mine(work: Work, noun: str) -> list[SavedView]:
    """This employee's views of a list, in their order."""
    found = select(SavedView).where(
        SavedView.noun == noun, SavedView.employee_id == work.actor.employee_id
    )
    return list(work.session.scalars(found.order_by(SavedView.rank, SavedView.id)))


def _one(work: Work, view_id: int) -> SavedView:
    view = work.session.get(SavedView, view_id)
    if view is None or view.employee_id != work.actor.employee_id:
        raise Refused.of(NOT_FOUND)
    return view
