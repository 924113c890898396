"""Many rows at a time: all of them there, all of them journalled, taken back like any others."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.commands import imports
from crm_desktop.crm import Crm
from crm_desktop.db.bulk import TOGETHER
from crm_desktop.queries import clients
from tests.import_plans import many_rows, plan_of
from tests.tables import derived, dump


@pytest.mark.parametrize("count", [2, TOGETHER - 1, TOGETHER, 3 * TOGETHER + 7])
def test_every_row_is_written_and_journalled(crm: Crm, tmp_path: Path, count: int) -> None:
    plan = plan_of(crm, tmp_path, many_rows(count))
    before, before_derived = dump(crm), derived(crm)
    done = crm.do(imports.clients, plan)
    cards = sorted(crm.ask(clients.dump), key=lambda card: card.id)
    assert [card.name for card in cards] == [f"Клиент {n}" for n in range(1, count + 1)]
    assert all(len(card.points) == 2 and card.points[0].normal for card in cards)
    with crm.database.read() as connection:
        journalled = connection.exec_driver_sql(
            "SELECT sum(coalesce(holds, 1)) FROM journal WHERE op = ? AND action = 'I'",
            (done.operation,),
        ).scalar()
    assert journalled == 3 * count + 1
    crm.undo(done.operation)
    assert dump(crm) == before
    assert derived(crm) == before_derived
