"""Texts of a compiled catalogue are those that Python's own reader finds."""

from __future__ import annotations

import gettext
import struct
from pathlib import Path

import pytest

from crm_desktop.words import catalogue
from crm_desktop.words.compiled import Texts

ABOUT = "Plural-Forms: nplurals=3; plural=(n%10==1 ? 0 : n<5 ? 1 : 2);\nMIME-Version: 1.0\n"
TEXTS = {
    "": ABOUT,
    "Shell\x04Open": "Открыть",
    "Clients\x04Open": "Открытые",
    "Clients\x04{n} client\0{n} clients": "{n} клиент\0{n} клиента\0{n} клиентов",
}


def compiled(texts: dict[str, str], endian: str = "<") -> bytes:
    """A catalogue as `msgfmt` writes it, its keys in no order."""
    start = 28 + 16 * len(texts)
    tables, body = [b"", b""], b""
    for table, several in enumerate((list(texts), list(texts.values()))):
        for one in several:
            raw = one.encode()
            tables[table] += struct.pack(f"{endian}2I", len(raw), start + len(body))
            body += raw + b"\0"
    second = 28 + 8 * len(texts)
    head = struct.pack(f"{endian}7I", 0x950412DE, 0, len(texts), 28, second, 0, 0)
    return head + b"".join(tables) + body


@pytest.mark.parametrize("endian", ["<", ">"])
def test_texts_and_forms(endian: str) -> None:
    texts = Texts(compiled(TEXTS, endian))
    assert texts.said("Shell", "Open", 1) == "Открыть"
    assert texts.said("Clients", "Open", 5) == "Открытые"
    assert texts.said("Clients", "{n} client", 1) == "{n} клиент"
    assert texts.said("Clients", "{n} client", 2) == "{n} клиента"
    assert texts.said("Clients", "{n} client", 5) == "{n} клиентов"
    assert texts.said("Deals", "Open", 1) == ""


def test_what_is_not_translated_is_said_in_english() -> None:
    ours = catalogue.Compiled("ru", Texts(compiled(TEXTS)))
    assert ours.pgettext("Deals", "Open") == "Open"
    assert ours.npgettext("Deals", "{n} deal", "{n} deals", -1) == "{n} deal"
    assert ours.npgettext("Deals", "{n} deal", "{n} deals", 5) == "{n} deals"


def test_no_catalogue_and_half_a_one() -> None:
    whole = compiled(TEXTS)
    for damaged in (
        b"",
        b"PK",
        whole[:40],
        whole[:-6],
        whole.replace("Откр".encode(), b"\xff" * 8),
    ):
        with pytest.raises((ValueError, struct.error)):
            Texts(damaged)


def test_the_russian_catalogue_says_what_python_reads_in_it(root: Path) -> None:
    file = root / "resources" / "i18n" / "ru" / "LC_MESSAGES" / "crm_desktop.mo"
    held = file.read_bytes()
    ours = Texts(held)
    with file.open("rb") as stream:
        theirs = gettext.GNUTranslations(stream)
    size, keys, _texts = struct.unpack_from("<3I", held, 8)
    for n in range(size):
        length, start = struct.unpack_from("<2I", held, keys + 8 * n)
        key = held[start : start + length].decode()
        context, sign, message = key.partition("\x04")
        if not sign:
            continue
        singular, several, plural = message.partition("\0")
        for count in (0, 1, 2, 5, 11, 21, 104) if several else ():
            said = theirs.npgettext(context, singular, plural, count)
            assert ours.said(context, singular, count) == said
        if not several:
            assert ours.said(context, message, 1) == theirs.pgettext(context, message)
