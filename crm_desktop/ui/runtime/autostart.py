"""Starting together with Windows, by a shortcut in the user's start-up folder and nothing else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QFile

from crm_desktop import paths


def possible() -> bool:
    """Only the installed program on Windows has one file that can be started."""
    return sys.platform == "win32" and paths.frozen() and bool(os.environ.get("APPDATA"))


def is_on() -> bool:
    """Whether the shortcut is there."""
    return possible() and _shortcut().exists()


def switch(*, on: bool) -> bool:
    """Make or remove the shortcut; False when the folder does not let it happen."""
    if not possible():
        return False
    shortcut = _shortcut()
    try:
        shortcut.unlink(missing_ok=True)
        if on:
            shortcut.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    # Qt makes a real shortcut of the system out of a link whose name ends so.
    return not on or QFile.link(sys.executable, str(shortcut))


def _shortcut() -> Path:
    menu = Path(os.environ["APPDATA"]) / "Microsoft" / "Windows" / "Start Menu"
    return menu / "Programs" / "Startup" / f"{paths.APP}.lnk"
