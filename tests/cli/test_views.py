"""Saved views on the command line: kept out of a file, shown, given to others, used by a list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crm_desktop.domain.filters import Condition, Group, Operator
from crm_desktop.domain.views import ColumnPlace, Sort, ViewSpec, to_file
from tests.cli.conftest import Tell

SPEC = ViewSpec(
    Group((Condition("city", Operator.ONE_OF, ("Тула", "Орёл")),)),
    (ColumnPlace("name"), ColumnPlace("city")),
    (Sort("name", descending=True),),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    target = tmp_path / "вид.json"
    text = json.dumps(to_file("client", "Наши", SPEC), ensure_ascii=False)
    target.write_text(text, encoding="utf-8")
    return target


def test_a_view_goes_in_is_used_and_goes_out(tell: Tell, base: Path, file: Path) -> None:
    people = (("Анна", "Тула"), ("Борис", "Казань"), ("Вера", "Орёл"))
    given = "".join(
        json.dumps({"name": name, "kind": "person", "city": city}) + "\n" for name, city in people
    )
    assert tell("--base", base, "clients", "add", "--from", "-", given=given).code == 0
    assert tell("--base", base, "views", "import", file).code == 0
    assert "Наши" in tell("--base", base, "views", "list").out
    shown = tell("--base", base, "views", "show", "наши")
    assert "City: Тула or Орёл" in shown.out
    listed = tell("--base", base, "--json", "clients", "list", "--view", "Наши")
    assert [row["name"] for row in listed.rows] == ["Вера", "Анна"]
    narrow = ("--view", "Наши", "--filter", "city is Тула")
    fewer = tell("--base", base, "--json", "clients", "list", *narrow)
    assert [row["name"] for row in fewer.rows] == ["Анна"]
    out = file.with_name("другой.json")
    assert tell("--base", base, "views", "export", "Наши", out).code == 0
    assert json.loads(out.read_text("utf-8")) == json.loads(file.read_text("utf-8"))
    assert tell("--base", base, "views", "export", "Наши", out).code == 1


def test_what_is_no_view_is_refused_in_words(tell: Tell, base: Path, file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace('"version": 1', '"version": 7'), "utf-8")
    newer = tell("--base", base, "views", "import", file)
    assert (newer.code, "newer version" in newer.err) == (1, True)
    file.write_bytes(b"\xff\xfe\x00{")
    broken = tell("--base", base, "views", "import", file)
    assert (broken.code, "no view of this program" in broken.err) == (1, True)
    assert tell("--base", base, "views", "import", file.with_name("нет.json")).code == 1
    assert tell("--base", base, "views", "show", "нет").code == 1
    assert tell("--base", base, "--json", "views", "list").rows == []
