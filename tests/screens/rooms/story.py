"""Looks at the story of a client: written, told, called for."""

from __future__ import annotations

from datetime import date
from typing import Any

from crm_desktop.commands import activities, client_fields, deals, tasks
from crm_desktop.domain.activities import Direction, TouchDraft
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.story import StoryKind
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import activities as activity_queries
from crm_desktop.queries import clients
from crm_desktop.queries import deals as deal_queries
from crm_desktop.ui.clients import calls
from tests.screens.bases import SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until

TEXTS = {
    True: ("Платят по пятницам, звонить до обеда", "Просят три окна к весне", "Окна", "Замер"),
    False: ("They pay on Fridays; call before noon", "Want three windows", "Windows", "Measure"),
}


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


def _live(stage: Stage) -> int:
    """A company with which everything has happened; returns its id."""
    crm, russian = stage.crm, stage.language == "ru"
    client = crm.ask(clients.ids)[0]
    call, letter = (way.name for way in crm.ask(activity_queries.ways, stage.language)[::2][:2])
    note = crm.do(activities.add_note, client, TEXTS[russian][0]).value
    crm.do(activities.log, TouchDraft(client, call, text=TEXTS[russian][1]))
    crm.do(activities.log, TouchDraft(client, letter, direction=Direction.IN))
    deal = crm.do(deals.add, DealDraft(title=TEXTS[russian][2], client_id=client)).value
    crm.do(deals.move, deal, crm.ask(deal_queries.stages)[1].id)
    task = crm.do(tasks.add, TaskDraft(TEXTS[russian][3], date(2026, 12, 4), client_id=client))
    crm.do(tasks.done, task.value)
    crm.do(client_fields.set_fields, client, {"city": "Тула", "phone": "8 916 123-45-99"})
    crm.do(activities.pin, note)
    return client


def _history(stage: Stage, look: Look) -> None:
    panel = stage.go("client", _live(stage)).panel
    wait_until(lambda: len(panel.timeline.entries()) > 7)
    panel.timeline.list.setFocus()
    panel.timeline.list.choose(2)
    settle()
    look(stage.window)


def _edited(stage: Stage, look: Look) -> None:
    client = _live(stage)
    timeline = stage.go("client", client).panel.timeline
    wait_until(lambda: len(timeline.entries()) > 7)
    note = timeline.entries()[0]
    stage.crm.do(activities.edit, note.record, note.text + ".")
    timeline.edit(note)
    settle()
    look(stage.window)


def _menu(stage: Stage, look: Look) -> None:
    timeline = stage.go("client", _live(stage)).panel.timeline
    wait_until(lambda: len(timeline.entries()) > 7)
    changed = next(one for one in timeline.entries() if one.kind is StoryKind.CHANGE)
    menu = timeline.menu(changed)
    menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
    settle()
    look(menu)
    menu.close()


def _calling(stage: Stage, look: Look) -> None:
    _live(stage)
    stage.go("clients").call_list()
    settle()
    page: Any = stage.window.stack.currentWidget()
    wait_until(lambda: page.card is not None)
    page.next_record()
    wait_until(lambda: len(page.timeline.entries()) > 0)
    page.choose(2)
    page.composer.next.setText("завтра 15:00" if stage.language == "ru" else "tomorrow 15:00")
    settle()
    look(stage.window)


def _calling_known(stage: Stage, look: Look) -> None:
    client = _live(stage)
    calls.begin(stage.program.desk, [client, *stage.crm.ask(clients.ids)[1:4]])
    settle()
    page: Any = stage.window.stack.currentWidget()
    wait_until(lambda: len(page.timeline.entries()) > 7)
    settle()
    look(stage.window)


SCENES = [
    Scene("calls-open-end", _calling, kinds=(SEVEN,)),
    Scene("calls-begun", _calling_known, kinds=(SEVEN,)),
    Scene("client-story", _history, kinds=(SEVEN,)),
    Scene("client-story-entry", _edited, kinds=(SEVEN,)),
    Scene("client-story-menu", _menu, ("asks:ui.clients.timeline.menu",), (SEVEN,)),
    Scene("client-call", _call, kinds=(SEVEN,)),
    Scene("client-call-open-end", _open_end, kinds=(SEVEN,)),
]
