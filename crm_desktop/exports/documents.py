"""Papers as files."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.db import attachments
from crm_desktop.domain.documents import DocumentDraft, DocumentSheet, Pictures, PrintWith
from crm_desktop.domain.rights import Right
from crm_desktop.exports.target import export
from crm_desktop.files import forms
from crm_desktop.files.pictures import is_plain
from crm_desktop.queries import documents
from crm_desktop.queries.read import Read
from crm_desktop.queries.settings import business


@export(right=Right.VIEW)
def pdf(
    read: Read,
    document_id: int,
    target: Path,
    overwrite: bool = False,
    printed: PrintWith | None = None,
) -> Path:
    """Draw a paper: an issued one from its frozen sheet, a draft as it stands.

    `printed` says whether logo, stamp and signature are on it; by default the settings say.
    Raises `Refused`: the codes of `forms.draw`, and `record.not-found`.
    """
    sheet = documents.sheet(read, document_id)
    pictures = _pictures(read, sheet, printed)
    return forms.draw(sheet, target, overwrite=overwrite, pictures=pictures)


@export(right=Right.VIEW)
def preview(read: Read, draft: DocumentDraft, target: Path) -> Path:
    """Draw what a draft would print now, over the last preview; nothing is saved in the base.

    Raises `Refused`: the codes of `forms.draw`, and `record.not-found` for a client who is gone.
    """
    sheet = documents.preview(read, draft)
    return forms.draw(sheet, target, overwrite=True, pictures=_pictures(read, sheet, None))


def _pictures(read: Read, sheet: DocumentSheet, printed: PrintWith | None) -> Pictures:
    """The files of a sheet's pictures; one that is gone from the disk is left out."""
    if printed is None:
        settings = business(read)
        printed = PrintWith(settings.print_logo, settings.print_stamp)
    files = attachments.beside(read.connection)

    def picture(name: str, wanted: bool) -> bytes | None:
        data = files.get(name) if wanted else None
        return data if data is not None and is_plain(data) else None

    return Pictures(
        logo=picture(sheet.logo, printed.logo),
        stamp=picture(sheet.stamp, printed.stamp),
        signature=picture(sheet.signature, printed.stamp),
    )
