"""One line of the page: how many, what, why it matters, which share; it opens their list."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from crm_desktop.domain.data_health import Gap, share
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import formats, pgettext
from crm_desktop.words.codes import label
from crm_desktop.words.data_health import gap_why


class GapLine(QPushButton):
    """A button as wide as the page; hidden as long as nobody falls into the gap."""

    def __init__(self, desk: Desk, gap: Gap) -> None:
        super().__init__()
        self._desk, self.gap = desk, gap
        theme, u = desk.theme, desk.theme.u
        self.setFlat(True)
        self.setProperty("line", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.count, self.share = QLabel(), QLabel()
        self.count.setFont(theme.font(2, 600))
        self.count.setMinimumWidth(u(64))
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        title, why = QLabel(label(gap)), QLabel(gap_why(gap))
        for muted in (why, self.share):
            muted.setProperty("muted", True)
        words = QVBoxLayout()
        words.setSpacing(u(0))
        words.addWidget(title)
        words.addWidget(why)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(u(8), u(6), u(16), u(6))
        row.setSpacing(u(16))
        row.addWidget(self.count)
        row.addLayout(words, 1)
        row.addWidget(self.share)
        for part in (self.count, title, why, self.share):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self.open)
        self.hide()

    def sizeHint(self) -> QSize:
        """As high as its words: a button by itself knows of one line only."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    def show_count(self, count: int, total: int) -> None:
        """So many of all have this gap."""
        percent = f"{share(count, total)}\u00a0%"
        self.count.setText(formats.number(count, self._desk.language))
        self.share.setText(percent)
        said = pgettext("Health", "{gap}: {count} of {total}, {percent}")
        number = self._desk.language
        self.setAccessibleName(
            said.format(
                gap=label(self.gap),
                count=formats.number(count, number),
                total=formats.number(total, number),
                percent=percent,
            )
        )
        self.setAccessibleDescription(gap_why(self.gap))
        self.setVisible(count > 0)

    def open(self) -> None:
        """The clients that are counted here, in their list."""
        go = self._desk.navigator
        if go.knows("clients-with-gap"):
            go.go("clients-with-gap", self.gap.value)
