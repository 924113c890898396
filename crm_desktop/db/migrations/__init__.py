"""From any released version of a base to this one: on a copy aside, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.db.watching import Step, no_step
from crm_desktop.domain.problems import Refused, code

SCHEMA_VERSION = 8
"""`PRAGMA user_version` of bases this program writes; rises with every migration."""

NEWER = code("base.newer")
MIGRATION_FAILED = code("base.migration-failed")

Backup = Callable[[Path, Step], Path]


def version_of(path: Path) -> int:
    """Schema version of a base, read without changing it."""
    engine = make_engine(path, EngineRole.TOOL)
    try:
        with engine.connect() as connection:
            return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    finally:
        engine.dispose()


def header_version(path: Path) -> int:
    """Schema version from the file's header (offset 60), without opening it as a base."""
    with path.open("rb") as handle:
        return int.from_bytes(handle.read(64)[60:64], "big")


def is_older(path: Path) -> bool:
    """Whether a base has to be migrated; `Refused` `base.newer` leaves a newer one untouched."""
    # A newer base is recognised by its header alone: opening it could already change the file.
    if header_version(path) > SCHEMA_VERSION:
        raise Refused.of(NEWER, path=str(path))
    version = version_of(path)
    if version > SCHEMA_VERSION:
        raise Refused.of(NEWER, path=str(path))
    return version < SCHEMA_VERSION


def bring_up_to_date(path: Path, backup: Backup, step: Step = no_step) -> None:
    """Migrate an older base (decision 13).

    Checkpoint, verified copy, migrate that copy in one transaction, check, replace atomically;
    the verified copy of the old base stays among the backups. Nobody else may have it open.
    `step` may end it by `Cancelled` until the new one takes its place.
    """
    from crm_desktop.db.migrations import runner  # alembic costs half a second to import

    runner.migrate_aside(path, backup, step)


def upgrade_copy(copy: Path, step: Step = no_step) -> None:
    """Migrate a file that nobody works in, in one transaction."""
    from crm_desktop.db.migrations import runner  # alembic costs half a second to import

    runner.upgrade(copy, step)


def create_schema(path: Path) -> None:
    """Give an empty file the present schema by running every migration."""
    from crm_desktop.db.migrations import runner  # alembic costs half a second to import

    runner.upgrade(path)
