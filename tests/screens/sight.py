"""What a machine can see on a picture: whether texts are readable and the focus shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PIL import Image, ImageChops
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.screens.checks import about, shown

READABLE, MADE_OUT = 4.5, 3.0
NOTICED = 1.5
"""Between a pixel with and the same without the focus; the border was grey before."""
STRONG = 2
"""Pixels of the frame around what has the focus."""


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.1, from relative luminance."""
    lights = []
    for colour in (one, other):
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        lights.append(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def texts_are_readable(root: QWidget) -> Iterator[str]:
    """Every text against the ground it really lies on: the picture tells the ground."""
    picture, ratio = painted(root), root.devicePixelRatioF()
    for one in shown(root):
        role = _role(one)
        if role is None:
            continue
        seen = one.visibleRegion().boundingRect()
        if 2 * seen.height() < one.height():  # scrolled away, or all but
            continue
        place = QRect(one.mapTo(root, seen.topLeft()), seen.size()).intersected(root.rect())
        ground = ground_of(picture, place, ratio)
        if ground is None:
            continue
        group = QPalette.ColorGroup.Active if one.isEnabled() else QPalette.ColorGroup.Disabled
        ink = one.palette().color(group, role)
        wanted = READABLE if one.isEnabled() else MADE_OUT
        found = contrast(ink, ground)
        if found < wanted:
            yield f"{about(one)}: {ink.name()} on {ground.name()} is {found:.2f}, not {wanted}"


def focus_shows(root: QWidget, known: set[str] | None = None) -> Iterator[str]:
    """What has the focus wears a frame; of each kind of widget the first one is looked at.

    A `bare` field is the only one of its box, and wears none.

    `known` are kinds looked at before; they are passed over, new ones are added.
    """
    known = set() if known is None else known
    before = QApplication.focusWidget()
    for one in shown(root):
        kind = _kind(one)
        if kind in known or not _takes_focus(one, root):
            continue
        known.add(kind)
        yield from _focus_of(one, root)
    if before is not None:
        before.setFocus()


def painted(widget: QWidget) -> Image.Image:
    """The widget's picture in its own pixels."""
    made = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGBX8888)
    size = (made.width(), made.height())
    return Image.frombytes("RGB", size, bytes(made.constBits()), "raw", "RGBX", made.bytesPerLine())


def ground_of(picture: Image.Image, place: QRect, ratio: float) -> QColor | None:
    """The most frequent colour of this part of the picture, None if nothing of it is seen."""
    left, top = round(place.x() * ratio), round(place.y() * ratio)
    right, bottom = left + round(place.width() * ratio), top + round(place.height() * ratio)
    if right <= left or bottom <= top:
        return None
    pixels = Counter(_pixels(picture.crop((left, top, right, bottom))))
    return QColor(*pixels.most_common(1)[0][0])


def _pixels(picture: Image.Image) -> Iterator[tuple[int, int, int]]:
    raw = picture.tobytes()
    return zip(raw[0::3], raw[1::3], raw[2::3], strict=True)


def _role(one: QWidget) -> QPalette.ColorRole | None:
    if isinstance(one, QLabel | QAbstractButton) and one.text():
        return one.foregroundRole()
    if isinstance(one, QLineEdit):
        hint = one.placeholderText() and not one.text()
        return QPalette.ColorRole.PlaceholderText if hint else QPalette.ColorRole.Text
    if isinstance(one, QComboBox):
        return QPalette.ColorRole.Text
    if isinstance(one, QPlainTextEdit):
        return QPalette.ColorRole.Text
    return None


def _kind(one: QWidget) -> str:
    marks = [mark for mark in ("primary", "danger", "compact", "bare") if one.property(mark)]
    return " ".join([type(one).__name__, *marks])


def _takes_focus(one: QWidget, root: QWidget) -> bool:
    return (
        bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and one.focusProxy() is None
        and not one.property("bare")
        and one.isEnabled()
        and not one.visibleRegion().isEmpty()
        and one.window() is root.window()
    )


def _framed(one: QWidget, width: int, height: int) -> tuple[int, int]:
    """What the frame goes round: of a list the current cell, whose row is marked besides."""
    if isinstance(one, QAbstractItemView) and one.currentIndex().isValid():
        cell = one.visualRect(one.currentIndex())
        return min(width, cell.width()), min(height, cell.height())
    return width, height


def _focus_of(one: QWidget, root: QWidget) -> Iterator[str]:
    if not root.isActiveWindow() and root.windowType() != Qt.WindowType.Popup:
        # Another window may have come up meanwhile: only the active one has a focus.
        root.window().activateWindow()
        QApplication.processEvents()
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    without = painted(one)
    one.setFocus(Qt.FocusReason.TabFocusReason)
    if not one.hasFocus():
        yield f"{about(one)} does not take the focus in {about(root)}"
        return
    with_it = painted(one)
    one.clearFocus()
    place = ImageChops.difference(without, with_it).getbbox()
    if place is None:
        yield f"{about(one)} looks the same with the focus"
        return
    pairs = zip(_pixels(without.crop(place)), _pixels(with_it.crop(place)), strict=True)
    strong = sum(
        count
        for (was, now), count in Counter(pairs).items()
        if was != now and contrast(QColor(*was), QColor(*now)) >= NOTICED
    )
    width, height = _framed(one, place[2] - place[0], place[3] - place[1])
    # Rounded corners and what lay there before take their part.
    if strong < 0.6 * STRONG * 2 * (width + height):
        yield f"{about(one)}: the frame of the focus is thin, {strong} px around {width}×{height}"
