"""What happened with a client, newest first: notes, and the changes of its fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import client_fields
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.custom_fields import CustomKind, id_of
from crm_desktop.queries import activities, client_changes
from crm_desktop.queries.activities import ActivityRow
from crm_desktop.queries.client_changes import ChangeKind, FieldChange
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import codes, formats, pgettext
from crm_desktop.words.custom_fields import shown
from crm_desktop.words.fields import field_text

LONG_VALUE = 120
"""Letters of a value that are shown: a rewritten comment is no timeline of its own."""
SHOWN = 100
"""Changes of one client that stand here; older ones are in the journal."""

Entry = tuple[str, Callable[[], QWidget]]


class Timeline(QWidget):
    """Notes and changes of one client; as fresh as the last commit."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._client: int | None = None
        self._notes: Sequence[ActivityRow] = ()
        self._changes: Sequence[FieldChange] = ()
        self._build()
        self._notes_query = LiveQuery(
            self, desk.jobs, activities.timeline, ("activity",),
            lambda: {"client_id": self._client or 0}, self._take_notes,
        )  # fmt: skip
        self._changes_query = LiveQuery(
            self, desk.jobs, client_changes.changes, ("client", "contact_point"),
            lambda: {"client_id": self._client or 0, "limit": SHOWN}, self._take_changes,
        )  # fmt: skip

    def _build(self) -> None:
        u = self.desk.theme.u
        title = QLabel(pgettext("Clients", "What happened"))
        title.setFont(self.desk.theme.font(0, 600))
        self.all = self._choice(pgettext("Clients", "All"))
        self.only_notes = self._choice(pgettext("Clients", "Notes"))
        self.only_changes = self._choice(pgettext("Clients", "Changes"))
        self._choices = QButtonGroup(self)
        head = QHBoxLayout()
        head.setSpacing(u(4))
        head.addWidget(title)
        head.addStretch(1)
        for button in (self.all, self.only_notes, self.only_changes):
            self._choices.addButton(button)
            head.addWidget(button)
        self.all.setChecked(True)
        self._choices.buttonToggled.connect(self._choose)
        self.quiet = QLabel()
        self.quiet.setProperty("muted", True)
        self.quiet.setWordWrap(True)
        self.quiet.hide()
        self.events = QVBoxLayout()
        self.events.setSpacing(u(8))
        self.events.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(u(8))
        layout.addLayout(head)
        layout.addWidget(self.quiet)
        layout.addLayout(self.events, 1)

    def _choice(self, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setCheckable(True)
        button.setAccessibleName(pgettext("Clients", "Show: {kind}").format(kind=text))
        return button

    def show_client(self, client_id: int) -> None:
        """Tell another client's story."""
        if client_id != self._client:
            self._notes, self._changes = (), ()
        self._client = client_id
        self._notes_query.refresh()
        self._changes_query.refresh()

    # react

    def _choose(self, _button: QAbstractButton, on: bool) -> None:
        if on:
            self._show()

    def _take_notes(self, rows: list[ActivityRow]) -> None:
        self._notes = rows
        self._show()

    def _take_changes(self, rows: list[FieldChange]) -> None:
        self._changes = rows
        self._show()

    def _show(self) -> None:
        entries: list[Entry] = []
        if not self.only_changes.isChecked():
            entries += [(row.at, partial(self._note, row)) for row in self._notes]
        if not self.only_notes.isChecked():
            for _operation, group in groupby(self._changes, key=lambda one: one.operation):
                together = list(group)
                entries.append((together[0].at, partial(self._changed, together)))
        entries.sort(key=lambda entry: entry[0], reverse=True)
        focus = self.window().focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        while self.events.count() > 1:
            item = self.events.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for place, (_at, make) in enumerate(entries):
            self.events.insertWidget(place, make())
        if inside and (chosen := self._choices.checkedButton()) is not None:
            # The button that was pressed stands in an entry that is gone.
            chosen.setFocus()
        self.quiet.setText(self._silence())
        self.quiet.setVisible(not entries)

    def _silence(self) -> str:
        if self.only_changes.isChecked():
            return pgettext("Clients", "Nothing was changed yet.")
        return pgettext(
            "Clients", "Nothing yet. What you write above will stand here with its day."
        )

    # one entry

    def _frame(self, *parts: QWidget) -> QFrame:
        u = self.desk.theme.u
        frame = QFrame()
        frame.setProperty("card", True)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(u(12), u(8), u(12), u(8))
        layout.setSpacing(u(4))
        for part in parts:
            layout.addWidget(part)
        return frame

    def _note(self, row: ActivityRow) -> QWidget:
        return self._frame(_words(row.text), self._when(row.at))

    def _when(self, at: str, *more: str) -> QLabel:
        when = formats.date_time(at, self.desk.language)
        label = QLabel(" · ".join(one for one in (when, *more) if one))
        label.setWordWrap(True)
        label.setProperty("muted", True)
        return label

    def _changed(self, together: Sequence[FieldChange]) -> QWidget:
        """The fields that one operation changed."""
        first = together[0]
        done = codes.operation_text(first.name, first.title, first.via)
        return self._frame(
            *(self._field(one) for one in together), self._when(first.at, first.actor, done)
        )

    def _field(self, change: FieldChange) -> QWidget:
        text = change_text(change, self.desk.language)
        if change.kind not in {ChangeKind.CHANGED, ChangeKind.REMOVED} or not _settable(change):
            return _words(text)
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.desk.theme.u(4))
        layout.addWidget(_words(text), 1)
        back = QToolButton()
        back.setIcon(icon("undo-2"))
        back.setAutoRaise(True)
        back.setToolTip(pgettext("Clients", "Bring the earlier value back"))
        name = pgettext("Clients", "Bring the earlier value back: {change}")
        back.setAccessibleName(name.format(change=text))
        back.clicked.connect(partial(self._set_back, change))
        layout.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _set_back(self, change: FieldChange, _checked: bool = False) -> None:
        if self._client is None:
            return

        def done(_none: object) -> None:
            field = _title(change)
            text = pgettext("Clients", "The earlier value stands again: {field}.")
            undo = self.desk.jobs.undo
            self.desk.say(text.format(field=field), pgettext("Clients", "Undo"), undo)

        self.desk.jobs.run(
            client_fields.set_back, self._client, change.row, change.field, owner=self, then=done
        )


