from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Tell


def test_a_call_is_noted_without_a_window(tell: Tell, base: Path) -> None:
    given = '{"name": "Ёжиков", "external_id": "77"}\n'
    tell("--base", base, "clients", "add", "--from", "-", given=given)
    log = ("activities", "log", "--base", base, "--client", "77", "--way", "Звонок", "--json")
    said = tell(*log, "--outcome", "Не дозвонились")
    assert (said.code, said.data["refused"]["code"]) == (1, "activity.asks-date")
    made = tell(*log, "--outcome", "Не дозвонились", "--next", "2026-12-04", "--text", "занято")
    assert made.code == 0
    assert made.data["task"]
    past = tell(*log, "--incoming", "--at", "2026-01-02 09:00").data["id"]
    assert tell("activities", "pin", past, "--base", base).code == 0
    note = tell("activities", "note", "--base", base, "--client", "77", "завтра", "--json").data
    assert tell("activities", "edit", note["id"], "послезавтра", "--base", base).code == 0
    told = tell("activities", "list", "--base", base, "--client", "77", "--json", "--limit", "1")
    assert (told.data["text"], told.data["kind"]) == ("послезавтра", "note")
    assert tell("activities", "delete", note["id"], "--base", base).code == 0
    assert tell("activities", "unpin", past, "--base", base).code == 0
    told = tell("activities", "list", "--base", base, "--client", "77")
    assert "Не дозвонились" in told.out
    assert "послезавтра" not in told.out
