"""Which folders hold bases, and a base made in one."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable
from pathlib import Path

from crm_desktop import held_files, paths
from crm_desktop.commands.settings import create_base
from crm_desktop.commands.work import Step, no_step
from crm_desktop.crm import Crm
from crm_desktop.db import places
from crm_desktop.db.database import FILE_NAME, Database
from crm_desktop.domain.problems import Refused, code
from crm_desktop.domain.settings import Business

CANNOT_MAKE = code("base.cannot-make")


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


def make_base(
    folder: Path,
    business: Business,
    owner: str = "",
    furnish: Callable[[Crm], object] | None = None,
    step: Step = no_step,
) -> None:
    """A furnished base, or none: what is half made is taken away again."""
    places.demand_fit(folder)
    try:
        Database.create(folder).close()
    except OSError as error:
        raise Refused.of(CANNOT_MAKE, path=str(folder)) from error
    try:
        crm = Crm(folder)
        try:
            step(0, 0)
            crm.do(create_base, business, owner)
            if furnish is not None:
                furnish(crm)
        finally:
            crm.close()
    except BaseException:
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                held_files.unlink(folder / (FILE_NAME + ending), missing_ok=True)
        raise
