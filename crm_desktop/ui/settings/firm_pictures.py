"""Logo, stamp and signature of a firm: seen as they are kept, replaced, taken away."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPalette, QPixmap
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm_desktop.commands import organisations
from crm_desktop.commands import settings as commands
from crm_desktop.domain.organisations import PictureKind
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.settings import Business
from crm_desktop.queries import organisations as questions
from crm_desktop.queries import settings as setting_questions
from crm_desktop.queries.organisations import FirmCard
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.settings.group import Group, buttons, push, words
from crm_desktop.words import codes, pgettext


class FirmPictures(Group):
    """Three places for pictures, and whether papers are printed with them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.theme,
            pgettext("Settings", "Pictures for printing"),
            pgettext(
                "Settings",
                "PNG or JPEG. The paper around a scanned stamp or signature becomes "
                "see-through by itself. What is issued already keeps its pictures.",
            ),
        )
        self.desk = desk
        self.firm: FirmCard | None = None
        self.places: dict[PictureKind, PicturePlace] = {}
        row = QHBoxLayout()
        row.setSpacing(desk.theme.u(16))
        for kind in PictureKind:
            place = PicturePlace(desk.theme, codes.label(kind))
            place.chosen.connect(partial(self._set, kind))
            place.browsed.connect(partial(self._browse, kind))
            place.removed.connect(partial(self._set, kind, None))
            self.places[kind] = place
            row.addWidget(place, 1)
        self.problem = words("")
        self.problem.setProperty("bad", True)
        self.problem.hide()
        self.logo_check = QCheckBox(pgettext("Settings", "Print the logo on papers"))
        self.stamp_check = QCheckBox(pgettext("Settings", "Print stamp and signature on papers"))
        self.body.addLayout(row)
        self.body.addWidget(self.problem)
        for name, check in (("print_logo", self.logo_check), ("print_stamp", self.stamp_check)):
            check.toggled.connect(partial(self._change, name))
            self.body.addWidget(check)
        self._live = LiveQuery(
            self, desk.jobs, setting_questions.business, ("setting",), dict, self._show_business
        )

    def show_firm(self, card: FirmCard | None) -> None:
        """Show the pictures of a firm; a firm that is not saved yet has no place for them."""
        same = self.firm is not None and card is not None and self.firm.id == card.id
        if not same:
            self._say("")
        self.firm = card
        self.setVisible(card is not None)
        if card is None:
            return
        for kind, place in self.places.items():
            name = getattr(card, kind.value)
            if not name:
                place.show_picture(None)
                continue
            self.desk.jobs.ask(
                questions.picture, name, owner=self, then=partial(self._arrived, kind, name)
            )

    def _arrived(self, kind: PictureKind, name: str, data: bytes | None) -> None:
        if self.firm is not None and getattr(self.firm, kind.value) == name:
            self.places[kind].show_picture(data if data is not None else b"")

    def _browse(self, kind: PictureKind) -> None:
        title = pgettext("Settings", "Choose a picture")
        pattern = pgettext("Settings", "Pictures")
        near = folders.near(self.desk.settings, folders.PICTURES)
        found, _filter = QFileDialog.getOpenFileName(
            self, title, near, f"{pattern} (*.png *.jpg *.jpeg)"
        )
        if found:
            folders.remember(self.desk, folders.PICTURES, found)
            self._set(kind, Path(found))

    def _set(self, kind: PictureKind, source: Path | None) -> None:
        if self.firm is None:
            return
        self._say("")

        def done(_none: object) -> None:
            text = pgettext("Settings", "Changed: {picture}.").format(picture=codes.label(kind))
            self.desk.say(text, pgettext("Settings", "Undo"), self.desk.jobs.undo)

        self.desk.jobs.run(
            organisations.set_picture,
            self.firm.id,
            kind,
            source,
            owner=self,
            then=done,
            failed=self._refused,
            label=pgettext("Settings", "Reading the picture"),
        )

    def _refused(self, refused: Refused) -> None:
        self._say("\n".join(codes.problem_text(problem) for problem in refused.problems))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _change(self, name: str, checked: bool) -> None:
        self.desk.jobs.run(commands.change, {name: checked}, owner=self)

    def _show_business(self, business: Business) -> None:
        for check, value in (
            (self.logo_check, business.print_logo),
            (self.stamp_check, business.print_stamp),
        ):
            check.blockSignals(True)
            check.setChecked(value)
            check.blockSignals(False)


class PicturePlace(QWidget):
    """One picture on white, as on paper; a file can be dropped on it."""

    chosen = Signal(object)
    browsed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.theme = theme
        self.title = title
        self.setAcceptDrops(True)
        heading = QLabel(title)
        self.thumbnail = QLabel()
        self.thumbnail.setProperty("muted", True)
        self.thumbnail.setFrameShape(QLabel.Shape.StyledPanel)
        self.thumbnail.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.thumbnail.setWordWrap(True)
        self.thumbnail.setFixedHeight(theme.u(112))
        self.choose_button = push("", self.browsed.emit)
        self.remove_button = push(pgettext("Settings", "Take away"), self.removed.emit)
        self.remove_button.setAccessibleName(f"{self.remove_button.text()}: {title}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.u(6))
        layout.addWidget(heading)
        layout.addWidget(self.thumbnail)
        layout.addLayout(buttons(theme, self.choose_button, self.remove_button))
        self.show_picture(None)

    def show_picture(self, data: bytes | None) -> None:
        """Show a PNG; None for no picture, nothing inside for one whose file is gone."""
        drawn = QPixmap()
        if data:
            drawn.loadFromData(data, "PNG")
        self.thumbnail.setPixmap(QPixmap())
        if data is None:
            self.thumbnail.setText(pgettext("Settings", "None. Drop a file here."))
        elif drawn.isNull():
            self.thumbnail.setText(
                pgettext("Settings", "The file of the picture is gone. Choose it again.")
            )
        else:
            room = self.thumbnail.height() - 2 * self.theme.u(8)
            ratio = self.devicePixelRatioF()
            small = drawn.scaled(
                round(self.theme.u(200) * ratio),
                round(room * ratio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            small.setDevicePixelRatio(ratio)
            self.thumbnail.setPixmap(small)
        # Paper is white in the dark, too: ink on anything else cannot be judged.
        palette = QPalette(self.palette())
        if not drawn.isNull():
            palette.setColor(QPalette.ColorRole.Window, Qt.GlobalColor.white)
        self.thumbnail.setPalette(palette)
        self.thumbnail.setAutoFillBackground(not drawn.isNull())
        known = data is not None
        self.thumbnail.setAccessibleName(
            f"{self.title}: {self.thumbnail.text()}" if self.thumbnail.text() else self.title
        )
        verb = pgettext("Settings", "Replace…") if known else pgettext("Settings", "Choose…")
        self.choose_button.setText(verb)
        self.choose_button.setAccessibleName(f"{verb} {self.title}")
        self.remove_button.setVisible(known)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file from this computer is welcome."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file as if it had been chosen."""
        event.acceptProposedAction()
        self.chosen.emit(Path(event.mimeData().urls()[0].toLocalFile()))
