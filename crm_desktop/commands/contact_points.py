"""Changes to single ways of contact, where the card shows them."""

from __future__ import annotations

from sqlalchemy import select

from crm_desktop.commands import clients
from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import ContactPoint
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.rights import Right


@command("contact-point.make-main", right=Right.EDIT)
def make_main(work: Work, client_id: int, point_id: int) -> None:
    """Put a way of contact before all others of its owner: the first of a kind is the main one."""
    client = clients.present(work.session, client_id)
    point = work.session.get(ContactPoint, point_id)
    if point is None or point.client_id != client_id:
        raise Refused.of(NOT_FOUND)
    others = work.session.scalars(
        select(ContactPoint)
        .where(
            ContactPoint.client_id == client_id,
            ContactPoint.contact_id == point.contact_id,
            ContactPoint.id != point_id,
        )
        .order_by(ContactPoint.place, ContactPoint.id)
    )
    for place, one in enumerate([point, *others]):
        one.place = place
    work.name(title=client.name, value=point.value)
