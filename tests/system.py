"""Faults of the system that tests make on purpose: small disks, disks that cannot be written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def mount(*arguments: str) -> None:
    """Mount something, or skip the test by name where that is not allowed."""
    if sys.platform != "linux" or shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("needs root on Linux to mount a disk")
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"needs the right to mount: {done.stderr.strip()}")


def unmount(folder: Path, *, lazily: bool = False) -> None:
    """Take a mounted disk away."""
    subprocess.run(["umount", *(["-l"] if lazily else []), str(folder)], check=True)


@contextmanager
def small_disk(folder: Path, megabytes: int = 8) -> Iterator[Path]:
    """A disk of a few megabytes in memory."""
    folder.mkdir()
    mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        unmount(folder, lazily=True)


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """The folder as on a stick with its switch on: everybody may read, nobody may write."""
    if sys.platform != "win32" and os.geteuid() != 0:
        modes = {one: one.stat().st_mode for one in (folder, *folder.iterdir())}
        for one in modes:
            one.chmod(0o555)
        try:
            yield folder
        finally:
            for one, mode in modes.items():
                one.chmod(mode)
        return
    mount("--bind", str(folder), str(folder))
    try:
        mount("-o", "remount,ro,bind", str(folder))
        yield folder
    finally:
        unmount(folder, lazily=True)


def fill(folder: Path, leave: int = 0) -> Path:
    """Fill the disk under a folder but for `leave` bytes; delete the file to make room again."""
    ballast = folder / "ballast"
    free = shutil.disk_usage(folder).free
    with ballast.open("wb") as handle:
        try:
            handle.write(b"\0" * max(free - leave, 0))
        except OSError:
            return ballast
    return ballast
