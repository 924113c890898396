"""A form saved while the writer lane is busy: once, and without a word lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.domain.problems import Refused
from crm_desktop.machine import Machine
from crm_desktop.queries import clients
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import tasks as task_queries
from crm_desktop.queries.deals import DealCard
from crm_desktop.ui.clients.edit import ClientForm
from crm_desktop.ui.deals.edit import DealForm
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.quick_add import QuickAdd
from crm_desktop.ui.tasks.edit import TaskForm
from tests.fixtures import a_client


@pytest.fixture
def free() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def desk(qapp: QApplication, crm: Crm, free: threading.Event) -> Iterator[Desk]:
    """The writer lane is taken until `free` is set."""
    crm.do(changes.add, a_client("Зоя"))
    jobs = Jobs(crm)
    jobs.call(lambda _step: free.wait(30), writes=True)
    yield Desk(jobs, Theme("light"), Navigator(), Machine())
    free.set()
    jobs.shutdown()
    jobs.deleteLater()


def settled(qtbot: QtBot, desk: Desk, free: threading.Event) -> None:
    free.set()
    qtbot.waitUntil(lambda: not desk.jobs.running(), timeout=10_000)


def test_a_second_press_makes_no_second_record(
    qtbot: QtBot, desk: Desk, free: threading.Event
) -> None:
    crm = desk.jobs.crm
    client, task = ClientForm(desk), TaskForm(desk)
    for form, field in ((client, "name"), (task, "title")):
        qtbot.addWidget(form)
        form.form.set_value(field, "")
    client.edit(None)
    task.begin(None)
    client.form.set_value("name", "Анна")
    task.form.set_value("title", "Позвонить")
    saved: list[int] = []
    client.saved.connect(saved.append)
    for form in (client, task):
        form.save()
        assert not form.save_button.isEnabled()
        form.save()
    settled(qtbot, desk, free)
    assert crm.ask(clients.count) == 2
    assert len(crm.ask(task_queries.listing)) == 1
    assert len(saved) == 1
    assert client.save_button.isEnabled()
    assert desk.drafts.all() == []


def test_another_record_opened_meanwhile_stays_with_what_is_typed(
    qtbot: QtBot, desk: Desk, free: threading.Event
) -> None:
    crm = desk.jobs.crm
    form = ClientForm(desk)
    qtbot.addWidget(form)
    saved: list[int] = []
    form.saved.connect(saved.append)
    form.edit(None)
    form.form.set_value("name", "Анна")
    form.save()
    zoe = crm.ask(clients.card, crm.ask(clients.ids)[0])
    form.edit(zoe)
    form.form.set_value("comment", "звонить после 15")
    desk.drafts.flush()
    settled(qtbot, desk, free)
    assert crm.ask(clients.count) == 2
    assert saved == [], "the page must not leave Zoe"
    assert [one.key for one in desk.drafts.all()] == [("client", zoe.id, 0)]
    assert form.form.value("comment") == "звонить после 15"
    form.save()
    settled(qtbot, desk, free)
    assert saved == [zoe.id]
    assert desk.drafts.all() == []


def test_words_typed_while_saving_stay_kept(
    qtbot: QtBot, desk: Desk, free: threading.Event
) -> None:
    crm = desk.jobs.crm
    zoe = crm.ask(clients.card, crm.ask(clients.ids)[0])
    form = ClientForm(desk)
    qtbot.addWidget(form)
    form.edit(zoe)
    form.form.set_value("city", "Тула")
    form.save()
    form.form.set_value("comment", "ещё слово")
    desk.drafts.flush()
    settled(qtbot, desk, free)
    assert crm.ask(clients.card, zoe.id).city == "Тула"
    assert form.form.value("comment") == "ещё слово"
    assert [one.key for one in desk.drafts.all()] == [("client", zoe.id, 0)]


def test_typing_on_in_a_new_record_goes_on_as_its_editing(
    qtbot: QtBot, desk: Desk, free: threading.Event
) -> None:
    crm = desk.jobs.crm
    client, task, deal = ClientForm(desk), TaskForm(desk), DealForm(desk)
    for form in (client, task, deal):
        qtbot.addWidget(form)
    client.edit(None)
    client.form.set_value("name", "Анна")
    client.form.set_value("phones", "8 916 123-45-67")
    task.begin(None)
    task.form.set_value("title", "Позвонить")
    deal.begin(crm.ask(clients.ids)[0])
    deal.form.set_value("title", "Окна")
    told: list[int] = []
    for form in (client, task, deal):
        form.saved.connect(told.append)
        form.save()
        form.form.set_value("comment", "ещё слово")
    desk.drafts.flush()
    settled(qtbot, desk, free)
    assert told == [], "what was typed since is not saved yet"
    ids = {one.key[0]: one.key[1] for one in desk.drafts.all()}
    assert set(ids) == {"client", "task", "deal"}
    assert all(ids.values()), "a draft belongs to the record that is there now"
    assert (client.title.text(), task.title.text(), deal.title.text()) == (
        "Анна",
        "Позвонить",
        "Окна",
    )
    for form in (client, task, deal):
        form.save()
    settled(qtbot, desk, free)
    assert crm.ask(clients.count) == 2
    assert [t.comment for t in crm.ask(task_queries.listing)] == ["ещё слово"]
    assert [d.comment for d in map_cards(crm)] == ["ещё слово"]
    anna = crm.ask(clients.card, ids["client"])
    assert (anna.name, anna.comment, len(anna.points)) == ("Анна", "ещё слово", 1)
    assert len(told) == 3
    assert desk.drafts.all() == []


def map_cards(crm: Crm) -> list[DealCard]:
    return [crm.ask(deal_queries.card, row.id) for row in crm.ask(deal_queries.listing)]


def test_ctrl_enter_saves_and_enter_in_a_line_does(
    qtbot: QtBot, desk: Desk, free: threading.Event
) -> None:
    free.set()
    crm = desk.jobs.crm
    form = ClientForm(desk)
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    assert "Ctrl+Enter" in form.save_button.toolTip()
    form.edit(None)
    form.form.set_value("name", "Анна")
    comment = form.form.editor("comment")
    comment.setFocus()
    QTest.keyClick(comment, Qt.Key.Key_Return)
    settled(qtbot, desk, free)
    assert crm.ask(clients.count) == 1, "Enter in a text of several lines begins a line"
    form.form.set_value("comment", "звонить")
    QTest.keyClick(comment, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, desk, free)
    assert crm.ask(clients.count) == 2
    form.edit(None)
    form.form.set_value("name", "Борис")
    QTest.keyClick(form.form.editor("city"), Qt.Key.Key_Enter)
    settled(qtbot, desk, free)
    assert crm.ask(clients.count) == 3
    form.edit(None)
    form.form.set_value("name", "Вера")
    left: list[bool] = []
    form.closed.connect(lambda: left.append(True))
    form.cancel_button.setFocus()
    QTest.keyClick(form.cancel_button, Qt.Key.Key_Return)
    settled(qtbot, desk, free)
    assert (crm.ask(clients.count), left) == (3, [True]), "Enter on a button presses that button"


def test_a_name_typed_into_the_picker_is_looked_for_before_enter_saves(
    qtbot: QtBot, desk: Desk, free: threading.Event
) -> None:
    free.set()
    form = DealForm(desk)
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    form.begin(None)
    form.form.set_value("title", "Окна")
    line = form.picker.line
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    line.setText("Зо")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(form.picker.popup.isVisible)
    found = form.picker.popup.model()
    assert str(found.index(0, 0).data()).startswith("Зоя")
    assert form.form.problem("client_id") == ""
    form.picker.popup.hide()


def test_a_refusal_is_told_where_it_belongs(
    qtbot: QtBot, desk: Desk, free: threading.Event
) -> None:
    crm = desk.jobs.crm
    form = ClientForm(desk)
    qtbot.addWidget(form)
    told: list[Refused] = []
    desk.jobs.refused.connect(told.append)
    form.edit(None)
    form.form.set_value("comment", "без имени")
    form.save()
    zoe = crm.ask(clients.card, crm.ask(clients.ids)[0])
    form.edit(zoe)
    settled(qtbot, desk, free)
    assert len(told) == 1
    assert form.save_button.isEnabled()
    assert [one.key for one in desk.drafts.all()] == [("client", 0, 0)]


def test_a_cancelled_save_can_be_pressed_again(
    qtbot: QtBot, desk: Desk, free: threading.Event
) -> None:
    form = ClientForm(desk)
    qtbot.addWidget(form)
    form.edit(None)
    form.form.set_value("name", "Анна")
    form.save()
    desk.jobs.running()[-1].cancel()
    settled(qtbot, desk, free)
    assert desk.jobs.crm.ask(clients.count) == 1
    assert form.save_button.isEnabled()
    form.save()
    settled(qtbot, desk, free)
    assert desk.jobs.crm.ask(clients.count) == 2


def test_a_second_enter_in_the_quick_line_makes_nothing(
    qtbot: QtBot, desk: Desk, free: threading.Event
) -> None:
    over = ClientForm(desk)
    qtbot.addWidget(over)
    over.show()
    box = QuickAdd(desk, over, list)
    box.open_it()
    box.line.set_text("Иванов 8 916 123-45-67 три окна 45 000")
    qtbot.waitUntil(box.answered, timeout=5_000)
    box.save()
    box.save()
    settled(qtbot, desk, free)
    assert desk.jobs.crm.ask(clients.count) == 2
    assert box.line.text() == ""
