"""Ctrl+P and Ctrl+E for any list: what one sees goes on paper or into a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from crm_desktop.domain.problems import Refused
from crm_desktop.exports import views
from crm_desktop.exports.views import View, ViewColumn
from crm_desktop.late import dataclass
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import formats, npgettext, pgettext


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that a list is written as; `plain` text is for other programs.

    `cards` are for lists of clients only.
    """

    ending: str
    title: Callable[[], str]
    plain: bool = False
    cards: bool = False


KINDS = (
    Kind(".xlsx", lambda: pgettext("Kit", "Excel workbook (*.xlsx)")),
    Kind(".csv", lambda: pgettext("Kit", "Text with separators for Excel (*.csv)")),
    Kind(".csv", lambda: pgettext("Kit", "Text for other programs, RFC 4180 (*.csv)"), plain=True),
    Kind(".vcf", lambda: pgettext("Kit", "Contact cards for phones (*.vcf)"), cards=True),
    Kind(".pdf", lambda: pgettext("Kit", "Pages to print (*.pdf)")),
)


class ViewOutput(QObject):
    """Belongs to a page; `view` says what stands on it now."""

    def __init__(self, desk: Desk, page: QWidget, view: Callable[[], View]) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._view = view
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.preview: PrintPreview | None = None

    def export(self) -> None:
        """Ask where to and as what, and write the list there."""
        view = self._view()
        name = f"{view.title} {self._desk.now().date().isoformat()}.xlsx"
        chosen, title = QFileDialog.getSaveFileName(
            self._page,
            pgettext("Kit", "Export the list"),
            folders.near(self._desk.settings, folders.TABLES, name),
            ";;".join(kind.title() for kind in KINDS if view.cards is not None or not kind.cards),
        )
        if chosen:
            kind = next((one for one in KINDS if one.title() == title), KINDS[0])
            self.write(view, Path(chosen), kind)

    def write(self, view: View, target: Path, kind: Kind = KINDS[0]) -> None:
        """Write the list; the dialog has asked about the file chosen, and about no other.

        What the name ends with decides; without a known ending the kind that was chosen does.
        """
        asked = target.suffix.lower() in {one.ending for one in KINDS}
        if not asked:
            target = target.with_name(f"{target.name}{kind.ending}")
        folders.remember(self._desk, folders.TABLES, target)
        self._send(view, target, plain=kind.plain, overwrite=asked)

    def _send(self, view: View, target: Path, *, plain: bool, overwrite: bool) -> None:
        desk = self._desk
        refused = or_beside(
            desk, target, lambda copy: self._send(view, copy, plain=plain, overwrite=False)
        )
        label = pgettext("Kit", "Export of a list")
        if target.suffix.lower() == ".pdf":
            desk.jobs.export(
                views.to_paper, view, target, desk.language, desk.now().date(),
                overwrite=overwrite, owner=self, failed=refused,
                then=lambda _path: self._written(view.count, target), label=label,
            )  # fmt: skip
            return
        desk.jobs.export(
            views.to_file, view, target, desk.language, overwrite=overwrite, plain=plain,
            owner=self, then=lambda count: self._written(count, target), failed=refused,
            label=label,
        )  # fmt: skip

    def _written(self, count: int, target: Path) -> None:
        if target.suffix.lower() == ".vcf":
            text = npgettext(
                "Kit", "{n} client written to “{name}”", "{n} clients written to “{name}”", count
            )
        else:
            text = npgettext(
                "Kit", "{n} row written to “{name}”", "{n} rows written to “{name}”", count
            )
        say_written(self._desk, text, count, target)

    def print(self) -> None:
        """Show the list as it will be printed; the printer is asked for there."""
        view = self._view()
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="crm-desktop-")
        self._desk.jobs.export(
            views.to_paper,
            view,
            Path(self._folder.name) / "list.pdf",
            self._desk.language,
            self._desk.now().date(),
            owner=self,
            then=lambda path: self._show(view, path),
            label=pgettext("Kit", "Making pages"),
        )

    def _show(self, view: View, path: Path) -> None:
        self.preview = PrintPreview(self._desk, view.title, path, self._page)
        self.preview.show()


