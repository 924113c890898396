"""Small questions: one line of text, one of a few, a form with two buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.problems import Problem
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.kit.scroll import Scrolled
from crm_desktop.ui.kit.tab_order import move_focus
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext

Check = Callable[[dict[str, Any]], Iterable[Problem]]


class FormDialog(QDialog):
    """A form with a verb and Cancel; the verb closes it only when nothing is wrong.

    `check` is asked with the values and says what is wrong with them; Esc and Cancel drop them.
    """

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        title: str,
        verb: str,
        *,
        text: str = "",
        check: Check | None = None,
        columns: int = 1,
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._u = theme.u
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        layout = QVBoxLayout(self)
        margin = theme.u(20)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.u(16))
        if text:
            words = QLabel(text, self)
            words.setWordWrap(True)
            layout.addWidget(words)
        # Not a minimum of the window: that would outrule what its texts need.
        layout.addItem(QSpacerItem(theme.u(380), 0))
        self.form = Form(theme, self, columns)
        layout.addWidget(self.form)
        self.verb = QPushButton(verb)
        self.verb.setAccessibleName(verb)
        self.verb.setProperty("danger" if danger else "primary", True)
        self.verb.setDefault(True)
        self.cancel = QPushButton(pgettext("Kit", "Cancel"))
        self.cancel.setAccessibleName(self.cancel.text())
        self.cancel.setAutoDefault(False)
        self.verb.clicked.connect(self._try)
        self.cancel.clicked.connect(self.reject)
        # As in every form of the program, not in the order of the system.
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.u(8))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.verb)
        layout.addLayout(buttons)

    def ask(self) -> dict[str, Any] | None:
        """Show it and wait; the values, or None when the user thinks better of it."""
        self._keep_on_screen()
        self.form.focus_first()
        agreed = self.exec() == QDialog.DialogCode.Accepted
        values = self.form.values() if agreed else None
        self.deleteLater()
        return values

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its wrapped words need: the hint of a size knows one width only."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            high = max(self.height(), layout.totalHeightForWidth(self.width()))
            self.resize(self.width(), min(high, self._room()))

    def _room(self) -> int:
        """How high it may be: a title bar takes a part of the screen."""
        return self.screen().availableSize().height() - self._u(48)

    def _keep_on_screen(self) -> None:
        """A form that is higher than the screen scrolls; its buttons stay in sight."""
        layout, u = self.layout(), self._u
        if layout is None:
            return
        wanted, room = self.sizeHint(), self._room()
        wide = wanted.width()
        if max(wanted.height(), layout.totalHeightForWidth(wide)) > room:
            place = QWidget(self)
            layout.replaceWidget(self.form, place)
            area = Scrolled(self.form)
            # No frame for a focus that never comes: the form stands on the edge of the words.
            area.setProperty("bare", True)
            area.setMinimumWidth(self.form.sizeHint().width() + u(20))
            layout.replaceWidget(place, area)
            place.deleteLater()
            self.resize(wide + u(20), room)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward)

    def _try(self) -> None:
        if not self.form.readable():
            return
        problems = list(self._check(self.form.values())) if self._check is not None else []
        self.form.show_problems(problems)
        if not problems:
            self.accept()


def ask_text(
    parent: QWidget | None,
    theme: Theme,
    title: str,
    label: str,
    *,
    value: str = "",
    verb: str = "",
    hint: str = "",
    check: Check | None = None,
) -> str | None:
    """One line of text, its value under "text" in `check`; None when the user cancels."""
    dialog = FormDialog(parent, theme, title, verb or pgettext("Kit", "Save"), check=check)
    line = dialog.form.text("text", label, hint=hint)
    line.setText(value)
    line.selectAll()
    values = dialog.ask()
    return None if values is None else str(values["text"])


def choose(
    parent: QWidget | None,
    theme: Theme,
    title: str,
    label: str,
    options: Sequence[tuple[Any, str]],
    *,
    value: Any = None,
    verb: str = "",
) -> tuple[Any] | None:
    """One of a few values, in a tuple of one (a value may be None); None when cancelled."""
    dialog = FormDialog(parent, theme, title, verb or pgettext("Kit", "Choose"))
    dialog.form.choice("choice", label, options).set_value(value)
    values = dialog.ask()
    return None if values is None else (values["choice"],)


def confirm(
    parent: QWidget | None, theme: Theme, title: str, text: str, verb: str, *, danger: bool = False
) -> bool:
    """Ask before what cannot be taken back; the verb names the deed."""
    dialog = FormDialog(parent, theme, title, verb, text=text, danger=danger)
    if danger:
        dialog.verb.setDefault(False)
        dialog.cancel.setDefault(True)
    return dialog.ask() is not None
