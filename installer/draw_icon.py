"""Draws resources/app/icon.svg as a PNG: python -m installer.draw_icon TARGET SIZE."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parent.parent / "resources" / "app" / "icon.svg"


def draw(target: Path, size: int) -> bool:
    """Draw the icon `size` pixels wide on nothing; False when it cannot be written."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    return image.save(str(target))


if __name__ == "__main__":
    application = QGuiApplication([])
    sys.exit(0 if draw(Path(sys.argv[1]), int(sys.argv[2])) else 1)
