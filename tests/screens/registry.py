"""Every scene there is: the pages and settings by themselves, the rest from `rooms/`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crm_desktop.ui.shell.pages import PAGES
from tests.screens.stage import Look, Scene, Stage


def scenes() -> list[Scene]:
    """All scenes in the order of their names."""
    found = [*_pages(), *_sections()]
    for module in _rooms():
        found += module.SCENES
    names = [scene.name for scene in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"two scenes are called {', '.join(sorted(twice))}")
    return sorted(found, key=lambda scene: scene.name)


def section_ids() -> list[str]:
    """The sections of the settings, once there are any."""
    try:
        module = importlib.import_module("crm_desktop.ui.settings.contents")
    except ModuleNotFoundError:
        return []
    return [spec.id for spec in module.SECTIONS]


def _rooms() -> list[Any]:
    folder = Path(__file__).parent / "rooms"
    names = sorted(module.name for module in pkgutil.iter_modules([str(folder)]))
    return [importlib.import_module(f"tests.screens.rooms.{name}") for name in names]


def _pages() -> list[Scene]:
    return [Scene(f"page-{spec.id}", _shown(spec.id), (f"page:{spec.id}",)) for spec in PAGES]


def _sections() -> list[Scene]:
    return [
        Scene(f"settings-{one}", _shown("settings", one), (f"section:{one}",), ("empty", "seven"))
        for one in section_ids()
    ]


def _shown(*address: str) -> Callable[[Stage, Look], None]:
    def play(stage: Stage, look: Look) -> None:
        stage.go(*address)
        look(stage.window)

    return play
