"""Looks at tasks and reminders."""

from __future__ import annotations

from crm_desktop.queries import tasks
from tests.screens.bases import HUNDREDS, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle


def _task(stage: Stage, look: Look) -> None:
    stage.go("task", stage.crm.ask(tasks.listing)[0].id)
    look(stage.window)


def _new(stage: Stage, look: Look) -> None:
    stage.go("tasks").new()
    settle()
    look(stage.window)


def _reminders(stage: Stage, look: Look) -> None:
    popup = stage.program.tray.popup
    popup.show_tasks(stage.crm.ask(tasks.listing)[:3])
    settle()
    look(popup)
    popup.hide()


SCENES = [
    Scene("task-card", _task, kinds=(SEVEN, HUNDREDS)),
    Scene("task-new", _new, kinds=("empty", SEVEN)),
    Scene(
        "task-reminders",
        _reminders,
        ("window:ui.tasks.reminder_popup.ReminderPopup",),
        (SEVEN,),
    ),
]
