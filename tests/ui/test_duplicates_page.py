"""The page of duplicates: found, stopped, told apart, merged side by side, all at one go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, deals
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.problems import Cancelled
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as questions
from crm_desktop.queries import duplicates
from crm_desktop.ui.duplicates.page import DuplicatesPage
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program


def _draft(
    name: str, phone: str, city: str = "", comment: str = "", source: str = "", inn: str = ""
) -> ClientDraft:
    points = (PointDraft(PointKind.PHONE, phone),)
    return ClientDraft(name, city=city, comment=comment, source=source, inn=inn, points=points)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    crm = Crm(base)
    for draft in (
        _draft("Семёнова Наталья", "8 916 123-45-67", city="Тула", comment="первая"),
        _draft("Семенова Наталия", "+7 916 123 45 67", city="Орёл", source="Сайт"),
        _draft("Иванов Пётр", "8 916 765-43-21", inn="500100732259"),
        _draft("Иванов П.", "8 916 765-43-21", inn="500100732259"),
        _draft("Чужой", "8 495 000-00-00"),
    ):
        crm.do(clients.add, draft)
    crm.do(deals.add, DealDraft(title="Окна", client_id=2))
    made = Program(crm, Theme("light", 1.0, "en"), Machine(), immediate=True)
    made.show()
    yield made
    made.close()


@pytest.fixture
def page(program: Program, qtbot: QtBot) -> DuplicatesPage:
    program.desk.navigator.go("duplicates")
    found = program.window.page("duplicates")
    assert isinstance(found, DuplicatesPage)
    qtbot.waitUntil(lambda: bool(found.side.sheet.cards))
    return found


def _groups(page: DuplicatesPage) -> set[frozenset[int]]:
    return {frozenset(row.ids) for row in page.rows}


def _choose(page: DuplicatesPage, ids: set[int]) -> None:
    page.table.select_id(next(row.id for row in page.rows if set(row.ids) == ids))


def _button(page: DuplicatesPage, name: str) -> QRadioButton:
    return next(one for one in page.side.findChildren(QRadioButton) if one.accessibleName() == name)


def test_groups_are_found_and_merged_side_by_side(page: DuplicatesPage, program: Program) -> None:
    crm = program.desk.jobs.crm
    assert _groups(page) == {frozenset({1, 2}), frozenset({3, 4})}
    assert page.summary.text() == "2 groups of cards"
    _choose(page, {1, 2})
    side = page.side
    assert "same phone" in side.reasons.text()
    _button(page, "“Семенова Наталия” stays").click()
    assert "1 card goes into “Семенова Наталия”." in side.outcome.text()
    # What nobody chose follows the card that stays; what was chosen stays chosen.
    assert _button(page, "city: Орёл — Семенова Наталия").isChecked()
    _button(page, "city: Тула — Семёнова Наталья").click()
    _button(page, "“Семёнова Наталья” stays").click()
    assert "With it: 1\u00a0phone or e-mail, 1\u00a0deal." in side.outcome.text()
    _button(page, "city: Орёл — Семенова Наталия").click()
    side.merge()
    card = crm.ask(questions.card, 1)
    assert (card.name, card.city, card.source, card.open_deals) == (
        "Семёнова Наталья", "Орёл", "Сайт", 1
    )  # fmt: skip
    assert _groups(page) == {frozenset({3, 4})}
    assert {one.id for one in side.sheet.cards} == {3, 4}
    program.desk.jobs.undo()
    assert _groups(page) == {frozenset({1, 2}), frozenset({3, 4})}


def test_different_people_are_offered_no_more(page: DuplicatesPage, program: Program) -> None:
    _choose(page, {1, 2})
    assert page.side.apart_button.text() == "Different people"
    assert page.again.isVisible()
    page.side.tell_apart()
    assert _groups(page) == {frozenset({3, 4})}
    page.look()
    assert _groups(page) == {frozenset({3, 4})}
    program.desk.jobs.undo()
    page.look()
    assert len(page.rows) == 2
    for ids in ({1, 2}, {3, 4}):
        _choose(page, ids)
        page.side.tell_apart()
    assert page.rooms.currentWidget() is page.nothing
    # The empty room says it with its own button; the verb does not stand there twice.
    assert page.summary.text() == "No duplicates"
    assert not page.again.isVisible()
    assert page.nothing.button.isVisible()


def test_firms_are_different_clients(
    page: DuplicatesPage, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = program.desk.jobs.crm
    crm.do(clients.add, replace(_draft("Шторы", "8 916 123-45-67"), kind=ClientKind.COMPANY))
    program.desk.jobs.look()
    page.open_ids("1-6")
    assert page.side.apart_button.text() == "Different clients"
    assert page.summary.text() == "Chosen cards"
    said: list[str] = []
    monkeypatch.setattr(page.desk, "say", lambda text, *_more: said.append(text))
    page.side.tell_apart()
    assert said == ["They are different clients: noted."]


def test_the_list_of_groups_keeps_to_its_room(page: DuplicatesPage, program: Program) -> None:
    """Its words begin on the edge of the page, and nothing is to be scrolled sideways."""
    program.window.resize(1366, 697)
    table = page.table
    assert table.horizontalScrollBar().maximum() == 0
    assert table.property("edge")


def test_all_sure_ones_are_one_step(
    page: DuplicatesPage, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = program.desk.jobs.crm
    sure = page.all_button.text()
    asked: list[str] = []

    def agree(dialog: FormDialog) -> dict[str, object]:
        asked.append(dialog.windowTitle())
        return {}

    monkeypatch.setattr(FormDialog, "ask", agree)
    assert page.all_button.isVisible(), sure
    before = len(crm.ask(questions.ids))
    page.all_button.click()
    assert asked == ["Merge all sure ones"]
    assert len(crm.ask(questions.ids)) < before
    program.desk.jobs.undo()
    assert len(crm.ask(questions.ids)) == before
    assert page.all_text([(1, 2, 3), (4, 5)]).startswith("5 cards become 2 clients.")


def test_the_keyboard_goes_through_the_rows(page: DuplicatesPage, program: Program) -> None:
    _choose(page, {1, 2})
    page.side.setFocus()
    focus = QApplication.focusWidget
    first = focus()
    assert isinstance(first, QRadioButton)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert "name:" in (focus() or first).accessibleName()
    there = focus()
    assert there is not None
    QTest.keyClick(there, Qt.Key.Key_Right)
    other = focus()
    assert isinstance(other, QRadioButton)
    assert other is not there
    assert other.isChecked()
    QTest.keyClick(other, Qt.Key.Key_Up)
    assert (focus() or first).accessibleName().endswith("stays")
    QTest.keyClick(focus() or first, Qt.Key.Key_Return)
    assert _groups(page) == {frozenset({3, 4})}


def test_marked_clients_are_merged_from_the_list(program: Program, qtbot: QtBot) -> None:
    window, crm = program.window, program.desk.jobs.crm
    said: list[str] = []
    program.desk.navigator.go("clients")
    listed = window.page("clients")
    qtbot.waitUntil(lambda: len(listed.view_ids()) == 5)
    program.desk.say = lambda text, *_: said.append(text)
    listed.table.select_ids([5])
    listed.merge_marked()
    assert said == ["Mark from 2 to 50 cards of one client first."]
    listed.table.select_ids([1, 5])
    listed.merge_marked()
    page = window.page("duplicates")
    assert [card.id for card in page.side.sheet.cards] in ([1, 5], [5, 1])
    assert page.table.isHidden()
    page.side.merge()
    assert program.desk.navigator.here is not None
    assert program.desk.navigator.here[0] == "client"
    assert len(crm.ask(questions.ids)) == 4


def test_a_scan_is_stopped(program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job is watched while it runs; stopping leaves the page as it was before."""
    jobs = program.desk.jobs
    program.desk.navigator.go("duplicates")
    page = program.window.page("duplicates")
    job = Job("x", False)
    job.done, job.total = 3, 10
    page.scanning.watch(job)
    page._job = job
    assert (page.scanning.bar.value(), page.scanning.bar.maximum()) == (3, 10)
    assert "3 of 10" in page.scanning.figures.text()
    page.scanning.stop.click()
    assert job.cancelled
    assert page.rooms.currentWidget() is page.splitter

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        jobs.crm.ask_watched(stop, duplicates.groups)
