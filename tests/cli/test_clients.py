from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Tell

LINE = {
    "external_id": "shop-1",
    "name": "ООО «Ёлки»",
    "kind": "company",
    "phones": ["8 (916) 123-45-67"],
    "emails": ["Sale@Elki.RU"],
    "inn": "7701000001",
    "city": "Тверь",
    "tags": ["опт"],
    "comment": "Звонить после 10",
    "contacts": [{"name": "Ёжиков Пётр", "position": "закупки", "phones": ["+79160000001"]}],
}


def lines(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def without(row: dict[str, object]) -> dict[str, object]:
    """A row without what every base gives by itself."""
    return {key: value for key, value in row.items() if key not in {"id", "created_at"}}


def test_each_line_is_answered(tell: Tell, base: Path) -> None:
    said = tell("--base", base, "clients", "add", "--from", "-", given=lines(LINE, {"name": "Б"}))
    assert said.code == 0
    assert said.err == ""
    assert [(row["line"], row["external_id"], row["warnings"]) for row in said.rows] == [
        (0, "shop-1", []),
        (1, "", []),
    ]
    ids = [row["id"] for row in said.rows]
    card = tell("clients", "show", ids[0], "--base", base, "--json").data
    assert card["name"] == "ООО «Ёлки»"
    assert card["phones"] == [
        {"value": "8 (916) 123-45-67", "normal": "+79161234567", "ext": None, "label": ""}
    ]
    assert card["emails"][0]["normal"] == "sale@elki.ru"
    assert card["contacts"][0]["name"] == "Ёжиков Пётр"
    assert card["debt"] == "0.00"
    assert card["currency"] == "RUB"


def test_a_rhythm_goes_in_and_out_and_is_set_by_name(tell: Tell, base: Path) -> None:
    given = lines(
        {"name": "А", "rhythm_days": 10}, {"name": "Б", "rhythm_days": "раз в месяц"},
        {"name": "В", "rhythm_days": "иногда"}, {"name": "Г", "rhythm_days": 0},
    )  # fmt: skip
    said = tell("--base", base, "clients", "add", "--from", "-", given=given)
    assert [row["refused"]["code"] for row in said.rows[2:]] == ["client.not-a-rhythm"] * 2
    assert tell("clients", "set", 1, "rhythm_days=две недели", "--base", base).code == 0
    rows = tell("--base", base, "clients", "dump").rows
    assert [row["rhythm_days"] for row in rows] == [14, 30]
    found = tell("clients", "list", "--filter", "rhythm_days is 30", "--json", "--base", base)
    assert [row["id"] for row in found.rows] == [2]


def test_a_bad_line_is_refused_and_the_rest_goes_on(tell: Tell, base: Path) -> None:
    given = lines({"name": "А"}) + "{oops\n\n" + lines({"kind": "alien"}, {"name": "Б"})
    said = tell("--base", base, "clients", "add", "--from", "-", given=given)
    assert said.code == 1
    answers = said.rows
    assert [row["line"] for row in answers] == [0, 1, 3, 4]
    assert answers[1]["refused"]["code"] == "json.not-an-object"
    assert answers[1]["refused"]["untouched"] is True
    assert answers[2]["refused"]["code"] == "json.not-one-of"
    assert "Line 2:" in said.err
    assert "Line 4:" in said.err
    assert len(tell("clients", "list", "--json", "--base", base).rows) == 2


def test_doubts_are_warnings(tell: Tell, base: Path) -> None:
    row = {"name": "А", "phones": ["звонить жене"], "favourite": "красный"}
    answer = tell("--base", base, "clients", "add", "--from", "-", given=lines(row)).data
    assert {one["field"] for one in answer["warnings"]} == {"phones", "favourite"}
    assert all(one["text"] for one in answer["warnings"])


def test_a_dump_can_be_added_to_another_base(tell: Tell, base: Path, tmp_path: Path) -> None:
    tell("--base", base, "clients", "add", "--from", "-", given=lines(LINE, {"name": "Б"}))
    first = tell("--base", base, "clients", "dump")
    other = tmp_path / "другая база"
    assert tell("--base", other, "init").code == 0
    file = tmp_path / "дамп.jsonl"
    file.write_text(first.out, "utf-8")
    assert tell("--base", other, "clients", "add", "--from", file).code == 0
    second = tell("--base", other, "clients", "dump").rows
    assert [without(row) for row in second] == [without(row) for row in first.rows]
    assert len(second) == 2


def test_the_list(tell: Tell, base: Path) -> None:
    names = ("Яна", "анна", "Борис")
    rows = [{"name": name, "phones": [f"+7916000000{i}"]} for i, name in enumerate(names)]
    tell("--base", base, "clients", "add", "--from", "-", given=lines(*rows))
    found = tell("clients", "list", "--base", base, "--json").rows
    assert [row["name"] for row in found] == ["анна", "Борис", "Яна"]
    assert len(tell("clients", "list", "--base", base, "--limit", 1, "--json").rows) == 1
    one = tell("clients", "list", "--base", base, "--search", "0002", "--json").data
    assert one["name"] == "Борис"
    text = tell("clients", "list", "--base", base).out
    assert "Борис  +79160000002" in text


def test_the_list_filtered(tell: Tell, base: Path) -> None:
    rows = [
        {"name": "Анна", "city": "Тула", "tags": ["опт"]},
        {"name": "Борис", "city": "Орёл", "tags": ["опт", "VIP"]},
        {"name": "Вера", "city": "тула"},
    ]
    tell("--base", base, "clients", "add", "--from", "-", given=lines(*rows))

    def names(*conditions: str) -> list[str]:
        asked = [word for one in conditions for word in ("--filter", one)]
        found = tell("clients", "list", "--base", base, "--json", *asked)
        return [row["name"] for row in found.rows]

    assert names("city is ТУЛА") == ["Анна", "Вера"]
    assert names("city one-of тула|орел") == ["Анна", "Борис", "Вера"]
    assert names("city is Тула", "tags has-all опт") == ["Анна"]
    assert names("tags none-of vip") == ["Анна", "Вера"]
    assert names("debt more 0.50") == []
    assert names("debt at-most 0.50", "last_touch older-days 30") == ["Анна", "Борис", "Вера"]
    either = '{"any": [{"field": "city", "is": "is", "values": ["Орёл"]}, {"field": "tags", "is": "empty"}]}'
    assert names(either) == ["Борис", "Вера"]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("city", "filter.not-a-condition"),
        ("city like Тула", "filter.not-a-condition"),
        ("colour is красный", "filter.unknown-field"),
        ("city more Тула", "filter.unfit-operator"),
        ("birthday is 30.02.2026", "filter.unfit-value"),
        ("debt more много", "json.not-decimal"),
        ("debt between 5", "filter.unfit-value"),
        ("city is", "filter.unfit-value"),
        ("{", "filter.unreadable"),
        ('{"version": 9, "all": []}', "filter.newer"),
    ],
)
def test_a_filter_that_means_nothing(tell: Tell, base: Path, condition: str, code: str) -> None:
    told = tell("clients", "list", "--base", base, "--json", "--filter", condition)
    assert told.data["refused"]["code"] == code


