"""Books of OpenDocument: every sign that LibreOffice writes in a cell's text is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from crm_desktop.files import open_document
from crm_desktop.files.staged import open_staged
from crm_desktop.files.staging import stage

CELLS = {
    "8 916 123-45-67<text:tab/>8 495 123-45-67": "8 916 123-45-67\t8 495 123-45-67",
    "Тула,<text:line-break/>Мира, 5": "Тула,\nМира, 5",
    'а<text:tab text:tab-ref="1" />б<text:line-break></text:line-break>в': "а\tб\nв",
    '<text:span text:style-name="T1">две</text:span><text:s text:c="2"/>части': "две  части",
    "<text:tab-ref/>строка&lt;text:tab/&gt;": "строка<text:tab/>",
}
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"


def book(path: Path, cells: list[str]) -> Path:
    """A sheet of one column as LibreOffice writes it."""
    rows = "".join(
        '<table:table-row><table:table-cell office:value-type="string">'
        f"<text:p>{cell}</text:p></table:table-cell></table:table-row>"
        for cell in cells
    )
    spaces = " ".join(f'xmlns:{one}="{_NAMES}{one}:1.0"' for one in ("office", "table", "text"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("mimetype", kind)
        out.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Лист1">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        out.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def test_tabs_and_line_breaks_divide_what_stands_in_a_cell(tmp_path: Path) -> None:
    path = book(tmp_path / "a.ods", list(CELLS))
    for name in ("a.ods", "b.xlsx"):
        (tmp_path / name).write_bytes(path.read_bytes())
        with open_staged(stage(tmp_path / name, tmp_path)) as staged:
            assert [cells[0] for _number, cells in staged.rows(0)] == list(CELLS.values()), name


def test_a_sign_is_found_wherever_a_piece_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(tmp_path / "a.ods", list(CELLS))
    whole = open_document.mended(path)
    assert whole is not None
    expected = zipfile.ZipFile(whole).read("content.xml")
    assert expected.count(b"&#9;") == 2
    for piece in (1, 7, 64, 501):
        monkeypatch.setattr(open_document, "_PIECE", piece)
        again = open_document.mended(path)
        assert again is not None
        assert zipfile.ZipFile(again).read("content.xml") == expected, piece


def test_a_book_without_such_signs_is_left_as_it_is(tmp_path: Path) -> None:
    path = book(tmp_path / "a.ods", ["Тула"])
    assert open_document.mended(path) is None
    content = io.BytesIO(path.read_bytes())
    assert open_document.mended(content) is None
    assert content.tell() == 0
