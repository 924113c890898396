"""Looks at the day."""

from __future__ import annotations

from tests.screens.bases import SEVEN
from tests.screens.stage import Look, Scene, Stage, settle


def _when(stage: Stage, look: Look) -> None:
    page = stage.go("today")
    menu = page.when_button.menu()
    menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
    settle()
    look(menu)
    menu.close()


SCENES = [Scene("today-when", _when, ("asks:ui.today.page._when_menu",), (SEVEN,))]
