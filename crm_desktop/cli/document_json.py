"""Papers as JSON: what `documents create --from` reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from crm_desktop.cli.client_json import member
from crm_desktop.cli.references import client_named, client_with_id, deal_with_id
from crm_desktop.cli.values import (
    LARGEST,
    NOT_ONE_OF,
    TOO_LARGE,
    UNKNOWN_FIELD,
    WRONG_KIND,
    currency_of,
    day,
    id_of,
    list_of,
    object_of,
    scaled,
    text_of,
    today,
)
from crm_desktop.crm import Crm
from crm_desktop.domain import money, vat
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.documents import DocumentDraft, DocumentKind, LineDraft, VatMode
from crm_desktop.domain.organisations import OrganisationDraft
from crm_desktop.domain.problems import NOT_FOUND, REQUIRED, Problem, Refused
from crm_desktop.domain.text import fold
from crm_desktop.queries import documents, settings
from crm_desktop.queries.documents import OrganisationRow

KEYS = frozenset(
    [
        "type",
        "organisation",
        "client",
        "deal",
        "date",
        "due_date",
        "vat_mode",
        "currency",
        "lines",
        "basis",
        "comment",
    ]
)
LINE_KEYS = frozenset(["name", "quantity", "unit", "price", "discount", "vat"])


def document_draft(
    crm: Crm, data: Mapping[str, object], organisation_id: int | None
) -> DocumentDraft:
    """The paper that the JSON describes.

    Without `vat_mode` that of the own firm holds; a line without the key `vat` has the firm's
    usual rate, one with null is without VAT. Rates are codes or percents of the paper's day.
    """
    _only(data, KEYS, "")
    firms = crm.ask(documents.organisations, archived=True)
    firm = next((one for one in firms if organisation_id in {None, one.id}), None)
    mode = data.get("vat_mode")
    vat_mode = member(VatMode, mode or (firm.vat_mode if firm else "none"), "vat_mode")
    on = day(data.get("date"), "date") or today()
    usual = firm.vat_rate if firm is not None and vat_mode is not VatMode.NONE else None
    lines = []
    for place, given in enumerate(list_of(data, "lines")):
        lines.append(_line(object_of(given, f"lines.{place}"), place, usual, on))
    deal = data.get("deal")
    return DocumentDraft(
        client_id=_client(crm, data.get("client")),
        organisation_id=organisation_id,
        deal_id=deal_with_id(crm, id_of(deal, "deal")) if deal is not None else None,
        kind=member(DocumentKind, data.get("type") or "invoice", "type"),
        date=on,
        due_date=day(data.get("due_date"), "due_date"),
        vat_mode=vat_mode,
        currency=currency_of(text_of(data, "currency") or crm.ask(settings.business).currency),
        lines=tuple(lines),
        basis=text_of(data, "basis"),
        comment=text_of(data, "comment"),
    )


def organisation_of(crm: Crm, given: object) -> int | OrganisationDraft:
    """The own firm meant by a name, ИНН or id; described by an object, a draft of a new one."""
    firms = crm.ask(documents.organisations)
    if isinstance(given, dict):
        name, inn = text_of(given, "name"), text_of(given, "inn")
        found = _firm(firms, name, inn)
        return _organisation_draft(given) if found is None else found
    if isinstance(given, int):
        firm_id = id_of(given, "organisation")
        if firm_id not in {one.id for one in firms}:
            raise Refused(Problem("organisation", NOT_FOUND))
        return firm_id
    if not isinstance(given, str):
        raise Refused(Problem("organisation", WRONG_KIND))
    found = _firm(firms, given, given)
    if found is None:
        raise Refused(Problem("organisation", NOT_FOUND))
    return found


def _firm(firms: list[OrganisationRow], name: str, inn: str) -> int | None:
    for one in firms:
        if fold(one.name) == fold(name) or (inn and one.inn == inn):
            return one.id
    return None


def _organisation_draft(given: Mapping[str, object]) -> OrganisationDraft:
    names = {one.name for one in fields(OrganisationDraft)}
    _only(given, frozenset(names), "organisation.")
    apart = {"kind", "vat_mode", "vat_rate", "due_days"}
    texts = {name: text_of(given, name) for name in names - apart}
    rate = given.get("vat_rate")
    return OrganisationDraft(
        **texts,
        kind=member(ClientKind, given.get("kind") or "company", "organisation.kind"),
        vat_mode=member(VatMode, given.get("vat_mode") or "none", "organisation.vat_mode"),
        vat_rate=_rate(rate, today(), "organisation.vat_rate"),
        due_days=_days(given.get("due_days"), "organisation.due_days"),
    )


def _days(given: object, field: str) -> int | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int):
        raise Refused(Problem(field, WRONG_KIND))
    return given


def _client(crm: Crm, given: object) -> int:
    """A client by id (a number), by `external_id` or name (a text), or by an object of one."""
    if given is None or given == "":
        raise Refused(Problem("client", REQUIRED))
    if isinstance(given, dict):
        if "id" in given:
            return _client(crm, given["id"])
        return client_named(crm, text_of(given, "external_id") or text_of(given, "name"))
    if isinstance(given, str):
        return client_named(crm, given)
    return client_with_id(crm, id_of(given, "client"))


def _line(data: Mapping[str, object], place: int, usual: str | None, on: date) -> LineDraft:
    at = f"lines.{place}."
    _only(data, LINE_KEYS, at)
    quantity = scaled(data.get("quantity", "1"), 3, at + "quantity")
    price = scaled(data.get("price", "0"), 4, at + "price")
    if abs(money.line_amount(quantity, price)) > LARGEST:
        raise Refused(Problem(at + "price", TOO_LARGE))
    return LineDraft(
        name=text_of(data, "name"),
        quantity=quantity,
        unit=text_of(data, "unit", "шт"),
        price=price,
        discount=_discount(data.get("discount") or "0", at + "discount"),
        vat_rate=_rate(data.get("vat", usual), on, at + "vat"),
    )


def _discount(given: object, field: str) -> int:
    """Hundredths of a percent, from nothing to all."""
    discount = scaled(given, 2, field)
    if not 0 <= discount <= 100_00:
        raise Refused(Problem(field, NOT_ONE_OF, {"values": "0…100"}))
    return discount


def _rate(given: object, on: date, field: str) -> str | None:
    """A rate in force on that day, by its code or its percents; None is "without VAT"."""
    if given is None or given == "":
        return None
    text = str(given).removesuffix("%")
    known = vat.rates_on(on)
    for rate in known:
        if text in {rate.code, str(rate.percent)}:
            return rate.code
    values = ", ".join(f"{rate.code} ({rate.percent})" for rate in known)
    raise Refused(Problem(field, NOT_ONE_OF, {"values": values}))


def _only(data: Mapping[str, object], known: frozenset[str], at: str) -> None:
    """A misspelt key of a paper is refused: it would be money or a date."""
    for name in data:
        if name not in known:
            raise Refused(Problem(at + name, UNKNOWN_FIELD))
