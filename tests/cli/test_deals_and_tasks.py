from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.crm import Crm
from crm_desktop.queries import deals
from crm_desktop.words import formats
from tests.cli.conftest import Tell


@pytest.fixture
def client(tell: Tell, base: Path) -> int:
    line = '{"name": "Ёжиков", "external_id": "77"}\n'
    return int(tell("--base", base, "clients", "add", "--from", "-", given=line).data["id"])


@pytest.fixture
def stages(base: Path, client: int) -> list[deals.StageRow]:
    crm = Crm(base)
    found = crm.ask(deals.stages)
    crm.close()
    return found


def test_a_deal_goes_along(
    tell: Tell, base: Path, client: int, stages: list[deals.StageRow]
) -> None:
    made = tell(
        "deals", "add", "--base", base, "--client", "77", "--title", "Окна на дачу",
        "--amount", "1500.50", "--close-date", "2026-12-31", "--json",
    )  # fmt: skip
    assert made.code == 0
    assert made.data["operation"]
    moved = tell(
        "deals", "move", made.data["id"], "--base", base, "--stage", stages[1].name, "--json"
    )
    assert (moved.code, moved.data["stage_id"]) == (0, stages[1].id)
    row = tell("deals", "list", "--base", base, "--json").data
    assert row["deal_name"] == "Окна на дачу"
    assert (row["client_id"], row["client_name"]) == (client, "Ёжиков")
    assert (row["amount"], row["currency"]) == ("1500.50", "RUB")
    assert row["close_date"] == "2026-12-31"
    assert "Окна на дачу" in tell("deals", "list", "--base", base, "--client", "ежиков").out
    card = tell("clients", "show", client, "--base", base, "--json").data
    assert (card["open_amount"], len(card["deals"])) == ("1500.50", 1)


def test_what_a_deal_cannot_be(tell: Tell, base: Path, client: int) -> None:
    add = ("deals", "add", "--base", base, "--title", "Окна", "--json", "--client")
    for rest, code in (
        (("никто",), "record.not-found"),
        (("999",), "record.not-found"),
        (("77", "--amount", "1,5"), "json.not-decimal"),
        (("77", "--close-date", "завтра"), "json.not-date"),
        (("77", "--stage", "Луна"), "record.not-found"),
    ):
        said = tell(*add, *rest)
        assert (said.code, said.data["refused"]["code"]) == (1, code)
    assert tell("deals", "list", "--base", base).out == ""


def test_two_clients_of_one_name(tell: Tell, base: Path) -> None:
    lines = '{"name": "Иванов"}\n' * 2
    tell("--base", base, "clients", "add", "--from", "-", given=lines)
    said = tell("deals", "list", "--base", base, "--client", "Иванов", "--json")
    assert (said.code, said.data["refused"]["code"]) == (1, "record.ambiguous")


def test_a_task_is_done(tell: Tell, base: Path, client: int) -> None:
    made = tell(
        "tasks", "add", "--base", base, "--title", "Позвонить", "--due", "2026-12-01",
        "--time", "09:30", "--remind", "2026-12-01T09:00", "--client", "Ёжиков", "--json",
    )  # fmt: skip
    assert made.code == 0
    row = tell("tasks", "list", "--base", base, "--json").data
    assert (row["title"], row["due_on"], row["due_time"]) == ("Позвонить", "2026-12-01", "09:30")
    assert (row["remind_at"], row["client"]) == ("2026-12-01T09:00", "Ёжиков")
    done = tell("tasks", "done", made.data["id"], "--base", base, "--json")
    assert done.code == 0
    assert done.data["done_at"].endswith("Z")
    again = tell("tasks", "done", made.data["id"], "--base", base, "--json")
    assert (again.code, again.data["operation"]) == (0, None)
    assert tell("tasks", "list", "--base", base).out == ""
    assert "Позвонить" in tell("tasks", "list", "--done", "--base", base).out
    assert tell("tasks", "done", 99, "--base", base).code == 1
    add = ("tasks", "add", "--base", base, "--title", "x", "--json")
    for rest, code in (
        (("--deal", 9), "record.not-found"),
        (("--time", "25:00"), "task.bad-time"),
        (("--remind", "скоро"), "json.not-time"),
        (("--due", "01.12.2026"), "json.not-date"),
    ):
        assert tell(*add, *rest).data["refused"]["code"] == code


def test_the_journal_and_taking_back(tell: Tell, base: Path, client: int) -> None:
    assert "Ёжиков" in tell("operations", "--base", base).out
    first = tell("operations", "--base", base, "--json").rows[0]
    assert (first["name"], first["via"], first["undone"]) == ("client.add", "do", False)
    taken = tell("undo", "--base", base, "--json")
    assert taken.code == 0
    assert taken.data["reversed"]["id"] == first["id"]
    assert taken.data["kept"] == []
    assert tell("clients", "list", "--base", base).out == ""
    again = tell("redo", "--base", base, "--json")
    assert again.data["restored"] == taken.data["restored"] > 0
    assert "Ёжиков" in tell("clients", "list", "--base", base).out
    nothing = tell("redo", "--base", base, "--json")
    assert (nothing.code, nothing.data["refused"]["code"]) == (1, "redo.nothing")
    assert tell("undo", 999, "--base", base).code == 1


def test_the_journal_speaks_in_words_and_in_the_time_of_this_computer(
    tell: Tell, base: Path, client: int
) -> None:
    tell("undo", "--base", base)
    head, undone, added, *_ = tell("operations", "--base", base).out.splitlines()
    assert head.startswith("№")
    assert "What was done" in head
    assert "Undone: " in undone
    assert "(taken back)" in added
    at = tell("operations", "--base", base, "--json").rows[0]["at"]
    assert formats.date_time(at, "en") in undone
    assert at not in undone
    assert "Что сделано" in tell("--language", "ru", "operations", "--base", base).out


def test_what_was_kept_is_told_by_name(tell: Tell, base: Path, client: int) -> None:
    tell("deals", "add", "--base", base, "--client", "77", "--title", "Окна")
    added = [
        one
        for one in tell("operations", "--base", base, "--json").rows
        if one["name"] == "client.add"
    ]
    taken = tell("undo", added[0]["id"], "--base", base, "--json").data
    kept = {one["table"]: one for one in taken["kept"]}
    assert kept["client"]["name"] == "Ёжиков"
    assert kept["client"]["reason"] == "referred-to"
    assert kept["client"]["text"]
    tell("undo", "--base", base)
    said = tell("undo", added[0]["id"], "--base", base)
    assert said.code in {0, 1}
