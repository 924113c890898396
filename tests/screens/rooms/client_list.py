"""Looks at the list of clients: filters as chips and as a form, the menu of a cell."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from crm_desktop.commands import views
from crm_desktop.domain.filters import Condition, Group, Operator
from crm_desktop.domain.views import Sort, ViewSpec
from crm_desktop.ui.clients.found import Blank
from tests.screens.bases import HUNDREDS, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until

WANTED = Group(
    (
        Condition("name", Operator.CONTAINS_NOT, ("ъ",)),
        Condition("debt", Operator.LESS, (10_000_00,)),
        Condition("last_touch", Operator.OLDER_DAYS, (0,)),
        Group(
            (
                Condition("city", Operator.FILLED),
                Condition("created_at", Operator.PAST_DAYS, (30,)),
            ),
            every=False,
        ),
    )
)
"""Holds for most of the clients of the bases to look at, in both languages."""
NOBODY = Group((Condition("city", Operator.ONE_OF, ("Урюпинск",)),))


def _chips(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.filter.show_filter(WANTED)
    page.filter.changed.emit(WANTED)
    settle()
    look(stage.window)


def _form(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.filter.show_filter(WANTED)
    page.filter.changed.emit(WANTED)
    page.open_filter()
    settle()
    # The form takes the height of its rows, then the list what is left.
    settle()
    look(stage.window)


def _ticks(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.filter.ask_about("city")
    settle()
    words = page.filter.panel.rows.rows[0].editor.words
    words.open_list()
    wait_until(lambda: words.popup.list.count() > 0)
    settle()
    look(words.popup)
    words.popup.close()


def _unfit(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.filter.show_filter(NOBODY)
    page.filter.changed.emit(NOBODY)
    wait_until(lambda: page.left.is_blank(Blank.UNFIT))
    settle()
    look(stage.window)


def _cell(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    settle()
    page.table.setCurrentIndex(page.model.index(1, 3))
    spot = page.table.visualRect(page.table.currentIndex()).center()
    page.table.customContextMenuRequested.emit(spot)
    settle()
    [menu] = [one for one in page.findChildren(QMenu) if one.isVisible()]
    look(menu)
    menu.close()


def _columns(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.listed.choose_columns()
    settle()
    look(page.listed.chooser)
    page.listed.chooser.close()


def _heading(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.view.sort((Sort("city"), Sort("name")))
    page.table.horizontalHeader().customContextMenuRequested.emit(QPoint(20, 5))
    settle()
    [menu] = [one for one in page.findChildren(QMenu) if one.isVisible()]
    look(menu)
    menu.close()


def _sorted(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    chosen = ("name", "status", "tags", "city", "last_touch", "next_task_on", "open_deals", "debt")
    page.view.show_columns(chosen)
    page.view.sort((Sort("city"), Sort("debt", descending=True), Sort("name")))
    settle()
    look(stage.window)


def _marked(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.table.setFocus()
    page.table.selectAll()
    wait_until(lambda: "·" in page.summary.text())
    settle()
    look(stage.window)


LONG = "Постоянные покупатели из Нижнего Новгорода и области, без звонка месяц"


def _kept(stage: Stage) -> Any:
    """Some views, one of them with changes that are not saved."""
    for name, spec in (("VIP", ViewSpec(WANTED)), (LONG[:60], ViewSpec()), ("Долги", ViewSpec())):
        stage.crm.do(views.add, "client", name, spec)
    page = stage.go("clients")
    wait_until(lambda: page.tabs.bar.count() == 4)
    page.book.choose(page.book.rows[0].id)
    page.view.sort((Sort("city"), Sort("name")))
    settle()
    return page


def _views(stage: Stage, look: Look) -> None:
    _kept(stage)
    look(stage.window)


def _view_menu(stage: Stage, look: Look) -> None:
    page = _kept(stage)
    page.tabs.menu_button.click()
    settle()
    [menu] = [one for one in page.findChildren(QMenu) if one.isVisible()]
    look(menu)
    menu.close()


def _name(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    stage.while_asked(page.tabs.save_as, look)


SCENES = [
    Scene("clients-marked", _marked, kinds=(SEVEN, HUNDREDS)),
    Scene("clients-views", _views, kinds=(SEVEN, HUNDREDS)),
    Scene("clients-view-menu", _view_menu, ("asks:ui.parts.view_tabs._menu",), (SEVEN,)),
    Scene("clients-view-name", _name, ("asks:ui.parts.view_tabs._ask_name",), (SEVEN,)),
    Scene("clients-columns", _columns, ("window:ui.parts.column_chooser.ColumnChooser",), (SEVEN,)),
    Scene("clients-heading-menu", _heading, ("asks:ui.clients.listed._column_menu",), (SEVEN,)),
    Scene("clients-sorted", _sorted, kinds=(SEVEN, HUNDREDS)),
    Scene("clients-filter", _chips, kinds=(SEVEN, HUNDREDS)),
    Scene("clients-filter-form", _form, kinds=(SEVEN, HUNDREDS)),
    Scene("clients-filter-nobody", _unfit, kinds=(SEVEN,)),
    Scene(
        "clients-filter-values",
        _ticks,
        ("window:ui.parts.filter_ticks.TickList",),
        (SEVEN, HUNDREDS),
    ),
    Scene("clients-cell-menu", _cell, ("asks:ui.clients.listed._row_menu",), (SEVEN,)),
]
