"""The title of the window: of several bases each window says whose it is."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from crm_desktop import paths
from crm_desktop.domain.changes import Changes
from crm_desktop.domain.settings import Business
from crm_desktop.queries import settings
from crm_desktop.ui.runtime.desk import Desk


class WindowName(QObject):
    """Keeps the title as the business is called; the first base lies in a folder called "base"."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._show(desk.jobs.crm.ask(settings.business))
        desk.jobs.committed.connect(self._follow)

    def _show(self, business: Business) -> None:
        whose = business.firm_name or self._desk.jobs.crm.folder.name
        self._window.setWindowTitle(f"{whose} — {paths.APP}")

    def _follow(self, changes: Changes) -> None:
        if changes.touches(("setting",)):
            self._desk.jobs.ask(settings.business, owner=self, then=self._show)
