"""The finished PDF on the screen and on the printer: the same file, so they cannot differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from crm_desktop.domain.problems import Refused, code
from crm_desktop.words import pgettext

PRINT_FAILED = code("print.failed")
FILE_DAMAGED = code("print.file-damaged")

LARGEST_DPI = 600
"""A page of 1200 dpi is 557 MB; finer than this no letter looks better."""
BAND_BYTES = 12_000_000

ZOOM_STEP, LEAST_ZOOM, MOST_ZOOM = 1.2, 0.25, 5.0
"""Zoom is in screen pixels at 96 to the inch: 1.0 is the size of the paper."""
_KEPT_PIXELS = 24_000_000

Step = Callable[[int, int], None]


class PagePreview(QAbstractScrollArea):
    """The pages of a PDF below each other, as wide as the view until the user zooms.

    Ctrl with the wheel, Ctrl + and Ctrl - zoom, Ctrl 0 fits the width again. Pages are drawn when
    they come into view, sharp on every screen. The file is read at once and not held.
    """

    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open: list[pypdfium2.PdfDocument] = []
        # The library's memory is not Qt's: it goes with the widget, not at the end of the program.
        self.destroyed.connect(partial(_close_all, self._open))
        self._sizes: list[tuple[float, float]] = []
        self._zoom = 0.0
        self._broken = False
        self._hint = ""
        self._images: dict[tuple[int, int], QImage] = {}
        # Only the keyboard: a click or a wheel on the page needs no frame around it.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(pgettext("Documents", "Pages of the document"))
        self.viewport().setBackgroundRole(QPalette.ColorRole.Midlight)
        self.viewport().setAutoFillBackground(True)

    def set_file(self, path: Path | None) -> None:
        """Show this file; zoom and place are kept, so that a live preview does not jump."""
        self._close()
        if path is not None:
            try:
                document = pypdfium2.PdfDocument(path.read_bytes())
                self._open.append(document)
                self._sizes = [document.get_page_size(index) for index in range(len(document))]
            except (OSError, pypdfium2.PdfiumError):
                self._close()
                self._broken = True
        self._describe()
        self._lay_out()
        self.viewport().update()

    def set_hint(self, text: str) -> None:
        """What is said while there is no page."""
        self._hint = text
        self.viewport().update()

    def pages(self) -> int:
        """How many pages there are to see."""
        return len(self._sizes)

    def zoom(self) -> float:
        """Screen size against paper size."""
        return self._zoom or self._fitting_zoom()

    def set_zoom(self, zoom: float) -> None:
        """Show the pages this large, keeping the middle of the view; 0 fits the width."""
        before = self.zoom()
        bar = self.verticalScrollBar()
        half = self.viewport().height() / 2
        middle = (bar.value() + half) / before
        self._zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM) if zoom else 0.0
        self._lay_out()
        bar.setValue(round(middle * self.zoom() - half))
        self.viewport().update()
        self.zoomed.emit(self.zoom())

    # react

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if not self._sizes:
            self._paint_words(painter)
        for index, place in enumerate(self._places()):
            if place.intersects(event.rect()):
                painter.fillRect(place, Qt.GlobalColor.white)
                painter.drawImage(place, self._image(index, place.size()))
                painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
                painter.drawRect(place)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom() * ZOOM_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        factor = {
            Qt.Key.Key_Plus: ZOOM_STEP,
            Qt.Key.Key_Equal: ZOOM_STEP,
            Qt.Key.Key_Minus: 1 / ZOOM_STEP,
        }.get(Qt.Key(event.key()))
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if with_control and factor is not None:
            self.set_zoom(self.zoom() * factor)
        elif with_control and event.key() == Qt.Key.Key_0:
            self.set_zoom(0.0)
        else:
            super().keyPressEvent(event)

    # helpers

    def _close(self) -> None:
        _close_all(self._open)
        self._sizes, self._broken = [], False
        self._images.clear()

    def _describe(self) -> None:
        self.setAccessibleDescription(
            pgettext("Documents", "Pages: {count}").format(count=self.pages())
        )

    def _gap(self) -> int:
        return self.fontMetrics().height()

    def _fitting_zoom(self) -> float:
        widest = max((width for width, _ in self._sizes), default=1.0) * 96 / 72
        room = self.viewport().width() - 2 * self._gap()
        return min(max(room / widest, LEAST_ZOOM), MOST_ZOOM)

    def _paper(self, index: int) -> QSize:
        scale = self.zoom() * 96 / 72
        width, height = self._sizes[index]
        return QSize(round(width * scale), round(height * scale))

    def _places(self) -> Iterator[QRect]:
        """Where each page lies in the view now."""
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        y = self._gap() - top
        for index in range(len(self._sizes)):
            paper = self._paper(index)
            x = max((self.viewport().width() - paper.width()) // 2, self._gap()) - left
            yield QRect(x, y, paper.width(), paper.height())
            y += paper.height() + self._gap()

    def _lay_out(self) -> None:
        papers = [self._paper(index) for index in range(len(self._sizes))]
        view = self.viewport().size()
        height = sum(paper.height() + self._gap() for paper in papers) + self._gap()
        width = max((paper.width() for paper in papers), default=0) + 2 * self._gap()
        for bar, whole, shown in (
            (self.verticalScrollBar(), height, view.height()),
            (self.horizontalScrollBar(), width, view.width()),
        ):
            bar.setRange(0, max(whole - shown, 0))
            bar.setPageStep(shown)
            bar.setSingleStep(self._gap() * 2)

    def _image(self, index: int, size: QSize) -> QImage:
        """The page in the screen's own pixels; the last few are kept."""
        ratio = self.devicePixelRatioF()
        width, height = round(size.width() * ratio), round(size.height() * ratio)
        image = self._images.pop((index, width), None)
        if image is None:
            with _opened(self._open[0], index) as page:
                image = _render(page, QSize(width, height), 0, height)
            image.setDevicePixelRatio(ratio)
        self._images[index, width] = image
        while len(self._images) > 1 and self._pixels_kept() > _KEPT_PIXELS:
            self._images.pop(next(iter(self._images)))
        return image

    def _pixels_kept(self) -> int:
        return sum(image.width() * image.height() for image in self._images.values())

    def _paint_words(self, painter: QPainter) -> None:
        text = self._hint
        if self._broken:
            text = pgettext("Documents", "This file cannot be shown")
        # On the grey of the desk neither scheme's text is readable: a sheet is laid under it.
        painter.fillRect(self.viewport().rect(), self.palette().color(QPalette.ColorRole.Window))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.viewport().rect(), flags, text)


