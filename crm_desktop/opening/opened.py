"""From a name, or none, to an opened base: which one, its lock, what is in the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from crm_desktop.commands.work import Step, no_step
from crm_desktop.crm import Crm
from crm_desktop.db import errors, places
from crm_desktop.db.database import FILE_NAME
from crm_desktop.db.lock import BaseLock
from crm_desktop.domain.condition import Condition
from crm_desktop.domain.places import PlaceKind
from crm_desktop.domain.problems import Refused
from crm_desktop.late import dataclass
from crm_desktop.machine import Machine
from crm_desktop.opening.folders import has_base, usual_folder
from crm_desktop.opening.trouble import Trouble, missing, refusal_of, trouble_of, with_copy


@dataclass(frozen=True, slots=True)
class OpenThis:
    """Decided: this base is to be opened."""

    folder: Path


@dataclass(frozen=True, slots=True)
class AskFirst:
    """Decided: no base is known on this computer, somebody has to say what is wanted."""


Decision = OpenThis | AskFirst | Trouble


@dataclass(slots=True)
class Opened:
    """An opened base with the lock that makes it ours.

    `folder` is where the base lies, also when a copy of it is looked at (`view_only`).
    """

    folder: Path
    crm: Crm
    lock: BaseLock
    unclean: bool = False
    """Whoever had it open before was killed or lost its power."""
    removable: bool = False
    """It lies on something that may be pulled out."""
    others: tuple[str, ...] = ()
    """Files beside it that a sync client may have made of it."""

    @property
    def view_only(self) -> bool:
        """Whether this is a copy that is thrown away at the end."""
        return self.crm.view_only

    def look(self) -> Condition:
        """How the base and its place are now; it goes on by itself once its disk is back."""
        if self.view_only:
            return Condition()
        condition = self.crm.condition()
        if condition.trouble is None:
            self.lock.renew()
        return condition

    def close(self) -> None:
        """Let go of everything, the base first."""
        try:
            self.crm.close()
        finally:
            self.lock.release()
            if self.view_only:
                shutil.rmtree(self.crm.database.folder, ignore_errors=True)


def decide(named: Path | None, settings: Machine) -> Decision:
    """Which base a start opens: the named one, the last one, the one in the usual place.

    A base that is known but not there is said to be missing; nothing empty is ever opened in its
    place, and nothing is made without being asked.
    """
    known = named or next((Path(one) for one in settings.recent[:1]), None)
    if known is not None:
        return OpenThis(known) if has_base(known) else missing(known)
    usual = usual_folder()
    return OpenThis(usual) if has_base(usual) else AskFirst()


def open_base(folder: Path, step: Step = no_step) -> Opened | Trouble:
    """Take the lock and open the base; whatever is in the way comes back as a `Trouble`.

    An older base is brought up to date first; `Cancelled` by `step` leaves it as it was.
    """
    if not has_base(folder):
        return with_copy(missing(folder), step)
    try:
        place = places.demand_fit(folder)
        lock = _lock_of(folder)
        crm = _opened_under(lock, folder, step)
    except Refused as refused:
        return trouble_of(folder, refused, step)
    others = tuple(sorted(one.name for one in _look_alikes(folder)))
    removable = place.kind is PlaceKind.REMOVABLE
    return Opened(folder, crm, lock, lock.unclean, removable, others)


def _lock_of(folder: Path) -> BaseLock:
    """The lock of a base that is to be worked with; `base.read-only` when it cannot be."""
    try:
        lock = BaseLock(folder)
    except OSError as error:
        raise refusal_of(error, folder) from error
    if not os.access(folder / FILE_NAME, os.W_OK):
        lock.release()
        raise Refused.of(errors.READ_ONLY, path=str(folder))
    return lock


def _opened_under(lock: BaseLock, folder: Path, step: Step) -> Crm:
    try:
        return Crm(folder, step=step)
    except OSError as error:
        lock.release()
        raise refusal_of(error, folder) from error
    except BaseException:
        lock.release()
        raise


def _look_alikes(folder: Path) -> Iterator[Path]:
    """What sync clients call a second version: «base (conflicted copy …).db», «base-PC.db»."""
    known = {FILE_NAME}
    stem = Path(FILE_NAME).stem
    return (one for one in folder.glob(f"{stem}*.db") if one.name not in known)
