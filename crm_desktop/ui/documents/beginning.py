"""What a new invoice begins with: what its deal says, and what its firm is used to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.queries.deals import DealCard
from crm_desktop.queries.documents import OrganisationRow
from crm_desktop.words import pgettext


def of_deal(deal: DealCard) -> DocumentDraft:
    """An invoice with a deal's client, name and amount."""
    line = LineDraft(deal.title, unit=pgettext("Documents", "pc"), price=(deal.amount or 0) * 100)
    return DocumentDraft(deal.client_id, deal_id=deal.id, currency=deal.currency, lines=(line,))


def by_firm(draft: DocumentDraft, firm: OrganisationRow, today: date) -> DocumentDraft:
    """The invoice of that firm: of today, with its VAT and its days to pay."""
    mode = VatMode(firm.vat_mode)
    rate = (firm.vat_rate or "standard") if mode is not VatMode.NONE else None
    return replace(
        draft,
        organisation_id=firm.id,
        date=today,
        vat_mode=mode,
        due_date=today + timedelta(firm.due_days) if firm.due_days is not None else None,
        lines=tuple(replace(line, vat_rate=rate) for line in draft.lines),
    )
