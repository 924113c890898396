"""A line under a field: whoever is being typed may be a client already."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.commands import duplicates as commands
from crm_desktop.domain.clients import ClientKind, PointDraft, PointKind
from crm_desktop.domain.duplicates import Level
from crm_desktop.domain.phones import shown_phones
from crm_desktop.queries import duplicates as questions
from crm_desktop.queries.duplicates import Alike, Probe
from crm_desktop.ui.kit.side_form import SideForm
from crm_desktop.ui.kit.tab_order import bring_into_view
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext
from crm_desktop.words.duplicates import reasons_text

PAUSE_MS = 400
"""Nobody is told about somebody else in the middle of a word."""
OFFERED = 5
_PLACES = {"phone": "phones", "email": "emails", "inn": "inn"}
"""Under which field stands what speaks for it; everything else stands under the name."""
_WATCHED = frozenset({"name", "kind", "phones", "emails", "inn"})


class KnownHint(QWidget):
    """One client at a time, the likeliest, with what can be done; nothing is ever in the way.

    `form` has the fields name, kind, phones, emails and inn; `record` tells whose form it is, 0 for
    somebody new. Who was there when the form was filled is no news: only what is typed is asked
    about.
    """

    def __init__(
        self,
        form: SideForm,
        points: Callable[[], tuple[PointDraft, ...]],
        record: Callable[[], int],
    ) -> None:
        super().__init__(form.form)
        self._desk: Desk = form.desk
        self._form = form
        self._points = points
        self._record = record
        self._filled: Probe | None = None
        self._asked = 0
        self._offered: list[Alike] = []
        self._different: set[int] = set()
        self._to_merge: int | None = None
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        form.form.changed.connect(self._typed)
        form.saved.connect(self._saved)
        self.hide()

    def begin(self) -> None:
        """The form was filled: with a client's values, or emptied for a new one."""
        self._filled = self._probe()
        self._different.clear()
        self._to_merge = None
        self._forget()

    @property
    def shown(self) -> Alike | None:
        """Who is offered now."""
        return self._offered[0] if self._offered else None

    def _build(self) -> None:
        u = self._desk.theme.u
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setFont(self._desk.theme.font(-1))
        self.text.setProperty("warn", True)
        self.open_button = self._link(pgettext("Duplicates", "Open"), self._open)
        self.merge_button = self._link(pgettext("Duplicates", "Merge…"), self._merge)
        self.different_button = self._link(
            pgettext("Duplicates", "Another client"), self._tell_apart
        )
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(16))
        for button in (self.open_button, self.merge_button, self.different_button):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(u(2))
        layout.addWidget(self.text)
        layout.addLayout(row)

    def _link(self, text: str, action: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setFlat(True)
        for name in ("compact", "link"):
            button.setProperty(name, True)
        button.clicked.connect(lambda _checked=False: action())
        return button

    # asking

    def _probe(self) -> Probe:
        value = self._form.form.value
        points = self._points()
        kind = ClientKind(value("kind"))
        # A new form says "person" before anybody has chosen.
        chosen = self._record() or kind is not ClientKind.PERSON
        return Probe(
            str(value("name")),
            tuple(one.value for one in points if one.kind is PointKind.PHONE),
            tuple(one.value for one in points if one.kind is PointKind.EMAIL),
            str(value("inn")),
            kind if chosen else None,
        )

    def _typed(self, name: str) -> None:
        if name in _WATCHED:
            self._to_merge = None
            self._timer.start()

    def _ask(self) -> None:
        if self._desk.jobs.closed:
            # The window went while the timer ran.
            return
        probe = self._probe()
        if probe == self._filled:
            self._forget()
            return
        self._asked += 1
        self._desk.jobs.ask(
            questions.alike,
            probe,
            self._record() or None,
            OFFERED,
            owner=self,
            then=partial(self._answered, self._asked),
            later=True,
        )

    def _answered(self, number: int, found: tuple[Alike, ...]) -> None:
        if number == self._asked:
            self._offered = [
                one for one in found if one.id not in self._different and _is_worth_telling(one)
            ]
            self._show()

    def _forget(self) -> None:
        self._asked += 1
        self._timer.stop()
        self._offered = []
        self._show()

    def _show(self) -> None:
        one = self.shown
        if one is None:
            self.hide()
            return
        text = _said(one)
        self.text.setText(text)
        for button in (self.open_button, self.merge_button, self.different_button):
            button.setAccessibleDescription(text)
        self.merge_button.setVisible(self._desk.navigator.knows("duplicates"))
        self._form.form.put_under(_PLACES.get(one.reasons[0].field, "name"), self)
        self.show()
        # When the form has made room for it.
        QTimer.singleShot(0, self, self._come_into_sight)

    def _come_into_sight(self) -> None:
        """It stands below the field that is written in: a low window scrolls to it."""
        cell, focused = self.parentWidget(), QApplication.focusWidget()
        if focused is not None and cell is not None and cell.isAncestorOf(focused):
            bring_into_view(self)
            bring_into_view(focused)

    # what can be done

    def _open(self) -> None:
        if self.shown is not None:
            self._desk.navigator.go("client", self.shown.id)

    def _merge(self) -> None:
        """Side by side with who is there; somebody new is saved before."""
        if self.shown is None:
            return
        self._to_merge = self.shown.id
        if self._record() and self._probe() == self._filled:
            self._go_on(self._record())
        else:
            self._form.save()

    def _tell_apart(self) -> None:
        """They are two: it is remembered at once, or with a new client's first saving."""
        other = self.shown
        if other is None:
            return
        self._different.add(other.id)
        self._offered = [one for one in self._offered if one.id != other.id]
        if self._record():
            self._remember(self._record(), other.id)
        self._show()
        if not self.isVisible():
            self._form.form.editor(_PLACES.get(other.reasons[0].field, "name")).setFocus()

    def _saved(self, record: int) -> None:
        new = not self._record()
        for other in sorted(self._different) if new else ():
            self._remember(record, other)
        self._different.clear()
        if self._to_merge is not None:
            # After the page has shown what was saved.
            QTimer.singleShot(0, self, partial(self._go_on, record))

    def _go_on(self, record: int) -> None:
        other, self._to_merge = self._to_merge, None
        if other is not None:
            self._desk.navigator.go("duplicates", f"{record}-{other}")

    def _remember(self, record: int, other: int) -> None:
        self._desk.jobs.run(commands.distinct, [record, other], owner=self)


def _is_worth_telling(one: Alike) -> bool:
    keyed = any(reason.field in _PLACES for reason in one.reasons)
    return keyed or one.level is not Level.POSSIBLE


def _said(one: Alike) -> str:
    archived = pgettext("Duplicates", "in the archive") if one.archived else ""
    told = any(reason.field == "phone" for reason in one.reasons)
    about = (one.name, "" if told else shown_phones(one.phone), one.city, archived)
    text = {
        Level.SURE: pgettext("Duplicates", "This client is there already: {client} ({why})"),
        Level.LIKELY: pgettext("Duplicates", "This may be {client} ({why})"),
        Level.POSSIBLE: pgettext("Duplicates", "Known already: {client} ({why})"),
    }[one.level]
    client = ", ".join(part for part in about if part)
    return text.format(client=client, why=reasons_text(one.reasons))
