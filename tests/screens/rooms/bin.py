"""Looks at the bin."""

from __future__ import annotations

from crm_desktop.commands import clients, deals, documents, tasks
from crm_desktop.domain.documents import DocumentStatus
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import documents as document_queries
from crm_desktop.queries import tasks as task_queries
from tests.fixtures import age
from tests.screens.bases import HUNDREDS, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until


def _full(stage: Stage, look: Look) -> None:
    crm = stage.crm
    ids = crm.ask(client_queries.ids)
    for days, client in zip((80, 30, 3, 1), ids, strict=False):
        crm.do(clients.delete, client)
        age(crm, days)
    crm.do(deals.delete, crm.ask(deal_queries.listing, ids[-1])[0].id)
    crm.do(tasks.delete, crm.ask(task_queries.listing)[0].id)
    papers = crm.ask(document_queries.listing)
    draft = next(one for one in papers if one.status == DocumentStatus.DRAFT.value)
    crm.do(documents.delete, draft.id)
    stage.program.desk.jobs.look()
    page = stage.go("bin")
    wait_until(lambda: page.model.rowCount() > 4)
    page.table.select_ids(list(page.model.ids())[1:3])
    settle()
    look(stage.window)


def _menu(stage: Stage, look: Look) -> None:
    stage.crm.do(clients.delete, stage.crm.ask(client_queries.ids)[0])
    stage.program.desk.jobs.look()
    page = stage.go("bin")
    wait_until(lambda: page.model.rowCount() > 0)
    page.table.step(1)
    menu = page.menu_at(page.table.rect().center())
    settle()
    look(menu)
    menu.close()


def _delete(stage: Stage, look: Look) -> None:
    stage.crm.do(clients.delete, stage.crm.ask(client_queries.ids)[0])
    stage.program.desk.jobs.look()
    page = stage.go("bin")
    wait_until(lambda: page.model.rowCount() > 0)
    page.table.step(1)
    stage.while_asked(page.delete_current, look)


SCENES = [
    Scene("bin-full", _full, kinds=(SEVEN, HUNDREDS)),
    Scene("bin-delete", _delete, ("asks:ui.bin.page.delete_current",), (SEVEN,)),
    Scene("bin-menu", _menu, ("asks:ui.bin.page.menu_at",), (SEVEN,)),
]
