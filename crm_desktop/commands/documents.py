"""Changes to papers: drafted, issued under a number, cancelled."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from crm_desktop.commands.numbering import Numbers
from crm_desktop.commands.work import Work, command
from crm_desktop.db.engine import dump_json
from crm_desktop.db.tables import (
    Client,
    Document,
    DocumentLine,
    Organisation,
)
from crm_desktop.domain.documents import (
    DocumentDraft,
    DocumentSheet,
    DocumentStatus,
    LineDraft,
    VatMode,
)
from crm_desktop.domain.papers import ALREADY_ISSUED, NO_ORGANISATION, check
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import clean_text
from crm_desktop.queries import documents
from crm_desktop.queries.read import Read


@command("document.create", right=Right.EDIT)
def create(work: Work, draft: DocumentDraft) -> int:
    """Draft a paper; it has no number until it is issued. Returns its id."""
    refuse_if(check(draft))
    client = work.session.get(Client, draft.client_id)
    if client is None or client.deleted_at is not None:
        raise Refused(Problem("client_id", NOT_FOUND))
    work.name(title=client.name)
    return _make(work, draft)


@command("document.edit", right=Right.EDIT)
def edit(work: Work, document_id: int, draft: DocumentDraft) -> None:
    """Give a draft the new values; an issued paper is frozen and refuses."""
    refuse_if(check(draft))
    document = _present(work, document_id)
    if document.status != DocumentStatus.DRAFT.value:
        raise Refused.of(ALREADY_ISSUED, number=document.number or "")
    for name, value in _values(work, draft, _organisation(work, draft.organisation_id)).items():
        setattr(document, name, value)
    for line in _lines(work, document.id):
        work.session.delete(line)
    work.session.flush()
    _set_lines(work, document, draft.lines)
    work.name(title=_client_name(work, document.client_id))


@command("document.issue", right=Right.ISSUE, undoable=False)
def issue(work: Work, document_id: int) -> str:
    """Give a draft its number and freeze everything printed; returns the number.

    The number is taken inside the write transaction: no hole, no double. It is never taken
    back: a wrong paper is cancelled and issued anew.
    """
    document = _present(work, document_id)
    if document.status != DocumentStatus.DRAFT.value:
        raise Refused.of(ALREADY_ISSUED, number=document.number or "")
    refuse_if(check(_draft_of(work, document), issuing=True))
    year = int(document.date[:4])
    number = Numbers(work, document.organisation_id, document.kind).take(year)
    document.number = number
    document.number_year = year
    document.status = DocumentStatus.ISSUED.value
    document.issued_at = work.now()
    sheet = _sheet(work, document)
    document.total = sheet.total
    document.sheet = dump_json(asdict(sheet))
    work.name(number=number, title=sheet.buyer.name)
    return number


@command("document.cancel", right=Right.ISSUE)
def cancel(work: Work, document_id: int) -> None:
    """Cancel an issued paper; its number stays used and the paper stays readable."""
    document = _present(work, document_id)
    if document.status != DocumentStatus.ISSUED.value:
        raise Refused.of(NOT_FOUND)
    document.status = DocumentStatus.CANCELLED.value
    work.name(number=document.number or "", title=_client_name(work, document.client_id))


@command("document.correct", right=Right.ISSUE)
def correct(work: Work, document_id: int) -> int:
    """Cancel an issued paper and draft the same anew; returns the new draft's id.

    An issued paper is never edited: the next one gets the next number (documents.md §1).
    """
    document = _present(work, document_id)
    cancel(work, document_id)
    return _copy(work, document, date.fromisoformat(document.date))


@command("document.copy", right=Right.EDIT)
def copy(work: Work, document_id: int, today: date) -> int:
    """Draft a paper with the same lines for the same client, dated `today`; returns its id."""
    return _copy(work, _present(work, document_id), today)


@command("document.delete", right=Right.DELETE)
def delete(work: Work, document_id: int) -> None:
    """Put a draft into the bin; what was issued is cancelled instead."""
    document = _present(work, document_id)
    if document.status != DocumentStatus.DRAFT.value:
        raise Refused.of(ALREADY_ISSUED, number=document.number or "")
    document.deleted_at = work.now()
    work.name(title=_client_name(work, document.client_id))


@command("document.number-from", right=Right.SETTINGS)
def number_from(work: Work, organisation_id: int, kind: str, year: int, number: int) -> None:
    """Say which number comes next («we are at 117 on paper»)."""
    Numbers(work, organisation_id, kind).go_on_from(year, number)
    work.name(number=str(number))


def _copy(work: Work, document: Document, on: date) -> int:
    work.name(number=document.number or "", title=_client_name(work, document.client_id))
    return _make(work, replace(_draft_of(work, document), date=on, due_date=None))


def _make(work: Work, draft: DocumentDraft) -> int:
    document = Document(
        kind=draft.kind.value,
        status=DocumentStatus.DRAFT.value,
        owner_id=work.actor.employee_id,
        created_at=work.now(),
        **_values(work, draft, _organisation(work, draft.organisation_id)),
    )
    work.session.add(document)
    work.session.flush()
    _set_lines(work, document, draft.lines)
    return document.id


def _draft_of(work: Work, document: Document) -> DocumentDraft:
    """The stored draft as a value."""
    return DocumentDraft(
        client_id=document.client_id,
        organisation_id=document.organisation_id,
        deal_id=document.deal_id,
        date=date.fromisoformat(document.date),
        due_date=date.fromisoformat(document.due_date) if document.due_date else None,
        vat_mode=VatMode(document.vat_mode),
        currency=document.currency,
        lines=tuple(
            LineDraft(x.name, x.quantity, x.unit, x.price, x.discount, x.vat_rate)
            for x in _lines(work, document.id)
        ),
        basis=document.basis,
        comment=document.comment,
    )


def _sheet(work: Work, document: Document) -> DocumentSheet:
    """What would be printed now, read by the same question that the preview asks."""
    work.session.flush()
    return documents.preview(
        Read(work.connection, work.actor), _draft_of(work, document), document.number or ""
    )


def _values(work: Work, draft: DocumentDraft, organisation: Organisation) -> dict[str, Any]:
    return {
        "organisation_id": organisation.id,
        "client_id": draft.client_id,
        "deal_id": draft.deal_id,
        "date": (draft.date or date.fromisoformat(work.now()[:10])).isoformat(),
        "due_date": draft.due_date.isoformat() if draft.due_date else None,
        "currency": draft.currency,
        "vat_mode": draft.vat_mode.value,
        "basis": clean_text(draft.basis).strip(),
        "comment": clean_text(draft.comment).strip(),
    }


def _set_lines(work: Work, document: Document, lines: tuple[LineDraft, ...]) -> None:
    for place, line in enumerate(lines):
        values = asdict(replace(line, name=clean_text(line.name).strip()))
        work.session.add(DocumentLine(document_id=document.id, place=place, **values))
    work.session.flush()
    document.total = _sheet(work, document).total


def _lines(work: Work, document_id: int) -> list[DocumentLine]:
    return list(
        work.session.scalars(
            select(DocumentLine)
            .where(DocumentLine.document_id == document_id)
            .order_by(DocumentLine.place, DocumentLine.id)
        )
    )


def _present(work: Work, document_id: int) -> Document:
    document = work.session.get(Document, document_id)
    if document is None or document.deleted_at is not None:
        raise Refused.of(NOT_FOUND)
    return document


def _organisation(work: Work, organisation_id: int | None) -> Organisation:
    if organisation_id is None:
        found = work.session.scalars(
            select(Organisation)
            .where(Organisation.deleted_at.is_(None), Organisation.archived_at.is_(None))
            .order_by(Organisation.rank, Organisation.id)
            .limit(1)
        ).first()
    else:
        found = work.session.get(Organisation, organisation_id)
    if found is None:
        raise Refused.of(NO_ORGANISATION)
    return found


def _client_name(work: Work, client_id: int) -> str:
    return work.session.get_one(Client, client_id).name
