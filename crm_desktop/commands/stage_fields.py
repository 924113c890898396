"""What a stage demands, and the refusal of a deal that does not have it yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete

from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import Stage, StageField
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.domain.stage_fields import Demand, check_demands, is_own, lacking, problems
from crm_desktop.queries.stage_fields import client_values, names, of_stage, own_values


@command("stage.demand", right=Right.SETTINGS)
def demand(work: Work, stage_id: int, demands: Sequence[Demand]) -> None:
    """Let a deal enter a stage only with these fields filled; none lets every deal in."""
    stage = work.session.get(Stage, stage_id)
    if stage is None:
        raise Refused(Problem("stage", NOT_FOUND))
    wanted = list(dict.fromkeys(demands))
    own = {one: name for one, name in names(work.connection).items() if is_own(one)}
    refuse_if(check_demands(wanted, own))
    work.name(title=stage.name)
    present = of_stage(work.connection, stage_id)
    for gone in (one for one in present if one not in wanted):
        work.session.execute(
            delete(StageField).where(
                StageField.stage_id == stage_id,
                StageField.noun == gone.noun.value,
                StageField.field == gone.field,
            )
        )
    for new in (one for one in wanted if one not in present):
        work.session.add(StageField(stage_id=stage_id, noun=new.noun.value, field=new.field))


def demand_known(
    connection: Connection, stage: Stage, client_id: int, deal: Mapping[str, object]
) -> None:
    """`Refused` while a field is empty that the stage demands: the deal stays where it is."""
    demands = of_stage(connection, stage.id)
    if not demands:
        return
    client = client_values(connection, client_id)
    custom = deal["custom"]
    assert isinstance(custom, Mapping)
    missing = lacking(demands, {**deal, **own_values(custom)}, client)
    titles = names(connection)
    # A field in the archive is asked for no more, here neither.
    missing = [one for one in missing if one in titles]
    refuse_if(problems(missing, titles, stage.name, str(client.get("name", ""))))
