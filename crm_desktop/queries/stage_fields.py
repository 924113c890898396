"""Questions about what stages demand of a deal and its client."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from crm_desktop.db.tables import Client, ClientFacts, StageField
from crm_desktop.domain.custom_fields import PREFIX, CustomNoun
from crm_desktop.domain.rights import Right
from crm_desktop.domain.stage_fields import BUILT_IN, Demand
from crm_desktop.late import dataclass
from crm_desktop.queries.custom_fields import of_noun
from crm_desktop.queries.read import Read, query
from crm_desktop.words.fields import field_text


@dataclass(frozen=True, slots=True)
class Offered:
    """A field that a stage may demand, with its name in words."""

    demand: Demand
    name: str


@query(right=Right.VIEW)
def offered(read: Read) -> list[Offered]:
    """Everything that a stage may demand: fields of the deal, then those of the client."""
    return [Offered(demand, name) for demand, name in names(read.connection).items()]


@query(right=Right.VIEW)
def demanded(read: Read) -> dict[int, tuple[Demand, ...]]:
    """What each stage demands, by its id; stages that demand nothing are not named."""
    f = StageField.__table__.c
    found: dict[int, tuple[Demand, ...]] = {}
    rows = read.connection.execute(select(f.stage_id, f.noun, f.field).order_by(f.id))
    for stage_id, noun, field in rows:
        found[stage_id] = (*found.get(stage_id, ()), Demand(CustomNoun(noun), field))
    return found


def names(connection: Connection) -> dict[Demand, str]:
    """The fields that can be demanded, by their names in words; archived ones are not."""
    found: dict[Demand, str] = {}
    for noun in (CustomNoun.DEAL, CustomNoun.CLIENT):
        found |= {Demand(noun, field): field_text(field) for field in BUILT_IN[noun]}
        own = (one for one in of_noun(connection, noun) if not one.archived)
        found |= {Demand(noun, one.field): one.name for one in own}
    return found


def of_stage(connection: Connection, stage_id: int) -> list[Demand]:
    """What one stage demands."""
    f = StageField.__table__.c
    rows = connection.execute(select(f.noun, f.field).where(f.stage_id == stage_id).order_by(f.id))
    return [Demand(CustomNoun(noun), field) for noun, field in rows]


def client_values(connection: Connection, client_id: int) -> Mapping[str, object]:
    """What is known of a client, by the names of fields."""
    c, f = Client.__table__.c, ClientFacts.__table__.c
    asked = select(Client.__table__, f.phone, f.email).join(
        ClientFacts.__table__, f.client_id == c.id, isouter=True
    )
    row = connection.execute(asked.where(c.id == client_id)).mappings().first()
    if row is None:
        return {}
    return {**row, **own_values(row["custom"])}


def own_values(custom: Mapping[str, object]) -> dict[str, object]:
    """Values of the business's own fields by the names of fields."""
    return {f"{PREFIX}{key}": value for key, value in custom.items()}
