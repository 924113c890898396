"""The room of the day by keys: tick off, put off, plan a step, open; a new day by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, deals, tasks
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.machine import Machine
from crm_desktop.queries import activities as activity_queries
from crm_desktop.queries import tasks as task_queries
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client

NOON = datetime.fromisoformat("2026-12-02T12:00")


class Clock:
    """A clock that a test may put forward."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def start(
    qtbot: QtBot, qapp: QApplication, base: Path, clock: Clock
) -> Iterator[Callable[[], Program]]:
    made: list[Program] = []

    def begin() -> Program:
        program = Program(
            Crm(base), Theme("light", 1.0, "en"), Machine(), now=clock, immediate=True
        )
        made.append(program)
        program.show()
        return program

    crm = Crm(base)
    client = crm.do(clients.add, a_client("Ромашка", "8 916 123-45-67")).value
    crm.do(tasks.add, TaskDraft("Позвонить", (NOON - timedelta(days=2)).date(), client_id=client))
    other = crm.do(clients.add, a_client("Иванов")).value
    crm.do(deals.add, DealDraft(title="Окна", client_id=other))
    crm.close()
    yield begin
    for program in made:
        program.close()


def titles(program: Program) -> list[str]:
    return [line.said.title for line in program.window.page("today").list.day_model.lines]


def test_the_day_comes_first_when_there_is_somebody(start: Callable[[], Program]) -> None:
    program = start()
    assert program.desk.navigator.here == ("today",)
    assert titles(program) == ["Overdue", "Позвонить", "Deals without a next step", "Окна"]
    assert program.window.rail.buttons["tasks"].badge() == "1"
    assert program.window.rail.buttons["tasks"].accessibleName() == "Tasks · 1 due"


def test_an_empty_base_begins_with_its_clients(
    qtbot: QtBot, qapp: QApplication, base: Path
) -> None:
    program = Program(
        Crm(base), Theme("light", 1.0, "en"), Machine(), now=lambda: NOON, immediate=True
    )
    program.show()
    assert program.desk.navigator.here == ("clients",)
    program.desk.navigator.go("today")
    page = program.window.page("today")
    assert page.left.currentWidget() is page.empty
    assert page.done_button.isHidden()
    # Not the button that hides the first steps for good.
    program.window.activateWindow()
    qtbot.waitUntil(page.checklist.buttons["clients"].hasFocus)
    program.close()


def test_space_ticks_off_and_undo_brings_it_back(start: Callable[[], Program]) -> None:
    program = start()
    page = program.window.page("today")
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    assert titles(program) == ["Deals without a next step", "Окна"]
    assert program.window.toast.text() == "Done: Позвонить"
    current = page.list.current()
    assert current is not None, "the cursor stands on what took its place"
    assert current.title == "Окна"
    program.window.toast.button.click()
    assert titles(program)[:2] == ["Overdue", "Позвонить"]


@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_S, "s"), (Qt.Key(0x42B), "ы")])
def test_s_puts_off_on_either_layout(start: Callable[[], Program], key: Qt.Key, text: str) -> None:
    program = start()
    page = program.window.page("today")
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
    QApplication.sendEvent(page.list, event)
    row = program.crm.ask(task_queries.listing)[0]
    assert row.due_on == "2026-12-03"
    assert "Позвонить" not in titles(program)


def test_a_step_is_planned_for_a_deal(start: Callable[[], Program]) -> None:
    program = start()
    page = program.window.page("today")
    page.list.step(1)
    assert page.later_button.text() == "Remind me tomorrow"
    assert not page.done_button.isEnabled()
    page.when_button.menu().actions()[2].trigger()
    task = next(
        one for one in program.crm.ask(task_queries.listing) if one.title == "Next step: Окна"
    )
    assert (task.due_on, task.deal_id, task.client) == ("2026-12-07", 1, "Иванов")
    assert titles(program) == ["Overdue", "Позвонить"]


def test_enter_opens_where_it_lives(start: Callable[[], Program]) -> None:
    program = start()
    page = program.window.page("today")
    page.list.step(1)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert program.desk.navigator.here == ("deal", 1)
    assert not program.window.page("deals").form.isHidden()


def test_a_new_day_comes_by_itself(start: Callable[[], Program], clock: Clock) -> None:
    program = start()
    page = program.window.page("today")
    QTest.keyClick(page.list, Qt.Key.Key_S)
    page.look_at_calendar()
    assert "Позвонить" not in titles(program)
    clock.now = NOON + timedelta(days=1)
    page.look_at_calendar()
    program.window.badges.look_at_calendar()
    assert titles(program)[:2] == ["Due today", "Позвонить"]
    assert program.window.rail.buttons["tasks"].badge() == "1"


def test_rows_of_a_section_that_is_off_are_not_listed(start: Callable[[], Program]) -> None:
    program = start()
    program.desk.sections.show("deals", False)
    program.window.page("today")._live.refresh()
    assert titles(program) == ["Overdue", "Позвонить"]


def test_the_model_keeps_the_rules(start: Callable[[], Program]) -> None:
    model = start().window.page("today").list.day_model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_where_nothing_is_owed_no_sum_of_money_stands(start: Callable[[], Program]) -> None:
    program = start()
    program.desk.navigator.go("today")
    said = [one.text() for one in program.window.page("today").figures.findChildren(QLabel)]
    assert said[-3:] == ["Invoices issued", "—", "0 invoices"]


def test_a_birthday_is_greeted_by_one_key_and_gone_for_this_year(
    start: Callable[[], Program], base: Path, qtbot: QtBot
) -> None:
    crm = Crm(base)
    client = crm.do(clients.add, ClientDraft("Анна", birthday=date(1976, 12, 4))).value
    crm.close()
    program = start()
    page = program.window.page("today")
    assert [line.said.title for line in page.list.day_model.lines][2:4] == [
        "Birthdays and dates",
        "Анна",
    ]
    page.list.setCurrentIndex(page.list.day_model.index(3, 0))
    assert page.list.day_model.lines[3].said.why == "birthday in 2 days, 50 years"
    assert page.done_button.text() == "Greeted"
    with qtbot.waitSignal(program.desk.jobs.committed):
        page.done_current()
    qtbot.waitUntil(lambda: "Анна" not in titles(program))
    [entry] = program.crm.ask(activity_queries.timeline, client)
    assert (entry.kind, entry.text) == ("contact", "birthday")


def test_a_greeting_put_off_is_a_task_in_its_place(
    start: Callable[[], Program], base: Path, qtbot: QtBot
) -> None:
    crm = Crm(base)
    crm.do(clients.add, ClientDraft("Анна", birthday=date(1976, 12, 4)))
    crm.close()
    program = start()
    page = program.window.page("today")
    page.list.setCurrentIndex(page.list.day_model.index(3, 0))
    with qtbot.waitSignal(program.desk.jobs.committed):
        page.later_current()
    qtbot.waitUntil(lambda: "Анна" not in titles(program))
    made = program.crm.ask(task_queries.listing)
    assert any(row.title == "Congratulate: Анна" for row in made)
