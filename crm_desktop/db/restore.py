"""Putting a copy in the base's place: everything is proved on a file aside before that."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from crm_desktop.db import (
    backup,
    copies,
    issued_numbers,
    journal,
    migrations,
    portable,
    ranges,
    second_place,
)
from crm_desktop.db.durable import copy_bytes, demand_room, flush_folder, writing_to
from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.db.errors import DAMAGED, NOT_A_BASE, sorted_errors
from crm_desktop.db.figures import Figures, begin_branch, holds, identity_of
from crm_desktop.db.health import quick_look, verify_copy
from crm_desktop.db.presence import Presence, alone
from crm_desktop.db.swap import drop, put_in_place, settle
from crm_desktop.domain.backups import NOUNS, Candidate, Restored
from crm_desktop.domain.problems import Refused, code
from crm_desktop.late import dataclass

BASE = "base.db"
STAGING = "staging"
FILES = second_place.FILES
ASIDE = "restoring.db"

NOT_THERE = code("restore.not-there")
WRONG = code("restore.not-a-base")
NEWER = code("restore.newer")
BROKEN = code("restore.damaged")
FOREIGN = code("restore.foreign")
HAS_LOG = code("restore.has-log")

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Came:
    """What came with a file: marks of issued numbers, and the files, packed or in a folder."""

    marks: dict[str, issued_numbers.Marks]
    packed: Path | None = None
    files: Path | None = None


@dataclass(slots=True)
class Prepared:
    """A proved file beside the base, ready to take its place."""

    folder: Path
    aside: Path
    held: Figures
    candidate: Candidate
    came: _Came

    def put_in_place(self) -> Restored:
        """Take the base's place; `kept` is a verified copy of what stood there.

        Nobody may have the base open (`base.busy`). When the present base is damaged itself, its
        files are kept as they are. Whatever fails before the last step leaves the base as it was.
        """
        base = self.folder / BASE
        with alone(self.folder), writing_to(self.folder), sorted_errors():
            # Before anything is replaced: what was issued is not forgotten, and files are there.
            issued_numbers.merge(self.folder, self.came.marks)
            if self.came.packed is not None:
                with portable.opened(self.came.packed) as packed:
                    portable.unpack_files(packed, self.folder)
            if self.came.files is not None:
                second_place.carry_files(self.came.files, self.folder / FILES)
            kept = _keep(base)
            put_in_place(self.aside, base)
        wreck = kept is not None and copies.sequence_of(kept) == 0
        return Restored(kept, self.held.counts, self.held.last.at, wreck)


def look(folder: Path, file: Path, step: Step) -> Candidate:
    """What a restore of a file would bring and take; nothing is touched.

    Raises `Refused` for what can never be restored: `restore.not-there`, `.not-a-base`, `.newer`,
    `.damaged`, `.has-log`. A foreign base is no refusal here: `Candidate.foreign` says so.
    """
    with prepared(folder, file, step, another=True) as found:
        return found.candidate


@contextmanager
def prepared(folder: Path, file: Path, step: Step, *, another: bool = False) -> Iterator[Prepared]:
    """A file proved on a copy aside, brought to this version; the copy goes if it is not used.

    Besides the refusals of `look`: `restore.foreign` for another shop's base, unless `another`
    says that this is meant.
    """
    staging = folder / STAGING
    with writing_to(folder):
        staging.mkdir(parents=True, exist_ok=True)
    aside = staging / ASIDE
    drop(aside)
    try:
        came = _bring(file, aside, step)
        with _proving(file):
            held, schema = _prove(aside, step)
        present = _present(folder / BASE, held)
        identity = present.identity or _known_identity(folder)
        foreign = bool(identity) and identity != held.identity
        if foreign and not another:
            raise Refused.of(FOREIGN, name=file.name)
        candidate = Candidate(
            file=file,
            made_at=held.last.at,
            counts=held.counts,
            schema=schema,
            older_schema=schema < migrations.SCHEMA_VERSION,
            foreign=foreign,
            related=present.related,
            newer_operations=present.newer_operations,
            newer=present.newer,
        )
        yield Prepared(folder, aside, held, candidate, came)
    finally:
        drop(aside)


def restore(folder: Path, file: Path, step: Step, *, another: bool = False) -> Restored:
    """Prove a file and put it in the base's place, in one go; the caller holds the lock."""
    with prepared(folder, file, step, another=another) as found:
        return found.put_in_place()


