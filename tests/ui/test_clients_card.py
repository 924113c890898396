"""The card of a client: its head, the ways to reach them, its lists, one column or two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients as changes
from crm_desktop.commands import tasks
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import clients
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.parts.contact_button import ContactButton
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme

FIRM = ClientDraft(
    name="ООО «Ёлки»",
    kind=ClientKind.COMPANY,
    inn="7707083893",
    kpp="773601001",
    city="Тула",
    tags=("опт",),
    points=(
        PointDraft(PointKind.EMAIL, "info@yolki.ru"),
        PointDraft(PointKind.PHONE, "8 916 123-45-67", "директор"),
        PointDraft(PointKind.PHONE, "8 916 123-45-68"),
    ),
)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system's programs were asked to open."""
    found: list[str] = []

    def take(url: QUrl) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return found


@pytest.fixture
def client(crm: Crm) -> int:
    return crm.do(changes.add, FIRM).value


@pytest.fixture
def room(qtbot: QtBot, crm: Crm, client: int) -> Iterator[ClientsPage]:
    desk = Desk(Jobs(crm), Theme("light"), Navigator())
    made = ClientsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.open_record(client)
    # New buttons come into sight with the next round of events.
    qtbot.waitUntil(lambda: len(_points(made)) == 3)
    yield made
    desk.jobs.shutdown()


def _texts(room: ClientsPage) -> list[str]:
    return [one.text() for one in room.panel.head.findChildren(QLabel) if one.isVisible()]


def _points(room: ClientsPage) -> list[ContactButton]:
    buttons = room.panel.findChildren(ContactButton)
    return [one for one in buttons if one.isVisible()]


def test_the_head_tells_who_it_is_and_how_things_stand(room: ClientsPage) -> None:
    told = " | ".join(_texts(room))
    for part in ("ООО «Ёлки»", "7707083893 / 773601001", "Тула", "опт"):
        assert part in told
    main = room.panel.head.findChildren(ContactButton)
    assert [one.shown for one in main] == ["+7 (916) 123-45-67"]


def test_the_next_step_is_told_when_it_is_late(
    room: ClientsPage, crm: Crm, client: int, qtbot: QtBot
) -> None:
    before = _texts(room)
    room.desk.jobs.run(tasks.add, TaskDraft("Позвонить", date(2020, 1, 31), client_id=client))
    qtbot.waitUntil(lambda: _texts(room) != before)
    late = [one for one in room.panel.head.findChildren(QLabel) if one.property("bad")]
    assert ["2020" in one.text() for one in late] == [True]


def test_a_call_is_opened_by_the_system_and_asked_about(
    room: ClientsPage, opened: list[str], qtbot: QtBot
) -> None:
    button = room.panel.head.findChildren(ContactButton)[0]
    menu = button.menu_of_ways()
    menu.actions()[0].trigger()
    assert opened == ["tel:+79161234567"]
    composer = room.panel.composer
    assert "123-45-67" in composer.line.placeholderText()
    menu.actions()[1].trigger()
    assert opened[1:] == ["https://wa.me/79161234567"]


def test_what_nobody_opens_is_copied(room: ClientsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    said: list[str] = []
    monkeypatch.setattr(room.desk, "say", lambda text, *_rest: said.append(text))
    QApplication.clipboard().setText("старое")
    room.panel.head.findChildren(ContactButton)[0].menu_of_ways().actions()[0].trigger()
    assert QApplication.clipboard().text() == "+7 (916) 123-45-67"
    assert len(said) == 1
    assert "+7 (916) 123-45-67" in said[0]


def test_every_point_is_there_once(room: ClientsPage) -> None:
    shown = sorted(one.shown for one in _points(room))
    assert shown == ["+7 (916) 123-45-67", "+7 (916) 123-45-68", "info@yolki.ru"]


def _verb(button: ContactButton, text: str) -> QAction:
    return next(one for one in button.menu_of_ways().actions() if one.text() == text)


def test_verbs_of_a_way_of_contact_are_one_step_back_each(
    room: ClientsPage, crm: Crm, qtbot: QtBot, client: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stored() -> list[tuple[str, str]]:
        return [(p.value, p.label) for p in crm.ask(clients.card, client).points]

    def button(ending: str) -> ContactButton:
        return next(one for one in _points(room) if one.shown.endswith(ending))

    monkeypatch.setattr(FormDialog, "ask", lambda _dialog: {"label": "склад"})
    before = stored()
    for ending, verb in (
        ("45-68", "Label…"),
        ("45-68", "Move up"),
        ("45-67", "Move down"),
        ("yolki.ru", "Delete"),
    ):
        with qtbot.waitSignal(room.desk.jobs.committed):
            _verb(button(ending), verb).trigger()
        assert stored() != before
        crm.undo()
        assert stored() == before
        room.panel.show_client(client)
        qtbot.waitUntil(lambda: len(_points(room)) == 3)


def test_another_phone_is_made_the_main_one(room: ClientsPage, crm: Crm, qtbot: QtBot) -> None:
    other = next(one for one in _points(room) if one.shown == "+7 (916) 123-45-68")
    _verb(other, "Make it the main one").trigger()

    def main() -> list[str]:
        return [one.shown for one in room.panel.head.findChildren(ContactButton)]

    qtbot.waitUntil(lambda: "+7 (916) 123-45-68" in main())
    crm.undo()
    room.panel.show_client(room.panel.client_id or 0)
    qtbot.waitUntil(lambda: main()[-1] == "+7 (916) 123-45-67")


def test_the_card_takes_the_whole_room_and_gives_it_back(
    room: ClientsPage, qtbot: QtBot, client: int
) -> None:
    panel = room.panel
    assert not panel.body.wide
    panel.head.whole.click()
    qtbot.waitUntil(lambda: panel.body.wide)
    assert room.beside.isHidden()
    left = panel.facts.mapTo(panel, QPoint(0, 0)).x()
    qtbot.waitUntil(lambda: panel.timeline.mapTo(panel, QPoint(0, 0)).x() > left + 200)
    room.open_record(client)
    panel.head.whole.click()
    qtbot.waitUntil(lambda: not panel.body.wide)
    assert not room.beside.isHidden()


def test_the_tasks_of_the_client_are_listed(
    room: ClientsPage, crm: Crm, client: int, qtbot: QtBot
) -> None:
    short = room.panel.related.lists["task"]
    for number in range(6):
        crm.do(tasks.add, TaskDraft(f"Дело {number}", client_id=client))
    room.panel.related.show_client(client)
    qtbot.waitUntil(lambda: len(short.lines) == 6)
    assert short.head.isVisible()
    short.head.click()
    assert short.body.isVisible()
