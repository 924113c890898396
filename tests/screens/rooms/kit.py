"""Looks at the furniture that every room uses."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from crm_desktop.ui.kit.fields import DateEdit
from crm_desktop.ui.runtime.crash_dialog import ask_user
from crm_desktop.ui.runtime.report import Report
from tests.screens.bases import SEVEN
from tests.screens.stage import Look, Scene, Stage, settle


def _calendar(stage: Stage, look: Look) -> None:
    page = stage.go("tasks")
    page.new()
    settle()
    edit = page.form.form.editor("due_on")
    assert isinstance(edit, DateEdit)
    edit.open_calendar()
    settle()
    assert edit._popup is not None
    look(edit._popup)
    edit._popup.close()


def _crash(stage: Stage, look: Look) -> None:
    file = Path("CRM Desktop") / "logs" / "crash-20261125-120000-1f2e3d4c.txt"
    for repeated in (False, True):
        report = Report("1f2e3d4c", "ValueError\n  crm_desktop/crm.py:1", file, False, repeated)
        stage.while_asked(partial(ask_user, report, stage.window), look)


SCENES = [
    Scene("kit-calendar", _calendar, ("window:ui.kit.fields.DateEdit",), (SEVEN,)),
    Scene("crash", _crash, ("window:ui.runtime.crash_dialog.CrashBox",), (SEVEN,)),
]
