"""Looks at the story of a client: written, told, called for."""

from __future__ import annotations

from typing import Any

from crm_desktop.queries import clients
from tests.screens.bases import SEVEN
from tests.screens.stage import Look, Scene, Stage, settle


def _panel(stage: Stage) -> Any:
    return stage.go("client", stage.crm.ask(clients.ids)[0]).panel


def _call(stage: Stage, look: Look) -> None:
    panel = _panel(stage)
    panel.begin_contact()
    panel.composer.outcome.setCurrentIndex(3)
    panel.composer.line.setText(stage.window.windowTitle()[:20])
    panel.composer.next.setText("завтра 15:00" if stage.language == "ru" else "tomorrow 15:00")
    settle()
    look(stage.window)


def _open_end(stage: Stage, look: Look) -> None:
    panel = _panel(stage)
    panel.begin_contact()
    panel.composer.outcome.setCurrentIndex(2)
    panel.composer.save()
    settle()
    look(stage.window)


SCENES = [
    Scene("client-call", _call, kinds=(SEVEN,)),
    Scene("client-call-open-end", _open_end, kinds=(SEVEN,)),
]
