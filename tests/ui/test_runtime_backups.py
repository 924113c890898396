"""The keeper of copies: after a quarter of an hour, at the end, and what it says when it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.db import backup
from crm_desktop.domain.backups import CopyState, Level, SecondPlace
from crm_desktop.domain.problems import Problem, Refused
from crm_desktop.machine import Machine
from crm_desktop.ui.runtime.backups import BackupKeeper
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.backups import CopySegment
from tests.fixtures import a_client, make_base


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC).astimezone()

    def __call__(self) -> datetime:
        return self.moment

    def go(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base begun just now: the template grows older than a quarter of an hour in a long run."""
    return make_base(tmp_path / "base")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(qtbot: QtBot, crm: Crm) -> Iterator[Jobs]:
    made = Jobs(crm, immediate=True)
    yield made
    made.shutdown()
    made.deleteLater()


@pytest.fixture
def settings() -> Machine:
    return Machine()


@pytest.fixture
def keeper(jobs: Jobs, settings: Machine, clock: Clock) -> Iterator[BackupKeeper]:
    made = BackupKeeper(jobs, settings, clock)
    yield made
    made.stop()


def copies(crm: Crm) -> list[int]:
    return [copy.sequence for copy in crm.copies()]


def state_of(keeper: BackupKeeper) -> CopyState:
    """What it knows, asked apart so that nobody thinks it stays."""
    assert keeper.state is not None
    return keeper.state


def test_a_copy_after_a_quarter_of_an_hour_of_work(
    crm: Crm, jobs: Jobs, keeper: BackupKeeper, clock: Clock
) -> None:
    crm.make_copy()
    keeper.start()
    assert state_of(keeper).unsaved_since is None
    jobs.run(clients.add, a_client("Новая"))
    assert state_of(keeper).unsaved_since is not None
    clock.go(minutes=14)
    keeper.look()
    assert copies(crm) == [1]
    clock.go(minutes=2)
    keeper.look()
    assert copies(crm) == [2, 1]
    assert state_of(keeper).unsaved_since is None
    # Nothing done, no more copies, however long it takes.
    clock.go(hours=30)
    keeper.look()
    assert copies(crm) == [2, 1]


def test_changes_left_by_a_crash_are_copied_at_the_start(
    crm: Crm, keeper: BackupKeeper, clock: Clock
) -> None:
    crm.do(clients.add, a_client("Вчерашняя"))
    clock.go(hours=12)
    keeper.start()
    assert copies(crm) == [1]


def test_nothing_before_it_is_started(crm: Crm, jobs: Jobs, keeper: BackupKeeper) -> None:
    jobs.run(clients.add, a_client("Новая"))
    keeper.make_last()
    assert keeper.state is None
    assert copies(crm) == []