def _close_all(documents: list[pypdfium2.PdfDocument], *_destroyed: object) -> None:
    while documents:
        documents.pop().close()


def print_file(path: Path, printer: QPrinter, step: Step | None = None) -> int:
    """Print the pages asked of the printer, each as an image in bands, and return their number.

    Pages are fitted to the paper with their own margins. `step(done, total)` is called after each
    page and may raise `Cancelled`: what was not sent yet is dropped. Raises `Refused`:
    `print.file-damaged`, `print.failed` when the printer does not answer.
    """
    try:
        document = pypdfium2.PdfDocument(path.read_bytes())
    except (OSError, pypdfium2.PdfiumError) as error:
        raise Refused.of(FILE_DAMAGED, name=path.name) from error
    try:
        return _print_document(document, path.stem, printer, step)
    finally:
        document.close()


def ask_and_print(
    path: Path, parent: QWidget | None, step: Step | None = None, printer: QPrinter | None = None
) -> bool:
    """Let the user choose a printer and print; False when the user thinks better of it.

    A given `printer` is used as it is, without asking.
    """
    if printer is None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(path.stem)
        dialog = QPrintDialog(printer, parent)
        agreed = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        if not agreed:
            return False
    print_file(path, printer, step)
    return True


def _print_document(
    document: pypdfium2.PdfDocument, name: str, printer: QPrinter, step: Step | None
) -> int:
    pages = _chosen(printer, len(document))
    if not printer.supportsMultipleCopies():
        pages = pages * printer.copyCount()
    printer.setDocName(name)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused.of(PRINT_FAILED, name=printer.printerName())
    try:
        for done, index in enumerate(pages, start=1):
            with _opened(document, index) as page:
                _print_page(page, printer, painter)
            if step is not None:
                step(done, len(pages))
            if done < len(pages):
                _turn_page(printer)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(pages)


def _turn_page(printer: QPrinter) -> None:
    if not printer.newPage():
        raise Refused.of(PRINT_FAILED, name=printer.printerName())


def _chosen(printer: QPrinter, count: int) -> list[int]:
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return list(range(first - 1, min(last, count)))


def _print_page(page: pypdfium2.PdfPage, printer: QPrinter, painter: QPainter) -> None:
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    width, height = page.get_size()
    fit = min(paper.width() / width, paper.height() / height)
    fine = min(1.0, LARGEST_DPI / printer.resolution())
    whole = QSize(round(width * fit * fine), round(height * fit * fine))
    left = (paper.width() - width * fit) / 2
    top = (paper.height() - height * fit) / 2
    rows = max(BAND_BYTES // (whole.width() * 4), 1)
    for start in range(0, whole.height(), rows):
        count = min(rows, whole.height() - start)
        # Neighbouring bands share a whole device row: no hair line shows between them.
        above, below = round(top + start / fine), round(top + (start + count) / fine)
        place = QRectF(left, above, width * fit, below - above)
        painter.drawImage(place, _render(page, whole, start, count))


@contextmanager
def _opened(document: pypdfium2.PdfDocument, index: int) -> Iterator[pypdfium2.PdfPage]:
    page = document[index]
    try:
        yield page
    finally:
        page.close()


def _render(page: pypdfium2.PdfPage, whole: QSize, top: int, height: int) -> QImage:
    """Rows `top` … `top + height` of the page drawn `whole` pixels large."""
    bitmap = pypdfium2.PdfBitmap.new_native(whole.width(), height, pdfium.FPDFBitmap_BGRx)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, whole.width(), height)
        pdfium.FPDF_RenderPageBitmap(
            bitmap, page, 0, -top, whole.width(), whole.height(), 0, pdfium.FPDF_ANNOT
        )
        view = memoryview(bitmap.buffer)
        image = QImage(view, whole.width(), height, bitmap.stride, QImage.Format.Format_RGB32)
        return image.copy()  # The bitmap's memory goes with it.
    finally:
        bitmap.close()
