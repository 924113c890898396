"""A story with the keyboard alone: twenty clients called, outcomes and next days, undo, restart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.commands import activities as notes
from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.queries import activities, attachments, clients, tasks
from crm_desktop.ui.clients.calls import CallsPage
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client

NOON = datetime.fromisoformat("2026-11-25T12:00")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, ESC, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete
PATIENCE = 20_000


@pytest.fixture
def russian() -> Iterator[None]:
    words.set_language("ru")
    yield
    words.set_language("en")


class Hands:
    """Ten fingers and a window; text with Cyrillic letters is put, not typed."""

    def __init__(self, qtbot: QtBot, crm: Crm) -> None:
        self.qtbot, self.crm = qtbot, crm
        self.program = Program(crm, Theme("light", language="ru"), Machine())
        self.program.desk.now = lambda: NOON
        self.program.show()
        qtbot.waitExposed(self.program.window)
        window = self.program.window
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=PATIENCE)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        target = QApplication.focusWidget() or self.program.window
        QTest.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)

    def write(self, text: str) -> None:
        """Write into the line that has the focus."""
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        line.setText(text)

    def clients(self) -> ClientsPage:
        page = self.program.window.page("clients")
        assert isinstance(page, ClientsPage)
        return page

    def calls(self) -> CallsPage:
        page = self.program.window.stack.currentWidget()
        assert isinstance(page, CallsPage)
        return page

    def until_before(self, client: int) -> CallsPage:
        """Wait until this client is to be called, and the figures have the keyboard."""
        page = self.calls()
        self.qtbot.waitUntil(
            lambda: page.card is not None and page.card.id == client, timeout=PATIENCE
        )
        self.qtbot.waitUntil(
            lambda: QApplication.focusWidget() in page._choices.buttons(), timeout=PATIENCE
        )
        return page


def test_twenty_calls_without_the_mouse(
    qtbot: QtBot, crm: Crm, tmp_path: Path, russian: None
) -> None:
    made = [
        crm.do(changes.add, a_client(f"Клиент {n:02}", f"8 916 000-00-{n:02}")).value
        for n in range(20)
    ]
    hands = Hands(qtbot, crm)
    hands.program.desk.navigator.go("clients")
    page = hands.clients()
    qtbot.waitUntil(lambda: page.model.rowCount() == 20, timeout=PATIENCE)
    hands.press(Qt.Key.Key_L, CONTROL | SHIFT)
    calls = hands.until_before(made[0])
    assert calls.place.text() == "1 из 20"
    # They talked: one figure, and Enter.
    hands.press(Qt.Key.Key_1)
    hands.press(ENTER)
    hands.until_before(made[1])
    # No answer asks for the day, which is written where the keyboard is already.
    hands.press(Qt.Key.Key_2)
    assert QApplication.focusWidget() is calls.composer.next
    hands.press(ENTER)
    assert not calls.composer.said.isHidden()
    hands.write("завтра 15:00")
    hands.press(ENTER)
    hands.until_before(made[2])
    # Skipped, and back.
    hands.press(Qt.Key.Key_Down, CONTROL)
    hands.until_before(made[3])
    hands.press(Qt.Key.Key_Up, CONTROL)
    hands.until_before(made[2])
    for place in range(2, 20):
        hands.until_before(made[place])
        hands.press(Qt.Key.Key_3)
        hands.write("в пятницу")
        hands.press(ENTER)
    qtbot.waitUntil(calls.over.isVisible, timeout=PATIENCE)
    told = [crm.ask(activities.timeline, client)[0] for client in made]
    assert [one.outcome for one in told[:3]] == [
        "Поговорили", "Не дозвонились", "Просили перезвонить"
    ]  # fmt: skip
    assert all(one.way == "Звонок" for one in told)
    assert len(crm.ask(tasks.listing)) == 19
    (task,) = crm.ask(tasks.listing, client_id=made[1])
    assert (task.due_on, task.due_time) == ("2026-11-26", "15:00")
    # What was noted last goes whole: the call and the task that follows.
    for _time in range(3):
        with qtbot.waitSignal(hands.program.desk.jobs.committed, timeout=PATIENCE):
            hands.press(Qt.Key.Key_Z, CONTROL)
    assert len(crm.ask(tasks.listing)) == 16
    assert crm.ask(activities.timeline, made[19]) == []
    hands.program.close()


def test_a_list_is_there_after_a_restart(
    qtbot: QtBot, crm: Crm, tmp_path: Path, russian: None
) -> None:
    made = [crm.do(changes.add, a_client(f"Клиент {n}")).value for n in range(3)]
    folder = crm.folder
    hands = Hands(qtbot, crm)
    hands.program.desk.navigator.go("clients")
    qtbot.waitUntil(lambda: hands.clients().model.rowCount() == 3, timeout=PATIENCE)
    hands.clients().call_list()
    hands.until_before(made[0])
    hands.press(Qt.Key.Key_1)
    hands.press(ENTER)
    hands.until_before(made[1])
    hands.program.close()
    again = Crm(folder)
    # Whoever was deleted meanwhile is passed over.
    again.do(changes.delete, made[1])
    second = Hands(qtbot, again)
    second.program.desk.navigator.go("calls")
    page = second.until_before(made[2])
    assert page.place.text() == "2 из 2"
    second.press(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: crm_has(again, made[1]), timeout=PATIENCE)
    second.program.close()


def test_work_on_the_way_and_undo_across_a_restart(
    qtbot: QtBot, crm: Crm, tmp_path: Path, russian: None
) -> None:
    """A call; a new client, its city, its file; a call; undo thrice, restart, undo once more."""
    made = [crm.do(changes.add, a_client(f"Клиент {n}")).value for n in range(3)]
    hands = Hands(qtbot, crm)
    committed = hands.program.desk.jobs.committed
    hands.program.desk.navigator.go("clients")
    page = hands.clients()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=PATIENCE)
    hands.press(Qt.Key.Key_L, CONTROL | SHIFT)
    hands.until_before(made[0])
    hands.press(Qt.Key.Key_1)
    hands.press(ENTER)
    hands.until_before(made[1])
    # Somebody new, in the middle of it.
    hands.press(Qt.Key.Key_N, CONTROL)
    qtbot.waitUntil(page.form.isVisible, timeout=PATIENCE)
    qtbot.waitUntil(
        lambda: page.form.isAncestorOf(QApplication.focusWidget() or page), timeout=PATIENCE
    )
    hands.write("Новая Анна")
    with qtbot.waitSignal(committed, timeout=PATIENCE):
        hands.press(ENTER, CONTROL)
    panel = page.panel
    qtbot.waitUntil(
        lambda: panel.card is not None and panel.card.name == "Новая Анна", timeout=PATIENCE
    )
    new = panel.client_id
    assert new is not None
    panel.note.setFocus()
    hands.press(Qt.Key.Key_F2)
    qtbot.waitUntil(page.form.isVisible, timeout=PATIENCE)
    page.form.form.editor("city").setFocus()
    hands.write("Тула")
    with qtbot.waitSignal(committed, timeout=PATIENCE):
        hands.press(ENTER, CONTROL)
    qtbot.waitUntil(panel.isVisible, timeout=PATIENCE)
    paper = tmp_path / "Договор.txt"
    paper.write_text("Договор", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper))])
    QApplication.clipboard().setMimeData(data)
    panel.timeline.list.setFocus()
    with qtbot.waitSignal(committed, timeout=PATIENCE):
        hands.press(Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: len(panel.timeline.entries()) == 3, timeout=PATIENCE)
    hands.program.desk.navigator.go("calls")
    hands.until_before(made[1])
    hands.press(Qt.Key.Key_1)
    hands.press(ENTER)
    hands.until_before(made[2])
    for _time in range(3):
        with qtbot.waitSignal(committed, timeout=PATIENCE):
            hands.press(Qt.Key.Key_Z, CONTROL)
    assert crm.ask(activities.timeline, made[1]) == []
    assert crm.ask(attachments.of_client, new) == []
    assert crm.ask(clients.card, new).city == ""
    folder = crm.folder
    hands.program.close()
    again = Crm(folder)
    second = Hands(qtbot, again)
    with qtbot.waitSignal(second.program.desk.jobs.committed, timeout=PATIENCE):
        second.press(Qt.Key.Key_Z, CONTROL)
    assert not crm_has(again, new)
    assert len(again.ask(activities.timeline, made[0])) == 1
    second.program.close()


def crm_has(crm: Crm, client: int) -> bool:
    """Whether a client is there, outside the bin."""
    return bool(crm.ask(clients.page, [client]))


def test_keys_in_the_story_are_not_about_the_client(qtbot: QtBot, crm: Crm, russian: None) -> None:
    client = crm.do(changes.add, a_client("Семёнова")).value
    crm.do(notes.add_note, client, "Просила перезвонить")
    hands = Hands(qtbot, crm)
    hands.program.desk.navigator.go("client", client)
    timeline = hands.clients().panel.timeline
    qtbot.waitUntil(lambda: len(timeline.entries()) == 2, timeout=PATIENCE)
    timeline.list.setFocus()
    timeline.list.choose([entry.kind.written for entry in timeline.entries()].index(True))
    hands.press(DELETE)
    qtbot.waitUntil(lambda: len(timeline.entries()) == 1, timeout=PATIENCE)
    timeline.list.choose(0)
    hands.press(DELETE)
    hands.press(Qt.Key.Key_F2)
    assert crm_has(crm, client)
    assert not hands.clients().form.isVisible()
    hands.program.close()
