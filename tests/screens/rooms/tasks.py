"""Looks at tasks and reminders."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from crm_desktop.queries import tasks
from tests.screens.bases import HUNDREDS, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until


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
    stage.window.activateWindow()
    wait_until(stage.window.isActiveWindow)
    look(stage.window)


def _many_reminders(stage: Stage, look: Look) -> None:
    popup = stage.program.tray.popup
    popup.show_tasks(stage.crm.ask(tasks.listing)[:12])
    settle()
    look(popup)
    popup.hide()


def _another_time(stage: Stage, look: Look) -> None:
    popup = stage.program.tray.popup
    popup.show_tasks(stage.crm.ask(tasks.listing)[:1])
    settle()
    pick = popup.findChild(QPushButton, "pick")
    assert isinstance(pick, QPushButton)
    stage.while_asked(pick.click, look)
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
    Scene("task-reminders-many", _many_reminders, kinds=(HUNDREDS,)),
    Scene(
        "task-reminders-pick",
        _another_time,
        ("asks:ui.tasks.reminder_popup._pick",),
        (SEVEN,),
    ),
]
