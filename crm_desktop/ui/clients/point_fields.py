"""The fields of a form for the ways of contact: phones, e-mails, and the rest when asked for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from crm_desktop.domain.clients import PointDraft, PointKind
from crm_desktop.queries.client_parts import PointRow
from crm_desktop.ui.clients.point_list import PointList
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext

PHONES, EMAILS, OTHERS = "phones", "emails", "messengers"
"""What the fields are called in a form."""
_KINDS = {
    PHONES: (PointKind.PHONE,),
    EMAILS: (PointKind.EMAIL,),
    OTHERS: (PointKind.MESSENGER, PointKind.SITE),
}


class PointFields:
    """Three lists in a form; messengers and sites are folded away until there are some."""

    def __init__(self, desk: Desk, form: Form) -> None:
        self._form = form
        self.phones = self._list(desk, PHONES, pgettext("Clients", "Phones"))
        self.emails = self._list(desk, EMAILS, pgettext("Clients", "E-mails"))
        others = pgettext("Clients", "Messengers and sites")
        self.others = self._list(desk, OTHERS, others)
        self.unfold = QPushButton(pgettext("Clients", "Messenger or site…"))
        self.unfold.setFlat(True)
        for name in ("compact", "link"):
            self.unfold.setProperty(name, True)
        self.unfold.clicked.connect(self._open)
        self.emails.foot.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
        self.others.changed.connect(self._fold)
        self._fold()

    @property
    def lists(self) -> tuple[PointList, PointList, PointList]:
        """In the order in which they are saved."""
        return self.phones, self.emails, self.others

    def show_points(self, points: Iterable[PointRow]) -> None:
        """Show the ways to reach somebody."""
        known = tuple(points)
        self._form.set_field_visible(OTHERS, False)
        for one in self.lists:
            one.show_points(known)
        self._fold()

    def saved(self, points: Iterable[PointRow]) -> None:
        """What stands here was saved as these."""
        known = tuple(points)
        for one in self.lists:
            one.saved(known)

    def add(self, points: Iterable[PointDraft]) -> None:
        """More of them, except those that stand there already."""
        for point in points:
            for one in self.lists:
                if point.kind in one.kinds:
                    one.add(point.kind, point.value)

    def drafts(self) -> tuple[PointDraft, ...]:
        """What all of it means."""
        return tuple(draft for one in self.lists for draft in one.drafts())

    def _list(self, desk: Desk, name: str, title: str) -> PointList:
        made = PointList(desk, title, _KINDS[name])
        self._form.custom(
            name, title, made, made.state, made.restore, changed=made.changed, wide=True
        )
        return made

    def _open(self) -> None:
        self._form.set_field_visible(OTHERS, True)
        self.unfold.hide()
        self.others.setFocus()

    def _fold(self) -> None:
        """Once seen the list stays, also while its last row is typed anew."""
        if self.others.state():
            self._form.set_field_visible(OTHERS, True)
        cell = self.others.parentWidget()
        self.unfold.setVisible(cell is not None and cell.isHidden())
