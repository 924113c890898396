"""The list of pages: what the rail shows and how each is made; the window names no feature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.deals.page import DealsPage
from crm_desktop.ui.documents.page import DocumentsPage
from crm_desktop.ui.imports.page import ImportsPage
from crm_desktop.ui.imports.past import PastImportsPage
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.sections import Section
from crm_desktop.ui.settings.page import SettingsPage
from crm_desktop.ui.shell.help import HelpPage
from crm_desktop.ui.tasks.page import TasksPage
from crm_desktop.ui.today.page import TodayPage
from crm_desktop.words import pgettext


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its address, its name in words, its icon, its maker.

    `record` is the kind of record it shows; `starts` are addresses that begin something new on
    it, with the page's method for each; `inside` is the page's method for the rest of its own
    address, e.g. "about" in ("settings", "about"). `new` says what the page's `new` makes; `rail`
    where its button stands: "section", "foot", or "" for none; `topic` the page of the guide that
    tells about it, by default the one of the same name.
    """

    id: str
    title: Callable[[], str]
    icon: str
    make: Callable[[Desk], QWidget]
    record: str = ""
    starts: tuple[tuple[str, str], ...] = ()
    unfinished: tuple[str, ...] = ()
    inside: str = ""
    new: Callable[[], str] | None = None
    rail: str = "section"
    topic: str = ""
    fixed: bool = False

    def section(self) -> Section:
        """What the rail and the settings show of it."""
        offers = frozenset(name for name in dir(self.make) if not name.startswith("_"))
        return Section(self.id, self.title, self.icon, self.fixed, offers)


PAGES = (
    PageSpec("today", lambda: pgettext("Shell", "Today"), "sun", TodayPage, fixed=True),
    PageSpec(
        "clients",
        lambda: pgettext("Shell", "Clients"),
        "users",
        ClientsPage,
        "client",
        (("clients-of-import", "show_import"),),
        unfinished=("client", "note"),
        new=lambda: pgettext("Shell", "New client"),
        fixed=True,
    ),
    PageSpec(
        "deals",
        lambda: pgettext("Shell", "Deals"),
        "square-kanban",
        DealsPage,
        "deal",
        (("deal-for-client", "new_for"),),
        unfinished=("deal",),
        new=lambda: pgettext("Shell", "New deal"),
    ),
    PageSpec(
        "tasks",
        lambda: pgettext("Shell", "Tasks"),
        "square-check",
        TasksPage,
        "task",
        (("task-for-client", "new_for"),),
        unfinished=("task",),
        new=lambda: pgettext("Shell", "New task"),
    ),
    PageSpec(
        "documents",
        lambda: pgettext("Shell", "Documents"),
        "file-text",
        DocumentsPage,
        "document",
        (("invoice-for-deal", "new_for_deal"), ("invoice-for-client", "new_for_client")),
        unfinished=("document",),
        new=lambda: pgettext("Shell", "New invoice"),
    ),
    PageSpec("imports", lambda: pgettext("Shell", "Import"), "file-down", ImportsPage, rail=""),
    PageSpec(
        "past-imports",
        lambda: pgettext("Shell", "Past imports"),
        "history",
        PastImportsPage,
        inside="open_run",
        rail="",
        topic="imports",
    ),
    PageSpec(
        "help",
        lambda: pgettext("Shell", "Help"),
        "circle-help",
        HelpPage,
        inside="open_topic",
        rail="",
    ),
    PageSpec(
        "settings",
        lambda: pgettext("Shell", "Settings"),
        "settings",
        SettingsPage,
        unfinished=("organisation",),
        inside="open_section",
        rail="foot",
        fixed=True,
    ),
)

SECTIONS = tuple(page.section() for page in PAGES if page.rail == "section")
FOOT = next(page.section() for page in PAGES if page.rail == "foot")


def page_spec(page_id: str) -> PageSpec:
    """The page of that id; `KeyError` for one that is not in the list."""
    return {page.id: page for page in PAGES}[page_id]
