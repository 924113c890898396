"""The header: back and forward, the section's name, the box that finds anything, what is new."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from crm_desktop.ui.runtime.foremost import Foremost
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.actions import Actions, ActionSpec
from crm_desktop.words import pgettext


class Header(QFrame):
    """Stands above every page; its one primary button makes what the page is about."""

    new_wanted = Signal()

    def __init__(self, theme: Theme, actions: Actions, foremost: Foremost) -> None:
        super().__init__()
        self._theme = theme
        self._actions = actions
        self._foremost = foremost
        self._primary = True
        foremost.changed.connect(self._dress)
        u = theme.u
        self.setObjectName("header")
        self.setFixedHeight(u(52))
        self.back = _tool(theme, actions.action("back"))
        self.forward = _tool(theme, actions.action("forward"))
        self.title = QLabel()
        self.title.setFont(theme.font(4, 600))
        palette = actions.action("palette")
        native = QKeySequence.SequenceFormat.NativeText
        self.box = FindBox(theme, palette.shortcut().toString(native))
        self.box.clicked.connect(palette.trigger)
        self.new_button = QPushButton()
        self.new_button.setProperty("joined", "left")
        self.new_button.clicked.connect(self.new_wanted)
        self.more_button = QPushButton()
        self.more_button.setProperty("joined", "right")
        self.more_button.setAccessibleName(pgettext("Shell", "Something else new"))
        self.more_button.setToolTip(pgettext("Shell", "Something else new"))
        self.menu_button = QToolButton()
        self.menu_button.setIcon(icon("ellipsis-vertical"))
        self.menu_button.setIconSize(QSize(u(18), u(18)))
        self.menu_button.setFixedSize(u(32), u(32))
        self.menu_button.setAccessibleName(pgettext("Shell", "Menu"))
        self.menu_button.setToolTip(pgettext("Shell", "Menu (F10)"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()

    def _lay_out(self) -> None:
        u = self._theme.u
        layout = QHBoxLayout(self)
        layout.setContentsMargins(u(8), 0, u(8), 0)
        layout.setSpacing(u(4))
        layout.addWidget(self.back)
        layout.addWidget(self.forward)
        layout.addSpacing(u(4))
        layout.addWidget(self.title)
        layout.addSpacing(u(12))
        layout.addStretch(1)
        layout.addWidget(self.box)
        layout.addSpacing(u(8))
        pair = QHBoxLayout()
        pair.setSpacing(0)
        pair.addWidget(self.new_button)
        pair.addWidget(self.more_button)
        layout.addLayout(pair)
        layout.addWidget(self.menu_button)

    def show_section(self, title: str, new_text: str, *, primary: bool = True) -> None:
        """Name the section and what its primary button makes.

        Where the page is about something else, such as the settings, the button stands back.
        """
        self.title.setText(title)
        self._primary = primary
        self._dress()
        self.new_button.setText(new_text)
        self.new_button.setAccessibleName(new_text)
        self.new_button.setToolTip(f"{new_text} (Ctrl+N)")

    def _dress(self) -> None:
        """Filled where it is the main thing to press: while a form is open, its verb is."""
        primary = self._primary and not self._foremost.taken()
        roles = QPalette.ColorRole
        for button, picture in ((self.new_button, "plus"), (self.more_button, "chevron-down")):
            button.setIcon(icon(picture, roles.HighlightedText if primary else roles.ButtonText))
            if button.property("primary") is not primary:
                button.setProperty("primary", primary)
                button.style().polish(button)

    def offer(self, specs: Sequence[ActionSpec]) -> None:
        """The menu of everything new."""
        menu = QMenu(self.more_button)
        for spec in specs:
            menu.addAction(self._actions.action(spec.id))
        before = self.more_button.menu()
        self.more_button.setMenu(menu)
        if before is not None:
            before.deleteLater()


class FindBox(QPushButton):
    """Looks like a field and opens the palette, so that the mouse finds it, too."""

    def __init__(self, theme: Theme, keys_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        u = theme.u
        self.setObjectName("find")
        self.setFixedHeight(u(32))
        self.setMinimumWidth(u(220))
        self.setMaximumWidth(u(380))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        text = pgettext("Shell", "Find or do…")
        self.setAccessibleName(text)
        self.setToolTip(pgettext("Shell", "Any record or action by a scrap of its name"))
        picture = QLabel()
        picture.setPixmap(icon("search", QPalette.ColorRole.PlaceholderText).pixmap(u(16), u(16)))
        said = QLabel(text)
        keys = QLabel(keys_text)
        for one in (said, keys):
            one.setProperty("muted", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(u(10), 0, u(10), 0)
        layout.setSpacing(u(8))
        for one in (picture, said, keys):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addWidget(picture)
        layout.addWidget(said, 1)
        layout.addWidget(keys)

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), self.height())


def _tool(theme: Theme, action: QAction) -> QToolButton:
    """A small button of an action."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setIconSize(QSize(theme.u(18), theme.u(18)))
    button.setFixedSize(theme.u(32), theme.u(32))
    button.setAccessibleName(action.text())
    return button
