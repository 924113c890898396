"""`duplicates` and `different`: clients who may be one, and those who are said to be two."""

from __future__ import annotations

from collections.abc import Mapping

from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns, positive
from crm_desktop.commands import duplicates as commands
from crm_desktop.domain.duplicates import Level
from crm_desktop.queries import clients
from crm_desktop.queries import duplicates as questions
from crm_desktop.queries.clients import ClientCard
from crm_desktop.queries.duplicates import Group
from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.codes import label
from crm_desktop.words.duplicates import reasons_text

BLOCK = 500


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    one = nouns.verb("duplicates", show, pgettext("Duplicates", "List clients who may be one"))
    one.add_argument(
        "--threshold", type=_share, default=Level.LIKELY.least, metavar="X",
        help=pgettext("Duplicates", "how sure it must be, from 0 to 1 (0.8)"),
    )  # fmt: skip
    one = nouns.verb(
        "different", tell_apart, pgettext("Duplicates", "Remember that these clients are different")
    )
    one.add_argument("ids", type=positive, nargs="+", metavar="ID")


def show(call: Call) -> int:
    """Groups with their score and reasons, the surest first."""
    step = call.terminal.progress
    with call.reading() as crm:
        least = call.arguments.threshold
        groups = crm.ask_watched(step, questions.groups, Level.LIKELY, least)
        ids = [id_ for group in groups for id_ in group.ids]
        cards: dict[int, ClientCard] = {}
        for start in range(0, len(ids), BLOCK):
            cards |= {one.id: one for one in crm.ask(clients.cards, ids[start : start + BLOCK])}
    if call.terminal.json:
        call.terminal.record({"groups": [_data(group, cards) for group in groups]})
        return 0
    for group in groups:
        call.terminal.line(f"{label(group.level)} ({group.score:.2f})")
        for id_ in group.ids:
            call.terminal.line(f"  {id_}  {cards[id_].name}")
        call.terminal.line(f"  {reasons_text(group.pairs[0].reasons)}")
    said = npgettext("Duplicates", "{n} group", "{n} groups", len(groups))
    call.terminal.say(said.format(n=len(groups)))
    return 0


def tell_apart(call: Call) -> int:
    """These clients are offered as one no more."""
    with call.writing() as crm:
        done = crm.do(commands.distinct, call.arguments.ids)
    count = done.value
    said = npgettext("Duplicates", "{n} pair is remembered.", "{n} pairs are remembered.", count)
    data = {"pairs": count, "operation": done.operation}
    call.terminal.answer(data, said.format(n=count))
    return 0


def _data(group: Group, cards: Mapping[int, ClientCard]) -> dict[str, object]:
    reasons = {(one.field, one.kind, one.text) for pair in group.pairs for one in pair.reasons}
    return {
        "ids": list(group.ids),
        "external_ids": [cards[id_].external_id for id_ in group.ids],
        "score": group.score,
        "reasons": [
            {"field": field, "kind": kind, "text": text} for field, kind, text in sorted(reasons)
        ],
    }


def _share(text: str) -> float:
    """A part of one, with a comma or a point."""
    share = float(text.replace(",", "."))
    if not 0 <= share <= 1:
        raise ValueError(text)
    return share
