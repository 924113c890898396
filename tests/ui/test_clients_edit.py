"""The form of a client changes what was changed in it, and nothing that it does not show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from crm_desktop.queries import clients
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.kit.fields import ParsedEdit
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme

FULL = ClientDraft(
    name="Семёнова Наталья",
    last_name="Семёнова",
    first_name="Наталья",
    birthday=date(1980, 5, 17),
    city="Тула",
    external_id="1c-77",
    points=(
        PointDraft(PointKind.PHONE, "8 (916) 123-45-67", "рабочий"),
        PointDraft(PointKind.PHONE, "79161234568.0", "мобильный"),
        PointDraft(PointKind.EMAIL, "Info@Yolki.RU", "личная"),
        PointDraft(PointKind.SITE, "yolki.ru", "витрина"),
    ),
    contacts=(ContactDraft("Иванов", "директор"),),
    custom={"f1": 7},
)


@pytest.fixture
def client(crm: Crm) -> int:
    return crm.do(changes.add, FULL).value


@pytest.fixture
def room(qtbot: QtBot, crm: Crm, client: int) -> Iterator[ClientsPage]:
    desk = Desk(Jobs(crm), Theme("light"), Navigator())
    made = ClientsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.open_record(client)
    qtbot.waitUntil(lambda: made.panel.card is not None)
    made.edit_current()
    yield made
    desk.jobs.shutdown()


def _save(room: ClientsPage, qtbot: QtBot, **values: str) -> None:
    for field, text in values.items():
        room.form.form.set_values({field: text})
    with qtbot.waitSignal(room.desk.jobs.committed):
        room.form.save()


def _row(crm: Crm, client: int) -> dict[str, object]:
    with crm.database.read() as connection:
        found = connection.exec_driver_sql("SELECT * FROM client WHERE id = ?", (client,))
        return dict(found.mappings().one())


def _points(crm: Crm, client: int) -> list[tuple[int, str, str]]:
    card = crm.ask(clients.card, client)
    return [(p.id, p.value, p.label) for p in card.points]


def test_one_changed_field_leaves_all_others(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    row, points, card = _row(crm, client), _points(crm, client), crm.ask(clients.card, client)
    _save(room, qtbot, city="Орёл")
    assert _row(crm, client) == row | {"city": "Орёл"}
    assert _points(crm, client) == points
    assert crm.ask(clients.card, client).contacts == card.contacts


def test_a_rhythm_is_typed_in_words_and_kept_in_days(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    line = room.form.form.editor("rhythm_days")
    assert isinstance(line, ParsedEdit)
    line.setText("иногда")
    assert line.complaint()
    line.setText("две недели")
    with qtbot.waitSignal(room.desk.jobs.committed):
        room.form.save()
    assert _row(crm, client)["rhythm_days"] == 14
    qtbot.waitUntil(lambda: room.panel.card is not None and room.panel.card.rhythm_days == 14)
    room.edit_current()
    _save(room, qtbot, city="Орёл")
    assert _row(crm, client)["rhythm_days"] == 14


def test_a_changed_phone_stays_the_same_phone(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    before = _points(crm, client)
    phones = [text for _kind, text, _label, _id in room.form.form.value("phones")]
    _save(room, qtbot, phones="\n".join(["8 (916) 765-43-21", phones[1]]))
    after = _points(crm, client)
    assert after[0] == (before[0][0], "8 (916) 765-43-21", "рабочий")
    assert after[1:] == before[1:]


def test_phones_change_places_and_one_goes(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    (work, mobile, *others) = _points(crm, client)
    phones = [text for _kind, text, _label, _id in room.form.form.value("phones")]
    _save(room, qtbot, phones="\n".join([phones[1], "8 495 000-00-01", phones[0]]))
    first, new, last, *rest = _points(crm, client)
    assert (first, last, rest) == (mobile, work, others)
    assert new[1:] == ("8 495 000-00-01", "")
    qtbot.waitUntil(lambda: room.panel.card is not None and len(room.panel.card.points) == 5)
    room.edit_current()
    _save(room, qtbot, phones=phones[0])
    assert _points(crm, client) == [work, *others]
