"""What this computer says about the place of a folder; the verdict is `domain/places.py`'s."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from crm_desktop.domain.places import Facts, Mount, Place, PlaceKind, place_of
from crm_desktop.domain.problems import Refused, code

IN_CLOUD = code("base.in-cloud")
ON_NETWORK = code("base.on-network")

_ENVIRONMENT = {
    "OneDrive": "OneDrive",
    "OneDriveConsumer": "OneDrive",
    "OneDriveCommercial": "OneDrive",
}
_ESCAPED = re.compile(r"\\([0-7]{3})")
_MAC_MOUNT = re.compile(r"^.+? on (/.*) \((\w+)[,)]", re.MULTILINE)
_DRIVES = {2: "removable", 4: "remote"}


def look(folder: Path) -> Place:
    """The kind of place a folder is, by its name as given and by where it really leads."""
    places = [place_of(str(path), facts_of(path)) for path in {folder.absolute(), folder.resolve()}]
    return next((place for place in places if not place.fit), places[0])


def demand_fit(folder: Path) -> Place:
    """Refuse a folder that a cloud or a network copies; returns what kind of place it is."""
    place = look(folder)
    if place.kind is PlaceKind.CLOUD:
        raise Refused.of(IN_CLOUD, path=str(folder), service=place.service)
    if place.kind is PlaceKind.NETWORK:
        raise Refused.of(ON_NETWORK, path=str(folder))
    return place


def facts_of(folder: Path) -> Facts:
    """Everything the verdict needs to know about a folder, there or not yet."""
    return Facts(
        windows=sys.platform == "win32",
        cloud_roots=tuple(_cloud_roots()),
        mounts=tuple(_mounts()),
        markers=frozenset(_markers(folder)),
        drive=_drive(folder),
    )


def parse_mounts(text: str) -> list[Mount]:
    """The lines of `/proc/self/mounts`."""
    found = []
    for line in text.splitlines():
        fields = line.split(" ")
        if len(fields) >= 3:
            point = _ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), fields[1])
            # Octal escapes stand for bytes of a UTF-8 name.
            with contextlib.suppress(UnicodeError):
                point = point.encode("latin-1").decode("utf-8")
            found.append(Mount(point, fields[2]))
    return found


def parse_mac_mounts(text: str) -> list[Mount]:
    """What `mount` prints on macOS: «//guest@nas/share on /Volumes/share (smbfs, nodev)»."""
    return [Mount(point, kind) for point, kind in _MAC_MOUNT.findall(text)]


def _mounts() -> list[Mount]:
    with contextlib.suppress(OSError):
        if sys.platform == "linux":
            raw = Path("/proc/self/mounts").read_text("utf-8", errors="surrogateescape")
            return parse_mounts(raw)
        if sys.platform == "darwin":
            done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False)
            return parse_mac_mounts(done.stdout)
    return []


def _cloud_roots() -> Iterator[tuple[str, str]]:
    for variable, service in _ENVIRONMENT.items():
        if os.environ.get(variable):
            yield service, os.environ[variable]
    for folder in ("APPDATA", "LOCALAPPDATA", "HOME"):
        if not os.environ.get(folder):
            continue
        name = ".dropbox" if folder == "HOME" else "Dropbox"
        with contextlib.suppress(OSError, ValueError, AttributeError):
            info = json.loads((Path(os.environ[folder]) / name / "info.json").read_text("utf-8"))
            for account in info.values():
                if account.get("path"):
                    yield "Dropbox", str(account["path"])


def _markers(folder: Path) -> Iterator[str]:
    """Hidden names in the folder and above it, up to the user's own folder."""
    home = Path.home()
    for one in (folder, *folder.parents):
        if one in {home, one.parent} or one in home.parents:
            return
        with contextlib.suppress(OSError):
            for entry in os.scandir(one):
                if entry.name.startswith("."):
                    yield entry.name


def _drive(folder: Path) -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    return _DRIVES.get(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor), "")
