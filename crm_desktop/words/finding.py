"""What is said when nothing is called as typed and the words were read another way."""

from __future__ import annotations

from crm_desktop.domain.layouts import other_layout
from crm_desktop.words import pgettext


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


def ways_to_narrow() -> str:
    """The filters that may stand among the words of a search."""
    return pgettext("Shell", "Narrow it down: #tag, @employee, >100000, <50k — also among words")
