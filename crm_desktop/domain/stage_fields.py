"""What must be known before a deal enters a stage: fields of the deal and of its client."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from crm_desktop.domain.custom_fields import CustomNoun, id_of
from crm_desktop.domain.problems import Problem, code
from crm_desktop.late import dataclass

NEEDED = code("deal.field-needed")
CLIENT_NEEDED = code("deal.client-field-needed")
NOT_DEMANDED = code("stage.unknown-field")

BUILT_IN: Mapping[CustomNoun, tuple[str, ...]] = {
    CustomNoun.DEAL: ("amount", "expected_close", "source", "comment"),
    CustomNoun.CLIENT: (
        "phone", "email", "inn", "city", "address", "source", "status", "birthday", "comment",
    ),
}  # fmt: skip
"""Fields of every base that a stage may demand; those of the business's own come besides."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A field that must be filled, by its name among the fields of its noun."""

    noun: CustomNoun
    field: str


def check_demands(demands: Iterable[Demand], own: Mapping[Demand, str]) -> Iterator[Problem]:
    """What forbids demanding these; `own` are the fields of the business's own with their names."""
    for one in demands:
        if one.field not in BUILT_IN[one.noun] and one not in own:
            yield Problem("demands", NOT_DEMANDED, {"field": one.field[:200]})


def lacking(
    demands: Iterable[Demand], deal: Mapping[str, object], client: Mapping[str, object]
) -> list[Demand]:
    """The demands that are not met; both mappings go by the names of fields."""
    values = {CustomNoun.DEAL: deal, CustomNoun.CLIENT: client}
    return [one for one in demands if not _filled(values[one.noun].get(one.field))]


def _filled(value: object) -> bool:
    return value not in (None, "", []) and value is not False


def problems(
    missing: Iterable[Demand], names: Mapping[Demand, str], stage: str, client: str
) -> Iterator[Problem]:
    """One problem for each field that is still empty, under its field in the form of the deal."""
    for one in missing:
        said = {"stage": stage, "name": names.get(one, one.field), "client": client}
        if one.noun is CustomNoun.DEAL:
            yield Problem(one.field, NEEDED, said)
        else:
            yield Problem(f"client.{one.field}", CLIENT_NEEDED, said)


def is_own(demand: Demand) -> bool:
    """Whether a field of the business's own is demanded."""
    return id_of(demand.field) is not None