# -- the file aside ---------------------------------------------------------------------------


def _bring(file: Path, aside: Path, step: Step) -> _Came:
    """Copy the base out of a file to where it can be looked at; the file itself is only read."""
    if not file.is_file():
        raise Refused.of(NOT_THERE, name=file.name)
    with _proving(file), writing_to(aside.parent, file.stat().st_size):
        if portable.is_portable(file):
            with portable.opened(file) as packed:
                return _Came(_unpack(packed, aside, step), packed=file)
        quick_look(file)
        if migrations.header_version(file) > migrations.SCHEMA_VERSION:
            raise Refused.of(NEWER, name=file.name)
        with suppress(FileNotFoundError):
            if Path(f"{file}-wal").stat().st_size:
                raise Refused.of(HAS_LOG, name=file.name)
        size = file.stat().st_size
        demand_room(aside.parent, size)
        with file.open("rb") as source, aside.open("wb") as target:
            copy_bytes(source, target, size, step)
    return _beside(file)


def _beside(file: Path) -> _Came:
    """What a second place, or another base's folder, holds beside a copy."""
    homes = [file.parent, *([file.parent.parent] if file.parent.name == copies.FOLDER else [])]
    marks: dict[str, issued_numbers.Marks] = {}
    for home in homes:
        marks |= issued_numbers.marks_in(home)
    files = next((home / FILES for home in homes if (home / FILES).is_dir()), None)
    return _Came(marks, files=files)


def _unpack(packed: zipfile.ZipFile, aside: Path, step: Step) -> dict[str, issued_numbers.Marks]:
    demand_room(aside.parent, portable.base_size(packed))
    with aside.open("wb") as target:
        portable.unpack_base(packed, target, step)
    return portable.marks(packed)


def _prove(aside: Path, step: Step) -> tuple[Figures, int]:
    """Sound, ours, of this version when it is done; with its schema as it came."""
    quick_look(aside)
    schema = migrations.header_version(aside)
    if schema > migrations.SCHEMA_VERSION:
        raise Refused.of(migrations.NEWER)
    before = verify_copy(aside, step)
    _refuse_foreign_parts(aside)
    older = schema < migrations.SCHEMA_VERSION
    if older:
        migrations.upgrade_copy(aside, step)
    _make_ours(aside)
    settle(aside)
    held = verify_copy(aside, step) if older else before
    if any(held.rows.get(name, 0) < count for name, count in before.rows.items()):
        raise Refused.of(migrations.MIGRATION_FAILED, path=str(aside))
    return held, schema


def _refuse_foreign_parts(aside: Path) -> None:
    """Views and triggers that no base of ours has would run on somebody's first click."""
    engine = make_engine(aside, EngineRole.STILL)
    try:
        with sorted_errors(), engine.connect() as connection:
            strange = connection.exec_driver_sql(
                "SELECT count(*) FROM sqlite_master WHERE type = 'view' "
                "OR type = 'trigger' AND name NOT LIKE 'journal\\_%' ESCAPE '\\'"
            ).scalar()
    finally:
        engine.dispose()
    if strange:
        raise Refused.of(DAMAGED, path=str(aside))


def _make_ours(aside: Path) -> None:
    """Triggers made from this program's tables, whatever their texts said; a branch of its own."""
    engine = make_engine(aside, EngineRole.WRITER)
    try:
        with sorted_errors(), engine.begin() as connection:
            journal.install_triggers(connection)
            begin_branch(connection)
    finally:
        engine.dispose()


@contextmanager
def _proving(file: Path) -> Iterator[None]:
    """What is wrong with the file, said of the file and not of the present base."""
    told = {NOT_A_BASE: WRONG, DAMAGED: BROKEN, migrations.NEWER: NEWER}
    try:
        yield
    except Refused as refused:
        found = told.get(refused.problems[0].code)
        if found is None:
            raise
        raise Refused.of(found, name=file.name) from refused


