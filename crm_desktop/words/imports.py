"""How the rows of an import are told, before and after in the same numbers."""

from __future__ import annotations

from crm_desktop.domain.imports import Cells, ImportPlan, Tally
from crm_desktop.domain.phones import calling_code
from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.custom_fields import shown


def tally_text(tally: Tally, language: str, *, loaded: bool) -> str:
    """«Строк в файле: 8. Новых 6, изменится 1, не загрузится 1.»; what is none is not told."""
    read = npgettext("Imports", "{n} row in the file:", "{n} rows in the file:", tally.rows)
    parts = [_part(tally.created, pgettext("Imports", "{n} new"), language)]
    if loaded:
        rest = (
            (tally.updated, pgettext("Imports", "{n} changed")),
            (tally.skipped, pgettext("Imports", "{n} already there")),
            (tally.failed, pgettext("Imports", "{n} not loaded")),
        )
    else:
        rest = (
            (tally.updated, pgettext("Imports", "{n} will be changed")),
            (tally.skipped, pgettext("Imports", "{n} already there")),
            (tally.failed, pgettext("Imports", "{n} will not be loaded")),
        )
    parts += [_part(count, text, language) for count, text in rest if count]
    return f"{read.format(n=formats.number(tally.rows, language))} {', '.join(parts)}."


def cells_text(cells: Cells, language: str) -> str:
    """«Заполненных ячеек 120: в поля 96, в примечания 12»; what is none is not told."""
    parts = [_part(cells.stored, pgettext("Imports", "{n} in fields"), language)]
    rest = (
        (cells.kept, pgettext("Imports", "{n} in comments")),
        (cells.problems, pgettext("Imports", "{n} not understood or not taken over")),
        (cells.ignored - cells.blank, pgettext("Imports", "{n} in columns passed over")),
        (cells.blank, pgettext("Imports", "{n} that say “none”")),
        (cells.aside, pgettext("Imports", "{n} outside the rows of the list")),
    )
    parts += [_part(count, text, language) for count, text in rest if count]
    text = npgettext(
        "Imports", "{n} filled cell: {parts}.", "{n} filled cells: {parts}.", cells.filled
    )
    return text.format(n=formats.number(cells.filled, language), parts=", ".join(parts))


def phones_text(plan: ImportPlan) -> str:
    """Whose numbers those are that a list writes without their country; "" where it has none."""
    if not any(field.startswith("phone") for field in plan.fields):
        return ""
    code = calling_code(plan.region)
    if not code:
        return pgettext("Imports", "Numbers without a country code stay as written.")
    return pgettext("Imports", "Numbers without a country code: {code}.").format(code=code)


def _part(count: int, text: str, language: str) -> str:
    return text.format(n=formats.number(count, language))


def standards_text(plan: ImportPlan, language: str) -> str:
    """What new clients begin with that the list does not speak of; "" for nothing."""
    standards = plan.standards()
    parts = [
        f"{one.name} – {shown(one.kind, standards[one.key], language)}"
        for one in plan.own
        if one.key in standards
    ]
    if not parts:
        return ""
    text = pgettext("Imports", "New clients begin with: {values}.")
    return text.format(values="; ".join(parts))
