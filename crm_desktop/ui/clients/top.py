"""What stands above the list of clients: the search box, how many there are, the filter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.queries import client_list
from crm_desktop.ui.clients.only_imported import OnlyImported
from crm_desktop.ui.kit.search_box import SearchBox
from crm_desktop.ui.parts.filter_source import FilterSource
from crm_desktop.ui.parts.filter_strip import FilterStrip
from crm_desktop.ui.parts.view_book import ViewBook
from crm_desktop.ui.parts.view_tabs import ViewTabs
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext
from crm_desktop.words.finding import ways_to_narrow


class ListTop(QWidget):
    """Only asks: the page does what is wanted of the whole list."""

    export_wanted = Signal()
    print_wanted = Signal()
    columns_wanted = Signal()
    calls_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        theme, u = desk.theme, desk.theme.u
        self.search = SearchBox(theme, pgettext("Clients", "Name, phone, e-mail, INN…"))
        self.search.setToolTip(ways_to_narrow())
        self.search.setAccessibleDescription(ways_to_narrow())
        self.remark = QLabel()
        self.remark.setProperty("muted", True)
        self.remark.setWordWrap(True)
        self.remark.setContentsMargins(u(16), 0, u(16), u(8))
        self.remark.hide()
        self.count = QLabel()
        self.count.setProperty("muted", True)
        self.filter = FilterStrip(FilterSource(desk, client_list.values))
        self.import_button = QPushButton(pgettext("Clients", "Import…"))
        self.more_button = QToolButton()
        self.more_button.setIcon(icon("ellipsis-vertical"))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more = pgettext("Clients", "More about the list")
        self.more_button.setAccessibleName(more)
        self.more_button.setToolTip(more)
        self.more_button.setMenu(self._more())
        self.only = OnlyImported(desk)
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(8), u(16), u(8))
        bar.setSpacing(u(8))
        bar.addWidget(self.search, 1)
        bar.addWidget(self.filter.button)
        bar.addWidget(self.count)
        bar.addStretch(1)
        bar.addWidget(self.import_button)
        bar.addWidget(self.more_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._rows = layout
        layout.addLayout(bar)
        layout.addWidget(self.remark)
        layout.addWidget(self.filter)
        layout.addWidget(self.only)

    def say(self, sentence: str) -> None:
        """Say how what is shown was found, or nothing."""
        self.remark.setText(sentence)
        self.remark.setVisible(bool(sentence))

    def show_views(self, book: ViewBook) -> ViewTabs:
        """Put the tabs of the views on top."""
        tabs = ViewTabs(self.desk, book, pgettext("Clients", "All clients"))
        self._rows.insertWidget(0, tabs)
        return tabs

    def _more(self) -> QMenu:
        """What is done to the whole list now and then."""
        menu = QMenu(self)
        menu.addAction(pgettext("Filters", "Columns…")).triggered.connect(self.columns_wanted)
        menu.addAction(pgettext("Calls", "Call list")).triggered.connect(self.calls_wanted)
        past = menu.addAction(pgettext("Clients", "Past imports"))
        past.triggered.connect(lambda: self.desk.navigator.go("past-imports"))
        health = menu.addAction(pgettext("Shell", "Data health"))
        health.triggered.connect(lambda: self.desk.navigator.go("health"))
        alike = menu.addAction(pgettext("Shell", "Duplicates"))
        alike.triggered.connect(lambda: self.desk.navigator.go("duplicates"))
        menu.addAction(pgettext("Clients", "Export the list…")).triggered.connect(
            self.export_wanted
        )
        menu.addAction(pgettext("Clients", "Print the list…")).triggered.connect(self.print_wanted)
        return menu
