"""Taking back and doing again: what the two keys would do, in words before they are pressed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from crm_desktop.crm import OperationRow, Undone
from crm_desktop.domain.documents import DocumentKind
from crm_desktop.domain.problems import Refused
from crm_desktop.queries.history import UndoOffer, undo_offer
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, npgettext, pgettext


class Undoing(QObject):
    """Knows what Ctrl+Z and Ctrl+Shift+Z would take next, does it, and says what was kept.

    What has left the house is never passed over in silence: it is named, with the way to
    cancel it, and the operation before it can be taken back by its name.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.offer = UndoOffer(None, None, None, None)
        self._asked = self._answered = self._pressed = 0
        desk.jobs.committed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Ask what the keys would do now."""
        lasting = self._desk.jobs.crm.lasting()
        self._asked += 1
        asked = self._asked
        self._desk.jobs.ask(
            undo_offer,
            lasting,
            owner=self,
            then=partial(self._know, asked),
            failed=partial(self._not_known, asked),
        )

    def undo(self) -> None:
        """Take back the newest operation; of a paper that has left the house, say what to do.

        Pressed while it is being found out what that is, it waits for the answer: what was known
        before belongs to another operation.
        """
        if self._answered != self._asked:
            self._pressed = self._asked
            return
        if self.offer.lasting is None:
            self._desk.jobs.undo(owner=self, then=self._undone)
            return
        paper = self.offer.paper
        button = pgettext("Shell", "Open the paper") if paper is not None else ""
        self._desk.say(self.lasting_text(), button, self.open_paper)

    def undo_before(self) -> None:
        """Take back, by its name, the operation before the one that cannot be taken back."""
        if self.offer.undo is not None:
            operation = self.offer.undo.id
            self._desk.jobs.undo(operation, owner=self, then=self._undone)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._desk.jobs.redo(owner=self, then=self._undone)

    def open_paper(self) -> None:
        """Show the paper that has left the house, where it can be cancelled."""
        if self.offer.paper is not None and self._desk.navigator.knows("document"):
            self._desk.navigator.go("document", self.offer.paper.id)

    def undo_text(self) -> str:
        """What can be taken back, "" if nothing."""
        if self.offer.undo is None:
            return ""
        return pgettext("Shell", "Undo: {name}").format(name=name_of(self.offer.undo))

    def redo_text(self) -> str:
        """What can be done again, "" if nothing."""
        if self.offer.redo is None:
            return ""
        return pgettext("Shell", "Do again: {name}").format(name=name_of(self.offer.redo))

    def lasting_text(self) -> str:
        """Why Ctrl+Z does not take the newest operation back, and what to do instead."""
        if self.offer.lasting is None:
            return ""
        paper = self.offer.paper
        if paper is None:
            text = pgettext("Shell", "Ctrl+Z cannot take this back: {name}")
            return text.format(name=name_of(self.offer.lasting))
        text = pgettext(
            "Shell", "{paper} No. {number} is issued: to change it, cancel it and issue it anew"
        )
        return text.format(paper=codes.label(DocumentKind(paper.kind)), number=paper.number)

    def _know(self, asked: int, offer: UndoOffer) -> None:
        if asked != self._asked:
            return
        self._answered = asked
        self.offer = offer
        self.changed.emit()
        if self._pressed == asked:
            self._pressed = 0
            self.undo()

    def _not_known(self, asked: int, refused: Refused) -> None:
        self._answered = max(self._answered, asked)
        self._pressed = 0
        self._desk.jobs.refused.emit(refused)

    def _undone(self, undone: Undone) -> None:
        name = codes.operation_text(undone.reversed.name, undone.reversed.title, "")
        text = pgettext("Shell", "Taken back: {name}").format(name=name)
        if undone.reversed.sign < 0:
            text = pgettext("Shell", "Done again: {name}").format(name=name)
        if undone.kept:
            count = len(undone.kept)
            kept = npgettext(
                "Shell", "{n} value touched since stays", "{n} values touched since stay", count
            )
            text = f"{text}. {kept.format(n=count)}"
        self._desk.say(text)


class UndoSegment(QToolButton):
    """In the status line: a click does what Ctrl+Z does, or shows what can be done instead."""

    def __init__(self, desk: Desk, undoing: Undoing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undoing = undoing
        self._whole = ""
        u = desk.theme.u
        self._wide, self._narrow = u(480), u(160)
        self._room = self._wide
        self.setFixedHeight(u(26))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setProperty("quiet", True)
        self.clicked.connect(self.act)
        undoing.changed.connect(self._show)
        self._show()

    def whole_text(self) -> str:
        """What it says, however little of it has room."""
        return self._whole

    def be_short(self, short: bool) -> None:
        """Leave the room to what is running, or take it again."""
        self._room = self._narrow if short else self._wide
        self._show()

    def act(self) -> None:
        """Take it back; where that cannot be, the ways there are."""
        if self._undoing.offer.lasting is None:
            self._undoing.undo()
            return
        menu = self.choices()
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def choices(self) -> QMenu:
        """What can be done about an operation that Ctrl+Z does not take back."""
        menu = QMenu(self)
        menu.setAccessibleName(self._whole)
        if self._undoing.offer.paper is not None:
            open_text = pgettext("Shell", "Open the paper to cancel it and issue it anew")
            menu.addAction(open_text, self._undoing.open_paper)
        before = self._undoing.undo_text()
        if before:
            menu.addAction(before, self._undoing.undo_before)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _show(self) -> None:
        self._whole = self._undoing.lasting_text() or self._undoing.undo_text()
        self.setVisible(bool(self._whole))
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self._room)
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(self._whole)
        again = self._undoing.redo_text()
        keys = self._whole + (" (Ctrl+Z)" if self._undoing.offer.lasting is None else "")
        self.setToolTip(f"{keys}\n{again} (Ctrl+Shift+Z)" if again else keys)


def name_of(operation: OperationRow) -> str:
    """An operation as it stands inside a sentence: «перенос сделки «Окна»»."""
    via = "take-back" if operation.via == "take-back" else ""
    return codes.inside(codes.operation_text(operation.name, operation.title, via))
