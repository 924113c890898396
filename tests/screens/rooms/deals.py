"""Looks at deals."""

from __future__ import annotations

from crm_desktop.queries import deals
from tests.screens.bases import HUNDREDS, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle


def _deal(stage: Stage, look: Look) -> None:
    stage.go("deal", stage.crm.ask(deals.listing)[0].id)
    look(stage.window)


def _new(stage: Stage, look: Look) -> None:
    page = stage.go("deals")
    page.new_for(stage.crm.ask(deals.listing)[0].client_id)
    settle()
    look(stage.window)


def _move(stage: Stage, look: Look) -> None:
    page = stage.go("deals")
    deal = stage.crm.ask(deals.listing)[0].id
    stage.while_asked(lambda: page._choose_stage(deal), look)


def _lost(stage: Stage, look: Look) -> None:
    page = stage.go("deals")
    deal = stage.crm.ask(deals.listing)[0].id
    lost = next(stage.id for stage in stage.crm.ask(deals.stages) if stage.kind == "lost")
    stage.while_asked(lambda: page.move_deal(deal, lost), look)


def _archived(stage: Stage, look: Look) -> None:
    stage.go("deals")._archive(stage.crm.ask(deals.listing)[0].id)
    settle()
    look(stage.window)


SCENES = [
    Scene("deal-card", _deal, kinds=(SEVEN, HUNDREDS)),
    Scene("deal-new", _new, kinds=(SEVEN,)),
    Scene(
        "deal-move",
        _move,
        ("asks:ui.deals.page._choose_stage", "window:ui.kit.dialogs.FormDialog"),
        (SEVEN,),
    ),
    Scene("deal-lost", _lost, ("asks:ui.deals.lost.ask_reason",), (SEVEN,)),
    Scene("deal-archived-toast", _archived, kinds=(SEVEN,)),
]
