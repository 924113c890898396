"""Files that kill programs: refused in plain words or read, in seconds, with little memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop import words
from crm_desktop.domain.problems import Problem, registered_codes
from crm_desktop.files.staged import open_staged
from crm_desktop.files.staging import stage
from crm_desktop.words.codes import problem_text
from tests.files.hostile import MADE, SECRET, read_measured

SECONDS = 10
MEGABYTES = 500


@pytest.mark.parametrize("name", MADE)
def test_a_hostile_file_ends_in_words(tmp_path: Path, name: str) -> None:
    outcome, make = MADE[name]
    path = tmp_path / name
    make(path)
    found = read_measured(path, tmp_path)
    print(f"{name}: {found.outcome}, {found.seconds:.1f} s, {found.megabytes:.0f} MB")
    assert found.outcome == outcome
    assert SECRET not in found.text
    assert found.seconds < SECONDS
    assert found.megabytes < MEGABYTES
    assert list(tmp_path.glob("*.staged")) == [] or outcome.startswith("read")
    path.unlink()


def test_hostile_books_of_others_end_in_words(shared: Path, tmp_path: Path) -> None:
    table = {}
    for path in sorted((shared / "data" / "real" / "hostile").iterdir()):
        found = read_measured(path, tmp_path)
        table[path.name] = found.outcome
        print(f"{path.name}: {found.outcome}, {found.seconds:.1f} s, {found.megabytes:.0f} MB")
        assert found.outcome.startswith(("read", "file."))
        assert found.seconds < SECONDS
        assert found.megabytes < MEGABYTES
    assert len(table) == 22
    locked = {name for name, outcome in table.items() if outcome == "file.password"}
    assert locked == {
        "calamine__pass_protected.ods",
        "poi__poifs_extenxls_pwd123.xlsx",
        "poi__xor-encryption-abc.xls",
    }
    assert {table[f"poi__testEXCEL_{n}.xls"] for n in (3, 4)} == {"file.too-old"}


def test_a_refusal_says_what_happened_what_was_not_touched_and_what_to_do() -> None:
    told = {outcome for outcome, _make in MADE.values() if outcome.startswith("file.")}
    assert told <= registered_codes()
    for language, untouched in (("ru", "ичего не загружено"), ("en", "othing was loaded")):
        words.set_language(language)
        for code in told:
            text = problem_text(Problem("", code, {"name": "клиенты.xlsx"}))
            what, _sign, to_do = text.partition(untouched)
            assert "клиенты.xlsx" in what, text
            assert len(to_do.split()) > 2, text


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (['"Ромашка;Тула', "Ёлки;Орёл"], [['"Ромашка', "Тула"], ["Ёлки", "Орёл"]]),
        (['Имя;"Тула', 'Ёлки;"Орёл'], [["Имя", '"Тула'], ["Ёлки", '"Орёл']]),
        (['Имя;"Тула', 'Ёлки;"Орёл";1'], [["Имя", '"Тула'], ["Ёлки", "Орёл", "1"]]),
        (['"ООО "Ромашка"";Тула', "Ёлки;Орёл"], [['ООО Ромашка""', "Тула"], ["Ёлки", "Орёл"]]),
        (
            ['"Пишет: "да"', 'и "нет"";1', "Ёлки;2"],
            [['Пишет: да"'], ['и "нет""', "1"], ["Ёлки", "2"]],
        ),
        (['"Первая', 'вторая ""да""";1', "Ёлки;2"], [['Первая\nвторая "да"', "1"], ["Ёлки", "2"]]),
        (["Имя;'Тула", 'Ёлки 5";Орёл'], [["Имя", "'Тула"], ['Ёлки 5"', "Орёл"]]),
    ],
)
def test_quotation_marks_that_do_not_fit_lose_no_row(
    tmp_path: Path, lines: list[str], rows: list[list[str]]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["Наименование;Город", *lines]), "utf-8")
    with open_staged(stage(path, tmp_path)) as staged:
        found = [cells for _number, cells in staged.rows(0, 1)]
    assert found == rows


def test_a_long_list_in_an_old_encoding_stays_russian(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    line = "Семёнова Наталья Викторовна;8 916 123-45-67;n.semenova@mail.ru;Тула\r\n"
    path.write_bytes(("Имя;Телефон;Почта;Город\r\n" + line * 20_000).encode("cp1251"))
    with open_staged(stage(path, tmp_path)) as staged:
        assert staged.encoding == "cp1251"
        assert next(staged.rows(0, 20_000))[1][0] == "Семёнова Наталья Викторовна"
