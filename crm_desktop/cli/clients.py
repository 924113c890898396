"""`clients add|list|show|dump` and `search`: the client book without a window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from crm_desktop.cli import client_bulk
from crm_desktop.cli.call import Call
from crm_desktop.cli.client_bulk import NOT_A_FIELD
from crm_desktop.cli.client_json import client_data, draft_of
from crm_desktop.cli.custom_json import custom_data
from crm_desktop.cli.deals import deal_data
from crm_desktop.cli.documents import document_data
from crm_desktop.cli.filters import filter_of
from crm_desktop.cli.parser import Nouns, positive
from crm_desktop.cli.tasks import task_data
from crm_desktop.cli.terminal import refusal
from crm_desktop.cli.values import amount, lines_of, read_object, today
from crm_desktop.commands import client_fields as field_commands
from crm_desktop.commands import clients as commands
from crm_desktop.crm import Crm
from crm_desktop.domain import requisites
from crm_desktop.domain.clients import PHONE_AS_TYPED, ClientDraft, PointKind
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.filters import Group
from crm_desktop.domain.problems import Problem, Refused
from crm_desktop.domain.views import Sort, ViewSpec
from crm_desktop.queries import (
    activities,
    client_changes,
    client_fields,
    clients,
    custom_fields,
    deals,
    documents,
    search,
    settings,
    tasks,
    views,
)
from crm_desktop.words import language, pgettext
from crm_desktop.words.codes import problem_text
from crm_desktop.words.finding import amounts_compared, read_otherwise

BLOCK = 500


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("clients", pgettext("Clients", "Clients: add, list, show"))
    one = verbs.verb("add", add, pgettext("Clients", "Add clients from JSON lines"))
    one.add_argument("--from", dest="source", metavar="FILE|-", required=True)
    one = verbs.verb("list", show_list, pgettext("Clients", "List clients"))
    one.add_argument("--search", default="", metavar="TEXT")
    one.add_argument("--sort", action="append", default=[], metavar="FIELD")
    one.add_argument("--descending", action="store_true")
    one.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="CONDITION",
        help=pgettext(
            "Clients", "FIELD OPERATOR VALUE, for example: debt more 1000; several times"
        ),
    )
    one.add_argument("--view", default="", metavar="NAME")
    one.add_argument("--limit", type=positive)
    one = verbs.verb("show", show, pgettext("Clients", "Show a client with its timeline"))
    one.add_argument("id", type=positive)
    one = verbs.verb("set", set_fields, pgettext("Clients", "Change fields of a client"))
    one.add_argument("id", type=positive)
    one.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    client_bulk.register(verbs)
    verbs.verb("dump", dump, pgettext("Clients", "Write every client as JSON lines"))
    one = nouns.verb("search", find, pgettext("Clients", "Search everywhere"))
    one.add_argument("text")
    one.add_argument("--limit", type=positive, default=50)


def add(call: Call) -> int:
    """One transaction a line; each answer is printed after its commit has returned."""
    failed = 0
    with call.writing() as crm:
        for number, raw in enumerate(lines_of(call.arguments.source)):
            if not raw.strip(b" \t\r\n\xef\xbb\xbf"):
                continue
            try:
                answer = _add_line(crm, raw)
            except Refused as refused:
                failed += 1
                answer = {"refused": refusal(refused)}
                said = pgettext("Clients", "Line {line}: {text}")
                call.terminal.say(
                    said.format(line=number + 1, text=refusal(refused, untouched=True)["text"])
                )
            call.terminal.record({"line": number, **answer})
    return 1 if failed else 0


def _add_line(crm: Crm, raw: bytes) -> dict[str, object]:
    own = crm.ask(custom_fields.listing, CustomNoun.CLIENT)
    draft, warnings = draft_of(read_object(raw), own)
    client_id = crm.do(commands.add, draft).value
    warnings += _doubts(crm, client_id, draft)
    return {
        "id": client_id,
        "external_id": draft.external_id,
        "warnings": [
            {"field": one.field, "code": one.code, "text": problem_text(one)} for one in warnings
        ],
    }


def _doubts(crm: Crm, client_id: int, draft: ClientDraft) -> Iterator[Problem]:
    """What was saved although it looks wrong."""
    checks = (
        (draft.inn, requisites.check_inn),
        (draft.kpp, requisites.check_kpp),
        (draft.ogrn, requisites.check_ogrn),
    )
    for text, rule in checks:
        doubt = rule(requisites.clean_digits(text)) if text.strip() else None
        if doubt is not None:
            yield doubt
    if any(point.kind is PointKind.PHONE for point in draft.points):
        for point in crm.ask(clients.card, client_id).points:
            if point.kind == PointKind.PHONE.value and point.normal is None:
                yield Problem("phones", PHONE_AS_TYPED, {"value": point.value})


def show_list(call: Call) -> int:
    """The list as rows."""
    asked = call.arguments
    with call.reading() as crm:
        known = crm.ask(client_fields.known)
        wanted = filter_of(asked.filter, known, crm.ask(settings.business).currency)
        kept = crm.ask(views.named, "client", asked.view).spec() if asked.view else ViewSpec()
        wanted = Group(tuple(one for one in (kept.wanted, wanted) if one.parts))
        sorts = tuple(Sort(field, asked.descending) for field in asked.sort) or kept.sorts
        ids = crm.ask(clients.ids, asked.search, sorts, wanted=wanted, today=today())
        cards = _cards(crm, ids[: asked.limit])
        call.terminal.rows(_listed(call, cards), ("id", "name", "phone", "city"))
    return 0


def _listed(call: Call, cards: Iterator[clients.ClientCard]) -> Iterator[dict[str, object]]:
    for card in cards:
        data = client_data(card)
        if not call.terminal.json:
            data["phone"] = next((p.value for p in card.points if p.kind == "phone"), "")
        yield data


def _cards(crm: Crm, ids: list[int]) -> Iterator[clients.ClientCard]:
    """The cards of these ids, in their order."""
    for start in range(0, len(ids), BLOCK):
        block = ids[start : start + BLOCK]
        found = {card.id: card for card in crm.ask(clients.cards, block)}
        yield from (found[one] for one in block if one in found)


def set_fields(call: Call) -> int:
    """One change of several fields; the others stay as they are."""
    fields: dict[str, str] = {}
    for text in call.arguments.fields:
        name, equals, value = text.partition("=")
        if not equals:
            raise Refused(Problem("", NOT_A_FIELD, {"text": text[:200]}))
        fields[name.strip()] = value
    with call.writing() as crm:
        crm.do(field_commands.set_fields, call.arguments.id, fields)
    said = pgettext("Clients", "Saved.")
    call.terminal.answer({"id": call.arguments.id, "fields": sorted(fields)}, said)
    return 0


def show(call: Call) -> int:
    """The whole card with what belongs to it."""
    client_id = call.arguments.id
    with call.reading() as crm:
        card = crm.ask(clients.card, client_id)
        currency = crm.ask(settings.business).currency
        timeline = crm.ask(activities.timeline, client_id)
        stages = {one.id: one.name for one in crm.ask(deals.stages)}
        data = client_data(card) | {
            "last_touch": card.last_touch,
            "next_task_on": card.next_task_on,
            "touch_due": card.touch_due,
            "purchases": card.purchases,
            "last_purchase": card.last_purchase,
            "usual_days": card.usual_days,
            "open_deals": card.open_deals,
            "open_amount": amount(card.open_amount, currency),
            "debt": amount(card.debt, currency),
            "currency": currency,
            "timeline": [asdict(entry) for entry in timeline],
            "changes": [_change(one) for one in crm.ask(client_changes.changes, client_id)],
            "deals": [deal_data(one, stages) for one in crm.ask(deals.listing, client_id)],
            "tasks": [
                task_data(one) for one in crm.ask(tasks.listing, done=True, client_id=client_id)
            ],
            "documents": [document_data(one) for one in crm.ask(documents.listing, client_id)],
        }
    text = [card.name, *(f"  {p.value}" for p in card.points)]
    text += [f"  {line}" for line in (card.city, card.address, card.comment) if line]
    text += [f"{entry.at[:10]}  {entry.text}" for entry in timeline]
    call.terminal.answer(data, "\n".join(text))
    return 0


def _change(change: client_changes.FieldChange) -> dict[str, object]:
    """A change with the title of a field of one's own, and its values as JSON says them."""
    data = asdict(change)
    own = change.own
    data["own"] = own.name if own is not None else None
    if own is not None:
        for side in ("old", "new"):
            value = json.loads(data[side]) if data[side] else None
            data[side] = custom_data({own.key: value}, [own]).get(own.name)
    return data


