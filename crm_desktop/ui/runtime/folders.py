"""Where a file dialog opens: in the documents at first, afterwards where one was last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from crm_desktop.machine import Machine
from crm_desktop.ui.runtime.desk import Desk

LISTS = "lists"
"""Lists to load, and their rows that failed."""
TABLES = "tables"
"""Lists written out."""
PAPERS = "papers"
PICTURES = "pictures"
COPIES = "copies"
"""Zips with a whole base, and files to bring one back from."""


def near(settings: Machine, kind: str, name: str = "") -> str:
    """The folder for files of a kind, or a file of this name in it."""
    last = settings.folders.get(kind, "")
    folder = last if last and Path(last).is_dir() else documents()
    return str(Path(folder) / name) if name else folder


def remember(desk: Desk, kind: str, file: str | Path) -> None:
    """The next dialog for files of this kind opens where this file lies."""
    desk.settings.folders[kind] = str(Path(file).parent)
    desk.remember()


def documents() -> str:
    """The user's folder of documents; the home folder where there is none."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return found if found and Path(found).is_dir() else str(Path.home())


def free_name(folder: str, stem: str, ending: str) -> Path:
    """A file in this folder that is not there yet: «Список», then «Список 2»."""
    number, found = 1, Path(folder) / f"{stem}{ending}"
    while found.exists():
        number += 1
        found = Path(folder) / f"{stem} {number}{ending}"
    return found
