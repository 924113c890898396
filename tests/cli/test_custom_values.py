"""Own fields on the command line: set, added, filtered, dumped, told in the history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.commands import client_fields, custom_fields
from crm_desktop.crm import Crm
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.queries import client_changes
from tests.cli.conftest import Tell

FIELDS = (
    FieldDraft(CustomNoun.CLIENT, CustomKind.CHOICE, "Марка машины", "", ("Киа", "Лада")),
    FieldDraft(CustomNoun.CLIENT, CustomKind.NUMBER, "Пробег"),
    FieldDraft(CustomNoun.CLIENT, CustomKind.DATE, "Осмотр"),
    FieldDraft(CustomNoun.CLIENT, CustomKind.SEVERAL, "Услуги", "", ("Мойка", "Ремонт")),
    FieldDraft(CustomNoun.CLIENT, CustomKind.FLAG, "Опт"),
)
FULL = {
    "Марка машины": "Киа", "Пробег": "1234.5", "Осмотр": "2026-11-21",
    "Услуги": ["Мойка", "Ремонт"], "Опт": True,
}  # fmt: skip


@pytest.fixture
def own(base: Path) -> list[int]:
    crm = Crm(base)
    ids = [crm.do(custom_fields.add, one).value for one in FIELDS]
    crm.close()
    return ids


def add(tell: Tell, base: Path, **custom: object) -> dict[str, Any]:
    line = json.dumps({"name": "Анна", "custom": custom}, ensure_ascii=False)
    said = tell("--base", base, "--json", "clients", "add", "--from", "-", given=line)
    found: dict[str, Any] = json.loads(said.out.splitlines()[0])
    return found


def test_what_is_added_is_dumped_and_added_again(tell: Tell, base: Path, own: list[int]) -> None:
    assert add(tell, base, **FULL)["warnings"] == []
    dumped = tell("--base", base, "clients", "dump").out
    assert json.loads(dumped)["custom"] == FULL
    again = tell("--base", base, "--json", "clients", "add", "--from", "-", given=dumped)
    assert json.loads(again.out)["warnings"] == [] or "id" in json.loads(again.out)
    both = [json.loads(one) for one in tell("--base", base, "clients", "dump").out.splitlines()]
    assert both[0]["custom"] == both[1]["custom"] == FULL


def test_a_title_nobody_knows_is_named_and_a_wrong_value_refused(
    tell: Tell, base: Path, own: list[int]
) -> None:
    said = add(tell, base, Рост=5)
    assert [one["field"] for one in said["warnings"]] == ["custom.Рост"]
    refused = add(tell, base, Пробег="много")["refused"]
    assert refused["code"] == "json.not-decimal"
    assert "Форд" in str(add(tell, base, **{"Марка машины": "Форд"})["refused"])


def test_fields_are_set_by_their_titles(tell: Tell, base: Path, own: list[int]) -> None:
    client = str(add(tell, base)["id"])
    done = tell("--base", base, "clients", "set", client, "марка машины=лада", "Пробег=1 500,5")
    assert done.code == 0
    shown = json.loads(tell("--base", base, "--json", "clients", "show", client).out)
    assert shown["custom"] == {"Марка машины": "Лада", "Пробег": "1500.5"}
    assert [(one["own"], one["new"]) for one in shown["changes"][:2]] == [
        ("Марка машины", "Лада"), ("Пробег", "1500.5"),
    ]  # fmt: skip
    wrong = tell("--base", base, "clients", "set", client, "Осмотр=когда-нибудь", "city=Тула")
    assert wrong.code == 1
    assert "Осмотр" in wrong.err
    unknown = tell("--base", base, "clients", "set", client, "Рост=5")
    assert "Марка машины" in unknown.err
    assert tell("--base", base, "clients", "set", client, "Пробег=").code == 0
    shown = json.loads(tell("--base", base, "--json", "clients", "show", client).out)
    assert shown["custom"] == {"Марка машины": "Лада"}
    assert shown["city"] == ""


def test_the_list_is_filtered_by_titles(tell: Tell, base: Path, own: list[int]) -> None:
    first = add(tell, base, **FULL)["id"]
    second = add(tell, base, **{"Пробег": 99, "Марка машины": "Лада"})["id"]

    def found(*conditions: str) -> list[object]:
        asked = [part for one in conditions for part in ("--filter", one)]
        said = tell("--base", base, "--json", "clients", "list", *asked)
        return [json.loads(line)["id"] for line in said.out.splitlines()]

    assert found("Марка машины is Киа") == [first]
    assert found("пробег less 99.5") == [second]
    assert found("Услуги has-all Мойка|Ремонт") == [first]
    assert found("Опт is no") == [second]
    assert found("custom:3 filled") == [first]


def test_texts_are_found_and_earlier_values_brought_back(
    tell: Tell, base: Path, own: list[int]
) -> None:
    client = int(str(add(tell, base, **FULL)["id"]))
    hit = json.loads(tell("--base", base, "--json", "search", "ремонт").out)["results"][0]
    assert (hit["id"], hit["why"]) == (client, [{"field": "Услуги", "text": "Ремонт"}])
    crm = Crm(base)
    for make in ("Лада", "", "Киа"):
        crm.do(client_fields.set_fields, client, {"Марка машины": make})
    changes = crm.ask(client_changes.changes, client)
    told = [(one.old, one.new) for one in changes if one.own is not None]
    assert told == [("", '"Киа"'), ('"Лада"', ""), ('"Киа"', '"Лада"')]
    crm.do(client_fields.set_back, client, changes[1].row, changes[1].field)
    crm.close()
    shown = json.loads(tell("--base", base, "--json", "clients", "show", str(client)).out)
    assert shown["custom"]["Марка машины"] == "Лада"
    assert shown["custom"]["Пробег"] == "1234.5"
