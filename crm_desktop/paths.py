"""Where things lie: resources, this user's folders, and how to call ourselves.

Children of ours ask for no folder of this user, so what knows them is loaded when it is asked.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP = "CRM Desktop"
_PACKAGE = Path(__file__).resolve().parent


def frozen() -> bool:
    """Whether this is the packaged program."""
    return bool(getattr(sys, "frozen", False))


def resources() -> Path:
    """The folder of icons, catalogues, fonts: frozen, installed from the wheel, or the source."""
    if frozen():
        return Path(str(getattr(sys, "_MEIPASS", _PACKAGE))) / "resources"
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def docs() -> Path:
    """The folder of the user guide, one folder per language; it may be missing."""
    if frozen():
        return Path(str(getattr(sys, "_MEIPASS", _PACKAGE))) / "docs"
    inside = _PACKAGE / "docs"
    return inside if inside.is_dir() else _PACKAGE.parent / "docs"


def config_folder() -> Path:
    """Settings of this machine."""
    import platformdirs

    return Path(platformdirs.user_config_dir(APP, appauthor=False))


def data_folder() -> Path:
    """Where bases are made unless the user chooses another place."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def cache_folder() -> Path:
    """What may be thrown away at any time."""
    import platformdirs

    return Path(platformdirs.user_cache_dir(APP, appauthor=False))


def log_folder() -> Path:
    """Logs and crash reports; no client's data ever."""
    import platformdirs

    return Path(platformdirs.user_log_dir(APP, appauthor=False))


def self_command(*arguments: str) -> list[str]:
    """The command line that starts this very program with other arguments."""
    if frozen():
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "crm_desktop", *arguments]


def self_environment() -> dict[str, str]:
    """The environment in which `self_command` finds this very program from any folder."""
    environment = dict(os.environ)
    if not frozen():
        environment["PYTHONPATH"] = str(_PACKAGE.parent)
    return environment
