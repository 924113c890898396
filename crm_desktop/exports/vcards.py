"""Clients as contact cards (.vcf): for phones and mail programs, and for an import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from crm_desktop.domain.clients import ClientKind, PointKind
from crm_desktop.domain.importing.split import person_parts
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import fold
from crm_desktop.exports.target import export
from crm_desktop.files.vcards_written import Property, address, escaped, structured, write_cards
from crm_desktop.queries.client_cards import CarriedClient, carried
from crm_desktop.queries.client_parts import ContactRow, PointRow
from crm_desktop.queries.read import Read

_PHONES = {
    "CELL": ("mobile", "cell", "моб", "сот"),
    "WORK": ("work", "office", "раб", "офис"),
    "HOME": ("home", "дом"),
    "FAX": ("fax", "факс"),
    "OTHER": ("other", "друг"),
}
"""Types of phones by how their labels begin."""
_OWN = {
    "X-INN": "inn",
    "X-KPP": "kpp",
    "X-OGRN": "ogrn",
    "X-STATUS": "status",
    "X-LEAD-SOURCE": "source",
}
_MESSENGERS = {"telegram": "X-TELEGRAM", "whatsapp": "X-WHATSAPP"}


@export(right=Right.EXPORT)
def cards_to_file(
    read: Read, target: Path, clients: Sequence[int] | None = None, overwrite: bool = False
) -> int:
    """These clients, or all, as contact cards; returns how many clients.

    People inside a client are cards of their own that name it as their company. Raises `Refused`
    with the file codes of `files.saving`.
    """
    count = 0

    def cards() -> Iterator[list[Property]]:
        nonlocal count
        for client in carried(read, clients):
            count += 1
            yield _client(client)
            for person in client.parts.contacts:
                yield _person(person, client.name)

    write_cards(target, cards(), overwrite=overwrite)
    return count


def _client(client: CarriedClient) -> list[Property]:
    """The card of a client; of a company it has the company's name where a person has theirs."""
    firm = client.kind == ClientKind.COMPANY
    parts = [client.last_name, client.first_name, client.middle_name]
    if not firm and not any(parts):
        parts = _parts(client.name)
    said = [("N", structured([*parts, "", ""])), ("FN", escaped(client.name))]
    if firm:
        said.append(("ORG", escaped(client.name)))
    said += _points(client.parts.points)
    where = "WORK" if firm else "HOME"
    if client.city or client.address:
        places = ["", "", client.address, client.city, "", "", ""]
        said.append((f"ADR;TYPE={where}", structured(places)))
    for one in client.parts.addresses:
        said.append((f"ADR;TYPE={where}", structured(["", "", one.text, "", "", "", ""])))
    if client.birthday:
        said.append(("BDAY", escaped(client.birthday)))
    if client.tags:
        said.append(("CATEGORIES", ",".join(map(escaped, client.tags))))
    said += [(name, escaped(text)) for name, key in _OWN.items() if (text := getattr(client, key))]
    if client.comment:
        said.append(("NOTE", escaped(client.comment)))
    if client.external_id:
        said.append(("UID", escaped(client.external_id)))
    return said


def _parts(name: str) -> list[str]:
    """Surname, name and patronymic; a phone shows nobody who has no part of a name at all."""
    known = person_parts(name) or {"first_name": name}
    return [known.get(part, "") for part in ("last_name", "first_name", "middle_name")]


def _person(person: ContactRow, company: str) -> list[Property]:
    """The card of somebody inside a client."""
    said = [
        ("N", structured([*_parts(person.name), "", ""])),
        ("FN", escaped(person.name)),
        ("ORG", escaped(company)),
    ]
    if person.position:
        said.append(("TITLE", escaped(person.position)))
    said += _points(person.points)
    if person.birthday:
        said.append(("BDAY", escaped(person.birthday)))
    return said


def _points(points: Sequence[PointRow]) -> Iterator[Property]:
    """Ways of contact, the first phone and the first e-mail preferred to others of their kind.

    A label that is no type stands beside its line, as phones write those of their users.
    """
    met: set[str] = set()
    kinds = [point.kind for point in points]
    for number, point in enumerate(points, 1):
        prefer = point.kind not in met and kinds.count(point.kind) > 1
        met.add(point.kind)
        name, value, label = _point(point, prefer)
        yield (f"item{number}.{name}" if label else name), value
        if label:
            yield f"item{number}.X-ABLabel", escaped(label)


def _point(point: PointRow, prefer: bool) -> tuple[str, str, str]:
    """Its name with types, its value, and a label that the types do not say."""
    label = fold(point.label)
    first = ("PREF",) if prefer else ()
    if point.kind == PointKind.PHONE:
        kind = next((k for k, begins in _PHONES.items() if label.startswith(begins)), "")
        types = ",".join(one for one in (kind or "VOICE", *first))
        return f"TEL;TYPE={types}", escaped(point.value), "" if kind else point.label
    if point.kind == PointKind.EMAIL:
        types = ",".join(("INTERNET", *first))
        return f"EMAIL;TYPE={types}", escaped(point.value), point.label
    if point.kind == PointKind.SITE:
        return "URL", address(point.value), point.label
    known = _MESSENGERS.get(label, "")
    return known or "X-MESSENGER", escaped(point.value), "" if known else point.label
