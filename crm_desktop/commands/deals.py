"""Changes to deals: made, edited, moved along the funnel, put into the bin."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from crm_desktop.commands import custom_values, stage_fields
from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import Client, Deal, Pipeline, Stage
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.deals import DealDraft, check
from crm_desktop.domain.pipeline import StageKind, check_move
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused, refuse_if
from crm_desktop.domain.ranks import between
from crm_desktop.domain.rights import Right
from crm_desktop.domain.stage_fields import BUILT_IN
from crm_desktop.domain.text import clean_text


@command("deal.add", right=Right.EDIT)
def add(work: Work, draft: DealDraft) -> int:
    """Open a deal of a client, on top of its stage (the first one unless named); returns its id."""
    refuse_if(check(draft))
    client = work.session.get(Client, draft.client_id)
    if client is None or client.deleted_at is not None:
        raise Refused(Problem("client_id", NOT_FOUND))
    stage = _stage(work, draft.stage_id) if draft.stage_id is not None else _first_stage(work)
    refuse_if(check_move(draft.amount, StageKind(stage.kind), ""))
    values = _values(draft)
    values["custom"] = custom_values.kept(work.connection, CustomNoun.DEAL, None, draft.custom)
    stage_fields.demand_known(work.connection, stage, client.id, values)
    deal = Deal(
        **values,
        client_id=client.id,
        stage_id=stage.id,
        rank=_rank(work, stage.id, None, 0),
        stage_since=work.now(),
        closed_at=work.now() if stage.kind != StageKind.OPEN else None,
        owner_id=work.actor.employee_id,
        created_at=work.now(),
    )
    work.session.add(deal)
    work.session.flush()
    work.name(title=deal.title)
    return deal.id


@command("deal.edit", right=Right.EDIT)
def edit(work: Work, deal_id: int, draft: DealDraft) -> None:
    """Give a deal the draft's values; its stage changes only by `move`."""
    refuse_if(check(draft))
    deal = _present(work, deal_id)
    values = _values(draft)
    values["custom"] = custom_values.kept(
        work.connection, CustomNoun.DEAL, deal.custom, draft.custom
    )
    for name, value in values.items():
        setattr(deal, name, value)
    deal.client_id = draft.client_id
    work.name(title=deal.title)


@command("deal.move", right=Right.EDIT)
def move(
    work: Work,
    deal_id: int,
    stage_id: int,
    before_id: int | None = None,
    *,
    lost_reason: str = "",
    at_end: bool = False,
) -> None:
    """Put a deal into a stage, before another deal of that stage or on top.

    Won asks for an amount and lost for a reason (`domain.pipeline.check_move`), a stage for the
    fields it demands; a refusal leaves the deal where it is.
    """
    deal = _present(work, deal_id)
    stage = _stage(work, stage_id)
    kind = StageKind(stage.kind)
    if stage.id != deal.stage_id:
        refuse_if(check_move(deal.amount, kind, lost_reason))
        known = {name: getattr(deal, name) for name in (*BUILT_IN[CustomNoun.DEAL], "custom")}
        stage_fields.demand_known(work.connection, stage, deal.client_id, known)
        deal.stage_id = stage.id
        deal.stage_since = work.now()
        deal.closed_at = None if kind is StageKind.OPEN else work.now()
        deal.lost_reason = clean_text(lost_reason) if kind is StageKind.LOST else ""
    deal.rank = _rank(work, stage.id, before_id, deal.id, at_end=at_end)
    work.name(title=deal.title, stage=stage.name)


@command("deal.delete", right=Right.DELETE)
def delete(work: Work, deal_id: int) -> None:
    """Put a deal into the bin: it leaves the board, nothing of it is lost for 90 days."""
    deal = _present(work, deal_id)
    deal.deleted_at = work.now()
    work.name(title=deal.title)


def _values(draft: DealDraft) -> dict[str, Any]:
    return {
        "title": clean_text(draft.title).strip(),
        "amount": draft.amount,
        "currency": draft.currency,
        "expected_close": draft.expected_close.isoformat() if draft.expected_close else None,
        "source": clean_text(draft.source).strip(),
        "comment": clean_text(draft.comment).strip(),
    }


def _present(work: Work, deal_id: int) -> Deal:
    deal = work.session.get(Deal, deal_id)
    if deal is None or deal.deleted_at is not None:
        raise Refused.of(NOT_FOUND)
    return deal


def _stage(work: Work, stage_id: int) -> Stage:
    stage = work.session.get(Stage, stage_id)
    if stage is None:
        raise Refused(Problem("stage", NOT_FOUND))
    return stage


def _first_stage(work: Work) -> Stage:
    found = work.session.scalars(
        select(Stage)
        .join(Pipeline, Pipeline.id == Stage.pipeline_id)
        .where(Stage.kind == StageKind.OPEN.value)
        .order_by(Pipeline.rank, Pipeline.id, Stage.rank)
        .limit(1)
    ).first()
    if found is None:
        raise Refused(Problem("stage", NOT_FOUND))
    return found


def _rank(
    work: Work, stage_id: int, before_id: int | None, moving: int, *, at_end: bool = False
) -> str:
    """A rank key just before `before_id`, else on top of the stage (or at its end)."""
    here = select(Deal.rank).where(
        Deal.deleted_at.is_(None), Deal.stage_id == stage_id, Deal.id != moving
    )
    with work.session.no_autoflush:
        if before_id is not None:
            high = work.session.scalar(here.where(Deal.id == before_id))
            if high is not None:
                low = work.session.scalar(
                    here.where(Deal.rank < high).order_by(Deal.rank.desc()).limit(1)
                )
                return between(low, high)
        if at_end:
            last = work.session.scalar(here.order_by(Deal.rank.desc()).limit(1))
            return between(last, None)
        first = work.session.scalar(here.order_by(Deal.rank).limit(1))
        return between(None, first)