class PrintPreview(QDialog):
    """The pages of a list beside what can be done with them; the window below stays alive."""

    def __init__(self, desk: Desk, title: str, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._title = title
        self._path = path
        u = desk.theme.u
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(u(860), u(680))
        from crm_desktop.ui.kit.printing import PagePreview

        self.pages = PagePreview()
        self.pages.setAccessibleName(pgettext("Kit", "Pages of the list"))
        self.pages.set_file(path)
        self.print_button = QPushButton(pgettext("Kit", "Print…"))
        self.print_button.setProperty("primary", True)
        self.print_button.setDefault(True)
        self.print_button.clicked.connect(self._print)
        save = QPushButton(pgettext("Kit", "Save PDF…"))
        save.clicked.connect(self._save)
        close = QPushButton(pgettext("Kit", "Close"))
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(u(8))
        row.addStretch(1)
        for button in (close, save, self.print_button):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(12), u(12), u(12), u(12))
        layout.setSpacing(u(12))
        layout.addWidget(self.pages, 1)
        layout.addLayout(row)
        self.print_button.setFocus()

    def _print(self) -> None:
        from crm_desktop.ui.kit.printing import ask_and_print

        if ask_and_print(self._path, self):
            self.close()

    def _save(self) -> None:
        near = folders.near(self._desk.settings, folders.TABLES, f"{self._title}.pdf")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, pgettext("Kit", "Save PDF…"), near, "*.pdf"
        )
        if chosen:
            folders.remember(self._desk, folders.TABLES, chosen)
            self.save_as(Path(chosen))

    def save_as(self, target: Path) -> None:
        """Keep the pages as a file."""
        data = self._path.read_bytes()

        self._desk.jobs.call(
            lambda _step: views.keep(data, target),
            owner=self,
            then=lambda path: say_saved(self._desk, path),
            failed=or_beside(self._desk, target, self.save_as),
        )


def columns_of(columns: Sequence[Column]) -> tuple[ViewColumn, ...]:
    """The columns of a table as a file or a page shows them."""
    return tuple(
        ViewColumn(one.title(), one.text, one.width, one.align_right, one.value, one.key)
        for one in columns
    )


def say_written(desk: Desk, text: str, count: int, target: Path) -> None:
    """Tell what was written where, in the words of `text` (`n`, `name`)."""
    desk.say(
        text.format(n=formats.number(count, desk.language), name=target.name),
        pgettext("Kit", "Show in folder"),
        lambda: show_folder(target),
    )


def say_saved(desk: Desk, path: Path) -> None:
    """Tell that a file is there, and lead to it."""
    text = pgettext("Kit", "Saved: {name}").format(name=path.name)
    desk.say(text, pgettext("Kit", "Show in folder"), lambda: show_folder(path))


def or_beside(
    desk: Desk, target: Path, save: Callable[[Path], object]
) -> Callable[[Refused], None]:
    """What to do when a file could not be written: one that is open elsewhere may get a copy."""

    def refused(found: Refused) -> None:
        if found.problems[0].code == views.HELD:
            _offer_copy(desk, target, save)
        else:
            desk.jobs.refused.emit(found)

    return refused


def _offer_copy(desk: Desk, target: Path, save: Callable[[Path], object]) -> None:
    """The file is open in Excel: it is left alone, what was to be written may go beside it."""
    copy = folders.free_name(str(target.parent), target.stem, target.suffix)
    text = pgettext("Kit", "“{name}” is open in another program and was not changed. Close it, or:")
    desk.say(
        text.format(name=target.name),
        pgettext("Kit", "Save as “{name}”").format(name=copy.name),
        lambda: save(copy),
    )


def show_folder(file: Path) -> None:
    """Open the folder of a file in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))
