"""The line below the rows: what is to be said of the cell one is on, or what the marks mean."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from crm_desktop.words import pgettext


class ReasonLine(QLabel):
    """Says a reason as weighty as it is, else the legend in a quiet colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)

    def explain(self, reason: str, weight: str, *, doubts: bool) -> None:
        """Say this reason, `bad` or `warn` or neither; without one the legend, of doubts."""
        legend = pgettext(
            "Imports",
            "What is marked was not understood; it is kept as it is written. F2 corrects a cell.",
        )
        self.setText(reason or (legend if doubts else ""))
        for look, on in (
            ("muted", not reason),
            ("bad", weight == "bad"),
            ("warn", weight == "warn"),
        ):
            self.setProperty(look, on)
        self.style().polish(self)
