"""The safe start and what it offers: look, check, take everything out, write a report."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from crm_desktop import opening, paths
from crm_desktop.crm import Finding
from crm_desktop.domain.backups import Copy
from crm_desktop.domain.problems import Refused
from crm_desktop.opening import Checked
from crm_desktop.ui.kit.ribbon import Choice
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.crash_dialog import save_report
from crm_desktop.ui.runtime.report import everything_known
from crm_desktop.ui.shell.circumstances import show_folder
from crm_desktop.ui.shell.host import Host
from crm_desktop.ui.shell.notice import NoticePage
from crm_desktop.ui.shell.trouble import copy_text
from crm_desktop.words import codes, formats, language, npgettext, pgettext
from crm_desktop.words.checks import finding_lines

QUIET = ("export", "folder", "report", "quit")
"""Choices of the safe start that help once the others have not."""


class Rescue:
    """The pages of the safe start for one base; each of them leads back to the first."""

    def __init__(self, host: Host, folder: Path, *, asked: bool) -> None:
        self._host = host
        self._folder = folder
        self._asked = asked
        self._copy: Copy | None = None
        self._findings: tuple[Finding, ...] = ()

    def begin(self) -> None:
        """Look for a sound copy, then show the first page."""
        self._host.send(
            pgettext("Shell", "Looking for a sound copy of the base…"),
            lambda step: opening.newest_copy(self._folder, step),
            self._found,
            self._folder,
            self.show,
        )

    def _found(self, copy: Copy | None) -> None:
        self._copy = copy
        self.show()

    def show(self) -> None:
        """The first page."""
        if self._asked:
            text = pgettext(
                "Shell",
                "Nothing has been opened yet, and the look of the program is as it was at first. "
                "Your base in {folder} has not been touched.",
            )
        else:
            text = pgettext(
                "Shell",
                "The program could not start twice in a row. Your base in {folder} has not been "
                "touched by this. Look at it first; if all is well, open it as usual.",
            )
        self._page(
            "triangle-alert", pgettext("Shell", "Safe start"), text.format(folder=self._folder)
        )

    def check(self) -> None:
        """Look the base through, and say what was found."""
        self._host.send(
            pgettext("Shell", "Checking the base…"),
            lambda step: opening.check_base(self._folder, step),
            self._checked,
            self._folder,
            self.show,
        )

    def export(self) -> None:
        """Everything in the base as one workbook, in a place that is asked for."""
        today = formats.short_date(datetime.now().astimezone().date(), "en")
        name = pgettext("Shell", "Everything from CRM Desktop {day}.xlsx").format(day=today)
        title = pgettext("Shell", "Save everything to a workbook")
        chosen, _kind = QFileDialog.getSaveFileName(
            None, title, str(Path(folders.documents()) / name), "*.xlsx"
        )
        if chosen:
            target = Path(chosen).with_suffix(".xlsx")
            self._host.send(
                pgettext("Shell", "Taking everything out of the base…"),
                lambda step: opening.export_everything(self._folder, target, step),
                self._exported,
                self._folder,
                self.show,
                self._not_exported,
            )

    def restore(self) -> None:
        """Say what the newest verified copy holds before it takes the base's place."""
        copy = self._copy
        if copy is None:
            self.show()
            return
        host, folder, path = self._host, self._folder, copy.path
        choices = [
            Choice(
                "restore",
                pgettext("Shell", "Put this copy back"),
                lambda: host.restore(folder, path, self.show),
            ),
            Choice("back", pgettext("Shell", "Back"), self.show),
        ]
        title = pgettext("Shell", "Restore the newest copy")
        text = copy_text(copy)
        host.show_page(NoticePage(host.theme, "history", title, text, choices))

    def report(self) -> None:
        """A file for whoever helps: versions, faults, reports; no word of a client."""
        found = [f"{one.code}: {one.detail}" for one in self._findings]
        said = ["== check of the base", *found] if found else []
        save_report(None, "\n".join([everything_known(paths.log_folder()), *said]))

    def _checked(self, found: Checked) -> None:
        if found.sound:
            text = npgettext(
                "Shell",
                "Nothing is wrong with it: {n} client is in it.",
                "Nothing is wrong with it: {n} clients are in it.",
                found.clients,
            )
            said = text.format(n=formats.number(found.clients, language()))
            self._page("circle-check", pgettext("Shell", "The base is sound"), said, sound=True)
            return
        self._findings = found.findings
        lines = finding_lines(one.code for one in found.findings)
        text = pgettext(
            "Shell",
            "Something is wrong with the base. It was not changed. Take everything out of it, or "
            "restore the newest sound copy.",
        )
        said = "\n".join([text, *lines])
        self._page("circle-alert", pgettext("Shell", "The base is not sound"), said)

    def _exported(self, target: Path) -> None:
        text = pgettext("Shell", "Everything that is in the base is now also in {file}.")
        self._page("circle-check", pgettext("Shell", "Saved"), text.format(file=target))

    def _not_exported(self, refused: Refused) -> None:
        said = "\n".join(codes.problem_text(problem) for problem in refused.problems)
        self._page("circle-alert", pgettext("Shell", "Not saved"), said)

    def _page(self, picture: str, title: str, text: str, *, sound: bool = False) -> None:
        host, folder = self._host, self._folder
        usual = Choice("usual", pgettext("Shell", "Open as usual"), lambda: host.go(folder))
        choices = [
            Choice(
                "view",
                pgettext("Shell", "Look at it without changing anything"),
                lambda: host.look_at(folder, self.show),
            ),
            Choice("check", pgettext("Shell", "Check the base"), self.check),
            Choice("export", pgettext("Shell", "Save everything to a workbook…"), self.export),
            Choice("folder", pgettext("Shell", "Show the folder"), lambda: show_folder(folder)),
            Choice("report", pgettext("Shell", "Make a report file…"), self.report),
            Choice("quit", pgettext("Shell", "Quit"), host.leave),
        ]
        copy = self._copy
        another = Choice(
            "from-file",
            pgettext("Shell", "Restore another copy…"),
            lambda: host.restore_chosen(folder, self.show),
        )
        choices.insert(2, another)
        if copy is not None:
            offered = pgettext("Shell", "Restore the copy of {when}…").format(
                when=formats.date_time(copy.at.isoformat(), language())
            )
            choices.insert(2, Choice("restore", offered, self.restore))
        # What is best comes first: nothing is opened for work before somebody looked.
        choices.insert(0 if sound else 1, usual)
        host.show_page(NoticePage(host.theme, picture, title, text, choices, quiet=QUIET))
