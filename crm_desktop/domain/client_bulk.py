"""Many clients changed at once: which ones, what is done to them, and what forbids it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from crm_desktop.domain import dictionaries
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.custom_fields import Stored, id_of
from crm_desktop.domain.filters import EVERYBODY, Filter
from crm_desktop.domain.imports import RunPart
from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, code
from crm_desktop.domain.rhythm import NOT_A_RHYTHM, rhythm_days
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass

COUNT_MOVED = code("client.count-moved")
NOT_IN_BULK = code("client.not-in-bulk")
NOT_A_KIND = code("client.not-a-kind")
NOT_A_DISCOUNT = code("client.not-a-discount")
HAS_PEOPLE = code("client.has-people-inside")
HAS_PAPERS = code("client.has-papers")
HAS_OPEN_DEALS = code("client.has-open-deals")

CITY_LIMIT = 500
WORDS = ("source", "status", "price_group")
"""Fields that hold one word of a list."""
FIELDS = ("status", "source", "city", "price_group", "discount", "rhythm_days", "kind")
"""What can be set for many, the most wanted first."""
WHOLE_PERCENT = 100


class BulkAction(StrEnum):
    """What is done to all of them."""

    SET = "set"
    TAG = "tag"
    UNTAG = "untag"
    REASSIGN = "reassign"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    DELETE = "delete"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which clients: those of a view, as it is then, or exactly those with these ids.

    A view is a filter, what is searched for, and the import it is of, or a `part` of that; its
    relative dates count from `today`.
    """

    wanted: Filter = EVERYBODY
    text: str = ""
    run: int | None = None
    ids: tuple[int, ...] | None = None
    today: date | None = None
    part: RunPart = RunPart.ALL


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What is done, as chosen and typed.

    `field` and `value` belong to SET, or `field` and `own` for a field of the business's own: its
    value as records keep it, None empties it. With `only_empty` what is filled stays. `tags` belong
    to TAG and UNTAG, `owner` to REASSIGN (None: nobody).
    """

    action: BulkAction
    field: str = ""
    value: str = ""
    only_empty: bool = False
    tags: tuple[str, ...] = ()
    owner: int | None = None
    own: Stored | None = None


def check(change: BulkChange) -> Iterator[Problem]:
    """What forbids a change, whoever it is for."""
    match change.action:
        case BulkAction.SET:
            yield from _check_value(change)
        case BulkAction.TAG | BulkAction.UNTAG:
            tags = tidy_tags(change)
            if not tags:
                yield Problem("tags", REQUIRED)
            if any(len(tag) > dictionaries.LIMIT for tag in tags):
                yield Problem("tags", TOO_LONG, {"limit": dictionaries.LIMIT})


def _check_value(change: BulkChange) -> Iterator[Problem]:
    text = dictionaries.tidy(change.value)
    limit = CITY_LIMIT if change.field == "city" else dictionaries.LIMIT
    if id_of(change.field) is not None:
        yield from _check_own(change)
    elif change.field not in FIELDS:
        yield Problem(
            "field", NOT_IN_BULK, {"field": change.field[:200], "known": ", ".join(FIELDS)}
        )
    elif change.field == "kind":
        if text not in set(ClientKind):
            yield Problem(
                "value", NOT_A_KIND, {"value": text[:200], "known": ", ".join(ClientKind)}
            )
    elif change.field == "discount":
        if hundredths(text) is None:
            yield Problem("value", NOT_A_DISCOUNT, {"value": text[:200]})
    elif change.field == "rhythm_days" and text and rhythm_days(text) is None:
        yield Problem("value", NOT_A_RHYTHM, {"value": text[:200]})
    elif len(text) > limit:
        yield Problem("value", TOO_LONG, {"limit": limit})
    elif change.only_empty and not text:
        yield Problem("value", REQUIRED)


def _check_own(change: BulkChange) -> Iterator[Problem]:
    if change.only_empty and change.own is None:
        yield Problem("value", REQUIRED)


def stored_value(change: BulkChange) -> str | int | None:
    """The value of a checked SET as the base keeps it."""
    text = dictionaries.tidy(change.value)
    if change.field == "rhythm_days":
        return rhythm_days(text) if text else None
    return hundredths(text) or 0 if change.field == "discount" else text


def hundredths(text: str) -> int | None:
    """Percents as typed, in hundredths; nothing typed is no discount, None is no percentage."""
    typed = text.replace("%", "").replace(",", ".").strip()
    try:
        value = Decimal(typed or "0") * 100
    except InvalidOperation:
        return None
    whole = value.is_finite() and value == value.to_integral_value()
    return int(value) if whole and 0 <= value <= WHOLE_PERCENT * 100 else None


def tidy_tags(change: BulkChange) -> tuple[str, ...]:
    """The tags as they are kept, each once."""
    tags = [tag for tag in map(dictionaries.tidy, change.tags) if tag]
    return tuple({fold(tag): tag for tag in reversed(tags)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Example:
    """One client as it would be changed: the value before and after, in words of the base."""

    id: int
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a change would do now.

    `total` = `changed` + `already` + `kept` + all of `cannot`: `kept` are those that are filled
    with something else and stay so, `cannot` counts by the code of the reason. `remarks` count by
    code what should be known of those that change.
    """

    total: int
    changed: int
    already: int
    kept: int
    cannot: tuple[tuple[str, int], ...]
    remarks: tuple[tuple[str, int], ...]
    examples: tuple[Example, ...]
