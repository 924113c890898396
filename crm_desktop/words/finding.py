"""What is said when nothing is called as typed and the words were read another way."""

from __future__ import annotations

from crm_desktop.domain.layouts import other_layout
from crm_desktop.domain.search_filters import DIGITS, sought
from crm_desktop.words import formats, pgettext


def read_otherwise(how: str, text: str, meant: str) -> str:
    """One sentence; "" for what was found as typed. `meant` is what misspelt words were taken for.

    `how` is that of a hit or of a list (`queries.client_found`).
    """
    sentences = {
        "layout": pgettext("Shell", "Found as typed on the other keyboard layout: “{meant}”."),
        "translit": pgettext("Shell", "Nothing is called “{text}”. Found in the other alphabet."),
        "spelling": pgettext(
            "Shell", "Nothing is called “{text}”. The nearest spelling: “{meant}”."
        ),
        "elsewhere": pgettext(
            "Shell", "Nobody is called “{text}”. Found in notes, deals or papers."
        ),
    }
    said = other_layout(text) if how == "layout" else meant
    return sentences.get(how, "").format(text=text, meant=said)


def amounts_compared(text: str, language: str) -> str:
    """What the amounts of a query are held against; "" without one."""
    asked = sought(text)
    bounds = [
        f"{sign} {formats.number(bound // 10**DIGITS, language)}"
        for sign, bound in ((">", asked.over), ("<", asked.under))
        if bound is not None
    ]
    if not bounds:
        return ""
    said = pgettext(
        "Shell",
        "{bounds}: of clients, what stands in open deals or is not paid; of deals and papers, "
        "their sums.",
    )
    return said.format(bounds=", ".join(bounds))


def ways_to_narrow() -> str:
    """The filters that may stand among the words of a search."""
    return pgettext("Shell", "Narrow it down: #tag, @employee, >100000, <50k — also among words")
