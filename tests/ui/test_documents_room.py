"""The room of the papers: lines as in a spreadsheet, the first number, correcting, finding."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, deals, documents, organisations, settings
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.documents import DocumentDraft, DocumentStatus, LineDraft, VatMode
from crm_desktop.domain.unfinished import Unfinished
from crm_desktop.queries import documents as document_queries
from crm_desktop.ui.documents.form_and_page import FormAndPage
from crm_desktop.ui.documents.lines import At, LinesModel, LinesTable
from crm_desktop.ui.documents.page import DocumentsPage
from crm_desktop.ui.documents.unfinished import about, start_of
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from tests.fixtures import ORGANISATION, a_client


@pytest.fixture
def room(qtbot: QtBot, crm: Crm) -> Iterator[DocumentsPage]:
    desk = Desk(Jobs(crm, immediate=True), Theme("light"), Navigator())
    made = DocumentsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    yield made
    desk.jobs.shutdown()


@pytest.fixture
def deal(crm: Crm) -> int:
    crm.do(organisations.save, ORGANISATION)
    client = crm.do(clients.add, a_client("Столярная мастерская")).value
    draft = DealDraft(title="Окна", client_id=client, amount=4_500_050)
    return crm.do(deals.add, draft).value


def text(model: LinesModel, row: int, at: At) -> str:
    return str(model.index(row, at).data())


def write(model: LinesModel, row: int, **cells: str) -> list[bool]:
    return [model.setData(model.index(row, At[name.upper()]), v) for name, v in cells.items()]


def test_amounts_are_written_as_people_write_them() -> None:
    model = LinesModel("ru", "RUB")
    model.set_vat(VatMode.INCLUDED, "standard")
    model.set_date(date(2026, 11, 25))
    assert write(model, 0, name="Монтаж", price="12,5к", quantity="1,5", discount="10 %")
    assert text(model, 0, At.PRICE) == "12\u00a0500,00"
    assert text(model, 0, At.QUANTITY) == "1,5"
    assert text(model, 0, At.AMOUNT) == "16\u00a0875,00"
    assert text(model, 0, At.VAT) == "22\u00a0%"
    assert model.lines() == (LineDraft("Монтаж", 1500, "pc", 125_000_000, 1000, "standard"),)


def test_what_is_no_number_is_said_and_the_cell_keeps_its_value(qtbot: QtBot) -> None:
    model = LinesModel("ru", "RUB")
    write(model, 0, name="Окно", price="100")
    with qtbot.waitSignal(model.unread) as said:
        assert write(model, 0, price="сто") == [False]
    assert said.args == ["сто"]
    assert write(model, 0, price="-5", discount="101") == [False, False]
    assert text(model, 0, At.PRICE) == "100,00"


def test_enter_walks_from_name_to_price_and_into_the_next_line(qtbot: QtBot) -> None:
    model = LinesModel("en", "EUR")
    table = LinesTable(Theme("light"), model)
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    table.begin(0)
    for typed in ("Window", "2", "100", "Door", "1", "50"):
        editor = [one for one in table.findChildren(QLineEdit) if one.isVisible()][-1]
        QTest.keyClicks(editor, typed)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()
    assert [(x.name, x.quantity, x.price) for x in model.lines()] == [
        ("Window", 2000, 1_000_000),
        ("Door", 1000, 500_000),
    ]
    table.setCurrentIndex(model.index(1, At.NAME))
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [x.name for x in model.lines()] == ["Door", "Window"]
    with qtbot.waitSignal(table.removed):
        QTest.keyClick(table, Qt.Key.Key_Delete)
    assert [x.name for x in model.lines()] == ["Window"]


def test_the_first_invoice_goes_on_from_the_number_on_paper(
    room: DocumentsPage, deal: int, crm: Crm
) -> None:
    room.new_for_deal(deal)
    editor = room.editor
    assert not editor.number.edit.isHidden()
    editor.number.edit.set_value(117)
    editor.issue()
    assert room.current is not None
    assert (room.current.status, room.current.number) == (DocumentStatus.ISSUED, "117")
    assert room.focusWidget() is room.table, "the keyboard stays with the paper"
    room.new_for_deal(deal)
    assert editor.number.edit.isHidden()
    assert "118" in editor.number.label.text()


def test_an_invoice_stays_in_the_currency_of_its_deal(
    room: DocumentsPage, deal: int, crm: Crm
) -> None:
    client = crm.do(clients.add, a_client("Заказчик за границей")).value
    draft = DealDraft(title="Окна", client_id=client, amount=4_500_050, currency="USD")
    abroad = crm.do(deals.add, draft).value
    room.new_for_deal(abroad)
    assert room.editor.lines.total.text() == "Total: $45,000.50"
    room.editor.save()
    (paper,) = crm.ask(document_queries.listing)
    assert (paper.total, paper.currency) == (4_500_050, "USD")
    room.new_for_deal(deal)
    assert room.editor.draft().currency == "RUB"


def test_nothing_is_issued_without_lines_and_the_reason_is_said(
    room: DocumentsPage, deal: int, crm: Crm
) -> None:
    card = crm.ask(document_queries.organisations)[0]
    room.editor.begin(DocumentDraft(1, organisation_id=card.id), [card])
    room.editor.issue()
    assert room.editor.lines.problem.text()
    assert crm.ask(document_queries.listing) == []


def test_leaving_keeps_what_was_written_as_a_draft(
    room: DocumentsPage, deal: int, crm: Crm
) -> None:
    room.new_for_deal(deal)
    write(room.editor.model, 0, price="500")
    QTest.keyClick(room.editor, Qt.Key.Key_Escape)
    (row,) = crm.ask(document_queries.listing)
    assert (row.status, row.total) == (DocumentStatus.DRAFT, 50_000)
    assert room.current is not None
    assert room.current.id == row.id


def test_looking_without_writing_leaves_nothing(room: DocumentsPage, deal: int, crm: Crm) -> None:
    room.new_for_deal(deal)
    room.editor.leave()
    assert crm.ask(document_queries.listing) == []


def test_correcting_cancels_and_writes_anew(room: DocumentsPage, deal: int, crm: Crm) -> None:
    room.new_for_deal(deal)
    room.editor.issue()
    assert room.current is not None
    first = room.current.id
    room.paper.correct_button.click()
    write(room.editor.model, 0, price="100")
    room.editor.issue()
    papers = {row.id: (row.status, row.number) for row in crm.ask(document_queries.listing)}
    assert papers.pop(first) == (DocumentStatus.CANCELLED, "1")
    assert list(papers.values()) == [(DocumentStatus.ISSUED, "2")]


def test_the_page_beside_the_form_is_the_page_that_would_be_printed(
    room: DocumentsPage, deal: int, qtbot: QtBot
) -> None:
    room.new_for_deal(deal)
    editor = room.editor
    assert editor.preview.pages() == 1
    editor.model.setData(editor.model.index(0, At.NAME), "Двери дубовые")
    drawn = editor.preview.file
    qtbot.waitUntil(lambda: "Двери дубовые" in PdfReader(drawn).pages[0].extract_text())


def test_form_and_page_take_turns_where_there_is_little_room(
    qtbot: QtBot, qapp: QApplication
) -> None:
    form, page = QWidget(), QWidget()
    sides = FormAndPage(Theme("light"), form, page)
    qtbot.addWidget(sides)
    qtbot.addWidget(sides.button)
    sides.resize(1100, 300)
    sides.show()
    qapp.processEvents()
    assert (form.isVisible(), page.isVisible(), sides.button.isHidden()) == (True, True, True)
    sides.resize(900, 300)
    qapp.processEvents()
    assert (form.isVisible(), page.isVisible(), sides.button.isHidden()) == (True, False, False)
    sides.button.click()
    assert (form.isVisible(), page.isVisible()) == (False, True)
    sides.show_form()
    assert (form.isVisible(), page.isVisible()) == (True, False)


def test_papers_are_found_by_number_and_by_client(room: DocumentsPage, deal: int, crm: Crm) -> None:
    room.new_for_deal(deal)
    room.editor.issue()
    other = crm.do(clients.add, a_client("Ёжиков")).value
    crm.do(documents.create, DocumentDraft(other, lines=(LineDraft("Двери", price=1),)))
    assert len(crm.ask(document_queries.ids)) == 2
    assert len(crm.ask(document_queries.ids, "мастерская")) == 1
    assert len(crm.ask(document_queries.ids, "ежик")) == 1
    by_client = crm.ask(document_queries.ids, "", "client", False)
    assert [row.client for row in crm.ask(document_queries.page, by_client[:1])] == ["Ёжиков"]


def test_a_half_written_paper_comes_back_with_its_lines(
    room: DocumentsPage, deal: int, crm: Crm
) -> None:
    room.new_for_deal(deal)
    write(room.editor.model, 0, price="500")
    write(room.editor.model, 1, name="Монтаж", price="70")
    room.editor.more.set_value("comment", "Оплата частями")
    room.editor.drafts.keep_now()
    (kept,) = room.desk.drafts.all()
    assert (kept.kind, kept.about) == ("document", deal)
    again = DocumentsPage(room.desk)
    again.resume(kept)
    written = again.editor.draft()
    assert [(line.name, line.price) for line in written.lines] == [
        ("Окна", 5_000_000),
        ("Монтаж", 700_000),
    ]
    assert (written.comment, written.deal_id) == ("Оплата частями", deal)
    again.editor.issue()
    assert room.desk.drafts.all() == []
    again.deleteLater()


def test_each_new_paper_has_a_draft_of_its_own() -> None:
    starts = [(about(7, 3), 0), (about(None, 3), 0), (0, 5), (0, 0)]
    found = [start_of(Unfinished("document", record, subject)) for subject, record in starts]
    assert found == [("new_for_deal", 7), ("new_for_client", 3), ("edit", 5), ("new", 0)]


@pytest.fixture
def busy_room(qtbot: QtBot, crm: Crm, deal: int) -> Iterator[tuple[DocumentsPage, threading.Event]]:
    """A room whose writes wait behind a long job, as during an import."""
    jobs = Jobs(crm)
    made = DocumentsPage(Desk(jobs, Theme("light"), Navigator()))
    qtbot.addWidget(made)
    made.show()
    made.new_for_deal(deal)
    qtbot.waitUntil(lambda: bool(made.editor.model.lines()))
    free = threading.Event()
    jobs.call(lambda _step: free.wait(20), writes=True)
    yield made, free
    free.set()
    jobs.shutdown()


def test_pressing_issue_twice_makes_one_invoice(
    busy_room: tuple[DocumentsPage, threading.Event], crm: Crm, qtbot: QtBot
) -> None:
    room, free = busy_room
    QTest.mouseClick(room.editor.issue_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(room.editor.issue_button, Qt.MouseButton.LeftButton)
    room.editor.issue()
    room.editor.leave()
    free.set()
    qtbot.waitUntil(lambda: room.current is not None and room.current.status == "issued")
    assert [(row.number, row.status) for row in crm.ask(document_queries.listing)] == [
        ("1", DocumentStatus.ISSUED)
    ]
    assert room.editor.issue_button.isEnabled()


def test_issue_pressed_before_the_number_is_known_is_not_lost(
    busy_room: tuple[DocumentsPage, threading.Event], crm: Crm, qtbot: QtBot
) -> None:
    room, free = busy_room
    number = room.editor.number
    qtbot.waitUntil(number.isVisible)
    firm, year = room.editor.form.value("organisation_id"), datetime.now().astimezone().year
    number.forget()
    number.edit.set_value(None)
    number.look(firm, year)
    room.editor.issue()
    free.set()
    qtbot.waitUntil(lambda: room.current is not None and room.current.status == "issued")
    assert [row.number for row in crm.ask(document_queries.listing)] == ["1"]


def test_a_paper_begun_while_another_is_saved_stays_apart(
    busy_room: tuple[DocumentsPage, threading.Event], crm: Crm, qtbot: QtBot, deal: int
) -> None:
    room, free = busy_room
    write(room.editor.model, 0, name="Первый")
    room.editor.save()
    room.new_for_client(1)
    qtbot.waitUntil(lambda: room.editor.model.lines() == ())
    write(room.editor.model, 0, name="Второй")
    free.set()
    qtbot.waitUntil(lambda: len(crm.ask(document_queries.listing)) == 1)
    qtbot.waitUntil(lambda: not room.desk.jobs.busy_writing())
    room.editor.save()
    qtbot.waitUntil(lambda: len(crm.ask(document_queries.listing)) == 2)
    names = {crm.ask(document_queries.draft, n).lines[0].name for n in (1, 2)}
    assert names == {"Первый", "Второй"}


def test_a_firm_without_an_account_is_asked_about_once_and_never_forbidden(
    qtbot: QtBot, crm: Crm
) -> None:
    crm.do(organisations.save, replace(ORGANISATION, account="", bik="", bank_name=""))
    client = crm.do(clients.add, a_client("Столярная мастерская")).value
    deal = crm.do(deals.add, DealDraft(title="Окна", client_id=client, amount=4_500_050)).value
    went: list[tuple[object, ...]] = []
    navigator = Navigator()
    navigator.register("settings", went.append)
    desk = Desk(Jobs(crm, immediate=True), Theme("light"), navigator)
    room = DocumentsPage(desk)
    qtbot.addWidget(room)
    room.show()
    room.new_for_deal(deal)
    editor, question = room.editor, room.editor.bank_question
    editor.issue_button.click()
    assert question.isVisible()
    assert "ООО «Ромашка»" in question.words.text()
    assert crm.ask(document_queries.listing) == []
    question.fill_button.click()
    assert went == [("settings", "organisations")]
    editor.issue_button.click()
    question.issue_button.click()
    assert question.isHidden()
    assert [row.status for row in crm.ask(document_queries.listing)] == [DocumentStatus.ISSUED]
    room.new_for_deal(deal)
    editor.issue_button.click()
    assert question.isHidden(), "asked once"
    assert len(crm.ask(document_queries.listing)) == 2
    desk.jobs.shutdown()


def test_the_name_of_the_firm_is_not_asked_twice(room: DocumentsPage, crm: Crm) -> None:
    crm.do(settings.change, {"firm_name": "Ромашка"})
    client = crm.do(clients.add, a_client("Столярная мастерская")).value
    room.new_for_client(client)
    assert room.rooms.currentWidget() is room.firm_room
    headings = [one.text() for one in room.firm_room.findChildren(QLabel)]
    assert "Details of your firm" in headings
    assert room.firm_room.organisation.form.value("name") == "Ромашка"
    assert not room.firm_room.organisation.dirty()
    assert room.firm_room.organisation.revert_button.isHidden()
    form = room.firm_room.organisation
    QTest.keyClicks(form.form.editor("phone"), "8 495 765-43-21")
    form.drafts.keep_now()
    assert form.drafts.drafted()
    form.save()
    assert room.rooms.currentWidget() is room.editor
    assert not form.drafts.drafted()
    assert [firm.name for firm in crm.ask(document_queries.organisations)] == ["Ромашка"]
