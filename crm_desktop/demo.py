"""The demo: a base that comes in one call and goes without a trace."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

from crm_desktop import opening
from crm_desktop.commands.work import Step, no_step
from crm_desktop.domain.problems import Refused, code
from crm_desktop.domain.settings import Business
from crm_desktop.opening import demo_folder

NOT_REMOVED = code("demo.not-removed")

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

    Returns what lies there besides and stays: no file of the user is ever deleted. `Refused`
    when a file is still held by another program.
    """
    folder = demo_folder()
    if not folder.is_dir() or folder.is_symlink():
        return []
    try:
        for entry in sorted(folder.rglob("*"), reverse=True):
            if entry.is_dir() and not entry.is_symlink():
                with suppress(OSError):
                    entry.rmdir()
            elif _OURS.fullmatch(entry.relative_to(folder).as_posix()):
                entry.unlink()
        left = sorted(folder.iterdir())
        if not left:
            folder.rmdir()
    except OSError as error:
        raise Refused.of(NOT_REMOVED, path=str(folder)) from error
    return left
