"""`duplicates` and `different`: who may be one, and who is said to be two."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Tell

CLIENTS = (
    {"name": "Семёнова Наталья", "phones": ["8 (916) 123-45-67"], "external_id": "A-1"},
    {"name": "Наталия Семенова", "phones": ["+7 916 123-45-67"], "external_id": "B-2"},
    {"name": "ООО «Ромашка»", "kind": "company"},
    {"name": "ROMASHKA LLC", "kind": "company"},
    {"name": "Синицын Олег"},
)


def test_groups_and_those_told_apart(tell: Tell, base: Path) -> None:
    given = "".join(json.dumps(one) + "\n" for one in CLIENTS)
    assert tell("--base", base, "clients", "add", "--from", "-", given=given).code == 0
    sure, likely = tell("--base", base, "--json", "duplicates").data["groups"]
    assert (sure["ids"], sure["external_ids"]) == ([1, 2], ["A-1", "B-2"])
    assert 0.95 <= sure["score"] <= 1
    assert sure["reasons"] == [
        {"field": "name", "kind": "near", "text": "Семёнова Наталья"},
        {"field": "phone", "kind": "same", "text": "+7 (916) 123-45-67"},
    ]
    assert likely["ids"] == [3, 4]
    said = tell("--base", base, "duplicates", "--threshold", "0,95")
    assert said.out.splitlines() == [
        f"Surely one client ({sure['score']:.2f})",
        "  1  Семёнова Наталья",
        "  2  Наталия Семенова",
        "  same phone +7 (916) 123-45-67, similar name",
    ]
    assert tell("--base", base, "duplicates", "--threshold", "7").code == 2
    assert tell("--base", base, "--json", "different", 1, 2).data["pairs"] == 1
    groups = tell("--base", base, "--json", "duplicates").data["groups"]
    assert [group["ids"] for group in groups] == [[3, 4]]
    assert tell("--base", base, "different", 1).code == 1
