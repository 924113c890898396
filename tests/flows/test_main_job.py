"""The main job in the real window: a list in, a client found, a deal moved, the list taken back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.commands import clients as changes
from crm_desktop.commands import deals as deal_changes
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.machine import Machine
from crm_desktop.queries import clients, deals, documents, history, tasks
from crm_desktop.ui.kit.board import Board
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.drags import drag_card
from tests.fixtures import ORGANISATION, a_client
from tests.import_plans import HEADER, ROWS, TITLE, ugly_workbook

PATIENCE = 60_000
"""Milliseconds: a story traced call by call on a busy computer is slow, not wrong."""
NOON = datetime.fromisoformat("2026-12-01T12:00")
REMIND_AT = datetime.fromisoformat("2026-12-01T12:05")
Start = Callable[[Path], tuple[Path, str, int]]


def ugly(folder: Path) -> tuple[Path, str, int]:
    """The ugly workbook: its file, the last four digits of a phone in it, how many clients."""
    return ugly_workbook(folder / "клиенты.xlsx"), "4567", len(ROWS)


def twin(folder: Path) -> tuple[Path, str, int]:
    """Its twin as csv in an old Windows encoding, divided by semicolons."""
    lines: list[list[object]] = [[*TITLE], ["на 21.11.2026"], [], [*HEADER], *ROWS]
    text = "\r\n".join(";".join(f'"{cell}"' for cell in line) for line in lines)
    path = folder / "клиенты.csv"
    path.write_bytes(text.encode("cp1251"))
    return path, "4567", len(ROWS)


def real(folder: Path) -> tuple[Path, str, int]:
    """A real list of accounts."""
    source = Path(__file__).resolve().parents[1] / "data" / "lists"
    path = folder / "accounts.csv"
    shutil.copyfile(source / "dataloader__accountData.csv", path)
    return path, "", 423


class Clock:
    """The wall clock of the story; it stands until it is set."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path, clock: Clock) -> Iterator[Program]:
    words.set_language("ru")
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    made = Program(Crm(base), theme, Machine(), now=clock)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


