"""Copies of a base: whole, verified, thinned out, refused when there is anything wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from crm_desktop.commands import clients, imports, tasks
from crm_desktop.crm import Crm
from crm_desktop.db import backup, copies, health
from crm_desktop.domain.backups import SecondPlace
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.tasks import TaskDraft
from tests.damage import inner_page
from tests.fixtures import a_client
from tests.import_plans import plan_of

NAMES = ("Ёжиков", "Семёнова", "Щукин")


@pytest.fixture
def filled(crm: Crm) -> Crm:
    for name in NAMES:
        crm.do(clients.add, a_client(name))
    crm.do(tasks.add, TaskDraft(title="Позвонить"))
    return crm


def files(folder: Path) -> list[str]:
    return sorted(one.name for one in (folder / "backups").iterdir() if one.suffix != ".lock")


def test_a_copy_is_one_whole_file_told_by_its_figures(filled: Crm, base: Path) -> None:
    made = filled.make_copy()
    copy = made.copy
    assert made.made
    assert (copy.sequence, copy.counts) == (1, {"client": 3, "deal": 0, "task": 1, "document": 0})
    assert copy.last.name == "task.add"
    assert copy.size == copy.path.stat().st_size
    assert health.thorough_check(copy.path) == []
    assert sorted(files(base)) == sorted([copy.path.name, "copies.json", "lock"])


def test_looking_at_a_copy_changes_no_byte_and_leaves_nothing_beside(
    filled: Crm, base: Path
) -> None:
    copy = filled.make_copy().copy
    before = copy.path.read_bytes()
    (base / "backups" / "copies.json").unlink()
    (seen,) = filled.copies()
    assert (seen.counts, seen.verified_at is not None) == (copy.counts, True)
    assert copy.path.read_bytes() == before
    assert not list((base / "backups").glob("*-wal"))


def test_nothing_changed_no_second_copy(filled: Crm, base: Path) -> None:
    first = filled.make_copy()
    second = filled.make_copy()
    assert (second.made, second.copy.path) == (False, first.copy.path)
    filled.do(clients.add, a_client("Новая"))
    third = filled.make_copy()
    assert (third.made, third.copy.sequence) == (True, 2)


def test_an_import_is_preceded_by_a_copy(filled: Crm, tmp_path: Path) -> None:
    plan = plan_of(filled, tmp_path)
    filled.do(imports.clients, plan)
    (copy,) = filled.copies()
    assert copy.counts["client"] == len(NAMES)


def test_a_bad_page_in_the_base_makes_no_copy(filled: Crm, base: Path) -> None:
    good = filled.make_copy().copy
    filled.do(clients.add, a_client("Новая"))
    filled.close()
    inner_page(base / "base.db")
    with pytest.raises(Refused) as refused:
        backup.make(base / "base.db")
    assert refused.value.problems[0].code == "base.damaged"
    assert [one.name for one in copies.files(base / "backups")] == [good.path.name]
    assert not list((base / "backups").glob("*.part*"))


def test_a_bad_page_planted_while_copying_is_refused(
    filled: Crm, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_to = backup.copy_to

    def plant(source: Path, target: Path, step: object = None) -> object:
        held = copy_to(source, target)
        inner_page(target)
        return held

    monkeypatch.setattr(backup, "copy_to", plant)
    with pytest.raises(Refused) as refused:
        filled.make_copy()
    assert refused.value.problems[0].code == "base.damaged"
    assert copies.files(base / "backups") == []
    assert not list((base / "backups").glob("*.part*"))


def test_a_row_lost_while_copying_is_refused(
    filled: Crm, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sound file that holds less than the base is no copy of it."""
    copy_to = backup.copy_to
    older = filled.make_copy().copy.path.read_bytes()
    filled.do(clients.add, a_client("Новая"))

    def lose(source: Path, target: Path, step: object = None) -> object:
        held = copy_to(source, target)
        target.write_bytes(older)
        return held

    monkeypatch.setattr(backup, "copy_to", lose)
    with pytest.raises(Refused):
        filled.make_copy()
    assert len(copies.files(base / "backups")) == 1


def test_a_copy_damaged_later_is_told_and_no_longer_counts(filled: Crm, base: Path) -> None:
    copy = filled.make_copy().copy
    inner_page(copy.path)
    (seen,) = filled.copies()
    assert seen.verified_at is None
    again = filled.make_copy()
    assert (again.made, again.copy.sequence) == (True, 2)
    assert filled.copy_state().newest == again.copy.at


def test_what_was_left_half_is_swept_away(filled: Crm, base: Path) -> None:
    folder = base / "backups"
    folder.mkdir()
    (folder / "000001-20261122-120000.part").write_bytes(b"half")
    filled.make_copy()
    assert not list(folder.glob("*.part"))


