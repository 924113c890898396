"""The list of pages: what the rail shows and how each is made; the window names no feature.

A page's module is imported when the page is first shown: a start pays for the first one only.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from crm_desktop.late import dataclass
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.sections import Section
from crm_desktop.words import pgettext


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its address, its name in words, its icon, its maker.

    `record` is the kind of record it shows; `starts` are addresses that begin something new on
    it, with the page's method for each; `inside` is the page's method for the rest of its own
    address, e.g. "about" in ("settings", "about"). `new` says what the page's `new` makes; `rail`
    where its button stands: "section", "foot", or "" for none; `topic` the page of the guide that
    tells about it, by default the one of the same name. `offers` are the methods by which its
    class answers the actions of the window. `parts` are the modules of a page with many of them, in
    an order in which each is a small piece: they come while the window has nothing to do.
    """

    id: str
    title: Callable[[], str]
    icon: str
    make: Callable[[Desk], QWidget]
    offers: tuple[str, ...] = ()
    record: str = ""
    starts: tuple[tuple[str, str], ...] = ()
    unfinished: tuple[str, ...] = ()
    inside: str = ""
    new: Callable[[], str] | None = None
    rail: str = "section"
    topic: str = ""
    fixed: bool = False
    parts: tuple[str, ...] = ()

    def section(self) -> Section:
        """What the rail and the settings show of it."""
        return Section(self.id, self.title, self.icon, self.fixed, frozenset(self.offers))


def _today(desk: Desk) -> QWidget:
    from crm_desktop.ui.today.page import TodayPage

    return TodayPage(desk)


def _clients(desk: Desk) -> QWidget:
    from crm_desktop.ui.clients.page import ClientsPage

    return ClientsPage(desk)


def _calls(desk: Desk) -> QWidget:
    from crm_desktop.ui.clients.calls import CallsPage

    return CallsPage(desk)


def _deals(desk: Desk) -> QWidget:
    from crm_desktop.ui.deals.page import DealsPage

    return DealsPage(desk)


def _tasks(desk: Desk) -> QWidget:
    from crm_desktop.ui.tasks.page import TasksPage

    return TasksPage(desk)


def _documents(desk: Desk) -> QWidget:
    from crm_desktop.ui.documents.page import DocumentsPage

    return DocumentsPage(desk)


def _imports(desk: Desk) -> QWidget:
    from crm_desktop.ui.imports.page import ImportsPage

    return ImportsPage(desk)


def _past_imports(desk: Desk) -> QWidget:
    from crm_desktop.ui.imports.past import PastImportsPage

    return PastImportsPage(desk)


def _bin(desk: Desk) -> QWidget:
    from crm_desktop.ui.bin.page import BinPage

    return BinPage(desk)


def _health(desk: Desk) -> QWidget:
    from crm_desktop.ui.health.page import HealthPage

    return HealthPage(desk)


def _duplicates(desk: Desk) -> QWidget:
    from crm_desktop.ui.duplicates.page import DuplicatesPage

    return DuplicatesPage(desk)


def _help(desk: Desk) -> QWidget:
    from crm_desktop.ui.shell.help import HelpPage

    return HelpPage(desk)


def _settings(desk: Desk) -> QWidget:
    from crm_desktop.ui.settings.page import SettingsPage

    return SettingsPage(desk)


_ROWS = ("edit_current", "next_record", "previous_record")
_OUT = ("print_current", "export_current")
_LIST = (*_ROWS, *_OUT, "delete_current")
_CARD = (
    "open_whole", "add_contact", "add_relation", "add_address", "add_account", "add_date",
    "add_field",
)  # fmt: skip


PAGES = (
    PageSpec(
        "today", lambda: pgettext("Shell", "Today"), "sun", _today, (*_ROWS, *_OUT), fixed=True
    ),
    PageSpec(
        "clients",
        lambda: pgettext("Shell", "Clients"),
        "users",
        _clients,
        (*_LIST, "focus_search", "open_filter", "change_many", "merge_marked", "call_list", *_CARD),
        "client",
        (("clients-of-import", "show_import"), ("clients-with-gap", "show_gap")),
        unfinished=("client", "note"),
        new=lambda: pgettext("Shell", "New client"),
        fixed=True,
        parts=tuple(
            f"crm_desktop.{name}"
            for name in (
                "queries.client_fields",
                "queries.client_list",
                "ui.kit.table_view",
                "ui.kit.record_table",
                "ui.parts.view_tabs",
                "ui.parts.filter_strip",
                "ui.parts.column_chooser",
                "ui.clients.listed",
                "ui.clients.top",
                "ui.clients.beside",
                "ui.clients.page",
            )
        ),
    ),
    PageSpec(
        "deals",
        lambda: pgettext("Shell", "Deals"),
        "square-kanban",
        _deals,
        _OUT,
        "deal",
        (("deal-for-client", "new_for"),),
        unfinished=("deal",),
        new=lambda: pgettext("Shell", "New deal"),
    ),
    PageSpec(
        "tasks",
        lambda: pgettext("Shell", "Tasks"),
        "square-check",
        _tasks,
        _LIST,
        "task",
        (("task-for-client", "new_for"),),
        unfinished=("task",),
        new=lambda: pgettext("Shell", "New task"),
    ),
    PageSpec(
        "documents",
        lambda: pgettext("Shell", "Documents"),
        "file-text",
        _documents,
        (*_LIST, "focus_search"),
        "document",
        (("invoice-for-deal", "new_for_deal"), ("invoice-for-client", "new_for_client")),
        unfinished=("document",),
        new=lambda: pgettext("Shell", "New invoice"),
    ),
    PageSpec(
        "calls",
        lambda: pgettext("Calls", "Call list"),
        "phone",
        _calls,
        ("next_record", "previous_record", "open_whole"),
        unfinished=("calls",),
        rail="",
        topic="clients",
    ),
    PageSpec(
        "imports",
        lambda: pgettext("Shell", "Import"),
        "file-down",
        _imports,
        inside="look_at",
        rail="",
    ),
    PageSpec(
        "past-imports",
        lambda: pgettext("Shell", "Past imports"),
        "history",
        _past_imports,
        inside="open_run",
        rail="",
        topic="imports",
    ),
    PageSpec(
        "bin",
        lambda: pgettext("Shell", "Bin"),
        "trash-2",
        _bin,
        ("focus_search", "delete_current"),
        rail="",
        topic="clients",
    ),
    PageSpec(
        "health",
        lambda: pgettext("Shell", "Data health"),
        "circle-check",
        _health,
        rail="",
        topic="clients",
    ),
    PageSpec(
        "duplicates",
        lambda: pgettext("Shell", "Duplicates"),
        "copy",
        _duplicates,
        inside="open_ids",
        rail="",
        topic="clients",
    ),
    PageSpec(
        "help",
        lambda: pgettext("Shell", "Help"),
        "circle-help",
        _help,
        inside="open_topic",
        rail="",
    ),
    PageSpec(
        "settings",
        lambda: pgettext("Shell", "Settings"),
        "settings",
        _settings,
        ("focus_search",),
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
