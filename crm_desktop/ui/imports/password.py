"""The password of a protected list: asked for, never shown, never kept."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from crm_desktop.domain.problems import REQUIRED, Problem, Refused
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext
from crm_desktop.words.codes import problem_text


def may_open(refused: Refused) -> bool:
    """Whether a password, or another one, may open what was refused."""
    problem = refused.problems[0]
    asks = problem.code == "file.password" and "opens" in problem.params
    return asks or problem.code == "file.wrong-password"


def ask_password(parent: QWidget, theme: Theme, refused: Refused) -> str | None:
    """Say why it is asked, and wait; None when the user thinks better of it."""
    dialog = FormDialog(
        parent,
        theme,
        pgettext("Imports", "Password of the list"),
        pgettext("Imports", "Open"),
        text=problem_text(refused.problems[0]),
        check=lambda _values: _missing(line),
    )
    line = dialog.form.text("password", pgettext("Imports", "Password"))
    line.setEchoMode(QLineEdit.EchoMode.Password)
    agreed = dialog.ask() is not None
    # As it was typed: a blank at its end belongs to it.
    return line.text() if agreed else None


def _missing(line: QLineEdit) -> list[Problem]:
    return [] if line.text() else [Problem("password", REQUIRED)]
