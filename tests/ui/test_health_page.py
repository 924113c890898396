"""The page of the data's health: counts, the lists they open, all well, as fresh as the base."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.commands import client_fields, clients
from crm_desktop.crm import Crm
from crm_desktop.domain.client_parts import Terms
from crm_desktop.domain.clients import ClientDraft, PointDraft, PointKind
from crm_desktop.domain.data_health import Gap
from crm_desktop.machine import Machine
from crm_desktop.ui.duplicates.page import DuplicatesPage
from crm_desktop.ui.health.page import STALE, HealthPage
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program

NOON = datetime.fromisoformat("2026-12-02T12:00")
WHOLE = ClientDraft(
    name="Анна",
    city="Тула",
    source="Сайт",
    points=(
        PointDraft(PointKind.PHONE, "8 916 123-45-67"),
        PointDraft(PointKind.EMAIL, "anna@yolki.ru"),
    ),
    terms=Terms(consent_on=date(2026, 1, 2)),
)


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path, clock: Clock) -> Iterator[Program]:
    made = Program(Crm(base), Theme("light", 1.0, "en"), Machine(), now=clock, immediate=True)
    made.show()
    yield made
    made.close()


@pytest.fixture
def opened(program: Program, qtbot: QtBot) -> Callable[[], HealthPage]:
    def open_it() -> HealthPage:
        program.desk.navigator.go("health")
        page = program.window.page("health")
        assert isinstance(page, HealthPage)
        qtbot.waitUntil(lambda: page.counted.text() != "")
        return page

    return open_it


def told(page: HealthPage) -> list[str]:
    return [line.accessibleName() for line in page.lines.values() if line.isVisible()]


def test_before_the_first_client_there_is_nothing_to_check(
    opened: Callable[[], HealthPage],
) -> None:
    page = opened()
    assert page.rooms.currentWidget() is page.nobody
    assert page.nobody.button.isVisible()
    assert not any(one.isVisible() for one in (page.summary, page.counted, page.again))


def test_counts_follow_the_base_and_open_their_lists(
    program: Program, opened: Callable[[], HealthPage], qtbot: QtBot
) -> None:
    program.crm.do(clients.add, WHOLE)
    bare = program.crm.do(clients.add, ClientDraft("Борис", city="Орёл", source="Сайт")).value
    page = opened()
    assert told(page) == [
        "No phone: 1 of 2, 50\u00a0%",
        "No e-mail: 1 of 2, 50\u00a0%",
        "No consent to keep personal data: 1 of 2, 50\u00a0%",
    ]
    page.lines[Gap.NO_PHONE].click()
    rooms = program.window.page("clients")
    qtbot.waitUntil(lambda: list(rooms.table.records.ids()) == [bare])
    assert program.desk.navigator.here == ("clients-with-gap", "no-phone")
    program.desk.navigator.back()
    assert program.window.page("health").isVisible()
    with qtbot.waitSignal(program.desk.jobs.committed):
        program.desk.jobs.run(client_fields.set_fields, bare, {"phone": "8 916 000-00-01"})
    qtbot.waitUntil(lambda: len(told(page)) == 2)


def test_probable_duplicates_are_counted_when_asked_and_open_their_page(
    program: Program, opened: Callable[[], HealthPage], qtbot: QtBot
) -> None:
    for name in ("Семёнова Наталья", "Семенова Наталия", "Борис"):
        phone = PointDraft(PointKind.PHONE, "8 916 123-45-67")
        program.crm.do(clients.add, ClientDraft(name, points=() if name == "Борис" else (phone,)))
    page = opened()
    page.lines[Gap.DUPLICATE].click()
    assert program.desk.navigator.here == ("clients-with-gap", "duplicate")
    rooms = program.window.page("clients")
    qtbot.waitUntil(lambda: len(list(rooms.table.records.ids())) == 2)
    program.desk.navigator.back()
    assert page.probable.open_button.isHidden()
    page.probable.look_button.click()
    qtbot.waitUntil(page.probable.open_button.isVisible)
    assert page.probable.told.text().startswith("1 group of cards may be one client")
    page.probable.open_button.click()
    there = program.window.page("duplicates")
    assert isinstance(there, DuplicatesPage)
    qtbot.waitUntil(there.isVisible)
    there.look()
    qtbot.waitUntil(lambda: len(there.rows) == 1)
    program.desk.navigator.back()
    with qtbot.waitSignal(program.desk.jobs.committed):
        program.desk.jobs.run(clients.add, ClientDraft("Новая"))
    assert page.probable.open_button.isHidden(), "what was found is of an earlier base"


def test_all_is_well(program: Program, opened: Callable[[], HealthPage], qtbot: QtBot) -> None:
    program.crm.do(clients.add, WHOLE)
    page = opened()
    assert page.rooms.currentWidget() is page.well
    assert page.summary.text() == "1 client checked"


def test_slow_counts_say_how_old_they_are_and_are_made_anew(
    program: Program, opened: Callable[[], HealthPage], qtbot: QtBot, clock: Clock
) -> None:
    program.crm.do(clients.add, WHOLE)
    page = opened()
    assert page.counted.text() == "duplicates and requisites as of 12:00"
    with qtbot.waitSignal(program.desk.jobs.committed):
        program.desk.jobs.run(clients.add, WHOLE)
    qtbot.waitUntil(lambda: page.summary.text() == "2 clients checked")
    assert page.lines[Gap.DUPLICATE].isHidden()
    clock.now = NOON + STALE + timedelta(minutes=1)
    page.check_again()
    qtbot.waitUntil(page.lines[Gap.DUPLICATE].isVisible)
    assert page.counted.text() == "duplicates and requisites as of 12:11"
