"""Looks at the day."""

from __future__ import annotations

from datetime import date, timedelta

from crm_desktop.commands import client_parts, clients, contacts
from crm_desktop.domain.client_parts import DateDraft
from crm_desktop.domain.clients import ClientDraft, ContactDraft
from tests.fixtures import a_client
from tests.screens.bases import SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until


def _when(stage: Stage, look: Look) -> None:
    page = stage.go("today")
    menu = page.when_button.menu()
    menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
    settle()
    look(menu)
    menu.close()


def _birthdays(stage: Stage, look: Look) -> None:
    """Near days of clients and of people inside, and somebody past their own time."""
    today = stage.window.desk.now().date()
    born = today.replace(year=today.year - 50) + timedelta(days=2)
    kept = ClientDraft("Семёнова Наталья Владимировна", birthday=born)
    stage.crm.do(clients.add, kept)
    firm = stage.crm.do(clients.add, a_client("ООО «Ромашка»", "8 916 123-45-67")).value
    inside = ContactDraft("Пётр Кузнецов", birthday=date(1991, today.month, today.day))
    stage.crm.do(contacts.save, firm, None, inside)
    day = f"--{today + timedelta(days=3):%m-%d}"
    # The day stands there already: it hears of what the window itself has done.
    yearly = DateDraft("годовщина свадьбы", day)
    stage.program.desk.jobs.run(client_parts.save_date, firm, None, yearly)
    page = stage.go("today")
    wait_until(lambda: sum(row.occasion != "" for row in page.list.rows()) > 2)
    place = next(
        i for i, line in enumerate(page.list.day_model.lines) if line.row and line.row.occasion
    )
    page.list.setCurrentIndex(page.list.day_model.index(place, 0))
    settle()
    look(stage.window)


SCENES = [
    Scene("today-when", _when, ("asks:ui.today.page._when_menu",), (SEVEN,)),
    Scene("today-birthdays", _birthdays, (), (SEVEN,)),
]
