"""The form of a paper and its page: beside each other, or in turn where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QWidget

from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext

BOTH_UNITS = 1000
"""As wide as the names of goods need beside a page that can still be read."""


class FormAndPage(QSplitter):
    """`button` turns from one to the other; it is there only as long as both do not fit."""

    def __init__(self, theme: Theme, form: QWidget, page: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._form, self._page = form, page
        self.button = QPushButton(pgettext("Documents", "Show the page"))
        self.button.setCheckable(True)
        self.button.hide()
        self.button.toggled.connect(self._turn)
        for one in (form, page):
            self.addWidget(one)
        self.setCollapsible(0, False)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self.setSizes([theme.u(720), theme.u(440)])

    def show_form(self) -> None:
        """Another paper begins with its form."""
        self.button.setChecked(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self, _on: bool = False) -> None:
        narrow = self.width() < self._theme.u(BOTH_UNITS)
        page = self.button.isChecked()
        self.button.setVisible(narrow)
        self._form.setVisible(not (narrow and page))
        self._page.setVisible(page or not narrow)
