"""`clients bulk` and `employees hand-over`: they look first, and do only what was looked at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Tell

CLIENTS = (
    {"name": "Анна", "city": "Тверь", "tags": ["опт"]},
    {"name": "Борис", "city": "Тверь", "source": "Реклама"},
    {"name": "Вера", "city": "Тула"},
)


@pytest.fixture
def furnished(tell: Tell, base: Path) -> Path:
    given = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in CLIENTS)
    assert tell("--base", base, "clients", "add", "--from", "-", given=given).code == 0
    return base


def sources(tell: Tell, base: Path) -> list[str]:
    return [row["source"] for row in tell("--base", base, "--json", "clients", "list").rows]


def test_looks_first_then_does_then_takes_back(tell: Tell, furnished: Path) -> None:
    bulk = ("--base", furnished, "clients", "bulk", "--filter", "city is Тверь", "--set")
    looked = tell(*bulk, "source=Сайт", "--json").data
    assert (looked["matched"], looked["would_change"]) == (2, 2)
    assert looked["examples"][1] == {"id": 2, "name": "Борис", "old": "Реклама", "new": "Сайт"}
    assert sources(tell, furnished) == ["", "Реклама", ""]
    said = tell(*bulk, "source=Сайт")
    assert "2 clients will change" in said.out
    assert "Борис: Реклама → Сайт" in said.out
    assert "--expect 2" in said.out
    done = tell(*bulk, "source=Сайт", "--expect", 2)
    assert done.out.strip() == "Source: “Сайт” for 2 clients"
    assert sources(tell, furnished) == ["Сайт", "Сайт", ""]
    assert tell("--base", furnished, "undo").code == 0
    assert sources(tell, furnished) == ["", "Реклама", ""]


def test_refuses_when_there_are_others_by_now(tell: Tell, furnished: Path) -> None:
    said = tell(
        "--base", furnished, "--json", "clients", "bulk", "--everybody", "--archive", "--expect", 2
    )
    assert said.code == 1
    assert said.data["refused"]["code"] == "client.count-moved"
    assert "now: 3" in said.err
    assert len(sources(tell, furnished)) == 3


def test_nobody_named_is_not_everybody(tell: Tell, furnished: Path) -> None:
    said = tell("--base", furnished, "clients", "bulk", "--delete", "--expect", 3)
    assert said.code == 1
    assert "which clients are meant" in said.err
    assert len(sources(tell, furnished)) == 3


def test_tags_ids_and_the_bin(tell: Tell, furnished: Path) -> None:
    bulk = ("--base", furnished, "--json", "clients", "bulk", "--ids", "1,3")
    done = tell(*bulk, "--tag", "VIP", "--tag", "опт", "--expect", 2).data
    assert done["changed"] == 2
    rows = tell("--base", furnished, "--json", "clients", "list").rows
    assert [row["tags"] for row in rows] == [["опт", "VIP"], [], ["VIP", "опт"]]
    assert tell(*bulk, "--delete", "--expect", 2).data["changed"] == 2
    assert len(sources(tell, furnished)) == 1
    assert tell(*bulk, "--restore", "--expect", 2).data["changed"] == 2
    assert len(sources(tell, furnished)) == 3


def test_an_unknown_owner_is_named_with_those_there_are(tell: Tell, furnished: Path) -> None:
    said = tell("--base", furnished, "clients", "bulk", "--everybody", "--owner", "Кто-то")
    assert said.code == 1
    assert "Хозяйка" in said.err


def test_an_employee_hands_over_and_leaves(tell: Tell, furnished: Path) -> None:
    assert tell("--base", furnished, "employees", "add", "Пётр").code == 0
    hand = ("--base", furnished, "employees", "hand-over", "Хозяйка", "Пётр")
    looked = tell(*hand, "--json").data
    assert looked == {"clients": 3, "deals": 0, "tasks": 0, "operation": None}
    assert "--expect 3,0,0" in tell(*hand).out
    assert tell(*hand, "--expect", "2,0,0").code == 1
    assert "3 clients" in tell(*hand, "--expect", "3,0,0").out
    rows = tell("--base", furnished, "--json", "employees", "list").rows
    assert {row["name"]: row["clients"] for row in rows} == {"Хозяйка": 0, "Пётр": 3}


def test_a_field_of_ones_own_is_called_by_its_name(tell: Tell, furnished: Path) -> None:
    field = ("--base", furnished, "fields", "add", "Пробег", "--kind", "number")
    assert tell(*field).code == 0
    bulk = ("--base", furnished, "clients", "bulk", "--filter", "city is Тверь", "--set")
    looked = tell(*bulk, "пробег=1250.5", "--json").data
    assert (looked["would_change"], looked["examples"][0]["new"]) == (2, "1,250.5")
    done = tell(*bulk, "пробег=1250.5", "--expect", 2)
    assert done.out.strip() == "Пробег: “1,250.5” for 2 clients"
    shown = [
        row.get("custom") for row in tell("--base", furnished, "--json", "clients", "dump").rows
    ]
    assert shown == [{"Пробег": "1250.5"}, {"Пробег": "1250.5"}, {}]
    refused = tell(*bulk, "пробег=много", "--expect", 2)
    assert refused.code == 1
    assert "много" in refused.err
    assert tell("--base", furnished, "undo").code == 0
    assert not any(
        row.get("custom") for row in tell("--base", furnished, "--json", "clients", "dump").rows
    )