def test_the_rotation_deletes_what_it_may_and_nothing_else(crm: Crm, base: Path) -> None:
    folder = base / "backups"
    start = datetime(2026, 1, 5, 12, tzinfo=UTC)
    for number in range(40):
        crm.do(clients.add, a_client(f"Клиент {number}"))
        # Two copies a day for twenty days.
        moment = start + timedelta(days=number // 2, hours=number % 2)
        backup.make(
            base / "base.db", clock=partial(datetime.fromtimestamp, moment.timestamp(), UTC)
        )
    kept = [copies.sequence_of(one) for one in copies.files(folder)]
    # Twenty last ones of a day; of the last two days all.
    assert kept == [*range(2, 36, 2), *range(36, 41)]
    # A copy that is damaged stands for no day and is left alone.
    inner_page(copies.files(folder)[0])
    crm.do(clients.add, a_client("Ещё"))
    backup.make(base / "base.db", clock=lambda: start + timedelta(days=400))
    assert copies.sequence_of(copies.files(folder)[0]) == 2


def test_the_state_of_the_work(filled: Crm) -> None:
    state = filled.copy_state()
    assert state.newest is None
    assert state.unsaved_since is not None
    filled.make_copy()
    state = filled.copy_state()
    assert state.newest is not None
    assert state.unsaved_since is None
    filled.do(clients.add, a_client("Новая"))
    assert filled.copy_state().unsaved_since is not None


WRITER = """
import sys
from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft
from pathlib import Path
crm = Crm(Path(sys.argv[1]))
for number in range(100000):
    crm.do(clients.add, ClientDraft(name=f"Поток {number}"))
    print(number, flush=True)
"""


@pytest.fixture
def writer(base: Path, root: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(base)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_a_copy_made_while_another_process_writes_holds_all_that_was_acknowledged(
    crm: Crm, base: Path, writer: subprocess.Popen[str]
) -> None:
    assert writer.stdout is not None
    for _round in range(3):
        acknowledged = -1
        for _line in range(10):
            acknowledged = int(writer.stdout.readline())
        copy = crm.make_copy().copy
        assert copy.counts["client"] >= acknowledged + 1
        assert health.thorough_check(copy.path) == []
    assert writer.poll() is None


def test_a_copy_made_while_this_process_is_in_the_middle_of_a_change(filled: Crm) -> None:
    with filled.database.write() as connection:
        connection.exec_driver_sql("UPDATE journal_context SET op = 1")
        connection.exec_driver_sql("UPDATE client SET comment = 'не подтверждено'")
        copy = backup.make(filled.database.path).copy
        connection.exec_driver_sql("ROLLBACK")
    assert copy.counts["client"] == 3


# -- the second place -------------------------------------------------------------------------


def test_the_second_place_gets_every_new_copy(filled: Crm, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = filled.make_copy(stick)
    assert (made.second, made.second_trouble) == (SecondPlace.CURRENT, None)
    (there,) = stick.glob("base */*.db")
    assert there.name == made.copy.path.name
    assert there.read_bytes() == made.copy.path.read_bytes()
    state = filled.copy_state(stick)
    assert (state.second, state.second_at) == (SecondPlace.CURRENT, made.copy.at)


def test_a_place_that_is_absent_is_said_and_caught_up_when_it_comes(
    filled: Crm, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    made = filled.make_copy(stick)
    assert (made.second, made.second_trouble) == (SecondPlace.ABSENT, None)
    assert not stick.exists()
    stick.mkdir()
    assert filled.copy_state(stick).second is SecondPlace.BEHIND
    again = filled.make_copy(stick)
    assert (again.made, again.second) == (False, SecondPlace.CURRENT)


def test_attached_files_go_along_once(filled: Crm, base: Path, tmp_path: Path) -> None:
    attached = base / "files" / "ab" / "ab12"
    attached.parent.mkdir(parents=True)
    attached.write_bytes(b"logo")
    stick = tmp_path / "stick"
    stick.mkdir()
    filled.make_copy(stick)
    (there,) = stick.glob("base */files/ab/ab12")
    assert there.read_bytes() == b"logo"


def test_a_copy_that_arrives_changed_gets_no_name(
    filled: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crm_desktop.db import second_place

    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(second_place, "digest_of", lambda *_: "other")
    made = filled.make_copy(stick)
    assert made.second_trouble is not None
    assert made.second_trouble.code == "base.disk-error"
    assert made.second is SecondPlace.BEHIND
    assert not [*stick.glob("*/*.db"), *stick.glob("*/*.part")]


def test_numbers_go_on_above_those_in_the_second_place(
    filled: Crm, base: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for number in range(4):
        filled.do(clients.add, a_client(f"Клиент {number}"))
        filled.make_copy(stick)
    for one in copies.files(base / "backups"):
        one.unlink()
    filled.do(clients.add, a_client("После"))
    assert filled.make_copy(stick).copy.sequence == 5
