"""From a name, or none, to an opened base: which one, its lock, what is in the way."""

from crm_desktop.opening.folders import (
    demo_folder,
    free_folder,
    has_base,
    make_base,
    usual_folder,
)
from crm_desktop.opening.moving import move_base
from crm_desktop.opening.opened import AskFirst, Decision, Opened, OpenThis, decide, open_base
from crm_desktop.opening.rescue import Checked, check_base, export_everything
from crm_desktop.opening.restoring import restore_base, restore_here
from crm_desktop.opening.trouble import (
    Offer,
    Trouble,
    copies_folder,
    damaged,
    held,
    newest_copy,
    stopped,
    trouble_of,
    with_copy,
)
from crm_desktop.opening.viewing import sweep_views, view_base

__all__ = [
    "AskFirst",
    "Checked",
    "Decision",
    "Offer",
    "OpenThis",
    "Opened",
    "Trouble",
    "check_base",
    "copies_folder",
    "damaged",
    "decide",
    "demo_folder",
    "export_everything",
    "free_folder",
    "has_base",
    "held",
    "make_base",
    "move_base",
    "newest_copy",
    "open_base",
    "restore_base",
    "restore_here",
    "stopped",
    "sweep_views",
    "trouble_of",
    "usual_folder",
    "view_base",
    "with_copy",
]
