"""Several cards of one client become one: which values stay, which are told as history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crm_desktop.domain.custom_fields import PREFIX
from crm_desktop.domain.problems import Problem, code
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass

UNFIT_COUNT = code("merge.unfit-count")
UNFIT_GROUPS = code("merge.unfit-groups")
NOT_A_FIELD = code("merge.not-a-field")
NOT_AMONG = code("merge.not-among")
MERGED_ON = code("merge.merged-on")
NOT_MERGED = code("merge.not-merged")

MOST = 50
"""Cards that become one at one go: more are no accident but another mistake."""

Card = Mapping[str, Any]
"""The columns of one client's row, its tags and own fields as Python holds them."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "kind", "sort_key", "last_name", "first_name", "middle_name"),
    "inn": ("inn",),
    "kpp": ("kpp",),
    "ogrn": ("ogrn",),
    "birthday": ("birthday",),
    "city": ("city",),
    "address": ("address",),
    "source": ("source",),
    "status": ("status",),
    "price_group": ("price_group",),
    "discount": ("discount",),
    "consent_on": ("consent_on", "consent_source", "consent_purpose"),
    "rhythm_days": ("rhythm_days",),
    "owner_id": ("owner_id",),
    "external_id": ("external_id",),
    "comment": ("comment",),
}
"""What is chosen field by field, in the order of a card, and the columns that go with it."""

TAKEN_TOGETHER = ("tags", "created_at", "archived_at")
"""What nobody chooses: tags are joined, the first day counts, one card in use is in use."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the kept card says in the end, and for each of the others what of it gave way."""

    values: dict[str, Any]
    gave_way: dict[int, dict[str, tuple[Any, Any]]]
    """Card, field, its value there and the one that stays."""


def fields_of(cards: Sequence[Card]) -> tuple[str, ...]:
    """The fields that at least one of the cards says something in, in the order of a card."""
    own = sorted({key for card in cards for key in card["custom"]}, key=lambda k: (len(k), k))
    return tuple(
        field
        for field in (*COLUMNS, *(f"{PREFIX}{key}" for key in own))
        if any(is_told(value_of(card, field)) for card in cards)
    )


def value_of(card: Card, field: str) -> Any:
    """What a card says in a field; a consent is the day it was given."""
    if field.startswith(PREFIX):
        return card["custom"].get(field.removeprefix(PREFIX))
    return card[field]


def is_told(value: Any) -> bool:
    """Whether a value says anything: an empty text, no discount and no day say nothing."""
    return value not in (None, "", 0, [], False)


def differ(one: Any, other: Any) -> bool:
    """Whether two values say different things; case and ё/е make no difference."""
    if isinstance(one, str) and isinstance(other, str):
        return fold(one.strip()) != fold(other.strip())
    return bool(one != other)


def check(keep: int, others: Sequence[int]) -> Iterator[Problem]:
    """Two cards at least, no card twice, and not too many."""
    cards = {keep, *others}
    if len(cards) != len(others) + 1 or not 2 <= len(cards) <= MOST:
        yield Problem("", UNFIT_COUNT, {"count": len(cards), "limit": MOST})


def check_chosen(cards: Sequence[Card], chosen: Mapping[str, int]) -> Iterator[Problem]:
    """What is chosen is a field of a client, and the value is that of one of the cards."""
    ids, known = {card["id"] for card in cards}, {*COLUMNS, *fields_of(cards)}
    for field, card in chosen.items():
        if field not in known:
            yield Problem(field[:100], NOT_A_FIELD, {"field": field[:100]})
        elif card not in ids:
            yield Problem(field, NOT_AMONG, {"card": card})


def check_groups(groups: Sequence[Sequence[int]]) -> Iterator[Problem]:
    """Many merges at once need at least one, each has cards, and nobody can be in two of them."""
    named = [card for group in groups for card in group]
    if not groups or not all(groups) or len(named) != len(set(named)):
        yield Problem("", UNFIT_GROUPS)


def standing(cards: Sequence[Card], field: str, chosen: Mapping[str, int]) -> int:
    """Whose value of a field stays: the chosen card's, else the first one's that says anything.

    The kept card is the first of `cards`.
    """
    if field in chosen:
        return chosen[field]
    told = (int(card["id"]) for card in cards if is_told(value_of(card, field)))
    return next(told, int(cards[0]["id"]))


def settle(cards: Sequence[Card], chosen: Mapping[str, int]) -> Settled:
    """What stays of `cards`, the kept one first, when these values are chosen."""
    kept, by_id = cards[0], {int(card["id"]): card for card in cards}
    values: dict[str, Any] = {}
    custom = dict(kept["custom"])
    gave_way: dict[int, dict[str, tuple[Any, Any]]] = {int(card["id"]): {} for card in cards}
    for field in fields_of(cards):
        source = by_id[standing(cards, field, chosen)]
        stays = value_of(source, field)
        if field.startswith(PREFIX):
            custom[field.removeprefix(PREFIX)] = stays
        else:
            values |= {column: source[column] for column in COLUMNS[field]}
        for number, card in by_id.items():
            value = value_of(card, field)
            if is_told(value) and differ(value, stays):
                gave_way[number][field] = (value, stays)
    values["custom"] = {key: value for key, value in custom.items() if value is not None}
    values["tags"] = list(dict.fromkeys(tag for card in cards for tag in card["tags"]))
    values["created_at"] = min(card["created_at"] for card in cards)
    if any(card["archived_at"] is None for card in cards):
        values["archived_at"] = None
    return Settled(
        {column: value for column, value in values.items() if value != kept[column]}, gave_way
    )


def best_to_keep(cards: Sequence[Card]) -> int:
    """The card that the others are merged into when nobody says: in use, the fullest, the oldest.

    Its number, its colours and its place in lists are what people are used to.
    """

    def rank(card: Card) -> tuple[bool, int, int]:
        told = sum(is_told(value_of(card, field)) for field in fields_of([card]))
        return card["archived_at"] is not None, -told, int(card["id"])

    return int(min(cards, key=rank)["id"])
