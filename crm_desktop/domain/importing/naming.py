"""What a row calls its client, who stands inside, and what kind of client that makes."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.importing.cells import looks_like_person
from crm_desktop.domain.importing.kinds import kind_of_name
from crm_desktop.domain.text import fold

KINDS = {
    "company": ClientKind.COMPANY, "компания": ClientKind.COMPANY,
    "организация": ClientKind.COMPANY,
    "юр. лицо": ClientKind.COMPANY, "юрлицо": ClientKind.COMPANY,
    "юридическое лицо": ClientKind.COMPANY, "ооо": ClientKind.COMPANY,
    "sole_trader": ClientKind.SOLE_TRADER, "ип": ClientKind.SOLE_TRADER,
    "предприниматель": ClientKind.SOLE_TRADER,
    "индивидуальный предприниматель": ClientKind.SOLE_TRADER,
    "person": ClientKind.PERSON, "физ. лицо": ClientKind.PERSON, "физлицо": ClientKind.PERSON,
    "физическое лицо": ClientKind.PERSON, "частное лицо": ClientKind.PERSON,
}  # fmt: skip


def named(
    firms: Sequence[str], people: Sequence[str], parts: str, contact: str
) -> tuple[str, str, Sequence[str]]:
    """What the client is called, who stands inside, and names that found no place.

    `parts` is a name put together of its parts.
    """
    whole = people[0] or people[1]
    if whole and not (contact or parts or (people[0] and people[1]) or any(firms)):
        return whole, "", ()
    firms = told_once(firms)
    people = told_once([*people, parts] if firms or not any(people) else people)
    if firms:
        name, *inside = told_once([firms[0], *people, contact])
    elif people:
        # Parts of a name beside the whole one stand in fields of their own.
        name, *inside = told_once([people[0], contact, *people[1:]])
    else:
        name, inside = contact, []
    return name, inside[0] if inside else "", [*firms[1:], *inside[1:]]


def told_once(names: Sequence[str]) -> Sequence[str]:
    """Names that are there, each once however it is written."""
    found = [name for name in names if name]
    if len(found) < 2:
        return found
    words = {frozenset(fold(name).split()): name for name in reversed(found)}
    return list(words.values())[::-1]


def kind_of(name: str, inn: str, company: bool) -> ClientKind:
    """The kind that a name and an ИНН make; `company` when a column of firms held the name."""
    kind = kind_of_name(name, inn)
    if kind is not ClientKind.PERSON:
        return kind
    if company and len(inn) != 12 and not looks_like_person(name):
        return ClientKind.COMPANY
    return ClientKind.PERSON
