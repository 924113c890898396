"""Changes to the business itself: its making, its own firms."""

from __future__ import annotations

from dataclasses import asdict

from crm_desktop.commands.work import Kind, Work, command
from crm_desktop.db.tables import Employee, Organisation, Pipeline, Setting, Stage
from crm_desktop.domain.organisations import OrganisationDraft, check
from crm_desktop.domain.pipeline import default_pipeline
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.ranks import spread
from crm_desktop.domain.rights import Right, Role
from crm_desktop.domain.settings import Business


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


@command("organisation.save", right=Right.SETTINGS)
def save_organisation(
    work: Work, draft: OrganisationDraft, organisation_id: int | None = None
) -> int:
    """Make or change one of the user's own firms; returns its id."""
    refuse_if(check(draft))
    work.name(title=draft.name)
    values = asdict(draft)
    values["kind"] = draft.kind.value
    values["vat_mode"] = draft.vat_mode.value
    if organisation_id is None:
        made = Organisation(**values)
        work.session.add(made)
        work.session.flush()
        return made.id
    found = work.session.get(Organisation, organisation_id)
    if found is None:
        raise Refused.of(NOT_FOUND)
    for name, value in values.items():
        setattr(found, name, value)
    return found.id
