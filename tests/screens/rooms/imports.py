"""Looks at imports."""

from __future__ import annotations

from typing import Any

from crm_desktop.commands import activities
from crm_desktop.domain.imports import Verdict
from crm_desktop.queries import clients
from crm_desktop.ui.imports.step_bar import BEFORE_LOADING
from crm_desktop.ui.shell.renewal import Renewal
from tests.screens.bases import EMPTY, MANY, SEVEN, list_file
from tests.screens.stage import Look, Scene, Stage, settle, wait_until
from tests.screens.texts import TEXTS
from tests.screens.ugly_book import ugly_book


def _dropped(stage: Stage, *, ugly: bool = True) -> Any:
    page = stage.go("imports")
    texts = TEXTS["ru" if stage.language == "ru" else "en"]
    name = "клиенты.csv" if stage.language == "ru" else "clients.csv"
    source = list_file(stage.folder / name, texts, 240, ugly=ugly)
    page.drop_files([str(source)])
    wait_until(lambda: page.preview is not None)
    settle()
    return page


def _ugly(stage: Stage) -> Any:
    page = stage.go("imports")
    texts = TEXTS["ru" if stage.language == "ru" else "en"]
    page.drop_files([str(ugly_book(stage.folder / "База клиентов.xlsx", texts, 6))])
    wait_until(lambda: page.preview is not None)
    settle()
    return page


def _steps(stage: Stage, look: Look) -> None:
    """Every step of a list that leaves doubts."""
    page = _ugly(stage)
    for step in BEFORE_LOADING:
        page.steps.buttons[step].click()
        settle()
        look(stage.window)
    page.load()
    wait_until(lambda: page.result is not None)
    settle()
    look(stage.window)


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
    page.tools.show_only(Verdict.PRESENT)
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
    Scene("import-steps", _steps, kinds=(SEVEN,)),
    Scene("import-past", _past, kinds=(SEVEN,)),
    Scene("import-columns", _columns, kinds=(SEVEN,)),
    Scene("import-renewal", _other_language, ("asks:ui.shell.renewal.ask",), (SEVEN,)),
    Scene("import-preview", _preview, kinds=(EMPTY, SEVEN)),
    Scene("import-loaded", _loaded, kinds=(SEVEN, MANY)),
    Scene("import-taken-back", _taken_back, kinds=(SEVEN,)),
]
