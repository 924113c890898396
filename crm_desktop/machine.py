"""Settings of this machine, not of the business: one TOML file in the user's folder."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import tempfile
import tomllib
from dataclasses import field, fields
from pathlib import Path
from typing import Any

import tomli_w

from crm_desktop import held_files, paths
from crm_desktop.late import dataclass

FILE = "machine.toml"
FOLDER_VARIABLE = "CRM_DESKTOP_CONFIG"
THEMES = ("system", "light", "dark")
FONT_SCALES = range(90, 151)
RECENT_LIMIT = 8

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Machine:
    """What this computer remembers; `unknown` carries keys of other versions through a save.

    `language` "" means the system's; `font_scale` in percent, 90 to 150; `windows` holds Qt's
    own geometry as text by window name; `widths` column widths in units by table name; `lists`
    what a list showed last, as JSON by its noun; `folders` the folder used last by kind of file;
    `recent` folders of bases, the newest first;
    `second_place` the folder that copies go to besides, "" for none; `section_order` and
    `hidden_sections` names of sections; `keys` by action name where they are not the standard
    ones; `close_to_tray` is "yes" or "no" once the user has been asked; `told` names what has
    been said once and for all.
    """

    language: str = ""
    theme: str = "system"
    font_scale: int = 100
    second_place: str = ""
    recent: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    windows: dict[str, str] = field(default_factory=dict)
    widths: dict[str, list[int]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    section_order: list[str] = field(default_factory=list)
    hidden_sections: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    rail_collapsed: bool = False
    close_to_tray: str = ""
    unknown: dict[str, object] = field(default_factory=dict)

    def opened(self, base: Path) -> None:
        """Remember a base as the last one opened."""
        name = str(base)
        self.recent = [name, *(other for other in self.recent if other != name)][:RECENT_LIMIT]

    def last_base(self) -> Path | None:
        """The base opened last, if its folder is still there."""
        return next((Path(name) for name in self.recent[:1] if Path(name).is_dir()), None)


def system_language() -> str:
    """The language this user's system speaks, as a locale name; "" when it does not say."""
    if sys.platform == "win32":
        import ctypes
        import locale

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(number, "")
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    return ""


def file() -> Path:
    """Where the settings lie; `CRM_DESKTOP_CONFIG` names another folder."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    return (Path(chosen) if chosen else paths.config_folder()) / FILE


def load() -> Machine:
    """The settings, with defaults for what is missing or of a wrong kind.

    A file that cannot be read is set aside as `machine.damaged.toml` and defaults are used:
    a damaged window place must never keep anybody from their clients.
    """
    path = file()
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Machine()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        _log.info("the settings of this machine were damaged and are set aside")
        with contextlib.suppress(OSError):
            held_files.replace(path, path.with_suffix(".damaged.toml"), held_files.SHORT_S)
        return Machine()
    except OSError as error:
        _log.info("the settings of this machine cannot be read: %s", error.strerror)
        return Machine()
    return _from_data(data)


def save(machine: Machine) -> None:
    """Write the settings whole: after a power cut the file is the old or the new one.

    Raises `OSError` when the folder cannot be written.
    """
    data: dict[str, object] = dict(machine.unknown)
    for one in fields(machine):
        if one.name != "unknown":
            data[one.name] = getattr(machine, one.name)
    path = file()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=FILE, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(tomli_w.dumps(data).encode())
            stream.flush()
            os.fsync(stream.fileno())
        held_files.replace(Path(part), path, held_files.SHORT_S)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _from_data(data: dict[str, Any]) -> Machine:
    machine = Machine()
    known = {one.name for one in fields(machine)} - {"unknown"}
    for name in known & data.keys():
        value = data[name]
        if type(value) is type(getattr(machine, name)):
            setattr(machine, name, _clean(name, value))
    if machine.theme not in THEMES:
        machine.theme = "system"
    machine.font_scale = min(max(machine.font_scale, FONT_SCALES.start), FONT_SCALES.stop - 1)
    machine.unknown = {key: value for key, value in data.items() if key not in known}
    return machine


def _clean(name: str, value: object) -> object:
    """Only what has the promised kind inside, too."""
    if isinstance(value, list):
        kept = [one for one in value if isinstance(one, str)]
        return kept[:RECENT_LIMIT] if name == "recent" else kept
    if name in {"windows", "folders", "keys", "lists"} and isinstance(value, dict):
        return {key: one for key, one in value.items() if isinstance(one, str)}
    if name == "widths" and isinstance(value, dict):
        return {
            key: one
            for key, one in value.items()
            if isinstance(one, list) and all(type(width) is int for width in one)
        }
    return value
