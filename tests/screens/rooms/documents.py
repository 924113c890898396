"""Looks at papers."""

from __future__ import annotations

from dataclasses import replace

from crm_desktop.commands import organisations, settings
from crm_desktop.queries import deals, documents
from crm_desktop.queries import organisations as organisation_queries
from tests.fixtures import ORGANISATION
from tests.screens.bases import EMPTY, HUNDREDS, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle


def _draft(stage: Stage, look: Look) -> None:
    _paper(stage, look, "draft")


def _issued(stage: Stage, look: Look) -> None:
    _paper(stage, look, "issued")


def _paper(stage: Stage, look: Look, status: str) -> None:
    rows = stage.crm.ask(documents.listing)
    stage.go("document", next(row.id for row in rows if row.status == status))
    settle()
    look(stage.window)


def _from_deal(stage: Stage, look: Look) -> None:
    stage.go("invoice-for-deal", stage.crm.ask(deals.listing)[0].id)
    look(stage.window)


def _editor(stage: Stage, look: Look) -> None:
    rows = stage.crm.ask(documents.listing)
    stage.go("documents").edit(next(row.id for row in rows if row.status == "draft"))
    settle()
    look(stage.window)


def _first_firm(stage: Stage, look: Look) -> None:
    stage.crm.do(settings.change, {"firm_name": "Ромашка"})
    stage.go("documents").new()
    settle()
    look(stage.window)


def _no_account(stage: Stage, look: Look) -> None:
    firm = stage.crm.ask(organisation_queries.listing)[0].id
    draft = replace(ORGANISATION, account="", bik="", bank_name="", corr_account="")
    stage.crm.do(organisations.save, draft, firm)
    rows = stage.crm.ask(documents.listing)
    page = stage.go("documents")
    page.edit(next(row.id for row in rows if row.status == "draft"))
    settle()
    page.editor.issue()
    settle()
    look(stage.window)


SCENES = [
    Scene("document-first-firm", _first_firm, kinds=(EMPTY,)),
    Scene("document-no-account", _no_account, kinds=(SEVEN,)),
    Scene("document-editor", _editor, kinds=(SEVEN,)),
    Scene("document-draft", _draft, kinds=(SEVEN, HUNDREDS)),
    Scene("document-issued", _issued, kinds=(SEVEN, HUNDREDS)),
    Scene("invoice-for-deal", _from_deal, kinds=(SEVEN,)),
]
