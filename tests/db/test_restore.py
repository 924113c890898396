"""Restoring: refused before the present base is touched, or done whole, and undone again."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.db import copies, health, restore
from crm_desktop.domain.issued_numbers import Series
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import clients as asked
from tests.damage import cut_tail, inner_page, text_file, zero_header
from tests.fixtures import a_client, make_base


def no_step(_done: int, _total: int) -> None:
    """Nobody watches."""


def names(folder: Path) -> list[str]:
    crm = Crm(folder)
    try:
        return [card.name for card in crm.ask(asked.dump)]
    finally:
        crm.close()


def image(folder: Path) -> dict[str, bytes]:
    """Every byte that belongs to the base and its copies."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file() and not one.name.startswith("lock")
    }


@pytest.fixture
def copy(base: Path) -> Path:
    """A copy with one client; the base has two since."""
    crm = Crm(base)
    crm.do(clients.add, a_client("Первая"))
    made = crm.make_copy().copy.path
    crm.do(clients.add, a_client("Вторая"))
    crm.make_copy()
    crm.close()
    return made


@pytest.fixture
def elsewhere(copy: Path, tmp_path: Path) -> Path:
    """The same copy on a stick, free to be spoiled."""
    return Path(shutil.copy(copy, tmp_path / "copy.db"))


def newer(path: Path) -> None:
    raw = dbapi2.connect(str(path))
    raw.execute("PRAGMA user_version = 99")
    raw.close()


def foreign_trigger(path: Path) -> None:
    raw = dbapi2.connect(str(path))
    raw.execute("CREATE TRIGGER evil AFTER INSERT ON client BEGIN DELETE FROM client; END")
    raw.close()


def other_identity(path: Path) -> None:
    raw = dbapi2.connect(str(path))
    raw.execute("UPDATE meta SET value = 'somebody else' WHERE name = 'identity'")
    raw.commit()
    raw.close()


def with_a_log(path: Path) -> None:
    Path(f"{path}-wal").write_bytes(b"\x37\x7f\x06\x82" * 100)


def gone(path: Path) -> None:
    path.unlink()


def a_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))


