"""A strip across the window that stays until its matter is settled: «Только просмотр …»."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.late import dataclass
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme

_PICTURES = {"info": "info", "warn": "triangle-alert", "bad": "circle-alert"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: its verb and what it does; `name` finds it in tests and style sheets."""

    name: str
    text: str
    act: Callable[[], object]


class Ribbon(QFrame):
    """One matter: a picture of its weight ("info", "warn", "bad"), a sentence, its buttons."""

    def __init__(
        self,
        theme: Theme,
        weight: str,
        text: str,
        choices: Sequence[Choice] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        u = theme.u
        self.weight = weight
        self.setProperty("ribbon", weight)
        picture = QLabel(self)
        picture.setPixmap(icon(_PICTURES[weight]).pixmap(u(18), u(18)))
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(u(12), u(5), u(12), u(5))
        layout.setSpacing(u(8))
        layout.addWidget(picture)
        layout.addWidget(self.text, 1)
        self.buttons: dict[str, QPushButton] = {}
        for choice in choices:
            button = QPushButton(choice.text, self)
            button.setObjectName(choice.name)
            button.setProperty("compact", True)
            button.clicked.connect(lambda _checked=False, act=choice.act: act())
            self.buttons[choice.name] = button
            layout.addWidget(button)
        self.say(text)

    def say(self, text: str) -> None:
        """Say something else about the same matter."""
        self.text.setText(text)
        self.setAccessibleName(text)
        for button in self.buttons.values():
            button.setAccessibleName(f"{button.text()}: {text}")


class Ribbons(QWidget):
    """The place for ribbons, one per matter; takes no room while there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: dict[str, Ribbon] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_ribbon(
        self, matter: str, weight: str, text: str, choices: Sequence[Choice] = ()
    ) -> Ribbon:
        """Show a ribbon in place of the one about the same matter."""
        same = self._shown.get(matter)
        if same is not None and same.weight == weight:
            # Nobody's focus is taken away by saying the same again.
            if same.text.text() == text:
                return same
            if not choices and not same.buttons:
                same.say(text)
                return same
        self.put_away(matter)
        ribbon = Ribbon(self._theme, weight, text, choices, self)
        self._shown[matter] = ribbon
        self._column.addWidget(ribbon)
        self.show()
        return ribbon

    def put_away(self, matter: str) -> None:
        """The matter is settled."""
        ribbon = self._shown.pop(matter, None)
        if ribbon is not None:
            self._column.removeWidget(ribbon)
            ribbon.hide()
            ribbon.deleteLater()
        self.setVisible(bool(self._shown))

    def ribbon(self, matter: str) -> Ribbon | None:
        """The ribbon about a matter, if there is one."""
        return self._shown.get(matter)
