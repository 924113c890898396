"""Real lists: headers and counts against known facts; what is no list; encodings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.domain.importing import Dictionary, TableShape, find_table
from crm_desktop.domain.problems import Refused
from crm_desktop.files.staged import open_staged
from crm_desktop.files.staging import stage
from crm_desktop.paths import resources

LEAST = 0.9


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a list, and what the program finds in it."""

    path: Path
    sheet: str | None
    header_rows: list[int]
    data_rows: int
    found: TableShape

    @property
    def miss(self) -> str:
        """How the program is wrong, "" if it is right."""
        header = list(self.found.header_rows)
        if (header, self.found.data_rows) == (self.header_rows, self.data_rows):
            return ""
        return (
            f"{self.path.name}: header {self.header_rows} → {header}, "
            f"rows {self.data_rows} → {self.found.data_rows}"
        )


def look(path: Path, main: dict[str, Any], staging: Path, dictionary: Dictionary) -> Fact:
    """Have the program look at a list."""
    with open_staged(stage(path, staging)) as staged:
        named = [s for s in staged.sheets if main["sheet"] in (s.name, None)]
        shape = find_table(staged.rows((named or staged.sheets)[0].id), dictionary)
    return Fact(path, main["sheet"], main["header_rows"], main["data_rows"], shape)


def score(facts: list[Fact]) -> None:
    """Headers and counts are right in nine of ten lists."""
    headers = sum(list(f.found.header_rows) == f.header_rows for f in facts)
    counts = sum(f.found.data_rows == f.data_rows for f in facts)
    table = f"headers {headers}, counts {counts} of {len(facts)}\n"
    table += "\n".join(f.miss for f in facts if f.miss)
    print(table)
    assert headers >= LEAST * len(facts), table
    assert counts >= LEAST * len(facts), table


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(resources() / "headers.tsv")


@pytest.fixture(scope="module")
def brought(
    data: Path, dictionary: Dictionary, tmp_path_factory: pytest.TempPathFactory
) -> list[Fact]:
    """The lists that the tests bring along."""
    known = json.loads((data / "lists" / "expected.json").read_text(encoding="utf-8"))
    staging = tmp_path_factory.mktemp("staging")
    return [look(data / "lists" / main["file"], main, staging, dictionary) for main in known]


def test_headers_and_counts_of_real_lists(brought: list[Fact]) -> None:
    assert len(brought) == 39
    score(brought)


def test_headers_and_counts_of_all_real_lists(
    shared: Path, brought: list[Fact], dictionary: Dictionary, tmp_path: Path
) -> None:
    folder = shared / "data" / "real"
    names = {fact.path.name for fact in brought}
    facts = list(brought)
    for known in json.loads((folder / "expected.json").read_text(encoding="utf-8"))["files"]:
        path = folder / known["file"]
        if path.parent.name == "lists" and path.name not in names:
            main = next(s for s in known["expected"]["sheets"] if s.get("main"))
            facts.append(look(path, main, tmp_path, dictionary))
    assert len(facts) == 47
    score(facts)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "file.empty"),
        ("a.xlsx", b"%PDF-1.7 ...", "file.pdf"),
        ("a.xls", b"<html><table></table></html>", "file.html-as-xls"),
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
