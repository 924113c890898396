"""What was chosen for a list, and what its like had: carried over to how it is looked at now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.import_nouns import Noun, mappable
from crm_desktop.domain.import_profiles import fields_of
from crm_desktop.domain.importing import IGNORE, ColumnGuess
from crm_desktop.domain.imports import MAPPABLE, ImportPlan
from crm_desktop.domain.rights import Right
from crm_desktop.files.staged import StagedFile
from crm_desktop.queries import import_profiles
from crm_desktop.queries.import_memory import BESIDES, Memory, meant
from crm_desktop.queries.read import Read, query

NO_HEADER = -1
"""Instead of the number of a header's row: there is none."""


def like_before(plan: ImportPlan, chosen: ImportPlan) -> ImportPlan:
    """A plan with what was chosen for the same list before."""
    same = plan.sheet == chosen.sheet and plan.staging == chosen.staging
    return replace(
        plan,
        mode=chosen.mode,
        match=chosen.match,
        on_match=chosen.on_match,
        on_repeat=chosen.on_repeat,
        tag=chosen.tag,
        defaults=chosen.defaults,
        owner=chosen.owner,
        profile=chosen.profile,
        edits=chosen.edits if same else {},
        meets=chosen.meets if same else {},
        decisions=chosen.decisions if same else {},
        returned=chosen.returned if same else 0,
        orders=chosen.orders if same else {},
    )


@query(right=Right.IMPORT)
def with_memory(
    read: Read, staged: StagedFile, plan: ImportPlan, memory: Memory | None
) -> ImportPlan:
    """The plan of rows that come back tells whom each of them means."""
    if memory is None or not memory.run:
        return plan
    span, column = (plan.first_row, plan.last_row), len(plan.headers) - BESIDES
    met = meant(read, staged, plan.sheet, span, column, memory.run)
    return replace(plan, returned=memory.run, meets=met)


def remembered_fields(
    memory: Memory,
    guesses: Sequence[ColumnGuess],
    own: Sequence[OwnField],
    noun: Noun = Noun.CLIENTS,
) -> list[str]:
    """The fields of the columns as a list like this had them; places without a column stay."""
    names = MAPPABLE if noun is Noun.CLIENTS else mappable(noun)
    known = frozenset((*names, *(one.field for one in own)))
    heads = [guess.header for guess in guesses]
    fields = fields_of(memory.data, heads, [guess.field for guess in guesses], known)
    if memory.run:
        fields[-BESIDES:] = [IGNORE] * BESIDES
    width = max((guess.index for guess in guesses), default=-1) + 1
    found = [IGNORE] * width
    for guess, chosen in zip(guesses, fields, strict=True):
        found[guess.index] = chosen
    return found


@query(right=Right.IMPORT)
def kept_as(read: Read, memory: Memory | None, asked: str | None, plan: ImportPlan) -> str:
    """The name under which it will be kept how this list is brought in; "" for not at all."""
    if asked is not None or plan.returned:
        return "" if plan.returned else asked or ""
    if memory is not None and memory.profile is not None:
        return memory.profile.name
    return (
        import_profiles.free_name(read, Path(plan.file_name).stem, plan.noun) if plan.source else ""
    )
