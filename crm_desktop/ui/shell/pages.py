"""The list of pages: what the rail shows and how each is made; the window names no feature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.deals.page import DealsPage
from crm_desktop.ui.documents.page import DocumentsPage
from crm_desktop.ui.imports.page import ImportsPage
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.page import SettingsPage
from crm_desktop.ui.tasks.page import TasksPage
from crm_desktop.words import pgettext


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its address, its name in words, its icon, its maker.

    `record` is the kind of record it shows; `starts` are addresses that begin something new on
    it, with the page's method for each; `inside` is the page's method for the rest of its own
    address, e.g. "about" in ("settings", "about").
    """

    id: str
    title: Callable[[], str]
    icon: str
    make: Callable[[Desk], QWidget]
    record: str = ""
    starts: tuple[tuple[str, str], ...] = ()
    unfinished: tuple[str, ...] = ()
    inside: str = ""


PAGES = (
    PageSpec(
        "clients",
        lambda: pgettext("Shell", "Clients"),
        "users",
        ClientsPage,
        "client",
        unfinished=("client", "note"),
    ),
    PageSpec(
        "deals",
        lambda: pgettext("Shell", "Deals"),
        "square-kanban",
        DealsPage,
        "deal",
        (("deal-for-client", "new_for"),),
        ("deal",),
    ),
    PageSpec(
        "tasks",
        lambda: pgettext("Shell", "Tasks"),
        "square-check",
        TasksPage,
        "task",
        (("task-for-client", "new_for"),),
        ("task",),
    ),
    PageSpec(
        "documents",
        lambda: pgettext("Shell", "Documents"),
        "file-text",
        DocumentsPage,
        "document",
        (("invoice-for-deal", "new_for_deal"),),
    ),
    PageSpec("imports", lambda: pgettext("Shell", "Import"), "file-down", ImportsPage),
    PageSpec(
        "settings",
        lambda: pgettext("Shell", "Settings"),
        "settings",
        SettingsPage,
        inside="open_section",
    ),
)
