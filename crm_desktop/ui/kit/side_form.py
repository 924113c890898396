"""A form beside a list: its title, fields that scroll, and the verbs that never do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.runtime import icons
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


class SideForm(QWidget):
    """What the forms of a client, a deal and a task share; they say what saving means.

    `inside` takes what scrolls with the fields, `extra` more buttons on the left of the bar,
    `rooms` what is shown instead of the fields now and then.
    """

    saved = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        u = theme.u
        self.form = Form(theme, columns=columns)
        self.title = QLabel()
        self.title.setFont(theme.font(3, 600))
        self.title.setWordWrap(True)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = QToolButton()
        close.setIcon(icons.icon("x"))
        close.setAccessibleName(pgettext("Kit", "Close the form"))
        close.setToolTip(pgettext("Kit", "Close the form (Esc)"))
        close.clicked.connect(self.give_up)
        head = QHBoxLayout()
        head.setContentsMargins(u(16), u(12), u(8), u(8))
        head.addWidget(self.title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(u(14), 0, u(14), u(8))
        self.inside.setSpacing(u(12))
        self.inside.addWidget(self.form)
        self.inside.addStretch(1)
        ground = QWidget()
        ground.setLayout(self.inside)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        self.save_button = QPushButton(pgettext("Kit", "Save"))
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        self.cancel_button = QPushButton(pgettext("Kit", "Cancel"))
        self.cancel_button.clicked.connect(self.give_up)
        self.extra = QHBoxLayout()
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(10), u(16), u(12))
        bar.setSpacing(u(8))
        bar.addLayout(self.extra)
        bar.addStretch(1)
        bar.addWidget(self.cancel_button)
        bar.addWidget(self.save_button)
        self.typed = QWidget()
        layout = QVBoxLayout(self.typed)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        layout.addLayout(bar)
        self.rooms = QStackedLayout(self)
        self.rooms.addWidget(self.typed)

    def save(self) -> None:
        """Save what stands in the fields; what was typed stays when it is refused."""
        raise NotImplementedError

    def give_up(self) -> None:
        """Leave the form without saving."""
        self.closed.emit()
