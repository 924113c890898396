"""The pages of the window: made when first asked for, shown by their addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QListView, QStackedWidget, QWidget

from crm_desktop.ui.kit.idle import Idle, dressed, imported
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.navigator import Address
from crm_desktop.ui.shell.pages import PAGES, PageSpec, page_spec


class Rooms(QStackedWidget):
    """Shows one page at a time; the navigator is told which addresses lead here.

    `records` are what a page opens when it is made: what it had open in the window before.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pages: dict[str, QWidget] = {}
        self.records: dict[str, int] = {}
        self.shown: PageSpec | None = None
        self._idle = Idle(self._beforehand(), self)

    def register(self) -> None:
        """Take on the addresses of the sections that are on, let go of those that are off."""
        for spec in PAGES:
            kinds = [(spec.id, spec.inside), *spec.starts]
            if spec.record:
                kinds.append((spec.record, "open_record"))
            for kind, method in kinds:
                if self._desk.sections.is_shown(spec.id):
                    self._desk.navigator.register(kind, self._shower(spec, method))
                else:
                    self._desk.navigator.withdraw(kind)

    def page(self, page_id: str) -> Any:
        """A page, made when it is first asked for."""
        if page_id not in self._pages:
            made: Any = page_spec(page_id).make(self._desk)
            asked = getattr(made, "import_requested", None)
            if asked is not None:
                asked.connect(lambda: self._desk.navigator.go("imports"))
            wanted = getattr(made, "file_requested", None)
            if wanted is not None:
                wanted.connect(self._choose_list)
            self._pages[page_id] = made
            self.addWidget(made)
            if page_id in self.records:
                made.open_record(self.records.pop(page_id))
        return self._pages[page_id]

    def made(self) -> dict[str, QWidget]:
        """The pages made so far, by their ids."""
        return dict(self._pages)

    def makers(self) -> list[PageSpec]:
        """The pages on which something new can be made."""
        return [one for one in PAGES if one.new and self._desk.sections.is_shown(one.id)]

    def maker(self) -> PageSpec:
        """Where the primary button makes something: here, or a client where nothing is made."""
        makers = self.makers()
        return self.shown if self.shown in makers and self.shown else makers[0]

    def make_new(self, page_id: str) -> None:
        """Go where such a thing is made and begin a new one."""
        self._desk.navigator.go(page_id)
        self.page(page_id).new()

    def showEvent(self, event: QShowEvent) -> None:
        """The window comes up with the keyboard in its first page."""
        super().showEvent(event)
        self._idle.begin()
        page = self.currentWidget()
        if page is not None:
            (page.focusWidget() or page).setFocus()

    def _choose_list(self) -> None:
        """Where lists are looked at, and which one at once: nobody asks for a file twice."""
        self._desk.navigator.go("imports")
        self.page("imports").choose()

    def _shower(self, spec: PageSpec, method: str) -> Callable[[Address], None]:
        def show(address: Address) -> None:
            page = self.page(spec.id)
            self.shown = spec
            focused = QApplication.focusWidget()
            inside = focused is not None and page.isAncestorOf(focused)
            if self.currentWidget() is not page or not inside:
                # Where the user was on it last, at first in its list.
                focus = page.focusWidget() or page
                self.setCurrentWidget(page)
                focus.setFocus()
            if method and len(address) > 1:
                getattr(page, method)(*address[1:])

        return show

    def _beforehand(self) -> Iterator[None]:
        """What pages will need that are not made yet, and the page that is asked for most."""
        # Whoever first asks for the inside of a list waits until PySide has made all its classes.
        QListView().viewport()
        yield
        for spec in PAGES:
            yield from imported(spec.parts)
            if spec.parts and self._desk.sections.is_shown(spec.id):
                page = self.page(spec.id)
                yield
                yield from dressed(page)
