"""A page that says one thing and offers what can be done, shown while no base is open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from crm_desktop import paths
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.kit.ribbon import Choice
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


class NoticePage(QWidget):
    """A picture, what happened, what was not touched and what to do; the first choice is the best.

    The buttons stand below each other, so that long verbs have room in every language; what is
    rarely wanted (`quiet`, by name) is offered in rows of links below them.
    """

    def __init__(
        self,
        theme: Theme,
        picture: str,
        title: str,
        text: str,
        choices: Sequence[Choice],
        parent: QWidget | None = None,
        *,
        quiet: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        u = theme.u
        shown = QLabel(self)
        shown.setPixmap(icon(picture).pixmap(u(40), u(40)))
        self.title = QLabel(title, self)
        self.title.setFont(theme.font(6, 600))
        self.text = QLabel(text, self)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(32), u(28), u(32), u(28))
        layout.setSpacing(u(12))
        for line in (shown, self.title, self.text):
            layout.addWidget(line)
        for line in (self.title, self.text):
            line.setWordWrap(True)
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setAccessibleName(line.text())
        layout.addSpacing(u(8))
        self.buttons: dict[str, QPushButton] = {}
        links = Flow(u(20), u(4))
        for choice in choices:
            button = QPushButton(choice.text, self)
            button.setObjectName(choice.name)
            button.setAccessibleName(choice.text)
            button.clicked.connect(lambda _checked=False, act=choice.act: act())
            if not self.buttons:
                button.setProperty("primary", True)
                button.setDefault(True)
            self.buttons[choice.name] = button
            if choice.name not in quiet:
                layout.addWidget(button)
                continue
            button.setFlat(True)
            for name in ("compact", "link"):
                button.setProperty(name, True)
            links.addWidget(button)
        if links.count():
            layout.addLayout(links)
        layout.addStretch(1)

    def focus_first(self) -> None:
        """The best choice is one Enter away."""
        for button in self.buttons.values():
            button.setFocus()
            return


class BusyPage(QWidget):
    """What is being done while no base is shown, how far it is, and Cancel or another `verb`.

    `may_close`, where it is set, is asked when the window is closed over it.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        cancel: Callable[[], object],
        parent: QWidget | None = None,
        *,
        verb: str = "",
    ) -> None:
        super().__init__(parent)
        self.may_close: Callable[[], bool] | None = None
        u = theme.u
        self.title = QLabel(title, self)
        self.title.setFont(theme.font(4, 600))
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(u(8))
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.cancel = QPushButton(verb or pgettext("Shell", "Cancel"), self)
        self.cancel.setAccessibleName(f"{self.cancel.text()}: {title}")
        self._stop = cancel
        self.cancel.clicked.connect(self._cancelled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(32), u(28), u(32), u(28))
        layout.setSpacing(u(16))
        layout.addWidget(self.title)
        layout.addWidget(self.bar)
        layout.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)

    def show_step(self, done: int, total: int) -> None:
        """How far it is; sizes beyond what a bar can count are shown as parts of a thousand."""
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(done * 1000 // total if total else 0)

    def _cancelled(self) -> None:
        self.cancel.setEnabled(False)
        self._stop()


class NoticeWindow(QWidget):
    """The window while there is no opened base to show; holds one page at a time."""

    def __init__(self, theme: Theme, on_close: Callable[[], object]) -> None:
        super().__init__()
        self._on_close = on_close
        self.page: QWidget | None = None
        self.setWindowTitle(paths.APP)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        # The widest page says how wide: a window with a width of its own would cut it off.
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self._column.addStrut(theme.u(520))

    def show_page(self, page: QWidget) -> None:
        """Show this page instead of the one before."""
        if self.page is not None:
            self._column.removeWidget(self.page)
            self.page.deleteLater()
        self.page = page
        self._column.addWidget(page)
        # Wrapped texts are as high as the width makes them; `adjustSize` would guess.
        width = max(self.minimumWidth(), page.minimumSizeHint().width())
        self.resize(width, max(page.heightForWidth(width), page.minimumSizeHint().height()))
        self.show()
        focus = getattr(page, "focus_first", None)
        if focus is not None:
            focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window is leaving the program."""
        may_close = getattr(self.page, "may_close", None)
        if may_close is not None and not may_close():
            event.ignore()
            return
        super().closeEvent(event)
        self._on_close()
