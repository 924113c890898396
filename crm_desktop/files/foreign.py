"""Files that people drop for a list and that are none: known by their first bytes."""

from __future__ import annotations

import re

from crm_desktop.domain.problems import code

IMAGE = code("file.image")
ARCHIVE = code("file.archive")
ACCESS = code("file.access")
DBF = code("file.dbf")
ONE_C = code("file.1c")
MAIL = code("file.mail")

_STARTS = (
    (IMAGE, (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")),
    (ARCHIVE, (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")),
    (ACCESS, (b"\0\1\0\0Standard Jet DB", b"\0\1\0\0Standard ACE DB")),
    (ONE_C, (b"1CDBMSV8", b"1CIBDmpF")),
)
_PHOTO = re.compile(rb"RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|msf1|avif)", re.DOTALL)
_BITMAP = re.compile(rb"BM.{4}\0{4}.{4}[\x0c\x28\x6c\x7c]\0{3}", re.DOTALL)
_DBF_MAKES = frozenset(b"\x02\x03\x04\x05\x30\x31\x32\x43\x63\x83\x8b\x8c\xcb\xf5\xfb")
_DBF_HEAD = 32
_DBF_LINKS = 263
"""Bytes behind the fields in a table of Visual FoxPro."""
_MAIL_HEAD = re.compile(rb"[A-Za-z][A-Za-z-]*:[ \t]")
_FROM = re.compile(rb"^From:", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(rb"^(?:Received|Message-ID|Return-Path|Subject):", re.IGNORECASE | re.MULTILINE)
_SAVED_PAGE = b"snapshot-content-location:"
_MAIL_OF_OUTLOOK = "__properties_version1.0".encode("utf-16-le")


def foreign(head: bytes) -> str | None:
    """What the file is by its beginning, as the code of a refusal; None when it may be a list."""
    for found, starts in _STARTS:
        if head.startswith(starts):
            return found
    if _PHOTO.match(head) or _BITMAP.match(head):
        return IMAGE
    if _is_dbf(head):
        return DBF
    return MAIL if _is_mail(head) else None


def is_outlook_mail(content: bytes) -> bool:
    """Whether a compound file is a letter that was dragged out of Outlook."""
    return _MAIL_OF_OUTLOOK in content


def _is_dbf(head: bytes) -> bool:
    """A make, a day, and a header as long as its fields of 32 bytes want it."""
    if len(head) < 2 * _DBF_HEAD or head[0] not in _DBF_MAKES:
        return False
    length, record = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
    fields = (length - 1) % _DBF_HEAD == 0 or (length - 1 - _DBF_LINKS) % _DBF_HEAD == 0
    dated = head[2] <= 12 and head[3] <= 31
    return (
        dated
        and length > _DBF_HEAD
        and record > 1
        and fields
        and head[43:44] in b"CNDLFMIBTY@+OGPQVW"
    )


def _is_mail(head: bytes) -> bool:
    """Headers of a letter; a page saved by a browser has some of them, too."""
    if not _MAIL_HEAD.match(head) or _SAVED_PAGE in head.lower():
        return False
    return _FROM.search(head) is not None and _SENT.search(head) is not None
