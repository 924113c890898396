"""Catalogues of texts: compiled files of gettext, and a pseudo-language for layouts."""

from __future__ import annotations

import logging
import re
import struct
from functools import cache
from pathlib import Path
from typing import Protocol

from crm_desktop import paths
from crm_desktop.words.compiled import Texts

DOMAIN = "crm_desktop"
PSEUDO = "xx"
SOURCE = "en"

_log = logging.getLogger(__name__)


class Catalogue(Protocol):
    """One language."""

    @property
    def language(self) -> str:
        """Two-letter code."""

    def pgettext(self, context: str, message: str) -> str:
        """One text."""

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """The form for `n`."""


def available() -> tuple[str, ...]:
    """The languages that can be spoken: English, and those whose compiled catalogue is here."""
    folder = paths.resources() / "i18n"
    compiled = sorted(p.parent.parent.name for p in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (SOURCE, *(name for name in compiled if name != SOURCE))


def load(code: str) -> Catalogue:
    """The catalogue of a language; English when there is none, so the program always speaks."""
    short = code.replace("-", "_").split("_")[0].split(".")[0].lower()
    if short == PSEUDO:
        return Pseudo()
    if short in {"", SOURCE, "c", "posix"}:
        return English()
    file = paths.resources() / "i18n" / short / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        return _read(short, file, file.stat().st_mtime_ns)
    except (OSError, ValueError, struct.error) as error:
        _log.info("no catalogue for %s (%s): English is spoken", short, type(error).__name__)
        return English()


class English:
    """The language that the texts are written in."""

    language = SOURCE

    def pgettext(self, context: str, message: str) -> str:
        """One text."""
        return message

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """One or many."""
        return singular if abs(n) == 1 else plural


class Compiled(English):
    """A language out of a compiled catalogue; what it lacks is said in English."""

    def __init__(self, language: str, texts: Texts) -> None:
        self.language = language
        self._texts = texts

    def pgettext(self, context: str, message: str) -> str:
        """One text."""
        return self._texts.said(context, message, 1) or message

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """The form for `n`; its size decides, so -1 is like 1."""
        said = self._texts.said(context, singular, abs(n))
        return said or super().npgettext(context, singular, plural, n)


class Pseudo:
    """English in disguise: longer by 40 %, accented, in brackets: shows what is not translated."""

    language = PSEUDO

    def pgettext(self, context: str, message: str) -> str:
        """One text, disguised."""
        return disguise(message)

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """One or many, disguised."""
        return disguise(singular if abs(n) == 1 else plural)


_ACCENTED = str.maketrans(
    "AaBbCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz", "ÀàƁƀÇçÐðÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž"
)
_LEFT_ALONE = re.compile(r"(\{[^{}]*\}|<[^<>]*>|&\w+;|%\w)")


def disguise(message: str) -> str:
    """The text in the pseudo-language; placeholders and tags stay as they are."""
    parts = _LEFT_ALONE.split(message)
    accented = "".join(p if i % 2 else p.translate(_ACCENTED) for i, p in enumerate(parts))
    return f"[{accented}{'~' * max(1, round(len(message) * 0.4) - 2)}]"


@cache
def _read(language: str, file: Path, changed: int) -> Compiled:
    """Read a compiled catalogue once per state of the file (`changed`: its time, ns)."""
    _log.debug("reading the catalogue of %s as of %d", language, changed)
    return Compiled(language, Texts(file.read_bytes()))
