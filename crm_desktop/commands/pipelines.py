"""Changes to pipelines and their stages."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import Deal, Pipeline, Stage
from crm_desktop.domain.pipeline import (
    KIND_HAS_DEALS,
    LAST_OF_KIND,
    LAST_PIPELINE,
    TARGET_NEEDED,
    StageDraft,
    StageKind,
    check_pipeline,
    check_stage,
    default_pipeline,
    may_take,
    tidy,
)
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused, refuse_if
from crm_desktop.domain.ranks import between, spread
from crm_desktop.domain.rights import Right


@command("pipeline.add", right=Right.SETTINGS)
def add(work: Work, name: str, language: str) -> int:
    """Make a pipeline with the usual stages, after the others; returns its id."""
    name = tidy(name)
    refuse_if(check_pipeline(name))
    ranks = [one.rank for one in _pipelines(work)]
    made = Pipeline(name=name, rank=between(ranks[-1] if ranks else None, None))
    work.session.add(made)
    work.session.flush()
    stages = default_pipeline(language)
    for draft, rank in zip(stages, spread(len(stages)), strict=True):
        _add_stage(work, made.id, draft, rank)
    work.name(title=name)
    return made.id


@command("pipeline.rename", right=Right.SETTINGS)
def rename(work: Work, pipeline_id: int, name: str) -> None:
    """Call a pipeline otherwise."""
    name = tidy(name)
    refuse_if(check_pipeline(name))
    found = _pipeline(work, pipeline_id)
    work.name(title=found.name, name=name)
    found.name = name


@command("pipeline.move", right=Right.SETTINGS)
def move(work: Work, pipeline_id: int, before_id: int | None) -> None:
    """Put a pipeline before another one, or last; new deals begin in the first."""
    moved = _pipeline(work, pipeline_id)
    moved.rank = _rank([one for one in _pipelines(work) if one.id != moved.id], before_id)
    work.name(title=moved.name)


@command("pipeline.delete", right=Right.SETTINGS)
def delete(work: Work, pipeline_id: int, to_stage_id: int | None = None) -> None:
    """Remove a pipeline; its open deals go to an open stage of another one.

    What was won or lost there stays so, in the other pipeline's stages for that. A stage is
    needed only when there are deals. The last pipeline stays.
    """
    gone = _pipeline(work, pipeline_id)
    if len(_pipelines(work)) == 1:
        raise Refused.of(LAST_PIPELINE)
    stages = _stages(work, pipeline_id)
    target = _target(work, to_stage_id, {stage.id for stage in stages})
    places = {}
    if target is not None:
        refuse_if(may_take(StageKind(target.kind), StageKind.OPEN, target.name))
        for stage in reversed(_stages(work, target.pipeline_id)):
            places[stage.kind] = stage
        places[target.kind] = target
    for stage in stages:
        _hand_over(work, stage, places.get(stage.kind))
        work.session.delete(stage)
    work.session.flush()
    work.session.delete(gone)
    work.name(title=gone.name)


@command("stage.add", right=Right.SETTINGS)
def add_stage(work: Work, pipeline_id: int, draft: StageDraft) -> int:
    """Make a stage after the last of its kind; returns its id."""
    draft = tidy(draft)
    refuse_if(check_stage(draft))
    _pipeline(work, pipeline_id)
    stages = _stages(work, pipeline_id)
    same = [n for n, stage in enumerate(stages) if stage.kind == draft.kind]
    place = same[-1] + 1 if same else len(stages)
    low = stages[place - 1].rank if place else None
    high = stages[place].rank if place < len(stages) else None
    work.name(title=draft.name)
    return _add_stage(work, pipeline_id, draft, between(low, high)).id


@command("stage.edit", right=Right.SETTINGS)
def edit_stage(work: Work, stage_id: int, draft: StageDraft) -> None:
    """Give a stage new values; its kind changes only while it is empty and not the last of it."""
    draft = tidy(draft)
    refuse_if(check_stage(draft))
    stage = _stage(work, stage_id)
    if stage.kind != draft.kind:
        _refuse_last(work, stage)
        if work.session.scalars(select(Deal.id).where(Deal.stage_id == stage_id).limit(1)).first():
            raise Refused.of(KIND_HAS_DEALS, "kind", name=stage.name)
    stage.name, stage.kind, stage.colour = draft.name, draft.kind.value, draft.colour
    stage.probability, stage.norm_days = draft.probability, draft.norm_days
    work.name(title=draft.name)


@command("stage.move", right=Right.SETTINGS)
def move_stage(work: Work, stage_id: int, before_id: int | None) -> None:
    """Put a stage before another one of its pipeline, or last."""
    moved = _stage(work, stage_id)
    others = [one for one in _stages(work, moved.pipeline_id) if one.id != moved.id]
    moved.rank = _rank(others, before_id)
    work.name(title=moved.name)


@command("stage.delete", right=Right.SETTINGS)
def delete_stage(work: Work, stage_id: int, to_stage_id: int | None = None) -> int:
    """Remove a stage; its deals, those in the bin too, go to another one. Returns how many.

    The last stage of a kind stays: a pipeline has at least one open, one won, one lost stage.
    """
    stage = _stage(work, stage_id)
    _refuse_last(work, stage)
    moved = _hand_over(work, stage, _target(work, to_stage_id, {stage.id}))
    work.session.delete(stage)
    work.name(title=stage.name)
    return moved


def _hand_over(work: Work, stage: Stage, target: Stage | None) -> int:
    """Put the deals of a stage that goes at the end of another one, in their order."""
    deals = work.session.scalars(
        select(Deal).where(Deal.stage_id == stage.id).order_by(Deal.rank, Deal.id)
    ).all()
    if not deals:
        return 0
    if target is None:
        raise Refused.of(TARGET_NEEDED, "stage", name=stage.name, count=len(deals))
    refuse_if(may_take(StageKind(target.kind), StageKind(stage.kind), target.name))
    last = work.session.scalar(
        select(Deal.rank).where(Deal.stage_id == target.id).order_by(Deal.rank.desc()).limit(1)
    )
    for done, deal in enumerate(deals):
        work.step(done, len(deals))
        last = between(last, None)
        deal.stage_id, deal.rank, deal.stage_since = target.id, last, work.now()
        if target.kind == StageKind.OPEN and stage.kind != StageKind.OPEN:
            deal.closed_at, deal.lost_reason = None, ""
    work.session.flush()
    return len(deals)


def _add_stage(work: Work, pipeline_id: int, draft: StageDraft, rank: str) -> Stage:
    made = Stage(
        pipeline_id=pipeline_id,
        name=draft.name,
        kind=draft.kind.value,
        probability=draft.probability,
        colour=draft.colour,
        norm_days=draft.norm_days,
        rank=rank,
    )
    work.session.add(made)
    work.session.flush()
    return made


def _refuse_last(work: Work, stage: Stage) -> None:
    same = [one for one in _stages(work, stage.pipeline_id) if one.kind == stage.kind]
    if len(same) == 1:
        raise Refused.of(LAST_OF_KIND, kind=stage.kind, name=stage.name)


def _target(work: Work, stage_id: int | None, leaving: set[int]) -> Stage | None:
    if stage_id is None:
        return None
    if stage_id in leaving:
        raise Refused(Problem("stage", NOT_FOUND))
    return _stage(work, stage_id)


def _pipelines(work: Work) -> list[Pipeline]:
    return list(work.session.scalars(select(Pipeline).order_by(Pipeline.rank, Pipeline.id)))


def _stages(work: Work, pipeline_id: int) -> list[Stage]:
    return list(
        work.session.scalars(
            select(Stage).where(Stage.pipeline_id == pipeline_id).order_by(Stage.rank, Stage.id)
        )
    )


def _pipeline(work: Work, pipeline_id: int) -> Pipeline:
    found = work.session.get(Pipeline, pipeline_id)
    if found is None:
        raise Refused.of(NOT_FOUND)
    return found


def _stage(work: Work, stage_id: int) -> Stage:
    found = work.session.get(Stage, stage_id)
    if found is None:
        raise Refused(Problem("stage", NOT_FOUND))
    return found


def _rank(others: Sequence[Pipeline | Stage], before_id: int | None) -> str:
    place = next((n for n, one in enumerate(others) if one.id == before_id), len(others))
    low = others[place - 1].rank if place else None
    return between(low, others[place].rank if place < len(others) else None)
