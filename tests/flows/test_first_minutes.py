"""The first minutes as somebody walks them: a name and an empty list; the demo, there and gone;
a pasted card that ends on a printed invoice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop import demo, opening, paths, words
from crm_desktop.commands import activities
from crm_desktop.commands import clients as client_changes
from crm_desktop.commands import deals as deal_changes
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.exports import documents as document_exports
from crm_desktop.machine import Machine
from crm_desktop.queries import clients, documents, settings
from crm_desktop.ui.clients.found import Blank
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell import demo as demo_ribbon
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.notice import BusyPage, NoticePage
from crm_desktop.ui.shell.start import Request, Start
from crm_desktop.ui.shell.welcome import LimitsPage, WelcomePage
from tests.fixtures import a_client

Starter = Callable[..., Start]
LONG = 60_000

CARD = """Карточка предприятия
Полное наименование: Общество с ограниченной ответственностью «Верстак» (ООО «Верстак»)
ИНН/КПП: 7701000001 / 770101001
Адрес: 101000, г. Москва, ул. Мясницкая, д. 1
Р/с 40702810200000000001 в ПАО Сбербанк
К/с 30101810400000000225, БИК 044525225
Директор: Иванов Иван Иванович"""


@pytest.fixture
def starter(qtbot: QtBot, qapp: QApplication) -> Iterator[Starter]:
    words.set_language("ru")
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    made: list[Start] = []

    def begin(settings: Machine | None = None, *, demo: bool = False) -> Start:
        start = Start(theme, settings or Machine(), Request(demo=demo), lambda: None)
        start.patience_ms = 60_000
        made.append(start)
        start.begin()
        return start

    yield begin
    for one in made:
        one.close()
    qapp.setStyleSheet("")


def welcome(start: Start) -> WelcomePage:
    assert start.notice is not None
    assert isinstance(start.notice.page, WelcomePage)
    return start.notice.page


def program_of(start: Start) -> Program:
    assert start.program is not None
    return start.program


def crm_of(start: Start) -> Crm:
    return program_of(start).crm


def press(start: Start, matter: str, choice: str) -> None:
    ribbon = program_of(start).window.ribbons.ribbon(matter)
    assert ribbon is not None
    QTest.mouseClick(ribbon.buttons[choice], Qt.MouseButton.LeftButton)


def test_a_name_and_then_the_empty_list(starter: Starter, qtbot: QtBot) -> None:
    start = starter()
    page = welcome(start)
    page.name.setText("Мастерская «Верстак»")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    assert start.notice is None
    program = program_of(start)
    assert program.window.isVisible()
    room = program.window.page("clients")
    qtbot.waitUntil(lambda: room.left.is_blank(Blank.EMPTY), timeout=20_000)
    assert "Excel" in room.left.blank(Blank.EMPTY)._sentence.text()
    assert crm_of(start).ask(settings.business).firm_name == "Мастерская «Верстак»"
    assert start.settings.recent == [str(opening.usual_folder())]


def test_the_language_is_changed_before_anything_is_made(starter: Starter) -> None:
    start = starter()
    page = welcome(start)
    page.name.setText("Верстак")
    page.speech.set_value("en")
    page = welcome(start)
    assert page.name.text() == "Верстак"
    assert page.buttons["demo"].text() == "Look at the demo"
    assert start.settings.language == "en"
    page.buttons["limits"].click()
    assert start.notice is not None
    limits = start.notice.page
    assert isinstance(limits, LimitsPage)
    limits.back.click()
    assert welcome(start).buttons["new"].text() == "Create my base"


def test_the_demo_comes_and_goes_without_a_trace(starter: Starter, qtbot: QtBot) -> None:
    start = starter()
    start.patience_ms = 0
    QTest.mouseClick(welcome(start).buttons["demo"], Qt.MouseButton.LeftButton)
    assert start.notice is not None
    assert isinstance(start.notice.page, BusyPage)
    start.patience_ms = LONG
    qtbot.waitUntil(lambda: start.program is not None, timeout=LONG)
    assert len(crm_of(start).ask(clients.ids)) == 400
    ribbon = program_of(start).window.ribbons.ribbon("demo")
    assert ribbon is not None
    assert "Это демо" in ribbon.text.text()
    assert ribbon.buttons["own"].text() == "Создать свою базу"
    # A later start never lands in the demo by itself.
    assert start.settings.recent == []
    press(start, "demo", "remove-demo")
    assert start.program is None
    assert not opening.demo_folder().exists()
    assert sorted(one.name for one in paths.data_folder().iterdir()) == []
    welcome(start)


@pytest.fixture
def demo_there() -> Path:
    demo.make_demo(date(2026, 11, 25), "ru")
    return opening.demo_folder()


def test_what_was_written_in_the_demo_is_asked_about(
    starter: Starter, demo_there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = starter(demo=True)
    crm = crm_of(start)
    crm.do(activities.add_note, crm.ask(clients.ids)[0], "моё")
    asked: list[str] = []

    def confirm(*args: object, **kwargs: object) -> bool:
        asked.append(str(args[3]))
        return len(asked) > 1

    monkeypatch.setattr(demo_ribbon, "confirm", confirm)
    press(start, "demo", "remove-demo")
    assert start.program is not None
    assert demo_there.exists()
    press(start, "demo", "remove-demo")
    assert "пропадёт то, что вы в нём записали" in asked[0]
    assert start.program is None
    assert not demo_there.exists()


def test_from_the_demo_to_ones_own_base(
    starter: Starter, demo_there: Path, base: Path, qtbot: QtBot
) -> None:
    start = starter(Machine(recent=[str(base)]), demo=True)
    ribbon = program_of(start).window.ribbons.ribbon("demo")
    assert ribbon is not None
    assert ribbon.buttons["own"].text() == "Открыть мою базу"
    press(start, "demo", "own")
    assert start.opened is not None
    assert start.opened.folder == base
    assert program_of(start).window.ribbons.ribbon("demo") is None
    assert demo_there.exists()


def test_from_the_demo_to_the_question(starter: Starter, demo_there: Path) -> None:
    start = starter(demo=True)
    press(start, "demo", "own")
    assert start.program is None
    page = welcome(start)
    page.name.setText("Верстак")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    assert start.opened is not None
    assert start.opened.folder == opening.usual_folder()


def test_a_file_of_ones_own_in_the_demo_stays(starter: Starter, demo_there: Path) -> None:
    mine = demo_there / "счёт 64.pdf"
    mine.write_bytes(b"%PDF")
    start = starter(demo=True)
    press(start, "demo", "remove-demo")
    assert start.notice is not None
    page = start.notice.page
    assert isinstance(page, NoticePage)
    assert "счёт 64.pdf" in page.text.text()
    page.buttons["go-on"].click()
    welcome(start)
    assert mine.read_bytes() == b"%PDF"


def test_a_pasted_card_ends_on_the_printed_invoice(
    starter: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    start = starter()
    page = welcome(start)
    page.name.setText("Верстак")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    program, crm = program_of(start), crm_of(start)

    # A client out of its card.
    room = program.window.page("clients")
    program.desk.navigator.go("clients")
    room.new()
    QTest.mouseClick(room.form.paste_button, Qt.MouseButton.LeftButton)
    room.form.pasting.box.setPlainText(
        "ООО «Ёлки», ИНН 7707083893, КПП 770701001\nг. Москва, ул. Лесная, д. 5\n"
        "тел. 8 (495) 000-11-22"
    )
    QTest.mouseClick(room.form.pasting.take_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(room.form.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(crm.ask(clients.ids)) == 1, timeout=20_000)
    client = crm.ask(clients.ids)[0]
    deal = crm.do(deal_changes.add, DealDraft("Стол дубовый", client, 45_000_50)).value

    # The own firm is asked for before the first invoice, and pasted.
    program.desk.navigator.go("invoice-for-deal", deal)
    papers = program.window.page("documents")
    qtbot.waitUntil(lambda: papers.rooms.currentWidget() is papers.firm_room, timeout=20_000)
    form = papers.firm_room.organisation
    QTest.mouseClick(form.paste_button, Qt.MouseButton.LeftButton)
    form.pasting.box.setPlainText(CARD)
    QTest.mouseClick(form.pasting.take_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: papers.rooms.currentWidget() is papers.editor, timeout=20_000)
    editor = papers.editor
    qtbot.waitUntil(editor.number.edit.isVisible, timeout=20_000)
    editor.number.edit.set_value(117)
    QTest.mouseClick(editor.issue_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: [d.number for d in crm.ask(documents.listing)] == ["117"], timeout=20_000
    )
    pdf = crm.export(document_exports.pdf, crm.ask(documents.listing)[0].id, tmp_path / "счёт.pdf")
    text = " ".join("".join(one.extract_text() for one in PdfReader(pdf).pages).split())
    for said in (
        "Счет на оплату № 117",
        "ООО «Верстак»",
        "7701000001",
        "40702810200000000001",
        "ПАО Сбербанк",
        "044525225",
        "Иванов",
        "ООО «Ёлки»",
        "7707083893",
        "Сорок пять тысяч рублей 50 копеек",
    ):
        assert said in text, said


def test_a_copy_becomes_the_base_of_a_new_computer(
    starter: Starter, base: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    old = Crm(base)
    old.do(client_changes.add, a_client("Семёнова Наталья", "8 916 123-45-67"))
    copy = old.make_copy().copy.path
    old.close()
    start = starter()
    spoiled = tmp_path / "spoiled.db"
    spoiled.write_bytes(copy.read_bytes()[:5000])
    start.bringing_back.bring(spoiled)
    qtbot.waitUntil(lambda: isinstance(page_of(start), NoticePage), timeout=20_000)
    refusal = page_of(start)
    assert isinstance(refusal, NoticePage)
    assert "spoiled.db" in refusal.text.text()
    assert not opening.usual_folder().exists()
    refusal.buttons["back"].click()
    qtbot.waitUntil(welcome(start).buttons["restore"].isVisible, timeout=20_000)
    start.bringing_back.bring(copy)
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)
    assert start.opened is not None
    assert start.opened.folder == opening.usual_folder()
    crm = crm_of(start)
    assert [c.name for c in crm.ask(clients.dump)] == ["Семёнова Наталья"]
    assert copy.exists()


def page_of(start: Start) -> object:
    return start.notice.page if start.notice is not None else None
