"""Rows of a table that were pasted, as a file that the import reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crm_desktop.domain.rights import Right
from crm_desktop.exports.target import export
from crm_desktop.files.delimited import write_cells
from crm_desktop.queries.read import Read


@export(right=Right.IMPORT)
def pasted_rows(_read: Read, rows: Sequence[Sequence[str]], target: Path) -> Path:
    """Every cell as it was pasted."""
    return write_cells(target, rows)
