"""Small pictures of files that are pictures: read beside the screen's thread, kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import PurePath

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from crm_desktop.queries import attachments
from crm_desktop.queries.attachments import AttachmentRow
from crm_desktop.ui.runtime.desk import Desk

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".tif", ".tiff"})
MOST_BYTES = 20 << 20
MOST_PIXELS = 100_000_000
"""A picture of more is a scan of a wall, or made to fill the memory."""
_KEPT = 200


class Thumbnails(QObject):
    """Makes them when they are first asked for; `made(hash)` tells that one has come."""

    made = Signal(str)

    def __init__(self, desk: Desk, side: int, parent: QObject) -> None:
        """`side` is the most pixels of a side."""
        super().__init__(parent)
        self._desk = desk
        self._side = side
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()

    def of(self, row: AttachmentRow) -> QPixmap | None:
        """The small picture; None for what is none, or whose picture is still being made."""
        if PurePath(row.name.casefold()).suffix not in ENDINGS or row.size > MOST_BYTES:
            return None
        if row.hash not in self._kept:
            self._kept[row.hash] = None
            self._ask(row.hash)
        return self._kept[row.hash]

    def _ask(self, name: str) -> None:
        crm, side = self._desk.jobs.crm, self._side

        def work(_step: object) -> QImage | None:
            data = crm.ask(attachments.content, name)
            return None if data is None else small(data, side)

        self._desk.jobs.call(work, owner=self, then=lambda image: self._came(name, image))

    def _came(self, name: str, image: QImage | None) -> None:
        if image is None:
            return
        self._kept[name] = QPixmap.fromImage(image)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.made.emit(name)


def small(data: bytes, side: int) -> QImage | None:
    """A picture of at most so many pixels a side; None for what is no picture."""
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return None
    if max(size.width(), size.height()) > side:
        # A JPEG is read small at once, which takes a fraction of the time.
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