def change_text(change: FieldChange, language: str) -> str:
    """A change in words: «телефон: 8 916… → 8 926…»."""
    if change.kind is ChangeKind.MADE:
        return codes.label(ChangeKind.MADE)
    if change.field == "deleted_at":
        if change.new:
            return pgettext("Clients", "Put into the bin")
        return pgettext("Clients", "Taken out of the bin")
    field = _title(change)
    old, new = (_value(change, text, language) for text in (change.old, change.new))
    match change.kind:
        case ChangeKind.ADDED:
            return pgettext("Clients", "{field}: {value} added").format(field=field, value=new)
        case ChangeKind.REMOVED:
            return pgettext("Clients", "{field}: {value} removed").format(field=field, value=old)
        case _:
            text = pgettext("Clients", "{field}: {old} → {new}")
            empty = pgettext("Clients", "empty")
            return text.format(field=field, old=old or empty, new=new or empty)


def _title(change: FieldChange) -> str:
    if id_of(change.field) is None:
        return field_text(change.field)
    return change.own.name if change.own else pgettext("Fields", "a field that is gone")


def _value(change: FieldChange, text: str, language: str) -> str:
    field = change.field
    if id_of(field) is not None and text:
        kind = change.own.kind if change.own else CustomKind.TEXT
        text = shown(kind, json.loads(text), language)
    if field == "kind" and text:
        return codes.label(ClientKind(text))
    if field == "birthday" and text:
        return formats.short_date(text, language)
    line = " ".join(text.split())
    return line if len(line) <= LONG_VALUE else f"{line[:LONG_VALUE]}…"


def _settable(change: FieldChange) -> bool:
    return change.field != "deleted_at" and (id_of(change.field) is None or change.own is not None)


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
