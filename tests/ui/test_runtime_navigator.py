"""Going, going back, and the desk that pages are given."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crm_desktop import machine
from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.queries import clients as client_queries
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import KEPT, Address, Navigator
from crm_desktop.ui.runtime.theme import Theme


@pytest.fixture
def shown() -> list[Address]:
    return []


@pytest.fixture
def navigator(qapp: QApplication, shown: list[Address]) -> Navigator:
    made = Navigator()
    made.register("clients", shown.append)
    made.register("client", shown.append)
    return made


def here(navigator: Navigator) -> Address | None:
    return navigator.here


def test_there_and_back(navigator: Navigator, shown: list[Address]) -> None:
    assert here(navigator) is None
    navigator.back()
    navigator.go("clients")
    navigator.go("client", 12)
    navigator.go("client", 12)
    assert here(navigator) == ("client", 12)
    assert navigator.can_go_back()
    navigator.back()
    assert here(navigator) == ("clients",)
    assert not navigator.can_go_back()
    navigator.forward()
    assert shown[-1] == ("client", 12)
    navigator.back()
    navigator.go("client", 13)
    assert not navigator.can_go_forward()
    navigator.back()
    assert here(navigator) == ("clients",)


def test_nobody_shows_it(navigator: Navigator) -> None:
    assert not navigator.knows("deal")
    with pytest.raises(LookupError):
        navigator.go("deal", 1)
    assert here(navigator) is None


def test_no_way_leads_to_what_is_gone(navigator: Navigator) -> None:
    for address in (("clients",), ("client", 1), ("client", 2), ("client", 1)):
        navigator.go(*address)
    navigator.forget("client", 1)
    assert here(navigator) == ("client", 2)
    navigator.back()
    assert here(navigator) == ("clients",)
    navigator.forward()
    assert not navigator.can_go_forward()
    navigator.forget("client", 2)
    navigator.forget("clients")
    assert here(navigator) is None


def test_the_way_is_remembered_so_far(navigator: Navigator) -> None:
    for number in range(KEPT + 50):
        navigator.go("client", number)
    steps = 0
    while navigator.can_go_back():
        navigator.back()
        steps += 1
    assert steps == KEPT - 1
    assert here(navigator) == ("client", 50)


def test_the_desk_reads_pages_and_remembers(crm: Crm, qapp: QApplication) -> None:
    jobs = Jobs(crm, immediate=True)
    desk = Desk(jobs, Theme("light"), Navigator())
    id_ = crm.do(clients.add, ClientDraft(name="Семёнова Наталья")).value
    read = desk.reads(client_queries.page)
    assert [row.name for row in read([id_])] == ["Семёнова Наталья"]
    desk.settings.theme = "dark"
    desk.remember()
    assert machine.load().theme == "dark"
    desk.say("nobody listens yet")
    jobs.shutdown()


def test_settings_that_cannot_be_written_stop_nobody(
    crm: Crm, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a file"
    file.write_text("")
    monkeypatch.setenv("CRM_DESKTOP_CONFIG", str(file / "below"))
    jobs = Jobs(crm, immediate=True)
    Desk(jobs, Theme("light"), Navigator()).remember()
    jobs.shutdown()
