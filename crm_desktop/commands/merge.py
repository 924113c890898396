"""Several cards become one; what gave way is remembered and told, the rest goes over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select, update

from crm_desktop.commands.gathering import gather
from crm_desktop.commands.work import Step, Work, command, no_step
from crm_desktop.db.tables import Client, ClientAddress, MergedClient
from crm_desktop.domain import merge
from crm_desktop.domain.merge import Card
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import fold
from crm_desktop.queries.merge import cards_of

_CLIENT = Client.__table__


@command("client.merge", right=Right.DELETE, gathers=True)
def clients(
    work: Work, keep: int, others: Sequence[int], chosen: Mapping[str, int] | None = None
) -> int:
    """Make one client of several cards; `chosen` says whose value of a field stays.

    Fields that `chosen` does not name keep what the kept card says, or get what the first of the
    others says there. Everything that hangs on the others goes over; their cards go, and their
    names and numbers lead to the kept client from then on. Returns its id.
    """
    title = _merge(work, keep, others, chosen or {}, work.step)
    work.name(title=title, count=len(others))
    return keep


@command("client.merge-groups", right=Right.DELETE, gathers=True)
def groups(work: Work, wanted: Sequence[Sequence[int]]) -> int:
    """Make one client of each group of cards; the first of a group stays. Returns how many went.

    It is one operation: one step back brings all of them back.
    """
    refuse_if(merge.check_groups(wanted))
    gone, first = 0, ""
    for done, (keep, *others) in enumerate(wanted):
        work.step(done, len(wanted))
        title = _merge(work, keep, others, {}, no_step)
        first = first or title
        gone += len(others)
    work.name(title=first, groups=len(wanted), count=gone)
    return gone


def _merge(
    work: Work, keep: int, others: Sequence[int], chosen: Mapping[str, int], step: Step
) -> str:
    """One merge inside an operation; returns the name of the client."""
    refuse_if(merge.check(keep, others))
    cards = cards_of(work.connection, (keep, *others))
    if len(cards) != len(others) + 1 or any(card["deleted_at"] for card in cards):
        raise Refused.of(NOT_FOUND)
    refuse_if(merge.check_chosen(cards, chosen))
    settled = merge.settle(cards, chosen)
    for card in cards[1:]:
        _remember(work, keep, card, settled.gave_way[card["id"]])
    work.session.flush()
    gather(work.connection, keep, others, step)
    _keep_addresses(work, keep, cards, str(settled.values.get("address", cards[0]["address"])))
    if settled.values:
        work.connection.execute(update(Client).where(_CLIENT.c.id == keep).values(settled.values))
    work.connection.execute(delete(Client).where(_CLIENT.c.id.in_(others)))
    work.session.expire_all()
    return str(settled.values.get("name", cards[0]["name"]))


def _remember(
    work: Work, keep: int, card: Card, gave_way: Mapping[str, tuple[object, object]]
) -> None:
    """The mark that leads from the old card to the kept one, with all that the card said."""
    told = {name: value for name, value in card.items() if merge.is_told(value)}
    differs = {field: list(both) for field, both in gave_way.items()}
    work.session.add(
        MergedClient(
            client_id=keep,
            old_id=card["id"],
            name=card["name"],
            external_id=card["external_id"],
            data={"card": told, "gave_way": differs},
            merged_at=work.now(),
            author_id=work.actor.employee_id,
        )
    )


def _keep_addresses(work: Work, keep: int, cards: Sequence[Card], first: str) -> None:
    """A client has several addresses: those of the cards that gave way become further ones."""
    a = ClientAddress.__table__.c
    rows = work.connection.execute(select(a.text).where(a.client_id == keep))
    known = {fold(first), *(fold(text) for (text,) in rows)}
    last = work.connection.scalar(select(func.max(a.place)).where(a.client_id == keep))
    place = 0 if last is None else int(last) + 1
    for card in cards:
        if fold(card["address"]) not in known | {""}:
            known.add(fold(card["address"]))
            work.session.add(ClientAddress(client_id=keep, text=card["address"], place=place))
            place += 1
    work.session.flush()
