"""What the card does with a way of contact besides opening it: label, order, the main one, gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from crm_desktop.commands import contact_points
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.queries.client_parts import PointRow
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.parts.contact_button import ContactButton, shown_point
from crm_desktop.ui.parts.suggest import suggest
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext


class PointVerbs:
    """The verbs for one way of contact among those of its owner; each is one step back."""

    def __init__(
        self, desk: Desk, owner: QWidget, client_id: int, point: PointRow, among: Sequence[PointRow]
    ) -> None:
        self._desk, self._owner = desk, owner
        self._client, self._point = client_id, point
        self._same = [one.id for one in among if one.kind == point.kind]

    def extend(self, button: ContactButton) -> None:
        """Offer them in the menu of a button."""
        button.more_verbs = self.add_to

    def add_to(self, menu: QMenu) -> None:
        """Put the verbs at the end of a menu."""
        place = self._same.index(self._point.id)
        menu.addSeparator()

        def add(name: str, text: str, act: Callable[[], object]) -> None:
            action = menu.addAction(icon(name), text)
            action.triggered.connect(lambda _checked=False: act())

        add("tag", pgettext("Clients", "Label…"), self.ask_label)
        if place > 0:
            add("star", pgettext("Clients", "Make it the main one"), self.make_main)
            add("chevron-up", pgettext("Clients", "Move up"), lambda: self._move(-1))
        if place < len(self._same) - 1:
            add("chevron-down", pgettext("Clients", "Move down"), lambda: self._move(1))
        add("trash-2", pgettext("Clients", "Delete"), self.remove)

    def ask_label(self) -> None:
        """Ask what it is, with the usual words offered."""
        title = pgettext("Clients", "Label: {value}").format(value=shown_point(self._point))
        dialog = FormDialog(self._owner, self._desk.theme, title, pgettext("Kit", "Save"))
        line: QLineEdit = dialog.form.text("label", pgettext("Clients", "What it is"))
        suggest(self._desk, line, DictionaryKind.POINT_LABEL)
        line.setText(self._point.label)
        line.selectAll()
        values = dialog.ask()
        if values is not None and values["label"] != self._point.label:
            self._run(contact_points.label, values["label"])

    def make_main(self) -> None:
        """The first of its kind."""
        self._run(contact_points.make_main)

    def remove(self) -> None:
        """Take it away at once; the toast offers the way back."""

        def done(_none: object) -> None:
            text = pgettext("Clients", "Removed: {what}.").format(what=shown_point(self._point))
            self._desk.say(text, pgettext("Clients", "Undo"), self._desk.jobs.undo)

        self._run(contact_points.remove, then=done)

    def _move(self, by: int) -> None:
        self._run(contact_points.move, by)

    def _run(
        self,
        command: Callable[..., None],
        *more: object,
        then: Callable[[object], object] = lambda _none: None,
    ) -> None:
        self._desk.jobs.run(
            command, self._client, self._point.id, *more, owner=self._owner, then=then
        )
