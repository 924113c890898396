"""Where a live base may lie: paths of real clouds, networks and sticks on three systems."""

from __future__ import annotations

import pytest

from crm_desktop.domain.places import Facts, Mount, PlaceKind, place_of

LINUX = (
    Mount("/", "ext4"),
    Mount("/home", "btrfs"),
    Mount("/mnt/nas", "nfs4"),
    Mount("/mnt/share one", "cifs"),
    Mount("/home/anna/remote", "fuse.sshfs"),
    Mount("/home/anna/secret", "fuse.gocryptfs"),
    Mount("/mnt/c", "9p"),
    Mount("/run/media/anna/STICK", "vfat"),
    Mount("/mnt/old", "nfs"),
    Mount("/mnt/old", "ext4"),
)


@pytest.mark.parametrize(
    ("path", "kind", "service"),
    [
        ("C:\\Users\\Anna\\AppData\\Local\\CRM Desktop\\base", "local", ""),
        ("C:\\Users\\Anna\\OneDrive\\Документы\\база", "cloud", "OneDrive"),
        ("C:\\Users\\Anna\\OneDrive - Ромашка\\база", "cloud", "OneDrive"),
        ("c:\\users\\anna\\onedrive\\база", "cloud", "OneDrive"),
        ("C:\\Users\\Anna\\Dropbox (Ромашка)\\база", "cloud", "Dropbox"),
        ("G:\\Мой диск\\база", "cloud", "Google Диск"),
        ("C:\\Users\\Anna\\iCloudDrive\\база", "cloud", "iCloud"),
        ("C:\\Users\\Anna\\YandexDisk\\база", "cloud", "Yandex.Disk"),
        ("C:\\Users\\Anna\\Яндекс.Диск\\база", "cloud", "Яндекс.Диск"),
        ("D:\\Облако Mail.ru\\база", "cloud", "Облако Mail"),
        ("\\\\server\\share\\база", "network", ""),
        ("//server/share/база", "network", ""),
        ("\\\\?\\UNC\\server\\share\\база", "network", ""),
        ("\\\\?\\C:\\Users\\Anna\\база", "local", ""),
        ("C:\\OneDrive-архив\\база", "local", ""),
        ("C:\\Users\\Anna\\Проекты Dropboxa\\база", "local", ""),
    ],
)
def test_windows(path: str, kind: str, service: str) -> None:
    place = place_of(path, Facts(windows=True))
    assert (place.kind, place.service) == (kind, service)
    assert place.fit is (kind == "local")


@pytest.mark.parametrize(("drive", "kind"), [("remote", "network"), ("removable", "removable")])
def test_windows_says_what_the_drive_is(drive: str, kind: str) -> None:
    place = place_of("Z:\\база", Facts(windows=True, drive=drive))
    assert place.kind == kind
    assert place.fit is (kind == "removable")


def test_the_environment_names_a_cloud_with_a_plain_name() -> None:
    facts = Facts(windows=True, cloud_roots=(("OneDrive", "D:\\Общее"),))
    assert place_of("D:\\общее\\база", facts).service == "OneDrive"
    assert place_of("D:\\Общее дело\\база", facts).kind is PlaceKind.LOCAL
    # A root that is a whole drive is a mistake of the environment, not a cloud.
    assert place_of("D:\\база", Facts(windows=True, cloud_roots=(("X", "D:\\"),))).fit


@pytest.mark.parametrize(
    ("path", "kind", "service"),
    [
        ("/home/anna/.local/share/CRM Desktop/base", "local", ""),
        ("/home/anna/Dropbox/база", "cloud", "Dropbox"),
        ("/home/anna/Yandex.Disk/база", "cloud", "Yandex.Disk"),
        ("/home/anna/Nextcloud/база", "cloud", "Nextcloud"),
        ("/mnt/nas/база", "network", ""),
        ("/mnt/nasty/база", "local", ""),
        ("/mnt/share one/база", "network", ""),
        ("/home/anna/remote/база", "network", ""),
        ("/home/anna/secret/база", "local", ""),
        ("/mnt/c/Users/Anna/база", "network", ""),
        ("/mnt/old/база", "local", ""),
        ("/run/media/anna/STICK/база", "removable", ""),
        ("/media/anna/STICK/база", "removable", ""),
    ],
)
def test_linux(path: str, kind: str, service: str) -> None:
    place = place_of(path, Facts(mounts=LINUX))
    assert (place.kind, place.service) == (kind, service)


@pytest.mark.parametrize(
    ("path", "kind", "service"),
    [
        ("/Users/anna/Library/Application Support/CRM Desktop/base", "local", ""),
        ("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/b", "cloud", "iCloud"),
        ("/Users/anna/Library/CloudStorage/GoogleDrive-a@x.ru/b", "cloud", "Google Drive"),
        ("/Users/anna/Library/CloudStorage/Dropbox/b", "cloud", "Dropbox"),
        ("/Volumes/share/b", "network", ""),
        ("/Volumes/STICK/b", "removable", ""),
    ],
)
def test_macos(path: str, kind: str, service: str) -> None:
    mounts = (
        Mount("/", "apfs"),
        Mount("/Volumes/share", "smbfs"),
        Mount("/Volumes/STICK", "exfat"),
    )
    place = place_of(path, Facts(mounts=mounts))
    assert (place.kind, place.service) == (kind, service)


@pytest.mark.parametrize(
    ("marker", "service"),
    [(".dropbox.cache", "Dropbox"), (".stfolder", "Syncthing"), (".git", "")],
)
def test_a_sync_client_leaves_its_mark(marker: str, service: str) -> None:
    place = place_of("/srv/work/base", Facts(markers=frozenset({marker})))
    assert place.service == service
