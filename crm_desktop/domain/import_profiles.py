"""How a list was brought in, kept as data: to be done alike with the next list of its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from crm_desktop.domain.importing.plain import DateOrder
from crm_desktop.domain.imports import MATCH_KEYS, ImportPlan, Mode, OnMatch, OnRepeat
from crm_desktop.domain.problems import Problem, code
from crm_desktop.domain.text import fold

NAME_MISSING = code("import-profile.name-missing")
NAME_LIMIT = 100


def to_data(plan: ImportPlan) -> dict[str, Any]:
    """What was chosen for a list: columns by their heads, and what is done with its rows."""
    return {
        "columns": [list(pair) for pair in zip(plan.headers, plan.fields, strict=True)],
        "mode": plan.mode.value,
        "match": list(plan.match),
        "on_match": plan.on_match.value,
        "on_repeat": plan.on_repeat.value,
        "tag": plan.tag,
        "defaults": dict(plan.defaults),
        "owner": plan.owner,
        "new_clients": plan.new_clients,
        "orders": [[plan.headers[at], order.value] for at, order in sorted(plan.orders.items())],
    }


def fields_of(
    data: Mapping[str, Any], headers: Sequence[str], guessed: Sequence[str], known: frozenset[str]
) -> list[str]:
    """The fields of columns as they were chosen for such heads, else as they are guessed.

    Of several columns called alike the first goes where the first went. A field that is not
    `known` any more was taken away since.
    """
    chosen: dict[str, list[str]] = {}
    for head, field in data.get("columns", ()):
        chosen.setdefault(_folded(head), []).append(field)
    found: list[str] = []
    for head, guess in zip(headers, guessed, strict=True):
        waiting = chosen.get(_folded(head), [])
        field = waiting.pop(0) if waiting else guess
        found.append(field if field in known else guess)
    return found


def orders_of(data: Mapping[str, Any], headers: Sequence[str]) -> dict[int, DateOrder]:
    """The orders of dates that were chosen for columns of such heads."""
    chosen = {_folded(head): DateOrder(order) for head, order in data.get("orders", ())}
    heads = ((at, _folded(head)) for at, head in enumerate(headers))
    return {at: chosen[head] for at, head in heads if head in chosen}


def applied(data: Mapping[str, Any], plan: ImportPlan) -> ImportPlan:
    """The plan with what was chosen about rows."""
    return replace(
        plan,
        mode=Mode(data.get("mode", Mode.UPSERT)),
        match=tuple(data.get("match", MATCH_KEYS)),
        on_match=OnMatch(data.get("on_match", OnMatch.FILL)),
        on_repeat=OnRepeat(data.get("on_repeat", OnRepeat.SKIP)),
        tag=data.get("tag", ""),
        defaults=dict(data.get("defaults", {})),
        owner=data.get("owner"),
        new_clients=data.get("new_clients", True),
    )


def check_name(name: str) -> list[Problem]:
    """What is wrong with a name."""
    return [] if name.strip() else [Problem("name", NAME_MISSING)]


def _folded(head: str) -> str:
    return " ".join(fold(head).split())
