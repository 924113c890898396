"""Papers as files."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.domain.documents import DocumentDraft
from crm_desktop.domain.rights import Right
from crm_desktop.exports.target import export
from crm_desktop.files import forms
from crm_desktop.queries import documents
from crm_desktop.queries.read import Read


@export(right=Right.VIEW)
def pdf(read: Read, document_id: int, target: Path, overwrite: bool = False) -> Path:
    """Draw a paper: an issued one from its frozen sheet, a draft as it stands.

    Raises `Refused`: the codes of `forms.draw`, and `record.not-found`.
    """
    return forms.draw(documents.sheet(read, document_id), target, overwrite=overwrite)


@export(right=Right.VIEW)
def preview(read: Read, draft: DocumentDraft, target: Path) -> Path:
    """Draw what a draft would print now, over the last preview; nothing is saved in the base.

    Raises `Refused`: the codes of `forms.draw`, and `record.not-found` for a client who is gone.
    """
    return forms.draw(documents.preview(read, draft), target, overwrite=True)
