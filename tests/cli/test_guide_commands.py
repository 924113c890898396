"""Every command that the user guide shows is run, in the guide's order, and does what it says."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Tell

PEOPLE = 60
VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nEMAIL:ann@example.com\r\nEND:VCARD\r\n"


@dataclass(frozen=True)
class Shop:
    """What the lists hold that the commands read."""

    heads: tuple[str, ...]
    phone: str
    city: str
    there: int
    deals: str
    deal_heads: tuple[str, ...]

    def rows(self, name: str) -> list[tuple[str, ...]]:
        """The list of this name: deals, or the people whom the numbers of the commands mean."""
        if name == self.deals:
            return [self.deal_heads, ("Windows", "Smith1 Ann", "45000")]
        people = (
            (f"Smith{n} Ann", f"{self.phone}{n:02d}", self.city * (n < self.there), "05.12.1980")
            for n in range(PEOPLE)
        )
        return [self.heads, *people]


SHOPS = {
    "ru": Shop(
        heads=("Имя", "Телефон", "Город", "День рождения"),
        phone="8 916 123-45-",
        city="Тверь",
        there=13,  # one of them moves away, before twelve are changed
        deals="сделки.csv",
        deal_heads=("Название", "Клиент", "Сумма"),
    ),
    "en": Shop(
        heads=("Name", "Phone", "City", "Birthday"),
        phone="+44 20 7945 67",
        city="London",
        there=12,
        deals="deals.csv",
        deal_heads=("Title", "Client", "Amount"),
    ),
}


@pytest.mark.parametrize("language", SHOPS)
def test_every_command_of_the_guide_runs(
    root: Path, language: str, tell: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (root / "docs" / language / "command-line.md").read_text("utf-8")
    shown = [
        line
        for block in re.findall(r"```\n(.*?)```", page, re.DOTALL)
        for line in block.splitlines()
        if line.startswith("crm-desktop ")
    ]
    assert len(shown) > 30
    monkeypatch.chdir(tmp_path)
    shop = SHOPS[language]
    given = "\n".join(";".join(row) for row in shop.rows("-"))
    for line in shown:
        words = shlex.split(line)[1:]
        for name in lists_read(words):
            write(tmp_path / name, shop.rows(name))
        if "undo" in words:
            lengthen_history(tell, words[:2], int(words[words.index("undo") + 1]))
        said = tell(*words, "--language", language, given=given)
        assert said.code == 0, f"{line}\n{said.err}"


def lists_read(words: Sequence[str]) -> list[str]:
    """The files that a command reads."""
    verbs = [one for one in words if one in {"import", "import-values"}]
    after = words[words.index(verbs[0]) + 1 :] if verbs else ()
    return list(takewhile(lambda one: not one.startswith("-"), after))


def write(file: Path, rows: Sequence[Sequence[str]]) -> None:
    """A list as its ending says; an export that had its name gives way."""
    if file.suffix == ".vcf":
        file.write_text(VCARD, "utf-8")
    elif file.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(file)
    else:
        file.write_text("\n".join(";".join(row) for row in rows), "utf-8")


def lengthen_history(tell: Tell, base: Sequence[str], wanted: int) -> None:
    """Make the history so long that it has an operation with this number."""
    done = len(tell(*base, "operations", "--json").rows)
    people = "".join(json.dumps({"name": f"Lee{n} Bob"}) + "\n" for n in range(done, wanted))
    assert tell(*base, "clients", "add", "--from", "-", given=people).code == 0
