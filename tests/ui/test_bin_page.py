"""The bin as a user sees it: what lies there, one or several back again, and back into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, deals, tasks
from crm_desktop.crm import Crm
from crm_desktop.domain.bin import DAYS, BinNoun
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import clients as client_queries
from crm_desktop.ui.bin.page import BinPage
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.runtime.upkeep import Upkeep
from tests.fixtures import a_client, age

Said = list[tuple[str, Callable[[], object] | None]]


@pytest.fixture
def said() -> Said:
    return []


@pytest.fixture
def room(qtbot: QtBot, crm: Crm, said: Said) -> Iterator[BinPage]:
    def say(text: str, button_text: str = "", action: Callable[[], object] | None = None) -> None:
        said.append((text, action))

    desk = Desk(Jobs(crm), Theme("light"), Navigator(), say=say)
    made = BinPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitUntil(lambda: not made._ids.stale)
    yield made
    desk.jobs.shutdown()


def thrown_away(room: BinPage, qtbot: QtBot, crm: Crm) -> list[int]:
    """Three clients, a deal and a task in the bin; the clients' ids."""
    found = [crm.do(clients.add, a_client(f"Клиент {n}")).value for n in range(3)]
    deal = crm.do(deals.add, DealDraft(title="Окна", client_id=found[0])).value
    crm.do(deals.delete, deal)
    crm.do(tasks.delete, crm.do(tasks.add, TaskDraft(title="Позвонить")).value)
    for one in found:
        crm.do(clients.delete, one)
    room.desk.jobs.look()
    room._ids.refresh()
    qtbot.waitUntil(lambda: room.model.rowCount() == 5)
    return found


def test_an_empty_bin_says_what_will_lie_there(room: BinPage) -> None:
    assert room.rooms.currentWidget() is room.empty
    assert room.restore_button.isHidden()


def test_several_come_back_and_can_be_taken_back(
    room: BinPage, qtbot: QtBot, crm: Crm, said: Said
) -> None:
    ids = thrown_away(room, qtbot, crm)
    room.kinds.set_value(BinNoun.CLIENT)
    qtbot.waitUntil(lambda: room.model.rowCount() == 3)
    room.table.select_ids(room.model.ids())
    assert room.restore_button.text() == "Bring back 3"
    room.restore_button.click()
    qtbot.waitUntil(lambda: said != [])
    assert said[0][0] == "3 records brought back from the bin"
    assert sorted(crm.ask(client_queries.ids)) == ids
    qtbot.waitUntil(lambda: room.rooms.currentWidget() is room.nothing)
    undo = said[0][1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: room.model.rowCount() == 3)
    assert crm.ask(client_queries.ids) == []


def test_found_by_typing_and_brought_back_by_enter(room: BinPage, qtbot: QtBot, crm: Crm) -> None:
    thrown_away(room, qtbot, crm)
    room.search.setText("позвон")
    qtbot.waitUntil(lambda: room.model.rowCount() == 1)
    QTest.keyClick(room.search, Qt.Key.Key_Down)
    assert room.table.current_id() is not None
    QTest.keyClick(room.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.rooms.currentWidget() is room.nothing)
    room.nothing.button.click()
    qtbot.waitUntil(lambda: room.model.rowCount() == 4)


def test_the_program_empties_the_bin_by_itself(room: BinPage, qtbot: QtBot, crm: Crm) -> None:
    thrown_away(room, qtbot, crm)
    upkeep = Upkeep(room.desk.jobs, room)
    upkeep.look()
    qtbot.waitUntil(lambda: room.desk.jobs.running() == [])
    assert room.model.rowCount() == 5, "nothing has had its time"
    age(crm, DAYS + 1)
    upkeep.look()
    qtbot.waitUntil(lambda: room.rooms.currentWidget() is room.empty)
    upkeep.stop()


def test_what_is_marked_goes_for_good_after_a_question(
    room: BinPage, qtbot: QtBot, crm: Crm, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [False, True]

    def confirm(*given: object, danger: bool = False) -> bool:
        assert danger
        asked.append(str(given[2]))
        return answers.pop(0)

    monkeypatch.setattr(dialogs, "confirm", confirm)
    thrown_away(room, qtbot, crm)
    room.table.select_ids(room.model.ids())
    room.delete_button.click()
    assert asked == ["Delete 5 records for good"]
    assert room.model.rowCount() == 5, "nothing goes without the answer"
    room.delete_current()
    qtbot.waitUntil(lambda: room.rooms.currentWidget() is room.empty)
    assert room.delete_button.isHidden()
    assert said[0][0] == "5 records deleted from the bin for good"
    undo = said[0][1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: room.model.rowCount() == 5)
