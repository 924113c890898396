"""The first steps: ticked by what stands in the base, each leads to its place, gone for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop import machine, opening
from crm_desktop.commands import clients, deals, documents, organisations
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft
from crm_desktop.domain.organisations import OrganisationDraft
from crm_desktop.machine import Machine
from crm_desktop.ui.parts.checklist import STEPS, Checklist
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from tests.fixtures import ORGANISATION, a_client, make_base

Maker = Callable[[Desk], Checklist]


@pytest.fixture
def desk(qapp: QApplication, crm: Crm) -> Iterator[Desk]:
    theme = Theme("light", 1.0, "en")
    theme.apply(qapp)
    jobs = Jobs(crm, immediate=True)
    yield Desk(jobs, theme, Navigator(), Machine())
    jobs.shutdown()
    qapp.setStyleSheet("")


@pytest.fixture
def shown(qtbot: QtBot) -> Maker:
    def show(desk: Desk) -> Checklist:
        made = Checklist(desk)
        qtbot.addWidget(made)
        made.show()
        return made

    return show


def ticked(checklist: Checklist) -> list[str]:
    return [
        name for name, one in checklist.buttons.items() if one.accessibleName().endswith(": done")
    ]


def in_order(checklist: Checklist) -> list[str]:
    places = {name: (one.y(), one.x()) for name, one in checklist.buttons.items()}
    return sorted(places, key=places.__getitem__)


def test_it_ticks_itself(desk: Desk, shown: Maker, qtbot: QtBot) -> None:
    checklist, jobs = shown(desk), desk.jobs
    assert checklist.card.isVisible()
    assert ticked(checklist) == []
    assert checklist.count.text() == "0 of 5"
    jobs.run(clients.add, a_client())
    jobs.run(organisations.save, OrganisationDraft("Ромашка"))
    # A name alone prints no invoice.
    assert ticked(checklist) == ["clients"]
    jobs.run(organisations.save, ORGANISATION)
    assert ticked(checklist) == ["clients", "requisites"]
    # What is left to do stands before what is done.
    qtbot.waitUntil(
        lambda: in_order(checklist) == ["deal", "invoice", "second_place", "clients", "requisites"]
    )
    jobs.run(deals.add, DealDraft("Окна", 1))
    line = LineDraft("Окно", price=610_0000)
    jobs.run(documents.create, DocumentDraft(1, 2, date=date(2026, 11, 25), lines=(line,)))
    assert ticked(checklist) == ["clients", "requisites", "deal"]
    jobs.run(documents.issue, 1)
    assert checklist.count.text() == "4 of 5"
    # The last one stands on this computer, not in the base.
    desk.settings.second_place = "/media/stick"
    checklist.hide()
    checklist.show()
    assert not checklist.card.isVisible()


def test_it_leaves_the_day_its_room(desk: Desk, shown: Maker) -> None:
    checklist = shown(desk)
    checklist.resize(desk.theme.u(1130), checklist.heightForWidth(desk.theme.u(1130)))
    assert checklist.card.height() <= desk.theme.u(72)
    hidden = checklist.hide_button.geometry()
    for button in checklist.buttons.values():
        assert checklist.card.rect().contains(button.geometry())
        assert not button.geometry().intersects(hidden)


def test_what_is_taken_back_is_open_again(desk: Desk, shown: Maker) -> None:
    checklist = shown(desk)
    desk.jobs.run(clients.add, a_client())
    assert ticked(checklist) == ["clients"]
    desk.jobs.undo()
    assert ticked(checklist) == []


def test_each_line_leads_to_its_place(desk: Desk, shown: Maker) -> None:
    went: list[tuple[object, ...]] = []
    for kind in ("imports", "settings", "deals", "documents"):
        desk.navigator.register(kind, went.append)
    checklist = shown(desk)
    for step in STEPS:
        QTest.mouseClick(checklist.buttons[step.id], Qt.MouseButton.LeftButton)
    assert went == [step.address for step in STEPS]


def test_it_is_hidden_for_good(desk: Desk, shown: Maker, tmp_path: Path) -> None:
    checklist = shown(desk)
    QTest.mouseClick(checklist.hide_button, Qt.MouseButton.LeftButton)
    assert not checklist.card.isVisible()
    desk.jobs.run(clients.add, a_client())
    assert not checklist.card.isVisible()
    desk.settings = machine.load()
    assert not shown(desk).card.isVisible()
    # Another base begins with its own.
    other = Crm(make_base(tmp_path / "other"))
    jobs = Jobs(other, immediate=True)
    assert shown(Desk(jobs, desk.theme, Navigator(), desk.settings)).card.isVisible()
    jobs.shutdown()
    other.close()


def test_the_demo_has_nothing_to_begin(desk: Desk, shown: Maker) -> None:
    other = Crm(make_base(opening.demo_folder()))
    jobs = Jobs(other, immediate=True)
    assert not shown(Desk(jobs, desk.theme, Navigator(), Machine())).card.isVisible()
    jobs.shutdown()
    other.close()
