"""Many clients changed at once: counted before, done as one, taken back as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crm_desktop.commands import client_bulk, client_fields, clients, deals, employees
from crm_desktop.commands.bulk import ClientWriter
from crm_desktop.commands.work import COMMANDS, CommandInfo, Kind, Work
from crm_desktop.crm import Crm
from crm_desktop.db import operations
from crm_desktop.domain.client_bulk import (
    COUNT_MOVED,
    HAS_OPEN_DEALS,
    HAS_PEOPLE,
    BulkAction,
    BulkChange,
    Foreseen,
    Scope,
    hundredths,
)
from crm_desktop.domain.clients import ClientDraft, ClientKind, ContactDraft, stored
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.filters import Condition, Group, Operator
from crm_desktop.domain.problems import Cancelled, Refused
from crm_desktop.domain.rights import Right
from crm_desktop.queries import client_bulk as questions
from crm_desktop.queries import client_changes, history
from crm_desktop.queries import clients as client_queries
from crm_desktop.ui.clients.story_words import change_text
from crm_desktop.words import set_language
from crm_desktop.words.codes import operation_text, problem_text
from tests.fixtures import a_client
from tests.tables import derived, dump

SITE = BulkChange(BulkAction.SET, "source", "Сайт")
EVERYBODY = Scope()
MANY = 20_000


def do(crm: Crm, scope: Scope, change: BulkChange, expected: int | None = None) -> int:
    if expected is None:
        expected = crm.ask(questions.preview, scope, change).total
    return crm.do(client_bulk.BY_ACTION[change.action], scope, change, expected).value


def three(crm: Crm) -> list[int]:
    drafts = (
        ClientDraft(name="Анна", source="Сайт", tags=("опт",)),
        ClientDraft(name="Борис", source="Реклама", city="Тверь", tags=("Опт", "VIP")),
        ClientDraft(name="Вера", kind=ClientKind.COMPANY, contacts=(ContactDraft("Глеб"),)),
    )
    return [crm.do(clients.add, draft).value for draft in drafts]


def told(crm: Crm, change: BulkChange, scope: Scope = EVERYBODY) -> Foreseen:
    return crm.ask(questions.preview, scope, change)


def test_the_preview_counts_and_shows_what_would_be_written(crm: Crm) -> None:
    three(crm)
    found = told(crm, SITE)
    assert (found.total, found.changed, found.already, found.kept) == (3, 2, 1, 0)
    assert [(e.name, e.old, e.new) for e in found.examples] == [
        ("Борис", "Реклама", "Сайт"),
        ("Вера", "", "Сайт"),
    ]
    before = dump(crm)
    assert do(crm, EVERYBODY, SITE) == 2
    after = crm.ask(client_queries.cards, crm.ask(client_queries.ids))
    assert [card.source for card in after] == ["Сайт"] * 3
    crm.undo()
    assert dump(crm) == before


def test_only_what_is_empty(crm: Crm) -> None:
    three(crm)
    change = BulkChange(BulkAction.SET, "source", " Сайт ", only_empty=True)
    found = told(crm, change)
    assert (found.changed, found.already, found.kept) == (1, 1, 1)
    assert do(crm, EVERYBODY, change) == 1
    cards = crm.ask(client_queries.cards, crm.ask(client_queries.ids))
    assert sorted(card.source for card in cards) == ["Реклама", "Сайт", "Сайт"]


def test_a_company_with_people_inside_becomes_no_private_person(crm: Crm) -> None:
    company = three(crm)[2]
    change = BulkChange(BulkAction.SET, "kind", "person")
    found = told(crm, change)
    assert found.cannot == ((HAS_PEOPLE, 1),)
    assert found.changed == 0
    assert do(crm, EVERYBODY, change) == 0
    assert crm.ask(client_queries.card, company).kind == "company"


def test_tags_are_added_once_and_taken_off_whatever_their_letters(crm: Crm) -> None:
    ids = three(crm)
    more = BulkChange(BulkAction.TAG, tags=("опт", "ОПТ", " свой "))
    found = told(crm, more)
    assert (found.changed, found.already) == (3, 0)
    assert [(e.old, e.new) for e in found.examples][:2] == [
        ("опт", "опт, свой"),
        ("Опт, VIP", "Опт, VIP, свой"),
    ]
    do(crm, EVERYBODY, more)
    assert crm.ask(client_queries.card, ids[2]).tags == ("опт", "свой")
    assert told(crm, more).already == 3
    fewer = BulkChange(BulkAction.UNTAG, tags=("ОПТ",))
    assert do(crm, EVERYBODY, fewer) == 3
    assert crm.ask(client_queries.card, ids[1]).tags == ("VIP", "свой")
    # What clients are found by knows the tags, too.
    assert crm.ask(client_queries.ids, "свой")
    assert not crm.ask(client_queries.ids, "опт")
    assert crm.database.check() == []


def test_a_view_is_changed_as_it_is_shown(crm: Crm) -> None:
    ids = three(crm)
    wanted = Group((Condition("city", Operator.IS, ("Тверь",)),))
    assert do(crm, Scope(wanted=wanted), SITE, 1) == 1
    assert crm.ask(client_queries.card, ids[1]).source == "Сайт"
    assert do(crm, Scope(text="вера"), SITE, 1) == 1
    assert crm.ask(client_queries.card, ids[2]).source == "Сайт"


def test_archive_and_back(crm: Crm) -> None:
    ids = three(crm)
    crm.do(deals.add, DealDraft(title="Окна", client_id=ids[0]))
    put = BulkChange(BulkAction.ARCHIVE)
    scope = Scope(ids=(ids[0], ids[1]))
    assert told(crm, put, scope).remarks == ((HAS_OPEN_DEALS, 1),)
    assert do(crm, scope, put) == 2
    assert list(crm.ask(client_queries.ids)) == [ids[2]]
    assert list(crm.ask(client_queries.ids, "Анна")) == [ids[0]]
    assert told(crm, put, scope).already == 2
    assert do(crm, scope, BulkChange(BulkAction.UNARCHIVE)) == 2
    assert len(crm.ask(client_queries.ids)) == 3


def test_into_the_bin_and_out_of_it(crm: Crm) -> None:
    ids = three(crm)
    before = dump(crm)
    scope = Scope(ids=tuple(ids))
    assert do(crm, scope, BulkChange(BulkAction.DELETE)) == 3
    assert crm.ask(client_queries.ids) == []
    # What is in the bin is changed by nothing else.
    assert told(crm, SITE, scope).total == 0
    assert do(crm, scope, BulkChange(BulkAction.RESTORE)) == 3
    assert dump(crm) == before


@pytest.mark.parametrize(
    "change",
    [
        BulkChange(BulkAction.SET, "name", "Иванов"),
        BulkChange(BulkAction.SET, "kind", "зверь"),
        BulkChange(BulkAction.SET, "source", "Ы" * 101),
        BulkChange(BulkAction.SET, "discount", "101"),
        BulkChange(BulkAction.SET, "source", "", only_empty=True),
        BulkChange(BulkAction.TAG, tags=(" ",)),
        BulkChange(BulkAction.UNTAG, tags=("Ы" * 101,)),
        BulkChange(BulkAction.REASSIGN, owner=777),
    ],
)
def test_what_is_no_change_is_refused_in_words(crm: Crm, change: BulkChange) -> None:
    three(crm)
    before = dump(crm)
    for language in ("ru", "en"):
        set_language(language)
        with pytest.raises(Refused) as refused:
            told(crm, change)
        assert problem_text(refused.value.problems[0])
    with pytest.raises(Refused):
        do(crm, EVERYBODY, change, 3)
    assert dump(crm) == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("7,5 %", 750), ("100", 10_000), ("", 0), ("0.125", None), ("-1", None), ("inf", None)],
)
def test_discounts_as_typed(typed: str, kept: int | None) -> None:
    assert hundredths(typed) == kept


def test_history_names_what_was_done(crm: Crm) -> None:
    ids = three(crm)
    do(crm, EVERYBODY, SITE)
    do(crm, EVERYBODY, BulkChange(BulkAction.SET, "source", ""))
    set_language("ru")
    newest, before, *_ = crm.ask(history.operations_log)
    assert operation_text(newest.name, newest.title) == "Источник: пусто у 3 клиентов"
    assert operation_text(before.name, before.title) == "Источник: «Сайт» у 2 клиентов"
    changes = crm.ask(client_changes.changes, ids[1])
    assert [(c.old, c.new) for c in changes if c.field == "source"] == [
        ("Сайт", ""),
        ("Реклама", "Сайт"),
    ]


def test_the_card_tells_of_it_field_by_field(crm: Crm) -> None:
    first = three(crm)[0]
    heir = crm.do(employees.add, "Пётр").value
    for change in (
        BulkChange(BulkAction.SET, "discount", "7,5"),
        BulkChange(BulkAction.SET, "price_group", "Опт"),
        BulkChange(BulkAction.REASSIGN, owner=heir),
        BulkChange(BulkAction.ARCHIVE),
        BulkChange(BulkAction.UNARCHIVE),
    ):
        do(crm, Scope(ids=(first,)), change)
    changes = crm.ask(client_changes.changes, first)
    set_language("en")
    assert [change_text(one, "en") for one in changes[:5]] == [
        "Taken out of the archive",
        "Put into the archive",
        "responsible: Хозяйка → Пётр",
        "price group: empty → Опт",
        "discount: empty → 7.5\u00a0%",
    ]
    crm.do(client_fields.set_back, first, changes[2].row, changes[2].field)
    assert crm.ask(client_changes.changes, first)[0].new == "Хозяйка"
    with pytest.raises(Refused):
        crm.do(client_fields.set_back, first, changes[1].row, changes[1].field)


# -- twenty thousand ----------------------------------------------------------------------------


@pytest.fixture
def many(base: Path) -> Iterator[Crm]:
    """A base with 20,000 clients, one in ten of whom has a source already."""
    crm = Crm(base)
    info = CommandInfo("test.fill", Right.EDIT, Kind.USER, _fill, undoable=True, copy_first=False)
    COMMANDS[info.name] = info
    try:
        crm.do(_fill)
    finally:
        del COMMANDS[info.name]
    yield crm
    crm.close()


def _fill(work: Work) -> None:
    writer = ClientWriter(work)
    for number in range(MANY):
        phone = f"8 916 {number // 10_000:03d}-{number // 100 % 100:02d}-{number % 100:02d}"
        draft = a_client(f"Клиент {number:05d}", phone, city="Тверь")
        writer.add(stored(replace(draft, source="Сайт" if number % 10 == 0 else "Реклама")))
    writer.flush()


def test_twenty_thousand_are_counted_changed_and_taken_back(many: Crm) -> None:
    before, derived_before = dump(many), many.ask(client_queries.ids)
    found = told(many, SITE)
    assert (found.total, found.changed, found.already) == (MANY, MANY * 9 // 10, MANY // 10)
    done = many.do(client_bulk.set_field, EVERYBODY, SITE, found.total)
    assert done.value == MANY * 9 // 10
    assert told(many, SITE).already == MANY
    many.undo()
    assert dump(many) == before
    assert many.ask(client_queries.ids) == derived_before
    many.redo()
    assert told(many, SITE).already == MANY
    assert many.database.check() == []


def test_twenty_thousand_are_refused_when_their_number_has_moved(many: Crm) -> None:
    found = told(many, SITE)
    many.do(clients.add, a_client("Ещё один"))
    before = dump(many)
    last = many.ask(history.operations_log)[0]
    with pytest.raises(Refused) as refused:
        many.do(client_bulk.set_field, EVERYBODY, SITE, found.total)
    problem = refused.value.problems[0]
    assert problem.code == COUNT_MOVED
    assert dump(many) == before
    assert many.ask(history.operations_log)[0] == last
    for language, now in (("ru", "сейчас 20\u00a0001"), ("en", "now: 20,001")):
        set_language(language)
        text = problem_text(problem)
        assert now in text
        assert {"ru": "Ничего не изменено", "en": "Nothing was changed"}[language] in text


def test_a_change_of_many_can_be_stopped_half_way(many: Crm) -> None:
    before = dump(many)
    seen: list[tuple[int, int]] = []

    def step(done: int, total: int) -> None:
        seen.append((done, total))
        if done >= MANY // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        many.do_watched(step, client_bulk.set_field, EVERYBODY, SITE, MANY)
    assert len(seen) > 5
    assert dump(many) == before
    with many.database.read() as connection:
        assert "client.bulk-set" not in [o.name for o in operations.newest(connection, 5)]
    assert derived(many)["client_facts"]
