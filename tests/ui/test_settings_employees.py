"""Settings → Employees: somebody is written down, and all that is open passes on and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, deals, employees, tasks
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.employees import Load
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import employees as questions
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.settings.employees import EmployeesSection
from tests.fixtures import a_client
from tests.tables import dump

OWNER = 1
Said = list[tuple[str, Callable[[], object] | None]]


@pytest.fixture
def said() -> Said:
    return []


@pytest.fixture
def section(qtbot: QtBot, crm: Crm, said: Said) -> Iterator[EmployeesSection]:
    client = crm.do(clients.add, a_client("Анна")).value
    crm.do(deals.add, DealDraft(title="Окна", client_id=client))
    crm.do(tasks.add, TaskDraft(title="Позвонить"))

    def say(text: str, button_text: str = "", action: Callable[[], object] | None = None) -> None:
        said.append((text, action))

    desk = Desk(Jobs(crm), Theme("light"), Navigator(), say=say)
    made = EmployeesSection(desk)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitUntil(lambda: made.rows != [])
    yield made
    desk.jobs.shutdown()


def test_all_passes_to_another_and_back(
    section: EmployeesSection, qtbot: QtBot, crm: Crm, said: Said
) -> None:
    assert section.hand_button.isVisible()
    assert not section.hand_button.isEnabled(), "there is nobody else"
    section.new_line.setText("Пётр Ёжиков")
    section.add_button.click()
    qtbot.waitUntil(lambda: len(section.rows) == 2)
    section.table.select_id(OWNER)
    qtbot.waitUntil(section.hand_button.isEnabled)
    assert section.load.text() == "Answers now for: 1 client, 1 open deal, 1 task"
    assert not section.leaves.isVisible(), "the owner stays"
    before = dump(crm)
    section.hand_button.click()
    qtbot.waitUntil(lambda: said != [])
    assert said[0][0] == (
        "Everything of “Хозяйка” handed over to “Пётр Ёжиков”: 1 client, 1 open deal, 1 task"
    )
    assert crm.ask(questions.load, OWNER) == Load()
    undo = said[0][1]
    assert undo is not None
    with qtbot.waitSignal(section.desk.jobs.committed):
        undo()
    assert dump(crm) == before


def test_whoever_leaves_is_offered_no_more(
    section: EmployeesSection, qtbot: QtBot, crm: Crm
) -> None:
    leaver = crm.do(employees.add, "Пётр").value
    crm.do(employees.hand_over, OWNER, leaver, crm.ask(questions.load, OWNER))
    section._live.refresh()
    qtbot.waitUntil(lambda: len(section.rows) == 2)
    section.table.select_id(leaver)
    section.leaves.setChecked(True)
    section.hand_button.click()
    qtbot.waitUntil(lambda: any(row.archived for row in section.rows))
    section.table.select_id(leaver)
    assert section.return_button.isVisible()
    assert not section.hand_button.isVisible()
    section.return_button.click()
    qtbot.waitUntil(lambda: not any(row.archived for row in section.rows))


def test_what_moved_meanwhile_is_said_and_looked_at_again(
    section: EmployeesSection, qtbot: QtBot, crm: Crm
) -> None:
    crm.do(employees.add, "Пётр")
    section._live.refresh()
    qtbot.waitUntil(section.hand_button.isEnabled)
    section.table.select_id(OWNER)
    other = Crm(crm.folder)
    other.do(tasks.add, TaskDraft(title="Ещё"))
    other.close()
    section.hand_button.click()
    qtbot.waitUntil(section.problem.isVisible)
    assert "tasks 2" in section.problem.text()
    assert crm.ask(questions.load, OWNER).tasks == 2
    qtbot.waitUntil(lambda: "2 tasks" in section.load.text())


def test_two_of_one_name_are_told_apart(section: EmployeesSection, qtbot: QtBot) -> None:
    section.new_line.setText("хозяйка")
    section.add_button.click()
    qtbot.waitUntil(section.problem.isVisible)
    assert "“хозяйка”" in section.problem.text()
    assert section.new_line.text() == "хозяйка", "nothing typed is lost"


def test_renamed(section: EmployeesSection, qtbot: QtBot) -> None:
    section.name_line.setText("Мария")
    section.rename_button.click()
    qtbot.waitUntil(lambda: section.rows[0].name == "Мария")
