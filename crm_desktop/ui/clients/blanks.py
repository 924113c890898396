"""What is shown where a list of clients would be: nothing yet, nobody found, nobody fits."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


def no_clients_yet(theme: Theme, choose_file: Callable[[], object]) -> EmptyState:
    """The first screen of all: a list to bring, or a first client."""
    return EmptyState(
        theme,
        "file-spreadsheet",
        pgettext("Clients", "Drop an Excel file here, or write down the first client."),
        pgettext("Clients", "Choose a file…"),
        choose_file,
        example=pgettext(
            "Clients", "For example: customers from your accounts, or contacts from your phone"
        ),
    )


def nobody_found(theme: Theme, show_all: Callable[[], object]) -> EmptyState:
    """A search without hits."""
    return EmptyState(
        theme,
        "search",
        pgettext("Clients", "Nobody is found by this."),
        pgettext("Clients", "Show all"),
        show_all,
    )


def nobody_fits(theme: Theme, drop_filter: Callable[[], object]) -> EmptyState:
    """A filter that holds for nobody."""
    return EmptyState(
        theme,
        "filter",
        pgettext("Clients", "No client fits this filter."),
        pgettext("Filters", "Clear the filter"),
        drop_filter,
    )
