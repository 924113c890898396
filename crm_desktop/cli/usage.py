"""What argparse says of a call that is written wrong, in the user's language.

It looks its sentences up by two names of its own module; its catalogues are the system's, and
Python brings none.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from crm_desktop.words import npgettext, pgettext

_ONE, _MANY = "_", "ngettext"
"""The names by which argparse asks for a text, and for one of a number of things."""

TEXTS: dict[str, Callable[[], str]] = {
    "usage: ": lambda: pgettext("Usage", "usage: "),
    "positional arguments": lambda: pgettext("Usage", "positional arguments"),
    "options": lambda: pgettext("Usage", "options"),
    "show this help message and exit": lambda: pgettext("Usage", "show this help message and exit"),
    "%(prog)s: error: %(message)s\n": lambda: pgettext("Usage", "%(prog)s: error: %(message)s\n"),
    "argument %(argument_name)s: %(message)s": lambda: pgettext(
        "Usage", "argument %(argument_name)s: %(message)s"
    ),
    "the following arguments are required: %s": lambda: pgettext(
        "Usage", "the following arguments are required: %s"
    ),
    "unrecognized arguments: %s": lambda: pgettext("Usage", "unrecognized arguments: %s"),
    "not allowed with argument %s": lambda: pgettext("Usage", "not allowed with argument %s"),
    "one of the arguments %s is required": lambda: pgettext(
        "Usage", "one of the arguments %s is required"
    ),
    "expected one argument": lambda: pgettext("Usage", "expected one argument"),
    "expected at least one argument": lambda: pgettext("Usage", "expected at least one argument"),
    "expected at most one argument": lambda: pgettext("Usage", "expected at most one argument"),
    "ignored explicit argument %r": lambda: pgettext("Usage", "ignored explicit argument %r"),
    "invalid %(type)s value: %(value)r": lambda: pgettext(
        "Usage", "invalid %(type)s value: %(value)r"
    ),
    "invalid choice: %(value)r (choose from %(choices)s)": lambda: pgettext(
        "Usage", "invalid choice: %(value)r (choose from %(choices)s)"
    ),
}


def speak() -> None:
    """Let argparse ask here from now on; what is not known here stays as it says it."""
    setattr(argparse, _ONE, _said)
    setattr(argparse, _MANY, _counted)


def _said(text: str) -> str:
    found = TEXTS.get(text)
    return found() if found is not None else text


def _counted(one: str, many: str, count: int) -> str:
    if one == "expected %s argument":
        return npgettext("Usage", "expected %s argument", "expected %s arguments", count)
    return one if count == 1 else many
