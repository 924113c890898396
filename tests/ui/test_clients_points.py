"""Phones, e-mails, messengers and sites are typed, labelled, put in order and taken away in a form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from crm_desktop.queries import clients
from crm_desktop.queries.client_parts import ContactRow
from crm_desktop.ui.clients.edit import ClientForm
from crm_desktop.ui.clients.part_form import ContactForm
from crm_desktop.ui.clients.point_list import PointList
from crm_desktop.ui.clients.point_rows import PointRow
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme

WORK = PointDraft(PointKind.PHONE, "8 495 123-45-67 доб. 12", "рабочий")
MOBILE = PointDraft(PointKind.PHONE, "8 916 123-45-67", "мобильный")
MAIL = PointDraft(PointKind.EMAIL, "Info@Yolki.RU")


@pytest.fixture
def client(crm: Crm) -> int:
    draft = ClientDraft(
        name="ООО «Ёлки»",
        points=(WORK, MOBILE, MAIL),
        contacts=(ContactDraft("Пётр", points=(MOBILE,)),),
    )
    return crm.do(changes.add, draft).value


@pytest.fixture
def desk(crm: Crm) -> Iterator[Desk]:
    made = Desk(Jobs(crm), Theme("light"), Navigator())
    yield made
    made.jobs.shutdown()


@pytest.fixture
def form(qtbot: QtBot, desk: Desk, crm: Crm, client: int) -> ClientForm:
    made = ClientForm(desk)
    qtbot.addWidget(made)
    made.resize(420, 900)
    made.show()
    made.edit(crm.ask(clients.card, client))
    return made


def _texts(points: PointList) -> list[str]:
    return [row.text() for row in points.rows]


def _stored(crm: Crm, client: int) -> list[tuple[str, str]]:
    return [(p.value, p.label) for p in crm.ask(clients.card, client).points]


def _save(qtbot: QtBot, form: ClientForm | ContactForm) -> None:
    with qtbot.waitSignal(form.saved):
        form.save()


def _label(row: PointRow) -> QLineEdit:
    assert row.label is not None
    return row.label


def test_a_new_client_sees_one_line_for_phones_and_one_for_mails(form: ClientForm) -> None:
    form.edit(None)
    points = form.points
    for some in (points.phones, points.emails):
        assert _texts(some) == [""]
        (row,) = some.rows
        for inside in (*row.findChildren(QToolButton), *row.findChildren(QLineEdit)):
            assert inside is row.value or not inside.isVisible()
    assert not points.others.isVisible()
    assert points.unfold.isVisible()
    points.unfold.click()
    assert points.others.isVisible()
    assert not points.unfold.isVisible()


def test_the_first_letter_makes_the_next_line(qtbot: QtBot, form: ClientForm) -> None:
    form.edit(None)
    (row,) = form.points.phones.rows
    QTest.keyClicks(row.value, "8")
    assert _texts(form.points.phones) == ["8", ""]
    assert _label(row).accessibleName() == "Label: Phones"
    assert form.points.phones.rows[1].value.accessibleName() == "Phones, line 2"


def test_a_label_is_given_and_nothing_else_changes(
    qtbot: QtBot, form: ClientForm, crm: Crm, client: int
) -> None:
    before = [p.id for p in crm.ask(clients.card, client).points]
    _label(form.points.phones.rows[0]).setText("бухгалтерия")
    _save(qtbot, form)
    assert _stored(crm, client)[0] == (WORK.value, "бухгалтерия")
    assert [p.id for p in crm.ask(clients.card, client).points] == before


def test_keys_put_the_lines_in_another_order(
    qtbot: QtBot, form: ClientForm, crm: Crm, client: int
) -> None:
    phones = form.points.phones
    first, second, empty = phones.rows
    assert "the main one" in first.value.accessibleName()
    second.value.setFocus()
    QTest.keyClick(second.value, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert phones.rows == [second, first, empty]
    assert second.value.hasFocus()
    assert "the main one" in second.value.accessibleName()
    QTest.keyClick(second.value, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    first.value.setFocus()
    QTest.keyClick(first.value, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert phones.rows == [second, first, empty], "beyond the ends there is nothing"
    _save(qtbot, form)
    assert _stored(crm, client)[:2] == [(MOBILE.value, MOBILE.label), (WORK.value, WORK.label)]


def test_the_menu_makes_a_line_the_main_one(form: ClientForm) -> None:
    phones = form.points.phones
    first, second, _empty = phones.rows
    assert [a.isEnabled() for a in first.menu().actions()] == [False, False, True, True]
    second.menu().actions()[0].trigger()
    assert phones.rows[:2] == [second, first]
    first.menu().actions()[1].trigger()
    assert phones.rows[:2] == [first, second]


def test_a_line_taken_away_comes_back(
    qtbot: QtBot, form: ClientForm, crm: Crm, client: int
) -> None:
    phones = form.points.phones
    before = form.points.drafts()
    phones.rows[0].menu().actions()[-1].trigger()
    assert _texts(phones) == [MOBILE.value, ""]
    assert phones.back.text() == f"Bring back: {WORK.value}"
    phones.back.click()
    assert form.points.drafts() == before
    assert not phones.back.isVisible()
    phones.remove(phones.rows[1])
    QTest.keyClick(phones.rows[0].value, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.points.drafts() == before
    phones.remove(phones.rows[0])
    _save(qtbot, form)
    assert _stored(crm, client) == [(MOBILE.value, MOBILE.label), (MAIL.value, "")]


def test_a_phone_is_read_aloud_and_what_is_none_is_kept(
    qtbot: QtBot, form: ClientForm, crm: Crm, client: int
) -> None:
    phones = form.points.phones
    form.activateWindow()
    last = phones.rows[-1].value
    last.setFocus()
    qtbot.waitUntil(last.hasFocus)
    last.setText("8 916 000 00 02")
    assert phones.remark.text() == "Read as +7 (916) 000-00-02"
    last.setText("спросить у жены")
    form.points.emails.rows[0].value.setFocus()
    assert "спросить у жены" in phones.remark.text()
    assert phones.remark.property("warn")
    _save(qtbot, form)
    assert ("спросить у жены", "") in _stored(crm, client)


def test_messengers_and_sites_have_kinds(
    qtbot: QtBot, form: ClientForm, crm: Crm, client: int
) -> None:
    points = form.points
    points.unfold.click()
    row = points.others.rows[0]
    row.value.setText("@yolki_msk")
    site = points.others.rows[1]
    assert site.kind_box is not None
    site.kind_box.set_value(PointKind.SITE)
    site.value.setText("yolki.ru")
    _save(qtbot, form)
    card = crm.ask(clients.card, client)
    assert [(p.kind, p.value) for p in card.points[3:]] == [
        ("messenger", "@yolki_msk"),
        ("site", "yolki.ru"),
    ]
    form.edit(card)
    assert points.others.isVisible()


def test_what_was_not_saved_comes_back_with_labels_and_order(
    desk: Desk, form: ClientForm, crm: Crm, client: int
) -> None:
    phones = form.points.phones
    phones.make_main(phones.rows[1])
    _label(phones.rows[1]).setText("склад")
    phones.rows[-1].value.setText("8 916 000-00-03")
    wanted = form.points.drafts()
    desk.drafts.flush()
    form.edit(None)
    form.edit(crm.ask(clients.card, client))
    assert form.points.drafts() == wanted


def test_lines_kept_by_an_earlier_version_come_back(form: ClientForm) -> None:
    form.form.type_again({"phones": f"{MOBILE.value}\n8 916 000-00-04"})
    first, second = form.points.phones.drafts()
    assert (first.value, first.label) == (MOBILE.value, MOBILE.label)
    assert (second.value, second.label) == ("8 916 000-00-04", WORK.label)


def test_a_person_inside_has_the_same_lines(
    qtbot: QtBot, desk: Desk, crm: Crm, client: int
) -> None:
    form = ContactForm(desk)
    qtbot.addWidget(form)
    card = crm.ask(clients.card, client)
    (person,) = card.contacts
    assert isinstance(person, ContactRow)
    form.begin(card, person)
    phones = form.points.phones
    phones.rows[-1].value.setText("8 916 000-00-05")
    _label(phones.rows[1]).setText("дом")
    phones.make_main(phones.rows[1])
    _save(qtbot, form)
    (changed,) = crm.ask(clients.card, client).contacts
    assert [(p.value, p.label) for p in changed.points] == [
        ("8 916 000-00-05", "дом"),
        (MOBILE.value, MOBILE.label),
    ]
    assert changed.points[1].id == person.points[0].id


def test_a_row_that_is_filled_anew_keeps_nothing_of_what_it_held(
    form: ClientForm, crm: Crm, client: int
) -> None:
    form.edit(None)
    (row,) = form.points.phones.rows
    assert (row.text(), row.said, row.id) == ("", "", 0)
    assert not [box for box in row.findChildren(QLineEdit) if box.isVisible()][1:]
    form.edit(crm.ask(clients.card, client))
    first = form.points.phones.rows[0]
    assert (first.text(), first.said) == (WORK.value, WORK.label)
    assert _label(first).isVisible()
    assert not first.value.isUndoAvailable()
