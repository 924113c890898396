"""The owner's first ten minutes with every input counted: from the first start to the printed
invoice of an imported client, as `docs/*/index.md` tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.queries import clients, deals, documents
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.start import Request, Start
from crm_desktop.ui.shell.welcome import WelcomePage
from tests.import_plans import ROWS, ugly_workbook

MOST_INPUTS = 40
PATIENCE = 20_000
CARD = """Карточка предприятия
Полное наименование: Общество с ограниченной ответственностью «Верстак» (ООО «Верстак»)
ИНН/КПП: 7701000001 / 770101001
Адрес: 101000, г. Москва, ул. Мясницкая, д. 1
Р/с 40702810200000000001 в ПАО Сбербанк
К/с 30101810400000000225, БИК 044525225
Директор: Иванов Иван Иванович"""


@dataclass
class Hand:
    """One hand on mouse and keyboard; every click, chord, typed field and drop counts as one."""

    qtbot: QtBot
    inputs: list[str] = field(default_factory=list)

    def click(self, what: str, widget: QWidget) -> None:
        self.inputs.append(f"click: {what}")
        assert widget.isVisible(), what
        assert widget.isEnabled(), what
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press(
        self,
        what: str,
        widget: QWidget,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        self.inputs.append(f"key: {what}")
        QTest.keyClick(widget, key, modifiers)

    def write(self, what: str, box: QWidget, text: str) -> None:
        self.inputs.append(f"typed: {what}")
        assert box.isVisible(), what
        if isinstance(box, QPlainTextEdit):
            box.setPlainText(text)
        else:
            assert isinstance(box, QLineEdit)
            box.setText(text)
            box.textEdited.emit(text)

    def drop(self, window: QWidget, path: Path) -> None:
        self.inputs.append(f"drop: {path.name}")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDropEvent(
            QPointF(300, 300),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        window.dropEvent(event)

    def until(self, seen: Callable[[], bool]) -> None:
        """Looking costs nothing."""
        self.qtbot.waitUntil(seen, timeout=PATIENCE)


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[Start]:
    words.set_language("ru")
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    made = Start(theme, Machine(), Request(), lambda: None)
    made.patience_ms = 60_000
    made.begin()
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What comes out of the printer: the dialog is agreed to, the printer prints to a file."""
    target = tmp_path / "printed.pdf"

    def agree(dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        return int(QPrintDialog.DialogCode.Accepted)

    monkeypatch.setattr(QPrintDialog, "exec", agree)
    return target


def test_from_the_first_start_to_the_printed_invoice(
    start: Start, qtbot: QtBot, tmp_path: Path, paper: Path
) -> None:
    hand = Hand(qtbot)
    crm = first_start(start, hand)
    import_list(start, hand, crm, ugly_workbook(tmp_path / "клиенты.xlsx"))
    client = find_and_note(start, hand, crm)
    deal(start, hand, crm)
    invoice(start, hand, crm)
    hand.until(paper.exists)

    (row,) = crm.ask(documents.listing)
    assert (row.number, row.client_id, row.total) == ("117", client, 4_500_000)
    assert len(PdfReader(paper).pages) == 1
    listed = "\n".join(f"{n:2d} {one}" for n, one in enumerate(hand.inputs, start=1))
    print(f"\n{listed}")
    assert len(hand.inputs) <= MOST_INPUTS, listed


def first_start(start: Start, hand: Hand) -> Crm:
    """One question, then the empty list of clients."""
    assert start.notice is not None
    page = start.notice.page
    assert isinstance(page, WelcomePage)
    hand.write("name of the firm", page.name, "Мастерская «Верстак»")
    hand.press("Enter", page.name, Qt.Key.Key_Return)
    hand.until(lambda: start.program is not None and start.program.window.isVisible())
    assert start.program is not None
    return start.program.crm


def import_list(start: Start, hand: Hand, crm: Crm, path: Path) -> None:
    """The ugly workbook as it is: one look, one button."""
    assert start.program is not None
    window = start.program.window
    hand.drop(window, path)
    page = window.page("imports")
    hand.until(lambda: page.preview is not None)
    assert page.preview.read == len(ROWS)
    hand.until(page.load_button.isVisible)
    hand.click("Load", page.load_button)
    hand.until(lambda: page.result is not None)
    assert len(crm.ask(clients.ids)) == page.result.created > 0


def find_and_note(start: Start, hand: Hand, crm: Crm) -> int:
    """The client by the last four digits of a phone, and what was agreed."""
    assert start.program is not None
    window = start.program.window
    hand.press("Ctrl+2: clients", window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    room = window.page("clients")
    hand.until(room.search.isVisible)
    hand.write("last four digits", room.search, "4567")
    hand.until(lambda: room.model.rowCount() == 1)
    client: int = room.model.id_at(0)
    hand.press("Down: into the list", room.search, Qt.Key.Key_Down)
    hand.press("Enter: the card", room.table, Qt.Key.Key_Return)
    hand.until(lambda: room.panel.card is not None and room.panel.card.id == client)
    hand.until(room.panel.note.isVisible)
    hand.write("note", room.panel.note, "Просила три окна до пятницы")
    hand.press("Enter: save the note", room.panel.note, Qt.Key.Key_Return)
    hand.until(lambda: len(room.panel.timeline.entries()) >= 2)
    return client


def deal(start: Start, hand: Hand, crm: Crm) -> None:
    """A deal out of the card."""
    assert start.program is not None
    window = start.program.window
    hand.click("Deal", window.page("clients").panel._starts["deal-for-client"])
    form = window.page("deals").form
    hand.until(form.isVisible)
    hand.write("what it is", form.form.editor("title"), "Окна")
    hand.write("amount", form.form.editor("amount"), "45к")
    hand.click("Save", form.save_button)
    hand.until(lambda: len(crm.ask(deals.listing)) == 1)
    assert crm.ask(deals.listing)[0].amount == 4_500_000


def invoice(start: Start, hand: Hand, crm: Crm) -> None:
    """The invoice out of the deal: own firm pasted once, the number on paper, issue, print."""
    assert start.program is not None
    window = start.program.window
    board = window.page("deals")
    hand.until(lambda: board.board.current_id() is not None)
    focused = QApplication.focusWidget()
    assert focused is not None
    hand.press("Enter: open the deal", focused, Qt.Key.Key_Return)
    hand.until(board.form.invoice_button.isVisible)
    hand.click("Invoice", board.form.invoice_button)
    papers = window.page("documents")
    firm = papers.firm_room.organisation
    hand.until(firm.isVisible)
    hand.click("Paste requisites", firm.paste_button)
    hand.write("the firm's card", firm.pasting.box, CARD)
    hand.until(firm.pasting.take_button.isEnabled)
    hand.click("Fill in", firm.pasting.take_button)
    hand.until(firm.save_button.isVisible)
    hand.click("Save the firm", firm.save_button)
    editor = papers.editor
    hand.until(editor.number.edit.isVisible)
    hand.write("next number", editor.number.edit, "117")
    hand.until(lambda: editor.preview.pages() == 1)
    hand.click("Issue", editor.issue_button)
    hand.until(lambda: papers.current is not None and papers.current.status == "issued")
    hand.until(lambda: papers.paper.preview.pages() == 1 and papers.paper.print_button.isVisible())
    hand.click("Print", papers.paper.print_button)
    hand.inputs.append("click: Print in the system's dialog")
