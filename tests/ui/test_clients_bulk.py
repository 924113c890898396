"""Many clients changed from the list: looked at first, done by one button, taken back by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, employees
from crm_desktop.crm import Crm
from crm_desktop.domain.client_bulk import BulkAction
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.queries import clients as client_queries
from crm_desktop.ui.clients.found import Blank
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from tests.fixtures import a_client
from tests.tables import dump


class Said:
    """The bar that tells what was done."""

    def __init__(self) -> None:
        self.text = ""
        self.act: Callable[[], object] | None = None

    def __call__(
        self, text: str, button_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        self.text, self.act = text, action


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def room(qtbot: QtBot, crm: Crm, said: Said) -> Iterator[ClientsPage]:
    for number in range(12):
        source = "Сайт" if number < 2 else ""
        crm.do(clients.add, ClientDraft(name=f"Клиент {number:02d}", source=source))
    desk = Desk(Jobs(crm), Theme("light"), Navigator(), say=said)
    made = ClientsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() == 12)
    yield made
    desk.jobs.shutdown()


def foreseen(room: ClientsPage, qtbot: QtBot, changed: int) -> None:
    qtbot.waitUntil(lambda: room.bulk.found is not None and room.bulk.found.changed == changed)


def fill(room: ClientsPage, **values: object) -> None:
    room.bulk.form.form.set_values(values)


def sources(crm: Crm) -> list[str]:
    return [card.source for card in crm.ask(client_queries.cards, crm.ask(client_queries.ids))]


def test_all_of_the_view_is_changed_and_taken_back(
    room: ClientsPage, qtbot: QtBot, crm: Crm, said: Said
) -> None:
    before = dump(crm)
    room.change_many()
    bulk = room.bulk
    assert bulk.view_button.isChecked()
    assert not bulk.do_button.isEnabled(), "nothing is said yet"
    fill(room, field="source", value_source="Сайт")
    foreseen(room, qtbot, 10)
    assert bulk.do_button.text() == "Change 10 clients"
    texts = bulk.preview.texts()
    assert texts[0] == "10 clients will change"
    assert "2 have it already" in texts
    assert any(text.endswith("— → Сайт") for text in texts)
    assert dump(crm) == before, "a look changes nothing"
    bulk.do_button.click()
    qtbot.waitUntil(lambda: said.text != "")
    assert said.text == "Source: “Сайт” for 10 clients"
    assert room.right.isHidden()
    assert sources(crm) == ["Сайт"] * 12
    assert said.act is not None
    with qtbot.waitSignal(room.desk.jobs.committed):
        said.act()
    assert dump(crm) == before


def test_only_the_marked_ones_and_they_may_change_meanwhile(
    room: ClientsPage, qtbot: QtBot, crm: Crm
) -> None:
    ids = list(room.model.ids())
    room.table.select_ids(ids[:4])
    room.change_many(BulkAction.TAG)
    assert room.bulk.marked_button.isChecked()
    assert room.bulk.marked_button.text() == "4 marked clients"
    fill(room, tags="опт, VIP")
    foreseen(room, qtbot, 4)
    room.table.select_ids(ids[:3])
    foreseen(room, qtbot, 3)
    with qtbot.waitSignal(room.desk.jobs.committed):
        room.bulk.do()
    tagged = [card.id for card in crm.ask(client_queries.cards, ids) if card.tags]
    assert sorted(tagged) == sorted(ids[:3])


def test_several_marked_ones_are_deleted(
    room: ClientsPage, qtbot: QtBot, crm: Crm, said: Said
) -> None:
    ids = list(room.model.ids())
    room.table.select_ids(ids[2:7])
    room.delete_current()
    foreseen(room, qtbot, 5)
    assert room.bulk.do_button.text() == "Put 5 clients into the bin"
    room.bulk.do_button.click()
    qtbot.waitUntil(lambda: room.model.rowCount() == 7)
    assert said.text == "5 clients put into the bin"


def test_who_came_meanwhile_is_seen_before_the_button_is_pressed(
    room: ClientsPage, qtbot: QtBot, crm: Crm
) -> None:
    room.change_many(BulkAction.ARCHIVE)
    foreseen(room, qtbot, 12)
    # Somebody else adds one: the program has not looked yet when the button is pressed.
    other = Crm(crm.folder)
    other.do(clients.add, a_client("Ещё один"))
    other.close()
    room.bulk.do_button.click()
    qtbot.waitUntil(lambda: not room.bulk.preview.complaint.isHidden())
    assert "now: 13" in room.bulk.preview.complaint.text()
    assert len(crm.ask(client_queries.ids)) == 13
    foreseen(room, qtbot, 13)
    room.bulk.do_button.click()
    qtbot.waitUntil(lambda: room.model.rowCount() == 0)


def test_handed_over_to_somebody(room: ClientsPage, qtbot: QtBot, crm: Crm) -> None:
    heir = crm.do(employees.add, "Пётр").value
    room.change_many(BulkAction.REASSIGN)
    box = room.bulk.form.owner_box
    qtbot.waitUntil(lambda: box.count() == 2)
    fill(room, owner=heir)
    foreseen(room, qtbot, 12)
    assert any(text.endswith("Хозяйка → Пётр") for text in room.bulk.preview.texts())


def test_what_cannot_be_written_is_said_at_the_field(room: ClientsPage, qtbot: QtBot) -> None:
    room.change_many()
    fill(room, field="discount", value_discount="много")
    qtbot.waitUntil(lambda: room.bulk.form.form.problem("value_discount") != "")
    assert not room.bulk.do_button.isEnabled()
    fill(room, value_discount="7,5")
    foreseen(room, qtbot, 12)
    assert room.bulk.form.form.problem("value_discount") == ""
    assert any(text.endswith("— → 7.5\u00a0%") for text in room.bulk.preview.texts())


def test_a_field_is_emptied_only_when_that_is_said(
    room: ClientsPage, qtbot: QtBot, crm: Crm
) -> None:
    room.change_many()
    fill(room, field="source", value_source="")
    assert room.bulk.form.change() is None
    fill(room, clear=True)
    foreseen(room, qtbot, 2)
    with qtbot.waitSignal(room.desk.jobs.committed):
        room.bulk.do()
    assert sources(crm) == [""] * 12


def test_the_archive_is_a_click_away_and_empty_again(
    room: ClientsPage, qtbot: QtBot, crm: Crm
) -> None:
    ids = list(room.model.ids())
    room.table.select_ids(ids[:2])
    room.change_many(BulkAction.ARCHIVE)
    foreseen(room, qtbot, 2)
    room.bulk.do_button.click()
    qtbot.waitUntil(lambda: room.model.rowCount() == 10)
    # Found by a search all the same, and told apart.
    room.search.setText("Клиент 00")
    qtbot.waitUntil(lambda: list(room.model.ids()) == ids[:1])
    name = room.model.index(0, 0)
    qtbot.waitUntil(lambda: name.data() == "Клиент 00 · in the archive")
    assert room.model.columns[0].text(room.model.record(0)) == "Клиент 00", "copied as it is"
    room.search.clear()
    qtbot.waitUntil(lambda: room.model.rowCount() == 10)
    menu = room.more_button.menu()
    next(one for one in menu.actions() if one.text() == "Show the archive").trigger()
    qtbot.waitUntil(lambda: list(room.model.ids()) == ids[:2])
    room.change_many(BulkAction.UNARCHIVE)
    foreseen(room, qtbot, 2)
    room.bulk.do_button.click()
    qtbot.waitUntil(lambda: room.left.is_blank(Blank.UNFIT))
    room.filter.clear()
    qtbot.waitUntil(lambda: room.model.rowCount() == 12)
