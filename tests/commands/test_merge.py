"""Cards become one and are taken apart again: nothing is lost, nothing is left behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.commands import (
    activities,
    attachments,
    client_bulk,
    client_fields,
    clients,
    contact_points,
    contacts,
    custom_fields,
    deals,
    documents,
    duplicates,
    merge,
    organisations,
    relations,
    tasks,
)
from crm_desktop.crm import Crm
from crm_desktop.domain.activities import TouchDraft
from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Scope
from crm_desktop.domain.client_parts import (
    AccountDraft,
    AddressDraft,
    DateDraft,
    RelationDraft,
    Terms,
)
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import history
from crm_desktop.queries import merge as merges
from crm_desktop.queries.matching import Known
from tests.fixtures import ORGANISATION, a_client
from tests.tables import derived, dump


@dataclass
class Shop:
    """Five cards of one client and two strangers, each card with everything a card can have."""

    crm: Crm
    field: int
    cards: list[int]
    strangers: list[int]
    deals: dict[int, int]
    tasks: dict[int, int]
    papers: dict[int, int]


NINE = datetime.fromisoformat("2026-12-01T09:00")
PHONE = (PointDraft(PointKind.PHONE, "12-34"),)


def _card(number: int, field: int) -> ClientDraft:
    return ClientDraft(
        name=("ООО «Ромашка»", "Ромашка, ООО", "ROMASHKA LLC", "Ромашка", "Семёнова Наталья")[
            number
        ],
        inn="7701000001" if number != 2 else "",
        city=("", "Тула", "Тула", "Орёл", "")[number],
        address=("", "Ленина, 1", "ленина, 1", "Мира, 2", "")[number],
        comment=f"записано {number}",
        external_id=f"A-{number}",
        tags=("опт", f"метка {number}"),
        points=(
            PointDraft(PointKind.PHONE, "8 (916) 123-45-67"),
            PointDraft(PointKind.PHONE, f"8 916 000-00-0{number}", f"подпись {number}"),
        ),
        contacts=(
            ContactDraft(
                "Семенова Наталья" if number % 2 else "Семёнова Наталья",
                "" if number == 0 else "директор",
                (
                    PointDraft(PointKind.EMAIL, "n@romashka.ru"),
                    PointDraft(PointKind.EMAIL, f"n{number}@romashka.ru"),
                ),
            ),
            ContactDraft(f"Работник {number}", points=PHONE),
        ),
        addresses=(AddressDraft("Склад, 5"), AddressDraft(f"Дом, {number}")),
        accounts=(
            AccountDraft("40702810100000000001", "044525225", "Сбербанк"),
            AccountDraft(f"4070281010000000001{number}", "044525225", "Сбербанк"),
        ),
        dates=(DateDraft("Годовщина", "--02-28"), DateDraft(f"День {number}", "2020-05-05")),
        terms=Terms(
            "опт" if number == 3 else "", number * 100, date(2026, 1, 1 + number), "анкета"
        ),
        custom={str(field): f"размер {number}"} if number else {},
    )


def _furnish(crm: Crm, folder: Path) -> Shop:
    field = crm.do(
        custom_fields.add, FieldDraft(CustomNoun.CLIENT, CustomKind.TEXT, "Размер")
    ).value
    firm = crm.do(organisations.save, ORGANISATION).value
    cards = [crm.do(clients.add, _card(number, field)).value for number in range(5)]
    strangers = [crm.do(clients.add, a_client(name)).value for name in ("Чужой", "Другой")]
    shop = Shop(crm, field, cards, strangers, {}, {}, {})
    paper = folder / "договор.txt"
    paper.write_text("договор", encoding="utf-8")
    for number, card in enumerate(cards):
        deal = crm.do(deals.add, DealDraft(title=f"Окна {number}", client_id=card)).value
        shop.deals[card] = deal
        shop.tasks[card] = crm.do(
            tasks.add, TaskDraft(title=f"Позвонить {number}", client_id=card)
        ).value
        crm.do(tasks.add, TaskDraft(title=f"Замер {number}", client_id=card, deal_id=deal))
        crm.do(activities.add_note, card, f"заметка {number}")
        own = folder / f"счёт {number}.txt"
        own.write_text(f"счёт {number}", encoding="utf-8")
        crm.do(attachments.add, card, [paper, own])
        draft = DocumentDraft(
            client_id=card, organisation_id=firm, date=date(2026, 11, 21), deal_id=deal,
            vat_mode=VatMode.INCLUDED,
            lines=(LineDraft("Окно", 2000, "шт", 610_0000, 0, "standard"),),
        )  # fmt: skip
        shop.papers[card] = crm.do(documents.create, draft).value
        crm.do(documents.issue, crm.do(documents.create, replace(draft, deal_id=None)).value)
        crm.do(relations.save, card, None, RelationDraft(strangers[0], "работает в"))
        crm.do(duplicates.distinct, [card, strangers[number % 2]])
    crm.do(relations.save, cards[1], None, RelationDraft(cards[2], "партнёр"))
    crm.do(duplicates.distinct, [cards[1], cards[3]])
    # One of the cards had swallowed another one before.
    earlier = crm.do(clients.add, a_client("Прежняя Ромашка", "8 916 000-00-09")).value
    crm.do(merge.clients, cards[4], [earlier])
    return shop


@pytest.fixture(scope="module")
def furnished(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Shop]:
    """The shop as a folder, made once; nobody changes it."""
    folder = tmp_path_factory.mktemp("merge")
    shutil.copytree(template, folder / "base")
    crm = Crm(folder / "base")
    shop = _furnish(crm, folder)
    crm.close()
    return folder / "base", shop


@pytest.fixture
def shop(furnished: tuple[Path, Shop], tmp_path: Path) -> Iterator[Shop]:
    """The shop, for this test to change."""
    shutil.copytree(furnished[0], tmp_path / "base")
    opened = replace(furnished[1], crm=Crm(tmp_path / "base"))
    yield opened
    opened.crm.close()


def _naming_clients(crm: Crm) -> list[tuple[str, str]]:
    """Every column of the file that names a client, asked of SQLite itself."""
    with crm.database.read() as connection:
        tables = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        return [
            (table, key[3])
            for (table,) in tables
            for key in connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")')
            if key[2] == "client"
        ]


def _of(crm: Crm, table: str, column: str, ids: list[int]) -> list[int]:
    marks = ", ".join(map(str, ids))
    with crm.database.read() as connection:
        rows = connection.exec_driver_sql(
            f"SELECT id FROM {table} WHERE {column} IN ({marks}) ORDER BY id"
        )
        return [id_ for (id_,) in rows]


def _owners(crm: Crm) -> dict[tuple[str, int], tuple[int, ...]]:
    """Whose every row of the base is."""
    found: dict[tuple[str, int], tuple[int, ...]] = {}
    with crm.database.read() as connection:
        for table, column in _naming_clients(crm):
            for id_, owner in connection.exec_driver_sql(f"SELECT id, {column} FROM {table}"):
                found[table, id_] = (*found.get((table, id_), ()), owner)
    return found


def _found(crm: Crm, text: str) -> list[int]:
    return crm.ask(client_queries.ids, text)


def test_everything_that_names_a_client_goes_over(shop: Shop) -> None:
    """A table made next year is met here: it must have rows of the cards, and none afterwards."""
    keep, *others = shop.cards
    naming = _naming_clients(shop.crm)
    assert len(naming) >= 14
    empty = [one for one in naming if not _of(shop.crm, *one, ids=others)]
    assert empty == [], "the cards of this test have nothing there"
    shop.crm.do(merge.clients, keep, others)
    left = [one for one in naming if _of(shop.crm, *one, ids=others)]
    assert left == []
    assert shop.crm.database.check() == []
    with shop.crm.database.read() as connection:
        assert not connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()


def test_equal_parts_are_joined_and_all_others_stay(shop: Shop) -> None:
    keep, *others = shop.cards
    shop.crm.do(merge.clients, keep, others)
    card = shop.crm.ask(client_queries.card, keep)
    assert [(p.value, p.label) for p in card.points] == [
        ("8 (916) 123-45-67", ""),
        *((f"8 916 000-00-0{n}", f"подпись {n}") for n in range(5)),
        ("8 916 000-00-09", ""),
    ]
    people = {one.name: one for one in card.contacts}
    assert sorted(people) == ["Работник 0", "Работник 1", "Работник 2", "Работник 3",
                              "Работник 4", "Семёнова Наталья"]  # fmt: skip
    natalia = people["Семёнова Наталья"]
    assert natalia.position == "директор"
    assert [p.value for p in natalia.points] == [
        "n@romashka.ru",
        *(f"n{n}@romashka.ru" for n in range(5)),
    ]
    # Of the main addresses the first one told stays, the other is one more.
    assert card.address == "Ленина, 1"
    assert [a.text for a in card.addresses] == [
        "Склад, 5", *(f"Дом, {n}" for n in range(5)), "Мира, 2"
    ]  # fmt: skip
    assert len(card.accounts) == 6
    assert [d.label for d in card.dates] == ["Годовщина", *(f"День {n}" for n in range(5))]
    assert [r.kind for r in card.relations] == ["работает в"]
    assert card.tags == ("опт", *(f"метка {n}" for n in range(5)))
    assert len(_of(shop.crm, "attachment", "client_id", [keep])) == 6
    assert len(_of(shop.crm, "deal", "client_id", [keep])) == 5
    pairs = [set(v) for (table, _), v in _owners(shop.crm).items() if table == "distinct_pair"]
    assert len(pairs) == 2
    assert all({keep, one} in pairs for one in shop.strangers)


def test_values_are_chosen_field_by_field(shop: Shop) -> None:
    keep, second, third, *_ = shop.cards
    own = f"custom:{shop.field}"
    chosen = {"name": third, "comment": second, own: third, "city": keep, "inn": third}
    shop.crm.do(merge.clients, keep, [second, third], chosen)
    card = shop.crm.ask(client_queries.card, keep)
    assert (card.name, card.comment, card.inn) == ("ROMASHKA LLC", "записано 1", "")
    assert card.custom == {str(shop.field): "размер 2"}
    assert card.city == ""  # the kept card says nothing there, and it was chosen
    assert card.consent_on == "2026-01-01"
    assert card.discount == 100  # nobody chose: the first that says anything


def test_what_gave_way_is_remembered(shop: Shop) -> None:
    keep, second, *_ = shop.cards
    shop.crm.do(merge.clients, keep, [second])
    with shop.crm.database.read() as connection:
        (data,) = connection.exec_driver_sql(
            "SELECT data ->> '$.gave_way.comment' FROM merged_client WHERE old_id = ?", (second,)
        ).one()
    assert data == '["записано 1","записано 0"]'


def test_names_and_numbers_of_merged_cards_lead_to_the_kept_one(shop: Shop) -> None:
    keep, *others = shop.cards
    shop.crm.do(merge.clients, keep, others)
    for scrap in ("romashka", "Наталья", "Прежняя"):
        assert _found(shop.crm, scrap) == [keep]
    assert [shop.crm.ask(merges.present, one) for one in (*others, keep)] == [keep] * 5
    assert shop.crm.ask(merges.present, 10**9) == 10**9
    assert shop.crm.ask(client_queries.card, others[0]).id == keep
    # A list of another program names the cards by its own numbers.
    with shop.crm.database.read() as connection:
        known = Known(connection, ("external_id",))
        assert [known.find((f"A-{number}",)) for number in range(5)] == [keep] * 5
    # Merged on, the way goes on as well.
    further = shop.crm.do(clients.add, a_client("Холдинг")).value
    shop.crm.do(merge.clients, further, [keep])
    assert shop.crm.ask(merges.present, others[0]) == further
    assert _found(shop.crm, "romashka") == [further]


def test_undone_and_done_again_byte_for_byte(shop: Shop) -> None:
    before, figures = dump(shop.crm), derived(shop.crm)
    keep, *others = shop.cards
    shop.crm.do(merge.clients, keep, others, {"name": others[0]})
    merged, then = dump(shop.crm), derived(shop.crm)
    shop.crm.undo()
    assert dump(shop.crm) == before
    assert derived(shop.crm) == figures
    shop.crm.redo()
    assert dump(shop.crm) == merged
    assert derived(shop.crm) == then


def _fifty_edits(shop: Shop, keep: int, others: list[int]) -> dict[str, Any]:
    """A month of work: some of it on what was merged, most of it elsewhere."""
    crm = shop.crm
    stages = [s.id for s in crm.ask(deal_queries.stages)]
    done: dict[str, Any] = {}
    crm.do(deals.move, shop.deals[others[0]], stages[1])
    crm.do(tasks.done, shop.tasks[others[1]])
    crm.do(activities.add_note, keep, "написано потом")
    done["new deal"] = crm.do(deals.add, DealDraft(title="Новая", client_id=keep)).value
    card = crm.ask(client_queries.card, keep)
    worker = next(one for one in card.contacts if one.name == "Работник 3")
    crm.do(contacts.save, keep, worker.id, ContactDraft("Работник 3", "бухгалтер", PHONE))
    done["worker"] = worker.id
    phone = next(p for p in card.points if p.value == "8 916 000-00-02")
    crm.do(contact_points.label, keep, phone.id, "секретарь")
    done["phone"] = phone.id
    crm.do(client_fields.set_fields, keep, {"city": "Рязань"})
    # What was undone since does not count.
    crm.do(tasks.done, shop.tasks[others[2]])
    crm.undo()
    for number in range(42):
        if number % 3 == 0:
            crm.do(clients.add, a_client(f"Новый {number}", f"8 916 111-11-{number:02}"))
        elif number % 3 == 1:
            crm.do(activities.add_note, shop.strangers[number % 2], f"заметка {number}")
        else:
            crm.do(client_fields.set_fields, shop.strangers[0], {"city": f"Город {number}"})
    return done


def test_a_merge_is_taken_back_after_fifty_edits_and_a_restart(shop: Shop) -> None:
    keep, *others = shop.cards
    owners, cards = _owners(shop.crm), {c.id: c for c in shop.crm.ask(client_queries.cards, others)}
    shop.crm.do(merge.clients, keep, others)
    since = _fifty_edits(shop, keep, others)
    folder = shop.crm.folder
    shop.crm.close()
    shop.crm = crm = Crm(folder)
    operation = crm.ask(merges.merge_of, keep)
    foreseen = crm.foresee_undo(operation.id)
    undone = crm.undo(operation.id).value
    kept = {(k.table, k.pk): k.reason for k in undone.kept}
    assert {(k.table, k.pk): k.reason for k in foreseen.kept} == kept
    # Every row is back where it came from, unless it is listed.
    now = _owners(crm)
    astray = {one: now.get(one) for one, owner in owners.items() if now.get(one) != owner}
    assert set(astray) <= set(kept)
    assert all(set(owner or ()) <= {keep, *shop.strangers} for owner in astray.values())
    assert set(cards) == {c.id for c in crm.ask(client_queries.cards, others)}
    for card in crm.ask(client_queries.cards, others):
        before = cards[card.id]
        assert replace(card, **_changing(before)) == before
    # What was touched since stays with the kept client, whole, and is listed.
    moved = shop.deals[others[0]]
    assert kept["deal", moved] == "changed-later"
    assert kept["task", shop.tasks[others[1]]] == "changed-later"
    assert ("task", shop.tasks[others[2]]) not in kept
    assert kept["deal", since["new deal"]] == "added-later"
    assert kept["contact", since["worker"]] == "changed-later"
    assert kept["contact_point", since["phone"]] == "changed-later"
    assert kept["client", keep] == "changed-later"
    assert crm.ask(client_queries.card, keep).city == "Рязань"
    # A deal stays with all that hangs on it.
    together = {one for one, reason in kept.items() if reason == "part-of-kept"}
    assert ("document", shop.papers[others[0]]) in together
    for table in ("task", "document", "activity", "attachment"):
        with crm.database.read() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT x.id FROM {table} x JOIN deal d ON d.id = x.deal_id "
                "WHERE x.client_id <> d.client_id"
            )
            assert rows.fetchall() == []
    names = {row.name for row in crm.ask(history.named, undone.kept)}
    assert {"Окна 1", "Новая", "Позвонить 2", "Работник 3", "8 916 000-00-02"} <= names
    # The cards are themselves again for search and for links, and the base is sound.
    assert others[1] in _found(crm, "romashka")
    assert keep not in _found(crm, "romashka llc")
    assert crm.ask(merges.present, others[0]) == others[0]
    assert crm.database.check() == []
    with pytest.raises(Refused):
        crm.undo(operation.id)


def _changing(before: client_queries.ClientCard) -> dict[str, Any]:
    """What of a card may differ because something of it stayed with the kept client."""
    names = ("points", "contacts", "open_deals", "open_amount", "next_task_on", "last_touch",
             "touch_due", "debt")  # fmt: skip
    return {name: getattr(before, name) for name in names}


def test_an_untouched_merge_goes_back_whole_beside_other_work(shop: Shop) -> None:
    keep, *others = shop.cards
    before = dump(shop.crm)
    done = shop.crm.do(merge.clients, keep, others)
    shop.crm.do(clients.add, a_client("Новый"))
    undone = shop.crm.undo(done.operation).value
    assert undone.kept == ()
    after = dump(shop.crm)
    assert {t for t in before if before[t] != after[t]} == {"client"}
    assert after["client"][: len(before["client"])] == before["client"]


def test_a_client_merged_on_is_taken_apart_in_order(shop: Shop) -> None:
    first, second, third, *_ = shop.cards
    before = dump(shop.crm)
    inner = shop.crm.do(merge.clients, second, [third])
    outer = shop.crm.do(merge.clients, first, [second])
    state = dump(shop.crm)
    with pytest.raises(Refused) as refused:
        shop.crm.undo(inner.operation)
    assert refused.value.problems[0].code == "merge.merged-on"
    assert dump(shop.crm) == state
    shop.crm.undo(outer.operation)
    shop.crm.undo(inner.operation)
    assert dump(shop.crm) == before


def test_two_merges_into_one_client_are_taken_back_one_by_one(shop: Shop) -> None:
    keep, second, third, *_ = shop.cards
    first = shop.crm.do(merge.clients, keep, [second])
    state = _owners(shop.crm)
    later = shop.crm.do(merge.clients, keep, [third])
    undone = shop.crm.undo(first.operation).value
    assert _owners(shop.crm)["deal", shop.deals[second]] == (second,)
    assert _owners(shop.crm)["deal", shop.deals[third]] == (keep,)
    assert {(k.table, k.reason) for k in undone.kept} <= {
        ("client", "changed-later"),
        ("client_relation", "deleted-later"),  # the one between the two cards
        *((table, "added-later") for table, _column in _naming_clients(shop.crm)),
    }  # fmt: skip
    shop.crm.undo(later.operation)
    assert _owners(shop.crm)["deal", shop.deals[third]] == (third,)
    assert state["deal", shop.deals[third]] == (third,)
    assert shop.crm.database.check() == []


def test_many_groups_are_one_step(shop: Shop) -> None:
    before = dump(shop.crm)
    one, two, three, four, _ = shop.cards
    gone = shop.crm.do(merge.groups, [(one, two), (three, four)]).value
    assert gone == 2
    assert _of(shop.crm, "client", "id", [two, four]) == []
    shop.crm.undo()
    assert dump(shop.crm) == before


def test_a_reminder_that_fired_does_not_hold_a_task_back(shop: Shop) -> None:
    keep, second, *_ = shop.cards
    done = shop.crm.do(merge.clients, keep, [second])
    shop.crm.do(tasks.reminded, (shop.tasks[second],), NINE)
    shop.crm.undo(done.operation)
    assert _owners(shop.crm)["task", shop.tasks[second]] == (second,)


def test_a_touch_on_a_moved_deal_keeps_the_deal(shop: Shop) -> None:
    keep, second, *_ = shop.cards
    done = shop.crm.do(merge.clients, keep, [second])
    shop.crm.do(activities.log, TouchDraft(client_id=keep, way="Звонок", text="согласен"))
    shop.crm.do(tasks.add, TaskDraft(title="Новая", client_id=keep, deal_id=shop.deals[second]))
    kept = {(k.table, k.pk): k.reason for k in shop.crm.undo(done.operation).value.kept}
    assert kept["deal", shop.deals[second]] == "referred-to"
    assert _owners(shop.crm)["deal", shop.deals[second]] == (keep,)
    assert sorted(k for k in kept.values()).count("added-later") == 2


def test_what_cannot_be_merged_is_refused_and_changes_nothing(shop: Shop) -> None:
    crm, (keep, second, *_) = shop.crm, shop.cards
    before = dump(crm)
    thrown = crm.do(clients.add, a_client("В корзине")).value
    crm.do(clients.delete, thrown)
    state = dump(crm)
    for others, chosen, code in (
        ([], {}, "merge.unfit-count"),
        ([keep], {}, "merge.unfit-count"),
        ([second, second], {}, "merge.unfit-count"),
        (list(range(1000, 1060)), {}, "merge.unfit-count"),
        ([second], {"colour": keep}, "merge.not-a-field"),
        ([second], {"custom:²": keep}, "merge.not-a-field"),
        ([second], {"city": 10**6}, "merge.not-among"),
        ([10**6], {}, "not-found"),
        ([thrown], {}, "not-found"),
    ):
        with pytest.raises(Refused) as refused:
            crm.do(merge.clients, keep, others, chosen)
        assert refused.value.problems[0].code.endswith(code)
    for groups in ([], [()], [(keep, second), (second, shop.cards[2])]):
        with pytest.raises(Refused) as refused:
            crm.do(merge.groups, groups)
        assert refused.value.problems[0].code == "merge.unfit-groups"
    with pytest.raises(Refused) as refused:
        crm.ask(merges.merge_of, keep)
    assert refused.value.problems[0].code == "merge.not-merged"
    assert dump(crm) == state != before


def test_an_archived_card_does_not_hide_one_in_use(shop: Shop) -> None:
    keep, second, *_ = shop.cards
    archive = client_bulk.BY_ACTION[BulkAction.ARCHIVE]
    shop.crm.do(archive, Scope(ids=(keep,)), BulkChange(BulkAction.ARCHIVE), 1)
    shop.crm.do(merge.clients, keep, [second])
    assert shop.crm.ask(client_queries.card, keep).archived_at is None
