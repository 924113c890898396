"""The line below the rows: what is wrong with the cell one is on, or what the marks mean."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from crm_desktop.words import pgettext


class ReasonLine(QLabel):
    """Says a reason in the colour of faults, else the legend in a quiet one."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)

    def explain(self, reason: str, *, doubts: bool) -> None:
        """Say this reason; without one the legend, where there are doubts."""
        legend = pgettext(
            "Imports",
            "What is marked was not understood; it is kept as it is written. F2 corrects a cell.",
        )
        self.setText(reason or (legend if doubts else ""))
        self.setProperty("muted", not reason)
        self.setProperty("bad", bool(reason))
        self.style().polish(self)
