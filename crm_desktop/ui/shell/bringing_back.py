"""From the first page to a base out of a copy: the file is chosen, proved, and opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from crm_desktop import opening
from crm_desktop.domain.problems import Refused
from crm_desktop.ui.kit.ribbon import Choice
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.shell.host import WholeHost
from crm_desktop.ui.shell.notice import NoticePage
from crm_desktop.words import pgettext
from crm_desktop.words.codes import problem_text


class BringingBack:
    """Asks for a copy and makes a base of it, or puts it in the place of one."""

    def __init__(self, host: WholeHost) -> None:
        """Nothing happens yet."""
        self._host = host

    def choose(self) -> None:
        """Ask for the file; without one the page stays as it is."""
        file = self._asked(folders.documents())
        if file is not None:
            self.bring(file)

    def choose_for(self, folder: Path, back: Callable[[], object]) -> None:
        """Ask for the copy that shall stand in a base's place; the dialog begins in its copies."""
        near = opening.copies_folder(folder)
        file = self._asked(str(near if near.is_dir() else folder))
        if file is not None:
            self._host.restore(
                folder,
                file,
                back,
                lambda refused: self._tell(refused, lambda: self.choose_for(folder, back), back),
            )

    def _asked(self, near: str) -> Path | None:
        file, _kind = QFileDialog.getOpenFileName(
            self._host.notice,
            pgettext("Welcome", "Restore from a copy"),
            near,
            pgettext("Welcome", "Copies of a base") + " (*.db *.zip)",
        )
        return Path(file) if file else None

    def bring(self, file: Path) -> None:
        """Make a base out of a copy and open it, or say why not."""
        self._host.send(
            pgettext("Welcome", "Restoring from {name}…").format(name=file.name),
            lambda step: opening.restore_base(file, step),
            self._host.go,
            opening.usual_folder(),
            self._host.ask,
            self._refused,
        )

    def _refused(self, refused: Refused) -> None:
        self._tell(refused, self.choose, self._host.ask)

    def _tell(
        self, refused: Refused, again: Callable[[], object], back: Callable[[], object]
    ) -> None:
        text = "\n".join(problem_text(problem) for problem in refused.problems)
        choices = [
            Choice("another", pgettext("Welcome", "Choose another file…"), again),
            Choice("back", pgettext("Welcome", "Back"), back),
        ]
        title = pgettext("Welcome", "Nothing was restored")
        self._host.show_page(NoticePage(self._host.theme, "circle-alert", title, text, choices))
