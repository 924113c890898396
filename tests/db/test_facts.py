"""When the next contact with a client is due: by the rhythm agreed, or by its own purchases."""

from __future__ import annotations

import pytest

from crm_desktop.commands import clients, deals
from crm_desktop.crm import Crm
from crm_desktop.db import facts
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.pipeline import StageKind
from crm_desktop.queries import deals as deal_queries
from tests.fixtures import a_client


@pytest.fixture
def client(crm: Crm) -> int:
    return crm.do(clients.add, a_client("Семёнова Анна")).value


def put(crm: Crm, sql: str, *parameters: object) -> None:
    """Put a moment of the past where the program would put now."""
    with crm.database.write() as connection:
        connection.exec_driver_sql("UPDATE journal_context SET op = 1")
        connection.exec_driver_sql(sql, parameters)
        connection.exec_driver_sql("UPDATE journal_context SET op = NULL")
        facts.rebuild(connection)


def buy(crm: Crm, client: int, *days: str) -> None:
    won = next(s.id for s in crm.ask(deal_queries.stages) if s.kind == StageKind.WON)
    for day in days:
        deal = crm.do(
            deals.add, DealDraft(title=day, client_id=client, stage_id=won, amount=100)
        ).value
        put(crm, "UPDATE deal SET closed_at = ? WHERE id = ?", f"{day}T10:00:00Z", deal)


def due(crm: Crm, client: int) -> tuple[object, ...]:
    with crm.database.read() as connection:
        sql = "SELECT purchases, usual_days, touch_due FROM client_facts WHERE client_id = ?"
        return tuple(connection.exec_driver_sql(sql, (client,)).one())


def test_nothing_is_due_without_a_rhythm(crm: Crm, client: int) -> None:
    assert due(crm, client) == (0, None, None)
    buy(crm, client, "2026-01-10", "2026-02-10")
    assert due(crm, client) == (2, None, None)


def test_three_purchases_make_an_interval_of_their_own(crm: Crm, client: int) -> None:
    buy(crm, client, "2026-01-01", "2026-01-11", "2026-01-21", "2026-01-21")
    assert due(crm, client) == (3, 10, "2026-02-05")


def test_a_rhythm_counts_from_the_last_contact_and_not_from_a_note(crm: Crm, client: int) -> None:
    put(crm, "UPDATE client SET rhythm_days = 30 WHERE id = ?", client)
    assert due(crm, client) == (0, None, None)
    entry = "INSERT INTO activity (client_id, kind, text, at) VALUES (?, ?, '', ?)"
    put(crm, entry, client, "contact", "2026-03-01T09:00:00Z")
    put(crm, entry, client, "note", "2026-03-20T09:00:00Z")
    assert due(crm, client) == (0, None, "2026-03-31")
    buy(crm, client, "2026-01-01", "2026-01-11", "2026-01-21")
    assert due(crm, client) == (3, 10, "2026-03-11"), "whoever was called is not due at once"
    put(crm, "DELETE FROM activity WHERE kind <> 'note'")
    assert due(crm, client) == (3, 10, "2026-02-05")


def test_many_new_clients_among_known_ones_have_the_figures_of_a_full_rebuild(
    crm: Crm, client: int
) -> None:
    buy(crm, client, "2026-01-01", "2026-01-11", "2026-01-21")
    with crm.database.write() as connection:
        run = connection.exec_driver_sql
        run("UPDATE journal_context SET op = 1")
        first = run("SELECT max(id) + 1 FROM journal").scalar_one()
        others = ", ".join(
            f'"{name}"' for _no, name, *_rest in run("PRAGMA table_info(client)") if name != "id"
        )
        for _doubled in range(8):
            run(f"INSERT INTO client ({others}) SELECT {others} FROM client")
        point = "INSERT INTO contact_point (client_id, kind, value, normal, label, place) "
        run(f"{point} SELECT id, 'phone', '8 916', '+7916', '', 1 FROM client WHERE id % 2")
        run(f"{point} SELECT id, 'phone', '8 915', NULL, '', 0 FROM client WHERE id % 3 = 0")
        run(f"{point} SELECT id, 'email', 'a@b.ru', 'a@b.ru', '', 2 FROM client WHERE id % 5 < 2")
        run("UPDATE client SET rhythm_days = 30 WHERE id % 7 = 0 OR id = ?", (client,))
        run("DELETE FROM client WHERE id % 11 = 0 AND id <> ?", (client,))
        run("UPDATE journal_context SET op = NULL")
        facts.refresh(connection, first, frozenset({"client", "contact_point"}))
        kept = run("SELECT * FROM client_facts ORDER BY client_id").all()
        facts.rebuild(connection)
        assert kept == run("SELECT * FROM client_facts ORDER BY client_id").all()
        assert len(kept) > facts.MANY
