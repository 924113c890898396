"""`deals add|move|list`: the funnel without a window."""

from __future__ import annotations

from collections.abc import Mapping

from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns, positive
from crm_desktop.cli.references import client_named, stage_named
from crm_desktop.cli.values import amount, currency_of, day, scaled
from crm_desktop.commands import deals as commands
from crm_desktop.domain import money
from crm_desktop.domain.deals import DealDraft
from crm_desktop.queries import deals, settings
from crm_desktop.queries.deals import DealRow
from crm_desktop.words import pgettext


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("deals", pgettext("Deals", "Deals: add, move, list"))
    one = verbs.verb("add", add, pgettext("Deals", "Add a deal"))
    one.add_argument("--title", required=True)
    one.add_argument("--client", required=True, metavar="ID|NAME")
    one.add_argument("--amount", metavar="1500.00")
    one.add_argument("--currency", metavar="ISO")
    one.add_argument("--stage", metavar="ID|NAME")
    one.add_argument("--close-date", metavar="YYYY-MM-DD")
    one.add_argument("--source", default="")
    one.add_argument("--comment", default="")
    one = verbs.verb("move", move, pgettext("Deals", "Move a deal to a stage"))
    one.add_argument("id", type=positive)
    one.add_argument("--stage", required=True, metavar="ID|NAME")
    one.add_argument("--before", type=positive, metavar="ID")
    one.add_argument("--lost-reason", default="", metavar="TEXT")
    one = verbs.verb("list", show_list, pgettext("Deals", "List deals"))
    one.add_argument("--client", metavar="ID|NAME")


def add(call: Call) -> int:
    """Open a deal."""
    asked = call.arguments
    with call.writing() as crm:
        currency = currency_of(asked.currency or crm.ask(settings.business).currency)
        given = asked.amount
        draft = DealDraft(
            title=asked.title,
            client_id=client_named(crm, asked.client),
            amount=scaled(given, money.minor_digits(currency), "amount") if given else None,
            currency=currency,
            expected_close=day(asked.close_date, "close_date"),
            source=asked.source,
            comment=asked.comment,
            stage_id=stage_named(crm, asked.stage) if asked.stage else None,
        )
        done = crm.do(commands.add, draft)
    text = pgettext("Deals", "Deal {id} is open.").format(id=done.value)
    call.terminal.answer({"id": done.value, "operation": done.operation}, text)
    return 0


def move(call: Call) -> int:
    """Put a deal into a stage."""
    asked = call.arguments
    with call.writing() as crm:
        stage_id = stage_named(crm, asked.stage)
        done = crm.do(
            commands.move, asked.id, stage_id, asked.before, lost_reason=asked.lost_reason
        )
        card = crm.ask(deals.card, asked.id)
    text = pgettext("Deals", "Deal {id} is in “{stage}” now.").format(id=card.id, stage=card.stage)
    data = {
        "id": card.id,
        "stage_id": card.stage_id,
        "stage": card.stage,
        "operation": done.operation,
    }
    call.terminal.answer(data, text)
    return 0


def show_list(call: Call) -> int:
    """Deals by stage and place."""
    asked = call.arguments
    with call.reading() as crm:
        client_id = client_named(crm, asked.client) if asked.client else None
        stages = {one.id: one.name for one in crm.ask(deals.stages)}
        rows = [deal_data(row, stages) for row in crm.ask(deals.listing, client_id)]
    shown = ("id", "stage", "deal_name", "client_name", "amount", "currency")
    call.terminal.rows(rows, shown)
    return 0


def deal_data(row: DealRow, stages: Mapping[int, str]) -> dict[str, object]:
    """A deal with the field names of lists and exports."""
    return {
        "id": row.id,
        "deal_name": row.title,
        "client_id": row.client_id,
        "client_name": row.client,
        "stage_id": row.stage_id,
        "stage": stages.get(row.stage_id, ""),
        "amount": amount(row.amount, row.currency),
        "currency": row.currency,
        "close_date": row.expected_close,
        "stage_since": row.stage_since,
        "next_task_on": row.next_task_on,
    }
