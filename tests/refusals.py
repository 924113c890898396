"""The table of refusals for docs/refusals.md: python -m tests.refusals writes it anew."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import crm_desktop
from crm_desktop import words
from crm_desktop.domain.problems import Problem, registered_codes
from crm_desktop.words.codes import problem_text
from installer.build import main as catalogues

TARGET = Path(__file__).resolve().parent.parent / "docs" / "refusals.md"
WHOLE = frozenset(
    [
        "backup",
        "base",
        "deal",
        "demo",
        "document",
        "export",
        "file",
        "filter",
        "image",
        "import",
        "numbering",
        "organisation",
        "pipeline",
        "print",
        "redo",
        "restore",
        "stage",
        "undo",
    ]
)
"""Nouns whose refusals stop an action; those about a single field stand under the field."""
HEAD = """# Отказы · Refusals

Что программа говорит, когда не может сделать то, о чём её просят: что случилось, что не тронуто, что делать. «…» — место для имени, числа или пути. Таблица составляется программой: `python -m tests.refusals`.

What the program says when it cannot do what it is asked for: what happened, what was not touched, what to do. “…” stands for a name, a number or a path. The program writes this table itself: `python -m tests.refusals`.

| code | по-русски | in English |
|---|---|---|
"""


def refusals() -> Iterator[str]:
    """Codes of the refusals that stop an action and say so in full sentences."""
    for one in pkgutil.walk_packages(crm_desktop.__path__, "crm_desktop."):
        if "__main__" not in one.name and ".migrations." not in one.name:
            importlib.import_module(one.name)
    for code in sorted(registered_codes()):
        if code.split(".")[0] in WHOLE and is_whole(said(code, "en")):
            yield code


def is_whole(text: str) -> bool:
    """Whether a text says more than one thing: what happened, and what holds or helps."""
    return len(re.findall(r"[.:;?](?:\s|$)", text)) >= 2


def said(code: str, language: str) -> str:
    """The words of a code, with nothing filled in."""
    words.set_language(language)
    return " ".join(problem_text(Problem("", code)).split())


def table() -> str:
    """The whole page."""
    rows = [f"| `{code}` | {said(code, 'ru')} | {said(code, 'en')} |" for code in refusals()]
    words.set_language("en")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    catalogues(["compile"])
    TARGET.write_text(table(), "utf-8")
