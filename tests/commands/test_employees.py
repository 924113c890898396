"""Somebody leaves: whatever is open passes to another in one go, and comes back in one go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crm_desktop.commands import client_bulk, clients, deals, employees, tasks
from crm_desktop.crm import Crm
from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Scope
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.employees import (
    HAS_LEFT,
    LOAD_MOVED,
    ONLY_OWNER,
    SAME_NAME,
    STILL_HAS,
    TO_ITSELF,
    Load,
)
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import client_bulk as bulk_questions
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import employees as questions
from crm_desktop.words import set_language
from crm_desktop.words.codes import problem_text
from tests.fixtures import a_client
from tests.tables import dump

OWNER = 1


def furnished(crm: Crm) -> int:
    """Three clients of the owner (one archived, one in the bin), deals and tasks; an heir."""
    first, second, third = (crm.do(clients.add, a_client(f"Клиент {n}")).value for n in range(3))
    archived = Scope(ids=(second,))
    crm.do(client_bulk.archive, archived, BulkChange(BulkAction.ARCHIVE), 1)
    crm.do(clients.delete, third)
    stages = crm.ask(deal_queries.stages)
    won = next(stage.id for stage in stages if stage.kind == "won")
    crm.do(deals.add, DealDraft(title="Окна", client_id=first))
    doors = DealDraft(title="Двери", client_id=first, amount=1_000_00)
    crm.do(deals.move, crm.do(deals.add, doors).value, won)
    crm.do(tasks.add, TaskDraft(title="Позвонить"))
    crm.do(tasks.done, crm.do(tasks.add, TaskDraft(title="Сделано")).value)
    return crm.do(employees.add, "  Пётр   Ёжиков ").value


def refused(crm: Crm, command: Callable[..., object], *arguments: object, **more: object) -> str:
    before = dump(crm)
    with pytest.raises(Refused) as no:
        crm.do(command, *arguments, **more)
    assert dump(crm) == before
    for language in ("ru", "en"):
        set_language(language)
        assert "…" not in problem_text(no.value.problems[0])
    set_language("en")
    return no.value.problems[0].code


def test_all_that_is_open_passes_on_and_back(crm: Crm) -> None:
    heir = furnished(crm)
    load = crm.ask(questions.load, OWNER)
    assert load == Load(clients=1, deals=1, tasks=1)
    before = dump(crm)
    assert crm.do(employees.hand_over, OWNER, heir, load).value == load
    found = {row.id: row for row in crm.ask(questions.listing)}
    assert found[heir].name == "Пётр Ёжиков"
    assert (found[OWNER].load, found[heir].load) == (Load(), load)
    crm.undo()
    assert dump(crm) == before


def test_the_numbers_of_the_preview_must_hold(crm: Crm) -> None:
    heir = furnished(crm)
    load = crm.ask(questions.load, OWNER)
    crm.do(tasks.add, TaskDraft(title="Ещё одна"))
    assert refused(crm, employees.hand_over, OWNER, heir, load) == LOAD_MOVED


def test_whoever_leaves_hands_over_first(crm: Crm) -> None:
    heir = furnished(crm)
    crm.do(employees.hand_over, OWNER, heir, crm.ask(questions.load, OWNER))
    assert refused(crm, employees.leave, heir) == STILL_HAS
    second = crm.do(employees.add, "Анна").value
    load = crm.ask(questions.load, heir)
    crm.do(employees.hand_over, heir, second, load, leaves=True)
    rows = crm.ask(questions.listing)
    assert [(row.name, row.archived) for row in rows][-1] == ("Пётр Ёжиков", True)
    assert refused(crm, employees.hand_over, second, heir, load) == HAS_LEFT
    crm.do(employees.come_back, heir)
    crm.do(employees.hand_over, second, heir, load)
    assert crm.ask(questions.load, heir) == load


def test_nobody_hands_over_to_themselves_and_the_owner_stays(crm: Crm) -> None:
    heir = furnished(crm)
    load = crm.ask(questions.load, OWNER)
    assert refused(crm, employees.hand_over, OWNER, OWNER, load) == TO_ITSELF
    assert refused(crm, employees.hand_over, OWNER, heir, load, leaves=True) == ONLY_OWNER
    assert refused(crm, employees.leave, OWNER) == ONLY_OWNER


def test_names_tell_people_apart(crm: Crm) -> None:
    furnished(crm)
    assert refused(crm, employees.add, "пётр ежиков") == SAME_NAME
    anna = crm.do(employees.add, "Анна").value
    assert refused(crm, employees.rename, anna, "Пётр Ёжиков") == SAME_NAME
    crm.do(employees.rename, anna, "АННА")


def test_many_clients_are_handed_over_from_the_list(crm: Crm) -> None:
    heir = furnished(crm)
    change = BulkChange(BulkAction.REASSIGN, owner=heir)
    found = crm.ask(bulk_questions.preview, Scope(), change)
    assert [(one.old, one.new) for one in found.examples] == [("Хозяйка", "Пётр Ёжиков")]
    assert crm.do(client_bulk.reassign, Scope(), change, found.total).value == 1
    assert crm.ask(questions.load, heir).clients == 1
