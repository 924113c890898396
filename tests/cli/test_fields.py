"""`fields`: made, listed, changed, archived, deleted without a window."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Tell


def test_the_life_of_a_field(tell: Tell, base: Path) -> None:
    fields = ("--base", base, "--json", "fields")
    made = tell(
        *fields, "add", "Марка машины", "--kind", "choice", "--choices", "Киа|Лада",
        "--group", "Машина", "--default", "лада",
    )  # fmt: skip
    assert json.loads(made.out)["field"] == "custom:1"
    (listed,) = tell(*fields, "list").out.splitlines()
    assert json.loads(listed) == {
        "field": "custom:1", "name": "Марка машины", "kind": "choice", "group": "Машина",
        "choices": ["Киа", "Лада"], "default": "Лада", "archived": False, "filled": 0,
    }  # fmt: skip
    line = json.dumps({"name": "Анна", "custom": {"Марка машины": "Киа"}})
    tell("--base", base, "clients", "add", "--from", "-", given=line)
    changed = tell(*fields, "edit", "марка машины", "--name", "Марка", "--choices", "Kia|Лада")
    assert json.loads(changed.out)["renamed_in"] == 1
    client = json.loads(tell("--base", base, "clients", "dump").out)
    assert client["custom"] == {"Марка": "Kia"}
    refused = tell(*fields, "delete", "Марка")
    assert json.loads(refused.out)["refused"]["code"] == "custom-field.has-values"
    assert tell(*fields, "archive", "custom:1").code == 0
    assert json.loads(tell("--base", base, "clients", "dump").out)["custom"] == {}
    assert tell(*fields, "restore", "Марка").code == 0
    assert json.loads(tell(*fields, "delete", "Марка", "--with-values").out)["emptied_in"] == 1
    assert tell(*fields, "list").out == ""
    assert (
        json.loads(tell(*fields, "archive", "Марка").out)["refused"]["code"] == "record.not-found"
    )


def test_a_default_that_does_not_fit_makes_nothing(tell: Tell, base: Path) -> None:
    said = tell("--base", base, "fields", "add", "Пробег", "--kind", "number", "--default", "много")
    assert said.code == 1
    assert "много" in said.err
    assert tell("--base", base, "fields", "list", "--of", "client").out == ""
