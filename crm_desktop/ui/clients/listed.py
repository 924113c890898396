"""The table of the clients: the columns of a view, menus and keys of cells and headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from crm_desktop.exports.client_view import STANDARD
from crm_desktop.queries import client_list
from crm_desktop.queries.client_list import ClientLine
from crm_desktop.queries.read import Read
from crm_desktop.ui.clients.columns import columns, columns_of_fields
from crm_desktop.ui.kit.record_model import RecordModel
from crm_desktop.ui.kit.record_table import RecordTable
from crm_desktop.ui.kit.shortcuts import bind
from crm_desktop.ui.parts.cell_filter import CellFilter
from crm_desktop.ui.parts.column_chooser import ColumnChooser
from crm_desktop.ui.parts.column_menu import offer_column
from crm_desktop.ui.parts.filter_strip import FilterStrip
from crm_desktop.ui.parts.shown_view import ShownView
from crm_desktop.ui.parts.tag_marks import tag_marks
from crm_desktop.ui.parts.web_links import PICTURE, LinkCells, address_of, open_web
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext

_HEADER_PLACE = QPoint(0, 0)


class ClientTable(QObject):
    """Table and model follow `view`; `menu_asked(menu)` before the menu of a row is shown."""

    menu_asked = Signal(object)

    def __init__(self, desk: Desk, strip: FilterStrip, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.view = ShownView(STANDARD, self)
        self.chooser: ColumnChooser | None = None
        self.model = RecordModel(columns(desk.language, desk.currency), self._page, parent=self)
        self.table = RecordTable(desk.theme, self.model, pgettext("Clients", "Clients"))
        self.table.stand_on_edge()
        self.table.several_sorts = True
        # Filters and editing are about one cell: it is seen which one.
        self.table.setProperty("cells", True)
        self.cell = CellFilter(self.table, strip)
        self.links = LinkCells(desk, self.table)
        self.links.wanted.connect(partial(open_web, desk))
        self._show_sorts()
        self._wire()

    def _wire(self) -> None:
        table, view, header = self.table, self.view, self.table.horizontalHeader()
        view.columns_changed.connect(self._show_columns)
        view.asked.connect(self._show_sorts)
        table.sort_requested.connect(self._sort)
        table.further_sort_requested.connect(lambda key: view.sort_by(key, further=True))
        table.columns_moved.connect(view.show_columns)
        table.widths.changed.connect(lambda: view.took_widths(table.widths.widths()))
        for widget, show in ((table, self._row_menu), (header, self._column_menu)):
            widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            widget.customContextMenuRequested.connect(show)
        bind(table, "Alt+Shift+Left", lambda: self._move(-1))
        bind(table, "Alt+Shift+Right", lambda: self._move(1))

    def lines(self, read: Read, ids: Sequence[int]) -> Sequence[Any]:
        """The rows of these clients, with what the columns show."""
        return client_list.lines(read, ids, self.view.fields())

    def choose_columns(self) -> None:
        """Open the box of all columns."""
        self.chooser = ColumnChooser(self.desk.theme, self.view, self.table)
        self.chooser.open_at(self.table.mapToGlobal(_HEADER_PLACE))

    def _page(self, ids: Sequence[int]) -> Sequence[Any]:
        return self.desk.jobs.crm.ask_page(client_list.lines, ids, self.view.fields())

    def _show_columns(self) -> None:
        view, desk = self.view, self.desk
        made = columns_of_fields(view.known, view.fields(), desk.language, desk.currency)
        colours = {info.name: dict(info.colours) for info in view.known if info.colours}
        made = [
            replace(one, picture=self._marks(one.key, colours[one.key]))
            if one.key in colours
            else one
            for one in made
        ]
        self.links.fields = frozenset(info.name for info in view.known if info.link)
        made = [
            replace(one, picture=partial(_link_mark, one.key))
            if one.key in self.links.fields
            else one
            for one in made
        ]
        self.table.set_columns(made, view.widths(), chosen=view.chosen())
        self._show_sorts()

    def _marks(self, field: str, colours: Mapping[str, int]) -> Callable[[ClientLine], object]:
        theme = self.desk.theme
        return lambda line: tag_marks(theme, line.values.get(field) or (), colours)

    def _show_sorts(self) -> None:
        self.table.show_sorts([(one.field, not one.descending) for one in self.view.spec.sorts])

    def _sort(self, key: str, _ascending: bool) -> None:
        self.view.sort_by(key)

    def _move(self, by: int) -> None:
        column = self.table.currentIndex().column()
        if 0 <= column < len(self.model.columns):
            self.view.move_column(self.model.columns[column].key, by)

    def _column_menu(self, place: QPoint) -> None:
        """What can be done with the column of a heading, and with all of them."""
        header = self.table.horizontalHeader()
        section = header.logicalIndexAt(place)
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if section >= 0:
            offer_column(menu, self.view, self.model.columns[section])
        self._offer_all(menu)
        menu.popup(header.mapToGlobal(place))

    def _offer_all(self, menu: QMenu) -> None:
        menu.addAction(pgettext("Filters", "Columns…")).triggered.connect(self.choose_columns)
        usual = menu.addAction(pgettext("Filters", "Usual columns"))
        usual.setEnabled(bool(self.view.spec.columns))
        usual.triggered.connect(self.view.standard_columns)

    def _row_menu(self, place: QPoint) -> None:
        """What can be done with the row and the cell under the cursor."""
        table = self.table
        current = table.current_id()
        if current is None:
            return
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(pgettext("Shell", "Open")).triggered.connect(
            lambda: table.opened.emit(current)
        )
        here = table.currentIndex()
        if link := self.links.value(here.row(), here.column()):
            menu.addAction(pgettext("Fields", "Open the link")).triggered.connect(
                lambda: open_web(self.desk, link)
            )
        menu.addAction(pgettext("Shell", "Copy the rows")).triggered.connect(table.copy)
        menu.addSeparator()
        self.cell.offer(menu)
        column = self.model.columns[table.currentIndex().column()]
        inner = menu.addMenu(pgettext("Filters", "Column “{name}”").format(name=column.title()))
        offer_column(inner, self.view, column)
        self._offer_all(inner)
        self.menu_asked.emit(menu)
        menu.popup(table.viewport().mapToGlobal(place))


def _link_mark(field: str, line: ClientLine) -> object:
    """The picture that opens an address; none where no address stands."""
    return icon(PICTURE) if address_of(line.values.get(field)) else None
