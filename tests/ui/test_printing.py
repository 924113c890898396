"""The preview of a finished PDF and its way to the printer."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPageSize, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.domain.problems import Cancelled, Refused
from crm_desktop.files import pdf
from crm_desktop.files.pdf import Block, Paper, Pen
from crm_desktop.files.saving import save
from crm_desktop.ui.kit import printing
from crm_desktop.ui.kit.printing import PagePreview, ask_and_print, print_file


def make_pdf(target: Path, pages: int = 3) -> Path:
    def draw(pen: Pen, y: float) -> None:
        pen.fill(pdf.LEFT, y, pdf.WIDTH, 500, grey=0.0)

    paper = Paper("Лист", "Ромашка", "ru-RU")
    return save(pdf.compose(paper, [Block(700, draw)] * pages), target)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_pdf(tmp_path / "Счет № 15.pdf")


@pytest.fixture
def preview(qtbot: QtBot, file: Path) -> PagePreview:
    shown = PagePreview()
    qtbot.addWidget(shown)
    shown.resize(500, 600)
    shown.show()
    qtbot.waitExposed(shown)
    shown.set_file(file)
    return shown


def grab(preview: PagePreview) -> QImage:
    return preview.grab().toImage()


def black(image: QImage) -> int:
    line = (image.pixelColor(x, image.height() // 2) for x in range(image.width()))
    return sum(colour == QColor("black") for colour in line)


def pdf_printer(target: Path, resolution: int = 300) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(resolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return printer


def test_pages_are_as_wide_as_the_view(preview: PagePreview) -> None:
    assert preview.pages() == 3
    assert preview.horizontalScrollBar().maximum() == 0
    assert preview.verticalScrollBar().maximum() > 0
    narrow = black(grab(preview))
    assert narrow > 300
    preview.resize(900, 600)
    assert black(grab(preview)) > narrow


def test_only_pages_in_view_are_drawn(preview: PagePreview) -> None:
    grab(preview)
    assert {index for index, _ in preview._images} == {0}
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().maximum())
    grab(preview)
    assert 2 in {index for index, _ in preview._images}


def test_zoom_by_keys_and_wheel(preview: PagePreview) -> None:
    fitting = preview.zoom()
    QTest.keyClick(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom() == pytest.approx(fitting * printing.ZOOM_STEP)
    assert preview.horizontalScrollBar().maximum() > 0
    QTest.keyClick(preview, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(preview, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom() == pytest.approx(fitting / printing.ZOOM_STEP)
    for _ in range(60):
        wheel(preview, 120)
    assert preview.zoom() == printing.MOST_ZOOM
    grab(preview)
    QTest.keyClick(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom() == fitting


def wheel(preview: PagePreview, delta: int) -> None:
    event = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(preview.viewport(), event)


def test_a_live_preview_does_not_jump(preview: PagePreview, tmp_path: Path) -> None:
    preview.set_zoom(2.0)
    preview.verticalScrollBar().setValue(700)
    preview.set_file(make_pdf(tmp_path / "next.pdf"))
    assert preview.zoom() == 2.0
    assert preview.verticalScrollBar().value() == 700


def test_the_file_is_not_held(preview: PagePreview, file: Path) -> None:
    file.unlink()
    assert black(grab(preview)) > 300


def test_it_says_what_it_is_to_a_screen_reader(preview: PagePreview) -> None:
    assert preview.accessibleName() == "Pages of the document"
    assert "3" in preview.accessibleDescription()


def test_a_damaged_file_is_said_not_raised(preview: PagePreview, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    preview.set_file(broken)
    assert preview.pages() == 0
    grab(preview)
    preview.set_file(None)
    grab(preview)


def test_printing_puts_every_page_on_paper(qapp: QApplication, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"
    steps: list[tuple[int, int]] = []
    done = print_file(file, pdf_printer(target), lambda *step: steps.append(step))
    assert done == 3
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert rows_of(target) == pytest.approx(rows_of(file), abs=6)


def rows_of(path: Path) -> list[int]:
    """First and last black row of the first page's middle, at 144 dpi, and how many are black."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    picture = document[0].render(scale=2).to_pil().convert("L")
    count = len(document)
    document.close()
    dark = [y for y in range(picture.height) if picture.getpixel((picture.width // 2, y)) < 60]
    return [dark[0], dark[-1], len(dark), count, picture.width, picture.height]


def test_only_the_pages_asked_for(qapp: QApplication, file: Path, tmp_path: Path) -> None:
    printer = pdf_printer(tmp_path / "printed.pdf", 100)
    printer.setFromTo(2, 9)
    assert print_file(file, printer) == 2


def test_stopping_in_between(qapp: QApplication, file: Path, tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_file(file, pdf_printer(tmp_path / "printed.pdf", 100), stop)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_damaged_file_and_a_dead_printer_are_refused(
    qapp: QApplication, file: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"nothing")
    with pytest.raises(Refused, match=r"print\.file-damaged"):
        print_file(broken, pdf_printer(tmp_path / "a.pdf"))
    with pytest.raises(Refused, match=r"print\.failed"):
        print_file(file, pdf_printer(tmp_path / "missing" / "a.pdf"))


def test_a_given_printer_is_not_asked_for(qapp: QApplication, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"
    assert ask_and_print(file, None, printer=pdf_printer(target, 100))
    assert target.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
@pytest.mark.parametrize("resolution", [600, 1200])
def test_a_fine_printer_does_not_eat_the_memory(
    qapp: QApplication, tmp_path: Path, resolution: int
) -> None:
    file = make_pdf(tmp_path / "one.pdf", 2)
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    before = peak()
    print_file(file, pdf_printer(tmp_path / "printed.pdf", resolution))
    assert peak() - before < 250_000_000


def peak() -> int:
    """The greatest resident size since `clear_refs`, in bytes."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    (line,) = [each for each in lines if each.startswith("VmHWM")]
    return int(line.split()[1]) * 1024
