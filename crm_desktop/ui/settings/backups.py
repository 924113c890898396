"""Copies in the settings: how safe the work is, the second place, the list, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from crm_desktop.crm import Finding
from crm_desktop.domain.backups import Copy, CopyMade, CopyState, Level, SecondPlace
from crm_desktop.domain.problems import Problem
from crm_desktop.ui.kit.list_model import ListTable
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import Group, buttons, column, words
from crm_desktop.ui.settings.restore import RestorePanel
from crm_desktop.words import backups as said
from crm_desktop.words import codes, formats, npgettext, pgettext
from crm_desktop.words.checks import finding_lines
from crm_desktop.words.sizes import size_text

MOST_ROWS = 5
ROW_UNITS = 30
LOOKS = {Level.GOOD: "good", Level.AMBER: "warn", Level.RED: "bad"}


class BackupsSection(QWidget):
    """Everything about copies on one page; a restore opens its panel in place of the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.copies: list[Copy] = []
        layout = column(desk.theme, self)
        layout.addWidget(self._safety())
        layout.addWidget(self._second_place())
        layout.addWidget(self._list())
        self.panel = RestorePanel(desk)
        self.panel.closed.connect(self._show_list)
        self.panel.hide()
        layout.addWidget(self.panel)
        layout.addStretch(1)
        desk.copies.state_changed.connect(self._show_state)
        if desk.copies.state is not None:
            self._show_state(desk.copies.state)
        self.refresh()

    # build

    def _safety(self) -> QWidget:
        group = Group(self.desk.theme, pgettext("Backups", "How safe your work is"))
        self.state = words("")
        group.body.addWidget(self.state)
        group.body.addWidget(
            words(
                pgettext(
                    "Backups",
                    "Copies are made by themselves: after a quarter of an hour of work, when the "
                    "program is closed, before an import. All of two days stay, then one for each "
                    "of 30 days, 12 weeks and 24 months.",
                ),
                muted=True,
            )
        )
        self.make_button = _button(pgettext("Backups", "Make a copy now"), self.make)
        self.make_button.setProperty("primary", True)
        self.portable_button = _button(
            pgettext("Backups", "Save a portable copy…"), self.save_portable
        )
        self.check_button = _button(pgettext("Backups", "Check the base"), self.check)
        row = buttons(self.desk.theme, self.make_button, self.portable_button, self.check_button)
        group.body.addLayout(row)
        self.verdict = words("")
        self.verdict.hide()
        group.body.addWidget(self.verdict)
        return group

    def _second_place(self) -> QWidget:
        group = Group(
            self.desk.theme,
            pgettext("Backups", "Second place"),
            pgettext(
                "Backups",
                "A stick or another disk: each new copy goes there, too, whenever it is connected. "
                "If this computer breaks, your clients are not gone.",
            ),
        )
        self.place = words("", selectable=True)
        group.body.addWidget(self.place)
        self.place_state = words("")
        group.body.addWidget(self.place_state)
        self.choose_button = _button(pgettext("Backups", "Choose a folder…"), self.choose_place)
        self.drop_button = _button(pgettext("Backups", "No second place"), self.drop_place)
        group.body.addLayout(buttons(self.desk.theme, self.choose_button, self.drop_button))
        self._show_place()
        return group

    def _list(self) -> QWidget:
        self.list_group = Group(self.desk.theme, pgettext("Backups", "The copies there are"))
        self.table = ListTable(
            self.desk.theme,
            _columns(self.desk.copies.clock, self.desk.language),
            pgettext("Backups", "Copies"),
            id_of=lambda copy: copy.sequence,
        )
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.opened.connect(self.restore_copy)
        self.table.current_changed.connect(lambda _id: self._mark())
        self.list_group.body.addWidget(self.table)
        self.none_yet = words(pgettext("Backups", "There is no copy yet."), muted=True)
        self.list_group.body.addWidget(self.none_yet)
        self.restore_button = _button(
            pgettext("Backups", "Restore…"), lambda: self.restore_copy(self.table.current_id())
        )
        self.file_button = _button(pgettext("Backups", "Restore from a file…"), self.choose_file)
        self.folder_button = _button(pgettext("Backups", "Open folder"), self._open_folder)
        self.list_group.body.addLayout(
            buttons(self.desk.theme, self.restore_button, self.file_button, self.folder_button)
        )
        return self.list_group

    # what the buttons do

    def refresh(self) -> None:
        """Read the list anew; a copy that nobody looked through yet is looked through now."""
        crm = self.desk.jobs.crm
        label = pgettext("Backups", "Looking through the copies")
        self.desk.jobs.call(crm.copies, owner=self, then=self._show_copies, label=label)
        self.desk.copies.look()

    def make(self) -> None:
        """Make a copy at once."""
        label = pgettext("Backups", "Making a copy")
        self.desk.copies.make(self, self._made, label)

    def save_portable(self) -> None:
        """Ask where to, and save everything in one file there."""
        today = self.desk.copies.clock().date()
        firm = self.desk.jobs.crm.folder.name
        name = f"{firm} {formats.short_date(today, self.desk.language)}.zip"
        near = folders.near(self.desk.settings, folders.COPIES, name)
        title = pgettext("Backups", "Save a portable copy")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, title, near, pgettext("Backups", "Portable copy (*.zip)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if chosen:
            self.save_portable_to(Path(chosen))

    def save_portable_to(self, target: Path) -> None:
        """Save everything in one file; one of that name stays, the new one is numbered."""
        if target.suffix.lower() != ".zip":
            target = target.with_name(f"{target.name}.zip")
        folders.remember(self.desk, folders.COPIES, target)
        crm = self.desk.jobs.crm
        label = pgettext("Backups", "Saving a portable copy")
        self.desk.jobs.call(
            lambda step: crm.save_portable(target, step),
            owner=self,
            then=self._saved,
            label=label,
            matters=True,
        )

    def check(self) -> None:
        """Look through the whole base."""
        crm = self.desk.jobs.crm
        label = pgettext("Backups", "Checking the base")
        self.desk.jobs.call(
            lambda _step: crm.check(), owner=self, then=self._checked, label=label, writes=True
        )

    def choose_place(self) -> None:
        """Ask for the second place."""
        title = pgettext("Backups", "Second place for copies")
        near = self.desk.settings.second_place or folders.documents()
        chosen = QFileDialog.getExistingDirectory(self, title, near)
        if chosen:
            self.take_place(Path(chosen))

    def take_place(self, place: Path) -> None:
        """Copies go there from now on, unless they cannot; what is to be said is said."""
        crm = self.desk.jobs.crm
        self.desk.jobs.call(
            lambda _step: crm.look_at_second_place(place),
            owner=self,
            then=lambda remarks: self._take(place, remarks),
        )

    def drop_place(self) -> None:
        """No second place any more; the copies there stay."""
        self.desk.settings.second_place = ""
        self.desk.remember()
        self._show_place()
        self.desk.copies.look()

    def restore_copy(self, sequence: int | None) -> None:
        """Look at a copy of the list before it takes the base's place."""
        copy = next((one for one in self.copies if one.sequence == sequence), None)
        if copy is not None:
            self.restore_file(copy.path)

    def choose_file(self) -> None:
        """Ask for a copy that lies elsewhere."""
        title = pgettext("Backups", "Restore from a file")
        kinds = pgettext("Backups", "Copies (*.db *.zip)")
        near = folders.near(self.desk.settings, folders.COPIES)
        near = self.desk.settings.second_place or near
        chosen, _kind = QFileDialog.getOpenFileName(self, title, near, kinds)
        if chosen:
            self.restore_file(Path(chosen))

    def restore_file(self, file: Path) -> None:
        """Look at a file before it takes the base's place."""
        self.list_group.hide()
        self.panel.show()
        self.panel.look_at(file)

    # what comes back

    def _show_copies(self, copies: list[Copy]) -> None:
        self.copies = copies
        self.table.show_rows(copies)
        self.table.setVisible(bool(copies))
        self.none_yet.setVisible(not copies)
        u = self.desk.theme.u
        self.table.setFixedHeight(u(ROW_UNITS) * (min(len(copies), MOST_ROWS) + 1) + u(8))
        self._mark()

    def _mark(self) -> None:
        copy = next((one for one in self.copies if one.sequence == self.table.current_id()), None)
        self.restore_button.setEnabled(copy is not None and copy.verified_at is not None)

    def _show_state(self, state: CopyState) -> None:
        now = self.desk.copies.clock()
        level = state.level(now)
        text = said.long_state(state, now)
        if state.trouble is not None:
            text = f"{text} {codes.problem_text(state.trouble)}"
        self.state.setText(text)
        calm = level is Level.GOOD and state.newest is None
        _look(self.state, "" if calm else LOOKS[level])
        self._show_place(state)

    def _show_place(self, state: CopyState | None = None) -> None:
        chosen = self.desk.settings.second_place
        self.place.setText(chosen or pgettext("Backups", "Not chosen yet."))
        self.drop_button.setVisible(bool(chosen))
        self.place_state.setVisible(bool(chosen) and state is not None)
        if state is None or not chosen:
            return
        text = said.second_text(state, self.desk.copies.clock())
        if state.second_trouble is not None:
            text = f"{text} {codes.problem_text(state.second_trouble)}"
        self.place_state.setText(text)
        _look(self.place_state, "good" if state.second is SecondPlace.CURRENT else "warn")

    def _take(self, place: Path, remarks: list[Problem]) -> None:
        self.desk.settings.second_place = str(place)
        self.desk.remember()
        self._show_place()
        if remarks:
            self.desk.say("\n".join(codes.problem_text(one) for one in remarks))
        self.make()

    def _made(self, made: CopyMade) -> None:
        if made.made:
            text = pgettext("Backups", "The copy is made and verified.")
        else:
            text = pgettext("Backups", "The newest copy already holds everything.")
        if made.second_trouble is not None:
            text = f"{text} {codes.problem_text(made.second_trouble)}"
        elif made.second is SecondPlace.ABSENT:
            absent = pgettext("Backups", "The second place is not connected.")
            text = f"{text} {absent}"
        self.desk.say(text)
        self.refresh()

    def _saved(self, path: Path) -> None:
        text = pgettext("Backups", "Saved as {path}").format(path=path)
        self.desk.say(
            text,
            pgettext("Backups", "Show the folder"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
        )

    def _checked(self, findings: list[Finding]) -> None:
        self.verdict.show()
        if not findings:
            when = formats.date_time(_utc(self.desk.copies.clock()), self.desk.language)
            text = pgettext("Backups", "Checked {when}: the base is sound.")
            self.verdict.setText(text.format(when=when))
            _look(self.verdict, "good")
            return
        count = len(findings)
        text = npgettext(
            "Backups",
            "{n} thing is wrong with the base. Restore the newest verified copy: the damaged base "
            "is kept beside it.",
            "{n} things are wrong with the base. Restore the newest verified copy: the damaged "
            "base is kept beside it.",
            count,
        )
        lines = [text.format(n=count)]
        lines += finding_lines(one.code for one in findings)
        self.verdict.setText("\n".join(lines))
        _look(self.verdict, "bad")

    def _show_list(self) -> None:
        self.panel.hide()
        self.list_group.show()
        self.table.setFocus()

    def _open_folder(self) -> None:
        folder = self.desk.jobs.crm.folder / "backups"
        where = folder if folder.is_dir() else folder.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(where)))


def _button(text: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.clicked.connect(lambda _checked=False: act())
    return button


def _look(label: QWidget, look: str) -> None:
    for one in ("good", "warn", "bad"):
        label.setProperty(one, one == look)
    label.style().unpolish(label)
    label.style().polish(label)


def _utc(now: datetime) -> str:
    return now.isoformat()


def _columns(now: Callable[[], datetime], language: str) -> list[Column]:
    def made(copy: Copy) -> str:
        return formats.date_time(_utc(copy.at), language)

    def state(copy: Copy) -> str:
        if copy.verified_at is None:
            return pgettext("Backups", "damaged")
        return pgettext("Backups", "verified")

    return [
        Column("at", lambda: pgettext("Backups", "Made"), made, 160),
        Column("ago", lambda: pgettext("Backups", "Age"), lambda c: said.ago(c.at, now()), 132),
        Column("state", lambda: pgettext("Backups", "State"), state, 104),
        Column("size", lambda: pgettext("Backups", "Size"), _size, 92, align_right=True),
        Column(
            "counts",
            lambda: pgettext("Backups", "Holds"),
            lambda copy: said.counts_text(copy.counts),
            320,
        ),
    ]


def _size(copy: Copy) -> str:
    return size_text(copy.size)
