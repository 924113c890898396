"""Files of clients: what they are called, how large they may be, which of them can do harm."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePath

from crm_desktop.domain.problems import REQUIRED, Problem, code
from crm_desktop.domain.text import clean_text

MOST_BYTES = 200 << 20
"""A base with its files still has to fit on a stick."""
LONGEST_NAME = 150
"""Letters: with a folder before it, Windows opens no more than 260."""

TOO_LARGE = code("attachment.too-large")
A_FOLDER = code("attachment.folder")
UNREADABLE = code("attachment.unreadable")
GONE = code("attachment.gone")
NOT_THE_SAME = code("attachment.not-the-same")


_PICTURES = (
    (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF87a", "gif"), (b"GIF89a", "gif"),
    (b"BM", "bmp"), (b"II*\0", "tif"), (b"MM\0*", "tif"),
)  # fmt: skip
"""How pictures begin."""


def picture_ending(data: bytes) -> str:
    """What a file of this picture ends with; "" for what is none."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((ending for begin, ending in _PICTURES if data.startswith(begin)), "")


class Danger(StrEnum):
    """Why a file is not opened without a question."""

    PROGRAM = "program"
    """It runs as soon as it is opened."""
    MACROS = "macros"
    """It carries programs that may run when it is opened."""


class Presence(StrEnum):
    """Whether the content of a file still lies beside the base."""

    THERE = "there"
    MISSING = "missing"
    CHANGED = "changed"


_PROGRAMS = frozenset({
    "apk", "app", "appimage", "bat", "bin", "chm", "cmd", "com", "command", "cpl", "desktop",
    "dll", "dmg", "exe", "hta", "inf", "jar", "js", "jse", "lnk", "msc", "msi", "msix", "msp",
    "pif", "pkg", "ps1", "psm1", "py", "pyw", "reg", "scf", "scr", "sh", "sys", "url", "vb",
    "vbe", "vbs", "website", "ws", "wsf", "wsh",
})  # fmt: skip
"""Endings that Windows, a Mac or a Linux desktop runs or follows by a double click."""
_MACROS = frozenset({
    "docm", "dotm", "pptm", "potm", "ppam", "ppsm", "xlam", "xlsm", "xltm", "xla", "xll", "slk",
    "iqy", "accdb", "mdb",
})  # fmt: skip
"""Endings of office files that carry programs, or fetch something from outside."""
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(1, 10))]
)
"""Names that Windows keeps for devices, with any ending."""
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
# Letters that turn the reading direction: «invoice\u202Efdp.exe» reads as «invoiceexe.pdf».
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


def file_name(name: str) -> str:
    """A name that every system takes: one line, no path, no device; the ending is kept.

    An empty one stays empty.
    """
    line = " ".join(clean_text(name).translate(_TURNING).split()).translate(_FORBIDDEN)
    line = line.rstrip(". ")
    if not line:
        return ""
    if line.split(".")[0].casefold().strip() in _RESERVED:
        line = f"_{line}"
    if len(line) <= LONGEST_NAME:
        return line
    ending = PurePath(line).suffix
    ending = ending if len(ending) < 20 else ""
    return line[: LONGEST_NAME - len(ending)].rstrip(". ") + ending


def danger(name: str) -> Danger | None:
    """What opening a file of this name may do; None for nothing that is known."""
    ending = file_name(name).casefold().rpartition(".")[2]
    if ending in _PROGRAMS:
        return Danger.PROGRAM
    return Danger.MACROS if ending in _MACROS else None


def check_name(name: str) -> Iterator[Problem]:
    """What forbids a tidied name."""
    if not name:
        yield Problem("name", REQUIRED)


def check_size(name: str, size: int) -> Iterator[Problem]:
    """What forbids a file of so many bytes."""
    if size > MOST_BYTES:
        about = {"name": name, "megabytes": -(-size // (1 << 20)), "limit": MOST_BYTES >> 20}
        yield Problem("file", TOO_LARGE, about)
