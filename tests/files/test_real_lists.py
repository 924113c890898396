"""Real lists: what the program says of them against known facts; what is no list; encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.domain.problems import Refused
from crm_desktop.files.staged import open_staged
from crm_desktop.files.staging import stage
from tests.real_score.asking import ask, base_of
from tests.real_score.facts import ListFact, load
from tests.real_score.scoring import Score, add

LEAST = {"columns": 0.98, "values": 0.98}
"""Every sheet, header, count and refusal is right; of the others so many."""


def score(facts: list[ListFact], bases: Path) -> tuple[Score, Score]:
    """What is judged, and what has only not to crash."""
    must, may = Score(), Score()
    for fact in facts:
        base = base_of(bases, fact.region)
        said = ask(fact.path, base, cells=bool(fact.cells))
        assert said.seconds < 10, fact.path.name
        add(may if fact.scoring == "no_crash" else must, fact, said)
    return must, may


def judge(must: Score) -> None:
    """All that is judged is right, or nearly all."""
    print(must.table())
    for aspect in must.all:
        assert must.share(aspect) >= LEAST.get(aspect, 1.0), must.table()


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bases")


@pytest.fixture(scope="module")
def brought(data: Path) -> list[ListFact]:
    """The lists that the tests bring along."""
    return load(data / "lists" / "expected.json", data / "lists")


def test_real_lists_are_read_as_they_are(brought: list[ListFact], bases: Path) -> None:
    assert len(brought) == 39
    must, may = score(brought, bases)
    judge(must)
    assert may.share("header") >= 0.6, may.table()


def test_all_real_lists_and_hostile_files(
    shared: Path, brought: list[ListFact], bases: Path
) -> None:
    """Every list there is beside the project, and every file that wishes harm."""
    folder = shared / "data" / "real"
    names = {fact.path.name for fact in brought}
    known = load(folder / "expected.json", folder, of=("lists/", "hostile/"))
    facts = [fact for fact in known if fact.path.name not in names]
    assert len(facts) == 30
    must, _may = score(facts, bases)
    judge(must)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "file.empty"),
        ("a.xlsx", b"%PDF-1.7 ...", "file.pdf"),
        ("a.xls", b"<html><table></table></html>", "file.page-without-table"),
        ("a.xlsx", b"PK\x03\x04 not a zip", "file.damaged"),
        ("a.csv", bytes(range(256)) * 20, "file.unknown-kind"),
    ],
)
def test_what_is_no_list_is_said_in_a_code(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        stage(path, tmp_path)
    assert refused.value.problems[0].code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Фамилия", "Город", "Телефон"], ["Семёнова", "Тула", "8 916 123-45-67"]]
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(delimiter.join(r) for r in rows).encode(encoding))
    with open_staged(stage(path, tmp_path)) as staged:
        assert [cells for _number, cells in staged.rows(0)] == rows
        assert staged.delimiter == delimiter


def test_the_first_russian_letters_far_down_tell_the_encoding(tmp_path: Path) -> None:
    lines = [f"Client {n};8916111{n:04}" for n in range(900)]
    lines += ["Логинова Таисия Семёновна;89161110000", "Общество «Восход»;84951110000"]
    path = tmp_path / "a.csv"
    for encoding in ("cp1251", "cp866", "koi8-r"):
        path.write_bytes("\r\n".join(lines).replace("«", '"').replace("»", '"').encode(encoding))
        with open_staged(stage(path, tmp_path)) as staged:
            assert staged.encoding == encoding
    lines[-2:] = ["Café Zoë;89161110000", "André Müller;84951110000"]
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    with open_staged(stage(path, tmp_path)) as staged:
        assert staged.encoding == "cp1252"


def test_the_sign_that_ends_a_text_of_dos_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Имя;Город\r\nАнна;Тула\r\n\x1a".encode("cp866"))
    with open_staged(stage(path, tmp_path)) as staged:
        assert [number for number, _cells in staged.rows(0)] == [0, 1]
