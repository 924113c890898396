"""What can be done with one column: order by it, move it, leave it out."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from crm_desktop.domain.views import MOST_SORTS, Sort
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.parts.shown_view import ShownView
from crm_desktop.words import pgettext


def offer_column(menu: QMenu, view: ShownView, column: Column) -> None:
    """Fill a menu with what can be done with this column."""
    if column.sort_key is not None:
        _offer_sorts(menu, view, column.sort_key)
        menu.addSeparator()
    shown = view.fields()
    place = shown.index(column.key) if column.key in shown else 0
    left = menu.addAction(pgettext("Filters", "Further left"))
    left.setEnabled(place > 0)
    left.triggered.connect(lambda: view.move_column(column.key, -1))
    right = menu.addAction(pgettext("Filters", "Further right"))
    right.setEnabled(place < len(shown) - 1)
    right.triggered.connect(lambda: view.move_column(column.key, 1))
    hide = menu.addAction(pgettext("Filters", "Do not show this column"))
    hide.setEnabled(len(shown) > 1)
    hide.triggered.connect(lambda: view.hide_column(column.key))


def _offer_sorts(menu: QMenu, view: ShownView, field: str) -> None:
    sorts = view.spec.sorts
    rising = menu.addAction(pgettext("Filters", "In rising order"))
    falling = menu.addAction(pgettext("Filters", "In falling order"))
    for action, sort in ((rising, Sort(field)), (falling, Sort(field, descending=True))):
        action.setCheckable(True)
        action.setChecked(sort in sorts)
        action.triggered.connect(lambda _on=False, sort=sort: view.sort((sort,)))
    if [one.field for one in sorts] == [field]:
        return
    known = any(one.field == field for one in sorts)
    text = (
        pgettext("Filters", "Turn round, then leave out of the order")
        if known
        else pgettext("Filters", "Then by this one, too")
    )
    further = menu.addAction(text)
    further.setEnabled(known or len(sorts) < MOST_SORTS)
    further.triggered.connect(lambda: view.sort_by(field, further=True))
