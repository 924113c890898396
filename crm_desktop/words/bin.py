"""The bin in words."""

from __future__ import annotations

from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.wording import Params, Wording


def _purge(p: Params) -> str:
    archived = p["archived"] if p.has("archived") else 0
    gone = npgettext(
        "Operations",
        "{count} record went from the bin for good",
        "{count} records went from the bin for good",
        p.count,
    )
    if not archived:
        return gone
    return pgettext("Operations", "{gone}; into the archive instead: {archived}").replace(
        "{gone}", gone
    )


OPERATIONS: dict[str, Wording] = {
    "bin.restore": lambda p: npgettext(
        "Operations",
        "{count} record brought back from the bin",
        "{count} records brought back from the bin",
        p.count,
    ),
    "bin.purge": _purge,
}
ENUMS: dict[str, Wording] = {
    "BinNoun.client": lambda _: pgettext("Bin", "Client"),
    "BinNoun.deal": lambda _: pgettext("Bin", "Deal"),
    "BinNoun.task": lambda _: pgettext("Bin", "Task"),
    "BinNoun.document": lambda _: pgettext("Bin", "Draft of a document"),
}
