"""The bin: ninety days and the way back, then for good — and what never goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from crm_desktop.commands import activities, clients, deals, documents, tasks
from crm_desktop.commands import bin as commands
from crm_desktop.commands.work import utc_now
from crm_desktop.crm import Crm
from crm_desktop.db.tables import journalled
from crm_desktop.domain.bin import DAYS, STILL_NAMED, BinNoun, goes_on, key_of, record_of
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import bin as questions
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import history
from crm_desktop.words.codes import operation_text
from tests.fixtures import age
from tests.tables import dump

WHOLE = ClientDraft(
    name="ООО «Ёлки»",
    points=(PointDraft(PointKind.PHONE, "8 916 123-45-67"),),
    contacts=(ContactDraft("Иванов", points=(PointDraft(PointKind.EMAIL, "i@yolki.ru"),)),),
)


def a_paper(crm: Crm, client: int, organisation: int, deal: int | None = None) -> int:
    draft = DocumentDraft(
        client_id=client,
        organisation_id=organisation,
        date=date(2026, 11, 21),
        vat_mode=VatMode.INCLUDED,
        lines=(LineDraft("Окно", 2000, "шт", 610_0000, 0, "standard"),),
    )
    return crm.do(documents.create, replace(draft, deal_id=deal)).value


def a_deal(crm: Crm, client: int) -> int:
    return crm.do(deals.add, DealDraft(title="Окна", client_id=client)).value


def purged(crm: Crm, days: int = DAYS + 1) -> int:
    age(crm, days)
    return crm.do(commands.purge).value


def lying(crm: Crm, text: str = "", noun: BinNoun | None = None) -> list[questions.BinRow]:
    keys = list(crm.ask(questions.ids, text, noun))
    rows = {row.id: row for row in crm.ask(questions.page, keys)}
    return [rows[key] for key in keys]


def rows_of(crm: Crm, client: int) -> dict[str, int]:
    """How many rows of each table still name a client."""
    found = {}
    with crm.database.read() as connection:
        for table in journalled():
            column = "id" if table.name == "client" else "client_id"
            if column in table.columns:
                sql = f'SELECT count(*) FROM "{table.name}" WHERE {column} = ?'
                found[table.name] = int(connection.exec_driver_sql(sql, (client,)).scalar() or 0)
    return {name: count for name, count in found.items() if count}


@pytest.mark.parametrize("noun", list(BinNoun))
def test_a_number_tells_kind_and_record(noun: BinNoun) -> None:
    assert [record_of(key_of(noun, record)) for record in (1, 77)] == [(noun, 1), (noun, 77)]


def test_what_was_deleted_lies_there_and_is_found(crm: Crm, organisation: int) -> None:
    client = crm.do(clients.add, WHOLE).value
    deal = a_deal(crm, client)
    task = crm.do(tasks.add, TaskDraft(title="Позвонить", client_id=client)).value
    paper = a_paper(crm, client, organisation)
    for command, record in (
        (deals.delete, deal), (tasks.delete, task), (documents.delete, paper),
        (clients.delete, client),
    ):  # fmt: skip
        crm.do(command, record)
    rows = lying(crm)
    assert {(row.noun, row.record, row.title, row.client) for row in rows} == {
        (BinNoun.CLIENT, client, "ООО «Ёлки»", ""),
        (BinNoun.DEAL, deal, "Окна", "ООО «Ёлки»"),
        (BinNoun.TASK, task, "Позвонить", "ООО «Ёлки»"),
        (BinNoun.DOCUMENT, paper, "", "ООО «Ёлки»"),
    }
    assert [row.noun for row in lying(crm, "позвонить елки")] == [BinNoun.TASK]
    assert len(lying(crm, "ЁЛКИ")) == 4
    assert [row.record for row in lying(crm, noun=BinNoun.DEAL)] == [deal]
    before = dump(crm)
    assert crm.do(commands.restore, [row.id for row in rows]).value == 4
    assert lying(crm) == []
    crm.undo()
    assert dump(crm) == before


def test_whose_deal_comes_back_comes_back_too(crm: Crm) -> None:
    client = crm.do(clients.add, WHOLE).value
    deal = a_deal(crm, client)
    crm.do(deals.delete, deal)
    crm.do(clients.delete, client)
    crm.do(commands.restore, [key_of(BinNoun.DEAL, deal)])
    assert crm.ask(client_queries.ids) == [client]
    assert lying(crm) == []


def test_what_is_not_in_the_bin_is_not_brought_back(crm: Crm) -> None:
    client = crm.do(clients.add, WHOLE).value
    with pytest.raises(Refused):
        crm.do(commands.restore, [key_of(BinNoun.CLIENT, client)])


def test_nothing_goes_before_its_time(crm: Crm) -> None:
    client = crm.do(clients.add, WHOLE).value
    crm.do(clients.delete, client)
    assert purged(crm, DAYS - 1) == 0
    assert [row.record for row in lying(crm)] == [client]
    assert crm.ask(questions.overdue, utc_now()) == 0
    tomorrow = datetime.now().astimezone().date() + timedelta(days=1)
    assert goes_on(lying(crm)[0].deleted_at) == tomorrow


def test_a_client_goes_with_all_that_is_its_own(crm: Crm) -> None:
    client = crm.do(clients.add, WHOLE).value
    crm.do(activities.add_note, client, "звонили")
    done = crm.do(tasks.add, TaskDraft(title="Сделано", client_id=client)).value
    crm.do(tasks.done, done)
    crm.do(clients.delete, client)
    before = dump(crm)
    assert rows_of(crm, client).keys() > {"client", "contact", "contact_point", "activity"}
    assert purged(crm) == 1
    assert rows_of(crm, client) == {}
    assert crm.database.check() == []
    # Nobody did it, so Ctrl+Z does not take it back; by its name it can be.
    newest = crm.ask(history.operations_log)[0]
    assert (newest.name, newest.kind) == ("bin.purge", "background")
    crm.undo(newest.id)
    assert {name: len(rows) for name, rows in dump(crm).items()} == {
        name: len(rows) for name, rows in before.items()
    }


def test_a_client_with_issued_papers_is_archived_instead(crm: Crm, organisation: int) -> None:
    client = crm.do(clients.add, WHOLE).value
    crm.do(documents.issue, a_paper(crm, client, organisation))
    crm.do(clients.delete, client)
    assert [row.stays for row in lying(crm)] == [True]
    assert purged(crm) == 0
    assert lying(crm) == []
    assert rows_of(crm, client)["document"] == 1
    assert crm.ask(client_queries.ids) == [], "the list shows no archive"
    assert crm.ask(client_queries.ids, "ёлки") == [client], "but it is found there"


@pytest.mark.parametrize("what", ["deal", "task", "draft", "cancelled"])
def test_a_client_that_is_still_in_use_is_archived_instead(
    crm: Crm, organisation: int, what: str
) -> None:
    client = crm.do(clients.add, WHOLE).value
    if what == "deal":
        a_deal(crm, client)
    elif what == "task":
        crm.do(tasks.add, TaskDraft(title="Позвонить", client_id=client))
    else:
        paper = a_paper(crm, client, organisation)
        if what == "cancelled":
            crm.do(documents.issue, paper)
            crm.do(documents.cancel, paper)
    crm.do(clients.delete, client)
    assert purged(crm) == 0
    assert crm.ask(client_queries.ids, "ёлки") == [client]
    assert crm.database.check() == []


def test_a_client_waits_for_what_lies_in_the_bin_beside_it(crm: Crm, organisation: int) -> None:
    client = crm.do(clients.add, WHOLE).value
    deal = a_deal(crm, client)
    crm.do(clients.delete, client)
    age(crm, 60)
    crm.do(deals.delete, deal)
    assert purged(crm, 31) == 0, "the deal has its time before it"
    assert {row.noun for row in lying(crm)} == {BinNoun.CLIENT, BinNoun.DEAL}
    assert purged(crm, 60) == 2
    assert rows_of(crm, client) == {}


def test_a_deal_with_papers_stays_and_its_past_tasks_stay_with_the_client(
    crm: Crm, organisation: int
) -> None:
    client = crm.do(clients.add, WHOLE).value
    kept, gone = a_deal(crm, client), a_deal(crm, client)
    crm.do(documents.issue, a_paper(crm, client, organisation, kept))
    task = crm.do(tasks.add, TaskDraft(title="Замер", client_id=client, deal_id=gone)).value
    crm.do(tasks.done, task)
    for deal in (kept, gone):
        crm.do(deals.delete, deal)
    assert purged(crm) == 1
    assert [(row.record, row.stays) for row in lying(crm)] == [(kept, True)]
    assert rows_of(crm, client)["task"] == 1
    assert crm.database.check() == []


def test_a_deal_with_something_to_do_waits(crm: Crm) -> None:
    client = crm.do(clients.add, WHOLE).value
    deal = a_deal(crm, client)
    task = crm.do(tasks.add, TaskDraft(title="Замер", client_id=client, deal_id=deal)).value
    crm.do(deals.delete, deal)
    assert purged(crm) == 0
    crm.do(tasks.done, task)
    assert purged(crm) == 1


def test_drafts_and_tasks_go(crm: Crm, organisation: int) -> None:
    client = crm.do(clients.add, WHOLE).value
    crm.do(documents.delete, a_paper(crm, client, organisation))
    crm.do(tasks.delete, crm.do(tasks.add, TaskDraft(title="Ещё")).value)
    assert crm.ask(questions.overdue, utc_now()) == 0
    age(crm, DAYS + 1)
    assert crm.ask(questions.overdue, utc_now()) == 2
    assert crm.do(commands.purge).value == 2
    assert crm.ask(questions.overdue, utc_now()) == 0
    assert lying(crm) == []


def test_chosen_things_go_for_good_at_once_and_come_back_by_undo(
    crm: Crm, organisation: int
) -> None:
    client, other = (crm.do(clients.add, WHOLE).value for _ in range(2))
    deal = a_deal(crm, client)
    task = crm.do(tasks.add, TaskDraft(title="Позвонить", client_id=client)).value
    paper = a_paper(crm, client, organisation)
    crm.do(activities.add_note, client, "заметка")
    for command, record in (
        (deals.delete, deal), (tasks.delete, task), (documents.delete, paper),
        (clients.delete, client), (clients.delete, other),
    ):  # fmt: skip
        crm.do(command, record)
    before = dump(crm)
    keys = [row.id for row in lying(crm) if row.record != other or row.noun is not BinNoun.CLIENT]
    done = crm.do(commands.delete_for_good, keys)
    assert done.value == 4
    assert rows_of(crm, client) == {}
    assert [row.record for row in lying(crm)] == [other], "nobody else is touched"
    line = history_line(crm)
    assert line == "4 records deleted from the bin for good"
    assert crm.check() == []
    crm.undo()
    assert dump(crm) == before


def test_whoever_is_still_spoken_of_stays(crm: Crm, organisation: int) -> None:
    client, lonely = (crm.do(clients.add, WHOLE).value for _ in range(2))
    paper = a_paper(crm, client, organisation)
    crm.do(documents.issue, paper)
    deal = a_deal(crm, lonely)
    for command, record in (
        (clients.delete, client), (deals.delete, deal), (clients.delete, lonely),
    ):  # fmt: skip
        crm.do(command, record)
    before = dump(crm)
    chosen = [key_of(BinNoun.CLIENT, one) for one in (client, lonely)]
    with pytest.raises(Refused) as refused:
        crm.do(commands.delete_for_good, chosen)
    assert refused.value.problems[0].code == STILL_NAMED
    assert dump(crm) == before
    done = crm.do(commands.delete_for_good, [*chosen, key_of(BinNoun.DEAL, deal)])
    assert done.value == 2
    assert [row.record for row in lying(crm)] == [client]
    assert history_line(crm) == (
        "2 records deleted from the bin for good; still spoken of and left there: 1"
    )


def test_what_is_not_in_the_bin_is_never_deleted(crm: Crm) -> None:
    client = crm.do(clients.add, WHOLE).value
    task = crm.do(tasks.add, TaskDraft(title="Позвонить")).value
    before = dump(crm)
    with pytest.raises(Refused):
        crm.do(
            commands.delete_for_good, [key_of(BinNoun.CLIENT, client), key_of(BinNoun.TASK, task)]
        )
    assert dump(crm) == before


def history_line(crm: Crm) -> str:
    line = crm.ask(history.operations_log)[0]
    return operation_text(line.name, line.title)
