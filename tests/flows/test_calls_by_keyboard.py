"""A story with the keyboard alone: twenty clients called, outcomes and next days, undo, restart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.commands import activities as notes
from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.machine import Machine
from crm_desktop.queries import activities, attachments, clients, custom_fields, tasks
from crm_desktop.queries.client_parts import ContactRow
from crm_desktop.ui.clients.calls import CallsPage
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client

NOON = datetime.fromisoformat("2026-11-25T12:00")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
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
        self.qtbot.waitUntil(self._has_keyboard, timeout=PATIENCE)
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)

    @staticmethod
    def _has_keyboard() -> bool:
        """Something that can be seen has it: nowhere would be a trap."""
        focus = QApplication.focusWidget()
        return focus is not None and focus.isVisible()

    def write(self, text: str) -> None:
        """Write into the line that has the focus."""
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit | QPlainTextEdit)
        line.selectAll()
        line.insert(text) if isinstance(line, QLineEdit) else line.insertPlainText(text)

    def save(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        """Press what changes the base, and wait for it."""
        with self.qtbot.waitSignal(self.program.desk.jobs.committed, timeout=PATIENCE):
            self.press(key, modifiers)

    def tab_to(self, name: str) -> None:
        """Tab on to what is called so."""
        for _step in range(60):
            focus = QApplication.focusWidget()
            if focus is not None and focus.accessibleName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name}")

    def until_in(self, *places: QWidget) -> None:
        """Wait until one of these has the keyboard, or something in it."""

        def there() -> bool:
            focus = QApplication.focusWidget()
            return any(
                focus is one or one.isAncestorOf(focus or self.program.window) for one in places
            )

        self.qtbot.waitUntil(there, timeout=PATIENCE)

    def answer(self, text: str) -> None:
        """Write into the first line of the question that comes up, and press Enter."""
        waiting = QTimer(self.program.window, interval=10)

        def written() -> None:
            question = QApplication.activeModalWidget()
            line = QApplication.focusWidget()
            if not isinstance(question, QDialog) or line is None or not question.isAncestorOf(line):
                return
            waiting.stop()
            # What every desktop does when a window closes, but not the one without a screen.
            question.finished.connect(lambda _how: self.program.window.activateWindow())
            QTest.keyClick(line, Qt.Key.Key_A, CONTROL)
            if isinstance(line, QLineEdit):
                line.insert(text)
            QTest.keyClick(line, ENTER)

        waiting.timeout.connect(written)
        waiting.start()

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
    hands.press(Qt.Key.Key_2, CONTROL)
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
    hands.press(Qt.Key.Key_2, CONTROL)
    qtbot.waitUntil(lambda: hands.clients().model.rowCount() == 3, timeout=PATIENCE)
    hands.press(Qt.Key.Key_L, CONTROL | SHIFT)
    hands.until_before(made[0])
    hands.press(Qt.Key.Key_1)
    hands.press(ENTER)
    hands.until_before(made[1])
    hands.program.close()
    again = Crm(folder)
    # Whoever was deleted meanwhile is passed over.
    again.do(changes.delete, made[1])
    second = Hands(qtbot, again)
    second.press(Qt.Key.Key_F9)
    page = second.until_before(made[2])
    assert page.place.text() == "2 из 2"
    second.press(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: crm_has(again, made[1]), timeout=PATIENCE)
    second.program.close()


def test_the_whole_story_by_keys_alone(
    qtbot: QtBot, crm: Crm, tmp_path: Path, russian: None
) -> None:
    """Twenty calls out of a filter; what turns up on the way; undo thrice, restart, once more."""
    for n in range(5):
        crm.do(changes.add, a_client(f"Дальний {n}", city="Орёл"))
    made = [
        crm.do(changes.add, a_client(f"Клиент {n:02}", f"8 916 000-00-{n:02}", city="Тула")).value
        for n in range(19)
    ]
    firm = crm.do(
        changes.add, replace(a_client("Ромашка", city="Тула"), kind=ClientKind.COMPANY)
    ).value
    made.append(firm)
    hands = Hands(qtbot, crm)
    page = filtered_list(hands)
    renamed_in_the_list(hands, page, made[0])
    hands.press(Qt.Key.Key_L, CONTROL | SHIFT)
    calls = hands.until_before(made[0])
    assert calls.place.text() == "1 из 20"
    for place in range(19):
        hands.until_before(made[place])
        assert calls.name.text() == calls.card.name if calls.card else ""
        if place % 2:
            hands.press(Qt.Key.Key_2)
            hands.until_in(calls.composer.next)
            hands.write("завтра 15:00")
        else:
            hands.press(Qt.Key.Key_1)
        hands.save(ENTER)
    hands.until_before(firm)
    assert [crm.ask(activities.timeline, one)[0].outcome for one in made[:2]] == [
        "Поговорили", "Не дозвонились"
    ]  # fmt: skip
    due = [(one.due_on, one.due_time) for one in crm.ask(tasks.listing)]
    assert due == [("2026-11-26", "15:00")] * 9
    on_the_card(hands, page, firm, tmp_path)
    # Back to the call that is still to be made.
    hands.press(Qt.Key.Key_F9)
    hands.until_before(firm)
    hands.press(Qt.Key.Key_3)
    hands.until_in(calls.composer.next)
    hands.write("в пятницу")
    hands.save(ENTER)
    qtbot.waitUntil(calls.over.isVisible, timeout=PATIENCE)
    assert len(crm.ask(tasks.listing)) == 10
    # The call with its task, the file, the person: newest first.
    for _time in range(3):
        hands.save(Qt.Key.Key_Z, CONTROL)
    card = crm.ask(clients.card, firm)
    assert len(crm.ask(tasks.listing)) == 9
    assert (crm.ask(attachments.of_client, firm), card.contacts) == ([], ())
    assert (card.status, list(card.custom.values())) == ("Постоянный", ["XL"])
    folder = crm.folder
    hands.program.close()
    again_after_a_restart(qtbot, folder, firm)


def filtered_list(hands: Hands) -> ClientsPage:
    """The clients, narrowed to twenty by a cell."""
    hands.press(Qt.Key.Key_2, CONTROL)
    page = hands.clients()
    hands.qtbot.waitUntil(lambda: page.model.rowCount() == 25, timeout=PATIENCE)
    hands.until_in(page.table)
    for _step in range(6):
        hands.press(Qt.Key.Key_Down)
    keys = [column.key for column in page.model.columns]
    hands.press(Qt.Key.Key_Home)
    for _step in range(keys.index("city")):
        hands.press(Qt.Key.Key_Right)
    assert page.table.currentIndex().data() == "Тула"
    hands.press(Qt.Key.Key_G, CONTROL)
    hands.qtbot.waitUntil(lambda: page.model.rowCount() == 20, timeout=PATIENCE)
    hands.until_in(page.table)
    return page


def renamed_in_the_list(hands: Hands, page: ClientsPage, client: int) -> None:
    """The first edit: a cell is typed over."""
    hands.press(Qt.Key.Key_Home, CONTROL)
    hands.qtbot.waitUntil(lambda: page.table.current_id() == client, timeout=PATIENCE)
    keys = [column.key for column in page.model.columns]
    for _step in range(keys.index("name")):
        hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_F2)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    hands.write("Клиент 00, Алексин")
    hands.save(ENTER)
    hands.until_in(page.table)
    assert hands.crm.ask(clients.card, client).name == "Клиент 00, Алексин"
    place = page.model.index(0, keys.index("name"))
    hands.qtbot.waitUntil(lambda: place.data() == "Клиент 00, Алексин", timeout=PATIENCE)


def on_the_card(hands: Hands, page: ClientsPage, firm: int, folder: Path) -> None:
    """The second edit with a new field on the way, a person inside, a file."""
    qtbot, crm, panel = hands.qtbot, hands.crm, page.panel
    hands.press(ENTER, ALT)
    qtbot.waitUntil(lambda: panel.isVisible() and panel.client_id == firm, timeout=PATIENCE)
    qtbot.waitUntil(lambda: panel.card is not None and panel.card.id == firm, timeout=PATIENCE)
    if not panel.isAncestorOf(QApplication.focusWidget() or page):
        hands.press(Qt.Key.Key_F6)
    hands.until_in(panel.composer)
    hands.press(Qt.Key.Key_F2)
    hands.until_in(page.form)
    hands.tab_to("Статус")
    hands.write("Постоянный")
    hands.answer("Размер")
    hands.save(Qt.Key.Key_A, CONTROL | SHIFT)
    (field,) = crm.ask(custom_fields.listing, CustomNoun.CLIENT)
    assert field.name == "Размер"
    qtbot.waitUntil(
        lambda: (
            (focus := QApplication.focusWidget()) is not None and focus.accessibleName() == "Размер"
        ),
        timeout=PATIENCE,
    )
    assert page.form.form.value("status") == "Постоянный", "what was typed is still there"
    hands.write("XL")
    hands.save(ENTER, CONTROL)
    hands.until_in(panel.composer)
    card = crm.ask(clients.card, firm)
    assert (card.status, card.custom) == ("Постоянный", {field.key: "XL"})
    qtbot.waitUntil(lambda: "Размер: XL" in seen(panel.facts), timeout=PATIENCE)
    hands.press(Qt.Key.Key_C, CONTROL | SHIFT)
    hands.until_in(panel.form_of(ContactRow))
    hands.write("Анна Петрова")
    hands.tab_to("Телефоны")
    hands.write("8 910 111-22-33")
    hands.save(ENTER, CONTROL)
    hands.until_in(panel.composer)
    (person,) = crm.ask(clients.card, firm).contacts
    assert (person.name, person.points[0].value) == ("Анна Петрова", "8 910 111-22-33")
    qtbot.waitUntil(lambda: "Анна Петрова" in seen(panel.reach), timeout=PATIENCE)
    paper = folder / "Договор.txt"
    paper.write_text("Договор", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper))])
    QApplication.clipboard().setMimeData(data)
    hands.save(Qt.Key.Key_V, CONTROL)
    assert [one.name for one in crm.ask(attachments.of_client, firm)] == ["Договор.txt"]
    timeline = panel.timeline
    qtbot.waitUntil(
        lambda: any(one.text == "Договор.txt" for one in timeline.entries()), timeout=PATIENCE
    )
    assert panel.note.text() == "", "a file is no text"
    hands.press(Qt.Key.Key_F6)
    hands.until_in(timeline.list)
    hands.press(Qt.Key.Key_Down)
    assert timeline.list.currentIndex().row() == 1
    hands.press(Qt.Key.Key_F6, SHIFT)
    hands.until_in(panel.composer)


def again_after_a_restart(qtbot: QtBot, folder: Path, firm: int) -> None:
    """One more step back in the next run: the edit goes, the field itself stays."""
    again = Crm(folder)
    second = Hands(qtbot, again)
    second.save(Qt.Key.Key_Z, CONTROL)
    card = again.ask(clients.card, firm)
    assert (card.status, any(card.custom.values())) == ("", False)
    assert [one.name for one in again.ask(custom_fields.listing, CustomNoun.CLIENT)] == ["Размер"]
    page = filtered_again(second)
    second.press(Qt.Key.Key_End, CONTROL)
    second.press(ENTER)
    panel = page.panel
    qtbot.waitUntil(lambda: panel.card is not None and panel.card.id == firm, timeout=PATIENCE)
    assert "Размер" not in seen(panel.facts)
    assert "Анна Петрова" not in seen(panel.reach)
    # Enter once more: the whole card; Esc twice: the list again.
    second.press(ENTER)
    qtbot.waitUntil(page.beside.isHidden, timeout=PATIENCE)
    second.until_in(panel.composer)
    second.press(ESC)
    second.press(ESC)
    second.until_in(page.table)
    assert page.right.isHidden()
    second.program.close()


def filtered_again(hands: Hands) -> ClientsPage:
    """The list of the next run, the cursor in it."""
    hands.press(Qt.Key.Key_2, CONTROL)
    page = hands.clients()
    hands.qtbot.waitUntil(lambda: page.model.rowCount() in {20, 25}, timeout=PATIENCE)
    hands.until_in(page.table)
    return page


def seen(widget: QWidget) -> str:
    """What is written and told in here."""
    inside = [one for one in widget.findChildren(QWidget) if not one.isHidden()]
    texts = [one.property("text") for one in inside]
    return "\n".join(str(text) for text in (*texts, *(one.accessibleName() for one in inside)))


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


def test_the_keyboard_is_never_lost(qtbot: QtBot, crm: Crm, russian: None) -> None:
    """Round by F6 and Tab, out of forms by Esc, past what is deleted or brought back."""
    made = [crm.do(changes.add, a_client(f"Клиент {n}")).value for n in range(2)]
    hands = Hands(qtbot, crm)
    window = hands.program.window
    hands.press(Qt.Key.Key_2, CONTROL)
    page = hands.clients()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=PATIENCE)
    hands.until_in(page.table)
    hands.press(Qt.Key.Key_F6)
    hands.until_in(window.rail)
    hands.press(Qt.Key.Key_2, CONTROL)
    hands.until_in(page.table)
    hands.press(Qt.Key.Key_Home, CONTROL)
    hands.press(ENTER)
    qtbot.waitUntil(page.panel.timeline.list.isVisible, timeout=PATIENCE)
    visited = set()
    for _step in range(40):
        hands.press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert not isinstance(focus, QScrollArea) or isinstance(focus, QAbstractItemView), focus
        visited.add(focus)
    assert {page.search, page.panel.note, page.panel.timeline.list} <= visited
    hands.press(Qt.Key.Key_2, CONTROL)
    if not page.isAncestorOf(QApplication.focusWidget() or page):
        raise AssertionError("the key of the section leads into it")
    # Out of the form of a part, and of the client's form: the card stays.
    for keys, there in (
        ((Qt.Key.Key_C, CONTROL | SHIFT), page.panel.form_of(ContactRow)),
        ((Qt.Key.Key_N, CONTROL), page.form),
    ):
        hands.press(*keys)
        hands.until_in(there)
        hands.press(ESC)
        qtbot.waitUntil(page.panel.isVisible, timeout=PATIENCE)
        assert page.panel.shows_whole()
    hands.press(ESC)
    hands.until_in(page.table)
    # One after the other: the cursor goes on beside what is gone. Then the bin, empty at last.
    hands.save(DELETE)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=PATIENCE)
    hands.save(DELETE)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=PATIENCE)
    assert not any(crm_has(crm, one) for one in made)
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.write("Корзина")
    hands.press(ENTER)
    bin_page = window.page("bin")
    qtbot.waitUntil(lambda: bin_page.model.rowCount() == 2, timeout=PATIENCE)
    hands.until_in(bin_page.table)
    hands.press(Qt.Key.Key_A, CONTROL)
    hands.save(ENTER)
    hands.until_in(bin_page.search)
    assert all(crm_has(crm, one) for one in made)
    hands.program.close()
