"""Changes to the business itself: its making, its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import select

from crm_desktop.commands import dictionaries
from crm_desktop.commands.work import Kind, Work, command
from crm_desktop.db.tables import Employee, Pipeline, Setting, Stage
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.pipeline import default_pipeline
from crm_desktop.domain.problems import refuse_if
from crm_desktop.domain.ranks import spread
from crm_desktop.domain.rights import Right, Role
from crm_desktop.domain.settings import Business, check_changes


@command("base.create", right=Right.SETTINGS, kind=Kind.SYSTEM)
def create_base(work: Work, business: Business, owner_name: str = "") -> None:
    """Furnish a new base: its owner, its settings, a first pipeline."""
    work.session.add(Employee(name=owner_name, role=Role.OWNER.value))
    for name, value in asdict(business).items():
        work.session.add(Setting(name=name, value=value))
    stages = default_pipeline(business.language)
    pipeline = Pipeline(name=business.firm_name or "1", rank=spread(1)[0])
    work.session.add(pipeline)
    work.session.flush()
    for stage, rank in zip(stages, spread(len(stages)), strict=True):
        work.session.add(
            Stage(
                pipeline_id=pipeline.id,
                name=stage.name,
                kind=stage.kind.value,
                probability=stage.probability,
                colour=stage.colour,
                rank=rank,
            )
        )
    for kind in DictionaryKind:
        dictionaries.add_usual(work, kind, business.language)


@command("business.change", right=Right.SETTINGS)
def change(work: Work, changes: Mapping[str, object]) -> None:
    """Give some settings of the business new values, by the names of `Business`."""
    refuse_if(check_changes(changes))
    stored = {row.name: row for row in work.session.scalars(select(Setting))}
    for name, value in changes.items():
        if name in stored:
            stored[name].value = value
        else:
            work.session.add(Setting(name=name, value=value))
