"""Looks at copies: the list, what a restore would do, what is refused, the line at the foot."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from crm_desktop import opening
from crm_desktop.commands import clients
from crm_desktop.db import backup
from crm_desktop.db.errors import DAMAGED
from crm_desktop.domain.backups import CopyState, Restored, SecondPlace
from crm_desktop.domain.problems import Refused
from crm_desktop.ui.settings.backups import BackupsSection
from crm_desktop.ui.shell.backups import CopySegment
from crm_desktop.ui.shell.circumstances import tell_restored
from crm_desktop.ui.shell.rescue import Rescue
from crm_desktop.ui.shell.trouble import trouble_page
from tests.damage import inner_page
from tests.fixtures import a_client, make_base
from tests.screens.bases import EMPTY, SEVEN
from tests.screens.rooms.starts import Shown
from tests.screens.stage import Look, Scene, Stage, settle

NOW = datetime(2026, 11, 22, 14, 5).astimezone()


def _section(stage: Stage) -> BackupsSection:
    stage.program.desk.copies.clock = lambda: NOW
    page = stage.go("settings", "backups")
    section = page.section("backups")
    assert isinstance(section, BackupsSection)
    return section


def _copies(stage: Stage, ages: tuple[timedelta, ...]) -> None:
    """A copy of each age, the oldest first, with something done after each."""
    base = stage.folder / "base.db"
    for number, age in enumerate(ages):
        backup.make(base, clock=partial(lambda at: at, NOW - age))
        stage.crm.do(clients.add, a_client(f"Клиент {number}"))


def _list(stage: Stage, look: Look) -> None:
    days = (40, 30, 12, 6, 5, 4, 3, 2, 1)
    hours = (timedelta(hours=3), timedelta(minutes=14))
    _copies(stage, (*(timedelta(days=n) for n in days), *hours))
    inner_page(sorted((stage.folder / "backups").glob("*.db"))[2])
    stick = stage.folder.parent / f"stick-{stage.folder.name}"
    stick.mkdir(exist_ok=True)
    stage.program.desk.settings.second_place = str(stick)
    section = _section(stage)
    section.refresh()
    settle()
    section.table.select_id(3)
    settle()
    look(stage.window)


def _preview(stage: Stage, look: Look) -> None:
    _copies(stage, (timedelta(days=2), timedelta(hours=1)))
    section = _section(stage)
    section.refresh()
    section.restore_copy(1)
    settle()
    look(stage.window)


def _foreign(stage: Stage, look: Look) -> None:
    other = stage.folder.parent / f"other-{stage.folder.name}"
    if not other.exists():
        make_base(other)
    section = _section(stage)
    section.restore_file(backup.make(other / "base.db").copy.path)
    settle()
    look(stage.window)


def _refused(stage: Stage, look: Look) -> None:
    _copies(stage, (timedelta(days=2),))
    copy = next((stage.folder / "backups").glob("*.db"))
    spoiled = Path(shutil.copy(copy, stage.folder.parent / f"копия {stage.folder.name}.db"))
    inner_page(spoiled)
    section = _section(stage)
    section.restore_file(spoiled)
    settle()
    look(stage.window)


def _late(stage: Stage, look: Look) -> None:
    section = _section(stage)
    trouble = Refused.of("backup.no-room", path=str(stage.folder), megabytes=120).problems[0]
    state = CopyState(
        newest=NOW - timedelta(days=4),
        unsaved_since=NOW - timedelta(days=3, hours=2),
        second=SecondPlace.ABSENT,
        trouble=trouble,
    )
    section._show_state(state)
    segment = stage.window.findChild(CopySegment)
    assert isinstance(segment, CopySegment)
    segment.show_state(state)
    settle()
    look(stage.window)


def _way_out(stage: Stage, look: Look) -> None:
    """The base does not open; a copy is there."""
    _copies(stage, (timedelta(hours=3),))
    newest = opening.newest_copy(stage.folder)
    shown = Shown(stage.program.desk.theme, look, [newest])
    trouble = opening.trouble_of(stage.folder, Refused.of(DAMAGED))
    acts = dict.fromkeys(opening.Offer, lambda: None)
    shown.show_page(trouble_page(shown.theme, trouble, acts))
    rescue = Rescue(shown, stage.folder, asked=True)
    rescue.begin()
    rescue.restore()


def _restored(stage: Stage, look: Look) -> None:
    stage.go("clients")
    kept = stage.folder / "backups" / "000002-20261122-140500.db"
    counts = {"client": 12_408, "deal": 38, "task": 12, "document": 7}
    for done in (Restored(kept, counts, ""), Restored(kept, counts, "", wreck=True)):
        tell_restored(done, stage.program)
        settle()
        look(stage.window)


SCENES = [
    Scene("backups-restored", _restored, (), (SEVEN,)),
    Scene("backups-way-out", _way_out, (), (EMPTY,)),
    Scene("backups-list", _list, (), (SEVEN,)),
    Scene("backups-preview", _preview, (), (SEVEN,)),
    Scene("backups-foreign", _foreign, (), (SEVEN,)),
    Scene("backups-refused", _refused, (), (SEVEN,)),
    Scene("backups-late", _late, (), (EMPTY,)),
]
