"""The start: which base is opened, what is asked, and what is shown when none can be."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from crm_desktop import opening
from crm_desktop.commands import clients as changes
from crm_desktop.commands.work import Step, no_step
from crm_desktop.crm import Crm
from crm_desktop.db import copies, health
from crm_desktop.db.figures import Figures
from crm_desktop.db.lock import BaseLock, held_here
from crm_desktop.db.migrations import runner
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

    def begin(
        named: Path | None = None, settings: Machine | None = None, patience_ms: int = 60_000
    ) -> Start:
        start = Start(theme, settings or Machine(), Request(named), lambda: left.append(1))
        start.patience_ms = patience_ms
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
        assert not page.text.text().startswith(title), "nothing is said twice"
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


def old_base(data: Path, folder: Path) -> Path:
    """A base of the first version, which has to be brought up to date."""
    folder.mkdir()
    packed = gzip.decompress((data / "base-v0001.db.gz").read_bytes())
    (folder / "base.db").write_bytes(packed)
    return folder


def test_a_base_that_takes_its_time_has_a_painted_window_meanwhile(
    starter: Starter, data: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = old_base(data, tmp_path / "Магазин")
    threads, go_on = [], threading.Event()
    upgrade = runner.upgrade

    def slowly(path: Path, step: Step = no_step) -> None:
        threads.append(threading.current_thread())
        while not go_on.wait(0.01):
            step(3, 10)
        upgrade(path, step)

    monkeypatch.setattr(runner, "upgrade", slowly)
    start = starter(folder, patience_ms=0)
    assert start.notice is not None
    busy = start.notice.page
    assert isinstance(busy, BusyPage)
    assert busy.title.text() == "Opening the base…"
    qtbot.waitUntil(lambda: busy.bar.value() == 300, timeout=20_000)
    assert start.notice.isVisible()
    assert threads == [one for one in threads if one is not threading.main_thread()]
    go_on.set()
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)
    assert start.notice is None


def test_bringing_an_old_base_up_to_date_can_be_stopped_and_leaves_it_as_it_was(
    starter: Starter, data: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = old_base(data, tmp_path / "Магазин")
    before = (folder / "base.db").read_bytes()
    upgrade = runner.upgrade

    def until_stopped(path: Path, step: Step = no_step) -> None:
        upgrade(path)
        while True:
            step(0, 0)
            time.sleep(0.005)

    monkeypatch.setattr(runner, "upgrade", until_stopped)
    start = starter(folder, patience_ms=0)
    assert start.notice is not None
    busy = start.notice.page
    assert isinstance(busy, BusyPage)
    busy.cancel.click()
    qtbot.waitUntil(lambda: not isinstance(start.notice and start.notice.page, BusyPage))
    page = page_of(start)
    assert page.title.text() == "The base is not open"
    assert "as it was" in page.text.text()
    assert (folder / "base.db").read_bytes()[:100] == before[:100]
    assert not list(folder.glob("base.migrating*"))
    # Nothing is held any more, and it goes through when there is time for it.
    monkeypatch.setattr(runner, "upgrade", upgrade)
    page.buttons["again"].click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)


def test_a_program_that_is_left_while_it_opens_lets_go_of_the_base(
    starter: Starter, base: Path
) -> None:
    start = starter(base, patience_ms=0)
    start.close()
    assert start.program is None
    lock = BaseLock(base)
    assert not lock.unclean
    lock.release()
    assert not held_here(base)


def test_a_copy_that_nobody_knows_is_looked_through_off_the_screens_thread(
    starter: Starter, base: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = Crm(base)
    crm.make_copy()
    crm.close()
    (base / "backups" / "copies.json").unlink()
    (base / "base.db").write_bytes(b"")
    threads = []
    verify = health.verify_copy

    def noticed(path: Path, step: Step = no_step) -> Figures:
        threads.append(threading.current_thread())
        return verify(path, step)

    monkeypatch.setattr(copies, "verify_copy", noticed)
    start = starter(base, patience_ms=0)
    qtbot.waitUntil(
        lambda: start.notice is not None and isinstance(start.notice.page, NoticePage),
        timeout=20_000,
    )
    assert "restore" in page_of(start).buttons
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


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
    start.patience_ms = 0
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


def test_a_damaged_base_without_a_copy_beside_it_takes_one_from_elsewhere(
    starter: Starter, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = Crm(base)
    crm.do(changes.add, a_client("Семёнова"))
    stick = tmp_path / "stick.db"
    stick.write_bytes(crm.make_copy().copy.path.read_bytes())
    crm.close()
    shutil.rmtree(base / "backups")
    (base / "base.db").write_bytes(b"")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(stick), ""))
    start = starter(base)
    page = page_of(start)
    assert "restore" not in page.buttons
    page.buttons["from-file"].click()
    assert start.program is not None
    assert start.program.crm.ask(clients.count) == 1
