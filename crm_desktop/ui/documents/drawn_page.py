"""The very page that will be printed, drawn anew while the paper is being written."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer

from crm_desktop import held_files
from crm_desktop.domain.documents import DocumentDraft
from crm_desktop.exports import documents as document_exports
from crm_desktop.ui.kit.printing import PagePreview
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext

PAUSE_MS = 300
"""The page is drawn anew when typing rests this long."""


class DrawnPage(PagePreview):
    """Shows what `draft` says; nothing as long as that has no client."""

    def __init__(self, desk: Desk, draft: Callable[[], DocumentDraft]) -> None:
        super().__init__()
        self.desk = desk
        self._draft = draft
        self._drawn = 0
        self._folder = tempfile.TemporaryDirectory(prefix="crm-desktop-")
        self.destroyed.connect(self._folder.cleanup)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.draw)
        self.set_hint(pgettext("Documents", "Choose a client, and the page appears here."))

    @property
    def file(self) -> Path:
        """The page that is shown."""
        return Path(self._folder.name) / "preview.pdf"

    def draw_soon(self) -> None:
        """Draw when typing rests."""
        self._pause.start()

    def draw(self) -> None:
        """Draw now, beside everything else."""
        self._pause.stop()
        draft = self._draft()
        if not draft.client_id:
            self.set_file(None)
            return
        self._drawn += 1
        number = self._drawn

        def show(drawn: Path) -> None:
            # Two readers may draw at once: an older page never comes over a newer one.
            shown = self.file
            held_files.replace(drawn, shown, held_files.SHORT_S)
            if number == self._drawn:
                self.set_file(shown)

        self.desk.jobs.export(
            document_exports.preview,
            replace(draft, lines=tuple(line for line in draft.lines if line.name)),
            self.file.with_name(f"preview-{number}.pdf"),
            owner=self,
            then=show,
            failed=lambda _refused: self.set_file(None),
        )
