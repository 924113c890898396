"""Files on the card: dropped, pasted, opened as copies, named, removed, and asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDragEnterEvent, QDropEvent, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.queries import attachments as questions
from crm_desktop.queries import clients as client_questions
from crm_desktop.ui.clients import files as panel_module
from crm_desktop.ui.clients.files import FilesPanel
from crm_desktop.ui.clients.thumbnails import small
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    crm = Crm(base)
    crm.do(clients.add, a_client("Семёнова"))
    made = Program(
        crm, Theme("light", 1.0, "en"), Machine(),
        now=lambda: datetime.fromisoformat("2026-12-02T12:00"), immediate=True,
    )  # fmt: skip
    made.show()
    made.desk.navigator.go("client", 1)
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def files(program: Program) -> FilesPanel:
    found = program.window.page("clients").panel.files
    assert isinstance(found, FilesPanel)
    return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the system was asked to open."""
    seen: list[Path] = []

    def open_url(url: QUrl) -> bool:
        seen.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return seen


def names(program: Program) -> list[str]:
    return [row.name for row in program.desk.jobs.crm.ask(questions.of_client, 1)]


def drop(program: Program, *sources: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in sources])
    held = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (
        QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, *held),
        QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, *held),
    ):
        QApplication.sendEvent(program.window.page("clients").panel.timeline, event)
        assert event.isAccepted()


def press(widget: QListWidget, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """A key as the window system sends it: the question whose it is comes first."""
    held = held or Qt.KeyboardModifier.NoModifier
    ask = QKeyEvent(QEvent.Type.ShortcutOverride, key, held)
    QApplication.sendEvent(widget, ask)
    assert ask.isAccepted()
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, held))


def test_a_list_dropped_on_the_card_is_a_file_of_the_client(
    program: Program, files: FilesPanel, tmp_path: Path
) -> None:
    paper, price = tmp_path / "Договор № 5.pdf", tmp_path / "прайс.xlsx"
    paper.write_bytes(b"%PDF-1.7")
    price.write_bytes(b"PK")
    assert files.hint.text() == "Drop them here, or Ctrl+V"
    drop(program, paper, price)
    assert names(program) == ["прайс.xlsx", "Договор № 5.pdf"]
    shown = [files.list.item(row).text() for row in range(files.list.count())]
    assert shown == ["прайс.xlsx", "Договор № 5.pdf"]
    assert files.hint.text() == "2 files"
    assert paper.exists()
    program.window.undo()
    assert names(program) == []
    assert files.hint.text() == "Drop them here, or Ctrl+V"


def test_enter_opens_a_copy_and_del_removes_the_file_not_the_client(
    program: Program, files: FilesPanel, tmp_path: Path, opened: list[Path]
) -> None:
    paper = tmp_path / "Договор.pdf"
    paper.write_bytes(b"%PDF-1.7")
    files.add([paper])
    files.list.setFocus()
    press(files.list, Qt.Key.Key_Return)
    [copy] = opened
    assert (copy.name, copy.read_bytes()) == ("Договор.pdf", b"%PDF-1.7")
    assert program.desk.jobs.crm.folder not in copy.parents
    press(files.list, Qt.Key.Key_Delete)
    assert names(program) == []
    assert program.desk.jobs.crm.ask(client_questions.count) == 1
    program.window.undo()
    assert names(program) == ["Договор.pdf"]


