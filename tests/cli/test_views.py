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


def test_own_fields_are_found_by_name_in_another_base(
    tell: Tell, base: Path, tmp_path: Path
) -> None:
    other = tmp_path / "другая"
    for number, (path, names) in enumerate(
        ((base, ("Марка", "Пробег", "Пожелания")), (other, ("Пожелания", "Лишнее", "марка")))
    ):
        if number:
            assert tell("--base", path, "init").code == 0
        for name in names:
            kind = "number" if name == "Пробег" else "text"
            assert tell("--base", path, "fields", "add", name, "--kind", kind).code == 0
    spec = ViewSpec(
        Group(
            (
                Condition("custom:1", Operator.IS, ("Киа",)),
                Group((Condition("custom:2", Operator.MORE, (1,)),), every=False),
            )
        ),
        (ColumnPlace("name"), ColumnPlace("custom:1", 200), ColumnPlace("custom:2")),
        (Sort("custom:2", descending=True), Sort("custom:3")),
    )
    plain = tmp_path / "свой.json"
    plain.write_text(json.dumps(to_file("client", "Машины", spec)), encoding="utf-8")
    assert tell("--base", base, "views", "import", plain).code == 0
    file = tmp_path / "вид.json"
    assert tell("--base", base, "views", "export", "Машины", file).code == 0
    assert "Марка" in file.read_text("utf-8")
    said = tell("--base", other, "--json", "views", "import", file)
    assert said.data["not_found"] == ["Пробег"]
    view = tell("--base", other, "--json", "views", "show", "Машины").data["view"]
    assert view["filter"]["all"] == [{"field": "custom:3", "is": "is", "values": ["Киа"]}]
    assert view["columns"] == [{"field": "name"}, {"field": "custom:3", "width": 200}]
    assert view["sort"] == [{"field": "custom:1"}]
    again = tell("--base", other, "views", "import", file, "--name", "Ещё раз")
    assert "no field “Пробег”" in again.out
    same = tell("--base", base, "views", "import", file, "--name", "Снова")
    assert "no field" not in same.out
    back = tell("--base", base, "--json", "views", "show", "Снова").data["view"]
    assert back == tell("--base", base, "--json", "views", "show", "Машины").data["view"]
