"""Looks at papers."""

from __future__ import annotations

from crm_desktop.queries import deals, documents
from tests.screens.bases import HUNDREDS, SEVEN
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


SCENES = [
    Scene("document-editor", _editor, kinds=(SEVEN,)),
    Scene("document-draft", _draft, kinds=(SEVEN, HUNDREDS)),
    Scene("document-issued", _issued, kinds=(SEVEN, HUNDREDS)),
    Scene("invoice-for-deal", _from_deal, kinds=(SEVEN,)),
]
