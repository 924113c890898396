"""One line makes a client, a deal and a task in one operation, and shows what it will make."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.domain.quick_entry import QuickEntry
from crm_desktop.domain.settings import Business
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import history, timeline
from crm_desktop.queries import tasks as task_queries
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.quick_add import QuickAdd
from tests.fixtures import a_client

NOON = datetime.fromisoformat("2026-11-25T12:00")
LINE = "Иванов 8 916 123-45-67 три окна 45 000 до пятницы, завтра позвонить, белые"


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    made = Program(Crm(base), Theme("light", 1.0, "en"), Machine(), now=lambda: NOON)
    made.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def box(program: Program, qtbot: QtBot) -> QuickAdd:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(program.window, Qt.Key.Key_N, keys)
    qtbot.waitUntil(program.window.boxes.quick_add.line.hasFocus)
    return program.window.boxes.quick_add


def test_a_line_is_corrected_saved_and_taken_back_as_one(
    program: Program, box: QuickAdd, qtbot: QtBot
) -> None:
    crm, fields = program.crm, box.fields
    box.line.set_text(LINE)
    shown = [fields.field(name).text() for name in ("name", "deal", "task")]
    assert shown == ["Иванов", "три окна", "позвонить"]
    assert fields.point(0).text() == "8 916 123-45-67"
    assert fields.field("closes_on").value() == date(2026, 11, 27)
    assert fields.field("due_on").value() == date(2026, 11, 26)
    assert fields.field("note").toPlainText() == "белые"
    assert fields.missing() == ()
    QTest.keyClick(box.line, Qt.Key.Key_Tab)
    assert fields.field("name").hasFocus()
    fields.field("deal").setText("четыре окна")
    fields.field("amount").setText("60 000")
    box.line.set_text(f"{LINE} рамы")
    assert fields.field("deal").text() == "четыре окна", "what was corrected outlives more typing"
    QTest.keyClick(fields.field("amount"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(crm.ask(task_queries.listing)) == 1, timeout=5_000)
    qtbot.waitUntil(box.isHidden)
    client = crm.ask(client_queries.card, crm.ask(client_queries.ids)[0])
    deal = crm.ask(deal_queries.listing)[0]
    task = crm.ask(task_queries.listing)[0]
    assert (client.name, client.points[0].normal) == ("Иванов", "+79161234567")
    assert (deal.title, deal.amount, deal.client_id) == ("четыре окна", 6_000_000, client.id)
    assert deal.expected_close == "2026-11-27"
    assert (task.title, task.due_on) == ("позвонить", "2026-11-26")
    assert (task.deal_id, task.client_id) == (deal.id, client.id)
    story = crm.ask(timeline.story, client.id)
    assert [one.text for one in story.entries if one.text == "белые рамы"] == ["белые рамы"]
    assert crm.ask(history.operations_log)[0].name == "quick.add"
    assert program.window.toast.text() == "Written down: client, deal, task"
    assert (box.line.text(), box.entry) == ("", QuickEntry())
    QTest.keyClick(program.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: crm.ask(client_queries.count) == 0, timeout=5_000)
    assert crm.ask(deal_queries.listing) == []
    assert crm.ask(task_queries.listing) == []


def test_a_pasted_signature_fills_the_card(program: Program, box: QuickAdd, qtbot: QtBot) -> None:
    QApplication.clipboard().setText(
        "С уважением,\nПётр Иванов\nзакупщик\nООО «Ромашка»\nмоб. 8 916 123-45-67\np@okna.ru"
    )
    box.line.paste()
    fields = box.fields
    assert (fields.field("name").text(), fields.field("contact").text()) == (
        "ООО «Ромашка»",
        "Пётр Иванов",
    )
    assert set(fields.missing()) == {"deal", "task", "note"}
    fields.point(1).setText("ivanov@okna.ru")
    box.adds["task"].click()
    assert fields.field("task").hasFocus()
    fields.field("task").setText("выслать прайс")
    fields.field("due_on").line.setText("31.11.2026")
    QTest.keyClick(fields.field("task"), Qt.Key.Key_Return)
    assert box.problem.text() == "This is not a date. Write it like 21.11.2026"
    fields.field("due_on").line.setText("30.11.2026")
    assert box.problem.isHidden()
    box.save_button.click()
    qtbot.waitUntil(lambda: len(program.crm.ask(task_queries.listing)) == 1, timeout=5_000)
    card = program.crm.ask(client_queries.card, program.crm.ask(client_queries.ids)[0])
    assert [one.value for one in card.points] == ["8 916 123-45-67", "ivanov@okna.ru"]
    assert [(one.name, one.position) for one in card.contacts] == [("Пётр Иванов", "закупщик")]
    task = program.crm.ask(task_queries.listing)[0]
    assert (task.title, task.due_on) == ("выслать прайс", "2026-11-30")


def test_shift_enter_begins_a_line_and_the_colours_know_wide_signs(box: QuickAdd) -> None:
    box.line.set_text("😀 Иванов 8 916 123-45-67")
    QTest.keyClick(box.line, Qt.Key.Key_End)
    QTest.keyClick(box.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    box.line.insertPlainText("три окна 45 000")
    assert box.isVisible()
    assert box.entry.amount == 4_500_000
    first = box.line.document().firstBlock()
    coloured = {
        first.text()
        .encode("utf-16-le")[2 * one.start : 2 * (one.start + one.length)]
        .decode("utf-16-le")
        for one in first.layout().formats()
    }
    assert "8 916 123-45-67" in coloured


def test_rows_of_a_table_go_to_the_import(program: Program, box: QuickAdd, qtbot: QtBot) -> None:
    box.line.set_text("Имя\tТелефон\nИванов\t8 916 123-45-67\nПетров\t+7 926 000-00-01")
    assert not box.fields.isVisible()
    assert "3 rows" in box.rows.text()
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(box.isHidden, timeout=5_000)
    page = program.window.page("imports")
    qtbot.waitUntil(lambda: page.preview is not None, timeout=20_000)
    assert page.preview.tally.created == 2
    assert page.title.text() == "Pasted rows.tsv"
    assert page.isVisible()
    assert box.line.text() == ""


def test_the_keyboard_does_not_stay_in_a_box_that_is_gone(program: Program) -> None:
    window = program.window
    held = window.focusWidget()
    if held is not None:
        held.clearFocus()
    window.boxes.quick_add.open_it()
    assert window.boxes.quick_add.line.hasFocus()
    window.boxes.quick_add.close_it()
    assert window.focusWidget() is None


def test_enter_outlives_the_answer_where_the_business_is(
    program: Program, box: QuickAdd, qtbot: QtBot
) -> None:
    box.line.set_text(LINE)
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    box._know_business(Business(region="GB"))
    qtbot.waitUntil(lambda: len(program.crm.ask(task_queries.listing)) == 1, timeout=5_000)


def test_a_known_phone_is_nobody_new(program: Program, box: QuickAdd, qtbot: QtBot) -> None:
    crm = program.crm
    known = crm.do(clients.add, a_client("Иванов Пётр", "+7 (916) 123-45-67")).value
    box.line.set_text(f"{LINE} ivan@okna.ru")
    # Enter before it is known who that is.
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(crm.ask(deal_queries.listing)) == 1, timeout=5_000)
    assert crm.ask(client_queries.ids) == [known]
    assert crm.ask(deal_queries.listing)[0].client_id == known
    points = [point.value for point in crm.ask(client_queries.card, known).points]
    assert points == ["+7 (916) 123-45-67", "ivan@okna.ru"], "what is new of them is kept"


def test_whoever_is_known_may_be_somebody_new(
    program: Program, box: QuickAdd, qtbot: QtBot
) -> None:
    crm, choice = program.crm, box.client_choice
    known = crm.do(clients.add, a_client("Иванов Пётр", "+7 (916) 123-45-67")).value
    box.line.set_text("Иванов Пётр окна 45к")
    qtbot.waitUntil(choice.isVisible, timeout=5_000)
    assert choice.said.text() == "Already among the clients, known by the name."
    assert choice.chosen() == known
    choice.box.set_value(0)
    box.line.set_text("Иванов Пётр окна 45к белые")
    qtbot.waitUntil(box.answered, timeout=5_000)
    assert choice.chosen() is None, "the choice stays while the same one is offered"
    QTest.keyClick(choice.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: crm.ask(client_queries.count) == 2, timeout=5_000)


def test_a_like_name_is_offered_but_not_assumed(
    program: Program, box: QuickAdd, qtbot: QtBot
) -> None:
    crm = program.crm
    known = crm.do(clients.add, a_client("Иванов Пётр", "8 495 765-43-21")).value
    box.line.set_text("Иванов окна 45к")
    choice = box.client_choice.box
    qtbot.waitUntil(lambda: choice.count() == 2, timeout=5_000)
    assert choice.currentText() == "Make a new client"
    choice.setCurrentIndex(1)
    QTest.keyClick(choice, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(crm.ask(deal_queries.listing)) == 1, timeout=5_000)
    assert crm.ask(client_queries.ids) == [known]


def test_what_is_refused_stays_with_its_reason(program: Program, box: QuickAdd) -> None:
    box.line.set_text("45 000")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert box.problem.text() == "Whose deal is it? Write the name or the phone."
    QTest.keyClick(box.line, Qt.Key.Key_Escape)
    assert box.isHidden()
    box.open_it()
    assert box.line.text() == "45 000", "a line that was not saved is there again"
    assert box.problem.isHidden()
    box.line.set_text("")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert box.problem.text() == "Write what there is to remember."


def test_what_was_not_saved_is_there_in_another_window(
    program: Program, box: QuickAdd, qtbot: QtBot
) -> None:
    box.line.set_text(LINE)
    box.fields.field("deal").setText("четыре окна")
    box.fields.field("closes_on").line.setText("01.12.2026")
    box.drafts.keep_now()
    other = QuickAdd(program.desk, program.window.rail, list)
    assert other.line.text() == LINE
    assert (other.entry.deal, other.entry.closes_on) == ("четыре окна", date(2026, 12, 1))
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(box.isHidden, timeout=5_000)
    assert program.desk.drafts.all() == []


def test_only_something_to_do(program: Program, box: QuickAdd, qtbot: QtBot) -> None:
    box.line.set_text("позвонить маме завтра 15:00")
    assert not box.fields.field("name").isVisible()
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(program.crm.ask(task_queries.listing)) == 1, timeout=5_000)
    task = program.crm.ask(task_queries.listing)[0]
    assert (task.title, task.due_on, task.due_time, task.remind_at, task.client_id) == (
        "позвонить маме",
        "2026-11-26",
        "15:00",
        "2026-11-26T15:00",
        None,
    )


def test_the_palette_hands_over_words_it_does_not_know(program: Program, qtbot: QtBot) -> None:
    palette = program.window.boxes.palette
    palette.open_it()
    palette.line.setText(LINE)
    palette.line.textEdited.emit(LINE)
    qtbot.waitUntil(palette.nothing.isVisible, timeout=5_000)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    box = program.window.boxes.quick_add
    assert box.isVisible()
    assert box.entry.name == "Иванов"


def test_the_line_of_the_tasks_knows_days(program: Program, qtbot: QtBot) -> None:
    program.desk.navigator.go("tasks")
    page = program.window.page("tasks")
    page.quick.setText("завтра 15:00 позвонить Иванову")
    QTest.keyClick(page.quick, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(program.crm.ask(task_queries.listing)) == 1, timeout=5_000)
    task = program.crm.ask(task_queries.listing)[0]
    assert (task.title, task.due_on, task.due_time) == ("позвонить Иванову", "2026-11-26", "15:00")
