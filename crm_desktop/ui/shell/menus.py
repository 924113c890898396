"""The menus, made of the table of actions: a bar on a Mac, one button elsewhere."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QMainWindow, QMenu, QToolButton, QWidget

from crm_desktop.ui.shell.actions import EDIT, GO, GROUPS, HELP, PROGRAM, RECORD, Actions
from crm_desktop.words import pgettext


def furnish(window: QMainWindow, button: QToolButton, actions: Actions) -> None:
    """Give the window its menus: the bar that every Mac program has, or the compact button."""
    if sys.platform == "darwin":
        bar = window.menuBar()
        bar.clear()
        for menu in menus(actions, window):
            bar.addMenu(menu)
        button.hide()
        return
    whole = QMenu(button)
    whole.setAccessibleName(pgettext("Shell", "Menu"))
    for menu in menus(actions, whole):
        whole.addMenu(menu)
    before = button.menu()
    button.setMenu(whole)
    if before is not None:
        before.deleteLater()


def menus(actions: Actions, parent: QWidget) -> list[QMenu]:
    """One menu per group of actions, in the order of the table."""
    titles = {
        PROGRAM: pgettext("Shell", "&Program"),
        EDIT: pgettext("Shell", "&Edit"),
        RECORD: pgettext("Shell", "&Record"),
        GO: pgettext("Shell", "&Go"),
        HELP: pgettext("Shell", "&Help"),
    }
    made = []
    for group in GROUPS:
        menu = QMenu(titles[group], parent)
        bound = actions.bound(group)
        # Sections and what is new in them are many and alike: they stand apart, in front.
        front = [one for one in bound if one.id.startswith(("go-", "new-"))]
        menu.addActions([actions.action(one.id) for one in front])
        if front:
            menu.addSeparator()
        menu.addActions([actions.action(one.id) for one in bound if one not in front])
        made.append(menu)
    return made
