"""Copies in the settings, and a restore from the window: seen first, done, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.domain.backups import Restored
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as asked
from crm_desktop.ui.kit.ribbon import Ribbon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.settings.backups import BackupsSection
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.notice import NoticePage
from crm_desktop.ui.shell.start import Request, Start
from tests.damage import inner_page, zero_header
from tests.fixtures import a_client, make_base


@pytest.fixture
def theme(qtbot: QtBot, qapp: QApplication) -> Iterator[Theme]:
    theme = Theme("light", 1.0, "en")
    theme.apply(qapp)
    yield theme
    qapp.setStyleSheet("")


@pytest.fixture
def program(theme: Theme, base: Path) -> Iterator[Program]:
    made = Program(Crm(base), theme, Machine(), immediate=True)
    made.show()
    yield made
    made.close()


@pytest.fixture
def said(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    program.desk.say = lambda text, *_more: texts.append(text)
    return texts


@pytest.fixture
def section(program: Program) -> BackupsSection:
    return section_of(program)


def section_of(program: Program) -> BackupsSection:
    program.desk.navigator.go("settings", "backups")
    found = program.window.page("settings").section("backups")
    assert isinstance(found, BackupsSection)
    return found


def cell(section: BackupsSection, row: int, key: str) -> str:
    model = section.table.model()
    place = [one.key for one in section.table.list_model.columns].index(key)
    return str(model.index(row, place).data(Qt.ItemDataRole.DisplayRole))


def test_when_a_copy_was_made_is_read_whole(theme: Theme, section: BackupsSection) -> None:
    place = [one.key for one in section.table.list_model.columns].index("at")
    needed = QFontMetrics(theme.font()).horizontalAdvance("2026-11-26 19:08")
    assert section.table.columnWidth(place) >= needed + theme.u(24)


def test_a_copy_is_made_and_listed(
    program: Program, section: BackupsSection, said: list[str]
) -> None:
    assert section.table.isHidden()
    program.jobs.run(clients.add, a_client("Первая"))
    section.make_button.click()
    assert said == ["The copy is made and verified."]
    assert [one.sequence for one in section.copies] == [1]
    assert cell(section, 0, "counts").startswith("1 client ·")
    assert cell(section, 0, "state") == "verified"
    assert "Everything you did is in it." in section.state.text()
    section.make_button.click()
    assert said[-1] == "The newest copy already holds everything."


def test_a_second_place_is_chosen_and_gets_the_copy(
    program: Program,
    section: BackupsSection,
    said: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    section.choose_button.click()
    assert program.desk.settings.second_place == str(stick)
    assert "same disk" in said[0]
    assert len([*stick.glob("base */*.db")]) == 1
    assert section.place.text() == str(stick)
    assert section.place_state.text() == "In the second place: just now."
    section.drop_button.click()
    assert program.desk.settings.second_place == ""
    assert len([*stick.glob("base */*.db")]) == 1


def test_a_second_place_inside_the_base_is_refused(
    program: Program, section: BackupsSection, base: Path
) -> None:
    section.take_place(base / "backups")
    assert program.desk.settings.second_place == ""
    assert "inside the folder of the base" in program.window.toast.text()


def test_a_portable_copy_never_overwrites(
    section: BackupsSection, said: list[str], tmp_path: Path
) -> None:
    (tmp_path / "shop.zip").write_bytes(b"somebody's")
    section.save_portable_to(tmp_path / "shop")
    assert (tmp_path / "shop (2).zip").is_file()
    assert (tmp_path / "shop.zip").read_bytes() == b"somebody's"
    assert "shop (2).zip" in said[0]


def test_the_base_is_checked(program: Program, section: BackupsSection) -> None:
    section.check_button.click()
    assert "the base is sound" in section.verdict.text()
    with program.crm.database.write() as connection:
        connection.exec_driver_sql("CREATE TRIGGER odd AFTER INSERT ON client BEGIN SELECT 1; END")
    section.check_button.click()
    assert section.verdict.text().startswith("1 thing is wrong")
    assert section.verdict.property("bad") is True


def test_a_damaged_copy_cannot_be_chosen(program: Program, section: BackupsSection) -> None:
    section.make()
    inner_page(section.copies[0].path)
    section.refresh()
    assert cell(section, 0, "state") == "damaged"
    section.table.select_id(1)
    assert not section.restore_button.isEnabled()


def test_what_a_restore_would_do_is_said_first(
    program: Program, section: BackupsSection, said: list[str]
) -> None:
    section.make()
    for name in ("Первая", "Вторая"):
        program.jobs.run(clients.add, a_client(name))
    section.table.select_id(1)
    section.restore_button.click()
    text = section.panel.story.text()
    assert "Since then 2 changes were made" in text
    assert "New since then: 2 clients." in text
    assert section.list_group.isHidden()
    assert section.panel.restore_button.isEnabled()
    section.panel.cancel_button.click()
    assert section.panel.isHidden()
    assert not section.list_group.isHidden()
    assert len(program.crm.ask(asked.dump)) == 2


def test_another_shop_s_copy_needs_a_tick(
    program: Program, section: BackupsSection, tmp_path: Path
) -> None:
    other = Crm(make_base(tmp_path / "other"))
    other.do(clients.add, a_client("Чужая"))
    file = other.make_copy().copy.path
    other.close()
    told: list[Restored] = []
    program.desk.restored = told.append
    section.restore_file(file)
    panel = section.panel
    assert "another base" in panel.warning.text()
    assert not panel.restore_button.isEnabled()
    panel.restore()
    panel.another.setChecked(True)
    assert panel.restore_button.isEnabled()
    panel.restore_button.click()
    assert [card.name for card in program.crm.ask(asked.dump)] == ["Чужая"]
    assert len(told) == 1


def test_a_wrong_file_is_refused_in_the_panel(
    program: Program, section: BackupsSection, tmp_path: Path
) -> None:
    wrong = tmp_path / "письмо.db"
    wrong.write_text("Это не база.\n" * 90, "utf-8")
    section.restore_file(wrong)
    assert "is no copy of a base" in section.panel.warning.text()
    assert section.panel.restore_button.isHidden()
    assert section.panel.cancel_button.text() == "Back to the copies"


# -- the whole way, with the program around it --------------------------------------------------


@pytest.fixture
def start(theme: Theme, base: Path) -> Iterator[Start]:
    made = Start(theme, Machine(), Request(base), lambda: None)
    made.patience_ms = 60_000
    yield made
    made.close()


def count(start: Start) -> int:
    assert start.program is not None
    return len(start.program.crm.ask(asked.dump))


def ribbon(start: Start) -> Ribbon:
    assert start.program is not None
    found = start.program.window.ribbons.ribbon("restored")
    assert found is not None
    return found


def page_of(start: Start) -> NoticePage:
    assert start.notice is not None
    page = start.notice.page
    assert isinstance(page, NoticePage)
    return page


def test_restored_from_the_window_and_put_back_as_it_was(
    qtbot: QtBot, start: Start, base: Path
) -> None:
    start.begin()
    first = start.program
    assert first is not None
    crm = first.crm
    copy = crm.make_copy().copy.path
    crm.do(clients.add, a_client("Первая"))
    section = section_of(first)
    section.restore_file(copy)
    qtbot.waitUntil(lambda: section.panel.found is not None, timeout=10_000)
    section.panel.restore_button.click()
    qtbot.waitUntil(
        lambda: start.program is not None and start.program is not first, timeout=20_000
    )
    assert count(start) == 0
    told = ribbon(start)
    assert "0 clients" in told.text.text()
    second = start.program
    told.buttons["back"].click()
    qtbot.waitUntil(
        lambda: start.program is not None and start.program is not second, timeout=20_000
    )
    assert count(start) == 1
    # The work goes on in the base that stands there now.
    assert start.program is not None
    assert start.program.crm.do(clients.add, a_client("Вторая")).operation is not None
    assert start.program.crm.database.check() == []


def test_a_base_that_does_not_open_is_restored_by_one_click(
    qtbot: QtBot, start: Start, base: Path
) -> None:
    crm = Crm(base)
    crm.do(clients.add, a_client("Первая"))
    crm.make_copy()
    crm.do(clients.add, a_client("Вторая"))
    crm.close()
    zero_header(base / "base.db")
    wreck = (base / "base.db").read_bytes()
    start.begin()
    page = page_of(start)
    assert "1 client ·" in page.text.text()
    page.buttons["restore"].click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)
    assert count(start) == 1
    told = ribbon(start)
    assert "damaged base is kept" in told.text.text()
    assert "back" not in told.buttons
    (kept,) = (base / "backups").glob("damaged-*.db")
    assert kept.read_bytes() == wreck


def test_a_base_that_is_gone_is_restored_from_its_copies(
    qtbot: QtBot, start: Start, base: Path
) -> None:
    crm = Crm(base)
    crm.do(clients.add, a_client("Первая"))
    crm.make_copy()
    crm.close()
    (base / "base.db").unlink()
    start.begin()
    page_of(start).buttons["restore"].click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)
    assert count(start) == 1


def test_what_was_being_typed_comes_back_as_new_after_a_restore(qtbot: QtBot, start: Start) -> None:
    start.begin()
    first = start.program
    assert first is not None
    copy = first.crm.make_copy().copy.path
    gone = first.crm.do(clients.add, a_client("Семёнова")).value
    page = first.window.page("clients")
    first.desk.navigator.go("client", gone)
    qtbot.waitUntil(lambda: page.panel.card is not None and page.panel.card.id == gone)
    page.edit_current()
    qtbot.waitUntil(page.form.isVisible)
    page.form.form.editor("city").setText("Тула")
    start.reopen_restored(first.crm.restore(copy))
    qtbot.waitUntil(
        lambda: start.program is not None and start.program is not first, timeout=20_000
    )
    second = start.program
    assert second is not None
    stranger = second.crm.do(clients.add, a_client("Чужая")).value
    assert stranger == gone
    ribbon = second.window.ribbons.ribbon("unfinished")
    assert ribbon is not None
    assert "it comes as new" in ribbon.text.text()
    ribbon.buttons["continue"].click()
    form = second.window.page("clients").form
    qtbot.waitUntil(form.isVisible)
    assert (form.form.value("name"), form.form.value("city")) == ("Семёнова", "Тула")
    form.save()
    qtbot.waitUntil(lambda: count(start) == 2, timeout=20_000)
    cards = second.crm.ask(asked.cards, [stranger])
    assert (cards[0].name, cards[0].city) == ("Чужая", "")
    qtbot.waitUntil(lambda: second.crm.drafts.all() == [], timeout=20_000)
