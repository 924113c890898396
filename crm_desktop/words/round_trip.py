"""A list that came back out of a spreadsheet, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.wording import Params, Wording

if TYPE_CHECKING:
    from crm_desktop.domain.round_trip import RoundTrip


def _changed(p: Params) -> str:
    text = npgettext(
        "Operations",
        "{count} cell out of the spreadsheet “{title}”",
        "{count} cells out of the spreadsheet “{title}”",
        p.count,
    )
    if not p["added"]:
        return text
    return pgettext("Operations", "{cells}; new clients: {added}").replace("{cells}", text)


OPERATIONS: dict[str, Wording] = {"client.round-trip": _changed}
PROBLEMS: dict[str, Wording] = {
    "round-trip.cut-short": lambda _: pgettext(
        "Problems",
        "The spreadsheet has thrown figures of this number away (like 5,00101E+11): type it anew "
        "there as a text.",
    ),
    "round-trip.not-a-kind": lambda _: pgettext(
        "Problems", "There is no such kind of client: write it as in the other rows."
    ),
    "round-trip.no-such-employee": lambda _: pgettext(
        "Problems", "No employee is called so: write the name as the settings have it."
    ),
    "round-trip.too-long": lambda _: pgettext(
        "Problems", "The text is too long for this field: shorten it in the spreadsheet."
    ),
    "round-trip.nothing-chosen": lambda _: pgettext(
        "Problems", "Nothing is ticked: choose at least one change, or leave the file alone."
    ),
    "round-trip.moved": lambda _: pgettext(
        "Problems",
        "The card “{name}” was changed or deleted after the file was checked. Nothing was brought "
        "in: open the file again and look at what stands in the card now.",
    ),
}


def found_text(found: RoundTrip, language: str) -> str:
    """What came back, in sentences: how much was changed, and what is left alone."""
    said = [_count_text(found, language)]
    if found.conflicts:
        text = npgettext(
            "Round trip",
            "{n} cell was changed in the card meanwhile, too.",
            "{n} cells were changed in the cards meanwhile, too.",
            len(found.conflicts),
        )
        said.append(text.format(n=formats.number(len(found.conflicts), language)))
    if found.unsure:
        said.append(
            pgettext(
                "Round trip",
                "The base was restored to a state before this list went out: nobody knows what "
                "was changed meanwhile, so look at every cell.",
            )
        )
    if found.removed:
        text = npgettext(
            "Round trip",
            "{n} row is missing in the file: that client stays as it is.",
            "{n} rows are missing in the file: those clients stay as they are.",
            found.removed,
        )
        said.append(text.format(n=formats.number(found.removed, language)))
    if found.gone:
        text = npgettext(
            "Round trip",
            "{n} row is of a client who is there no more: it is passed over.",
            "{n} rows are of clients who are there no more: they are passed over.",
            len(found.gone),
        )
        said.append(text.format(n=formats.number(len(found.gone), language)))
    if found.unread:
        text = pgettext("Round trip", "Columns that are not brought back: {columns}.")
        said.append(text.format(columns=", ".join(found.unread)))
    return " ".join(said)


def brought_text(cells: int, clients: int, added: int, language: str) -> str:
    """How it went: cells, clients, new clients."""
    text = npgettext("Round trip", "Brought in: {n} cell", "Brought in: {n} cells", cells)
    of = npgettext("Round trip", "for {n} client", "for {n} clients", clients)
    parts = [text.format(n=formats.number(cells, language))]
    if cells:
        parts[0] += f" {of.format(n=formats.number(clients, language))}"
    if added:
        new = npgettext("Round trip", "{n} new client", "{n} new clients", added)
        parts.append(new.format(n=formats.number(added, language)))
    return f"{', '.join(parts)}."


def _count_text(found: RoundTrip, language: str) -> str:
    cells, added = len(found.changes), len(found.added)
    if not cells and not added:
        return pgettext("Round trip", "Nothing was changed in the file.")
    clients = len({one.client for one in found.changes})
    parts = []
    if cells:
        text = npgettext("Round trip", "{n} cell changed", "{n} cells changed", cells)
        of = npgettext("Round trip", "for {n} client", "for {n} clients", clients)
        parts.append(
            f"{text.format(n=formats.number(cells, language))} "
            f"{of.format(n=formats.number(clients, language))}"
        )
    if added:
        text = npgettext("Round trip", "{n} new row", "{n} new rows", added)
        parts.append(text.format(n=formats.number(added, language)))
    return f"{', '.join(parts)}."
