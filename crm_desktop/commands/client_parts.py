"""Changes to the further addresses of a client, its bank accounts and its yearly days."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import func, select

from crm_desktop.commands import clients
from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import ClientAccount, ClientAddress, ClientDate
from crm_desktop.domain.client_parts import (
    AccountDraft,
    AddressDraft,
    DateDraft,
    account_values,
    address_values,
    check_account_draft,
    check_address,
    check_date,
    date_values,
)
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.rights import Right

Placed = TypeVar("Placed", ClientAddress, ClientAccount)
P = TypeVar("P", ClientAddress, ClientAccount, ClientDate)


@command("client-address.save", right=Right.EDIT)
def save_address(work: Work, client_id: int, address_id: int | None, draft: AddressDraft) -> int:
    """Add one more address (`address_id` None) or change one; returns its id."""
    refuse_if(check_address(draft))
    return _save(work, ClientAddress, client_id, address_id, address_values(draft))


@command("client-address.remove", right=Right.EDIT)
def remove_address(work: Work, client_id: int, address_id: int) -> None:
    """Take an address away."""
    _remove(work, ClientAddress, client_id, address_id)


@command("client-account.save", right=Right.EDIT)
def save_account(work: Work, client_id: int, account_id: int | None, draft: AccountDraft) -> int:
    """Add a bank account (`account_id` None) or change one; returns its id.

    Doubtful numbers are kept: they only warn (`domain.client_parts.doubts`).
    """
    refuse_if(check_account_draft(draft))
    return _save(work, ClientAccount, client_id, account_id, account_values(draft))


@command("client-account.remove", right=Right.EDIT)
def remove_account(work: Work, client_id: int, account_id: int) -> None:
    """Take a bank account away."""
    _remove(work, ClientAccount, client_id, account_id)


@command("client-date.save", right=Right.EDIT)
def save_date(work: Work, client_id: int, date_id: int | None, draft: DateDraft) -> int:
    """Add a day to think of every year (`date_id` None) or change one; returns its id."""
    refuse_if(check_date(draft))
    client = clients.present(work.session, client_id)
    values = date_values(draft)
    if date_id is None:
        day = ClientDate(client_id=client_id, **values)
        work.session.add(day)
    else:
        day = _present(work, ClientDate, client_id, date_id)
        day.label, day.on_date = values["label"], values["on_date"]
    work.session.flush()
    work.name(title=client.name)
    return day.id


@command("client-date.remove", right=Right.EDIT)
def remove_date(work: Work, client_id: int, date_id: int) -> None:
    """Take a day to think of away."""
    _remove(work, ClientDate, client_id, date_id)


def _save(
    work: Work, noun: type[Placed], client_id: int, part_id: int | None, values: dict[str, str]
) -> int:
    client = clients.present(work.session, client_id)
    if part_id is None:
        last = work.session.scalar(select(func.max(noun.place)).where(noun.client_id == client_id))
        part = noun(client_id=client_id, place=0 if last is None else int(last) + 1)
        work.session.add(part)
    else:
        part = _present(work, noun, client_id, part_id)
    for name, value in values.items():
        setattr(part, name, value)
    work.session.flush()
    work.name(title=client.name)
    return part.id


def _remove(work: Work, noun: type[P], client_id: int, part_id: int) -> None:
    client = clients.present(work.session, client_id)
    work.session.delete(_present(work, noun, client_id, part_id))
    work.name(title=client.name)


def _present(work: Work, noun: type[P], client_id: int, part_id: int) -> P:
    part = work.session.get(noun, part_id)
    if part is None or part.client_id != client_id:
        raise Refused.of(NOT_FOUND)
    return part
