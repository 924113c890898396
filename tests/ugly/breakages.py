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

MODULES = (columns, files, frames, headings, lines, spoilt_phones, spoilt_texts, spoilt_values)
_NAMES = [module.__name__ for module in MODULES]
ORDER = tuple(sorted(KINDS.values(), key=lambda kind: _NAMES.index(kind.apply.__module__)))
"""In the order of the modules: a kind that comes earlier happens earlier within its phase.

Whichever module was imported first, the order is this one, and a number makes the same book.
"""
