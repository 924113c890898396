"""The call list: one client after the other, what came of it by one key, and on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.activities import asks_date
from crm_desktop.domain.calls import CALLS, CallList, unpacked
from crm_desktop.domain.phones import format_phone
from crm_desktop.domain.unfinished import FormKey, Unfinished
from crm_desktop.queries import clients
from crm_desktop.queries.client_parts import PointRow
from crm_desktop.queries.clients import ClientCard
from crm_desktop.ui.clients.composer import Composer
from crm_desktop.ui.clients.timeline import Timeline
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import formats, pgettext

KEY: FormKey = (CALLS, 0, 0)
WIDTH = 720
"""Units that are read and written in comfortably."""
OUTCOMES = 9
"""As many as there are figures to choose them by."""


def begin(desk: Desk, ids: Sequence[int]) -> None:
    """Make a call list of these clients, in place of an older one, and show it."""
    _keep(desk, CallList(tuple(ids)))
    desk.navigator.go(CALLS)


def _keep(desk: Desk, calls: CallList) -> None:
    if calls.current is None:
        desk.drafts.drop(KEY)
        return
    title = pgettext("Calls", "call list, {n} of {all}")
    said = title.format(n=calls.place + 1, all=len(calls.ids))
    desk.drafts.keep(KEY, said, calls.packed())


class CallsPage(QWidget):
    """Figures choose what came of it, Enter notes it and goes on; nothing needs the mouse."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.calls = CallList(())
        self.card: ClientCard | None = None
        self._build()
        self._cards = LiveQuery(
            self, desk.jobs, clients.cards,
            ("client", "contact", "contact_point", "task", "deal", "document"),
            lambda: {"wanted": [] if self.calls.current is None else [self.calls.current]},
            self._show_card,
        )  # fmt: skip

    # build

    def _build(self) -> None:
        u, theme = self.desk.theme.u, self.desk.theme
        self.name = QLabel()
        self.name.setWordWrap(True)
        self.name.setFont(theme.font(5, 600))
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setProperty("muted", True)
        self.phones = Flow(u(8))
        self.outcomes = Flow(u(8), u(8))
        self._choices = QButtonGroup(self)
        self._choices.setExclusive(True)
        self.composer = Composer(self.desk, self.name.text)
        self.composer.outcomes_apart = True
        self.composer.saved.connect(self._saved)
        self.composer.words_known.connect(self._begin)
        self.composer.kind.currentIndexChanged.connect(self._show_outcomes)
        self.composer.outcome.currentIndexChanged.connect(self._mark)
        self.composer.line.installEventFilter(self)
        self.composer.next.installEventFilter(self)
        self.timeline = Timeline(self.desk)
        self.middle = QWidget()
        self.middle.setMaximumWidth(u(WIDTH))
        told = QVBoxLayout(self.middle)
        told.setContentsMargins(u(16), u(12), u(16), 0)
        told.setSpacing(u(8))
        told.addLayout(self._bar())
        for widget in (self.name, self.about):
            told.addWidget(widget)
        told.addLayout(self.phones)
        told.addLayout(self.outcomes)
        told.addWidget(self.composer)
        told.addWidget(self._story(), 1)
        self.over = EmptyState(
            theme,
            "phone",
            pgettext("Calls", "Nobody is left to call."),
            pgettext("Calls", "To the clients"),
            lambda: self.desk.navigator.go("clients"),
            example=pgettext(
                "Calls", "Choose clients in the list, by a filter or by marking, then “Call list”."
            ),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.over, 1)
        layout.addStretch(1)
        layout.addWidget(self.middle, 20)
        layout.addStretch(1)
        self.middle.hide()

    def _story(self) -> QScrollArea:
        u = self.desk.theme.u
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(u(4), 0, u(14), u(12))
        column.addWidget(self.timeline)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setAccessibleName(pgettext("Activities", "What happened"))
        return area

    def _bar(self) -> QHBoxLayout:
        u = self.desk.theme.u
        self.place = QLabel()
        self.place.setFont(self.desk.theme.font(0, 600))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(pgettext("Calls", "How far the list is"))
        row = QHBoxLayout()
        row.setSpacing(u(8))
        row.addWidget(self.place)
        row.addWidget(self.progress, 1)
        keys = (
            (pgettext("Calls", "Back"), pgettext("Calls", "Back (Ctrl+Up)"), self.previous_record),
            (pgettext("Calls", "Skip"), pgettext("Calls", "Skip (Ctrl+Down)"), self.next_record),
            (pgettext("Calls", "End"), pgettext("Calls", "End the list here"), self.end),
        )
        for text, tip, slot in keys:
            button = QPushButton(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _checked=False, act=slot: act())
            row.addWidget(button)
        return row

    # what the shell offers

    def next_record(self) -> None:
        """Skip this one."""
        self._become(self.calls.moved(1))

    def previous_record(self) -> None:
        """Back to the one before."""
        self._become(self.calls.moved(-1))

    def open_whole(self) -> None:
        """The card of the client called; back leads here again."""
        if self.calls.current is not None:
            self.desk.navigator.go("client", self.calls.current)

    def areas(self) -> list[QWidget]:
        """The parts between which F6 goes."""
        if self.middle.isHidden():
            return [self.over]
        figures = self._choices.buttons()
        focused = [one for one in figures if one.hasFocus()]
        return [*(focused or figures[:1]), self.composer, self.timeline.list]

    def end(self) -> None:
        """Leave the list; whoever was not called stays uncalled."""
        self._become(CallList(()))
        self.desk.navigator.go("clients")

    def resume(self, _one: Unfinished) -> None:
        """The list is where it was left."""
        self._load()

    # show

    def showEvent(self, event: QShowEvent) -> None:
        """A list that was begun elsewhere, or left by an earlier run, is taken up."""
        super().showEvent(event)
        self._load()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The figures work at once."""
        super().focusInEvent(event)
        self._to_outcomes()

    def _load(self) -> None:
        kept = self.desk.drafts.of(KEY)
        calls = CallList(()) if kept is None else unpacked(kept.typed)
        if calls != self.calls or self.card is None:
            self._become(calls)

    def _become(self, calls: CallList) -> None:
        same = calls.current == self.calls.current and self.card is not None
        self.calls = calls
        _keep(self.desk, calls)
        current = calls.current
        self.over.setVisible(current is None)
        self.middle.setVisible(current is not None)
        if current is None:
            self.card = None
            return
        place = pgettext("Calls", "{n} of {all}")
        self.place.setText(place.format(n=calls.place + 1, all=len(calls.ids)))
        self.progress.setRange(0, len(calls.ids))
        self.progress.setValue(calls.place)
        if not same:
            self.composer.show_client(current)
            self.timeline.show_client(current)
            self._cards.refresh()
            self._begin()
        self._to_outcomes()

    def _show_card(self, found: list[ClientCard]) -> None:
        if self.calls.current is None:
            return
        if not found:
            # Gone since the list was made: nobody to call.
            self._become(self.calls.gone())
            return
        self.card = card = found[0]
        self.name.setText(card.name)
        said = [card.city, self._next(card), card.comment]
        self.about.setText(" · ".join(" ".join(part.split()) for part in said if part))
        self.about.setVisible(bool(self.about.text()))
        _empty(self.phones)
        for point in card.points:
            self.phones.addWidget(self._point(point))

    def _next(self, card: ClientCard) -> str:
        if not card.next_task_on:
            return ""
        text = pgettext("Clients", "next step {date}")
        return text.format(date=formats.short_date(card.next_task_on, self.desk.language))

    def _begin(self) -> None:
        """Unless something was typed already, a call is what is noted."""
        if self.calls.current is None:
            return
        if not self.composer.drafts.drafted():
            self.composer.begin_contact()
        self._show_outcomes()
        self._to_outcomes()

    def _point(self, point: PointRow) -> QToolButton:
        shown = point.value
        if point.kind == "phone" and point.normal is not None:
            shown = format_phone(point.normal, point.ext)
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setText(shown)
        button.setIcon(icon("phone" if point.kind == "phone" else "mail"))
        # Wider than the picture: the air between it and the number.
        button.setIconSize(QSize(self.desk.theme.u(22), self.desk.theme.u(16)))
        button.setToolTip(pgettext("Clients", "Copy"))
        button.setAccessibleName(pgettext("Clients", "Copy {value}").format(value=shown))
        button.clicked.connect(partial(QApplication.clipboard().setText, shown))
        return button

    # outcomes

    def _show_outcomes(self, _place: int = 0) -> None:
        for old in self._choices.buttons():
            self._choices.removeButton(old)
        _empty(self.outcomes)
        box = self.composer.outcome
        for place in range(1, min(box.count(), OUTCOMES + 1)):
            button = QPushButton(f"{place}  {box.itemText(place)}")
            button.setCheckable(True)
            button.setAccessibleName(box.itemText(place))
            button.installEventFilter(self)
            button.clicked.connect(partial(self.choose, place))
            self._choices.addButton(button, place)
            self.outcomes.addWidget(button)
            # At once: what is not shown yet cannot have the keyboard.
            button.show()
        self._mark()

    def _mark(self, _place: int = 0) -> None:
        chosen = self.composer.outcome.currentIndex()
        self._choices.setExclusive(False)
        for button in self._choices.buttons():
            button.setChecked(self._choices.id(button) == chosen)
        self._choices.setExclusive(True)

    def choose(self, place: int, _checked: bool = False) -> None:
        """What came of it; an open end asks for the day at once."""
        box = self.composer.outcome
        if not 0 < place < box.count():
            return
        box.setCurrentIndex(place)
        if asks_date(self.composer.ways, self.composer.kind.currentText(), box.currentText()):
            self.composer.next.setFocus()

    def _to_outcomes(self) -> None:
        buttons = self._choices.buttons()
        if self.isVisible() and not self.middle.isHidden():
            (buttons[0] if buttons else self.composer.line).setFocus()

    def _saved(self) -> None:
        self._become(self.calls.recorded())

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Figures choose, Enter notes and goes on."""
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not self.middle.isHidden():
            self.choose(key - Qt.Key.Key_0)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.middle.isHidden():
            self.composer.save()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the lines Esc leads back to the figures; Enter on an outcome notes it."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if watched in {self.composer.line, self.composer.next}:
            if event.key() == Qt.Key.Key_Escape:
                self._to_outcomes()
                return True
            if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.composer.save()
            return True
        return False


def _empty(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
