"""A firm's card pasted into the forms: seen before it is taken, corrected, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.requisites_card import Card
from crm_desktop.queries import clients
from crm_desktop.ui.clients.edit import ClientForm
from crm_desktop.ui.parts.organisation_form import OrganisationForm
from crm_desktop.ui.parts.requisites_paste import LABELS, RequisitesPaste
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme

TEXT = """Полное наименование: Общество с ограниченной ответственностью «Ромашка» (ООО «Ромашка»)
ИНН/КПП 7701000001/770101001, ОГРН 1027700132195
Адрес: 101000, г. Москва, ул. Мясницкая, д. 1
р/с 40702810100000000001 в ПАО Сбербанк
БИК 044525225, к/с 30101810400000000225
тел. +7 (495) 123-45-67, info@romashka.example, www.romashka.example
Директор Иванов Иван Иванович
ОКПО 12345678"""


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme("light", 1.0, "en")
    made.apply(qapp)
    yield made
    qapp.setStyleSheet("")


@pytest.fixture
def desk(theme: Theme, crm: Crm) -> Iterator[Desk]:
    jobs = Jobs(crm, immediate=True)
    yield Desk(jobs, theme, Navigator(), language="ru")
    jobs.shutdown()


def test_what_is_recognised_is_shown_with_its_words(qtbot: QtBot, theme: Theme) -> None:
    box = RequisitesPaste(theme, ("name", "inn", "kpp", "account", "bik"))
    qtbot.addWidget(box)
    box.begin(TEXT)
    assert box.summary.text() == "5 fields recognised"
    assert box.edits["inn"].text() == "7701000001"
    about = box.edits["account"].accessibleDescription()
    assert "р/с 40702810100000000001 в ПАО Сбербанк" in about
    assert "does not fit the BIK" in about
    # What this form has no field for is named.
    assert "www.romashka.example" in box.others.text()
    assert "ОКПО 12345678" in box.others.text()


def test_a_correction_is_taken(qtbot: QtBot, theme: Theme) -> None:
    box = RequisitesPaste(theme, tuple(LABELS))
    qtbot.addWidget(box)
    taken: list[Card] = []
    box.applied.connect(taken.append)
    box.begin(TEXT)
    box.edits["account"].setText("40702810200000000001")
    box.edits["email"].setText("  ")
    QTest.mouseClick(box.take_button, Qt.MouseButton.LeftButton)
    assert taken[0].value("account") == "40702810200000000001"
    assert "email" not in taken[0].values()


def test_a_text_without_requisites_says_what_to_do(qtbot: QtBot, theme: Theme) -> None:
    box = RequisitesPaste(theme, tuple(LABELS))
    qtbot.addWidget(box)
    box.begin("в четверг в десять")
    assert not box.take_button.isEnabled()
    assert "Paste the whole text" in box.summary.text()


def test_escape_leaves_it(qtbot: QtBot, theme: Theme) -> None:
    box = RequisitesPaste(theme, tuple(LABELS))
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.closed):
        QTest.keyClick(box, Qt.Key.Key_Escape)


def test_the_own_firm_out_of_its_card(qtbot: QtBot, desk: Desk) -> None:
    form = OrganisationForm(desk)
    qtbot.addWidget(form)
    form.show()
    QTest.mouseClick(form.paste_button, Qt.MouseButton.LeftButton)
    assert form.pasting.isVisible()
    form.pasting.box.setPlainText(TEXT)
    QTest.mouseClick(form.pasting.take_button, Qt.MouseButton.LeftButton)
    assert not form.pasting.isVisible()
    values = form.form.values()
    assert values["name"] == "ООО «Ромашка»"
    assert values["kind"] == ClientKind.COMPANY.value
    assert values["ogrn"] == "1027700132195"
    assert values["bank_name"] == "ПАО Сбербанк"
    assert values["director"] == "Иванов Иван Иванович"
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    assert saved.args[0].phone == "+7 (495) 123-45-67"


def test_a_new_client_out_of_a_card(qtbot: QtBot, desk: Desk, crm: Crm) -> None:
    form = ClientForm(desk)
    qtbot.addWidget(form)
    form.show()
    form.edit(None)
    form.form.set_values({"phones": "8 916 000-00-01", "comment": "звонили в среду"})
    form.paste()
    form.pasting.box.setPlainText(TEXT)
    QTest.mouseClick(form.pasting.take_button, Qt.MouseButton.LeftButton)
    form.save()
    client = crm.ask(clients.card, crm.ask(clients.ids)[0])
    assert (client.name, client.kind, client.ogrn) == ("ООО «Ромашка»", "company", "1027700132195")
    assert client.city == "Москва"
    points = [p.value for p in client.points]
    assert points[:2] == ["8 916 000-00-01", "+7 (495) 123-45-67"]
    assert "www.romashka.example" in points
    assert [c.name for c in client.contacts] == ["Иванов Иван Иванович"]
    assert client.comment.startswith("звонили в среду\n")
    assert "40702810100000000001" in client.comment


def test_a_known_client_is_added_to_not_overwritten(qtbot: QtBot, desk: Desk, crm: Crm) -> None:
    form = ClientForm(desk)
    qtbot.addWidget(form)
    form.show()
    form.edit(None)
    form.form.set_values({"name": "Ромашка", "emails": "old@romashka.example"})
    form.save()
    client = crm.ask(clients.ids)[0]
    form.edit(crm.ask(clients.card, client))
    for _ in range(2):
        form.paste()
        form.pasting.box.setPlainText(TEXT)
        QTest.mouseClick(form.pasting.take_button, Qt.MouseButton.LeftButton)
    form.save()
    changed = crm.ask(clients.card, client)
    emails = [p.value for p in changed.points if p.kind == "email"]
    assert emails == ["old@romashka.example", "info@romashka.example"]
    assert changed.comment.count("Директор Иванов Иван Иванович") == 1
