"""Changes to the user's own firms."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from sqlalchemy import func, select

from crm_desktop.commands.work import Work, command
from crm_desktop.db import attachments
from crm_desktop.db.tables import Document, Organisation
from crm_desktop.domain.organisations import HAS_PAPERS, OrganisationDraft, PictureKind, check, tidy
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.ranks import between, spread
from crm_desktop.domain.rights import Right
from crm_desktop.files import pictures


@command("organisation.save", right=Right.SETTINGS)
def save(work: Work, draft: OrganisationDraft, organisation_id: int | None = None) -> int:
    """Make or change one of the user's own firms; returns its id. A new one comes last."""
    draft = tidy(draft)
    refuse_if(check(draft))
    work.name(title=draft.name)
    values = asdict(draft)
    values["kind"] = draft.kind.value
    values["vat_mode"] = draft.vat_mode.value
    if organisation_id is None:
        firms = _in_order(work)
        last = firms[-1].rank if firms else None
        made = Organisation(rank=between(last or None, None), **values)
        work.session.add(made)
        work.session.flush()
        return made.id
    found = _present(work, organisation_id)
    for name, value in values.items():
        setattr(found, name, value)
    return found.id


@command("organisation.move", right=Right.SETTINGS)
def move(work: Work, organisation_id: int, before_id: int | None) -> None:
    """Put a firm before another one, or last; new papers begin with the first."""
    moved = _present(work, organisation_id)
    rest = [firm for firm in _in_order(work) if firm.id != moved.id]
    place = next((n for n, firm in enumerate(rest) if firm.id == before_id), len(rest))
    rest.insert(place, moved)
    for firm, rank in zip(rest, spread(len(rest)), strict=True):
        firm.rank = rank
    work.name(title=moved.name)


@command("organisation.delete", right=Right.SETTINGS)
def delete(work: Work, organisation_id: int) -> None:
    """Put a firm into the bin; one with papers is refused, for they are printed with it."""
    firm = _present(work, organisation_id)
    papers = work.session.scalar(
        select(func.count()).where(Document.organisation_id == organisation_id)
    )
    if papers:
        raise Refused.of(HAS_PAPERS, name=firm.name, count=papers)
    firm.deleted_at = work.now()
    work.name(title=firm.name)


@command("organisation.archive", right=Right.SETTINGS)
def archive(work: Work, organisation_id: int) -> None:
    """Offer a firm for no new paper; its papers stay as they are."""
    firm = _present(work, organisation_id)
    firm.archived_at = work.now()
    work.name(title=firm.name)


@command("organisation.restore", right=Right.SETTINGS)
def restore(work: Work, organisation_id: int) -> None:
    """Offer an archived firm again."""
    firm = _present(work, organisation_id)
    firm.archived_at = None
    work.name(title=firm.name)


@command("organisation.picture", right=Right.SETTINGS)
def set_picture(work: Work, organisation_id: int, kind: PictureKind, source: Path | None) -> None:
    """Print another logo, stamp or signature from now on, or none; `source` is a PNG or JPEG.

    What is issued keeps the one it was issued with.
    """
    firm = _present(work, organisation_id)
    name = ""
    if source is not None:
        plain = pictures.prepared(pictures.read(source), kind)
        name = attachments.beside(work.connection).put(plain)
    setattr(firm, kind.value, name)
    work.name(title=firm.name, picture=kind.value)


def _in_order(work: Work) -> list[Organisation]:
    return list(
        work.session.scalars(
            select(Organisation)
            .where(Organisation.deleted_at.is_(None))
            .order_by(Organisation.rank, Organisation.id)
        )
    )


def _present(work: Work, organisation_id: int) -> Organisation:
    firm = work.session.get(Organisation, organisation_id)
    if firm is None or firm.deleted_at is not None:
        raise Refused.of(NOT_FOUND)
    return firm
