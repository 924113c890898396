"""The start: which base is opened, what is asked, and what is shown when none can be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop import opening
from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.db.lock import BaseLock
from crm_desktop.machine import Machine
from crm_desktop.opening import AskFirst, OpenThis, Trouble
from crm_desktop.queries import clients
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.notice import BusyPage, NoticePage
from crm_desktop.ui.shell.start import Request, Start
from crm_desktop.ui.shell.welcome import WelcomePage
from tests.fixtures import a_client
from tests.system import read_only

Starter = Callable[..., Start]


@pytest.fixture
def left() -> list[int]:
    return []


@pytest.fixture
def starter(qtbot: QtBot, qapp: QApplication, left: list[int]) -> Iterator[Starter]:
    theme = Theme("light", 1.0, "en")
    theme.apply(qapp)
    made: list[Start] = []

    def begin(named: Path | None = None, settings: Machine | None = None) -> Start:
        start = Start(theme, settings or Machine(), Request(named), lambda: left.append(1))
        made.append(start)
        start.begin()
        return start

    yield begin
    for one in made:
        one.close()
    qapp.setStyleSheet("")


def page_of(start: Start) -> NoticePage:
    assert start.program is None
    assert start.notice is not None
    assert start.notice.isVisible()
    page = start.notice.page
    assert isinstance(page, NoticePage)
    return page


def test_what_is_decided(base: Path, tmp_path: Path) -> None:
    remembered = Machine(recent=[str(base)])
    assert opening.decide(None, Machine()) == AskFirst()
    assert opening.decide(None, remembered) == OpenThis(base)
    assert opening.decide(base, Machine()) == OpenThis(base)
    shutil.copytree(base, opening.usual_folder())
    assert opening.decide(None, Machine()) == OpenThis(opening.usual_folder())
    # A known base that is gone is never replaced by another one in silence.
    gone = opening.decide(None, Machine(recent=[str(tmp_path / "stick" / "base")]))
    assert isinstance(gone, Trouble)
    assert gone.code == "base.folder-missing"
    (tmp_path / "empty").mkdir()
    nothing = opening.decide(tmp_path / "empty", remembered)
    assert isinstance(nothing, Trouble)
    assert nothing.code == "base.none-here"


def test_the_last_base_opens(starter: Starter, base: Path) -> None:
    settings = Machine(recent=[str(base)])
    start = starter(settings=settings)
    assert start.program is not None
    assert start.program.window.isVisible()
    assert start.notice is None
    assert start.opened is not None
    assert not start.opened.unclean


def test_without_a_base_one_is_asked_and_made_only_then(starter: Starter, left: list[int]) -> None:
    start = starter()
    assert start.notice is not None
    page = start.notice.page
    assert isinstance(page, WelcomePage)
    assert not opening.usual_folder().exists()
    page.buttons["quit"].click()
    assert left == [1]
    page.buttons["new"].click()
    # Only the name is asked, but it is asked.
    assert start.program is None
    page.name.setText("Ромашка")
    page.buttons["new"].click()
    assert start.program is not None
    assert opening.has_base(opening.usual_folder())
    assert start.settings.recent == [str(opening.usual_folder())]


def test_an_unplugged_base_is_waited_for(starter: Starter, base: Path, tmp_path: Path) -> None:
    away = base.rename(tmp_path / "elsewhere")
    start = starter(settings=Machine(recent=[str(base)]))
    page = page_of(start)
    assert str(base) in page.text.text()
    assert "unplugged" in page.text.text()
    assert not base.exists()
    page.buttons["again"].click()
    page = page_of(start)
    away.rename(base)
    page.buttons["again"].click()
    assert start.program is not None


def test_a_damaged_foreign_or_newer_base_is_shown_untouched(
    starter: Starter, base: Path, tmp_path: Path
) -> None:
    file = base / "base.db"
    good = file.read_bytes()
    newer = good[:60] + (999).to_bytes(4, "big") + good[64:]
    for content, title in (
        (newer, "This base needs a newer program"),
        (b"", "This is not a base of the program"),
        (b"PK\x03\x04" + bytes(500), "This is not a base of the program"),
        (good[:100] + b"\xff" * (len(good) - 100), "The base is damaged"),
    ):
        file.write_bytes(content)
        page = page_of(starter(base))
        assert page.title.text() == title
        assert file.read_bytes() == content
        assert page.buttons["quit"].isEnabled()


def test_a_lock_without_a_window_is_said(starter: Starter, base: Path) -> None:
    holding = "import sys; from pathlib import Path; from crm_desktop.db.lock import BaseLock\n"
    holding += "lock = BaseLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", holding, str(base)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    start = starter(base)
    page = page_of(start)
    assert page.title.text() == "The base is in use"
    # Killed while it held the lock: no obstacle, and the next start knows.
    holder.kill()
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    page.buttons["again"].click()
    assert start.opened is not None
    assert start.opened.unclean


def test_this_process_is_not_in_its_own_way(starter: Starter, base: Path) -> None:
    lock = BaseLock(base)
    assert starter(base).program is not None
    lock.release()


def test_a_read_only_folder_opens_for_viewing_with_a_ribbon(
    starter: Starter, base: Path, qtbot: QtBot
) -> None:
    with read_only(base):
        start = starter(base)
        qtbot.waitUntil(lambda: start.program is not None, timeout=10_000)
        program = start.program
        assert program is not None
        ribbon = program.window.ribbons.ribbon("view-only")
        assert ribbon is not None
        assert ribbon.isVisible()
        assert ribbon.text.text().startswith(f"Viewing only: this is a copy of the base in {base}")
        assert program.window.windowTitle() == "CRM Desktop — viewing only"
        form = program.window.page("clients").form
        program.window.page("clients").new()
        form.form.set_value("name", "Семёнова")
        form.save()
        qtbot.waitUntil(lambda: bool(form.form.problem("")), timeout=5_000)
        assert form.form.problem("").startswith("This is only a copy to look at")
        assert form.form.value("name") == "Семёнова"
    # The switch of the stick is off now.
    ribbon.buttons["reopen"].click()
    program = start.program
    assert program is not None
    assert not program.crm.view_only
    assert program.window.ribbons.ribbon("view-only") is None


def test_a_cloud_folder_is_refused_and_moved_by_one_button(
    starter: Starter, base: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    cloud = tmp_path / "Dropbox" / "база"
    shutil.copytree(base, cloud)
    start = starter(settings=Machine(recent=[str(cloud)]))
    page = page_of(start)
    assert page.title.text() == "The base is in a cloud folder"
    assert "Dropbox" in page.text.text()
    page.buttons["move"].click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=10_000)
    assert start.opened is not None
    assert start.opened.folder == opening.usual_folder()
    assert start.settings.recent == [str(opening.usual_folder())]


def test_a_cancelled_move_is_no_move(starter: Starter, base: Path, tmp_path: Path) -> None:
    cloud = tmp_path / "Dropbox" / "база"
    shutil.copytree(base, cloud)
    start = starter(cloud)
    page_of(start).buttons["move"].click()
    assert start.notice is not None
    busy = start.notice.page
    assert isinstance(busy, BusyPage)
    start.close()
    assert not opening.usual_folder().exists()


def test_a_damaged_base_is_put_back_from_its_newest_copy_and_kept(
    starter: Starter, base: Path, qtbot: QtBot
) -> None:
    crm = Crm(base)
    crm.do(changes.add, a_client("Семёнова"))
    crm.make_copy()
    crm.close()
    file = base / "base.db"
    good = file.read_bytes()
    wreck = good[:100] + b"\xff" * (len(good) - 100)
    file.write_bytes(wreck)
    start = starter(base)
    page = page_of(start)
    assert page.title.text() == "The base is damaged"
    assert "The newest sound copy is from" in page.text.text()
    assert "1 client" in page.text.text()
    page.buttons["restore"].click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)
    assert start.program is not None
    assert start.program.crm.ask(clients.count) == 1
    kept = list((base / "backups").glob("damaged-*.db"))
    assert [one.read_bytes() for one in kept] == [wreck]


def test_closing_the_notice_leaves_the_program(starter: Starter, left: list[int]) -> None:
    start = starter()
    assert start.notice is not None
    start.notice.close()
    assert left == [1]