# -- the present base -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Present:
    """What the present base says about a file; nothing when it is missing or damaged."""

    identity: str = ""
    related: bool = False
    newer_operations: int = 0
    newer: Mapping[str, int] = field(default_factory=dict)


def _present(base: Path, held: Figures) -> _Present:
    if not base.is_file():
        return _Present()
    presence = Presence(base.parent)
    engine = make_engine(base, EngineRole.TOOL)
    try:
        quick_look(base)
        with sorted_errors(), engine.connect() as connection:
            return _compared(connection, held)
    except Refused:
        return _Present()
    finally:
        engine.dispose()
        presence.end()


def _compared(connection: Connection, held: Figures) -> _Present:
    identity = identity_of(connection)
    if identity != held.identity or not holds(connection, held.last):
        return _Present(identity)
    last_row, operations = connection.exec_driver_sql(
        "SELECT (SELECT coalesce(max(last_row), 0) FROM operation WHERE id <= ?), "
        "(SELECT count(*) FROM operation WHERE id > ?)",
        (held.last.id, held.last.id),
    ).one()
    newer = {noun: _made_since(connection, noun, last_row) for noun in NOUNS}
    return _Present(identity, related=True, newer_operations=int(operations), newer=newer)


def _made_since(connection: Connection, noun: str, last_row: int) -> int:
    """How many records of a noun were made after a row of the journal and are there."""
    rows = "SELECT pk FROM journal NOT INDEXED WHERE id > :last AND tbl = :noun AND action = 'I'"
    # The present base may be of an older version, which knows no ranges.
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    if version >= ranges.SINCE and noun in ranges.tables(connection, last_row + 1):
        rows = f"{rows} UNION ALL {ranges.present(noun, 'r.id > :last')}"
    found = connection.exec_driver_sql(
        f'SELECT count(*) FROM "{noun}" WHERE deleted_at IS NULL AND id IN ({rows})',
        {"last": last_row, "noun": noun},
    )
    return int(found.scalar() or 0)


def _known_identity(folder: Path) -> str:
    """Whose base stood here, when it no longer says so itself: its newest copy does."""
    newest = copies.newest(copies.folder_of(folder / BASE))
    return newest.identity if newest is not None else ""


def _keep(base: Path) -> Path | None:
    """A verified copy of the present base, which is one whole file after that; or its wreck."""
    if not base.is_file():
        with suppress(FileNotFoundError):
            if Path(f"{base}-wal").stat().st_size:
                # The base was taken away, its last changes are in the log: they are not thrown out.
                return _keep_wreck(base)
        return None
    try:
        quick_look(base)
        kept = backup.make(base)
        settle(base)
        issued_numbers.merge(base.parent, _issued_in(kept.copy.path))
        if not kept.made and not _is_whole(base):
            # The copy holds everything; the damaged file is kept all the same.
            _keep_wreck(base)
    except Refused as refused:
        if refused.problems[0].code not in {DAMAGED, NOT_A_BASE}:
            raise
        return _keep_wreck(base)
    return kept.copy.path


def _issued_in(copy: Path) -> dict[str, issued_numbers.Marks]:
    """What a base has issued up to a copy: the marks may have missed the last of it."""
    engine = make_engine(copy, EngineRole.STILL)
    try:
        with sorted_errors(), engine.connect() as connection:
            return {identity_of(connection): issued_numbers.issued(connection)}
    finally:
        engine.dispose()


def _is_whole(base: Path) -> bool:
    """Whether a settled base is sound."""
    try:
        verify_copy(base)
    except Refused:
        return False
    return True


def _keep_wreck(base: Path) -> Path:
    """A damaged base is kept as it is, its log beside it: somebody may still save rows from it."""
    folder = copies.folder_of(base)
    folder.mkdir(exist_ok=True)
    kept = folder / f"damaged-{datetime.now().astimezone().strftime(copies.STAMP)}.db"
    for ending in ("", "-wal"):
        source, target = Path(f"{base}{ending}"), Path(f"{kept}{ending}")
        if source.exists():
            try:
                os.link(source, target)
            except OSError:
                demand_room(folder, source.stat().st_size)
                shutil.copyfile(source, target)
    flush_folder(folder)
    return kept
