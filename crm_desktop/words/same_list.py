"""What is said about a list that was loaded before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from crm_desktop.domain.imports import Tally
from crm_desktop.words import formats, npgettext, pgettext


class PastRun(Protocol):
    """An import of the past, as far as it is told."""

    @property
    def file_name(self) -> str: ...
    @property
    def at(self) -> str: ...
    @property
    def created(self) -> int: ...
    @property
    def updated(self) -> int: ...


class Seen(Protocol):
    """A list that was looked at, with the imports that brought it or its like."""

    @property
    def before(self) -> Sequence[PastRun]: ...
    @property
    def earlier(self) -> PastRun | None: ...
    @property
    def missing(self) -> Sequence[int]: ...
    @property
    def tally(self) -> Tally: ...


def loaded_before(preview: Seen, language: str) -> str:
    """«Этот список уже загружали 21.11.2026 …»; "" for a list that is new here."""
    if not preview.before:
        return _another_state(preview, language)
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


def _another_state(preview: Seen, language: str) -> str:
    """«Такой список загружали … Больше нет в файле: 4.»; "" for a list of new heads."""
    if preview.earlier is None:
        return ""
    text = pgettext("Imports", "A list with these columns was loaded on {day}: “{name}”.")
    said = text.format(
        day=formats.date_time(preview.earlier.at, language), name=preview.earlier.file_name
    )
    gone = len(preview.missing)
    if not gone:
        return said
    more = npgettext(
        "Imports",
        "{n} client from it is not in this file any more and stays as it is.",
        "{n} clients from it are not in this file any more and stay as they are.",
        gone,
    )
    return f"{said} {more.format(n=formats.number(gone, language))}"
