"""A base where it cannot be written, and one where it must not live."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from crm_desktop import machine, opening, words
from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.db import places
from crm_desktop.db.lock import BaseLock
from crm_desktop.domain.problems import Cancelled, Refused
from crm_desktop.main import run
from crm_desktop.opening import Opened, Trouble
from crm_desktop.queries import clients
from tests.fixtures import a_client
from tests.system import read_only


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with what is in it."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


def with_a_log(base: Path, target: Path) -> Path:
    """The base as a killed program leaves it: the newest client is only in the log."""
    crm = Crm(base)
    crm.do(changes.add, a_client("Семёнова"))
    crm.database.checkpoint()
    crm.do(changes.add, a_client("Последний"))
    shutil.copytree(base, target)
    crm.close()
    assert (target / "base.db-wal").stat().st_size > 0
    for gone in ("base.db-shm", "lock"):
        (target / gone).unlink(missing_ok=True)
    return target


def opened(found: Opened | Trouble) -> Opened:
    assert isinstance(found, Opened), found
    return found


def test_a_folder_that_cannot_be_written_is_looked_at_whole(base: Path, tmp_path: Path) -> None:
    stick = with_a_log(base, tmp_path / "stick")
    before = contents(stick)
    with read_only(stick):
        found = opening.open_base(stick)
        assert isinstance(found, Trouble)
        assert found.read_only
        view = opened(opening.view_base(stick))
        assert view.view_only
        assert view.folder == stick
        # The newest one is only in the log: a look at the file alone would miss it.
        assert view.crm.ask(clients.count) == 2
        with pytest.raises(Refused) as refused:
            view.crm.do(changes.add, a_client("Новый"))
        assert refused.value.problems[0].code == "base.view-only"
        with pytest.raises(Refused):
            view.crm.undo()
        copy = view.crm.database.folder
        view.close()
    assert not copy.exists()
    assert contents(stick) == before


def test_a_view_that_was_killed_is_swept_away(base: Path) -> None:
    view = opened(opening.view_base(base))
    copy = view.crm.database.folder
    other = copy.with_name("left-behind")
    shutil.copytree(copy, other)
    opening.sweep_views()
    assert not other.exists()
    assert copy.exists(), "one that is open stays"
    view.close()


def test_a_view_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "base.db").write_bytes(b"PK\x03\x04 something else")
    found = opening.view_base(tmp_path)
    assert isinstance(found, Trouble)
    assert found.code == "base.not-a-base"


@pytest.fixture
def cloud(tmp_path: Path, base: Path) -> Path:
    """A base in a folder of OneDrive, with a log, an attachment and a copy."""
    folder = with_a_log(base, tmp_path / "OneDrive - Ромашка" / "база")
    (folder / "files" / "ab").mkdir(parents=True)
    (folder / "files" / "ab" / "ab12").write_bytes(b"attachment")
    (folder / "backups").mkdir(exist_ok=True)
    (folder / "backups" / "000001-x.db").write_bytes(b"copy")
    (folder / "numbers.json").write_text("{}")
    return folder


def test_a_base_in_a_cloud_is_not_opened_but_moved(cloud: Path) -> None:
    before = contents(cloud)
    found = opening.open_base(cloud)
    assert isinstance(found, Trouble)
    assert found.code == "base.in-cloud"
    assert found.refused.problems[0].params["service"] == "OneDrive"
    assert contents(cloud) == before
    steps: list[tuple[int, int]] = []
    target = opening.move_base(cloud, lambda done, total: steps.append((done, total)))
    assert target == opening.usual_folder()
    assert steps[-1][0] == steps[-1][1]
    moved = opened(opening.open_base(target))
    assert moved.crm.ask(clients.count) == 2
    assert moved.crm.database.check() == []
    moved.close()
    after = contents(target)
    assert after["files/ab/ab12"] == b"attachment"
    assert after["backups/000001-x.db"] == b"copy"
    assert after["numbers.json"] == b"{}"
    # The old one stays as it was, with a note that says where the base is now.
    left = contents(cloud)
    note = left.pop("CRM Desktop.txt").decode("utf-8-sig")
    assert str(target) in note
    left.pop("lock", None)
    assert left == before


def test_a_move_that_is_stopped_leaves_nothing(cloud: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        opening.move_base(cloud, stop)
    assert not opening.usual_folder().parent.exists() or not list(
        opening.usual_folder().parent.iterdir()
    )
    assert not (cloud / "CRM Desktop.txt").exists()


def test_a_base_that_is_open_is_not_moved(cloud: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (cloud / "lock").touch()

    def taken(_folder: Path) -> BaseLock:
        raise Refused.of("base.in-use")

    monkeypatch.setattr("crm_desktop.opening.moving.BaseLock", taken)
    with pytest.raises(Refused):
        opening.move_base(cloud)
    assert not opening.usual_folder().exists()


def test_a_taken_place_is_not_touched(cloud: Path) -> None:
    usual = opening.usual_folder()
    usual.mkdir(parents=True)
    (usual / "something").write_text("of the user's")
    target = opening.move_base(cloud)
    assert target == usual.with_name("base-2")
    assert [one.name for one in usual.iterdir()] == ["something"]


@pytest.mark.parametrize("verb", [("init",), ("clients", "add", "--from", "-"), ("check",)])
def test_the_command_line_refuses_a_cloud_too(
    cloud: Path, verb: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    if verb[0] == "init":
        (cloud / "base.db").unlink()
        (cloud / "base.db-wal").unlink()
    before = contents(cloud)
    assert run(["--base", str(cloud), "--language", "ru", *verb]) == 1
    words.set_language("en")
    assert "OneDrive" in capsys.readouterr().err
    assert contents(cloud) == before


def test_the_environment_and_marks_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Общее" / ".stfolder").mkdir(parents=True)
    with pytest.raises(Refused, match=r"base\.in-cloud"):
        places.demand_fit(tmp_path / "Общее" / "база")
    monkeypatch.setenv("OneDrive", str(tmp_path / "Моё"))
    assert places.look(tmp_path / "Моё" / "база").service == "OneDrive"
    assert places.look(tmp_path / "Другое").fit


def test_a_link_into_a_cloud_is_a_cloud(cloud: Path, tmp_path: Path) -> None:
    link = tmp_path / "plain"
    link.symlink_to(cloud)
    assert places.look(link).service == "OneDrive"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc of Linux")
def test_mounts_of_this_system_are_read() -> None:
    assert "/proc" in {one.point for one in places.facts_of(Path("/")).mounts}
    parsed = places.parse_mounts("//nas/x /mnt/share\\040one cifs rw 0 0\nproc /proc proc rw 0 0\n")
    assert [(one.point, one.kind) for one in parsed] == [
        ("/mnt/share one", "cifs"),
        ("/proc", "proc"),
    ]


def test_mounts_of_a_mac_are_read() -> None:
    text = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//guest@nas/share on /Volumes/my share (smbfs, nodev, nosuid)\n"
    )
    assert [(one.point, one.kind) for one in places.parse_mac_mounts(text)] == [
        ("/", "apfs"),
        ("/Volumes/my share", "smbfs"),
    ]


def test_second_versions_beside_a_base_are_named(base: Path) -> None:
    (base / "base (Конфликтующая копия 2026-11-21).db").write_bytes(b"x")
    found = opened(opening.open_base(base))
    assert found.others == ("base (Конфликтующая копия 2026-11-21).db",)
    found.close()


def test_what_was_told_once_is_remembered() -> None:
    settings = machine.load()
    settings.told.append("removable /media/x")
    machine.save(settings)
    assert machine.load().told == ["removable /media/x"]
    assert os.environ["CRM_DESKTOP_CONFIG"]


def test_a_move_brings_the_base_and_nothing_that_lies_around_it(cloud: Path) -> None:
    (cloud / "Photos").mkdir()
    (cloud / "Photos" / "cat.jpg").write_bytes(b"cat")
    (cloud / "taxes.xlsx").write_bytes(b"taxes")
    (cloud / "files" / "ab").mkdir(parents=True, exist_ok=True)
    (cloud / "files" / "ab" / "logo").write_bytes(b"logo")
    (cloud / "numbers.json").write_text('{"bases": {}}', "utf-8")
    target = opening.move_base(cloud)
    assert (target / "files" / "ab" / "logo").read_bytes() == b"logo"
    assert (target / "numbers.json").exists()
    assert not (target / "Photos").exists()
    assert not (target / "taxes.xlsx").exists()
    assert (cloud / "Photos" / "cat.jpg").read_bytes() == b"cat"
