"""The pages of the user guide as they lie beside the program: one folder per language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from crm_desktop import paths

INDEX = "index"
FALLBACK = "en"


def pages(language: str) -> tuple[tuple[str, str], ...]:
    """Every page there is, its name and its title; the first one is where to begin."""
    return _pages_of(_folder(language))


@cache
def _pages_of(folder: Path) -> tuple[tuple[str, str], ...]:
    files = sorted(folder.glob("*.md"), key=lambda one: (one.stem != INDEX, one.stem))
    titled = [(file.stem, title_of(file.read_text("utf-8"), file.stem)) for file in files]
    return (*titled[:1], *sorted(titled[1:], key=lambda one: one[1].casefold()))


def text(language: str, name: str) -> str:
    """A page in Markdown; "" for one that is not there."""
    file = _folder(language) / f"{name}.md"
    if not re.fullmatch(r"[\w-]+", name) or not file.is_file():
        return ""
    return file.read_text("utf-8")


def title_of(markdown: str, name: str) -> str:
    """The first heading of a page, its name without one."""
    found = re.search(r"^# +(.+)$", markdown, re.MULTILINE)
    return found[1].strip() if found else name


def _folder(language: str) -> Path:
    own = paths.docs() / language
    return own if own.is_dir() else paths.docs() / FALLBACK
