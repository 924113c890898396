"""The first page on a computer where no base is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.settings import Business, business_of
from crm_desktop.ui.kit.ribbon import Choice
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.notice import NoticePage
from crm_desktop.words import language, pgettext


@dataclass(frozen=True, slots=True)
class Ways:
    """What the first page may set going; whatever is refused is shown by the start itself.

    `make(business, folder)` makes a base, in the usual place without a folder, and opens it;
    `open(folder)` opens one; `choose()` asks for the folder of one; `leave()` quits.
    """

    theme: Theme
    make: Callable[[Business, Path | None], object]
    open: Callable[[Path], object]
    choose: Callable[[], object]
    leave: Callable[[], object]


def welcome_page(ways: Ways) -> QWidget:
    """The page itself; the start shows it in its own window."""
    speech = "ru" if language() == "ru" else "en"
    country = "ru" if speech == "ru" else "int"
    return NoticePage(
        ways.theme,
        "house",
        pgettext("Shell", "There is no base on this computer yet"),
        pgettext("Shell", "Make a new one, or open one that lies in another folder."),
        (
            Choice(
                "new",
                pgettext("Shell", "Make a new base"),
                lambda: ways.make(business_of(country, speech, ""), None),
            ),
            Choice("another", pgettext("Shell", "Open another base…"), ways.choose),
            Choice("quit", pgettext("Shell", "Quit"), ways.leave),
        ),
    )
