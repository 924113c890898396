"""Requisites are called and doubted as in the country of the business."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crm_desktop.crm import Crm
from crm_desktop.ui.clients.edit import ClientForm
from crm_desktop.ui.parts.organisation_form import OrganisationForm
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme


@pytest.fixture
def abroad(crm: Crm) -> Iterator[Desk]:
    desk = Desk(Jobs(crm, immediate=True), Theme("light"), Navigator(), country="int")
    yield desk
    desk.jobs.shutdown()


def labels(widget: OrganisationForm | ClientForm) -> set[str]:
    return {one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)}


def test_a_firm_abroad_is_not_asked_for_russian_requisites(abroad: Desk, qtbot: QtBot) -> None:
    form = OrganisationForm(abroad)
    qtbot.addWidget(form)
    seen = labels(form)
    assert {"Tax ID", "Registration no.", "BIC (SWIFT)", "IBAN or account no."} <= seen
    assert not {"INN", "KPP", "OGRN", "BIK", "Correspondent account"} & seen
    client = ClientForm(abroad)
    qtbot.addWidget(client)
    assert "Tax ID" in labels(client)
    assert not {"INN", "KPP", "OGRN"} & labels(client)


def test_abroad_only_the_check_digits_of_an_iban_are_doubted(abroad: Desk, qtbot: QtBot) -> None:
    form = OrganisationForm(abroad)
    qtbot.addWidget(form)
    form.take({"name": "Acme Ltd", "inn": "GB 123 4567 89", "bik": "NWBKGB2L"})
    form.take({"account": "GB29 NWBK 6016 1331 9268 19"})
    assert [form.form.problem(name) for name in ("inn", "bik", "account")] == ["", "", ""]
    assert form.draft().inn == "GB123456789"
    form.take({"account": "GB28 NWBK 6016 1331 9268 19"})
    assert "IBAN" in form.form.problem("account")


def test_at_home_nothing_is_called_otherwise(crm: Crm, qtbot: QtBot) -> None:
    desk = Desk(Jobs(crm, immediate=True), Theme("light"), Navigator())
    form = OrganisationForm(desk)
    qtbot.addWidget(form)
    assert {"INN", "KPP", "OGRN", "BIK", "Correspondent account"} <= labels(form)
    desk.jobs.shutdown()
