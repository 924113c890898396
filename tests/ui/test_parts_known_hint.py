"""While a client is typed: who is there already, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from crm_desktop.queries import clients, duplicates
from crm_desktop.ui.clients.edit import ClientForm
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Address, Navigator
from crm_desktop.ui.runtime.theme import Theme


@pytest.fixture
def natalya(crm: Crm) -> int:
    phone = PointDraft(PointKind.PHONE, "8 (916) 123-45-67")
    return crm.do(changes.add, ClientDraft("Семёнова Наталья", city="Тула", points=(phone,))).value


@pytest.fixture
def form(qtbot: QtBot, crm: Crm, natalya: int) -> Iterator[ClientForm]:
    desk = Desk(Jobs(crm), Theme("light"), Navigator())
    made = ClientForm(desk)
    qtbot.addWidget(made)
    made.resize(600, 800)
    made.show()
    made.edit(None)
    yield made
    desk.jobs.shutdown()


@pytest.fixture
def visited(form: ClientForm) -> list[Address]:
    found: list[Address] = []
    for kind in ("client", "duplicates"):
        form.desk.navigator.register(kind, found.append)
    return found


def told(qtbot: QtBot, form: ClientForm) -> str:
    qtbot.waitUntil(form.known.isVisible)
    return form.known.text.text()


def test_a_known_phone_is_told_below_the_phones(qtbot: QtBot, form: ClientForm) -> None:
    form.form.set_value("name", "Наталия")
    form.points.phones.rows[0].value.setText("+7 916 123 45 67")
    assert told(qtbot, form) == (
        "This client is there already: Семёнова Наталья, Тула "
        "(same phone +7 (916) 123-45-67, similar name)"
    )
    cell = form.points.phones.parentWidget()
    assert form.known.parentWidget() is cell
    assert form.known.open_button.accessibleDescription() == form.known.text.text()
    assert form.known.merge_button.isHidden(), "nobody shows merging here"
    form.points.phones.rows[0].value.setText("+7 916 123 45 68")
    qtbot.waitUntil(form.known.isHidden)


def test_a_near_name_is_told_below_the_name(qtbot: QtBot, form: ClientForm, crm: Crm) -> None:
    crm.do(changes.add, ClientDraft("ООО «Ромашка»", ClientKind.COMPANY))
    form.form.set_value("name", "Ромашка")
    assert told(qtbot, form) == "This may be ООО «Ромашка» (similar name)"
    name = form.form.editor("name")
    assert isinstance(name, QLineEdit)
    assert form.known.parentWidget() is name.parentWidget()
    form.form.set_value("name", "")
    qtbot.waitUntil(form.known.isHidden)


def test_what_the_card_says_itself_is_no_news(
    qtbot: QtBot, form: ClientForm, crm: Crm, natalya: int
) -> None:
    phone = PointDraft(PointKind.PHONE, "+7 916 123-45-67")
    again = crm.do(changes.add, ClientDraft("Наталия Семенова", points=(phone,))).value
    (card,) = crm.ask(clients.cards, [again])
    form.edit(card)
    form.form.set_value("name", "Семёнова")
    assert "Семёнова Наталья" in told(qtbot, form)
    form.form.set_value("name", "Наталия Семенова")
    qtbot.waitUntil(form.known.isHidden)


def test_the_other_is_opened_or_merged_with(
    qtbot: QtBot, form: ClientForm, crm: Crm, natalya: int, visited: list[Address]
) -> None:
    form.form.set_value("name", "Наталья")
    form.points.phones.rows[0].value.setText("89161234567")
    told(qtbot, form)
    form.known.open_button.click()
    assert visited == [("client", natalya)]
    assert form.known.merge_button.isVisible()
    form.known.merge_button.click()
    qtbot.waitUntil(lambda: len(visited) == 2)
    made = max(row.id for row in crm.ask(clients.page, [natalya, natalya + 1]))
    assert visited[1] == ("duplicates", f"{made}-{natalya}")
    assert made != natalya


def test_another_client_is_remembered_with_the_first_saving(
    qtbot: QtBot, form: ClientForm, crm: Crm, natalya: int
) -> None:
    form.form.set_value("name", "Наталья")
    form.points.phones.rows[0].value.setText("89161234567")
    told(qtbot, form)
    form.known.different_button.click()
    assert form.known.isHidden()
    assert crm.ask(duplicates.groups)[:1] == ()
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    qtbot.waitUntil(lambda: not form.desk.jobs.busy_writing())
    assert crm.ask(duplicates.groups) == ()
    probe = duplicates.Probe("Наталья", ("89161234567",))
    (made,) = saved.args or [0]
    assert crm.ask(duplicates.alike, probe, made) == ()
    assert [one.id for one in crm.ask(duplicates.alike, probe, natalya)] == []


def test_in_a_low_window_the_line_comes_into_sight(qtbot: QtBot, form: ClientForm) -> None:
    form.resize(600, 330)
    form.activateWindow()
    phone = form.points.phones.rows[0].value
    phone.setFocus()
    qtbot.waitUntil(phone.hasFocus)
    phone.setText("+7 916 123 45 67")
    told(qtbot, form)
    known = form.known
    qtbot.waitUntil(lambda: known.visibleRegion().boundingRect() == known.rect())
    assert not phone.visibleRegion().isEmpty()


def test_a_window_that_went_while_somebody_typed_asks_nothing(
    qtbot: QtBot, form: ClientForm
) -> None:
    form.form.set_value("name", "Семёнова")
    form.desk.jobs.shutdown()
    (timer,) = form.known.findChildren(QTimer)
    with qtbot.waitSignal(timer.timeout):
        assert timer.isActive()
    assert form.known.isHidden()
