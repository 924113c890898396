"""What a change of many clients would do: how many, whom not, a few of them before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Example, Foreseen
from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext
from crm_desktop.words.client_bulk import foreseen, shown_value

_CHANGING = (BulkAction.SET, BulkAction.TAG, BulkAction.UNTAG, BulkAction.REASSIGN)
LONG_NAME = 28
"""Letters of a name that leave room for what changes beside it."""
LARGE = 1.2
"""Letters so large that one example must do: the form needs the room."""


class BulkPreview(QWidget):
    """Stands below the form and never scrolls. A complaint stays until the next thing is done."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._large = desk.theme.font_scale > LARGE
        u = desk.theme.u
        self._told = QVBoxLayout(self)
        self._told.setContentsMargins(u(16), u(8), u(16), 0)
        self._told.setSpacing(u(2))
        self.complaint = self._line("bad")
        self.complaint.hide()
        self._told.addWidget(self.complaint)
        self._lines: list[QWidget] = []
        self.wait()

    def wait(self) -> None:
        """Something is missing yet."""
        self._clear()
        line = self._line("muted")
        line.setText(pgettext("Clients", "Say what to write, and it is shown who would change."))
        self._add(line)

    def complain(self, text: str) -> None:
        """It could not be done: why, above what is true now."""
        self.complaint.setText(text)
        self.complaint.show()

    def show_found(self, found: Foreseen, change: BulkChange) -> None:
        """How many would change, what else is to be said, and some of them."""
        self._clear()
        for place, text in enumerate(foreseen(found)):
            line = self._line("" if place == 0 else "muted")
            line.setText(text[:1].upper() + text[1:])
            if place == 0:
                line.setFont(self.desk.theme.font(1, 600))
            self._add(line)
        for text in _examples(found.examples, change, 1 if self._large else len(found.examples)):
            self._add(ElidedLabel(text))

    def texts(self) -> list[str]:
        """What is said, line by line."""
        return [one.text() for one in self._lines if isinstance(one, QLabel)]

    def _line(self, role: str) -> QLabel:
        line = QLabel()
        line.setWordWrap(True)
        if role:
            line.setProperty(role, True)
        return line

    def _add(self, line: QWidget) -> None:
        self._lines.append(line)
        self._told.addWidget(line)

    def _clear(self) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines.clear()


def _examples(some: Sequence[Example], change: BulkChange, most: int) -> Iterator[str]:
    """What stands there and what will, a client a line, or only who it happens to."""
    if change.action not in _CHANGING:
        if some:
            names = ", ".join(one.name for one in some)
            yield pgettext("Clients", "For example: {names}").format(names=names)
        return
    for one in some[:most]:
        name = one.name
        short = name if len(name) <= LONG_NAME else f"{name[: LONG_NAME - 1].rstrip()}…"
        old, new = (shown_value(change, text) for text in (one.old, one.new))
        yield f"{short}: {old} → {new}"
