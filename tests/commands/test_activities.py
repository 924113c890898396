"""Contacts with outcomes: noted, corrected, pinned, and what follows from them."""

from __future__ import annotations

from datetime import date

import pytest

from crm_desktop.commands import activities, clients, dictionaries, employees
from crm_desktop.crm import Crm
from crm_desktop.domain.activities import (
    ASKS_DATE,
    IN_FUTURE,
    NOT_YOURS,
    Direction,
    FollowUp,
    TouchDraft,
)
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.problems import NOT_FOUND, REQUIRED, TOO_LONG, Refused
from crm_desktop.domain.rights import Role, Viewer
from crm_desktop.domain.tasks import BAD_TIME
from crm_desktop.queries import activities as queries
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import tasks as task_queries
from tests.fixtures import a_client

FRIDAY = date(2026, 12, 4)


@pytest.fixture
def client(crm: Crm) -> int:
    return crm.do(clients.add, a_client("Ёжиков Пётр", "8 916 000-00-01")).value


def _code(crm: Crm, draft: TouchDraft) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        crm.do(activities.log, draft)
    first = refused.value.problems[0]
    return first.field, first.code


def test_a_call_and_what_follows_are_one_step(crm: Crm, client: int) -> None:
    draft = TouchDraft(
        client, "Звонок", "Просили перезвонить", text="после обеда",
        next=FollowUp(FRIDAY, "15:00", "Перезвонить Ёжикову"),
    )  # fmt: skip
    made = crm.do(activities.log, draft).value
    entry = crm.ask(queries.timeline, client)[0]
    assert (entry.id, entry.kind, entry.way, entry.direction, entry.outcome, entry.text) == (
        made.activity, "contact", "Звонок", "out", "Просили перезвонить", "после обеда"
    )  # fmt: skip
    assert made.task is not None
    task = crm.ask(task_queries.card, made.task)
    assert (task.title, task.due_on, task.due_time) == (
        "Перезвонить Ёжикову",
        "2026-12-04",
        "15:00",
    )
    card = crm.ask(client_queries.card, client)
    assert card.next_task_on == "2026-12-04"
    assert card.last_touch
    crm.undo()
    assert crm.ask(queries.timeline, client) == []
    assert crm.ask(task_queries.listing, done=True, client_id=client) == []


def test_an_outcome_that_is_no_end_asks_for_a_day(crm: Crm, client: int) -> None:
    open_end = TouchDraft(client, "Звонок", "Не дозвонились")
    assert _code(crm, open_end) == ("next", ASKS_DATE)
    assert _code(crm, TouchDraft(client, "звонок", "не  дозвонились")) == ("next", ASKS_DATE)
    undated = TouchDraft(client, "Звонок", "Не дозвонились", next=FollowUp(title="перезвонить"))
    assert _code(crm, undated) == ("next", ASKS_DATE)
    crm.do(activities.log, TouchDraft(client, "Звонок", "Поговорили"))
    # What the user's list says holds, whatever is usual.
    word = (DictionaryKind.OUTCOME, "Не дозвонились")
    crm.do(dictionaries.change, *word, parent="Звонок", asks_date=False)
    crm.do(activities.log, open_end)
    crm.do(dictionaries.add, DictionaryKind.OUTCOME, "Занято", parent="Звонок")
    crm.do(activities.log, TouchDraft(client, "Звонок", "Занято"))
    crm.do(dictionaries.change, DictionaryKind.OUTCOME, "Занято", parent="Звонок", asks_date=True)
    assert _code(crm, TouchDraft(client, "Звонок", "Занято")) == ("next", ASKS_DATE)


def test_what_a_contact_cannot_be(crm: Crm, client: int) -> None:
    assert _code(crm, TouchDraft(client, "  ")) == ("way", REQUIRED)
    assert _code(crm, TouchDraft(client, "Звонок", "я" * 101)) == ("outcome", TOO_LONG)
    assert _code(crm, TouchDraft(client, "Звонок", text="я" * 100_001)) == ("text", TOO_LONG)
    assert _code(crm, TouchDraft(client, "Звонок", at="2999-01-01T00:00:00Z")) == ("at", IN_FUTURE)
    late = TouchDraft(client, "Звонок", next=FollowUp(FRIDAY, "25:00"))
    assert _code(crm, late) == ("due_time", BAD_TIME)
    assert _code(crm, TouchDraft(client + 1, "Звонок")) == ("", NOT_FOUND)
    assert crm.ask(queries.timeline, client) == []


def test_earlier_contacts_keep_their_day(crm: Crm, client: int) -> None:
    crm.do(activities.add_note, client, "сегодня")
    past = TouchDraft(client, "Письмо", direction=Direction.IN, at="2026-01-02T09:00:00Z")
    crm.do(activities.log, past)
    told = [(entry.way, entry.direction) for entry in crm.ask(queries.timeline, client)]
    assert told == [("", ""), ("Письмо", "in")]


def test_what_stood_there_before_is_told(crm: Crm, client: int) -> None:
    note = crm.do(activities.add_note, client, "придут втором").value
    crm.do(activities.edit, note, "придут вторник")
    crm.do(activities.edit, note, "придут во вторник")
    # Nothing new is no change; a pin is none of the text.
    crm.do(activities.edit, note, "придут во вторник ")
    crm.do(activities.pin, note)
    entry = crm.ask(queries.timeline, client)[0]
    assert (entry.text, entry.pinned, bool(entry.edited_at)) == ("придут во вторник", True, True)
    told = crm.ask(queries.versions, note)
    assert [one.text for one in told] == ["придут вторник", "придут втором"]
    assert all(one.at for one in told)


def test_an_outcome_is_corrected_with_the_words(crm: Crm, client: int) -> None:
    made = crm.do(activities.log, TouchDraft(client, "Звонок", "Отказ")).value.activity
    crm.do(activities.edit, made, "", "Поговорили")
    assert crm.ask(queries.timeline, client)[0].outcome == "Поговорили"
    assert [one.outcome for one in crm.ask(queries.versions, made)] == ["Отказ"]


def test_somebody_elses_words_stay(crm: Crm, client: int) -> None:
    note = crm.do(activities.add_note, client, "моё").value
    crm.viewer = Viewer(crm.do(employees.add, "Смена").value, "Смена", Role.OWNER)
    with pytest.raises(Refused) as refused:
        crm.do(activities.edit, note, "не моё")
    assert refused.value.problems[0].code == NOT_YOURS


def test_usual_words_stand_in_for_none(crm: Crm) -> None:
    for way in crm.ask(queries.ways, "ru"):
        crm.do(dictionaries.remove, DictionaryKind.WAY, way.name)
    usual = crm.ask(queries.ways, "ru")
    assert [way.name for way in usual] == ["Звонок", "Встреча", "Письмо", "Сообщение"]
    assert ("Не дозвонились", True) in [(one.name, one.asks_date) for one in usual[0].outcomes]
    assert crm.ask(queries.ways, "en")[0].name == "Call"
    crm.do(dictionaries.add, DictionaryKind.WAY, "Визит")
    assert [(way.name, way.outcomes) for way in crm.ask(queries.ways, "ru")] == [("Визит", ())]
    crm.do(dictionaries.archive, DictionaryKind.WAY, "Визит")
    assert len(crm.ask(queries.ways, "ru")) == 4
