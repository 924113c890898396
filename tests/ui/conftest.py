"""A program in Russian, for tests that work with its whole window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from crm_desktop import words
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program


@pytest.fixture
def program(qapp: QApplication, crm: Crm) -> Iterator[Program]:
    """The window on the base of the test, everything done at once."""
    words.set_language("ru")
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    made = Program(crm, theme, Machine(), immediate=True)
    made.show()
    yield made
    made.close()
    words.set_language("en")
    qapp.clipboard().clear()
    qapp.setStyleSheet("")
