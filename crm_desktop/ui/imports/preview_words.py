"""What is said about a list before it is loaded: what it would do, its columns, its rows."""

from __future__ import annotations

from crm_desktop.queries.imports import ImportPreview
from crm_desktop.words import formats, npgettext
from crm_desktop.words.imports import standards_text, tally_text


def summary(preview: ImportPreview, language: str) -> str:
    """How its rows would fare, and how many of them nobody could be reached by."""
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
    return f"{said} {begun}" if begun else said


def columns_text(count: int, unsure: int) -> str:
    """How many columns were recognised, or how many should be looked at."""
    if not unsure:
        text = npgettext("Imports", "{n} column recognised", "All {n} columns recognised", count)
        return text.format(n=count)
    text = npgettext(
        "Imports", "Columns: {n} should be looked at", "Columns: {n} should be looked at", unsure
    )
    return text.format(n=unsure)


def present_text(count: int, language: str) -> str:
    """To show only the rows that are there already."""
    text = npgettext("Imports", "Only {n} row already there", "Only {n} rows already there", count)
    return text.format(n=formats.number(count, language))


def doubts_text(count: int, language: str) -> str:
    """To show only the rows with doubts."""
    text = npgettext("Imports", "Only {n} row with doubts", "Only {n} rows with doubts", count)
    return text.format(n=formats.number(count, language))
