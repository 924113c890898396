"""The room of the day: whom to call, what is due, what is past its day; one key for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, QLocale, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import activities, tasks
from crm_desktop.domain.activities import TouchDraft
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.domain.today import Postponed, postponed_to
from crm_desktop.exports.views import View, ViewColumn, known
from crm_desktop.queries import today as today_queries
from crm_desktop.queries.today import Day, DayRow
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.view_output import ViewOutput
from crm_desktop.ui.parts.checklist import Checklist
from crm_desktop.ui.runtime.clock import day_begins_utc
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.today.day_list import DayList
from crm_desktop.ui.today.figures import FiguresPanel
from crm_desktop.ui.today.wording import greeting, said, step_title
from crm_desktop.words import codes, formats, npgettext, pgettext

LOOK_MS = 60_000
"""How often the calendar is looked at: the list of a new day comes up by itself."""
_TABLES = (
    "task", "deal", "stage", "document", "client", "contact_point", "activity", "contact",
    "client_date", "setting",
)  # fmt: skip


class TodayPage(QWidget):
    """The list to the left, the figures of the business to the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._day = desk.now().date()
        self._build()
        self._live = LiveQuery(
            self, desk.jobs, today_queries.day, _TABLES, self._question, self._show_day
        )
        self.output = ViewOutput(desk, self, self._view)
        self._calendar = QTimer(self)
        self._calendar.setInterval(LOOK_MS)
        self._calendar.timeout.connect(self.look_at_calendar)
        self._calendar.start()

    # build

    def _build(self) -> None:
        theme, u = self.desk.theme, self.desk.theme.u
        self.date_label = QLabel()
        self.date_label.setFont(theme.font(1, 600))
        self.done_label = QLabel()
        self.done_label.setProperty("muted", True)
        self.done_button = self._button(pgettext("Today", "Done"), "Space", self.done_current)
        self.later_button = self._button(pgettext("Today", "To tomorrow"), "S", self.later_current)
        self.when_button = QPushButton()
        self.when_button.setIcon(icon("chevron-down"))
        self.when_button.setAccessibleName(pgettext("Today", "To another day"))
        self.when_button.setToolTip(pgettext("Today", "To another day"))
        self.when_button.setMenu(self._when_menu())
        self.open_button = self._button(pgettext("Today", "Open"), "Enter", self.edit_current)
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(10), u(16), u(8))
        bar.setSpacing(u(8))
        bar.addWidget(self.date_label)
        bar.addWidget(self.done_label)
        bar.addStretch(1)
        pair = QHBoxLayout()
        pair.setSpacing(0)
        self.later_button.setProperty("joined", "left")
        self.when_button.setProperty("joined", "right")
        pair.addWidget(self.later_button)
        pair.addWidget(self.when_button)
        bar.addWidget(self.done_button)
        bar.addLayout(pair)
        bar.addWidget(self.open_button)
        self.list = DayList(
            theme, lambda row: said(row, self._day, self.desk.language), pgettext("Today", "Today")
        )
        self.list.opened.connect(self._open)
        self.list.done.connect(self._done)
        self.list.later.connect(lambda row: self._later(row, Postponed.TOMORROW))
        self.list.current_changed.connect(self._current_changed)
        self.empty = EmptyState(
            theme,
            "sun",
            pgettext(
                "Today",
                "Nothing is due today: no task is late, no invoice past its day, every deal has its"
                " next step.",
            ),
        )
        self.left = QStackedWidget()
        for widget in (self.list, self.empty):
            self.left.addWidget(widget)
        self.figures = FiguresPanel(self.desk)
        body = QHBoxLayout()
        body.setContentsMargins(u(16), 0, u(16), u(12))
        body.setSpacing(u(12))
        body.addWidget(self.left, 1)
        body.addWidget(self.figures)
        self._arrange(bar, body)

    def _arrange(self, bar: QHBoxLayout, body: QHBoxLayout) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addLayout(self._first_steps())
        layout.addLayout(body, 1)

    def _first_steps(self) -> QVBoxLayout:
        u = self.desk.theme.u
        self.checklist = Checklist(self.desk)
        layout = QVBoxLayout()
        layout.setContentsMargins(u(16), 0, u(16), u(8))
        layout.addWidget(self.checklist)
        return layout

    def _button(self, text: str, keys: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(f"{text} ({keys})")
        button.clicked.connect(slot)
        return button

    def _when_menu(self) -> QMenu:
        menu = QMenu(self)
        for choice in Postponed:
            menu.addAction(codes.label(choice), partial(self.put_off, choice))
        return menu

    # what the shell offers

    def done_current(self) -> None:
        """Tick the task under the cursor off."""
        self._with_current(self._done)

    def later_current(self) -> None:
        """Put the task under the cursor off to tomorrow; for anything else plan the next step."""
        self.put_off(Postponed.TOMORROW)

    def put_off(self, choice: Postponed) -> None:
        """As `later_current`, to another day."""
        self._with_current(lambda row: self._later(row, choice))

    def edit_current(self) -> None:
        """Show the record under the cursor where it lives."""
        self._with_current(self._open)

    def print_current(self) -> None:
        """The day's list on paper."""
        self.output.print()

    def export_current(self) -> None:
        """The day's list into a file."""
        self.output.export()

    def next_record(self) -> None:
        """The row below."""
        self.list.step(1)

    def previous_record(self) -> None:
        """The row above."""
        self.list.step(-1)

    def look_at_calendar(self) -> None:
        """A new day has a list of its own."""
        if self.desk.now().date() != self._day:
            self._live.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the day's list; on an empty day to the first step still open."""
        # Not a focus proxy: Tab would jump over whatever stands before it.
        self._take_keyboard()

    # react

    def _take_keyboard(self) -> None:
        if self.left.currentWidget() is self.list:
            self.list.setFocus()
        else:
            self.checklist.take_keyboard()

    def _with_current(self, act: Any) -> None:
        row = self.list.current()
        if row is not None:
            act(row)
        self.list.setFocus()

    def _done(self, row: DayRow) -> None:
        if row.occasion:
            self._greeted(row)
        if row.kind != "task":
            return
        text = pgettext("Today", "Done: {title}").format(title=row.title)
        self.desk.jobs.run(tasks.done, row.id, owner=self, then=lambda _none: self._say(text))

    def _greeted(self, row: DayRow) -> None:
        """Somebody was greeted: a contact like any other, and the day is over for this year."""
        way = pgettext("Today", "Greeting")
        draft = TouchDraft(row.id, way, text=greeting(row), occasion=row.occasion)
        text = pgettext("Today", "Greeted: {title}").format(title=row.title)
        self.desk.jobs.run(activities.log, draft, owner=self, then=lambda _logged: self._say(text))

    def _later(self, row: DayRow, choice: Postponed) -> None:
        day = postponed_to(self._day, choice)
        shown = formats.short_date(day, self.desk.language)
        if row.kind == "task":
            text = pgettext("Today", "Put off to {date}: {title}")
            text = text.format(date=shown, title=row.title)
            command: Any = partial(self.desk.jobs.run, tasks.postpone, row.id, day)
        else:
            draft = TaskDraft(
                step_title(row), day, client_id=row.client_id, deal_id=row.deal_id,
                occasion=row.occasion,
            )  # fmt: skip
            text = pgettext("Today", "Planned for {date}: {title}")
            text = text.format(date=shown, title=draft.title)
            command = partial(self.desk.jobs.run, tasks.add, draft)
        command(owner=self, then=lambda _answer: self._say(text))

    def _say(self, text: str) -> None:
        self.desk.say(text, pgettext("Today", "Undo"), self.desk.jobs.undo)

    def _open(self, row: DayRow) -> None:
        if self.desk.navigator.knows(row.kind):
            self.desk.navigator.go(row.kind, row.id)

    def _question(self) -> dict[str, Any]:
        now = self.desk.now()
        self._day = now.date()
        return {"today": self._day, "since": day_begins_utc(now)}

    def _view(self) -> View:
        rows = self.list.rows()

        def told(part: str) -> Callable[[DayRow], str]:
            return lambda row: getattr(said(row, self._day, self.desk.language), part)

        return View(
            self.date_label.text(),
            "",
            (
                ViewColumn(pgettext("Today", "What"), told("title"), 220),
                ViewColumn(pgettext("Today", "Who and how"), told("about"), 260),
                ViewColumn(pgettext("Today", "Why"), told("why"), 160),
            ),
            known(rows),
            len(rows),
        )

    def _show_day(self, day: Day) -> None:
        locale = QLocale(self.desk.language)
        pattern = pgettext("Today", "dddd, MMMM d")
        self.date_label.setText(locale.toString(QDate(*self._day.timetuple()[:3]), pattern))
        done = day.figures.done
        text = npgettext("Today", "{n} task done today", "{n} tasks done today", done)
        self.done_label.setText(text.format(n=done) if done else "")
        rows = [row for row in day.rows if self.desk.navigator.knows(row.kind)]
        self.list.show_rows(rows)
        held = self.hasFocus() or self.list.hasFocus()
        if held and not rows:
            # Before the list goes: Qt would give the keyboard to whatever comes first.
            self.setFocus()
        self.left.setCurrentWidget(self.list if rows else self.empty)
        if held:
            self._take_keyboard()
        for button in (self.done_button, self.later_button, self.when_button, self.open_button):
            button.setVisible(bool(rows))
        self.figures.show_figures(day.figures)

    def _current_changed(self, row: object) -> None:
        task = isinstance(row, DayRow) and row.kind == "task"
        greets = isinstance(row, DayRow) and row.occasion != ""
        self.done_button.setEnabled(task or greets)
        done = pgettext("Today", "Greeted") if greets else pgettext("Today", "Done")
        self.done_button.setText(done)
        self.done_button.setToolTip(f"{done} (Space)")
        text = codes.label(Postponed.TOMORROW) if task else pgettext("Today", "Remind me tomorrow")
        self.later_button.setText(text)
        self.later_button.setToolTip(f"{text} (S)")
