"""Running alembic: one transaction, foreign keys off inside, nothing left half done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from alembic import command
from alembic.config import Config

from crm_desktop.db import health, search
from crm_desktop.db.durable import copy_bytes
from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.db.errors import DAMAGED, sorted_errors
from crm_desktop.db.figures import figures
from crm_desktop.db.lock import BaseLock
from crm_desktop.db.migrations import MIGRATION_FAILED, SCHEMA_VERSION, Backup
from crm_desktop.db.presence import alone
from crm_desktop.db.swap import drop, put_in_place, settle
from crm_desktop.db.watching import Step, no_step, watched
from crm_desktop.domain.problems import Refused


def upgrade(path: Path, step: Step = no_step) -> None:
    """Run every outstanding migration on the file in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    engine = make_engine(path, EngineRole.TOOL)
    try:
        with engine.connect() as connection:
            # Batch mode drops tables: with foreign keys on it deleted the child rows.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            try:
                with watched(connection, step):
                    command.upgrade(config, "head")
                # It is computed: whatever an older program found a record by, this one's way holds.
                search.rebuild(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()


def migrate_aside(path: Path, backup: Backup, step: Step = no_step) -> None:
    """Migrate a copy of the base beside it and put it in place only when it checks out."""
    lock = BaseLock(path.parent)
    try:
        with sorted_errors(), alone(path.parent, step):
            _checkpoint(path)
            kept = backup(path, step)
            aside = path.with_suffix(".migrating")
            drop(aside)
            with kept.open("rb") as source, aside.open("wb") as target:
                copy_bytes(source, target, kept.stat().st_size, step)
            before = _counts(aside)
            upgrade(aside, step)
            health.verify_copy(aside, step)
            if any(_counts(aside).get(t, 0) < n for t, n in before.items()):
                raise Refused.of(MIGRATION_FAILED, path=str(path))
            settle(aside)
            settle(path)
            put_in_place(aside, path)
    finally:
        drop(path.with_suffix(".migrating"))
        lock.release()


def _checkpoint(path: Path) -> None:
    engine = make_engine(path, EngineRole.TOOL)
    try:
        with engine.connect() as connection:
            row = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if row is None or row[0] != 0:
                raise Refused.of(DAMAGED, path=str(path))
    finally:
        engine.dispose()


def _counts(path: Path) -> Mapping[str, int]:
    engine = make_engine(path, EngineRole.TOOL)
    try:
        with engine.connect() as connection:
            return figures(connection).rows
    finally:
        engine.dispose()
