"""All kinds of breakage, each entered under its name by the module that holds it."""

from __future__ import annotations

from tests.ugly import (
    columns,
    files,
    frames,
    headings,
    lines,
    spoilt_phones,
    spoilt_texts,
    spoilt_values,
)
from tests.ugly.book import KINDS

MODULES = (spoilt_phones, spoilt_values, spoilt_texts, columns, headings, lines, frames, files)
ORDER = tuple(KINDS.values())
"""In the order of the modules: a kind that comes earlier happens earlier within its phase."""
