"""The status line: saved or not, what can be taken back in words, segments of others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, deals, documents
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.domain.problems import Problem, Refused
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import documents as document_queries
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job, Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.status import StatusLine
from crm_desktop.ui.shell.undoing import Undoing
from tests.fixtures import a_client


@pytest.fixture
def desk(qtbot: QtBot, crm: Crm) -> Iterator[Desk]:
    jobs = Jobs(crm, immediate=True)
    yield Desk(jobs, Theme("light"), Navigator(), Machine())
    jobs.shutdown()
    jobs.deleteLater()


@pytest.fixture
def line(qtbot: QtBot, desk: Desk) -> StatusLine:
    undoing = Undoing(desk, desk.jobs)
    line = StatusLine(desk, undoing)
    qtbot.addWidget(line)
    return line


def invoice(crm: Crm, organisation: int, client: int) -> int:
    """An issued invoice."""
    draft = DocumentDraft(
        client_id=client,
        organisation_id=organisation,
        date=date(2026, 11, 21),
        vat_mode=VatMode.INCLUDED,
        lines=(LineDraft("Окно", 2000, "шт", 610_0000, 0, "standard"),),
    )
    document = crm.do(documents.create, draft).value
    crm.do(documents.issue, document)
    return document


def test_the_newest_action_in_words_and_a_click_takes_it_back(desk: Desk, line: StatusLine) -> None:
    crm = desk.jobs.crm
    assert line.undo.isHidden()
    client = crm.do(clients.add, a_client("Ромашка")).value
    desk.jobs.run(deals.add, DealDraft(title="Окна & двери", client_id=client))
    assert line.undo.whole_text() == "Undo: new deal “Окна & двери”"
    assert not line.undo.isHidden()
    line.undo.click()
    assert line.undo.whole_text() == "Undo: new client “Ромашка”"
    assert "Do again: new deal" in line.undo.toolTip()


def test_an_issued_paper_promises_no_undo(desk: Desk, line: StatusLine, organisation: int) -> None:
    crm = desk.jobs.crm
    client = crm.do(clients.add, a_client("Ромашка")).value
    paper = invoice(crm, organisation, client)
    said: list[str] = []
    opened: list[object] = []
    desk.say = lambda text, button_text="", action=None: said.append(text)
    desk.navigator.register("document", opened.append)
    undoing = line.findChild(Undoing) or desk.jobs.findChild(Undoing)
    assert undoing is not None
    undoing.look()
    assert (
        line.undo.whole_text()
        == "Invoice No. 1 is issued: to change it, cancel it and issue it anew"
    )
    undoing.undo()
    assert said == ["Invoice No. 1 is issued: to change it, cancel it and issue it anew"]
    assert crm.ask(document_queries.card, paper).row.status == "issued"
    open_it, before = line.undo.choices().actions()
    open_it.trigger()
    assert opened == [("document", paper)]
    assert before.text() == "Undo: new document “Ромашка”"


def test_a_key_pressed_before_it_is_known_what_came_last_waits_for_that(
    qtbot: QtBot, crm: Crm, organisation: int
) -> None:
    client = crm.do(clients.add, a_client("Ромашка")).value
    invoice(crm, organisation, client)
    jobs = Jobs(crm)
    desk = Desk(jobs, Theme("light"), Navigator(), Machine())
    said: list[str] = []
    desk.say = lambda text, button_text="", action=None: said.append(text)
    undoing = Undoing(desk, jobs)
    qtbot.waitUntil(lambda: undoing.offer.lasting is not None)
    # The newest action is now this one, and the key is pressed the moment it is saved.
    jobs.run(clients.add, a_client("Новая"), then=lambda _id: undoing.undo())
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["Taken back: New client “Новая”"]
    assert crm.ask(client_queries.count) == 1
    jobs.shutdown()
    jobs.deleteLater()


def test_a_write_that_was_refused_says_why_until_the_next_one(desk: Desk, line: StatusLine) -> None:
    assert line.saved.text() == "✓ saved"
    desk.jobs.run(deals.add, DealDraft(title="", client_id=1))
    assert line.saved.text().startswith("not saved: ")
    desk.jobs.run(clients.add, a_client("Ромашка"))
    assert line.saved.text() == "✓ saved"


def test_a_question_that_was_refused_says_nothing_about_saving(
    desk: Desk, line: StatusLine
) -> None:
    desk.jobs.ask(document_queries.card, 999)
    desk.jobs.refused.emit(Refused(Problem("", "record.not-found")))
    assert line.saved.text() == "✓ saved"


def test_others_add_their_segments(line: StatusLine) -> None:
    segment = QLabel("14 minutes")
    line.add(segment)
    assert segment.parent() is line


def test_how_far_a_job_is_can_be_read_whole(
    desk: Desk, line: StatusLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.jobs.run(clients.add, a_client("Константинопольская-Преображенская Екатерина " * 3))
    job = Job("Загружается очень длинное название списка клиентов магазина.csv", True)
    job.begin()
    job.done, job.total = 8_000, 25_000
    monkeypatch.setattr(job, "rate", lambda: 14_172.0)
    monkeypatch.setattr(job, "seconds_left", lambda: 61.0)
    line.resize(1166, 30)
    line.show()
    layout = line.layout()
    assert layout is not None
    layout.activate()
    wide = line.undo.width()
    bar = line.job_bar
    bar.fill(job)
    bar.show()
    layout.activate()
    assert bar.figures.text().endswith("left")
    assert bar.figures.width() >= bar.figures.sizeHint().width()
    assert line.rect().contains(bar.geometry())
    assert bar.rect().contains(bar.cancel_button.geometry())
    assert line.undo.width() < wide
    bar.hide()
    layout.activate()
    assert line.undo.width() == wide
