"""What the clients' room is asked for: order, filter, and the same in bare SQL."""

from __future__ import annotations

from crm_desktop.crm import Crm
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.filters import EVERYBODY, Condition, Filter, Group, Operator
from crm_desktop.domain.views import BY_NAME, Sort
from crm_desktop.queries import custom_fields
from tests.bench import workload

CITIES = workload.CITIES[:2]
LEAST = 50_000

_ALL = "SELECT c.id FROM client c WHERE c.deleted_at IS NULL AND c.archived_at IS NULL"
_FACTS = _ALL.replace("client c", "client c JOIN client_facts f ON f.client_id = c.id")


def asked(crm: Crm) -> dict[str, tuple[tuple[Sort, ...], Filter, str]]:
    """What the room is asked for: order, filter, and the same in bare SQL."""
    number = crm.ask(custom_fields.listing, CustomNoun.CLIENT)[1]
    value = f"json_extract(c.custom, '$.\"{number.id}\"')"
    three = Group(
        (
            Condition("city", Operator.ONE_OF, CITIES),
            Condition("open_amount", Operator.MORE, (0,)),
            Condition(number.field, Operator.AT_LEAST, (LEAST,)),
        )
    )
    cities = ", ".join(f"'{city}'" for city in CITIES)
    narrow = (
        f"{_FACTS} AND c.city IN ({cities}) AND f.open_amount > 0 AND {value} >= {LEAST} "
        "ORDER BY c.sort_key, c.id"
    )
    debt, own = (Sort("debt", descending=True),), (Sort(number.field),)
    return {
        "open the list": (BY_NAME, EVERYBODY, f"{_ALL} ORDER BY c.sort_key, c.id"),
        "sort by debt": (debt, EVERYBODY, f"{_FACTS} ORDER BY f.debt DESC, c.id DESC"),
        "sort by an own field": (own, EVERYBODY, f"{_ALL} ORDER BY {value} NULLS LAST, c.id"),
        "filter of three conditions": (BY_NAME, three, narrow),
    }
