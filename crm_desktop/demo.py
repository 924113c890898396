"""The demo: a base that comes in one call and goes without a trace."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from pathlib import Path

from crm_desktop import held_files, opening
from crm_desktop.commands.work import Step, no_step
from crm_desktop.db import lock as locks
from crm_desktop.db import presence
from crm_desktop.db.lock import BaseLock
from crm_desktop.db.presence import alone
from crm_desktop.domain.problems import Refused, code
from crm_desktop.domain.settings import Business
from crm_desktop.opening import demo_folder

NOT_REMOVED = code("demo.not-removed")
LOCKS = (locks.FILE_NAME, presence.FILE_NAME)

_OURS = re.compile(
    r"((base|drafts)\.db(-wal|-shm|-journal)?|lock(-[a-z]+)?|numbers(\.damaged(-\d+)?)?\.json"
    r"|key\.json|staging/.+|backups/((\d{6}-|damaged-)[^/]+|copies\.json|lock(-[a-z]+)?)"
    r"|files/[0-9a-f]{2}/[0-9a-f]{64}[^/]*)"
)
"""The exact names of what a base keeps in its folder (decisions.md, "A base on disk")."""


def is_demo(folder: Path) -> bool:
    """Whether a base is the demo."""
    return folder.absolute() == demo_folder().absolute()


def make_demo(day: date, language: str, step: Step = no_step, seed: int = 1) -> None:
    """The demo as it stands on the morning of `day`, in Russian or else in English."""
    from crm_desktop.commands import demo
    from crm_desktop.domain.demo.lists import read_lists

    language = "ru" if language == "ru" else "en"
    lists = read_lists(demo.lists_of(language))
    business = Business(lists.firm.name, lists.country, language, lists.currency, lists.region)
    opening.make_base(
        demo_folder(),
        business,
        lists.owner,
        lambda crm: crm.do_watched(step, demo.fill, day, language, seed),
    )


def remove_demo() -> list[Path]:
    """Delete the closed demo: what belongs to it, and its folder when nothing else lies there.

    Returns what lies there besides and stays: no file of the user is ever deleted. `Refused` while
    another window or the command line has it open, and when a file is held by another program.
    """
    folder = demo_folder()
    if not folder.is_dir() or folder.is_symlink():
        return []
    try:
        lock = BaseLock(folder)
        try:
            with alone(folder):
                _empty(folder, spare=LOCKS)
        finally:
            lock.release()
        _empty(folder)
        left = sorted(folder.iterdir())
        if not left:
            folder.rmdir()
    except OSError as error:
        raise Refused.of(NOT_REMOVED, path=str(folder)) from error
    return left


def _empty(folder: Path, spare: Collection[str] = ()) -> None:
    """Delete what is ours, but for the `spare`; a lock that is held cannot go on every system."""
    for entry in sorted(folder.rglob("*"), reverse=True):
        if entry.is_dir() and not entry.is_symlink():
            with suppress(OSError):
                entry.rmdir()
        elif entry.name not in spare and _OURS.fullmatch(entry.relative_to(folder).as_posix()):
            held_files.unlink(entry)
