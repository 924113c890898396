"""Sizes of files in words."""

from __future__ import annotations

from crm_desktop.words import formats, language, npgettext, pgettext

_KILO = 1024
"""As the file manager counts, so that both say the same."""


def size_text(size: int, spoken: str | None = None) -> str:
    """A file's size as people say it: bytes, kilobytes, megabytes and more with one decimal."""
    said = spoken or language()
    if size < _KILO:
        return npgettext("Files", "{n} byte", "{n} bytes", size).format(n=size)
    if size < _KILO**2:
        return pgettext("Files", "{n} KB").format(n=formats.number(size // _KILO, said))
    if size < _KILO**3:
        return pgettext("Files", "{n} MB").format(n=_tenths(size, _KILO**2, said))
    return pgettext("Files", "{n} GB").format(n=_tenths(size, _KILO**3, said))


def _tenths(size: int, unit: int, spoken: str) -> str:
    return formats.scaled(size * 10 // unit, 1, spoken)
