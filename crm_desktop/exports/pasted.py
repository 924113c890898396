"""Rows of several clients that were pasted, as a file that the import reads."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from crm_desktop.domain.quick_block import block_rows
from crm_desktop.domain.rights import Right
from crm_desktop.exports.target import export
from crm_desktop.files.delimited import write_cells
from crm_desktop.queries.read import Read


@export(right=Right.IMPORT)
def pasted_rows(
    _read: Read, text: str, now: datetime, target: Path, *, language: str, region: str
) -> Path:
    """Every cell as it was pasted; lines without cells are made rows of."""
    return write_cells(target, block_rows(text, now, language=language, region=region))
