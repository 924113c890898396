"""What stands beside the list is made in time, and at once for whoever is quicker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.queries import first_card
from crm_desktop.ui.clients.card import ClientPanel
from crm_desktop.ui.clients.edit import ClientForm
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.kit.idle import Idle
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job, Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme


@pytest.fixture
def room(qtbot: QtBot, crm: Crm) -> Iterator[ClientsPage]:
    crm.do(changes.add, ClientDraft(name="Анна"))
    desk = Desk(Jobs(crm), Theme("light"), Navigator())
    made = ClientsPage(desk)
    qtbot.addWidget(made)
    made.show()
    yield made
    desk.jobs.shutdown()


def _made(room: ClientsPage) -> tuple[int, int]:
    return len(room.findChildren(ClientPanel)), len(room.findChildren(ClientForm))


def _idle(room: ClientsPage) -> bool:
    return not any(one.isActive() for one in room.findChildren(Idle))


def test_the_list_comes_before_the_card_and_the_card_before_its_form(
    room: ClientsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    jobs, ask = room.desk.jobs, room.desk.jobs.ask

    def noted(question: Callable[..., Any], *args: Any, **more: Any) -> Job:
        asked.append(question)
        return ask(question, *args, **more)

    monkeypatch.setattr(jobs, "ask", noted)
    assert _made(room) == (0, 0)
    qtbot.waitUntil(lambda: room.model.rowCount() == 1)
    qtbot.waitUntil(lambda: _idle(room))
    # Made, and nobody has seen anything of it.
    assert _made(room) == (1, 0)
    assert room.right.isHidden()
    # What it asks has been asked once.
    assert first_card.put_into_words in asked
    room.open_record(room.model.ids()[0])
    assert room.right.currentWidget() is room.panel
    qtbot.waitUntil(lambda: _idle(room))
    assert _made(room) == (1, 1)
    assert room.right.currentWidget() is room.panel


def test_whoever_is_quicker_does_not_wait_for_it(room: ClientsPage, qtbot: QtBot) -> None:
    room.new()
    assert room.right.currentWidget() is room.form
    assert room.form.isVisible()
    room.form.give_up()
    # No card was shown before: the list has the whole room again.
    assert room.right.isHidden()
    assert _made(room) == (0, 1)
    qtbot.waitUntil(lambda: _idle(room))
    assert _made(room) == (1, 1)
