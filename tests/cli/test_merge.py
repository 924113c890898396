"""`merge`, `unmerge`: cards become one client from a script, and are taken apart again."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Tell


def test_merged_chosen_and_taken_apart(tell: Tell, base: Path) -> None:
    cards = (
        {"name": "Анна", "city": "Тула", "phones": ["8 916 123-45-67"]},
        {"name": "Анна Петрова", "city": "Орёл", "phones": ["8 916 123-45-67"]},
        {"name": "А. Петрова", "emails": ["anna@example.com"]},
    )
    given = "".join(json.dumps(card) + "\n" for card in cards)
    assert tell("--base", base, "clients", "add", "--from", "-", given=given).code == 0
    assert tell("--base", base, "fields", "add", "Размер", "--kind", "text").code == 0
    assert tell("--base", base, "clients", "set", 2, "Размер=XL").code == 0
    wrong = tell("--base", base, "merge", 1, 2, "--choose", "city")
    assert (wrong.code, "Nothing was changed" in wrong.err) == (1, True)
    done = tell(
        "--base", base, "--json", "merge", 1, 2, 3, "--choose", "city=2", "--choose", "Размер=2"
    ).data
    assert (done["id"], done["merged"]) == (1, [2, 3])
    card = tell("--base", base, "--json", "clients", "show", 1).data
    assert (card["city"], card["custom"], len(card["phones"])) == ("Орёл", {"Размер": "XL"}, 1)
    found = tell("--base", base, "--json", "search", "Петрова").data["results"]
    assert [one["id"] for one in found] == [1]
    note = json.dumps({"name": "Новый"}) + "\n"
    assert tell("--base", base, "clients", "add", "--from", "-", given=note).code == 0
    assert tell("--base", base, "clients", "set", 1, "city=Рязань").code == 0
    seen = tell("--base", base, "--json", "unmerge", 1, "--preview").data
    assert seen["operation"] == done["operation"]
    assert [(k["table"], k["reason"], k["columns"]) for k in seen["kept"]] == [
        ("client", "changed-later", ["city"])
    ]
    said = tell("--base", base, "unmerge", 1, "--preview")
    assert "Анна: changed since" in said.out
    back = tell("--base", base, "--json", "unmerge", 1).data
    assert (back["reversed"]["id"], back["kept"]) == (done["operation"], seen["kept"])
    names = [row["name"] for row in tell("--base", base, "--json", "clients", "list").rows]
    assert set(names) == {"Новый", *(str(card["name"]) for card in cards)}
    nothing = tell("--base", base, "--json", "unmerge", 1)
    assert (nothing.code, nothing.data["refused"]["code"]) == (1, "merge.not-merged")
