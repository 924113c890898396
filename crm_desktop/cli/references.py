"""Which client, stage or firm is meant: by id, by the foreign system's id, or by name."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.crm import Crm
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused, code
from crm_desktop.domain.text import fold
from crm_desktop.queries import clients, deals
from crm_desktop.queries.clients import ClientCard

AMBIGUOUS = code("record.ambiguous")
BLOCK = 500


def client_named(crm: Crm, reference: str, field: str = "client") -> int:
    """A client by its `external_id`, else by its exact name, else by its id in digits."""
    wanted = reference.strip()
    cards: list[ClientCard] = []
    ids = crm.ask(clients.ids, wanted) if wanted else []
    for start in range(0, len(ids), BLOCK):
        cards += crm.ask(clients.cards, ids[start : start + BLOCK])
    rules: tuple[Callable[[ClientCard], bool], ...] = (
        lambda card: card.external_id == wanted,
        lambda card: fold(card.name) == fold(wanted),
    )
    for rule in rules:
        found = sorted(card.id for card in cards if rule(card))
        if len(found) > 1:
            shown = ", ".join(str(one) for one in found[:10])
            raise Refused(Problem(field, AMBIGUOUS, {"name": wanted, "ids": shown}))
        if found:
            return found[0]
    if wanted.isdecimal() and wanted.isascii():
        return client_with_id(crm, int(wanted[:18]), field)
    raise Refused(Problem(field, NOT_FOUND))


def client_with_id(crm: Crm, client_id: int, field: str = "client") -> int:
    """The id, if such a client is there."""
    if not crm.ask(clients.page, [client_id]):
        raise Refused(Problem(field, NOT_FOUND))
    return client_id


def deal_with_id(crm: Crm, deal_id: int) -> int:
    """The id, if such a deal is there."""
    try:
        return crm.ask(deals.card, deal_id).id
    except Refused:
        raise Refused(Problem("deal", NOT_FOUND)) from None


def stage_named(crm: Crm, reference: str) -> int:
    """A stage by its name, else by its id in digits."""
    stages = crm.ask(deals.stages)
    found = [one.id for one in stages if fold(one.name) == fold(reference.strip())]
    found = found or [one.id for one in stages if str(one.id) == reference.strip()]
    if not found:
        raise Refused(Problem("stage", NOT_FOUND))
    if len(found) > 1:
        shown = ", ".join(str(one) for one in found)
        raise Refused(Problem("stage", AMBIGUOUS, {"name": reference, "ids": shown}))
    return found[0]
