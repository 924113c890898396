"""What the program says: texts of the catalogue in the user's language, at run time."""

from __future__ import annotations

from crm_desktop.words.catalogue import Catalogue, available, load
from crm_desktop.words.quotes import message as ready

__all__ = ["available", "language", "npgettext", "pgettext", "set_language"]

SOURCE = "en"

_spoken: list[Catalogue] = [load(SOURCE)]
"""One place, always filled: replacing its content is atomic, so threads need no lock."""


def pgettext(context: str, message: str) -> str:
    """The text in the present language; `context` is the noun it belongs to.

    Quotation marks inside a quoted name become inner ones when it is filled (`words/quotes.py`).
    """
    return ready(_spoken[0].pgettext(context, message))


def npgettext(context: str, singular: str, plural: str, n: int) -> str:
    """The form of the text that fits `n` in the present language."""
    return ready(_spoken[0].npgettext(context, singular, plural, n))


def set_language(code: str) -> None:
    """Speak this language from now on, in every thread; an unknown one means English.

    Takes "ru", "en", "xx" (the pseudo-language), and longer names such as "ru_RU.UTF-8".
    """
    _spoken[0] = load(code)


def language() -> str:
    """The two-letter code of the language spoken now."""
    return _spoken[0].language
