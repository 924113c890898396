"""Own firms in the settings: saved, doubted, ordered, archived; half-typed text waits its turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, documents, organisations
from crm_desktop.crm import Crm
from crm_desktop.domain.documents import DocumentDraft, LineDraft
from crm_desktop.domain.organisations import PictureKind
from crm_desktop.machine import Machine
from crm_desktop.queries import organisations as asked
from crm_desktop.queries import settings as setting_queries
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.settings.organisations import OrganisationsSection
from crm_desktop.ui.shell.app import Program
from tests.fixtures import ORGANISATION, a_client
from tests.pictures import a_stamp, picture_in


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    theme = Theme("light", 1.0, "en")
    theme.apply(qapp)
    made = Program(Crm(base), theme, Machine(), immediate=True)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def section(program: Program) -> OrganisationsSection:
    program.desk.navigator.go("settings", "organisations")
    found = program.window.page("settings").section("organisations")
    assert isinstance(found, OrganisationsSection)
    return found


def names(section: OrganisationsSection) -> list[str]:
    return [section.list.item(row).text() for row in range(section.list.count())]


def test_the_first_firm_is_typed_and_saved(program: Program, section: OrganisationsSection) -> None:
    form = section.form
    assert section.list.isHidden()
    form.take({"name": ""})
    form.save_button.click()
    assert form.form.problem("name")
    form.take({"name": "ООО «Ромашка»", "inn": "7701000001/770101001", "director": "Иванов И. И."})
    form.form.set_value("due_days", 5)
    form.save_button.click()
    (firm,) = program.crm.ask(asked.listing)
    kept = program.crm.ask(asked.card, firm.id).draft
    assert (kept.inn, kept.kpp, kept.due_days) == ("7701000001", "770101001", 5)
    assert names(section) == ["ООО «Ромашка»"]
    assert not form.dirty()
    assert program.desk.drafts.all() == []


def test_a_doubt_is_said_and_forbids_nothing(
    program: Program, section: OrganisationsSection
) -> None:
    form = section.form
    form.take({"name": "ООО", "bik": "044525225", "account": "40702810200000000002"})
    assert "account" in form.form.problem("account").lower()
    form.take({"account": "40702810200000000001"})
    assert form.form.problem("account") == ""
    form.take({"inn": "1"})
    form.save_button.click()
    assert [firm.inn for firm in program.crm.ask(asked.listing)] == ["1"]


def test_half_typed_text_waits_while_another_firm_is_looked_at(
    program: Program, section: OrganisationsSection
) -> None:
    first = program.crm.do(organisations.save, ORGANISATION).value
    second = program.crm.do(organisations.save, replace(ORGANISATION, name="ИП Ёжиков")).value
    section._live.refresh()
    section.open_firm(first)
    section.form.form.set_value("director", "Петрова П. П.")
    section.list.setCurrentRow(1)
    assert section.current == second
    assert section.form.form.value("director") == ORGANISATION.director
    section.list.setCurrentRow(0)
    assert section.form.form.value("director") == "Петрова П. П."
    section.form.revert_button.click()
    assert section.form.form.value("director") == ORGANISATION.director
    assert not section.form.dirty()
    assert program.desk.drafts.all() == []


def test_firms_change_places_are_archived_and_deleted(
    program: Program, section: OrganisationsSection
) -> None:
    crm = program.crm
    first = crm.do(organisations.save, ORGANISATION).value
    crm.do(organisations.save, replace(ORGANISATION, name="ИП Ёжиков"))
    client = crm.do(clients.add, a_client()).value
    line = LineDraft("Окно", price=100)
    crm.do(documents.create, DocumentDraft(client, first, date=date(2026, 1, 1), lines=(line,)))
    section._live.refresh()
    section.open_firm(first)
    assert section.delete_button.isHidden()
    section.down_button.click()
    assert names(section) == ["ИП Ёжиков", "ООО «Ромашка»"]
    section.up_button.click()
    assert names(section) == ["ООО «Ромашка»", "ИП Ёжиков"]
    section.archive_button.click()
    assert names(section) == ["ИП Ёжиков", "ООО «Ромашка» (archived)"]
    section.restore_button.click()
    section.list.setCurrentRow(1)
    section.delete_button.click()
    assert names(section) == ["ООО «Ромашка»"]
    program.window.undo()
    assert names(section) == ["ООО «Ромашка»", "ИП Ёжиков"]


def test_a_paper_that_came_meanwhile_makes_deleting_an_archiving(
    program: Program, section: OrganisationsSection
) -> None:
    crm = program.crm
    firm = crm.do(organisations.save, ORGANISATION).value
    section._live.refresh()
    client = crm.do(clients.add, a_client()).value
    line = LineDraft("Окно", price=100)
    crm.do(documents.create, DocumentDraft(client, firm, date=date(2026, 1, 1), lines=(line,)))
    section.delete_button.click()
    assert "archive" in program.window.toast.text()
    program.window.toast.button.click()
    assert [one.archived for one in crm.ask(asked.listing)] == [True]


def test_a_form_left_unfinished_is_offered_after_a_restart(
    program: Program, section: OrganisationsSection, base: Path, qtbot: QtBot
) -> None:
    section.form.form.set_value("name", "ООО «Недописано»")
    program.desk.drafts.flush()
    (one,) = program.desk.drafts.all()
    program.desk.navigator.go("clients")
    program.window.page("settings").resume(one)
    assert program.desk.navigator.here == ("settings", "organisations")
    assert section.form.form.value("name") == "ООО «Недописано»"


def test_pictures_are_chosen_seen_replaced_and_taken_away(
    program: Program,
    section: OrganisationsSection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert section.pictures.isHidden()
    firm = program.crm.do(organisations.save, ORGANISATION).value
    section._live.refresh()
    section.open_firm(firm)
    place = section.pictures.places[PictureKind.LOGO]
    assert place.remove_button.isHidden()
    source = picture_in(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(source), ""))
    place.choose_button.click()
    assert not place.thumbnail.pixmap().isNull()
    assert place.choose_button.text() == "Replace…"
    assert program.crm.ask(asked.card, firm).logo
    source.write_bytes(b"<svg/>")
    place.choose_button.click()
    assert "PNG" in section.pictures.problem.text()
    assert not place.thumbnail.pixmap().isNull()
    place.remove_button.click()
    assert place.thumbnail.pixmap().isNull()
    program.window.undo()
    assert not place.thumbnail.pixmap().isNull()
    name = program.crm.ask(asked.card, firm).logo
    (program.crm.folder / "files" / name[:2] / name).unlink()
    section.open_firm(firm)
    assert "gone" in place.thumbnail.text()


def test_a_file_dropped_on_its_place_is_taken(
    program: Program, section: OrganisationsSection, tmp_path: Path
) -> None:
    firm = program.crm.do(organisations.save, ORGANISATION).value
    section._live.refresh()
    section.open_firm(firm)
    place = section.pictures.places[PictureKind.STAMP]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture_in(tmp_path, a_stamp())))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    place.dropEvent(event)
    assert program.crm.ask(asked.card, firm).stamp
    assert not place.thumbnail.pixmap().isNull()


def test_whether_they_are_printed_is_a_setting(
    program: Program, section: OrganisationsSection
) -> None:
    program.crm.do(organisations.save, ORGANISATION)
    section._live.refresh()
    assert section.pictures.stamp_check.isChecked()
    section.pictures.stamp_check.click()
    assert not program.crm.ask(setting_queries.business).print_stamp
    program.window.undo()
    assert section.pictures.stamp_check.isChecked()


def test_the_business_gets_another_name(program: Program, section: OrganisationsSection) -> None:
    field = section.business.field
    assert field.text() == "Ромашка"
    field.setText("  Лютик и\nсыновья ")
    field.editingFinished.emit()
    assert program.crm.ask(setting_queries.business).firm_name == field.text()
    assert program.window.windowTitle() == f"{field.text()} — CRM Desktop"
    field.clear()
    field.editingFinished.emit()
    assert field.text().startswith("Лютик"), "a business without a name keeps the one it had"
    program.window.undo()
    assert field.text() == "Ромашка"
    assert program.window.windowTitle() == "Ромашка — CRM Desktop"