def a_zip_without_a_base(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("клиенты.xlsx", b"nothing")


REFUSED: list[tuple[Callable[[Path], None], str]] = [
    (gone, "restore.not-there"),
    (text_file, "restore.not-a-base"),
    (zero_header, "restore.not-a-base"),
    (a_picture, "restore.not-a-base"),
    (a_zip_without_a_base, "restore.not-a-base"),
    (newer, "restore.newer"),
    (inner_page, "restore.damaged"),
    (cut_tail, "restore.damaged"),
    (foreign_trigger, "restore.damaged"),
    (other_identity, "restore.foreign"),
    (with_a_log, "restore.has-log"),
]


@pytest.mark.parametrize(
    ("spoil", "code"), REFUSED, ids=[spoil.__name__ for spoil, _code in REFUSED]
)
def test_refused_before_the_present_base_is_touched(
    base: Path, elsewhere: Path, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(elsewhere)
    before = image(base)
    with pytest.raises(Refused) as refused:
        restore.restore(base, elsewhere, no_step)
    assert refused.value.problems[0].code == code
    assert image(base) == before
    # The same from the window, with the base open.
    crm = Crm(base)
    with pytest.raises(Refused) as refused:
        crm.restore(elsewhere)
    assert refused.value.problems[0].code == code
    assert [card.name for card in crm.ask(asked.dump)] == ["Первая", "Вторая"]
    crm.close()
    assert image(base) == before


def test_a_restore_and_back_again(base: Path, copy: Path) -> None:
    done = restore.restore(base, copy, no_step)
    assert names(base) == ["Первая"]
    assert done.counts["client"] == 1
    assert done.kept is not None
    assert not list(base.glob("base.db-*"))
    restore.restore(base, done.kept, no_step)
    assert names(base) == ["Первая", "Вторая"]
    assert list((base / "staging").iterdir()) == []


def test_the_copy_itself_stays_as_it_is(base: Path, copy: Path) -> None:
    before = copy.read_bytes()
    restore.restore(base, copy, no_step)
    assert copy.read_bytes() == before


def test_what_was_done_since_the_last_copy_is_kept_first(base: Path, copy: Path) -> None:
    crm = Crm(base)
    crm.do(clients.add, a_client("Третья"))
    crm.close()
    done = restore.restore(base, copy, no_step)
    assert done.kept is not None
    restore.restore(base, done.kept, no_step)
    assert len(names(base)) == 3


def test_the_window_goes_on_with_the_restored_base(base: Path, copy: Path) -> None:
    crm = Crm(base)
    crm.do(clients.add, a_client("Третья"))
    done = crm.restore(copy)
    assert [card.name for card in crm.ask(asked.dump)] == ["Первая"]
    assert crm.do(clients.add, a_client("После")).operation is not None
    assert crm.poll() is None
    assert crm.database.check() == []
    assert done.kept is not None
    crm.restore(done.kept)
    assert len(crm.ask(asked.dump)) == 3
    crm.close()


def test_after_a_restore_the_state_speaks_of_what_stands_there(base: Path, copy: Path) -> None:
    crm = Crm(base)
    crm.restore(copy)
    assert crm.copy_state().unsaved_since is None
    assert crm.copy_state().newest == copies.made_at(copy)
    # As many operations as the copy that was put away: told apart all the same.
    crm.do(clients.add, a_client("Другая вторая"))
    assert crm.copy_state().unsaved_since is not None
    made = crm.make_copy()
    assert (made.made, made.copy.counts["client"]) == (True, 2)
    crm.close()


def test_what_a_restore_would_put_away(base: Path, copy: Path) -> None:
    crm = Crm(base)
    crm.do(clients.add, a_client("Третья"))
    found = crm.look_at_copy(copy)
    crm.close()
    assert (found.related, found.foreign, found.older_schema) == (True, False, False)
    assert found.counts["client"] == 1
    assert found.newer_operations == 2
    assert found.newer == {"client": 2, "deal": 0, "task": 0, "document": 0}
    assert list((base / "staging").iterdir()) == []


def test_another_shop_s_base_when_that_is_meant(
    base: Path, elsewhere: Path, tmp_path: Path
) -> None:
    other = make_base(tmp_path / "other")
    crm = Crm(other)
    crm.do(clients.add, a_client("Чужая"))
    foreign = crm.make_copy().copy.path
    crm.close()
    crm = Crm(base)
    assert crm.look_at_copy(foreign).foreign
    done = crm.restore(foreign, another=True)
    assert [card.name for card in crm.ask(asked.dump)] == ["Чужая"]
    assert done.kept is not None
    crm.restore(done.kept, another=True)
    assert len(crm.ask(asked.dump)) == 2
    crm.close()


def test_a_damaged_base_is_kept_and_a_good_copy_takes_its_place(base: Path, copy: Path) -> None:
    inner_page(base / "base.db")
    wreck = (base / "base.db").read_bytes()
    done = restore.restore(base, copy, no_step)
    assert names(base) == ["Первая"]
    assert done.kept is not None
    (kept,) = (base / "backups").glob("damaged-*.db")
    # All but the mode of its log, which was settled.
    assert kept.read_bytes()[100:] == wreck[100:]
    assert kept not in copies.files(base / "backups")
    # Nothing had changed since the newest copy: going back leads to a sound base.
    restore.restore(base, done.kept, no_step)
    assert names(base) == ["Первая", "Вторая"]


def test_a_damaged_base_with_work_in_no_copy(base: Path, copy: Path) -> None:
    crm = Crm(base)
    crm.do(clients.add, a_client("Третья"))
    crm.close()
    inner_page(base / "base.db")
    wreck = (base / "base.db").read_bytes()
    done = restore.restore(base, copy, no_step)
    assert names(base) == ["Первая"]
    assert done.kept is not None
    assert done.kept.name.startswith("damaged-")
    assert done.kept.read_bytes() == wreck


def test_a_base_that_is_no_base_any_more(base: Path, copy: Path) -> None:
    zero_header(base / "base.db")
    restore.restore(base, copy, no_step)
    assert names(base) == ["Первая"]


def test_no_log_of_the_old_base_gets_into_the_new_one(base: Path, copy: Path) -> None:
    crm = Crm(base)
    crm.do(clients.add, a_client("Третья"))
    for ending in ("", "-wal"):
        shutil.copy(base / f"base.db{ending}", base / f"kept.db{ending}")
    crm.close()
    # As after a kill: the log of the old base lies there, full.
    for ending in ("", "-wal"):
        (base / f"kept.db{ending}").replace(base / f"base.db{ending}")
    done = restore.restore(base, copy, no_step)
    assert names(base) == ["Первая"]
    assert done.kept is not None
    restore.restore(base, done.kept, no_step)
    assert len(names(base)) == 3


def test_into_an_empty_folder(copy: Path, tmp_path: Path) -> None:
    done = restore.restore(tmp_path / "new", copy, no_step)
    assert done.kept is None
    assert names(tmp_path / "new") == ["Первая"]


def test_refused_while_somebody_has_the_base_open(
    base: Path, copy: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    monkeypatch.setattr("crm_desktop.db.presence.PATIENCE_S", 0.1)
    script = (
        "import sys; from pathlib import Path; from crm_desktop.crm import Crm\n"
        "crm = Crm(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read(); crm.close()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(base)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(Refused) as refused:
            restore.restore(base, copy, no_step)
        assert refused.value.problems[0].code == "base.busy"
        other.stdin.close()
    assert len(names(base)) == 2
    restore.restore(base, copy, no_step)
    assert names(base) == ["Первая"]


# -- the portable copy ------------------------------------------------------------------------


def test_there_and_back_in_one_zip(base: Path, copy: Path, tmp_path: Path) -> None:
    attached = base / "files" / "ab" / "ab12cd"
    attached.parent.mkdir(parents=True)
    attached.write_bytes(b"logo")
    crm = Crm(base)
    target = crm.save_portable(tmp_path / "магазин.zip")
    again = crm.save_portable(tmp_path / "магазин.zip")
    crm.close()
    assert [target.name, again.name] == ["магазин.zip", "магазин (2).zip"]
    new = tmp_path / "new"
    restore.restore(new, target, no_step)
    assert len(names(new)) == 2
    assert (new / "files" / "ab" / "ab12cd").read_bytes() == b"logo"
    assert not list(tmp_path.glob(".*.part"))


def test_a_second_place_alone_brings_everything_to_a_new_computer(
    base: Path, copy: Path, tmp_path: Path
) -> None:
    attached = base / "files" / "ab" / "ab12cd"
    attached.parent.mkdir(parents=True)
    attached.write_bytes(b"logo")
    stick = tmp_path / "stick"
    stick.mkdir()
    crm = Crm(base)
    crm.make_copy(stick)
    crm.database.numbers.raise_to({Series(1, "", "Ромашка", "invoice", 2026): 17})
    crm.do(clients.add, a_client("Третья"))
    crm.make_copy(stick)
    crm.close()
    shutil.rmtree(base)
    (there,) = stick.iterdir()
    newest = max(there.glob("*.db"))
    new = tmp_path / "новый компьютер"
    restore.restore(new, newest, no_step)
    assert len(names(new)) == 3
    assert (new / "files" / "ab" / "ab12cd").read_bytes() == b"logo"
    crm = Crm(new)
    assert crm.database.numbers.highest(Series(1, "", "Ромашка", "invoice", 2026)) == 17
    crm.close()


def test_a_zip_that_leads_outside_leads_nowhere(base: Path, copy: Path, tmp_path: Path) -> None:
    crm = Crm(base)
    target = crm.save_portable(tmp_path / "evil.zip")
    crm.close()
    with zipfile.ZipFile(target, "a") as packed:
        packed.writestr("files/../../outside.txt", b"x")
        packed.writestr("files/ab/../../outside.txt", b"x")
        packed.writestr("/outside.txt", b"x")
    new = tmp_path / "deep" / "new"
    restore.restore(new, target, no_step)
    assert not list(tmp_path.rglob("outside.txt"))


def test_a_zip_with_a_flipped_byte_is_refused(base: Path, copy: Path, tmp_path: Path) -> None:
    crm = Crm(base)
    target = crm.save_portable(tmp_path / "copy.zip")
    crm.close()
    data = bytearray(target.read_bytes())
    data[len(data) // 3] ^= 0x55
    target.write_bytes(data)
    before = image(base)
    with pytest.raises(Refused) as refused:
        restore.restore(base, target, no_step)
    assert refused.value.problems[0].code == "restore.damaged"
    assert image(base) == before


# -- killed -----------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from crm_desktop.db import restore
left = int(sys.argv[3])
def count(event, _args):
    global left
    if event in {"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.truncate",
                 "sqlite3.connect"} or event.startswith("shutil."):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
if left:
    sys.addaudithook(count)
restore.restore(Path(sys.argv[1]), Path(sys.argv[2]), lambda done, total: None)
print(max(-left, 0), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_killed_at_any_step_the_base_is_the_old_one_or_the_new_one(
    base: Path, copy: Path, tmp_path: Path, root: Path
) -> None:
    """Killed before every thing it asks of the file system, from the first to the last."""
    crm = Crm(base)
    crm.do(clients.add, a_client("Третья"))
    # The log of the base is full when the restore begins.
    for ending in ("", "-wal"):
        shutil.copy(base / f"base.db{ending}", tmp_path / f"kept{ending}")
    crm.close()
    for ending in ("", "-wal"):
        shutil.copy(tmp_path / f"kept{ending}", base / f"base.db{ending}")
    seen: list[int] = []
    step = int(os.environ.get("CRM_KILL_EVERY", "9"))
    moment = 1
    while True:
        folder = tmp_path / f"killed{moment}"
        shutil.copytree(base, folder)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(folder), str(copy), str(moment)],
            cwd=root,
            capture_output=True,
            check=False,
            timeout=120,
        )
        found = names(folder)
        assert found in (["Первая"], ["Первая", "Вторая", "Третья"]), moment
        assert health.thorough_check(folder / "base.db") == []
        if found != ["Первая"]:
            # And the way on is free: the same restore works now.
            assert restore.restore(folder, copy, no_step).counts["client"] == 1
        seen.append(len(found))
        shutil.rmtree(folder)
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
        moment += step
    assert len(seen) > 5
    assert set(seen) == {1, 3}


def test_a_log_without_its_base_is_kept(base: Path, copy: Path) -> None:
    (base / "base.db").unlink()
    (base / "base.db-wal").write_bytes(b"the last changes")
    done = restore.restore(base, copy, no_step)
    assert done.kept is not None
    assert Path(f"{done.kept}-wal").read_bytes() == b"the last changes"
    assert names(base) == ["Первая"]


# -- a copy of an earlier version -------------------------------------------------------------


def test_a_copy_of_an_earlier_version_is_brought_to_this_one_and_stays_as_it_is(
    data: Path, tmp_path: Path
) -> None:
    old = tmp_path / "старая.db"
    old.write_bytes(gzip.decompress((data / "base-v0001.db.gz").read_bytes()))
    before = old.read_bytes()
    # The base itself is of the same shop: the same copy, opened by this version since.
    folder = tmp_path / "магазин"
    restore.restore(folder, old, no_step)
    crm = Crm(folder)
    found = crm.look_at_copy(old)
    assert (found.schema, found.older_schema, found.foreign) == (1, True, False)
    count = len(crm.ask(asked.dump))
    assert count == found.counts["client"] > 0
    crm.do(clients.add, a_client("Новая"))
    crm.restore(old)
    assert len(crm.ask(asked.dump)) == count
    assert crm.database.check() == []
    crm.close()
    assert old.read_bytes() == before
    assert health.thorough_check(folder / "base.db") == []
