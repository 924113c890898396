"""Values that all rows of a list have in common, wherever a row says nothing itself."""

from __future__ import annotations

from crm_desktop.domain.import_nouns import OWN_SIDE, Noun
from crm_desktop.domain.importing.column_reader import ColumnReader
from crm_desktop.domain.importing.noun_rows import NounReader
from crm_desktop.domain.importing.plain import Context
from crm_desktop.domain.imports import ImportPlan
from crm_desktop.domain.problems import Problem, code

FOR_CLIENTS = (
    "kind", "status", "source", "tags", "city", "address", "comment", "rhythm_days", "birthday",
    "created_at", "inn", "kpp", "ogrn",
)  # fmt: skip
"""Names, phones and addresses of letters are nobody's in common: all rows would mean one client."""
UNREADABLE = code("import.default-unreadable")
OWNER = "responsible"
"""Of a client by its employee's name; the plan keeps the employee."""


def defaultable(noun: Noun) -> tuple[str, ...]:
    """The fields that all rows of such a list may have in common, those of one's own besides."""
    if noun is Noun.CLIENTS:
        return FOR_CLIENTS
    own = (name for name in OWN_SIDE[noun] if name != "external_id")
    return (*own, "city", "address")


def check_defaults(plan: ImportPlan) -> list[Problem]:
    """What is wrong with the values that a plan gives all rows: those that cannot be read."""
    return [
        Problem(f"default.{field}", UNREADABLE, {"text": text, "field": field_name(plan, field)})
        for field, text in plan.defaults.items()
        if not _readable(plan, field, text)
    ]


def field_name(plan: ImportPlan, field: str) -> str:
    """A field of one's own by its name, any other by its code."""
    return next((one.name for one in plan.own if one.field == field), field)


def _readable(plan: ImportPlan, field: str, text: str) -> bool:
    if plan.noun is not Noun.CLIENTS:
        reader = NounReader((), (), {}, own=plan.own, defaults={field: text})
        return not reader.read(0, []).doubts
    own = {one.field: one for one in plan.own}
    column = ColumnReader(0, field, field, Context(region=plan.region), own.get(field))
    return column.read(text)[2] is None
