"""Eight ways to damage a base's file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2

PAGE = 4096


def zero_header(path: Path) -> None:
    with path.open("rb+") as handle:
        handle.write(b"\0" * 100)


def first_page(path: Path) -> None:
    with path.open("rb+") as handle:
        handle.seek(100)
        handle.write(b"\xff" * (PAGE - 100))


def inner_page(path: Path) -> None:
    with path.open("rb+") as handle:
        handle.seek(path.stat().st_size // PAGE // 2 * PAGE)
        handle.write(b"\xa5" * PAGE)


def cut_tail(path: Path) -> None:
    with path.open("rb+") as handle:
        handle.truncate(path.stat().st_size - 3 * PAGE)


def index_out_of_step(path: Path) -> None:
    raw = dbapi2.connect(str(path))
    raw.isolation_level = None
    raw.execute("PRAGMA writable_schema = ON")
    (sql,) = raw.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'ix_client_sort_key'"
    ).fetchone()
    raw.execute(
        "UPDATE sqlite_master SET sql = replace(sql, 'sort_key)', 'name)') "
        "WHERE name = 'ix_client_sort_key'"
    )
    raw.close()
    raw = dbapi2.connect(str(path))
    raw.isolation_level = None
    # With its definition changed, the index no longer holds what the table says.
    assert sql
    raw.close()


def orphan_row(path: Path) -> None:
    raw = dbapi2.connect(str(path))
    raw.isolation_level = None
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("BEGIN")
    raw.execute("UPDATE journal_context SET op = 1")
    raw.execute("UPDATE contact_point SET client_id = 999999 WHERE id = 1")
    raw.execute("UPDATE journal_context SET op = NULL")
    raw.execute("COMMIT")
    raw.close()


def empty_file(path: Path) -> None:
    path.write_bytes(b"")


def text_file(path: Path) -> None:
    path.write_text("Список клиентов на среду\n" * 500, encoding="utf-8")


DAMAGES: list[Callable[[Path], None]] = [
    zero_header,
    first_page,
    inner_page,
    cut_tail,
    index_out_of_step,
    orphan_row,
    empty_file,
    text_file,
]
