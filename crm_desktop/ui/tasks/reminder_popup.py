"""The small window that comes up with reminders: done, later, or all of them later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import tasks
from crm_desktop.domain.problems import Problem
from crm_desktop.domain.tasks import BAD_TIME, SnoozeChoice, snooze
from crm_desktop.domain.when import find_when
from crm_desktop.queries.tasks import TaskRow
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.kit.tab_order import move_focus
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, formats, npgettext, pgettext

LATE = timedelta(minutes=2)
"""A reminder that is later than this was missed: nobody was there to tell it."""
MOST_UNITS = 460
"""How high the list grows before it scrolls."""


class ReminderPopup(QWidget):
    """Lists the tasks that fired; each is ticked off or put off in place, all put off at once.

    Esc puts the window away, the reminders stay in it until something was decided.
    """

    changed = Signal()

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self._desk = desk
        self._now = now
        self.rows: dict[int, QFrame] = {}
        self._tasks: dict[int, TaskRow] = {}
        self._missed: set[int] = set()
        self.setWindowTitle(pgettext("Tasks", "Reminders"))

    def _build(self) -> None:
        u = self._desk.theme.u
        self.heading = QLabel()
        self.heading.setFont(self._desk.theme.font(1, 600))
        self.heading.setWordWrap(True)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, u(4), 0)
        self._list.setSpacing(u(8))
        self._inside = QWidget()
        self._inside.setLayout(self._list)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._inside)
        self.everything = QWidget()
        all_row = QHBoxLayout(self.everything)
        all_row.setContentsMargins(0, 0, 0, 0)
        all_row.setSpacing(u(8))
        all_row.addWidget(QLabel(pgettext("Tasks", "Put all off:")))
        for choice in SnoozeChoice:
            button = QPushButton(codes.label(choice))
            button.setObjectName(f"all-{choice.value}")
            name = pgettext("Tasks", "Put all off: {when}")
            button.setAccessibleName(name.format(when=codes.label(choice)))
            button.clicked.connect(partial(self._all_later, choice))
            all_row.addWidget(button)
        all_row.addStretch(1)
        stays = QLabel(pgettext("Tasks", "The due date stays as it is."))
        stays.setProperty("muted", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(16), u(16), u(16), u(16))
        layout.setSpacing(u(12))
        for one in (self.heading, self.area, self.everything, stays):
            layout.addWidget(one)

    def show_tasks(self, rows: Sequence[TaskRow]) -> None:
        """Add these tasks and come up without taking the keyboard away."""
        if self.layout() is None:
            # Many days have no reminder.
            self._build()
        for row in rows:
            if row.id not in self.rows:
                self._tasks[row.id] = row
                if self._is_late(row):
                    self._missed.add(row.id)
                self.rows[row.id] = self._row(row)
                self._list.addWidget(self.rows[row.id])
        self._tell()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.show()

    def tasks(self) -> list[TaskRow]:
        """The tasks that are neither done nor put off yet."""
        return [self._tasks[task_id] for task_id in self.rows]

    def come_forward(self) -> None:
        """Come up with the keyboard in the first button: somebody asked for it."""
        if not self.rows:
            return
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
        self.show()
        self.raise_()
        self.activateWindow()
        first = next(iter(self.rows.values())).findChild(QPushButton)
        if first is not None:
            first.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now do the rows know how high they are.
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the window away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    # one row

    def _row(self, row: TaskRow) -> QFrame:
        u = self._desk.theme.u
        frame = QFrame()
        frame.setProperty("panel", True)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(u(12), u(10), u(12), u(10))
        layout.setSpacing(u(6))
        title = QLabel(" · ".join(x for x in (row.title, row.client) if x))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        layout.addWidget(title)
        if row.remind_at is not None and row.id in self._missed:
            was = pgettext("Tasks", "was to remind {when}")
            when = QLabel(was.format(when=formats.wall_time(row.remind_at, self._desk.language)))
            when.setProperty("bad", True)
            layout.addWidget(when)
        buttons = QHBoxLayout()
        buttons.setSpacing(u(8))
        done = self._button(row, pgettext("Tasks", "Done"), "done", partial(self._done, row.id))
        buttons.addWidget(done)
        for choice in SnoozeChoice:
            later = partial(self._later, row.id, choice)
            buttons.addWidget(self._button(row, codes.label(choice), choice.value, later))
        pick = partial(self._pick, row.id)
        buttons.addWidget(self._button(row, pgettext("Tasks", "Another time…"), "pick", pick))
        buttons.addStretch(1)
        layout.addLayout(buttons)
        return frame

    def _button(
        self, row: TaskRow, text: str, name: str, slot: Callable[..., object]
    ) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(f"{text}: {row.title}")
        button.clicked.connect(slot)
        return button

    # deciding

    def _done(self, task_id: int, _checked: bool = False) -> None:
        self._desk.jobs.run(tasks.done, task_id, owner=self, then=partial(self._gone, task_id))

    def _later(self, task_id: int, choice: SnoozeChoice, _checked: bool = False) -> None:
        self.put_off(task_id, snooze(self._now(), choice))

    def _pick(self, task_id: int, _checked: bool = False) -> None:
        asked = dialogs.ask_text(
            self,
            self._desk.theme,
            pgettext("Tasks", "Remind me"),
            pgettext("Tasks", "When"),
            hint=pgettext("Tasks", "Such as: tomorrow 10:00, Friday 15:30"),
            verb=pgettext("Tasks", "Put off"),
            check=lambda values: self._unreadable(str(values["text"])),
        )
        until = None if asked is None else self.moment(asked)
        if until is not None:
            self.put_off(task_id, until)

    def moment(self, text: str) -> datetime | None:
        """The typed moment; a day alone is its nine o'clock; None for what is no moment ahead."""
        when = find_when(text, self._now(), self._desk.language)
        if when.day is None:
            return None
        until = datetime.fromisoformat(f"{when.day.isoformat()}T{when.time or '09:00'}")
        return until if until > self._now() else None

    def put_off(self, task_id: int, until: datetime) -> None:
        """Be reminded of one task at that moment."""
        jobs = self._desk.jobs
        jobs.run(tasks.snooze, task_id, until, owner=self, then=partial(self._gone, task_id))

    def _all_later(self, choice: SnoozeChoice, _checked: bool = False) -> None:
        ids = tuple(self.rows)

        def gone(_none: object) -> None:
            for task_id in ids:
                self._gone(task_id, None)

        until = snooze(self._now(), choice)
        self._desk.jobs.run(tasks.snooze_all, ids, until, owner=self, then=gone)

    def _unreadable(self, text: str) -> list[Problem]:
        return [] if self.moment(text) is not None else [Problem("text", BAD_TIME)]

    def _gone(self, task_id: int, _none: object) -> None:
        frame = self.rows.pop(task_id, None)
        self._missed.discard(task_id)
        if frame is not None:
            frame.hide()
            frame.deleteLater()
        if not self.rows:
            self.hide()
        self._tell()

    # looks

    def _is_late(self, row: TaskRow) -> bool:
        if row.remind_at is None:
            return False
        return self._now() - datetime.fromisoformat(row.remind_at) > LATE

    def _tell(self) -> None:
        count, missed = len(self.rows), len(self._missed)
        text = npgettext("Tasks", "{n} reminder", "{n} reminders", count).format(n=count)
        if missed == count and count:
            text = npgettext(
                "Tasks",
                "{n} reminder came while the program was closed or the computer asleep",
                "{n} reminders came while the program was closed or the computer asleep",
                count,
            ).format(n=count)
        elif missed:
            late = npgettext(
                "Tasks",
                "{n} of them came while the program was closed or the computer asleep",
                "{n} of them came while the program was closed or the computer asleep",
                missed,
            )
            text = f"{text}, {late.format(n=missed)}"
        self.heading.setText(text)
        self.everything.setVisible(count > 1)
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """As high as its rows, up to a limit; at the lower right of the screen."""
        u = self._desk.theme.u
        self._list.activate()
        wanted = self._inside.sizeHint()
        self.area.setFixedHeight(min(wanted.height() + u(2), u(MOST_UNITS)))
        self.area.setMinimumWidth(wanted.width() + u(16))
        self.adjustSize()
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.move(screen.right() - self.width() - u(16), screen.bottom() - self.height() - u(48))
