"""The one application of a measuring process, dressed as the program's; nothing else is loaded."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from crm_desktop import words
from crm_desktop.ui.runtime.theme import Theme


def application() -> QApplication:
    """The application, made when it is first asked for."""
    words.set_language("ru")
    found = QApplication.instance()
    made = found if isinstance(found, QApplication) else QApplication([])
    Theme("light", 1.0, "ru").apply(made)
    return made
