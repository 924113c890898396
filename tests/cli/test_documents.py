from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.cli.conftest import Start, Tell

FIRM = {
    "name": "ООО «Ромашка»",
    "inn": "7701000001",
    "kpp": "770101001",
    "bank_name": "ПАО Сбербанк",
    "bik": "044525225",
    "account": "40702810200000000001",
    "corr_account": "30101810400000000225",
    "vat_mode": "included",
    "vat_rate": "standard",
}
PAPER: dict[str, Any] = {
    "type": "invoice",
    "organisation": FIRM,
    "client": "order-1",
    "date": "2026-11-21",
    "due_date": "2026-11-28",
    "vat_mode": "included",
    "lines": [
        {"name": "Пошив штор", "quantity": "1.5", "unit": "м", "price": "100.00", "vat": "22"},
        {"name": "Доставка", "price": 500, "discount": "10", "vat": None},
    ],
}


@pytest.fixture
def client(tell: Tell, base: Path) -> int:
    line = '{"name": "ООО «Ёлки»", "external_id": "order-1", "kind": "company"}\n'
    return int(tell("--base", base, "clients", "add", "--from", "-", given=line).data["id"])


def create(tell: Tell, base: Path, paper: object, *more: object) -> Any:
    given = json.dumps(paper, ensure_ascii=False)
    return tell("documents", "create", "--base", base, "--from", "-", "--json", *more, given=given)


def test_an_invoice_is_issued_and_drawn(
    tell: Tell, base: Path, client: int, tmp_path: Path
) -> None:
    target = tmp_path / "Счёт № 1.pdf"
    said = create(tell, base, PAPER, "--issue", "--pdf", target)
    assert (said.code, said.err) == (0, "")
    assert (said.data["number"], said.data["status"]) == ("1", "issued")
    assert (said.data["total"], said.data["currency"]) == ("600.00", "RUB")
    assert said.data["client_id"] == client
    assert said.data["pdf"] == str(target)
    paper = pypdfium2.PdfDocument(target)
    text = paper[0].get_textpage().get_text_range()
    paper.close()
    assert "Пошив штор" in text
    assert "ООО «Ёлки»" in text
    again = create(tell, base, {**PAPER, "organisation": "ООО «Ромашка»"}, "--issue").data
    assert again["number"] == "2"
    rows = tell("documents", "list", "--base", base, "--json").rows
    assert [row["number"] for row in rows] == ["2", "1"]
    assert "600.00" in tell("documents", "list", "--base", base, "--client", "order-1").out


def test_the_pdf_of_a_paper(tell: Tell, base: Path, client: int, tmp_path: Path) -> None:
    made = create(tell, base, PAPER).data
    assert (made["number"], made["status"]) == (None, "draft")
    target = tmp_path / "draft.pdf"
    assert tell("documents", "pdf", made["id"], target, "--base", base).code == 0
    size = target.stat().st_size
    said = tell("documents", "pdf", made["id"], target, "--base", base, "--json")
    assert (said.code, said.data["refused"]["code"]) == (1, "file.exists")
    assert target.stat().st_size == size
    assert tell("documents", "pdf", made["id"], target, "--overwrite", "--base", base).code == 0


def test_a_number_that_was_given_stays_when_the_file_fails(
    tell: Tell, base: Path, client: int, tmp_path: Path
) -> None:
    said = create(tell, base, PAPER, "--issue", "--pdf", tmp_path / "none" / "a.pdf")
    assert said.code == 1
    assert said.data["number"] == "1"
    assert said.data["refused"]["untouched"] is False
    assert "Nothing was changed" not in said.err


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"client": "никто"}, "client"),
        ({"client": None}, "client"),
        ({"organisation": "ООО «Нет»"}, "organisation"),
        ({"dates": "2026-01-01"}, "dates"),
        ({"date": "21.11.2026"}, "date"),
        ({"vat_mode": "with"}, "vat_mode"),
        ({"type": "poem"}, "type"),
        ({"lines": [{"name": "x", "price": "1,5"}]}, "lines.0.price"),
        ({"lines": [{"name": "x", "price": "1", "vat": "21"}]}, "lines.0.vat"),
        ({"lines": [{"name": "x", "price": "1", "discount": "101"}]}, "lines.0.discount"),
        ({"lines": [{"name": "x", "cost": "1"}]}, "lines.0.cost"),
        ({"lines": 5}, "lines"),
        ({"deal": 999}, "deal"),
        ({"currency": "рубль"}, "currency"),
        ({"lines": [{"name": "x", "price": "99999999999", "quantity": "9999"}]}, "lines.0.price"),
        ({"date": "2020-01-01"}, "lines.0.vat"),
        ({"lines": []}, "lines"),
    ],
)
def test_a_refused_paper_leaves_nothing(
    tell: Tell, base: Path, client: int, change: dict[str, object], field: str
) -> None:
    said = create(tell, base, {**PAPER, **change}, "--issue")
    assert said.code == 1
    assert said.data["refused"]["untouched"] is True
    assert f"{field}: " in said.err
    assert tell("documents", "list", "--base", base).out == ""
    nobody = create(tell, base, {**PAPER, "organisation": "ООО «Ромашка»"})
    assert nobody.data["refused"]["code"] == "record.not-found"


def test_an_issued_paper_is_not_taken_back(tell: Tell, base: Path, client: int) -> None:
    create(tell, base, PAPER, "--issue")
    said = tell("undo", "--base", base, "--json")
    assert (said.code, said.data["refused"]["code"]) == (1, "undo.has-left-the-house")


def test_two_programs_take_numbers_without_a_hole(
    tell: Tell, start: Start, base: Path, client: int, tmp_path: Path, root: Path
) -> None:
    create(tell, base, PAPER)
    file = tmp_path / "paper.json"
    file.write_text(json.dumps({**PAPER, "organisation": FIRM["name"]}), "utf-8")
    command = [sys.executable, "-m", "crm_desktop", "documents", "create", "--issue"]
    command += ["--base", str(base), "--from", str(file), "--json"]
    for _ in range(2):
        both = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) for _ in range(2)]
        for one in both:
            one.communicate(timeout=60)
            assert one.returncode == 0
    rows = tell("documents", "list", "--base", base, "--json").rows
    assert sorted(row["number"] for row in rows if row["number"]) == ["1", "2", "3", "4"]
