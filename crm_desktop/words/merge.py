"""Cards that became one, in words."""

from __future__ import annotations

from collections.abc import Mapping

from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.wording import Wording

ORDER = (
    "client", "contact", "contact_point", "deal", "task", "document", "activity", "attachment",
    "client_address", "client_account", "client_date", "client_relation",
)  # fmt: skip

OPERATIONS: dict[str, Wording] = {
    "client.merge": lambda p: npgettext(
        "Operations",
        "Merge of {count} card into client “{title}”",
        "Merge of {count} cards into client “{title}”",
        p.count,
    ),
    "client.merge-groups": lambda p: npgettext(
        "Operations", "Merge of {count} duplicate", "Merge of {count} duplicates", p.count
    ),
}

PROBLEMS: dict[str, Wording] = {
    "merge.unfit-count": lambda _: pgettext(
        "Problems",
        "From 2 to {limit} different cards become one; here are {count}. Nothing was changed; "
        "choose other cards.",
    ),
    "merge.unfit-groups": lambda _: pgettext(
        "Problems",
        "One card stands in two groups, or no group is left. Nothing was changed; look for "
        "duplicates again.",
    ),
    "merge.not-a-field": lambda _: pgettext(
        "Problems", "A client has no field “{field}” to choose. Nothing was changed."
    ),
    "merge.not-among": lambda _: pgettext(
        "Problems",
        "Card {card} is none of those that become one, so its value cannot stay. Nothing was "
        "changed.",
    ),
    "merge.merged-on": lambda _: pgettext(
        "Problems",
        "The client was itself merged into “{name}” since. Nothing was changed; take that merge "
        "back first.",
    ),
    "merge.not-merged": lambda _: pgettext(
        "Problems",
        "Nothing that could be taken back was merged into this client. Nothing was changed.",
    ),
}


def counted(table: str, n: int, language: str) -> str:
    """So many records of a kind: «3 сделки»; "" for what is not told."""
    wording = {
        "client": lambda: npgettext("Merge", "{n} card", "{n} cards", n),
        "contact": lambda: npgettext("Merge", "{n} person inside", "{n} people inside", n),
        "contact_point": lambda: npgettext(
            "Merge", "{n} phone or e-mail", "{n} phones and e-mails", n
        ),
        "deal": lambda: npgettext("Merge", "{n} deal", "{n} deals", n),
        "task": lambda: npgettext("Merge", "{n} task", "{n} tasks", n),
        "document": lambda: npgettext("Merge", "{n} paper", "{n} papers", n),
        "activity": lambda: npgettext("Merge", "{n} story entry", "{n} story entries", n),
        "attachment": lambda: npgettext("Merge", "{n} file", "{n} files", n),
        "client_address": lambda: npgettext(
            "Merge", "{n} further address", "{n} further addresses", n
        ),
        "client_account": lambda: npgettext("Merge", "{n} bank account", "{n} bank accounts", n),
        "client_date": lambda: npgettext("Merge", "{n} yearly date", "{n} yearly dates", n),
        "client_relation": lambda: npgettext("Merge", "{n} relation", "{n} relations", n),
    }.get(table)
    if wording is None:
        return ""
    # The number never stands alone at the end of a line.
    return wording().replace("{n} ", "{n}\u00a0").format(n=formats.number(n, language))


def counted_all(counts: Mapping[str, int], language: str) -> str:
    """Counts of records in one line, in the order of a card: «2 сделки, 1 задача»."""
    told = (counted(table, counts[table], language) for table in ORDER if counts.get(table))
    return ", ".join(one for one in told if one)
