"""Papers as files."""

from __future__ import annotations

from pathlib import Path

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
