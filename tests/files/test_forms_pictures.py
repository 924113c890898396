"""Logo, stamp and signature on the printed invoice: where they lie, that they never push off a page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from crm_desktop.domain.documents import DocumentSheet, Pictures
from crm_desktop.domain.organisations import PictureKind
from crm_desktop.files import forms
from crm_desktop.files.forms.parts import LOGO_HEIGHT, LOGO_WIDTH, STAMP_SIDE
from crm_desktop.files.pictures import made_plain
from tests.files.test_forms_invoice import ENGLISH, SHEET
from tests.pictures import a_picture, a_signature, a_stamp

ALL = Pictures(
    logo=made_plain(a_picture(900, 300), PictureKind.LOGO),
    stamp=made_plain(a_stamp(), PictureKind.STAMP),
    signature=made_plain(a_signature(), PictureKind.SIGNATURE),
)
Box = tuple[float, float, float, float]


def drawn(
    sheet: DocumentSheet, pictures: Pictures, target: Path
) -> list[tuple[list[Box], str, float]]:
    """Of every page: boxes of its pictures from the top (left, top, right, bottom), text, height."""
    forms.draw(sheet, target, overwrite=True, pictures=pictures)
    paper = pypdfium2.PdfDocument(target)
    found = []
    try:
        for page in paper:
            height = page.get_height()
            boxes = []
            for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
                left, bottom, right, top = one.get_bounds()
                boxes.append((left, height - top, right, height - bottom))
            found.append((boxes, page.get_textpage().get_text_range(), height))
    finally:
        paper.close()
    return found


@pytest.mark.parametrize("sheet", [SHEET, ENGLISH], ids=["ru", "en"])
def test_logo_above_everything_stamp_and_signature_on_the_line(
    sheet: DocumentSheet, tmp_path: Path
) -> None:
    ((boxes, text, height),) = drawn(sheet, ALL, tmp_path / "a.pdf")
    logo, signature, stamp = boxes
    assert logo[1] < 60
    assert logo[2] - logo[0] == pytest.approx(min(LOGO_WIDTH, 3 * LOGO_HEIGHT), abs=1)
    assert logo[3] - logo[1] <= LOGO_HEIGHT + 0.1
    assert stamp[2] - stamp[0] == pytest.approx(STAMP_SIDE, abs=1)
    # The stamp lies across the signature, both inside the page.
    assert signature[0] < stamp[2]
    assert stamp[0] < signature[2] + 60
    assert stamp[1] < signature[3] < stamp[3] < height
    assert ("подпись" in text) or ("signature" in text)


def test_without_pictures_the_page_is_as_it_was(tmp_path: Path) -> None:
    ((boxes, _text, _height),) = drawn(SHEET, Pictures(), tmp_path / "a.pdf")
    assert boxes == []
    with_none = (tmp_path / "a.pdf").read_bytes()
    forms.draw(SHEET, tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").read_bytes() == with_none


def test_the_same_sheet_and_pictures_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "a.pdf", tmp_path / "b.pdf"
    drawn(SHEET, ALL, one)
    drawn(SHEET, ALL, two)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("count", range(1, 60, 3))
def test_the_stamp_stays_on_the_page_of_the_signatures(count: int, tmp_path: Path) -> None:
    sheet = replace(SHEET, lines=SHEET.lines[:1] * count)
    pages = drawn(sheet, ALL, tmp_path / "a.pdf")
    *before, (boxes, text, height) = pages
    assert "подпись" in text
    assert len(boxes) == (3 if len(pages) == 1 else 2)
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= 596
        assert 0 <= top < bottom <= height
    assert all(len(one[0]) == (1 if place == 0 else 0) for place, one in enumerate(before))


@pytest.mark.parametrize("size", [(2400, 30), (30, 2400), (900, 900)])
def test_a_logo_of_any_shape_fits(size: tuple[int, int], tmp_path: Path) -> None:
    logo = made_plain(a_picture(*size), PictureKind.LOGO)
    ((boxes, _text, _height),) = drawn(SHEET, Pictures(logo=logo), tmp_path / "a.pdf")
    left, top, right, bottom = boxes[0]
    assert right - left <= LOGO_WIDTH + 0.1
    assert bottom - top <= LOGO_HEIGHT + 0.1
