"""A contact point as a button: call, WhatsApp, Telegram, mail, copy, by the system's programs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.contact_ways import ContactWay, Opening, openings
from crm_desktop.domain.phones import format_phone
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import codes, pgettext

_PICTURES = {
    PointKind.PHONE: "phone",
    PointKind.EMAIL: "mail",
    PointKind.MESSENGER: "message-circle",
    PointKind.SITE: "globe",
}
_WAY_PICTURES = {
    ContactWay.CALL: "phone",
    ContactWay.WHATSAPP: "message-circle",
    ContactWay.TELEGRAM: "send",
    ContactWay.MAIL: "mail",
    ContactWay.SITE: "external-link",
}


class Point(Protocol):
    """What a button has to know of a contact point."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def normal(self) -> str | None: ...
    @property
    def ext(self) -> str | None: ...
    @property
    def label(self) -> str: ...


def shown_point(point: Point) -> str:
    """The value for the eye; a number of another country as somebody wrote it, as in the list."""
    normal = point.normal or ""
    if point.kind == PointKind.PHONE and normal.startswith("+7"):
        return format_phone(normal, point.ext)
    return point.value


class ContactButton(QToolButton):
    """Shows one point; a click or Space opens what can be done with it.

    `begun(way, value)` comes when a program of the system was asked to open it.
    """

    begun = Signal(object, str)

    def __init__(self, desk: Desk, point: Point, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.more_verbs: Callable[[QMenu], None] | None = None
        """Puts what else its owner can do with it at the end of the menu."""
        self.shown = shown_point(point)
        kind = PointKind(point.kind)
        self.ways = openings(kind, point.value, point.normal, point.ext)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setText(self.shown)
        self.setIcon(icon(_PICTURES[kind]))
        u = desk.theme.u
        # Wider than the picture: the air between it and the number.
        self.setIconSize(QSize(u(18), u(14)))
        said = f"{point.label}: {self.shown}" if point.label else self.shown
        name = pgettext("Clients", "{kind}: {value}")
        self.setAccessibleName(name.format(kind=codes.label(kind), value=said))
        self.setToolTip(said)
        self.clicked.connect(self.offer)

    def menu_of_ways(self) -> QMenu:
        """What can be done; the first line is the usual one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self.ways:
            action = menu.addAction(icon(_WAY_PICTURES[one.way]), codes.label(one.way))
            action.triggered.connect(partial(self.begin, one))
        copying = menu.addAction(icon("copy"), pgettext("Clients", "Copy"))
        copying.triggered.connect(lambda _checked=False: self.copy())
        if self.more_verbs is not None:
            self.more_verbs(menu)
        return menu

    def offer(self) -> None:
        """The menu below the button, its first line chosen for Enter."""
        menu = self.menu_of_ways()
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def begin(self, one: Opening, _checked: bool = False) -> None:
        """Let the system open a way; where it has no program for it, the value is copied."""
        if QDesktopServices.openUrl(QUrl(one.address)):
            self.begun.emit(one.way, self.shown)
            return
        QApplication.clipboard().setText(self.shown)
        text = pgettext(
            "Clients",
            "No program of this computer took it: {what}. {value} is copied, paste it there.",
        )
        self._desk.say(text.format(what=codes.label(one.way), value=self.shown))

    def copy(self) -> None:
        """The value as shown to the clipboard."""
        QApplication.clipboard().setText(self.shown)
        self._desk.say(pgettext("Clients", "Copied: {value}").format(value=self.shown))
