"""Finding clients in the list: the first hits at once, then all of them in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients as changes
from crm_desktop.commands import imports
from crm_desktop.crm import Crm
from crm_desktop.domain.views import Sort
from crm_desktop.exports.client_view import STANDARD
from crm_desktop.queries import client_list, clients
from crm_desktop.queries.client_list import ClientLine
from crm_desktop.ui.clients.columns import columns
from crm_desktop.ui.clients.found import FIRST, Blank
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.kit.record_model import RecordModel
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from tests.import_plans import many_rows, plan_of

MANY = 3 * FIRST


@pytest.fixture
def shop(crm: Crm, tmp_path: Path) -> Crm:
    crm.do(imports.clients, plan_of(crm, tmp_path, many_rows(MANY)))
    return crm


@pytest.fixture
def room(qtbot: QtBot, shop: Crm) -> Iterator[ClientsPage]:
    desk = Desk(Jobs(shop), Theme("light"), Navigator())
    made = ClientsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() == MANY)
    yield made
    desk.jobs.shutdown()


def test_the_newest_hits_come_first_and_the_rest_follows(room: ClientsPage, qtbot: QtBot) -> None:
    counts: list[int] = []
    room.model.modelReset.connect(lambda: counts.append(room.model.rowCount()))
    room.search.setText("клиент 1")
    qtbot.waitUntil(lambda: len(counts) == 2)
    everyone = room.desk.jobs.crm.ask(clients.ids, "клиент 1")
    assert counts == [FIRST, len(everyone)]
    assert list(room.model.ids()) == everyone
    assert room.count.text().startswith(str(len(everyone)))


def test_few_hits_are_all_there_is(room: ClientsPage, qtbot: QtBot) -> None:
    counts: list[int] = []
    room.model.modelReset.connect(lambda: counts.append(room.model.rowCount()))
    room.search.setText("клиент 77")
    qtbot.waitUntil(lambda: counts == [1])
    room.search.setText("никого такого")
    qtbot.waitUntil(lambda: room.left.is_blank(Blank.NOTHING))


def test_what_goes_out_is_whole_even_while_the_rest_is_on_its_way(room: ClientsPage) -> None:
    crm = room.desk.jobs.crm
    room.search.setText("клиент 1")
    room.left.show_found(crm.ask(clients.skeleton, "клиент 1", most=FIRST))
    assert room.model.rowCount() == FIRST
    assert room._view().count == len(crm.ask(clients.ids, "клиент 1")) > FIRST


def test_first_hits_are_the_newest_of_those_outside_the_bin(shop: Crm) -> None:
    newest = max(shop.ask(clients.ids))
    first = shop.ask(clients.skeleton, "клиент", most=10)
    assert (len(first.ids), first.whole) == (10, False)
    assert sorted(first.ids) == list(range(newest - 9, newest + 1))
    shop.do(changes.delete, newest)
    again = shop.ask(clients.skeleton, "клиент", most=10)
    assert (newest in again.ids, again.whole) == (False, False)
    assert shop.ask(clients.skeleton, "клиент").whole


def test_first_hits_come_with_their_lines(shop: Crm) -> None:
    asked: list[int] = []

    def read(ids: Sequence[int]) -> Sequence[ClientLine]:
        asked.extend(ids)
        return shop.ask(client_list.lines, list(ids), STANDARD)

    model = RecordModel(columns("ru", "RUB"), read)
    for sorts in ((Sort("name", descending=True),), (Sort("debt"), Sort("name"))):
        first = shop.ask(clients.skeleton, "клиент", sorts, most=10, shown=STANDARD)
        bare = shop.ask(clients.skeleton, "клиент", sorts, most=10)
        assert (list(first.ids), first.whole) == (list(bare.ids), bare.whole)
        assert {one.id: one for one in first.lines} == {one.id: one for one in read(first.ids)}
        asked.clear()
        model.show(first.ids, first.lines)
        model.ensure(0, 9)
        assert ([model.record(row).id for row in range(10)], asked) == (list(first.ids), [])
    model.show(first.ids)
    assert model.record(0) is not None
    assert asked == list(first.ids), "without lines the same ids are read anew"


def test_enter_opens_the_first_one_found_and_down_goes_into_the_list(
    room: ClientsPage, qtbot: QtBot
) -> None:
    room.activateWindow()
    room.search.setFocus()
    room.search.setText("клиент 14")
    QTest.keyClick(room.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not room.right.isHidden())
    first = room.desk.jobs.crm.ask(clients.ids, "клиент 14")[0]
    assert (room.panel.client_id, room.table.current_id()) == (first, first)
    QTest.keyClick(room, Qt.Key.Key_Escape)
    assert room.right.isHidden()
    room.search.setFocus()
    QTest.keyClick(room.search, Qt.Key.Key_Down)
    assert room.table.hasFocus()
    assert room.table.current_id() == first
    QTest.keyClick(room.table, Qt.Key.Key_Down)
    second = room.table.current_id()
    assert second not in (None, first)
    QTest.keyClick(room.table, Qt.Key.Key_Return)
    assert room.panel.client_id == second
    assert not room.right.isHidden()


def test_enter_that_finds_nobody_opens_nobody(room: ClientsPage, qtbot: QtBot) -> None:
    room.search.setText("такого нет")
    QTest.keyClick(room.search, Qt.Key.Key_Enter)
    qtbot.waitUntil(lambda: room.left.is_blank(Blank.NOTHING))
    room.search.clear()
    qtbot.waitUntil(lambda: room.model.rowCount() == MANY)
    assert room.right.isHidden()


def test_how_the_words_were_read_is_said(room: ClientsPage, qtbot: QtBot) -> None:
    assert "#" in room.search.toolTip()
    shown = room.model.rowCount
    room.search.setText("rkbtyn 77")
    qtbot.waitUntil(lambda: shown() == 1)
    assert "клиент 77" in room.top.remark.text()
    assert not room.top.remark.isHidden()
    room.search.setText("клиинт 77")
    qtbot.waitUntil(lambda: "клиинт 77" in room.top.remark.text())
    room.search.setText("клиент 77")
    qtbot.waitUntil(room.top.remark.isHidden)
    room.search.setText("клиент >100000")
    qtbot.waitUntil(lambda: room.left.is_blank(Blank.NOTHING))
    assert room.top.remark.text().startswith("> 100,000: of clients")
