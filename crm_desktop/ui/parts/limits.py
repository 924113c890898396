"""«Чем программа не является»: what it does not do, and what to do instead."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


class Limits(QWidget):
    """Each thing it is not, with a way that works."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        none = theme.u(0)
        layout.setContentsMargins(none, none, none, none)
        layout.setSpacing(theme.u(2))
        for what, instead in limits():
            title = _line(what)
            title.setFont(theme.font(0, 600))
            advice = _line(instead)
            advice.setProperty("muted", True)
            layout.addWidget(title)
            layout.addWidget(advice)
            layout.addSpacing(theme.u(8))


def limits_title() -> str:
    """What the page is called, on the page and on the way to it."""
    return pgettext("Limits", "What this program is not")


def limits() -> list[tuple[str, str]]:
    """What it is not, and what to do instead."""
    return [*_between_people(), *_in_the_shop()]


def _between_people() -> list[tuple[str, str]]:
    return [
        (
            pgettext("Limits", "It does not make calls"),
            pgettext(
                "Limits",
                "Call by phone or messenger; the number is on the card. Write down what "
                "was said in one line of the card.",
            ),
        ),
        (
            pgettext("Limits", "It sends no mass mailings"),
            pgettext(
                "Limits",
                "Save the list as an Excel file and give it to a mailing service. Advertising "
                "needs the consent of everyone it goes to.",
            ),
        ),
        (
            pgettext("Limits", "It takes no forms from a site"),
            pgettext(
                "Limits",
                "Let the site send requests by mail, and load them as a list once a day. "
                "A script can bring them in by the command line.",
            ),
        ),
        (
            pgettext("Limits", "It is no chat"),
            pgettext(
                "Limits",
                "Write to clients in a messenger, and keep what matters as a note on their card.",
            ),
        ),
    ]


def _in_the_shop() -> list[tuple[str, str]]:
    return [
        (
            pgettext("Limits", "It counts no wages and keeps no books"),
            pgettext(
                "Limits",
                "Wages, taxes and reports are for accounting software or an accountant: give "
                "them the papers as PDF and the lists as Excel files.",
            ),
        ),
        (
            pgettext("Limits", "It prints no fiscal receipts"),
            pgettext(
                "Limits",
                "A receipt is made by a cash register that is registered for it. An invoice does "
                "not take its place.",
            ),
        ),
        (
            pgettext("Limits", "It keeps no stock"),
            pgettext(
                "Limits",
                "It does not know how much lies on the shelf. Count stock in a warehouse program "
                "or in a table.",
            ),
        ),
        (
            pgettext("Limits", "Two people cannot write into one base"),
            pgettext(
                "Limits",
                "One window on one computer writes; give others a copy to look at. Do not put the "
                "base into a folder that is synchronised with a cloud.",
            ),
        ),
    ]


def _line(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
