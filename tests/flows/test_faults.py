"""What goes wrong around an open base, or before it opens: what happens, and the sentence shown."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.crm import Crm
from crm_desktop.db import engine
from crm_desktop.machine import Machine
from crm_desktop.queries import clients
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell import watch
from crm_desktop.ui.shell.notice import NoticePage
from crm_desktop.ui.shell.start import Request, Start
from tests.system import fill, mount, read_only, small_disk, unmount

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("ru", "en")

# One table of everything that is said; {path} is the folder of the base, # a number.
SENTENCES: dict[str, tuple[str, str]] = {
    "disk full": (
        (
            "На диске с {path} не осталось места. Изменение не сохранено, набранное не пропало, "
            "всё сохранённое раньше на месте. Освободите на диске хотя бы # МБ и сохраните ещё "
            "раз."
        ),
        (
            "There is no room left on the disk with {path}. The change was not saved, nothing you"
            " typed is lost, everything saved before is there. Free at least # MB outside the "
            "program and save again."
        ),
    ),
    "little room": (
        (
            "На диске с базой мало места: # МБ. Освободите хотя бы # МБ, пока он не заполнился: "
            "ничего не пропадёт, но и сохранить будет ничего нельзя."
        ),
        (
            "There is little room on the disk of the base: # MB. Free at least # MB before it is "
            "full; nothing is lost, but nothing could be saved."
        ),
    ),
    "folder away": (
        (
            "Папки {path} сейчас нет: возможно, отключён диск. Изменение не сохранено, набранное "
            "не пропало. Подключите диск снова: программа ждёт его и продолжит сама."
        ),
        (
            "The folder {path} is not there now: its disk may be unplugged. The change was not "
            "saved, nothing you typed is lost. Connect the disk again: the program waits for it "
            "and goes on by itself."
        ),
    ),
    "other in place": (
        (
            "В папке {path} теперь другая база или более старое состояние этой. Её не трогали. "
            "Верните на место нужный диск или папку: программа ждёт."
        ),
        (
            "In the folder {path} there is another base now, or an older state of this one. It "
            "was not touched. Put the right disk or folder back: the program waits for it."
        ),
    ),
    "busy": (
        "База занята другим изменением. Ничего не изменено; повторите через минуту.",
        "The base is busy with another change. Nothing was changed; try again in a moment.",
    ),
    "view only": (
        (
            "Только просмотр: это копия базы из папки {path}, сделанная сейчас. Изменить в ней "
            "ничего нельзя."
        ),
        (
            "Viewing only: this is a copy of the base in {path}, made just now. Nothing can be "
            "changed in it."
        ),
    ),
    "view only refused": (
        "Это копия только для просмотра: изменить в ней ничего нельзя, и ничего не изменено.",
        "This is only a copy to look at: nothing can be changed in it, and nothing was.",
    ),
    "newer": (
        "Эта база создана более новой версией программы и не тронута. Установите эту версию.",
        (
            "This base was made by a newer version of the program and was not touched. Install "
            "that version."
        ),
    ),
    "held": (
        (
            "Базу держит другой процесс программы, но его окно не отвечает: возможно, он ещё "
            "работает с ней. Ничего не изменено. Подождите немного и попробуйте снова; если не "
            "поможет, перезагрузите компьютер."
        ),
        (
            "Another process of the program holds the base, but its window does not answer: it "
            "may still be at work. Nothing was changed. Wait a little and try again; if that does"
            " not help, restart the computer."
        ),
    ),
    "unplugged": (
        (
            "Папки {path} нет на месте: возможно, отключён диск или папку переместили либо "
            "переименовали. Ничего не изменено. Подключите диск и попробуйте снова или покажите, "
            "где база теперь."
        ),
        (
            "The folder {path} is not there: its disk may be unplugged, or the folder was moved "
            "or renamed. Nothing was changed. Connect the disk and try again, or show where the "
            "base is now."
        ),
    ),
    "cloud": (
        (
            "Папка {path} относится к Dropbox: он копирует базу, пока в неё пишут, и база "
            "портится или теряет записи. Ничего не изменено. Держите базу на этом компьютере, а "
            "её копии можно хранить и в Dropbox."
        ),
        (
            "The folder {path} belongs to Dropbox, which copies the base while it is written: "
            "that damages it or loses records. Nothing was changed. Keep the base on this "
            "computer; copies of it may go to Dropbox."
        ),
    ),
    "foreign": (
        "Этот файл не является базой программы. Он не тронут.",
        "This file is not a base of the program. It was not touched.",
    ),
    "damaged": (
        "База повреждена. Ничего в ней не изменено; восстановите последнюю проверенную копию.",
        "The base is damaged. Nothing was changed in it; restore the newest verified copy.",
    ),
}


def read_out(page: Any) -> str:
    """What a page says from its title on; the title is not said twice."""
    title, text = page.title.text(), page.text.text()
    whole = f"{title}. {text}"
    return whole if any(whole in both for both in SENTENCES.values()) else text


def says(fault: str, language: str, text: str, path: Path | None = None) -> None:
    """Check what is shown against the table."""
    expected = re.escape(SENTENCES[fault][LANGUAGES.index(language)])
    pattern = expected.replace(re.escape("{path}"), re.escape(str(path))).replace(
        r"\#", r"[\d\s,]+"
    )
    assert re.fullmatch(pattern, text), f"{text!r} is not {SENTENCES[fault]}"


@dataclass(slots=True)
class Desk:
    """A program in one language, started on whatever a test says."""

    language: str
    theme: Theme
    starts: list[Start]

    def start(self, base: Path | None = None, **how: Any) -> Start:
        """Start it."""
        start = Start(self.theme, Machine(), Request(base, **how), lambda: None)
        self.starts.append(start)
        start.patience_ms = 60_000
        start.begin()
        return start

    def page(self, start: Start) -> NoticePage:
        """The page that is shown instead of a window."""
        assert start.program is None
        assert start.notice is not None
        assert isinstance(start.notice.page, NoticePage)
        return start.notice.page


@pytest.fixture(params=LANGUAGES)
def desk(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:
    monkeypatch.setattr(watch, "EVERY_MS", 200)
    words.set_language(request.param)
    theme = Theme("light", 1.0, request.param)
    theme.apply(qapp)
    made = Desk(request.param, theme, [])
    yield made
    for start in made.starts:
        start.close()
    qapp.setStyleSheet("")


def type_client(start: Start, name: str, comment: str = "") -> Any:
    """The form of a new client with a name in it."""
    assert start.program is not None
    page = start.program.window.page("clients")
    start.program.desk.navigator.go("clients")
    # While a save is under way its button is off: nobody presses it twice.
    for _ in range(1_000):
        if page.form.save_button.isEnabled():
            break
        QTest.qWait(10)
    page.new()
    page.form.form.set_value("name", name)
    page.form.form.set_value("comment", comment)
    return page.form


def ribbon_text(start: Start, matter: str) -> str:
    assert start.program is not None
    ribbon = start.program.window.ribbons.ribbon(matter)
    return ribbon.text.text() if ribbon is not None else ""


def count(start: Start) -> int:
    assert start.program is not None
    return start.program.crm.ask(clients.count)


@contextmanager
def held(script: str, base: Path) -> Iterator[None]:
    """Another process that holds something of the base until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(base)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        process.communicate(timeout=30)


