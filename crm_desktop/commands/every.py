"""All commands by their names: what history and undo know an operation by."""

from __future__ import annotations

from importlib import import_module

from crm_desktop.commands import (
    activities,
    attachments,
    clients,
    custom_fields,
    deals,
    dictionaries,
    documents,
    numbering,
    organisations,
    pipelines,
    quick,
    settings,
    stage_fields,
    tasks,
)
from crm_desktop.commands.work import COMMANDS, CommandInfo

__all__ = [
    "activities",
    "attachments",
    "clients",
    "custom_fields",
    "deals",
    "dictionaries",
    "documents",
    "info_named",
    "lasting",
    "numbering",
    "organisations",
    "pipelines",
    "quick",
    "settings",
    "stage_fields",
    "tasks",
]

_LATE = (
    "demo",
    "imports",
    "import_nouns",
    "bin",
    "client_bulk",
    "duplicates",
    "employees",
    "merge",
    "round_trip",
    "views",
)
"""Filters, tables, a made-up shop, or what is done once a year: a start goes without."""


def info_named(name: str) -> CommandInfo | None:
    """What is known of a command; None for one that this program does not have."""
    if name not in COMMANDS:
        for late in _LATE:
            import_module(f"crm_desktop.commands.{late}")
    return COMMANDS.get(name)


def lasting() -> frozenset[str]:
    """The commands whose outcome has left the house and is never taken back."""
    return frozenset(name for name, info in COMMANDS.items() if not info.undoable)
