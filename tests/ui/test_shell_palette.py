"""Ctrl+K: actions and records by keys alone, on either layout, with why something was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.commands import activities, client_bulk, clients, deals
from crm_desktop.crm import Crm
from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Scope
from crm_desktop.domain.deals import DealDraft
from crm_desktop.machine import Machine
from crm_desktop.queries import search
from crm_desktop.queries.search import Offer
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.palette import Doing, Palette, matching
from crm_desktop.ui.shell.palette_found import note_of, remark
from crm_desktop.ui.shell.palette_list import Entry
from tests.fixtures import a_client

NOON = datetime.fromisoformat("2026-12-01T12:00")


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    made = Program(Crm(base), Theme("light", 1.0, "en"), Machine(), now=lambda: NOON)
    made.crm.do(clients.add, a_client("Иванов Пётр", "8 916 123-45-67"))
    made.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def box(program: Program, qtbot: QtBot) -> Palette:
    box = program.window.boxes.palette
    QTest.keyClick(program.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: box.isVisible() and box.line.hasFocus())
    return box


def type_in(box: Palette, text: str) -> None:
    """Type as a keyboard does: Cyrillic keys abort the process, so the text is set and told."""
    box.line.setText(text)
    box.line.textEdited.emit(text)


def texts(box: Palette) -> list[str]:
    return [one.text for one in box.list.entry_model.entries]


def test_a_record_by_a_scrap_and_enter(program: Program, box: Palette, qtbot: QtBot) -> None:
    type_in(box, "4567")
    qtbot.waitUntil(lambda: "Иванов Пётр" in texts(box), timeout=5_000)
    found = box.list.current()
    assert found is not None
    assert (found.text, found.note) == ("Иванов Пётр", "phone: 8 916 123-45-67")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert program.desk.navigator.here == ("client", 1)


def test_enter_waits_for_the_answer_to_what_was_typed(
    program: Program, box: Palette, qtbot: QtBot
) -> None:
    type_in(box, "bdfyjd")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.desk.navigator.here == ("client", 1), timeout=5_000)


def test_actions_are_found_at_once_and_on_the_wrong_layout(program: Program, box: Palette) -> None:
    type_in(box, "ыуеештпы")
    assert texts(box)[:2] == ["Actions", "Settings"]
    current = box.list.current()
    assert current is not None
    assert current.keys == "Ctrl+,"
    type_in(box, "new task")
    box._answered(Offer("new task", (), (), ()))
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert program.desk.navigator.here == ("tasks",)
    assert not program.window.page("tasks").form.isHidden()


@pytest.mark.parametrize("typed", ["restore", "backup", "куыещку"])
def test_a_setting_is_found_by_what_it_is_for(program: Program, box: Palette, typed: str) -> None:
    assert not any("→" in one for one in texts(box)), "the settings are not in the way unasked"
    type_in(box, typed)
    assert "Settings → Copies" in texts(box)
    box._answered(Offer(typed, (), (), ()))
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert program.desk.navigator.here == ("settings", "backups")


def test_a_setting_comes_before_the_page_of_the_guide(box: Palette) -> None:
    type_in(box, "copies")
    first = box.list.current()
    assert first is not None
    assert first.text == "Settings → Copies"
    assert "Copies and restoring" in texts(box)
    assert texts(box).count("Actions") == 1


def test_a_scrap_inside_a_word_finds_no_setting(box: Palette) -> None:
    type_in(box, "estore")
    assert "Settings → Copies" not in texts(box)


def test_keys_go_round_past_the_headings(box: Palette, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "Recent" in texts(box), timeout=5_000)
    rows = [one.text for one in box.list.entry_model.entries if not one.heading]
    QTest.keyClick(box.line, Qt.Key.Key_Up)
    current = box.list.current()
    assert current is not None
    assert current.text == rows[-1]
    QTest.keyClick(box.line, Qt.Key.Key_Tab)
    current = box.list.current()
    assert current is not None
    assert current.text == rows[0]


def test_recent_comes_first_while_nothing_is_typed(
    program: Program, box: Palette, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: texts(box)[:2] == ["Recent", "Иванов Пётр"], timeout=5_000)
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert program.desk.navigator.here == ("client", 1)


def test_esc_a_click_beside_it_and_the_keys_again_close_it(
    program: Program, box: Palette, qtbot: QtBot
) -> None:
    QTest.keyClick(box.line, Qt.Key.Key_Escape)
    assert not box.isVisible()
    closings: list[Callable[[], object]] = [
        lambda: QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(3, 3)),
        lambda: QTest.keyClick(box.line, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
        lambda: program.desk.navigator.go("tasks"),
    ]
    for close in closings:
        box.open_it()
        assert box.isVisible()
        close()
        assert not box.isVisible()


def test_nothing_found_says_so(box: Palette, qtbot: QtBot) -> None:
    type_in(box, "ъъъъ")
    qtbot.waitUntil(box.nothing.isVisible, timeout=5_000)
    assert "ъъъъ" in box.nothing.text()
    type_in(box, "")
    qtbot.waitUntil(lambda: not box.nothing.isVisible(), timeout=5_000)


def test_a_section_that_is_off_is_not_found(program: Program, qtbot: QtBot) -> None:
    program.crm.do(deals.add, DealDraft(title="Балкон", client_id=1))
    program.desk.sections.show("deals", False)
    box = program.window.boxes.palette
    box.open_it()
    type_in(box, "балкон")
    qtbot.waitUntil(box.nothing.isVisible, timeout=5_000)
    program.desk.sections.show("deals", True)
    box._live.refresh()
    qtbot.waitUntil(lambda: "Балкон" in texts(box), timeout=5_000)


def test_words_in_any_order() -> None:
    doings = [Doing("Print what I see…", lambda: None), Doing("Settings", lambda: None)]
    assert [one.text for one in matching(doings, "see print")] == ["Print what I see…"]
    assert matching(doings, "see settings") == []
    assert len(matching(doings, "")) == 2


def test_the_rows_are_read_aloud_with_what_else_is_said(box: Palette) -> None:
    box.list.show_entries([Entry("Иванов", lambda: None, "user", "phone: 8 916", "")])
    said = box.list.entry_model.data(
        box.list.entry_model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole
    )
    assert said == "Иванов, phone: 8 916"


def test_who_is_in_the_archive_is_found_and_said_to_be_there(program: Program) -> None:
    crm = program.crm
    change = BulkChange(BulkAction.ARCHIVE)
    (known,) = crm.ask(search.everything, "иванов")
    assert note_of(known, "en") == ""
    crm.do(client_bulk.archive, Scope(ids=(known.id,)), change, 1)
    (found,) = crm.ask(search.everything, "иванов")
    assert note_of(found, "en") == "in the archive"


def test_records_stand_under_their_nouns_with_the_words_they_were_found_by(
    program: Program, box: Palette, qtbot: QtBot
) -> None:
    program.crm.do(deals.add, DealDraft(title="Окно Иванова", client_id=1))
    type_in(box, "иванов")
    qtbot.waitUntil(lambda: "Deals" in texts(box), timeout=5_000)
    entries = box.list.entry_model.entries
    assert [one.text for one in entries[:4]] == ["Clients", "Иванов Пётр", "Deals", "Окно Иванова"]
    assert {one.words for one in entries if one.icon in {"user", "square-kanban"}} == {("иванов",)}
    assert box.nothing.isHidden()


COMPARED = "of clients, what stands in open deals or is not paid; of deals and papers, their sums."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("bdfyjd", "Found as typed on the other keyboard layout: “иванов”."),
        ("ivanov", "Nothing is called “ivanov”. Found in the other alphabet."),
        ("ивонов", "Nothing is called “ивонов”. The nearest spelling: “Иванов”."),
        ("иванов", ""),
        ("ъъъъ", ""),
        (
            ">100к <1,5млн",
            f"> 100,000, < 1,500,000: {COMPARED}",
        ),
    ],
)
def test_another_reading_than_as_typed_is_said(program: Program, typed: str, said: str) -> None:
    assert remark(typed, program.crm.ask(search.everything, typed), "en") == said


def test_a_long_note_is_shown_from_where_the_words_stand(program: Program) -> None:
    note = "Говорили долго и обо всём на свете, и под конец попросил сетку от комаров"
    program.crm.do(activities.add_note, 1, note)
    (hit,) = program.crm.ask(search.everything, "сетку")
    assert note_of(hit, "en") == "note: …конец попросил сетку от комаров"


def test_what_is_worked_on_often_is_offered_after_what_was_looked_at(program: Program) -> None:
    crm = program.crm
    for number in range(12):
        crm.do(clients.add, a_client(f"Клиент {number}"))
    for text in ("раз", "два", "три"):
        crm.do(activities.add_note, 3, text)
    for number in range(8):
        crm.do(clients.add, a_client(f"Новый {number}"))
    offer = crm.ask(search.palette, "", ("client",), ())
    assert [hit.title for hit in offer.recent] == [f"Новый {n}" for n in (7, 6, 5, 4, 3)]
    assert [hit.title for hit in offer.often] == ["Клиент 1"]


def test_filters_are_explained_until_something_is_typed(box: Palette) -> None:
    assert "#tag" in box.narrow.text()
    assert not box.narrow.isHidden()
    type_in(box, "иванов")
    assert box.narrow.isHidden()
    type_in(box, "иванов #")
    assert not box.narrow.isHidden()
