from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2

from crm_desktop.commands import clients, documents
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.exports.documents import pdf


def text_of(path: Path) -> str:
    paper = pypdfium2.PdfDocument(path)
    try:
        return str(paper[0].get_textpage().get_text_range())
    finally:
        paper.close()


def test_an_issued_paper_is_drawn_from_what_was_frozen(
    crm: Crm, organisation: int, tmp_path: Path
) -> None:
    draft = ClientDraft(name="ООО «Ёлки»")
    client_id = crm.do(clients.add, draft).value
    paper = DocumentDraft(
        client_id, organisation, vat_mode=VatMode.NONE, lines=(LineDraft("Окна", price=100_0000),)
    )
    document_id = crm.do(documents.create, paper).value
    crm.do(documents.issue, document_id)
    first = crm.export(pdf, document_id, tmp_path / "а.pdf")
    crm.do(clients.edit, client_id, replace(draft, name="ООО «Сосны»"))
    second = crm.export(pdf, document_id, tmp_path / "б.pdf")
    assert "ООО «Ёлки»" in text_of(first)
    assert text_of(first) == text_of(second)
    assert "Окна" in text_of(second)
