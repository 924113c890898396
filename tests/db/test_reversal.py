"""The one undo rule on real bases: what was touched since stays and is listed."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from crm_desktop.commands import activities, clients, deals, documents, merge, organisations, tasks
from crm_desktop.crm import Crm
from crm_desktop.db import facts, search
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import history
from tests.fixtures import ORGANISATION, a_client
from tests.tables import derived, dump


def test_columns_come_back_one_by_one(crm: Crm) -> None:
    client = crm.do(clients.add, a_client("Первая", city="Тула")).value
    first = crm.do(clients.edit, client, a_client("Вторая", city="Орёл"))
    crm.do(clients.edit, client, a_client("Вторая", city="Курск"))
    undone = crm.undo(first.operation).value
    card = crm.ask(client_queries.card, client)
    assert (card.name, card.city) == ("Первая", "Курск")
    assert [(k.table, k.reason, k.columns) for k in undone.kept] == [
        ("client", "changed-later", ("city",))
    ]


def test_an_edit_undone_since_does_not_count_as_touching(crm: Crm) -> None:
    client = crm.do(clients.add, a_client("Первая", city="Тула")).value
    first = crm.do(clients.edit, client, a_client("Первая", city="Орёл"))
    crm.do(clients.edit, client, a_client("Первая", city="Курск"))
    crm.undo()
    undone = crm.undo(first.operation).value
    assert undone.kept == ()
    assert crm.ask(client_queries.card, client).city == "Тула"


def test_a_client_with_a_deal_stays_with_its_phones(crm: Crm) -> None:
    made = crm.do(clients.add, a_client("Первая", "8 916 123-45-67"))
    crm.do(deals.add, DealDraft(title="Окна", client_id=made.value))
    undone = crm.undo(made.operation).value
    kept = crm.ask(history.named, undone.kept)
    assert [(k.table, k.name, k.reason) for k in kept] == [
        ("client", "Первая", "referred-to"),
        ("contact_point", "8 916 123-45-67", "part-of-kept"),
    ]
    assert len(crm.ask(client_queries.card, made.value).points) == 1


def test_a_client_changed_later_stays(crm: Crm) -> None:
    made = crm.do(clients.add, a_client("Первая", "8 916 123-45-67"))
    crm.do(clients.edit, made.value, a_client("Первая", "8 916 123-45-67", city="Тула"))
    undone = crm.undo(made.operation).value
    assert {k.reason for k in undone.kept} == {"changed-later", "part-of-kept"}


def test_taking_back_twice_is_refused(crm: Crm) -> None:
    made = crm.do(clients.add, a_client("Первая"))
    crm.undo(made.operation)
    with pytest.raises(Refused) as refused:
        crm.undo(made.operation)
    assert refused.value.problems[0].code == "undo.already"


def test_a_cancelled_undo_changes_nothing(crm: Crm) -> None:
    from crm_desktop.domain.problems import Cancelled

    made = crm.do(clients.add, a_client("Первая", "8 916 123-45-67"))
    before = dump(crm)

    def stop(done: int, total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        crm.undo(made.operation, step=stop)
    assert dump(crm) == before


def test_undo_survives_a_restart(base: Path) -> None:
    crm = Crm(base)
    before = dump(crm)
    crm.do(clients.add, a_client("Первая"))
    crm.close()
    crm = Crm(base)
    crm.undo()
    assert dump(crm) == before
    crm.close()


@pytest.mark.parametrize("seed", range(4))
def test_random_days_keep_every_law(crm: Crm, seed: int) -> None:
    """Random steps with undo, redo and take-backs: references, figures and index stay right."""
    rng = random.Random(seed)
    crm.do(organisations.save, ORGANISATION)
    for number in range(120):
        _random_step(crm, rng, number)
        if number % 30 == 29:
            _check_laws(crm)


def _random_step(crm: Crm, rng: random.Random, number: int) -> None:
    ids = crm.ask(client_queries.ids)
    try:
        choice = rng.randrange(13)
        if choice <= 1 or not ids:
            phone = f"8 916 {rng.randrange(100):03}-00-00"
            crm.do(clients.add, a_client(f"Клиент {number}", phone))
        elif choice == 2:
            draft = a_client(f"Имя {number}", f"{number}", city=rng.choice(["Тула", "Орёл"]))
            crm.do(clients.edit, rng.choice(ids), draft)
        elif choice == 3:
            crm.do(activities.add_note, rng.choice(ids), f"заметка {number} ёж")
        elif choice == 4:
            crm.do(deals.add, DealDraft(title=f"Сделка {number}", client_id=rng.choice(ids)))
        elif choice == 5:
            crm.do(clients.delete, rng.choice(ids))
        elif choice == 6:
            crm.do(tasks.add, TaskDraft(title=f"Дело {number}", client_id=rng.choice(ids)))
        elif choice == 7:
            draft_ = DocumentDraft(
                client_id=rng.choice(ids),
                date=date(2026, 1, 1),
                lines=(LineDraft("Окно", 1000, "шт", 100_0000),),
            )
            crm.do(documents.issue, crm.do(documents.create, draft_).value)
        elif choice in {11, 12}:
            keep, *others = rng.sample(ids, min(len(ids), rng.randrange(2, 4)))
            crm.do(merge.clients, keep, others)
        elif choice == 8:
            crm.undo()
        elif choice == 9:
            crm.redo()
        else:
            log = crm.ask(history.operations_log)
            crm.undo(rng.choice(log).id)
    except Refused:
        return


def _check_laws(crm: Crm) -> None:
    assert crm.database.check() == []
    before = derived(crm)
    with crm.database.writer.begin() as connection:
        facts.rebuild(connection)
        search.rebuild(connection)
    assert derived(crm) == before
    # Every operation reversed and reversed again comes back to the same tables.
    state = dump(crm)
    try:
        crm.undo()
    except Refused:
        return
    crm.redo()
    assert dump(crm) == state
