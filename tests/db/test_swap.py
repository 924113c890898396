"""A file of ours goes with everything SQLite may have left beside it."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.db.swap import drop


def test_no_stale_log_is_left_for_the_next_try(tmp_path: Path) -> None:
    aside = tmp_path / "base.migrating"
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{aside}{ending}").write_bytes(b"x")
    (tmp_path / "base.db").write_bytes(b"mine")
    drop(aside)
    drop(aside)
    assert [one.name for one in tmp_path.iterdir()] == ["base.db"]
