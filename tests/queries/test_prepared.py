"""A question put into words once answers as if it were built anew at every asking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import bindparam

from crm_desktop.commands import clients, deals, tasks
from crm_desktop.crm import Crm
from crm_desktop.db.tables import Client
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.rights import Role, Viewer
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import deals as deal_questions
from crm_desktop.queries import tasks as task_questions
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.prepared import Prepared, _packed
from crm_desktop.queries.read import Read

_C = Client.__table__.c
FOUND = Prepared(
    lambda read: visible(read, Client, _C.id, _C.name, _C.tags, _C.custom, few=True).where(
        _C.id == bindparam("client")
    )
)


@pytest.fixture
def read(crm: Crm) -> Callable[..., list[tuple[object, ...]]]:
    def rows(viewer: Viewer, client: int) -> list[tuple[object, ...]]:
        with crm.database.read() as connection:
            return list(FOUND.rows(Read(connection, viewer), client=client))

    return rows


def test_values_come_as_python_wants_them(
    crm: Crm, read: Callable[..., list[tuple[object, ...]]]
) -> None:
    one = crm.do(clients.add, ClientDraft("Ёлки", tags=("опт",), custom={"7": 5})).value
    other = crm.do(clients.add, ClientDraft("Сосны")).value
    assert read(crm.viewer, one) == [(one, "Ёлки", ["опт"], {"7": 5})]
    assert read(crm.viewer, other) == [(other, "Сосны", [], {})]
    assert read(crm.viewer, 99) == []
    crm.do(clients.delete, one)
    assert read(crm.viewer, one) == []


def test_what_one_viewer_may_see_is_not_shown_to_another(
    crm: Crm, read: Callable[..., list[tuple[object, ...]]]
) -> None:
    one = crm.do(clients.add, ClientDraft("Ёлки")).value
    assert len(read(crm.viewer, one)) == 1
    assert read(Viewer(2, "Гость", Role.NOBODY), one) == []
    assert len(read(crm.viewer, one)) == 1


def test_two_questions_in_one_reading_see_one_snapshot(crm: Crm) -> None:
    one = crm.do(clients.add, ClientDraft("Ёлки")).value
    with crm.database.read() as connection:
        reading = Read(connection, crm.viewer)
        before = FOUND.rows(reading, client=one)
        crm.do(clients.edit, one, ClientDraft("Сосны"))
        assert FOUND.rows(reading, client=one) == before
    with crm.database.read() as connection:
        assert FOUND.rows(Read(connection, crm.viewer), client=one)[0][1] == "Сосны"


def test_the_lists_of_one_client_are_those_of_all_cut_down(crm: Crm) -> None:
    for name in ("Ёлки", "Сосны"):
        client = crm.do(clients.add, ClientDraft(name)).value
        for number in range(3):
            crm.do(deals.add, DealDraft(f"{name} {number}", client_id=client))
            task = TaskDraft(f"{name} {number}", date(2026, 12, 1 + number), client_id=client)
            done = crm.do(tasks.add, task).value
        crm.do(tasks.done, done)
    for client in (1, 2):
        of_all = [row for row in crm.ask(deal_questions.listing) if row.client_id == client]
        assert crm.ask(deal_questions.listing, client) == of_all
        assert len(of_all) == 3
        for ticked in (False, True):
            every = crm.ask(task_questions.listing, done=ticked)
            own = crm.ask(task_questions.listing, done=ticked, client_id=client)
            assert own == [row for row in every if row.client_id == client]
            assert len(own) == 2 + ticked


@pytest.mark.parametrize(("ids", "bytes_each"), [([3, 1, 2], 4), ([1, 2**31, 5], 8), ([], 4)])
def test_ids_take_as_little_room_as_they_fit_in(ids: list[int], bytes_each: int) -> None:
    found = _packed(lambda: ((one,) for one in ids))
    assert (list(found), found.itemsize) == (ids, bytes_each)
