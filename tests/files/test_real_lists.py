"""Real lists: headers and counts against known facts; what is no list; encodings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.domain.importing import Dictionary, find_table
from crm_desktop.domain.problems import Refused
from crm_desktop.files.staging import open_staged, stage
from crm_desktop.paths import resources

LEAST = 0.9


def facts(shared: Path) -> list[dict[str, Any]]:
    """What is known of every real list."""
    text = (shared / "data" / "real" / "expected.json").read_text(encoding="utf-8")
    return [f for f in json.loads(text)["files"] if f["file"].startswith("lists/")]


def test_headers_and_counts_of_real_lists(shared: Path, tmp_path: Path) -> None:
    dictionary = Dictionary(resources() / "headers.tsv")
    misses: list[str] = []
    headers = counts = 0
    known = facts(shared)
    for fact in known:
        path = shared / "data" / "real" / fact["file"]
        main = next(s for s in fact["expected"]["sheets"] if s.get("main"))
        with open_staged(stage(path, tmp_path)) as staged:
            named = [s for s in staged.sheets if main["sheet"] in (s.name, None)]
            shape = find_table(staged.rows((named or staged.sheets)[0].id), dictionary)
        right_header = list(shape.header_rows) == main["header_rows"]
        right_count = shape.data_rows == main["data_rows"]
        headers += right_header
        counts += right_count
        if not (right_header and right_count):
            misses.append(
                f"{path.name}: header {main['header_rows']} → {shape.header_rows}, "
                f"rows {main['data_rows']} → {shape.data_rows}"
            )
    table = f"headers {headers}, counts {counts} of {len(known)}\n" + "\n".join(misses)
    print(table)
    assert headers >= LEAST * len(known), table
    assert counts >= LEAST * len(known), table


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
