"""Fonts, text made fit for paper, pages, and the file that is written whole or not at all."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from crm_desktop import paths
from crm_desktop.domain.problems import Refused
from crm_desktop.files import pdf
from crm_desktop.files.pdf import Block, Paper, Pen
from crm_desktop.files.saving import save
from tests.effort import no_explosion

PAPER = Paper("Лист", "ООО «Ромашка»", "ru-RU", date(2026, 11, 21), lambda n, m: f"{n} из {m}")


def strip(text: str, height: float = 40.0, *, with_next: bool = False) -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.text(pdf.LEFT, y, text)

    return Block(height, draw, with_next)


def pages_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_the_fonts_have_every_letter_the_papers_use() -> None:
    letters = (
        (
            "".join(map(chr, range(0x20, 0x7F)))
            + "".join(map(chr, range(0xA1, 0x180)))
            + "".join(map(chr, range(0x400, 0x460)))
            + "ҐґҒғҚқҢңӨөҰұҮүҺһӘә№«»—–…„“”‘’•₽€$£₸→←↑↓✓²³−×\u00a0\u202f"
        )
        .replace("\xad", "")
        .replace("ŉ", "")
    )
    assert pdf.printable(letters) == letters
    for weight in ("Regular", "Medium", "SemiBold", "Bold"):
        file = paths.resources() / "fonts" / f"Inter-{weight}.ttf"
        assert file.stat().st_size <= 200_000
    assert "SIL OPEN FONT LICENSE" in (paths.resources() / "fonts" / "OFL.txt").read_text("utf-8")


def test_figures_stand_in_columns() -> None:
    pdf.register_fonts()
    for face in (pdf.REGULAR, pdf.SEMIBOLD):
        assert len({pdf.measure(figure, face, 9) for figure in "0123456789"}) == 1


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('<img src="file">', '<img src="file">'),
        ("a <b>bold &amp;", "a <b>bold &amp;"),
        ("Йод и ёлка", "Йод и ёлка"),
        ("Й", "Й"),  # decomposed, as macOS names files
        ("Привет 👍🏽!", "Привет □□!"),
        ("семья 👨\u200d👩\u200d👧", "семья □□□"),
        ("❤\ufe0f", "□"),
        ("нуль\x00, звонок\x07, таб\tи\r\nстрока", "нуль, звонок, таб и\nстрока"),
        ("\u202eнаоборот\u202c\ufeff", "наоборот"),
        ("половина \ud83d", "половина □"),
        ("漢字", "□□"),
    ],
)
def test_any_text_becomes_printable(typed: str, printed: str) -> None:
    assert pdf.printable(typed) == printed
    assert pdf.printable(printed) == printed


def test_lines_are_no_wider_than_asked_and_lose_nothing() -> None:
    text = "Окно двухстворчатое с москитной сеткой, подоконник " + "ш" * 300 + " и отлив"
    lines = pdf.wrap(text, pdf.REGULAR, 9, 120)
    assert all(pdf.measure(line, pdf.REGULAR, 9) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_long_texts_are_cut_with_a_mark_and_quickly() -> None:
    with no_explosion():
        lines = pdf.wrap("ж" * 100_000, pdf.REGULAR, 9, 120)
    text = "".join(lines)
    assert text.endswith(pdf.CUT_MARK.strip())
    assert len(text) <= pdf.CELL_LIMIT
    assert pdf.cut("x" * pdf.CELL_LIMIT) == "x" * pdf.CELL_LIMIT


def test_a_column_narrower_than_a_letter_still_ends() -> None:
    assert pdf.wrap("Щит", pdf.REGULAR, 9, 1) == ["Щ", "и", "т"]


def test_strips_go_on_on_the_next_page_with_the_repeated_head() -> None:
    head = strip("Шапка", 20)
    body = [Block(40, strip(f"Полоса-{n}.").draw, repeat=head) for n in range(40)]
    pages = pages_of(pdf.compose(PAPER, [head, *body]))
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert page.count("Шапка") == 1
        assert f"{number} из 3" in page
    assert all(f"Полоса-{n}." in "".join(pages) for n in range(40))


def test_strips_that_belong_together_are_not_parted() -> None:
    fill = [strip("x", 100) for _ in range(7)]
    kept = [strip("Итого", 30, with_next=True), strip("Подпись", 60)]
    first, second = pages_of(pdf.compose(PAPER, [*fill, *kept]))
    assert "Итого" not in first
    assert "Итого" in second
    assert "Подпись" in second


def test_more_that_belongs_together_than_a_page_holds_is_parted() -> None:
    pages = pages_of(pdf.compose(PAPER, [strip("x", 100, with_next=True) for _ in range(20)]))
    assert len(pages) == 3


def test_equal_input_gives_equal_bytes_and_says_what_it_is() -> None:
    first, second = (pdf.compose(PAPER, [strip("Привет")]) for _ in range(2))
    assert first == second
    reader = pypdf.PdfReader(io.BytesIO(first))
    assert reader.metadata is not None
    assert reader.metadata.title == "Лист"
    assert reader.metadata.author == "ООО «Ромашка»"
    assert str(reader.metadata["/CreationDate"]).startswith("D:20261121")
    resources: Any = reader.pages[0]["/Resources"]
    for font in resources["/Font"].values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_an_existing_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "Счет на оплату № 15.pdf"
    assert save(b"old", target) == target
    with pytest.raises(Refused) as refused:
        save(b"new", target)
    assert [problem.code for problem in refused.value.problems] == ["file.exists"]
    assert target.read_bytes() == b"old"
    save(b"new", target, overwrite=True)
    assert target.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == [target.name]


def test_a_target_that_cannot_be_replaced_stays_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "held"
    target.mkdir()
    (target / "inside").write_bytes(b"old")
    with pytest.raises(Refused) as refused:
        save(b"new", target, overwrite=True)
    assert [problem.code for problem in refused.value.problems] == ["file.a-folder"]
    with pytest.raises(Refused) as refused:
        save(b"new", target / "inside" / "deeper.pdf")
    assert [problem.code for problem in refused.value.problems] == ["file.no-folder"]
    assert (target / "inside").read_bytes() == b"old"
    assert not list(tmp_path.glob("*.part"))
    assert not list(tmp_path.glob(".*.part"))


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        save(b"new", tmp_path / "нет" / "a.pdf")
    assert [problem.code for problem in refused.value.problems] == ["file.no-folder"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.skipif(sys.platform != "linux", reason="limits of file size are of Linux")
def test_a_file_that_cannot_be_written_whole_leaves_nothing(tmp_path: Path) -> None:
    import resource
    import signal

    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        with pytest.raises(Refused):
            save(b"x" * 5000, target, overwrite=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert target.read_bytes() == b"old"
    assert not list(tmp_path.glob(".*.part"))


def test_a_double_name_is_broken_behind_its_hyphen() -> None:
    name = "Константинопольская-Преображенская"
    wide = pdf.measure(name[:-4], pdf.REGULAR, 9)
    assert pdf.wrap(name, pdf.REGULAR, 9, wide) == ["Константинопольская-", "Преображенская"]
    assert pdf.wrap("-" * 3, pdf.REGULAR, 9, 1) == ["-", "-", "-"]
