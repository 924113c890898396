"""Word lists: a rename reaches every record in one operation, a removal harms none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.commands import clients, deals, dictionaries
from crm_desktop.commands.dictionaries import _without_doubles
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.dictionaries import (
    ALREADY_THERE,
    ITSELF,
    NO_SUCH_COLOUR,
    DictionaryKind,
    check,
    tidy,
)
from crm_desktop.domain.problems import NOT_FOUND, REQUIRED, TOO_LONG, Refused
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import dictionaries as asked
from tests.fixtures import a_client
from tests.tables import dump

SOURCE, TAG = DictionaryKind.SOURCE, DictionaryKind.TAG


def words(crm: Crm, kind: DictionaryKind) -> dict[str, int]:
    return {word.name: word.count for word in crm.ask(asked.words, kind)}


def refusal(crm: Crm, command: Callable[..., object], *arguments: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        crm.do(command, *arguments)
    return refused.value.problems[0].field, refused.value.problems[0].code


@pytest.fixture
def three(crm: Crm) -> list[int]:
    return [
        crm.do(clients.add, replace(a_client(name), source=source, tags=tags)).value
        for name, source, tags in (
            ("Анна", "сайт", ("опт", "Опт", "VIP")),
            ("Борис", "сайт", ("опт",)),
            ("Вера", "Яндекс", ()),
        )
    ]


def test_the_list_shows_what_records_hold_besides(crm: Crm, three: list[int]) -> None:
    found = crm.ask(asked.words, SOURCE)
    assert [(word.name, word.count) for word in found if word.entry is None] == [
        ("сайт", 2),
        ("Яндекс", 1),
    ]
    assert found[0].name == "Рекомендация"
    assert len({word.id for word in found}) == len(found)
    assert "сайт" not in crm.ask(asked.suggestions, SOURCE)
    assert crm.ask(asked.suggestions, TAG) == ["опт", "VIP", "Опт"]


def test_a_rename_reaches_clients_and_deals_at_once(crm: Crm, three: list[int]) -> None:
    deal = crm.do(deals.add, DealDraft("Окна", three[0], source="Яндекс")).value
    before = dump(crm)
    assert crm.do(dictionaries.rename, SOURCE, "Яндекс", " Яндекс  Карты ").value == 2
    assert crm.ask(client_queries.card, three[2]).source == "Яндекс Карты"
    assert crm.ask(deal_queries.card, deal).source == "Яндекс Карты"
    assert words(crm, SOURCE)["Яндекс Карты"] == 2
    crm.undo()
    assert dump(crm) == before


def test_a_rename_onto_another_word_is_a_merge_and_must_be_meant(
    crm: Crm, three: list[int]
) -> None:
    assert refusal(crm, dictionaries.rename, SOURCE, "Яндекс", "САЙТ") == ("name", ALREADY_THERE)
    assert crm.do(dictionaries.merge, SOURCE, "сайт", "Сайт").value == 2
    assert words(crm, SOURCE)["Сайт"] == 2
    assert "сайт" not in words(crm, SOURCE)
    # The same word in another case is renamed without asking.
    crm.do(dictionaries.rename, SOURCE, "Сайт", "САЙТ")
    assert words(crm, SOURCE)["САЙТ"] == 2
    assert refusal(crm, dictionaries.merge, SOURCE, "САЙТ", "САЙТ") == ("into", ITSELF)
    assert refusal(crm, dictionaries.rename, SOURCE, "Нет такого", "Есть") == ("", NOT_FOUND)


def test_merged_tags_stand_once(crm: Crm, three: list[int]) -> None:
    before = dump(crm)
    assert crm.do(dictionaries.merge, TAG, "Опт", "опт").value == 1
    assert crm.ask(client_queries.card, three[0]).tags == ("опт", "VIP")
    assert words(crm, TAG) == {"опт": 2, "VIP": 1}
    crm.undo()
    assert dump(crm) == before


@pytest.mark.parametrize("clear", [False, True])
def test_a_removed_word_stays_in_records_unless_told_otherwise(
    crm: Crm, three: list[int], clear: bool
) -> None:
    crm.do(dictionaries.add, TAG, "VIP")
    crm.do(dictionaries.remove, TAG, "VIP", clear=clear)
    assert crm.ask(client_queries.card, three[0]).tags == (
        ("опт", "Опт") if clear else ("опт", "Опт", "VIP")
    )
    assert ("VIP" in words(crm, TAG)) is not clear


def test_words_change_places(crm: Crm) -> None:
    found = [word for word in crm.ask(asked.words, SOURCE) if word.entry]
    crm.do(dictionaries.move, found[2].id, found[0].id)
    crm.do(dictionaries.move, found[1].id, None)
    order = [word.id for word in crm.ask(asked.words, SOURCE)]
    assert order == [found[2].id, found[0].id, *(w.id for w in found[3:]), found[1].id]


def test_usual_words_are_added_only_where_they_lack(crm: Crm) -> None:
    crm.do(dictionaries.remove, SOURCE, "Сайт")
    assert crm.do(dictionaries.add_usual, SOURCE, "ru").value == 1
    assert crm.do(dictionaries.add_usual, SOURCE, "ru").operation is None


@pytest.mark.parametrize(
    ("name", "code"), [(" \n ", REQUIRED), ("x" * 101, TOO_LONG), ("реклама", ALREADY_THERE)]
)
def test_what_no_word_can_be(crm: Crm, name: str, code: str) -> None:
    assert refusal(crm, dictionaries.add, SOURCE, name) == ("name", code)


WAY, OUTCOME = DictionaryKind.WAY, DictionaryKind.OUTCOME


def outcomes(crm: Crm, way: str) -> dict[str, bool]:
    return {one.name: one.asks_date for one in crm.ask(asked.words, OUTCOME, way)}


def test_each_way_of_contact_has_its_outcomes(crm: Crm) -> None:
    assert crm.ask(asked.suggestions, WAY) == ["Звонок", "Встреча", "Письмо", "Сообщение"]
    assert outcomes(crm, "Звонок")["Не дозвонились"] is True
    assert outcomes(crm, "Звонок")["Поговорили"] is False
    assert {one.parent for one in crm.ask(asked.words, OUTCOME)} == set(
        crm.ask(asked.suggestions, WAY)
    )
    # The same word may be an outcome of two ways; each is renamed alone.
    crm.do(dictionaries.rename, OUTCOME, "Ждём ответа", "Молчат", parent="Письмо")
    assert "Ждём ответа" in outcomes(crm, "Сообщение")
    assert "Ждём ответа" not in outcomes(crm, "Письмо")
    assert refusal(crm, dictionaries.add, OUTCOME, "Сам по себе") == ("parent", REQUIRED)


def test_outcomes_follow_their_way_and_come_back(crm: Crm, three: list[int]) -> None:
    with crm.database.write() as connection:
        connection.exec_driver_sql("UPDATE journal_context SET op = 1")
        connection.exec_driver_sql(
            "INSERT INTO activity (client_id, kind, text, at, way, outcome) VALUES "
            "(?, 'contact', '', '2026-01-01T00:00:00Z', 'Звонок', 'Поговорили'), "
            "(?, 'contact', '', '2026-01-01T00:00:00Z', 'Встреча', 'Состоялась')",
            (three[0], three[1]),
        )
        connection.exec_driver_sql("UPDATE journal_context SET op = NULL")
    before = dump(crm)
    assert crm.do(dictionaries.rename, WAY, "Звонок", "Телефон").value == 1
    assert "Поговорили" in outcomes(crm, "Телефон")
    assert outcomes(crm, "Звонок") == {}
    assert crm.do(dictionaries.merge, WAY, "Телефон", "Встреча").value == 1
    assert {"Поговорили", "Состоялась"} <= outcomes(crm, "Встреча").keys()
    count = {one.name: one.count for one in crm.ask(asked.words, OUTCOME, "Встреча")}
    assert (count["Поговорили"], count["Состоялась"]) == (1, 1)
    crm.undo()
    crm.undo()
    assert dump(crm) == before
    crm.do(dictionaries.remove, WAY, "Звонок")
    assert [o.name for o in crm.ask(asked.words, OUTCOME, "Звонок")] == ["Поговорили"]


def test_an_archived_word_is_offered_no_more_and_stays_in_records(
    crm: Crm, three: list[int]
) -> None:
    crm.do(dictionaries.archive, SOURCE, "Реклама")
    crm.do(dictionaries.archive, TAG, "VIP")
    assert "Реклама" not in crm.ask(asked.suggestions, SOURCE)
    assert crm.ask(client_queries.card, three[0]).tags == ("опт", "Опт", "VIP")
    (vip,) = (word for word in crm.ask(asked.words, TAG) if word.name == "VIP")
    assert (vip.archived, vip.count) == (True, 1)
    assert refusal(crm, dictionaries.archive, TAG, "никто не знает") == ("", NOT_FOUND)
    crm.do(dictionaries.restore, SOURCE, "Реклама")
    assert "Реклама" in crm.ask(asked.suggestions, SOURCE)


def test_a_tag_has_a_colour_of_the_eight(crm: Crm, three: list[int]) -> None:
    crm.do(dictionaries.change, TAG, "VIP", colour=5)
    assert crm.ask(asked.colours, TAG) == {"VIP": 5}
    crm.do(dictionaries.rename, TAG, "VIP", "важный")
    assert crm.ask(asked.colours, TAG) == {"важный": 5}
    with pytest.raises(Refused) as refused:
        crm.do(dictionaries.change, TAG, "важный", colour=8)
    assert refused.value.problems[0].code == NO_SUCH_COLOUR


@given(st.text(max_size=120))
def test_a_tidied_word_is_one_line_and_stays_so(name: str) -> None:
    once = tidy(name)
    assert tidy(once) == once
    assert "\n" not in once
    assert bool(list(check(once, [once]))) is True


@given(
    st.lists(st.sampled_from("абвг"), unique=True),
    st.sampled_from("абвг"),
    st.sampled_from(["", *"абвгд"]),
)
def test_tags_stay_unique_and_others_keep_their_order(tags: list[str], old: str, new: str) -> None:
    made = _without_doubles(tags, old, new)
    assert len(set(made)) == len(made)
    others = [tag for tag in tags if tag not in {old, new}]
    assert [tag for tag in made if tag not in {old, new}] == others
    assert (old in made) is (old == new and old in tags)
