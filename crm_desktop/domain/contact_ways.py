"""How to get in touch by a contact point: addresses that the system's own programs open."""

from __future__ import annotations

import re
from enum import StrEnum

from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.phones import parse_phones
from crm_desktop.late import dataclass


class ContactWay(StrEnum):
    """What a click on a contact point can do besides copying it."""

    CALL = "call"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    MAIL = "mail"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Opening:
    """One way with the address that opens it."""

    way: ContactWay
    address: str


_NAME = re.compile(r"@?([A-Za-z][A-Za-z0-9_]{3,31})")
_TELEGRAM = re.compile(r"(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/(\+?\w+)/?", re.IGNORECASE)
_WHATSAPP = re.compile(r"(?:https?://)?(?:www\.)?wa\.me/\+?(\d{7,15})/?", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@?&#%]+@[^\s@?&#%]+")
_SITE = re.compile(r"(?:https?://)?([^\s/:@]+\.[^\s/:@]+(?::\d+)?(?:[/?#]\S*)?)", re.IGNORECASE)


def openings(kind: PointKind, value: str, normal: str | None, ext: str | None) -> list[Opening]:
    """The ways there are, the usual first; none for what cannot be read.

    A phone without a normal form is dialled as it stands, if it has digits. Only web addresses
    are opened as sites: nothing that could be a program or a file of this computer.
    """
    text = value.strip()
    if kind is PointKind.PHONE:
        return _of_phone(text, normal, ext)
    if kind is PointKind.EMAIL:
        plain = normal or text
        return [Opening(ContactWay.MAIL, f"mailto:{plain}")] if _MAIL.fullmatch(plain) else []
    if kind is PointKind.MESSENGER:
        return _of_messenger(text)
    found = _SITE.fullmatch(text)
    if found is None:
        return []
    scheme = "http" if text.casefold().startswith("http://") else "https"
    return [Opening(ContactWay.SITE, f"{scheme}://{found.group(1)}")]


def _of_phone(text: str, normal: str | None, ext: str | None) -> list[Opening]:
    if normal is None:
        digits = re.sub(r"\D", "", text)
        return [Opening(ContactWay.CALL, f"tel:{digits}")] if digits else []
    dialled = f"tel:{normal};ext={ext}" if ext else f"tel:{normal}"
    return [
        Opening(ContactWay.CALL, dialled),
        Opening(ContactWay.WHATSAPP, f"https://wa.me/{normal.lstrip('+')}"),
        Opening(ContactWay.TELEGRAM, f"https://t.me/{normal}"),
    ]


def _of_messenger(text: str) -> list[Opening]:
    if found := _WHATSAPP.fullmatch(text):
        return [Opening(ContactWay.WHATSAPP, f"https://wa.me/{found.group(1)}")]
    if found := _TELEGRAM.fullmatch(text) or _NAME.fullmatch(text):
        return [Opening(ContactWay.TELEGRAM, f"https://t.me/{found.group(1)}")]
    phone = next((one for one in parse_phones(text) if one.normal is not None), None)
    return [] if phone is None else _of_phone(text, phone.normal, None)[1:]
