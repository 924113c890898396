"""The files of a client on the card: dropped, pasted, chosen; opened, saved, named, removed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import attachments as commands
from crm_desktop.commands.attachments import Taken
from crm_desktop.domain.attachments import danger
from crm_desktop.domain.problems import Refused
from crm_desktop.exports import attachments as exports
from crm_desktop.queries import attachments as questions
from crm_desktop.queries.attachments import AttachmentRow
from crm_desktop.ui.clients.file_list import FileList
from crm_desktop.ui.kit.dialogs import confirm
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.view_output import show_folder
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import codes, npgettext, pgettext


class FilesPanel(QWidget):
    """One client's files; as fresh as the last commit."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._client: int | None = None
        self._card: QWidget | None = None
        self._lines: list[QWidget] = []
        self._build()
        self._live = LiveQuery(
            self, desk.jobs, questions.of_client, ("attachment",),
            lambda: {"client_id": self._client or 0}, self._show,
        )  # fmt: skip

    def _build(self) -> None:
        theme, u = self.desk.theme, self.desk.theme.u
        title = QLabel(pgettext("Files", "Files"))
        title.setFont(theme.font(0, 600))
        self.add_button = QPushButton(pgettext("Files", "Add…"))
        self.add_button.setIcon(icon("plus"))
        self.add_button.setFlat(True)
        self.add_button.setProperty("compact", True)
        self.add_button.setAccessibleName(pgettext("Files", "Add files"))
        self.add_button.clicked.connect(self.choose)
        self.hint = QLabel(pgettext("Files", "Drop them here, or Ctrl+V"))
        self.hint.setProperty("muted", True)
        self.hint.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(u(8))
        head.addWidget(title)
        head.addWidget(self.hint, 1)
        head.addWidget(self.add_button)
        self.list = FileList(self.desk)
        self.list.opened.connect(self.open_file)
        self.list.removed.connect(self._remove)
        self.list.renamed.connect(self._rename)
        self.list.pasted.connect(self.paste)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(u(4))
        layout.addLayout(head)
        layout.addWidget(self.list)

    # what the card does with it

    def show_client(self, client_id: int) -> None:
        """Show another client's files."""
        if client_id != self._client:
            self.list.show_rows(())
        self._client = client_id
        self._live.refresh()

    def watch(self, card: QWidget) -> None:
        """What is dropped anywhere on the card, or pasted there, becomes a file of the client."""
        self._card = card
        card.setAcceptDrops(True)
        card.installEventFilter(self)

    def watch_line(self, line: QWidget) -> None:
        """Copied files that are pasted into this line are no text, but files of the client."""
        self._lines.append(line)
        line.installEventFilter(self)

    # what a user does

    def choose(self) -> None:
        """Choose files of this computer."""
        near = folders.near(self.desk.settings, folders.PAPERS)
        title = pgettext("Files", "Add files to the client")
        found, _kind = QFileDialog.getOpenFileNames(self, title, near)
        if found:
            folders.remember(self.desk, folders.PAPERS, found[0])
            self.add([Path(one) for one in found])

    def add(self, sources: Sequence[Path], names: Sequence[str] = ()) -> None:
        """Keep copies of these files with the client shown."""
        self._add(sources, names, None, self._client)

    def paste(self) -> None:
        """Take files, or a picture, from the clipboard."""
        data = QApplication.clipboard().mimeData()
        if sources := local_files(data):
            self.add(sources)
        elif data is not None and data.hasImage():
            self._add_picture(QImage(data.imageData()))
        else:
            self.desk.say(pgettext("Files", "There are no files on the clipboard, and no picture."))

    def open_file(self, attachment_id: int) -> None:
        """Open a copy in the program that the system has for such files."""
        row = self.list.current()
        if row is None or row.id != attachment_id:
            return
        kind = danger(row.name)
        if kind is not None and not self._agrees(row, codes.label(kind)):
            return
        self.desk.jobs.export(exports.opened, attachment_id, owner=self, then=self._opened)

    # react

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files over the card are taken before the window takes them for lists to import."""
        if self._client is None or (watched is not self._card and watched not in self._lines):
            return False
        if watched in self._lines and not local_files(QApplication.clipboard().mimeData()):
            return False
        if isinstance(event, QDragEnterEvent | QDropEvent) and local_files(event.mimeData()):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.add(local_files(event.mimeData()))
            return True
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            self.paste()
            return True
        return False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the file under the cursor."""
        row = self.list.current()
        if row is not None:
            self.menu(row).popup(event.globalPos())

    def menu(self, row: AttachmentRow) -> QMenu:
        """What can be done with a file."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act in (
            (pgettext("Files", "Open"), partial(self.open_file, row.id)),
            (pgettext("Files", "Save as…"), partial(self.save_as, row)),
            (pgettext("Files", "Rename"), self.list.rename_current),
            (pgettext("Files", "Remove"), partial(self._remove, row.id)),
        ):
            menu.addAction(text).triggered.connect(lambda _checked=False, do=act: do())
        return menu

    def save_as(self, row: AttachmentRow) -> None:
        """Write a file out to where the user wants it."""
        near = folders.near(self.desk.settings, folders.PAPERS, row.name)
        title = pgettext("Files", "Save the file")
        # The dialog has asked whether to replace what is there.
        chosen, _kind = QFileDialog.getSaveFileName(self, title, near)
        if not chosen:
            return
        folders.remember(self.desk, folders.PAPERS, chosen)

        def saved(path: Path) -> None:
            text = pgettext("Files", "Saved: {path}").format(path=path.name)
            show = pgettext("Files", "Show in folder")
            self.desk.say(text, show, lambda: show_folder(path))

        target = Path(chosen)
        self.desk.jobs.export(
            exports.save, row.id, target, overwrite=True, owner=self, then=saved,
            label=pgettext("Files", "Saving the file"),
        )  # fmt: skip

    def _add(
        self, sources: Sequence[Path], names: Sequence[str], after: Path | None, client: int | None
    ) -> None:
        """Keep files with a client, then drop the folder that they were made in."""
        if client is None:
            return

        def over() -> None:
            if after is not None:
                shutil.rmtree(after, ignore_errors=True)

        def done(taken: Taken) -> None:
            over()
            count = len(taken.ids)
            text = npgettext("Files", "{n} file is added.", "{n} files are added.", count)
            undo = pgettext("Files", "Undo")
            self.desk.say(text.format(n=count), undo, self.desk.jobs.undo)

        def failed(refused: Refused) -> None:
            over()
            self.desk.jobs.refused.emit(refused)

        self.desk.jobs.run(
            commands.add, client, list(sources), list(names), owner=self, then=done,
            failed=failed, label=pgettext("Files", "Adding files"),
        )  # fmt: skip

    def _add_picture(self, image: QImage) -> None:
        folder = Path(tempfile.mkdtemp(prefix=exports.OPENED))
        moment = self.desk.now().strftime("%Y-%m-%d %H.%M.%S")
        name = pgettext("Files", "Picture {moment}.png").format(moment=moment)
        file = folder / "picture.png"
        client = self._client

        def saved(written: bool) -> None:
            if written:
                self._add([file], [name], folder, client)
                return
            shutil.rmtree(folder, ignore_errors=True)
            text = pgettext(
                "Files", "The picture was not added: it cannot be written to the disk. Is it full?"
            )
            self.desk.say(text)

        # A picture of a large screen takes a while to pack.
        self.desk.jobs.call(lambda _step: image.save(str(file)), owner=self, then=saved)

    def _agrees(self, row: AttachmentRow, kind: str) -> bool:
        text = pgettext(
            "Files",
            "“{name}” is {kind}: opened, it can do anything on this computer. Open it only if "
            "you know who it is from and waited for it.",
        )
        return confirm(
            self.window(), self.desk.theme, pgettext("Files", "Open this file?"),
            text.format(name=row.name, kind=kind), pgettext("Files", "Open all the same"),
            danger=True,
        )  # fmt: skip

    def _opened(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            text = pgettext(
                "Files", "This computer has no program for “{name}”. Save it, or install one."
            )
            self.desk.say(text.format(name=path.name))

    def _remove(self, attachment_id: int) -> None:
        row = self.list.current()
        name = "" if row is None else row.name

        def done(_none: object) -> None:
            text = pgettext("Files", "“{name}” is removed.").format(name=name)
            self.desk.say(text, pgettext("Files", "Undo"), self.desk.jobs.undo)

        self.desk.jobs.run(commands.delete, attachment_id, owner=self, then=done)

    def _rename(self, attachment_id: int, name: str) -> None:
        self.desk.jobs.run(commands.rename, attachment_id, name, owner=self)

    def _show(self, rows: list[AttachmentRow]) -> None:
        inside = self.list.hasFocus()
        self.list.show_rows(rows)
        said = npgettext("Files", "{n} file", "{n} files", len(rows)).format(n=len(rows))
        self.hint.setText(said if rows else pgettext("Files", "Drop them here, or Ctrl+V"))
        if inside and not rows:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)


def local_files(data: QMimeData | None) -> list[Path]:
    """The files of this computer among what is dragged or copied."""
    urls = data.urls() if data is not None and data.hasUrls() else []
    return [Path(one.toLocalFile()) for one in urls if one.isLocalFile()]
