"""From a name, or none, to an opened base: which one, and what is in the way."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from crm_desktop import paths
from crm_desktop.commands.settings import create_base
from crm_desktop.crm import Crm
from crm_desktop.db import errors
from crm_desktop.db.database import FILE_NAME, NEWER, NO_BASE, Database
from crm_desktop.db.lock import IN_USE, BaseLock
from crm_desktop.db.migrations import MIGRATION_FAILED
from crm_desktop.domain.problems import Refused, code
from crm_desktop.domain.settings import Business
from crm_desktop.machine import Machine

CANNOT_MAKE = code("base.cannot-make")
FOLDER_MISSING = code("base.folder-missing")


class Offer(StrEnum):
    """What somebody whose base does not open can do about it: one button each."""

    AGAIN = "again"
    ANOTHER = "another"
    NEW = "new"
    FOLDER = "folder"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class OpenThis:
    """Decided: this base is to be opened."""

    folder: Path


@dataclass(frozen=True, slots=True)
class AskFirst:
    """Decided: no base is known on this computer, somebody has to say what is wanted."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Decided, or found while opening: this base cannot be opened, and why."""

    folder: Path
    refused: Refused
    offers: tuple[Offer, ...]

    @property
    def code(self) -> str:
        """The first reason."""
        return self.refused.problems[0].code

    @property
    def in_use(self) -> bool:
        """Whether another process holds the base; if that is a window, it can be raised."""
        return self.code == IN_USE


Decision = OpenThis | AskFirst | Trouble


@dataclass(slots=True)
class Opened:
    """An opened base with the lock that makes it ours."""

    folder: Path
    crm: Crm
    lock: BaseLock
    unclean: bool = False
    """Whoever had it open before was killed or lost its power."""

    def close(self) -> None:
        """Let go of both, the base first."""
        try:
            self.crm.close()
        finally:
            self.lock.release()


def demo_folder() -> Path:
    """Where the demo lives, apart from everything real."""
    return paths.data_folder() / "demo"


def usual_folder() -> Path:
    """Where a base is made unless somebody chooses another place."""
    return paths.data_folder() / "base"


def free_folder() -> Path:
    """The usual place for a new base, or the first one beside it that is not taken."""
    usual = usual_folder()
    others = (usual.with_name(f"{usual.name}-{n}") for n in itertools.count(2))
    return next(one for one in itertools.chain((usual,), others) if not one.exists())


def has_base(folder: Path) -> bool:
    """Whether a base lies in the folder."""
    return (folder / FILE_NAME).is_file()


def decide(named: Path | None, settings: Machine) -> Decision:
    """Which base a start opens: the named one, the last one, the one in the usual place.

    A base that is known but not there is said to be missing; nothing empty is ever opened in its
    place, and nothing is made without being asked.
    """
    known = named or next((Path(one) for one in settings.recent[:1]), None)
    if known is not None:
        return OpenThis(known) if has_base(known) else _missing(known)
    usual = usual_folder()
    return OpenThis(usual) if has_base(usual) else AskFirst()


def open_base(folder: Path) -> Opened | Trouble:
    """Take the lock and open the base; whatever is in the way comes back as a `Trouble`."""
    if not has_base(folder):
        return _missing(folder)
    try:
        lock = BaseLock(folder)
    except Refused as refused:
        return trouble_of(folder, refused)
    except OSError:
        return trouble_of(folder, Refused.of(errors.CANNOT_OPEN, path=str(folder)))
    try:
        crm = Crm(folder)
    except Refused as refused:
        lock.release()
        return trouble_of(folder, refused)
    except OSError:
        lock.release()
        return trouble_of(folder, Refused.of(errors.CANNOT_OPEN, path=str(folder)))
    except BaseException:
        lock.release()
        raise
    return Opened(folder, crm, lock, lock.unclean)


def make_base(
    folder: Path,
    business: Business,
    owner: str = "",
    furnish: Callable[[Crm], object] | None = None,
) -> None:
    """A furnished base, or none: what is half made is taken away again."""
    try:
        Database.create(folder).close()
    except OSError as error:
        raise Refused.of(CANNOT_MAKE, path=str(folder)) from error
    try:
        crm = Crm(folder)
        try:
            crm.do(create_base, business, owner)
            if furnish is not None:
                furnish(crm)
        finally:
            crm.close()
    except BaseException:
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                (folder / (FILE_NAME + ending)).unlink(missing_ok=True)
        raise


def trouble_of(folder: Path, refused: Refused) -> Trouble:
    """A refusal with what can be done about it."""
    reason = refused.problems[0].code if refused.problems else ""
    return Trouble(folder, refused, OFFERS.get(reason, _USUAL_OFFERS))


def _missing(folder: Path) -> Trouble:
    """The base is not where it was; the words differ when the whole folder is gone."""
    reason = NO_BASE if folder.is_dir() else FOLDER_MISSING
    return trouble_of(folder, Refused.of(reason, path=str(folder)))


_USUAL_OFFERS = (Offer.AGAIN, Offer.ANOTHER, Offer.QUIT)
OFFERS: Mapping[str, tuple[Offer, ...]] = {
    NO_BASE: (Offer.AGAIN, Offer.ANOTHER, Offer.NEW, Offer.QUIT),
    FOLDER_MISSING: (Offer.AGAIN, Offer.ANOTHER, Offer.NEW, Offer.QUIT),
    NEWER: (Offer.ANOTHER, Offer.FOLDER, Offer.QUIT),
    IN_USE: _USUAL_OFFERS,
    errors.DAMAGED: (Offer.AGAIN, Offer.ANOTHER, Offer.FOLDER, Offer.QUIT),
    errors.NOT_A_BASE: (Offer.AGAIN, Offer.ANOTHER, Offer.FOLDER, Offer.QUIT),
    errors.CANNOT_OPEN: (Offer.AGAIN, Offer.ANOTHER, Offer.FOLDER, Offer.QUIT),
    MIGRATION_FAILED: (Offer.AGAIN, Offer.ANOTHER, Offer.FOLDER, Offer.QUIT),
}
"""What is offered for which reason; everything else may be tried again."""