def test_fields_are_set_and_their_story_is_told(tell: Tell, base: Path) -> None:
    tell("--base", base, "clients", "add", "--from", "-", given=lines(LINE))
    (row,) = tell("clients", "list", "--base", base, "--json").rows
    said = tell(
        "clients", "set", row["id"], "city=Тула", "email=a=b@x.ru", "--base", base, "--json"
    )
    assert (said.code, said.data["fields"]) == (0, ["city", "email"])
    assert tell("clients", "set", row["id"], "city=", "--base", base).out == "Saved.\n"
    shown = tell("clients", "show", row["id"], "--base", base, "--json").data
    assert shown["city"] == ""
    story = [(one["field"], one["old"], one["new"]) for one in shown["changes"]]
    assert story[0] == ("city", "Тула", "")
    assert sorted(story[1:3]) == [
        ("city", row["city"], "Тула"),
        ("email", row["emails"][0]["value"], "a=b@x.ru"),
    ]
    for words, code in (
        (["city"], "client.not-a-field"),
        (["colour=red"], "client.unknown-field"),
        (["birthday=17.05.1980"], "client.not-a-day"),
    ):
        refused = tell("clients", "set", row["id"], *words, "--base", base, "--json")
        assert (refused.code, refused.data["refused"]["code"]) == (1, code)
    gone = tell("clients", "set", 999, "city=Тула", "--base", base, "--json")
    assert gone.data["refused"]["code"] == "record.not-found"


def test_search(tell: Tell, base: Path) -> None:
    tell("--base", base, "clients", "add", "--from", "-", given=lines(LINE))
    found = tell("search", "4567", "--base", base, "--json").data
    assert found["query"] == "4567"
    (hit,) = found["results"]
    assert (hit["kind"], hit["external_id"], hit["title"]) == ("client", "shop-1", "ООО «Ёлки»")
    assert {"field": "phone", "text": "8 (916) 123-45-67"} in hit["why"]
    assert "ООО «Ёлки»" in tell("search", "елки", "--base", base).out
    misspelt = tell("search", "елкии", "--base", base).out.splitlines()
    assert misspelt[0].startswith("Nothing is called “елкии”.")
    assert "ООО «Ёлки»" in misspelt[1]
    assert tell("search", "ничего", "--base", base, "--json").data["results"] == []


def test_a_client_that_is_gone(tell: Tell, base: Path) -> None:
    said = tell("clients", "show", 99, "--base", base, "--json")
    assert said.code == 1
    assert said.data["refused"]["code"] == "record.not-found"
    assert said.err.count("Nothing was changed.") == 1