def dump(call: Call) -> int:
    """Every client as JSON lines in the order of ids."""
    call.terminal.json = True
    with call.reading() as crm:
        found = crm.ask_watched(call.terminal.progress, clients.dump)
    call.terminal.rows(map(client_data, found), ())
    return 0


def find(call: Call) -> int:
    """What the palette finds, best first."""
    asked = call.arguments
    with call.reading() as crm:
        hits = crm.ask(search.everything, asked.text, asked.limit)
    results = [
        {
            "kind": hit.kind,
            "id": hit.id,
            "external_id": hit.external_id,
            "title": hit.title,
            "why": [asdict(why) for why in hit.why],
            "how": hit.how,
        }
        for hit in hits
    ]
    hows = {hit.how for hit in hits}
    how = hows.pop() if len(hows) == 1 else "plain"
    said = read_otherwise(how, asked.text, " ".join(hits[0].words) if hits else "")
    lines = [one for one in (amounts_compared(asked.text, language()), said) if one]
    for hit in hits:
        why = ", ".join(one.text for one in hit.why if one.text != hit.title)
        lines.append(f"{hit.kind} {hit.id}  {hit.title}" + (f"  ({why})" if why else ""))
    text = "\n".join(lines) if hits else pgettext("Clients", "Nothing found.")
    call.terminal.answer({"query": asked.text, "results": results}, text)
    return 0
