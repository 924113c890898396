"""Looks at imports."""

from __future__ import annotations

from typing import Any

from crm_desktop.commands import activities
from crm_desktop.queries import clients
from crm_desktop.ui.shell.renewal import Renewal
from tests.screens.bases import EMPTY, MANY, SEVEN, list_file
from tests.screens.stage import Look, Scene, Stage, settle, wait_until
from tests.screens.texts import TEXTS


def _dropped(stage: Stage, *, ugly: bool = True) -> Any:
    page = stage.go("imports")
    texts = TEXTS["ru" if stage.language == "ru" else "en"]
    name = "клиенты.csv" if stage.language == "ru" else "clients.csv"
    source = list_file(stage.folder / name, texts, 240, ugly=ugly)
    page.drop_files([str(source)])
    wait_until(lambda: page.preview is not None)
    settle()
    return page


def _preview(stage: Stage, look: Look) -> None:
    _dropped(stage)
    look(stage.window)


def _loaded(stage: Stage, look: Look) -> None:
    page = _dropped(stage)
    page.load()
    wait_until(lambda: page.result is not None)
    settle()
    look(stage.window)


def _taken_back(stage: Stage, look: Look) -> None:
    page = _dropped(stage)
    page.load()
    wait_until(lambda: page.result is not None)
    page.take_back()
    settle()
    look(stage.window)


def _other_language(stage: Stage, look: Look) -> None:
    _dropped(stage)
    stage.while_asked(Renewal(stage.program).ask, look)


def _columns(stage: Stage, look: Look) -> None:
    page = _dropped(stage)
    page.fold.setChecked(True)
    page.only_problems.setChecked(True)
    cell = page.table.model().index(1, 3)
    page.table.setCurrentIndex(cell)
    page.table.scrollTo(cell)
    settle()
    look(stage.window)


def _again(stage: Stage, look: Look) -> None:
    """The list that was loaded a moment ago."""
    page = _dropped(stage)
    page.load()
    settle()
    page = _dropped(stage)
    look(stage.window)
    page.only_present.setChecked(True)
    settle()
    look(stage.window)


def _past(stage: Stage, look: Look) -> None:
    """Two lists loaded, one of their clients worked with since; what taking back would do."""
    for ugly in (False, True):
        page = _dropped(stage, ugly=ugly)
        page.load()
        settle()
    newest = max(stage.crm.ask(clients.ids))
    stage.crm.do(activities.add_note, newest, "…")
    past = stage.go("past-imports")
    settle()
    look(stage.window)
    past.panel.look()
    wait_until(past.panel.looking)
    settle()
    look(stage.window)


SCENES = [
    Scene("import-again", _again, kinds=(EMPTY,)),
    Scene("import-past", _past, kinds=(SEVEN,)),
    Scene("import-columns", _columns, kinds=(SEVEN,)),
    Scene("import-renewal", _other_language, ("asks:ui.shell.renewal.ask",), (SEVEN,)),
    Scene("import-preview", _preview, kinds=(EMPTY, SEVEN)),
    Scene("import-loaded", _loaded, kinds=(SEVEN, MANY)),
    Scene("import-taken-back", _taken_back, kinds=(SEVEN,)),
]
