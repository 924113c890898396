"""What is in the way of a base, and what can be done about it."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from crm_desktop.commands.work import Step, no_step
from crm_desktop.db import copies, errors, places
from crm_desktop.db.database import FILE_NAME, NEWER, NO_BASE
from crm_desktop.db.lock import IN_USE
from crm_desktop.db.migrations import MIGRATION_FAILED
from crm_desktop.domain.backups import Copy
from crm_desktop.domain.problems import Refused, code
from crm_desktop.late import dataclass

FOLDER_MISSING = code("base.folder-missing")
HELD = code("base.held")
STOPPED = code("base.opening-stopped")


class Offer(StrEnum):
    """What somebody whose base does not open can do about it: one button each."""

    AGAIN = "again"
    ANOTHER = "another"
    NEW = "new"
    RESTORE = "restore"
    FROM_FILE = "from-file"
    VIEW = "view"
    MOVE = "move"
    FOLDER = "folder"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Decided, or found while opening: this base cannot be opened, and why."""

    folder: Path
    refused: Refused
    newest: Copy | None = None
    """The newest sound copy beside it, where putting that back would help."""

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What can be done, the best first."""
        offers = OFFERS.get(self.code, _USUAL_OFFERS)
        if self.helped_by_a_copy:
            # Another copy may lie on a stick, or the newest one may not be the wanted one.
            offers = (offers[0], Offer.FROM_FILE, *offers[1:])
        return offers if self.newest is None else (Offer.RESTORE, *offers)

    @property
    def code(self) -> str:
        """The first reason."""
        return self.refused.problems[0].code if self.refused.problems else ""

    @property
    def read_only(self) -> bool:
        """Whether it can be looked at all the same."""
        return self.code == errors.READ_ONLY

    @property
    def helped_by_a_copy(self) -> bool:
        """Whether a sound copy put in its place would help."""
        return self.code in _HELPED_BY_A_COPY

    @property
    def in_use(self) -> bool:
        """Whether another process holds the base; if that is a window, it can be raised."""
        return self.code == IN_USE


def trouble_of(folder: Path, refused: Refused, step: Step = no_step) -> Trouble:
    """A refusal with what can be done about it; where a copy would help one is looked for."""
    return with_copy(Trouble(folder, refused), step)


def with_copy(trouble: Trouble, step: Step = no_step) -> Trouble:
    """The same with the newest sound copy, where putting that back would help.

    Looking through a copy that nobody knows takes its time: not on the screen's thread.
    """
    newest = newest_copy(trouble.folder, step) if trouble.helped_by_a_copy else None
    return replace(trouble, newest=newest)


def newest_copy(folder: Path, step: Step = no_step) -> Copy | None:
    """The newest verified copy of the base that lies, or lay, in a folder."""
    try:
        return copies.newest(copies.folder_of(folder / FILE_NAME), step)
    except (OSError, Refused):
        return None


def copies_folder(folder: Path) -> Path:
    """Where the copies of a base lie."""
    return copies.folder_of(folder / FILE_NAME)


def held(folder: Path) -> Trouble:
    """Another process holds the base, and it has no window that answers."""
    return Trouble(folder, Refused.of(HELD, path=str(folder)))


def stopped(folder: Path) -> Trouble:
    """The opening was stopped by whoever waited for it."""
    return Trouble(folder, Refused.of(STOPPED, path=str(folder)))


def damaged(folder: Path) -> Trouble:
    """The base was found damaged while it was open."""
    return Trouble(folder, Refused.of(errors.DAMAGED, path=str(folder)))


def missing(folder: Path) -> Trouble:
    """The base is not where it was; the words differ when the whole folder is gone."""
    reason = NO_BASE if folder.is_dir() else FOLDER_MISSING
    return Trouble(folder, Refused.of(reason, path=str(folder)))


def refusal_of(error: OSError, folder: Path, *, reading: bool = False) -> Refused:
    """A refusal of the system in our words; `reading`: what was refused was only to be read."""
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM} and not reading:
        reason = errors.READ_ONLY
    elif error.errno in {errno.ENOSPC, errno.EDQUOT}:
        reason = errors.DISK_FULL
    elif error.errno == errno.EIO:
        reason = errors.DISK_ERROR
    else:
        reason = errors.CANNOT_OPEN
    return Refused.of(reason, path=str(folder))


_ELSEWHERE = (Offer.MOVE, Offer.VIEW, Offer.ANOTHER, Offer.QUIT)
_HELPED_BY_A_COPY = frozenset({errors.DAMAGED, errors.NOT_A_BASE, NO_BASE, MIGRATION_FAILED})
_USUAL_OFFERS = (Offer.AGAIN, Offer.ANOTHER, Offer.QUIT)
OFFERS: Mapping[str, tuple[Offer, ...]] = {
    NO_BASE: (Offer.AGAIN, Offer.ANOTHER, Offer.NEW, Offer.QUIT),
    FOLDER_MISSING: (Offer.AGAIN, Offer.ANOTHER, Offer.NEW, Offer.QUIT),
    NEWER: (Offer.ANOTHER, Offer.FOLDER, Offer.QUIT),
    IN_USE: _USUAL_OFFERS,
    errors.DAMAGED: (Offer.AGAIN, Offer.ANOTHER, Offer.FOLDER, Offer.QUIT),
    errors.NOT_A_BASE: (Offer.AGAIN, Offer.ANOTHER, Offer.FOLDER, Offer.QUIT),
    errors.DISK_FULL: (Offer.AGAIN, Offer.VIEW, Offer.ANOTHER, Offer.QUIT),
    places.IN_CLOUD: _ELSEWHERE,
    places.ON_NETWORK: _ELSEWHERE,
    errors.READ_ONLY: (Offer.VIEW, Offer.AGAIN, Offer.ANOTHER, Offer.QUIT),
    errors.CANNOT_OPEN: (Offer.AGAIN, Offer.ANOTHER, Offer.FOLDER, Offer.QUIT),
    MIGRATION_FAILED: (Offer.AGAIN, Offer.ANOTHER, Offer.FOLDER, Offer.QUIT),
}
"""What is offered for which reason; everything else may be tried again."""