def test_another_name_is_written_in_its_place(
    program: Program, files: FilesPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    paper = tmp_path / "scan0001.pdf"
    paper.write_bytes(b"%PDF-1.7")
    files.add([paper])
    files.list.setFocus()
    press(files.list, Qt.Key.Key_F2)
    editor = files.list.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Акт сверки")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(program) == ["Акт сверки.pdf"])
    assert files.list.item(0).text() == "Акт сверки.pdf"


def test_a_program_is_opened_only_when_somebody_means_it(
    program: Program,
    files: FilesPanel,
    tmp_path: Path,
    opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad = tmp_path / "счёт.pdf.exe"
    bad.write_bytes(b"MZ")
    files.add([bad])
    asked: list[str] = []
    answer = [False]

    def question(
        _parent: object, _theme: object, _title: str, text: str, *_a: object, **_k: object
    ) -> bool:
        asked.append(text)
        return answer[0]

    monkeypatch.setattr(panel_module, "confirm", question)
    files.open_file(1)
    assert opened == []
    assert asked[0].startswith("“счёт.pdf.exe” is a program")
    answer[0] = True
    files.open_file(1)
    assert [one.name for one in opened] == ["счёт.pdf.exe"]


def test_a_picture_on_the_clipboard_becomes_a_file(program: Program, files: FilesPanel) -> None:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QApplication.clipboard().setImage(image)
    files.paste()
    assert names(program) == ["Picture 2026-12-02 12.00.00.png"]
    [row] = program.desk.jobs.crm.ask(questions.of_client, 1)
    data = program.desk.jobs.crm.ask(questions.content, row.hash)
    drawn = small(data or b"", 36)
    assert drawn is not None
    assert (drawn.width(), drawn.height()) == (36, 18)
    assert drawn.pixelColor(5, 5) == QColor("red")
    # The list shows it, too.
    files.list.grab()
    assert files.list.thumbnails.of(row) is not None


def test_a_picture_that_cannot_be_written_is_told(
    program: Program, files: FilesPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    monkeypatch.setattr(QImage, "save", lambda *_arguments: False)
    said: list[str] = []
    monkeypatch.setattr(program.desk, "say", lambda text, *_more: said.append(text))
    QApplication.clipboard().setImage(image)
    files.paste()
    assert said == ["The picture was not added: it cannot be written to the disk. Is it full?"]
    assert names(program) == []


def test_what_is_no_picture_inside_harms_nobody(tmp_path: Path) -> None:
    assert small(b"not a picture", 36) is None
    assert small(b"\x89PNG\r\n\x1a\n" + b"\0" * 100, 36) is None
    assert small(b"", 36) is None


def test_files_of_the_clipboard_by_keys(
    program: Program, files: FilesPanel, tmp_path: Path
) -> None:
    first, second = tmp_path / "Акт.txt", tmp_path / "Фото.txt"
    first.write_bytes(b"1")
    second.write_bytes(b"2")
    files.add([first])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(second))])
    QApplication.clipboard().setMimeData(data)
    files.list.setFocus()
    press(files.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert names(program) == ["Фото.txt", "Акт.txt"]


def test_a_content_that_is_gone_is_told_in_the_list(
    program: Program, files: FilesPanel, tmp_path: Path, opened: list[Path]
) -> None:
    paper = tmp_path / "Договор.pdf"
    paper.write_bytes(b"%PDF-1.7")
    files.add([paper])
    for lies in (program.desk.jobs.crm.folder / "files").rglob("*"):
        if lies.is_file():
            lies.unlink()
    files.show_client(1)
    told = str(files.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert told == "Договор.pdf, the content is missing: bring it back from a copy"
    said: list[str] = []
    program.desk.jobs.refused.connect(lambda no: said.extend(p.code for p in no.problems))
    files.open_file(1)
    assert said == ["attachment.gone"]
    assert opened == []


def test_some_files_fail_and_the_others_come(
    program: Program, files: FilesPanel, tmp_path: Path
) -> None:
    good = tmp_path / "Акт.txt"
    good.write_bytes(b"1")
    noticed: list[str] = []
    program.desk.jobs.noticed.connect(lambda problem: noticed.append(problem.code))
    drop(program, good, tmp_path / "нет.txt", tmp_path)
    assert names(program) == ["Акт.txt"]
    assert noticed == ["attachment.unreadable", "attachment.folder"]
