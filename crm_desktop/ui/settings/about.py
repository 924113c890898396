"""About the program: versions, licences, where the data lies, what is written and where."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

import crm_desktop
from crm_desktop import machine, paths
from crm_desktop.licences import parts
from crm_desktop.queries import settings as settings_queries
from crm_desktop.queries.settings import Engine
from crm_desktop.ui.parts.limits import Limits, limits_title
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import Group, buttons, column, push, words
from crm_desktop.ui.settings.licences import LicencesDialog
from crm_desktop.words import pgettext


class AboutSection(QWidget):
    """Everything somebody asks who wants to know what runs here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.folder = desk.jobs.crm.folder
        layout = column(desk.theme, self)
        layout.addWidget(self._program())
        layout.addWidget(self._data())
        layout.addWidget(self._written())
        layout.addWidget(self._limits())
        layout.addStretch(1)
        desk.jobs.ask(settings_queries.engine, owner=self, then=self._show_engine)

    # build

    def _program(self) -> QWidget:
        group = Group(
            self.desk.theme,
            paths.APP,
            pgettext(
                "Settings",
                "Clients, deals, tasks and papers of a small business in one folder on this "
                "computer. The program needs no network and sends nothing anywhere.",
            ),
        )
        self.versions = QGridLayout()
        self.versions.setHorizontalSpacing(self.desk.theme.u(24))
        self.versions.setVerticalSpacing(self.desk.theme.u(4))
        self.versions.setColumnStretch(1, 1)
        group.body.addLayout(self.versions)
        self.copy_button = QPushButton(pgettext("Settings", "Copy versions"))
        self.copy_button.clicked.connect(self._copy)
        self.licences_button = push(pgettext("Settings", "Licences of the parts…"), self._licences)
        group.body.addLayout(buttons(self.desk.theme, self.copy_button, self.licences_button))
        self._lines: list[tuple[str, str]] = []
        return group

    def _data(self) -> QWidget:
        group = Group(self.desk.theme, pgettext("Settings", "Folder of the data"))
        group.body.addWidget(words(str(self.folder), selectable=True))
        self.open_button = QPushButton(pgettext("Settings", "Open folder"))
        self.open_button.clicked.connect(lambda: self._open(self.folder))
        group.body.addLayout(buttons(self.desk.theme, self.open_button))
        return group

    def _written(self) -> QWidget:
        group = Group(
            self.desk.theme,
            pgettext("Settings", "What this program writes and where"),
            pgettext(
                "Settings",
                "Nothing but this, and files that you save yourself, such as a PDF or a list.",
            ),
        )
        u = self.desk.theme.u
        for path, about in written(self.folder):
            place = QVBoxLayout()
            place.setSpacing(u(2))
            place.addWidget(words(about))
            place.addWidget(words(path, muted=True, selectable=True))
            group.body.addLayout(place)
        return group

    def _limits(self) -> QWidget:
        group = Group(self.desk.theme, limits_title())
        group.body.addWidget(Limits(self.desk.theme))
        return group

    # react

    def _show_engine(self, engine: Engine) -> None:
        self._lines = [
            (paths.APP, crm_desktop.__version__),
            (pgettext("Settings", "Version of the base"), str(engine.schema)),
            ("SQLite", engine.sqlite),
            ("Qt", qVersion()),
            ("Python", platform.python_version()),
            (pgettext("Settings", "System"), platform.platform(terse=True)),
        ]
        for row, (name, value) in enumerate(self._lines):
            self.versions.addWidget(words(name, muted=True), row, 0)
            self.versions.addWidget(words(value, selectable=True), row, 1)

    def _copy(self) -> None:
        text = "\n".join(f"{name}: {value}" for name, value in self._lines)
        QGuiApplication.clipboard().setText(text)
        self.desk.say(pgettext("Settings", "The versions are copied."))

    def _licences(self) -> None:
        LicencesDialog(self, self.desk.theme, parts()).exec()

    def _open(self, folder: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.desk.say(
                pgettext("Settings", "The folder could not be opened: {path}").format(path=folder)
            )


def written(base: Path) -> list[tuple[str, str]]:
    """Every place the program writes to by itself, and what is there, in words."""
    return [
        (
            str(base / "base.db"),
            pgettext("Settings", "Your records: clients, deals, tasks, papers, their history"),
        ),
        (
            str(base / "files"),
            pgettext("Settings", "Pictures for printing: logo, stamp, signature"),
        ),
        (
            str(base / "backups"),
            pgettext("Settings", "Verified copies of the records, made by the program itself"),
        ),
        (
            str(machine.file()),
            pgettext("Settings", "Settings of this computer: language, look, places of windows"),
        ),
        (
            str(paths.log_folder()),
            pgettext("Settings", "The log and reports about failures, without data of clients"),
        ),
    ]