# -- while it is open --------------------------------------------------------------------------


def test_a_full_disk_saves_nothing_keeps_the_form_and_goes_on(
    desk: Desk, base: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with small_disk(tmp_path / "disk", 8) as disk:
        shutil.copytree(base, disk / "base")
        start = desk.start(disk / "base")
        qtbot.waitUntil(lambda: bool(ribbon_text(start, "room")), timeout=10_000)
        says("little room", desk.language, ribbon_text(start, "room"))
        ballast = fill(disk)
        form = type_client(start, "Семёнова", "длинный комментарий " * 4_000)
        form.save()
        qtbot.waitUntil(lambda: bool(form.form.problem("")), timeout=15_000)
        says("disk full", desk.language, form.form.problem(""), disk / "base")
        assert form.form.value("name") == "Семёнова"
        assert count(start) == 0
        ballast.unlink()
        form.save()
        qtbot.waitUntil(lambda: count(start) == 1, timeout=15_000)
        assert start.program is not None
        assert start.program.crm.database.check() == []
        start.close()


@pytest.fixture
def gone(base: Path, tmp_path: Path) -> Path:
    """Where the folder of the base goes when its disk is pulled out."""
    return tmp_path / "elsewhere"


def test_a_folder_that_goes_away_is_waited_for(
    desk: Desk, base: Path, gone: Path, qtbot: QtBot
) -> None:
    start = desk.start(base)
    assert count(start) == 0
    base.rename(gone)
    form = type_client(start, "Семёнова")
    form.save()
    qtbot.waitUntil(lambda: bool(form.form.problem("")), timeout=10_000)
    says("folder away", desk.language, form.form.problem(""), base)
    qtbot.waitUntil(lambda: bool(ribbon_text(start, "place")), timeout=10_000)
    says("folder away", desk.language, ribbon_text(start, "place"), base)
    assert form.form.value("name") == "Семёнова"
    assert not base.exists(), "nothing is made where the base is missing"
    gone.rename(base)
    qtbot.waitUntil(lambda: not ribbon_text(start, "place"), timeout=10_000)
    form.save()
    qtbot.waitUntil(lambda: count(start) == 1, timeout=10_000)


def test_a_disk_pulled_out_and_put_in_again_is_gone_on_with(
    desk: Desk, base: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    mount("--bind", str(base), str(stick))
    try:
        start = desk.start(stick)
        unmount(stick, lazily=True)
        form = type_client(start, "Семёнова")
        form.save()
        qtbot.waitUntil(lambda: bool(form.form.problem("")), timeout=10_000)
        says("folder away", desk.language, form.form.problem(""), stick)
        assert list(stick.iterdir()) == [], "nothing is made on the empty place"
        mount("--bind", str(base), str(stick))
        qtbot.waitUntil(lambda: not ribbon_text(start, "place"), timeout=10_000)
        form.save()
        qtbot.waitUntil(lambda: count(start) == 1, timeout=10_000)
        start.close()
    finally:
        unmount(stick, lazily=True)


def test_the_same_base_on_another_disk_is_gone_on_with(
    desk: Desk, base: Path, gone: Path, qtbot: QtBot
) -> None:
    """As when a stick comes back under a new device: other files, the same base."""
    start = desk.start(base)
    form = type_client(start, "Первая")
    form.save()
    qtbot.waitUntil(lambda: count(start) == 1, timeout=10_000)
    shutil.copytree(base, gone)
    base.rename(base.with_name("pulled"))
    form = type_client(start, "Вторая")
    form.save()
    qtbot.waitUntil(lambda: bool(form.form.problem("")), timeout=10_000)
    gone.rename(base)
    qtbot.waitUntil(lambda: not ribbon_text(start, "place"), timeout=10_000)
    form.save()
    qtbot.waitUntil(lambda: count(start) == 2, timeout=10_000)
    start.close()
    crm = Crm(base)
    assert crm.ask(clients.count) == 2, "saved where the name leads, not into the pulled one"
    crm.close()


def test_an_older_state_in_its_place_is_not_written(
    desk: Desk, base: Path, gone: Path, qtbot: QtBot
) -> None:
    shutil.copytree(base, gone)
    start = desk.start(base)
    form = type_client(start, "Первая")
    form.save()
    qtbot.waitUntil(lambda: count(start) == 1, timeout=10_000)
    base.rename(base.with_name("pulled"))
    gone.rename(base)
    qtbot.waitUntil(lambda: bool(ribbon_text(start, "place")), timeout=10_000)
    says("other in place", desk.language, ribbon_text(start, "place"), base)
    form = type_client(start, "Вторая")
    form.save()
    qtbot.waitUntil(lambda: bool(form.form.problem("")), timeout=10_000)
    start.close()
    crm = Crm(base)
    assert crm.ask(clients.count) == 0
    crm.close()


def test_a_base_busy_in_another_process_is_said_after_the_wait(
    desk: Desk, base: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert engine.TIMEOUT_MS == 10_000
    monkeypatch.setattr(engine, "TIMEOUT_MS", 200)
    start = desk.start(base)
    holding = (
        "import sys; from pathlib import Path; from crm_desktop.crm import Crm\n"
        "crm = Crm(Path(sys.argv[1]))\n"
        "with crm.database.write():\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with held(holding, base):
        form = type_client(start, "Семёнова")
        form.save()
        qtbot.waitUntil(lambda: bool(form.form.problem("")), timeout=10_000)
        says("busy", desk.language, form.form.problem(""))
    form.save()
    qtbot.waitUntil(lambda: count(start) == 1, timeout=10_000)


def test_damage_met_while_working_stops_all_writing(desk: Desk, base: Path, qtbot: QtBot) -> None:
    start = desk.start(base)
    assert start.program is not None
    crm = start.program.crm
    crm.database._standing.note_damage()
    form = type_client(start, "Семёнова")
    form.save()
    qtbot.waitUntil(lambda: bool(form.form.problem("")), timeout=10_000)
    says("damaged", desk.language, form.form.problem(""))
    qtbot.waitUntil(lambda: bool(ribbon_text(start, "place")), timeout=10_000)
    ribbon = start.program.window.ribbons.ribbon("place")
    assert ribbon is not None
    ribbon.buttons["rescue"].click()
    says("damaged", desk.language, read_out(desk.page(start)))


# -- before it opens ---------------------------------------------------------------------------


def test_a_folder_that_can_only_be_read_is_looked_at(desk: Desk, base: Path, qtbot: QtBot) -> None:
    with read_only(base):
        start = desk.start(base)
        qtbot.waitUntil(lambda: start.program is not None, timeout=10_000)
        says("view only", desk.language, ribbon_text(start, "view-only"), base)
        form = type_client(start, "Семёнова")
        form.save()
        qtbot.waitUntil(lambda: bool(form.form.problem("")), timeout=10_000)
        says("view only refused", desk.language, form.form.problem(""))
        start.close()


def newer(base: Path) -> None:
    file = base / "base.db"
    content = file.read_bytes()
    file.write_bytes(content[:60] + (999).to_bytes(4, "big") + content[64:])


def foreign(base: Path) -> None:
    (base / "base.db").write_bytes(b"PK\x03\x04" + bytes(4096))


def damaged(base: Path) -> None:
    file = base / "base.db"
    content = file.read_bytes()
    file.write_bytes(content[:100] + b"\xff" * (len(content) - 100))


@pytest.mark.parametrize(
    ("fault", "spoil"), [("newer", newer), ("foreign", foreign), ("damaged", damaged)]
)
def test_a_base_that_cannot_be_opened_is_said_and_not_touched(
    desk: Desk, base: Path, fault: str, spoil: Callable[[Path], None]
) -> None:
    spoil(base)
    before = (base / "base.db").read_bytes()
    start = desk.start(base)
    says(fault, desk.language, read_out(desk.page(start)), base)
    assert (base / "base.db").read_bytes() == before


def test_a_base_that_is_not_there_is_said(desk: Desk, base: Path, tmp_path: Path) -> None:
    away = tmp_path / "stick" / "base"
    start = desk.start(away)
    says("unplugged", desk.language, desk.page(start).text.text(), away)
    assert not away.parent.exists()


def test_a_cloud_folder_is_said(desk: Desk, base: Path, tmp_path: Path) -> None:
    cloud = tmp_path / "Dropbox" / "base"
    shutil.copytree(base, cloud)
    start = desk.start(cloud)
    says("cloud", desk.language, desk.page(start).text.text(), cloud)


def test_a_base_held_without_a_window_is_said(desk: Desk, base: Path) -> None:
    holding = (
        "import sys; from pathlib import Path; from crm_desktop.db.lock import BaseLock\n"
        "lock = BaseLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()\n"
    )
    with held(holding, base):
        start = desk.start(base)
        says("held", desk.language, read_out(desk.page(start)))
        desk.page(start).buttons["again"].click()
        assert start.program is None
    desk.page(start).buttons["again"].click()
    assert start.program is not None


def test_a_second_start_raises_the_first_window_and_hands_its_files_over(
    desk: Desk, base: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = desk.start(base)
    assert start.program is not None
    taken: list[list[str]] = []
    monkeypatch.setattr(start.program.window, "open_files", taken.append)
    start.program.window.showMinimized()
    (tmp_path / "клиенты.csv").write_text("Имя;Телефон\n", "utf-8")
    second = subprocess.Popen(
        [sys.executable, "-m", "crm_desktop", "--base", str(base), "open", "клиенты.csv"],
        cwd=tmp_path,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert second.returncode == 0
    assert taken == [[str(tmp_path / "клиенты.csv")]]
    assert not start.program.window.isMinimized()


def test_the_command_line_works_beside_the_window(desk: Desk, base: Path, qtbot: QtBot) -> None:
    start = desk.start(base)
    assert count(start) == 0
    done = subprocess.run(
        [sys.executable, "-m", "crm_desktop", "--base", str(base), "clients", "add", "--from", "-"],
        cwd=ROOT,
        input=json.dumps({"name": "Ночной заказ"}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert count(start) == 1