def drop(program: Program, path: Path) -> None:
    """Drop a file on the window as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    program.window.dropEvent(event)


@pytest.mark.parametrize("start", [real, ugly, twin], ids=lambda s: s.__name__)
def test_the_main_job(
    program: Program,
    clock: Clock,
    qtbot: QtBot,
    tmp_path: Path,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crm, window = program.crm, program.window
    path, digits, count = start(tmp_path)
    drop(program, path)
    page = window.page("imports")
    qtbot.waitUntil(lambda: page.preview is not None, timeout=PATIENCE)
    assert page.preview.read == count
    QTest.mouseClick(page.load_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.result is not None, timeout=PATIENCE)
    result = page.result
    assert result.read == count == result.created + result.updated + result.skipped + result.failed
    everyone = {c.id: c for c in crm.ask(clients.dump)}
    assert len(everyone) == result.created
    digits = digits or _digits_of(next(c for c in everyone.values() if _digits_of(c)))

    program.desk.navigator.go("clients")
    room = window.page("clients")
    room.search.setText(digits)
    qtbot.waitUntil(lambda: 0 < room.model.rowCount() < count, timeout=PATIENCE)
    client = room.model.id_at(0)
    name = everyone[client].name
    room.table.opened.emit(client)
    qtbot.waitUntil(
        lambda: room.panel.card is not None and room.panel.card.id == client, timeout=PATIENCE
    )
    room.panel.note.setText("Просила перезвонить")
    QTest.keyClick(room.panel.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(room.panel.timeline.entries()) == 2, timeout=PATIENCE)

    program.desk.navigator.go("deal-for-client", client)
    board = window.page("deals")
    board.form.form.set_values({"title": "Окна", "amount": 4_500_000})
    QTest.mouseClick(board.form.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(crm.ask(deals.listing)) == 1, timeout=PATIENCE)
    deal = crm.ask(deals.listing)[0]
    stages = [s.id for s in crm.ask(deals.stages)]
    for column, stage in list(enumerate(stages))[1:3]:
        qtbot.waitUntil(partial(_shown, board.board, deal.id, column - 1), timeout=PATIENCE)
        drag_card(qtbot, monkeypatch, board.board, deal.id, column)
        qtbot.waitUntil(partial(_stands, crm, deal.id, stage), timeout=PATIENCE)

    pdf = invoice(program, qtbot, deal.id, tmp_path / "invoice.pdf")
    text = " ".join("".join(p.extract_text() for p in PdfReader(pdf).pages).split())
    assert "Сорок пять тысяч рублей 00 копеек" in text
    assert "Окна" in text
    sheet = crm.ask(documents.sheet, crm.ask(documents.listing)[0].id)
    assert sheet.number == "1"
    assert sheet.qr.startswith("ST00012|Name=ООО «Ромашка»|PersonalAcc=40702810200000000001|")
    assert "Sum=4500000" in sheet.qr
    with pypdfium2.PdfDocument(pdf) as drawn:
        picture = drawn[0].render(scale=4).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [sheet.qr]

    remind(program, qtbot, client, clock)
    program.desk.navigator.go("imports")
    QTest.mouseClick(page.take_back_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(crm.ask(clients.ids)) == 1, timeout=PATIENCE)
    qtbot.waitUntil(lambda: name in page.summary.text(), timeout=PATIENCE)
    assert crm.ask(clients.card, client).name == name
    story = [(o.name, o.via) for o in crm.ask(history.operations_log)]
    assert story[:12] == [
        ("client.import", "take-back"),
        ("task.snooze", "do"),
        ("task.reminded", "do"),
        ("task.add", "do"),
        ("document.issue", "do"),
        ("document.create", "do"),
        ("organisation.save", "do"),
        ("deal.move", "do"),
        ("deal.move", "do"),
        ("deal.add", "do"),
        ("note.add", "do"),
        ("client.import", "do"),
    ]
    assert crm.database.check() == []


def remind(program: Program, qtbot: QtBot, client: int, clock: Clock) -> None:
    """A task with a reminder: at its time it fires by itself, once; put off it keeps its date."""
    program.desk.navigator.go("task-for-client", client)
    room = program.window.page("tasks")
    form = room.form.form
    form.editor("title").setText("Позвонить")
    QTest.keyClicks(form.editor("due_on").line, "01.12.2026")
    QTest.keyClicks(form.editor("remind_at"), "1.12.26 11:70")
    QTest.mouseClick(room.form.save_button, Qt.MouseButton.LeftButton)
    assert "21.11.2026 9:00" in form.problem("remind_at")
    form.editor("remind_at").clear()
    QTest.keyClicks(form.editor("remind_at"), "1.12.26 12:05")
    QTest.keyClick(form.editor("remind_at"), Qt.Key.Key_Tab)
    assert form.editor("remind_at").text() == "01.12.2026 12:05"
    QTest.mouseClick(room.form.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(program.crm.ask(tasks.listing)) == 1, timeout=PATIENCE)
    popup = program.tray.popup
    with qtbot.assertNotEmitted(program.tray.reminders.fired, wait=300):
        program.tray.reminders.look()
    clock.time = REMIND_AT
    qtbot.waitUntil(lambda: len(popup.rows) == 1 and popup.isVisible(), timeout=PATIENCE)
    later = next(b for b in popup.findChildren(QPushButton) if b.objectName() == "hour")
    QTest.mouseClick(later, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not popup.rows, timeout=PATIENCE)
    task = program.crm.ask(tasks.listing)[0]
    assert (task.due_on, task.remind_at) == ("2026-12-01", "2026-12-01T13:05")
    with qtbot.assertNotEmitted(program.tray.reminders.fired, wait=300):
        program.tray.reminders.look()


def invoice(program: Program, qtbot: QtBot, deal: int, target: Path) -> Path:
    """Own firm, invoice from the deal, number, file."""
    program.desk.navigator.go("invoice-for-deal", deal)
    room = program.window.page("documents")
    qtbot.waitUntil(lambda: room.rooms.currentWidget() is room.firm_room, timeout=PATIENCE)
    names = [
        "name",
        "inn",
        "kpp",
        "address",
        "bank_name",
        "bik",
        "account",
        "corr_account",
        "director",
    ]
    room.firm_room.organisation.form.set_values(
        {name: getattr(ORGANISATION, name) for name in names}
    )
    QTest.mouseClick(room.firm_room.organisation.save_button, Qt.MouseButton.LeftButton)
    editor = room.editor
    qtbot.waitUntil(lambda: room.rooms.currentWidget() is editor, timeout=PATIENCE)
    qtbot.waitUntil(lambda: editor.preview.pages() == 1, timeout=PATIENCE)
    QTest.mouseClick(editor.issue_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: room.current is not None and room.current.status == "issued", timeout=PATIENCE
    )
    room.save_pdf(target)
    qtbot.waitUntil(target.exists, timeout=PATIENCE)
    return target


def _shown(board: Board, deal: int, column: int) -> bool:
    """The card is to be seen in this column, ready to be taken."""
    lists = board.lists()
    return column < len(lists) and lists[column].cards.row_of(deal) is not None


def _stands(crm: Crm, deal: int, stage: int) -> bool:
    return crm.ask(deals.card, deal).stage_id == stage


def _digits_of(card: clients.ClientCard) -> str:
    phones = [p.normal for p in card.points if p.kind == "phone" and p.normal]
    return phones[0][-4:] if phones else ""


def test_won_without_an_amount_asks_for_it(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = program.crm
    client = crm.do(changes.add, a_client("Покупатель")).value
    deal = crm.do(deal_changes.add, DealDraft(title="Двери", client_id=client)).value
    program.desk.navigator.go("deals")
    board = program.window.page("deals")
    won = next(s.id for s in crm.ask(deals.stages) if s.kind == "won")
    qtbot.waitUntil(lambda: bool(board.count.text()), timeout=PATIENCE)
    columns = [s.id for s in crm.ask(deals.stages)]
    qtbot.waitUntil(partial(_shown, board.board, deal, 0), timeout=PATIENCE)
    drag_card(qtbot, monkeypatch, board.board, deal, columns.index(won))
    qtbot.waitUntil(lambda: bool(board.form.form.problem("amount")), timeout=PATIENCE)
    assert crm.ask(deals.card, deal).stage_kind == "open"
    board.form.form.set_value("amount", 100_000)
    QTest.mouseClick(board.form.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: crm.ask(deals.card, deal).stage_kind == "won", timeout=PATIENCE)
