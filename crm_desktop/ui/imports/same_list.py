"""What is said about a list that was loaded before."""

from __future__ import annotations

from crm_desktop.queries.imports import ImportPreview
from crm_desktop.words import formats, npgettext, pgettext


def loaded_before(preview: ImportPreview, language: str) -> str:
    """«Этот список уже загружали 21.11.2026 …»; "" for a list that is new here."""
    if not preview.before:
        return ""
    run = preview.before[0]
    brought = run.created + run.updated
    who = npgettext("Imports", "{n} client", "{n} clients", brought)
    present = preview.tally.skipped
    rows = npgettext(
        "Imports", "{n} row of it is there already.", "{n} rows of it are there already.", present
    )
    text = pgettext("Imports", "This list was loaded on {day} ({who}).")
    return " ".join(
        (
            text.format(
                day=formats.date_time(run.at, language),
                who=who.format(n=formats.number(brought, language)),
            ),
            rows.format(n=formats.number(present, language)),
        )
    )
