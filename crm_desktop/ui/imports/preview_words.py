"""What is said about a list before it is loaded: what it would do, its columns, its rows."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.import_nouns import Noun, mappable
from crm_desktop.domain.importing.dictionary import NOTE
from crm_desktop.domain.imports import MAPPABLE, ImportPlan, Verdict
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.queries.verdicts import Met
from crm_desktop.words import codes, fields, formats, npgettext, pgettext
from crm_desktop.words.import_nouns import not_kept_text
from crm_desktop.words.imports import standards_text, tally_text
from crm_desktop.words.vcards import photos_text

UNTAKEN = "untaken"


def summary(preview: ImportPreview, language: str) -> str:
    """How its rows would fare, how many nobody could be reached by, and what is not loaded."""
    said = tally_text(preview.tally, language, loaded=False)
    if preview.without_contact:
        text = npgettext(
            "Imports",
            "{n} without phone and e-mail.",
            "{n} without phone and e-mail.",
            preview.without_contact,
        )
        said += " " + text.format(n=formats.number(preview.without_contact, language))
    begun = standards_text(preview.plan, language) if preview.tally.created else ""
    return " ".join(
        one
        for one in (
            not_kept_text(preview.seems),
            said,
            begun,
            photos_text(preview.pictures, preview.photos),
        )
        if one
    )


def offered(plan: ImportPlan) -> tuple[str, ...]:
    """The fields that a column of such a list may be given, those of the business's own besides."""
    names = MAPPABLE if plan.noun is Noun.CLIENTS else mappable(plan.noun)
    return (*names, *(one.field for one in plan.own))


def place_of(field: str, plan: ImportPlan) -> str:
    """Where a column goes: what is understood and has no place of its own goes into the comment."""
    return field if field in offered(plan) else NOTE


def columns_text(count: int, unsure: int) -> str:
    """How many columns were recognised, or how many should be looked at."""
    if not unsure:
        text = npgettext("Imports", "{n} column recognised", "All {n} columns recognised", count)
        return text.format(n=count)
    text = npgettext(
        "Imports", "Columns: {n} should be looked at", "Columns: {n} should be looked at", unsure
    )
    return text.format(n=unsure)


def verdict_text(verdict: Verdict, met: Met | None, plan: ImportPlan, *, loaded: bool) -> str:
    """How a row will fare, or has fared: «изменит у «Ким»: город», «изменено у «Ким»: город»."""
    if verdict is Verdict.CHANGED and met is not None and met.changes:
        named = dict.fromkeys(field_text(change.field, plan.own) for change in met.changes)
        if loaded:
            text = pgettext("Imports", "changed {fields} of “{name}”")
        else:
            text = pgettext("Imports", "changes {fields} of “{name}”")
        return text.format(fields=", ".join(named), name=met.name)
    if loaded:
        return {
            Verdict.NEW: pgettext("Imports", "added"),
            Verdict.CHANGED: pgettext("Imports", "changed what was there"),
            Verdict.PRESENT: pgettext("Imports", "was there already"),
            Verdict.FAILED: pgettext("Imports", "was not loaded"),
        }[verdict]
    of_clients = plan.noun is Noun.CLIENTS
    return {
        Verdict.NEW: pgettext("Imports", "new") if of_clients else pgettext("Deals", "new"),
        Verdict.CHANGED: pgettext("Imports", "changes what is there"),
        Verdict.PRESENT: pgettext("Imports", "already there"),
        Verdict.FAILED: pgettext("Imports", "will not be loaded"),
    }[verdict]


def changes_text(met: Met, own: Sequence[OwnField]) -> str:
    """What a row changes value by value: «город: Тула → Орёл; телефон: + 8 916 …»."""
    parts = []
    for change in met.changes:
        if not (change.old or change.new):
            continue
        name = field_text(change.field, own)
        if change.old:
            text = pgettext("Imports", "{field}: {old} → {new}")
        else:
            text = pgettext("Imports", "{field}: + {new}")
        parts.append(text.format(field=name, old=change.old, new=change.new))
    return "; ".join(parts)


def field_text(field: str, own: Sequence[OwnField] = ()) -> str:
    """What a changed value of a client is called."""
    named = {one.field: one.name for one in own}
    if field in named:
        return named[field]
    if field in {kind.value for kind in PointKind} - set(fields.FIELDS):
        return codes.label(PointKind(field)).lower()
    return fields.field_text(field)


def doubts_text(count: int, language: str) -> str:
    """To show only the rows with doubts."""
    text = npgettext("Imports", "Only {n} row with doubts", "Only {n} rows with doubts", count)
    return text.format(n=formats.number(count, language))


def which_text(which: Verdict | str | None, count: int, language: str) -> str:
    """The rows that fare so, counted; None are all of them: «Новые: 1 200».

    `UNTAKEN` are those that say otherwise than the client who is there.
    """
    if isinstance(which, Verdict):
        name = codes.label(which)
    elif which == UNTAKEN:
        name = pgettext("Imports", "Not taken over")
    else:
        name = pgettext("Imports", "All rows")
    text = pgettext("Imports", "{name}: {n}")
    return text.format(name=name, n=formats.number(count, language))
