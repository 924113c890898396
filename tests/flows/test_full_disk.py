"""Copies and restores on a disk that is full: nothing half, the base as it was, and on after that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.db import backup, durable, portable, restore, second_place
from crm_desktop.domain.backups import SecondPlace
from crm_desktop.domain.problems import Refused
from tests.db.test_restore import image, names, no_step
from tests.fixtures import a_client

SIZE_MB = 4
ROOM = 200_000
"""What is left free: a copy of the base needs twice that."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own, which needs root on Linux."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs root on Linux to mount a small file system")
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "none", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("this root may not mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def shop(small: Path, base: Path) -> Path:
    """A base with a client on the small disk, with a copy."""
    folder = small / "shop"
    shutil.copytree(base, folder)
    crm = Crm(folder)
    crm.do(clients.add, a_client("Первая"))
    crm.make_copy()
    crm.do(clients.add, a_client("Вторая"))
    crm.close()
    return folder


@pytest.fixture(params=["seen before", "hit in the middle"])
def full(small: Path, shop: Path, request: pytest.FixtureRequest) -> Path:
    """The disk filled up; either the program looks before, or it runs into it."""
    if request.param == "hit in the middle":
        patch = request.getfixturevalue("monkeypatch")
        for module in (backup, portable, restore, second_place):
            patch.setattr(module, "demand_room", lambda *_: None)
    ballast = small / "ballast"
    ballast.write_bytes(b"\0" * (shutil.disk_usage(small).free - ROOM))
    return ballast


def test_a_copy(shop: Path, full: Path) -> None:
    crm = Crm(shop)
    before = sorted(one.name for one in (shop / "backups").iterdir())
    with pytest.raises(Refused) as refused:
        crm.make_copy()
    (problem,) = refused.value.problems
    assert problem.code == "backup.no-room"
    assert int(str(problem.params["megabytes"])) >= 1
    assert sorted(one.name for one in (shop / "backups").iterdir()) == before
    # The base lives, and saves what is small.
    crm.do(clients.add, a_client("Третья"))
    full.unlink()
    assert crm.make_copy().copy.counts["client"] == 3
    crm.close()


def test_a_restore(shop: Path, full: Path) -> None:
    (copy,) = (shop / "backups").glob("*.db")
    before = image(shop)
    with pytest.raises(Refused) as refused:
        restore.restore(shop, copy, no_step)
    assert refused.value.problems[0].code == "backup.no-room"
    assert image(shop) == before
    full.unlink()
    restore.restore(shop, copy, no_step)
    assert names(shop) == ["Первая"]


def test_a_restore_with_room_for_the_file_but_not_for_the_copy_of_the_present(
    small: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copy,) = (shop / "backups").glob("*.db")
    size = copy.stat().st_size
    monkeypatch.setattr(durable, "SPARE", 0)
    (small / "ballast").write_bytes(b"\0" * (shutil.disk_usage(small).free - size - ROOM))
    with pytest.raises(Refused) as refused:
        restore.restore(shop, copy, no_step)
    assert refused.value.problems[0].code in {"backup.no-room", "base.disk-full"}
    assert names(shop) == ["Первая", "Вторая"]
    assert not [*shop.glob("backups/*.part"), *shop.glob("staging/*")]


def test_a_portable_copy(shop: Path, full: Path, small: Path) -> None:
    crm = Crm(shop)
    with pytest.raises(Refused) as refused:
        crm.save_portable(small / "shop.zip")
    assert refused.value.problems[0].code == "backup.no-room"
    crm.close()
    assert not [*small.glob("*.zip"), *small.glob(".*.part"), *shop.glob("backups/*.part")]


def test_a_second_place_that_is_full_is_told(base: Path, small: Path) -> None:
    (small / "ballast").write_bytes(b"\0" * (shutil.disk_usage(small).free - ROOM))
    crm = Crm(base)
    made = crm.make_copy(small)
    assert made.made
    assert made.second is SecondPlace.BEHIND
    assert made.second_trouble is not None
    assert made.second_trouble.code == "backup.no-room"
    assert not [*small.glob("*/*.db"), *small.glob("*/*.part")]
    crm.close()
