"""Changes to single ways of contact, where the card shows them."""

from __future__ import annotations

from sqlalchemy import select

from crm_desktop.commands import clients
from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import Client, ContactPoint
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import clean_text


@command("contact-point.make-main", right=Right.EDIT)
def make_main(work: Work, client_id: int, point_id: int) -> None:
    """Put a way of contact before all others of its owner: the first of a kind is the main one."""
    client, point = _present(work, client_id, point_id)
    others = (one for one in _beside(work, point) if one is not point)
    _place([point, *others])
    work.name(title=client.name, value=point.value)


@command("contact-point.move", right=Right.EDIT)
def move(work: Work, client_id: int, point_id: int, by: int) -> None:
    """Let a way of contact change places with the one before it (`by` -1) or after it (1).

    Only those of its kind are counted; beyond the ends there is nothing to change places with.
    """
    client, point = _present(work, client_id, point_id)
    every = _beside(work, point)
    same = [one for one in every if one.kind == point.kind]
    there = same.index(point) + by
    if 0 <= there < len(same):
        here, other = every.index(point), every.index(same[there])
        every[here], every[other] = every[other], every[here]
        _place(every)
    work.name(title=client.name, value=point.value)


@command("contact-point.label", right=Right.EDIT)
def label(work: Work, client_id: int, point_id: int, text: str) -> None:
    """Say what a way of contact is; an empty text takes the label away."""
    client, point = _present(work, client_id, point_id)
    point.label = clean_text(text).strip()
    work.name(title=client.name, value=point.value)


@command("contact-point.remove", right=Right.EDIT)
def remove(work: Work, client_id: int, point_id: int) -> None:
    """Take a way of contact away."""
    client, point = _present(work, client_id, point_id)
    work.session.delete(point)
    work.name(title=client.name, value=point.value)


def _present(work: Work, client_id: int, point_id: int) -> tuple[Client, ContactPoint]:
    client = clients.present(work.session, client_id)
    point = work.session.get(ContactPoint, point_id)
    if point is None or point.client_id != client_id:
        raise Refused.of(NOT_FOUND)
    return client, point


def _beside(work: Work, point: ContactPoint) -> list[ContactPoint]:
    """All of the same owner, in their order."""
    found = (
        select(ContactPoint)
        .where(
            ContactPoint.client_id == point.client_id,
            ContactPoint.contact_id.is_(None)
            if point.contact_id is None
            else ContactPoint.contact_id == point.contact_id,
        )
        .order_by(ContactPoint.place, ContactPoint.id)
    )
    return list(work.session.scalars(found))


def _place(points: list[ContactPoint]) -> None:
    for place, one in enumerate(points):
        one.place = place
