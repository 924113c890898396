"""Cards that became one, in words."""

from __future__ import annotations

from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.wording import Wording

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