def test_the_last_copy_at_the_end(
    crm: Crm, jobs: Jobs, keeper: BackupKeeper, settings: Machine, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    settings.second_place = str(stick)
    keeper.start()
    jobs.run(clients.add, a_client("Новая"))
    keeper.stop()
    jobs.shutdown()
    keeper.make_last()
    assert copies(crm) == [1]
    assert len([*stick.glob("base */*.db")]) == 1


def test_what_hinders_it_is_told_and_tried_again(
    crm: Crm,
    jobs: Jobs,
    keeper: BackupKeeper,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refused: list[Refused] = []
    jobs.refused.connect(refused.append)
    tried: list[int] = []

    def no_room(*_given: object, **_named: object) -> backup.Outcome:
        tried.append(1)
        raise Refused.of("backup.no-room", path="x", megabytes=5)

    with monkeypatch.context() as patch:
        patch.setattr(backup, "make", no_room)
        keeper.start()
        jobs.run(clients.add, a_client("Новая"))
        clock.go(minutes=20)
        keeper.look()
        assert state_of(keeper).trouble == Problem(
            "", "backup.no-room", {"path": "x", "megabytes": 5}
        )
        assert state_of(keeper).level(clock()) is Level.AMBER
        # Not again and again, and nobody's work is interrupted.
        for _minute in range(10):
            clock.go(minutes=1)
            keeper.look()
        assert len(tried) == 1
        assert refused == []
    clock.go(minutes=10)
    keeper.look()
    assert state_of(keeper).trouble is None
    assert copies(crm) == [1]


def test_a_stick_that_comes_later_gets_the_copy(
    crm: Crm, keeper: BackupKeeper, settings: Machine, clock: Clock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    settings.second_place = str(stick)
    keeper.start()
    keeper.make()
    assert state_of(keeper).second is SecondPlace.ABSENT
    stick.mkdir()
    clock.go(minutes=1)
    keeper.look()
    assert state_of(keeper).second is SecondPlace.CURRENT
    assert copies(crm) == [1]


def test_a_second_place_that_fails_is_told_apart(
    keeper: BackupKeeper, settings: Machine, clock: Clock, tmp_path: Path
) -> None:
    taken = tmp_path / "stick"
    taken.mkdir()
    settings.second_place = str(taken)
    keeper.start()
    (taken / f"base {keeper._jobs.crm.make_copy().copy.identity[:8]}").write_text("in the way")
    clock.go(minutes=20)
    keeper.look()
    state = state_of(keeper)
    assert (state.trouble, state.second) == (None, SecondPlace.BEHIND)
    assert state.second_trouble is not None
    assert state.level(clock()) is Level.GOOD


def test_in_a_base_only_looked_at_nothing_is_written(
    qtbot: QtBot, base: Path, settings: Machine, clock: Clock
) -> None:
    crm = Crm(base, view_only=True)
    jobs = Jobs(crm, immediate=True)
    keeper = BackupKeeper(jobs, settings, clock)
    keeper.start()
    clock.go(hours=1)
    keeper.look()
    keeper.stop()
    jobs.shutdown()
    keeper.make_last()
    crm.close()
    assert not (base / "backups").exists()
    jobs.deleteLater()


# -- the segment in the status line -----------------------------------------------------------


@pytest.fixture
def segment(qtbot: QtBot, jobs: Jobs, clock: Clock) -> CopySegment:
    desk = Desk(jobs, Theme("light"), Navigator(), Machine())
    desk.copies.clock = clock
    made = CopySegment(desk)
    qtbot.addWidget(made)
    return made


def test_the_age_of_the_copy_in_words(segment: CopySegment, clock: Clock) -> None:
    assert segment.isHidden()
    state = CopyState(newest=clock())
    segment._desk.copies.state_changed.emit(state)
    assert (segment.text(), segment.isHidden()) == ("copy just now", False)
    clock.go(minutes=14)
    segment.show_state(state)
    assert segment.text() == "copy 14 min ago"
    clock.go(hours=50)
    segment.show_state(state)
    assert segment.text() == "copy 2 days ago"
    assert segment.property("quiet") is True


@pytest.mark.parametrize(
    ("waiting", "look", "text"),
    [
        (timedelta(hours=20), "quiet", "no copy yet"),
        (timedelta(days=1), "warn", "changes of 1 day are in no copy"),
        (timedelta(days=4), "bad", "changes of 4 days are in no copy"),
    ],
)
def test_words_and_colour_when_nobody_looked_after_it(
    segment: CopySegment, clock: Clock, waiting: timedelta, look: str, text: str
) -> None:
    segment.show_state(CopyState(unsaved_since=clock() - waiting))
    assert segment.text().strip() == text
    assert [one for one in ("quiet", "warn", "bad") if segment.property(one)] == [look]
    assert text in segment.accessibleName()
    assert segment.icon().isNull() is (look == "quiet")


def test_a_click_opens_the_copies(segment: CopySegment) -> None:
    gone: list[object] = []
    segment._desk.navigator.register("settings", gone.append)
    segment.click()
    assert gone == [("settings", "backups")]
