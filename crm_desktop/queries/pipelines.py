"""Questions about pipelines: all of them with their stages."""

from __future__ import annotations

from sqlalchemy import func, select

from crm_desktop.db.tables import Deal, Pipeline, Stage
from crm_desktop.domain.pipeline import StageDraft, StageKind
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage with what is said of it; `deals` counts all, archived ones too."""

    id: int
    pipeline_id: int
    draft: StageDraft
    deals: int


@dataclass(frozen=True, slots=True)
class PipelineLine:
    """One pipeline and its stages in order."""

    id: int
    name: str
    stages: tuple[StageLine, ...]

    @property
    def deals(self) -> int:
        """How many deals are in it."""
        return sum(stage.deals for stage in self.stages)


@query(right=Right.VIEW)
def listing(read: Read) -> list[PipelineLine]:
    """All pipelines in the user's order."""
    p, s, d = (table.__table__.c for table in (Pipeline, Stage, Deal))
    found = read.connection.execute(select(d.stage_id, func.count()).group_by(d.stage_id))
    counts = {stage_id: int(count) for stage_id, count in found}
    stages: dict[int, list[StageLine]] = {}
    rows = read.connection.execute(
        select(s.id, s.pipeline_id, s.name, s.kind, s.probability, s.colour, s.norm_days).order_by(
            s.rank, s.id
        )
    )
    for id_, pipeline_id, name, kind, *rest in rows:
        draft = StageDraft(name, StageKind(kind), *rest)
        line = StageLine(id_, pipeline_id, draft, counts.get(id_, 0))
        stages.setdefault(pipeline_id, []).append(line)
    pipelines = read.connection.execute(select(p.id, p.name).order_by(p.rank, p.id))
    return [PipelineLine(id_, name, tuple(stages.get(id_, ()))) for id_, name in pipelines]
