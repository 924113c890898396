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


def _delete(p: Params) -> str:
    gone = npgettext(
        "Operations",
        "{count} record deleted from the bin for good",
        "{count} records deleted from the bin for good",
        p.count,
    )
    if not (p.has("kept") and p["kept"]):
        return gone
    return pgettext("Operations", "{gone}; still spoken of and left there: {kept}").replace(
        "{gone}", gone
    )


PROBLEMS: dict[str, Wording] = {
    "bin.still-named": lambda _: pgettext(
        "Problems",
        "Nothing was deleted: papers, deals or tasks still speak of what is chosen, or it is in "
        "the bin no more. Choose those in the bin together with it; a client with issued papers "
        "is never deleted.",
    ),
}
OPERATIONS: dict[str, Wording] = {
    "bin.restore": lambda p: npgettext(
        "Operations",
        "{count} record brought back from the bin",
        "{count} records brought back from the bin",
        p.count,
    ),
    "bin.delete": _delete,
    "bin.purge": _purge,
}
ENUMS: dict[str, Wording] = {
    "BinNoun.client": lambda _: pgettext("Bin", "Client"),
    "BinNoun.deal": lambda _: pgettext("Bin", "Deal"),
    "BinNoun.task": lambda _: pgettext("Bin", "Task"),
    "BinNoun.document": lambda _: pgettext("Bin", "Draft document"),
}
