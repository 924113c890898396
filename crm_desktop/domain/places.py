"""Where a base may live: not where a sync client or a network copies its file while it is written.

A live base copied by a sync client comes out damaged or silently misses records; on a network
file system the locks and the shared memory that SQLite needs are not to be trusted.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath

from crm_desktop.late import dataclass


class PlaceKind(StrEnum):
    """What kind of place a folder is."""

    LOCAL = "local"
    REMOVABLE = "removable"
    CLOUD = "cloud"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Place:
    """The verdict; `service` names the cloud, e.g. "OneDrive"."""

    kind: PlaceKind
    service: str = ""

    @property
    def fit(self) -> bool:
        """Whether a live base may be opened there."""
        return self.kind in {PlaceKind.LOCAL, PlaceKind.REMOVABLE}


@dataclass(frozen=True, slots=True)
class Mount:
    """A mounted file system: where, and of what kind ("ext4", "nfs", "fuse.sshfs")."""

    point: str
    kind: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What this computer says; found out by `db/places.py`, made up by tests.

    `cloud_roots` are (service, folder) as the environment and the services' own files name them;
    `markers` the names of files and folders that lie in the folder or above it; `drive` what
    Windows says of the drive: "remote", "removable" or "".
    """

    windows: bool = False
    cloud_roots: tuple[tuple[str, str], ...] = ()
    mounts: tuple[Mount, ...] = ()
    markers: frozenset[str] = frozenset()
    drive: str = ""


LOCAL = Place(PlaceKind.LOCAL)

_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "google диск": "Google Диск",
    "my drive": "Google Drive",
    "мой диск": "Google Диск",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "yandex.disk": "Yandex.Disk",
    "yandex disk": "Yandex.Disk",
    "yandexdisk": "Yandex.Disk",
    "яндекс.диск": "Яндекс.Диск",
    "яндекс диск": "Яндекс.Диск",
    "облако mail.ru": "Облако Mail",
    "cloud mail.ru": "Облако Mail",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "megasync": "MEGA",
    "pclouddrive": "pCloud",
    "сбердиск": "СберДиск",
    "sberdisk": "SberDisk",
}
_BEGINNINGS = {
    "onedrive - ": "OneDrive",
    "dropbox (": "Dropbox",
    "google drive (": "Google Drive",
    "yandex.disk.": "Yandex.Disk",
}
_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
}
_NETWORK = frozenset({
    "9p", "afpfs", "afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "ncpfs", "nfs",
    "nfs4", "prl_fs", "smb", "smb2", "smb3", "smbfs", "sshfs", "vboxsf", "virtiofs", "vmhgfs",
    "webdav",
})  # fmt: skip
_LOCAL_FUSE = frozenset({
    "fuse.bindfs", "fuse.cryfs", "fuse.encfs", "fuse.fuse-overlayfs", "fuse.gocryptfs",
    "fuse.lowntfs-3g", "fuse.mergerfs", "fuse.ntfs-3g", "fuse.securefs", "fuse.veracrypt",
})  # fmt: skip
_PLUGGED_IN = ("/media/", "/run/media/", "/Volumes/")
_MAC_CLOUDS = ("library", "cloudstorage")


def place_of(path: str, facts: Facts) -> Place:
    """What kind of place an absolute path is, by these facts; the worst that is true of it."""
    parts = _parts(path, facts.windows)
    service = _service(parts, facts)
    if service:
        return Place(PlaceKind.CLOUD, service)
    if _is_unc(path, facts.windows) or facts.drive == "remote":
        return Place(PlaceKind.NETWORK)
    kind = _mounted_as(parts, facts)
    if kind in _NETWORK or (kind.startswith("fuse.") and kind not in _LOCAL_FUSE):
        return Place(PlaceKind.NETWORK)
    if facts.drive == "removable" or (not facts.windows and path.startswith(_PLUGGED_IN)):
        return Place(PlaceKind.REMOVABLE)
    return LOCAL


def _service(parts: tuple[str, ...], facts: Facts) -> str:
    for service, root in facts.cloud_roots:
        root_parts = _parts(root, facts.windows)
        if len(root_parts) > 1 and parts[: len(root_parts)] == root_parts:
            return service
    for before, part in zip(("", *parts), parts, strict=False):
        if part in _NAMES:
            return _NAMES[part]
        for beginning, service in _BEGINNINGS.items():
            if part.startswith(beginning):
                return service
        if before == _MAC_CLOUDS[1] and _MAC_CLOUDS[0] in parts:
            brand = part.split("-")[0]
            return _NAMES.get(brand, brand.title())
    return next((_MARKERS[one] for one in sorted(facts.markers & _MARKERS.keys())), "")


def _mounted_as(parts: tuple[str, ...], facts: Facts) -> str:
    """The kind of the file system whose mount point is the nearest one above."""
    longest, kind = -1, ""
    for mount in facts.mounts:
        point = _parts(mount.point, facts.windows)
        # The later one lies over the earlier one of the same place.
        if len(point) >= longest and parts[: len(point)] == point:
            longest, kind = len(point), mount.kind
    return kind


def _parts(path: str, windows: bool) -> tuple[str, ...]:
    """The parts of a path, folded: a cloud's folder is the same in any case."""
    pure = PureWindowsPath(path) if windows else PurePosixPath(path)
    return tuple(part.casefold() for part in pure.parts)


def _is_unc(path: str, windows: bool) -> bool:
    if not windows:
        return False
    plain = path.replace("/", "\\")
    if plain.casefold().startswith("\\\\?\\unc\\"):
        return True
    return plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\"))
